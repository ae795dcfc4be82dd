"""What has to be true after a kill: all that was acknowledged is there, and every file is whole."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from build_scripts.kills.place import DISTRICT, Ledger, Place, Wrong
from vaxdesk.desk import handing_over, keeping, trusting
from vaxdesk.desk.desk import Desk
from vaxdesk.exchange.package import open_package
from vaxdesk.store.backup import read_backup


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

    def _take_backing(self, _: dict[str, Any]) -> None:
        self._backing = self._place.ledgers["spare"].copy()

    def _take_backup(self, one: dict[str, Any]) -> None:
        self._place.backups[one["file"]] = (one["sha256"], self._backing)

    def _take_restoring(self, one: dict[str, Any]) -> None:
        self._place.trying = self._place.backups[one["file"]][1].copy()

    def _take_restored(self, _: dict[str, Any]) -> None:
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
    if "station" in names:
        _look_at_packages(place)
    if "spare" in names:
        _look_at_backups(place)


def _look_at_backups(place: Place) -> None:
    files = sorted(place.root.glob("*.vaxbackup"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    for file in files:
        read_backup(file)
        known = place.backups.get(file.name)
        if known is not None and _digest(file) != known[0]:
            raise Wrong(f"{file.name} is not what was acknowledged")
    missing = [name for name in place.backups if not (place.root / name).exists()]
    if missing:
        raise Wrong(f"{missing} were acknowledged and are not there")
    promised = [file for file in files if file.name in place.backups]
    for file in {*files} - {*promised[:_KEPT]}:
        place.backups.pop(file.name, None)
        file.unlink()


_KEPT = 4
"""Backups left lying: each is read again after every kill."""


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
        digest = _digest(file)
        if digest not in place.opened:
            manifest = open_package(file.read_bytes(), identity=keys.receive, trusted=trusted, file=file.name).manifest
            place.opened[digest] = (manifest.number, manifest.id, manifest.void)
        number, package, void = place.opened[digest]
        if seen.setdefault(number, package) != package:
            raise Wrong(f"two packages bear number {number}")
        wrong = [one for one in void if one in written and written[one].id in seen.values()]
        if wrong:
            raise Wrong(f"package {number} calls {wrong} void, and they were written")
        if number in written and digest != written[number].sha256:
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
    return hashlib.sha256(file.read_bytes()).hexdigest()
