"""Dead clocks, years behind or ahead: they are told, they reorder nothing and nothing waits for them."""

from __future__ import annotations

import time

import pytest

from tests.shell.desk.places import STATION, Place, see_alike
from vaxdesk.desk import handing_over

YEAR = 365 * 86_400 * 1_000_000_000


def turn(monkeypatch: pytest.MonkeyPatch, years: int) -> None:
    """Turn this computer's clock by so many years from today on."""
    real = time.time_ns

    def tell() -> int:
        return real() + years * YEAR

    monkeypatch.setattr(time, "time_ns", tell)
    year = 2026 + years
    monkeypatch.setattr(handing_over, "now", lambda: f"{year:04}-11-28T08:00:00.000Z")


@pytest.mark.parametrize("years", [-16, 73])
def test_a_dead_clock_neither_reorders_nor_blocks_and_is_told(
    two: tuple[Place, Place, str], monkeypatch: pytest.MonkeyPatch, years: int
) -> None:
    one, other, person = two
    with monkeypatch.context() as wrong:
        turn(wrong, years)
        one.monkeypatch = wrong
        with one.desk() as desk:
            assert len(desk.notices) == 1
        one.put(person, "phone", "0922222222")
        package = one.pack(other)
    one.monkeypatch = monkeypatch
    received = other.receive(package)
    assert len(received.notices) == 1
    assert STATION.name in str(received.notices[0].args)
    assert other.read(person)["phone"] == "0922222222"
    other.put(person, "phone", "0933333333")
    assert other.give(one).conflicts == ()
    one.put(person, "hamlet", "Thôn 1")
    one.give(other)
    see_alike([one, other])
    assert (one.read(person)["phone"], one.read(person)["hamlet"]) == ("0933333333", "Thôn 1")
    with other.desk() as desk:
        assert desk.notices == []


def test_right_clocks_are_not_mentioned(two: tuple[Place, Place, str]) -> None:
    one, other, person = two
    one.put(person, "phone", "0922222222")
    assert one.give(other).notices == ()
    with one.desk() as desk:
        assert desk.notices == []
