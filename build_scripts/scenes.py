"""What pictures show beyond one laptop: a colleague's package, a conflict, a district with its stations."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vaxdesk.store import KdfCost, Station

if TYPE_CHECKING:
    from vaxdesk.desk.desk import Desk

LIGHT = KdfCost(memory=64, passes=1, lanes=1)
LAN = "Lê Quốc Huy"


@dataclass(frozen=True, slots=True)
class Scenes:
    """Where they are: a laptop with a colleague's package, one that took it in and has a conflict, a district."""

    laptop: Path
    package: Path
    conflict: Path
    district: Path


def make_scenes(home: Path) -> Scenes:
    """Make the stores that the pictures are drawn of."""
    from vaxdesk.desk import taking_in
    from vaxdesk.desk.glancing import PRACTICE_PASSWORD, PRACTICE_USER
    from vaxdesk.desk.practising import make_practice_store
    from vaxdesk.desk.starting import open_desk

    stores = []
    for name in ("one", "other"):
        folder = home / name
        make_practice_store(folder / "store", 60)
        stores.append((folder / "store", make_colleague(folder, folder / "store", PRACTICE_USER)))
    (laptop, package), (conflict, taken) = stores
    with open_desk(conflict, PRACTICE_USER, PRACTICE_PASSWORD) as desk:
        taking_in.receive(desk, taken)
        lose_laptop(home, desk)
    return Scenes(laptop, package, conflict, make_district(home, PRACTICE_USER))


def lose_laptop(home: Path, desk: Desk) -> None:
    """Revoke the card of a third laptop, which is lost."""
    from vaxdesk.desk import trusting

    name = f"{desk.store.keyring.station.name} – máy 3"
    with ExitStack() as stack:
        acquaint(home, desk, start(stack, home / "lost", Station(name, desk.stream), LAN))
    trusting.revoke_card(desk, name)


def acquaint(folder: Path, *desks: Desk) -> None:
    """Let everybody trust everybody, as after telephone calls."""
    from vaxdesk.desk import trusting

    for place, desk in enumerate(desks):
        card = folder / f"{place}.vaxcard"
        trusting.write_card_file(desk, card)
        for other in desks:
            if other is not desk:
                trusting.trust_card(other, card)
        card.unlink()


def start(stack: ExitStack, folder: Path, station: Station, user: str) -> Desk:
    """Make a store and open it."""
    from vaxdesk.desk.glancing import PRACTICE_PASSWORD
    from vaxdesk.desk.starting import open_desk, start_store

    start_store(folder, station, user, PRACTICE_PASSWORD, cost=LIGHT, practice=True)
    return stack.enter_context(open_desk(folder, user, PRACTICE_PASSWORD))


def make_colleague(home: Path, store: Path, user: str) -> Path:
    """Make a second laptop that worked on the same people meanwhile; give the package it has written."""
    from vaxdesk.desk import correcting, handing_over, taking_in
    from vaxdesk.desk.glancing import PRACTICE_PASSWORD
    from vaxdesk.desk.starting import open_desk
    from vaxdesk.intake.samples import invent_people, plain_list

    stick = home / "usb"
    stick.mkdir()
    with ExitStack() as stack:
        own = stack.enter_context(open_desk(store, user, PRACTICE_PASSWORD))
        name = own.store.keyring.station.name
        other = start(stack, home / "second", Station(f"{name} – máy 2", own.stream), LAN)
        acquaint(home, own, other)
        taking_in.receive(other, handing_over.pack(own, f"{name} – máy 2", stick).path)
        people = own.store.read_ids("", 40)
        for desk, phone in ((own, "0978214653"), (other, "0978214635")):
            correcting.set_field(desk, people[3], "phone", phone, reason="hỏi lại qua điện thoại")
        for place, hamlet in enumerate(("Thôn 5", "Thôn 8")):
            correcting.set_field(other, people[5 + place], "hamlet", hamlet)
        correcting.set_field(other, people[8], "full_name", "Điểu Thị Sương")
        correcting.mark(other, people[9], "matched")
        _load(other, home / "bo sung thon 4.xlsx", plain_list(invent_people(6, 77)))
        return handing_over.pack(other, name, stick).path


def _load(desk: Desk, path: Path, data: bytes) -> None:
    from vaxdesk.desk.loading import load_list
    from vaxdesk.intake.reader import ListReader

    path.write_bytes(data)
    with ListReader() as reader:
        load_list(desk, reader, path)


COMMUNES = {"25222": "Bù Gia Mập", "25225": "Đăk Ơ", "25228": "Đức Hạnh", "25229": "Phú Văn", "25231": "Phú Nghĩa"}


def make_district(home: Path, user: str) -> Path:
    """Make a district with five stations: one never sent, one whose second package was lost; give its store."""
    from vaxdesk.desk import correcting, handing_over, taking_in, uploading
    from vaxdesk.intake.samples import invent_people, plain_list

    stick = home / "usb huyen"
    stick.mkdir()
    store = home / "district"
    with ExitStack() as stack:
        district = start(stack, store, Station("Trung tâm Y tế huyện Bù Gia Mập", "691", "district"), user)
        for place, (code, name) in enumerate(COMMUNES.items()):
            station = start(stack, home / code, Station(f"Trạm Y tế xã {name}", code), LAN)
            acquaint(home, district, station)
            if name == "Phú Nghĩa":
                continue
            _load(station, home / f"{code}.xlsx", plain_list(invent_people(40 + 15 * place, 30 + place)))
            issues = station.store.read_issues()
            people = station.store.read_ids("", 100)
            for one in [one for one in people if not any(x["severity"] == "error" for x in issues.get(one, []))][:25]:
                correcting.mark(station, one, "matched")
            first = handing_over.pack(station, district.store.keyring.station.name, stick).path
            taking_in.receive(district, first)
            if name == "Đăk Ơ":
                correcting.set_field(station, people[0], "note", "đã hỏi")
                handing_over.pack(station, district.store.keyring.station.name, stick).path.unlink()
                correcting.set_field(station, people[1], "note", "đã hỏi")
                taking_in.receive(district, handing_over.pack(station, district.store.keyring.station.name, stick).path)
        uploading.write_upload(district, stick)
    return store
