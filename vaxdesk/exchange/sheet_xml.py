"""A look into a workbook's XML parts: where the people's rows begin and end, under which headers, in which styles."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn
from xml.parsers.expat import ParserCreate, XMLParserType
from xml.sax.saxutils import quoteattr

from vaxdesk.model.text import header_key

_DEEPEST_HEADER = 30
"""Rows in which the header is looked for."""
_MOST_COLUMNS = 16_384
_ROW_LOOKS = ("s", "customFormat", "ht", "customHeight")
_CELL_NAME = re.compile("([A-Z]{1,3})([0-9]+)")

_Attributes = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PeopleSheet:
    """The sheet of people in a blank workbook.

    ``headers`` are group and title by column, counted from 1; ``first_row`` is the first row of people; ``styles`` the
    style of its cells by column. ``data[cut:resume]`` is what the new rows replace, with ``opening`` before and
    ``closing`` behind them; ``dimension`` is where the extent stands. ``prefix`` is that of the tags.
    """

    data: bytes
    prefix: str
    headers: Mapping[int, tuple[str, str]]
    first_row: int
    row_attributes: str
    styles: Mapping[int, int]
    cut: int
    resume: int
    opening: bytes
    closing: bytes
    dimension: tuple[int, int] | None


def read_relations(data: bytes) -> dict[str, tuple[str, str]]:
    """Give kind (the last word of its address) and target of each relation, by its id."""
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: _Attributes) -> None:
        if _drop_prefix(tag) == "Relationship":
            found[attributes["Id"]] = attributes["Type"].rpartition("/")[2], attributes["Target"]

    _make_parser(start).Parse(data, True)  # noqa: FBT003
    return found


def read_sheets(data: bytes) -> list[tuple[str, str]]:
    """Give name and relation of each sheet, in the workbook's order."""
    found: list[tuple[str, str]] = []

    def start(tag: str, attributes: _Attributes) -> None:
        if _drop_prefix(tag) == "sheet":
            relation = next(value for name, value in attributes.items() if name.rpartition(":")[2] == "id")
            found.append((attributes["name"], relation))

    _make_parser(start).Parse(data, True)  # noqa: FBT003
    return found


def read_shared_texts(data: bytes) -> list[str]:
    """Give the texts that cells refer to by number."""
    found: list[str] = []
    inside = [False]

    def start(tag: str, _attributes: _Attributes) -> None:
        name = _drop_prefix(tag)
        if name == "si":
            found.append("")
        inside[0] = name == "t"

    def end(_tag: str) -> None:
        inside[0] = False

    def text(part: str) -> None:
        if inside[0]:
            found[-1] += part

    parser = _make_parser(start)
    parser.EndElementHandler, parser.CharacterDataHandler = end, text
    parser.Parse(data, True)  # noqa: FBT003
    return found


def read_people_sheet(data: bytes, texts: Sequence[str], name_header: str) -> PeopleSheet | None:
    """Read a sheet; None where no cell of its first rows bears the header ``name_header`` (a header's key).

    ``texts`` are the workbook's shared ones. Raises ValueError or ExpatError where it is no sheet.
    """
    return _SheetReader(data, texts, name_header).read()


class _SheetReader:
    """One pass over a sheet's XML, with the places in bytes where the rows of people begin and end."""

    def __init__(self, data: bytes, texts: Sequence[str], name_header: str) -> None:
        self._data, self._texts, self._name_header = data, texts, name_header
        self._parser = _make_parser(self._start)
        self._parser.EndElementHandler, self._parser.CharacterDataHandler = self._end, self._add_text
        self._prefix = ""
        self._cells: dict[int, dict[int, str]] = {}
        self._column_styles: dict[int, int] = {}
        self._styles: dict[int, int] = {}
        self._row_attributes = ""
        self._row = self._column = 0
        self._first_row: int | None = None
        self._cut: int | None = None
        self._resume = 0
        self._opening = self._closing = b""
        self._dimension: tuple[int, int] | None = None
        self._kind = ""
        self._value: list[str] | None = None

    def read(self) -> PeopleSheet | None:
        """Read it all."""
        self._parser.Parse(self._data, True)  # noqa: FBT003
        if self._first_row is None or self._cut is None:
            return None
        return PeopleSheet(
            data=self._data,
            prefix=self._prefix,
            headers=self._name_columns(self._first_row - 2),
            first_row=self._first_row,
            row_attributes=self._row_attributes,
            styles={**self._column_styles, **self._styles},
            cut=self._cut,
            resume=self._resume,
            opening=self._opening,
            closing=self._closing,
            dimension=self._dimension,
        )

    def _name_columns(self, above: int) -> dict[int, tuple[str, str]]:
        """Give group and title of each column: a title of the lower row stands under the last text of the upper one."""
        upper, lower = self._cells.get(above, {}), self._cells.get(above + 1, {})
        named: dict[int, tuple[str, str]] = {}
        group = ""
        for column in sorted({*upper, *lower}):
            group = upper.get(column, "").strip() or group
            title = lower.get(column, "").strip()
            if title or group:
                named[column] = (group, title) if title else ("", group)
        return named

    def _start(self, tag: str, attributes: _Attributes) -> None:
        name = _drop_prefix(tag)
        if name == "row":
            self._start_row(attributes)
        elif name == "c":
            self._start_cell(attributes)
        elif name in ("v", "t"):
            # A row below the header is only cut out: what stands in it is nobody's business.
            last = _DEEPEST_HEADER if self._first_row is None else self._first_row - 1
            self._value = [] if self._row <= last else None
        elif name == "sheetData":
            self._start_rows(tag)
        elif name == "dimension":
            place = self._parser.CurrentByteIndex
            self._dimension = place, self._data.index(b">", place) + 1
        elif name == "col":
            first, last = int(attributes["min"]), min(int(attributes["max"]), _MOST_COLUMNS)
            self._column_styles.update(dict.fromkeys(range(first, last + 1), int(attributes.get("style", "0"))))

    def _start_rows(self, tag: str) -> None:
        self._prefix = tag.removesuffix("sheetData")
        place = self._parser.CurrentByteIndex
        end = self._data.index(b">", place) + 1
        if self._data[end - 2 : end - 1] == b"/":
            self._opening, self._closing = f"<{tag}>".encode(), f"</{tag}>".encode()
            self._cut, self._resume = place, end

    def _start_row(self, attributes: _Attributes) -> None:
        self._row = int(attributes.get("r", self._row + 1))
        self._column = 0
        if self._first_row is None:
            self._find_header()
        if self._first_row is None or self._row < self._first_row:
            return
        if self._cut is None:
            self._cut = self._parser.CurrentByteIndex
        if self._row == self._first_row:
            looks = {name: attributes[name] for name in _ROW_LOOKS if name in attributes}
            self._row_attributes = "".join(f" {name}={quoteattr(value)}" for name, value in looks.items())

    def _find_header(self) -> None:
        """Look whether the row above bears the header: then this is the second row of it."""
        above = self._cells.get(self._row - 1, {})
        if any(header_key(text) == self._name_header for text in above.values()):
            self._first_row = self._row + 1

    def _start_cell(self, attributes: _Attributes) -> None:
        found = _CELL_NAME.fullmatch(attributes.get("r", ""))
        self._column = read_column(found[1]) if found else self._column + 1
        self._kind = attributes.get("t", "n")
        if self._row == self._first_row and "s" in attributes:
            self._styles[self._column] = int(attributes["s"])

    def _add_text(self, part: str) -> None:
        if self._value is not None:
            self._value.append(part)

    def _end(self, tag: str) -> None:
        name = _drop_prefix(tag)
        if name in ("v", "t") and self._value is not None:
            text = "".join(self._value)
            row = self._cells.setdefault(self._row, {})
            row[self._column] = row.get(self._column, "") + (self._texts[int(text)] if self._kind == "s" else text)
            self._value = None
        elif name == "sheetData" and not self._closing:
            self._resume = self._parser.CurrentByteIndex
            if self._cut is None:
                self._cut = self._resume


def read_column(letters: str) -> int:
    """Give a column's place, counted from 1, by its letters."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place


def name_column(place: int) -> str:
    """Give a column's letters by its place, counted from 1."""
    letters = ""
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _make_parser(start: Callable[[str, _Attributes], None]) -> XMLParserType:
    parser = ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def _refuse_doctype(*_said: object) -> NoReturn:
    """No part of a workbook declares entities; whoever does wants to blow them up."""
    msg = "a document type in a workbook"
    raise ValueError(msg)


def _drop_prefix(tag: str) -> str:
    return tag.rpartition(":")[2]
