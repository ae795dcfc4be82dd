"""Rereading: cells as they will be read, old letters before and after, and what somebody said of either."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple

from vaxdesk.intake.draft import Draft, ListHead, SheetReading, mapping_of
from vaxdesk.intake.evidence import decode_columns
from vaxdesk.intake.headers import SHARED, split_dose_field
from vaxdesk.intake.legacy import list_encodings
from vaxdesk.model.catalogue import Catalogues
from vaxdesk.model.display import write_field
from vaxdesk.model.fields import DOSE_FIELDS, PERSON_FIELDS
from vaxdesk.model.person import Value

Column = tuple[str, str]
"""A column of a file: the sheet's name ("" in a text file) and the letters above it."""
Answers = Mapping[Column, str | None]
"""What somebody said that columns hold; None: not used."""
Encodings = Mapping[Column, str | None]
"""In which old encoding somebody said that columns are; None: in none, they are right as they stand."""

_NOTHING: Final[Encodings] = {}
_AS_WRITTEN: Final = frozenset({"address", "note", "workplace", "occupation", "guardian", "ethnicity"})
"""Fields whose cell is shown as a whole: parts of it may go into other fields."""
_LONGEST_DAY: Final = 19
"""Letters of a cell that holds one day; what is longer may hold several."""


class Cell(NamedTuple):
    """A cell as it will be read. ``mended``: its content was repaired; ``unread``: it can't be understood."""

    text: str
    state: Literal["plain", "mended", "unread"] = "plain"


@dataclass(frozen=True, slots=True)
class Turned:
    """A column whose old encoding was turned into Unicode, with texts of it before and after."""

    column: str
    encoding: str
    examples: tuple[tuple[str, str], ...]


def read_cells(
    sheet: SheetReading, drafts: Sequence[Draft], catalogues: Catalogues
) -> tuple[list[dict[str, Cell]], tuple[Turned, ...]]:
    """Give for each row its cells as they will be read, by column letters, and the columns that were turned."""
    names = {at: one.encoding for at, one in enumerate(sheet.columns) if one.encoding}
    raw = [[draft.cells.get(one.column, "") for one in sheet.columns] for draft in drafts]
    plain, told = decode_columns(raw, names)
    rows = [
        {
            one.column: _read_cell(draft, one.field, unicodedata.normalize("NFC", text), catalogues)
            for one, text in zip(sheet.columns, texts, strict=True)
            if text
        }
        for draft, texts in zip(drafts, plain, strict=True)
    ]
    turned = tuple(
        Turned(one.column, one.encoding, told[at].examples)
        for at, one in enumerate(sheet.columns)
        if one.encoding and at in told
    )
    return rows, turned


def _read_cell(draft: Draft, field: str | None, text: str, catalogues: Catalogues) -> Cell:
    """Give what a cell of a column of that field says; where the row's value doesn't tell, its text."""
    value, raw = _find_value(draft, field) if field is not None and field not in _AS_WRITTEN else (None, None)
    if value is None or field is None:
        return Cell(text, "plain" if raw is None else "unread")
    key = field.rpartition(".")[2]
    if key == "date" and len(text) > _LONGEST_DAY:
        return Cell(text)
    return Cell(write_field(key, value, catalogues), "plain" if raw is None else "mended")


def _find_value(draft: Draft, field: str) -> tuple[Value, str | None]:
    """Give what was understood of a field, and the text that is kept because it wasn't or was repaired."""
    if field in PERSON_FIELDS:
        return draft.values.get(field), draft.raw.get(field)
    number, part = split_dose_field(field) or (None, SHARED.get(field, ""))
    for dose in draft.doses if part in DOSE_FIELDS else ():
        if not number or dose.values.get("number") == number:
            return dose.values.get(part), dose.raw.get(part)
    return None, None


class Letters(NamedTuple):
    """The most telling text of a column, and what the old encodings that change it make of it, by their names."""

    text: str
    made: tuple[tuple[str, str], ...]


def offer_encodings(texts: Iterable[str]) -> Letters:
    """Give what the old encodings would make of a column."""
    said = sorted(filter(None, texts), key=lambda text: (not text.isascii(), len(text)))
    text = said[-1] if said else ""
    made = ((name, encoding.decode(text)) for name, encoding in list_encodings().items())
    return Letters(text, tuple((name, turned) for name, turned in made if turned != text))


def make_mapping(head: ListHead, answers: Answers, encodings: Encodings = _NOTHING) -> dict[str, Any] | None:
    """Give the mapping of a file as it was understood, with what somebody said of columns; None where nothing was said.

    A field is one column's in a list: what was said takes it away from the column that had it.
    """
    return _map_all(head, answers, encodings) if answers or encodings else None


def _map_all(head: ListHead, answers: Answers, encodings: Encodings) -> dict[str, Any]:
    mapping: dict[str, Any] = mapping_of(head)
    lists = {sheet.sheet or "": _list_columns(sheet) for sheet in head.sheets}
    said_of_all = {
        (sheet, twin): said for (sheet, column), said in answers.items() for twin in _find_twins(lists[sheet], column)
    }
    for (sheet, column), said in said_of_all.items():
        columns = mapping[sheet]["columns"]
        beside = next((one for one in lists[sheet] if column in one), lists[sheet][0])
        for other in beside:
            if said is not None and columns[other] == said and (sheet, other) not in said_of_all:
                columns[other] = None
        columns[column] = said
    for sheet, told in _merge_encodings(head, encodings).items():
        mapping[sheet]["encoding"] = told
    return mapping


def _list_columns(sheet: SheetReading) -> list[list[str]]:
    """Give the letters of the columns of each list on a sheet; most sheets hold one."""
    return [[one.column for one in columns] for columns in sheet.parts().values()]


def _find_twins(lists: Sequence[Sequence[str]], column: str) -> list[str]:
    """Give a column and those that have its place in lists beside its own: what is said of one holds for all."""
    place = next((one.index(column) for one in lists if column in one), None)
    return [column] if place is None else [one[place] for one in lists if place < len(one)]


def leave_columns_open(head: ListHead, encodings: Encodings) -> dict[str, Any]:
    """Give the mapping that tells encodings alone: in other letters a header that nobody knew may be a known one."""
    return {sheet: {"encoding": told} for sheet, told in _merge_encodings(head, encodings).items()}


def _merge_encodings(head: ListHead, encodings: Encodings) -> dict[str, dict[str, str]]:
    """Give the encodings of the columns, as found or as said, of every sheet of which something was said."""
    merged = {}
    for sheet in head.sheets:
        name = sheet.sheet or ""
        said = {column: encoding for (of, column), encoding in encodings.items() if of == name}
        if said:
            found = {one.column: one.encoding for one in sheet.columns}
            merged[name] = {column: one for column, one in (found | said).items() if one}
    return merged


def add_answer(
    answers: Answers, column: Column, said: str | None, head: ListHead | None = None
) -> dict[Column, str | None]:
    """Give the answers with one more, said of the twins of a column in lists beside its own, too, if ``head`` is given.

    A column of the sheet that was said to hold the same holds nothing any more.
    """
    name, letters = column
    sheet = next((one for one in (head.sheets if head is not None else ()) if (one.sheet or "") == name), None)
    twins = [column] if sheet is None else [(name, twin) for twin in _find_twins(_list_columns(sheet), letters)]
    kept = {
        other: None if said is not None and other[0] == name and held == said else held
        for other, held in answers.items()
        if other not in twins
    }
    return {**kept, **dict.fromkeys(twins, said)}


def find_fields(head: ListHead, answers: Answers) -> dict[Column, str | None]:
    """Give what each column is taken for now."""
    mapping = _map_all(head, answers, _NOTHING)
    return {(sheet, column): held for sheet, said in mapping.items() for column, held in said["columns"].items()}
