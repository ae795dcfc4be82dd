"""Keeping: backups, is all whole, check everybody again, the deadline."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from vaxdesk.desk import keeping
from vaxdesk.desk.figures import set_deadline
from vaxdesk.desk.governing import House, name_backup
from vaxdesk.desk.keeping import Check, describe_check
from vaxdesk.model.dates import is_full, read_date
from vaxdesk.model.display import show_date
from vaxdesk.model.message import Message
from vaxdesk.model.step import Changes
from vaxdesk.systems import this_system
from vaxdesk.ui.page import Frame
from vaxdesk.ui.settings.section import Section
from vaxdesk.ui.start.step import Note
from vaxdesk.ui.telling import tell_moment
from vaxdesk.ui.widgets.labels import add_row, clear_layout
from vaxdesk.ui.widgets.typing_field import TypingField


class BackupSection(Section):
    """When the last backup was made; another one here or onto a stick."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, frame.wording.say("Backup"), "backup")
        say = self.say
        self.last, self._folder = self.add_facts(say("Last backup"), say("Folder of backups"))
        self.add_text(say("A copy on a stick helps even if this computer breaks. It is locked as the store itself is."))
        self.elsewhere = self.make_act(say("Onto a stick or into a folder…"), "usb")
        self.elsewhere.clicked.connect(self._choose)
        add_row(self.column, self.elsewhere, None)
        self.add_note()
        self.add_text(
            say(
                "To bring a backup back: lock, press “{elsewhere}”, then “{restore}”. What is here stays beside it.",
                elsewhere=say("Another store, a backup, practice"),
                restore=say("Restore a backup"),
            )
        )

    def show_house(self, house: House) -> None:
        """Show when the last one was made."""
        made = self.say("none yet")
        if house.backup is not None:
            made = tell_moment(house.backup, self.wording)
        self.last.setText(made)
        self._folder.setText(house.backups)

    def back_up(self, out: Path | None = None) -> None:
        """Make a backup, beside the store unless ``out`` names a file."""
        self.frame.tasks.do(
            lambda desk, job: keeping.back_up(desk, out),
            self._done,
            title=self.say("Making a backup"),
            refused=self.refuse,
        )

    def _done(self, made: tuple[Path, str]) -> None:
        self.tell(self.say("The backup was written and checked: {file}", file=str(made[0])))
        self.frame.follow(Changes(None, Message("Backup")))

    def _choose(self) -> None:
        drives = this_system().drives()
        start = str(drives[0].path if drives else Path.home())
        folder = QFileDialog.getExistingDirectory(self, self.say("Onto a stick or into a folder…"), start)
        if folder:
            self.back_up(name_backup(Path(folder)))


class CheckingSection(Section):
    """Is everything whole; run every rule again."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, frame.wording.say("Is everything whole?"), "ok")
        say = self.say
        self.add_text(
            say("Reads every page of the store, compares the journal with what screens show, and the backups.")
        )
        self.verify = self.make_act(say("Check the store"), "verify")
        self.verify.clicked.connect(self._verify)
        self.again = self.make_act(say("Look at everybody again"), "refresh")
        self.again.clicked.connect(self._check_all)
        add_row(self.column, self.verify, self.again, None)
        self.add_note()
        self._right: list[bool] = []
        self.results = QVBoxLayout()
        self.results.setSpacing(2)
        self.column.addLayout(self.results)

    def list_results(self) -> list[bool]:
        """Tell of each thing that was verified whether it is so."""
        return list(self._right)

    def _verify(self) -> None:
        self.frame.tasks.do(
            lambda desk, job: keeping.verify(desk),
            self._show_checks,
            title=self.say("Checking the store"),
            refused=self.refuse,
        )

    def _show_checks(self, checks: Sequence[Check]) -> None:
        clear_layout(self.results)
        self._right = [one.ok for one in checks]
        wrong = [one for one in checks if not one.ok]
        for one in checks:
            text = self.wording.tell(describe_check(one))
            note = Note(self.look, "ok" if one.ok else "error", "ok" if one.ok else "err")
            self.results.addWidget(note)
            note.show_text(text if one.ok else self.say("Not so: {what}", what=text))
        if wrong:
            self.tell(
                self.say("Something is damaged. Don't go on working; restore the last backup, or call the district."),
                "error",
                "err",
            )
        else:
            self.tell(self.say("Everything is whole."))

    def _check_all(self) -> None:
        self.frame.tasks.do(
            lambda desk, job: keeping.check_all(desk),
            lambda _: self._checked(),
            title=self.say("Looking at everybody again"),
            refused=self.refuse,
        )

    def _checked(self) -> None:
        clear_layout(self.results)
        self._right = []
        self.tell(self.say("Every rule was run again on everybody."))
        self.frame.follow(Changes(None, Message("Check")))


class DeadlineSection(Section):
    """The day until which the lists are to be clean."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, frame.wording.say("Deadline"), "calendar")
        say = self.say
        self.add_text(say("The day until which the lists are to be clean. It stands on the desk."))
        self.day = TypingField()
        self.day.setAccessibleName(self.title)
        self.day.setPlaceholderText(say("dd/mm/yyyy"))
        self.day.setMaximumWidth(self.look.scale(170))
        self.day.returnPressed.connect(self._keep)
        self.keep = self.make_act(say("Keep"))
        self.keep.clicked.connect(self._keep)
        self.starts = self.day
        self.changing.append(self.day)
        add_row(self.column, self.day, self.keep, None)
        self.add_note()

    def show_house(self, house: House) -> None:
        """Show the day, unless one is being typed."""
        if not self.day.hasFocus():
            self.day.setText(show_date(house.deadline) if house.deadline else "")

    def _keep(self) -> None:
        typed = self.day.text().strip()
        read = read_date(typed).value
        day = read if isinstance(read, str) and is_full(read) else None
        if typed and day is None:
            self.tell(self.say("Write the day as dd/mm/yyyy."), "error", "err")
            self.day.setFocus()
            return
        self.frame.tasks.do(lambda desk, job: set_deadline(desk, day), lambda _: self._kept(day), refused=self.refuse)

    def _kept(self, day: str | None) -> None:
        if day is None:
            self.tell(self.say("There is no deadline."))
        else:
            self.day.setText(show_date(day))
            self.tell(self.say("The deadline is {day}.", day=show_date(day)))
        self.frame.follow(Changes(None, Message("Deadline")))
