"""Tables of the page of lists: the cells of a sheet as read, and the rows that were set aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QAbstractTableModel, Qt

from vaxdesk.desk.previewing import SheetPreview
from vaxdesk.desk.rereading import Cell, Column
from vaxdesk.intake.draft import ColumnReading, SetAside
from vaxdesk.intake.titles import title_column
from vaxdesk.ui.lists import Index
from vaxdesk.ui.load.fields import REASONS
from vaxdesk.ui.load.files_model import Entry
from vaxdesk.wording import Wording

Doubt = Literal["open", "said", "sure", "likely", "unused"]
ColumnRole = Qt.ItemDataRole.UserRole + 1
BoldRole = Qt.ItemDataRole.UserRole + 2

StateRole = Qt.ItemDataRole.UserRole + 3
_BLANK = Cell("")

SURE = 90
"""From this confidence on a column's meaning is as good as certain."""


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """What stands above a column: its letters, what it is taken for in words, and how sure that is.

    ``doubt`` ``open``: a question to the user; ``said``: somebody answered it.
    """

    letters: str
    header: str
    field: str | None
    title: str
    doubt: Doubt
    sure: str
    why: str


def make_head(
    sheet: str, reading: ColumnReading, field: str | None, entry: Entry, asked: frozenset[Column], wording: Wording
) -> ColumnHead:
    """Say what a column of a sheet is taken for now."""
    place = (sheet, reading.column)
    title, why = wording.tell(title_column(field)), wording.render(reading.why)
    percent = f"{reading.confidence}%"
    doubt: Doubt
    if place in entry.answers:
        sure = wording.say("as last time") if entry.remembered else wording.say("chosen by hand")
        doubt, why = "said", ""
    elif place in asked:
        doubt, title, sure = "open", wording.say("Which column?"), ""
    elif field is None:
        doubt, title, sure = "unused", wording.say("not used"), ""
    else:
        doubt, sure = ("sure" if reading.confidence >= SURE else "likely"), percent
    return ColumnHead(reading.column, reading.header, field, title, doubt, sure, why)


class CellsModel(QAbstractTableModel):
    """A sheet's header and first rows, as read; above each column stands a :class:`ColumnHead`."""

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        self.heads: list[ColumnHead] = []
        self._sheet: SheetPreview | None = None

    def show_sheet(
        self,
        sheet: SheetPreview,
        fields: dict[Column, str | None],
        entry: Entry,
        asked: frozenset[Column],
    ) -> None:
        """Show a sheet. ``fields``: what each column is taken for now; ``asked``: columns somebody has to decide."""
        self.beginResetModel()
        self._sheet = sheet
        name = sheet.reading.sheet or ""
        self.heads = [
            make_head(name, one, fields.get((name, one.column), one.field), entry, asked, self._wording)
            for one in sheet.reading.columns
        ]
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Give the number of rows: the header and the first rows."""
        if self._sheet is None or (parent is not None and parent.isValid()):
            return 0
        return 1 + len(self._sheet.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Give the number of columns."""
        return 0 if parent is not None and parent.isValid() else len(self.heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a cell's text, or what its column is."""
        head = self.heads[index.column()]
        cell = self._find_cell(index.row(), head)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tell_origin(index.row(), head, cell)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            say = self._wording.say
            place, text = f"{head.letters}{self._number(index.row())}", cell.text or say("empty")
            told = say("Cell {place}, {field}: {text}", place=place, field=head.title, text=text)
            return ". ".join(part for part in (told, self._tell_origin(index.row(), head, cell)) if part)
        return {ColumnRole: head, BoldRole: index.row() == 0, StateRole: cell.state}.get(role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a row's number, or what stands above a column."""
        if orientation == Qt.Orientation.Vertical:
            return self._number(section) if role == Qt.ItemDataRole.DisplayRole else None
        head = self.heads[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return head.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (head.title, head.why) if part)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            say = self._wording.say
            words = say(
                "Column {column}, “{header}”: {field}", column=head.letters, header=head.header, field=head.title
            )
            return f"{words}, {head.sure}" if head.sure else words
        return head if role == ColumnRole else None

    def _find_cell(self, row: int, head: ColumnHead) -> Cell:
        if row == 0 or self._sheet is None:
            return Cell(head.header)
        return self._sheet.rows[row - 1].read.get(head.letters, _BLANK)

    def _tell_origin(self, row: int, head: ColumnHead, cell: Cell) -> str:
        """Say what stands in the file where a cell is read as something else, or can't be read."""
        if row == 0 or self._sheet is None:
            return ""
        said = self._sheet.rows[row - 1].cells.get(head.letters, "")
        if cell.state == "unread":
            return self._wording.say("It can't be understood; the text is kept and an issue says so.")
        return self._wording.say("In the file: {text}", text=said) if said != cell.text else ""

    def _number(self, row: int) -> str:
        if self._sheet is None:
            return ""
        if row:
            return str(self._sheet.rows[row - 1].row)
        return name_rows(self._sheet.reading.header_rows)


def name_rows(rows: Sequence[int]) -> str:
    """Give the rows of a header: 6, 6–7."""
    return f"{rows[0]}–{rows[-1]}" if len(rows) > 1 else str(rows[0]) if rows else ""


class AsideModel(QAbstractTableModel):
    """The rows that were set aside: where, why, what stands there."""

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        self._rows: Sequence[SetAside] = ()
        self._sheets = False

    def show_rows(self, rows: Sequence[SetAside]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self._sheets = len({one.sheet for one in rows}) > 1
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Give the number of rows."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Give the columns: where, why, text."""
        return 0 if parent is not None and parent.isValid() else 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a cell's text."""
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        one = self._rows[index.row()]
        reason = self._wording.render(REASONS[one.reason]) if one.reason in REASONS else one.reason
        cells = (self._find_place(one), reason, one.text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._wording.say("Row {row}, {reason}: {text}", row=cells[0], reason=reason, text=one.text)
        return cells[index.column()]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a column's title."""
        if orientation == Qt.Orientation.Vertical or role != Qt.ItemDataRole.DisplayRole:
            return None
        say = self._wording.say
        return (say("Row"), say("Why it is no person"), say("What stands there"))[section]

    def _find_place(self, one: SetAside) -> str:
        if one.row is None:
            return one.sheet or ""
        return f"{one.sheet}!{one.row}" if self._sheets and one.sheet else str(one.row)
