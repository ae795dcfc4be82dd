"""Giving a store a new key."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from vaxdesk.errors import Cancelled
from vaxdesk.store.cipher import check_database, open_database, read_salt
from vaxdesk.store.errors import LastLead, StoreDamaged, StoreKeyWrong, UserStranger
from vaxdesk.store.folder import StoreFolder
from vaxdesk.store.keyring import read_keyring
from vaxdesk.store.rekeying import rekey_store
from vaxdesk.systems import System
from vaxdesk.systems.errors import DiskFull
from vaxdesk.systems.posix import PosixSystem

if TYPE_CHECKING:
    from tests.shell.store.conftest import Made

LAN, MINH = "mật khẩu của Lan", "mật khẩu của Minh"


def read_files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_removed_user_with_an_old_copy_of_the_keyring_opens_nothing_written_since(made: Made, tmp_path: Path) -> None:
    shutil.copytree(made.folder.path, tmp_path / "kept by Minh")
    with made.folder.lock():
        keyring, key = rekey_store(made.folder, made.read_keyring(), made.key, without="Minh")
    assert keyring.unlock("Lan", LAN).key == key
    db = open_database(made.folder.database, key)
    assert db.table("people").count == 400
    assert all(ok for _, ok, _ in check_database(db, made.folder.path))
    db.close()
    assert made.read_keyring().unlock_with_code(made.code).key == key
    with pytest.raises(UserStranger):
        made.read_keyring().unlock("Minh", MINH)
    # What he has is the old key and everybody's old entry: neither leads to the new key.
    with pytest.raises(StoreKeyWrong):
        open_database(made.folder.database, made.key)
    kept = read_keyring(tmp_path / "kept by Minh").unlock("Minh", MINH)
    assert kept.key == made.key
    assert read_salt(key) == read_salt(made.key)
    assert key[:32] != made.key[:32]


def test_changes_that_still_wait_in_the_log_come_along(made: Made, tmp_path: Path) -> None:
    db = made.open()
    db.execute("INSERT INTO people (name) VALUES ('Hoa')")
    shutil.copytree(made.folder.path, tmp_path / "killed")
    db.close()
    folder = StoreFolder(tmp_path / "killed")
    with folder.lock():
        _, key = rekey_store(folder, read_keyring(folder.path), made.key)
    db = open_database(folder.database, key)
    assert db.table("people").count == 401
    db.close()


def test_wherever_the_power_fails_the_store_opens(
    made: Made, tmp_path: Path, die_at: Callable[[int, Callable[[System], object]], bool]
) -> None:
    seen = set()
    for number in range(100):
        path = tmp_path / f"store {number}"
        shutil.copytree(made.folder.path, path)

        def act(system: System, path: Path = path) -> None:
            folder = StoreFolder(path, system)
            with folder.lock():
                rekey_store(folder, read_keyring(path, system=system), made.key, without="Minh")

        killed = die_at(number, act)
        folder = StoreFolder(path)
        with folder.lock():
            keyring = read_keyring(path)
            key = keyring.unlock("Lan", LAN).key
            seen.add(key == made.key)
            assert (len(keyring.users) == 1) is (key != made.key)
            db = open_database(folder.database, key)
            assert db.table("people").count == 400
            assert all(ok for _, ok, _ in check_database(db, path))
            db.close()
        assert not list(path.glob("*.next*"))
        shutil.rmtree(path)
        if not killed:
            break
    assert seen == {True, False}
    assert number > 10


def test_a_refused_change_of_the_key_changes_nothing(made: Made) -> None:
    def stop(done: int, total: int | None) -> None:
        assert total is None or done <= total
        raise Cancelled

    class Full(PosixSystem):
        def flush_file(self, fd: int) -> None:
            raise OSError(28, f"No space left on device {fd}")

    made.folder.read_only  # noqa: B018  the probe is made before we look
    with made.folder.lock():
        before = read_files(made.folder.path)
        with pytest.raises(LastLead):
            rekey_store(made.folder, made.read_keyring(), made.key, without="Lan")
        with pytest.raises(Cancelled):
            rekey_store(made.folder, made.read_keyring(), made.key, progress=stop)
        with pytest.raises(DiskFull):
            rekey_store(StoreFolder(made.folder.path, Full()), made.read_keyring(), made.key)
        assert read_files(made.folder.path) == before


def test_a_damaged_store_gets_no_new_key(made: Made) -> None:
    octets = bytearray(made.folder.database.read_bytes())
    octets[4 * 4096 + 5] ^= 1
    made.folder.database.write_bytes(octets)
    with made.folder.lock(), pytest.raises(StoreDamaged):
        rekey_store(made.folder, made.read_keyring(), made.key)
    assert made.folder.database.read_bytes() == octets
