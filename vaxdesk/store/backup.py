"""Copies of a whole store in one file, and bringing them back (``SCHEMA.md``, Backup)."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from vaxdesk.model.message import Progress, no_progress
from vaxdesk.store import ringfile, swap
from vaxdesk.store._sqlite import Database
from vaxdesk.store.cipher import check_copy, copy_database, remove_database
from vaxdesk.store.errors import BackupDamaged, BackupNewer
from vaxdesk.store.folder import DATABASE, StoreFolder
from vaxdesk.store.keyring import Keyring, parse_keyring
from vaxdesk.systems import System, replace_safely, this_system, translate_os, write_safely
from vaxdesk.systems.errors import DiskForgets

FORMAT = "vaxdesk-backup/1"
_MANIFEST, _KEYRING = "manifest.json", ringfile.FILES[0]
_CHUNK = 1024 * 1024
_LONGEST_MANIFEST = 64 * 1024
_LONGEST_KEYRING = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that is whole: its file, the store it is of, when it was made (ISO 8601, UTC), its keyring's bytes."""

    file: Path
    store_id: str
    station: str
    made: str
    keyring: bytes = field(repr=False)


def tell_time() -> datetime:
    """Give the time in UTC."""
    return datetime.now(UTC)


def make_backup(
    db: Database,
    folder: StoreFolder,
    key: bytes,
    out: Path,
    *,
    progress: Progress = no_progress,
    now: Callable[[], datetime] = tell_time,
) -> str:
    """Write the store to one file, checked after writing; give the SHA-256 of the file in hex.

    The database goes in encrypted as it is; a copy of it is opened with the key and every page checked before, and
    the file is read back from the disk after. Raises StoreDamaged, DiskFull, DiskReadOnly, DiskFailed, DiskForgets;
    Cancelled. ``out`` is then what it was.
    """
    out = out.absolute()
    ring = ringfile.read(folder.path, folder.system, mend=False)
    # The copy stands beside the store rather than on a slow stick, unless the store can't be written.
    copy = (out.parent if folder.read_only else folder.path) / f"{DATABASE}.part"
    with translate_os(out):
        if out.parent == folder.backups:
            out.parent.mkdir(exist_ok=True)
            folder.system.make_private(out.parent)
    try:
        copy_database(db, copy, key, system=folder.system, progress=progress)
        check_copy(copy, key, folder.path)
        spelled = ringfile.spell(ring)
        manifest: dict[str, Any] = {
            "format": FORMAT,
            "store": ring.store,
            "station": {"name": ring.station.name, "code": ring.station.code},
            "made": now().isoformat(timespec="seconds"),
            "entries": {
                DATABASE: _describe(copy),
                _KEYRING: {"sha256": hashlib.sha256(spelled).hexdigest(), "size": len(spelled)},
            },
        }
        told = json.dumps(manifest, ensure_ascii=False, indent=1).encode()

        def write(file: BinaryIO) -> None:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
                archive.writestr(_MANIFEST, told)
                archive.write(copy, DATABASE)
                archive.writestr(_KEYRING, spelled)

        def check(part: Path) -> None:
            try:
                read_backup(part, folder.system)
            except BackupDamaged as error:
                raise DiskForgets(file=str(out)) from error

        replace_safely(folder.system, out, write=write, check=check)
        with translate_os(out), out.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    finally:
        remove_database(copy)


def _describe(path: Path) -> dict[str, str | int]:
    with translate_os(path), path.open("rb") as file:
        return {"sha256": hashlib.file_digest(file, "sha256").hexdigest(), "size": path.stat().st_size}


def read_backup(file: Path, system: System | None = None) -> Backup:
    """Read a backup's manifest and check everything in it against it; no password is needed.

    Raises BackupDamaged, BackupNewer, DiskFailed.
    """
    system = system or this_system()
    with translate_os(file):
        try:
            with system.open_back(file) as octets, zipfile.ZipFile(octets) as archive:
                return _read(file, archive)
        # A damaged directory makes zipfile stumble in all of these ways.
        except (zipfile.BadZipFile, ValueError, KeyError, TypeError, EOFError, NotImplementedError) as error:
            raise BackupDamaged(file=str(file)) from error
        except (RuntimeError, RecursionError, OverflowError) as error:
            raise BackupDamaged(file=str(file)) from error


def _read(file: Path, archive: zipfile.ZipFile) -> Backup:
    entries = {entry.filename: entry for entry in archive.infolist()}
    stored = all(entry.compress_type == zipfile.ZIP_STORED for entry in archive.infolist())
    if sorted(entry.filename for entry in archive.infolist()) != sorted({_MANIFEST, DATABASE, _KEYRING}) or not stored:
        raise ValueError("other entries than a backup has")
    if entries[_MANIFEST].file_size > _LONGEST_MANIFEST or entries[_KEYRING].file_size > _LONGEST_KEYRING:
        raise ValueError("an entry is far too long")
    said = json.loads(archive.read(_MANIFEST))
    if said["format"] != FORMAT:
        if str(said["format"]).startswith("vaxdesk-backup/"):
            raise BackupNewer(file=str(file))
        raise ValueError("another format")
    for name in (DATABASE, _KEYRING):
        with archive.open(name) as entry:
            found = hashlib.sha256()
            while chunk := entry.read(_CHUNK):
                found.update(chunk)
        if said["entries"][name] != {"sha256": found.hexdigest(), "size": entries[name].file_size}:
            raise ValueError("an entry isn't what the manifest says")
    spelled = archive.read(_KEYRING)
    ring = ringfile.parse(spelled)
    if ring.store != said["store"]:
        raise ValueError("the keyring is another store's")
    return Backup(file, ring.store, ring.station.name, str(said["made"]), spelled)


def restore_backup(
    file: Path,
    folder: StoreFolder,
    *,
    replace: bool,
    prove: Callable[[Keyring, Path], None] | None = None,
    now: Callable[[], datetime] = tell_time,
) -> Backup:
    """Put a backup's store into a folder that is not held; over a store that is there only with ``replace``.

    The old store is then kept whole in a folder ``replaced-TIME`` inside. ``prove`` gets the backup's keyring and
    its database, still beside the old store, and raises where they don't open (a wrong password): nothing has
    changed then. Cut off anywhere, the old or the new store is there whole.
    Raises BackupDamaged, BackupNewer, StoreExists, StoreInUse, DiskFull, DiskReadOnly, DiskFailed.
    """
    system = folder.system
    backup = read_backup(file, system)
    with folder.begin_restore(replace=replace):
        aside = _name_aside(folder, now()) if folder.is_store else None
        with swap.staging(folder.path):
            staged = swap.find_staged(folder.path, DATABASE)
            _extract(system, file, staged)
            for name in ringfile.FILES:
                write_safely(system, swap.find_staged(folder.path, name), backup.keyring)
            if prove is not None:
                prove(parse_keyring(folder.path, backup.keyring, system), staged)
            swap.decide(system, folder.path, (DATABASE, *ringfile.FILES), aside=aside, forget=backup.store_id)
    return backup


def _name_aside(folder: StoreFolder, now: datetime) -> str:
    name = f"replaced-{now:%Y%m%d-%H%M%S}"
    taken = len(list(folder.path.glob(f"{name}*")))
    return f"{name}-{taken + 1}" if taken else name


def _extract(system: System, file: Path, target: Path) -> None:
    """Take the database out of a backup that was checked, and check it once more on its way."""
    with translate_os(target):
        remove_database(target)

    def write(out: BinaryIO) -> None:
        with zipfile.ZipFile(file) as archive, archive.open(DATABASE) as entry:
            while chunk := entry.read(_CHUNK):
                out.write(chunk)

    def check(part: Path) -> None:
        with zipfile.ZipFile(file) as archive:
            said = json.loads(archive.read(_MANIFEST))["entries"][DATABASE]
        found = hashlib.sha256()
        with system.open_back(part) as written:
            while chunk := written.read(_CHUNK):
                found.update(chunk)
        if found.hexdigest() != said["sha256"]:
            raise DiskForgets(file=str(target))

    try:
        replace_safely(system, target, write=write, check=check)
    except (zipfile.BadZipFile, ValueError, KeyError) as error:
        raise BackupDamaged(file=str(file)) from error
