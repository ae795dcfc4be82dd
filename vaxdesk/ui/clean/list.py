"""The middle pane of Làm sạch: search, how many and how many are done, hamlets, the people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QMenu, QSizePolicy, QStackedWidget, QVBoxLayout

from vaxdesk.model.display import show_number
from vaxdesk.model.filter import Filter
from vaxdesk.ui.clean.narrowing import ChipBar, Narrowing, Offers
from vaxdesk.ui.clean.people import PeopleView
from vaxdesk.ui.clean.search import PersonSearch
from vaxdesk.ui.look import Layout, Look
from vaxdesk.ui.models.columns import SEVERITY, find_order
from vaxdesk.ui.models.groups import GroupsModel
from vaxdesk.ui.models.people import PeopleModel
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.empty import Act, EmptyState
from vaxdesk.ui.widgets.labels import make_label
from vaxdesk.wording import Wording


class ListPane(QFrame):
    """Shows one list and what narrows it.

    ``narrowed`` gives the list that is wanted now, ``chosen`` the row somebody goes to, ``group_chosen`` a line of the
    groups (from the menu that stands in for them), ``load_wanted`` that lists are to be loaded, ``name_wanted`` that
    the list is to be kept under a name, ``columns_wanted`` that other columns are to be chosen, ``table_wanted`` that
    people are to be shown as a table, or no longer.
    """

    narrowed = Signal(object)
    chosen = Signal(int)
    group_chosen = Signal(int)
    load_wanted = Signal()
    name_wanted = Signal()
    columns_wanted = Signal()
    table_wanted = Signal()

    def __init__(self, look: Look, wording: Wording, groups: GroupsModel, people: PeopleModel) -> None:
        super().__init__()
        self.setProperty("kind", "pane")
        self._look, self._wording = look, wording
        self._groups, self.people = groups, people
        self.narrowing = Narrowing(wording)
        self._asked = Filter()
        self._done: int | None = None
        self._narrow = False
        self.group_button = ActButton(look, "", icon="filter", size="small")
        self.group_button.clicked.connect(self._open_groups)
        self.search = PersonSearch(look, wording)
        self.count = make_label("", "small", bold=True)
        self.hamlet_button = ActButton(look, "", kind="link", icon="down", size="small")
        self.hamlet_button.clicked.connect(self._open_hamlets)
        self.filter_button = ActButton(look, "", icon="filter", kind="link", size="small")
        self.filter_button.setAccessibleName(wording.say("Filter and order (Ctrl+K)"))
        self.filter_button.setToolTip(self.filter_button.accessibleName())
        self.filter_button.clicked.connect(self.open_filter)
        self.table_button = ActButton(look, "", icon="sheet", kind="link", size="small")
        self.table_button.clicked.connect(self.table_wanted)
        self.chips = ChipBar(look, wording)
        self.chips.wanted.connect(self.narrowed)
        self.view = PeopleView(look, wording, people)
        self.view.head.chosen.connect(self._sort)
        self.empty = EmptyState(look)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.empty)
        self._arrange()
        self.search.searched.connect(self._search)
        self.search.left.connect(self.take_focus)
        self.view.selectionModel().currentChanged.connect(self._choose)
        self.show_columns(())
        self.show_asked(Filter())
        self.show_count(None)

    def _arrange(self) -> None:
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setRetainSizeWhenHidden(True)
        self.count.setSizePolicy(policy)
        # Beside the buttons there is room for half of it, in long numbers or larger type for less.
        self.count.setWordWrap(True)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.count, 1)
        row.addWidget(self.hamlet_button)
        row.addWidget(self.filter_button)
        row.addWidget(self.table_button)
        self._first = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._first.setSpacing(4)
        self._first.addWidget(self.group_button)
        self._first.addWidget(self.search, 1)
        self._top = QVBoxLayout()
        self._top.setSpacing(4)
        self._top.addLayout(self._first)
        self._top.addLayout(row)
        self._top.addWidget(self.chips)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addLayout(self._top)
        column.addWidget(self.stack, 1)
        self.set_layout("wide")

    def set_layout(self, layout: Layout) -> None:
        """Leave the groups to their own pane, or stand in for it with a menu above or beside the search."""
        self._narrow = narrow = layout == "narrow"
        self.group_button.setVisible(layout != "wide")
        directions = QBoxLayout.Direction
        self._first.setDirection(directions.LeftToRight if narrow else directions.TopToBottom)
        self._top.setContentsMargins(12, 4 if narrow else 10, 12, 0 if narrow else 4)
        self._top.setSpacing(0 if narrow else 4)

    # -- what is listed --------------------------------------------------------------------------------------------

    def show_asked(self, asked: Filter) -> None:
        """Show what the list is narrowed to."""
        self._asked = asked
        self.search.show_text(asked.text)
        self.hamlet_button.set_look(text=self.narrowing.name_hamlet(asked.hamlet))
        self.chips.show_chips(list(self.narrowing.list_chips(asked)))
        self._name_group()

    def _name_group(self) -> None:
        """Say on the button which group is listed, as far as there is room; whole in its tooltip."""
        row = self._groups.find_row(self._asked)
        title = self._groups.lines[row].title if row is not None else self._wording.say("Everybody")
        room = self.width() // (2 if self._narrow else 1) - self._look.scale(90)
        words = QFontMetrics(self._look.font("small"))
        self.group_button.set_look(text=words.elidedText(title, Qt.TextElideMode.ElideRight, max(60, room)))
        self.group_button.setAccessibleName(self._wording.say("Group: {name}", name=title))
        self.group_button.setToolTip(title)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find out again what fits."""
        super().resizeEvent(event)
        self._name_group()

    def show_count(self, done: int | None) -> None:
        """Show how many are listed and how many of these are done."""
        self._done = done
        people, language = self.people.rowCount(), self._wording.language
        text = self._wording.say("{n} people", n=show_number(people, language))
        if done is not None:
            text = self._wording.say("{people} · {n} done", people=text, n=show_number(done, language))
        self.count.setText(text)
        self.count.setToolTip(text)

    def show_columns(self, columns: Sequence[str]) -> None:
        """Show people as a table with these columns; without any as two lines each."""
        self.view.show_columns(columns)
        say = self._wording.say
        name = say("Show people as two lines each (Ctrl+T)") if columns else say("Show people as a table (Ctrl+T)")
        self.table_button.setAccessibleName(name)
        self.table_button.setToolTip(name)

    def _sort(self, section: int) -> None:
        """Sort by a column; by the one the list is sorted by already the other way round."""
        key = self.people.columns[section - 1] if section else SEVERITY
        order = find_order(key)
        if order is not None:
            backwards = order == self._asked.order and not self._asked.descending
            self.narrowed.emit(replace(self._asked, order=order, descending=backwards))

    def set_offers(self, offers: Offers) -> None:
        """Offer other things to narrow by."""
        self.narrowing.offers = offers

    def show_people(self) -> None:
        """Show the list, or why there is none."""
        if self.people.rowCount():
            self.stack.setCurrentWidget(self.view)
        else:
            self._show_empty()
            self.stack.setCurrentWidget(self.empty)
        self.count.setVisible(bool(self.people.rowCount()))

    def take_focus(self) -> None:
        """Give the focus to the list, or to the first act where it is empty."""
        (self.view if self.people.rowCount() else self.empty).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_empty(self) -> None:
        say, asked = self._wording.say, self._asked
        everybody = self._groups.lines[0].people if self._groups.lines else 0
        if not everybody:
            self.empty.set_state(
                "load", "text2", say("Nobody here yet"), say("Lists come in on the page “Load lists”."),
                [(say("Load lists"), self.load_wanted.emit, "plain", "load")],
            )  # fmt: skip
        elif asked != Filter(group=asked.group, severity=asked.severity):
            acts: list[Act] = [(say("Search everybody"), self._search_everybody, "plain", "search")]
            if asked.group is None and asked.severity is None and asked.hamlet is None:
                acts = [(say("Clear the search"), self._clear, "plain", "close")]
            second = say("Accents may be left out; part of a number is enough.") if asked.text else ""
            if not asked.text:
                acts = [(say("Narrow by nothing"), self._widen, "plain", "close")]
            self.empty.set_state("search", "text2", say("Nobody found"), second, acts)
        else:
            self.empty.set_state(
                "ok", "ok", say("Nobody is left here"), say("All of this group is put right."),
                [(say("Show everybody"), self._clear, "plain", "")],
            )  # fmt: skip

    def _search_everybody(self) -> None:
        self.narrowed.emit(Filter(text=self._asked.text))

    def _widen(self) -> None:
        self.narrowed.emit(Filter(group=self._asked.group, severity=self._asked.severity))

    def _clear(self) -> None:
        self.narrowed.emit(Filter())

    def _search(self, text: str) -> None:
        self.narrowed.emit(replace(self._asked, text=text))

    def _choose(self, now: QModelIndex, _: QModelIndex) -> None:
        if now.isValid():
            self.chosen.emit(now.row())

    # -- menus -----------------------------------------------------------------------------------------------------

    def make_filter_menu(self) -> QMenu:
        """Make the menu of everything that narrows or orders."""
        return self.narrowing.make_menu(
            self, self._asked, self.narrowed.emit, self.name_wanted.emit, self.columns_wanted.emit
        )

    def open_filter(self) -> None:
        """Open that menu."""
        menu = self.make_filter_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.filter_button.mapToGlobal(self.filter_button.rect().bottomLeft()))

    def _open_hamlets(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for hamlet, people in (None, 0), *self.narrowing.offers.hamlets:
            text = self.narrowing.name_hamlet(hamlet)
            if hamlet is not None:
                text = f"{text}  ({show_number(people, self._wording.language)})"
            act = menu.addAction(text.replace("&", "&&"))
            act.setCheckable(True)
            act.setChecked(hamlet == self._asked.hamlet)
            act.triggered.connect(lambda _=False, hamlet=hamlet: self._narrow_to(hamlet))
        menu.popup(self.hamlet_button.mapToGlobal(self.hamlet_button.rect().bottomLeft()))

    def _narrow_to(self, hamlet: str | None) -> None:
        self.narrowed.emit(replace(self._asked, hamlet=hamlet))

    def _open_groups(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        now = self._groups.find_row(self._asked)
        for row, line in enumerate(self._groups.lines):
            if line.kind == "severity":
                menu.addSeparator()
            number = "" if line.people is None else f"  ({show_number(line.people, self._wording.language)})"
            act = menu.addAction((line.title + number).replace("&", "&&"))
            act.setCheckable(True)
            act.setChecked(row == now)
            act.triggered.connect(lambda _=False, row=row: self.group_chosen.emit(row))
        menu.popup(self.group_button.mapToGlobal(self.group_button.rect().bottomLeft()))
