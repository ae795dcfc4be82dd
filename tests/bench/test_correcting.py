"""One key in a commune's store: a correction is saved and checked, and everything the page shows is asked again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, cycle

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.bench.conftest import make_desk
from vaxdesk.desk.browsing import open_people, read_groups, read_hamlets, read_panel, read_people_range
from vaxdesk.desk.correcting import set_field
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.standing import read_standing
from vaxdesk.desk.surveying import survey_people
from vaxdesk.model.filter import Filter


def invent_phones() -> Iterator[str]:
    """Give phone numbers that nobody else has."""
    return (f"09{number:08}" for number in count(12_345_678, 7))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A store of 30,000 people."""
    with make_desk(tmp_path_factory.mktemp("bench") / "store", 30_000) as made:
        yield made


def test_a_correction_is_saved_checked_and_counted(benchmark: BenchmarkFixture, desk: Desk) -> None:
    """Budget: 50 ms."""
    people = cycle(desk.store.read_ids(limit=200))
    phones = invent_phones()

    def correct() -> int:
        set_field(desk, next(people), "phone", next(phones))
        return len(desk.store.count_issues())

    assert benchmark.pedantic(correct, rounds=100, iterations=1, warmup_rounds=3) > 0  # type: ignore[no-untyped-call]


def test_a_suggestion_is_accepted_and_the_page_is_right_again(benchmark: BenchmarkFixture, desk: Desk) -> None:
    """Budget: 50 ms in the middle, 120 ms at 99 %: saved, checked again, groups, lines, person, who is next, frame."""
    people = open_people(desk, Filter(severity="error"))
    rows, phones = count(), invent_phones()

    def accept() -> int | None:
        row = next(rows)
        (line,) = read_people_range(desk, people, row, 1)
        assert line is not None
        set_field(desk, line.id, "phone", next(phones))
        read_groups(desk)
        read_hamlets(desk)
        read_people_range(desk, people, max(row - 10, 0), 40)
        read_panel(desk, line.id)
        read_standing(desk)
        return survey_people(desk, people, row).next

    assert benchmark.pedantic(accept, rounds=200, iterations=1, warmup_rounds=5) is not None  # type: ignore[no-untyped-call]
