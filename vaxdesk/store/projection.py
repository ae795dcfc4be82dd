"""What screens read: people, who is listed under whom, match keys and words to search, made from the journal.

All of it can be made again at any time; ``verify`` does so and compares.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, field
from typing import Any

import orjson

from vaxdesk.model.alphabet import order_key
from vaxdesk.model.complaint import read_complaint
from vaxdesk.model.event import Event
from vaxdesk.model.fold import Folded, fold, fold_row, fold_untouched
from vaxdesk.model.handover import find_answer, must_be_typed
from vaxdesk.model.match import make_kept_keys, make_match_keys
from vaxdesk.model.record import write_record
from vaxdesk.store._sqlite import Database, put_many
from vaxdesk.store.around import NOWHERE, Around, Moved, Place, make_place
from vaxdesk.store.asking import count_doses
from vaxdesk.store.journal import Journal, ask_many, read_row
from vaxdesk.store.nearness import keep_words
from vaxdesk.store.search import make_words

_LISTED = "SELECT person FROM members WHERE member IN ({})"
_MEMBERS = "SELECT member FROM members WHERE person IN ({})"
_ALONE = (
    "SELECT people.id, people.stream, events.step, events.body FROM people LEFT JOIN events"
    " ON people.record IS NULL AND events.person = people.id"
)
_WRITE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Followed:
    """What new events did to the tables: the people touched as they are now, the ids no longer listed.

    ``fresh`` are those of the people who were not there before and of whom there is one row and nothing else.
    ``moved`` is what changed for others.
    """

    folded: Mapping[str, Folded]
    gone: frozenset[str] = frozenset()
    fresh: frozenset[str] = frozenset()
    moved: Moved = field(default_factory=Moved)


class Projection:
    """The tables that follow the journal. Every method runs inside the caller's transaction."""

    def __init__(self, db: Database, journal: Journal) -> None:
        self._db = db
        self._journal = journal
        self._around = Around(db)

    def follow(self, events: Iterable[Event], keys: Mapping[str, tuple[int, ...]]) -> Followed:
        """Bring the tables up to these new events, and say what that did.

        ``keys`` are the match keys to keep of these people's rows, where they are known already.
        """
        moved = Moved()
        people, rows = self._find_touched(events)
        fresh = self._find_fresh(rows)
        # In their order: that is how people are numbered, and found.
        untouched = {person: fold_untouched(row) for person, row in rows.items() if person in fresh}
        moved.note_arrived(self._insert(untouched.values(), {}, keys, alone=True).values())
        rest = people - fresh
        if not rest:
            self._around.keep(moved)
            return Followed(untouched, fresh=frozenset(fresh), moved=moved)
        # Of all whom words join to these people, only those change who were or are one with them.
        touched = rest | self._find_joined(rest)
        closed = fold(self._journal.find_closed(rest))
        folded = {person: one for person, one in closed.items() if not touched.isdisjoint(one.members)}
        gone = self._replace(folded, touched.union(*(one.members for one in folded.values())), moved)
        self._around.keep(moved)
        return Followed({**untouched, **folded}, frozenset(gone), frozenset(fresh), moved)

    def fold_people(self, people: Iterable[str]) -> dict[str, Folded]:
        """Fold these people anew from the journal, with everybody joined to them."""
        wanted = list(people)
        alone = self._fold_alone(ask_many(self._db, f"{_ALONE} WHERE people.id IN ({{}})", wanted))
        rest = [person for person in wanted if person not in alone]
        return {**alone, **fold(self._journal.find_closed(rest))} if rest else alone

    def fold_page(self, after: str, limit: int) -> dict[str, Folded]:
        """Fold a page of listed people, by id. Of most there is one row and nothing else."""
        query = f"{_ALONE} WHERE people.id > ? ORDER BY people.id LIMIT ?"
        found = self._db.execute(query, (after, limit)).fetchall()
        alone = self._fold_alone(found)
        rest = [row[0] for row in found if row[0] not in alone]
        return {**alone, **fold(self._journal.find_closed(rest))} if rest else alone

    def _fold_alone(self, found: Iterable[tuple[Any, ...]]) -> dict[str, Folded]:
        """Fold those of whom there is one row and nothing else, as :data:`_ALONE` gives them: most of a list."""
        return {
            person: fold_row(person, stream, step, orjson.loads(body)["value"])
            for person, stream, step, body in found
            if body is not None
        }

    def make_again(self) -> None:
        """Throw every table away and make it from the journal."""
        for table in ("people", "members", "match_keys", "complaints", "words"):
            self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - names of ours
        self._db.execute("INSERT INTO found (found) VALUES ('delete-all')")
        self._around.clear()
        moved = Moved()
        moved.note_arrived(self._insert(fold(self._journal.read_all()).values(), {}).values())
        self._around.keep(moved)

    def forget_words(self) -> None:
        """Drop from the full-text index what it keeps of people who were taken out of it."""
        self._db.execute("INSERT INTO found (found) VALUES ('optimize')")
        self._db.execute("DELETE FROM words")
        self._db.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, found, row)")
        keep_words(self._db, (row[0] for row in self._db.execute("SELECT term FROM temp.terms")))
        self._db.execute("DROP TABLE temp.terms")

    def compare(self) -> tuple[bool, str]:
        """Fold the whole journal and compare with the tables; give whether they agree and who doesn't."""
        folded = fold(self._journal.read_all())
        wrong = []
        query = "SELECT id, record, flag, typed, entered, answered FROM people"
        listed = {person: tuple(row) for person, *row in self._db.execute(query)}
        for person, one in folded.items():
            record, *beside = listed.pop(person, ("", None, 0, None, None))
            is_right = record == _WRITE(write_record(one.person)) or (record is None and one.untouched)
            if not is_right or tuple(beside) != _read_beside(one):
                wrong.append(person)
        wrong.extend(listed)
        members = dict(self._db.execute("SELECT member, person FROM members"))
        true_members = {member: one.person.id for one in folded.values() for member in one.members[1:]}
        if members != true_members:
            wrong.append("members")
        query = "SELECT * FROM complaints ORDER BY id"
        complaints = self._db.execute(query).fetchall()
        if complaints != sorted(row for one in folded.values() for row in _list_complaints(one)):
            wrong.append("complaints")
        return not wrong, ", ".join(wrong[:5])

    def _find_touched(self, events: Iterable[Event]) -> tuple[set[str], dict[str, Event]]:
        people: set[str] = set()
        rows: dict[str, Event] = {}
        retracts = []
        for event in events:
            header = event.header
            if header.person is not None:
                people.add(header.person)
                if header.kind == "row" and header.person not in rows:
                    rows[header.person] = event
                else:
                    rows.pop(header.person, None)
                if header.kind == "pair" and header.field is not None:
                    people.add(header.field)
                    rows.pop(header.field, None)
            elif header.kind == "retract":
                retracts.append(event)
        if retracts:
            people |= self._find_retracted_people(retracts)
        return people, rows

    def _find_joined(self, people: Iterable[str]) -> set[str]:
        """Give everybody whom the tables show as one with these people."""
        known = set(people)
        listed = known.union(row[0] for row in ask_many(self._db, _LISTED, known))
        return listed.union(row[0] for row in ask_many(self._db, _MEMBERS, listed))

    def _find_retracted_people(self, retracts: Iterable[Event]) -> set[str]:
        """Give whom a retract changes, also through the retract that it takes back."""
        people: set[str] = set()
        targets = {target for event in retracts for target in event.header.basis}
        seen: set[str] = set()
        while targets:
            seen |= targets
            new: set[str] = set()
            for column in ("step", "id"):
                query = f"SELECT kind, person, header FROM events WHERE {column} IN ({{}})"  # noqa: S608
                for kind, person, header in ask_many(self._db, query, targets):
                    if kind == "retract":
                        new |= set(json.loads(header)["basis"])
                    elif person is not None:
                        people.add(person)
                        if kind == "pair":
                            people.add(json.loads(header)["field"])
            targets = new - seen
        return people

    def _find_fresh(self, rows: Mapping[str, Event]) -> set[str]:
        """Give who appears for the first time with one row and nothing else, not even the undo of its load."""
        query = "SELECT person FROM events WHERE person IN ({}) GROUP BY person HAVING count(*) = 1"
        once = {row[0] for row in ask_many(self._db, query, rows)}
        linked = {row[0] for row in ask_many(self._db, "SELECT person FROM links WHERE person IN ({})", rows)}
        retracted = {event.header.id for event in self._journal.find_retracted(rows.values())}
        return {
            person
            for person in once - linked
            if rows[person].body is not None and rows[person].header.id not in retracted
        }

    def _replace(self, folded: Mapping[str, Folded], old: set[str], moved: Moved) -> set[str]:
        before = self._around.read_places(old)
        listed = list(ask_many(self._db, "SELECT n, id FROM people WHERE id IN ({})", old))
        numbers = {person: n for n, person in listed}
        many = self._db.conn.executemany
        many("DELETE FROM people WHERE n = ?", [(n,) for n, _ in listed])
        many("DELETE FROM found WHERE rowid = ?", [(n,) for n, _ in listed])
        many("DELETE FROM match_keys WHERE person = ?", [(n,) for n, _ in listed])
        many("DELETE FROM members WHERE member = ?", [(person,) for person in old])
        many("DELETE FROM complaints WHERE person = ?", [(person,) for person in old])
        after = self._insert(folded.values(), numbers)
        for person in {**before, **after}:
            moved.note(before.get(person, NOWHERE), after.get(person, NOWHERE))
        gone = set(numbers) - set(folded)
        many("DELETE FROM issues WHERE person = ?", [(person,) for person in gone])
        return gone

    def read_records(self, people: Iterable[str]) -> Iterator[dict[str, Any]]:
        """Give the records of these people, by id."""
        query = (
            "SELECT people.record, events.header, events.body FROM people LEFT JOIN events"
            " ON people.record IS NULL AND events.person = people.id WHERE people.id IN ({}) ORDER BY people.id"
        )
        for record, *row in ask_many(self._db, query, sorted(people)):
            yield json.loads(record) if record is not None else write_record(fold_untouched(read_row(row)).person)

    def _insert(
        self,
        folded: Iterable[Folded],
        numbers: Mapping[str, int],
        known_keys: Mapping[str, tuple[int, ...]] | None = None,
        *,
        alone: bool = False,
    ) -> dict[str, Place]:
        """Put people into the tables, under the numbers they had; give where each stands.

        ``alone``: of each there is one event, that of the row. It says all there is to say, so no record is kept
        beside it: most people of a list are so, and writing them twice would make a load a fifth longer.
        """
        last = max(self._db.execute("SELECT max(n) FROM people").fetchone()[0] or 0, *numbers.values(), 0)
        people: list[tuple[Any, ...]] = []
        found: list[tuple[int, str]] = []
        keys: list[tuple[int, int]] = []
        members: list[tuple[str, str]] = []
        complaints: list[tuple[Any, ...]] = []
        places: dict[str, Place] = {}
        for one in folded:
            person = one.person
            place = places[person.id] = make_place(one)
            n = numbers.get(person.id)
            if n is None:
                last += 1
                n = last
            people.append((
                n, person.id, one.stream, place.key, person.birth_date, person.id_number, person.phone, person.hamlet,
                person.commune_code, person.verification, None if alone else _WRITE(write_record(person)),
                order_key(person.full_name), count_doses(person.doses), person.sex, place.blind, place.given,
                *_read_beside(one),
            ))  # fmt: skip
            found.append((n, make_words(person)))
            theirs = known_keys.get(person.id) if known_keys else None
            keys.extend([(key, n) for key in (_find_keys(one) if theirs is None else theirs)])
            members.extend((member, person.id) for member in one.members[1:])
            complaints.extend(_list_complaints(one))
        put_many(
            self._db,
            "INSERT INTO people (n, id, stream, name_key, birth_date, id_number, phone, hamlet, commune_code,"
            " verification, record, name_order, doses, sex, blind, given, flag, typed, entered, answered)"
            " VALUES {}",
            people,
        )
        put_many(self._db, "INSERT INTO found (rowid, said) VALUES {}", found)
        keep_words(self._db, (said for _, said in found))
        put_many(self._db, "INSERT OR IGNORE INTO match_keys (key, person) VALUES {}", keys)
        put_many(self._db, "INSERT INTO members (member, person) VALUES {}", members)
        put_many(self._db, "INSERT INTO complaints VALUES {}", complaints)
        return places


def _read_beside(one: Folded) -> tuple[str | None, int, str | None, str | None]:
    """Give what stands beside a person's data.

    That is: the flag, whether they are to be typed into the portal, what was typed, what the platform said of today's
    data.
    """
    typed = 0 if one.untouched else int(must_be_typed(one.person, one.portal))
    return one.flag, typed, one.entered, find_answer(one.person, one.answer)


def _list_complaints(one: Folded) -> list[tuple[Any, ...]]:
    found = [read_complaint(of, one.person.id, head.value) for of, head in one.complaints.items()]
    return [astuple(said) for said in found if said is not None]


def _find_keys(one: Folded) -> Collection[int]:
    """Give the keys of today's values and of every row as it was read: a list that comes again fits either."""
    if one.untouched:
        return make_match_keys(*one.read[0]).kept
    return make_kept_keys(write_record(one.person), one.person.raw, one.read)
