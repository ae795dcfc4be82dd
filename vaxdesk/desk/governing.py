"""Governing: whose store this is, who may open it, what its backups hold; what the page of settings shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from vaxdesk.desk.desk import Desk
from vaxdesk.desk.figures import read_deadline, read_last_backup
from vaxdesk.desk.glancing import is_store
from vaxdesk.desk.trusting import find_own_card
from vaxdesk.exchange.cards import fingerprint
from vaxdesk.store.backup import read_backup
from vaxdesk.store.errors import PasswordWeak
from vaxdesk.store.folder import SUFFIX
from vaxdesk.store.keyring import check_password, parse_keyring


@dataclass(frozen=True, slots=True)
class House:
    """A store and whose it is.

    ``users`` are (name, role) in the order they were added; ``user`` is who works now, ``by_code`` tells that the
    recovery code let them in. ``folder`` and ``backups`` are paths, ``backup`` is the instant of the last one (ISO
    8601), ``deadline`` the day until which all is to be clean; None where there is none.
    """

    folder: str
    backups: str
    station: str
    code: str
    station_role: str
    device: str
    users: tuple[tuple[str, str], ...]
    user: str
    role: str
    by_code: bool
    read_only: bool
    practice: bool
    backup: str | None
    deadline: str | None


@dataclass(frozen=True, slots=True)
class Copy:
    """A backup that is whole: the station it is of, when it was made (ISO 8601, local), (name, role) of its users."""

    file: Path
    station: str
    made: str
    users: tuple[tuple[str, str], ...]


def read_house(desk: Desk) -> House:
    """Tell whose store this is."""
    store = desk.store
    station = store.keyring.station
    return House(
        folder=str(store.folder.path),
        backups=str(store.folder.backups),
        station=station.name,
        code=station.code,
        station_role=station.role,
        device=store.device,
        users=tuple((one.name, one.role) for one in store.keyring.users),
        user=store.user,
        role=store.role,
        by_code=desk.came_by_code,
        read_only=store.read_only,
        practice=store.read_meta("practice") == "1",
        backup=read_last_backup(desk),
        deadline=read_deadline(desk),
    )


def read_own_words(desk: Desk) -> str:
    """Give the words that prove this device's card. Takes a fifth of a second."""
    return fingerprint(find_own_card(desk))


def look_into_backup(file: Path) -> Copy:
    """Check a backup and tell what it is of. No password is needed. Raises BackupDamaged, BackupNewer, DiskFailed."""
    backup = read_backup(file)
    users = parse_keyring(file.parent, backup.keyring).users
    made = datetime.fromisoformat(backup.made).astimezone().isoformat(timespec="seconds")
    return Copy(file, backup.station, made, tuple((one.name, one.role) for one in users))


def find_weakness(password: str) -> PasswordWeak | None:
    """Give why a new password is too weak, None where it is strong enough."""
    try:
        check_password(password)
    except PasswordWeak as error:
        return error
    return None


def name_new_folder(root: Path) -> Path:
    """Give a folder in ``root`` for one more store: ``store``, else ``store-2`` and so on."""
    number = 1
    while (folder := root / (f"store-{number}" if number > 1 else "store")).exists() and any(folder.iterdir()):
        number += 1
    return folder


def list_stores(root: Path) -> tuple[Path, ...]:
    """Give the stores that lie in ``root``, by name."""
    if not root.is_dir():
        return ()
    return tuple(sorted(one for one in root.iterdir() if one.is_dir() and is_store(one)))


def name_backup(folder: Path) -> Path:
    """Give the file of a backup made now into a folder of the user's choice."""
    return folder / f"vaxdesk-{datetime.now().astimezone():%Y%m%d-%H%M%S}{SUFFIX}"
