"""Kills VaxDesk with -9 in the middle of its work, again and again, and looks at what is left.

    python build_scripts/kill_run.py --kills 2000 [--seed S] [--act load,pack,…]

Two stores of invented people and a third that is restored over and over; each kill hits one act at a random moment.
What the act had acknowledged must be there afterwards, the stores must verify, no half file may stand under its final
name. The suite runs sixty kills of it (``tests/journeys/test_kills.py``). Not on Windows: it has no fork.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

# ruff: noqa: E402 - the tree has to be found first; the project needn't be installed
from build_scripts.kills.acts import ACKNOWLEDGED, ACTS
from build_scripts.kills.killing import run_and_kill
from build_scripts.kills.looking import Notes, look, look_at_void
from build_scripts.kills.place import Place, Wrong, make_place
from vaxdesk.desk import keeping

FRESH_AFTER = 80
"""Kills after which everything is made anew: a journal that grows for hours takes hours to verify."""

_BOTH = ("station", "district")
_STORES = {"backup": ("spare",), "restore": ("spare",), "receive": _BOTH, "several": _BOTH}


def kill_once(place: Place, act: str, chance: random.Random) -> int:
    """Kill an act and look at what is left; give how many acknowledgements came before. Raises Wrong."""
    said = run_and_kill(place, act, chance)
    failed = [one["what"] for one in said if one["kind"] == "failed"]
    if failed:
        raise Wrong(f"{act} failed by itself: {failed[0]}")
    notes = Notes(place)
    notes.take(said)
    look(place, _STORES.get(act, ("station",)), notes.loose)
    for aside in (place.root / "spare").glob("replaced-*"):
        shutil.rmtree(aside)
    return sum(one["kind"] in ACKNOWLEDGED for one in said)


def kill_often(folder: Path, kills: int, seed: int, acts: Sequence[str] = tuple(ACTS)) -> Iterator[tuple[str, int]]:
    """Kill each act in turn; give its name and how much had been acknowledged. Raises Wrong."""
    chance = random.Random(seed)
    place: Place | None = None
    for number in range(kills):
        if number % FRESH_AFTER == 0 or place is None:
            if place is not None:
                look_at_void(place)
                shutil.rmtree(place.root)
            place = make_place(folder / f"{number:05}")
            with place.open("spare") as desk:
                _, digest = keeping.back_up(desk, place.root / "first.vaxbackup")
            place.backups["first.vaxbackup"] = (digest, place.ledgers["spare"].copy())
        act = acts[number % len(acts)]
        yield act, kill_once(place, act, chance)
    if place is not None:
        look_at_void(place)


@contextmanager
def own_profile(home: Path) -> Iterator[None]:
    """Let the program find its user's folders under ``home``."""
    names = {"HOME": "", "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config", "XDG_STATE_HOME": "state"}
    before = {name: os.environ.get(name) for name in names}
    os.environ.update({name: str(home / inside) for name, inside in names.items()})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def main(arguments: Sequence[str] | None = None) -> int:
    """Kill as often as was asked, and count."""
    parser = argparse.ArgumentParser(description="Kill VaxDesk with -9 at random moments and look at what is left.")
    parser.add_argument("--kills", type=int, default=2000, help="how many (default: 2000)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed aims at the same acts (default: 1)")
    parser.add_argument("--act", default=",".join(ACTS), help=f"which acts, of {', '.join(ACTS)} (default: all)")
    wish = parser.parse_args(arguments)
    acts = tuple(wish.act.split(","))
    if not set(acts) <= ACTS.keys():
        parser.error(f"acts are {', '.join(ACTS)}")
    kept: Counter[str] = Counter()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="vaxdesk-kills-") as folder, own_profile(Path(folder) / "home"):
        for number, (act, acknowledged) in enumerate(kill_often(Path(folder), wish.kills, wish.seed, acts), start=1):
            kept[act] += acknowledged
            if number % 50 == 0:
                print(
                    f"{number} kills, {time.monotonic() - begun:.0f} s, acknowledged before: {dict(kept)}", flush=True
                )
    print(f"{wish.kills} kills: nothing that was acknowledged is lost, every store is whole.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
