"""Replying: what the police answered is applied where it is certain; the rest waits with candidates for somebody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from vaxdesk.desk.correcting import Editing
from vaxdesk.desk.delivering import NOT_HERE, find_people, make_list_fact
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import NoAnswers
from vaxdesk.desk.looking import read_batches
from vaxdesk.intake.draft import ColumnReading, Draft, ListHead, SetAside
from vaxdesk.intake.legacy import list_encodings
from vaxdesk.model.fold import Folded
from vaxdesk.model.reply import Reply, find_corrections, read_reply
from vaxdesk.model.step import Fact
from vaxdesk.model.text import fold, name_key
from vaxdesk.model.verification import may_move

REPLY: Final = "reply"
"""The kind of a list that the police gave back."""
UNDECIDED: Final = "undecided"
"""Why a row is set aside: what it says, or of whom, is not certain."""
_MOST_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Undecided:
    """A row that is not certain. ``answer`` is the state it would give, ``candidates`` whom it may be about.

    ``why``: ``who`` (nobody is beyond doubt), ``what`` (nobody understands the answer), ``move`` (the state that stands
    doesn't lead there).
    """

    sheet: str | None
    row: int
    text: str
    answer: str | None
    why: str
    candidates: tuple[tuple[str, str], ...]


def is_reply(desk: Desk, head: ListHead, drafts: Sequence[Draft]) -> bool:
    """Tell by its first rows whether a list comes back from the police: answers, of people who are here."""
    return head.kind == REPLY and any(person is not None for person in find_people(desk, drafts))


class Replies:
    """The police's answers in the reading, batch by batch inside the transaction of the load."""

    def __init__(self, desk: Desk, head: ListHead, step: str) -> None:
        self._desk = desk
        self._parts = {sheet.sheet: _find_parts(sheet.columns) for sheet in head.sheets}
        noted = any(one.field == "note" for sheet in head.sheets for one in sheet.columns)
        if not noted and not any(self._parts.values()):
            raise NoAnswers(file=head.file)
        self.head = replace(head, kind=REPLY)
        self.step = step
        self.read = 0
        self.changed = False
        self.counts = {"read": 0, "new": 0, "updated": 0, "unchanged": 0, "set_aside": 0}
        self.undecided: list[Undecided] = []
        self._aside: list[SetAside] = []
        self._known = any(
            one["fingerprint"] == head.fingerprint and one["kind"] == REPLY and not one["taken_back"]
            for one in read_batches(desk)
        )

    def take(self, drafts: Sequence[Draft]) -> None:
        """Take in a batch of rows."""
        self.read += len(drafts)
        if self._known:
            # The same answers once more would undo what was put right since.
            self.counts["unchanged"] += len(drafts)
            return
        people = find_people(self._desk, drafts)
        folded = self._desk.store.fold(one for one in people if one is not None)
        listed = {member: one for one in folded.values() for member in one.members}
        facts: list[Fact] = []
        for draft, person in zip(drafts, people, strict=True):
            facts += self._judge(draft, listed.get(person or ""))
        if facts:
            self.changed = True
            self._desk.check(self._desk.store.write(facts, self.step))

    def _judge(self, draft: Draft, one: Folded | None) -> list[Fact]:
        reply = read_reply(self._read_parts(draft), self._desk.catalogues)
        if reply is None:
            self.counts["unchanged"] += 1
            return []
        candidates = [(one.person.id, one.person.full_name or "")] if one else list(self._find_candidates(draft))
        if reply.unclear is not None:
            return self._put_aside(draft, reply, "what", candidates)
        if one is None:
            return self._put_aside(draft, reply, "who", candidates)
        values = find_corrections(reply, one.person)
        status = "corrected" if values else reply.status or "mismatched"
        now = one.person.verification
        if status != now and not (may_move(now, status) or (now, status) == ("unverified", "corrected")):
            return self._put_aside(draft, reply, "move", candidates)
        facts = self._make_facts(one, reply, status, values)
        self.counts["updated" if facts else "unchanged"] += 1
        return facts

    def _make_facts(self, one: Folded, reply: Reply, status: str, values: Mapping[str, Any]) -> list[Fact]:
        editing = Editing(self._desk, one)
        for name, value in values.items():
            editing.write(name, value, reason=reply.reason, origin="police")
        same = (one.person.verification, one.person.verification_reason) == (status, reply.because)
        if editing.facts or not same:
            editing.mark(status, because=reply.because, reason=reply.reason, origin="police")
        return editing.facts

    def _put_aside(self, draft: Draft, reply: Reply, why: str, candidates: Sequence[tuple[str, str]]) -> list[Fact]:
        text = str(draft.values.get("full_name") or "")
        self._aside.append(SetAside(draft.sheet, draft.row, UNDECIDED if candidates else NOT_HERE, text))
        self.undecided.append(Undecided(draft.sheet, draft.row, text, reply.status, why, tuple(candidates)))
        return []

    def _read_parts(self, draft: Draft) -> dict[str, str]:
        """Give the cells that answer, in Unicode: a draft's are as the file has them."""
        said = {"note": str(draft.values.get("note") or "")}
        for part, (column, encoding) in self._parts.get(draft.sheet, {}).items():
            text, old = draft.cells.get(column, ""), list_encodings().get(encoding or "")
            said[part] = old.decode(text) if old is not None else text
        return said

    def _find_candidates(self, draft: Draft) -> Iterator[tuple[str, str]]:
        """Give who a row may be about: people of that number, or of that name."""
        name, number = draft.values.get("full_name"), draft.values.get("id_number")
        found: list[str] = []
        for text in (number, name):
            if isinstance(text, str) and text:
                found += [one for one in self._desk.store.search(text, _MOST_CANDIDATES) if one not in found]
        for record in self._desk.store.read_records(found):
            called = record["full_name"] or ""
            if record["id_number"] == number or fold(name_key(called)) == fold(name_key(str(name or ""))):
                yield record["id"], called

    def finish(self, set_aside: Sequence[SetAside]) -> tuple[SetAside, ...]:
        """Note the reply itself, so that it can be found again and taken back."""
        aside = (*set_aside, *self._aside)
        self.counts["set_aside"] = len(aside)
        self.counts["read"] = self.read + len(set_aside)
        if self.changed:
            fact = make_list_fact(self._desk, self.head, self.counts, aside, origin="police")
            self._desk.store.write([fact], self.step)
        return aside


def _find_parts(columns: Sequence[ColumnReading]) -> dict[str, tuple[str, str | None]]:
    """Give, by part of an answer, the letters of its column and the old encoding found there."""
    return {
        one.field: (one.column, one.encoding)
        for one in columns
        if one.field is not None and (one.field.startswith(("answer", "right.")) or one.field == "because")
    }
