"""Class (c) of dispatch 2262: people whose data are right now and have to be typed into the portal one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from vaxdesk.desk.correcting import Editing
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import NotToReenter
from vaxdesk.exchange.rows import make_platform_row, why_not_writable
from vaxdesk.model.catalogue import PLATFORM_COLUMNS
from vaxdesk.model.display import Said, show_field
from vaxdesk.model.fields import DOSE_FIELDS, PERSON_FIELDS
from vaxdesk.model.handover import digest_row, explain_not_ready, find_delivery
from vaxdesk.model.message import Message
from vaxdesk.model.record import read_record
from vaxdesk.model.step import Changes, name_beside

_SEXES: Final = {0: "Nam", 1: "Nữ"}
"""What the portal's form calls what its workbook writes as 0 and 1."""


@dataclass(frozen=True, slots=True)
class EntryField:
    """A field of the portal's form: its key (``dose1.lot`` for a dose's), its name, what is to be typed.

    ``text`` is copied as it is; ``shown`` is the same for reading. ``listed`` is what the portal holds, as far as its
    list said it, where that differs.
    """

    key: str
    title: Message
    text: str
    shown: Said
    listed: Said | None


@dataclass(frozen=True, slots=True)
class EntryCard:
    """What is to be typed for one person, in the portal's order; ``row`` names this version of it."""

    person: str
    name: str | None
    row: str
    fields: tuple[EntryField, ...]


def list_to_reenter(desk: Desk) -> tuple[str, ...]:
    """Give who has to be typed into the portal and isn't yet, by name.

    These are ready to go up, had a well-formed number in the portal's list, and their name, birth date, sex or number
    is no longer what that said.
    """
    asking = desk.store.asking
    numbers = asking.list_to_type()
    ids = asking.find_ids(numbers)
    people = [ids[number] for number in numbers if number in ids]
    waiting = {one.record["id"] for one in _find_waiting(desk, people)}
    return tuple(person for person in people if person in waiting)


def read_card(desk: Desk, person: str) -> EntryCard:
    """Give what is to be typed for one person. Raises UnknownPerson, NotToReenter."""
    found = desk.find(person)
    waiting = next(_find_waiting(desk, [found]), None)
    if waiting is None or not desk.store.asking.is_to_type(found):
        raise NotToReenter(person=person)
    portal = desk.store.fold([found])[found].portal
    fields = tuple(_list_fields(desk, waiting.record, waiting.cells, portal))
    return EntryCard(found, waiting.record["full_name"], waiting.row, fields)


def mark_entered(desk: Desk, people: Sequence[str]) -> Changes:
    """Say that these people were typed into the portal: their row counts as accepted there. One step for all.

    The word travels to the station's other laptop, so that nobody types them again; an edit that changes the row makes
    it void, undo takes it back. Raises UnknownPerson, NotToReenter; then nobody is marked.
    """
    facts = []
    for person in dict.fromkeys(desk.find(person) for person in people):
        card = read_card(desk, person)
        editing = Editing(desk, desk.store.fold([person])[person])
        editing.say_beside("entered", "delivery", card.row)
        facts.extend(editing.facts)
    return desk.act(name_beside("entered"), facts)


class _Waiting(NamedTuple):
    """Somebody who is ready and not yet in the portal as they are now: record, cells of the row, its digest."""

    record: Mapping[str, Any]
    cells: tuple[str | int | None, ...]
    row: str


def _find_waiting(desk: Desk, people: Sequence[str]) -> Iterator[_Waiting]:
    issues, histories = desk.store.read_issues(people), desk.store.parcels.read_deliveries(people)
    catalogues = desk.catalogues
    for record in desk.store.read_records(people):
        person = read_record(record)
        if explain_not_ready(person, issues.get(person.id, ())) or why_not_writable(person, catalogues):
            continue
        cells = make_platform_row(person, catalogues)
        row = digest_row(cells)
        if find_delivery(histories.get(person.id, ()), row) != "accepted":
            yield _Waiting(record, cells, row)


def _list_fields(
    desk: Desk, record: Mapping[str, Any], cells: Sequence[str | int | None], portal: Sequence[Mapping[str, Any]]
) -> Iterator[EntryField]:
    for column, cell in zip(PLATFORM_COLUMNS, cells, strict=True):
        if cell is None or cell == "":
            continue
        key = column.key
        text = _SEXES[cell] if key == "sex" and isinstance(cell, int) else str(cell)
        value = record.get(key)
        shown = None if value is None else show_field(key, value, desk.catalogues)
        said = [one[key] for one in portal if key in one and one[key] != value] if value is not None else []
        listed = show_field(key, said[0], desk.catalogues) if said else None
        yield EntryField(key, _name_field(key), text, shown or text, listed)


def _name_field(key: str) -> Message:
    dose, _, name = key.partition(".")
    if name:
        number = int(dose.removeprefix("dose"))
        return Message("{field}, dose {number}", {"field": DOSE_FIELDS[name].title, "number": number})
    known = PERSON_FIELDS.get(key)
    return known.title if known is not None else _PLACES[key]


_PLACES: Final = {
    "commune_name": Message("Commune"),
    "district_name": Message("District"),
    "province_name": Message("Province"),
}
