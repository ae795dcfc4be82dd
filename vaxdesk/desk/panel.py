"""Everything about one person, side by side: what lists said, how it stands now, what a rule proposes, who wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from vaxdesk.desk.desk import Desk, read_message
from vaxdesk.desk.looking import read_people, tell_clock
from vaxdesk.desk.recounting import tell_reason
from vaxdesk.desk.settling import Side, describe_disputes
from vaxdesk.model.complaint import Complaint
from vaxdesk.model.dates import is_date, show
from vaxdesk.model.display import Said, show_field, write_field
from vaxdesk.model.event import Event, name_id
from vaxdesk.model.fields import DOSE_FIELDS, PERSON_FIELDS, Field
from vaxdesk.model.fold import VERIFICATION, Folded, same_value
from vaxdesk.model.issue import Severity
from vaxdesk.model.member import read_row
from vaxdesk.model.message import Message
from vaxdesk.model.person import Dose, Person, Value
from vaxdesk.model.registers import Head, find_heads, find_live
from vaxdesk.model.source import Source

_FIRST = ("full_name", "birth_date", "sex", "id_number", "phone", "health_insurance", "hamlet")
FIELD_ORDER: Final = (*_FIRST, *(key for key in PERSON_FIELDS if key not in _FIRST))
"""A person's fields as the panel shows them: what is corrected most comes first."""
DOSE_ORDER: Final = ("number", "vaccine", "date", "lot", "site", "kind")
_SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value a rule suggests: as stored, as shown, as setting the field takes it; ``certain``: nobody would doubt."""

    value: Value
    text: Said
    edit: str
    certain: bool
    why: Message


@dataclass(frozen=True, slots=True)
class Problem:
    """An open issue: its group, what it says of this person, the field and dose it is about, what it suggests.

    ``confirmable``: it can be said that all is right as it is.
    """

    code: str
    severity: Severity
    title: Message
    message: Message
    field: str
    dose: str | None
    proposals: tuple[Proposal, ...]
    confirmable: bool


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field: what lists say in their own words, oldest load first; how it stands (None: nothing); what is proposed.

    ``edit`` is what an editor starts with. ``unread`` is text that could not be understood or was repaired on reading.
    ``severity`` is that of the worst issue with it. ``origin`` (list, platform, rule, typed, card, police) tells where
    today's value comes from; ``user`` and ``at`` who wrote it by hand and when. ``others`` are values that other lists
    and records joined to this one hold. ``choices`` are the sides of a conflict.
    """

    key: str
    title: Message
    listed: tuple[Said, ...]
    now: Said | None
    edit: str
    unread: str | None
    proposals: tuple[Proposal, ...]
    severity: Severity | None
    origin: str | None
    user: str | None
    at: str | None
    others: tuple[Said, ...]
    choices: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class DoseRow:
    """A dose with its fields."""

    id: str
    number: int | None
    fields: tuple[FieldRow, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """A person as the panel shows them. ``place`` are the rows they were read from, oldest load first.

    ``problems`` are worst first; ``delivery`` tells how far today's row got; ``merged`` who was joined into this
    person by hand; ``verification_choices`` the sides of a conflict of marks. ``flag`` is what stands there
    for a colleague, ``complaints`` are the open reports of citizens, the oldest first.
    """

    id: str
    full_name: str | None
    hamlet: str | None
    place: tuple[Source, ...]
    verification: str
    reason: Said | None
    delivery: str
    problems: tuple[Problem, ...]
    fields: tuple[FieldRow, ...]
    doses: tuple[DoseRow, ...]
    merged: tuple[str, ...]
    verification_choices: tuple[Side, ...]
    flag: str | None = None
    complaints: tuple[Complaint, ...] = ()


def read_panel(desk: Desk, person: str) -> Panel:
    """Give everything about a person. Raises UnknownPerson."""
    found = desk.find(person)
    folded = desk.store.fold([found])[found]
    facts = _Facts(desk, folded)
    known = folded.person
    doses = tuple(
        DoseRow(dose.id, dose.number, tuple(facts.make_row(DOSE_FIELDS[key], dose) for key in DOSE_ORDER))
        for dose in known.doses
    )
    return Panel(
        known.id,
        known.full_name,
        known.hamlet,
        known.sources,
        known.verification,
        tell_reason(known.verification_reason),
        next(record["delivery"] for record in read_people(desk, [found])),
        facts.problems,
        tuple(facts.make_row(PERSON_FIELDS[key], None) for key in FIELD_ORDER),
        doses,
        known.merged,
        facts.find_choices(VERIFICATION, None),
        folded.flag,
        tuple(desk.store.asking.read_complaints(only_open=True, person=known.id)),
    )


class _Facts:
    """What is known of a person beside today's values: rows, hands, issues."""

    def __init__(self, desk: Desk, folded: Folded) -> None:
        self._desk, self._folded = desk, folded
        self._catalogues = desk.catalogues
        events = desk.store.read_person_events(folded.person.id)
        live = find_live(events)
        rows = [event for event in events if event.header.kind == "row"]
        # A row whose load was taken back is shown as long as somebody's work stands on it.
        self._rows = [row for row in rows if row.header.id in live] or rows[-1:]
        self._events = [event for event in events if event.header.kind == "set"]
        self._live = live
        self._disputes = describe_disputes(desk, folded)
        titles = {code.code: code.title for code in desk.engine.codes}
        issues = desk.store.read_issues([folded.person.id]).get(folded.person.id, [])
        issues.sort(key=lambda one: _SEVERITIES.index(one["severity"]))
        self.problems = tuple(self._make_problem(one, titles) for one in issues)

    def _make_problem(self, issue: Mapping[str, Any], titles: Mapping[str, Message]) -> Problem:
        code, field = issue["rule"], issue["field"]
        proposals = tuple(
            Proposal(
                one["value"],
                self._show(field, one["value"]) or "",
                self._write(field, one["value"]),
                one["certainty"] == "certain",
                read_message(one["why"]),
            )
            for one in issue["suggestions"]
        )
        message, title = read_message(issue["message"]), titles.get(code)
        confirmable = code != "conflict"
        return Problem(
            code, issue["severity"], title or message, message, field, issue["dose"], proposals, confirmable
        )  # fmt: skip

    def _show(self, key: str, value: Value) -> Said | None:
        return show_field(key, value, self._catalogues)

    def _write(self, key: str, value: Value) -> str:
        return write_field(key, value, self._catalogues)

    def make_row(self, field: Field, dose: Dose | None) -> FieldRow:
        """Give one field of the person, or of a dose."""
        key, dose_id = field.key, None if dose is None else dose.id
        holder: Person | Dose = self._folded.person if dose is None else dose
        value = _read_value(holder, key)
        about = [one for one in self.problems if (one.field, one.dose) == (key, dose_id)]
        origin, head = self._find_origin(key, dose_id, value)
        return FieldRow(
            key=key,
            title=field.title,
            listed=self._read_listed(field, dose_id),
            now=self._show(key, value),
            edit=self._write(key, value),
            unread=holder.raw.get(key),
            proposals=tuple(proposal for one in about for proposal in one.proposals),
            severity=about[0].severity if about else None,
            origin=origin,
            user=None if head is None else head.user,
            at=None if head is None else tell_clock(head.clock),
            others=() if dose is not None else self._find_others(key),
            choices=self.find_choices(key, dose_id),
        )

    def _find_others(self, key: str) -> tuple[Said, ...]:
        shown = [self._show(key, other) for other in self._folded.others.get(key, ())]
        return tuple(one for one in shown if one is not None)

    def find_choices(self, key: str, dose: str | None) -> tuple[Side, ...]:
        """Give the sides of a conflict on a field, the shown one first; none: it is settled."""
        return next((one.sides for one in self._disputes if (one.field, one.dose) == (key, dose)), ())

    def _find_origin(self, key: str, dose: str | None, value: Value) -> tuple[str | None, Head | None]:
        """Give where today's value comes from, and the head if a hand wrote it, be it that it emptied the field."""
        for members in (self._folded.kin, self._folded.members):
            said = [
                event
                for event in self._events
                if (event.header.field, event.header.dose) == (key, dose)
                and (dose is not None or event.header.person in members)
            ]
            heads = find_heads(said, lambda event: event.header.id in self._live)
            if heads and same_value(heads[0].value, value):
                return heads[0].origin, heads[0]
        if value is None:
            return None, None
        of_rows = ((row, self._read_part(row, dose)["values"].get(key)) for row in self._rows)
        origin = next((row.header.origin for row, one in of_rows if same_value(one, value)), None)
        # The kind of a number is told by the number itself.
        return origin or "rule", None

    def _read_part(self, row: Event, dose: str | None) -> Mapping[str, Any]:
        """Give what a row said of the person, or of a dose; nothing where it doesn't speak of it."""
        said = read_row(row)
        if dose is None:
            return said
        person = row.header.person or ""
        places = enumerate(said["doses"], start=1)
        return next((one for place, one in places if name_id(person, str(place)) == dose), _NOTHING)

    def _read_listed(self, field: Field, dose: str | None) -> tuple[Said, ...]:
        told: list[Said] = []
        for row in self._rows:
            part = self._read_part(row, dose)
            value, raw = part["values"].get(field.key), part["raw"].get(field.key)
            text = raw or self._find_cell(read_row(row).get("cells", {}), field, value)
            shown = text or self._show(field.key, value)
            if shown is not None and shown not in told:
                told.append(shown)
        return tuple(told)

    def _find_cell(self, cells: Mapping[str, str], field: Field, value: Value) -> str | None:
        """Give the cell that a value was read from: the row keeps its cells, not which of them was which field."""
        if value is None:
            return None
        for text in cells.values():
            if same_value(field.parse(text, self._catalogues).value, value):
                # What a spreadsheet holds as a date is written by us, not by the list.
                is_ours = field.key in {"birth_date", "date"} and is_date(text.partition(" ")[0])
                return show(str(value)) if is_ours else text
        return None


_NOTHING: Mapping[str, Any] = {"values": {}, "raw": {}}


def _read_value(holder: Person | Dose, key: str) -> Value:
    value = getattr(holder, key)
    return asdict(value) if key == "guardian" and value is not None else value
