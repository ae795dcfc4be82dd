"""Sheets as communes lay them out: titles, headers of several rows, sections, sums and signatures around the people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from tests.awkward.entries import Cell, Entry

Fill = str | Callable[[Entry], Cell]
Section = Literal["", "upper", "roman", "counted"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the texts of its header from above downwards, the key of its cell or what makes it, what it gives."""

    path: tuple[str, ...]
    fill: Fill
    gives: tuple[str, ...] = ()

    def cell(self, entry: Entry) -> Cell:
        """Give the cell of a person."""
        return entry.cells.get(self.fill) if isinstance(self.fill, str) else self.fill(entry)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that can be read of it."""
        return self.gives or ((self.fill,) if isinstance(self.fill, str) else ())


@dataclass(slots=True)
class Grid:
    """A sheet: cells from A1 on; ``people`` says which person (place in the list) the row Excel shows is about.

    ``beside`` says the same of lists to the right, by row and the letters of the column where the list begins.
    Hidden rows are counted as Excel does, hidden columns from 0; ``font`` is that of all texts.
    """

    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    people: dict[int, int] = field(default_factory=dict)
    beside: dict[tuple[int, str], int] = field(default_factory=dict)
    gives: set[str] = field(default_factory=set)
    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    font: str = ""
    is_list: bool = True

    def add(self, *cells: Cell) -> int:
        """Add a row and give its number as Excel shows it."""
        self.rows.append(list(cells))
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Shape:
    """How a list stands on its sheet."""

    titles: int = 0
    merged: bool = True
    numbering: bool = False
    sections: Section = ""
    repeat: int = 0
    subtotals: bool = False
    signatures: bool = False
    blank_every: int = 0
    left: int = 0
    header: bool = True
    restart: bool = False


def lay_out(  # noqa: C901 - one step for each thing that stands on a sheet
    name: str, entries: Sequence[Entry], columns: Sequence[Column], shape: Shape, first: int = 0
) -> Grid:
    """Lay people out; ``first`` is the place of the first of them in the whole list."""
    grid = Grid(name)
    width = len(columns) + shape.left
    _add_titles(grid, shape, width)
    header = _make_header(columns, shape)
    if shape.header:
        top = len(grid.rows)
        grid.rows += [list(row) for row in header]
        if shape.merged:
            grid.merges += _merge(header, top, shape.left)
            _clear_covered(grid)
    if shape.numbering:
        grid.add(*_lead(shape), *[f"({number})" for number in range(1, len(columns) + 1)])
    number = done = 0
    numbered = list(enumerate(entries, start=first))
    for place, (hamlet, group) in enumerate(groupby(numbered, lambda one: one[1].cells.get("hamlet"))):
        members = list(group)
        if shape.sections:
            grid.add(*_lead(shape), None, _head_section(str(hamlet), place, len(members), shape.sections))
        if shape.restart:
            number = 0
        for at, entry in members:
            number, done = number + 1, done + 1
            cells = [number if column.fill == "#" else column.cell(entry) for column in columns]
            grid.people[grid.add(*_lead(shape), *cells)] = at
            if shape.repeat and done % shape.repeat == 0:
                grid.rows += [list(row) for row in header]
            if shape.blank_every and done % shape.blank_every == 0:
                grid.add()
        if shape.subtotals:
            grid.add(*_lead(shape), None, f"Cộng {hamlet}: {len(members)} người")
    if shape.signatures:
        _add_signatures(grid, len(entries), width)
    grid.gives = {name for column in columns for name in column.fields} | ({"hamlet"} if shape.sections else set())
    return grid


def put_beside(grid: Grid, other: Grid, gap: int, above: int) -> None:
    """Put another sheet to the right of one, with so many blank columns between; not its first rows, its titles."""
    start = max(len(row) for row in grid.rows[above:]) + gap
    grid.rows += [[] for _ in range(len(other.rows) - len(grid.rows))]
    for row, cells in zip(grid.rows[above:], other.rows[above:], strict=False):
        if any(cell is not None for cell in cells):
            row.extend([None] * (start - len(row)) + cells)
    grid.merges += [(top, left + start, bottom, right + start) for top, left, bottom, right in other.merges]
    letters = chr(65 + start % 26) if start < 26 else chr(64 + start // 26) + chr(65 + start % 26)
    grid.beside |= {(row, letters): place for row, place in other.people.items()}


def _lead(shape: Shape) -> list[Cell]:
    return [None] * shape.left


def _add_titles(grid: Grid, shape: Shape, width: int) -> None:
    gap: list[Cell] = [None] * max(1, width - 5)
    titles: list[list[Cell]] = [
        ["TRẠM Y TẾ XÃ BÙ GIA MẬP", *gap, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["Số: 12/BC-TYT", *gap, "Độc lập - Tự do - Hạnh phúc"],
        [],
        [None, "DANH SÁCH NGƯỜI DÂN ĐÃ TIÊM VẮC XIN PHÒNG COVID-19"],
        [None, "(Kèm theo Công văn số 12/TYT ngày 25 tháng 5 năm 2022 của Trạm Y tế xã)"],
        [None, "Thôn: tất cả", None, "Đợt tiêm: 12"],
        [],
    ]
    grid.rows += titles[: shape.titles]


def _make_header(columns: Sequence[Column], shape: Shape) -> list[list[Cell]]:
    depth = max(len(column.path) for column in columns)
    rows: list[list[Cell]] = []
    for level in range(depth):
        row: list[Cell] = list(_lead(shape))
        for at, column in enumerate(columns):
            text = column.path[level] if level < len(column.path) else None
            same = at > 0 and columns[at - 1].path[: level + 1] == column.path[: level + 1]
            row.append(None if same and level < len(column.path) - 1 else text)
        rows.append(row)
    return rows


def _merge(header: Sequence[Sequence[Cell]], top: int, left: int) -> list[tuple[int, int, int, int]]:
    """Merge what is empty: to the right of a group that has parts below, else downwards."""
    merges = []
    depth = len(header)
    for level, row in enumerate(header):
        for at in range(left, len(row)):
            if row[at] is None:
                continue
            last = at
            if level + 1 < depth and header[level + 1][at] is not None:
                while last + 1 < len(row) and row[last + 1] is None and any(
                    below[last + 1] is not None for below in header[level + 1 :]
                ) and all(above[last + 1] is None for above in header[:level]):  # fmt: skip
                    last += 1
            bottom = level
            while last == at and bottom + 1 < depth and header[bottom + 1][at] is None:
                bottom += 1
            if last > at or bottom > level:
                merges.append((top + level, at, top + bottom, last))
    return merges


def _clear_covered(grid: Grid) -> None:
    for top, left, bottom, right in grid.merges:
        for row in range(top, bottom + 1):
            for at in range(left, right + 1):
                if (row, at) != (top, left) and at < len(grid.rows[row]):
                    grid.rows[row][at] = None


def _head_section(hamlet: str, place: int, size: int, kind: Section) -> str:
    roman = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")[place % 12]
    return {"upper": hamlet.upper(), "roman": f"{roman}. {hamlet}", "counted": f"{hamlet}: {size} người"}.get(
        kind, hamlet
    )


def _add_signatures(grid: Grid, count: int, width: int) -> None:
    gap: list[Cell] = [None] * max(1, width - 5)
    grid.add(None, f"Tổng cộng: {count:02d} người")
    grid.add(None, None, *gap, "Bù Gia Mập, ngày 25 tháng 5 năm 2022")
    grid.add(None, "NGƯỜI LẬP BIỂU", None, "TRƯỞNG TRẠM", *gap[2:], "XÁC NHẬN CỦA CÔNG AN XÃ")
    grid.add(None, "(Ký, ghi rõ họ tên)")
    grid.add()
    grid.add()
    grid.add(None, "Nguyễn Thị Ký", None, "Trần Văn Trạm")
