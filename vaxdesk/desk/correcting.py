"""Correcting by hand: fields, marks, "right as it is". Each verb is one step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import (
    DayRefused,
    GroupRefused,
    MoveRefused,
    NoSuchIssue,
    NumberRefused,
    ReasonMissing,
    SentenceMissing,
    UnknownDose,
    UnknownField,
    UnknownState,
    ValueRefused,
)
from vaxdesk.model.event import Event
from vaxdesk.model.fields import DOSE_FIELDS, PERSON_FIELDS, Field
from vaxdesk.model.fold import VERIFICATION, Folded, same_value
from vaxdesk.model.message import Message
from vaxdesk.model.person import Dose, Value
from vaxdesk.model.registers import find_basis, find_live
from vaxdesk.model.step import Changes, Fact
from vaxdesk.model.text import fold, says_nothing, tidy
from vaxdesk.model.verification import ANSWERED, REASONS, STATES, may_move
from vaxdesk.store import make_id


def set_field(
    desk: Desk,
    person: str,
    field: str,
    text: str,
    *,
    dose: str | None = None,
    reason: str | None = None,
    origin: str = "typed",
) -> Changes:
    """Correct one field to what ``text`` says, read as a list's cell is; empty text empties it.

    A dose is named by its number where that is unique, else by its id; a number that isn't there makes the dose. A
    change of what the police compare (name, birth date, sex, number) makes an earlier answer void, in the same step.
    Raises UnknownPerson, UnknownField, UnknownDose, ValueRefused.
    """
    found = desk.find(person)
    known = find_field(field, of_dose=dose is not None)
    folded = desk.store.fold([found])[found]
    values = read_values(desk, known, text)
    editing = Editing(desk, folded)
    label = Message("Correct {field}", {"field": known.title})
    dose_id = None if dose is None else editing.find_dose(dose)
    if dose_id is None and dose is not None:
        editing.make_dose({"number": int(dose), **values}, reason=reason, origin=origin)
        values = {}
    for name, value in values.items():
        editing.write(name, value, dose=dose_id, reason=reason, origin=origin)
    editing.void_answer()
    return desk.act(label, editing.facts)


def mark(desk: Desk, person: str, status: str, *, because: str | None = None, reason: str | None = None) -> Changes:
    """Mark how verification stands. The same state again is no step.

    Raises UnknownPerson, UnknownState, MoveRefused, and ReasonMissing where somebody can't be verified and nobody says
    why.
    """
    found = desk.find(person)
    if because is not None and because not in REASONS:
        raise ReasonMissing(codes=", ".join(REASONS))
    folded = desk.store.fold([found])[found]
    now = folded.person.verification
    label = Message("Mark")
    if status not in STATES:
        raise UnknownState(state=status, states=", ".join(one for one in STATES if one != "requested"))
    if status == now and not _is_open(folded, VERIFICATION):
        return Changes(None, label)
    # "Sent" is written by the list that goes out; "corrected" only comes with values, which the fields bring.
    forbidden = status == "requested" or (status == "corrected" and now == "unverified")
    if status != now and (forbidden or not may_move(now, status)):
        raise MoveRefused(now=now, new=status)
    if status == "unresolvable" and not (because or reason):
        raise ReasonMissing(codes=", ".join(REASONS))
    editing = Editing(desk, folded)
    editing.mark(status, because=because, reason=reason)
    return desk.act(label, editing.facts)


def confirm(desk: Desk, person: str, rule: str, *, reason: str) -> Changes:
    """Say that something a rule doubts is right as it is: it stays silent until one of its values changes.

    Raises UnknownPerson, NoSuchIssue, ReasonMissing.
    """
    found = desk.find(person)
    if not reason.strip():
        raise SentenceMissing
    issues = [one for one in desk.store.read_issues([found]).get(found, []) if one["rule"] == rule]
    if not issues or rule == "conflict":
        raise NoSuchIssue(rule=rule)
    folded = desk.store.fold([found])[found]
    editing = Editing(desk, folded)
    about: dict[str | None, dict[str, Value]] = {}
    for issue in issues:
        about.setdefault(issue["dose"], {}).update(issue["about"])
    for dose, values in about.items():
        editing.confirm(rule, dose, values, reason)
    return desk.act(Message("Confirm as right"), editing.facts)


class Editing:
    """The facts of one act on one person, in the making: each names what it replaces."""

    def __init__(self, desk: Desk, folded: Folded) -> None:
        self._desk = desk
        self._folded = folded
        self._events: list[Event] | None = None
        self.facts: list[Fact] = []

    def write(
        self,
        name: str,
        value: Value,
        *,
        dose: str | None = None,
        reason: str | None = None,
        origin: str = "typed",
    ) -> None:
        """Set a field unless it already says so beyond dispute; emptying drops a text that could not be read."""
        drops = value is None and name in self._read_raw(dose)
        if same_value(self._read(name, dose), value) and not drops and not _is_open(self._folded, name, dose):
            return
        listed = self._folded.person.id
        person = self._folded.owners.get(dose, listed) if dose is not None else listed
        stream = self._folded.streams.get(person, self._folded.stream)
        basis = self._find_basis("set", name, dose)
        self.facts.append(Fact("set", stream, person, dose, name, value, None, reason, basis, origin))

    def make_dose(self, values: Mapping[str, Value], *, reason: str | None = None, origin: str = "typed") -> str:
        """Make a dose of what is known of it; give its id. It replaces nothing, and by that a new dose is known."""
        dose, person = make_id(), self._folded.person.id
        for name, value in values.items():
            if value is not None:
                stream = self._folded.stream
                self.facts.append(Fact("set", stream, person, dose, name, value, None, reason, (), origin))
        return dose

    def say_beside(
        self, kind: str, field: str, value: Value, *, reason: str | None = None, origin: str = "typed"
    ) -> None:
        """Say something that stands beside the person's data: a flag, a report, what was typed into the portal."""
        person = self._folded.person.id
        basis = find_basis(
            event for event in self._read_events() if event.header.kind == kind and event.header.field == field
        )
        self.facts.append(Fact(kind, self._folded.stream, person, None, field, value, None, reason, basis, origin))

    def mark(
        self,
        status: str,
        *,
        because: str | None = None,
        reason: str | None = None,
        origin: str = "typed",
    ) -> None:
        """Set the state of verification."""
        value: Value = {"status": status, "because": because}
        basis = self._find_basis("mark", VERIFICATION, None)
        person = self._folded.person.id
        self.facts.append(
            Fact("mark", self._folded.stream, person, None, VERIFICATION, value, None, reason, basis, origin)
        )

    def void_answer(self) -> None:
        """Make an earlier answer void if the facts change what was compared.

        Said again where it is void already: were the change that made it so taken back, this one would still stand.
        """
        compared = any(fact.kind == "set" and fact.dose is None and fact.field in COMPARED for fact in self.facts)
        now = self._folded.person.verification
        if compared and (now in ANSWERED or (now == "unverified" and self._was_answered())):
            self.mark("unverified", origin="rule")

    def _was_answered(self) -> bool:
        return any(
            event.header.kind == "mark"
            and event.header.person in self._folded.kin
            and event.body is not None
            and isinstance(event.body.value, dict)
            and event.body.value.get("status") in ANSWERED
            for event in self._read_events()
        )

    def _read_events(self) -> list[Event]:
        if self._events is None:
            self._events = self._desk.store.read_person_events(self._folded.person.id)
        return self._events

    def confirm(self, rule: str, dose: str | None, about: dict[str, Value], reason: str) -> None:
        """Confirm the values an issue rests on."""
        basis = self._find_basis("confirm", rule, dose)
        person = self._folded.person.id
        self.facts.append(Fact("confirm", self._folded.stream, person, dose, rule, about, None, reason, basis, "typed"))

    def find_dose(self, dose: str) -> str | None:
        """Give the id of a dose named by number or id; None for a number that isn't there. Raises UnknownDose."""
        doses = self._folded.person.doses
        if dose in {one.id for one in doses}:
            return dose
        if not dose.isdecimal() or not 1 <= int(dose) <= MOST_DOSES:
            raise UnknownDose(dose=dose)
        found = [one.id for one in doses if one.number == int(dose)]
        if len(found) > 1:
            raise UnknownDose(dose=dose)
        return found[0] if found else None

    def _read(self, name: str, dose: str | None) -> Value:
        if dose is None:
            value = getattr(self._folded.person, name)
            return asdict(value) if name == "guardian" and value is not None else value
        held = next((one for one in self._folded.person.doses if one.id == dose), Dose(dose))
        return getattr(held, name, None)

    def _read_raw(self, dose: str | None) -> Mapping[str, str]:
        if dose is None:
            return self._folded.person.raw
        return next((one.raw for one in self._folded.person.doses if one.id == dose), {})

    def _find_basis(self, kind: str, name: str, dose: str | None) -> tuple[str, ...]:
        """Give what the register holds and nothing replaced yet, or the rows where no hand has written."""
        events = self._read_events()
        same_kind = {"set", "mark"} if kind != "confirm" else {"confirm"}
        said = [
            event
            for event in events
            if event.header.kind in same_kind
            and (event.header.field, event.header.dose) == (name, dose)
            and (dose is not None or event.header.person in self._folded.kin)
        ]
        if said or kind != "set":
            return find_basis(said)
        live = find_live(events)
        rows = [event for event in events if event.header.kind == "row"]
        return tuple(one.header.id for one in rows if one.header.person in self._folded.kin and one.header.id in live)


MOST_DOSES = 9
"""The highest number that a dose may bear."""
COMPARED = frozenset(name for name, field in PERSON_FIELDS.items() if field.identity)
"""What the police compare."""


def find_field(name: str, *, of_dose: bool) -> Field:
    """Give a field that can be set. Raises UnknownField."""
    fields = DOSE_FIELDS if of_dose else PERSON_FIELDS
    if name not in fields:
        raise UnknownField(field=name, fields=", ".join(fields))
    return fields[name]


def read_values(desk: Desk, field: Field, text: str) -> dict[str, Value]:
    """Read what was typed for a field, with what it says of others besides. Raises ValueRefused."""
    if not text.strip():
        return {field.key: None}
    reading = field.parse(text, desk.catalogues)
    if reading.value is None and (reading.raw is not None or not _says_none(field.key, text)):
        raise _REFUSALS.get(field.key, ValueRefused)(field.key)
    return {field.key: reading.value, **dict(reading.also)}


def _says_none(key: str, text: str) -> bool:
    """Tell whether a text says that there is none: "-" does of a phone. Nothing is emptied by accident.

    In a name it says nothing at all; x and 0, which in a list stand for what is given or absent, are no number.
    """
    said = tidy(text)
    if key in {"full_name", "guardian", "number"} or (key == "priority_group" and fold(said) in {"0", "x"}):
        return False
    return says_nothing(said)


_REFUSALS: Mapping[str, type[ValueRefused]] = {
    "birth_date": DayRefused,
    "date": DayRefused,
    "priority_group": GroupRefused,
    "number": NumberRefused,
}


def _is_open(folded: Folded, name: str, dose: str | None = None) -> bool:
    return any((one.field, one.dose) == (name, dose) for one in folded.conflicts)
