"""Laptops of invented stations and districts, each with a store and a profile of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import enter_profile
from tests.pure.model.histories import make_row
from vaxdesk.desk import correcting, handing_over, looking, settling, taking_in, trusting
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.starting import open_desk, start_store
from vaxdesk.model.event import person_id
from vaxdesk.model.message import Message
from vaxdesk.model.step import Changes, Fact
from vaxdesk.store import KdfCost, Station

PASSWORD = "mot hai ba bon"
LIGHT = KdfCost(memory=64, passes=1, lanes=1)
STATION = Station("Trạm Y tế xã Một", "25222")
SECOND = Station("Trạm Y tế xã Một – máy 2", "25222")
NEIGHBOUR = Station("Trạm Y tế xã Hai", "25225")
DISTRICT = Station("Trung tâm Y tế huyện Mẫu", "691", "district")


class Place:
    """A laptop: a store and a profile of its own."""

    def __init__(self, station: Station, folder: Path, monkeypatch: pytest.MonkeyPatch, name: str = "") -> None:
        self.station, self.folder, self.monkeypatch = station, folder / (name or station.name), monkeypatch
        self.folder.mkdir()
        self.store = self.folder / "store"
        with self.at_home():
            start_store(self.store, station, "lan", PASSWORD, cost=LIGHT)

    @contextmanager
    def at_home(self) -> Iterator[None]:
        enter_profile(self.monkeypatch, self.folder / "home")
        yield

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        with self.at_home(), open_desk(self.store, None, PASSWORD) as desk:
            yield desk

    # -- writing ---------------------------------------------------------------------------------------------------

    def write(self, *facts: Fact) -> Changes:
        with self.desk() as desk:
            return desk.act(Message("Test"), facts)

    def load(self, *names: str, stream: str | None = None, **values: object) -> list[str]:
        """Load a list of people of these names; give their ids."""
        stream = stream or self.station.code
        people = [person_id(stream, name) for name in names]
        rows = [dict(make_row({"full_name": name, **values})) for name in names]
        self.write(*(Fact("row", stream, one, value=row, origin="list") for one, row in zip(people, rows, strict=True)))
        return people

    def put(self, person: str, field: str, text: str, **more: Any) -> Changes:  # noqa: ANN401
        with self.desk() as desk:
            return correcting.set_field(desk, person, field, text, **more)

    def settle(self, person: str, field: str, text: str) -> Changes:
        with self.desk() as desk:
            return settling.settle(desk, person, field, text)

    # -- exchange --------------------------------------------------------------------------------------------------

    def trust(self, *others: Place) -> None:
        for other in others:
            with other.desk() as desk:
                trusting.write_card_file(desk, other.folder / "card.vaxcard")
            with self.desk() as desk:
                trusting.trust_card(desk, other.folder / "card.vaxcard")

    def pack(self, to: Place, *, everything: bool = False) -> Path:
        with self.desk() as desk:
            return handing_over.pack(desk, to.station.name, self.folder, everything=everything).path

    def receive(self, path: Path, receipts: Path | None = None) -> taking_in.Received:
        with self.desk() as desk:
            return taking_in.receive(desk, path, receipts)

    def give(self, to: Place) -> taking_in.Received:
        """Pack, carry over, take in."""
        return to.receive(self.pack(to))

    # -- looking ---------------------------------------------------------------------------------------------------

    def show(self) -> list[Any]:
        """Give what any two laptops with the same events show alike."""
        with self.desk() as desk:
            people = [{name: said for name, said in one.items() if name != "delivery"}
                      for one in looking.read_people(desk)]  # fmt: skip
        return json.loads(json.dumps(people, default=dict))  # type: ignore[no-any-return]

    def read(self, person: str) -> Any:  # noqa: ANN401
        return next(one for one in self.show() if one["id"] == person)


def acquaint(*places: Place) -> None:
    """Let everybody trust everybody."""
    for one in places:
        one.trust(*(other for other in places if other is not one))


def make_two(root: Path, patch: pytest.MonkeyPatch) -> tuple[Place, Place, str]:
    """Make two laptops of one station that trust each other, and somebody both know."""
    one, other = (Place(station, root, patch) for station in (STATION, SECOND))
    acquaint(one, other)
    (person,) = one.load("Điểu Thị Sương", phone="0911111111")
    one.give(other)
    return one, other, person


def see_alike(places: Sequence[Place]) -> None:
    """See that all show the same, and that each is whole."""
    first, *rest = (place.show() for place in places)
    assert all(one == first for one in rest)
    for place in places:
        with place.desk() as desk:
            assert all(ok for _, ok, _ in desk.store.verify())
