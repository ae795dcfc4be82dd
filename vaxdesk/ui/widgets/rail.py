"""The rail: the station, the pages with their open work, the user and the lock. One list, one stop of Tab."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPen, QTextOption
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from vaxdesk.model.display import show_number
from vaxdesk.ui.lists import CalmList, Index
from vaxdesk.ui.look import RADIUS, RAIL_ITEM, RAIL_NARROW, RAIL_WIDTH, Layout, Look
from vaxdesk.ui.page import PageKind
from vaxdesk.ui.style import draw_ring
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.labels import IconLabel, make_label, make_rule
from vaxdesk.wording import Wording

KindRole = Qt.ItemDataRole.UserRole
CountRole = Qt.ItemDataRole.UserRole + 1
GAP = 18
"""Pixels of a line between two groups."""


class RailModel(QAbstractListModel):
    """Pages in order, with a None between groups."""

    def __init__(self, kinds: Sequence[PageKind], wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        self.counts: Mapping[str, int] = {}
        self.lines: list[PageKind | None] = []
        for kind in sorted(kinds, key=lambda one: (one.group, one.rank)):
            before = self.lines[-1] if self.lines else None
            if before is not None and before.group != kind.group:
                self.lines.append(None)
            self.lines.append(kind)

    def rowCount(self, parent: Index | None = None) -> int:
        """Give the number of lines."""
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let nobody choose a separator."""
        if self.lines[index.row()] is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a page's name, kind or open work."""
        kind = self.lines[index.row()]
        if kind is None:
            return None
        title, count = self._wording.say(kind.title), self.counts.get(kind.key, 0)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._wording.say("{page}, {count} open", page=title, count=count) if count else title
        return {KindRole: kind, CountRole: count}.get(role)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how much is open on each page."""
        self.counts = counts
        self.dataChanged.emit(self.index(0), self.index(len(self.lines) - 1))


class RailDelegate(QStyledItemDelegate):
    """Paints a page: icon, name, open work; the present one as a white slip with a bar of accent."""

    def __init__(self, look: Look, view: QListView, wording: Wording) -> None:
        super().__init__(view)
        self._look, self._view, self._language = look, view, wording.language
        self.narrow = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give a line's height."""
        del option
        if index.data(KindRole) is None:
            return QSize(10, GAP)
        return QSize(10, self._look.scale(54) + 4 if self.narrow else self._look.scale(RAIL_ITEM) + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a line."""
        look, rect = self._look, QRectF(option.rect)
        kind: PageKind | None = index.data(KindRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if kind is None:
            y = rect.center().y()
            painter.setPen(QPen(look.color("line"), 1))
            painter.drawLine(QPointF(rect.left() + 8, y), QPointF(rect.right() - 8, y))
            painter.restore()
            return
        chosen = index == self._view.currentIndex()
        box = rect.adjusted(0.5, 1.5, -0.5, -1.5)
        if chosen:
            painter.setPen(QPen(look.color("line"), 1))
            painter.setBrush(look.color("surface"))
            painter.drawRoundedRect(box, RADIUS, RADIUS)
            painter.fillRect(QRectF(box.left(), box.top() + 8, 4, box.height() - 16), look.color("accent"))
        if chosen and self._view.hasFocus():
            draw_ring(painter, box, look)
        (self._paint_narrow if self.narrow else self._paint_wide)(painter, box, index, kind, chosen=chosen)
        painter.restore()

    def _paint_wide(self, painter: QPainter, box: QRectF, index: Index, kind: PageKind, *, chosen: bool) -> None:
        look, px = self._look, self._look.scale(20)
        ratio = painter.device().devicePixelRatio()
        icon = look.pixmap(kind.icon, "accent" if chosen else "text2", px, ratio)
        painter.drawPixmap(QPointF(box.left() + 10, box.center().y() - px / 2), icon)
        painter.setPen(look.color("text" if chosen else "text2"))
        painter.setFont(look.font(bold=chosen))
        words = box.adjusted(20 + px, 0, -10, 0)
        count = index.data(CountRole)
        number = show_number(count, self._language) if count else ""
        room = words.width() - (
            QFontMetricsF(look.font("small", bold=True)).horizontalAdvance(number) + 6 if count else 0
        )
        name = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, round(room))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, name)
        if count:
            painter.setFont(look.font("small", bold=True))
            painter.setPen(look.color("text2"))
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(words, right, number)

    def _paint_narrow(self, painter: QPainter, box: QRectF, index: Index, kind: PageKind, *, chosen: bool) -> None:
        look, px = self._look, self._look.scale(20)
        ratio = painter.device().devicePixelRatio()
        icon = look.pixmap(kind.icon, "accent" if chosen else "text2", px, ratio)
        painter.drawPixmap(QPointF(box.center().x() - px / 2, box.top() + 3), icon)
        painter.setPen(look.color("text" if chosen else "text2"))
        font = QFont(look.font("tiny", bold=chosen))
        font.setPointSizeF(font.pointSizeF() * 0.92)
        painter.setFont(font)
        words = QTextOption(Qt.AlignmentFlag.AlignHCenter)
        words.setWrapMode(QTextOption.WrapMode.WordWrap)
        painter.drawText(box.adjusted(2, px + 4, -2, 2), index.data(), words)


class RailView(CalmList):
    """The list of pages. No letter jumps about in it, since Telex makes other letters of them."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "rail")
        self.clicked.connect(self._choose)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the page on Enter and on the arrows."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _choose(self, index: Index) -> None:
        kind = index.data(KindRole)
        if kind is not None:
            self.chosen.emit(kind.key)


class Rail(QFrame):
    """The whole rail. ``chosen`` tells a page's key, ``lock_wanted`` that the store is to be locked."""

    chosen = Signal(str)
    lock_wanted = Signal()

    def __init__(self, look: Look, wording: Wording, kinds: Sequence[PageKind], station: str, below: str) -> None:
        super().__init__()
        self.setProperty("kind", "rail")
        self._look = look
        self.model = RailModel(kinds, wording)
        self.view = RailView()
        self.view.setAccessibleName(wording.say("Pages"))
        self.view.setModel(self.model)
        self._delegate = RailDelegate(look, self.view, wording)
        self.view.setItemDelegate(self._delegate)
        self.view.chosen.connect(self.chosen)
        self._station = QWidget()
        names = QVBoxLayout(self._station)
        names.setContentsMargins(16, 10, 8, 6)
        names.setSpacing(0)
        names.addWidget(make_label(station, "body", bold=True, wrap=True))
        names.addWidget(make_label(below, "tiny", "text2", wrap=True))
        self._user = make_label("", "small", bold=True)
        self._role = make_label("", "tiny", "text2")
        self._lock = ActButton(look, "", icon="lock", size="small", kind="link")
        self._lock.setAccessibleName(wording.say("Lock"))
        self._lock.setToolTip(wording.say("Lock") + " (Ctrl+L)")
        self._lock.clicked.connect(self.lock_wanted)
        self._face = IconLabel(look, "user", "text2", 22)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._station)
        holder = QHBoxLayout()
        holder.setContentsMargins(8, 6, 8, 0)
        holder.addWidget(self.view)
        column.addLayout(holder, 1)
        column.addWidget(make_rule())
        column.addWidget(self._make_foot())
        self.set_layout("wide")
        look.changed.connect(self.view.doItemsLayout)

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(14, 8, 6, 8)
        row.setSpacing(8)
        row.addWidget(self._face)
        self._names = QWidget()
        names = QVBoxLayout(self._names)
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(0)
        names.addWidget(self._user)
        names.addWidget(self._role)
        row.addWidget(self._names, 1)
        row.addWidget(self._lock)
        return foot

    def set_user(self, name: str, role: str) -> None:
        """Show who works."""
        self._user.setText(name)
        self._role.setText(role)
        self._user.setToolTip(name)

    def select(self, page: str) -> None:
        """Mark the page that is shown."""
        for row, kind in enumerate(self.model.lines):
            if kind is not None and kind.key == page:
                self.view.setCurrentIndex(self.model.index(row))

    def set_layout(self, layout: Layout) -> None:
        """Show names beside the icons, or below them in a narrow rail."""
        narrow = layout == "middle"
        self._delegate.narrow = narrow
        self._station.setVisible(not narrow)
        self._names.setVisible(not narrow)
        self._face.setVisible(not narrow)
        self.setFixedWidth(self._look.scale(RAIL_NARROW if narrow else RAIL_WIDTH))
        self.view.doItemsLayout()
