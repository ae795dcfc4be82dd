"""Searching a district's store."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.bench.conftest import make_desk
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.looking import search_people

QUERIES = ("nguyen thi", "Điểu", "0701900123", "hoa 1990", "le van h", "thon 3", "khong co ai")


@pytest.fixture
def desk(tmp_path: Path, profile: Path) -> Iterator[Desk]:
    """A store of 200,000 people."""
    with make_desk(tmp_path / "store", 200_000) as made:
        yield made


def test_people_are_found_among_two_hundred_thousand(benchmark: BenchmarkFixture, desk: Desk) -> None:
    """Budget: 100 ms."""
    queries = cycle(QUERIES)
    found = 0

    def search() -> None:
        nonlocal found
        found += len(list(search_people(desk, next(queries))))

    benchmark.pedantic(search, rounds=70, iterations=1)  # type: ignore[no-untyped-call]
    assert found > 0
