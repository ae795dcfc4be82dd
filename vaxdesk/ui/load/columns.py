"""The cells of a list as read; above each column what it was taken for and how sure that is."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from vaxdesk.ui.lists import CalmTable, Index
from vaxdesk.ui.load.cells import BoldRole, CellsModel, ColumnHead, ColumnRole, StateRole
from vaxdesk.ui.look import Look
from vaxdesk.ui.style import draw_ring
from vaxdesk.ui.widgets.heads import WalkedHeader

SIDE = 9
MARK = 14
ROW = 28
NARROWEST, WIDEST = 64, 220
MEASURED = 30
"""Rows by which a column's width is found."""
UNDERLINES = {"unread": ("err", Qt.PenStyle.SolidLine), "mended": ("accent", Qt.PenStyle.DotLine)}
"""How a cell is marked that can't be understood, and one whose content was repaired."""
MARKS = {"open": ("notfound", "accent"), "said": ("user", "accent"), "sure": ("ok", "ok"), "likely": ("stuck", "warn")}


class ColumnHeader(WalkedHeader):
    """Three lines over each column: what it is, how sure that is, its letters.

    Enter or a click on one asks to change it: ``chosen`` tells which.
    """

    def sizeHint(self) -> QSize:
        """Give the room for three lines."""
        return QSize(super().sizeHint().width(), self._top() + self._letters())

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        """Paint what stands above a column."""
        model = self.model()
        head = model.headerData(logicalIndex, Qt.Orientation.Horizontal, ColumnRole) if model is not None else None
        if not isinstance(head, ColumnHead):
            return
        look, box = self._look, QRectF(rect)
        painter.save()
        painter.fillRect(box, look.color("asoft" if head.doubt == "open" else "surface"))
        letters = QRectF(box.left(), box.bottom() - self._letters(), box.width(), self._letters())
        if head.doubt != "open":
            painter.fillRect(letters, look.color("sunk"))
        self._paint_meaning(painter, box.adjusted(SIDE, 6, -6, -self._letters()), head)
        painter.setFont(look.font("tiny"))
        painter.setPen(look.color("text2"))
        painter.drawText(letters, Qt.AlignmentFlag.AlignCenter, head.letters)
        for line in (
            QRectF(box.right() - 1, box.top(), 1, box.height()),
            QRectF(box.left(), letters.top(), box.width(), 1),
            QRectF(box.left(), box.bottom() - 1, box.width(), 1),
        ):
            painter.fillRect(line, look.color("line"))
        if self.hasFocus() and logicalIndex == self.at:
            draw_ring(painter, box.adjusted(0, 0, -1, 0), look, 3)
        painter.restore()

    def _paint_meaning(self, painter: QPainter, box: QRectF, head: ColumnHead) -> None:
        look = self._look
        tone = {"open": "accent", "unused": "text3"}.get(head.doubt, "text")
        top = QRectF(box.left(), box.top(), box.width(), look.line("small"))
        if head.doubt == "open":
            self._paint_mark(painter, top, head)
            top.setLeft(top.left() + MARK + 5)
        painter.setFont(look.font("small", bold=head.doubt != "unused"))
        painter.setPen(look.color(tone))
        self._write(painter, top, head.title)
        if head.doubt in {"open", "unused"}:
            return
        below = QRectF(box.left(), top.bottom(), box.width(), look.line("tiny"))
        self._paint_mark(painter, below, head)
        below.setLeft(below.left() + MARK + 4)
        painter.setFont(look.font("tiny"))
        painter.setPen(look.color("text2"))
        self._write(painter, below, head.sure)

    def _paint_mark(self, painter: QPainter, line: QRectF, head: ColumnHead) -> None:
        icon, token = MARKS[head.doubt]
        pixmap = self._look.pixmap(icon, token, MARK, painter.device().devicePixelRatio())
        painter.drawPixmap(QPointF(line.left(), line.center().y() - MARK / 2), pixmap)

    @staticmethod
    def _write(painter: QPainter, box: QRectF, text: str) -> None:
        cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, cut)

    def _top(self) -> int:
        return 6 + self._look.line("small") + self._look.line("tiny") + 6

    def _letters(self) -> int:
        return self._look.line("tiny") + 7


class CellDelegate(QStyledItemDelegate):
    """Paints a cell as read: the header's bold, a doubtful column tinted from top to bottom."""

    def __init__(self, look: Look, view: QTableView) -> None:
        super().__init__(view)
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell."""
        look, box = self._look, QRectF(option.rect)
        head: ColumnHead = index.data(ColumnRole)
        bold = bool(index.data(BoldRole))
        painter.save()
        token = "asoft" if head.doubt == "open" else "neus" if bold else "surface"
        painter.fillRect(box, look.color(token))
        painter.fillRect(QRectF(box.right() - 1, box.top(), 1, box.height()), look.color("line"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), look.color("line"))
        painter.setFont(look.font("small", bold=bold))
        painter.setPen(look.color("text2" if head.doubt == "unused" and not bold else "text"))
        words = box.adjusted(SIDE, 0, -6, 0)
        text = " ".join(str(index.data() or "").split())
        cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, cut)
        if (mark := UNDERLINES.get(index.data(StateRole))) is not None and cut:
            token, style = mark
            painter.setPen(QPen(look.color(token), 1.5, style))
            y, wide = box.center().y() + look.line("small") / 2 - 2, painter.fontMetrics().horizontalAdvance(cut)
            painter.drawLine(QLineF(words.left(), y, words.left() + wide, y))
        if option.state & QStyle.StateFlag.State_HasFocus:
            draw_ring(painter, box.adjusted(0, 0, -1, -1), look, 3)
        painter.restore()


class CellsView(CalmTable):
    """The table of a list's first rows."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.header = ColumnHeader(look, self)
        self.setHorizontalHeader(self.header)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setItemDelegate(CellDelegate(look, self))
        look.changed.connect(self.measure)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave digits and Enter to the page; Enter on a cell asks about its column."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} or event.text().isdigit():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def measure(self) -> None:
        """Give rows and columns their room."""
        look, model = self._look, self.model()
        self.verticalHeader().setDefaultSectionSize(max(look.scale(ROW), look.line("small") + 8))
        if not isinstance(model, CellsModel):
            return
        small, bold = QFontMetrics(look.font("small")), QFontMetrics(look.font("small", bold=True))
        for column, head in enumerate(model.heads):
            wide = max(
                bold.horizontalAdvance(head.header),
                bold.horizontalAdvance(head.title) + (MARK + 5 if head.doubt == "open" else 0),
                QFontMetrics(look.font("tiny")).horizontalAdvance(head.sure) + MARK + 4,
                *(
                    small.horizontalAdvance(model.index(row, column).data())
                    for row in range(1, min(MEASURED, model.rowCount()))
                ),
            )
            self.setColumnWidth(column, min(max(wide + SIDE + 10, look.scale(NARROWEST)), look.scale(WIDEST)))
        self.header.updateGeometry()

    def sizeHint(self) -> QSize:
        """Ask for no more than what has to be seen; what room there is above that comes by itself."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def measure_height(self, rows: int) -> int:
        """Give the height that shows the header and so many rows."""
        return self.header.sizeHint().height() + (rows + 1) * self.verticalHeader().defaultSectionSize()
