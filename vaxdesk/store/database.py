"""The store's database: rows that are written by the hundred are written on a thread of their own.

SQLite lets go of the interpreter while it works, so that a load goes on with its next rows meanwhile. Nobody notices:
whoever asks waits until everything that was put in before is there, and so does the end of a transaction.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import Any, Self

from vaxdesk.store._sqlite import sqlite_utils

_MANY = 64
"""From so many rows on the thread is worth it."""
_AT_ONCE = (256, 64, 16, 4)
"""How many rows one statement takes. Few numbers, so that SQLite knows the statements; for one row after the other
it would ask for the interpreter as often, and wait for it each time."""
_SHORT = 0.001
"""Seconds after which the interpreter changes between threads that want it while there is something to write."""


class Database(sqlite_utils.Database):
    """An open database. Used by one thread at a time; its own second thread is no other in that sense."""

    def __init__(self, connection: Any) -> None:  # noqa: ANN401
        self._writing: ThreadPoolExecutor | None = None
        self._waiting: deque[Future[None]] = deque()
        self._failed = False
        super().__init__(connection, execute_plugins=False)

    def put(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement for each of these rows, many of them inside a transaction behind the caller's back.

        What goes wrong there is raised where somebody waits for it: by the next question, or at the transaction's end.
        """
        every = list(rows)
        if self._writing is None or (len(every) < _MANY and not self._waiting):
            self.conn.executemany(statement, every)
        elif every:
            self._waiting.append(self._writing.submit(self._write, statement, every))

    def settle(self) -> None:
        """Wait until everything is written that was put in. Raises what went wrong."""
        while self._waiting:
            self._waiting.popleft().result()

    def execute(self, sql: str, parameters: Sequence[Any] | dict[str, Any] | None = None) -> Any:  # noqa: ANN401
        """Run a statement after everything that was put in before."""
        self.settle()
        return super().execute(sql, parameters)

    @contextmanager
    def atomic(self) -> Iterator[Self]:
        """Keep everything inside, or nothing."""
        self.settle()
        is_outermost, usual = self._writing is None, sys.getswitchinterval()
        with super().atomic():
            if is_outermost:
                self._writing, self._failed = ThreadPoolExecutor(1, "vaxdesk-writing"), False
                sys.setswitchinterval(_SHORT)
            try:
                yield self
                self.settle()
            finally:
                # What failed is undone when nothing is being written any more.
                wait(self._waiting)
                self._waiting.clear()
                if is_outermost and self._writing is not None:
                    self._writing.shutdown()
                    self._writing = None
                    sys.setswitchinterval(usual)

    def _write(self, statement: str, rows: list[Sequence[Any]]) -> None:
        # A failure may have ended the transaction: what is written after it would be kept.
        if self._failed:
            return
        try:
            _write_many(self.conn, statement, rows)
        except BaseException:
            self._failed = True
            raise


def _write_many(connection: Any, statement: str, rows: list[Sequence[Any]]) -> None:  # noqa: ANN401
    start, values, group = statement.rpartition(" VALUES ")
    done = 0
    for many in _AT_ONCE if start else ():
        whole = start + values + ", ".join([group] * many)
        while len(rows) - done >= many:
            connection.execute(whole, [value for row in rows[done : done + many] for value in row])
            done += many
    connection.executemany(statement, rows[done:])
