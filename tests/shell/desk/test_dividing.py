"""Hamlets divided among laptops: the division travels, and whoever edits elsewhere is told, never stopped."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.shell.desk.places import NEIGHBOUR, SECOND, STATION, Place, acquaint, see_alike
from vaxdesk.desk import dividing
from vaxdesk.desk.errors import NotOfThisStation, UnknownHamlet, UnknownReceiver
from vaxdesk.model.step import Changes


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Place, Place, str, str]:
    """Two laptops of a station, somebody in each of two hamlets."""
    one, other = (Place(station, tmp_path, monkeypatch) for station in (STATION, SECOND))
    acquaint(one, other)
    (first,) = one.load("Điểu Thị Sương", hamlet="Thôn 1")
    (second,) = one.load("Nguyễn Văn An", hamlet="Thôn 2")
    one.give(other)
    return one, other, first, second


def divide(place: Place, to: str | None, *hamlets: str) -> Changes:
    with place.desk() as desk:
        return dividing.give_hamlets(desk, hamlets, to)


def read(place: Place) -> dict[str, str | None]:
    with place.desk() as desk:
        return {part.hamlet: part.name for part in dividing.read_parts(desk)}


def test_a_division_travels_and_an_edit_elsewhere_is_told_and_kept(two: tuple[Place, Place, str, str]) -> None:
    one, other, first, second = two
    assert read(one) == {"Thôn 1": None, "Thôn 2": None}
    divide(one, STATION.name, "thon 1")
    divide(one, SECOND.name, "Thôn 2")
    one.give(other)
    assert read(one) == read(other) == {"Thôn 1": STATION.name, "Thôn 2": SECOND.name}
    assert one.put(first, "phone", "0912345678").notices == ()
    (notice,) = one.put(second, "phone", "0912345679").notices
    assert notice.args == {"hamlet": "Thôn 2"}
    assert one.read(second)["phone"] == "0912345679"
    assert other.put(second, "note", "x").notices == ()
    one.give(other)
    other.give(one)
    see_alike([one, other])


def test_two_who_divide_at_once_see_the_same_in_the_end(two: tuple[Place, Place, str, str]) -> None:
    one, other, _, _ = two
    divide(one, STATION.name, "Thôn 1")
    divide(other, SECOND.name, "Thôn 1")
    one.give(other)
    other.give(one)
    assert read(one) == read(other) == {"Thôn 1": SECOND.name, "Thôn 2": None}
    assert divide(one, None, "Thôn 1").events == 1
    assert divide(one, None, "Thôn 1").step is None
    one.give(other)
    assert read(other)["Thôn 1"] is None


def test_hamlets_go_to_laptops_of_this_station_alone(two: tuple[Place, Place, str, str], tmp_path: Path) -> None:
    one = two[0]
    neighbour = Place(NEIGHBOUR, tmp_path, one.monkeypatch)
    acquaint(one, neighbour)
    for error, to, hamlet in (
        (NotOfThisStation, NEIGHBOUR.name, "Thôn 1"),
        (UnknownReceiver, "ai đó", "Thôn 1"),
        (UnknownHamlet, STATION.name, "Thôn 9"),
    ):
        with pytest.raises(error):
            divide(one, to, hamlet)
    assert read(one) == {"Thôn 1": None, "Thôn 2": None}
