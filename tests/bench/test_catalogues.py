"""The tables that every start of a command reads."""

from __future__ import annotations

from pytest_benchmark.fixture import BenchmarkFixture

from vaxdesk.model.catalogue import Catalogues
from vaxdesk.resources import load_catalogues


def test_the_tables_are_loaded(benchmark: BenchmarkFixture) -> None:
    """Budget: 30 ms."""

    def load_anew() -> Catalogues:
        load_catalogues.cache_clear()
        return load_catalogues()

    assert benchmark(load_anew).headers
