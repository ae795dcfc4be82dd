"""Backups: whole, encrypted, and back again."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pytest

from vaxdesk.errors import Cancelled, VaxDeskError
from vaxdesk.store.backup import make_backup, read_backup, restore_backup
from vaxdesk.store.cipher import check_database, open_database
from vaxdesk.store.errors import (
    BackupDamaged,
    BackupNewer,
    PasswordWrong,
    StoreDamaged,
    StoreExists,
    StoreInUse,
    StoreMissing,
)
from vaxdesk.store.folder import StoreFolder
from vaxdesk.store.keyring import Keyring, read_keyring
from vaxdesk.systems import System
from vaxdesk.systems.errors import DiskFailed, DiskForgets, DiskFull, DiskReadOnly
from vaxdesk.systems.posix import PosixSystem

if TYPE_CHECKING:
    from tests.shell.store.conftest import Made

LAN = "mật khẩu của Lan"
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def tell_now() -> datetime:
    return NOW


def back_up(made: Made, out: Path, system: System | None = None) -> str:
    db = made.open()
    try:
        return make_backup(db, StoreFolder(made.folder.path, system), made.key, out, now=tell_now)
    finally:
        db.close()


def count_people(folder: StoreFolder) -> int:
    with folder.lock():
        key = read_keyring(folder.path).unlock("Lan", LAN).key
        db = open_database(folder.database, key)
        try:
            assert all(ok for _, ok, _ in check_database(db, folder.path))
            return int(db.table("people").count)
        finally:
            db.close()


def add_person(made: Made) -> None:
    db = made.open()
    db.execute("INSERT INTO people (name) VALUES ('Hoa')")
    db.close()


def read_files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name != "lock"}


@pytest.fixture
def file(made: Made, tmp_path: Path) -> Path:
    out = tmp_path / "stick" / "tram.vaxbackup"
    out.parent.mkdir()
    back_up(made, out)
    return out


def test_a_backup_is_one_encrypted_file_that_a_zip_program_opens(made: Made, tmp_path: Path) -> None:
    out = tmp_path / "tram.vaxbackup"
    assert back_up(made, out) == hashlib.sha256(out.read_bytes()).hexdigest()
    assert "Điểu".encode() not in out.read_bytes()
    assert b"SQLite format 3" not in out.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["tram.vaxbackup"]
    with zipfile.ZipFile(out) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["manifest.json", "store.db", "keyring.json"]
        manifest = json.loads(archive.read("manifest.json"))
        assert archive.read("keyring.json") == (made.folder.path / "keyring.json").read_bytes()
    assert manifest["format"] == "vaxdesk-backup/1"
    assert manifest["made"] == "2026-01-02T03:04:05+00:00"
    assert manifest["station"] == {"name": "Trạm Y tế Đăk Ơ", "code": "25225"}
    backup = read_backup(out)
    assert backup.store_id == manifest["store"]
    assert "keyring" not in repr(backup)


def test_a_backup_holds_what_was_written_last(made: Made, tmp_path: Path) -> None:
    db = made.open()
    db.execute("INSERT INTO people (name) VALUES ('Hoa')")
    make_backup(db, made.folder, made.key, tmp_path / "tram.vaxbackup")
    db.execute("INSERT INTO people (name) VALUES ('Mai')")
    db.close()
    restore_backup(tmp_path / "tram.vaxbackup", StoreFolder(tmp_path / "new"), replace=False)
    assert count_people(StoreFolder(tmp_path / "new")) == 401


def test_a_restored_store_opens_by_the_passwords_and_the_code_of_its_time(
    made: Made, file: Path, tmp_path: Path
) -> None:
    made.read_keyring().change_password(made.key, "Lan", "một mật khẩu khác")
    folder = StoreFolder(tmp_path / "new")
    restore_backup(file, folder, replace=False)
    assert count_people(folder) == 400
    keyring = read_keyring(folder.path)
    assert keyring.unlock_with_code(made.code).key == made.key
    assert sorted(read_files(folder.path)) == ["keyring.copy.json", "keyring.json", "store.db"]
    with pytest.raises(PasswordWrong):
        keyring.unlock("Lan", "một mật khẩu khác")


def test_a_damaged_copy_of_the_keyring_does_not_get_into_a_backup(made: Made, tmp_path: Path) -> None:
    (made.folder.path / "keyring.json").write_bytes(b"damaged")
    back_up(made, tmp_path / "tram.vaxbackup")
    restore_backup(tmp_path / "tram.vaxbackup", StoreFolder(tmp_path / "new"), replace=False)
    assert count_people(StoreFolder(tmp_path / "new")) == 400


def test_a_damaged_store_makes_no_backup_and_the_old_one_stays(made: Made, file: Path) -> None:
    before = file.read_bytes()
    octets = bytearray(made.folder.database.read_bytes())
    octets[3 * 4096 + 5] ^= 1
    made.folder.database.write_bytes(octets)
    with pytest.raises(StoreDamaged):
        back_up(made, file)
    assert file.read_bytes() == before
    assert sorted(path.name for path in file.parent.iterdir()) == [file.name]


@pytest.mark.parametrize("number", range(8))
def test_a_full_disk_leaves_the_old_backup_and_nothing_half(made: Made, file: Path, number: int) -> None:
    class Filling(PosixSystem):
        left = number

        def _write(self) -> None:
            type(self).left -= 1
            if type(self).left < 0:
                raise OSError(28, "No space left on device")

        def flush_file(self, fd: int) -> None:
            self._write()
            super().flush_file(fd)

        def replace(self, source: Path, target: Path) -> None:
            self._write()
            super().replace(source, target)

    before, store = file.read_bytes(), read_files(made.folder.path)
    try:
        back_up(made, file, Filling())
    except DiskFull:
        assert file.read_bytes() == before
    else:
        assert number >= 3
    assert sorted(path.name for path in file.parent.iterdir()) == [file.name]
    assert read_files(made.folder.path).keys() == store.keys()


def test_a_backup_to_nowhere_is_one_sentence(made: Made, tmp_path: Path) -> None:
    with pytest.raises(DiskFailed, match="gone"):
        back_up(made, tmp_path / "gone" / "tram.vaxbackup")


def test_a_backup_to_a_protected_stick_is_one_sentence(
    open_folder: Path,
    profile: Path,
    make_store: Callable[[Path], Made],
    protected: Callable[..., AbstractContextManager[None]],
) -> None:
    made = make_store(open_folder / "store")
    stick = open_folder / "stick"
    stick.mkdir(mode=0o555)
    with protected(made.folder.path):
        db = made.open(read_only=True)
        with pytest.raises(DiskReadOnly):
            make_backup(db, StoreFolder(made.folder.path), made.key, stick / "tram.vaxbackup")
        db.close()


def test_a_store_that_can_only_be_read_can_be_backed_up(
    open_folder: Path,
    profile: Path,
    make_store: Callable[[Path], Made],
    protected: Callable[..., AbstractContextManager[None]],
) -> None:
    made = make_store(open_folder / "store")
    out = open_folder / "out"
    out.mkdir()
    out.chmod(0o777)
    with protected(made.folder.path):
        db = made.open(read_only=True)
        make_backup(db, StoreFolder(made.folder.path), made.key, out / "tram.vaxbackup")
        db.close()
    assert [path.name for path in out.iterdir()] == ["tram.vaxbackup"]
    restore_backup(out / "tram.vaxbackup", StoreFolder(open_folder / "new"), replace=False)
    assert count_people(StoreFolder(open_folder / "new")) == 400


class ForgetfulSystem(PosixSystem):
    """A stick that gives back something else for ``name``."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name_of_file = name

    def open_back(self, path: Path) -> BinaryIO:
        if path.name != self.name_of_file:
            return super().open_back(path)
        octets = bytearray(path.read_bytes())
        octets[20_000] ^= 1
        return io.BytesIO(octets)


def test_a_stick_that_forgets_is_found_out_and_the_old_backup_stays(made: Made, file: Path) -> None:
    before = file.read_bytes()
    with pytest.raises(DiskForgets):
        back_up(made, file, ForgetfulSystem("tram.vaxbackup.part"))
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_disk_that_forgets_while_restoring_leaves_the_old_store(made: Made, file: Path) -> None:
    before = read_files(made.folder.path)
    with pytest.raises(DiskForgets):
        restore_backup(
            file, StoreFolder(made.folder.path, ForgetfulSystem("store.db.next.part")), replace=True, now=tell_now
        )
    assert read_files(made.folder.path) == before


def test_a_backup_that_is_stopped_leaves_nothing(made: Made, tmp_path: Path) -> None:
    def stop(done: int, total: int | None) -> None:
        assert total is None or done <= total
        raise Cancelled

    db = made.open()
    with pytest.raises(Cancelled):
        make_backup(db, made.folder, made.key, tmp_path / "tram.vaxbackup", progress=stop)
    db.close()
    assert not list(tmp_path.glob("tram*"))
    assert not list(made.folder.path.glob("*.part"))


# -- damaged backups -----------------------------------------------------------------------------------------------


def test_no_flipped_bit_of_a_backup_gets_into_a_store(made: Made, file: Path, tmp_path: Path) -> None:
    whole = file.read_bytes()
    with zipfile.ZipFile(file) as archive:
        database = archive.read("store.db")
    places = [*range(0, 1200, 13), *range(1200, len(whole) - 9000, 4001), *range(len(whole) - 9000, len(whole), 37)]
    refused = 0
    for place in places:
        octets = bytearray(whole)
        octets[place] ^= 1 << place % 8
        file.write_bytes(octets)
        target = StoreFolder(tmp_path / "new")
        try:
            restore_backup(file, target, replace=False)
        except BackupDamaged:
            refused += 1
            assert not target.is_store
        else:
            # The bit stood in what zip says about times and rights.
            assert target.database.read_bytes() == database
            assert count_people(target) == 400
            shutil.rmtree(target.path)
    assert refused > len(places) * 0.8


@pytest.mark.parametrize("left", [0, 1, 100, 5000, -1, -30])
def test_a_backup_cut_short_is_refused_before_anything_is_touched(made: Made, file: Path, left: int) -> None:
    before = read_files(made.folder.path)
    file.write_bytes(file.read_bytes()[:left])
    with pytest.raises(BackupDamaged) as refused:
        restore_backup(file, made.folder, replace=True)
    assert file.name in str(refused.value)
    assert refused.value.status == 3
    assert read_files(made.folder.path) == before


def rewrite(file: Path, edit: Callable[[dict[str, bytes]], object], method: int = zipfile.ZIP_STORED) -> None:
    with zipfile.ZipFile(file) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    edit(entries)
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, octets in entries.items():
            archive.writestr(name, octets)


def edit_manifest(**changes: object) -> Callable[[dict[str, bytes]], object]:
    def edit(entries: dict[str, bytes]) -> None:
        entries["manifest.json"] = json.dumps({**json.loads(entries["manifest.json"]), **changes}).encode()

    return edit


@pytest.mark.parametrize(
    "edit",
    [
        lambda entries: entries.pop("keyring.json"),
        lambda entries: entries.update({"more.txt": b"?"}),
        lambda entries: entries.update({"../evil": b"?"}),
        lambda entries: entries.update({"manifest.json": b"[]"}),
        lambda entries: entries.update({"manifest.json": b"[" * 60_000}),
        lambda entries: entries.update({"manifest.json": b" " * 100_000}),
        lambda entries: entries.update({"store.db": entries["store.db"] + b"?"}),
        lambda entries: entries.update({"keyring.json": b"{}"}),
        edit_manifest(store="another"),
        edit_manifest(format="something else"),
        edit_manifest(entries={}),
    ],
)
def test_a_backup_somebody_put_together_otherwise_is_refused(
    file: Path, tmp_path: Path, edit: Callable[[dict[str, bytes]], object]
) -> None:
    rewrite(file, edit)
    with pytest.raises(BackupDamaged):
        restore_backup(file, StoreFolder(tmp_path / "new"), replace=False)
    assert not (tmp_path / "new").exists()


def test_a_packed_backup_is_refused_because_it_could_unpack_to_anything(file: Path, tmp_path: Path) -> None:
    rewrite(file, len, zipfile.ZIP_DEFLATED)
    with pytest.raises(BackupDamaged):
        restore_backup(file, StoreFolder(tmp_path / "new"), replace=False)


def test_a_backup_of_a_later_format_asks_for_a_newer_program(file: Path, tmp_path: Path) -> None:
    rewrite(file, edit_manifest(format="vaxdesk-backup/2"))
    with pytest.raises(BackupNewer):
        restore_backup(file, StoreFolder(tmp_path / "new"), replace=False)


def test_a_backup_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DiskFailed, match=r"nothing\.vaxbackup"):
        restore_backup(tmp_path / "nothing.vaxbackup", StoreFolder(tmp_path / "new"), replace=False)


# -- restoring -----------------------------------------------------------------------------------------------------


def test_a_store_is_replaced_only_when_asked_and_the_old_one_is_kept_whole(made: Made, file: Path) -> None:
    add_person(made)
    before = read_files(made.folder.path)
    with pytest.raises(StoreExists):
        restore_backup(file, made.folder, replace=False)
    assert read_files(made.folder.path) == before
    restore_backup(file, made.folder, replace=True, now=tell_now)
    assert count_people(made.folder) == 400
    assert count_people(StoreFolder(made.folder.path / "replaced-20260102-030405")) == 401
    restore_backup(file, made.folder, replace=True, now=tell_now)
    assert count_people(StoreFolder(made.folder.path / "replaced-20260102-030405-2")) == 400


def test_a_store_too_damaged_to_open_can_be_replaced(made: Made, file: Path) -> None:
    for name in ("keyring.json", "keyring.copy.json", "store.db"):
        (made.folder.path / name).write_bytes(b"damaged")
    restore_backup(file, made.folder, replace=True)
    assert count_people(made.folder) == 400


def test_the_log_of_the_old_store_is_not_played_into_the_new_one(made: Made, file: Path, tmp_path: Path) -> None:
    db = made.open()
    db.execute("INSERT INTO people (name) VALUES ('Hoa')")
    killed = StoreFolder(tmp_path / "killed")
    shutil.copytree(made.folder.path, killed.path)
    db.close()
    assert (killed.path / "store.db-wal").stat().st_size > 0
    restore_backup(file, killed, replace=True, now=tell_now)
    assert count_people(killed) == 400
    assert count_people(StoreFolder(killed.path / "replaced-20260102-030405")) == 401


def test_a_store_in_use_is_not_replaced(made: Made, file: Path) -> None:
    with made.folder.lock(), pytest.raises(StoreInUse):
        restore_backup(file, StoreFolder(made.folder.path), replace=True)
    assert count_people(made.folder) == 400


def test_a_wrong_password_changes_nothing_and_its_count_is_kept_with_the_store(made: Made, file: Path) -> None:
    add_person(made)

    def prove(keyring: Keyring, database: Path) -> None:
        assert database.exists()
        keyring.unlock("Lan", "wrong")

    with pytest.raises(PasswordWrong):
        restore_backup(file, made.folder, replace=True, prove=prove)
    assert json.loads((made.folder.path / "tries.json").read_bytes()) == {"Lan": 1}
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    assert not list(made.folder.path.glob("*.next"))
    assert count_people(made.folder) == 401


def test_the_proof_can_open_the_database_before_it_counts(made: Made, file: Path, tmp_path: Path) -> None:
    counts = []

    def prove(keyring: Keyring, database: Path) -> None:
        db = open_database(database, keyring.unlock("Lan", LAN).key, read_only=True)
        counts.append(db.table("people").count)
        db.close()

    restore_backup(file, StoreFolder(tmp_path / "new"), replace=False, prove=prove)
    assert counts == [400]
    assert sorted(read_files(tmp_path / "new")) == ["keyring.copy.json", "keyring.json", "store.db"]


def test_a_restored_store_is_a_new_place(made: Made, file: Path) -> None:
    kept: list[str] = []
    backup = read_backup(file)
    made.folder.write_place(backup.store_id, kept.append)
    assert made.folder.place_fits(backup.store_id, kept[0])
    restore_backup(file, made.folder, replace=True)
    assert not made.folder.place_fits(backup.store_id, kept[0])


def test_a_store_whose_making_was_cut_off_is_no_hindrance(file: Path, tmp_path: Path) -> None:
    folder = StoreFolder(tmp_path / "new")
    with folder.begin_creation():
        folder.database.write_bytes(b"half")
    restore_backup(file, folder, replace=False)
    assert count_people(folder) == 400
    assert not list(folder.path.glob("replaced*"))


def test_a_full_disk_while_restoring_leaves_the_old_store(made: Made, file: Path) -> None:
    class Full(PosixSystem):
        def flush_file(self, fd: int) -> None:
            raise OSError(28, f"No space left on device {fd}")

    before = read_files(made.folder.path)
    with pytest.raises(DiskFull):
        restore_backup(file, StoreFolder(made.folder.path, Full()), replace=True)
    assert read_files(made.folder.path) == before


@pytest.mark.parametrize("over", [True, False])
def test_wherever_the_power_fails_the_old_or_the_restored_store_is_whole(
    made: Made,
    file: Path,
    tmp_path: Path,
    die_at: Callable[[int, Callable[[System], object]], bool],
    *,
    over: bool,
) -> None:
    add_person(made)
    seen = set()
    for number in range(100):
        path = tmp_path / f"store {number}"
        if over:
            shutil.copytree(made.folder.path, path)

        def act(system: System, path: Path = path) -> None:
            restore_backup(file, StoreFolder(path, system), replace=over, now=tell_now)

        killed = die_at(number, act)
        folder = StoreFolder(path)
        try:
            people = count_people(folder)
        except StoreMissing:
            people = 0
        seen.add(people)
        assert people in ((401, 400) if over else (0, 400))
        if over and people == 400:
            assert count_people(StoreFolder(path / "replaced-20260102-030405")) == 401
        restore_backup(file, folder, replace=True)
        assert count_people(folder) == 400
        shutil.rmtree(path)
        if not killed:
            break
    assert len(seen) == 2
    assert number > 8


def test_every_refusal_is_one_sentence_with_a_cure(file: Path, tmp_path: Path) -> None:
    file.write_bytes(b"no backup")
    with pytest.raises(VaxDeskError) as refused:
        restore_backup(file, StoreFolder(tmp_path / "new"), replace=False)
    assert "{" not in str(refused.value)
    assert refused.value.cure
