"""A box to tick, which says that something was done by a person."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from vaxdesk.ui.look import RADIUS, RADIUS_CAP, Look
from vaxdesk.ui.style import draw_ring

BOX = 20
GAP = 10
ROOM = 4
"""Pixels around it for the ring of focus."""
TICK = ((0.22, 0.52), (0.42, 0.72), (0.78, 0.30))
"""Corners of the tick, as shares of the box."""


class TickBox(QAbstractButton):
    """A sentence with a box before it; Space or a click ticks it."""

    def __init__(self, look: Look, text: str) -> None:
        super().__init__()
        self._look = look
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Give the room for box and sentence, on as many lines as it needs in a dialog."""
        metrics = QFontMetrics(self._look.font())
        width = 2 * ROOM + self._look.scale(BOX) + GAP + metrics.horizontalAdvance(self.text()) + 2
        return QSize(width, max(self._look.scale(BOX), metrics.height()) + 4 + 2 * ROOM)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint box, tick and sentence."""
        del event
        look, painter, side = self._look, QPainter(self), self._look.scale(BOX)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(ROOM, (self.height() - side) / 2, side, side)
        checked = self.isChecked()
        painter.setPen(QPen(look.color("accent" if checked else "edge"), 1.5))
        painter.setBrush(look.color("accent" if checked else "surface"))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), RADIUS_CAP, RADIUS_CAP)
        if checked:
            painter.setPen(QPen(look.color("onacc"), 2))
            painter.drawPolyline([QPointF(box.left() + x * side, box.top() + y * side) for x, y in TICK])
        painter.setPen(look.color("text"))
        painter.setFont(look.font())
        words = QRectF(self.rect()).adjusted(box.right() + GAP, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            draw_ring(painter, QRectF(self.rect()), look, RADIUS)
