"""The three panes of Làm sạch side by side; in a small window the groups are a menu, in a smaller one pane is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout

from vaxdesk.ui.clean.groups import GroupsView
from vaxdesk.ui.clean.list import ListPane
from vaxdesk.ui.clean.record import RecordPane
from vaxdesk.ui.clean.sure import SureCard
from vaxdesk.ui.look import Layout, Look

GROUPS_WIDTH, LIST_WIDTH = 257, 300
LEAST = (180, 220, 300)


class CleanPanes(QSplitter):
    """Groups, list and record. ``in_record`` tells which one is shown where there is room for one only."""

    def __init__(self, look: Look, groups: GroupsView, sure: SureCard, people: ListPane, record: RecordPane) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._look, self._people, self._record = look, people, record
        self._layout: Layout = "wide"
        self.in_record = False
        self.is_table = False
        self._moved = False
        self.splitterMoved.connect(self._note_moved)
        self._left = QFrame()
        self._left.setProperty("kind", "plain")
        column = QVBoxLayout(self._left)
        column.setContentsMargins(4, 6, 2, 6)
        column.addWidget(groups, 1)
        below = QVBoxLayout()
        below.setContentsMargins(8, 0, 8, 6)
        below.addWidget(sure)
        column.addLayout(below)
        self.setChildrenCollapsible(False)
        # Qt lets a line of one pixel be grabbed some pixels beside it.
        self.setHandleWidth(1)
        self.setStyleSheet("QSplitter::handle:horizontal { width: 1px; }")
        for at, (pane, least) in enumerate(zip((self._left, people, record), LEAST, strict=True)):
            pane.setMinimumWidth(least)
            self.addWidget(pane)
            self.setStretchFactor(at, int(pane is record))

    @property
    def is_narrow(self) -> bool:
        """Whether one pane is shown at a time: in a small window, and where the list is a table."""
        return self._layout == "narrow" or self.is_table

    def show_table(self, *, is_table: bool) -> None:
        """Give the list all the room because it is a table, or share it again."""
        self.is_table = is_table
        self.set_layout(self._layout)

    def set_layout(self, layout: Layout) -> None:
        """Show three panes, two, or one."""
        self._moved = self._moved and layout == self._layout
        self._layout = layout
        self._left.setVisible(layout == "wide" and not self.is_table)
        self._people.set_layout("narrow" if self.is_table else layout)
        self._record.set_layout(layout)
        self.show_layer(in_record=self.in_record)
        self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew, unless somebody has moved a line."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        if not self._moved and not self.is_table:
            groups, people = self._look.scale(GROUPS_WIDTH), self._look.scale(LIST_WIDTH)
            taken = people + (groups if self._layout == "wide" else 0)
            self.setSizes([groups, people, max(LEAST[2], self.width() - taken)])

    def _note_moved(self) -> None:
        self._moved = True

    def show_layer(self, *, in_record: bool) -> None:
        """Show the record, or the list, where there is room for one only."""
        entered = self.is_narrow and in_record and not self._record.isVisible()
        self.in_record = in_record
        self._people.setVisible(not self.is_narrow or not in_record)
        self._record.setVisible(not self.is_narrow or in_record)
        if entered:
            self._record.take_focus()
