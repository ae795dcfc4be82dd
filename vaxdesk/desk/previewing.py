"""Previewing: what a list file holds and what its columns were taken for, before anything is loaded."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from vaxdesk.desk.desk import Desk
from vaxdesk.desk.looking import read_batches
from vaxdesk.desk.rereading import (
    Answers,
    Cell,
    Encodings,
    Turned,
    leave_columns_open,
    make_mapping,
    read_cells,
)
from vaxdesk.intake.draft import ColumnReading, Draft, ListHead, OpenQuestion, SetAside, SheetReading
from vaxdesk.intake.errors import ReadingFailed
from vaxdesk.intake.profile import describe, measure_fit
from vaxdesk.intake.reader import ListReader
from vaxdesk.model.catalogue import Catalogues
from vaxdesk.model.message import Message, Progress, no_progress
from vaxdesk.model.text import fold

ROWS = 100
"""Rows of each sheet that are shown."""

_SOUGHT = ("id_number", "birth_date", "phone", "health_insurance")
"""Fields that are looked for in columns whose header nobody knows."""
_LEAST_FIT = 0.6
"""Share of a column's cells that have to look like a field before one asks whether it is that."""
_DIGITS = re.compile(r"[\d .\-]*\d[\d .\-]*")
_MOST_SHAPES = 3


@dataclass(frozen=True, slots=True)
class Question:
    """A column in doubt: its cells counted as evidence.

    ``candidates`` are (field, cells that could hold it), likeliest first; ``shapes`` what the cells look like, most
    first, each with its count; ``total`` cells of which ``blank`` hold nothing.
    """

    sheet: str
    column: str
    header: str
    candidates: tuple[tuple[str, int], ...]
    taken: str | None
    total: int
    blank: int
    shapes: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row: its number as Excel shows it, its cells as they stand in the file and as they will be read.

    Both by column letters.
    """

    row: int
    cells: Mapping[str, str]
    read: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class SheetPreview:
    """One sheet: how it was understood, its first rows, how many rows are people's, what old letters were turned."""

    reading: SheetReading
    rows: tuple[PreviewRow, ...]
    total: int
    first: int | None
    last: int | None
    turned: tuple[Turned, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file holds. ``sheets`` are those that are lists."""

    head: ListHead
    sheets: tuple[SheetPreview, ...]
    questions: tuple[Question, ...]
    set_aside: tuple[SetAside, ...]


@dataclass(frozen=True, slots=True)
class EarlierLoad:
    """A list that was loaded, here or on another device of the station. ``at`` is an instant in ISO 8601."""

    batch: str
    file: str
    fingerprint: str
    at: str
    user: str
    rows: Mapping[str, int]
    set_aside: tuple[SetAside, ...]
    taken_back: bool


def preview_list(
    desk: Desk,
    reader: ListReader,
    path: Path,
    *,
    mapping: Mapping[str, Any] | None = None,
    password: str | None = None,
    progress: Progress = no_progress,
) -> Preview:
    """Read a file through and tell what is in it; the store is neither asked nor changed.

    ``mapping`` is what was said of its columns or their encodings already, ``password`` opens a workbook that has one.
    Raises the errors of :mod:`vaxdesk.intake.errors` for a file that can't be read, and Cancelled.
    """
    with reader.read(path, mapping=mapping, password=password, local=desk.local, progress=progress) as reading:
        head = reading.head
        sheets = {one.sheet: _Sheet() for one in head.sheets}
        doubtful = {(one.sheet, one.column) for one in head.open}
        cells: dict[tuple[str | None, str], Counter[str]] = {
            (sheet.sheet, one.column): Counter()
            for sheet in head.sheets
            for one in sheet.columns
            if _is_unknown(one) or (sheet.sheet, one.column) in doubtful
        }
        counted = {
            (sheet.sheet, beside): [
                (one.column, cells[sheet.sheet, one.column]) for one in columns if (sheet.sheet, one.column) in cells
            ]
            for sheet in head.sheets
            for beside, columns in sheet.parts().items()
        }
        for drafts in reading.batches():
            for draft in drafts:
                if draft.sheet not in sheets:
                    # Rows come from a process that a hostile file may have taken over.
                    raise ReadingFailed(file=path.name)
                sheets[draft.sheet].take(draft)
                for column, texts in counted.get((draft.sheet, draft.beside), ()):
                    texts[draft.cells.get(column, "")] += 1
    questions = [
        *(_weigh(one, cells[one.sheet, one.column], desk.catalogues) for one in head.open),
        *_find_overlooked(head, cells, desk.catalogues),
    ]
    told = tuple(sheets[one.sheet].tell(one, desk.catalogues) for one in head.sheets)
    return Preview(head, told, tuple(questions), reading.set_aside)


def preview_again(  # noqa: PLR0913 - what was said of a file
    desk: Desk,
    reader: ListReader,
    path: Path,
    known: Preview,
    answers: Answers,
    encodings: Encodings,
    *,
    password: str | None = None,
    progress: Progress = no_progress,
) -> Preview:
    """Read a file again after what somebody said of its columns and their letters.

    What was recognised, how surely and what was asked about it stays: that is what was answered. Only where letters of
    a column were said that nobody understood, everything is recognised anew. Raises as :func:`preview_list`, and
    MappingWrong.
    """
    given = {(one.sheet or "", column.column) for one in known.head.sheets for column in one.columns if column.field}
    read = partial(preview_list, desk, reader, path, password=password, progress=progress)
    if any(column not in given and column not in answers for column in encodings):
        known = read(mapping=leave_columns_open(known.head, encodings))
        if not answers:
            return known
    return _follow(known, read(mapping=make_mapping(known.head, answers, encodings)))


def _follow(known: Preview, again: Preview) -> Preview:
    """Give what is known of a file with its rows and letters as they were read again."""
    others = {one.reading.sheet: one for one in again.sheets}
    sheets = []
    for one in known.sheets:
        other = others.get(one.reading.sheet)
        if other is not None:
            letters = {column.column: column.encoding for column in other.reading.columns}
            columns = tuple(replace(column, encoding=letters.get(column.column)) for column in one.reading.columns)
            sheets.append(replace(other, reading=replace(one.reading, columns=columns)))
    head = replace(known.head, sheets=tuple(one.reading for one in sheets), notices=again.head.notices)
    return replace(known, head=head, sheets=tuple(sheets), set_aside=again.set_aside)


@dataclass(slots=True)
class _Sheet:
    drafts: list[Draft] = field(default_factory=list)
    total: int = 0
    first: int | None = None
    last: int | None = None

    def take(self, draft: Draft) -> None:
        self.total += 1
        self.first = draft.row if self.first is None else min(self.first, draft.row)
        self.last = draft.row if self.last is None else max(self.last, draft.row)
        if len(self.drafts) < ROWS:
            self.drafts.append(draft)

    def tell(self, reading: SheetReading, catalogues: Catalogues) -> SheetPreview:
        cells, turned = read_cells(reading, self.drafts, catalogues)
        rows = tuple(PreviewRow(one.row, one.cells, read) for one, read in zip(self.drafts, cells, strict=True))
        return SheetPreview(reading, rows, self.total, self.first, self.last, turned)


def _weigh(asked: OpenQuestion, cells: Counter[str], catalogues: Catalogues) -> Question:
    fits = _measure([field for field, _ in asked.candidates], cells, catalogues)
    return Question(
        asked.sheet or "",
        asked.column,
        asked.header,
        tuple(fits.items()),
        asked.taken,
        cells.total(),
        cells[""],
        tuple(describe_cells(cells)),
    )


def _find_overlooked(
    head: ListHead, cells: Mapping[tuple[str | None, str], Counter[str]], catalogues: Catalogues
) -> Iterator[Question]:
    """Ask about columns of an unknown header whose cells look like a field that the list otherwise lacks."""
    for sheet in head.sheets:
        given = {one.field for one in sheet.columns}
        lacking = [field for field in _SOUGHT if field not in given]
        # Of lists side by side the first is asked about: what is said of it holds for all.
        for one in filter(_is_unknown, sheet.parts()[""]):
            found = cells[sheet.sheet, one.column]
            total, blank = found.total(), found[""]
            fits = _measure(lacking, found, catalogues)
            likely = sorted((field for field in fits if fits[field] > 0), key=lambda field: -fits[field])
            if not likely or fits[likely[0]] < _LEAST_FIT * max(total - blank, total / 4):
                continue
            candidates = tuple((field, fits[field]) for field in likely)
            yield Question(
                sheet.sheet or "", one.column, one.header, candidates, None, total, blank, tuple(describe_cells(found))
            )


def _is_unknown(column: ColumnReading) -> bool:
    return column.field is None and column.confidence == 0


def _measure(fields: Sequence[str], cells: Counter[str], catalogues: Catalogues) -> dict[str, int]:
    """Give how many cells could hold each field."""
    known = {cell: describe(cell, catalogues) for cell in cells if cell}
    return {
        field: sum(cells[cell] for cell, traits in known.items() if (measure_fit(field, [traits]) or 0) > 0)
        for field in fields
    }


def describe_cells(cells: Mapping[str, int]) -> Iterable[Message]:
    """Say what cells look like, the commonest first: numbers by their digits, days, words.

    ``cells`` gives for each text how often it stands there.
    """
    shapes: Counter[tuple[str, int]] = Counter()
    for cell, times in cells.items():
        if cell:
            shapes[_find_shape(cell)] += times
    for (shape, digits), times in shapes.most_common(_MOST_SHAPES):
        yield Message(_SHAPES[shape].text, {"count": times, "digits": digits})
    if rest := sum(times for _, times in shapes.most_common()[_MOST_SHAPES:]):
        yield Message("{count} of other forms", {"count": rest})


def _find_shape(cell: str) -> tuple[str, int]:
    said = cell.strip()
    if re.fullmatch(r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}|\d{4}-\d{2}-\d{2}.*", said):
        return "day", 0
    if _DIGITS.fullmatch(said):
        return "digits", sum(map(str.isdigit, said))
    if any(map(str.isdigit, said)):
        return "mixed", 0
    return "words", 0


_SHAPES = {
    "digits": Message("{count} with {digits} digits"),
    "day": Message("{count} with a day"),
    "mixed": Message("{count} with letters and digits"),
    "words": Message("{count} with words"),
}


def name_headers(head: ListHead) -> str:
    """Give what a file's headers are known again by: sheets aside, every column with its header, letters folded."""
    return "|".join(f"{one.column}={fold(one.header)}" for sheet in head.sheets for one in sheet.columns if one.header)


def read_loads(desk: Desk) -> tuple[EarlierLoad, ...]:
    """Give the lists that were loaded, the newest first."""
    return tuple(
        EarlierLoad(
            one["batch"],
            one["file"],
            one["fingerprint"],
            one["at"],
            one["user"],
            one["rows"],
            _read_aside(one["set_aside"]),
            one["taken_back"],
        )
        for one in reversed(list(read_batches(desk)))
    )


def _read_aside(said: Sequence[Mapping[str, Any]]) -> tuple[SetAside, ...]:
    return tuple(SetAside(one["sheet"], one["row"], one["reason"], one["text"]) for one in said)
