"""Somebody moved: their record goes to the new station and is taken in there as a list is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.shell.desk.places import DISTRICT, NEIGHBOUR, SECOND, STATION, Place, acquaint, see_alike
from vaxdesk.desk import foreseeing, handing_over, taking_back, transferring
from vaxdesk.desk.errors import NotToTransfer, PackageUnfit, UnknownPerson
from vaxdesk.exchange.package import build_package
from vaxdesk.model.event import is_of_stream

WHO: dict[str, Any] = {
    "birth_date": "1990-03-05", "sex": "female", "id_number": "070190004321", "phone": "0912345678",
    "hamlet": "Thôn 2", "commune_code": "25222", "address": "Tổ 7", "note": "=1+1",
}  # fmt: skip


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Place, Place, str]:
    """Two stations that know each other, and somebody of the first with a dose."""
    one, other = (Place(station, tmp_path, monkeypatch) for station in (STATION, NEIGHBOUR))
    acquaint(one, other)
    (person,) = one.load("Điểu Thị Sương", **WHO)
    one.put(person, "date", "05/09/2021", dose="1")
    one.put(person, "vaccine", "AstraZeneca", dose="1")
    return one, other, person


def send(place: Place, person: str, to: Place) -> Path:
    with place.desk() as desk:
        return transferring.transfer(desk, [person], to.station.name, place.folder).path


def test_whoever_moved_is_somebody_of_the_new_station(two: tuple[Place, Place, str]) -> None:
    one, other, person = two
    package = send(one, person, other)
    with other.desk() as desk:
        told = foreseeing.foresee(desk, package)
        assert [arrival.full_name for arrival in told.arrivals] == ["Điểu Thị Sương"]
        assert desk.store.count_people() == 0
    received = other.receive(package)
    assert (received.kind, len(received.people)) == ("transfer", 1)
    (came,) = other.show()
    assert is_of_stream(came["id"], NEIGHBOUR.code)
    same = ("full_name", "birth_date", "sex", "id_number", "phone", "address", "note")
    before = one.read(person)
    assert [came[name] for name in same] == [before[name] for name in same]
    assert (came["hamlet"], came["commune_code"], came["verification"]) == (None, None, "unverified")
    assert [(dose["vaccine"], dose["date"]) for dose in came["doses"]] == [("astrazeneca", "2021-09-05")]
    other.receive(package)
    assert len(other.show()) == 1
    see_alike([other])


def test_who_is_known_beyond_doubt_is_joined_and_what_stands_there_is_not_overwritten(
    two: tuple[Place, Place, str],
) -> None:
    one, other, person = two
    (there,) = other.load("Điểu Thị Sương", **{**WHO, "phone": "0987654321", "commune_code": "25225"})
    other.receive(send(one, person, other))
    (came,) = other.show()
    assert (came["id"], came["phone"], len(came["doses"])) == (there, "0987654321", 1)
    with other.desk() as desk:
        taking_back.undo(desk)
    assert other.show()[0]["doses"] == []


def test_the_district_passes_somebody_on(two: tuple[Place, Place, str], tmp_path: Path) -> None:
    one, other, person = two
    district = Place(DISTRICT, tmp_path, one.monkeypatch)
    acquaint(one, district)
    acquaint(other, district)
    one.give(district)
    other.receive(send(district, person, other))
    assert [came["full_name"] for came in other.show()] == ["Điểu Thị Sương"]


def test_a_transfer_is_no_way_around_the_rules(two: tuple[Place, Place, str], tmp_path: Path) -> None:
    one, other, person = two
    second = Place(SECOND, tmp_path, one.monkeypatch)
    acquaint(one, second)
    with one.desk() as desk:
        with pytest.raises(NotToTransfer):
            transferring.transfer(desk, [person], SECOND.name, tmp_path)
        with pytest.raises(UnknownPerson):
            transferring.transfer(desk, ["nobody"], NEIGHBOUR.name, tmp_path)
    assert other.show() == []


def test_values_that_no_list_could_say_come_in_as_text_alone(
    two: tuple[Place, Place, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other, person = two

    def spoil(draft: Any, keys: Any) -> bytes:  # noqa: ANN401
        (record,) = draft.people
        record.update(phone="abc", sex="x'; --", birth_date="30/02/1990", full_name="Điểu\u202eThị\x07 Sương")
        return build_package(draft, keys)

    monkeypatch.setattr(handing_over, "build_package", spoil)
    other.receive(send(one, person, other))
    (came,) = other.show()
    assert (came["full_name"], came["phone"], came["sex"], came["birth_date"]) == ("ĐiểuThị Sương", None, None, None)
    assert came["raw"]["phone"] == "abc"
    assert "phone.invalid" in {issue["rule"] for issue in came["issues"]}


def test_tables_that_are_none_are_refused(two: tuple[Place, Place, str], monkeypatch: pytest.MonkeyPatch) -> None:
    one, other, person = two

    def spoil(draft: Any, keys: Any) -> bytes:  # noqa: ANN401
        draft.people.append(draft.people[0])
        return build_package(draft, keys)

    monkeypatch.setattr(handing_over, "build_package", spoil)
    with pytest.raises(PackageUnfit):
        other.receive(send(one, person, other))
    assert other.show() == []
