"""Surveying a list one works through: how many are done, and who comes next."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from vaxdesk.desk.browsing import PeopleList, open_people
from vaxdesk.desk.desk import Desk
from vaxdesk.model.filter import Filter


@dataclass(frozen=True, slots=True)
class Survey:
    """How far a list is, seen from one of its rows.

    ``done`` of its people have no longer what it is of; ``is_done`` tells it of the row itself. Both are None where
    the list is of nothing that can be done, such as a search among everybody. ``next`` is the row to go on with, None
    where nobody is left.
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
    if asked.group is None and asked.severity is None:
        return Survey(None, None, next((one for one in order if people.numbers[one] not in put_off), None))
    # What was searched for may have changed by being corrected; what the list is of has not.
    left = set(open_people(desk, Filter(group=asked.group, severity=asked.severity)).numbers)
    done = sum(1 for number in people.numbers if number not in left)
    waiting = [one for one in order if people.numbers[one] in left]
    fresh = next((one for one in waiting if people.numbers[one] not in put_off), None)
    is_done = 0 <= row < len(people) and people.numbers[row] not in left
    return Survey(done, is_done, fresh if fresh is not None else next(iter(waiting), None))
