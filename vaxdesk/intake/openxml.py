"""What an .xlsx shows beside its values, out of its XML."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Final

from vaxdesk.intake.packed import LARGEST_PART, LARGEST_SHEET, Attributes, is_telling, open_part, parse_part
from vaxdesk.intake.shown import Gathering, Look, Shown, make_look

_TELLING: Final = re.compile(
    rb"""\s(?:hidden\s*=\s*["'](?:1|true)["']|t\s*=\s*["']e["'])"""
    rb"""|</(?:\w+:)?f>\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></|</(?:\w+:)?c>)"""
)
"""Something hidden, a cell that shows an error, a formula that nobody reckoned."""
_HINTS: Final = ((b"h", b"hidden"), (b"e", b'"e"'), (b"'", b"'e'"), (b"f", b"f>"))
"""One of these stands in whatever tells: most sheets have none, often not even the letter, which is found fastest."""
_CELL: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_TRUE: Final = frozenset({"1", "true"})
_TEXTS: Final = frozenset({"s", "str", "inlineStr"})
_PLAIN: Final = Look()


def look_at_openxml(book: zipfile.ZipFile) -> dict[str, Shown]:
    """Give, by name of sheet, what there is to see; sheets without anything are left out."""
    looks = _read_looks(book)
    if all(look.is_plain for look in looks):
        looks = []
    seen: dict[str, Shown] = {}
    for name, part, is_hidden in _list_sheets(book):
        if is_hidden or looks or is_telling(book, part, _HINTS, _TELLING):
            seen[name] = _SheetLook(looks).read(book, part, is_hidden=is_hidden)
    return seen


def _list_sheets(book: zipfile.ZipFile) -> Iterator[tuple[str, str, bool]]:
    """Give name, part and whether it is hidden of each sheet."""
    parts: dict[str, str] = {}
    found: list[tuple[str, str, bool]] = []

    def take_link(name: str, said: Attributes) -> None:
        if name == "Relationship" and said.get("Type", "").endswith("/worksheet"):
            target = said.get("Target", "")
            parts[said.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"

    def take_sheet(name: str, said: Attributes) -> None:
        if name == "sheet":
            link = next((value for key, value in said.items() if key.endswith(":id")), "")
            if link in parts:
                found.append((said.get("name", ""), parts[link], said.get("state", "visible") != "visible"))

    with open_part(book, "xl/_rels/workbook.xml.rels", LARGEST_PART) as file:
        parse_part(file, take_link)
    with open_part(book, "xl/workbook.xml", LARGEST_PART) as file:
        parse_part(file, take_sheet)
    yield from found


def _read_looks(book: zipfile.ZipFile) -> list[Look]:
    """Give the look of each style that cells can bear, by its number."""
    if "xl/styles.xml" not in book.namelist():
        return []
    formats: dict[str, str] = {}
    fonts: list[str] = []
    looks: list[Look] = []
    where: list[str] = []

    def start(name: str, said: Attributes) -> None:
        where.append(name)
        if name == "numFmt":
            formats[said.get("numFmtId", "")] = said.get("formatCode", "")
        elif name == "font" and where[-2:-1] == ["fonts"]:
            fonts.append("")
        elif name in {"name", "rFont"} and where[-3:-1] == ["fonts", "font"]:
            fonts[-1] = said.get("val", "")
        elif name == "xf" and where[-2:-1] == ["cellXfs"]:
            font = said.get("fontId", "")
            known = fonts[int(font)] if font.isdigit() and int(font) < len(fonts) else ""
            looks.append(make_look(formats.get(said.get("numFmtId", ""), ""), known))

    with open_part(book, "xl/styles.xml", LARGEST_PART) as file:
        parse_part(file, start, EndElementHandler=lambda _: where.__delitem__(-1))
    return looks


class _SheetLook:
    """Reads the XML of one sheet."""

    def __init__(self, looks: list[Look]) -> None:
        self._looks = looks
        self._seen = Gathering()
        self._row = -1
        self._columns: dict[str, int] = {}
        self._cell = ""
        self._form = ""
        self._said: list[str] | None = None
        self._formula = self._value = ""

    def read(self, book: zipfile.ZipFile, part: str, *, is_hidden: bool) -> Shown:
        with open_part(book, part, LARGEST_SHEET) as file:
            parse_part(file, self._start, EndElementHandler=self._end, CharacterDataHandler=self._take)
        return self._seen.finish(is_hidden=is_hidden)

    def _start(self, name: str, said: Attributes) -> None:
        if name == "c":
            self._begin_cell(said)
        elif name in {"f", "v"}:
            self._said = []
        elif name == "row":
            number = said.get("r", "")
            self._row = int(number) - 1 if number.isdigit() else self._row + 1
            if said.get("hidden") in _TRUE:
                self._seen.rows.add(self._row)
        elif name == "col" and said.get("hidden") in _TRUE:
            first, last = int(said.get("min", "1")), int(said.get("max", "1"))
            self._seen.columns.update(range(first - 1, min(last, 16_384)))

    def _begin_cell(self, said: Mapping[str, str]) -> None:
        style = said.get("s", "0")
        self._cell, self._form, self._formula, self._value = said.get("r", ""), said.get("t", "n"), "", ""
        look = self._looks[int(style)] if style.isdigit() and int(style) < len(self._looks) else _PLAIN
        if not look.is_plain or (self._form in _TEXTS and self._looks):
            column = self._find_column(self._cell)
            if column is not None and self._form != "e":
                self._seen.add_cell((self._row, column), look, is_text=self._form in _TEXTS)

    def _find_column(self, name: str) -> int | None:
        letters = name.rstrip("0123456789")
        known = self._columns.get(letters)
        if known is None and _CELL.fullmatch(name):
            known = 0
            for letter in letters:
                known = known * 26 + ord(letter) - 64
            known = self._columns[letters] = known - 1
        return known

    def _take(self, text: str) -> None:
        if self._said is not None:
            self._said.append(text)

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "c":
            column = self._find_column(self._cell)
            if column is not None and (self._form == "e" or (self._formula and not self._value)):
                self._seen.errors[self._row, column] = self._value or f"={self._formula or '?'}"
        elif name in {"f", "v"} and self._said is not None:
            said, self._said = "".join(self._said), None
            if name == "f":
                self._formula = said
            else:
                self._value = said
