"""Suggestions held against the truth, on a commune that is spoilt anew at every run."""

from __future__ import annotations

import random

import pytest

from tests.pure.checks.measuring import Measured, measure
from vaxdesk.resources import load_catalogues

PEOPLE = 3000


@pytest.fixture(scope="module")
def measured() -> Measured:
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")  # noqa: T201 - a red test has to be made again
    return measure(PEOPLE, seed, load_catalogues())


def test_nothing_that_is_called_certain_is_wrong(measured: Measured) -> None:
    assert measured.wrong == []
    assert sum(measured.certain.values()) > PEOPLE / 10
    assert len(measured.certain) > 8


def test_most_of_what_can_be_proven_gets_the_right_suggestion_first(measured: Measured) -> None:
    assert sum(measured.right.values()) >= 0.8 * sum(measured.damaged.values())
    assert set(measured.damaged) >= {"lost zero", "sex turned", "vaccine missing", "lot mistyped", "hamlet otherwise"}
