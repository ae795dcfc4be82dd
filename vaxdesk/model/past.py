"""What was said of people up to a moment, kept small: a journal is read from its beginning without growing slower."""

from __future__ import annotations

from dataclasses import dataclass, field

from vaxdesk.model.event import Event
from vaxdesk.model.registers import BESIDE

_SETTLED = frozenset({"set", "mark", "confirm"}) | BESIDE
"""Kinds of events that are done with once another one in their place was written in their stead."""

_Register = tuple[str, str | None, str | None, str | None]


@dataclass(slots=True)
class _Written:
    """All that was written in one place, what of it others name, and whether all of it still matters."""

    events: dict[str, Event] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    is_whole: bool = False


class Past:
    """Takes events one after the other, in any order, and gives those that fold into the same people as all of them.

    Left out is what another event in its place names as replaced, as long as nothing in that place is taken back: then
    no fold can show it. Of a thousand edits of one field the last remains.
    """

    def __init__(self) -> None:
        self._kept: dict[str, Event] = {}
        self._written: dict[_Register, _Written] = {}
        self._taken_back: set[str] = set()
        self._places: dict[str, set[_Register]] = {}

    @property
    def events(self) -> list[Event]:
        """What still matters of everything that came."""
        return list(self._kept.values())

    def add(self, event: Event) -> None:
        """Take one more event."""
        header = event.header
        self._kept[header.id] = event
        if header.kind == "retract":
            self._taken_back.update(header.basis)
            for target in header.basis:
                for place in self._places.get(target, ()):
                    self._keep_whole(self._written[place])
        elif header.kind in _SETTLED:
            self._write(event)

    def _write(self, event: Event) -> None:
        header = event.header
        place = find_place(event)
        written = self._written.setdefault(place, _Written())
        written.events[header.id] = event
        for target in (header.id, header.step):
            self._places.setdefault(target, set()).add(place)
        if written.is_whole:
            return
        if header.id in written.named or not self._taken_back.isdisjoint((header.id, header.step)):
            # It comes after what replaces it or takes it back, as packages may bring it.
            self._keep_whole(written)
        elif event.body is not None:
            written.named.update(header.basis)
            for before in written.events.keys() & header.basis:
                self._kept.pop(before, None)

    def _keep_whole(self, written: _Written) -> None:
        written.is_whole = True
        self._kept.update(written.events)


def find_place(event: Event) -> _Register:
    """Give what an event writes to: its kind with person, dose and field."""
    header = event.header
    return header.kind, header.person, header.dose, header.field
