"""What all painted buttons have in common."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from vaxdesk.ui.look import Look


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
