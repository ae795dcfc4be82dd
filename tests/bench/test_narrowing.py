"""Lists of a district's store, narrowed and ordered: until the first lines are there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.bench.conftest import make_desk
from vaxdesk.desk.browsing import open_people, read_people_range
from vaxdesk.desk.desk import Desk
from vaxdesk.model.filter import ORDERS, Filter

FILTERS = (
    Filter(), Filter(severity="error"), Filter(hamlet="Thôn 1"), Filter(verification="unverified"), Filter(dose=2),
    Filter(lacking=2), Filter(delivery="none"), Filter(editor="lan", since="today"), Filter(born=1990),
    Filter(text="nguyen thi"), Filter(text="ngyuen thi hao"), Filter(text="0123"),
)  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A store of 200,000 people."""
    with make_desk(tmp_path_factory.mktemp("bench") / "store", 200_000) as made:
        open_people(made, Filter(severity="error"))
        yield made


@pytest.mark.parametrize("asked", FILTERS, ids=repr)
def test_a_list_is_narrowed_to_its_first_lines(benchmark: BenchmarkFixture, desk: Desk, asked: Filter) -> None:
    """Budget: 100 ms."""
    open_and_read(benchmark, desk, asked)


@pytest.mark.parametrize("order", ORDERS)
def test_everybody_is_ordered_to_the_first_lines(benchmark: BenchmarkFixture, desk: Desk, order: str) -> None:
    """Budget: 100 ms."""
    open_and_read(benchmark, desk, Filter(order=order))  # type: ignore[arg-type]


def open_and_read(benchmark: BenchmarkFixture, desk: Desk, asked: Filter) -> None:
    def read() -> int:
        people = open_people(desk, asked)
        return len(read_people_range(desk, people, 0, 30))

    assert benchmark.pedantic(read, rounds=10, iterations=1, warmup_rounds=1) <= 30  # type: ignore[no-untyped-call]
