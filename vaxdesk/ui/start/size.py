"""The size of type, chosen by looking: three cards with a name and a number, each in its size."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from vaxdesk.settings import TEXT_SIZE
from vaxdesk.ui.look import RADIUS, TYPE, Look
from vaxdesk.ui.style import RING, draw_ring
from vaxdesk.ui.widgets.painted import ARROWS
from vaxdesk.ui.widgets.wrapping import WrappingRow
from vaxdesk.wording import Wording

SAMPLE_NAME, SAMPLE_NUMBER = "Nguyễn Thị Hường", "070 185 001 234"
SIDE, TOP, DOT, GAP = 14, 12, 18, 12


class SizeCard(QAbstractButton):
    """One size of type, shown as it is whatever size is on now."""

    def __init__(self, look: Look, percent: int) -> None:
        super().__init__()
        self._look, self.percent = look, percent
        self.setText(f"{percent}%")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{percent}%, {SAMPLE_NAME}, {SAMPLE_NUMBER}")
        look.changed.connect(self.updateGeometry)

    def _fonts(self) -> tuple[tuple[str, QFont, str], ...]:
        lines = []
        for text, step, bold, token in (
            (self.text(), "small", False, "text2"),
            (SAMPLE_NAME, "body", True, "text"),
            (SAMPLE_NUMBER, "body", False, "text"),
        ):
            font = QFont(self._look.font(step, bold=bold))
            font.setPointSizeF(TYPE[step].points * self.percent / 100)
            lines.append((text, font, token))
        return tuple(lines)

    def sizeHint(self) -> QSize:
        """Give the room for the lines in their size."""
        metrics = [(QFontMetricsF(font), text) for text, font, _ in self._fonts()]
        width = max(one.horizontalAdvance(text) for one, text in metrics)
        height = sum(one.height() for one, _ in metrics)
        return QSize(round(width) + 2 * SIDE + DOT + GAP + 4, round(height) + 2 * TOP)

    def minimumSizeHint(self) -> QSize:
        """Give the same: the sample is never cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the row."""
        if event.key() in ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card."""
        del event
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = RING if self.isChecked() else 1
        box = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        painter.setPen(QPen(look.color("accent" if self.isChecked() else "edge"), wide))
        painter.setBrush(look.color("surface"))
        painter.drawRoundedRect(box.adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2), RADIUS, RADIUS)
        dot = QRectF(box.left() + SIDE, box.center().y() - DOT / 2, DOT, DOT)
        painter.setPen(QPen(look.color("accent" if self.isChecked() else "edge"), 1))
        painter.setBrush(look.color("accent" if self.isChecked() else "surface"))
        painter.drawEllipse(dot.adjusted(0.5, 0.5, -0.5, -0.5))
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("onacc"))
            painter.drawEllipse(dot.center(), 3, 3)
        lines = self._fonts()
        y = (self.height() - sum(QFontMetricsF(font).height() for _, font, _ in lines)) / 2
        for text, font, token in lines:
            painter.setFont(font)
            painter.setPen(look.color(token))
            metrics = QFontMetricsF(font)
            painter.drawText(QPointF(dot.right() + GAP, y + metrics.ascent()), text)
            y += metrics.height()
        if self.hasFocus():
            draw_ring(painter, QRectF(self.rect()), look, RADIUS + 2)


class SizeRow(WrappingRow):
    """The three sizes: one stop of Tab, arrows choose. ``chosen`` gives the percentage the user chose."""

    chosen = Signal(int)

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__(gap=4, equal=True)
        self.setAccessibleName(wording.say("Text size"))
        self.cards = [SizeCard(look, percent) for percent in TEXT_SIZE.allowed]
        for card in self.cards:
            card.clicked.connect(lambda _=False, card=card: self._choose(card))
        self.set_items(self.cards)
        self.select(look.percent)

    def selected(self) -> int:
        """Give the percentage that is selected."""
        return next((card.percent for card in self.cards if card.isChecked()), TEXT_SIZE.default)

    def select(self, percent: int) -> None:
        """Select a size; nothing is told by that."""
        for card in self.cards:
            card.setChecked(card.percent == percent)
            stop = card.isChecked()
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)
            if stop:
                self.setFocusProxy(card)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the next size with the arrows."""
        step = ARROWS.get(Qt.Key(event.key()))
        at = next((place for place, card in enumerate(self.cards) if card.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
        elif 0 <= at + step < len(self.cards):
            self._choose(self.cards[at + step])
            self.cards[at + step].setFocus(Qt.FocusReason.TabFocusReason)

    def _choose(self, card: SizeCard) -> None:
        self.select(card.percent)
        self.chosen.emit(card.percent)
