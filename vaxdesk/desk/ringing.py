"""Ringing: which suggestion may be taken by Enter alone."""

from __future__ import annotations

from collections.abc import Collection

from vaxdesk.desk.browsing import Problem
from vaxdesk.desk.desk import Desk


def read_proven(desk: Desk) -> frozenset[str]:
    """Give the groups of issues whose suggestion two things prove that don't know of each other."""
    return frozenset(code.code for code in desk.engine.codes if code.proven)


def find_ringed(problem: Problem, proven: Collection[str]) -> int | None:
    """Give the suggestion that Enter takes: one that is certain, or the only one if it is proven from two sides.

    None where a person has to choose.
    """
    certain = [place for place, one in enumerate(problem.proposals) if one.certain]
    if len(certain) == 1:
        return certain[0]
    return 0 if len(problem.proposals) == 1 and problem.code in proven else None
