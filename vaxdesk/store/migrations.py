"""Bringing an older store's tables up to this program's."""

from __future__ import annotations

from vaxdesk.model.message import Progress, no_progress
from vaxdesk.store._sqlite import Database, Migrations
from vaxdesk.store.backup import make_backup
from vaxdesk.store.cipher import translate_errors
from vaxdesk.store.errors import StoreNewer, StoreReadOnly
from vaxdesk.store.folder import SUFFIX, StoreFolder


def apply_migrations(
    db: Database,
    migrations: Migrations,
    folder: StoreFolder,
    key: bytes,
    *,
    version: str,
    progress: Progress = no_progress,
) -> list[str]:
    """Apply what this store lacks of ``migrations``, each in its own transaction; give their names.

    An existing store is backed up first, to ``backups/before-VERSION-MIGRATION.vaxbackup``. Cut off anywhere, the
    next call goes on after the last migration that was whole. ``version`` is the program's.
    Raises StoreNewer where the store knows migrations that this program doesn't, StoreReadOnly where something is
    lacking and can't be written, and what a backup raises.
    """
    with translate_errors(folder.path, folder.system):
        applied = {migration.name for migration in migrations.applied(db)}
        lacking = [migration.name for migration in migrations.pending(db)]
    if applied - {migration.name for migration in migrations._migrations}:  # noqa: SLF001  it tells of no other way
        raise StoreNewer(folder=str(folder.path))
    if not lacking:
        return []
    if folder.read_only:
        raise StoreReadOnly(folder=str(folder.path))
    if applied:
        target = folder.backups / f"before-{version}-{lacking[0]}{SUFFIX}"
        make_backup(db, folder, key, target, progress=progress)
    with translate_errors(folder.path, folder.system):
        migrations.apply(db)
    return lacking
