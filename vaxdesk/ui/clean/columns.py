"""Which columns the table of people has, and in which order: a list that is ticked and moved by keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from vaxdesk.ui.clean.work import Work
from vaxdesk.ui.keys import bind
from vaxdesk.ui.lists import CalmList, Index
from vaxdesk.ui.models.columns import TITLES, read_columns, write_columns
from vaxdesk.ui.page import Frame
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.wording import Wording


class ColumnsModel(QAbstractListModel):
    """All columns, those that are shown ticked and first."""

    def __init__(self, wording: Wording, shown: Sequence[str]) -> None:
        super().__init__()
        self._wording = wording
        self.keys = [*shown, *(key for key in TITLES if key not in shown)]
        self.ticked = set(shown)

    def rowCount(self, parent: Index | None = None) -> int:
        """Give the number of columns."""
        return 0 if parent is not None and parent.isValid() else len(self.keys)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every column be ticked."""
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a column's name and whether it is ticked."""
        if not 0 <= index.row() < len(self.keys):
            return None
        key = self.keys[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._wording.render(TITLES[key])
        if role == Qt.ItemDataRole.CheckStateRole:
            # PySide hands the number to Qt, which knows no enumeration of Python here.
            return (Qt.CheckState.Checked if key in self.ticked else Qt.CheckState.Unchecked).value
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick a column, or take the tick away."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        key = self.keys[index.row()]
        (self.ticked.add if Qt.CheckState(value) == Qt.CheckState.Checked else self.ticked.discard)(key)
        self.dataChanged.emit(index, index)
        return True

    def move(self, row: int, by: int) -> int:
        """Move a column up or down; gives where it is then."""
        to = min(max(0, row + by), len(self.keys) - 1)
        if to != row:
            self.keys[row], self.keys[to] = self.keys[to], self.keys[row]
            self.dataChanged.emit(self.index(min(row, to)), self.index(max(row, to)))
        return to

    def chosen(self) -> list[str]:
        """Give the columns that are ticked, in their order."""
        return [key for key in self.keys if key in self.ticked]


class ColumnsWork(Work):
    """Asks for the columns. Choosing them changes nobody and is no step; ``done`` is not told."""

    def __init__(self, frame: Frame) -> None:
        wording = frame.wording
        super().__init__(frame, wording.say("Columns of the table"), wording.say("Keep"))
        self.sentence.setText(self.say("Space shows a column or hides it; Ctrl+↑ and Ctrl+↓ move it."))
        self.columns = ColumnsModel(wording, read_columns(frame.settings))
        self.columns.dataChanged.connect(self._follow)
        self.view = CalmList()
        self.view.setModel(self.columns)
        self.view.setSpacing(4)
        self.view.setAccessibleName(self.title.text())
        self.up = ActButton(self.look, self.say("Move up"), icon="up", size="small", key="Ctrl+↑")
        self.down = ActButton(self.look, self.say("Move down"), icon="down", size="small", key="Ctrl+↓")
        row = QHBoxLayout()
        for button, keys, by in ((self.up, "Ctrl+Up", -1), (self.down, "Ctrl+Down", 1)):
            button.clicked.connect(partial(self._move, by))
            bind(self, keys, partial(self._move, by))
            row.addWidget(button)
        row.addStretch(1)
        self.body.addWidget(self.view, 1)
        self.body.addLayout(row)
        self.view.setCurrentIndex(self.columns.index(0))
        self._follow()

    def panes(self) -> Sequence[QWidget]:
        """Give the list, then the act."""
        return (self.view, self.act)

    def press(self) -> None:
        """Remember the columns."""
        write_columns(self.frame.settings, self.columns.chosen())
        self.left.emit()

    def _move(self, by: int, _: object = None) -> None:
        row = self.columns.move(self.view.currentIndex().row(), by)
        self.view.setCurrentIndex(self.columns.index(row))

    def _follow(self) -> None:
        named = bool(self.columns.ticked)
        self.allow(allowed=named, why_not="" if named else self.say("Choose at least one column."))
