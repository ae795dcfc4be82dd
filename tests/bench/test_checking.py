"""The rules, person by person."""

from __future__ import annotations

from pytest_benchmark.fixture import BenchmarkFixture

from tests.pure.checks.test_engine import AROUND
from vaxdesk.checks.engine import load_engine
from vaxdesk.checks.rule import EXAMPLE


def test_a_person_with_whom_all_is_right_is_checked(benchmark: BenchmarkFixture) -> None:
    """Budget: 25 µs."""
    engine = load_engine()
    assert benchmark(engine.check_person, EXAMPLE, AROUND) == ()
