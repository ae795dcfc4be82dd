"""Bringing an older store up to date."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from vaxdesk.store._sqlite import Database, Migrations
from vaxdesk.store.backup import read_backup
from vaxdesk.store.cipher import open_database
from vaxdesk.store.errors import StoreNewer, StoreReadOnly
from vaxdesk.store.folder import StoreFolder
from vaxdesk.store.migrations import apply_migrations
from vaxdesk.systems import System
from vaxdesk.systems.errors import DiskFull
from vaxdesk.systems.posix import PosixSystem

if TYPE_CHECKING:
    from tests.shell.store.conftest import Made


def build(upto: int, *, fail_at: int = 99) -> Migrations:
    migrations = Migrations("store")
    for number in range(1, upto + 1):

        def step(db: Database, number: int = number) -> None:
            db.execute(f"ALTER TABLE people ADD COLUMN c{number} TEXT")
            if number == fail_at:
                raise ZeroDivisionError

        migrations(name=f"{number:03}")(step)
    return migrations


def list_columns(db: Database) -> list[str]:
    return [column.name for column in db.table("people").columns]


def test_a_new_store_gets_its_tables_without_a_copy(made: Made) -> None:
    db = made.open()
    assert apply_migrations(db, build(2), made.folder, made.key, version="1.0") == ["001", "002"]
    assert apply_migrations(db, build(2), made.folder, made.key, version="1.0") == []
    assert list_columns(db) == ["id", "name", "c1", "c2"]
    assert not made.folder.backups.exists()
    db.close()


def test_an_existing_store_is_copied_before_its_tables_change(made: Made) -> None:
    db = made.open()
    apply_migrations(db, build(2), made.folder, made.key, version="1.0")
    db.execute("INSERT INTO people (name) VALUES ('Hoa')")
    assert apply_migrations(db, build(3), made.folder, made.key, version="1.1") == ["003"]
    db.close()
    assert [path.name for path in made.folder.backups.iterdir()] == ["before-1.1-003.vaxbackup"]
    assert read_backup(made.folder.backups / "before-1.1-003.vaxbackup").station == "Trạm Y tế Đăk Ơ"


def test_a_store_from_a_newer_program_is_refused_and_left_alone(made: Made) -> None:
    db = made.open()
    apply_migrations(db, build(3), made.folder, made.key, version="1.1")
    with pytest.raises(StoreNewer) as refused:
        apply_migrations(db, build(2), made.folder, made.key, version="1.0")
    assert refused.value.status == 3
    assert list_columns(db) == ["id", "name", "c1", "c2", "c3"]
    db.close()


def test_a_migration_that_fails_is_taken_back_and_those_before_it_stay(made: Made) -> None:
    db = made.open()
    apply_migrations(db, build(1), made.folder, made.key, version="1.0")
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            apply_migrations(db, build(4, fail_at=3), made.folder, made.key, version="1.1")
        assert list_columns(db) == ["id", "name", "c1", "c2"]
        assert not db.conn.in_transaction
    assert apply_migrations(db, build(4), made.folder, made.key, version="1.1") == ["003", "004"]
    db.close()


def test_a_protected_store_that_lacks_a_migration_says_that_it_cannot_be_written(
    open_folder: Path, profile: Path, make_store: Callable[[Path], Made], protected: Callable[..., object]
) -> None:
    made = make_store(open_folder / "store")
    with protected(made.folder.path):  # type: ignore[attr-defined]
        folder = StoreFolder(made.folder.path)
        db = made.open(read_only=True)
        with pytest.raises(StoreReadOnly):
            apply_migrations(db, build(1), folder, made.key, version="1.0")
        db.close()


def test_without_room_for_the_copy_nothing_is_changed(made: Made) -> None:
    class Full(PosixSystem):
        def flush_file(self, fd: int) -> None:
            raise OSError(28, f"No space left on device {fd}")

    db = made.open()
    apply_migrations(db, build(1), made.folder, made.key, version="1.0")
    with pytest.raises(DiskFull):
        apply_migrations(db, build(2), StoreFolder(made.folder.path, Full()), made.key, version="1.1")
    assert list_columns(db) == ["id", "name", "c1"]
    db.close()


def test_wherever_the_power_fails_the_next_start_goes_on(
    made: Made, tmp_path: Path, die_at: Callable[[int, Callable[[System], object]], bool]
) -> None:
    db = made.open()
    apply_migrations(db, build(1), made.folder, made.key, version="1.0")
    db.close()
    for number in range(100):
        path = tmp_path / f"store {number}"
        shutil.copytree(made.folder.path, path)

        def act(system: System, path: Path = path) -> None:
            folder = StoreFolder(path, system)
            with folder.lock():
                db = open_database(folder.database, made.key)
                apply_migrations(db, build(3), folder, made.key, version="1.1")
                db.close()

        killed = die_at(number, act)
        folder = StoreFolder(path)
        with folder.lock():
            db = open_database(folder.database, made.key)
            apply_migrations(db, build(3), folder, made.key, version="1.1")
            assert list_columns(db) == ["id", "name", "c1", "c2", "c3"]
            db.close()
        read_backup(folder.backups / "before-1.1-002.vaxbackup")
        assert not [file for file in path.rglob("*.part*") if file.parent == path]
        shutil.rmtree(path)
        if not killed:
            break
    assert number > 3
