"""What stands around a person: who shares a number, a phone, a name; what was given on a day; how hamlets are spelt.

Counts of doses and hamlets are kept as people come and go, so that a correction reads a handful of rows.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from vaxdesk.model.fold import Folded
from vaxdesk.model.person import Dose
from vaxdesk.model.surroundings import Lot, Neighbour, Ward
from vaxdesk.model.text import fold, name_key
from vaxdesk.store._sqlite import Database, put_many
from vaxdesk.store.journal import ask_many
from vaxdesk.store.wards import Named, find_wards, keep_named, make_named, read_named

Given = tuple[str, str, str]
"""A day with a vaccine and a lot of it, "" where one isn't known."""

_OF_DOSES = re.compile(r'"(?:lot|date)":("(?:[^"\\]|\\.)*")').findall
"""The lots and days of doses in a record or a row as they are kept, quoted."""
_PARTS, _DOSES = "|", "\n"
_COLUMNS = "people.id, people.name_key, people.birth_date, people.id_number, people.phone, people.hamlet"


class Place(NamedTuple):
    """What somebody's surroundings are told by; ``key`` is that of the name, ``blind`` the name without accents."""

    number: str | None
    key: str
    birth: str | None
    phone: str | None
    hamlet: str | None
    blind: str
    named: Named | None
    given: str


NOWHERE = Place(None, "", None, None, None, "", None, "")


def make_place(one: Folded) -> Place:
    """Give what is kept of a person for the surroundings of others."""
    person = one.person
    name = person.full_name
    key, blind = (name_key(name), fold(name)) if name else ("", "")
    given = write_given(person.doses)
    named = make_named(person)
    return Place(person.id_number, key, person.birth_date, person.phone, person.hamlet, blind, named, given)


def write_given(doses: Iterable[Dose]) -> str:
    """Give the days, vaccines and lots of somebody's doses as they are kept; of a dose whose day isn't full nothing."""
    said = [
        f"{dose.date}|{dose.vaccine or ''}|{(dose.lot or '').replace(_DOSES, ' ')}"
        for dose in doses
        if dose.date is not None and len(dose.date) == 10
    ]
    return _DOSES.join(said)


def read_given(text: str) -> list[Given]:
    """Read what :func:`write_given` gave. A lot may hold anything, so it comes last."""
    return [_read_one(dose) for dose in text.split(_DOSES)] if text else []


def _read_one(text: str) -> Given:
    day, vaccine, lot = text.split(_PARTS, 2)
    return day, vaccine, lot


@dataclass(slots=True)
class Moved:
    """What changed around people: values that somebody got or lost, and how counts went up or down.

    ``names`` are of those whose name has accents: without them, each with birth date, number and phone; ``guardians``
    those whom children name, without accents, ``named`` what is to be kept of it, by child.
    """

    numbers: set[str] = field(default_factory=set)
    phones: set[str] = field(default_factory=set)
    names: set[tuple[str, str]] = field(default_factory=set)
    guardians: set[str] = field(default_factory=set)
    named: dict[str, Named | None] = field(default_factory=dict)
    hamlets: Counter[str] = field(default_factory=Counter)
    given: Counter[Given] = field(default_factory=Counter)

    def note(self, before: Place, after: Place) -> None:
        """Note that somebody went from one place to another; :data:`NOWHERE` before they came or after they left."""
        if before == after:
            return
        # Whoever shares a number with somebody is told their name.
        if (before.number, before.key) != (after.number, after.key):
            self.numbers.update(filter(None, (before.number, after.number)))
        if (before.phone, before.hamlet) != (after.phone, after.hamlet):
            self.phones.update(filter(None, (before.phone, after.phone)))
        # Whoever is written without accents is told the name of who may be the same person.
        if before[:-1] != after[:-1]:
            self.names.update(_pair_name(before), _pair_name(after))
            self.guardians.update(one.named.blind for one in (before, after) if one.named)
        if before.named != after.named:
            self.named |= {one.named.child: after.named for one in (before, after) if one.named}
        if before.hamlet != after.hamlet:
            if before.hamlet:
                self.hamlets[before.hamlet] -= 1
            if after.hamlet:
                self.hamlets[after.hamlet] += 1
        if before.given != after.given:
            self.given.subtract(read_given(before.given))
            self.given.update(read_given(after.given))

    def note_arrived(self, places: Collection[Place]) -> None:
        """Note that these came from nowhere, as :meth:`note` does one by one; most doses of a list are alike."""
        self.numbers.update(place.number for place in places if place.number)
        self.names.update(*map(_pair_name, places))
        self.phones.update(place.phone for place in places if place.phone)
        named = {place.named.child: place.named for place in places if place.named}
        self.guardians.update(one.blind for one in named.values())
        self.named |= named
        self.hamlets.update(place.hamlet for place in places if place.hamlet)
        doses = Counter(chain.from_iterable(place.given.split(_DOSES) for place in places if place.given))
        for dose, count in doses.items():
            self.given[_read_one(dose)] += count

    def add(self, other: Moved) -> None:
        """Add what another write changed. What it was to keep is kept."""
        self.numbers |= other.numbers
        self.phones |= other.phones
        self.names |= other.names
        self.guardians |= other.guardians
        self.hamlets.update(other.hamlets)
        self.given.update(other.given)


def _pair_name(place: Place) -> list[tuple[str, str]]:
    if place.key == place.blind.upper():
        return []
    births = [place.birth] if place.birth is not None and len(place.birth) == 10 else []
    return [(place.blind, value) for value in (*births, place.number, place.phone) if value]


class Around:
    """Questions about surroundings, and the counts behind them. Runs inside the caller's transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def keep(self, moved: Moved) -> None:
        """Bring the counts, and whom children name, up to what changed."""
        keep_named(self._db, moved.named)
        hamlets = [(hamlet, by) for hamlet, by in moved.hamlets.items() if by]
        put_many(
            self._db,
            "INSERT INTO hamlets (hamlet, people) VALUES {}"
            " ON CONFLICT (hamlet) DO UPDATE SET people = people + excluded.people",
            hamlets,
        )
        if any(by < 0 for _, by in hamlets):
            self._db.execute("DELETE FROM hamlets WHERE people <= 0")
        given = [(*key, by) for key, by in moved.given.items() if by]
        put_many(
            self._db,
            "INSERT INTO given (day, vaccine, lot, doses) VALUES {}"
            " ON CONFLICT (day, vaccine, lot) DO UPDATE SET doses = doses + excluded.doses",
            given,
        )
        if fewer := [one[:3] for one in given if one[3] < 0]:
            drop = "DELETE FROM given WHERE day = ? AND vaccine = ? AND lot = ? AND doses <= 0"
            self._db.conn.executemany(drop, fewer)

    def clear(self) -> None:
        """Forget all of it: everybody is about to be put in anew."""
        self._db.execute("DELETE FROM guardians")
        self._db.execute("DELETE FROM hamlets")
        self._db.execute("DELETE FROM given")

    # -- how many --------------------------------------------------------------------------------------------------

    def count_hamlets(self) -> dict[str, int]:
        """Give how many people live in each hamlet, as its name is spelt."""
        return dict(self._db.execute("SELECT hamlet, people FROM hamlets").fetchall())

    def count_lots(self, days: Iterable[str]) -> dict[str, dict[Lot, int]]:
        """Give for each of these days how many doses of each lot were given."""
        wanted = set(days)
        found: dict[str, dict[Lot, int]] = {day: {} for day in wanted}
        query = "SELECT day, vaccine, lot, doses FROM given WHERE day IN ({})"
        for day, vaccine, lot, doses in ask_many(self._db, query, wanted):
            found[day][Lot(vaccine, lot)] = doses
        return found

    def count_vaccines(self, lots: Iterable[str]) -> dict[str, dict[str, int]]:
        """Give for each of these lot numbers how many doses of each vaccine bear it."""
        wanted = set(lots)
        found: dict[str, dict[str, int]] = {lot: {} for lot in wanted}
        query = "SELECT lot, vaccine, sum(doses) FROM given WHERE lot IN ({}) AND vaccine <> '' GROUP BY lot, vaccine"
        for lot, vaccine, doses in ask_many(self._db, query, wanted):
            found[lot][vaccine] = doses
        return found

    def find_days(self, lots: Iterable[str]) -> dict[Lot, dict[str, int]]:
        """Give for each vaccine with one of these lot numbers on which days how many doses of it were given."""
        found: dict[Lot, dict[str, int]] = {}
        query = "SELECT vaccine, lot, day, doses FROM given WHERE lot IN ({})"
        for vaccine, lot, day, doses in ask_many(self._db, query, set(lots)):
            found.setdefault(Lot(vaccine, lot), {})[day] = doses
        return found

    def read_traits(self) -> dict[str, tuple[bool, dict[str, int]]]:
        """Give for each load (its step) whether its names have accents, and what else was noted of the list."""
        query = (
            "SELECT step, coalesce(body ->> '$.value.accented', 1), coalesce(body -> '$.value.traits', '{}')"
            " FROM events WHERE kind = 'list' AND body IS NOT NULL"
        )
        return {step: (bool(accented), json.loads(traits)) for step, accented, traits in self._db.execute(query)}

    # -- who -------------------------------------------------------------------------------------------------------

    def find_sharing(self, column: str, values: Iterable[str]) -> dict[str, list[Neighbour]]:
        """Give, of these numbers or phones (``id_number``, ``phone``), those that several have, with all who do."""
        shared = f"SELECT {column} FROM people WHERE {column} IN ({{}}) GROUP BY {column} HAVING count(*) > 1"  # noqa: S608
        several = [row[0] for row in ask_many(self._db, shared, set(values))]
        found: dict[str, list[Neighbour]] = {}
        for one in self._read(f"{column} IN ({{}})", several):
            found.setdefault(getattr(one, column), []).append(one)
        return found

    def find_accented(
        self, blind: Collection[str], births: Iterable[str], numbers: Iterable[str], phones: Iterable[str]
    ) -> dict[str, list[Neighbour]]:
        """Give, of these names without accents, who bears them with some and has one of these dates, numbers or phones.

        Some names thousands of people have: those alone are asked for who may be somebody of the name without accents.
        """
        found: dict[str, dict[str, Neighbour]] = {}
        for column, values in (("birth_date", births), ("id_number", numbers), ("phone", phones)):
            for one in self._read(f"{column} IN ({{}}) AND name_key <> upper(blind)", set(values)):
                name = fold(one.key)
                if name in blind:
                    found.setdefault(name, {})[one.id] = one
        return {name: [people[one] for one in sorted(people)] for name, people in found.items()}

    def find_wards(self, blind: Iterable[str]) -> dict[str, list[Ward]]:
        """Give, by these names without accents, the children whose guardian bears one of them with some."""
        return find_wards(self._db, blind)

    def _read(self, where: str, values: Collection[str]) -> Iterator[Neighbour]:
        query = f"SELECT {_COLUMNS}, people.verification FROM people WHERE {where}"  # noqa: S608 - texts of ours
        for person, key, *rest in ask_many(self._db, query, values):
            yield Neighbour(person, None, key, *rest)

    def read_names(self, people: Iterable[str]) -> dict[str, str | None]:
        """Give the names of these people as they are written, by id."""
        query = (
            "SELECT people.id, coalesce(people.record ->> '$.full_name', events.body ->> '$.value.values.full_name')"
            " FROM people LEFT JOIN events ON people.record IS NULL AND events.person = people.id"
            " WHERE people.id IN ({})"
        )
        return dict(ask_many(self._db, query, sorted(people)))

    def find_with(self, column: str, values: Iterable[str]) -> list[str]:
        """Give who has one of these values in a column that an index leads to."""
        query = f"SELECT id FROM people WHERE {column} IN ({{}})"  # noqa: S608 - names of ours
        return [row[0] for row in ask_many(self._db, query, set(values))]

    def find_namesakes(self, names: Collection[tuple[str, str]]) -> set[str]:
        """Give who has one of these: a name without accents, however written, and its date, number or phone."""
        found: set[str] = set()
        values = {value for _, value in names}
        for column in ("birth_date", "id_number", "phone"):
            query = f"SELECT id, blind, {column} FROM people WHERE {column} IN ({{}})"  # noqa: S608 - names of ours
            found.update(person for person, *pair in ask_many(self._db, query, values) if tuple(pair) in names)
        return found

    def find_bare(self, names: Collection[str]) -> set[str]:
        """Give who bears one of these names without accents and is told so. The plus: by person, not by rule."""
        query = (
            "SELECT id FROM people WHERE blind IN ({}) AND blind <> '' AND name_key = upper(blind) AND EXISTS"
            " (SELECT 1 FROM issues WHERE issues.person = people.id AND +issues.rule = 'full_name.no_accents')"
        )
        return {row[0] for row in ask_many(self._db, query, names)}

    def find_given(self, doses: Collection[Given]) -> list[str]:
        """Give who got one of these; everybody is looked through."""
        wanted = {_PARTS.join(one) for one in doses}
        if not wanted:
            return []
        rows = self._db.execute("SELECT id, given FROM people WHERE given <> ''")
        return [person for person, given in rows.fetchall() if not wanted.isdisjoint(given.split(_DOSES))]

    def find_with_issue(self, rules: Sequence[str]) -> list[str]:
        """Give who has an issue of one of these rules."""
        marks = ",".join("?" * len(rules))
        query = f"SELECT DISTINCT person FROM issues INDEXED BY issues_rule WHERE rule IN ({marks})"  # noqa: S608
        return [row[0] for row in self._db.execute(query, list(rules)).fetchall()]

    def find_told_of_doses(self, rules: Sequence[str], said: Collection[str]) -> list[str]:
        """Give who has an issue of one of these rules and a dose with one of these lots or days (ISO 8601)."""
        marks = ",".join("?" * len(rules))
        query = (
            "SELECT people.id, coalesce(people.record, events.body) FROM people LEFT JOIN events"  # noqa: S608
            " ON people.record IS NULL AND events.person = people.id WHERE people.id IN"
            f" (SELECT person FROM issues INDEXED BY issues_rule WHERE rule IN ({marks}))"
        )
        wanted = {json.dumps(one, ensure_ascii=False) for one in said}
        told = self._db.execute(query, list(rules))
        return [person for person, kept in told.fetchall() if not wanted.isdisjoint(_OF_DOSES(kept))]

    def read_places(self, people: Iterable[str]) -> dict[str, Place]:
        """Give where these people stand now, by id."""
        columns = "id, id_number, name_key, birth_date, phone, hamlet, blind, NULL, given"
        query = f"SELECT {columns} FROM people WHERE id IN ({{}})"  # noqa: S608 - names of ours
        places = {row[0]: Place(*row[1:]) for row in ask_many(self._db, query, people)}
        return places | {one.child: places[one.child]._replace(named=one) for one in read_named(self._db, places)}


def add_names(found: Mapping[str, Sequence[Neighbour]], names: Mapping[str, str | None]) -> dict[str, list[Neighbour]]:
    """Give the same people with their names as they are written, by id."""
    return {key: [one._replace(full_name=names.get(one.id)) for one in people] for key, people in found.items()}
