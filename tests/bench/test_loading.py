"""Loading a platform workbook whole: read, matched, checked, written, searchable."""

from __future__ import annotations

from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.bench.conftest import make_desk
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.loading import Loaded, load_list
from vaxdesk.intake.reader import ListReader


@pytest.mark.usefixtures("profile")
def test_ten_thousand_people_are_loaded_checked_and_searchable(
    benchmark: BenchmarkFixture, platform_file: Path, tmp_path: Path
) -> None:
    """To be held against calamine alone (``test_reading.py``): at most six times as long."""
    number = count()
    with ListReader() as reader:
        reader.warm()

        with ExitStack() as open_desks:

            def make_empty() -> tuple[tuple[Desk], dict[str, object]]:
                return (open_desks.enter_context(make_desk(tmp_path / str(next(number)))),), {}

            def load_once(desk: Desk) -> Loaded:
                loaded = load_list(desk, reader, platform_file)
                assert desk.store.search("nguyen thi")
                return loaded

            loaded = benchmark.pedantic(load_once, setup=make_empty, rounds=5, iterations=1, warmup_rounds=1)  # type: ignore[no-untyped-call]
    assert loaded.rows["new"] == 10_000
