"""Giving a store a new key, so that somebody who is gone can't open what is written from now on."""

from __future__ import annotations

from vaxdesk.model.message import Progress, no_progress
from vaxdesk.store import ringfile, swap
from vaxdesk.store.cipher import check_copy, copy_database, open_database, take_over_log
from vaxdesk.store.folder import DATABASE, StoreFolder
from vaxdesk.store.keyring import Keyring
from vaxdesk.systems import write_safely


def rekey_store(
    folder: StoreFolder,
    keyring: Keyring,
    key: bytes,
    *,
    without: str | None = None,
    progress: Progress = no_progress,
) -> tuple[Keyring, bytes]:
    """Write database and keyring anew under a new key, with a user less if wanted; give the new keyring and key.

    The store must be held and its database closed; whoever remains keeps his password. Cut off anywhere, the store
    opens: with the old key until both new files are checked, with the new one from then on.
    Raises UserUnknown, LastLead, KeyringForged, StoreDamaged, DiskFull, DiskFailed, DiskReadOnly; Cancelled.
    """
    folder.check_writable()
    new_ring, new_key = keyring.rekeyed(key, without=without)
    staged = swap.find_staged(folder.path, DATABASE)
    with swap.staging(folder.path):
        db = open_database(folder.database, key)
        try:
            take_over_log(db, folder.path)
            copy_database(db, staged, new_key, system=folder.system, progress=progress)
        finally:
            db.close()
        check_copy(staged, new_key, folder.path)
        for name in ringfile.FILES:
            write_safely(folder.system, swap.find_staged(folder.path, name), new_ring.spell())
        swap.decide(folder.system, folder.path, (DATABASE, *ringfile.FILES))
    return new_ring, new_key
