"""Lists side by side on one sheet, as people print them to save paper: the same header again to the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from vaxdesk.intake.draft import ColumnReading, SetAside
from vaxdesk.intake.layout import Header, find_header, join_rows
from vaxdesk.intake.mapping import Mapped
from vaxdesk.intake.sheet import Sheet, name_column
from vaxdesk.model.catalogue import Catalogues
from vaxdesk.model.text import header_key

_SEARCHED: Final = 100
_LEAST: Final = 3
"""Columns of a list at least."""
_MOST: Final = 6
"""Lists side by side at most."""
_NAMES: Final = frozenset({"full_name", "surname_middle"})


@dataclass(frozen=True, slots=True)
class Beside:
    """Lists side by side: the rows of their header and the first column of each, all counted from 0."""

    rows: tuple[int, ...]
    starts: tuple[int, ...]

    def range(self, place: int) -> tuple[int, int | None]:
        """Give the columns of one of them: the first, and the one behind the last, None for no end."""
        return (self.starts[place] if place else 0), (*self.starts, None)[place + 1]


def find_beside(sheet: Sheet, catalogues: Catalogues, rows: Sequence[int] | None = None) -> Beside | None:
    """Find the lists of a sheet where several stand side by side; None where one does.

    ``rows`` are those of the header where somebody named them. Each list has the header of the first, column by
    column (the last columns may lack), and begins with the numbers of its rows or behind a blank column: what is
    headed alike without that may be a child and its parent.
    """
    if rows is None and any(map(_is_repeated, sheet.rows[:_SEARCHED])):
        header = find_header(sheet, catalogues)
        rows = () if header is None else header.rows
    if not rows:
        return None
    paths = {at: tuple(map(header_key, path)) for at, path in join_rows(sheet, *rows).items()}
    first = paths.get(min(paths, default=0))
    starts = [at for at in sorted(paths) if paths[at] == first]
    if not 1 < len(starts) <= _MOST:
        return None
    lists = [
        {at - start: path for at, path in paths.items() if start <= at < end}
        for start, end in zip(starts, [*starts[1:], max(paths) + 1], strict=True)
    ]
    if not all(_is_copy(one, lists[0]) for one in lists):
        return None
    if not any(_means(path[-1], _NAMES, catalogues) for path in lists[-1].values()):
        return None
    numbered = _means(paths[starts[0]][-1], frozenset({"row_no"}), catalogues)
    is_parted = numbered or all(_is_blank(sheet.rows[rows[0] :], at - 1) for at in starts[1:])
    return Beside(tuple(rows), tuple(starts)) if is_parted else None


def _is_repeated(row: Sequence[str]) -> bool:
    """Tell quickly whether a row may hold everything twice; the second list may lack a column or two."""
    cells = [cell.strip().casefold() for cell in row if cell]
    return len(cells) >= 2 * _LEAST and len(set(cells)) * 2 <= len(cells) + 2


def _is_copy(one: Mapping[int, object], first: Mapping[int, object]) -> bool:
    return len(one) >= _LEAST and one == {at: path for at, path in first.items() if at <= max(one)}


def _means(key: str, fields: frozenset[str], catalogues: Catalogues) -> bool:
    return any(name.field in fields for name in catalogues.headers.get(key, ()))


def _is_blank(rows: Sequence[Sequence[str]], at: int) -> bool:
    return not any(at < len(row) and row[at] for row in rows)


def cut_rows(sheet: Sheet, beside: Beside, place: int) -> list[list[str]]:
    """Give the rows of one of several lists side by side, every cell in its column.

    What stands above the header over one list only is said of all; so is a heading that is merged over all of them.
    """
    start, end = beside.range(place)
    wide = {
        first[0]: first[1] for first, last in sheet.merges
        if first[0] > beside.rows[-1] and first[1] < beside.starts[1] and last[1] >= beside.starts[-1]
    }  # fmt: skip
    rows = []
    for at, row in enumerate(sheet.rows):
        cut = [*[""] * start, *row[start:end]]
        while cut and not cut[-1]:
            cut.pop()
        if at < beside.rows[0] and not cut:
            cut = list(row)
        elif place and at in wide and not cut and wide[at] < len(row):
            cut = [*[""] * start, row[wide[at]]]
        rows.append(cut)
    return rows


def shift_header(sheet: Sheet, header: Header, beside: Beside, place: int) -> Header:
    """Give the header of one of several lists side by side, from that of the first."""
    shift = beside.starts[place] - beside.starts[0]
    end = beside.range(place)[1] or max(len(sheet.rows[at]) for at in header.rows)
    return replace(
        header,
        paths={at + shift: path for at, path in header.paths.items() if at + shift < end},
        fixed={at + shift: field for at, field in header.fixed.items() if at + shift < end},
    )


def shift_columns(mapped: Mapped, header: Header, beside: Beside, place: int) -> Mapped:
    """Give the columns of a list to the right: they are what those of the first list are, and ask nothing."""
    shift = beside.starts[place] - beside.starts[0]
    columns, fields = [], {}
    first = {one.column: one for one in mapped.columns}
    for at in sorted(header.paths):
        one = first.get(name_column(at - shift))
        if one is None:
            continue
        columns.append(ColumnReading(name_column(at), header.text(at), one.field, one.confidence, one.why, None))
        if one.field is not None:
            fields[at] = one.field
    return Mapped(tuple(columns), fields, ())


def join_aside(people: set[int], aside: Sequence[SetAside]) -> list[SetAside]:
    """Give the rows set aside of all lists on a sheet: once where nobody stands in the row, else each part of it."""
    joined: dict[object, SetAside] = {}
    for one in sorted(aside, key=lambda one: one.row or 0):
        if one.row is not None and one.row - 1 not in people:
            first = joined.get(one.row)
            if first is None:
                joined[one.row] = one
            elif one.text not in first.text:
                joined[one.row] = replace(first, text=f"{first.text} | {one.text}")
        else:
            joined[one.row, one.text] = one
    return list(joined.values())
