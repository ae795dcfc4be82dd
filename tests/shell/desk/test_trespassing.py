"""A trusted station acts on another commune's people, with real stores and packages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import enter_profile
from tests.pure.model.histories import make_row
from vaxdesk.desk import correcting, handing_over, looking, taking_in, trusting
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import CodeTaken, DeviceTaken, NameTaken, PackageUnfit
from vaxdesk.desk.starting import open_desk, start_store
from vaxdesk.exchange.cards import make_device_keys, write_card
from vaxdesk.model.event import person_id
from vaxdesk.model.message import Message
from vaxdesk.model.step import Fact
from vaxdesk.store import KdfCost, Station

PASSWORD = "mot hai ba bon"
DISTRICT = Station("Trung tâm Y tế huyện Mẫu", "691", "district")
OURS = Station("Trạm Y tế xã Một", "25222")
THEIRS = Station("Trạm Y tế xã Hai", "25225")
SUONG = person_id(THEIRS.code, "list", "Sheet1", "2")
ROW = make_row({"full_name": "Điểu Thị Sương", "phone": "0912345678"})


class Place:
    """A laptop: a store and a profile of its own."""

    def __init__(self, station: Station, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.station, self.folder, self._monkeypatch = station, folder / station.code, monkeypatch
        self.folder.mkdir()
        with self._at_home():
            start_store(self.folder / "store", station, "lan", PASSWORD, cost=KdfCost(memory=64, passes=1, lanes=1))

    @contextmanager
    def _at_home(self) -> Iterator[None]:
        enter_profile(self._monkeypatch, self.folder / "home")
        yield

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        with self._at_home(), open_desk(self.folder / "store", None, PASSWORD) as desk:
            yield desk

    def write(self, *facts: Fact) -> None:
        with self.desk() as desk:
            desk.act(Message("Test"), facts)

    def trust(self, other: Place) -> None:
        with other.desk() as desk:
            trusting.write_card_file(desk, other.folder / "card.vaxcard")
        with self.desk() as desk:
            trusting.trust_card(desk, other.folder / "card.vaxcard")

    def pack(self, to: Place) -> Path:
        with self.desk() as desk:
            return handing_over.pack(desk, to.station.name, self.folder).path

    def receive(self, path: Path) -> None:
        with self.desk() as desk:
            taking_in.receive(desk, path)

    def show(self) -> list[tuple[str, str | None, str]]:
        with self.desk() as desk:
            return [(one["full_name"], one["phone"], one["verification"]) for one in looking.read_people(desk)]


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Place, Place, Place]:
    """A district that has Sương from her station, and another station that it trusts as well."""
    district, ours, theirs = (Place(one, tmp_path, monkeypatch) for one in (DISTRICT, OURS, THEIRS))
    for station in (ours, theirs):
        district.trust(station)
        station.trust(district)
    theirs.write(Fact("row", THEIRS.code, SUONG, value=dict(ROW), origin="list"))
    district.receive(theirs.pack(district))
    return district, ours, theirs


@pytest.mark.parametrize(
    "fact",
    [
        Fact("set", OURS.code, SUONG, field="phone", value="0987654321", origin="police"),
        Fact("mark", OURS.code, SUONG, field="verification", value={"status": "matched", "because": None}),
        Fact("pair", OURS.code, SUONG, field=person_id(OURS.code, "x"), value="same"),
        Fact("row", OURS.code, SUONG, value=dict(ROW), origin="list"),
        Fact("erase", OURS.code, SUONG),
    ],
    ids=lambda fact: fact.kind,
)
def test_a_trusted_station_cannot_act_on_anothers_people(places: tuple[Place, Place, Place], fact: Fact) -> None:
    district, ours, _ = places
    before = district.show()
    ours.write(fact)
    package = ours.pack(district)
    with pytest.raises(PackageUnfit):
        district.receive(package)
    assert district.show() == before == [("Điểu Thị Sương", "0912345678", "unverified")]


def test_what_its_own_station_says_of_them_is_taken(places: tuple[Place, Place, Place]) -> None:
    district, _, theirs = places
    with theirs.desk() as desk:
        correcting.set_field(desk, SUONG, "phone", "0987654321")
    district.receive(theirs.pack(district))
    assert district.show() == theirs.show() == [("Điểu Thị Sương", "0987654321", "unverified")]


def test_a_card_with_anothers_device_id_is_refused(places: tuple[Place, Place, Place], tmp_path: Path) -> None:
    district, _, theirs = places
    with theirs.desk() as desk:
        device = desk.store.device
    path = tmp_path / "false.vaxcard"
    path.write_bytes(
        write_card(
            make_device_keys(), role="station", name="Trạm Y tế xã Ba", code="25228", device=device, issued="2022-05-30"
        )
    )
    with district.desk() as desk, pytest.raises(DeviceTaken):
        trusting.trust_card(desk, path, replace=True)


def test_a_known_key_in_another_role_needs_a_replacement_asked_for(
    places: tuple[Place, Place, Place], tmp_path: Path
) -> None:
    district, ours, _ = places
    with ours.desk() as desk:
        keys, own = trusting.find_own_keys(desk), trusting.find_own_card(desk)
    path = tmp_path / "risen.vaxcard"
    path.write_bytes(write_card(keys, role="district", name=own.name, code="692", device=own.device, issued=own.issued))
    with district.desk() as desk, pytest.raises(NameTaken):
        trusting.trust_card(desk, path)
    path.write_bytes(
        write_card(keys, role="station", name=own.name, code=DISTRICT.code, device=own.device, issued=own.issued)
    )
    with district.desk() as desk, pytest.raises(CodeTaken):
        trusting.trust_card(desk, path, replace=True)
