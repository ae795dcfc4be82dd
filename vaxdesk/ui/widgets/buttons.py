"""Buttons that show their key: the coloured one of a page, plain ones, links."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from vaxdesk.ui.look import CONTROL, CONTROL_LARGE, CONTROL_SMALL, RADIUS, RADIUS_CAP, Look
from vaxdesk.ui.style import draw_ring
from vaxdesk.ui.widgets.painted import PaintedButton

Kind = Literal["primary", "plain", "link"]
Size = Literal["small", "normal", "large"]

HEIGHTS = {"small": CONTROL_SMALL, "normal": CONTROL, "large": CONTROL_LARGE}
GAP = 8
ICON = 18
CHEVRON = 14
RING_ROOM = 2
"""Pixels around a button in which its ring of focus is drawn."""


class ActButton(PaintedButton):
    """A button that says what it does, with its icon and its key on it.

    ``primary`` is the one coloured button of a page, which Enter presses. The key is shown, not bound: pages bind it.
    ``opens``: a menu comes out below it, as the chevron says.
    """

    def __init__(  # noqa: PLR0913 - what a button can show
        self,
        look: Look,
        text: str,
        *,
        kind: Kind = "plain",
        key: str = "",
        icon: str = "",
        size: Size = "normal",
        opens: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        self._opens = opens
        self._kind: Kind = kind
        self._key = key
        self._icon = icon
        self._size: Size = size
        self.setText(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_look(self, *, text: str | None = None, kind: Kind | None = None, icon: str | None = None) -> None:
        """Change what the button says or how it looks."""
        if text is not None:
            self.setText(text)
        self._kind = kind or self._kind
        self._icon = self._icon if icon is None else icon
        self.updateGeometry()
        self.update()

    def set_key(self, key: str) -> None:
        """Show another key."""
        self._key = key
        self.updateGeometry()
        self.update()

    def is_primary(self) -> bool:
        """Tell whether this is a coloured button."""
        return self._kind == "primary"

    def sizeHint(self) -> QSize:
        """Give the room for text, icon and key."""
        height = max(self._look.scale(HEIGHTS[self._size]), QFontMetrics(self._font()).height() + 8)
        return QSize(self._measure(), height + 2 * RING_ROOM)

    def minimumSizeHint(self) -> QSize:
        """Give the same: a button's words are never cut."""
        return self.sizeHint()

    def setText(self, text: str) -> None:
        """Say something else."""
        # Qt would take an ampersand for a key of its own.
        super().setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def _font(self) -> QFont:
        return self._look.font("small" if self._size == "small" else "body", bold=self._kind != "plain")

    def _padding(self) -> int:
        return {"small": 11, "normal": 15, "large": 22}[self._size] if self._kind != "link" else 4

    def _measure(self) -> int:
        width = QFontMetrics(self._font()).horizontalAdvance(self.text()) + 2 * self._padding() + 2 * RING_ROOM
        if self._icon:
            width += self._look.scale(ICON) + (GAP if self.text() else 0)
        if self._key:
            width += self._cap_width() + GAP + 2
        if self._opens:
            width += self._look.scale(CHEVRON) + GAP
        return width + 2

    def _cap_width(self) -> int:
        return QFontMetrics(self._look.font("tiny")).horizontalAdvance(self._key) + 14

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(RING_ROOM + 0.5, RING_ROOM + 0.5, -RING_ROOM - 0.5, -RING_ROOM - 0.5)
        self._paint_ground(painter, box)
        self._paint_words(painter, box)
        if self.hasFocus():
            draw_ring(painter, QRectF(self.rect()), self._look, RADIUS + 2)

    def _paint_ground(self, painter: QPainter, box: QRectF) -> None:
        look = self._look
        if self._kind == "link":
            return
        if not self.isEnabled():
            painter.setPen(QPen(look.color("line"), 1))
            painter.setBrush(look.color("neus"))
        elif self._kind == "primary":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accent2" if self._hover or self.isDown() else "accent"))
        else:
            painter.setPen(QPen(look.color("edge"), 1))
            lit = self._hover or self.isDown() or self.isChecked()
            painter.setBrush(look.color("asoft" if lit else "surface"))
        painter.drawRoundedRect(box, RADIUS, RADIUS)

    def _paint_words(self, painter: QPainter, box: QRectF) -> None:
        look, token = self._look, self._token()
        # A button that was given more room keeps its words in the middle.
        x = box.left() + self._padding() + max(0.0, (self.width() - self._measure()) / 2)
        if self._icon:
            px = look.scale(ICON)
            pixmap = look.pixmap(self._icon, token, px, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(x, box.center().y() - px / 2), pixmap)
            x += px + GAP
        painter.setFont(self._font())
        painter.setPen(look.color(token))
        width = painter.fontMetrics().horizontalAdvance(self.text())
        painter.drawText(QRectF(x, box.top(), width + 2, box.height()), Qt.AlignmentFlag.AlignVCenter, self.text())
        if self._opens:
            px = look.scale(CHEVRON)
            pixmap = look.pixmap("down", token, px, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(x + width + GAP, box.center().y() - px / 2), pixmap)
            x += px + GAP
        if self._key:
            self._paint_cap(painter, QRectF(x + width + GAP + 2, box.center().y() - 10, self._cap_width(), 20), token)

    def _paint_cap(self, painter: QPainter, cap: QRectF, token: str) -> None:
        draw_key_cap(painter, cap, self._key, self._look, "text2" if token == "text" else token)

    def _token(self) -> str:
        if not self.isEnabled():
            return "text3"
        if self._kind == "primary":
            return "onacc"
        return "accent" if self._kind == "link" else "text"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button as Space does; a held key presses nothing."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)


def draw_key_cap(painter: QPainter, cap: QRectF, key: str, look: Look, token: str = "text2") -> None:
    """Draw a key's cap: outline, a stronger lower edge, the key's name."""
    height = max(cap.height(), QFontMetrics(look.font("tiny")).height() + 2)
    cap = QRectF(cap.left(), cap.center().y() - height / 2, cap.width(), height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.color(token), 1))
    painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CAP, RADIUS_CAP)
    painter.drawLine(
        QPointF(cap.left() + RADIUS_CAP, cap.bottom() - 1.5), QPointF(cap.right() - RADIUS_CAP, cap.bottom() - 1.5)
    )
    painter.setFont(look.font("tiny"))
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
    painter.restore()


def measure_key_cap(key: str, look: Look) -> int:
    """Give the width of a key's cap."""
    return QFontMetrics(look.font("tiny")).horizontalAdvance(key) + 14
