"""Ranking the groups of issues: which work brings most people out of their errors in a minute."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from vaxdesk.desk.browsing import Group
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.ringing import read_proven

TAKE_S: Final = 1.63
"""Seconds to take what is ringed: a mental act and a key. Here and below the keystroke-level model (Card, Moran, Newell
1980) with 1.35 s for a mental act and 0.28 s for a key of somebody who types 40 words a minute."""
CHOOSE_S: Final = 2.98
"""Seconds to choose by a digit: what is offered is thought over once more."""
TYPE_S: Final = 6.62
"""Seconds to type a value: two mental acts and fourteen keys."""
MINUTE_S: Final = 60.0


def rank_groups(desk: Desk, groups: Sequence[Group]) -> dict[str, float]:
    """Give for each group how many people a minute of work in it frees of their last issue of that severity.

    Who has another of it beside this one is not freed yet: that is why a group of many may stand behind one of few.
    """
    freed, proven = desk.store.asking.count_only(), read_proven(desk)
    return {one.code: find_rate(one, freed, proven) for one in groups}


def find_rate(group: Group, freed: Mapping[tuple[str, str], int], proven: Collection[str]) -> float:
    """Give people freed per minute; ``freed`` are those who have nothing else, by severity and group."""
    ringed = group.suggested if group.code in proven else group.certain
    offered = group.suggested - ringed
    typed = group.people - group.suggested
    seconds = ringed * TAKE_S + offered * CHOOSE_S + typed * TYPE_S
    return MINUTE_S * freed.get((group.severity, group.code), 0) / seconds if seconds > 0 else 0.0
