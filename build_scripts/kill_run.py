"""Kills VaxDesk with -9 in the middle of its work, again and again, and looks at what is left.

    python build_scripts/kill_run.py --kills 2000 [--seed S] [--act load,pack,…]

Two stores of invented people and a third that is restored over and over; each kill hits one act at a random moment.
What the act had acknowledged must be there afterwards, the stores must verify, no half file may stand under its final
name. The suite runs sixty kills of it (``tests/journeys/test_kills.py``). Not on Windows: it has no fork.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import select
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

# ruff: noqa: E402 - the tree has to be found first; the project needn't be installed
from vaxdesk.desk import correcting, handing_over, keeping, starting, taking_back, trusting
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.loading import load_list
from vaxdesk.exchange.package import open_package
from vaxdesk.intake.reader import ListReader
from vaxdesk.intake.samples import invent_people, plain_csv
from vaxdesk.store import KdfCost, Station
from vaxdesk.store.backup import read_backup

PASSWORD = "mật khẩu để thử"  # noqa: S105 - the people are invented
LIGHT = KdfCost(memory=64, passes=1, lanes=1)
PEOPLE = 120
LISTS = 40
DISTRICT = "Trung tâm Y tế huyện Bù Gia Mập"
FRESH_AFTER = 150
"""Kills after which everything is made anew: a journal that grows for hours takes hours to verify."""

Say = Callable[..., None]


class Wrong(AssertionError):
    """Something that a kill must not do."""


@dataclass
class Ledger:
    """What was promised of one store: its steps in order, and for each person the last phone set."""

    steps: list[str] = field(default_factory=list)
    phones: dict[str, str] = field(default_factory=dict)

    def copy(self) -> Ledger:
        """Give it as it is now."""
        return Ledger(list(self.steps), dict(self.phones))


@dataclass
class Place:
    """The folder with the stores, what was promised of each, and what lies on the stick."""

    root: Path
    ledgers: dict[str, Ledger] = field(default_factory=dict)
    packages: dict[int, tuple[str, str]] = field(default_factory=dict)
    backups: dict[str, tuple[str, Ledger]] = field(default_factory=dict)
    trying: Ledger | None = None
    """What the spare store holds if the restore that was not acknowledged took place all the same."""

    @property
    def usb(self) -> Path:
        """The stick."""
        return self.root / "usb"

    def open(self, name: str) -> Any:  # noqa: ANN401 - a context manager that gives a Desk
        """Open a store for work."""
        return starting.open_desk(self.root / name, None, PASSWORD)


def make_place(root: Path) -> Place:
    """Make the stores, let the two trust each other, and write lists to be loaded."""
    place = Place(root)
    place.usb.mkdir(parents=True)
    for name, station in (
        ("station", Station("Trạm Y tế xã Bù Gia Mập", "25222")),
        ("district", Station(DISTRICT, "691", "district")),
        ("spare", Station("Trạm Y tế xã Đăk Ơ", "25225")),
    ):
        starting.start_store(root / name, station, "Lan", PASSWORD, cost=LIGHT)
        place.ledgers[name] = Ledger()
    for number in range(LISTS):
        (root / f"list {number:02}.csv").write_bytes(plain_csv(invent_people(PEOPLE, seed=100 + number)))
    for name in ("station", "spare"):
        with place.open(name) as desk, ListReader() as reader:
            step = load_list(desk, reader, root / "list 00.csv").batch
            place.ledgers[name].steps.append(str(step))
    for one, other in (("station", "district"), ("district", "station")):
        with place.open(one) as desk:
            trusting.write_card_file(desk, root / f"{one}.vaxcard")
        with place.open(other) as desk:
            trusting.trust_card(desk, root / f"{one}.vaxcard")
    return place


# -- what is done in the child, until it is killed ---------------------------------------------------------------------


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
            set_phone(desk, say, chance)
            packed = handing_over.pack(desk, DISTRICT, place.usb)
            say("package", number=packed.number, id=packed.id, sha256=packed.sha256)


def act_receive(place: Place, say: Say, chance: random.Random) -> None:
    """Pack, take it in at the district, and the receipt at the station."""
    with place.open("station") as desk, place.open("district") as district:
        say("ready")
        while True:
            set_phone(desk, say, chance)
            packed = handing_over.pack(desk, DISTRICT, place.usb, everything=chance.random() < 0.2)
            say("package", number=packed.number, id=packed.id, sha256=packed.sha256)
            taken = handing_over.receive(district, packed.path, place.usb)
            steps = sorted({event.header.step for event in district.store.read_events()})
            say("taken", package=packed.id, steps=steps)
            if taken.receipt is not None:
                handing_over.receive(desk, taken.receipt)
                say("answered", package=packed.id)


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
    "backup": act_backup,
    "restore": act_restore,
}
LONGEST = {
    "load": 0.8,
    "set": 0.03,
    "mark": 0.03,
    "undo": 0.1,
    "pack": 0.3,
    "receive": 1.0,
    "backup": 0.4,
    "restore": 0.5,
}
"""Seconds in which the next moment of death falls, counted from an acknowledgement."""


# -- the killing -------------------------------------------------------------------------------------------------------


def run_and_kill(place: Place, act: str, chance: random.Random) -> list[dict[str, Any]]:
    """Start an act in a child, kill it at a random moment, give what it said until then."""
    reading, writing = os.pipe()
    seed, acks = chance.randrange(2**32), chance.choice([0, 1, 1, 2, 3])
    child = os.fork()
    if child == 0:
        _live(place, act, writing, random.Random(seed))
    os.close(writing)
    said = b""
    try:
        until = time.monotonic() + 60
        # The first line says that the store is open; a kill while it is being opened is one in twelve.
        lines = 0 if acks == 0 and chance.random() < 0.4 else acks + 1
        while said.count(b"\n") < lines and time.monotonic() < until:
            if select.select([reading], [], [], 1.0)[0]:
                piece = os.read(reading, 65536)
                if not piece:
                    break
                said += piece
        time.sleep(chance.uniform(0, LONGEST[act]))
    finally:
        os.kill(child, signal.SIGKILL)
        while piece := os.read(reading, 65536):
            said += piece
        os.close(reading)
        _, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
        raise Wrong(f"{act} ended by itself: {said.decode(errors='replace')[-600:]}")
    # The pipe may have been cut in the middle of a line: that one was not said.
    return [json.loads(line) for line in said.decode().split("\n")[:-1]]


def _live(place: Place, act: str, writing: int, chance: random.Random) -> None:
    """Do an act in the child until the end comes from outside."""

    def say(kind: str, **more: object) -> None:
        os.write(writing, (json.dumps({"kind": kind, **more}) + "\n").encode())

    try:
        ACTS[act](place, say, chance)
        time.sleep(60)
    except BaseException as error:  # noqa: BLE001 - the child must never come back into its parent
        say("failed", what=f"{type(error).__name__} {error}")
    os._exit(1)


# -- what has to be true afterwards ------------------------------------------------------------------------------------


class Notes:
    """Enters what a child said into what was promised, line by line."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._backing = Ledger()
        self.loose: set[str] = set()
        """People of whom a phone was being set when death came."""

    def take(self, said: Sequence[dict[str, Any]]) -> None:
        """Enter all of it."""
        self._place.trying = None
        for one in said:
            take = getattr(self, f"_take_{one['kind']}", None)
            if take is not None:
                take(one)
        if said and said[-1]["kind"] == "backing":
            # Whether the old or the new file stands there now, it is whole; which one isn't promised.
            self._place.backups.pop(said[-1]["file"], None)

    def _take_step(self, one: dict[str, Any]) -> None:
        ledger = self._place.ledgers[one["store"]]
        ledger.steps.append(one["step"])
        if "phone" in one:
            ledger.phones[one["person"]] = one["phone"]
            self.loose.discard(one["person"])

    def _take_try(self, one: dict[str, Any]) -> None:
        self.loose.add(one["person"])

    def _take_loose(self, one: dict[str, Any]) -> None:
        self._place.ledgers[one["store"]].phones.pop(one["person"], None)

    def _take_package(self, one: dict[str, Any]) -> None:
        self._place.packages[one["number"]] = (one["id"], one["sha256"])

    def _take_taken(self, one: dict[str, Any]) -> None:
        self._place.ledgers["district"].steps = one["steps"]

    def _take_backing(self, one: dict[str, Any]) -> None:
        self._backing = self._place.ledgers["spare"].copy()

    def _take_backup(self, one: dict[str, Any]) -> None:
        self._place.backups[one["file"]] = (one["sha256"], self._backing)

    def _take_restoring(self, one: dict[str, Any]) -> None:
        self._place.trying = self._place.backups[one["file"]][1].copy()

    def _take_restored(self, one: dict[str, Any]) -> None:
        self._place.ledgers["spare"], self._place.trying = self._place.trying or Ledger(), None
        self.loose.clear()


def look(place: Place, names: Sequence[str], loose: set[str]) -> None:
    """Open what was killed, verify it, and compare it with what was promised. Raises Wrong."""
    for name in names:
        with place.open(name) as desk:
            bad = [(one.name, one.detail) for one in keeping.verify(desk) if not one.ok]
            if bad:
                raise Wrong(f"{name} does not verify: {bad}")
            _look_at_promises(place, name, desk, loose)
        strange = [one.name for one in (place.root / name).iterdir() if not _belongs(one.name)]
        if strange:
            raise Wrong(f"{name} holds {strange}")
    _look_at_packages(place)
    for file in place.root.glob("*.vaxbackup"):
        read_backup(file)
        known = place.backups.get(file.name)
        if known is None:
            continue
        if _digest(file) != known[0]:
            raise Wrong(f"{file.name} is not what was acknowledged")


def _look_at_promises(place: Place, name: str, desk: Desk, loose: set[str]) -> None:
    steps = {line.id for line in desk.store.read_steps()}
    promised = place.ledgers[name]
    if name == "spare" and place.trying is not None and not steps.issuperset(promised.steps):
        # The restore took place and only its acknowledgement is missing.
        place.ledgers[name] = promised = place.trying
    if name == "spare":
        place.trying = None
    missing = [step for step in promised.steps if step not in steps]
    if missing:
        raise Wrong(f"{name} has lost {len(missing)} of {len(promised.steps)} acknowledged steps")
    shown = {one["id"]: one["phone"] for one in desk.store.read_records()}
    # A load may have joined a person to another since: then the id is no longer listed.
    other = [person for person, phone in promised.phones.items() if shown.get(person, phone) != phone]
    if set(other) - loose:
        raise Wrong(f"{name} shows other values than were acknowledged")
    for person in other:
        promised.phones.pop(person)


def _look_at_packages(place: Place) -> None:
    with place.open("district") as desk:
        keys, trusted = trusting.find_own_keys(desk), trusting.read_trusted(desk)
    with place.open("station") as desk:
        rows = desk.store.parcels.read_packages("out")
    numbers = Counter(row.number for row in rows)
    if any(count > 1 for count in numbers.values()):
        raise Wrong("a package number was given twice")
    written = {row.number: row for row in rows if row.state == "written"}
    for number, (package, digest) in place.packages.items():
        if number not in written or (written[number].id, written[number].sha256) != (package, digest):
            raise Wrong(f"package {number} was acknowledged and is not closed")
    seen: dict[int, str] = {}
    for file in sorted(place.usb.glob("vaxdesk-25222-691-*.vaxsync")):
        opened = open_package(file.read_bytes(), identity=keys.receive, trusted=trusted, file=file.name)
        number = opened.manifest.number
        if seen.setdefault(number, opened.manifest.id) != opened.manifest.id:
            raise Wrong(f"two packages bear number {number}")
        wrong = [one for one in opened.manifest.void if one in written and written[one].id in seen.values()]
        if wrong:
            raise Wrong(f"package {number} calls {wrong} void, and they were written")
        if number in written and _digest(file) != written[number].sha256:
            raise Wrong(f"package {number} is not what was written")
    lost = [number for number in written if number not in seen]
    if lost:
        raise Wrong(f"packages {lost} were closed and are not on the stick")


def look_at_void(place: Place) -> None:
    """Pack once more and see that exactly the numbers left open are void. Raises Wrong."""
    with place.open("station") as desk:
        before = desk.store.parcels.read_packages("out")
        packed = handing_over.pack(desk, DISTRICT, place.usb)
    with place.open("district") as desk:
        keys, trusted = trusting.find_own_keys(desk), trusting.read_trusted(desk)
    opened = open_package(packed.path.read_bytes(), identity=keys.receive, trusted=trusted, file=packed.path.name)
    left_open = [row.number for row in before if row.state == "open"]
    if sorted(opened.manifest.void) != sorted(left_open):
        raise Wrong(f"void names {opened.manifest.void}, open were {left_open}")


_KNOWN = ("store.db", "keyring", "lock", "tries.json", "backups", "replaced-")


def _belongs(name: str) -> bool:
    return name.startswith(_KNOWN)


def _digest(file: Path) -> str:
    import hashlib

    return hashlib.sha256(file.read_bytes()).hexdigest()


_STORES = {"backup": ("spare",), "restore": ("spare",), "receive": ("station", "district")}


def kill_once(place: Place, act: str, chance: random.Random) -> int:
    """Kill an act and look at what is left; give how many acknowledgements came before. Raises Wrong."""
    said = run_and_kill(place, act, chance)
    failed = [one["what"] for one in said if one["kind"] == "failed"]
    if failed:
        raise Wrong(f"{act} failed by itself: {failed[0]}")
    notes = Notes(place)
    notes.take(said)
    look(place, _STORES.get(act, ("station",)), notes.loose)
    for aside in (place.root / "spare").glob("replaced-*"):
        shutil.rmtree(aside)
    return sum(one["kind"] in {"step", "package", "taken", "answered", "backup", "restored"} for one in said)


def kill_often(folder: Path, kills: int, seed: int, acts: Sequence[str] = tuple(ACTS)) -> Iterator[tuple[str, int]]:
    """Kill each act in turn; give its name and how much had been acknowledged. Raises Wrong."""
    chance = random.Random(seed)
    place: Place | None = None
    for number in range(kills):
        if number % FRESH_AFTER == 0 or place is None:
            if place is not None:
                look_at_void(place)
            place = make_place(folder / f"{number:05}")
            with place.open("spare") as desk:
                _, digest = keeping.back_up(desk, place.root / "first.vaxbackup")
            place.backups["first.vaxbackup"] = (digest, place.ledgers["spare"].copy())
        act = acts[number % len(acts)]
        yield act, kill_once(place, act, chance)
    if place is not None:
        look_at_void(place)


@contextmanager
def own_profile(home: Path) -> Iterator[None]:
    """Let the program find its user's folders under ``home``."""
    names = {"HOME": "", "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config", "XDG_STATE_HOME": "state"}
    before = {name: os.environ.get(name) for name in names}
    os.environ.update({name: str(home / inside) for name, inside in names.items()})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def main(arguments: Sequence[str] | None = None) -> int:
    """Kill as often as was asked, and count."""
    parser = argparse.ArgumentParser(description="Kill VaxDesk with -9 at random moments and look at what is left.")
    parser.add_argument("--kills", type=int, default=2000, help="how many (default: 2000)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed aims at the same acts (default: 1)")
    parser.add_argument("--act", default=",".join(ACTS), help=f"which acts, of {', '.join(ACTS)} (default: all)")
    wish = parser.parse_args(arguments)
    acts = tuple(wish.act.split(","))
    if not set(acts) <= ACTS.keys():
        parser.error(f"acts are {', '.join(ACTS)}")
    kept: Counter[str] = Counter()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="vaxdesk-kills-") as folder, own_profile(Path(folder) / "home"):
        for number, (act, acknowledged) in enumerate(kill_often(Path(folder), wish.kills, wish.seed, acts), start=1):
            kept[act] += acknowledged
            if number % 50 == 0:
                print(
                    f"{number} kills, {time.monotonic() - begun:.0f} s, acknowledged before: {dict(kept)}", flush=True
                )
    print(f"{wish.kills} kills: nothing that was acknowledged is lost, every store is whole.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
