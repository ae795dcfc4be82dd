"""Cards to choose one of: users, sticks, answers to a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen

from vaxdesk.ui.look import RADIUS, Look
from vaxdesk.ui.style import RING, draw_ring
from vaxdesk.ui.widgets.buttons import draw_key_cap, measure_key_cap
from vaxdesk.ui.widgets.painted import ARROWS, RING_ROOM, OneOfSeveral
from vaxdesk.ui.widgets.wrapping import WrappingRow

SIDE, TOP = 14, 8
GAP = 12
DOT, ICON, SIGN = 18, 24, 14
"""Pixels of the round mark, of a card's icon, of the sign before its warning."""
CAP = 20
TEXT = 190
"""Logical pixels beyond which a card asks for no more room: its lines wrap."""
WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be chosen. ``cap`` is the key shown on it, ``warning`` what is wrong with it and how to cure that.

    One that is not usable stays to be seen, with its reason.
    """

    key: str
    title: str
    second: str = ""
    warning: str = ""
    icon: str = ""
    cap: str = ""
    usable: bool = True


class ChoiceCard(OneOfSeveral):
    """A card with a title, a second line and perhaps a warning; chosen it has an edge of accent and a filled dot."""

    def __init__(self, look: Look, choice: Choice, *, dot: bool = True) -> None:
        super().__init__(look)
        self.choice, self._dot = choice, dot
        self.setText(choice.title)
        self.setAccessibleName(", ".join(part for part in (choice.title, choice.second, choice.warning) if part))
        self.setEnabled(choice.usable)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def sizeHint(self) -> QSize:
        """Give the room on few lines."""
        widest = max(QFontMetrics(font).horizontalAdvance(text) for text, font, _ in self._lines()) + 2
        if self.choice.warning:
            widest += SIGN + 6
        width = self._before() + min(widest, self._look.scale(TEXT)) + SIDE + RING_ROOM
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Give a width at which few words are broken."""
        width = min(self.sizeHint().width(), self._before() + self._look.scale(110) + SIDE + RING_ROOM)
        return QSize(width, self.heightForWidth(width))

    def heightForWidth(self, width: int) -> int:
        """Give the height at a width."""
        return max(self._look.scale(40), self._measure_lines(width)) + 2 * (TOP + RING_ROOM)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card."""
        del event
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(RING_ROOM, RING_ROOM, -RING_ROOM, -RING_ROOM)
        self._paint_ground(painter, box)
        left, middle = box.left() + SIDE, box.center().y()
        if self._dot:
            self._paint_dot(painter, QRectF(left, middle - DOT / 2, DOT, DOT))
            left += DOT + GAP
        if self.choice.cap:
            cap = QRectF(left, middle - CAP / 2, measure_key_cap(self.choice.cap, look), CAP)
            draw_key_cap(painter, cap, self.choice.cap, look, self._tone("text2"))
            left = cap.right() + GAP
        if self.choice.icon:
            px, token = look.scale(ICON), "accent" if self.isChecked() else self._tone("text2")
            pixmap = look.pixmap(self.choice.icon, token, px, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(left, middle - px / 2), pixmap)
        self._paint_lines(painter)
        if self.hasFocus():
            draw_ring(painter, QRectF(self.rect()), look, RADIUS + 2)

    def _paint_ground(self, painter: QPainter, box: QRectF) -> None:
        look = self._look
        wide = RING if self.isChecked() else 1
        edge = "accent" if self.isChecked() else "edge" if self.isEnabled() else "line"
        painter.setPen(QPen(look.color(edge), wide))
        lit = self._hover and self.isEnabled()
        painter.setBrush(look.color("asoft" if lit else "surface" if self.isEnabled() else "sunk"))
        painter.drawRoundedRect(box.adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2), RADIUS, RADIUS)

    def _paint_dot(self, painter: QPainter, box: QRectF) -> None:
        look = self._look
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accent"))
            painter.drawEllipse(box)
            painter.setBrush(look.color("onacc"))
            painter.drawEllipse(box.center(), 3, 3)
        else:
            painter.setPen(QPen(look.color("edge"), 1))
            painter.setBrush(look.color("surface" if self.isEnabled() else "sunk"))
            painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_lines(self, painter: QPainter) -> None:
        width, left = self.width(), self._before()
        y = (self.height() - self._measure_lines(width)) // 2
        for text, font, token in self._lines():
            shift = 0
            if token == "warn":
                shift = SIGN + 6
                sign = self._look.pixmap("warn", token, SIGN, self.devicePixelRatioF())
                painter.drawPixmap(left, y + (QFontMetrics(font).height() - SIGN) // 2, sign)
            room = width - left - SIDE - RING_ROOM - shift
            height = _measure_text(text, font, room)
            painter.setFont(font)
            painter.setPen(self._look.color(token))
            painter.drawText(QRect(left + shift, y, room, height), WRAPPED, text)
            y += height

    def _lines(self) -> list[tuple[str, QFont, str]]:
        """Give the lines there are, with their font and colour."""
        choice, tiny = self.choice, self._look.font("tiny")
        lines = [
            (choice.title, self._look.font("body", bold=True), self._tone("text")),
            (choice.second, tiny, self._tone("text2")),
            (choice.warning, tiny, "warn"),
        ]
        return [line for line in lines if line[0]]

    def _measure_lines(self, width: int) -> int:
        room = width - self._before() - SIDE - RING_ROOM
        return sum(
            _measure_text(text, font, room - (SIGN + 6 if token == "warn" else 0))
            for text, font, token in self._lines()
        )

    def _before(self) -> int:
        before = RING_ROOM + SIDE + (DOT + GAP if self._dot else 0)
        if self.choice.cap:
            before += measure_key_cap(self.choice.cap, self._look) + GAP
        return before + (self._look.scale(ICON) + GAP if self.choice.icon else 0)

    def _tone(self, token: str) -> str:
        return token if self.isEnabled() else "text3"


class ChoiceRow(WrappingRow):
    """Cards of which one is chosen: one stop of Tab, arrows go from card to card.

    ``dots``: as with radio buttons an arrow chooses as well. Without, cards are answers: an arrow only goes there,
    Space or a click chooses. ``chosen`` gives the key of a card that the user chose, not of one selected for them.
    """

    chosen = Signal(str)

    def __init__(self, look: Look, *, dots: bool = True) -> None:
        super().__init__(gap=4, equal=True)
        self._look, self._dots = look, dots
        self.cards: list[ChoiceCard] = []

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Show other cards; what was selected stays so if it is still among them and usable."""
        before, focused = self.selected(), any(card.hasFocus() for card in self.cards)
        self.cards = [ChoiceCard(self._look, choice, dot=self._dots) for choice in choices]
        for card in self.cards:
            card.clicked.connect(lambda _, card=card: self._choose(card))
        self.set_items(self.cards)
        self.select(before)
        if focused:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def selected(self) -> str | None:
        """Give the key of the card that is selected."""
        return next((card.choice.key for card in self.cards if card.isChecked()), None)

    def select(self, key: str | None) -> None:
        """Select a card by its key, or none. Nothing is told by that."""
        for card in self.cards:
            card.setAutoExclusive(False)  # what is exclusive can't be unchecked
            card.setChecked(card.choice.key == key and card.isEnabled())
        for card in self.cards:
            card.setAutoExclusive(True)
        self._set_tab_stop(next((card for card in self.cards if card.isChecked()), None))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on to the card that Tab comes to; a proxy would change the order of Tab."""
        super().focusInEvent(event)
        stop = next((card for card in self.cards if card.focusPolicy() == Qt.FocusPolicy.StrongFocus), None)
        if stop is not None:
            stop.setFocus(event.reason())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from card to card, past those that can't be used."""
        usable = [card for card in self.cards if card.isEnabled()]
        step = ARROWS.get(Qt.Key(event.key()))
        at = next((place for place, card in enumerate(usable) if card.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
        elif 0 <= at + step < len(usable):
            card = usable[at + step]
            self._set_tab_stop(card)
            card.setFocus(Qt.FocusReason.TabFocusReason)
            if self._dots:
                self._choose(card)

    def _choose(self, card: ChoiceCard) -> None:
        self.select(card.choice.key)
        self.chosen.emit(card.choice.key)

    def _set_tab_stop(self, card: ChoiceCard | None) -> None:
        """Let Tab come to one card: the selected one, else the first that can be used."""
        stop = card or next((one for one in self.cards if one.isEnabled()), None)
        for one in self.cards:
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if one is stop else Qt.FocusPolicy.ClickFocus)


def _measure_text(text: str, font: QFont, width: int) -> int:
    return QFontMetrics(font).boundingRect(QRect(0, 0, width, 1 << 16), WRAPPED, text).height()
