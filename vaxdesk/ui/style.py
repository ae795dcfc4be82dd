"""The base style: Fusion with one focus ring for everything."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleOption, QWidget

RING = 2


class Colours(Protocol):
    """What gives a colour by its token."""

    def color(self, token: str) -> QColor:
        """Give a colour."""


class HouseStyle(QProxyStyle):
    """Draws the ring around what has the focus, and nothing else of its own."""

    def __init__(self, look: Colours) -> None:
        super().__init__("Fusion")
        self._look = look

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw the focus ring ourselves."""
        if element != QStyle.PrimitiveElement.PE_FrameFocusRect:
            super().drawPrimitive(element, option, painter, widget)
            return
        draw_ring(painter, QRectF(option.rect), self._look)


def draw_ring(painter: QPainter, rect: QRectF, look: Colours, radius: float = 6) -> None:
    """Draw the ring inside ``rect``: two pixels of accent."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.color("accent"), RING))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)
    painter.restore()
