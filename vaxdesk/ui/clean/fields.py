"""The table of fields: as the list has it, now, proposed; what differs is marked inside the word."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QRectF,
    QSizeF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from vaxdesk.desk.browsing import FieldRow
from vaxdesk.model.difference import Span, Spans, compare, leave_unmarked
from vaxdesk.ui.clean.fields_model import LISTED, NAME, NOW, PROPOSED, FieldsModel
from vaxdesk.ui.lists import CalmTable, Index
from vaxdesk.ui.look import ROW_FIELD, Look
from vaxdesk.ui.style import draw_ring
from vaxdesk.ui.widgets.difference import Role, Setting, draw_marked, measure_marked
from vaxdesk.wording import Wording

TITLE = 118
SIDE = 8
BAR = 4
COMPARED: Final = frozenset(
    {"full_name", "birth_date", "id_number", "old_id_number", "phone", "health_insurance", "date", "lot"}
)
"""Fields in which it is worth showing what differs from the list: others are told by words of ours."""
Text = tuple[Spans, Role, Setting]
WHOLE: Final = Setting(lines=0)
"""Names differ in their last syllable: nothing is cut in a record."""


def mark_change(key: str, old: str, new: str) -> tuple[Spans, Spans]:
    """Give what goes and what comes: inside the word where somebody wrote it, the whole of what are words of ours."""
    if not old or not new or key not in COMPARED:
        return _mark_whole(old), _mark_whole(new)
    return compare(old, new)


def _mark_whole(text: str) -> Spans:
    return (Span(text, changed=True, touched=True),) if text else ()


class FieldDelegate(QStyledItemDelegate):
    """Paints the cells."""

    def __init__(self, look: Look, wording: Wording, view: QTableView, model: FieldsModel) -> None:
        super().__init__(view)
        self._look, self._wording, self._view, self._model = look, wording, view, model

    def measure(self, row: int) -> int:
        """Give the height that a row's cells need at their columns' widths."""
        heights = [self._look.scale(ROW_FIELD)]
        for column in range(4):
            spans, role, setting = self._set(row, column)
            room = self._view.columnWidth(column) - 2 * SIDE
            heights.append(round(measure_marked(spans, room, self._look, role, setting).height()) + 10)
        return max(heights)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell."""
        look, rect = self._look, QRectF(option.rect)
        row = self._model.rows[index.row()]
        chosen = self._view.hasFocus() and index.row() == self._view.currentIndex().row()
        painter.save()
        ground = "asoft" if chosen else "sunk" if row.key == self._model.asked or index.column() == PROPOSED else None
        if ground is not None:
            painter.fillRect(rect, look.color(ground))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), look.color("line"))
        if chosen and index.column() == NAME:
            painter.fillRect(QRectF(rect.left(), rect.top(), BAR, rect.height() - 1), look.color("accent"))
        spans, role, setting = self._set(index.row(), index.column())
        box = rect.adjusted(SIDE, 0, -SIDE, -1)
        draw_marked(painter, box, spans, look, role, setting)
        if index.column() == NOW and role != "goes" and row.severity in {"error", "warning"}:
            self._underline(painter, box, measure_marked(spans, box.width(), look, role, setting), row)
        if chosen and index.column() == NOW:
            draw_ring(painter, rect.adjusted(1, 1, -1, -2), look, 4)
        painter.restore()

    def _underline(self, painter: QPainter, box: QRectF, size: QSizeF, row: FieldRow) -> None:
        width, height = size.width(), size.height()
        wrong = row.severity == "error"
        style = Qt.PenStyle.SolidLine if wrong else Qt.PenStyle.DashLine
        painter.setPen(QPen(self._look.color("err" if wrong else "warn"), 2, style))
        y = round(box.top() + (box.height() + height) / 2) - 1
        painter.drawLine(round(box.left()), y, round(box.left() + width), y)

    def _set(self, at: int, column: int) -> Text:
        row = self._model.rows[at]
        text = self._model.text(row, column)
        if column == NAME:
            asked = row.key == self._model.asked
            return leave_unmarked(text), "comes", Setting("small", "text" if asked else "text2", bold=asked, lines=0)
        if column == LISTED:
            return leave_unmarked(text), "comes", Setting(tone="text2", lines=0)
        now = self._model.text(row, NOW)
        if column == PROPOSED:
            return mark_change(row.key, now, text)[1], "comes", WHOLE
        return self._set_now(row, now)

    def _set_now(self, row: FieldRow, now: str) -> Text:
        offered = self._model.offered.get(row.key)
        if not now:
            return leave_unmarked(self._wording.say("not known")), "comes", Setting(tone="text3")
        if offered is not None:
            return mark_change(row.key, now, self._wording.tell(offered.text))[0], "goes", WHOLE
        if len(row.choices) > 1:
            other = next((one for one in row.choices if not one.shown), row.choices[-1])
            return mark_change(row.key, now, self._wording.tell(other.text))[0], "differs", WHOLE
        if row.listed and row.key in COMPARED:
            return compare(self._wording.tell(row.listed[0]), now)[1], "before", WHOLE
        return leave_unmarked(now), "comes", WHOLE


class FieldTable(CalmTable):
    """The table itself, as high as its rows.

    ``moved`` gives the field one goes to, ``edit_wanted`` tells that it is to be edited, ``stepped`` that the next
    field (1) or the one before (-1) is wanted, be it in another table.
    """

    moved = Signal(str)
    stepped = Signal(int)
    edit_wanted = Signal()

    def __init__(self, look: Look, wording: Wording, *, headed: bool = True) -> None:
        super().__init__()
        self._look = look
        self.fields = FieldsModel(wording)
        self.setModel(self.fields)
        self._delegate = FieldDelegate(look, wording, self, self.fields)
        self.setItemDelegate(self._delegate)
        self.setWordWrap(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        for bar in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            bar(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        head = self.horizontalHeader()
        head.setVisible(headed)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setHighlightSections(False)
        head.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(wording.say("Fields"))
        self.doubleClicked.connect(self._want_edit)
        self.selectionModel().currentChanged.connect(self._move)
        self.fields.modelReset.connect(self.fit)
        self.fields.dataChanged.connect(self.fit)
        look.changed.connect(self.fit)

    def key(self) -> str | None:
        """Give the field one is at."""
        row = self.currentIndex().row()
        return self.fields.rows[row].key if 0 <= row < len(self.fields.rows) else None

    def go_to(self, key: str | None) -> bool:
        """Go to a field without telling anybody; False where there is none such."""
        row = self.fields.find_row(key)
        if row is None:
            return False
        blocked = self.selectionModel().blockSignals(True)
        self.selectionModel().setCurrentIndex(self.fields.index(row, NOW), QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().blockSignals(blocked)
        self.viewport().update()
        return True

    def editor_place(self) -> QRectF:
        """Give where an editor of the present field goes: over today's value and what is proposed."""
        row = self.currentIndex().row()
        now, last = (self.visualRect(self.fields.index(row, column)) for column in (NOW, PROPOSED))
        return QRectF(self.viewport().mapTo(self, now.topLeft()), self.viewport().mapTo(self, last.bottomRight()))

    def fit(self) -> None:
        """Take the columns' widths from the table's, the rows' heights from what is in them."""
        width = self.width()
        title = min(self._look.scale(TITLE), width // 4)
        part = (width - title) // 3
        for column, room in enumerate((title, part, part, width - title - 2 * part)):
            self.setColumnWidth(column, room)
        height = 0 if self.horizontalHeader().isHidden() else self.horizontalHeader().sizeHint().height()
        for row in range(len(self.fields.rows)):
            wanted = self._delegate.measure(row)
            self.setRowHeight(row, wanted)
            height += wanted
        if self.height() != height:
            self.setFixedHeight(max(1, height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go up and down; leave Enter, digits and the rest to the page."""
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End}:
            super().keyPressEvent(event)
        elif event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            # What is around scrolls and would take them for itself.
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first field where one was at none."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.fields.rows:
            self.setCurrentIndex(self.fields.index(0, NOW))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the mark away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        """Let the wheel move the panel around the table."""
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return False
        return super().viewportEvent(event)

    def _want_edit(self) -> None:
        self.edit_wanted.emit()

    def _move(self, now: QModelIndex, _: QModelIndex) -> None:
        self.viewport().update()
        if now.isValid() and (key := self.key()) is not None:
            self.moved.emit(key)
