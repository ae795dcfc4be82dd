"""Damages real lists at random, again and again, and has each read as the program reads it.

    python build_scripts/hostile_run.py --files 5000 [--seed S]

Each has to be a list or one clear sentence within a minute and a gigabyte. The number of a file of which reading
stopped without an answer is told: with ``--seed`` it comes back. The suite reads two hundred of them
(``tests/shell/intake/test_hostile.py``).
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

# ruff: noqa: E402 - the tree has to be found first; the project needn't be installed
from tests.awkward.hostile import make_real_files, mutate
from vaxdesk.errors import StaffCanFix
from vaxdesk.intake.errors import ReadingFailed
from vaxdesk.intake.reader import ListReader

LONGEST = 60.0


def read_damaged(folder: Path, files: int, seed: int) -> tuple[Counter[str], float, list[int]]:
    """Read so many damaged files; give what was said of them, the longest time, and the numbers of bad ones."""
    folder.mkdir(exist_ok=True)
    real, said, longest, bad = make_real_files(folder), Counter[str](), 0.0, []
    with ListReader() as reader:
        for number in range(seed, seed + files):
            path = mutate(random.Random(number), real, folder)
            started, code = time.monotonic(), "read"
            try:
                with reader.read(path) as reading:
                    for _ in reading.batches():
                        pass
            except StaffCanFix as error:
                code = error.code
            taken = time.monotonic() - started
            said[code] += 1
            longest = max(longest, taken)
            if code == ReadingFailed.code or taken > LONGEST:
                bad.append(number)
            path.unlink()
    return said, longest, bad


def main() -> int:
    """Run and tell."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--files", type=int, default=1000)
    asked.add_argument("--seed", type=int, default=1)
    args = asked.parse_args()
    with tempfile.TemporaryDirectory() as made:
        said, longest, bad = read_damaged(Path(made) / "lists", args.files, args.seed)
        print(f"{args.files} files, the longest {longest:.1f} s")
        for code, count in said.most_common():
            print(f"  {count:6} {code}")
        if bad:
            print(f"without an answer: {', '.join(map(str, bad))} (the seed of each)")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
