"""Which laptop of the station keeps which hamlets: editing outside one's part is told, and never stopped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QMenu, QVBoxLayout

from vaxdesk.desk.desk import Desk
from vaxdesk.desk.dividing import Part, give_hamlets, read_parts
from vaxdesk.desk.governing import House
from vaxdesk.desk.parcelling import read_receivers
from vaxdesk.model.display import show_number
from vaxdesk.model.step import Changes
from vaxdesk.ui.page import Frame
from vaxdesk.ui.settings.section import Section
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.labels import add_row, clear_layout, make_label


@dataclass(frozen=True, slots=True)
class Division:
    """The hamlets with who keeps them, and the names of the station's other laptops."""

    parts: tuple[Part, ...]
    laptops: tuple[str, ...]


def read_division(desk: Desk) -> Division:
    """Give how the hamlets are divided."""
    station = desk.store.keyring.station
    others = [one.name for one in read_receivers(desk) if (one.role, one.code) == (station.role, station.code)]
    return Division(read_parts(desk) if others else (), tuple(others))


class PartsSection(Section):
    """A row for each hamlet, with a menu of laptops."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, frame.wording.say("Hamlets of each laptop"), "pairs")
        self._own = ""
        self._laptops: tuple[str, ...] = ()
        self.add_text(self.say("Who edits a hamlet that another laptop keeps is told so; nothing is ever stopped."))
        self._alone = self.add_text(self.say("This laptop works alone. Take a further one into the station first."))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.column.addLayout(self._rows)
        self.keepers: dict[str, ActButton] = {}
        self.add_note()

    def show_house(self, house: House) -> None:
        """Ask how the hamlets are divided."""
        self._own = house.station
        self.frame.tasks.ask(read_division, self._show, about=(self, "parts"))

    def _show(self, division: Division) -> None:
        self._laptops = division.laptops
        self._alone.setVisible(not division.laptops)
        gone = list(self.keepers.values())
        self.changing = [one for one in self.changing if one not in gone]
        self.keepers = {}
        clear_layout(self._rows)
        for part in division.parts:
            self._add_row(part)
        self.starts = next(iter(self.keepers.values()), None)

    def _add_row(self, part: Part) -> None:
        say = self.say
        people = say("{people} people", people=show_number(part.people, self.wording.language))
        keeper = say("This laptop") if part.own else part.name or say("Nobody in particular")
        button = self.make_act(keeper)
        button.setAccessibleName(say("{hamlet}: {keeper}. Change", hamlet=part.hamlet, keeper=keeper))
        button.clicked.connect(lambda _=False, part=part: self.make_menu(part).popup(
            button.mapToGlobal(button.rect().bottomLeft())
        ))  # fmt: skip
        self.keepers[part.hamlet] = button
        add_row(self._rows, make_label(part.hamlet, bold=True), make_label(people, "small", "text2"), None, button)

    def make_menu(self, part: Part) -> QMenu:
        """Make the menu of who may keep a hamlet."""
        menu = QMenu(self)
        choices: Sequence[tuple[str, str | None, bool]] = (
            (self.say("Nobody in particular"), None, part.device is None),
            (self.say("This laptop"), self._own, part.own),
            *((name, name, part.name == name) for name in self._laptops),
        )
        for text, to, now in choices:
            act = menu.addAction(text.replace("&", "&&"))
            act.setCheckable(True)
            act.setChecked(now)
            act.triggered.connect(lambda _=False, to=to: self.give(part.hamlet, to))
        return menu

    def give(self, hamlet: str, to: str | None) -> None:
        """Give a hamlet to a laptop by its name, or to nobody in particular."""

        def told(changes: Changes) -> None:
            self.frame.follow(changes)
            self.tell(self.say("It is told to the other laptops with the next package."))

        self.frame.tasks.do(lambda desk, job: give_hamlets(desk, [hamlet], to), told, refused=self.refuse)
