"""A mapping from outside: what ``load --dry-run`` prints, handed back with its columns put right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vaxdesk.intake.errors import MappingWrong
from vaxdesk.intake.evidence import LOST
from vaxdesk.intake.headers import is_field
from vaxdesk.intake.legacy import list_encodings
from vaxdesk.intake.sheet import Sheet, name_column

_DEEPEST: Final = 4
"""Rows of one header at most."""


@dataclass(frozen=True, slots=True)
class ToldColumns:
    """What a mapping says of a sheet's columns: header rows (counted from 0), field or None by column."""

    rows: tuple[int, ...]
    fields: Mapping[int, str | None]

    def between(self, start: int, end: int | None) -> ToldColumns:
        """Give what is said of the columns from one up to another."""
        return ToldColumns(
            self.rows, {at: field for at, field in self.fields.items() if at >= start and (end is None or at < end)}
        )

    @property
    def repeated(self) -> tuple[int, str] | None:
        """The first column whose field another one has."""
        given: set[str] = set()
        for at, field in self.fields.items():
            if field in given:
                return at, field
            if field is not None:
                given.add(field)
        return None

    def check(self, file: str, sheet: str | None) -> None:
        """Raise :class:`MappingWrong` where a field is given to two columns: only lists side by side may say so."""
        if self.repeated is not None:
            at, field = self.repeated
            raise MappingWrong(file=file, name=f"{sheet or ''} {name_column(at)}: {field}")


@dataclass(frozen=True, slots=True)
class Told:
    """What a mapping says of one sheet: its encodings by column; ``columns`` None: they are found as without it."""

    encodings: Mapping[int, str]
    columns: ToldColumns | None


def read_mapping(mapping: object, sheets: Sequence[Sheet], file: str) -> dict[str, Told]:
    """Read a mapping as :func:`vaxdesk.intake.draft.mapping_of` gives it, by name of sheet ("" in a text file).

    Raises :class:`MappingWrong` naming the first thing that fits neither the file nor the fields.
    """
    if not isinstance(mapping, Mapping):
        raise MappingWrong(file=file, name="{}")
    by_name = {sheet.name or "": sheet for sheet in sheets}
    told = {}
    for name, said in mapping.items():
        sheet = by_name.get(name) if isinstance(name, str) else None
        if sheet is None or not isinstance(said, Mapping) or set(said) - {"header_rows", "columns", "encoding"}:
            raise MappingWrong(file=file, name=str(name))
        encodings, columns = _read_told_encodings(said.get("encoding", {}), sheet, file), None
        # Whoever says what the columns are says where they begin, and the other way round.
        if said.keys() != {"encoding"}:
            rows = _read_told_rows(said.get("header_rows"), sheet, file)
            columns = ToldColumns(rows, _read_told_columns(said.get("columns"), sheet, file))
        told[name] = Told(encodings, columns)
    return told


def _read_told_rows(said: object, sheet: Sheet, file: str) -> tuple[int, ...]:
    right = isinstance(said, list) and len(said) <= _DEEPEST and all(type(row) is int for row in said)
    if not isinstance(said, list) or not right or not all(1 <= row <= len(sheet.rows) for row in said):
        raise MappingWrong(file=file, name=f"{sheet.name or ''} header_rows {said}")
    rows = tuple(row - 1 for row in said)
    if rows and rows != tuple(range(rows[0], rows[0] + len(rows))):
        raise MappingWrong(file=file, name=f"{sheet.name or ''} header_rows {said}")
    return rows


def _read_told_encodings(said: object, sheet: Sheet, file: str) -> dict[int, str]:
    if not isinstance(said, Mapping):
        raise MappingWrong(file=file, name=f"{sheet.name or ''} encoding")
    width = max(map(len, sheet.rows), default=0)
    places = {name_column(at): at for at in range(width)}
    encodings = {}
    for letters, name in said.items():
        at = places.get(letters) if isinstance(letters, str) else None
        if at is None or name not in {*list_encodings(), LOST}:
            raise MappingWrong(file=file, name=f"{sheet.name or ''} {letters}: {name}")
        encodings[at] = str(name)
    return encodings


def _read_told_columns(said: object, sheet: Sheet, file: str) -> dict[int, str | None]:
    if not isinstance(said, Mapping):
        raise MappingWrong(file=file, name=f"{sheet.name or ''} columns")
    width = max(map(len, sheet.rows), default=0)
    places = {name_column(at): at for at in range(width)}
    columns: dict[int, str | None] = {}
    for letters, field in said.items():
        at = places.get(letters) if isinstance(letters, str) else None
        known = field is None or (isinstance(field, str) and is_field(field))
        if at is None or not known:
            raise MappingWrong(file=file, name=f"{sheet.name or ''} {letters}: {field}")
        columns[at] = field
    return columns
