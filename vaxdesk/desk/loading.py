"""Loading lists: rows become people or join those they are beyond doubt. One file, one step, taken back whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from vaxdesk.desk.desk import Desk
from vaxdesk.intake.draft import Draft, ListHead, OpenQuestion, SetAside
from vaxdesk.intake.errors import ReadingFailed
from vaxdesk.intake.reader import ListReader, without_sweeping
from vaxdesk.model.event import is_of_stream, person_id
from vaxdesk.model.match import MatchKeys, find_beyond_doubt, make_match_keys, note_keys
from vaxdesk.model.message import Progress, no_progress
from vaxdesk.model.record import write_record
from vaxdesk.model.shape import fits_row, is_stream
from vaxdesk.model.step import Fact
from vaxdesk.store import make_id


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of one file. ``batch`` is the load's step, None where nothing new was in it or on a dry run."""

    head: ListHead
    batch: str | None
    rows: Mapping[str, int]
    set_aside: tuple[SetAside, ...]

    @property
    def open(self) -> tuple[OpenQuestion, ...]:
        """Columns that are in doubt."""
        return self.head.open


def load_list(
    desk: Desk,
    reader: ListReader,
    path: Path,
    *,
    kind: str = "auto",
    mapping: Mapping[str, Any] | None = None,
    dry_run: bool = False,
    progress: Progress = no_progress,
) -> Loaded:
    """Load a list, or on a dry run do everything and keep nothing.

    Raises the errors of :mod:`vaxdesk.intake.errors` for a file that can't be read, and Cancelled.
    """
    with reader.read(path, kind=kind, mapping=mapping, progress=progress) as reading:
        load = _Load(desk, reading.head, make_id())
        # Rows and events hold no cycles: looking for some after every few hundred costs a third of the time.
        with without_sweeping(), desk.store.rehearsal() if dry_run else desk.store.transaction():
            for drafts in reading.batches():
                load.take(drafts)
                progress(load.read, reading.head.total)
            load.finish(reading.set_aside)
        kept = load.changed and not dry_run
        return Loaded(reading.head, load.step if kept else None, load.counts, reading.set_aside)


class _Load:
    """One load in the making, batch by batch inside its transaction."""

    def __init__(self, desk: Desk, head: ListHead, step: str) -> None:
        self._desk = desk
        self._head = head
        self.step = step
        self.read = 0
        self.changed = False
        self.counts = {"read": 0, "new": 0, "updated": 0, "unchanged": 0, "set_aside": 0}
        self._origin = "platform" if head.kind == "platform" else "list"
        self._accented = {**desk.read_accented(), step: head.accented}

    def take(self, drafts: Sequence[Draft]) -> None:
        """Take in a batch of rows."""
        self.read += len(drafts)
        list_id = self._head.fingerprint
        ids = [person_id(self._find_stream(one), list_id, one.sheet or "", str(one.row)) for one in drafts]
        store = self._desk.store
        here = store.find_known(ids)
        # A row that only somebody's hand still holds is loaded again; one that was erased for good never is.
        known = store.find_standing(here) | store.find_erased(ids)
        wanted = [
            (person, draft, make_match_keys(draft.values, draft.raw))
            for person, draft in zip(ids, drafts, strict=True)
            if person not in known
        ]
        self.counts["unchanged"] += len(drafts) - len(wanted)
        stored = store.find_by_keys({key for _, _, keys in wanted for key in (*keys.sure, *keys.same)})
        found: dict[int, set[str]] = dict(stored)
        facts: list[Fact] = []
        joined: dict[str, str] = {}
        for person, draft, keys in wanted:
            facts.append(self._make_row(person, draft))
            target = find_beyond_doubt(keys, _of_stream(found, keys, facts[-1].stream))
            if target is not None and target != person:
                joined[person] = target
                stream = facts[-1].stream
                facts.append(Fact("pair", stream, person, field=target, value="same", origin="rule"))
            note_keys(found, keys, target or person, is_known=target is not None)
        again = sum(person in here and person not in joined for person, *_ in wanted)
        self.counts["unchanged"] += again
        self._write(facts, joined, new=len(wanted) - len(joined) - again)

    def finish(self, set_aside: Sequence[SetAside]) -> None:
        """Note the list itself: what was read and what was set aside with its reason."""
        head = self._head
        self.counts["set_aside"] = len(set_aside)
        self.counts["read"] = self.read + len(set_aside)
        if not self.changed:
            return
        value: dict[str, Any] = {
            "file": head.file,
            "kind": head.kind,
            "fingerprint": head.fingerprint,
            "accented": head.accented,
            "rows": dict(self.counts),
            "set_aside": [asdict(one) for one in set_aside],
        }
        fact = Fact("list", self._desk.stream, value=value, origin=self._origin)
        self._desk.store.write([fact], self.step)

    def _find_stream(self, draft: Draft) -> str:
        """Give the stream a row belongs to: the station's, at a district the row's commune."""
        if self._desk.store.keyring.station.role == "district":
            commune = draft.values.get("commune_code")
            if isinstance(commune, str) and is_stream(commune):
                return commune
        return self._desk.stream

    def _make_row(self, person: str, draft: Draft) -> Fact:
        value: dict[str, Any] = {
            "list": self._head.fingerprint,
            "file": self._head.file,
            "sheet": draft.sheet,
            "row": draft.row,
            "cells": draft.cells,
            "values": draft.values,
            "raw": draft.raw,
            "doses": [{"values": dose.values, "raw": dose.raw} for dose in draft.doses],
        }
        if not fits_row(value):
            # Rows come from a process that a hostile file may have taken over: nothing odd enters the journal.
            raise ReadingFailed(file=self._head.file)
        return Fact("row", self._find_stream(draft), person, value=value, origin=self._origin)

    def _write(self, facts: Sequence[Fact], joined: Mapping[str, str], new: int) -> None:
        if not facts:
            return
        self.changed = True
        store = self._desk.store
        targets = sorted(set(joined.values()))
        before = {record["id"]: _without_sources(record) for record in store.read_records(targets)}
        written = store.write(facts, self.step)
        self._desk.check_people(written.folded.values(), self._accented)
        self.counts["new"] += new
        counted: set[str] = set()
        listed = {member: one for one in written.folded.values() for member in one.members}
        for person, target in joined.items():
            one = listed.get(person)
            changed = one is None or before.get(target) != _without_sources(write_record(one.person))
            # Several rows of one person: the first that comes counts as the change, the person is one all the same.
            self.counts["updated" if changed and target not in counted else "unchanged"] += 1
            counted.add(target)


def _without_sources(record: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name != "sources"}


def _of_stream(found: Mapping[int, set[str]], keys: MatchKeys, stream: str) -> dict[int, list[str]]:
    """Give who is known by these keys in a stream: people of two communes are joined by their stations alone."""
    here = {}
    for key in (*keys.sure, *keys.same):
        if key in found:
            here[key] = [person for person in found[key] if is_of_stream(person, stream)]
    return here
