"""What an .ods shows beside its values: rows, columns and sheets that are hidden or filtered away."""

from __future__ import annotations

import re
import zipfile
from typing import Final

from vaxdesk.intake.packed import LARGEST_SHEET, Attributes, is_telling, open_part, parse_part
from vaxdesk.intake.shown import Gathering, Shown

PART: Final = "content.xml"
_HIDDEN: Final = frozenset({"collapse", "filter"})
_MOST_ROWS: Final = 1_048_576
_MOST_COLUMNS: Final = 16_384
_HINTS: Final = ((b"=", b"visibility"), (b"=", b"display"))
_TELLING: Final = re.compile(rb"""visibility\s*=\s*["'](?:collapse|filter)["']|:display\s*=\s*["']false["']""")
_GROUPS: Final = {"table-row-group": "row", "table-column-group": "column"}


def look_at_opendocument(book: zipfile.ZipFile) -> dict[str, Shown]:
    """Give, by name of sheet, what is hidden; sheets without anything are left out."""
    if not is_telling(book, PART, _HINTS, _TELLING):
        return {}
    look = _Look()
    with open_part(book, PART, LARGEST_SHEET) as file:
        parse_part(file, look.start, EndElementHandler=look.end)
    return look.seen


class _Look:
    """Goes through the content of a workbook. A sheet is a table that lies in no other one."""

    def __init__(self) -> None:
        self.seen: dict[str, Shown] = {}
        self._style = ""
        self._hidden_styles: set[str] = set()
        self._depth = 0
        self._name, self._is_hidden = "", False
        self._sheet = Gathering()
        self._row = self._column = 0
        self._times, self._is_hidden_row, self._holds = 1, False, False
        self._groups: dict[str, list[bool]] = {"row": [], "column": []}

    def start(self, name: str, said: Attributes) -> None:
        if name == "style":
            self._style = _find(said, "name") if _find(said, "family") == "table" else ""
        elif name == "table-properties" and self._style and _find(said, "display") == "false":
            self._hidden_styles.add(self._style)
        elif name == "table":
            self._depth += 1
            if self._depth == 1:
                self._begin_sheet(said)
        elif self._depth == 1:
            self._look_at(name, said)

    def _begin_sheet(self, said: Attributes) -> None:
        self._name = _find(said, "name")
        self._is_hidden = _find(said, "style-name") in self._hidden_styles or _find(said, "display") == "false"
        self._sheet, self._row, self._column = Gathering(), 0, 0
        self._groups = {"row": [], "column": []}

    def _look_at(self, name: str, said: Attributes) -> None:
        if name in _GROUPS:
            self._groups[_GROUPS[name]].append(_find(said, "display") == "false")
        elif name == "table-column":
            times = _count(said, "number-columns-repeated", _MOST_COLUMNS)
            if _find(said, "visibility") in _HIDDEN or any(self._groups["column"]):
                self._sheet.columns.update(range(self._column, min(self._column + times, _MOST_COLUMNS)))
            self._column = min(self._column + times, _MOST_COLUMNS)
        elif name == "table-row":
            self._times = _count(said, "number-rows-repeated", _MOST_ROWS)
            self._is_hidden_row = _find(said, "visibility") in _HIDDEN or any(self._groups["row"])
            self._holds = False
        elif name == "table-cell" and self._is_hidden_row:
            # Whoever hides the rest of a sheet hides a million rows of nothing.
            self._holds = self._holds or bool(_find(said, "value-type"))

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "table":
            self._depth -= 1
            if self._depth == 0 and (shown := self._sheet.finish(is_hidden=self._is_hidden)) != Shown():
                self.seen[self._name] = shown
        elif self._depth == 1 and name == "table-row":
            if self._is_hidden_row and self._holds:
                self._sheet.rows.update(range(self._row, min(self._row + self._times, _MOST_ROWS)))
            self._row = min(self._row + self._times, _MOST_ROWS)
            self._is_hidden_row = False
        elif self._depth == 1 and name in _GROUPS:
            self._groups[_GROUPS[name]].pop()


def _find(said: Attributes, name: str) -> str:
    """Give an attribute whatever the prefix of its namespace."""
    direct = said.get(f"table:{name}")
    if direct is not None:
        return direct
    return next((value for key, value in said.items() if key.rpartition(":")[2] == name), "")


def _count(said: Attributes, name: str, most: int) -> int:
    text = _find(said, name)
    return min(int(text[:9]), most) if text.isdecimal() else 1
