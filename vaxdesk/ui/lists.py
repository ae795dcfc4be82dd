"""What lists and tables have in common: no letter jumps about in them, nothing in them is edited by accident."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QTableView

Index = QModelIndex | QPersistentModelIndex
"""What Qt hands to models and delegates."""


def _calm(view: QAbstractItemView) -> None:
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    # One stop of Tab each; the arrows walk inside.
    view.setTabKeyNavigation(False)


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
