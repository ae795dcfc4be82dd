"""Plays random histories of laptops and a district to their end and looks whether all agree.

    python build_scripts/history_run.py --count 100000 [--first 0] [--longest 60]
    python build_scripts/history_run.py --real --count 100

Edits, marks, merges, undo, redo, erasure, one list on two laptops; packages lost, repeated, out of order; clocks years
apart; stores put back and copied. A history is its number: one that ends wrong is named and can be played again. The
suite plays the first three thousand (``tests/pure/model/test_couriers.py``). With ``--real`` the same goes through real
stores and package files, a few seconds each (``tests/shell/desk/histories.py``).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

# ruff: noqa: E402 - the tree has to be found first; the project needn't be installed
from tests.pure.model.couriers import play
from tests.shell.desk.histories import RealStory

_TOLD_EVERY, _TOLD_EVERY_REAL = 10_000, 10


def play_real(number: int) -> None:
    """Play one history through real files. AssertionError tells what is wrong."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        RealStory(number, Path(folder), patch).play(20)


def main() -> int:
    """Play them; status 1 where one ended wrong."""
    parser = argparse.ArgumentParser(description="Plays random histories of laptops and a district.")
    parser.add_argument("--count", type=int, default=100_000, help="how many")
    parser.add_argument("--first", type=int, default=0, help="the number of the first")
    parser.add_argument("--longest", type=int, default=60, help="the most acts in one")
    parser.add_argument("--real", action="store_true", help="through real stores and files")
    args = parser.parse_args()
    started, wrong = time.monotonic(), []
    for number in range(args.first, args.first + args.count):
        try:
            play_real(number) if args.real else play(number, longest=args.longest)
        except AssertionError as error:
            wrong.append(number)
            print(f"history {number}: {error}", flush=True)
        if (number + 1 - args.first) % (_TOLD_EVERY_REAL if args.real else _TOLD_EVERY) == 0:
            print(f"{number + 1 - args.first} played, {len(wrong)} wrong", flush=True)
    print(f"{args.count} histories in {time.monotonic() - started:.0f} s, {len(wrong)} ended wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
