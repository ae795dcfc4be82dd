"""Tables out of HTML and of Excel's XML of 2003: what web systems hand out under the name of ``.xls``."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

_ROWS: Final = frozenset({"tr", "row"})
_CELLS: Final = frozenset({"td", "th", "cell"})
_SILENT: Final = frozenset({"script", "style", "title", "author", "documentproperties", "styles"})
_BREAKS: Final = frozenset({"br", "p", "div", "li"})
_START: Final = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:html|!doctype|table|\?xml|meta|head|body|style|div)\b", re.IGNORECASE | re.DOTALL
)
_SPACE: Final = re.compile(r"[ \t\r\f]+")
"""What HTML takes for one space; a hard space is a character like others."""
_WIDEST: Final = 16_384
_MOST_CELLS: Final = 8_000_000
"""Cells of all tables at most, those that others span included; real lists have a quarter of it."""
_SPREADSHEET: Final = "urn:schemas-microsoft-com:office:spreadsheet"


class TooManyCells(ValueError):
    """Tables of more cells than anybody's list has."""


def is_markup(head: bytes) -> bool:
    """Tell whether a file begins like HTML or XML; ``head`` is its first bytes, in any encoding of ASCII's letters."""
    return _START.match(head.lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"")) is not None


def read_tables(text: str) -> list[list[str]]:
    """Give the rows of all tables, one below the other, as Excel would number them; none where there is no table.

    Cells that span columns or rows hold their text in the first and leave the others empty. Nothing is fetched, no
    entity of the file's own is known, so none can grow. Raises :class:`TooManyCells`.
    """
    if text.lstrip().startswith("<?xml") and _SPREADSHEET not in text[:4000] and "<html" not in text[:4000].lower():
        return []
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.rows


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._row: list[str] | None = None
        self._cell: list[str] | None = None
        self._span = 1
        self._down = 1
        self._silent = 0
        self._left = _MOST_CELLS
        self._reserved: dict[int, int] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = tag.rpartition(":")[2]
        said = {name.rpartition(":")[2]: value or "" for name, value in attrs}
        if tag in _SILENT:
            self._silent += 1
        elif tag in _ROWS:
            self._begin_row(_read_count(said.get("index"), 0))
        elif tag in _CELLS and not self._silent:
            self._begin_cell(tag, said)
        elif tag in _BREAKS and self._cell is not None:
            self._cell.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _CELLS:
            self._end_cell()
        elif tag in _ROWS or tag == "table":
            self._end_row()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._silent:
            self._cell.append(data.replace("\n", " "))

    def close(self) -> None:
        super().close()
        self._end_row()

    def _begin_row(self, index: int) -> None:
        self._end_row()
        while 0 < len(self.rows) < index - 1 <= _WIDEST:
            self.rows.append([])
        self._row = []

    def _begin_cell(self, tag: str, said: dict[str, str]) -> None:
        self._end_cell()
        if self._row is None:
            self._row = []
        index = _read_count(said.get("index"), 0) if tag == "cell" else 0
        while len(self._row) < index - 1:
            self._row.append("")
        while self._reserved.get(len(self._row), 0):
            self._reserved[len(self._row)] -= 1
            self._row.append("")
            self._left -= 1
        extra = 1 if tag == "cell" else 0
        self._span = _read_count(said.get("mergeacross" if extra else "colspan"), 1 - extra) + extra
        self._down = _read_count(said.get("mergedown" if extra else "rowspan"), 1 - extra) + extra
        self._cell = []

    def _end_cell(self) -> None:
        if self._cell is None or self._row is None:
            return
        text = _SPACE.sub(" ", "".join(self._cell)).replace(" \n", "\n").replace("\n ", "\n").strip(" \n")
        if self._down > 1:
            for at in range(len(self._row), len(self._row) + self._span):
                self._reserved[at] = self._down - 1
        self._row += [text, *[""] * (self._span - 1)]
        self._left -= self._span
        if self._left < 0:
            raise TooManyCells
        self._cell = None

    def _end_row(self) -> None:
        self._end_cell()
        if self._row is not None:
            self._left -= max(0, len(self._reserved) - len(self._row))
            for at in range(len(self._row), max(self._reserved, default=-1) + 1):
                self._reserved[at] = max(0, self._reserved.get(at, 0) - 1)
            self.rows.append(self._row)
        self._row = None


def _read_count(said: str | None, otherwise: int) -> int:
    return min(int(said), _WIDEST) if said and said.isascii() and said.isdigit() and len(said) < 6 else otherwise
