from __future__ import annotations

from datetime import date, timedelta

import pytest

from vaxdesk.desk.desk import Desk
from vaxdesk.desk.pacing import LOOKED_BACK, Pace, find_pace, read_pace
from vaxdesk.store import Day

TODAY = date(2022, 5, 18)


def note(desk: Desk, days_ago: int, errors: int) -> None:
    with desk.store.transaction():
        desk.store.asking.keep_day(Day((TODAY - timedelta(days_ago)).isoformat(), 7812, 5000, errors, 18704, 12000))


@pytest.mark.parametrize(
    ("days", "before", "errors", "found"),
    [
        (7, 1287, 615, Pace(7, 96, "2022-05-25")),
        (1, 616, 615, None),
        (1, 618, 615, Pace(1, 3, "2022-12-09")),
        (3, 615, 615, None),
        (3, 500, 615, None),
        (3, 500, 0, None),
        (7, 620, 615, None),
    ],
)
def test_a_day_is_told_only_where_errors_become_fewer_and_it_is_within_a_year(
    days: int, before: int, errors: int, found: Pace | None
) -> None:
    assert find_pace(days, before, errors, TODAY) == found


def test_the_pace_is_taken_from_the_earliest_day_of_the_last_week_that_was_noted(desk: Desk) -> None:
    assert read_pace(desk, TODAY.isoformat(), 615) is None
    note(desk, 0, 999)
    note(desk, LOOKED_BACK + 1, 9999)
    assert read_pace(desk, TODAY.isoformat(), 615) is None
    note(desk, 2, 715)
    assert read_pace(desk, TODAY.isoformat(), 615) == Pace(2, 50, "2022-05-31")
    note(desk, 5, 1115)
    assert read_pace(desk, TODAY.isoformat(), 615) == Pace(5, 100, "2022-05-25")
