"""Named lists and where somebody stopped in a list: this device's own, nothing of it travels."""

from __future__ import annotations

from typing import NamedTuple

from vaxdesk.store._sqlite import Database


class Worklist(NamedTuple):
    """A list that somebody gave a name: its filter as text, who did and when."""

    name: str
    asked: str
    user: str
    at: str


class Worklists:
    """The tables of named lists and of places. What changes something runs inside the caller's transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def put(self, worklist: Worklist) -> None:
        """Keep a list under its name, in place of one that bore it."""
        self._db.execute("INSERT OR REPLACE INTO worklists (name, asked, user, at) VALUES (?, ?, ?, ?)", worklist)

    def remove(self, name: str) -> bool:
        """Forget a list; tell whether there was one."""
        return int(self._db.execute("DELETE FROM worklists WHERE name = ?", (name,)).rowcount) > 0

    def read(self) -> list[Worklist]:
        """Give the named lists."""
        return [Worklist(*row) for row in self._db.execute("SELECT name, asked, user, at FROM worklists")]

    def keep_place(self, user: str, asked: str, person: str, at: str) -> None:
        """Keep with whom a user stopped in a list."""
        query = "INSERT OR REPLACE INTO resumes (user, asked, person, at) VALUES (?, ?, ?, ?)"
        self._db.execute(query, (user, asked, person, at))
        old = "SELECT at FROM resumes WHERE user = ? ORDER BY at DESC LIMIT 1 OFFSET ?"
        self._db.execute(f"DELETE FROM resumes WHERE user = ? AND at <= ({old})", (user, user, _MOST_PLACES))  # noqa: S608

    def find_place(self, user: str, asked: str) -> str | None:
        """Give with whom a user stopped in a list."""
        query = "SELECT person FROM resumes WHERE user = ? AND asked = ?"
        row = self._db.execute(query, (user, asked)).fetchone()
        return None if row is None else str(row[0])

    def find_last(self, user: str) -> str | None:
        """Give the list in which a user stopped last."""
        query = "SELECT asked FROM resumes WHERE user = ? ORDER BY at DESC LIMIT 1"
        row = self._db.execute(query, (user,)).fetchone()
        return None if row is None else str(row[0])


_MOST_PLACES = 200
"""Of so many lists each user's place is remembered."""
