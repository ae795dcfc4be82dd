"""Heads of columns that are walked with the arrows: Enter or a click chooses one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from vaxdesk.ui.look import Look


class WalkedHeader(QHeaderView):
    """The heads of a table's columns. ``chosen`` tells which one Enter or a click fell on; ``at`` is where one is."""

    chosen = Signal(int)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look = look
        self.at = 0
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.sectionClicked.connect(self._choose)

    def go_to(self, section: int) -> None:
        """Go to a column."""
        if not 0 <= section < self.count():
            return
        self.at = section
        model = self.model()
        if model is not None:
            said = model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
            self.setAccessibleDescription(said or "")
        view = self.parent()
        if isinstance(view, QTableView) and model is not None:
            view.scrollTo(model.index(max(0, view.rowAt(0)), section))
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from column to column; choose one with Enter."""
        steps = {Qt.Key.Key_Left: self.at - 1, Qt.Key.Key_Right: self.at + 1, Qt.Key.Key_Home: 0}
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            if not event.isAutoRepeat():
                self.chosen.emit(self.at)
        elif event.key() in steps:
            self.go_to(steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_End:
            self.go_to(self.count() - 1)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where one is."""
        super().focusInEvent(event)
        self.go_to(min(self.at, self.count() - 1))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _choose(self, section: int) -> None:
        self.go_to(section)
        self.chosen.emit(section)
