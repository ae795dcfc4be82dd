"""The append-only journal: own facts become events, others' events are taken in, sets of them are read back.

Nothing here decides what events mean; that is :mod:`vaxdesk.model.fold`.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from vaxdesk.model.event import FIRST, Body, Clock, Event, Header, shape_id
from vaxdesk.model.step import Fact
from vaxdesk.store._sqlite import Database, put_many

CHUNK = 500
"""How many values one SQL statement names at the most."""


def make_id() -> str:
    """Make a UUIDv7 of now."""
    return shape_id(time.time_ns() // 1_000_000, secrets.randbits(80))


def _draw_chances(count: int) -> Iterator[tuple[int, str]]:
    """Draw for each of so many events what makes its id its own, and its salt; once for all, it is a system call."""
    drawn = memoryview(secrets.token_bytes(count * _DRAWN))
    for at in range(0, len(drawn), _DRAWN):
        yield int.from_bytes(drawn[at : at + _OF_ID], "big"), drawn[at + _OF_ID : at + _DRAWN].hex()


_OF_ID, _DRAWN = 10, 26


def cut(values: Iterable[str]) -> Iterator[list[str]]:
    """Cut values into lists that one SQL statement can name."""
    rest = list(values)
    for start in range(0, len(rest), CHUNK):
        yield rest[start : start + CHUNK]


def ask_many(db: Database, query: str, values: Iterable[str]) -> Iterator[tuple[Any, ...]]:
    """Run a query whose one ``{}`` stands for a list of values, chunk by chunk."""
    for chunk in cut(values):
        # Read whole, so that nobody who stops half-way leaves a query open behind a closed store.
        yield from db.execute(query.format(",".join("?" * len(chunk))), chunk).fetchall()


@dataclass(slots=True)
class _Chain:
    n: int
    seq: int
    hash: str


class Journal:
    """The events of one store. Every method runs inside the caller's transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db
        row = db.execute("SELECT value FROM meta WHERE key = 'clock'").fetchone()
        self._clock = Clock(row[0]) if row else Clock()

    @property
    def last_clock(self) -> str:
        """The latest reading of the hybrid clock that was written here or believed of others."""
        return self._clock.last

    def write(self, facts: Sequence[Fact], *, device: str, user: str, step: str) -> list[Event]:
        """Append this device's facts as events of one step and give the events."""
        now_ms = time.time_ns() // 1_000_000
        chains: dict[str, _Chain] = {}
        events: list[Event] = []
        rows: list[tuple[Any, ...]] = []
        chances = _draw_chances(len(facts))
        for fact, (chance, salt) in zip(facts, chances, strict=True):
            chain = chains.get(fact.stream)
            if chain is None:
                chain = chains[fact.stream] = self._find_chain(fact.stream, device)
            body = Body(fact.value, salt, fact.reason, fact.raw)
            kept, digest = body.spell()
            chain.seq += 1
            header = Header(
                shape_id(now_ms, chance), fact.stream, device, chain.seq, chain.hash,
                self._clock.tick(now_ms), user, step, fact.kind, fact.person, fact.dose, fact.field,
                fact.basis, fact.origin, digest,
            )  # fmt: skip
            written = header.spell()
            chain.hash = hashlib.sha256(written.encode()).hexdigest()
            events.append(Event(header, body))
            rows.append(_make_row(header, chain.n, written, kept))
        self._insert(rows)
        self._close_chains(chains.values())
        self._index(events)
        return events

    def take(self, events: Iterable[Event]) -> list[Event]:
        """Take in others' events whose chains were checked; give those that were new, in order of their chains."""
        now_ms = time.time_ns() // 1_000_000
        chains: dict[tuple[str, str], _Chain] = {}
        new: list[Event] = []
        rows: list[tuple[Any, ...]] = []
        for event in sorted(events, key=lambda event: (event.header.stream, event.header.device, event.header.seq)):
            header = event.header
            key = (header.stream, header.device)
            chain = chains.get(key)
            if chain is None:
                chain = chains[key] = self._find_chain(*key)
            if header.seq <= chain.seq:
                continue
            if header.seq != chain.seq + 1 or header.prev != chain.hash:
                msg = "a chain was not checked before it was taken in"
                raise AssertionError(msg)
            chain.seq, chain.hash = header.seq, header.digest()
            self._clock.see(header.clock, now_ms)
            new.append(event)
            kept = None if event.body is None else event.body.spell()[0]
            rows.append(_make_row(header, chain.n, header.spell(), kept))
        self._insert(rows)
        self._close_chains(chains.values())
        self._index(new)
        return new

    def cut_chain(self, stream: str, device: str, after: int) -> list[Event]:
        """Take a chain's events after a number out of the journal for good and give them, in their order.

        Only what doesn't count any more is cut: the work of a revoked key, one side of a fork. What is read from the
        journal has to be made again afterwards.
        """
        cut = list(self.read_chain(stream, device, after))
        if not cut:
            return []
        chain = self._find_chain(stream, device)
        numbers = "SELECT n FROM events WHERE chain = ? AND seq > ?"
        self._db.execute(f"DELETE FROM retracts WHERE event IN ({numbers})", (chain.n, after))  # noqa: S608
        self._db.execute("DELETE FROM events WHERE chain = ? AND seq > ?", (chain.n, after))
        chain.seq, chain.hash = after, self.read_digest(stream, device, after) or FIRST
        self._close_chains([chain])
        for event in cut:
            header = event.header
            if header.kind == "pair" and header.person and header.field:
                self._unlink(header.person, header.field)
        return cut

    def _unlink(self, person: str, other: str) -> None:
        """Forget that two people were spoken of together, unless somebody else still does."""
        both = (person, other, other, person)
        said = "SELECT 1 FROM events WHERE kind = 'pair' AND ((person = ? AND field = ?) OR (person = ? AND field = ?))"
        if not self._db.execute(said, both).fetchone():
            self._db.execute("DELETE FROM links WHERE (person = ? AND other = ?) OR (person = ? AND other = ?)", both)

    def find_known_ids(self, events: Iterable[Event]) -> list[str]:
        """Give which ids of these events the journal has: an event that is new and bears one of them is a forgery."""
        ids = [event.header.id for event in events]
        return [row[0] for row in ask_many(self._db, "SELECT id FROM events WHERE id IN ({})", ids)]

    def erase_bodies(self, person: str) -> int:
        """Remove for good every body that speaks of the person; the headers stay, so chains can still be checked."""
        own = self._db.execute(
            "UPDATE events SET body = NULL WHERE person = ? AND kind <> 'erase' AND body IS NOT NULL", (person,)
        )
        # What was said of two people may hold what both are called.
        pairs = self._db.execute(
            "UPDATE events SET body = NULL WHERE person IN (SELECT other FROM links WHERE person = ?)"
            " AND kind = 'pair' AND field = ? AND body IS NOT NULL",
            (person, person),
        )
        return int(own.rowcount) + int(pairs.rowcount)

    def find_closed(self, people: Iterable[str]) -> list[Event]:
        """Give a closed set around these people: theirs, those of all joined to them, and the retracts of these."""
        group = set(people)
        to_visit: Iterable[str] = group
        while to_visit:
            found = {row[0] for row in ask_many(self._db, "SELECT other FROM links WHERE person IN ({})", to_visit)}
            to_visit = found - group
            group |= found
        events = [
            read_row(row)
            for row in ask_many(self._db, "SELECT header, body FROM events WHERE person IN ({})", sorted(group))
        ]
        return [*events, *self.find_retracts(events)]

    def find_retracts(self, events: Iterable[Event]) -> list[Event]:
        """Give every retract of these events or their steps, and the retracts of those."""
        found: dict[int, Event] = {}
        targets = {event.header.id for event in events} | {event.header.step for event in events}
        if not self._db.execute("SELECT 1 FROM retracts LIMIT 1").fetchone():
            return []
        while targets:
            new: set[str] = set()
            query = "SELECT n, header, body FROM events WHERE n IN (SELECT event FROM retracts WHERE target IN ({}))"
            for n, *row in ask_many(self._db, query, targets):
                if n not in found:
                    found[n] = read_row(row)
                    new |= {found[n].header.id, found[n].header.step}
            targets = new
        return list(found.values())

    def find_retracted(self, events: Iterable[Event]) -> list[Event]:
        """Give those of these events that any retract names, alone or with their step."""
        if not self._db.execute("SELECT 1 FROM retracts LIMIT 1").fetchone():
            return []
        known = list(events)
        targets = {event.header.id for event in known} | {event.header.step for event in known}
        named = {row[0] for row in ask_many(self._db, "SELECT target FROM retracts WHERE target IN ({})", targets)}
        return [event for event in known if event.header.id in named or event.header.step in named]

    def read_all(self, where: str = "1", values: Sequence[Any] = ()) -> Iterator[Event]:
        """Give events in the order of their arrival; ``where`` is a condition over the table's columns."""
        for row in self._db.execute(f"SELECT header, body FROM events WHERE {where} ORDER BY n", values):  # noqa: S608
            yield read_row(row)

    def read_chain(self, stream: str, device: str, after: int) -> Iterator[Event]:
        """Give a chain's events after a number, in order."""
        query = (
            "SELECT header, body FROM events WHERE seq > ? AND chain ="
            " (SELECT n FROM chains WHERE stream = ? AND device = ?) ORDER BY seq"
        )
        for row in self._db.execute(query, (after, stream, device)):
            yield read_row(row)

    def read_chains(self) -> dict[str, dict[str, tuple[int, str]]]:
        """Give how far each chain goes: {stream: {device: (last number, hash)}}."""
        have: dict[str, dict[str, tuple[int, str]]] = {}
        for stream, device, seq, digest in self._db.execute(
            "SELECT stream, device, seq, hash FROM chains WHERE seq > 0 ORDER BY stream, device"
        ):
            have.setdefault(stream, {})[device] = (seq, digest)
        return have

    def read_digest(self, stream: str, device: str, seq: int) -> str | None:
        """Give the hash of an event by its place in its chain; None where there is none."""
        event = self.read_at(stream, device, seq)
        return None if event is None else event.header.digest()

    def read_at(self, stream: str, device: str, seq: int) -> Event | None:
        """Give an event by its place in its chain; None where there is none."""
        query = (
            "SELECT header, body FROM events WHERE seq = ?"
            " AND chain = (SELECT n FROM chains WHERE stream = ? AND device = ?)"
        )
        row = self._db.execute(query, (seq, stream, device)).fetchone()
        return read_row(row) if row else None

    def count_events(self) -> int:
        """Give how many events there are."""
        return int(self._db.execute("SELECT count(*) FROM events").fetchone()[0])

    def check_chains(self) -> list[str]:
        """Read every chain from its first event; give each place where hash, number or body don't fit."""
        wrong: list[str] = []
        for n, stream, device, seq, digest in list(
            self._db.execute("SELECT n, stream, device, seq, hash FROM chains ORDER BY n")
        ):
            last, before = 0, FIRST
            for row in self._db.execute("SELECT header, body FROM events WHERE chain = ? ORDER BY seq", (n,)):
                event = read_row(row)
                header = event.header
                fits = header.seq == last + 1 and header.prev == before
                fits = fits and (header.stream, header.device) == (stream, device)
                if not fits or (event.body is not None and event.body.digest() != header.body):
                    wrong.append(f"{stream}/{device}/{header.seq}")
                last, before = header.seq, header.digest()
            if (last, before) != (seq, digest):
                wrong.append(f"{stream}/{device}: {last} ≠ {seq}")
        return wrong

    def _find_chain(self, stream: str, device: str) -> _Chain:
        query = "SELECT n, seq, hash FROM chains WHERE stream = ? AND device = ?"
        row = self._db.execute(query, (stream, device)).fetchone()
        if row is None:
            added = self._db.execute(
                "INSERT INTO chains (stream, device, seq, hash) VALUES (?, ?, 0, ?)", (stream, device, FIRST)
            )
            return _Chain(added.lastrowid or 0, 0, FIRST)
        return _Chain(*row)

    def _insert(self, rows: list[tuple[Any, ...]]) -> None:
        put_many(
            self._db, "INSERT INTO events (id, chain, seq, step, kind, person, field, header, body) VALUES {}", rows
        )

    def _close_chains(self, chains: Iterable[_Chain]) -> None:
        self._db.conn.executemany(
            "UPDATE chains SET seq = ?, hash = ? WHERE n = ?", [(one.seq, one.hash, one.n) for one in chains]
        )
        self._db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('clock', ?)", (self._clock.last,))

    def _index(self, events: Iterable[Event]) -> None:
        """Keep what finds a closed set quickly: who is joined to whom, what takes what back."""
        for event in events:
            header = event.header
            if header.kind == "pair" and header.person and header.field:
                both = ((header.person, header.field), (header.field, header.person))
                self._db.conn.executemany("INSERT OR IGNORE INTO links (person, other) VALUES (?, ?)", both)
            elif header.kind == "retract":
                self._db.conn.executemany(
                    "INSERT OR IGNORE INTO retracts (target, event) SELECT ?, n FROM events WHERE id = ?",
                    [(target, header.id) for target in header.basis],
                )


def _make_row(header: Header, chain: int, written: str, kept: str | None) -> tuple[Any, ...]:
    return (
        header.id, chain, header.seq, header.step, header.kind, header.person, header.field, written, kept
    )  # fmt: skip


def read_row(row: Sequence[Any]) -> Event:
    """Read an event from its two texts, as the table holds them."""
    said: Mapping[str, Any] = orjson.loads(row[0])
    body = None if row[1] is None else Body(**orjson.loads(row[1]))
    return Event(Header(**{**said, "basis": tuple(said["basis"])}), body)
