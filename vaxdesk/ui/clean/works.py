"""What can be done on Làm sạch beside the records: opened in their place, and what follows when it is done."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from vaxdesk.desk.desk import Desk
from vaxdesk.desk.panel import Panel
from vaxdesk.model.display import show_number
from vaxdesk.model.filter import Filter
from vaxdesk.model.step import Changes
from vaxdesk.ui.clean.columns import ColumnsWork
from vaxdesk.ui.clean.complaints import ComplaintsWork, ComplaintWork
from vaxdesk.ui.clean.fixing import FixWork
from vaxdesk.ui.clean.forms import FlagWork, PersonWork
from vaxdesk.ui.clean.moving import MoveWork
from vaxdesk.ui.clean.naming import NameWork
from vaxdesk.ui.clean.pasting import PasteWork, list_cells, list_columns
from vaxdesk.ui.clean.planning import FieldWork, SessionWork
from vaxdesk.ui.clean.reentry import EntryWork
from vaxdesk.ui.clean.sending import TransferWork
from vaxdesk.ui.clean.work import Stage, Work
from vaxdesk.ui.clipboard import copy_table, paste_text
from vaxdesk.ui.page import Frame


class Works(QObject):
    """Opens pieces of work on the stage.

    ``done`` gives what one has changed; the records are back by then, unless the work goes on with the next person.
    ``added`` gives somebody who was added or asked for: whom to show.
    """

    done = Signal(object)
    added = Signal(str)

    def __init__(self, frame: Frame, stage: Stage) -> None:
        super().__init__(stage)
        self._frame, self._stage = frame, stage

    def open(self, work: Work) -> None:
        """Open a piece of work unless another must not be left yet."""
        if not self._stage.may_leave():
            work.deleteLater()
            return
        work.done.connect(self._finish)
        self._stage.open(work)

    def fix(self, rule: str | None) -> None:
        """Show what is certain of a group, or of all."""
        self.open(FixWork(self._frame, rule))

    def name_list(self, asked: Filter, suggested: str) -> None:
        """Ask for a name to keep a list under."""
        self.open(NameWork(self._frame, asked, suggested))

    def add_person(self, name: str) -> None:
        """Ask for somebody new."""
        self.open(PersonWork(self._frame, name))

    def flag(self, panel: Panel) -> None:
        """Ask for a word for a colleague."""
        name = panel.full_name or self._frame.wording.say("No name")
        self.open(FlagWork(self._frame, panel.id, name, panel.flag or ""))

    def set_field(self, numbers: array[int]) -> None:
        """Ask for one value for those chosen in the list."""
        self.open(FieldWork(self._frame, numbers))

    def add_doses(self, numbers: array[int]) -> None:
        """Ask for the doses of a session for those chosen in the list."""
        self.open(SessionWork(self._frame, numbers))

    def paste(self, numbers: array[int]) -> None:
        """Show what the block in the clipboard would change of those chosen in the list."""
        if text := paste_text():
            self.open(PasteWork(self._frame, numbers, text))

    def choose_columns(self) -> None:
        """Ask for the columns of the table of people."""
        self.open(ColumnsWork(self._frame))

    def copy(self, numbers: array[int], columns: Sequence[str] = ()) -> None:
        """Copy those chosen in the list for a spreadsheet: the columns of the table, else all that can be pasted."""
        wording = self._frame.wording

        def put(rows: list[list[str]]) -> None:
            copy_table(rows)
            people = show_number(len(rows) - 1, wording.language)
            self._frame.tell(wording.say("{n} people are copied for Excel.", n=people))

        def read(desk: Desk) -> list[list[str]]:
            return list_columns(desk, wording, numbers, columns) if columns else list_cells(desk, wording, numbers)

        self._frame.tasks.ask(read, put, about=(self, "copy"))

    def transfer(self, numbers: array[int]) -> None:
        """Send those chosen in the list to the station they moved to."""
        self.open(TransferWork(self._frame, numbers))

    def move_dose(self, person: str, dose: str, title: str) -> None:
        """Ask whom a dose belongs to."""
        self.open(MoveWork(self._frame, person, dose, title))

    def report(self, panel: Panel) -> None:
        """Ask what a citizen reports as wrong."""
        name = panel.full_name or self._frame.wording.say("No name")
        self.open(ComplaintWork(self._frame, panel.id, name))

    def list_reports(self, report: str = "") -> None:
        """Show the open reports, and stand on one of them."""
        work = ComplaintsWork(self._frame, report)
        work.person_wanted.connect(self._open_person)
        self.open(work)

    def _open_person(self, person: str) -> None:
        self._stage.close_work()
        self.added.emit(person)

    def reenter(self) -> None:
        """Go through those who are to be typed into the portal."""
        self.open(EntryWork(self._frame))

    def _finish(self, changes: Changes) -> None:
        work = self._stage.work
        if work is not None and work.stays:
            self.done.emit(changes)
            return
        self._stage.close_work()
        self.done.emit(changes)
        if isinstance(work, PersonWork) and changes.people:
            self.added.emit(changes.people[0])
