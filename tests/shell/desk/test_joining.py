"""A second laptop joins; who vouches for whom; whose key no longer counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.shell.desk.places import DISTRICT, NEIGHBOUR, SECOND, STATION, Place, acquaint, see_alike
from vaxdesk.desk import joining, trusting
from vaxdesk.desk.errors import CardRefused, NotOfThisStation, OnlyTheLead, OwnName
from vaxdesk.exchange.errors import KeyRevoked, NotAnInvitation, UnknownSender
from vaxdesk.store import Station


@pytest.fixture
def first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A station's first laptop with two people."""
    place = Place(STATION, tmp_path, monkeypatch)
    place.load("Điểu Thị Sương", "Nguyễn Văn An", phone="0912345678")
    return place


def make(first: Place, station: Station, name: str = "") -> Place:
    return Place(station, first.folder.parent, first.monkeypatch, name)


def ask(place: Place) -> Path:
    with place.desk() as desk:
        card = place.folder / "card.vaxcard"
        joining.write_request(desk, card)
    return card


def admit(first: Place, card: Path, words: str | None = None) -> joining.Admitted:
    with first.desk() as desk:
        return joining.admit(desk, card, first.folder, words=words)


def join(first: Place, name: str = SECOND.name) -> Place:
    """Let a new laptop join, words compared both ways."""
    new = make(first, Station(name, first.station.code))
    with new.desk() as desk:
        words = trusting.write_card_file(desk, new.folder / "card.vaxcard")
    admitted = admit(first, new.folder / "card.vaxcard", words)
    with new.desk() as desk:
        assert joining.read_invitation(desk, admitted.package.path).words == admitted.own_words
        joining.join(desk, admitted.package.path, words=admitted.own_words)
    return new


def test_a_laptop_that_joined_has_everything_and_writes_for_the_station(first: Place) -> None:
    new = join(first)
    see_alike([first, new])
    person = new.load("Lê Văn Mới")[0]
    new.put(person, "phone", "0987654321")
    new.give(first)
    see_alike([first, new])


def test_it_knows_the_district_and_the_district_takes_its_work_without_comparing_words(first: Place) -> None:
    district = make(first, DISTRICT)
    acquaint(first, district)
    new = join(first)
    new.load("Lê Văn Mới")
    new.give(first)
    first.give(district)
    assert len(district.show()) == 3
    new.load("Lý Thị Bốn")
    assert new.give(district).new == 1
    see_alike([district, new])


def test_a_laptop_vouched_for_may_send_first(first: Place) -> None:
    district = make(first, DISTRICT)
    acquaint(first, district)
    new = join(first)
    assert new.give(district).new == 2
    assert district.give(new).kind == "sync"


def test_a_third_laptop_is_admitted_by_the_second(first: Place) -> None:
    district = make(first, DISTRICT)
    acquaint(first, district)
    second = join(first)
    third = join(second, "Trạm Y tế xã Một – máy 3")
    third.load("Lê Văn Mới")
    third.give(second)
    second.give(first)
    first.give(district)
    see_alike([first, second, third, district])


def test_words_that_differ_admit_nobody(first: Place) -> None:
    new = make(first, SECOND)
    card = ask(new)
    with pytest.raises(CardRefused):
        admit(first, card, "gà thơm mây tím bò khô áo mới 07")
    admitted = admit(first, card)
    with new.desk() as desk:
        with pytest.raises(CardRefused):
            joining.join(desk, admitted.package.path, words="gà thơm mây tím bò khô áo mới 07")
        assert desk.store.parcels.read_cards() == []
        assert desk.store.count_people() == 0


def test_another_stations_laptop_and_one_of_the_same_name_are_not_admitted(first: Place) -> None:
    with pytest.raises(NotOfThisStation):
        admit(first, ask(make(first, NEIGHBOUR)))
    with pytest.raises(OwnName):
        admit(first, ask(make(first, STATION, "máy 2")))


def test_only_a_lead_admits_and_revokes(first: Place) -> None:
    card = ask(make(first, SECOND))
    with first.desk() as desk:
        desk.store.role = "staff"
        with pytest.raises(OnlyTheLead):
            joining.admit(desk, card, first.folder)
        with pytest.raises(OnlyTheLead):
            trusting.revoke_card(desk, SECOND.name)


def test_an_ordinary_package_is_no_invitation(first: Place) -> None:
    new = make(first, SECOND)
    acquaint(first, new)
    with new.desk() as desk, pytest.raises(NotAnInvitation):
        joining.join(desk, first.pack(new))


def test_laptops_made_by_init_that_trust_each_other_are_one_station_for_the_district(first: Place) -> None:
    district, second = make(first, DISTRICT), make(first, SECOND)
    acquaint(first, district)
    acquaint(first, second)
    second.load("Lê Văn Mới")
    second.give(first)
    first.give(district)
    first.give(second)
    see_alike([first, second, district])


def test_a_revoked_laptop_is_heard_nowhere_any_more_and_its_work_until_then_stays(first: Place) -> None:
    district = make(first, DISTRICT)
    acquaint(first, district)
    second = join(first)
    (person,) = second.load("Lê Văn Mới")
    second.give(first)
    first.give(district)
    second.put(person, "note", "sau khi mất máy")
    second.give(district)
    late = second.pack(first)
    assert district.read(person)["note"] == "sau khi mất máy"
    with first.desk() as desk:
        trusting.revoke_card(desk, SECOND.name)
    with pytest.raises((UnknownSender, KeyRevoked)):
        first.receive(late)
    first.give(district)
    see_alike([first, district])
    assert district.read(person)["note"] is None
    for place in (first, district):
        with pytest.raises((UnknownSender, KeyRevoked)):
            place.receive(late if place is first else second.pack(district))
    first.give(district)
    third = join(first, "Trạm Y tế xã Một – máy 3")
    see_alike([first, third, district])


def test_a_laptop_admitted_by_another_cannot_revoke_it(first: Place) -> None:
    district = make(first, DISTRICT)
    acquaint(first, district)
    second = join(first)
    with second.desk() as desk:
        trusting.revoke_card(desk, STATION.name)
    second.give(district)
    first.load("Lê Văn Mới")
    first.give(district)
    assert len(district.show()) == 3
