"""A field to search in: its icon at the left, its key at the right while it is empty."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from vaxdesk.ui.look import CONTROL, Look
from vaxdesk.ui.widgets.buttons import draw_key_cap, measure_key_cap
from vaxdesk.ui.widgets.typing_field import TypingField

ICON = 18
GAP = 8
WIDEST, LEAST = 300, 150
"""Logical pixels that the field likes to have, and that it needs."""


class SearchField(TypingField):
    """A search field. ``wanted`` gives what was typed when Enter is pressed; composing is finished first."""

    wanted = Signal(str)

    def __init__(self, look: Look, placeholder: str, key: str = "Ctrl+F") -> None:
        super().__init__()
        self._look, self._key = look, key
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._relook)
        self._relook()

    def give_up(self) -> bool:
        """Empty the field (Esc); False where nothing stood in it."""
        had = bool(self.text())
        self.clear()
        return had

    def sizeHint(self) -> QSize:
        """Give the room for a name."""
        return QSize(self._look.scale(WIDEST), max(self._look.scale(CONTROL), self.fontMetrics().height() + 10))

    def minimumSizeHint(self) -> QSize:
        """Give the room for the words in it."""
        return QSize(self._look.scale(LEAST), self.sizeHint().height())

    def press_enter(self, event: QKeyEvent) -> None:
        """Search."""
        event.accept()
        self.wanted.emit(self.text().strip())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint field, icon and key."""
        super().paintEvent(event)
        look, painter = self._look, QPainter(self)
        px = look.scale(ICON)
        middle = self.height() / 2
        painter.drawPixmap(QPointF(12, middle - px / 2), look.pixmap("search", "text2", px, self.devicePixelRatioF()))
        if self._key and not self.text() and not self.is_composing:
            width = measure_key_cap(self._key, look)
            draw_key_cap(painter, QRectF(self.width() - width - 12, middle - 10, width, 20), self._key, look)

    def _relook(self) -> None:
        right = measure_key_cap(self._key, self._look) + GAP if self._key else 0
        self.setTextMargins(self._look.scale(ICON) + GAP, 0, right, 0)
        self.updateGeometry()
        self.update()
