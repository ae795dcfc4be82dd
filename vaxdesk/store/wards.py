"""Whom children name as their guardian: with its accents, a name stands in their rows as well."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from vaxdesk.model.person import Person
from vaxdesk.model.surroundings import Ward
from vaxdesk.model.text import fold, has_accents
from vaxdesk.store._sqlite import Database, put_many
from vaxdesk.store.journal import ask_many


class Named(NamedTuple):
    """What is kept of a child whose guardian's name has accents: that name, without accents too, and where they live.

    ``phone`` is the guardian's.
    """

    child: str
    blind: str
    full_name: str
    phone: str | None
    address: str | None


def make_named(person: Person) -> Named | None:
    """Give what is kept of a person's guardian; None without one whose name has accents."""
    guardian = person.guardian
    if guardian is None or guardian.full_name is None or not has_accents(guardian.full_name):
        return None
    return Named(person.id, fold(guardian.full_name), guardian.full_name, guardian.phone, person.address)


def keep_named(db: Database, changed: Mapping[str, Named | None]) -> None:
    """Keep of these children, by id, what is known of their guardian now."""
    if not changed:
        return
    db.conn.executemany("DELETE FROM guardians WHERE child = ?", [(child,) for child in changed])
    now = [one for one in changed.values() if one is not None]
    put_many(db, "INSERT INTO guardians (child, blind, full_name, phone, address) VALUES {}", now)


def read_named(db: Database, people: Iterable[str]) -> list[Named]:
    """Give what is kept of these people's guardians."""
    query = "SELECT child, blind, full_name, phone, address FROM guardians WHERE child IN ({})"
    return [Named(*row) for row in ask_many(db, query, people)]


def find_wards(db: Database, blind: Iterable[str]) -> dict[str, list[Ward]]:
    """Give, by these names without accents, the children whose guardian bears one of them."""
    query = (
        "SELECT guardians.blind, people.id, guardians.full_name, guardians.phone, people.phone, people.birth_date,"
        " people.hamlet, guardians.address FROM guardians JOIN people ON people.id = guardians.child"
        " WHERE guardians.blind IN ({}) ORDER BY guardians.child"
    )
    found: dict[str, list[Ward]] = {}
    for name, *row in ask_many(db, query, blind):
        found.setdefault(name, []).append(Ward(*row))
    return found
