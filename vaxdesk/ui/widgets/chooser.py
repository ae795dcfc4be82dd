"""A field that opens a list to choose from, with the arrow that says so."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox

from vaxdesk.ui.look import Look

ARROW = 16
SIDE = 8
"""Pixels of the arrow, and right of it."""


class Chooser(QComboBox):
    """One of a few texts."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the arrow over the field."""
        super().paintEvent(event)
        px = self._look.scale(ARROW)
        token = "text2" if self.isEnabled() else "text3"
        pixmap = self._look.pixmap("down", token, px, self.devicePixelRatioF())
        QPainter(self).drawPixmap(self.width() - SIDE - px, (self.height() - px) // 2, pixmap)
