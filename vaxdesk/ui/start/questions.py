"""The four questions of a new store: the station's name, its code, who works, the password."""

from __future__ import annotations

from pathlib import Path

from vaxdesk.model.text import tidy
from vaxdesk.model.units import Unit
from vaxdesk.resources import load_catalogues
from vaxdesk.ui.look import Look
from vaxdesk.ui.start.password import NewPassword
from vaxdesk.ui.start.size import SizeRow
from vaxdesk.ui.start.step import FirstStep, Note
from vaxdesk.ui.widgets.choices import Choice, ChoiceRow
from vaxdesk.wording import Wording

COMMUNE_DIGITS = 5
LONGEST_USER = 60
FEW = 4
"""Communes of a name that are shown to choose from."""


class SizeStep(FirstStep):
    """Which size of type is easy to read."""

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__(look, wording, wording.say("Which size is easy to read?"), wording.say("Next"))
        self.add_text(self.say("It can be changed at any time in Settings."))
        self.column.addSpacing(6)
        self.sizes = SizeRow(look, wording)
        self.column.addWidget(self.sizes)

    def take_focus(self) -> None:
        """Start at the size shown now."""
        self.sizes.setFocus()


class StationStep(FirstStep):
    """What the station is called."""

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__(look, wording, wording.say("What is the station called?"), wording.say("Next"))
        self.hint = self.add_text(self.say("The name stands on every package and every printed page."))
        self.column.addSpacing(6)
        self.name = self.add_field(self.say("Name of the station"))
        self.name.setPlaceholderText(self.say("for example: Trạm Y tế xã Phú Nghĩa"))

    def find_reason(self) -> str:
        """Ask for a name."""
        return "" if tidy(self.name.text()) else self.say("Type the name.")

    def take_focus(self) -> None:
        """Start in the field."""
        self.name.setFocus()


class LaptopStep(StationStep):
    """What a laptop is called that joins a station: no two devices bear one name."""

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__(look, wording)
        say = self.say
        self.title = say("What is this laptop called?")
        self.setAccessibleName(self.title)
        self.hint.setText(say("Every laptop of a station has a name of its own: the station's, and which one it is."))
        self.labels[self.name].setText(say("Name of this laptop"))
        self.name.setAccessibleName(say("Name of this laptop"))
        self.name.setPlaceholderText(say("for example: Trạm Y tế xã Phú Nghĩa – máy 2"))


class CodeStep(FirstStep):
    """Which commune or district it is."""

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__(look, wording, wording.say("Which commune is it?"), wording.say("Next"))
        self.add_text(self.say("People and packages of this station go under its code."))
        self.column.addSpacing(6)
        self.role = ChoiceRow(look)
        self.role.setAccessibleName(self.say("Station or district"))
        self.role.set_choices(
            [
                Choice("station", self.say("Health station"), self.say("of one commune")),
                Choice("district", self.say("District"), self.say("gathers what its stations hand over")),
            ]
        )
        self.role.select("station")
        self.role.chosen.connect(self._follow)
        self.column.addWidget(self.role)
        self.column.addSpacing(4)
        self.code = self.add_field(self.say("Code or name of the commune"), limit=60)
        self.code.setPlaceholderText(self.say("for example: 25222"))
        self.found = Note(look, "ok", "ok")
        self.column.addWidget(self.found)
        self.matches = ChoiceRow(look, dots=False)
        self.matches.setAccessibleName(self.say("Communes of this name"))
        self.matches.chosen.connect(self._take)
        self.matches.hide()
        self.column.addWidget(self.matches)
        self.code.textChanged.connect(self._follow)

    def station_role(self) -> str:
        """Give ``station`` or ``district``."""
        return self.role.selected() or "station"

    def find_reason(self) -> str:
        """Ask for a code that can be one."""
        code = self.code.text().strip()
        if self.station_role() == "district":
            return "" if code else self.say("Type the district's code.")
        if code.isascii() and code.isdecimal() and len(code) == COMMUNE_DIGITS:
            return ""
        return self.say("A commune's code has five digits.")

    def take_focus(self) -> None:
        """Start in the field: most are a station."""
        self.code.setFocus()

    def _follow(self) -> None:
        typed, station = self.code.text().strip(), self.station_role() == "station"
        unit = load_catalogues().units.by_code(typed) if station else None
        self.found.show_text(_spell(unit) if unit is not None else "")
        matches = load_catalogues().units.search(typed, FEW) if station and unit is None else ()
        self.matches.set_choices(
            [
                Choice(one.commune_code, one.commune, f"{one.commune_code} · {one.district}, {one.province}")
                for one in matches
            ]
        )
        self.matches.setVisible(bool(matches))
        self.changed.emit()

    def _take(self, code: str) -> None:
        self.code.setText(code)
        self.code.setFocus()


class UserStep(FirstStep):
    """Who works."""

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__(look, wording, wording.say("Who works here?"), wording.say("Next"))
        self.add_text(self.say("Whoever sets the store up is its lead. Others can be added later in Settings."))
        self.column.addSpacing(6)
        self.name = self.add_field(self.say("Full name"), limit=LONGEST_USER)
        self.name.setPlaceholderText(self.say("for example: Trần Thị Mai"))

    def find_reason(self) -> str:
        """Ask for a name."""
        return "" if tidy(self.name.text()) else self.say("Type the name.")

    def take_focus(self) -> None:
        """Start in the field."""
        self.name.setFocus()


class PasswordStep(FirstStep):
    """With which password."""

    def __init__(self, look: Look, wording: Wording, folder: Path) -> None:
        super().__init__(look, wording, wording.say("Choose a password"), wording.say("Set up"))
        self.add_text(self.say("Only with it can the data be read. Several words are easy to keep in mind."))
        self.column.addSpacing(6)
        self.password = NewPassword(look, wording)
        self.password.changed.connect(self.changed)
        self.column.addWidget(self.password)
        self.add_text(self.say("The store is put into {folder}.", folder=str(folder)), "text2", "small")

    def find_reason(self) -> str:
        """Say what the password still needs."""
        return "" if self.password.is_good() else self.say("Fill both fields alike.")

    def take_focus(self) -> None:
        """Start where something is missing."""
        self.password.take_focus()


def _spell(unit: Unit) -> str:
    return f"{unit.commune}, {unit.district}, {unit.province}"
