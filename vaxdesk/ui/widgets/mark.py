"""The program's mark."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from vaxdesk.ui.icons import draw_mark
from vaxdesk.ui.look import Look


class Mark(QWidget):
    """Shows the mark in the theme's colours."""

    def __init__(self, look: Look, px: int) -> None:
        super().__init__()
        self._look, self._px = look, px
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Give the mark's size."""
        return QSize(self._px, self._px)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the mark."""
        del event
        theme = self._look.theme
        QPainter(self).drawPixmap(0, 0, draw_mark(self._px, theme.accent, theme.onacc, self.devicePixelRatioF()))
