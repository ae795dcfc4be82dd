"""The one place that brings sqlite-utils and SQLCipher together; the store's modules import both from here.

sqlite-utils catches the exceptions of the module it finds as ``pysqlite3`` before it falls back to the standard
library's, and SQLCipher's are no subclasses of those: so sqlcipher3 is put there before sqlite-utils is imported.
It also imports numpy and pandas where they are installed, which costs half a second and is of no use to a store.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from types import ModuleType
from typing import Any

import sqlcipher3
import sqlcipher3.dbapi2

sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = sqlcipher3.dbapi2


@contextmanager
def _without(*names: str) -> Iterator[None]:
    """Make imports of these modules fail for a while; those that are loaded already come back afterwards."""
    before = {name: sys.modules[name] for name in names if name in sys.modules}
    blocked: dict[str, ModuleType | None] = dict.fromkeys(names)
    sys.modules.update(blocked)  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in names:
            del sys.modules[name]
        sys.modules.update(before)


with _without("numpy", "pandas"):
    import sqlite_utils
    from sqlite_utils import Database, Migrations

sqlite3 = sqlcipher3.dbapi2


_SIZES = (512, 256, 128, 64, 32, 16)
"""Rows of one statement: few sizes, as each statement is kept for the next batch."""


def put_many(db: Database, statement: str, rows: Sequence[Sequence[Any]]) -> None:
    """Put rows in; ``{}`` in the statement stands for their values.

    Many go into one statement: each statement for itself costs more than a row, into the full-text index three times
    as much.
    """
    if not rows:
        return
    one = f"({','.join('?' * len(rows[0]))})"
    done = 0
    for size in _SIZES:
        while len(rows) - done >= size:
            values = list(chain.from_iterable(rows[done : done + size]))
            db.execute(statement.format(",".join([one] * size)), values)
            done += size
    if done < len(rows):
        db.conn.executemany(statement.format(one), rows[done:])


def _leave_empty(nothing: None) -> None:
    return nothing


# For every None that is to be written it searches long for somebody who would make something else of it.
sqlite3.register_adapter(type(None), _leave_empty)

if sys.modules["sqlite_utils.utils"].sqlite3 is not sqlcipher3:
    raise ImportError("sqlite_utils was imported before vaxdesk.store and does not use SQLCipher")

__all__ = ["Database", "Migrations", "put_many", "sqlite3", "sqlite_utils"]
