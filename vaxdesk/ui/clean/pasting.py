"""Copying people into a spreadsheet, and a block from there back onto them, every change seen before it is made."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QWidget

from vaxdesk.desk.batching import Cell, Plan, copy_cells
from vaxdesk.desk.browsing import read_lines
from vaxdesk.desk.desk import Desk
from vaxdesk.model.display import show_number
from vaxdesk.model.fields import DOSE_FIELDS, PERSON_FIELDS
from vaxdesk.model.text import fold
from vaxdesk.ui.clean.planning import PlanWork, find_people
from vaxdesk.ui.models.columns import TITLES, tell_column
from vaxdesk.ui.page import Frame
from vaxdesk.wording import Wording

PERSON_COLUMNS: Final = (
    "full_name", "birth_date", "sex", "id_number", "phone", "health_insurance", "hamlet", "address", "note",
)  # fmt: skip
DOSE_COLUMNS: Final = ("vaccine", "date", "lot", "site")
COLUMNS: Final = (*PERSON_COLUMNS, *(f"{number}.{key}" for number in (1, 2, 3) for key in DOSE_COLUMNS))
"""What is copied: a person's fields, and those of the first three doses (``NUMBER.FIELD``)."""


def name_column(column: str, wording: Wording) -> str:
    """Give the header of a column."""
    number, _, key = column.rpartition(".")
    if not number:
        return wording.render(PERSON_FIELDS[key].title)
    title = wording.render(DOSE_FIELDS[key].title)
    return wording.say("{field}, dose {number}", field=title, number=int(number))


def list_cells(desk: Desk, wording: Wording, numbers: Sequence[int]) -> list[list[str]]:
    """Give people as a block for a spreadsheet: a row of headers, then a row for each."""
    rows = copy_cells(desk, find_people(desk, numbers), COLUMNS)
    return [[name_column(column, wording) for column in COLUMNS], *rows]


def list_columns(desk: Desk, wording: Wording, numbers: Sequence[int], columns: Sequence[str]) -> list[list[str]]:
    """Give people as a block with the columns of the table; fields of a person as they are read back when pasted."""
    lines = [line for line in read_lines(desk, find_people(desk, numbers)) if line is not None]
    fields = [key for key in columns if key in PERSON_FIELDS]
    cells = copy_cells(desk, [line.id for line in lines], fields)
    rows = [[wording.render(TITLES[key]) for key in columns]]
    for line, row in zip(lines, cells, strict=True):
        known = dict(zip(fields, row, strict=True))
        rows.append([known[key] if key in known else tell_column(line, key, wording) for key in columns])
    return rows


@dataclass(frozen=True, slots=True)
class Block:
    """A block from a spreadsheet: the columns that were understood (None: not), and the rows."""

    columns: tuple[str | None, ...]
    rows: tuple[tuple[str, ...], ...]


def read_block(text: str, wording: Wording) -> Block:
    """Read a block whose first row names its columns as they are copied."""
    lines = [line.split("\t") for line in text.replace("\r\n", "\n").rstrip("\n").split("\n")]
    known = {fold(name_column(column, wording)): column for column in COLUMNS}
    columns = tuple(known.get(fold(_strip(cell))) for cell in lines[0])
    return Block(columns, tuple(tuple(_strip(cell) for cell in line) for line in lines[1:]))


def _strip(cell: str) -> str:
    text = cell.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1].replace('""', '"')
    return text.removeprefix("'")


def plan_block(people: Sequence[str], block: Block) -> tuple[Cell, ...]:
    """Plan a block onto people, row by row; a cell without text leaves things as they are."""
    cells = []
    for person, row in zip(people, block.rows, strict=False):
        for column, text in zip(block.columns, row, strict=False):
            if column is not None and text:
                number, _, key = column.rpartition(".")
                cells.append(Cell(person, key, text, number or None, makes=True))
    return tuple(cells)


class PasteWork(PlanWork):
    """The block in the clipboard, onto those chosen: as many rows as people, in the same order."""

    def __init__(self, frame: Frame, numbers: array[int], text: str) -> None:
        n = show_number(len(numbers), frame.wording.language)
        super().__init__(frame, frame.wording.say("Paste onto {n} people", n=n), {})
        self._numbers = numbers
        self._block = read_block(text, frame.wording)
        self.follow()

    def begin(self) -> None:
        """Show at once what it would change."""
        if self.is_ready():
            self._ask("")

    def find_missing(self) -> str:
        """Nothing is typed here; the sentence above says why a block doesn't fit."""
        return ""

    def is_ready(self) -> bool:
        """Tell whether columns and rows fit; otherwise why not is said."""
        rows, people = len(self._block.rows), len(self._numbers)
        language = self.frame.wording.language
        if not any(self._block.columns):
            reason = self.say("The first row must name the columns. Copy people here first, with Ctrl+C, to see them.")
        elif rows != people:
            reason = self.say(
                "There are {rows} rows for {people} chosen people. Choose as many people as there are rows.",
                rows=show_number(rows, language),
                people=show_number(people, language),
            )
        else:
            reason = self.say("Row by row in the order of the list. An empty cell changes nothing.")
        self.sentence.setText(reason)
        return any(self._block.columns) and rows == people

    def panes(self) -> Sequence[QWidget]:
        """Give the changes, then the acts."""
        return (self.act, self.view)

    def make_plan(self) -> Callable[[Desk], Plan]:
        """Plan the block."""
        numbers, block = self._numbers, self._block
        return lambda desk: plan_block(find_people(desk, numbers), block)
