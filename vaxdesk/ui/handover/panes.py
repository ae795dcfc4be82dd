"""How the page Gửi – nhận is laid out: the numbered cards in a column, the packages beside it or below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from vaxdesk.ui.handover.packages import PackagesPane
from vaxdesk.ui.look import Layout, Look
from vaxdesk.ui.widgets.scrolling import make_scroll

PANE, PANE_MIDDLE = 352, 300


class HandoverPanes(QWidget):
    """Holds the cards, and the packages."""

    def __init__(self, look: Look, cards: Sequence[QWidget], packages: PackagesPane) -> None:
        super().__init__()
        self._look, self._packages = look, packages
        inner = QWidget()
        inner.setObjectName("scrolled")
        self._column = QVBoxLayout(inner)
        self._column.setSpacing(12)
        for one in cards:
            self._column.addWidget(one)
        self._column.addStretch(1)
        self._scroll = make_scroll(inner)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)
        self._row.addWidget(self._scroll, 1)

    def set_layout(self, layout: Layout) -> None:
        """Put the packages beside the cards, or below them where there is no room."""
        narrow = layout == "narrow"
        self._row.removeWidget(self._packages)
        self._column.removeWidget(self._packages)
        if narrow:
            self._column.insertWidget(self._column.count() - 1, self._packages)
            self._packages.setMinimumWidth(0)
            self._packages.setMaximumWidth(self.maximumWidth())
        else:
            self._row.addWidget(self._packages)
            self._packages.setFixedWidth(self._look.scale(PANE if layout == "wide" else PANE_MIDDLE))
        side = 12 if narrow else 24
        self._column.setContentsMargins(side, 12 if narrow else 0, 12, 12 if narrow else 0)
        self._row.setContentsMargins(0, 0 if narrow else 12, 0 if narrow else 20, 0 if narrow else 12)
        self._packages.set_layout(layout)

    def reveal(self, card: QWidget) -> None:
        """Bring a card into sight."""
        # Its place is known once the layout has been through.
        QTimer.singleShot(0, card, lambda: self._scroll.ensureWidgetVisible(card))
