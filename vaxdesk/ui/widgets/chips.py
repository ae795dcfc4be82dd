"""Chips: the values proposed for a field, each with its key and a word why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup

from vaxdesk.model.difference import Span, join_spans
from vaxdesk.ui.look import CONTROL, RADIUS, Look
from vaxdesk.ui.style import draw_ring
from vaxdesk.ui.widgets.buttons import draw_key_cap, measure_key_cap
from vaxdesk.ui.widgets.difference import Role, Setting, draw_marked, measure_marked
from vaxdesk.ui.widgets.painted import ARROWS, RING_ROOM, OneOfSeveral, PaintedButton
from vaxdesk.ui.widgets.wrapping import WrappingRow

SIDE = 8
GAP = 10
CAP = 20
ENDLESS = 1 << 20
"""A width that no text reaches."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A chip's content: key, value with its marks, a word why, and the sentence for readers of the screen."""

    key: str
    spans: tuple[Span, ...]
    why: str = ""
    sentence: str = ""
    role: Role = "comes"


class SuggestionChip(OneOfSeveral):
    """A value that is proposed. Ringed (checked) it is the one that Enter takes."""

    def __init__(self, look: Look, offer: Offer) -> None:
        super().__init__(look)
        self.offer = offer
        self.setText(join_spans(offer.spans))
        plain = ", ".join(part for part in (offer.key, self.text(), offer.why) if part)
        self.setAccessibleName(offer.sentence or plain)

    def sizeHint(self) -> QSize:
        """Give the room on one line."""
        width = self._one_line()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Give a width at which the value wraps."""
        width = min(self.sizeHint().width(), self._look.scale(160))
        return QSize(width, self.heightForWidth(width))

    def heightForWidth(self, width: int) -> int:
        """Give the height at a width."""
        value = self._value(self._find_room(width)).height()
        if self._is_stacked(width):
            value += self._look.line("small")
        return max(self._look.scale(CONTROL), value + 8) + 2 * RING_ROOM

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chip."""
        del event
        look, offer, painter = self._look, self.offer, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(RING_ROOM, RING_ROOM, -RING_ROOM, -RING_ROOM)
        self._paint_ground(painter, box)
        if offer.key:
            cap = QRectF(box.left() + SIDE, box.center().y() - CAP / 2, measure_key_cap(offer.key, look), CAP)
            draw_key_cap(painter, cap, offer.key, look, "text2" if self.isEnabled() else "text3")
        room, stacked = self._find_room(self.width()), self._is_stacked(self.width())
        value = QRectF(self._before(), box.top(), room, box.height())
        if stacked:
            value.setHeight(self._value(room).height())
            value.translate(0, (box.height() - value.height() - look.line("small")) / 2)
        draw_marked(painter, value, offer.spans, look, offer.role, self._setting())
        painter.setFont(look.font("small"))
        painter.setPen(look.color("text2" if self.isEnabled() else "text3"))
        why = QRectF(self._before() + self._value(room).width() + GAP, box.top(), self._after(), box.height())
        if stacked:
            why = QRectF(value.left(), value.bottom(), room, look.line("small"))
        text = painter.fontMetrics().elidedText(offer.why, Qt.TextElideMode.ElideRight, round(why.width()))
        painter.drawText(why, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        if self.hasFocus():
            draw_ring(painter, QRectF(self.rect()), look, RADIUS + 2)

    def _setting(self) -> Setting:
        return Setting(tone="text" if self.isEnabled() else "text3")

    def _value(self, width: float) -> QSize:
        return measure_marked(self.offer.spans, width, self._look, self.offer.role, self._setting()).toSize()

    def _before(self) -> int:
        cap = measure_key_cap(self.offer.key, self._look) + GAP if self.offer.key else 4
        return RING_ROOM + SIDE + cap

    def _after(self) -> int:
        why = QFontMetrics(self._look.font("small")).horizontalAdvance(self.offer.why)
        return why + 2 + GAP if self.offer.why else 4

    def _one_line(self) -> int:
        return self._before() + self._value(ENDLESS).width() + self._after() + SIDE + RING_ROOM

    def _is_stacked(self, width: int) -> bool:
        """Whether the word why stands below the value, because both have no room side by side."""
        return bool(self.offer.why) and width < self._one_line()

    def _find_room(self, width: int) -> int:
        """Give the width that the value may take."""
        room = width - self._before() - SIDE - RING_ROOM
        return max(1, room if self._is_stacked(width) else room - self._after())


class ChipRow(WrappingRow):
    """The chips of one question. ``chosen`` gives the place of the one clicked; the page binds the digits."""

    chosen = Signal(int)

    def __init__(self, look: Look, *, stacked: bool = False) -> None:
        super().__init__(gap=2, stacked=stacked)
        self._look = look
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.chosen)
        self.chips: list[PaintedButton] = []

    def set_suggestions(self, offers: Sequence[Offer]) -> None:
        """Show other values; none is ringed."""
        self.set_chips([SuggestionChip(self._look, offer) for offer in offers])

    def set_chips(self, chips: Sequence[PaintedButton]) -> None:
        """Show other chips; none is ringed."""
        for chip in self.chips:
            self._group.removeButton(chip)
        self.chips = list(chips)
        for at, chip in enumerate(self.chips):
            self._group.addButton(chip, at)
        self.set_items(self.chips)

    def ring(self, at: int | None) -> None:
        """Ring the chip that Enter takes, or none. Nothing is chosen by that."""
        # What is exclusive can't be unchecked.
        self._group.setExclusive(False)
        for place, chip in enumerate(self.chips):
            chip.setChecked(place == at)
        self._group.setExclusive(True)

    def ringed(self) -> int | None:
        """Give the place of the chip that is ringed."""
        at = self._group.checkedId()
        return at if at >= 0 else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from chip to chip."""
        step = ARROWS.get(Qt.Key(event.key()))
        at = next((place for place, chip in enumerate(self.chips) if chip.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
        elif 0 <= at + step < len(self.chips):
            self.chips[at + step].setFocus(Qt.FocusReason.TabFocusReason)
