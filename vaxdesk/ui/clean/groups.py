"""The groups of Làm sạch as a list: each with its number, the chosen one filled."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from vaxdesk.model.display import show_number
from vaxdesk.ui.lists import CalmList, Index, leave_to_page
from vaxdesk.ui.look import RADIUS, Look
from vaxdesk.ui.models.groups import GroupLine, GroupRole, GroupsModel
from vaxdesk.ui.states import SEVERITIES
from vaxdesk.ui.style import draw_ring
from vaxdesk.wording import Wording

LINE = 34
ABOVE = 10
"""Pixels of room above the head of a severity."""
INDENT = 34
SIGN = 18


class GroupDelegate(QStyledItemDelegate):
    """Paints a group: its name, its number; a severity with its icon, semibold."""

    def __init__(self, look: Look, wording: Wording, view: QListView) -> None:
        super().__init__(view)
        self._look, self._wording, self._view = look, wording, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give a line's height; a name that is too long for one line takes two."""
        del option
        line: GroupLine = index.data(GroupRole)
        # As wide as it is when it is chosen and semibold, so that nothing moves then.
        room = self._view.viewport().width() - self._indent(line) - self._number_width(line) - 13
        words = QFontMetricsF(self._look.font(bold=True))
        wanted = words.boundingRect(QRectF(0, 0, room, 1000), int(Qt.TextFlag.TextWordWrap), line.title).height()
        height = max(self._look.scale(LINE), round(wanted) + 10)
        return QSize(10, height + (ABOVE if line.kind == "severity" else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a line."""
        look = self._look
        line: GroupLine = index.data(GroupRole)
        box = QRectF(option.rect)
        if line.kind == "severity":
            box.setTop(box.top() + ABOVE)
        box.adjust(0.5, 0.5, -0.5, -0.5)
        chosen = index == self._view.currentIndex()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("asoft"))
            painter.drawRoundedRect(box, RADIUS, RADIUS)
            painter.fillRect(QRectF(box.left(), box.top() + 8, 4, box.height() - 16), look.color("accent"))
            if self._view.hasFocus():
                draw_ring(painter, box, look)
        self._paint_words(painter, box, line, chosen=chosen)
        painter.restore()

    def _paint_words(self, painter: QPainter, box: QRectF, line: GroupLine, *, chosen: bool) -> None:
        look = self._look
        if line.severity is not None and line.kind == "severity":
            icon, token = SEVERITIES[line.severity]
            px = look.scale(SIGN)
            ratio = painter.device().devicePixelRatio()
            painter.drawPixmap(QPointF(box.left() + 10, box.center().y() - px / 2), look.pixmap(icon, token, px, ratio))
        head = line.kind != "group"
        painter.setFont(look.font("body", bold=chosen or head))
        painter.setPen(look.color("text"))
        number = self._number_width(line)
        words = box.adjusted(self._indent(line), 0, -number - 12, 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap), line.title)
        painter.setFont(look.font("small", bold=chosen))
        painter.setPen(look.color("text" if chosen else "text2"))
        place = box.adjusted(0, 0, -8, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._number(line))

    def _indent(self, line: GroupLine) -> int:
        return self._look.scale(INDENT) if line.kind in {"severity", "group"} else 12

    def _number(self, line: GroupLine) -> str:
        if line.people is None:
            return ""
        number = show_number(line.people, self._wording.language)
        return number if line.kind == "group" else self._wording.say("{n} people", n=number)

    def _number_width(self, line: GroupLine) -> int:
        width = QFontMetricsF(self._look.font("small", bold=True)).horizontalAdvance(self._number(line))
        return round(width) + 8 if line.people is not None else 0


class GroupsView(CalmList):
    """The list of groups. Arrows choose; no letter and no digit jumps about in it."""

    def __init__(self, look: Look, wording: Wording, model: GroupsModel) -> None:
        super().__init__()
        self.setProperty("ground", "bg")
        self.setAccessibleName(wording.say("Groups of issues"))
        # Always there, so that the width by which lines are broken doesn't depend on how many lines that makes.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setModel(model)
        self.setItemDelegate(GroupDelegate(look, wording, self))
        look.changed.connect(self.doItemsLayout)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter and whatever writes to the page."""
        if not leave_to_page(event):
            super().keyPressEvent(event)
