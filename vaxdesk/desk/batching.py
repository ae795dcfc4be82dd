"""Many changes at once: one field of a selection, a pasted block, a session's doses. Shown exactly, then one step.

A plan is worked out twice, by the same code: once to show every change, once to make them. The fingerprint of what was
shown is asked for again; where anything is different by then, nothing is done.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from vaxdesk.desk.adding import Texts, find_next_number, read_dose
from vaxdesk.desk.correcting import Editing, find_field, read_values
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import (
    DoseEmpty,
    DoseThere,
    PreviewOutdated,
    UnknownDose,
    UnknownField,
    UnknownPerson,
    ValueRefused,
)
from vaxdesk.desk.journaling import Change
from vaxdesk.errors import VaxDeskError
from vaxdesk.model.display import show_field, write_field
from vaxdesk.model.event import write_canonical
from vaxdesk.model.fields import DOSE_FIELDS, PERSON_FIELDS
from vaxdesk.model.fold import VERIFICATION, Folded
from vaxdesk.model.message import Message
from vaxdesk.model.person import Value
from vaxdesk.model.record import write_record
from vaxdesk.model.step import ADD_DOSE, SEVERAL, Changes, Fact


@dataclass(frozen=True, slots=True)
class Cell:
    """A text to be put into a field of a person, or of a dose named by number or id; empty text empties it.

    ``makes``: a number that isn't there makes the dose, as setting a single field does. Without it, it is refused.
    """

    person: str
    field: str
    text: str
    dose: str | None = None
    makes: bool = False


@dataclass(frozen=True, slots=True)
class NewDose:
    """A dose to be added, as typed by field. Without a number it is the one after the last of that person."""

    person: str
    texts: Texts


Plan = Sequence[Cell | NewDose]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A part of a plan that can't be done, and why: its place in the plan, counted from 0, whose it is."""

    place: int
    person: str
    name: str | None
    why: VaxDeskError


@dataclass(frozen=True, slots=True)
class Preview:
    """What a plan would do: every change of ``people`` people, in the plan's order; what is refused.

    A new dose has no id yet: its changes bear ``new:NUMBER``. What is the same already is no change. ``fingerprint``
    names all of it.
    """

    label: Message
    changes: tuple[Change, ...]
    refused: tuple[Refusal, ...]
    people: int
    fingerprint: str


def plan_field(people: Iterable[str], key: str, text: str, *, dose: str | None = None) -> tuple[Cell, ...]:
    """Plan one text for a field of all these people, or of their doses of a number."""
    return tuple(Cell(person, key, text, dose) for person in people)


def plan_doses(people: Iterable[str], texts: Texts) -> tuple[NewDose, ...]:
    """Plan the doses of a session: many people, same vaccine, lot, day, site."""
    return tuple(NewDose(person, texts) for person in people)


def preview(desk: Desk, plan: Plan) -> Preview:
    """Work out what a plan would do and change nothing."""
    return _work_out(desk, plan).preview


def carry_out(desk: Desk, plan: Plan, *, expected: str | None = None, reason: str | None = None) -> Changes:
    """Do what a plan says, one step; what is refused of it is left out.

    ``expected`` is the fingerprint of the preview somebody looked at: raises PreviewOutdated where it would do anything
    else now. Without it, everything has to be possible: raises the first refusal.
    """
    worked = _work_out(desk, plan, reason)
    if expected is not None and expected != worked.preview.fingerprint:
        raise PreviewOutdated(count=len(worked.preview.changes))
    if expected is None and worked.preview.refused:
        raise worked.preview.refused[0].why
    return desk.act(worked.preview.label, worked.facts)


def copy_cells(desk: Desk, people: Sequence[str], keys: Sequence[str]) -> list[list[str]]:
    """Give people's fields as texts, row by row, that read back as the same values when they are pasted.

    A key is a person's field, or ``NUMBER.FIELD`` for the dose of that number. Who is no longer there is left out.
    """
    records = {record["id"]: record for record in desk.store.read_records(people)}
    return [[_copy(desk, records[person], key) for key in keys] for person in people if person in records]


def _copy(desk: Desk, record: Mapping[str, Value], key: str) -> str:
    number, _, name = key.rpartition(".")
    if not number:
        return write_field(name, record.get(name), desk.catalogues)
    doses = record["doses"]
    found = [one for one in doses if isinstance(one, dict) and str(one["number"]) == number] if doses else []  # type: ignore[union-attr]
    return write_field(name, found[0].get(name), desk.catalogues) if len(found) == 1 else ""


@dataclass(slots=True)
class _Worked:
    preview: Preview
    facts: list[Fact]


@dataclass(slots=True)
class _One:
    """The part of a plan that is about one person, in the making. ``made`` are the new doses' values by number."""

    folded: Folded
    editing: Editing
    made: dict[int, dict[str, Value]] = field(default_factory=dict)


def _work_out(desk: Desk, plan: Plan, reason: str | None = None) -> _Worked:
    people, refused = _find_people(desk, plan)
    for place, part in enumerate(plan):
        one = people.get(part.person)
        if one is None:
            continue
        try:
            if isinstance(part, NewDose):
                _add_dose(desk, one, part)
            else:
                _put(desk, one, part, reason)
        except (UnknownField, UnknownDose, ValueRefused, DoseThere, DoseEmpty) as error:
            refused.append(Refusal(place, one.folded.person.id, one.folded.person.full_name, error))
    facts: list[Fact] = []
    changes: list[Change] = []
    said: list[Value] = []
    for one in {id(one): one for one in people.values()}.values():
        known = len(one.editing.facts)
        one.editing.void_answer()
        for number, values in one.made.items():
            one.editing.make_dose({"number": number, **values}, reason=reason)
        _tell(desk, one, known, changes, said)
        facts.extend(one.editing.facts)
    refused.sort(key=lambda refusal: refusal.place)
    said.append([[one.place, one.why.code] for one in refused])
    fingerprint = hashlib.sha256(write_canonical(said)).hexdigest()[:32]
    count = len({change.person for change in changes})
    shown = Preview(_name(plan), tuple(changes), tuple(refused), count, fingerprint)
    return _Worked(shown, facts)


def _find_people(desk: Desk, plan: Plan) -> tuple[dict[str, _One], list[Refusal]]:
    """Give the people of a plan by the ids it names them with; one who is named twice is one."""
    named = dict.fromkeys(part.person for part in plan)
    known = desk.store.find_known(named)
    folded = desk.store.fold(dict.fromkeys(known.values()))
    made = {person: _One(one, Editing(desk, one)) for person, one in folded.items()}
    people = {person: made[known[person]] for person in named if known.get(person) in made}
    refused = [
        Refusal(place, part.person, None, UnknownPerson(person=part.person))
        for place, part in enumerate(plan)
        if part.person not in people
    ]
    return people, refused


def _put(desk: Desk, one: _One, cell: Cell, reason: str | None) -> None:
    known = find_field(cell.field, of_dose=cell.dose is not None)
    values = read_values(desk, known, cell.text)
    dose = None
    if cell.dose is not None:
        dose = one.editing.find_dose(cell.dose)
        if dose is None and not cell.makes:
            raise UnknownDose(dose=cell.dose)
        if dose is None:
            one.made.setdefault(int(cell.dose), {}).update(values)
            return
    for name, value in values.items():
        one.editing.write(name, value, dose=dose, reason=reason)


def _add_dose(desk: Desk, one: _One, part: NewDose) -> None:
    values = read_dose(desk, part.texts)
    doses = one.folded.person.doses
    number = values.get("number", find_next_number(doses))
    there = {dose.number for dose in doses} | set(one.made)
    if not isinstance(number, int) or number in there:
        raise DoseThere(number=str(number))
    one.made[number] = values


def _tell(desk: Desk, one: _One, known: int, changes: list[Change], said: list[Value]) -> None:
    """Tell every change of one person, and note what the fingerprint is made of."""
    person = one.folded.person
    record = write_record(person)
    doses = {dose["id"]: dose for dose in record["doses"]}
    of_made = {fact.dose: fact.value for fact in one.editing.facts[known:] if fact.field == "number"}
    for fact in one.editing.facts:
        key = fact.field or ""
        dose = fact.dose
        if dose in of_made:
            dose, before = f"new:{of_made[dose]}", None
        else:
            before = (record if dose is None else doses.get(dose, {})).get(key)
        now = fact.value
        if key == VERIFICATION and isinstance(now, dict):
            title, now = Message("Verification"), now["status"]
        else:
            title = (PERSON_FIELDS if dose is None else DOSE_FIELDS)[key].title
        old, new = (show_field(key, value, desk.catalogues) for value in (before, now))
        changes.append(Change(person.id, person.full_name, key, dose, title, old, new))
        said.append([person.id, dose, key, before, now])


def _name(plan: Plan) -> Message:
    keys = {part.field for part in plan if isinstance(part, Cell)}
    if not keys:
        return ADD_DOSE
    if len(keys) > 1:
        return SEVERAL
    key = keys.pop()
    fields = PERSON_FIELDS if any(isinstance(part, Cell) and part.dose is None for part in plan) else DOSE_FIELDS
    return Message("Correct {field}", {"field": fields[key].title if key in fields else key})
