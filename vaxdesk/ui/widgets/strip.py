"""The strip of all people by their state of verification, and its legend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QTransform,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from vaxdesk.model.display import show_number, show_percent
from vaxdesk.ui.lists import CalmList, Index
from vaxdesk.ui.look import Look
from vaxdesk.ui.states import STATES, Pattern, State
from vaxdesk.ui.style import draw_ring
from vaxdesk.wording import Wording

StateRole = Qt.ItemDataRole.UserRole

HEIGHT = 20
LEAST = 4
"""Pixels that a state of even one person gets."""
GAP = 2
RADIUS = 2
TILE = 8
"""Logical pixels after which a pattern begins again."""

SWATCH, ICON, ROOM, EDGE = 10, 18, 8, 3
"""Pixels of an entry of the legend: its pattern, its icon, what parts them, what is left for the ring of focus."""


def share_widths(counts: Sequence[int], width: int) -> list[int]:
    """Share ``width`` pixels among counts, gaps between them left out: nothing for 0, at least LEAST for the others."""
    shown = [at for at, count in enumerate(counts) if count > 0]
    shares = [0] * len(counts)
    free = width - GAP * (len(shown) - 1)
    # The smallest first: what it gets beyond its due is taken from those that can spare it.
    left = sum(counts[at] for at in shown)
    for at in sorted(shown, key=lambda at: counts[at]):
        shares[at] = max(LEAST, round(free * counts[at] / left))
        free, left = free - shares[at], left - counts[at]
    return shares


@lru_cache(maxsize=64)
def make_pattern(pattern: Pattern, ink: str, ground: str, ratio: float = 1.0) -> QBrush:
    """Give the brush of a pattern in two colours (``#RRGGBB``), for ``ratio`` device pixels to each logical one."""
    side = round(TILE * ratio)
    pixmap = QPixmap(side, side)
    pixmap.fill(QColor(ink if pattern in {"solid", "dots", "hatch"} else ground))
    painter = QPainter(pixmap)
    painter.scale(side / TILE, side / TILE)
    _draw_pattern(painter, pattern, QColor(ink), QColor(ground))
    painter.end()
    brush = QBrush(pixmap)
    brush.setTransform(QTransform.fromScale(TILE / side, TILE / side))
    return brush


def _draw_pattern(painter: QPainter, pattern: Pattern, ink: QColor, ground: QColor) -> None:
    if pattern == "stripes":
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink, 3))
        for shift in (-TILE, 0, TILE):
            painter.drawLine(QPointF(shift - 2, TILE + 2), QPointF(shift + TILE + 2, -2))
    elif pattern == "hatch":
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ground, 1.5))
        painter.drawLine(QPointF(-2, -2), QPointF(TILE + 2, TILE + 2))
        painter.drawLine(QPointF(-2, TILE + 2), QPointF(TILE + 2, -2))
    elif pattern == "dots":
        for x, y in ((1, 1), (5, 5)):
            painter.fillRect(QRectF(x, y, 2, 2), ground)
    elif pattern == "bars":
        painter.fillRect(QRectF(0, 0, 2, TILE), ink)
        painter.fillRect(QRectF(4, 0, 2, TILE), ink)
    elif pattern == "lines":
        painter.fillRect(QRectF(0, 0, TILE, 2), ink)
        painter.fillRect(QRectF(0, 4, TILE, 2), ink)


def draw_swatch(painter: QPainter, box: QRectF, state: State, look: Look, ratio: float) -> None:
    """Fill a box with the pattern of a state; the empty one has an outline instead."""
    ink, ground = (look.color(token).name() for token in (state.token, "surface"))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrushOrigin(box.topLeft())
    painter.setBrush(make_pattern(state.pattern, ink, ground, ratio))
    if state.pattern == "empty":
        painter.setPen(QPen(look.color(state.token), 1))
        box = box.adjusted(0.5, 0.5, -0.5, -0.5)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(box, RADIUS, RADIUS)
    painter.restore()


class ProgressStrip(QWidget):
    """All people as one bar, a segment for each state. What it shows is told by its legend."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._counts: Mapping[str, int] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def set_counts(self, counts: Sequence[tuple[str, int]]) -> None:
        """Show how many people are in each state (``STATES``); states not named have none."""
        self._counts = dict(counts)
        self.update()

    def sizeHint(self) -> QSize:
        """Give the room in which even the smallest segments are seen."""
        return QSize(20 * len(STATES), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Give the room for segments of least width."""
        return QSize((2 * LEAST + GAP) * len(STATES), HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the segments in the order of the states."""
        del event
        painter, left = QPainter(self), 0
        shares = share_widths([self._counts.get(key, 0) for key in STATES], self.width())
        if not any(shares):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._look.color("edge"), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        for state, share in zip(STATES.values(), shares, strict=True):
            if share:
                box = QRectF(left, 0, share, self.height())
                draw_swatch(painter, box, state, self._look, self.devicePixelRatioF())
                left += share + GAP


class LegendModel(QAbstractListModel):
    """The states with their numbers."""

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        self._states = list(STATES.values())
        self._counts: Mapping[str, int] = {}

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show other numbers."""
        self._counts = counts
        self.dataChanged.emit(self.index(0), self.index(len(self._states) - 1))

    def rowCount(self, parent: Index | None = None) -> int:
        """Give the number of states."""
        return 0 if parent is not None and parent.isValid() else len(self._states)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a state, its word, or all about it in a sentence."""
        if not index.isValid():
            return None
        state = self._states[index.row()]
        if role == StateRole:
            return state
        word = self._wording.render(state.word)
        if role == Qt.ItemDataRole.DisplayRole:
            return word
        if role == Qt.ItemDataRole.AccessibleTextRole:
            count, percent = self.read_numbers(state.key)
            total = show_number(sum(self._counts.values()), self._wording.language)
            return self._wording.say(
                "{state}: {count} of {total}, {percent}", state=word, count=count, total=total, percent=percent
            )
        return None

    def read_numbers(self, key: str) -> tuple[str, str]:
        """Give the number of people in a state and their share, as shown."""
        count, language = self._counts.get(key, 0), self._wording.language
        return show_number(count, language), show_percent(count, sum(self._counts.values()), language)


class LegendDelegate(QStyledItemDelegate):
    """Paints an entry: pattern, icon, word, and below it number and percent."""

    def __init__(self, look: Look, view: QListView, model: LegendModel) -> None:
        super().__init__(view)
        self._look, self._view, self._model = look, view, model

    def find_widths(self) -> list[int]:
        """Give the width that each entry needs."""
        look, widths = self._look, []
        small, big = QFontMetrics(look.font("tiny")), QFontMetrics(look.font("body", bold=True))
        for row in range(self._model.rowCount()):
            index = self._model.index(row)
            count, percent = self._model.read_numbers(index.data(StateRole).key)
            numbers = big.horizontalAdvance(count + " ") + small.horizontalAdvance(percent)
            words = max(numbers, small.horizontalAdvance(index.data()))
            widths.append(SWATCH + look.scale(ICON) + 2 * ROOM + 2 * EDGE + words + 2)
        return widths

    def find_height(self) -> int:
        """Give the height of an entry."""
        return self._look.line("tiny") + self._look.line("body") + 2 * EDGE

    def arrange(self, width: int) -> list[list[int]]:
        """Give the widths of the entries, row by row: all in one row, else in columns of one width."""
        needed = self.find_widths()
        width -= 1  # Qt wraps what fills a row to its last pixel
        if sum(needed) <= width:
            spare = (width - sum(needed)) // (len(needed) - 1)
            return [[*(one + spare for one in needed[:-1]), needed[-1]]]
        most = max(1, min(len(needed), width // max(needed)))
        columns = -(-len(needed) // -(-len(needed) // most))  # rows of one length rather than full ones and a rest
        even = [width // columns] * len(needed)
        return [even[at : at + columns] for at in range(0, len(even), columns)]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the room of an entry."""
        del option
        widths = [width for row in self.arrange(self._view.viewport().width()) for width in row]
        return QSize(widths[index.row()], self.find_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint an entry."""
        look, state = self._look, index.data(StateRole)
        cell = QRectF(option.rect)
        box = QRectF(cell.left(), cell.top(), self.find_widths()[index.row()], cell.height())
        inner = box.adjusted(EDGE, EDGE, -EDGE, -EDGE)
        painter.save()
        if option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(inner, look.color("asoft"))
        ratio = painter.device().devicePixelRatioF()
        draw_swatch(painter, QRectF(inner.left(), inner.top(), SWATCH, inner.height()), state, look, ratio)
        px = look.scale(ICON)
        left = inner.left() + SWATCH + ROOM
        painter.drawPixmap(QPointF(left, inner.center().y() - px / 2), look.pixmap(state.icon, state.token, px, ratio))
        left += px + ROOM
        self._paint_words(painter, QRectF(left, inner.top(), inner.right() - left, inner.height()), index)
        if self._view.hasFocus() and index == self._view.currentIndex():
            draw_ring(painter, box, look)
        painter.restore()

    def _paint_words(self, painter: QPainter, box: QRectF, index: Index) -> None:
        look, align = self._look, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        count, percent = self._model.read_numbers(index.data(StateRole).key)
        word, below = QRectF(box), QRectF(box)
        word.setHeight(look.line("tiny"))
        below.setTop(word.bottom())
        painter.setFont(look.font("tiny"))
        painter.setPen(look.color("text2"))
        painter.drawText(word, align, index.data())
        painter.setFont(look.font("body", bold=True))
        painter.setPen(look.color("text"))
        painter.drawText(below, align, count)
        below.setLeft(below.left() + painter.fontMetrics().horizontalAdvance(count + " "))
        painter.setFont(look.font("tiny"))
        painter.setPen(look.color("text2"))
        painter.drawText(below, align, percent)


class StripLegend(CalmList):
    """What the strip shows, as a list: each state with its pattern, icon, word, number and share.

    ``chosen`` gives the key of a state that was clicked, or opened with Enter or Space.
    """

    chosen = Signal(str)

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__()
        self._model = LegendModel(wording)
        self._delegate = LegendDelegate(look, self, self._model)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(wording.say("People by state of verification"))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(self._choose)
        look.changed.connect(self._relook)

    def set_counts(self, counts: Sequence[tuple[str, int]]) -> None:
        """Show how many people are in each state; every state is listed, also those that nobody is in."""
        self._model.set_counts(dict(counts))
        self._relook()

    def sizeHint(self) -> QSize:
        """Give the room for all states side by side."""
        return QSize(sum(self._delegate.find_widths()) + 1, self._delegate.find_height())

    def minimumSizeHint(self) -> QSize:
        """Give the room of one entry; the others come below it."""
        return QSize(max(self._delegate.find_widths()) + 1, self._delegate.find_height())

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrow legend is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height at a width."""
        return len(self._delegate.arrange(width)) * self._delegate.find_height()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Stand on an entry from the start."""
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self._model.index(0))
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the present entry with Enter or Space."""
        opening = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
        if event.key() in opening and self.currentIndex().isValid():
            if not event.isAutoRepeat():
                self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _choose(self, index: Index) -> None:
        self.chosen.emit(index.data(StateRole).key)

    def _relook(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()
        self.viewport().update()
