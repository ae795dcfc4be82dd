"""The list of people in Làm sạch: two lines each, paged; who is done stays in place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from vaxdesk.desk.browsing import Line
from vaxdesk.ui.clean.cells import WIDTHS, CellDelegate, PeopleHead
from vaxdesk.ui.lists import CalmTable, Index
from vaxdesk.ui.look import ROW, ROW_TWO_LINES, Look
from vaxdesk.ui.models.people import PeopleModel
from vaxdesk.ui.states import SEVERITIES, STATES
from vaxdesk.ui.style import draw_ring
from vaxdesk.wording import Wording

BAR = 4
SIGN = 18
BEFORE = 42
"""Pixels before the words: bar, icon, room."""
LEFT_TO_PAGE = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Space})


class Face(NamedTuple):
    """A font, its measures, the height of its line."""

    font: QFont
    metrics: QFontMetrics
    line: int


class PersonDelegate(QStyledItemDelegate):
    """Paints somebody: worst severity, name, year and hamlet, at the right what differs from the rule."""

    def __init__(self, look: Look, wording: Wording, view: QTableView, model: PeopleModel) -> None:
        super().__init__(view)
        self._look, self._wording, self._view, self._model = look, wording, view, model
        self._faces: dict[tuple[str, bool], Face] = {}
        look.changed.connect(self._faces.clear)

    def _face(self, step: str, *, bold: bool = False) -> Face:
        """Give a font with its measures: making them for each of the rows in sight would cost more than painting."""
        if (step, bold) not in self._faces:
            font = self._look.font(step, bold=bold)
            self._faces[step, bold] = Face(font, QFontMetrics(font), self._look.line(step))
        return self._faces[step, bold]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a line."""
        look, rect = self._look, QRectF(option.rect)
        painter.save()
        painter.setPen(look.color("line"))
        painter.drawLine(QPointF(rect.left(), rect.bottom()), QPointF(rect.right(), rect.bottom()))
        chosen = index.row() == self._view.currentIndex().row()
        if chosen or option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect.adjusted(0, 0, 0, -1), look.color("asoft"))
        if chosen:
            painter.fillRect(QRectF(rect.left(), rect.top(), BAR, rect.height() - 1), look.color("accent"))
        line = self._model.line(index.row())
        if line is not None:
            self._paint_line(painter, rect, index, line)
        elif self._model.is_read(index.row()):
            self._paint_gone(painter, rect)
        if chosen and self._view.hasFocus():
            draw_ring(painter, rect.adjusted(0, 0, 0, -1), look, 2)
        painter.restore()

    def _paint_line(self, painter: QPainter, rect: QRectF, index: Index, line: Line) -> None:
        look, done = self._look, self._model.is_put_right(index.row())
        self._paint_sign(painter, rect, line, done=done)
        left, right = rect.left() + self._before(), rect.right() - 14
        if note := self._model.note(index.row()):
            face = self._face("small", bold=done)
            width = face.metrics.horizontalAdvance(note) + 2
            painter.setFont(face.font)
            painter.setPen(look.color("ok" if done else "text2"))
            place = QRectF(right - width, rect.top(), width, rect.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, note)
            right -= width + 10
        chosen = index.row() == self._view.currentIndex().row()
        face, below = self._face("body", bold=not done or chosen), self._face("tiny")
        top = rect.top() + (rect.height() - 1 - face.line - below.line) / 2
        name = line.full_name or self._wording.say("No name")
        painter.setFont(face.font)
        painter.setPen(look.color("text2" if done and not chosen else "text"))
        text = face.metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, round(right - left))
        painter.drawText(QRectF(left, top, right - left, face.line), Qt.AlignmentFlag.AlignVCenter, text)
        painter.setFont(below.font)
        painter.setPen(look.color("text2"))
        second = " · ".join(part for part in (line.birth_year, line.hamlet) if part) or self._wording.say("not known")
        text = below.metrics.elidedText(second, Qt.TextElideMode.ElideRight, round(right - left))
        place = QRectF(left, top + face.line, right - left, below.line)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_sign(self, painter: QPainter, rect: QRectF, line: Line, *, done: bool) -> None:
        look = self._look
        if done:
            icon, token = "fixed", "ok"
        elif line.severity is not None:
            icon, token = SEVERITIES[line.severity]
        else:
            state = STATES[line.verification]
            icon, token = state.icon, state.token
        px = look.scale(SIGN)
        pixmap = look.pixmap(icon, token, px, painter.device().devicePixelRatio())
        painter.drawPixmap(QPointF(rect.left() + 13, rect.center().y() - px / 2), pixmap)

    def _paint_gone(self, painter: QPainter, rect: QRectF) -> None:
        painter.setFont(self._look.font("small"))
        painter.setPen(self._look.color("text3"))
        words = rect.adjusted(self._before(), 0, -14, 0)
        text = self._wording.say("Joined to somebody else, or taken back")
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap), text)

    def _before(self) -> int:
        return BEFORE + self._look.scale(SIGN) - SIGN


class PeopleView(CalmTable):
    """The list itself. Enter, digits and the arrows to the sides are the page's.

    A table of one column: a list view would ask the model 200,000 times before it shows 200,000 people.
    """

    def __init__(self, look: Look, wording: Wording, model: PeopleModel) -> None:
        super().__init__()
        self._look, self._model = look, model
        self.setAccessibleName(wording.say("People"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setWordWrap(False)
        self.is_table = False
        """Whether a row is a line with columns, instead of two lines."""
        self.head = PeopleHead(look, self)
        self.head.setAccessibleName(wording.say("Heads of the columns"))
        self.setHorizontalHeader(self.head)
        self._lines, self._cells = PersonDelegate(look, wording, self, model), CellDelegate(look, wording, self, model)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setModel(model)
        look.changed.connect(self._fit)
        self.show_columns(())

    def show_columns(self, columns: Sequence[str]) -> None:
        """Show people as a table with these columns; without any as two lines each. The row one is at stays."""
        row = self.currentIndex().row()
        self.is_table = bool(columns)
        self._model.set_columns(columns)
        self.setItemDelegate(self._cells if columns else self._lines)
        off, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setHorizontalScrollBarPolicy(needed if columns else off)
        self.head.setVisible(self.is_table)
        modes = QHeaderView.ResizeMode
        self.head.setSectionResizeMode(modes.Interactive if columns else modes.Stretch)
        self.head.setStretchLastSection(self.is_table)
        self._fit()
        if row >= 0:
            self.show_row(row)

    def _fit(self) -> None:
        look = self._look
        if self.is_table:
            self.verticalHeader().setDefaultSectionSize(max(look.scale(ROW), look.line() + 12))
            for section, key in enumerate(("", *self._model.columns)):
                self.setColumnWidth(section, look.scale(WIDTHS[key]))
            return
        self.verticalHeader().setDefaultSectionSize(
            max(look.scale(ROW_TWO_LINES), look.line() + look.line("tiny") + 10)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go up and down; leave the rest to the page."""
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
        elif event.key() in LEFT_TO_PAGE or (event.text() and event.text().isprintable()):
            event.ignore()
        elif event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End} and self.model().rowCount():
            self.show_row(0 if event.key() == Qt.Key.Key_Home else self.model().rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def chosen_rows(self) -> list[int]:
        """Give the rows that are chosen, in their order: with Shift and the arrows, or all of them with Ctrl+A."""
        ranges = self.selectionModel().selection().toList()
        return sorted({row for one in ranges for row in range(one.top(), one.bottom() + 1)})

    def show_row(self, row: int) -> None:
        """Choose a row and bring it into sight in one jump."""
        # In a table one stays at the column that is in sight.
        index = self.model().index(row, max(0, self.columnAt(0)) if self.is_table else 0)
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
