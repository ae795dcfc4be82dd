"""Every rule on everybody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.bench.conftest import make_desk
from vaxdesk.desk.desk import Desk


@pytest.fixture
def desk(tmp_path: Path, profile: Path) -> Iterator[Desk]:
    """A store of 30,000 people."""
    with make_desk(tmp_path / "store", 30_000) as made:
        yield made


def test_everybody_is_checked_again(benchmark: BenchmarkFixture, desk: Desk) -> None:
    """Budget: 4 s."""
    told: list[int] = []

    def check() -> None:
        desk.check_everybody(lambda done, total: told.append(done))

    benchmark.pedantic(check, rounds=3, iterations=1, warmup_rounds=1)  # type: ignore[no-untyped-call]
    assert max(told) == 30_000
