"""Whose store this is: station, device, the words of its card."""

from __future__ import annotations

from vaxdesk.desk.governing import House, read_own_words
from vaxdesk.ui.page import Frame
from vaxdesk.ui.settings.section import Section


class StationSection(Section):
    """Name, code, device; the words by which others know that a card is ours."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, frame.wording.say("Station"), "house")
        say = self.say
        self.values = self.add_facts(
            say("Name"), say("Code"), say("Words of our card"), say("Number of this computer"), say("Folder")
        )
        self._name, self._code, self._words, self._device, self._folder = self.values
        self.add_text(say("Read the words out by telephone when another station takes our card in."))
        self._asked = False

    def show_house(self, house: House) -> None:
        """Show whose store it is."""
        self._name.setText(house.station)
        role = self.say("District") if house.station_role == "district" else self.say("Health station")
        practice = [self.say("Practice")] if house.practice else []
        self._code.setText(" · ".join([house.code, role, *practice]))
        self._device.setText(house.device)
        self._folder.setText(house.folder)
        if not self._asked:
            self._asked = True
            self._words.setText("…")
            self.frame.tasks.ask(read_own_words, self._words.setText, about=(self, "words"))
