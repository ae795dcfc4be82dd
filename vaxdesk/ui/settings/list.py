"""The list of the settings' parts at the left of a wide window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from vaxdesk.ui.lists import CalmList, Index
from vaxdesk.ui.look import ROW, Look
from vaxdesk.ui.style import draw_ring

IconRole = Qt.ItemDataRole.UserRole + 1
WIDE = 236
BAR = 4


class PartsModel(QAbstractListModel):
    """(title, icon) of each part."""

    def __init__(self, parts: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._parts = parts

    def rowCount(self, parent: Index | None = None) -> int:
        """Count the parts."""
        return 0 if parent is not None and parent.isValid() else len(self._parts)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give title or icon."""
        title, icon = self._parts[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return title
        return icon if role == IconRole else None


class PartsDelegate(QStyledItemDelegate):
    """Paints a part: icon and title, the present one with the bar of accent."""

    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(view)
        self._look, self._view = look, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give a line's height."""
        del option, index
        return QSize(10, self._look.scale(ROW) + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a line."""
        look, box = self._look, QRectF(option.rect)
        chosen = index == self._view.currentIndex()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.fillRect(box, look.color("asoft"))
            painter.fillRect(QRectF(box.left(), box.top(), BAR, box.height()), look.color("accent"))
        px = look.scale(18)
        icon = look.pixmap(
            index.data(IconRole), "accent" if chosen else "text2", px, painter.device().devicePixelRatio()
        )
        painter.drawPixmap(QPointF(box.left() + 16, box.center().y() - px / 2), icon)
        painter.setPen(look.color("text"))
        painter.setFont(look.font(bold=chosen))
        painter.drawText(box.adjusted(16 + px + 10, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter, index.data())
        if chosen and self._view.hasFocus():
            draw_ring(painter, box.adjusted(1, 1, -1, -1), look, 4)
        painter.restore()


class PartsList(CalmList):
    """The parts. ``moved`` tells which is current now, ``entered`` that one goes into it."""

    moved = Signal(int)
    entered = Signal(int)

    def __init__(self, look: Look, parts: Sequence[tuple[str, str]], name: str) -> None:
        super().__init__()
        self._look = look
        self.setProperty("ground", "bg")
        self.setAccessibleName(name)
        self.setModel(PartsModel(parts))
        self.setItemDelegate(PartsDelegate(look, self))
        self.setCurrentIndex(self.model().index(0, 0))
        self.selectionModel().currentChanged.connect(lambda now, _: self.moved.emit(now.row()))
        self.clicked.connect(lambda index: self.moved.emit(index.row()))
        look.changed.connect(self._relook)
        self._relook()

    def mark(self, row: int) -> None:
        """Mark the part that is in sight; nothing is told by that."""
        before = self.selectionModel().blockSignals(True)
        self.setCurrentIndex(self.model().index(row, 0))
        self.selectionModel().blockSignals(before)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go into a part with Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right}:
            self.entered.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def _relook(self) -> None:
        self.setFixedWidth(self._look.scale(WIDE))
        self.viewport().update()
