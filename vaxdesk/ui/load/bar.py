"""The foot of a pane: what will come of it, and the buttons that decide. It never scrolls away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from vaxdesk.ui.look import Layout


class Scrolled(QWidget):
    """What is scrolled: as high as its contents are at the width there is.

    The least height Qt finds by itself is that of labels wrapped into squares, which would scroll for nothing.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("scrolled")

    def minimumSizeHint(self) -> QSize:
        """Give the least width; the height follows from the width."""
        return QSize(super().minimumSizeHint().width(), 0)


class DecisionBar(QFrame):
    """Sentences at the left, buttons at the right; one above the other where there is less room."""

    def __init__(self, words: Sequence[QWidget], acts: Sequence[QWidget]) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setSpacing(10)
        said = QVBoxLayout()
        said.setSpacing(0)
        for one in words:
            said.addWidget(one)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for act in acts:
            row.addWidget(act)
        self._box.addLayout(said, 1)
        self._box.addLayout(row)

    def set_layout(self, layout: Layout) -> None:
        """Arrange for the window's width."""
        narrow = layout == "narrow"
        side = {"wide": 20, "middle": 14, "narrow": 12}[layout]
        self._box.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._box.setSpacing(2 if narrow else 10)
        self._box.setContentsMargins(side, 4 if narrow else 9, side, 4 if narrow else 9)
