"""Surveying a list one works through: how many are done, and who comes next."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType
from typing import Final

from vaxdesk.desk.browsing import PeopleList
from vaxdesk.desk.desk import Desk
from vaxdesk.model.issue import Severity

Spot = tuple[str | None, str]
"""A field: the dose it is of, if any (its id, or the number of one that was new), and its key."""

DOUBTFUL: Final[tuple[Severity, ...]] = ("error", "warning")
"""What somebody has to look at; the rest is information."""


@dataclass(frozen=True, slots=True)
class Survey:
    """How far a list is, seen from one of its rows.

    ``done`` of its people have no longer what it is of; None where the list is of nothing that can be done, such as a
    search among everybody. ``is_done`` tells it of the row itself: in such a list that nothing of the person is to be
    put right or looked at any more, None where that is so of everybody. ``next`` is the row to go on with, None where
    nobody is left. ``flawed`` are the numbers of those whose value that was typed is an error itself: with them one
    isn't done.
    """

    done: int | None
    is_done: bool | None
    next: int | None
    flawed: frozenset[int] = frozenset()


def survey_people(
    desk: Desk,
    people: PeopleList,
    row: int,
    put_off: Collection[int] = (),
    typed: Mapping[int, Spot] = MappingProxyType({}),
) -> Survey:
    """Look through a list from a row on, its beginning after its end.

    Those put off (by their numbers) come when nobody else is left. The row itself is never the next. ``typed`` tells,
    by numbers, in which field a value was typed.
    """
    asked, numbers = people.filter, people.numbers
    is_of_issues = asked.group is not None or asked.severity is not None
    left = desk.store.tally.find_left(asked.group, asked.severity) if is_of_issues else _find_doubtful(desk)
    flawed = _find_flawed(desk, typed)
    left = left | flawed if flawed else left
    start = max(0, min(row, len(people)))
    if not is_of_issues and left.isdisjoint(numbers):
        order = chain(range(row + 1, len(people)), range(start))
        return Survey(None, None, next((one for one in order if numbers[one] not in put_off), None), flawed)
    done = sum(1 for number in numbers if number not in left) if is_of_issues else None
    is_done = 0 <= row < len(people) and numbers[row] not in left
    return Survey(done, is_done, _find_next(numbers, row, left, put_off), flawed)


def _find_flawed(desk: Desk, typed: Mapping[int, Spot]) -> frozenset[int]:
    """Give whose typed value is an error itself."""
    ids = desk.store.asking.find_ids(list(typed))
    issues = desk.store.read_issues(list(ids.values()))
    return frozenset(
        number
        for number, person in ids.items()
        if any(
            issue["severity"] == "error" and (issue["dose"], issue["field"]) == _find_spot(desk, person, typed[number])
            for issue in issues.get(person, ())
        )
    )


def _find_spot(desk: Desk, person: str, spot: Spot) -> Spot:
    """Give a field with its dose's id: one that was new was named by its number."""
    dose, field = spot
    if dose is None or not dose.isdigit():
        return spot
    doses = desk.store.fold([person])[person].person.doses
    return next((one.id for one in doses if str(one.number) == dose), dose), field


def _find_next(numbers: array[int], row: int, left: AbstractSet[int], put_off: Collection[int]) -> int | None:
    """Give the next row of somebody who is left; one that was put off only where nobody else is."""
    later = None
    for one in chain(range(row + 1, len(numbers)), range(max(0, min(row, len(numbers))))):
        if numbers[one] in left:
            if numbers[one] not in put_off:
                return one
            later = one if later is None else later
    return later


def _find_doubtful(desk: Desk) -> AbstractSet[int]:
    """Give of whom anything is to be put right or looked at."""
    errors, warnings = (desk.store.tally.find_left(None, severity) for severity in DOUBTFUL)
    return errors | warnings
