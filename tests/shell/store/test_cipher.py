"""The encrypted database."""

from __future__ import annotations

import resource
import shutil
import sqlite3 as plain
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from vaxdesk.errors import Cancelled
from vaxdesk.store._sqlite import Database, sqlite3
from vaxdesk.store.cipher import (
    KEY_BYTES,
    check_copy,
    check_database,
    copy_database,
    create_database,
    make_key,
    open_database,
    read_salt,
    take_over_log,
    translate_errors,
)
from vaxdesk.store.errors import StoreDamaged, StoreInUse, StoreKeyWrong, StoreReadOnly, StoreUnfinished
from vaxdesk.systems.errors import DiskFailed, DiskFull, DiskReadOnly
from vaxdesk.systems.posix import PosixSystem

if TYPE_CHECKING:
    from tests.shell.store.conftest import Made

Protect = Callable[[Path], AbstractContextManager[None]]
PAGE = 4096
NAME = "Điểu Thị Sương"


def flip(path: Path, place: int) -> None:
    octets = bytearray(path.read_bytes())
    octets[place] ^= 0x40
    path.write_bytes(octets)


def count_people(db: Database) -> int:
    return int(db.execute("SELECT count(*) FROM people").fetchone()[0])


def find_name(folder: Path) -> list[str]:
    texts = (NAME.encode(), NAME.encode("utf-16-le"), b"SQLite format 3")
    return [path.name for path in folder.rglob("*") if path.is_file() and any(t in path.read_bytes() for t in texts)]


def test_a_new_database_is_set_up_for_safety(made: Made) -> None:
    with made.folder.lock():
        db = made.open()
        asked = {
            name: db.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "temp_store", "cache_size", "secure_delete")
        }
        db.close()
    assert asked == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "temp_store": 2,
        "cache_size": -65536,
        "secure_delete": 1,
    }


def test_no_name_stands_readable_in_any_file_of_the_folder(made: Made, tmp_path: Path) -> None:
    db = made.open()
    db.execute("INSERT INTO people (name) SELECT name || ' b' FROM people")
    db.execute("CREATE INDEX by_name ON people (name)")
    assert (made.folder.path / "store.db-wal").stat().st_size > 0
    assert find_name(tmp_path) == []
    take_over_log(db, made.folder.path)
    db.close()
    assert find_name(tmp_path) == []
    # The same in a plain database is found, so the search can see.
    open_to_all = plain.connect(tmp_path / "plain.db")
    with open_to_all:
        open_to_all.execute("CREATE TABLE people (name TEXT)")
        open_to_all.execute("INSERT INTO people VALUES (?)", (NAME,))
    open_to_all.close()
    assert find_name(tmp_path) == ["plain.db"]


def test_a_write_outside_a_transaction_is_kept_at_once(made: Made) -> None:
    db = made.open()
    db.execute("INSERT INTO people (name) VALUES ('Hoa')")
    assert not db.conn.in_transaction
    other = made.open(read_only=True)
    assert count_people(other) == 401
    other.close()
    db.close()


def test_an_explicit_transaction_is_whole_or_nothing(made: Made) -> None:
    db = made.open()
    db.execute("BEGIN IMMEDIATE")
    db.execute("INSERT INTO people (name) VALUES ('Hoa')")
    db.table("people").insert({"name": "Mai"})
    assert db.conn.in_transaction
    db.execute("ROLLBACK")
    assert count_people(db) == 400
    with suppress(ZeroDivisionError), db.atomic():
        db.execute("INSERT INTO people (name) VALUES ('Hoa')")
        raise ZeroDivisionError
    assert count_people(db) == 400
    db.close()


def test_a_database_is_never_made_where_something_stands(made: Made) -> None:
    with pytest.raises(DiskFailed):
        create_database(made.folder.database, make_key())
    assert made.open().conn.execute("SELECT count(*) FROM people").fetchone() == (400,)


# -- damage --------------------------------------------------------------------------------------------------------


def test_a_wrong_key_is_told_from_damage(made: Made) -> None:
    with pytest.raises(StoreKeyWrong):
        open_database(made.folder.database, make_key())
    with pytest.raises(StoreKeyWrong):
        open_database(made.folder.database, make_key(read_salt(made.key)), read_only=True)
    flip(made.folder.database, 100)
    with pytest.raises(StoreDamaged) as refused:
        made.open()
    assert str(made.folder.path) in str(refused.value)
    with pytest.raises(StoreDamaged):
        made.open(read_only=True)


def test_a_damaged_salt_does_not_close_the_store_and_is_mended(made: Made) -> None:
    whole = made.folder.database.read_bytes()
    flip(made.folder.database, 3)
    for read_only in (True, False):
        db = made.open(read_only=read_only)
        assert count_people(db) == 400
        db.close()
    assert made.folder.database.read_bytes() == whole


def test_a_wrong_key_mends_nothing(made: Made) -> None:
    whole = made.folder.database.read_bytes()
    with pytest.raises(StoreKeyWrong):
        open_database(made.folder.database, make_key())
    assert made.folder.database.read_bytes() == whole


@pytest.mark.parametrize("length", [0, 1, 100, PAGE - 1, PAGE, 3 * PAGE + 5])
def test_a_database_cut_short_is_damaged_and_never_taken_for_an_empty_one(made: Made, length: int) -> None:
    made.folder.database.write_bytes(made.folder.database.read_bytes()[:length])

    def look() -> None:
        with translate_errors(made.folder.path):
            db = made.open()
            try:
                count_people(db)
            finally:
                db.close()

    with pytest.raises((StoreDamaged, StoreKeyWrong)):
        look()


def test_a_missing_database_is_damage_and_none_is_made(made: Made) -> None:
    made.folder.database.unlink()
    with pytest.raises(StoreDamaged):
        made.open()
    assert not made.folder.database.exists()


def test_a_flipped_bit_on_any_page_is_found_by_the_check(made: Made) -> None:
    whole = made.folder.database.read_bytes()
    for page in range(1, len(whole) // PAGE):
        flip(made.folder.database, page * PAGE + 77)
        with translate_errors(made.folder.path):
            db = made.open()
        found = check_database(db, made.folder.path)
        db.close()
        assert not found[0][1], page
        assert f"page {page + 1}" in found[0][2]
        assert NAME not in str(found)
        made.folder.database.write_bytes(whole)


def test_a_whole_database_passes_every_check_also_right_after_writing(made: Made) -> None:
    db = made.open()
    db.execute("INSERT INTO people (name) VALUES ('Hoa')")
    assert check_database(db, made.folder.path) == [
        ("database.pages", True, ""),
        ("database.structure", True, ""),
        ("database.links", True, ""),
    ]
    db.close()


def test_a_link_that_leads_nowhere_is_found(made: Made) -> None:
    db = made.open()
    db.execute("CREATE TABLE doses (person INTEGER REFERENCES people (id))")
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("INSERT INTO doses VALUES (9999)")
    assert check_database(db, made.folder.path)[2] == ("database.links", False, "doses")
    db.close()


def test_nothing_is_printed_about_a_wrong_key(made: Made, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(StoreKeyWrong):
        open_database(made.folder.database, make_key())
    assert capfd.readouterr() == ("", "")


# -- disks ---------------------------------------------------------------------------------------------------------


def fill(db: Database, rows: int = 3000) -> None:
    with db.atomic():
        db.conn.executemany("INSERT INTO people (name) VALUES (?)", [("x" * 3000,)] * rows)


def test_a_full_disk_is_one_sentence_and_changes_nothing(made: Made) -> None:
    db = made.open()
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages + 5}")
    with pytest.raises(DiskFull), translate_errors(made.folder.path):
        fill(db)
    assert not db.conn.in_transaction
    assert count_people(db) == 400
    db.execute("PRAGMA max_page_count = 100000")
    with translate_errors(made.folder.path), db.atomic():
        db.execute("INSERT INTO people (name) VALUES ('Hoa')")
    assert count_people(db) == 401
    db.close()


FILL = """
import resource, sys
from pathlib import Path
from vaxdesk.store.cipher import open_database, translate_errors
from vaxdesk.systems.errors import DiskFailed
path = Path(sys.argv[1])
db = open_database(path, bytes.fromhex(sys.stdin.read()))
resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 100_000, int(sys.argv[2])))
try:
    with translate_errors(path.parent), db.atomic():
        db.conn.executemany("INSERT INTO people (name) VALUES (?)", [("x" * 3000,)] * 40000)
except DiskFailed as error:
    print(error.code)
assert not db.conn.in_transaction
db.execute("INSERT INTO people (name) VALUES ('Hoa')")
"""


def test_a_disk_that_stops_writing_loses_nothing_that_was_kept(made: Made) -> None:
    command = [sys.executable, "-c", FILL, str(made.folder.database), str(resource.RLIM_INFINITY)]
    done = subprocess.run(command, input=made.key.hex(), capture_output=True, check=True, encoding="utf-8")
    assert done.stdout == "disk.failed\n"
    db = made.open()
    assert count_people(db) == 401
    assert all(ok for _, ok, _ in check_database(db, made.folder.path))
    db.close()


def test_an_error_of_a_disk_without_room_is_a_full_disk(made: Made) -> None:
    class Tight(PosixSystem):
        def free_bytes(self, path: Path) -> int:
            assert path == made.folder.path
            return 1000

    class Gone(PosixSystem):
        def free_bytes(self, path: Path) -> int:
            raise OSError(path)

    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR | 3 << 8
    for system, refusal in ((Tight(), DiskFull), (Gone(), DiskFailed)):
        with pytest.raises(refusal), translate_errors(made.folder.path, system):
            raise error


def test_what_is_a_bug_passes_untranslated(made: Made) -> None:
    db = made.open()
    with pytest.raises(sqlite3.OperationalError), translate_errors(made.folder.path):
        db.execute("SELECT nothing FROM nowhere")
    with pytest.raises(sqlite3.IntegrityError), translate_errors(made.folder.path):
        db.execute("INSERT INTO people (name) VALUES (NULL)")
    db.close()


def test_a_second_writer_is_told_that_the_store_is_in_use(made: Made) -> None:
    one, other = made.open(), made.open()
    one.execute("BEGIN IMMEDIATE")
    other.execute("PRAGMA busy_timeout = 0")
    with pytest.raises(StoreInUse), translate_errors(made.folder.path):
        other.execute("BEGIN IMMEDIATE")
    one.execute("ROLLBACK")
    one.close()
    other.close()


# -- reading only --------------------------------------------------------------------------------------------------


def test_a_protected_folder_opens_for_reading_and_refuses_changes(
    open_folder: Path, profile: Path, make_store: Callable[[Path], Made], protected: Protect
) -> None:
    made = make_store(open_folder / "store")
    with protected(made.folder.path):
        db = made.open(read_only=True)
        assert count_people(db) == 400
        assert check_database(db, made.folder.path)[0] == ("database.pages", True, "")
        with pytest.raises(StoreReadOnly), translate_errors(made.folder.path):
            db.execute("INSERT INTO people (name) VALUES ('Hoa')")
        db.close()
        with pytest.raises((StoreReadOnly, DiskReadOnly)):
            made.open()


def test_a_protected_folder_with_unfinished_changes_is_refused_rather_than_shown_as_it_was(
    open_folder: Path, profile: Path, make_store: Callable[[Path], Made], protected: Protect
) -> None:
    made = make_store(open_folder / "store")
    killed = open_folder / "killed"
    killed.mkdir()
    db = made.open()
    db.execute("INSERT INTO people (name) VALUES ('Hoa')")
    for name in ("store.db", "store.db-wal"):
        shutil.copy(made.folder.path / name, killed / name)
    db.close()
    with protected(killed), pytest.raises(StoreUnfinished):
        open_database(killed / "store.db", made.key, read_only=True)
    db = open_database(killed / "store.db", made.key)
    assert count_people(db) == 401
    db.close()


def test_reading_only_refuses_changes_also_where_the_folder_could_be_written(made: Made) -> None:
    db = made.open(read_only=True)
    with pytest.raises(StoreReadOnly), translate_errors(made.folder.path):
        db.execute("DELETE FROM people")
    db.close()


# -- copies --------------------------------------------------------------------------------------------------------


def test_a_copy_under_another_key_holds_the_same_and_the_old_key_opens_it_no_more(made: Made, tmp_path: Path) -> None:
    db, new, target = made.open(), make_key(read_salt(made.key)), tmp_path / "copy.db"
    db.execute("INSERT INTO people (name) VALUES ('Hoa')")
    seen: list[tuple[int, int | None]] = []

    def watch(done: int, total: int | None) -> None:
        seen.append((done, total))

    copy_database(db, target, new, progress=watch)
    db.close()
    check_copy(target, new, made.folder.path)
    copy = open_database(target, new, read_only=True)
    assert count_people(copy) == 401
    copy.close()
    with pytest.raises(StoreKeyWrong):
        open_database(target, made.key)
    assert seen[-1][0] == seen[-1][1]
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["copy.db"]
    assert target.stat().st_mode & 0o777 == 0o600


def test_a_copy_that_is_stopped_leaves_nothing(made: Made, tmp_path: Path) -> None:
    def stop(done: int, total: int | None) -> None:
        assert total is None or done <= total
        raise Cancelled

    db = made.open()
    with pytest.raises(Cancelled):
        copy_database(db, tmp_path / "copy.db", made.key, progress=stop)
    assert not list(tmp_path.glob("copy*"))
    assert count_people(db) == 400
    db.close()


def test_damage_is_not_copied(made: Made, tmp_path: Path) -> None:
    flip(made.folder.database, 5 * PAGE + 9)
    db = made.open()
    with pytest.raises(StoreDamaged):
        copy_database(db, tmp_path / "copy.db", made.key)
    assert not list(tmp_path.glob("copy*"))
    db.close()


def test_a_copy_inside_a_transaction_is_refused_instead_of_waiting_for_ever(made: Made, tmp_path: Path) -> None:
    db = made.open()
    with db.atomic():
        with pytest.raises(RuntimeError):
            copy_database(db, tmp_path / "copy.db", made.key)
        with pytest.raises(RuntimeError):
            take_over_log(db, made.folder.path)
    db.close()


def test_keys_are_random_and_keep_a_given_salt() -> None:
    one, other = make_key(), make_key()
    assert len(one) == KEY_BYTES
    assert one != other
    assert read_salt(make_key(read_salt(one))) == read_salt(one)
    assert make_key(read_salt(one))[:32] != one[:32]


KILLED = """
import os, sys
from pathlib import Path
from vaxdesk.store.cipher import open_database
db = open_database(Path(sys.argv[1]), bytes.fromhex(sys.stdin.readline()))
number = 0
while True:
    with db.atomic():
        db.execute("INSERT INTO people (name) VALUES ('a')")
        db.execute("INSERT INTO people (name) VALUES ('b')")
    number += 1
    print(number, flush=True)
"""


@pytest.mark.parametrize("lines", [1, 7, 40])
def test_what_was_acknowledged_survives_a_kill(made: Made, lines: int) -> None:
    command = [sys.executable, "-c", KILLED, str(made.folder.database)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as writer:
        assert writer.stdin is not None
        assert writer.stdout is not None
        writer.stdin.write(made.key.hex() + "\n")
        writer.stdin.flush()
        acknowledged = [int(writer.stdout.readline()) for _ in range(lines)][-1]
        writer.kill()
        acknowledged = max([acknowledged, *(int(line) for line in writer.stdout if line.endswith("\n"))])
    db = made.open()
    people = count_people(db) - 400
    assert people % 2 == 0
    assert people // 2 in (acknowledged, acknowledged + 1)
    assert all(ok for _, ok, _ in check_database(db, made.folder.path))
    db.close()
