"""The encrypted database: opening, checking, copying, and what its failures mean (``SCHEMA.md``, Cipher).

A key is 48 bytes: 32 of AES-256 and the 16 of the salt that SQLCipher keeps at the start of the file. With the salt
in the key, a file whose first bytes are damaged still opens, and a wrong key is told from a damaged page.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from vaxdesk.model.message import Progress, no_progress
from vaxdesk.store._sqlite import Database, sqlite3
from vaxdesk.store.errors import StoreDamaged, StoreInUse, StoreKeyWrong, StoreReadOnly, StoreUnfinished
from vaxdesk.systems import System, this_system, translate_os
from vaxdesk.systems.errors import DiskFailed, DiskFull

KEY_BYTES = 48
_AES_BYTES = 32
_PAGE = 4096
_MAC, _IV = 64, 16
_LITTLE_ROOM = 4 * 1024 * 1024
"""Below this an I/O error is taken for a full disk: some systems tell the one by the other."""

_PROBES = 64
_SLICE = 1024
"""Pages copied between two progress calls: 4 MiB."""


def make_key(salt: bytes | None = None) -> bytes:
    """Make a new store key; ``salt`` keeps the database's."""
    return secrets.token_bytes(_AES_BYTES) + (salt or secrets.token_bytes(KEY_BYTES - _AES_BYTES))


def read_salt(key: bytes) -> bytes:
    """Give the salt's part of a key."""
    return key[_AES_BYTES:]


@contextmanager
def translate_errors(folder: Path, system: System | None = None) -> Iterator[None]:
    """Turn SQLCipher's errors into ours; to be put around every transaction. ``folder`` is the store's.

    Raises DiskFull, DiskFailed, StoreDamaged, StoreReadOnly or StoreInUse. An error that is none of these (a
    constraint, wrong SQL) is a bug and passes.
    """
    try:
        yield
    except sqlite3.Error as error:
        # The low byte is the primary code; the rest refines it. A copy that fails gives its sentence only.
        code = (getattr(error, "sqlite_errorcode", None) or _CODES.get(str(error), 0)) & 0xFF
        told = {
            sqlite3.SQLITE_FULL: DiskFull(file=str(folder)),
            sqlite3.SQLITE_CANTOPEN: DiskFailed(file=str(folder)),
            sqlite3.SQLITE_CORRUPT: StoreDamaged(folder=str(folder)),
            sqlite3.SQLITE_NOTADB: StoreDamaged(folder=str(folder)),
            sqlite3.SQLITE_READONLY: StoreReadOnly(folder=str(folder)),
            sqlite3.SQLITE_BUSY: StoreInUse(folder=str(folder)),
            sqlite3.SQLITE_LOCKED: StoreInUse(folder=str(folder)),
            sqlite3.SQLITE_IOERR: _tell_disk(folder, system or this_system()),
        }.get(code)
        if told is None:
            raise
        raise told from error


_CODES = {
    "database or disk is full": sqlite3.SQLITE_FULL,
    "disk I/O error": sqlite3.SQLITE_IOERR,
    "unable to open database file": sqlite3.SQLITE_CANTOPEN,
    "database disk image is malformed": sqlite3.SQLITE_CORRUPT,
    "attempt to write a readonly database": sqlite3.SQLITE_READONLY,
    "database is locked": sqlite3.SQLITE_BUSY,
}


def _tell_disk(folder: Path, system: System) -> DiskFull | DiskFailed:
    try:
        full = system.free_bytes(folder) < _LITTLE_ROOM
    except OSError:
        full = False
    return DiskFull(file=str(folder)) if full else DiskFailed(file=str(folder))


def create_database(path: Path, key: bytes) -> Database:
    """Make a new empty database at ``path``, where nothing may stand yet, and open it for writing."""
    with translate_os(path):
        path.touch(mode=0o600, exist_ok=False)
    with translate_errors(path.parent):
        db = Database(_connect(path, key, "mode=rw"), execute_plugins=False)
        _set_for_writing(db)
    return db


def open_database(path: Path, key: bytes, *, read_only: bool = False) -> Database:
    """Open the database of a store.

    A write outside a transaction commits by itself; ``db.atomic()`` or an explicit ``BEGIN IMMEDIATE`` holds several
    together. ``read_only`` also opens what lies in a folder or on a disc that can't be written.
    Raises StoreDamaged, StoreKeyWrong, StoreUnfinished (read-only, with changes that wait to be taken over),
    StoreReadOnly, StoreInUse, DiskFailed.
    """
    folder = path.parent
    with translate_os(path):
        if not path.is_file() or path.stat().st_size < _PAGE:
            # SQLite takes a file of 0 or 1 bytes for a new database and would hand out a store without people.
            raise StoreDamaged(folder=str(folder))
    if not read_only:
        _mend_salt(path, key)
    with translate_errors(folder):
        connection = _connect_to_read(path, key) if read_only else _connect(path, key, "mode=rw")
    with translate_errors(folder), _closing_on_error(connection):
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_NOTADB:
                raise
            if _has_page_of(path, key):
                raise StoreDamaged(folder=str(folder)) from error
            raise StoreKeyWrong(folder=str(folder)) from error
        db = Database(connection, execute_plugins=False)
        if read_only:
            _set_for_reading(db)
        else:
            _set_for_writing(db)
    return db


def _mend_salt(path: Path, key: bytes) -> None:
    """Write the salt at the start of the file anew where it was damaged: no signature covers it, and we have it.

    Before anything is connected: closing the file gives up SQLite's own locks on it.
    """
    salt = read_salt(key)
    with translate_os(path), path.open("rb") as file:
        right = not salt or file.read(len(salt)) == salt
    if not right and _has_page_of(path, key):
        with translate_os(path), path.open("r+b") as file:
            file.write(salt)


@contextmanager
def _closing_on_error(connection: Any) -> Iterator[None]:  # noqa: ANN401  sqlcipher3 has no types
    try:
        yield
    except BaseException:
        connection.close()
        raise


def _connect(path: Path, key: bytes, how: str) -> Any:  # noqa: ANN401
    """Connect with the raw key. Nothing is read yet."""
    address = path.resolve().as_uri()
    if not address.startswith("file:///"):
        # A share on Windows: SQLite takes the server's name only as a part of the path.
        address = address.replace("file://", "file:////", 1)
    connection = sqlite3.connect(f"{address}?{how}", uri=True, isolation_level=None, timeout=1.0)
    # It would write its own account of a wrong key to stderr.
    connection.execute("PRAGMA cipher_log_level = NONE")
    # A PRAGMA takes no parameters; hex digits can't break out of the quotes.
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


def _connect_to_read(path: Path, key: bytes) -> Any:  # noqa: ANN401
    """Connect for reading, whether or not the folder can be written.

    SQLite wants to write its index of the log beside the database. Where it can't, and the log is empty, the file may
    be taken as it is; with changes in the log that would show an older state, so it is refused.
    """
    connection = _connect(path, key, "mode=ro")
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        code = getattr(error, "sqlite_errorcode", None)
        if code not in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
            connection.close()
            raise
        connection.close()
        log = path.with_name(path.name + "-wal")
        if log.exists() and log.stat().st_size > 0:
            raise StoreUnfinished(folder=str(path.parent)) from error
        return _connect(path, key, "mode=ro&immutable=1")
    except sqlite3.DatabaseError:
        # Damage or a wrong key: the caller meets it again and tells them apart.
        return connection
    return connection


def _set_for_writing(db: Database) -> None:
    _set_for_both(db)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    # A whole load fits the log, so that it is written once while somebody waits, and taken over later.
    db.execute("PRAGMA wal_autocheckpoint = 16384")
    # What is erased must not linger in free pages, for whoever has the key later.
    db.execute("PRAGMA secure_delete = ON")


def _set_for_reading(db: Database) -> None:
    _set_for_both(db)
    db.execute("PRAGMA query_only = ON")


def _set_for_both(db: Database) -> None:
    db.execute("PRAGMA temp_store = MEMORY")
    db.execute(f"PRAGMA cache_size = -{_USUAL_KIB}")
    db.execute("PRAGMA foreign_keys = ON")
    # A damaged or forged schema may neither crash the program nor run functions.
    db.execute("PRAGMA cell_size_check = ON")
    db.execute("PRAGMA trusted_schema = OFF")


@contextmanager
def holding_more(db: Database) -> Iterator[None]:
    """Keep more of the file in memory than usual, for many writes at once.

    The ids and keys of a list fall all over the file. Where its pages don't fit, each is sealed and written out, and
    read and opened again, with every batch of rows.
    """
    db.execute(f"PRAGMA cache_size = -{_MORE_KIB}")
    try:
        yield
    finally:
        db.execute(f"PRAGMA cache_size = -{_USUAL_KIB}")


_USUAL_KIB = 64 << 10
_MORE_KIB = 256 << 10
"""A store of some 70,000 people fits. It is only taken as pages are touched."""


def _has_page_of(path: Path, key: bytes) -> bool:
    """Tell whether any page was written with this key: SQLCipher signs each one (HMAC-SHA512, its design document)."""
    with translate_os(path), path.open("rb") as file:
        pages = path.stat().st_size // _PAGE
        first = file.read(_IV)
        salt = read_salt(key) or first
        signing = hashlib.pbkdf2_hmac("sha512", key[:_AES_BYTES], bytes(octet ^ 0x3A for octet in salt), 2, 32)
        step = max(1, pages // _PROBES)
        for page in range(0, pages, step):
            file.seek(page * _PAGE)
            octets = file.read(_PAGE)
            signed = octets[len(salt) if page == 0 else 0 : -_MAC] + (page + 1).to_bytes(4, "little")
            if hmac.compare_digest(hmac.digest(signing, signed, "sha512"), octets[-_MAC:]):
                return True
    return False


def check_database(db: Database, folder: Path) -> list[tuple[str, bool, str]]:
    """Check every page's signature, the structure of tables and indexes, and the links between tables.

    Gives, for each, its stable name, whether it is right, and what was found if it isn't; damage is no exception
    here. The log is taken over into the database first, because signatures are read from the file itself.
    Raises DiskFull, DiskFailed or StoreDamaged where not even that can be done.
    """
    with translate_errors(folder):
        if db.execute("PRAGMA query_only").fetchone()[0] == 0:
            take_over_log(db, folder)
    return [
        _run(db, "database.pages", "PRAGMA cipher_integrity_check", good=[]),
        _run(db, "database.structure", "PRAGMA integrity_check", good=["ok"]),
        _run(db, "database.links", "PRAGMA foreign_key_check", good=[]),
    ]


def _run(db: Database, name: str, statement: str, good: list[str]) -> tuple[str, bool, str]:
    try:
        # The first column names the page, the finding or the table: never what stands in a row.
        found = [str(row[0]) for row in db.execute(statement).fetchall()]
    except sqlite3.DatabaseError as error:
        return name, False, str(error)
    return name, found == good, "" if found == good else "; ".join(found[:5])


def check_copy(path: Path, key: bytes, folder: Path) -> None:
    """Open a copy of the store in ``folder`` with its key and check it whole. Raises StoreDamaged."""
    db = open_database(path, key, read_only=True)
    try:
        if not all(ok for _, ok, _ in check_database(db, folder)):
            raise StoreDamaged(folder=str(folder))
    finally:
        db.close()


def take_over_log(db: Database, folder: Path) -> None:
    """Write what stands in the log into the database and empty the log.

    Raises StoreInUse when a reader holds it back, DiskFull, DiskFailed; RuntimeError inside a transaction, where
    SQLite would wait for itself.
    """
    if db.conn.in_transaction:
        raise RuntimeError("the log can't be taken over inside a transaction")
    with translate_errors(folder):
        busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        raise StoreInUse(folder=str(folder))


def copy_database(
    db: Database, target: Path, key: bytes, *, system: System | None = None, progress: Progress = no_progress
) -> None:
    """Copy an open database to a new encrypted file, under ``key``, which may be another than its own.

    Every page is checked first: copying alone would give a damaged page a right signature. Whatever is raised leaves
    no copy behind. Raises StoreDamaged, DiskFull, DiskFailed; Cancelled through ``progress``.
    """
    if db.conn.in_transaction:
        raise RuntimeError("a database can't be copied inside a transaction")
    system = system or this_system()
    source = Path(db.execute("PRAGMA database_list").fetchone()[2]).parent
    with translate_errors(source, system):
        if db.execute("PRAGMA query_only").fetchone()[0] == 0:
            take_over_log(db, source)
        if db.execute("PRAGMA cipher_integrity_check").fetchall():
            raise StoreDamaged(folder=str(source))
    remove_database(target)
    try:
        with translate_os(target):
            target.touch(mode=0o600, exist_ok=False)
        with translate_errors(target.parent, system):
            copy = _connect(target, key, "mode=rw")
            try:
                db.conn.backup(
                    copy, pages=_SLICE, progress=lambda _, left, whole: progress(whole - left, whole), sleep=0
                )
                # Without a log the copy is one file, and opens where nothing can be written.
                copy.execute("PRAGMA journal_mode = DELETE")
            finally:
                copy.close()
        with translate_os(target), target.open("r+b") as file:
            system.flush_file(file.fileno())
    except BaseException:
        remove_database(target)
        raise


def remove_database(path: Path) -> None:
    """Remove a database file with its log, where they are there."""
    with translate_os(path):
        for end in ("", "-wal", "-shm", "-journal"):
            path.with_name(path.name + end).unlink(missing_ok=True)
