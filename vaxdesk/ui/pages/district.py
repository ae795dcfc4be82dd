"""The desk of a district: how far its communes are, packages of its stations, the platform, results down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

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
from vaxdesk.ui.home.board import BoardPage
from vaxdesk.ui.home.cards import make_titled_card
from vaxdesk.ui.home.rows import Row
from vaxdesk.ui.look import Layout
from vaxdesk.ui.page import Frame, Key, PageKind, Place


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


class DistrictPage(BoardPage):
    """Figures, what to do next, the communes."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.board: Board | None = None
        self._acts: list[Callable[[], object]] = []
        self.tasks.opened.connect(lambda at: self._acts[at]())
        self.communes = CommunesView(self.look, frame.wording)
        self.communes.opened.connect(lambda code: self._open_people(Filter(stream=code)))
        self.outcome = OutcomeCard(self.look, frame.wording)
        self.outcome.closed.connect(self.outcome.clear)
        self.outcome.go_wanted.connect(frame.go)
        self.asker = Asker(self)
        self.platform = Platform(frame, self, self.asker)
        self.platform.told.connect(self._tell)
        self._arrange()

    def _arrange(self) -> None:
        todo = make_titled_card(self.say("Do this next"))
        todo.column.addWidget(self.tasks)
        table = make_titled_card(self.say("Communes"))
        table.column.addWidget(self.communes)
        for one in (self.tiles, self.outcome, todo, table):
            self._column.addWidget(one)
        self._enclose()

    # -- coming and asking -----------------------------------------------------------------------------------------

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
        self._settle_focus(before)

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

    # -- the frame asks --------------------------------------------------------------------------------------------

    def set_layout(self, layout: Layout) -> None:
        """Leave out third lines, columns and room where the window is small."""
        super().set_layout(layout)
        self.communes.set_narrow(narrow=layout == "narrow")

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

    def go_up(self) -> bool:
        """Close what was told, else leave the search."""
        if self.outcome.state:
            self.outcome.clear()
            return True
        return super().go_up()


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
