"""What the program is sure of, at the foot of the groups: how much it is, and the way to see it before it is fixed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal

from vaxdesk.desk.browsing import Group
from vaxdesk.model.display import show_number
from vaxdesk.ui.look import Look
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.labels import Card, make_label
from vaxdesk.wording import Wording


@dataclass(frozen=True, slots=True)
class Sure:
    """How many issues have a certain suggestion: of one group (its code and name), or of all."""

    issues: int = 0
    rule: str | None = None
    title: str = ""


def find_sure(groups: Sequence[Group], group: str | None, wording: Wording) -> Sure:
    """Give what is certain in the group one is in, else in all of them."""
    for one in groups:
        if one.code == group and one.certain:
            return Sure(one.certain, one.code, wording.render(one.title))
    return Sure(sum(one.certain for one in groups))


class SureCard(Card):
    """Says what could be fixed at once. ``wanted`` tells that one wants to see it.

    ``stand_in`` is the button for the header, where there is no room for the card.
    """

    wanted = Signal()

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__("card", (12, 10, 12, 10), 8)
        self._wording = wording
        self._text = make_label("", "small", wrap=True)
        self.button = ActButton(look, "", size="small", key="Ctrl+B")
        self.stand_in = ActButton(look, "", key="Ctrl+B")
        for button in (self.button, self.stand_in):
            button.clicked.connect(self.wanted)
        self.column.addWidget(self._text)
        self.column.addWidget(self.button)
        self.show_sure(Sure())

    def show_sure(self, sure: Sure) -> None:
        """Show other figures; without any there is no card."""
        self.sure, say = sure, self._wording.say
        count = show_number(sure.issues, self._wording.language)
        text = say("{n} places the program can fix for certain", n=count)
        self._text.setText(say("{places}: {group}", places=text, group=sure.title) if sure.title else f"{text}.")
        for button in (self.button, self.stand_in):
            button.set_look(text=say("Preview all {n}…", n=count))
        self.button.setAccessibleName(say("Preview, then fix all {n}", n=count))
        self.setVisible(sure.issues > 0)
