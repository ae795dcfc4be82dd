"""What a child does until it is killed. Each act says at once what it has done, as a command prints its line."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from build_scripts.kills.place import DISTRICT, LISTS, PASSWORD, Place, Say, Wrong
from vaxdesk.desk import correcting, foreseeing, handing_over, keeping, taking_back, taking_in
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.loading import load_list
from vaxdesk.intake.reader import ListReader


def set_phone(desk: Desk, say: Say, chance: random.Random) -> str:
    """Correct somebody's phone, and say so."""
    person = chance.choice(desk.store.read_ids())
    value = f"09{chance.randrange(10**8):08}"
    say("try", store=desk.store.folder.path.name, person=person, phone=value)
    changes = correcting.set_field(desk, person, "phone", value)
    say("step", store=desk.store.folder.path.name, step=changes.step, person=person, phone=value)
    return person


def act_load(place: Place, say: Say, chance: random.Random) -> None:
    """Load one list after the other."""
    with place.open("station") as desk, ListReader() as reader:
        say("ready")
        for number in chance.sample(range(LISTS), LISTS):
            batch = load_list(desk, reader, place.root / f"list {number:02}.csv").batch
            if batch is not None:
                say("step", store="station", step=batch)


def act_set(place: Place, say: Say, chance: random.Random) -> None:
    """Correct one field after the other."""
    with place.open("station") as desk:
        say("ready")
        while True:
            set_phone(desk, say, chance)


def act_mark(place: Place, say: Say, chance: random.Random) -> None:
    """Mark one person after the other."""
    with place.open("station") as desk:
        say("ready")
        while True:
            person = chance.choice(desk.store.read_ids())
            now = next(iter(desk.store.read_records([person])))["verification"]
            changes = correcting.mark(desk, person, "mismatched" if now == "matched" else "matched")
            say("step", store="station", step=changes.step)


def act_undo(place: Place, say: Say, chance: random.Random) -> None:
    """Correct, take back, do again."""
    with place.open("station") as desk:
        say("ready")
        while True:
            person = set_phone(desk, say, chance)
            for verb in (taking_back.undo, taking_back.redo):
                # Which phone stands is between two acts: only the step is promised.
                say("loose", store="station", person=person)
                changes = verb(desk)
                if changes.step is None:
                    raise Wrong("there was something to take back")
                say("step", store="station", step=changes.step)


def act_pack(place: Place, say: Say, chance: random.Random) -> None:
    """Pack for the district, over and over."""
    with place.open("station") as desk:
        say("ready")
        while True:
            _pack(place, desk, say, chance, everything=False)


def _pack(place: Place, desk: Desk, say: Say, chance: random.Random, *, everything: bool) -> handing_over.Packed:
    set_phone(desk, say, chance)
    packed = handing_over.pack(desk, DISTRICT, place.usb, everything=everything)
    say("package", number=packed.number, id=packed.id, sha256=packed.sha256)
    return packed


def _say_taken(district: Desk, say: Say) -> None:
    say("taken", steps=sorted({event.header.step for event in district.store.read_events()}))


def act_receive(place: Place, say: Say, chance: random.Random) -> None:
    """Pack, take it in at the district, and the receipt at the station."""
    with place.open("station") as desk, place.open("district") as district:
        say("ready")
        while True:
            packed = _pack(place, desk, say, chance, everything=chance.random() < 0.2)
            taken = taking_in.receive(district, packed.path, place.usb)
            _say_taken(district, say)
            if taken.receipt is not None:
                taking_in.receive(desk, taken.receipt)
                say("answered", package=packed.id)


def act_several(place: Place, say: Say, chance: random.Random) -> None:
    """Pack several, preview one of them, take all in at once, in any order, and the one receipt at the station."""
    with place.open("station") as desk, place.open("district") as district:
        say("ready")
        while True:
            packed = [_pack(place, desk, say, chance, everything=False) for _ in range(chance.randint(2, 3))]
            files = [one.path for one in packed]
            chance.shuffle(files)
            before = district.store.journal.read_chains()
            foreseeing.foresee(district, files[0])
            if district.store.journal.read_chains() != before:
                raise Wrong("a preview keeps nothing")
            came = taking_in.receive_all(district, files, place.usb)
            if len(came.received) != len(files) or len(came.receipts) != 1:
                raise Wrong("all are taken in, with one receipt")
            _say_taken(district, say)
            taking_in.receive(desk, came.receipts[0])
            say("answered", package=packed[-1].id)


def act_backup(place: Place, say: Say, chance: random.Random) -> None:
    """Back up, over and over, to new names and over an old one."""
    with place.open("spare") as desk:
        say("ready")
        while True:
            set_phone(desk, say, chance)
            out = place.root / f"{chance.choice(['same', f'{time.monotonic_ns()}'])}.vaxbackup"
            say("backing", file=out.name)
            _, digest = keeping.back_up(desk, out)
            say("backup", file=out.name, sha256=digest)


def act_restore(place: Place, say: Say, chance: random.Random) -> None:
    """Put a backup over the store, over and over, with changes in between."""
    say("ready")
    while True:
        with place.open("spare") as desk:
            set_phone(desk, say, chance)
        file = chance.choice(sorted(place.backups))
        say("restoring", file=file)
        keeping.restore(place.root / file, place.root / "spare", None, PASSWORD, replace=True)
        say("restored", file=file)


ACTS: dict[str, Callable[[Place, Say, random.Random], None]] = {
    "load": act_load,
    "set": act_set,
    "mark": act_mark,
    "undo": act_undo,
    "pack": act_pack,
    "receive": act_receive,
    "several": act_several,
    "backup": act_backup,
    "restore": act_restore,
}
ACKNOWLEDGED = frozenset({"step", "package", "taken", "answered", "backup", "restored"})
"""Words of a child that promise something."""

LONGEST = {
    "load": 0.8,
    "set": 0.03,
    "mark": 0.03,
    "undo": 0.1,
    "pack": 0.3,
    "receive": 1.0,
    "several": 1.5,
    "backup": 0.4,
    "restore": 0.5,
}
"""Seconds in which the next moment of death falls, counted from an acknowledgement."""
