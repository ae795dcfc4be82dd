"""What lists and tables have in common: no letter jumps about in them, nothing in them is edited by accident."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QListView, QTableView

from vaxdesk.ui.look import ROW, Look

Index = QModelIndex | QPersistentModelIndex
"""What Qt hands to models and delegates."""


def _calm(view: QAbstractItemView) -> None:
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    # One stop of Tab each; the arrows walk inside.
    view.setTabKeyNavigation(False)


def leave_to_page(event: QKeyEvent) -> bool:
    """Leave Enter and whatever writes to what is around; tell whether the key was one of these."""
    left = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} or bool(event.text() and event.text().isprintable())
    if left:
        event.ignore()
    return left


class CalmList(QListView):
    """A list that is walked with the arrows. Letters do nothing in it, since Telex makes other letters of them."""

    def __init__(self) -> None:
        super().__init__()
        _calm(self)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyboardSearch(self, text: str) -> None:
        """Do nothing."""


class CalmTable(QTableView):
    """A table that is walked with the arrows. Letters do nothing in it."""

    def __init__(self) -> None:
        super().__init__()
        _calm(self)
        self.setShowGrid(False)

    def keyboardSearch(self, text: str) -> None:
        """Do nothing."""


class FittedTable(CalmTable):
    """A table of whole lines that fits its columns to its width. Enter and whatever writes are the page's."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        look.changed.connect(self.fit)

    def fit(self) -> None:
        """Let long words wrap; no line is lower than a row. The columns' widths are set before."""
        self.resizeRowsToContents()
        for row in range(self.model().rowCount()):
            self.setRowHeight(row, max(self._look.scale(ROW), self.rowHeight(row)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go up and down; leave Enter and whatever writes to the page."""
        if not leave_to_page(event):
            super().keyPressEvent(event)
