"""The rows somebody was read from, as they stood in their lists: every cell with its column and header."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QRect, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vaxdesk.desk.tracing import SourceCell, SourceRow
from vaxdesk.ui.clean.head import tell_source
from vaxdesk.ui.lists import FittedTable, Index
from vaxdesk.ui.look import ROW, Look
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.labels import make_label
from vaxdesk.wording import Wording

SIDE = 20
COLUMN, HEADER, TEXT, TAKEN = range(4)
PADDING = 26
"""Pixels at the sides of a cell's words."""
ENDLESS = 1 << 16
LETTERS = 56
"""Pixels of the column of column letters."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line: the head of a row (its words), or one of its cells."""

    head: str = ""
    cell: SourceCell | None = None


class SourcesModel(QAbstractTableModel):
    """For each row its place, then its cells: column, header, text, what it was taken for."""

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        self.lines: list[_Line] = []

    def set_rows(self, rows: Sequence[SourceRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.lines = []
        for row in rows:
            self.lines.append(_Line(self._name_row(row)))
            self.lines += [_Line(cell=cell) for cell in row.cells]
        self.endResetModel()

    def _name_row(self, row: SourceRow) -> str:
        place = tell_source(row.source, self._wording)
        if row.source.sheet is not None:
            place = self._wording.say("{place}, sheet “{sheet}”", place=place, sheet=row.source.sheet)
        return place if row.live else self._wording.say("{place} (load taken back)", place=place)

    def rowCount(self, parent: Index | None = None) -> int:
        """Give the number of lines."""
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        """Give the number of columns."""
        return 0 if parent is not None and parent.isValid() else 4

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the head of a column."""
        say = self._wording.say
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (say("Column"), say("Header"), say("What stands there"), say("Taken for"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a cell's words; to a reader of the screen the whole line as one sentence."""
        line = self.lines[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._text(line, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (self._text(line, column) for column in range(4)) if part)
        return None

    def _text(self, line: _Line, column: int) -> str:
        cell = line.cell
        if cell is None:
            return line.head if column == COLUMN else ""
        return (cell.column, cell.header, cell.text, self._wording.tell(cell.field))[column]


class SourcesView(FittedTable):
    """The table of rows and cells. It is read only: what a list said is never changed."""

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__(look)
        self.rows = SourcesModel(wording)
        self.setModel(self.rows)
        self.setAccessibleName(wording.say("The rows as they stood in their lists"))

    def fit(self) -> None:
        """Take the columns' widths from the view's; let long texts wrap."""
        room = max(200, self.viewport().width() - self._look.scale(LETTERS))
        shares = (self._look.scale(LETTERS), round(room * 0.32), round(room * 0.4))
        for column, width in enumerate((*shares, room + self._look.scale(LETTERS) - sum(shares))):
            self.setColumnWidth(column, width)
        self.clearSpans()
        for row, line in enumerate(self.rows.lines):
            if line.cell is None:
                self.setSpan(row, 0, 1, 4)
            self.setRowHeight(row, self._measure(row, is_head=line.cell is None))

    def _measure(self, row: int, *, is_head: bool) -> int:
        """Give the height in which all of a line's words can be read."""
        words, wrapped = self.fontMetrics(), int(Qt.TextFlag.TextWordWrap)
        heights = [self._look.scale(ROW) - 4]
        for column in range(1 if is_head else 4):
            width = (self.viewport().width() if is_head else self.columnWidth(column)) - PADDING
            text = str(self.rows.index(row, column).data() or "")
            heights.append(words.boundingRect(QRect(0, 0, max(1, width), ENDLESS), wrapped, text).height() + 10)
        return max(heights)


class Sources(QWidget):
    """The rows of one person with the way back to the record. ``left`` tells that it is taken."""

    left = Signal()

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        self.view = SourcesView(look, wording)
        self._title = make_label("", "head", wrap=True)
        self.back = ActButton(look, wording.say("To the record"), icon="left", key="Esc", size="small")
        self.back.clicked.connect(self.left)
        top = QHBoxLayout()
        top.setContentsMargins(SIDE, 10, SIDE - 6, 4)
        top.addWidget(self._title, 1)
        top.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.view, 1)
        self.setFocusProxy(self.view)

    def show_rows(self, name: str, rows: Sequence[SourceRow]) -> None:
        """Show somebody's rows."""
        say = self._wording.say
        title = say("{name} as the lists have it", name=name) if rows else say("{name} stands in no list", name=name)
        self._title.setText(title)
        self.view.rows.set_rows(rows)
        self.view.fit()
        if rows:
            self.view.setCurrentIndex(self.view.rows.index(0, 0))
