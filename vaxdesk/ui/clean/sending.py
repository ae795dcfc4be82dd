"""People who moved away: their records are written for the station they live at now, onto a stick, locked for it."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from vaxdesk.desk.desk import Desk
from vaxdesk.desk.parcelling import Receiver, read_receivers
from vaxdesk.model.display import show_number
from vaxdesk.ui.clean.planning import find_people
from vaxdesk.ui.clean.work import Work
from vaxdesk.ui.handover.asking import Asker
from vaxdesk.ui.handover.cards import NumberedCard, TargetCard
from vaxdesk.ui.handover.outcome import OutcomeCard
from vaxdesk.ui.handover.slips import Slips
from vaxdesk.ui.handover.targets import Targets
from vaxdesk.ui.handover.writing import Writing
from vaxdesk.ui.models.drives import DriveWatch
from vaxdesk.ui.page import Frame, Place
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.choices import Choice, ChoiceRow


def read_stations(desk: Desk) -> tuple[Receiver, ...]:
    """Give whose cards are trusted and who isn't a laptop of this very station."""
    station = desk.store.keyring.station
    return tuple(one for one in read_receivers(desk) if (one.role, one.code) != (station.role, station.code))


class TransferWork(Work):
    """To which station, onto which stick, the four ticks. Nothing here is changed by it."""

    def __init__(self, frame: Frame, numbers: array[int]) -> None:
        say, wording = frame.wording.say, frame.wording
        count = show_number(len(numbers), wording.language)
        title = say("{n} people to their new station", n=count)
        super().__init__(frame, title, say("Write"), scrolls=True)
        self._numbers = numbers
        self.sentence.setText(
            say("The new station takes them in as it does a list. Here their records stay; mark them as moved away.")
        )
        whom = NumberedCard(self.look, wording, 1, say("To which station"))
        self.whom = ChoiceRow(self.look)
        self.whom.setAccessibleName(say("To which station"))
        self.whom.chosen.connect(lambda _: self._show_state())
        self.take_card = ActButton(self.look, say("Take in a card…"), size="small", icon="verify")
        self.take_card.clicked.connect(lambda: frame.go(Place("handover")))
        self.take_card.hide()
        whom.column.addWidget(self.whom)
        whom.column.addWidget(self.take_card)
        self.watch = DriveWatch(frame.tasks, self)
        self.watch.watch_while_shown(self)
        self.where = TargetCard(self.look, wording, number=2)
        self.targets = Targets(wording, self.watch, self.where, self)
        self.targets.changed.connect(self._show_state)
        self.outcome = OutcomeCard(self.look, wording)
        self.targets.may_change = lambda: self.outcome.state in {"", "refused"}
        self.outcome.closed.connect(self._settle)
        self.writing = Writing(frame, self.targets, self.outcome, self)
        self.writing.ended.connect(self._finish)
        self.slips = Slips(frame, self, Asker(self))
        self.outcome.slip_wanted.connect(lambda: self.slips.offer(self.writing.package, self.targets.start))
        for one in (whom, self.where, self.outcome):
            self.body.addWidget(one)
        self.body.addStretch(1)
        self.targets.show()

    # -- what a piece of work says of itself ------------------------------------------------------------------------

    def begin(self) -> None:
        """Ask for the stations."""
        self.frame.tasks.ask(read_stations, self._show_stations, about=(self, "stations"))

    def panes(self) -> Sequence[QWidget]:
        """Give the stations, the sticks, the act."""
        return (self.whom, self.where.row, self.act)

    def may_leave(self) -> bool:
        """Stay while something is being written."""
        return self.outcome.state != "writing"

    def press(self) -> None:
        """Write the package; when it is written, have the stick made safe to pull out and be done."""
        if self.outcome.state == "written":
            self.writing.let_go(lambda: None)
            self.left.emit()
            return
        receiver = self.whom.selected()
        order = self.writing.begin(receiver, everything=False) if receiver is not None else None
        if order is None:
            return
        self._show_state()
        self.reveal(self.outcome)
        self.frame.tasks.ask(
            lambda desk: tuple(find_people(desk, self._numbers)),
            lambda people: self.writing.write(replace(order, people=people)),
            about=(self, "people"),
        )

    def _finish(self) -> None:
        self._show_state()
        self.reveal(self.outcome)
        self.act.setFocus()

    # -- what is shown ---------------------------------------------------------------------------------------------

    def _show_stations(self, stations: Sequence[Receiver]) -> None:
        say = self.say
        self.whom.set_choices(
            [Choice(one.name, one.name, say("code {code}", code=one.code), icon="house") for one in stations]
        )
        self.whom.setVisible(bool(stations))
        self.take_card.setVisible(not stations)
        if len(stations) == 1:
            self.whom.select(stations[0].name)
        if stations:
            self.whom.setFocus()
        self._show_state()

    def _find_reason(self) -> str:
        """Say why nothing can be written now; nothing where it can."""
        if self.frame.standing.read_only:
            return self.say("The store is open for reading only.")
        if not self.whom.cards:
            return self.say("Take in the card of the new station first.")
        if self.whom.selected() is None:
            return self.say("Choose the station.")
        return self.targets.find_reason()

    def _show_state(self) -> None:
        state = self.outcome.state
        text, icon = self.writing.name_act()
        self.act.set_look(text=text, icon=icon)
        self.whom.setEnabled(state in {"", "refused"})
        reason = "" if state in {"written", "writing"} else self._find_reason()
        self.allow(allowed=not reason and state != "writing", why_not=reason)
        self.back.setEnabled(state != "writing")

    def _settle(self) -> None:
        self.outcome.clear()
        self._show_state()
