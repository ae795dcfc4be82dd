"""What can be done beside the records of Làm sạch: by a key, or from the menu of other work."""

from __future__ import annotations

from array import array

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from vaxdesk.desk.panel import Panel
from vaxdesk.model.display import show_number
from vaxdesk.model.filter import Filter
from vaxdesk.ui.clean.list import ListPane
from vaxdesk.ui.clean.record import RecordPane
from vaxdesk.ui.clean.slips import PersonSlips
from vaxdesk.ui.clean.works import Works
from vaxdesk.ui.keys import bind
from vaxdesk.ui.page import Frame


class Beside(QObject):
    """Starts work with the person on the record, or with those chosen in the list; never over half a change."""

    def __init__(self, frame: Frame, works: Works, record: RecordPane, people: ListPane, page: QWidget) -> None:
        super().__init__(page)
        self._page, self._works, self._record, self._list = page, works, record, people
        self._language, self.say = frame.wording.language, frame.wording.say
        self.slips = PersonSlips(frame, page)
        record.doses.moved.connect(self.move_dose)

    def bind(self, panes: QWidget) -> None:
        """Let keys start it: in the panes, or in the list alone."""
        bind(panes, "Ctrl+P", self.print_slip)
        bind(panes, "Ctrl+N", self.add_person)
        bind(panes, "Ctrl+J", self.flag)
        bind(self._list.view, "Ctrl+C", self.copy)
        bind(self._list.view, "Ctrl+V", self.paste)

    def make_menu(self) -> QMenu:
        """Make the menu of other work."""
        say, works, chosen = self.say, self._works, self.chosen()
        n = show_number(len(chosen), self._language)
        shown = self._record.panel is not None
        menu = QMenu(self._page)
        for text, act, possible in (
            (say("Add a person…") + "\tCtrl+N", self.add_person, True),
            (say("Word for a colleague…") + "\tCtrl+J", self.flag, shown),
            (say("One value for {n} chosen people…", n=n), lambda: works.set_field(chosen), bool(chosen)),
            (say("Doses of one session for {n} chosen people…", n=n), lambda: works.add_doses(chosen), bool(chosen)),
            (say("Send {n} chosen people to their new station…", n=n), lambda: works.transfer(chosen), bool(chosen)),
            (say("Print a slip…") + "\tCtrl+P", self.print_slip, shown),
            (say("Report of this person…"), self.report, shown),
            (say("Citizens' reports…"), works.list_reports, True),
            (say("Type again into the portal…"), works.reenter, True),
        ):
            entry = menu.addAction(text.replace("&", "&&"))
            entry.setEnabled(possible)
            entry.triggered.connect(lambda _=False, act=act: act())
        return menu

    def chosen(self) -> array[int]:
        """Give the numbers of the people chosen in the list."""
        people = self._list.people
        return array("q", [people.number(row) for row in self._list.view.chosen_rows()])

    def _panel(self) -> Panel | None:
        """Give the person on the record, unless a value is half changed there."""
        return None if self._record.is_held() else self._record.panel

    def add_person(self) -> None:
        """Ask for somebody new; whom one has searched for in vain is likely meant."""
        if not self._record.is_held():
            people = self._list.people
            asked = people.asked if not people.rowCount() else Filter()
            self._works.add_person("" if any(letter.isdigit() for letter in asked.text) else asked.text)

    def copy(self) -> None:
        """Copy those chosen for a spreadsheet, of a table its columns."""
        self._works.copy(self.chosen(), self._list.people.columns)

    def paste(self) -> None:
        """Show what the block in the clipboard would change of those chosen."""
        if not self._record.is_held():
            self._works.paste(self.chosen())

    def move_dose(self, dose: str) -> None:
        """Ask whom a dose of the person belongs to."""
        panel = self._panel()
        found = next((one for one in panel.doses if one.id == dose), None) if panel is not None else None
        if panel is not None and found is not None:
            number = self.say("Dose {n}", n=found.number) if found.number else self.say("Dose without a number")
            name = panel.full_name or self.say("No name")
            self._works.move_dose(panel.id, dose, self.say("{dose} of {name}", dose=number, name=name))

    def print_slip(self) -> None:
        """Print what stands on the record for the person to take home."""
        if (panel := self._panel()) is not None:
            self.slips.offer(panel.id)

    def report(self) -> None:
        """Ask what the person reports as wrong."""
        if (panel := self._panel()) is not None:
            self._works.report(panel)

    def flag(self) -> None:
        """Ask for a word about the person for a colleague."""
        if (panel := self._panel()) is not None:
            self._works.flag(panel)
