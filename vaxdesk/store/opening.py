"""Making and opening a store: lock, keyring, database, tables, and whether it stands where it stood."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from vaxdesk import __version__
from vaxdesk.store.backup import restore_backup
from vaxdesk.store.cipher import create_database, open_database, translate_errors
from vaxdesk.store.errors import StoreExists
from vaxdesk.store.folder import StoreFolder
from vaxdesk.store.journal import make_id
from vaxdesk.store.keyring import Keyring, Unlocked, create_keyring, read_keyring
from vaxdesk.store.migrations import apply_migrations
from vaxdesk.store.parcels import Secret
from vaxdesk.store.ringfile import Station
from vaxdesk.store.schema import SCHEMA
from vaxdesk.store.store import PROJECTION_VERSION, Store
from vaxdesk.store.wraps import STRONG, KdfCost


@dataclass(frozen=True, slots=True)
class Keys:
    """The private keys of a new device: the seed it signs with (hex) and its age identity."""

    sign: str
    receive: str


MakeKeys = Callable[[], Keys]
"""Makes a device's keys; the store keeps them, it doesn't know how they are made."""


def create_store(
    folder: Path,
    station: Station,
    user: str,
    password: str,
    make_keys: MakeKeys,
    *,
    at: str,
    cost: KdfCost = STRONG,
) -> tuple[Store, str]:
    """Make a store in a folder and open it; give it and the recovery code, which is shown once.

    ``at`` is the instant, ISO 8601. Raises StoreExists, StoreInUse, PasswordWeak, UserNameWrong, and what writing a
    file raises; a making that is cut off leaves no store.
    """
    where = StoreFolder(folder)
    lock = where.begin_creation()
    try:
        store_id = make_id()
        keyring, key, code = create_keyring(where.path, store_id, station, user, "lead", password, cost)
        db = create_database(where.database, key)
        try:
            with translate_errors(where.path):
                apply_migrations(db, SCHEMA, where, key, version=__version__)
            store = Store(db, where, keyring, Unlocked(key, keyring.users[0].name, "lead"))
            with store.transaction():
                store.write_meta("store", store_id)
                store.write_meta("projection", PROJECTION_VERSION)
            _become_new_device(store, make_keys, at)
            where.end_creation()
        except BaseException:
            db.close()
            raise
    except BaseException:
        lock.release()
        raise
    store.call_on_close(lock.release)
    return store, code


def open_store(
    folder: Path,
    user: str | None,
    password: str,
    make_keys: MakeKeys,
    *,
    at: str,
    unlock: Callable[[Keyring], Unlocked] | None = None,
) -> tuple[Store, bool]:
    """Open a store; give it, and whether it took a new device id because its folder was copied or put back.

    ``unlock`` opens the keyring in another way than by password. Raises StoreMissing, StoreInUse, KeyringDamaged,
    UserStranger, PasswordWrong, StoreDamaged, StoreNewer.
    """
    where = StoreFolder(folder)
    lock = where.lock()
    try:
        keyring = read_keyring(where.path, mend=not where.read_only)
        unlocked = keyring.unlock(user, password) if unlock is None else unlock(keyring)
        db = open_database(where.database, unlocked.key, read_only=where.read_only)
        try:
            apply_migrations(db, SCHEMA, where, unlocked.key, version=__version__)
            store = Store(db, where, keyring, unlocked)
            store.make_projection_again_if_older()
            # A copy that went on under the old id would write the same numbers again: a fork.
            moved = not where.read_only and not where.place_fits(keyring.store_id, store.read_meta("place") or "")
            if moved:
                _become_new_device(store, make_keys, at)
        except BaseException:
            db.close()
            raise
    except BaseException:
        lock.release()
        raise
    store.call_on_close(lock.release)
    return store, moved


def check_free(folder: Path, *, replace: bool) -> None:
    """Find out before a password is asked for whether a store can be put into a folder. Raises StoreExists."""
    if StoreFolder(folder).is_store and not replace:
        raise StoreExists(folder=str(folder.absolute()))


def restore_store(
    file: Path, folder: Path, user: str | None, password: str, make_keys: MakeKeys, *, at: str, replace: bool
) -> Store:
    """Make a store from a backup and open it, by the passwords of its time and as a new device.

    Over an existing store only with ``replace``, which keeps the old one aside. A password that doesn't open the
    backup changes nothing. Raises what :func:`restore_backup` and :func:`open_store` raise.
    """

    def prove(keyring: Keyring, database: Path) -> None:
        key = keyring.unlock(user, password).key
        open_database(database, key, read_only=True).close()

    restore_backup(file, StoreFolder(folder), replace=replace, prove=prove)
    store, _ = open_store(folder, user, password, make_keys, at=at)
    return store


def renew_device(store: Store, make_keys: MakeKeys, at: str) -> None:
    """Take a new device id with new keys; those of the device before stay, to sign what it wrote."""
    device, keys = make_id(), make_keys()
    with store.transaction():
        store.parcels.add_secret(Secret(device, keys.sign, keys.receive), at)
        store.write_meta("device", device)
        store.write_meta("issued", at)


def _become_new_device(store: Store, make_keys: MakeKeys, at: str) -> None:
    renew_device(store, make_keys, at)
    store.renew_place(known=False)
