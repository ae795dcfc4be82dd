"""Lists of a few lines on the desk: what to do next, what waits. One stop of Tab, arrows inside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from vaxdesk.ui.lists import CalmList, Index
from vaxdesk.ui.look import CONTROL, RADIUS, Look
from vaxdesk.ui.style import draw_ring
from vaxdesk.ui.widgets.buttons import draw_key_cap, measure_key_cap

RowRole = Qt.ItemDataRole.UserRole

SIDE, TOP, GAP = 16, 9, 14
ICON = 18
PADDING = 15
"""Pixels beside the words of a painted button."""
ENTER = "Enter"
WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
MIDDLE = int(Qt.AlignmentFlag.AlignCenter)


@dataclass(frozen=True, slots=True)
class Row:
    """A line: icon and its colour, title, second line; at the right what to do (a button) or words in ``tone``."""

    icon: str
    token: str
    title: str
    detail: str
    act: str = ""
    right: str = ""
    tone: str = "text"

    @property
    def sentence(self) -> str:
        """All of it in words."""
        return ". ".join(part for part in (self.title, self.detail, self.right or self.act) if part)


class RowsModel(QAbstractListModel):
    """The lines."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[Row] = ()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Give the number of lines."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a line, its title, or all of it in a sentence."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.sentence
        return row if role == RowRole else None


class RowsDelegate(QStyledItemDelegate):
    """Paints a line. The button of the present one is the coloured one, which Enter presses."""

    def __init__(self, look: Look, view: QListView, model: RowsModel, *, bold: bool) -> None:
        super().__init__(view)
        self._look, self._view, self._model, self._bold = look, view, model, bold

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give a line's height at the list's width."""
        del option
        return QSize(10, self.find_height(index.data(RowRole)))

    def find_height(self, row: Row) -> int:
        """Give the height a line needs; its words wrap."""
        title, detail = self._measure_words(row)
        words = title + detail + 2 * TOP
        return max(words, self._button_height() + 2 * TOP + 2 if row.act else words) + 1

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a line."""
        look, row = self._look, index.data(RowRole)
        cell = QRect(option.rect)
        lit = bool(option.state & QStyle.StateFlag.State_MouseOver)
        present = index == self._view.currentIndex()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if lit and not row.act:
            painter.fillRect(cell, look.color("sunk"))
        if index.row():
            painter.fillRect(QRect(cell.left(), cell.top(), cell.width(), 1), look.color("line"))
        px = look.scale(ICON)
        icon = look.pixmap(row.icon, row.token, px, painter.device().devicePixelRatioF())
        painter.drawPixmap(QPointF(cell.left() + SIDE, cell.center().y() - px / 2 + 1), icon)
        self._paint_words(painter, cell, row)
        focused = present and self._view.hasFocus()
        if row.act:
            self._paint_button(painter, cell, row, present=present, lit=lit, focused=focused)
        else:
            self._paint_right(painter, cell, row)
            if focused:
                draw_ring(painter, QRectF(cell).adjusted(3, 3, -3, -2), look)
        painter.restore()

    def _paint_words(self, painter: QPainter, cell: QRect, row: Row) -> None:
        look = self._look
        title, detail = self._measure_words(row)
        left = cell.left() + SIDE + look.scale(ICON) + GAP
        top = cell.top() + (cell.height() - title - detail) // 2
        painter.setFont(look.font(bold=self._bold))
        painter.setPen(look.color("text"))
        painter.drawText(QRect(left, top, self._words_width(), title), WRAPPED, row.title)
        painter.setFont(look.font("small"))
        painter.setPen(look.color("text2"))
        painter.drawText(QRect(left, top + title, self._words_width(), detail), WRAPPED, row.detail)

    def _paint_right(self, painter: QPainter, cell: QRect, row: Row) -> None:
        painter.setFont(self._look.font(bold=True))
        painter.setPen(self._look.color(row.tone))
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(cell.adjusted(0, 0, -SIDE, 0), align, row.right)

    def _paint_button(
        self, painter: QPainter, cell: QRect, row: Row, *, present: bool, lit: bool, focused: bool
    ) -> None:
        look, width, height = self._look, self._button_width(row.act, present=present), self._button_height()
        box = QRectF(cell.right() + 1 - SIDE - width, cell.center().y() - height / 2 + 1, width, height)
        if present:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accent2" if lit else "accent"))
        else:
            painter.setPen(QPen(look.color("edge"), 1))
            painter.setBrush(look.color("asoft" if lit else "surface"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.setFont(look.font(bold=present))
        painter.setPen(look.color("onacc" if present else "text"))
        words = QRectF(box)
        if present:
            cap = measure_key_cap(ENTER, look)
            words.setRight(words.right() - cap - PADDING + 3)
            draw_key_cap(painter, QRectF(words.right() - 3, box.center().y() - 10, cap, 20), ENTER, look, "onacc")
        painter.drawText(words, MIDDLE, row.act)
        if focused:
            draw_ring(painter, box.adjusted(-3, -3, 3, 3), look, RADIUS + 2)

    def _button_width(self, act: str, *, present: bool) -> int:
        look = self._look
        if not present:
            return max(self._button_width(row.act, present=True) for row in self._model.rows) - self._cap_room()
        return QFontMetrics(look.font(bold=True)).horizontalAdvance(act) + 2 * PADDING + self._cap_room()

    def _cap_room(self) -> int:
        return measure_key_cap(ENTER, self._look) + 8

    def _button_height(self) -> int:
        return max(self._look.scale(CONTROL), QFontMetrics(self._look.font()).height() + 8)

    def _right_width(self) -> int:
        rows = self._model.rows
        if any(row.act for row in rows):
            return max(self._button_width(row.act, present=True) for row in rows) + GAP
        font = QFontMetrics(self._look.font(bold=True))
        return max((font.horizontalAdvance(row.right) for row in rows), default=0) + GAP

    def _words_width(self) -> int:
        around = 2 * SIDE + self._look.scale(ICON) + GAP + self._right_width()
        return max(self._look.scale(80), self._view.viewport().width() - around)

    def _measure_words(self, row: Row) -> tuple[int, int]:
        look, width = self._look, self._words_width()
        title = max(look.line(), _measure(row.title, look.font(bold=self._bold), width))
        detail = max(look.line("small"), _measure(row.detail, look.font("small"), width)) if row.detail else 0
        return title, detail


class RowsView(CalmList):
    """The list, as high as its lines. ``opened`` gives the number of a line that was clicked or opened with Enter.

    ``moved`` gives the place of the line that one is on, so that what scrolls around the list can follow.
    """

    opened = Signal(int)
    moved = Signal(QRect)

    def __init__(self, look: Look, name: str, *, bold: bool = True) -> None:
        super().__init__()
        self.rows = RowsModel()
        self._delegate = RowsDelegate(look, self, self.rows, bold=bold)
        self.setModel(self.rows)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda index: self.opened.emit(index.row()))
        look.changed.connect(self._fit)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other lines; one stands on the line of the same title as before, else on the first."""
        before = self.currentIndex().data()
        self.rows.set_rows(rows)
        at = next((at for at, row in enumerate(rows) if row.title == before), 0)
        if rows:
            self.setCurrentIndex(self.rows.index(at))
        self._fit()

    def open_present(self) -> None:
        """Open the line one is on."""
        if self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter or Space; a held key opens nothing."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            if not event.isAutoRepeat():
                self.open_present()
            return
        super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell where one is now."""
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.isValid():
            self.moved.emit(self.visualRect(current))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the words anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def sizeHint(self) -> QSize:
        """Give the room for all lines."""
        return QSize(super().sizeHint().width(), self._find_height())

    def minimumSizeHint(self) -> QSize:
        """Give the room in which words can still wrap."""
        return QSize(200, self._find_height())

    def _find_height(self) -> int:
        return sum(self._delegate.find_height(row) for row in self.rows.rows)

    def _fit(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.setFixedHeight(max(1, self._find_height()))


def _measure(text: str, font: QFont, width: int) -> int:
    return QFontMetrics(font).boundingRect(QRect(0, 0, width, 1 << 16), WRAPPED, text).height()
