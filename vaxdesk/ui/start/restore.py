"""Bringing a backup back on a new computer: the file, who opens it, the password of its time."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit

from vaxdesk.desk.governing import Copy
from vaxdesk.model.display import show_date
from vaxdesk.systems import this_system
from vaxdesk.ui.look import Look
from vaxdesk.ui.start.step import FirstStep, Note
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.choices import Choice, ChoiceRow
from vaxdesk.ui.widgets.labels import add_row
from vaxdesk.wording import Wording


class RestoreStep(FirstStep):
    """Which backup, whose password. ``wanted`` tells that a file was chosen and is to be looked into."""

    def __init__(self, look: Look, wording: Wording, folder: Path) -> None:
        super().__init__(look, wording, wording.say("Restore a backup"), wording.say("Restore"))
        self.copy: Copy | None = None
        self.add_text(self.say("A backup ends in .vaxbackup. It is checked first; nothing is changed in it."))
        self.choose = ActButton(look, self.say("Choose a backup…"), icon="file")
        self.choose.clicked.connect(self._choose)
        add_row(self.column, self.choose, None)
        self.file = Path()
        self.told = Note(look, "ok", "ok")
        self.column.addWidget(self.told)
        self.column.addSpacing(4)
        self.users = ChoiceRow(look)
        self.users.setAccessibleName(self.say("Who is working?"))
        self.column.addWidget(self.users)
        self.password = self.add_field(self.say("Password at the time of the backup"))
        self.users.chosen.connect(lambda _: self.password.setFocus())
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        where = self.say("The store is put into {folder}.", folder=str(folder))
        self.where = self.add_text(where, "text2", "small")
        self._show_fields()

    def find_reason(self) -> str:
        """Ask for file and password."""
        if self.copy is None:
            return self.say("Choose a backup first.")
        return "" if self.password.text() else self.say("Type the password.")

    def take_focus(self) -> None:
        """Start at what is missing."""
        (self.choose if self.copy is None else self.password).setFocus()

    def show_copy(self, copy: Copy) -> None:
        """Show what the backup is of."""
        self.copy = copy
        roles = {"lead": self.say("Lead"), "staff": self.say("Staff")}
        self.users.set_choices([Choice(name, name, roles.get(role, role)) for name, role in copy.users])
        self.users.select(copy.users[0][0] if copy.users else None)
        self.told.set_sign("ok", "ok")
        made = f"{copy.made[11:16]} {show_date(copy.made[:10])}"
        self.told.show_text(self.say("{station}, made {when}. The backup is whole.", station=copy.station, when=made))
        self._show_fields()
        self.password.setFocus()

    def show_refusal(self, text: str) -> None:
        """Say why the file can't be used."""
        self.copy = None
        self.told.set_sign("error", "err")
        self.told.show_text(text)
        self._show_fields()
        self.choose.setFocus()

    def take_file(self, file: Path) -> None:
        """Take a file that was chosen."""
        self.file = file
        self.copy = None
        self.told.set_sign("wait", "text2")
        self.told.show_text(self.say("Checking {file}…", file=file.name))
        self._show_fields()
        self.wanted.emit()

    def _choose(self) -> None:
        drives = this_system().drives()
        start = str(drives[0].path if drives else Path.home())
        title = self.say("Choose a backup…")
        chosen, _ = QFileDialog.getOpenFileName(self, title, start, self.say("Backups (*.vaxbackup)"))
        if chosen:
            self.take_file(Path(chosen))

    def _show_fields(self) -> None:
        there = self.copy is not None
        for one in (self.users, self.labels[self.password], self.password, self.where):
            one.setVisible(there)
        self.changed.emit()
