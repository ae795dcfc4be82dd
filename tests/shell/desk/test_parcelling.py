from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.shell.desk.conftest import DOSES, SEN, make_fact, name_person
from tests.shell.store.stations import LIGHT, PASSWORD
from vaxdesk.desk.browsing import count_people
from vaxdesk.desk.correcting import mark, set_field
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import UnknownReceiver
from vaxdesk.desk.handing_over import pack
from vaxdesk.desk.parcelling import (
    count_changed,
    count_ready,
    read_readiness,
    read_receivers,
    read_sent,
    read_taken,
)
from vaxdesk.desk.starting import open_desk, start_store
from vaxdesk.desk.taking_in import receive
from vaxdesk.desk.trusting import trust_card, write_card_file
from vaxdesk.model.message import Message
from vaxdesk.store import Station

DISTRICT = "Trung tâm Y tế huyện Mẫu"


@dataclass
class Both:
    """A station and its district that trust each other, and a stick between them."""

    station: Desk
    district: Desk
    stick: Path


@pytest.fixture
def both(tmp_path: Path, profile: Path) -> Iterator[Both]:
    stick = tmp_path / "usb"
    stick.mkdir()
    with ExitStack() as open_desks:

        def start(name: str, station: Station) -> Desk:
            start_store(tmp_path / name, station, "lan", PASSWORD, cost=LIGHT)
            return open_desks.enter_context(open_desk(tmp_path / name, None, PASSWORD))

        station = start("tram", Station("Trạm Y tế Mẫu", "25222"))
        district = start("huyen", Station(DISTRICT, "691", "district"))
        words = {}
        for desk in (station, district):
            words[desk.stream] = write_card_file(desk, stick / f"{desk.stream}.vaxcard")
        trust_card(station, stick / "691.vaxcard", words=words["691"])
        trust_card(district, stick / "25222.vaxcard", words=words["25222"])
        station.act(Message("Mark"), [make_fact("sen", SEN, DOSES)])
        mark(station, name_person("sen"), "matched")
        yield Both(station, district, stick)


def test_who_is_ready_and_why_the_rest_is_not(filled: Desk) -> None:
    mark(filled, name_person("sen"), "matched")
    mark(filled, name_person("an"), "mismatched")
    found = read_readiness(filled)
    # Sen was found right, Lê is a foreigner with a passport: nobody compares him.
    assert (found.people, found.ready, found.fresh) == (6, 2, 2)
    told = {one.key: one.people for one in found.obstacles}
    assert told["no_dose"] == 2
    assert (told["state:mismatched"], told["state:unverified"]) == (1, 3)
    assert told["issue:id_number.birth_year"] == 1
    assert list(told.values()) == sorted(told.values(), reverse=True)
    for one in found.obstacles:
        if one.key != "state:unverified":
            assert count_people(filled, one.filter) == one.people


def test_in_an_empty_store_nobody_is_ready_and_nothing_stands_in_the_way(desk: Desk) -> None:
    found = read_readiness(desk)
    assert (found.people, found.ready, found.fresh, found.obstacles) == (0, 0, 0, ())


def test_a_package_waits_until_its_receipt_comes(both: Both) -> None:
    assert count_ready(both.station) == 1
    assert count_changed(both.station, DISTRICT) == (1, 2)
    packed = pack(both.station, DISTRICT, both.stick)
    (sent,) = read_sent(both.station)
    assert (sent.id, sent.number, sent.receiver, sent.state) == (packed.id, 1, DISTRICT, "written")
    assert (sent.people, sent.rows, sent.receipt) == (1, 1, None)
    assert count_ready(both.station) == 0
    assert (read_readiness(both.station).ready, read_readiness(both.station).fresh) == (1, 0)

    receipt = receive(both.district, packed.path, both.stick).receipt
    assert receipt is not None
    receive(both.station, receipt)
    (sent,) = read_sent(both.station)
    assert sent.state == "received"
    assert sent.receipt is not None
    (taken,) = read_taken(both.district)
    assert (taken.id, taken.sender, taken.kind) == (packed.id, "Trạm Y tế Mẫu", "sync")
    assert [one.kind for one in read_taken(both.station)] == ["receipt"]
    assert read_sent(both.district) == ()


def test_only_what_the_receiver_has_not_confirmed_counts_as_changed(both: Both) -> None:
    receipt = receive(both.district, pack(both.station, DISTRICT, both.stick).path, both.stick).receipt
    assert receipt is not None
    receive(both.station, receipt)
    assert count_changed(both.station, DISTRICT) == (0, 0)
    set_field(both.station, name_person("sen"), "phone", "0987654321")
    assert count_changed(both.station, DISTRICT) == (1, 1)
    with pytest.raises(UnknownReceiver):
        count_changed(both.station, "nobody")


def test_a_receiver_is_known_by_its_words_since_when_and_its_last_package(both: Both) -> None:
    (known,) = read_receivers(both.station)
    assert (known.name, known.role, known.code, known.last) == (DISTRICT, "district", "691", None)
    assert known.words == write_card_file(both.district, both.stick / "again.vaxcard")
    pack(both.station, DISTRICT, both.stick)
    (known,) = read_receivers(both.station)
    assert known.last == read_sent(both.station)[0].at
    assert known.since <= known.last
