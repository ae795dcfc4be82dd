"""Tallying a list while it is loaded: what it is like as a whole, for rules that need to know."""

from __future__ import annotations

from collections.abc import Sequence

from vaxdesk.desk.surroundings import make_traits
from vaxdesk.intake.draft import Draft, ListHead
from vaxdesk.model.surroundings import ListTraits


class Tally:
    """Counts what the rows of one list hold."""

    def __init__(self, head: ListHead) -> None:
        self._accented = head.accented
        self._doses = self._lots = self._guardians = self._births = self._first = self._low = 0

    def take(self, drafts: Sequence[Draft]) -> None:
        """Count these rows."""
        for draft in drafts:
            born = draft.values.get("birth_date")
            if isinstance(born, str) and len(born) == _FULL:
                self._births += 1
                if born[4:] == "-01-01":
                    self._first += 1
                elif born[8:] <= "12":
                    self._low += 1
            if "guardian" in draft.values:
                self._guardians += 1
            for dose in draft.doses:
                self._doses += 1
                if "lot" in dose.values:
                    self._lots += 1

    def write(self) -> dict[str, int]:
        """Give what the list's event keeps of it."""
        return {
            "guardians": int(self._guardians > 0),
            "lots": int(self._lots * _SOME > self._doses),
            "births": self._births,
            "first": self._first,
            "low": self._low,
        }

    def tell(self) -> ListTraits:
        """Give what the list is like, as far as it was read."""
        return make_traits(self._accented, self.write())


_FULL = len("1985-03-12")
_SOME = 3
"""One in so many has to tell its lot before one misses it where it isn't told."""
