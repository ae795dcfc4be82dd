"""Where in the list of Làm sạch one is: the row, the person read for it, and who comes next when that one is done."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from vaxdesk.desk.browsing import Panel
from vaxdesk.desk.surveying import Survey
from vaxdesk.model.filter import Filter
from vaxdesk.ui.clean.asides import Asides
from vaxdesk.ui.clean.asking import Asking
from vaxdesk.ui.clean.choosing import GroupChoice
from vaxdesk.ui.clean.list import ListPane
from vaxdesk.ui.clean.record import RecordPane
from vaxdesk.wording import Wording

STOPPED_MS = 1500
"""Milliseconds with one person after which that is where one stopped: who only walks by writes nothing."""


class Walk(QObject):
    """Goes from person to person, and on by itself when everything of one is decided.

    ``shown`` tells that the record shows what the row stands for, ``ended`` that nobody is left in the list.
    ``proven`` are the groups whose suggestion is ringed at once.
    """

    shown = Signal()
    ended = Signal()

    def __init__(
        self,
        asking: Asking,
        choice: GroupChoice,
        people: ListPane,
        record: RecordPane,
        asides: Asides,
        wording: Wording,
    ) -> None:
        super().__init__(people)
        self._asking, self._choice, self._list, self._record, self._asides = asking, choice, people, record, asides
        self.say = wording.say
        self.row = -1
        self.proven: frozenset[str] = frozenset()
        self._decided = False
        self._stopping = QTimer(self)
        self._stopping.setSingleShot(True)
        self._stopping.setInterval(STOPPED_MS)
        self._stopping.timeout.connect(self._keep_place)
        people.chosen.connect(self._choose)
        record.head.stepped.connect(lambda by: self.go_to(self.row + by))

    @property
    def person(self) -> str | None:
        """The person one is with."""
        return self._record.panel.id if self._record.panel is not None else None

    def begin_anew(self) -> None:
        """Be nowhere yet in another list."""
        self._record.begin_anew()
        self.row = -1

    def go_to(self, row: int) -> None:
        """Go to a row, if there is such a one."""
        if 0 <= row < self._list.people.rowCount():
            self._list.view.show_row(row)
            if self.row != row:
                self._choose(row)

    def _choose(self, row: int) -> None:
        if row == self.row:
            return
        if self.row >= 0 and self._record.is_held():
            QTimer.singleShot(0, self, lambda: self._list.view.show_row(self.row))
            return
        self.row = row
        self._asides.close()
        self._read_person()

    def _read_person(self) -> None:
        people, row = self._list.people.people, self.row
        if people is not None and row >= 0:
            self._asking.ask_person(people, row, lambda panel: self._show_person(row, panel))

    def _show_person(self, row: int, panel: Panel | None) -> None:
        if row != self.row:
            return
        record = self._record
        if panel is None:
            record.clear()
            record.empty.set_state(
                "info", "text2", self.say("No longer listed"), self.say("Joined to somebody else, or taken back")
            )
        elif not record.editor.is_changed:
            record.show_panel(panel, self.proven, self._find_code(panel))
            record.head.show_place(row, self._list.people.rowCount())
            self._stopping.start()
            self._asides.follow()
        self.shown.emit()

    def _find_code(self, panel: Panel) -> str | None:
        asked = self._choice.asked or Filter()
        if asked.severity is not None:
            return next((one.code for one in panel.problems if one.severity == asked.severity), None)
        return asked.group

    def _keep_place(self) -> None:
        """Have it remembered where one is, so that one goes on here next morning."""
        asked, person = self._choice.asked, self.person
        if asked is not None and not asked.text and person is not None:
            self._asking.keep_place(asked, person)

    # -- going on --------------------------------------------------------------------------------------------------

    def note_decided(self) -> None:
        """Note that something of the person was decided: if that was all, the next survey goes on."""
        self._decided = True

    def survey(self, *, leaving: bool = False) -> None:
        """Ask how far the list is; ``leaving``: and go on to the next in any case."""
        model, row = self._list.people, self.row
        people, put_off, typed = model.people, frozenset(model.put_off), dict(model.typed)
        if people is None:
            return

        def show(survey: Survey) -> None:
            if people is not model.people:
                return
            self._list.show_count(survey.done)
            model.note_flawed(survey.flawed, of=typed)
            decided, self._decided = self._decided, False
            if row == self.row and (leaving or (decided and survey.is_done)):
                self._go_on(survey, leaving=leaving)
            elif row == self.row and not leaving:
                self._read_person()

        self._asking.ask_survey(people, row, put_off, typed, show)

    def _go_on(self, survey: Survey, *, leaving: bool) -> None:
        if survey.next is not None:
            self.go_to(survey.next)
        elif not leaving:
            self.ended.emit()
