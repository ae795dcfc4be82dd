"""Several packages at once: each whole or not at all, one receipt for each sender, numbers that are lacking."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.shell.desk.places import DISTRICT, NEIGHBOUR, STATION, Place, see_alike
from vaxdesk.desk import taking_in
from vaxdesk.desk.answering import answer, read_doubts
from vaxdesk.exchange.errors import UnknownSender
from vaxdesk.systems.errors import DiskFailed


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Place, Place, Place]:
    """A district and two stations that know it, each with a few people."""
    district, one, other = (Place(station, tmp_path, monkeypatch) for station in (DISTRICT, STATION, NEIGHBOUR))
    for station in (one, other):
        district.trust(station)
        station.trust(district)
        station.load("Điểu Thị Sương", "Nguyễn Văn An", phone="0912345678")
    return district, one, other


def test_all_that_came_is_taken_in_and_each_sender_answered_once(
    places: tuple[Place, Place, Place], tmp_path: Path
) -> None:
    district, one, other = places
    stick = tmp_path / "usb"
    stick.mkdir()
    packages = [one.pack(district), one.pack(district), other.pack(district)]
    strange = Place(NEIGHBOUR, tmp_path, district.monkeypatch, "lạ")
    strange.trust(district)
    forged, elsewhere = strange.pack(district), district.pack(one)
    with district.desk() as desk:
        came = taking_in.receive_all(desk, [*packages, forged, elsewhere], stick)
    assert [path for path, _ in came.received] == packages
    assert [(path, type(error)) for path, error in came.refused] == [(forged, UnknownSender)]
    assert came.others == (elsewhere,)
    assert len(came.receipts) == 2
    with district.desk() as desk:
        assert {station.code for station in (STATION, NEIGHBOUR)} == set(desk.store.journal.read_chains())
    for station in (one, other):
        with station.desk() as desk:
            answered = taking_in.receive_all(desk, taking_in.find_packages(stick))
            assert [received.kind for _, received in answered.received] == ["receipt"]
            assert len(answered.others) == 1
            assert all(sent.receipt for sent in desk.store.asking.read_parcels("out"))


def test_a_receipt_tells_of_everybody_whom_the_district_finds_not_ready(
    places: tuple[Place, Place, Place], tmp_path: Path
) -> None:
    district, one, _ = places
    people = one.load("Lê Văn Mới", phone="0912345678")
    lost = district.receive(one.pack(district), tmp_path)
    one.put(people[0], "note", "x")
    answered = district.receive(one.pack(district), tmp_path)
    assert lost.receipt is not None
    assert answered.receipt is not None
    one.receive(answered.receipt)
    with one.desk() as desk:
        doubts = read_doubts(desk, people)
        everybody = {doubt.person for doubt in read_doubts(desk)}
        assert all(sent.receipt for sent in desk.store.asking.read_parcels("out"))
    assert {doubt.receiver for doubt in doubts} == {DISTRICT.name}
    assert {"no_dose", "state:unverified", "birth_date.missing"} <= {doubt.code for doubt in doubts}
    assert len(everybody) == 3
    one.receive(lost.receipt)
    with one.desk() as desk:
        assert {doubt.at for doubt in read_doubts(desk)} == {doubts[0].at}


def test_numbers_that_were_void_are_never_missing_whichever_package_said_so(
    places: tuple[Place, Place, Place],
) -> None:
    district, one, _ = places
    with one.desk() as desk, pytest.raises(DiskFailed):
        answer(desk, DISTRICT.name, (), (), one.folder / "gone")
    said = district.receive(one.pack(district))
    assert said.number == 2
    with district.desk() as desk:
        assert taking_in.find_missing(desk, said.device) == ()
    see_alike([one])
