"""Recounting: a person's timeline in words: who, when, from what to what, why, from which list, undone by whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from vaxdesk.desk.desk import Desk
from vaxdesk.desk.looking import read_history, read_person_on, tell_clock
from vaxdesk.model.complaint import OUTCOMES, REFUSALS
from vaxdesk.model.display import Said, show_field
from vaxdesk.model.event import Event, name_id
from vaxdesk.model.fields import DOSE_FIELDS, PERSON_FIELDS
from vaxdesk.model.fold import REMOVED
from vaxdesk.model.message import Message
from vaxdesk.model.registers import find_live
from vaxdesk.model.source import Source
from vaxdesk.model.step import ADD_DOSE, ADD_PERSON, name_beside
from vaxdesk.model.verification import REASONS, STATES

Known = tuple[tuple[Message, Said], ...]
"""(What, how it stood) of every field that was known."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of a person's timeline: when (ISO 8601, local), who, what, from what to what; ``live``: it stands.

    ``place`` is the row that was read, ``reason`` what was written beside it. ``other`` is the person that the line
    leads to: joined with, moved to or from. ``undone`` tells who took it back and when.
    """

    event: str
    step: str
    at: str
    user: str
    label: Message
    old: Said | None
    new: Said | None
    reason: Said | None
    origin: str
    live: bool
    dose: str | None
    field: str | None
    place: Source | None
    other: str | None = None
    undone: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class _Told:
    """What a line says: its label, from what to what, and whom it leads to."""

    label: Message
    old: Said | None = None
    new: Said | None = None
    other: str | None = None


def read_timeline(desk: Desk, person: str) -> tuple[Moment, ...]:
    """Give all that was ever said of a person, oldest first. Raises UnknownPerson."""
    lines = list(read_history(desk, person))
    undone = _find_undone(desk.store.read_person_events(desk.find(person))) if _has_taken_back(lines) else {}
    recounting = _Recounting(desk)
    return tuple(_make_moment(recounting, line, undone) for line in lines)


def read_on(desk: Desk, person: str, day: date) -> Known | None:
    """Give (what, how it stood) of every field that was known of a person at the end of a day, doses by their number.

    None where nobody knew the person yet. Raises UnknownPerson.
    """
    record = read_person_on(desk, person, day)
    if record is None:
        return None
    told = [(field.title, show_field(key, record[key], desk.catalogues)) for key, field in PERSON_FIELDS.items()]
    told.append((Message("Verification"), STATES[record["verification"]]))
    for dose in record["doses"]:
        for key, field in DOSE_FIELDS.items():
            if key != "number":
                told.append(
                    (_name_dose_field(field.title, dose["number"]), show_field(key, dose[key], desk.catalogues))
                )
    return tuple((title, shown) for title, shown in told if shown is not None)


def _has_taken_back(lines: Sequence[Mapping[str, Any]]) -> bool:
    return any(not line["live"] for line in lines)


def _find_undone(events: Sequence[Event]) -> dict[str, tuple[str, str]]:
    """Give who took back which steps and events, and when: the last live word counts."""
    live = find_live(events)
    return {
        target: (event.header.user, tell_clock(event.header.clock))
        for event in events
        if event.header.kind == "retract" and event.header.id in live
        for target in event.header.basis
    }


def _make_moment(recounting: _Recounting, line: Mapping[str, Any], undone: Mapping[str, tuple[str, str]]) -> Moment:
    told = recounting.tell(line)
    said = line["new"]
    place = None
    if line["kind"] == "row" and isinstance(said, dict):
        place = Source(line["step"], said.get("file", ""), said.get("sheet"), said.get("row", 0))
    because = said.get("because") if line["kind"] == "complaint" and isinstance(said, dict) else None
    return Moment(
        line["id"], line["step"], line["at"], line["user"], told.label, told.old, told.new,
        REFUSALS.get(because or "") or tell_reason(line["reason"]), line["origin"], line["live"],
        line["dose"], line["field"], place, told.other,
        None if line["live"] else undone.get(line["id"]) or undone.get(line["step"]),
    )  # fmt: skip


class _Recounting:
    """Tells the lines of one person, oldest first, and knows of each dose which number it bears by then."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._numbers: dict[str, Any] = {}
        self._titles = {code.code: code.title for code in desk.engine.codes}

    def tell(self, line: Mapping[str, Any]) -> _Told:
        """Tell one line."""
        kind, new = line["kind"], line["new"]
        if kind == "row" and isinstance(new, dict):
            return self._tell_row(line, new)
        if kind == "set":
            return self._tell_set(line)
        if kind == "mark":
            return _Told(Message("Mark"), STATES.get(line["old"] or "unverified"), STATES.get(new))
        if kind == "pair":
            return _Told(_name_pair(self._desk, line), other=line["field"])
        if kind == "confirm":
            title = self._titles.get(line["field"]) or line["field"]
            return _Told(Message("Confirm as right: {issue}", {"issue": title}))
        return _tell_beside(line)

    def _tell_row(self, line: Mapping[str, Any], said: Mapping[str, Any]) -> _Told:
        for place, dose in enumerate(said["doses"], start=1):
            self._numbers[name_id(line["person"], str(place))] = dose["values"].get("number")
        parts = [str(part) for part in (said.get("sheet"), said.get("row", 0)) if part is not None]
        return _Told(Message("List {file}, {place}", {"file": said.get("file", ""), "place": "!".join(parts)}))

    def _tell_set(self, line: Mapping[str, Any]) -> _Told:
        key, dose = line["field"] or "", line["dose"]
        if dose is not None and key == REMOVED:
            return self._tell_removed(line)
        old, new = (show_field(key, line[name], self._desk.catalogues) for name in ("old", "new"))
        number = self._numbers.get(dose)
        if dose is not None and key == "number":
            self._numbers[dose] = line["new"]
            if not line["basis"]:
                return self._tell_made(line, new)
        if dose is None and key == "full_name" and not line["basis"]:
            return _Told(ADD_PERSON, old, new)
        known = (PERSON_FIELDS if dose is None else DOSE_FIELDS).get(key)
        title = Message(key) if known is None else known.title
        field = title if dose is None else _name_dose_field(title, number)
        return _Told(Message("Correct {field}", {"field": field}), old, new)

    def _tell_removed(self, line: Mapping[str, Any]) -> _Told:
        number = str(self._numbers.get(line["dose"]) or "?")
        other = self._find_other(line, made=True)
        if other is not None:
            name = read_name(self._desk, other) or other
            return _Told(Message("Dose {number} moved to {person}", {"number": number, "person": name}), other=other)
        said = {"number": number}
        return _Told(
            Message("Dose {number} taken away", said) if line["new"] else Message("Dose {number} put back", said)
        )

    def _tell_made(self, line: Mapping[str, Any], number: Said | None) -> _Told:
        other = self._find_other(line, made=False)
        if other is None:
            return _Told(ADD_DOSE, new=number)
        said = {"number": str(line["new"]), "person": read_name(self._desk, other) or other}
        return _Told(Message("Dose {number} moved here from {person}", said), other=other)

    def _find_other(self, line: Mapping[str, Any], *, made: bool) -> str | None:
        """Give whom the same step gave a dose, or took one from: a move is one step of two acts."""
        for event in self._desk.store.read_events("step = ? AND kind = 'set'", (line["step"],)):
            header = event.header
            is_made = header.field == "number" and not header.basis
            if header.person != line["person"] and (is_made if made else header.field == REMOVED):
                return header.person
        return None


def _name_dose_field(title: Message, number: object) -> Message:
    return Message("{field}, dose {number}", {"field": title, "number": str(number or "?")})


def _tell_beside(line: Mapping[str, Any]) -> _Told:
    kind, new = line["kind"], line["new"]
    if kind == "flag":
        return _Told(name_beside(kind), line["old"], new)
    if kind == "complaint" and isinstance(new, dict):
        outcome = OUTCOMES.get(new.get("outcome") or "")
        if outcome is None:
            return _Told(name_beside(kind), new=new.get("said"))
        return _Told(Message("Citizen's report answered"), new.get("said"), outcome)
    return _Told(name_beside(kind) if kind == "entered" else _LABELS.get(kind, Message("Mark")))


_LABELS: Final[Mapping[str, Message]] = {
    "erase": Message("Erase"),
    "row": Message("A row of a list, erased since"),
}


def _name_pair(desk: Desk, line: Mapping[str, Any]) -> Message:
    same = line["new"] in {"same", "keeps"}
    if same and desk.store.find_person(line["field"]) == desk.store.find_person(line["person"]):
        return Message("Known to be the same person as in another record")
    other = read_name(desk, line["field"]) or line["field"]
    if same:
        return Message("Same person as {person}", {"person": other})
    return Message("Not the same person as {person}", {"person": other})


def read_name(desk: Desk, person: str) -> str | None:
    """Give what somebody is called today, also under an id that was joined to another."""
    found = desk.store.find_person(person)
    names: Sequence[str | None] = [one["full_name"] for one in desk.store.read_records([found])] if found else ()
    return next(iter(names), None)


def tell_reason(said: str | None) -> Said | None:
    """Give a reason in words: one of the known ones, with what somebody wrote beside it."""
    if said is None or said in REASONS:
        return None if said is None else REASONS[said]
    because, _, rest = said.partition(": ")
    if because in REASONS and rest:
        return Message("{because}: {reason}", {"because": REASONS[because], "reason": rest})
    return said
