"""People as a table: the worst issue first, a wrong cell underlined, what is missing said; and the heads above."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from vaxdesk.model.issue import Severity
from vaxdesk.ui.lists import Index
from vaxdesk.ui.look import Look
from vaxdesk.ui.models.columns import NUMBERS
from vaxdesk.ui.models.people import PeopleModel
from vaxdesk.ui.states import SEVERITIES
from vaxdesk.ui.style import draw_ring
from vaxdesk.ui.widgets.heads import WalkedHeader
from vaxdesk.wording import Wording

WIDTHS: Final[Mapping[str, int]] = {
    "": 38, "full_name": 196, "birth_date": 104, "sex": 84, "id_number": 144, "phone": 122, "hamlet": 150, "doses": 92,
    "verification": 170, "delivery": 170, "severity": 100,
}  # fmt: skip
"""Pixels of a column; the first holds the sign of the worst issue."""
SIGN = 18
SIDE = 8
WRITTEN: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
LINES: Final[Mapping[Severity, tuple[str, Qt.PenStyle]]] = {
    "error": ("err", Qt.PenStyle.SolidLine),
    "warning": ("warn", Qt.PenStyle.DashLine),
    "info": ("accent", Qt.PenStyle.DotLine),
}
"""(Colour, line) under a cell in which something is wrong."""


class CellDelegate(QStyledItemDelegate):
    """Paints a cell of a person."""

    def __init__(self, look: Look, wording: Wording, view: QTableView, model: PeopleModel) -> None:
        super().__init__(view)
        self._look, self._wording, self._view, self._model = look, wording, view, model
        look.changed.connect(self._relook)
        self._relook()

    def _relook(self) -> None:
        """Take font and measures of the look: making them for each cell would cost more than painting."""
        self._font = self._look.font()
        self._metrics = QFontMetrics(self._font)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell."""
        look, rect, now = self._look, QRectF(option.rect), self._view.currentIndex()
        painter.save()
        if index.row() == now.row() or option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.color("asoft"))
        painter.setPen(look.color("line"))
        painter.drawLine(QPointF(rect.left(), rect.bottom()), QPointF(rect.right(), rect.bottom()))
        if index.column():
            self._paint_text(painter, rect.adjusted(SIDE, 0, -SIDE, 0), index)
        else:
            self._paint_sign(painter, rect, index)
        if index == now and self._view.hasFocus():
            draw_ring(painter, rect.adjusted(0, 0, 0, -1), look, 2)
        painter.restore()

    def _paint_sign(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        line = self._model.line(index.row())
        if line is None:
            return
        done = self._model.is_put_right(index.row())
        icon, token = ("fixed", "ok") if done else SEVERITIES.get(line.severity or "", ("", ""))
        if icon:
            px = self._look.scale(SIGN)
            pixmap = self._look.pixmap(icon, token, px, painter.device().devicePixelRatio())
            painter.drawPixmap(QPointF(rect.center().x() - px / 2, rect.center().y() - px / 2), pixmap)

    def _paint_text(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        look, model, key = self._look, self._model, self._model.columns[index.column() - 1]
        if model.line(index.row()) is None:
            if index.column() == 1 and model.is_read(index.row()):
                self._write(painter, rect, self._wording.say("Joined to somebody else, or taken back"), "text3")
            return
        text, mark = model.cell(index.row(), key), model.mark(index.row(), key)
        missing = not text and key != "severity"
        shown = self._wording.say("none yet") if missing else text
        words = self._write(painter, rect, shown, "text3" if missing else "text", is_number=key in NUMBERS)
        if mark is not None:
            token, line = LINES[mark.severity]
            painter.setPen(QPen(look.color(token), 2, line))
            painter.drawLine(QPointF(words.left(), words.bottom() + 1), QPointF(words.right(), words.bottom() + 1))

    def _write(self, painter: QPainter, rect: QRectF, text: str, tone: str, *, is_number: bool = False) -> QRectF:
        """Write a text, cut where there is too little room, and give where its words are."""
        painter.setFont(self._font)
        painter.setPen(self._look.color(tone))
        width = float(self._metrics.horizontalAdvance(text))
        if width > rect.width():
            text, width = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width())), rect.width()
        left = rect.right() - width if is_number else rect.left()
        painter.drawText(QRectF(left, rect.top(), width + 1, rect.height()), WRITTEN, text)
        height = self._metrics.height()
        return QRectF(left, rect.center().y() - height / 2, width, height)


class PeopleHead(WalkedHeader):
    """The heads of the table of people."""

    def sizeHint(self) -> QSize:
        """Give the room for one line."""
        return QSize(super().sizeHint().width(), self._look.line("small") + 14 if self.count() else 0)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        """Paint a head, and the ring where one is."""
        painter.save()
        super().paintSection(painter, rect, logicalIndex)
        painter.restore()
        if self.hasFocus() and logicalIndex == self.at:
            draw_ring(painter, QRectF(rect).adjusted(0, 0, -1, 0), self._look, 3)
