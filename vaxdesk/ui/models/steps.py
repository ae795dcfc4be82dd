"""The journal's steps as a list that is read page by page, newest first."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from PySide6.QtCore import QAbstractListModel, Qt, QTimer, Signal

from vaxdesk.desk.journaling import StepList, StepRow, open_steps, read_steps_page
from vaxdesk.model.display import show_instant, show_number
from vaxdesk.model.message import Message
from vaxdesk.ui.lists import Index
from vaxdesk.ui.tasks import Tasks
from vaxdesk.wording import Wording

StepRole = Qt.ItemDataRole.UserRole

PAGE = 100
"""Steps that are read at once."""
KEPT = 20
"""Pages that are kept; what was seen longest ago goes."""
ASKED = 3
"""Pages asked for at once: those one scrolled past in the meantime are not."""
WAIT_MS = 10
"""Milliseconds in which wanted pages are gathered."""


class StepsModel(QAbstractListModel):
    """Steps as they were when the list was opened. ``opened`` tells that it was, ``arrived`` that rows came."""

    opened = Signal()
    arrived = Signal()

    def __init__(self, tasks: Tasks, wording: Wording) -> None:
        super().__init__()
        self._tasks, self._wording = tasks, wording
        self._steps: StepList | None = None
        self._pages: OrderedDict[int, tuple[StepRow, ...]] = OrderedDict()
        self._missing: dict[int, None] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._ask)

    def open(self, text: str = "") -> None:
        """Ask for the list anew; ``text`` narrows it."""
        wording = self._wording
        self._tasks.ask(
            lambda desk: (steps := open_steps(desk, text, wording), read_steps_page(desk, steps, 0, PAGE)),
            self._show,
            about=(self, "list"),
        )

    @property
    def is_open(self) -> bool:
        """Whether the list has come."""
        return self._steps is not None

    def rowCount(self, parent: Index | None = None) -> int:
        """Give the number of steps."""
        if self._steps is None or (parent is not None and parent.isValid()):
            return 0
        return len(self._steps)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a step, what it was, or all about it in a sentence; nothing but the place while it isn't read yet."""
        if not index.isValid():
            return None
        if role not in {StepRole, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        step = self.find_step(index.row())
        if role == StepRole:
            return step
        if step is None:
            return self._wording.say("Being read")
        if role == Qt.ItemDataRole.DisplayRole:
            return self._wording.render(step.label)
        return self.describe(step)

    def find_step(self, row: int) -> StepRow | None:
        """Give a step; None while it is on its way, which this asks for."""
        number, place = divmod(row, PAGE)
        page = self._pages.get(number)
        if page is None:
            self._missing[number] = None
            if not self._timer.isActive():
                self._timer.start()
            return None
        self._pages.move_to_end(number)
        return page[place] if place < len(page) else None

    def find_row(self, step: str) -> int | None:
        """Give where a step stands, as far as it was read."""
        for number, page in self._pages.items():
            for place, one in enumerate(page):
                if one.id == step:
                    return number * PAGE + place
        return None

    def describe(self, step: StepRow) -> str:
        """Say all about a step."""
        say = self._wording.say
        at = show_instant(step.at)
        parts = [self._wording.render(step.label), self.describe_people(step), step.user, at]
        if not step.live:
            parts.append(say("taken back"))
        return ", ".join(part for part in parts if part)

    def describe_people(self, step: StepRow) -> str:
        """Say whom a step touched: the name of one, the number of several."""
        if step.person or not step.people:
            return step.person or ""
        return self._wording.render(
            Message("{people} people", {"people": show_number(step.people, self._wording.language)})
        )

    def _ask(self) -> None:
        steps, wanted = self._steps, list(self._missing)[-ASKED:]
        self._missing.clear()
        if steps is None:
            return
        for number in wanted:
            self._ask_page(steps, number)

    def _ask_page(self, steps: StepList, number: int) -> None:
        self._tasks.ask(
            lambda desk: read_steps_page(desk, steps, number * PAGE, PAGE),
            lambda page: self._fill(steps, number, page),
            about=(self, "page", number),
        )

    def _show(self, answer: tuple[StepList, tuple[StepRow, ...]]) -> None:
        self.beginResetModel()
        self._steps, first = answer
        self._pages = OrderedDict({0: first})
        self._missing.clear()
        self.endResetModel()
        self.opened.emit()

    def _fill(self, steps: StepList, number: int, page: tuple[StepRow, ...]) -> None:
        if steps is not self._steps:
            return
        self._pages[number] = page
        while len(self._pages) > KEPT:
            self._pages.popitem(last=False)
        # Others in sight may have been passed over; a repaint of all asks for them again.
        self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))
        self.arrived.emit()
