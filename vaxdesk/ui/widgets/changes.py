"""What a step changed: person, field, the value before and after with the difference marked."""

from __future__ import annotations

from collections.abc import Sequence
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
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from vaxdesk.desk.journaling import Change
from vaxdesk.model.difference import Spans, compare, leave_unmarked
from vaxdesk.ui.lists import CalmList, Index
from vaxdesk.ui.look import Look
from vaxdesk.ui.style import draw_ring
from vaxdesk.ui.widgets.difference import PLAIN, Role, Setting, draw_marked, measure_marked
from vaxdesk.wording import Wording

ChangeRole = Qt.ItemDataRole.UserRole

SIDE, TOP, GAP = 20, 7, 8
ARROW = 18
QUIET = Setting(tone="text3")
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class ChangesModel(QAbstractListModel):
    """The lines of one step."""

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        self.lines: Sequence[Change] = ()

    def set_lines(self, lines: Sequence[Change]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Give the number of lines."""
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a line, whose it is, or all of it in a sentence."""
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.name(line)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._tell(line)
        return line if role == ChangeRole else None

    def name(self, line: Change) -> str:
        """Give the name of the person a line is about."""
        return line.name or self._wording.say("No name")

    def _tell(self, line: Change) -> str:
        say, title = self._wording.say, self._wording.render(line.title)
        old, new = self._wording.tell(line.old), self._wording.tell(line.new)
        if not old and not new:
            return f"{self.name(line)}, {title}"
        nothing = say("nothing yet")
        return say(
            "{name}, {field}: before {old}, after {new}",
            name=self.name(line),
            field=title,
            old=old or nothing,
            new=new or nothing,
        )


class ChangesDelegate(QStyledItemDelegate):
    """Paints a line: name and field, below them what was and what is."""

    def __init__(self, look: Look, wording: Wording, view: QListView, model: ChangesModel) -> None:
        super().__init__(view)
        self._look, self._wording, self._view, self._model = look, wording, view, model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the height at the list's width; long values take two lines."""
        del option
        line: Change = index.data(ChangeRole)
        height = max(self._look.line(), self._look.line("small")) + 2 * TOP
        if line.old is not None or line.new is not None:
            width = self._value_width()
            height += 2 + max(
                round(measure_marked(spans, width, self._look, role, setting).height())
                for spans, role, setting in self._values(line)
            )
        return QSize(10, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a line."""
        look, cell = self._look, QRect(option.rect)
        line: Change = index.data(ChangeRole)
        focused = self._view.hasFocus() and index == self._view.currentIndex()
        painter.save()
        if focused or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(cell, look.color("asoft" if focused else "sunk"))
        painter.fillRect(QRect(cell.left(), cell.bottom(), cell.width(), 1), look.color("line"))
        box = cell.adjusted(SIDE, TOP, -SIDE, -TOP)
        head = QRect(box.left(), box.top(), box.width(), max(look.line(), look.line("small")))
        self._paint_head(painter, head, line)
        if line.old is not None or line.new is not None:
            below = QRect(box.left(), head.bottom() + 3, box.width(), box.bottom() - head.bottom() - 2)
            self._paint_values(painter, below, line)
        if focused:
            draw_ring(painter, QRectF(cell).adjusted(1, 1, -1, -2), look)
        painter.restore()

    def _paint_head(self, painter: QPainter, box: QRect, line: Change) -> None:
        look, name = self._look, self._model.name(line)
        painter.setFont(look.font(bold=True))
        painter.setPen(look.color("accent"))
        metrics = painter.fontMetrics()
        width = min(metrics.horizontalAdvance(name), 2 * box.width() // 3)
        painter.drawText(box, LEFT, metrics.elidedText(name, Qt.TextElideMode.ElideRight, width + 1))
        painter.setFont(look.font("small"))
        painter.setPen(look.color("text2"))
        room, title = box.width() - width - 2 * GAP, self._wording.render(line.title)
        painter.drawText(box, RIGHT, painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideMiddle, room))

    def _paint_values(self, painter: QPainter, box: QRect, line: Change) -> None:
        look, width = self._look, self._value_width()
        (old, new), px = self._values(line), look.scale(ARROW)
        left = QRectF(box.left(), box.top(), width, box.height())
        draw_marked(painter, left, old[0], look, old[1], old[2])
        arrow = look.pixmap("right", "text2", px, painter.device().devicePixelRatioF())
        painter.drawPixmap(QPointF(left.right() + GAP, box.center().y() - px / 2 + 1), arrow)
        draw_marked(painter, left.translated(width + px + 2 * GAP, 0), new[0], look, new[1], new[2])

    def _values(self, line: Change) -> tuple[tuple[Spans, Role, Setting], tuple[Spans, Role, Setting]]:
        old, new = self._wording.tell(line.old), self._wording.tell(line.new)
        nothing = leave_unmarked(self._wording.say("nothing yet"))
        if old and new:
            before, after = compare(old, new)
            return (before, "goes", PLAIN), (after, "comes", PLAIN)
        return (
            (leave_unmarked(old), "goes", PLAIN) if old else (nothing, "goes", QUIET),
            (leave_unmarked(new), "comes", PLAIN) if new else (nothing, "comes", QUIET),
        )

    def _value_width(self) -> float:
        around = 2 * SIDE + self._look.scale(ARROW) + 2 * GAP
        return max(40.0, (self._view.viewport().width() - around) / 2)


class ChangesView(CalmList):
    """The lines of a step, made or planned.

    ``opened`` gives the person of a line that was clicked or opened with Enter, unless they are only ``to_read``.
    """

    opened = Signal(str)

    def __init__(self, look: Look, wording: Wording, *, to_read: bool = False) -> None:
        super().__init__()
        self._to_read = to_read
        self.changes = ChangesModel(wording)
        self.setModel(self.changes)
        self.setItemDelegate(ChangesDelegate(look, wording, self, self.changes))
        opens = wording.say("What this step changed; Enter opens the person")
        self.setAccessibleName(wording.say("What would be changed") if to_read else opens)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setMouseTracking(True)
        if not to_read:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
            self.clicked.connect(self._open)
        look.changed.connect(self.scheduleDelayedItemsLayout)

    def set_lines(self, lines: Sequence[Change]) -> None:
        """Show other lines, from the first."""
        self.changes.set_lines(lines)
        if lines:
            self.setCurrentIndex(self.changes.index(0))
        self.scrollToTop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the person with Enter; a held key opens nobody. What is only to be read leaves Enter to the page."""
        if self._to_read and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            if not event.isAutoRepeat():
                self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the values anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _open(self, index: Index) -> None:
        if index.isValid():
            self.opened.emit(index.data(ChangeRole).person)
