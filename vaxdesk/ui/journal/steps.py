"""The list of steps: what, whom, who and when; one taken back says so."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from vaxdesk.desk.journaling import StepRow
from vaxdesk.ui.lists import CalmList, Index
from vaxdesk.ui.look import ROW_TWO_LINES, Look
from vaxdesk.ui.models.steps import StepRole, StepsModel
from vaxdesk.ui.style import draw_ring
from vaxdesk.ui.telling import tell_moment
from vaxdesk.wording import Wording

SIDE, GAP = 20, 8
ICON = 16
BAR = 4
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class StepsDelegate(QStyledItemDelegate):
    """Paints a step on two lines."""

    def __init__(self, look: Look, wording: Wording, view: QListView, model: StepsModel) -> None:
        super().__init__(view)
        self._look, self._wording, self._view, self._model = look, wording, view, model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give a step's height, the same for all."""
        del option, index
        look = self._look
        return QSize(10, max(look.scale(ROW_TWO_LINES), look.line() + look.line("small") + 10))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a step; one that isn't read yet is a quiet sentence."""
        look, cell = self._look, QRect(option.rect)
        chosen = index == self._view.currentIndex()
        painter.save()
        if chosen:
            painter.fillRect(cell, look.color("asoft"))
            painter.fillRect(QRect(cell.left(), cell.top(), BAR, cell.height()), look.color("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(cell, look.color("sunk"))
        painter.fillRect(QRect(cell.left(), cell.bottom(), cell.width(), 1), look.color("line"))
        step = index.data(StepRole)
        if step is None:
            painter.setFont(look.font("small"))
            painter.setPen(look.color("text3"))
            painter.drawText(cell.adjusted(SIDE, 0, -SIDE, 0), LEFT, index.data())
        else:
            self._paint_step(painter, cell.adjusted(SIDE, 4, -SIDE, -5), step)
        if chosen and self._view.hasFocus():
            draw_ring(painter, cell.adjusted(BAR + 1, 1, -1, -2).toRectF(), look)
        painter.restore()

    def _paint_step(self, painter: QPainter, box: QRect, step: StepRow) -> None:
        look, render = self._look, self._wording.render
        half = box.height() * look.line() // (look.line() + look.line("small"))
        upper, lower = QRect(box), QRect(box)
        upper.setHeight(half)
        lower.setTop(box.top() + half)
        at = tell_moment(step.at, self._wording)
        self._write(painter, upper, at, "small", "text2", align=RIGHT)
        room = upper.width() - QFontMetrics(look.font("small")).horizontalAdvance(at) - GAP
        tone = "text" if step.live else "text3"
        self._write(
            painter,
            QRect(upper.topLeft(), QSize(room, upper.height())),
            render(step.label),
            "body",
            tone,
            bold=step.live,
        )
        right = 0 if step.live else self._paint_taken_back(painter, lower)
        who = " · ".join(part for part in (self._model.describe_people(step), step.user) if part)
        self._write(painter, lower.adjusted(0, 0, -right, 0), who, "small", "text2" if step.live else "text3")

    def _paint_taken_back(self, painter: QPainter, box: QRect) -> int:
        look, word = self._look, self._wording.say("taken back")
        self._write(painter, box, word, "small", "text2", align=RIGHT)
        px = look.scale(ICON)
        width = QFontMetrics(look.font("small")).horizontalAdvance(word) + px + GAP
        at = QPointF(box.right() + 1 - width, box.center().y() - px / 2 + 1)
        painter.drawPixmap(at, look.pixmap("undo", "text2", px, painter.device().devicePixelRatioF()))
        return width + GAP

    def _write(
        self, painter: QPainter, box: QRect, text: str, step: str, tone: str, *, bold: bool = False, align: int = LEFT
    ) -> None:
        painter.setFont(self._look.font(step, bold=bold))
        painter.setPen(self._look.color(tone))
        painter.drawText(box, align, painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width()))


class StepsView(CalmList):
    """The list. ``chosen`` gives the step one stands on (None: not read yet), ``opened`` tells of Enter."""

    chosen = Signal(object)
    opened = Signal()

    def __init__(self, look: Look, wording: Wording, model: StepsModel) -> None:
        super().__init__()
        self.steps = model
        self.setModel(model)
        self.setItemDelegate(StepsDelegate(look, wording, self, model))
        self.setAccessibleName(wording.say("Steps, the newest first"))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        model.arrived.connect(self._tell)
        look.changed.connect(self.scheduleDelayedItemsLayout)

    def stand_on(self, row: int) -> None:
        """Stand on a step, in sight."""
        index = self.steps.index(max(0, min(row, self.steps.rowCount() - 1)))
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self._tell()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which step one stands on now."""
        super().currentChanged(current, previous)
        self.viewport().update()
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter; a held key opens nothing."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat() and self.currentIndex().isValid():
                self.opened.emit()
            return
        super().keyPressEvent(event)

    def _tell(self) -> None:
        index = self.currentIndex()
        if index.isValid() and index.row() < self.steps.rowCount():
            self.chosen.emit(self.steps.find_step(index.row()))
