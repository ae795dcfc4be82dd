"""Surveying a list one works through: how many are done, and who comes next."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from vaxdesk.desk.browsing import PeopleList, open_people
from vaxdesk.desk.desk import Desk
from vaxdesk.model.filter import Filter
from vaxdesk.model.issue import Severity

DOUBTFUL: Final[tuple[Severity, ...]] = ("error", "warning")
"""What somebody has to look at; the rest is information."""


@dataclass(frozen=True, slots=True)
class Survey:
    """How far a list is, seen from one of its rows.

    ``done`` of its people have no longer what it is of; None where the list is of nothing that can be done, such as a
    search among everybody. ``is_done`` tells it of the row itself: in such a list that nothing of the person is to be
    put right or looked at any more, None where that is so of everybody. ``next`` is the row to go on with, None where
    nobody is left.
    """

    done: int | None
    is_done: bool | None
    next: int | None


def survey_people(desk: Desk, people: PeopleList, row: int, put_off: Collection[int] = ()) -> Survey:
    """Look through a list from a row on, its beginning after its end.

    Those put off (by their numbers) come when nobody else is left. The row itself is never the next.
    """
    asked = people.filter
    order = [*range(row + 1, len(people)), *range(max(0, min(row, len(people))))]
    is_of_issues = asked.group is not None or asked.severity is not None
    left = _find_left(desk, asked) if is_of_issues else _find_doubtful(desk)
    if not is_of_issues and left.isdisjoint(people.numbers):
        return Survey(None, None, next((one for one in order if people.numbers[one] not in put_off), None))
    done = sum(1 for number in people.numbers if number not in left) if is_of_issues else None
    waiting = [one for one in order if people.numbers[one] in left]
    fresh = next((one for one in waiting if people.numbers[one] not in put_off), None)
    is_done = 0 <= row < len(people) and people.numbers[row] not in left
    return Survey(done, is_done, fresh if fresh is not None else next(iter(waiting), None))


def _find_left(desk: Desk, asked: Filter) -> set[int]:
    """Give who has what the list is of. What was searched for may have changed by being corrected; this has not."""
    return set(open_people(desk, Filter(group=asked.group, severity=asked.severity)).numbers)


def _find_doubtful(desk: Desk) -> set[int]:
    """Give of whom anything is to be put right or looked at."""
    return {number for severity in DOUBTFUL for number in open_people(desk, Filter(severity=severity)).numbers}
