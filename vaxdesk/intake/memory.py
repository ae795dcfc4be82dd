"""What a parser made of a column's texts: they repeat themselves, and reading a row is the hot path of a load."""

from __future__ import annotations

from typing import Final

from vaxdesk.intake.habits import Read
from vaxdesk.intake.shown import ERRORS
from vaxdesk.model.reading import NOTHING, Reading
from vaxdesk.model.text import says_nothing

REMEMBERED: Final = 20_000
"""Different texts of a column that are kept in mind."""


class Memory(dict[str, Reading]):
    """What a parser made of the texts seen so far."""

    def __init__(self, read: Read) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> Reading:
        if text in ERRORS or text.startswith("="):
            # What a formula failed to give is no name and no address; #N/A says that there is none.
            reading = NOTHING if says_nothing(text) else Reading(None, raw=text)
        else:
            reading = self._read(text)
        if len(self) < REMEMBERED:
            self[text] = reading
        return reading
