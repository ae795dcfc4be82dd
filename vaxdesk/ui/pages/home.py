"""The desk: where we stand, what to do next, what waits longest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtWidgets import QBoxLayout, QWidget

from vaxdesk.desk.complaining import ComplaintLine, read_complaints
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.figures import Figures, Task, Wait, read_figures, read_tasks, read_waits
from vaxdesk.desk.pacing import Pace, read_pace
from vaxdesk.model.dates import days_between
from vaxdesk.model.display import show_date, show_minutes, show_number
from vaxdesk.model.filter import Filter
from vaxdesk.model.message import Message
from vaxdesk.ui.home.board import BoardPage
from vaxdesk.ui.home.cards import GAP, DeadlineNote, StripCard, make_titled_card
from vaxdesk.ui.home.rows import Row, RowsView
from vaxdesk.ui.look import Layout
from vaxdesk.ui.page import Frame, Key, PageKind, Place
from vaxdesk.ui.telling import tell_clock
from vaxdesk.ui.widgets.empty import EmptyState
from vaxdesk.ui.widgets.labels import make_label, make_rule

ICONS = {"load": "load", "clean": "clean", "handover": "package", "settings": "settings"}
"""What a task's page looks like in the rail."""
ACTS = {
    "load": Message("Load"),
    "clean": Message("Go through them"),
    "handover": Message("Send"),
    "settings": Message("Back up"),
}
MOST_REPORTS = 3
"""Citizens' reports of which each has its line."""
WEEKDAYS = (
    Message("Monday, {date}"),
    Message("Tuesday, {date}"),
    Message("Wednesday, {date}"),
    Message("Thursday, {date}"),
    Message("Friday, {date}"),
    Message("Saturday, {date}"),
    Message("Sunday, {date}"),
)


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


@dataclass(frozen=True, slots=True)
class Board:
    """What the desk shows, as of a day (ISO 8601)."""

    today: str
    figures: Figures
    tasks: tuple[Task, ...]
    reports: tuple[ComplaintLine, ...]
    waits: tuple[Wait, ...]
    pace: Pace | None
    notices: tuple[Message, ...]


def read_board(desk: Desk) -> Board:
    """Ask everything the desk shows at once, so that its figures fit each other."""
    today = datetime.now().astimezone().date().isoformat()
    figures = read_figures(desk)
    pace = read_pace(desk, today, figures.errors)
    return Board(today, figures, read_tasks(desk), read_complaints(desk), read_waits(desk), pace, tuple(desk.notices))


class HomePage(BoardPage):
    """The first page: figures, tasks, waits."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._board: Board | None = None
        self.strip = StripCard(self.look, frame.wording)
        self.strip.chosen.connect(lambda state: self._open_people(Filter(verification=state)))
        self.tasks.opened.connect(self._open_task)
        self.waits = RowsView(self.look, self.say("Waiting longest"), bold=False)
        self.waits.opened.connect(self._open_wait)
        self.done = EmptyState(self.look)
        self.deadline = DeadlineNote(self.look, frame.wording)
        self.deadline.set_wanted.connect(lambda: self.frame.go(Place("settings", {"part": "deadline"})))
        self._arrange()

    def _arrange(self) -> None:
        todo = make_titled_card(self.say("Do this next"))
        todo.column.addWidget(self.tasks)
        todo.column.addWidget(self.done, 1)
        todo.column.addStretch(1)
        waiting = make_titled_card(self.say("Waiting longest"))
        waiting.column.addWidget(self.waits)
        self._nothing_waits = make_label(self.say("Nothing waits for anybody's answer."), "small", "text2", wrap=True)
        self._nothing_waits.setContentsMargins(16, 12, 16, 12)
        waiting.column.addWidget(self._nothing_waits)
        waiting.column.addWidget(make_rule())
        waiting.column.addWidget(self.deadline)
        waiting.column.addStretch(1)
        self._column.addWidget(self.tiles)
        self._column.addWidget(self.strip)
        self._lower = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lower.setSpacing(GAP)
        self._lower.addWidget(todo, 13)
        self._lower.addWidget(waiting, 7)
        self._column.addLayout(self._lower)
        self._enclose()

    # -- coming and asking -----------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask again."""
        self.frame.tasks.ask(read_board, self._show, about=(self, "board"))

    def _show(self, board: Board) -> None:
        before = self.window().focusWidget()
        self._board = board
        self.notices.show_notices(board.notices)
        self.set_fact(self._describe_day(board))
        if not board.figures.people:
            self._show_nothing_yet()
        else:
            self._show_board(board)
        # What had the focus may be gone, and what is to have it at first comes later than the page.
        self._settle_focus(before)

    def _show_board(self, board: Board) -> None:
        self.tiles.show_figures(board.figures)
        self.strip.show_figures(board.figures)
        self.tasks.set_rows([self._make_task(task) for task in board.tasks])
        self.tasks.setVisible(bool(board.tasks))
        self.done.setVisible(not board.tasks)
        if not board.tasks:
            self.done.set_state(
                "ok",
                "ok",
                self.say("Nothing is left to do"),
                self.say("When a new list comes, load it and the program looks again."),
                [(self.say("Load a list"), lambda: self.frame.go(Place("load")), "plain", "load")],
            )
        rows = [*self._make_reports(board.reports), *(self._make_wait(wait) for wait in board.waits)]
        self.waits.set_rows(rows)
        self.waits.setVisible(bool(rows))
        self._nothing_waits.setVisible(not rows)
        self.deadline.show_deadline(board.figures, board.pace, board.today)
        self._views.setCurrentWidget(self._scroll)

    def _show_nothing_yet(self) -> None:
        practice = self.frame.standing.practice
        self.empty.set_state(
            "load",
            "accent",
            self.say("No list has been loaded yet"),
            self.say("Load the list of a hamlet or of the platform; here you will see how it stands.")
            if practice
            else self.say(
                "Load the list of a hamlet or of the platform; here you will see how it stands. To practise"
                " first, lock (Ctrl+L) and choose the practice store."
            ),
            [
                (self.say("Load the first list"), lambda: self.frame.go(Place("load")), "primary", "load"),
                (self.say("Take in a package"), lambda: self.frame.go(Place("handover")), "plain", "package"),
            ],
        )
        self._views.setCurrentWidget(self.empty)

    def _make_task(self, task: Task) -> Row:
        render = self.frame.wording.render
        parts = [render(one) for one in (task.detail, show_minutes(task.minutes) if task.minutes else None) if one]
        act = render(ACTS.get(task.page, Message("Open")))
        icon = ICONS.get(task.page, "right")
        if task.key == "report":
            act, icon = self.say("Answer"), "user"
        return Row(icon, "text2", render(task.title), " · ".join(parts), act)

    def _make_wait(self, wait: Wait) -> Row:
        render = self.frame.wording.render
        icon, token = ("package", "text2") if wait.key.startswith("package") else ("wait", "wait")
        days = self.say("{days} days", days=show_number(wait.days, self.frame.wording.language))
        return Row(icon, token, render(wait.title), render(wait.detail), right=days)

    def _make_reports(self, reports: Sequence[ComplaintLine]) -> list[Row]:
        """Give the citizens' reports that are due first, and how many more there are."""
        say, rows = self.say, []
        for line in reports[:MOST_REPORTS]:
            left = line.minutes_left or 0
            title = say("Report of {name}", name=line.name or say("No name"))
            tone = "warn" if left < 0 else "text"
            icon = "warn" if left < 0 else "user"
            clock = tell_clock(left, self.frame.wording)
            rows.append(Row(icon, "warn", title, line.complaint.said, right=clock, tone=tone))
        more = len(reports) - len(rows)
        if more > 0:
            n = show_number(more, self.frame.wording.language)
            rows.append(Row("user", "text2", say("{n} more citizens' reports", n=n), ""))
        return rows

    def _describe_day(self, board: Board) -> str:
        today = date.fromisoformat(board.today)
        weekday = WEEKDAYS[today.weekday()]
        said = self.say(weekday.text, date=show_date(board.today))
        until = board.figures.deadline
        if until is None:
            return said
        left = days_between(board.today, until) or 0
        if left < 0:
            return f"{said} · " + self.say("the deadline {day} has passed", day=show_date(until))
        return f"{said} · " + self.say("deadline {day}, {days} days left", day=show_date(until), days=left)

    # -- going on --------------------------------------------------------------------------------------------------

    def _open_task(self, number: int) -> None:
        task = self._board.tasks[number] if self._board is not None else None
        if task is not None and task.key == "report":
            self.frame.go(Place("clean", {"reports": ""}))
        elif task is not None:
            self._go(task.page, task.filter)

    def _open_wait(self, number: int) -> None:
        if self._board is None:
            return
        reports, waits = self._board.reports, self._board.waits
        shown = min(len(reports), MOST_REPORTS + 1)
        if number < shown:
            self.frame.go(Place("clean", {"reports": reports[number].complaint.id}))
        else:
            self._go(waits[number - shown].page, waits[number - shown].filter)

    def _go(self, page: str, asked: Filter | None) -> None:
        self.frame.go(Place(page, {"filter": asked} if asked is not None else {}))

    # -- the frame asks --------------------------------------------------------------------------------------------

    def set_layout(self, layout: Layout) -> None:
        """Leave out third lines, then put everything into one column, what to do first."""
        super().set_layout(layout)
        narrow = layout == "narrow"
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._lower.setDirection(direction)
        self._column.removeItem(self._lower)
        self._column.insertLayout(0 if narrow else 2, self._lower)

    def panes(self) -> Sequence[QWidget]:
        """Give tasks, waits, search, tiles, legend."""
        if self._views.currentWidget() is self.empty:
            return (self.empty.buttons[0], self.search)
        first = self.tasks if self._board is None or self._board.tasks else self.done.buttons[0]
        waits = (self.waits,) if self._board is not None and self.waits.rows.rows else ()
        return (first, *waits, self.search, self.tiles.matched, self.strip.legend)

    def keys(self) -> Sequence[Key]:
        """Give the keys of the page."""
        return (
            Key("↑ ↓", self.say("among the tasks")),
            Key("Enter", self.say("open the task")),
            Key("Ctrl+F, F3", self.say("find a person; Enter shows who was found")),
        )


PAGE = PageKind(
    "home",
    _("Desk"),
    "desk",
    0,
    0,
    HomePage,
    help=_("Shows how far the cleaning is, what to do next and what has been waiting longest."),
    role="station",
)
