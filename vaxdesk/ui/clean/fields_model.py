"""The fields of a person or a dose: as the list has it, as it is now, as it is proposed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, Qt

from vaxdesk.desk.browsing import FieldRow, Proposal
from vaxdesk.model.message import Message
from vaxdesk.ui.lists import Index
from vaxdesk.wording import Wording

FieldRole = Qt.ItemDataRole.UserRole
NAME, LISTED, NOW, PROPOSED = range(4)
HEADS = ("", Message("As the list has it"), Message("Now"), Message("Proposed"))


class FieldsModel(QAbstractTableModel):
    """A row for each field. ``offered`` is the proposal that stands in the last column, by field."""

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        self.rows: Sequence[FieldRow] = ()
        self.offered: dict[str, Proposal] = {}
        self.asked: str | None = None
        """The field in question: its row is tinted."""

    def rowCount(self, parent: Index | None = None) -> int:
        """Give the number of fields."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Give the number of columns: name, list, now, proposed."""
        return 0 if parent is not None and parent.isValid() else 4

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the head of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._wording.tell(HEADS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a text, the field, or the sentence for readers of the screen."""
        if not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == FieldRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and row.others:
            others = ", ".join(self._wording.tell(one) for one in row.others)
            return self._wording.say("Also said: {others}", others=others)
        return self.tell(row) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def text(self, row: FieldRow, column: int) -> str:
        """Give what stands in a column."""
        if column == NAME:
            return self._wording.render(row.title)
        if column == LISTED:
            return " / ".join(dict.fromkeys(self._wording.tell(one) for one in row.listed))
        if column == NOW:
            return self._wording.tell(row.now)
        offered = self.offered.get(row.key)
        return self._wording.tell(offered.text) if offered is not None else ""

    def tell(self, row: FieldRow) -> str:
        """Tell a field in a sentence."""
        say = self._wording.say
        listed, proposed = self.text(row, LISTED), self.text(row, PROPOSED)
        now = self.text(row, NOW) or say("not known")
        parts = [say("{field}: {value}", field=self.text(row, NAME), value=now)]
        if listed and listed != now:
            parts.append(say("the list has {value}", value=listed))
        if proposed:
            parts.append(say("proposed is {value}", value=proposed))
        if row.severity == "error":
            parts.append(say("to be put right"))
        elif row.severity == "warning":
            parts.append(say("better look again"))
        return ", ".join(parts)

    def set_rows(self, rows: Sequence[FieldRow], asked: str | None, offered: dict[str, Proposal]) -> None:
        """Show other fields."""
        self.beginResetModel()
        self.rows, self.asked, self.offered = tuple(rows), asked, offered
        self.endResetModel()

    def set_question(self, asked: str | None, offered: dict[str, Proposal]) -> None:
        """Show another field as the one in question, with what is proposed."""
        self.asked, self.offered = asked, offered
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, 3))

    def find_row(self, key: str | None) -> int | None:
        """Give the row of a field."""
        return next((at for at, row in enumerate(self.rows) if row.key == key), None)
