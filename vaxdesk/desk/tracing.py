"""Tracing somebody back to the lists: every row they were read from, cell by cell, as it stood there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vaxdesk.desk.desk import Desk
from vaxdesk.model.event import Event
from vaxdesk.model.fields import DOSE_FIELDS, PERSON_FIELDS
from vaxdesk.model.member import read_row
from vaxdesk.model.message import Message
from vaxdesk.model.registers import find_live
from vaxdesk.model.source import Source


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell: its column as Excel calls it, the column's header, the text, and which field it was taken for.

    ``header`` is empty where the column had none, or where the list was loaded before headers were kept.
    """

    column: str
    header: str
    text: str
    field: Message | None


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row as it stood in a list; not ``live``: its load was taken back."""

    source: Source
    live: bool
    cells: tuple[SourceCell, ...]


def read_source_rows(desk: Desk, person: str) -> tuple[SourceRow, ...]:
    """Give the rows somebody was read from, oldest load first; erased ones are left out. Raises UnknownPerson."""
    events = desk.store.read_person_events(desk.find(person))
    live = find_live(events)
    rows = [event for event in events if event.header.kind == "row" and read_row(event).get("cells") is not None]
    columns = _read_columns(desk, {read_row(row).get("list") for row in rows})
    return tuple(_make_row(row, columns, live=row.header.id in live) for row in rows)


Column = tuple[Any, Any, Any]
"""The fingerprint of a list, a sheet of it, a column of that."""


def _read_columns(desk: Desk, lists: set[Any]) -> Mapping[Column, tuple[str, str]]:
    """Give header and field of the columns of these lists."""
    found: dict[Column, tuple[str, str]] = {}
    for event, _ in desk.store.read_lists():
        said = event.body.value if event.body is not None else None
        if isinstance(said, dict) and said.get("fingerprint") in lists:
            columns: Any = said.get("columns", [])
            for sheet, column, header, field in columns:
                found[said["fingerprint"], sheet, column] = (header, field)
    return found


def _make_row(row: Event, columns: Mapping[Column, tuple[str, str]], *, live: bool) -> SourceRow:
    said = read_row(row)
    source = Source(row.header.step, said.get("file", ""), said.get("sheet"), said.get("row", 0))
    cells = []
    for column, text in sorted(said["cells"].items(), key=lambda cell: (len(cell[0]), cell[0])):
        header, field = columns.get((said.get("list"), said.get("sheet") or "", column), ("", ""))
        cells.append(SourceCell(column, header, text, _name_field(field) if field else None))
    return SourceRow(source, live, tuple(cells))


def _name_field(key: str) -> Message | None:
    """Name what a column was taken for; a part of a date or of a name has no name of its own."""
    dose, _, name = key.rpartition(".")
    if not dose:
        return PERSON_FIELDS[key].title if key in PERSON_FIELDS else None
    if name not in DOSE_FIELDS:
        return None
    number = dose.removeprefix("dose")
    title = DOSE_FIELDS[name].title
    return Message("{field}, dose {number}", {"field": title, "number": int(number)}) if number.isdecimal() else title
