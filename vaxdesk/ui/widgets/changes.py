"""What a step changed: person, field, the value before and after with the difference marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView

from vaxdesk.desk.journaling import Change
from vaxdesk.ui.lists import CalmList, Index
from vaxdesk.ui.look import Look
from vaxdesk.ui.widgets.change_lines import ChangeLine, ChangeLinesDelegate, LineRole
from vaxdesk.wording import Wording

ChangeRole = Qt.ItemDataRole.UserRole


class ChangesModel(QAbstractListModel):
    """The lines of one step."""

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        self.lines: Sequence[Change] = ()

    def set_lines(self, lines: Sequence[Change]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Give the number of lines."""
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a line, as it is and as it is painted, whose it is, or all of it in a sentence."""
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.name(line)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._tell(line)
        if role == LineRole:
            return self._word(line)
        return line if role == ChangeRole else None

    def name(self, line: Change) -> str:
        """Give the name of the person a line is about."""
        return line.name or self._wording.say("No name")

    def _word(self, line: Change) -> ChangeLine:
        tell = self._wording.tell
        return ChangeLine(self.name(line), self._wording.render(line.title), tell(line.old), tell(line.new))

    def _tell(self, line: Change) -> str:
        say, title = self._wording.say, self._wording.render(line.title)
        old, new = self._wording.tell(line.old), self._wording.tell(line.new)
        if not old and not new:
            return f"{self.name(line)}, {title}"
        nothing = say("nothing yet")
        return say(
            "{name}, {field}: before {old}, after {new}",
            name=self.name(line),
            field=title,
            old=old or nothing,
            new=new or nothing,
        )


class ChangesView(CalmList):
    """The lines of a step, made or planned.

    ``opened`` gives the person of a line that was clicked or opened with Enter, unless they are only ``to_read``.
    """

    opened = Signal(str)

    def __init__(self, look: Look, wording: Wording, *, to_read: bool = False) -> None:
        super().__init__()
        self._to_read = to_read
        self.changes = ChangesModel(wording)
        self.setModel(self.changes)
        self.setItemDelegate(ChangeLinesDelegate(look, wording, self, opens=True))
        opens = wording.say("What this step changed; Enter opens the person")
        self.setAccessibleName(wording.say("What would be changed") if to_read else opens)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setMouseTracking(True)
        if not to_read:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
            self.clicked.connect(self._open)
        look.changed.connect(self.scheduleDelayedItemsLayout)

    def set_lines(self, lines: Sequence[Change]) -> None:
        """Show other lines, from the first."""
        self.changes.set_lines(lines)
        if lines:
            self.setCurrentIndex(self.changes.index(0))
        self.scrollToTop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the person with Enter; a held key opens nobody. What is only to be read leaves Enter to the page."""
        if self._to_read and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            if not event.isAutoRepeat():
                self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the values anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _open(self, index: Index) -> None:
        if index.isValid():
            self.opened.emit(index.data(ChangeRole).person)
