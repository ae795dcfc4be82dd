"""By hand: new people, new doses, doses taken away or given to whom they belong. Each verb is one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from vaxdesk.desk.correcting import MOST_DOSES, Editing, find_field, read_values
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import DoseEmpty, NameMissing, NumberRefused, SamePerson, UnknownDose
from vaxdesk.model.event import person_id
from vaxdesk.model.fields import DOSE_FIELDS, PERSON_FIELDS
from vaxdesk.model.fold import REMOVED, Folded
from vaxdesk.model.person import Dose, Person, Value
from vaxdesk.model.step import ADD_DOSE, ADD_PERSON, MOVE_DOSE, REMOVE_DOSE, Changes, Fact
from vaxdesk.store import make_id

Texts = Mapping[str, str]
"""What was typed, by field."""


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody to be added: what was typed into each field, and for each dose."""

    values: Texts
    doses: Sequence[Texts] = field(default_factory=tuple)


def add_person(desk: Desk, values: Texts, doses: Sequence[Texts] = (), *, reason: str | None = None) -> Changes:
    """Add one person by hand; see :func:`add_people`. The new id is the first of ``Changes.people``."""
    return add_people(desk, [NewPerson(values, doses)], reason=reason)


def add_people(desk: Desk, people: Sequence[NewPerson], *, reason: str | None = None) -> Changes:
    """Add people by hand, one step for all of them. Texts are read as a list's cells are; an empty one says nothing.

    Raises UnknownField, ValueRefused, NameMissing; then nobody is added.
    """
    facts: list[Fact] = []
    for one in people:
        values = _read_all(desk, one.values)
        if not values.get("full_name"):
            raise NameMissing
        person = person_id(desk.stream, make_id())
        nobody = Folded(Person(person), desk.stream, (person,), streams={person: desk.stream}, kin=(person,))
        editing = Editing(desk, nobody)
        for name, value in values.items():
            editing.write(name, value, reason=reason)
        for dose in one.doses:
            editing.make_dose(_read_all(desk, dose, of_dose=True), reason=reason)
        facts.extend(editing.facts)
    return desk.act(ADD_PERSON, facts)


def _read_all(desk: Desk, texts: Texts, *, of_dose: bool = False) -> dict[str, Value]:
    """Read texts by field, in the order of the table; what two fields say of a third, the later one says."""
    for name in texts:
        find_field(name, of_dose=of_dose)
    values: dict[str, Value] = {}
    for name, known in (DOSE_FIELDS if of_dose else PERSON_FIELDS).items():
        if texts.get(name, "").strip():
            values.update(read_values(desk, known, texts[name]))
    return {name: value for name, value in values.items() if value is not None}


def read_dose(desk: Desk, texts: Texts) -> dict[str, Value]:
    """Read the fields of a new dose as they were typed. Raises UnknownField, ValueRefused, DoseEmpty."""
    values = _read_all(desk, texts, of_dose=True)
    if not values:
        raise DoseEmpty
    return values


def find_next_number(doses: Sequence[Dose]) -> int:
    """Give the number after the highest that somebody's doses bear."""
    return max((dose.number or 0 for dose in doses), default=0) + 1


def add_dose(desk: Desk, person: str, texts: Texts, *, reason: str | None = None) -> Changes:
    """Add a dose; without a number it is the one after the last.

    A number that another dose bears is taken as it is: the rules say that two bear it (``dose.same_number``).
    Raises UnknownPerson, UnknownField, ValueRefused, DoseEmpty.
    """
    found = desk.find(person)
    values = read_dose(desk, texts)
    folded = desk.store.fold([found])[found]
    editing = Editing(desk, folded)
    editing.make_dose({"number": find_next_number(folded.person.doses), **values}, reason=reason)
    return desk.act(ADD_DOSE, editing.facts)


def remove_dose(desk: Desk, person: str, dose: str, *, reason: str | None = None) -> Changes:
    """Take a dose away, named by its number where that is unique, else by its id; undo gives it back.

    Raises UnknownPerson, UnknownDose.
    """
    found = desk.find(person)
    folded = desk.store.fold([found])[found]
    editing = Editing(desk, folded)
    editing.write(REMOVED, value=True, dose=_find_there(editing, dose), reason=reason)
    return desk.act(REMOVE_DOSE, editing.facts)


def move_dose(
    desk: Desk, person: str, dose: str, to: str, *, number: int | None = None, reason: str | None = None
) -> Changes:
    """Give a dose to whom it belongs: removed here, made there, one step. ``number``: it bears another one there.

    What lists said of it stays with the row it stood in; the timelines of both people lead to each other.
    Raises UnknownPerson, UnknownDose, SamePerson, NumberRefused.
    """
    found, target = desk.find(person), desk.find(to)
    if number is not None and not 1 <= number <= MOST_DOSES:
        raise NumberRefused("number")
    if found == target:
        raise SamePerson
    both = desk.store.fold([found, target])
    here, there = Editing(desk, both[found]), Editing(desk, both[target])
    moved = _find_there(here, dose)
    known = next(one for one in both[found].person.doses if one.id == moved)
    values: dict[str, Value] = {name: getattr(known, name) for name in DOSE_FIELDS}
    if number is not None:
        values["number"] = number
    here.write(REMOVED, value=True, dose=moved, reason=reason)
    there.make_dose(values, reason=reason)
    return desk.act(MOVE_DOSE, [*here.facts, *there.facts])


def _find_there(editing: Editing, dose: str) -> str:
    found = editing.find_dose(dose)
    if found is None:
        raise UnknownDose(dose=dose)
    return found
