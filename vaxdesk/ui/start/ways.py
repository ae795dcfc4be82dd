"""How to begin: a new store, the practice store, a backup, a store that is there already."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from vaxdesk.desk.glancing import PRACTICE_PASSWORD, PRACTICE_USER, glance_at
from vaxdesk.errors import VaxDeskError
from vaxdesk.ui.look import Look
from vaxdesk.ui.start.step import FirstStep, Note
from vaxdesk.ui.widgets.choices import Choice, ChoiceRow
from vaxdesk.ui.widgets.labels import make_card, make_label
from vaxdesk.wording import Wording


class WaysStep(FirstStep):
    """The ways to begin; one is ``new``, ``practice``, ``restore``, ``join``, ``elsewhere`` or a store's folder."""

    def __init__(self, look: Look, wording: Wording, stores: tuple[Path, ...]) -> None:
        super().__init__(look, wording, wording.say("How to begin?"), wording.say("Next"))
        self.ways = ChoiceRow(look)
        self.ways.setAccessibleName(self.title)
        choices = [self._describe(store) for store in stores]
        for key, title, second, icon in (
            ("new", self.say("New store"), self.say("for this station, in four questions"), "plus"),
            ("practice", self.say("Practice"), self.say("invented people, nothing can go wrong"), "user"),
            ("restore", self.say("Restore a backup"), self.say("from a stick or folder"), "backup"),
            ("join", self.say("Join a station"), self.say("this laptop works beside one that is there"), "idcard"),
            ("elsewhere", self.say("Open another folder"), self.say("a store that is there already"), "house"),
        ):
            choices.append(Choice(key, title, second, icon=icon))
        choices = [
            Choice(one.key, one.title, one.second, one.warning, one.icon, str(number), one.usable)
            for number, one in enumerate(choices, start=1)
        ]
        self.ways.set_choices(choices)
        self.ways.select(next((one.key for one in choices if one.usable), None))
        self.column.addWidget(self.ways)
        self.add_text(
            self.say("The data lies encrypted on this computer only. No network is needed."), "text2", "small"
        )

    def selected(self) -> str:
        """Give the way that is selected."""
        return self.ways.selected() or "new"

    def take_focus(self) -> None:
        """Start at the ways."""
        self.ways.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let a digit choose."""
        at = event.key() - Qt.Key.Key_1
        usable = 0 <= at < len(self.ways.cards) and self.ways.cards[at].isEnabled()
        if usable and not event.isAutoRepeat():
            self.ways.select(self.ways.cards[at].choice.key)
            self.ways.setFocus()
        else:
            super().keyPressEvent(event)

    def _describe(self, store: Path) -> Choice:
        try:
            name = glance_at(store).station.name
        except VaxDeskError as error:
            return Choice(str(store), store.name, warning=self.wording.explain(error), icon="house", usable=False)
        return Choice(str(store), name, self.say("the store on this computer"), icon="house")


class PracticeStep(FirstStep):
    """What the practice store is and its password, told on the screen: nobody in it is real."""

    def __init__(self, look: Look, wording: Wording, *, there: bool) -> None:
        super().__init__(look, wording, wording.say("Practice"), wording.say("Open"))
        self.add_text(
            self.say(
                "A commune in which nobody lives, with the mistakes that real lists have. Everything can be tried"
                " without harm."
            ),
            "text",
        )
        card = make_card("card-sunk")
        self.told: list[str] = []
        for label, value in ((self.say("User"), PRACTICE_USER), (self.say("Password"), PRACTICE_PASSWORD)):
            card.layout().addWidget(make_label(label, "small", "text2", bold=True))  # type: ignore[union-attr]
            shown = make_label(value, "name")
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.told.append(value)
            card.layout().addWidget(shown)  # type: ignore[union-attr]
        self.column.addWidget(card)
        self.add_text(self.say("Everybody may know this password. It is needed after locking."), "text2", "small")
        waiting = self.say("It is opened as it was left.") if there else self.say("Making it takes about ten seconds.")
        self.column.addWidget(Note(look, "info", "text2", text=waiting))
