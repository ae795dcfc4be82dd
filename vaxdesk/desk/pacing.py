"""Pacing: how quickly errors have become fewer, and when none will be left if it goes on like that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from vaxdesk.desk.desk import Desk

LOOKED_BACK = 7
"""Days that count: longer ago says little about next week."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Over so many ``days`` this many people a day fewer had errors; ``done`` is the day without any (ISO 8601)."""

    days: int
    people: int
    done: str


def read_pace(desk: Desk, today: str, errors: int) -> Pace | None:
    """Tell how quickly people with errors, ``errors`` of them now, have become fewer; ``today`` in ISO 8601.

    None where no earlier day was noted, where there are no fewer, or where it would take more than a year: a list
    loaded in between brings new errors, and no honest day can be told.
    """
    now = date.fromisoformat(today)
    for days in range(LOOKED_BACK, 0, -1):
        before = desk.store.asking.read_day((now - timedelta(days)).isoformat())
        if before is not None:
            return find_pace(days, before.errors, errors, now)
    return None


def find_pace(days: int, before: int, errors: int, today: date) -> Pace | None:
    """Give the pace from ``before`` people with errors to ``errors`` in so many days."""
    people = (before - errors) // days
    if people <= 0 or errors <= 0 or errors > 365 * people:
        return None
    return Pace(days, people, (today + timedelta(-(-errors // people))).isoformat())
