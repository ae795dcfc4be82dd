"""One correction in a commune's store."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.bench.conftest import make_desk
from vaxdesk.desk.correcting import set_field
from vaxdesk.desk.desk import Desk


@pytest.fixture
def desk(tmp_path: Path, profile: Path) -> Iterator[Desk]:
    """A store of 30,000 people."""
    with make_desk(tmp_path / "store", 30_000) as made:
        yield made


def test_a_correction_is_saved_checked_and_counted(benchmark: BenchmarkFixture, desk: Desk) -> None:
    """Budget: 50 ms."""
    people = cycle(desk.store.read_ids(limit=200))
    names = cycle(["Nguyễn Văn Thử", "Trần Thị Thử"])

    def correct() -> int:
        set_field(desk, next(people), "full_name", next(names))
        return len(desk.store.count_issues())

    assert benchmark.pedantic(correct, rounds=100, iterations=1, warmup_rounds=3) > 0  # type: ignore[no-untyped-call]
