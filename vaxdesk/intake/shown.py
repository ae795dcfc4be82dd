"""What a workbook shows beside its values: what is hidden, numbers with the zeros of their format, errors, fonts.

Values come from calamine, which gives none of this. Only workbooks that have something of it are looked at twice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

Place = tuple[int, int]
"""A cell, as (row, column) counted from 0."""

_PADDING: Final = re.compile(r'0{6,15}|0(?:[0 .\-]|\\ |\\-|\\\.|" ")*0')
_CAPITALS: Final = re.compile(r"\.vn\w*h", re.IGNORECASE)
ERRORS: Final = frozenset({
    "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!",
})  # fmt: skip
"""What a cell shows whose formula failed."""
ERROR_CODES: Final = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}  # fmt: skip
"""The same as a binary workbook holds them."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What one sheet shows.

    ``is_hidden`` speaks of the whole sheet; ``rows`` and ``columns`` are hidden ones, filtered rows among them.
    ``padding`` gives the digits to which a cell's number is filled with zeros, ``errors`` the error a cell shows.
    ``fonts`` gives the old encoding of the font that most texts of a column bear, ``capitals`` are cells in a font that
    shows small letters as capitals.
    """

    is_hidden: bool = False
    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    padding: Mapping[Place, int] = field(default_factory=dict)
    errors: Mapping[Place, str] = field(default_factory=dict)
    fonts: Mapping[int, str] = field(default_factory=dict)
    capitals: frozenset[Place] = frozenset()


@dataclass(frozen=True, slots=True)
class Look:
    """How cells of one style look: digits their numbers are filled to, their font's encoding, whether in capitals."""

    padding: int = 0
    encoding: str | None = None
    is_capital: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to see."""
        return not self.padding and self.encoding is None


def make_look(number_format: str, font: str) -> Look:
    """Give the look of a style by the code of its number format and the name of its font."""
    low = font.strip().lower()
    encoding = "tcvn3" if low.startswith(".vn") else "vni" if low.startswith("vni") else None
    return Look(count_zeros(number_format), encoding, encoding == "tcvn3" and _CAPITALS.fullmatch(low) is not None)


def count_zeros(number_format: str) -> int:
    """Give the digits to which a format like 000000000000 or 000 000 000 fills a number; 0 for any other format."""
    code = number_format.split(";", maxsplit=1)[0].strip().removesuffix("_)")
    zeros = code.count("0")
    return zeros if 6 <= zeros <= 15 and _PADDING.fullmatch(code) else 0


class Gathering:
    """Gathers what the cells of a sheet show, one after the other."""

    def __init__(self) -> None:
        self.rows: set[int] = set()
        self.columns: set[int] = set()
        self.errors: dict[Place, str] = {}
        self._padding: dict[Place, int] = {}
        self._capitals: set[Place] = set()
        self._fonts: dict[int, Counter[str]] = {}

    def add_cell(self, place: Place, look: Look, *, is_text: bool) -> None:
        """Take in a cell that holds something."""
        if not is_text:
            if look.padding:
                self._padding[place] = look.padding
            return
        self._fonts.setdefault(place[1], Counter())[look.encoding or ""] += 1
        if look.is_capital:
            self._capitals.add(place)

    def finish(self, *, is_hidden: bool) -> Shown:
        """Give what was seen."""
        fonts = {}
        for at, counted in self._fonts.items():
            name, times = counted.most_common(1)[0]
            if name and times * 2 > counted.total():
                fonts[at] = name
        return Shown(
            is_hidden, frozenset(self.rows), frozenset(self.columns), self._padding, self.errors, fonts,
            frozenset(self._capitals),
        )  # fmt: skip


def fill_zeros(rows: list[list[str]], shown: Shown) -> tuple[list[list[str]], dict[int, int]]:
    """Give the rows with numbers as their formats show them, and by column how many got zeros in front."""
    filled: Counter[int] = Counter()
    changed = dict(enumerate(rows)) if shown.padding else {}
    for (row, column), digits in shown.padding.items():
        if row >= len(rows) or column >= len(rows[row]):
            continue
        text = rows[row][column]
        if text.isascii() and text.isdigit() and len(text) < digits:
            if changed[row] is rows[row]:
                changed[row] = list(rows[row])
            changed[row][column] = text.zfill(digits)
            filled[column] += 1
    return (list(changed.values()), dict(filled)) if filled else (rows, {})
