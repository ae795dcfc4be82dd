"""The folder a store lives in: what is there, who holds it, whether it may be written (``SCHEMA.md``, Folder)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from vaxdesk.store import ringfile, swap
from vaxdesk.store.errors import StoreExists, StoreInUse, StoreMissing, StoreReadOnly, StoreUnfinished
from vaxdesk.store.place import Places
from vaxdesk.systems import Lock, System, this_system, translate_os, write_safely
from vaxdesk.systems.errors import DiskReadOnly

DATABASE = "store.db"
SUFFIX = ".vaxbackup"
"""How the name of a backup ends."""

_LOCK = "lock"
_UNFINISHED = "unfinished"


class StoreFolder:
    """A folder that is, or is to become, a store."""

    def __init__(self, path: Path, system: System | None = None) -> None:
        self.path = path.absolute()
        self.system = system or this_system()
        self._read_only: bool | None = None

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.path / DATABASE

    @property
    def backups(self) -> Path:
        """Where copies made before a change of tables are kept, and backups that were given no other place."""
        return self.path / "backups"

    @property
    def is_store(self) -> bool:
        """Whether a store is here, damaged or not. One whose making was cut off is none."""
        known = [self.path / name for name in (DATABASE, *ringfile.FILES, swap.FILE)]
        return any(path.exists() for path in known) and not (self.path / _UNFINISHED).exists()

    @property
    def read_only(self) -> bool:
        """Whether the folder, or the database in it, can't be written; looked at once."""
        if self._read_only is None:
            self._read_only = not self._try_writing()
        return self._read_only

    def check_writable(self) -> None:
        """Raise StoreReadOnly where nothing can be changed."""
        if self.read_only:
            raise StoreReadOnly(folder=str(self.path))

    # -- holding ---------------------------------------------------------------------------------------------------

    def lock(self) -> Lock:
        """Hold the store for this program alone, and finish what was cut off the last time.

        A store that can only be read is held against writers only. Raises StoreMissing, StoreInUse at once,
        StoreUnfinished where something has to be finished and can't be, StoreDamaged, DiskFailed.
        """
        if not self.is_store:
            raise StoreMissing(folder=str(self.path))
        lock = self._hold()
        try:
            self._settle()
        except BaseException:
            lock.release()
            raise
        return lock

    def begin_creation(self) -> Lock:
        """Make the folder ready for a new store and hold it; until :meth:`end_creation` it counts as none.

        What an earlier making left behind that was cut off is removed. Raises StoreExists, StoreInUse, DiskReadOnly,
        DiskFull, DiskFailed.
        """
        lock = self.begin_restore(replace=False)
        try:
            write_safely(self.system, self.path / _UNFINISHED, b"")
        except BaseException:
            lock.release()
            raise
        return lock

    def end_creation(self) -> None:
        """Let the store count. Everything in it must be flushed."""
        with translate_os(self.path):
            self.system.flush_folder(self.path)
            (self.path / _UNFINISHED).unlink()
            self.system.flush_folder(self.path)

    def begin_restore(self, *, replace: bool) -> Lock:
        """Hold the folder, made if missing, so that a store can be put into it; ``replace`` lets one be there.

        What a making that was cut off had left is removed.
        Raises StoreExists, StoreInUse, DiskReadOnly, DiskFailed.
        """
        with translate_os(self.path):
            if not self.path.exists():
                self.path.mkdir(parents=True)
                self.system.make_private(self.path)
        self._refuse_store(replace=replace)
        # Whether it can be written may have been asked before it was there.
        self._read_only = None
        if self.read_only:
            raise DiskReadOnly(file=str(self.path))
        lock = self._hold()
        try:
            # A second program may have made one meanwhile.
            self._refuse_store(replace=replace)
            swap.finish(self.system, self.path)
            self._clear_unfinished()
        except BaseException:
            lock.release()
            raise
        return lock

    def _hold(self) -> Lock:
        path = self.path / _LOCK
        try:
            with translate_os(self.path):
                if not self.read_only:
                    return self.system.lock(path)
                return self.system.lock(path, shared=True) if path.exists() else _NoLock()
        except BlockingIOError as error:
            raise StoreInUse(folder=str(self.path)) from error

    def _settle(self) -> None:
        if not self.read_only:
            swap.finish(self.system, self.path)
        elif swap.is_pending(self.path):
            raise StoreUnfinished(folder=str(self.path))

    def _refuse_store(self, *, replace: bool) -> None:
        if self.is_store and not replace:
            raise StoreExists(folder=str(self.path))

    def _clear_unfinished(self) -> None:
        marker = self.path / _UNFINISHED
        if not marker.exists():
            return
        # A store that is only looked at needs no database.
        from vaxdesk.store.cipher import remove_database

        remove_database(self.database)
        with translate_os(self.path):
            for name in ringfile.FILES:
                (self.path / name).unlink(missing_ok=True)
            # Only once nothing is left that could be taken for a store.
            self.system.flush_folder(self.path)
            marker.unlink()
            self.system.flush_folder(self.path)

    def _try_writing(self) -> bool:
        probe = self.path / "probe.part"
        try:
            probe.touch()
            # Another program may ask the same at this moment.
            probe.unlink(missing_ok=True)
            if self.database.exists():
                with self.database.open("r+b"):
                    pass
        except OSError:
            return False
        return True

    # -- place -----------------------------------------------------------------------------------------------------

    def place_fits(self, store_id: str, token: str) -> bool:
        """Tell whether this is the folder that this profile knows, and not a copy or an older state of it."""
        return Places(self.system).fits(store_id, token, self.path)

    def write_place(self, store_id: str, keep: Callable[[str], None], old: str | None = None) -> str:
        """Give this place a new token, written into the store by ``keep``; see :meth:`Places.write`."""
        return Places(self.system).write(store_id, self.path, keep, old)


class _NoLock(Lock):
    """Where nothing can be written, nobody can write."""

    def release(self) -> None:
        """Do nothing."""
