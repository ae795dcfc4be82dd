"""Loading lists: rows become people or join those they are beyond doubt. One file, one step, taken back whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from vaxdesk.desk.delivering import RESULTS, Answers, is_answer, make_list_fact
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.local import write_tables
from vaxdesk.desk.replying import REPLY, Replies, Undecided, is_reply
from vaxdesk.desk.surroundings import Around, read_traits
from vaxdesk.desk.tallying import Tally
from vaxdesk.intake.draft import Draft, ListHead, OpenQuestion, SetAside
from vaxdesk.intake.reader import ListReader, without_sweeping
from vaxdesk.model.event import is_of_stream, person_id
from vaxdesk.model.fold import Folded
from vaxdesk.model.match import MatchKeys, find_again, find_beyond_doubt, make_match_keys, note_keys
from vaxdesk.model.message import Progress, no_progress
from vaxdesk.model.record import write_record
from vaxdesk.model.shape import is_stream
from vaxdesk.model.step import Fact
from vaxdesk.model.surroundings import Plain
from vaxdesk.store import make_id
from vaxdesk.store.around import Moved


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of one file. ``batch`` is the load's step, None where nothing new was in it or on a dry run.

    ``undecided`` are rows of a reply that somebody has to decide.
    """

    head: ListHead
    batch: str | None
    rows: Mapping[str, int]
    set_aside: tuple[SetAside, ...]
    undecided: tuple[Undecided, ...] = ()

    @property
    def open(self) -> tuple[OpenQuestion, ...]:
        """Columns that are in doubt."""
        return self.head.open


def load_list(  # noqa: PLR0913 - three of them say how the file is to be read
    desk: Desk,
    reader: ListReader,
    path: Path,
    *,
    kind: str = "auto",
    mapping: Mapping[str, Any] | None = None,
    password: str | None = None,
    dry_run: bool = False,
    progress: Progress = no_progress,
) -> Loaded:
    """Load a list, or on a dry run do everything and keep nothing. ``password`` opens a workbook that has one.

    Raises the errors of :mod:`vaxdesk.intake.errors` for a file that can't be read, and Cancelled.
    """

    def tell(done: int, total: int | None) -> None:
        # The last row is through when others were looked at again because of it.
        progress(min(done, max(total - 1, 0)) if total is not None else done, total)

    asked = "auto" if kind in {RESULTS, REPLY} else kind
    with reader.read(path, kind=asked, mapping=mapping, password=password, local=desk.local, progress=tell) as reading:
        load: Load | Answers | Replies = Load(desk, reading.head, make_id(), judges=not dry_run)
        # Rows and events hold no cycles: looking for some after every few hundred costs a third of the time.
        kept_or_not = desk.store.rehearsal() if dry_run else desk.store.transaction()
        with without_sweeping(), desk.store.holding_more(), kept_or_not, reading:
            # Left first, so that the reading process doesn't go on while a load that was stopped is undone.
            for drafts in reading.batches():
                if not load.read:
                    load = _choose_load(desk, reading.head, kind, drafts) or load
                load.take(drafts)
                tell(load.read, reading.head.total)
            aside = load.finish(reading.set_aside)
            if isinstance(load, Load):
                load.judge_again(partial(tell, load.read, reading.head.total))
            progress(reading.head.total, reading.head.total)
        kept = load.changed and not dry_run
        undecided = tuple(load.undecided) if isinstance(load, Replies) else ()
        return Loaded(load.head, load.step if kept else None, load.counts, aside, undecided)


def _choose_load(desk: Desk, head: ListHead, kind: str, first: Sequence[Draft]) -> Answers | Replies | None:
    """Give what takes in answers, where the list is one by its first rows or was said to be one; else None."""
    if kind == RESULTS or (kind == "auto" and is_answer(desk, head, first)):
        return Answers(desk, head, make_id())
    if kind == REPLY or (kind == "auto" and is_reply(desk, head, first)):
        return Replies(desk, head, make_id())
    return None


class Load:
    """One load in the making, batch by batch inside its transaction."""

    def __init__(self, desk: Desk, head: ListHead, step: str, *, judges: bool) -> None:
        self._desk = desk
        # Answers of whom nobody is here are a list of people like any other.
        self.head = replace(head, kind="people") if head.kind == REPLY else head
        self.step = step
        # What the rules say is thrown away with the rest of a dry run: they needn't be asked.
        self._judges = judges
        self.read = 0
        self.changed = False
        self.counts = {"read": 0, "new": 0, "updated": 0, "unchanged": 0, "set_aside": 0}
        self._origin = "platform" if head.kind == "platform" else "list"
        self._traits = read_traits(desk.store)
        self._tally = Tally(head)
        self._moved = Moved()
        self._plain: Plain = {}
        self._looking = frozenset(code.code for code in desk.engine.codes if code.looks_around)
        self._told_of_others: set[str] = set()
        self._taken: set[str] = set()
        self._updated: set[str] = set()

    def take(self, drafts: Sequence[Draft]) -> None:
        """Take in a batch of rows."""
        self.read += len(drafts)
        self._tally.take(drafts)
        store = self._desk.store
        rows = dict([self._make_row(one) for one in drafts])
        here = store.find_known(rows)
        # A row that only somebody's hand still holds is loaded again; one that was erased for good never is.
        known = store.find_standing(here) | store.find_erased(rows)
        wanted = {person: row for person, row in rows.items() if person not in known}
        keys = {person: _make_keys(row) for person, row in wanted.items()}
        self.counts["unchanged"] += len(rows) - len(wanted)
        self._taken.update(here.values())
        joined = self._find_joined(wanted, keys)
        again = sum(person in here and person not in joined for person in wanted)
        self.counts["unchanged"] += again
        self._write(wanted, joined, keys, new=len(wanted) - len(joined) - again)

    def _find_joined(self, rows: Mapping[str, Fact], keys: Mapping[str, MatchKeys]) -> dict[str, str]:
        """Give which of these rows somebody known is beyond doubt, and who."""
        stored = self._desk.store.find_by_keys({key for one in keys.values() for key in one.asked})
        found = {key: set(people) for key, people in stored.items()}
        joined: dict[str, str] = {}
        for person, row in rows.items():
            theirs = keys[person]
            target = find_beyond_doubt(theirs, _of_stream(found, theirs, row.stream))
            if target is None and theirs.again:
                target = find_again(theirs, _of_stream(stored, theirs, row.stream), self._taken)
            if target is not None and target != person:
                joined[person] = target
            self._taken.add(target or person)
            note_keys(found, theirs, target or person, is_known=target is not None)
        return joined

    def finish(self, set_aside: Sequence[SetAside]) -> tuple[SetAside, ...]:
        """Note the list itself: what was read and what was set aside with its reason."""
        head = self.head
        self.counts["set_aside"] = len(set_aside)
        self.counts["read"] = self.read + len(set_aside)
        tables = write_tables(head.units, head.sites)
        self.changed = self.changed or bool(tables)
        if not self.changed:
            return tuple(set_aside)
        more: dict[str, Any] = {"columns": _tell_columns(head), "traits": self._tally.write(), **tables}
        if self._updated:
            more["updated"] = sorted(self._updated)
        fact = make_list_fact(self._desk, head, self.counts, set_aside, origin=self._origin, more=more)
        self._desk.store.write([fact], self.step)
        return tuple(set_aside)

    def judge_again(self, pause: Callable[[], None]) -> None:
        """Check again whom others' rows of this list concern: what is told by all of it was not known half-way.

        ``pause`` is called several times a second and may raise to stop.
        """
        if not (self._judges and self.changed):
            return
        self._desk.check_concerned(self._moved, also=self._told_of_others, pause=pause)

    def _find_stream(self, draft: Draft) -> str:
        """Give the stream a row belongs to: the station's, at a district the row's commune."""
        if self._desk.store.keyring.station.role == "district":
            commune = draft.values.get("commune_code")
            if isinstance(commune, str) and is_stream(commune):
                return commune
        return self._desk.stream

    def _make_row(self, draft: Draft) -> tuple[str, Fact]:
        """Give whose row it is and what the journal is to say of it."""
        value: dict[str, Any] = {
            "cells": draft.cells,
            "doses": [{"raw": dose.raw, "values": dose.values} for dose in draft.doses],
            "file": self.head.file,
            "list": self.head.fingerprint,
            "raw": draft.raw,
            "row": draft.row,
            "sheet": draft.sheet,
            "values": draft.values,
        }
        stream = self._find_stream(draft)
        # Of lists side by side two people stand in one row; the first has the id it always had.
        place = f"{draft.row} {draft.beside}" if draft.beside else str(draft.row)
        person = person_id(stream, self.head.fingerprint, draft.sheet or "", place)
        return person, Fact("row", stream, person, value=value, origin=self._origin)

    def _write(
        self, rows: Mapping[str, Fact], joined: Mapping[str, str], keys: Mapping[str, MatchKeys], new: int
    ) -> None:
        if not rows:
            return
        self.changed = True
        self.counts["new"] += new
        facts: list[Fact] = []
        for person, row in rows.items():
            facts.append(row)
            if person in joined:
                facts.append(Fact("pair", row.stream, person, field=joined[person], value="same", origin="rule"))
        store = self._desk.store
        targets = sorted(set(joined.values()))
        before = {record["id"]: _without_sources(record) for record in store.read_records(targets)}
        written = store.write(facts, self.step, {person: one.kept for person, one in keys.items()})
        if self._judges:
            self._moved.add(written.moved)
            traits = {**self._traits, self.step: self._tally.tell()}
            around = Around(self._desk.store, self._desk.catalogues, traits, self._plain)
            said = self._desk.check_people(written.folded.values(), around, written.fresh)
            self._told_of_others.update(
                person for person, issues in said.items() if not self._looking.isdisjoint(one.rule for one in issues)
            )
        if joined:
            self._count_joined(joined, before, written.folded)

    def _count_joined(
        self, joined: Mapping[str, str], before: Mapping[str, Mapping[str, Any]], folded: Mapping[str, Folded]
    ) -> None:
        """Count the rows of known people: whom they told something new, and whom not."""
        counted: set[str] = set()
        listed = {member: one for one in folded.values() for member in one.members}
        for person, target in joined.items():
            one = listed.get(person)
            changed = one is None or before.get(target) != _without_sources(write_record(one.person))
            # Several rows of one person: the first that comes counts as the change, the person is one all the same.
            self.counts["updated" if changed and target not in counted else "unchanged"] += 1
            if changed:
                self._updated.add(target)
            counted.add(target)


def _without_sources(record: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name != "sources"}


def _make_keys(row: Fact) -> MatchKeys:
    said: Any = row.value
    return make_match_keys(said["values"], said["raw"], said["doses"])


def _tell_columns(head: ListHead) -> list[list[str]]:
    """Give sheet, column, header, field of each column: without them nobody could read a row years later."""
    return [
        [sheet.sheet or "", one.column, one.header, one.field or ""] for sheet in head.sheets for one in sheet.columns
    ]


def _of_stream(found: Mapping[int, set[str]], keys: MatchKeys, stream: str) -> dict[int, list[str]]:
    """Give who is known by these keys in a stream: people of two communes are joined by their stations alone."""
    here = {}
    for key in keys.asked:
        if key in found:
            here[key] = [person for person in found[key] if is_of_stream(person, stream)]
    return here
