"""A dose that belongs to somebody else: whom it is searched for, and given to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from vaxdesk.desk.adding import move_dose
from vaxdesk.desk.browsing import Line, open_people, read_people_range
from vaxdesk.desk.desk import Desk
from vaxdesk.model.filter import Filter
from vaxdesk.model.message import Message
from vaxdesk.ui.clean.forms import FormWork
from vaxdesk.ui.page import Frame
from vaxdesk.ui.widgets.choices import Choice, ChoiceRow

MOST = 6
PAUSE_MS = 180


class MoveWork(FormWork):
    """Finds the person a dose belongs to by any fragment, and gives it to them in one step."""

    def __init__(self, frame: Frame, person: str, dose: str, title: str) -> None:
        fields = {"find": Message("Name, number, birth year…")}
        super().__init__(frame, title, frame.wording.say("Move"), fields)
        self._person, self._dose = person, dose
        self.sentence.setText(self.say("The dose leaves this record and stands on the other one; one step."))
        self.found = ChoiceRow(self.look)
        self.found.setAccessibleName(self.say("Who it belongs to"))
        self.found.chosen.connect(lambda _: self._allow())
        self.body.addWidget(self.found)
        self.body.addStretch(1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self._allow()

    def panes(self) -> Sequence[QWidget]:
        """Give the field, who was found, the act."""
        return (self.fields["find"], self.found, self.act)

    def follow(self) -> None:
        """Search when typing pauses."""
        self._pause.start()

    def _allow(self) -> None:
        chosen = self.found.selected() is not None
        self.allow(allowed=chosen, why_not="" if chosen else self.say("Type whom the dose belongs to."))

    def _search(self) -> None:
        text, person = self.fields["find"].text().strip(), self._person
        if not text:
            self._show(())
            return

        def read(desk: Desk) -> Sequence[Line]:
            people = open_people(desk, Filter(text=text))
            lines = read_people_range(desk, people, 0, MOST + 1)
            return [line for line in lines if line is not None and line.id != person][:MOST]

        self.frame.tasks.ask(read, self._show, about=(self, "found"))

    def _show(self, lines: Sequence[Line]) -> None:
        none = self.say("No name")
        self.found.set_choices(
            [
                Choice(line.id, line.full_name or none, " · ".join(filter(None, (line.birth_year, line.hamlet))))
                for line in lines
            ]
        )
        if len(lines) == 1:
            self.found.select(lines[0].id)
        self._allow()

    def press(self) -> None:
        """Give the dose away."""
        person, dose, to = self._person, self._dose, self.found.selected()
        if to is not None:
            self.carry_out(lambda desk, _: move_dose(desk, person, dose, to), self.say("Moving"))
