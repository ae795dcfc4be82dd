"""Citizens' reports of wrong data: taken down for a person, listed with the hours left, answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from vaxdesk.desk.complaining import ComplaintLine, add_complaint, close_complaint, read_complaints
from vaxdesk.model.complaint import CHANNELS, REFUSALS
from vaxdesk.model.display import show_instant, show_number
from vaxdesk.model.message import Message
from vaxdesk.ui.clean.forms import FormWork
from vaxdesk.ui.clean.work import Work
from vaxdesk.ui.lists import FittedTable, Index
from vaxdesk.ui.look import Look
from vaxdesk.ui.page import Frame
from vaxdesk.ui.telling import tell_clock
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.choices import Choice, ChoiceRow
from vaxdesk.wording import Wording

HEADS = (Message("Person"), Message("What they report"), Message("Came in"), Message("Time left"))


class ComplaintWork(FormWork):
    """A report of the person on the record: over which way it came, and what is wrong in their words."""

    def __init__(self, frame: Frame, person: str, name: str) -> None:
        say = frame.wording.say
        fields = {"said": Message("What they report")}
        super().__init__(frame, say("Report of {name}", name=name), say("Take down"), fields)
        self._person = person
        self.sentence.setText(self.say("From now on there are 48 hours to answer it."))
        self.channel = ChoiceRow(self.look)
        self.channel.setAccessibleName(self.say("How it came in"))
        self.channel.set_choices([Choice(key, frame.wording.render(word)) for key, word in CHANNELS.items()])
        self.channel.select("desk")
        self.body.addWidget(self.channel)
        self.body.addStretch(1)
        self.follow()

    def panes(self) -> Sequence[QWidget]:
        """Give the field, the ways, the act."""
        return (self.fields["said"], self.channel, self.act)

    def follow(self) -> None:
        """Words are needed."""
        said = bool(self.fields["said"].text().strip())
        self.allow(allowed=said, why_not="" if said else self.say("Type what is reported."))

    def press(self) -> None:
        """Take the report down."""
        person, channel, said = self._person, self.channel.selected() or "desk", self.fields["said"].text()
        self.carry_out(lambda desk, _: add_complaint(desk, person, channel, said), self.say("Keeping"))


class ComplaintsModel(QAbstractTableModel):
    """The open reports, what is due first in front."""

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        self.lines: Sequence[ComplaintLine] = ()

    def set_lines(self, lines: Sequence[ComplaintLine]) -> None:
        """Show other reports."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Give the number of reports."""
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        """Give the number of columns."""
        return 0 if parent is not None and parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the head of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._wording.render(HEADS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a cell; to a reader of the screen the whole line."""
        line, wording = self.lines[index.row()], self._wording
        said = line.complaint
        came = f"{show_instant(said.opened)} · {wording.render(CHANNELS[said.channel])}"
        cells = (line.name or wording.say("No name"), said.said, came, tell_clock(line.minutes_left or 0, wording))
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return cells[index.column()]
        return ", ".join(cells) if role == Qt.ItemDataRole.AccessibleTextRole else None


class ComplaintsView(FittedTable):
    """The table of reports. Enter is the work's."""

    def __init__(self, look: Look, wording: Wording, model: ComplaintsModel) -> None:
        super().__init__(look)
        self.setModel(model)
        self.setAccessibleName(wording.say("Open reports"))
        model.modelReset.connect(self.fit)

    def fit(self) -> None:
        """Take the columns' widths from the view's; let long words wrap."""
        width = self.viewport().width()
        for column, share in enumerate((0.24, 0.36, 0.24, 0.16)):
            self.setColumnWidth(column, round(width * share))
        super().fit()


class ComplaintsWork(Work):
    """The open reports with their clock. Enter opens the person, F9 says that it is corrected, a menu refuses.

    ``shown`` is the report one comes for, else it is the first.
    """

    stays = True
    person_wanted = Signal(str)

    def __init__(self, frame: Frame, shown: str = "") -> None:
        say = frame.wording.say
        super().__init__(frame, say("Citizens' reports"), say("To the record"))
        self._shown = shown
        self.reports = ComplaintsModel(frame.wording)
        self.view = ComplaintsView(self.look, frame.wording, self.reports)
        self.body.addWidget(self.view, 1)
        self.corrected = ActButton(self.look, say("Corrected"), icon="ok", key="F9")
        self.corrected.clicked.connect(partial(self._close, "corrected", None))
        self.refused = ActButton(self.look, say("Refused"), opens=True)
        self.refused.clicked.connect(self._open_reasons)
        self.acts.set_items([self.act, self.corrected, self.refused, self.back])
        self.done.connect(lambda _: self.begin())
        self.allow(allowed=False)

    def begin(self) -> None:
        """Ask for the open reports."""
        self.frame.tasks.ask(read_complaints, self._show, about=(self, "reports"))

    def panes(self) -> Sequence[QWidget]:
        """Give the reports, then the act."""
        return self.empty.buttons if self.empty is not None and not self.reports.lines else (self.view, self.act)

    def _show(self, lines: Sequence[ComplaintLine]) -> None:
        self.reports.set_lines(lines)
        late = sum((line.minutes_left or 0) < 0 for line in lines)
        language = self.frame.wording.language
        said = self.say("{n} reports are open, {late} of them late. Each has 48 hours.",
                        n=show_number(len(lines), language), late=show_number(late, language))  # fmt: skip
        self.sentence.setText(said if lines else "")
        self.view.setVisible(bool(lines))
        if not lines:
            second = self.say("What somebody reports is taken down on their record: Ctrl+M, “Report of this person”.")
            self.show_nothing(self.say("No report is open."), second)
        else:
            self.show_something()
            at = next((row for row, line in enumerate(lines) if line.complaint.id == self._shown), 0)
            self.view.setCurrentIndex(self.reports.index(at, 0))
        for button in (self.corrected, self.refused):
            button.setEnabled(bool(lines))
        self.allow(allowed=bool(lines))
        self.sight.begin()

    def _line(self) -> ComplaintLine | None:
        row = self.view.currentIndex().row()
        return self.reports.lines[row] if 0 <= row < len(self.reports.lines) else None

    def press(self) -> None:
        """Go to the person."""
        if (line := self._line()) is not None:
            self.person_wanted.emit(line.complaint.person)

    def make_reasons(self) -> QMenu:
        """Make the menu of reasons for a refusal."""
        menu = QMenu(self)
        for key, said in REFUSALS.items():
            act = menu.addAction(self.frame.wording.render(said).replace("&", "&&"))
            act.triggered.connect(_ignoring(partial(self._close, "refused", key)))
        return menu

    def _open_reasons(self) -> None:
        menu = self.make_reasons()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.refused.mapToGlobal(self.refused.rect().topLeft()))

    def _close(self, outcome: str, because: str | None, *_: object) -> None:
        if (line := self._line()) is not None:
            complaint = line.complaint.id
            verb = partial(close_complaint, complaint=complaint, outcome=outcome, because=because)
            self.carry_out(lambda desk, _: verb(desk), self.say("Keeping"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take F9 beside Enter."""
        if event.key() == Qt.Key.Key_F9 and not event.isAutoRepeat():
            self.corrected.click()
            return
        super().keyPressEvent(event)


def _ignoring(act: Callable[[], object]) -> Callable[[bool], None]:
    """Give a slot that doesn't mind what the signal says."""

    def take(_: bool) -> None:
        act()

    return take
