"""What all painted buttons have in common."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from vaxdesk.ui.look import RADIUS, Look
from vaxdesk.ui.style import RING

ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
RING_ROOM = 3
"""Pixels around one of several for the ring of focus and the gap before it."""


class PaintedButton(QAbstractButton):
    """A button that paints itself: it lights up under the pointer (``_hover``) and follows theme and size of type."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._hover = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        look.changed.connect(self._relook)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up."""
        self._hover = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Go dark again."""
        self._hover = False
        self.update()
        super().leaveEvent(event)

    def _relook(self) -> None:
        self.updateGeometry()
        self.update()


class OneOfSeveral(PaintedButton):
    """One of several in a row or column, of which one is chosen; it is higher where it is narrow."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.setCheckable(True)
        self.setAutoExclusive(True)  # readers of the screen take it for one of several
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrow one is higher."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the row: going to one does not choose it."""
        if event.key() in ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _paint_ground(self, painter: QPainter, box: QRectF) -> None:
        """Paint ground and edge; the chosen one's is ringed."""
        look, wide = self._look, RING if self.isChecked() else 1
        painter.setPen(QPen(look.color("accent" if self.isChecked() else "edge"), wide))
        painter.setBrush(look.color("asoft" if self._hover or self.isDown() else "surface"))
        painter.drawRoundedRect(box.adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2), RADIUS, RADIUS)
