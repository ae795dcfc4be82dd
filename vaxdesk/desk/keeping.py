"""Keeping: is all whole, backups, users."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import OnlyTheLead
from vaxdesk.desk.starting import make_keys
from vaxdesk.desk.trusting import now
from vaxdesk.exchange.errors import FileUnreadable
from vaxdesk.model.message import Message, Progress, no_progress
from vaxdesk.store import check_free, restore_store

BACKED_UP = "backed_up"
"""Under which name the store keeps when it was last copied, wherever to."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was verified."""

    name: str
    ok: bool
    detail: str


@dataclass(frozen=True, slots=True)
class Restored:
    """A store that came out of a backup."""

    people: int
    events: int


def verify(desk: Desk) -> Sequence[Check]:
    """Check the file, the journal's chains, what screens read against the journal, and the backups beside the store."""
    return [Check(*one) for one in desk.store.verify()]


_BACKUP = "backup "
_CHECKS = {
    "database.pages": Message("Every page of the database is as it was written"),
    "database.structure": Message("Tables and indexes fit together"),
    "database.links": Message("Nothing points to something that isn't there"),
    "chains": Message("No change in the journal is missing or altered"),
    "projection": Message("What screens show is what the journal says"),
}


def describe_check(check: Check) -> str | Message:
    """Say what was verified; a name nobody knows words for stays as it is."""
    if check.name.startswith(_BACKUP):
        return Message("The backup {file} is whole", {"file": check.name.removeprefix(_BACKUP)})
    return _CHECKS.get(check.name, check.name)


def advise_check(check: Check) -> Message:
    """Say what to do where a check found damage; its detail is for those who mend programs."""
    return _ADVICE[1] if check.name.startswith(_BACKUP) else _ADVICE[0]


_ADVICE = (
    Message("The store is damaged: write nothing more into it, and bring back the last whole backup with restore."),
    Message("A backup is damaged: it can't be brought back. Make a new one with backup."),
)


def check_all(desk: Desk, progress: Progress = no_progress) -> None:
    """Run every rule again on everybody, or, where that is stopped, change nothing. Raises Cancelled."""
    desk.check_everybody(progress)


def back_up(desk: Desk, out: Path | None = None) -> tuple[Path, str]:
    """Write an encrypted copy and check it; give the file and its SHA-256. The store remembers when that was."""
    made = desk.store.backup(out)
    if not desk.store.read_only:
        with desk.store.transaction():
            desk.store.write_meta(BACKED_UP, now())
    return made


def check_restoring(file: Path, folder: Path, *, replace: bool) -> None:
    """Find out before a password is asked for whether a backup can be restored there.

    Raises FileUnreadable, and StoreExists where a store is there and isn't to be replaced.
    """
    if not file.is_file():
        raise FileUnreadable(file=str(file))
    check_free(folder, replace=replace)


def restore(file: Path, folder: Path, user: str | None, password: str, *, replace: bool = False) -> Restored:
    """Make a store from a backup; it is opened by the passwords of its time, and writes under a new device id.

    Over an existing store only with ``replace``, which keeps the old one aside. A wrong password changes nothing.
    """
    with restore_store(file, folder, user, password, make_keys, at=now(), replace=replace) as store:
        return Restored(store.count_people(), store.journal.count_events())


def add_user(desk: Desk, name: str, role: str, password: str) -> None:
    """Let somebody open the store. Lead only."""
    _demand_lead(desk)
    desk.store.add_user(name, role, password)


def change_password(desk: Desk, name: str, password: str) -> None:
    """Give a user a new password: everybody their own, a lead anybody's."""
    if name != desk.store.user:
        _demand_lead(desk)
    desk.store.change_password(name, password)
    desk.came_by_code = False


def renew_code(desk: Desk) -> str:
    """Make a new recovery code, shown this once; the one before is worth nothing any more. Lead only."""
    _demand_lead(desk)
    return desk.store.renew_code()


def remove_user(desk: Desk, name: str) -> None:
    """Take a user away and give the store a new key, so that the old password opens nothing any more. Lead only."""
    _demand_lead(desk)
    desk.store.remove_user(name)


def _demand_lead(desk: Desk) -> None:
    if desk.store.role != "lead":
        raise OnlyTheLead
