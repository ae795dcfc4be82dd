"""The tile of a figure: so many of so many, in percent, as a bar. A click opens the people it counts."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from vaxdesk.model.display import show_number
from vaxdesk.ui.look import RADIUS_CARD, Look
from vaxdesk.ui.style import draw_ring
from vaxdesk.ui.widgets.painted import PaintedButton
from vaxdesk.wording import Wording

SIDE, TOP = 16, 12
GAP = 8
BAR = 8
LEAST = 4
"""Pixels of the bar that more than nobody gets."""

WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


class StatTile(PaintedButton):
    """A figure with what it is counted of. Readers of the screen are told the sentence given with it."""

    def __init__(self, look: Look, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._wording = wording
        self._numerator = self._denominator = 0
        self._unit = self._percent = self._third = ""
        self._token = "ok"
        self._compact = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_figures(  # noqa: PLR0913 - a figure has these parts
        self,
        label: str,
        numerator: int,
        denominator: int,
        unit: str,
        percent: str,
        third: str,
        token: str,
        *,
        sentence: str = "",
    ) -> None:
        """Show a figure: what is counted, how many of how many (people, doses), in percent, and a third line.

        ``token`` is the colour of the bar; ``sentence`` says all of it to those who don't see the tile.
        """
        self._numerator, self._denominator = numerator, denominator
        self._unit, self._percent, self._third, self._token = unit, percent, third, token
        self.setText(label)
        self.setAccessibleName(sentence or f"{label}: {self._big()} {self._of()}, {percent}")
        self.setAccessibleDescription(third)
        self._relook()

    def set_compact(self, compact: bool) -> None:
        """Show the third line or not."""
        self._compact = compact
        self._relook()

    def sizeHint(self) -> QSize:
        """Give the room for all lines, none of them wrapped."""
        lines = [(self.text(), "small")] + ([] if self._compact else [(self._third, "tiny")])
        wide = [QFontMetrics(self._look.font(step)).horizontalAdvance(text) + 2 for text, step in lines]
        width = max(*wide, self._figures_width()) + 2 * SIDE
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Give the room for the figures; label and third line may wrap."""
        width = self._figures_width() + 2 * SIDE
        return QSize(width, self.heightForWidth(width))

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrow tile is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height at a width."""
        return self._measure(width)[-1] + TOP

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tile."""
        del event
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = self._hover or self.isDown()
        painter.setPen(QPen(look.color("edge" if lit else "line"), 1))
        painter.setBrush(look.color("sunk" if self.isDown() else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CARD, RADIUS_CARD)
        label, figures, bar, end = self._measure(self.width())
        width = self.width() - 2 * SIDE
        self._write(painter, QRect(SIDE, TOP, width, label - TOP), self.text(), look.font("small"), "text2")
        self._paint_figures(painter, QRect(SIDE, label, width, figures - label))
        self._paint_bar(painter, QRectF(SIDE, bar - BAR, width, BAR))
        if not self._compact:
            third = QRect(SIDE, bar + GAP, width, end - bar - GAP)
            self._write(painter, third, self._third, look.font("tiny"), "text2")
        if self.hasFocus():
            draw_ring(painter, QRectF(self.rect()), look, RADIUS_CARD)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter as well as with Space."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def _measure(self, width: int) -> tuple[int, int, int, int]:
        """Give where the label, the figures, the bar and the third line end."""
        look, inner = self._look, width - 2 * SIDE
        label = TOP + max(look.line("small"), _measure_text(self.text(), look.font("small"), inner))
        figures = label + max(look.line("figure"), QFontMetrics(look.font("figure")).height())
        bar = figures + GAP + BAR
        if self._compact:
            return label, figures, bar, bar + 2
        third = max(look.line("tiny"), _measure_text(self._third, look.font("tiny"), inner))
        return label, figures, bar, bar + GAP + third

    def _figures_width(self) -> int:
        look = self._look
        fonts = (look.font("figure"), look.font("body"), look.font("dialog"))
        texts = (self._big(), self._of(), self._percent)
        return (
            sum(QFontMetrics(font).horizontalAdvance(text) for text, font in zip(texts, fonts, strict=True)) + 3 * GAP
        )

    def _paint_figures(self, painter: QPainter, row: QRect) -> None:
        look = self._look
        base = row.top() + (row.height() + QFontMetrics(look.font("figure")).capHeight()) // 2
        painter.setPen(look.color("text"))
        painter.setFont(look.font("figure"))
        painter.drawText(row.left(), base, self._big())
        left = row.left() + painter.fontMetrics().horizontalAdvance(self._big()) + GAP
        painter.setFont(look.font("dialog"))
        painter.drawText(row.right() + 1 - painter.fontMetrics().horizontalAdvance(self._percent), base, self._percent)
        painter.setFont(look.font("body"))
        painter.setPen(look.color("text2"))
        painter.drawText(left, base, self._of())

    def _paint_bar(self, painter: QPainter, bar: QRectF) -> None:
        look, outline = self._look, QPainterPath()
        outline.addRoundedRect(bar, BAR / 2, BAR / 2)
        painter.save()
        painter.setClipPath(outline)
        painter.fillRect(bar, look.color("neus"))
        filled = find_filled(self._numerator, self._denominator, round(bar.width()))
        painter.fillRect(QRectF(bar.left(), bar.top(), filled, bar.height()), look.color(self._token))
        painter.restore()

    def _write(self, painter: QPainter, rect: QRect, text: str, font: QFont, token: str) -> None:
        painter.setFont(font)
        painter.setPen(self._look.color(token))
        painter.drawText(rect, WRAPPED, text)

    def _big(self) -> str:
        return show_number(self._numerator, self._wording.language)

    def _of(self) -> str:
        return f"/ {show_number(self._denominator, self._wording.language)} {self._unit}"


def find_filled(part: int, whole: int, width: int) -> int:
    """Give how many of ``width`` pixels a bar fills: some for more than nobody, all for everybody alone."""
    if part <= 0 or whole <= 0:
        return 0
    if part >= whole:
        return width
    return max(LEAST, min(width - LEAST, round(width * part / whole)))


def _measure_text(text: str, font: QFont, width: int) -> int:
    return QFontMetrics(font).boundingRect(QRect(0, 0, width, 1 << 16), WRAPPED, text).height()
