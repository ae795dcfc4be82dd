from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from vaxdesk.store._sqlite import sqlite3
from vaxdesk.store.cipher import create_database, make_key
from vaxdesk.store.database import Database

PUT = "INSERT INTO numbers (n, said) VALUES (?, ?)"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    made = create_database(tmp_path / "store.db", make_key())
    made.execute("CREATE TABLE numbers (n INTEGER PRIMARY KEY, said TEXT) STRICT")
    yield made
    made.close()


def make_rows(count: int, first: int = 0) -> list[tuple[int, str]]:
    return [(n, f"số {n}") for n in range(first, first + count)]


def count(db: Database) -> int:
    return int(db.execute("SELECT count(*) FROM numbers").fetchone()[0])


def put_all(db: Database, *batches: list[tuple[int, str]]) -> None:
    with db.atomic():
        for rows in batches:
            db.put(PUT, rows)


@pytest.mark.parametrize("many", [0, 1, 3, 63, 64, 65, 255, 341, 1000])
def test_whoever_asks_sees_everything_that_was_put_in_before(db: Database, many: int) -> None:
    with db.atomic():
        db.put(PUT, make_rows(many))
        db.put(PUT, make_rows(2, many))
        assert db.execute("SELECT n, said FROM numbers ORDER BY n").fetchall() == make_rows(many + 2)
    assert count(db) == many + 2


def test_what_was_put_in_is_kept_with_the_transaction_though_nobody_asked(db: Database) -> None:
    with db.atomic():
        db.put(PUT, make_rows(300))
        db.put("DELETE FROM numbers WHERE n = ?", [(n,) for n in range(100)])
    assert count(db) == 200


def test_outside_a_transaction_it_is_kept_at_once(db: Database) -> None:
    db.put(PUT, make_rows(300))
    assert not db.conn.in_transaction
    assert count(db) == 300


def test_a_transaction_that_is_given_up_keeps_nothing_of_it(db: Database) -> None:
    with suppress(KeyError), db.atomic():
        db.put(PUT, make_rows(5000))
        raise KeyError
    assert count(db) == 0


def test_a_part_that_is_given_up_keeps_what_was_put_in_before_it(db: Database) -> None:
    with db.atomic():
        db.put(PUT, make_rows(300))
        with suppress(KeyError), db.atomic():
            db.put(PUT, make_rows(300, 300))
            raise KeyError
        with db.atomic():
            db.put(PUT, make_rows(300, 600))
    assert count(db) == 600


def test_a_failure_ends_the_transaction_and_nothing_after_it_is_kept(db: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        put_all(db, make_rows(300), [*make_rows(300, 300), (0, "twice")], make_rows(300, 1000))
    assert count(db) == 0


def test_a_database_without_room_keeps_nothing_of_the_transaction_that_filled_it(db: Database) -> None:
    """SQLite undoes a transaction by itself when it runs out of room; what came after would be kept alone."""
    db.execute("PRAGMA max_page_count = 20")
    long = [[(n, "x" * 500) for n in range(start, start + 500)] for start in range(0, 10_000, 500)]
    with pytest.raises(sqlite3.OperationalError, match="full"):
        put_all(db, *long)
    assert count(db) == 0


def test_a_failure_is_told_to_whoever_asks_next(db: Database) -> None:
    with suppress(sqlite3.IntegrityError), db.atomic():
        db.put(PUT, make_rows(100) * 2)
        with pytest.raises(sqlite3.IntegrityError):
            count(db)
        raise sqlite3.IntegrityError


def test_no_thread_is_left_and_the_interpreter_is_as_before(db: Database) -> None:
    threads, interval = threading.active_count(), sys.getswitchinterval()
    with db.atomic():
        db.put(PUT, make_rows(300))
    assert (threading.active_count(), sys.getswitchinterval()) == (threads, interval)
