"""Measures what the rules suggest against the truth, on communes that are spoilt anew at every run.

Usage: measure_suggestions.py [--communes N] [--people N] [--seed N]

Counts the suggestions that are called certain and names each that is wrong; tells of every kind of damage that can be
proven how often the first suggestion is right. Ends with 1 where a certain one was wrong.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.pure.checks.measuring import Measured, measure
from vaxdesk.resources import load_catalogues


def main() -> int:
    """Measure and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--communes", type=int, default=60)
    parser.add_argument("--people", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    args = parser.parse_args()
    whole = Measured()
    for seed in range(args.seed, args.seed + args.communes):
        whole.add(measure(args.people, seed, load_catalogues()))
    certain, damaged = sum(whole.certain.values()), sum(whole.damaged.values())
    print(f"seeds {args.seed} to {args.seed + args.communes - 1}, {args.people} people each")
    print(f"{certain} certain suggestions, {len(whole.wrong)} wrong")
    for rule, count in whole.certain.most_common():
        print(f"  {count:7} {rule}")
    print(f"{damaged} provable damages, the first suggestion right in {sum(whole.right.values()) / damaged:.1%}")
    for kind, count in sorted(whole.damaged.items()):
        print(f"  {whole.right[kind] / count:7.1%} of {count:6} {kind}")
    for rule, place, said, true in whole.wrong:
        print(f"wrong: {rule} {place}: {said!r} instead of {true!r}")
    return int(bool(whole.wrong))


if __name__ == "__main__":
    sys.exit(main())
