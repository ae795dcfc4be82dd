"""Difference inside the word: what goes, what comes, what differs, what was changed before, which digits speak."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Literal

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy

from vaxdesk.model.difference import Span, join_spans
from vaxdesk.model.message import Message
from vaxdesk.ui.look import BOLD, Look
from vaxdesk.wording import Wording

Role = Literal["goes", "comes", "differs", "before", "speaks"]

LINE = 2
"""Pixels of the line under what is marked; no mark below a letter reaches so low."""
FILL_RADIUS = 2
ELLIPSIS = "…"
ENDLESS = 1 << 20


@dataclass(frozen=True, slots=True)
class Mark:
    """How a role is marked: ground (token or none) and line, the changed letters semibold or not.

    ``whole`` puts the ground under the whole syllable that is touched; the line stays under what is changed.
    """

    fill: str
    line: str
    dashes: tuple[float, ...] = ()
    bold: bool = False
    whole: bool = False


MARKS: Mapping[Role, Mark] = {
    "goes": Mark("dold", "err", dashes=(3, 2)),
    "comes": Mark("dnew", "ok", bold=True),
    "differs": Mark("warns", "warn", bold=True, whole=True),
    "before": Mark("", "text2", dashes=(1, 0.5)),
    "speaks": Mark("", "err", bold=True),
}
TOLD: Mapping[Role, Message] = {
    "goes": Message("{text}; goes: {parts}"),
    "comes": Message("{text}; comes: {parts}"),
    "differs": Message("{text}; differs: {parts}"),
    "before": Message("{text}; changed earlier: {parts}"),
    "speaks": Message("{text}; look at: {parts}"),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """How a marked text is set: step of type, colour, weight, and the lines it may take (0: as many as it needs)."""

    step: str = "body"
    tone: str = "text"
    bold: bool = False
    lines: int = 2


PLAIN = Setting()


def tell_marked(spans: Sequence[Span], role: Role, wording: Wording) -> str:
    """Give a marked text in words, for those who don't see the marks: each syllable or number concerned is named."""
    parts, text = [""], join_spans(spans)
    for span in spans:
        if span.touched and span.text.strip():
            parts[-1] += span.text
        else:
            parts.append("")
    if not any(parts):
        return text
    return wording.say(TOLD[role].text, text=text, parts=", ".join(part.strip() for part in parts if part))


def measure_marked(spans: Sequence[Span], width: float, look: Look, role: Role, setting: Setting = PLAIN) -> QSizeF:
    """Give the room that a marked text takes where it may be ``width`` logical pixels wide."""
    return _Set(spans, width, look, role, setting).size()


def draw_marked(
    painter: QPainter, rect: QRectF, spans: Sequence[Span], look: Look, role: Role, setting: Setting = PLAIN
) -> None:
    """Draw a marked text at the left of ``rect``, in the middle of its height."""
    made = _Set(spans, rect.width(), look, role, setting)
    top = rect.top() + max(0.0, (rect.height() - made.size().height()) / 2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    made.draw(painter, QPointF(rect.left(), round(top)))
    painter.restore()


class _Set:
    """A marked text set in lines."""

    def __init__(self, spans: Sequence[Span], width: float, look: Look, role: Role, setting: Setting) -> None:
        self._look, self._mark, self._setting = look, MARKS[role], setting
        self._font = look.font(setting.step, bold=setting.bold)
        self._spans = list(spans)
        self._layout, lines = self._lay_out(width)
        if setting.lines and len(lines) > setting.lines:
            self._shorten(lines[setting.lines - 1], width)
            self._layout, lines = self._lay_out(width)
        self._pitch = max(look.line(setting.step), ceil(QFontMetricsF(self._font).height())) + LINE
        self._lines = lines[: setting.lines or None]
        for number, line in enumerate(self._lines):
            line.setPosition(QPointF(0, number * self._pitch + (self._pitch - line.height()) / 2))

    def size(self) -> QSizeF:
        width = max((line.naturalTextWidth() for line in self._lines), default=0.0)
        return QSizeF(ceil(width), max(1, len(self._lines)) * self._pitch)

    def draw(self, painter: QPainter, at: QPointF) -> None:
        mark, look = self._mark, self._look
        if mark.fill:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color(mark.fill))
            for box in self._boxes(whole=mark.whole):
                painter.drawRoundedRect(box.translated(at), FILL_RADIUS, FILL_RADIUS)
        painter.setPen(look.color(self._setting.tone))
        for line in self._lines:
            line.draw(painter, at)
        pen = QPen(look.color(mark.line), LINE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
        if mark.dashes:
            pen.setDashPattern(mark.dashes)
        painter.setPen(pen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        for box in self._boxes(whole=False):
            y = box.bottom() - LINE / 2
            painter.drawLine(QPointF(box.left(), y) + at, QPointF(box.right(), y) + at)

    def _boxes(self, *, whole: bool) -> Iterator[QRectF]:
        """Give the boxes of what is changed, or of the syllables that are touched, line by line."""
        for number, line in enumerate(self._lines):
            for start, end in self._marked(whole=whole):
                first = max(start, line.textStart())
                last = min(end, line.textStart() + line.textLength())
                if first < last:
                    left, right = (_find_x(line, place) for place in (first, last))
                    yield QRectF(round(left), number * self._pitch, max(LINE, round(right) - round(left)), self._pitch)

    def _marked(self, *, whole: bool) -> Iterator[tuple[int, int]]:
        at, start = 0, -1
        for span in self._spans:
            if (span.touched if whole else span.changed) != (start >= 0):
                if start >= 0:
                    yield start, at
                start = at if start < 0 else -1
            at += _count_units(span.text)
        if start >= 0:
            yield start, at

    def _lay_out(self, width: float) -> tuple[QTextLayout, list[QTextLine]]:
        layout = QTextLayout(join_spans(self._spans), self._font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(list(self._formats()))
        layout.beginLayout()
        lines = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1.0, width))
            lines.append(line)
        layout.endLayout()
        return layout, lines

    def _formats(self) -> Iterator[QTextLayout.FormatRange]:
        if self._mark.bold:
            for start, end in self._marked(whole=False):
                made = QTextLayout.FormatRange()
                made.start, made.length = start, end - start
                made.format = QTextCharFormat()
                made.format.setFontWeight(BOLD)
                yield made

    def _shorten(self, last: QTextLine, width: float) -> None:
        """Let the last line that may be shown end in an ellipsis, after a whole word where there is one."""
        bold = QFont(self._font)
        bold.setWeight(QFont.Weight(BOLD))
        text = _skip_units(join_spans(self._spans), last.textStart())
        kept = QFontMetricsF(bold).elidedText(text, Qt.TextElideMode.ElideRight, width).removesuffix(ELLIPSIS)
        kept = (kept.rpartition(" ")[0] or kept).rstrip()
        room = len(join_spans(self._spans)) - len(text) + len(kept)
        spans = []
        for span in self._spans:
            spans.append(Span(span.text[:room], span.changed, span.touched))
            room -= len(spans[-1].text)
        self._spans = [span for span in spans if span.text] + [Span(ELLIPSIS)]


def _find_x(line: QTextLine, place: int) -> float:
    found: Any = line.cursorToX(place)  # place and where the cursor would stand, whatever the stubs say
    return float(found[0] if isinstance(found, tuple) else found)


def _count_units(text: str) -> int:
    """Count as Qt does: a sign beyond the first plane of Unicode is two."""
    return len(text.encode("utf-16-le")) // 2


def _skip_units(text: str, units: int) -> str:
    return text.encode("utf-16-le")[2 * units :].decode("utf-16-le")


class MarkedLabel(QLabel):
    """A text with its marks, wrapped as its width wants. Readers of the screen are told which parts are marked."""

    def __init__(self, look: Look, wording: Wording, setting: Setting = PLAIN) -> None:
        super().__init__()
        self._look, self._wording, self._setting = look, wording, setting
        self._spans: tuple[Span, ...] = ()
        self._role: Role = "comes"
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self._relook)

    def set_marked(self, spans: Sequence[Span], role: Role) -> None:
        """Show another text with its marks."""
        self._spans, self._role = tuple(spans), role
        self.setText(join_spans(spans))
        self.setAccessibleName(tell_marked(spans, role, self._wording))
        self._relook()

    def sizeHint(self) -> QSize:
        """Give the room on one line."""
        return self._measure(ENDLESS)

    def minimumSizeHint(self) -> QSize:
        """Give a width at which few words are broken."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), self._look.scale(80)), hint.height())

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrow text is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height at a width."""
        return self._measure(width).height()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text."""
        del event
        draw_marked(QPainter(self), QRectF(self.rect()), self._spans, self._look, self._role, self._setting)

    def _measure(self, width: float) -> QSize:
        return measure_marked(self._spans, width, self._look, self._role, self._setting).toSize()

    def _relook(self) -> None:
        self.updateGeometry()
        self.update()
