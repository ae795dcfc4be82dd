"""The desk of a district: how far its communes are, packages of its stations, the platform, results down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from vaxdesk.desk.collecting import Commune, read_communes
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.figures import Figures, read_figures
from vaxdesk.model.display import show_number
from vaxdesk.model.filter import Filter
from vaxdesk.model.message import Message
from vaxdesk.ui.district.communes import CommunesView, count_lacking, find_today
from vaxdesk.ui.district.platform import Platform
from vaxdesk.ui.handover.asking import Asker
from vaxdesk.ui.handover.outcome import OutcomeCard, Told
from vaxdesk.ui.home.cards import GAP, Tiles, make_titled_card
from vaxdesk.ui.home.notices import Notices
from vaxdesk.ui.home.rows import Row, RowsView
from vaxdesk.ui.look import Layout
from vaxdesk.ui.page import Frame, Key, Page, PageKind, Place
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.empty import EmptyState
from vaxdesk.ui.widgets.search import SearchField


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


@dataclass(frozen=True, slots=True)
class Board:
    """What the desk shows, asked at once so that its figures fit each other."""

    figures: Figures
    communes: tuple[Commune, ...]
    notices: tuple[Message, ...]


def read_board(desk: Desk) -> Board:
    """Ask everything the desk shows."""
    return Board(read_figures(desk), desk.remember(read_communes), tuple(desk.notices))


class DistrictPage(Page):
    """Figures, what to do next, the communes."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.board: Board | None = None
        self._acts: list[Callable[[], object]] = []
        self.search = SearchField(self.look, self.say("Find a person"))
        self.search.wanted.connect(self._search)
        self.acts = (self.search,)
        self.notices = Notices(self.look, frame.wording)
        self.tiles = Tiles(self.look, frame.wording)
        self.tiles.opened.connect(self._open_people)
        self.tasks = RowsView(self.look, self.say("Do this next"))
        self.tasks.opened.connect(lambda at: self._acts[at]())
        self.tasks.moved.connect(self._follow_task)
        self.communes = CommunesView(self.look, frame.wording)
        self.communes.opened.connect(lambda code: self._open_people(Filter(stream=code)))
        self.outcome = OutcomeCard(self.look, frame.wording)
        self.outcome.closed.connect(self.outcome.clear)
        self.outcome.go_wanted.connect(frame.go)
        self.asker = Asker(self)
        self.platform = Platform(frame, self, self.asker)
        self.platform.told.connect(self._tell)
        self.empty = EmptyState(self.look)
        self._arrange()

    def _arrange(self) -> None:
        todo = make_titled_card(self.say("Do this next"))
        todo.column.addWidget(self.tasks)
        table = make_titled_card(self.say("Communes"))
        table.column.addWidget(self.communes)
        self._held = QWidget()
        self._held.setObjectName("scrolled")
        self._column = QVBoxLayout(self._held)
        self._column.setSpacing(GAP)
        for one in (self.tiles, self.outcome, todo, table):
            self._column.addWidget(one)
        self._column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._held)
        self._views = QStackedWidget()
        for view in (QWidget(), self._scroll, self.empty):
            self._views.addWidget(view)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        # Above everything, also where nobody has been loaded yet.
        outer.addWidget(self.notices)
        outer.addWidget(self._views)
        self.set_layout("wide")

    # -- coming and asking -----------------------------------------------------------------------------------------

    def enter(self, shown: dict[str, Any]) -> None:
        """Ask how things stand."""
        del shown
        self.refresh()

    def refresh(self) -> None:
        """Ask again."""
        self.frame.tasks.ask(read_board, self._show, about=(self, "board"))

    def _show(self, board: Board) -> None:
        before = self.window().focusWidget()
        self.board = board
        self.notices.show_notices(board.notices)
        if board.communes:
            self._show_board(board)
        else:
            self._show_nothing_yet()
        if self.isVisible() and (before is None or before is self or not before.isVisible()):
            self.panes()[0].setFocus()

    def _show_board(self, board: Board) -> None:
        came = sum(any(sender.at for sender in one.senders) for one in board.communes)
        lacking = count_lacking(board.communes)
        fact = self.say("{came} of {all} communes have sent", came=came, all=len(board.communes))
        if lacking:
            fact += " · " + self.say("communes of which packages are lacking: {count}", count=lacking)
        self.set_fact(fact)
        self.tiles.show_figures(board.figures)
        tasks = self._list_tasks(board)
        self._acts = [act for _, act in tasks]
        self.tasks.set_rows([row for row, _ in tasks])
        self.communes.show_communes(board.communes, find_today())
        self._views.setCurrentWidget(self._scroll)

    def _list_tasks(self, board: Board) -> list[tuple[Row, Callable[[], object]]]:
        """Give what is to be done: packages in, people up, answers back, answers down."""
        say = self.say
        fresh = sum(one.fresh for one in board.communes)
        unknown = [sender for one in board.communes for sender in one.senders if sender.results]
        tasks: list[tuple[Row, Callable[[], object]]] = [
            (
                Row(
                    "package", "text2", say("Take in the stations' packages"),
                    say("All on a stick at once, previewed first; one receipt for each station"), say("Take in…"),
                ),
                lambda: self.frame.go(Place("handover")),
            ),
            (
                Row(
                    "sheet", "text2", say("Platform file: {people} people never sent up", people=self._count(fresh)),
                    say("Workbooks of everybody who is ready, split at a set number of people"), say("Write…"),
                ),
                self.platform.write_workbooks,
            ),
            (
                Row(
                    "load", "text2", say("Read the platform's answers"),
                    say("The workbook it gave back, with its two result columns"), say("Choose a file…"),
                ),
                self.platform.read_results,
            ),
        ]  # fmt: skip
        if unknown:
            people = self._count(sum(one.results for one in unknown))
            title = say("Send results down: {people} people, {count} stations", people=people, count=len(unknown))
            row = Row("receipt", "text2", title, say("Each station gets its own people alone"), say("Send down…"))
            tasks.insert(1, (row, self.platform.send_down))
        return tasks

    def _show_nothing_yet(self) -> None:
        self.set_fact("")
        say = self.say
        self.empty.set_state(
            "package",
            "accent",
            say("No station has sent anything yet"),
            say(
                "Swap cards with the stations, then take in their packages; here you will see how each commune stands."
            ),
            [(say("Cards and packages"), lambda: self.frame.go(Place("handover")), "primary", "package")],
        )
        self._views.setCurrentWidget(self.empty)

    def _tell(self, told: Told) -> None:
        self.outcome.tell(told)
        # Its place is known once the layout has been through.
        QTimer.singleShot(0, self.outcome, lambda: self._scroll.ensureWidgetVisible(self.outcome))

    def _count(self, number: int) -> str:
        return show_number(number, self.frame.wording.language)

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
        self.communes.set_narrow(narrow=layout == "narrow")
        left, top, right, bottom = (12, 8, 12, 12) if layout == "narrow" else (24, 12, 20, GAP)
        self.notices.set_margins(left, top, right)
        self._column.setContentsMargins(left, top, right, bottom)

    def panes(self) -> Sequence[QWidget]:
        """Give tasks, communes, search, tiles."""
        if self._views.currentWidget() is self.empty:
            return (self.empty.buttons[0], self.search)
        return (self.tasks, self.communes, self.search, self.tiles.matched)

    def keys(self) -> Sequence[Key]:
        """Give the keys of the page."""
        return (
            Key("↑ ↓", self.say("among the tasks")),
            Key("Enter", self.say("open the task")),
            Key("F6", self.say("to the table of communes; Enter shows a commune's people")),
            Key("Ctrl+F, F3", self.say("find a person; Enter shows who was found")),
        )

    def seek(self) -> bool:
        """Put the focus into the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
        return True

    def go_up(self) -> bool:
        """Close what was told, else leave the search."""
        if self.outcome.state:
            self.outcome.clear()
            return True
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


PAGE = PageKind(
    "home",
    _("Desk"),
    "desk",
    0,
    0,
    DistrictPage,
    help=_(
        "Shows how far each commune is, which packages are lacking, and what goes up to the platform and down again."
    ),
    role="district",
)
