"""Glancing: what can be told of a store while it is locked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from vaxdesk.store import Station, ringfile
from vaxdesk.store.errors import StoreMissing
from vaxdesk.store.folder import SUFFIX, StoreFolder

PRACTICE_USER = "thuchanh"
PRACTICE_PASSWORD = "thuchanh2022"  # noqa: S105 - everybody may know it: the store holds invented people only


@dataclass(frozen=True, slots=True)
class Glance:
    """A locked store: its station, (name, role) of who may open it, when its newest backup beside it was written."""

    station: Station
    users: tuple[tuple[str, str], ...]
    backup: datetime | None

    @property
    def is_practice(self) -> bool:
        """Whether it looks like a practice store, whose password is shown."""
        return [name for name, _ in self.users] == [PRACTICE_USER]


def is_store(folder: Path) -> bool:
    """Tell whether there is a store in this folder, damaged or not."""
    return StoreFolder(folder).is_store


def glance_at(folder: Path) -> Glance:
    """Look at a locked store. Raises StoreMissing and KeyringDamaged."""
    where = StoreFolder(folder)
    if not where.is_store:
        raise StoreMissing(folder=str(where.path))
    ring = ringfile.read(where.path, where.system, mend=False)
    users = tuple((one.name, one.role) for one in ring.users)
    return Glance(ring.station, users, find_last_backup(where.backups))


def find_last_backup(folder: Path) -> datetime | None:
    """Give when the newest backup in a folder was written, in local time; None where there is none."""
    try:
        times = [one.stat().st_mtime for one in folder.glob(f"*{SUFFIX}")]
    except OSError:
        return None
    return datetime.fromtimestamp(max(times), UTC).astimezone() if times else None
