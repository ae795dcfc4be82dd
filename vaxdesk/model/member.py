"""One person id before joining: rows below, hands above; and members who are one beyond doubt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vaxdesk.model.event import Event
from vaxdesk.model.person import Value
from vaxdesk.model.registers import BESIDE, Head, Retracted, find_heads

IsLive = Callable[[Event], bool]
Place = tuple[str | None, str]
"""A register of a person: the dose, or None for the person's own, and the field."""
Heads = tuple[Head, ...]

_EMPTY: dict[str, Any] = {"values": {}, "raw": {}, "doses": []}


def read_row(row: Event) -> dict[str, Any]:
    """Give what a row said: ``values``, ``raw``, ``doses``, and where it stands."""
    value = row.body.value if row.body is not None else None
    return value if isinstance(value, dict) else _EMPTY


@dataclass(slots=True)
class Member:
    """Everything said of one person id: live rows, oldest first, and the events of hands by register.

    ``hands`` are the registers in which a live event stands; ``beside`` those of what changes no field, by kind. Not
    ``is_touched``: nothing but rows is live.
    ``held`` is the row that only a hand holds: its load was taken back.
    """

    id: str
    stream: str
    rows: list[Event]
    registers: dict[Place, list[Event]] = field(default_factory=lambda: defaultdict(list))
    confirms: dict[Place, list[Event]] = field(default_factory=lambda: defaultdict(list))
    beside: dict[Place, list[Event]] = field(default_factory=lambda: defaultdict(list))
    hands: set[Place] = field(default_factory=set)
    is_touched: bool = False
    held: Event | None = None


def make_member(person: str, events: Iterable[Event], retracted: Retracted, *, is_held: bool) -> Member | None:
    """Sort a person's events; None if nobody is there: no row that stands and no value that a hand wrote.

    ``is_held``: somebody's hand has worked on the person, so that the row outlives the undo of its load. Of several
    that were taken back it is the last to go: the one the hand saw.
    """
    known = sorted(events, key=lambda event: (event.header.clock, event.header.id))
    member = Member(person, known[0].header.stream, [])
    is_made = False
    gone: list[tuple[str, str, str, Event]] = []
    for event in known:
        header = event.header
        when = retracted.find_when(header)
        if header.kind == "row":
            if when is None:
                member.rows.append(event)
            else:
                gone.append((when, header.clock, header.id, event))
        elif header.field is not None:
            member.is_touched = member.is_touched or when is None
            if header.kind in BESIDE:
                member.beside[header.kind, header.field].append(event)
                continue
            place = header.dose, header.field
            (member.confirms if header.kind == "confirm" else member.registers)[place].append(event)
            if when is None and header.kind != "confirm":
                member.hands.add(place)
                is_made = is_made or header.kind == "set"
    if is_held and gone and not member.rows:
        member.held = max(gone, key=lambda one: one[:3])[3]
        member.rows.append(member.held)
    return member if member.rows or is_made else None


@dataclass(frozen=True, slots=True)
class Found:
    """What members say of a field: value, text beside it, the heads if a hand wrote it, the row if none did."""

    value: Value
    raw: str | None
    heads: Heads = ()
    row: Event | None = None


class Kin:
    """Members who are one beyond doubt. Their hands write into the same registers, and stand above all their rows."""

    def __init__(self, members: Sequence[Member], is_live: IsLive, known: Mapping[str, Event]) -> None:
        self.members = members
        self._known = known
        self.hands = self._find_all("registers", is_live)
        self.beside = self._find_all("beside", is_live)
        self.confirmed: dict[Place, Mapping[str, Value]] = {
            place: heads[0].value
            for place, heads in self._find_all("confirms", is_live).items()
            if isinstance(heads[0].value, dict)
        }

    def _find_all(self, kind: str, is_live: IsLive) -> dict[Place, Heads]:
        said: dict[Place, list[Event]] = {}
        for member in self.members:
            for place, events in getattr(member, kind).items():
                said.setdefault(place, []).extend(events)
        return {place: heads for place, events in said.items() if (heads := find_heads(events, is_live, self._known))}

    def read(self, name: str) -> Found:
        """Give what these members say of a field of the person."""
        heads = self.hands.get((None, name))
        if heads:
            return Found(heads[0].value, heads[0].raw, heads)
        text = None
        for member in self.members:
            for row in member.rows:
                said = read_row(row)
                value = said["values"].get(name)
                if value is not None:
                    return Found(value, said["raw"].get(name), (), row)
                text = text or said["raw"].get(name)
        return Found(None, text)

    def read_rows(self, name: str) -> list[Value]:
        """Give what rows say of a field, but for members of whom a hand has written it."""
        return [
            value
            for member in self.members
            if (None, name) not in member.hands
            for row in member.rows
            if (value := read_row(row)["values"].get(name)) is not None
        ]
