"""A document: lines, tables and places to sign, as they follow each other down a page, in the reader's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Align = Literal["left", "center", "right"]

BODY = 13.0
"""Points of ordinary text, as decree 30/2020 sets official letters."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, wrapped where it must be. ``points`` is its size, ``gap`` the points of room below it."""

    text: str
    points: float = BODY
    bold: bool = False
    align: Align = "left"
    gap: float = 4


@dataclass(frozen=True, slots=True)
class Table:
    """A table. ``widths`` are percent of the page's width, one for each column.

    ``head`` stands again at the top of each page; without it the first column names the rows and is bold.
    """

    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    head: tuple[str, ...] = ()
    points: float = 12.0


@dataclass(frozen=True, slots=True)
class Signatures:
    """Places to sign side by side: over each who signs there, under that a note, then room and a line."""

    titles: tuple[str, ...]
    note: str


Block: TypeAlias = Line | Table | Signatures


@dataclass(frozen=True, slots=True)
class Document:
    """What goes onto paper. ``title`` is the name of the file's content, for who opens or prints it."""

    title: str
    blocks: tuple[Block, ...]
