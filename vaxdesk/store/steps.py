"""The log: steps newest first, a page at a time, and what each consists of."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from vaxdesk.model.event import Header
from vaxdesk.model.registers import BESIDE, Retracted, find_retracted
from vaxdesk.store._sqlite import Database
from vaxdesk.store.journal import CHUNK, Journal, ask_many, read_row

RECORD_KINDS = frozenset({"row", "list", "set", "mark", "confirm", "pair", "erase"}) | BESIDE
"""Kinds of events that change records, or what is known of communes and sites: steps of these are what ``undo`` takes
back."""


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step as the log shows it. ``live`` is False while it is taken back."""

    id: str
    device: str
    user: str
    clock: str
    headers: tuple[Header, ...] = field(repr=False)
    live: bool = True

    @property
    def changes_records(self) -> bool:
        """Tell whether it changed people, not only took something back."""
        kinds = {header.kind for header in self.headers}
        return "retract" not in kinds and not kinds.isdisjoint(RECORD_KINDS)


class StepSize(NamedTuple):
    """How many events a step has, of how many people, and of whom where it is one."""

    events: int
    people: int
    person: str | None


# One event of each kind and field tells what a step was. The field of a pair is a person: a load has thousands.
_ASKED = "step IN (SELECT value FROM json_each(?1))"
_FIRST_OF_EACH = (
    "SELECT n, step, header FROM events WHERE n IN ("  # noqa: S608 - texts of ours
    f"SELECT min(n) FROM events WHERE {_ASKED} AND kind <> 'pair' GROUP BY step, kind, field UNION ALL"
    f" SELECT min(n) FROM events WHERE {_ASKED} AND kind = 'pair' GROUP BY step)"
)
_KINDS = "SELECT DISTINCT step, kind, CASE kind WHEN 'pair' THEN NULL ELSE field END FROM events"


class Steps:
    """Questions to the journal about steps; none changes anything."""

    def __init__(self, db: Database, journal: Journal) -> None:
        self._db = db
        self._journal = journal

    def count(self) -> int:
        """Give how many steps there are, of all devices."""
        return int(self._db.execute("SELECT count(DISTINCT step) FROM events").fetchone()[0])

    def list_newest_first(self) -> array[int]:
        """Give the number of each step's first event, in the order in which they came to this device, newest first."""
        rows = self._db.execute("SELECT min(n) AS first FROM events GROUP BY step ORDER BY first DESC")
        return array("q", [row[0] for row in rows])

    def read_first(self) -> Iterator[tuple[int, str, str, str]]:
        """Give (number of the first event, step, user, clock) of each step, newest first."""
        query = "SELECT min(n) AS first, step, header FROM events GROUP BY step ORDER BY first DESC"
        for n, step, text in self._db.execute(query):
            said = json.loads(text)
            yield n, step, said["user"], said["clock"]

    def read_kinds(self) -> Iterator[tuple[str, str, str | None]]:
        """Give (step, kind, field) as far as they differ, without whom pairs are about."""
        yield from self._db.execute(_KINDS)

    def find_by_people(self, people: Iterable[str]) -> set[str]:
        """Give the steps that touched any of these people."""
        query = "SELECT DISTINCT step FROM events WHERE person IN ({})"
        return {row[0] for row in ask_many(self._db, query, people)}

    def list_people(self, steps: Iterable[str]) -> list[str]:
        """Give whom these steps touched, in the order in which they did."""
        query = "SELECT person, min(n) FROM events WHERE step IN ({}) AND person IS NOT NULL GROUP BY person"
        return [person for person, _ in sorted(ask_many(self._db, query, steps), key=lambda row: row[1])]

    def find_files(self) -> dict[str, tuple[str, int]]:
        """Give of each load its file and how many rows made or changed somebody."""
        found = {}
        for step, text in self._db.execute("SELECT step, body FROM events WHERE kind = 'list' AND body IS NOT NULL"):
            said = json.loads(text)["value"]
            found[step] = said["file"], said["rows"]["new"] + said["rows"]["updated"]
        return found

    def read_numbers(self, numbers: Sequence[int]) -> list[StepLine]:
        """Give the steps whose first events bear these numbers, in that order."""
        found: dict[int, str] = {}
        for start in range(0, len(numbers), CHUNK):
            some = list(numbers[start : start + CHUNK])
            marks = ",".join("?" * len(some))
            found.update(self._db.execute(f"SELECT n, step FROM events WHERE n IN ({marks})", some).fetchall())  # noqa: S608
        return self.read([found[n] for n in numbers if n in found])

    def read(self, steps: Sequence[str]) -> list[StepLine]:
        """Give these steps, in that order; those nobody knows are left out."""
        return self._read(steps, self._find_retracted())

    def read_own(self, device: str) -> Iterator[StepLine]:
        """Give a device's steps, newest first, each read when it is asked for."""
        retracted = self._find_retracted()
        chains = [row[0] for row in self._db.execute("SELECT n FROM chains WHERE device = ?", (device,)).fetchall()]
        query = "SELECT n, step FROM events WHERE chain = ? AND n < ? ORDER BY seq DESC LIMIT 1"
        before = _AFTER_ALL
        while True:
            last = [row for chain in chains if (row := self._db.execute(query, (chain, before)).fetchone())]
            if not last:
                return
            _, step = max(last)
            before = self._db.execute("SELECT min(n) FROM events WHERE step = ?", (step,)).fetchone()[0]
            yield from self._read([step], retracted)

    def _find_retracted(self) -> Retracted:
        return find_retracted(self._journal.read_all("kind = 'retract'"))

    def _read(self, steps: Sequence[str], retracted: Retracted) -> list[StepLine]:
        headers: dict[str, list[tuple[int, Header]]] = {}
        for n, step, header in self._db.execute(_FIRST_OF_EACH, (json.dumps(list(steps)),)).fetchall():
            headers.setdefault(step, []).append((n, read_row((header, None)).header))
        return [_make_line(step, headers[step], retracted) for step in steps if step in headers]

    def measure(self, steps: Iterable[str]) -> dict[str, StepSize]:
        """Give how big these steps are. Each row of a load counts as one person: who it is isn't asked here."""
        query = "SELECT step, count(*), sum(kind = 'row') FROM events WHERE step IN ({}) GROUP BY step"
        sizes = {step: StepSize(events, rows, None) for step, events, rows in ask_many(self._db, query, steps)}
        small = [step for step, size in sizes.items() if not size.people]
        query = "SELECT step, count(DISTINCT person), min(person) FROM events WHERE step IN ({}) GROUP BY step"
        for step, people, person in ask_many(self._db, query, small):
            sizes[step] = StepSize(sizes[step].events, people, person if people == 1 else None)
        return sizes

    def find_taken_back(self, steps: Iterable[str]) -> dict[str, list[str]]:
        """Give the steps that these took back or did again, where they did."""
        found: dict[str, list[str]] = {}
        for step in steps:
            targets: dict[str, None] = {}
            to_visit = [step]
            while to_visit:
                query = "SELECT header FROM events WHERE step = ? AND kind = 'retract'"
                for (text,) in self._db.execute(query, (to_visit.pop(),)).fetchall():
                    said = json.loads(text)
                    if said["field"] == "step":
                        targets.update(dict.fromkeys(said["basis"]))
                    else:
                        # Doing again takes back the events that took back: what these were about is meant.
                        ask = "SELECT DISTINCT step FROM events WHERE kind = 'retract' AND id IN ({})"
                        to_visit.extend(row[0] for row in ask_many(self._db, ask, said["basis"]) if row[0] != step)
            if targets:
                found[step] = list(targets)
        return found


_AFTER_ALL = 2**62


def _make_line(step: str, found: Sequence[tuple[int, Header]], retracted: Retracted) -> StepLine:
    headers = tuple(header for _, header in sorted(found, key=lambda one: one[0]))
    first = headers[0]
    live = not all(retracted.has(header) for header in headers)
    return StepLine(step, first.device, first.user, first.clock, headers, live)
