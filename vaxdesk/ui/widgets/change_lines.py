"""Lines that say what changes: whose and which field, what was and what is with the difference marked, who and when."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from vaxdesk.model.difference import Spans, compare, leave_unmarked
from vaxdesk.ui.lists import Index
from vaxdesk.ui.look import Look
from vaxdesk.ui.style import draw_ring
from vaxdesk.ui.widgets.difference import PLAIN, Role, Setting, draw_marked, measure_marked
from vaxdesk.wording import Wording

LineRole = Qt.ItemDataRole.UserRole + 1

SIDE, TOP, GAP = 20, 7, 8
ARROW = 18
QUIET = Setting(tone="text3")
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A line in words: whose it is, the field, what was and what is ("" both: no values), what more there is to say.

    ``differs``: neither side is right yet. ``heading``: it names the lines below it and is not walked to.
    """

    name: str
    aside: str = ""
    old: str = ""
    new: str = ""
    told: str = ""
    differs: bool = False
    heading: bool = False

    @property
    def has_values(self) -> bool:
        """Whether there is something that was, or is."""
        return bool(self.old or self.new)


class ChangeLinesDelegate(QStyledItemDelegate):
    """Paints a line: name and field, below them what was and what is, below that who and when.

    Its model gives a :class:`ChangeLine` for ``LineRole``. ``opens``: a line leads to its person.
    """

    def __init__(self, look: Look, wording: Wording, view: QListView, *, opens: bool = False) -> None:
        super().__init__(view)
        self._look, self._wording, self._view, self._opens = look, wording, view, opens

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the height at the list's width; long values take two lines."""
        del option
        line: ChangeLine = index.data(LineRole)
        height = max(self._look.line(), self._look.line("small")) + 2 * TOP
        if line.has_values:
            height += 2 + self._measure_values(line)
        if line.told:
            height += self._measure_told(line)
        return QSize(10, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a line."""
        look, cell = self._look, QRect(option.rect)
        line: ChangeLine = index.data(LineRole)
        focused = self._view.hasFocus() and index == self._view.currentIndex()
        painter.save()
        lit = self._opens and option.state & QStyle.StateFlag.State_MouseOver
        if line.heading or focused or lit:
            painter.fillRect(cell, look.color("asoft" if focused else "sunk"))
        painter.fillRect(QRect(cell.left(), cell.bottom(), cell.width(), 1), look.color("line"))
        box = cell.adjusted(SIDE, TOP, -SIDE, -TOP)
        head = QRect(box.left(), box.top(), box.width(), max(look.line(), look.line("small")))
        self._paint_head(painter, head, line)
        below = head.bottom() + 3
        if line.has_values:
            high = self._measure_values(line)
            self._paint_values(painter, QRect(box.left(), below, box.width(), high), line)
            below += high
        if line.told:
            painter.setFont(look.font("small"))
            painter.setPen(look.color("text2"))
            painter.drawText(QRect(box.left(), below - 2, box.width(), box.bottom() - below + 3), WRAPPED, line.told)
        if focused:
            draw_ring(painter, QRectF(cell).adjusted(1, 1, -1, -2), look)
        painter.restore()

    def _paint_head(self, painter: QPainter, box: QRect, line: ChangeLine) -> None:
        look = self._look
        painter.setFont(look.font(bold=True))
        painter.setPen(look.color("accent" if self._opens else "text"))
        metrics = painter.fontMetrics()
        share = 2 * box.width() // 3 if line.aside else box.width()
        width = min(metrics.horizontalAdvance(line.name), share)
        painter.drawText(box, LEFT, metrics.elidedText(line.name, Qt.TextElideMode.ElideRight, width + 1))
        painter.setFont(look.font("small"))
        painter.setPen(look.color("text2"))
        room = box.width() - width - 2 * GAP
        painter.drawText(box, RIGHT, painter.fontMetrics().elidedText(line.aside, Qt.TextElideMode.ElideMiddle, room))

    def _paint_values(self, painter: QPainter, box: QRect, line: ChangeLine) -> None:
        look, width = self._look, self._value_width()
        (old, new), px = self._values(line), look.scale(ARROW)
        left = QRectF(box.left(), box.top(), width, box.height())
        draw_marked(painter, left, old[0], look, old[1], old[2])
        if not line.differs:
            arrow = look.pixmap("right", "text2", px, painter.device().devicePixelRatioF())
            painter.drawPixmap(QPointF(left.right() + GAP, box.center().y() - px / 2 + 1), arrow)
        draw_marked(painter, left.translated(width + px + 2 * GAP, 0), new[0], look, new[1], new[2])

    def _values(self, line: ChangeLine) -> tuple[tuple[Spans, Role, Setting], tuple[Spans, Role, Setting]]:
        nothing = leave_unmarked(self._wording.say("nothing yet"))
        goes: Role = "differs" if line.differs else "goes"
        comes: Role = "differs" if line.differs else "comes"
        if line.old and line.new:
            before, after = compare(line.old, line.new)
            return (before, goes, PLAIN), (after, comes, PLAIN)
        return (
            (leave_unmarked(line.old), goes, PLAIN) if line.old else (nothing, goes, QUIET),
            (leave_unmarked(line.new), comes, PLAIN) if line.new else (nothing, comes, QUIET),
        )

    def _measure_values(self, line: ChangeLine) -> int:
        width = self._value_width()
        return max(
            round(measure_marked(spans, width, self._look, role, setting).height())
            for spans, role, setting in self._values(line)
        )

    def _measure_told(self, line: ChangeLine) -> int:
        metrics = QFontMetrics(self._look.font("small"))
        room = max(40, self._view.viewport().width() - 2 * SIDE)
        return metrics.boundingRect(QRect(0, 0, room, 1 << 16), WRAPPED, line.told).height()

    def _value_width(self) -> float:
        around = 2 * SIDE + self._look.scale(ARROW) + 2 * GAP
        return max(40.0, (self._view.viewport().width() - around) / 2)
