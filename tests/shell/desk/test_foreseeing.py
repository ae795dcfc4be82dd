"""What a package would do is told item by item, and telling it changes nothing at all."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.shell.desk.places import SECOND, STATION, Place, acquaint, see_alike
from vaxdesk.desk.foreseeing import Foreseen, foresee
from vaxdesk.model.event import person_id
from vaxdesk.model.step import Fact

NAMES = ("Điểu Thị Sương", "Nguyễn Văn An", "Trần Thị Bình")


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Place, Place, list[str]]:
    """Two laptops of one station that know the same three people."""
    one, other = (Place(station, tmp_path, monkeypatch) for station in (STATION, SECOND))
    acquaint(one, other)
    people = one.load(*NAMES, phone="0911111111")
    one.give(other)
    return one, other, people


def look(place: Place, package: Path) -> Foreseen:
    with place.desk() as desk:
        return foresee(desk, package)


def read_files(folder: Path) -> dict[str, str]:
    return {
        str(one.relative_to(folder)): hashlib.sha256(one.read_bytes()).hexdigest()
        for one in sorted(folder.rglob("*"))
        if one.is_file()
    }


def test_everything_that_would_come_of_a_package_is_told(two: tuple[Place, Place, list[str]]) -> None:
    one, other, (suong, an, binh) = two
    one.load("Lê Văn Mới")
    one.put(suong, "phone", "0912345678", reason="asked her")
    other.put(an, "hamlet", "Thôn 1")
    one.put(an, "hamlet", "Thôn 2")
    one.put(suong, "vaccine", "Pfizer", dose="1")
    one.write(Fact("pair", STATION.code, binh, field=an, value="same"))
    told = look(other, one.pack(other))
    assert [one.full_name for one in told.arrivals] == ["Lê Văn Mới"]
    phone = next(item for item in told.taken if item.field == "phone")
    assert (phone.full_name, phone.old, phone.new) == ("Điểu Thị Sương", "0911 111 111", "0912 345 678")
    assert (phone.user, phone.laptop, phone.origin, phone.reason) == ("lan", STATION.name, "typed", "asked her")
    assert [item.new for item in told.taken if item.field == "dose"] == ["1 · Pfizer"]
    (dispute,) = told.disputes
    assert {side.value for side in dispute.sides} == {"Thôn 1", "Thôn 2"}
    (joining,) = told.joinings
    assert (joining.person, joining.other, joining.other_name) == (an, binh, "Trần Thị Bình")
    assert told.received.new == 6


def test_a_value_that_was_changed_here_since_is_told_to_stay(two: tuple[Place, Place, list[str]]) -> None:
    one, other, (suong, *_) = two
    one.put(suong, "phone", "0912345678")
    package = one.pack(other)
    other.receive(package)
    other.put(suong, "phone", "0933333333")
    one.put(suong, "note", "x")
    one.receive(other.pack(one))
    one.put(suong, "phone", "0944444444")
    late = one.pack(other, everything=True)
    assert look(other, late).stays == ()
    # A second laptop that missed the first package gets both at once: the older value changes nothing.
    assert [item.new for item in look(other, late).taken if item.field == "phone"] == ["0944 444 444"]


def test_an_erased_person_is_told_to_go(two: tuple[Place, Place, list[str]]) -> None:
    one, other, (suong, *_) = two
    one.write(Fact("erase", STATION.code, suong))
    (parting,) = look(other, one.pack(other)).partings
    assert (parting.person, parting.full_name, parting.why.text) == (suong, "Điểu Thị Sương", "Erased for good")


def test_a_package_that_was_only_looked_at_leaves_every_file_bit_for_bit(two: tuple[Place, Place, list[str]]) -> None:
    one, other, (suong, *_) = two
    one.load(*(f"Người thứ {number}" for number in range(300)))
    one.put(suong, "phone", "0912345678")
    package = one.pack(other)
    before, files = other.show(), read_files(other.store)
    assert len(look(other, package).arrivals) == 300
    assert read_files(other.store) == files
    assert other.show() == before
    other.receive(package)
    see_alike([one, other])


def test_a_retraction_shows_the_value_that_comes_back(two: tuple[Place, Place, list[str]]) -> None:
    from vaxdesk.desk import taking_back

    one, other, (suong, *_) = two
    one.put(suong, "phone", "0912345678")
    one.give(other)
    with one.desk() as desk:
        taking_back.undo(desk)
    (item,) = look(other, one.pack(other)).taken
    assert (item.field, item.old, item.new, item.user) == ("phone", "0912 345 678", "0911 111 111", None)
    assert person_id(STATION.code, NAMES[0]) == suong
