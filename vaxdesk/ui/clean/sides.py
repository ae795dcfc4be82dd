"""The sides of a conflict, one below the other: each value with who wrote it, how, when and why, and its key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent

from vaxdesk.desk.browsing import Problem
from vaxdesk.desk.settling import Side
from vaxdesk.model.difference import Spans, join_spans
from vaxdesk.model.fields import DOSE_FIELDS, PERSON_FIELDS
from vaxdesk.model.message import Message
from vaxdesk.model.verification import REASONS
from vaxdesk.ui.clean.fields import mark_change
from vaxdesk.ui.look import RADIUS, Look
from vaxdesk.ui.states import ORIGIN_ICONS, ORIGINS
from vaxdesk.ui.style import draw_ring
from vaxdesk.ui.widgets.buttons import draw_key_cap, measure_key_cap
from vaxdesk.ui.widgets.chips import ChipRow
from vaxdesk.ui.widgets.difference import Setting, draw_marked, measure_marked
from vaxdesk.ui.widgets.painted import RING_ROOM, OneOfSeveral
from vaxdesk.wording import Wording

SIDE, TOP, GAP = 12, 7, 12
CAP, SIGN = 20, 14
WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True)
class SideOffer:
    """A side as its card shows it: key, value with what differs, what tells it apart, when, and all in a sentence."""

    key: str
    spans: Spans
    icon: str
    told: str
    when: str
    sentence: str


class SideCard(OneOfSeveral):
    """One side. Ringed (checked) it is the one that Enter takes."""

    def __init__(self, look: Look, offer: SideOffer) -> None:
        super().__init__(look)
        self.offer = offer
        self.setText(join_spans(offer.spans))
        self.setAccessibleName(offer.sentence)

    def sizeHint(self) -> QSize:
        """Give the room on two lines."""
        width = self._look.scale(320)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Give a width at which few words are broken."""
        width = self._look.scale(190)
        return QSize(width, self.heightForWidth(width))

    def heightForWidth(self, width: int) -> int:
        """Give the height at a width."""
        return self._measure_value(width) + self._measure_told(width) + 2 * (TOP + RING_ROOM)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card."""
        del event
        look, offer, painter = self._look, self.offer, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(RING_ROOM, RING_ROOM, -RING_ROOM, -RING_ROOM)
        self._paint_ground(painter, box)
        cap = QRectF(box.left() + SIDE, box.center().y() - CAP / 2, measure_key_cap(offer.key, look), CAP)
        draw_key_cap(painter, cap, offer.key, look, "text2")
        high, left = self._measure_value(self.width()), self._before()
        value = QRectF(left, box.top() + TOP, self._value_room(self.width()), high)
        draw_marked(painter, value, offer.spans, look, "differs", self._setting())
        painter.setFont(look.font("small"))
        painter.setPen(look.color("text2"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(value.adjusted(0, 0, self._when_room(), 0), right, offer.when)
        below = QRect(left, round(value.bottom()), self.width() - left - SIDE - RING_ROOM, self.height())
        sign = look.scale(SIGN)
        icon = look.pixmap(offer.icon, "text2", sign, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(left, below.top() + (look.line("small") - sign) / 2), icon)
        painter.drawText(below.adjusted(sign + 6, 0, 0, 0), WRAPPED, offer.told)
        if self.hasFocus():
            draw_ring(painter, QRectF(self.rect()), look, RADIUS + 2)

    @staticmethod
    def _setting() -> Setting:
        return Setting(bold=True)

    def _before(self) -> int:
        return RING_ROOM + SIDE + measure_key_cap(self.offer.key, self._look) + GAP

    def _when_room(self) -> int:
        return QFontMetrics(self._look.font("small")).horizontalAdvance(self.offer.when) + GAP

    def _value_room(self, width: int) -> int:
        return max(1, width - self._before() - self._when_room() - SIDE - RING_ROOM)

    def _measure_value(self, width: int) -> int:
        spans, room = self.offer.spans, self._value_room(width)
        return round(measure_marked(spans, room, self._look, "differs", self._setting()).height())

    def _measure_told(self, width: int) -> int:
        room = width - self._before() - SIDE - RING_ROOM - self._look.scale(SIGN) - 6
        metrics = QFontMetrics(self._look.font("small"))
        return metrics.boundingRect(QRect(0, 0, max(1, room), 1 << 16), WRAPPED, self.offer.told).height()


class SideColumn(ChipRow):
    """The sides of one conflict, below each other; arrows walk, digits and clicks ring."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, stacked=True)

    def set_sides(self, offers: Sequence[SideOffer]) -> None:
        """Show other sides; none is ringed."""
        self.set_chips([SideCard(self._look, offer) for offer in offers])


def describe_dispute(problem: Problem, sides: Sequence[Side]) -> tuple[Message, Message]:
    """Say in a title what is written differently, and in a sentence which side is shown until somebody decides."""
    known = (PERSON_FIELDS if problem.dose is None else DOSE_FIELDS).get(problem.field)
    field = known.title if known is not None else Message("Verification")
    several = len({one.laptop for one in sides}) > 1
    title = Message("Two laptops wrote different things: {field}", {"field": field})
    if not several:
        title = Message("Written differently: {field}", {"field": field})
    shown = next((one.text for one in sides if one.shown), "") or Message("nothing")
    return title, Message("Shown meanwhile: {value}", {"value": shown})


def describe_sides(field: str, sides: Sequence[Side], wording: Wording) -> list[SideOffer]:
    """Give how the sides of a conflict are shown, each marked where it differs from another."""
    texts = [wording.tell(one.text) or wording.say("nothing") for one in sides]
    return [_describe(at, one, field, texts, wording) for at, one in enumerate(sides)]


def _describe(at: int, side: Side, field: str, texts: Sequence[str], wording: Wording) -> SideOffer:
    say, other = wording.say, next((one for one in texts if one != texts[at]), texts[at])
    origin = wording.render(ORIGINS[side.origin]) if side.origin in ORIGINS else side.origin
    shown = say("shown meanwhile") if side.shown else ""
    place = "" if not side.laptop else say("this laptop") if side.own else side.laptop
    reason = wording.tell(REASONS.get(side.reason or "", side.reason))
    parts = (origin[:1].upper() + origin[1:], side.user, place, reason, shown)
    told = " · ".join(part for part in parts if part)
    when = f"{datetime.fromisoformat(side.at):%d/%m %H:%M}"
    sentence = say("{n}: {value}, {why}", n=at + 1, value=texts[at], why=f"{told}, {when}")
    return SideOffer(
        str(at + 1),
        mark_change(field, other, texts[at])[1],
        ORIGIN_ICONS.get(side.origin, "edit"),
        told,
        when,
        sentence,
    )
