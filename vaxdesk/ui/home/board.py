"""What the desks of a station and of a district share: tiles, what to do next, all scrolled; the search for a person.

Where nobody has been loaded yet they show that instead.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from vaxdesk.model.filter import Filter
from vaxdesk.ui.home.cards import GAP, Tiles
from vaxdesk.ui.home.notices import Notices
from vaxdesk.ui.home.rows import RowsView
from vaxdesk.ui.look import Layout
from vaxdesk.ui.page import Frame, Page, Place
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.empty import EmptyState
from vaxdesk.ui.widgets.scrolling import make_scroll
from vaxdesk.ui.widgets.search import SearchField


class BoardPage(Page):
    """A desk. It puts its cards into ``_column`` and then has them enclosed."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.search = SearchField(self.look, self.say("Find a person"))
        self.search.wanted.connect(self._search)
        self.acts = (self.search,)
        self.notices = Notices(self.look, frame.wording)
        self.tiles = Tiles(self.look, frame.wording)
        self.tiles.opened.connect(self._open_people)
        self.tasks = RowsView(self.look, self.say("Do this next"))
        self.tasks.moved.connect(self._follow_task)
        self.empty = EmptyState(self.look)
        self._held = QWidget()
        self._held.setObjectName("scrolled")
        self._column = QVBoxLayout(self._held)
        self._column.setSpacing(GAP)

    def _enclose(self) -> None:
        """Put the column of cards into what scrolls, and the notices above it."""
        self._column.addStretch(1)
        self._scroll = make_scroll(self._held)
        self._views = QStackedWidget()
        for view in (QWidget(), self._scroll, self.empty):
            self._views.addWidget(view)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        # Above everything, also where nobody has been loaded yet.
        outer.addWidget(self.notices)
        outer.addWidget(self._views)
        self.set_layout("wide")

    def enter(self, shown: dict[str, Any]) -> None:
        """Ask how things stand."""
        del shown
        self.refresh()

    def _settle_focus(self, before: QWidget | None) -> None:
        """Give the focus to the first pane where what had it before is gone, or where nothing had it yet."""
        if self.isVisible() and (before is None or before is self or not before.isVisible()):
            self.panes()[0].setFocus()

    # -- going on --------------------------------------------------------------------------------------------------

    def _open_people(self, asked: Filter) -> None:
        self.frame.go(Place("clean", {"filter": asked}))

    def _search(self, text: str) -> None:
        if text:
            self.search.clear()
            self._open_people(Filter(text=text))

    def _follow_task(self, place: QRect) -> None:
        """Keep the task one is on in sight."""
        if self.tasks.hasFocus() and self._scroll.isVisible():
            top = self.tasks.mapTo(self._held, place.topLeft())
            self._scroll.ensureVisible(top.x(), top.y() + place.height() // 2, 0, place.height())

    # -- the frame asks --------------------------------------------------------------------------------------------

    def set_layout(self, layout: Layout) -> None:
        """Leave out third lines and room where the window is small."""
        self.tiles.set_compact(compact=layout != "wide")
        left, top, right, bottom = (12, 8, 12, 12) if layout == "narrow" else (24, 12, 20, GAP)
        self.notices.set_margins(left, top, right)
        self._column.setContentsMargins(left, top, right, bottom)

    def seek(self) -> bool:
        """Put the focus into the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
        return True

    def go_up(self) -> bool:
        """Leave the search, what was typed is gone."""
        if not self.search.hasFocus():
            return False
        self.search.give_up()
        self.panes()[0].setFocus()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the coloured button with Enter wherever the focus is."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            focused = self.focusWidget()
            if isinstance(focused, ActButton) and focused.isVisible():
                focused.click()
            elif self._views.currentWidget() is self.empty:
                self.empty.buttons[0].click()
            elif self._views.currentWidget() is self._scroll:
                self.tasks.open_present()
            return
        super().keyPressEvent(event)
