"""sqlite-utils on SQLCipher."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import sqlcipher3

from vaxdesk.store._sqlite import sqlite3, sqlite_utils
from vaxdesk.store.cipher import create_database, make_key


def test_sqlite_utils_sits_on_sqlcipher() -> None:
    assert sys.modules["sqlite_utils.utils"].sqlite3 is sqlcipher3
    assert sqlite_utils.utils.OperationalError is sqlite3.OperationalError


def test_opening_a_store_loads_neither_numpy_nor_pandas() -> None:
    script = (
        "import sys\n"
        "import vaxdesk.store.cipher\n"
        "print([name for name in ('numpy', 'pandas') if name in sys.modules])\n"
        "import numpy\n"
        "print(numpy.array([1]).sum())\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, encoding="utf-8")
    assert done.stdout == "[]\n1\n"


def test_a_numpy_that_is_loaded_already_stays() -> None:
    script = "import numpy, sys\nimport vaxdesk.store.cipher\nassert sys.modules['numpy'] is numpy\n"
    subprocess.run([sys.executable, "-c", script], check=True)


def test_what_failed_on_a_foreign_sqlite_works(tmp_path: Path) -> None:
    db = create_database(tmp_path / "store.db", make_key())
    db.table("people").insert({"id": 1, "name": "Lan"}, pk="id")
    db.table("people").insert({"id": 2, "name": "Minh", "age": 30}, alter=True)
    assert list(db.query("INSERT INTO people (id, name) VALUES (3, 'Hoa') RETURNING id")) == [{"id": 3}]
    db.table("nothing").drop(ignore=True)
    assert not db.conn.in_transaction
    db.vacuum()
    db.close()
