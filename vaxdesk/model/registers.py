"""Registers: which events of a journal are live, and what stands in one place that several hands may have written.

A register is a multi-value register: all live events that nobody replaced are its heads. One value among them is the
value; several are a conflict that a person settles (``vaxdesk/store/SCHEMA.md``, Fold).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vaxdesk.model.event import STRENGTH, Event, write_canonical
from vaxdesk.model.person import Value

HAND = frozenset({"set", "mark", "confirm", "pair"})
"""Kinds of events that somebody's hand can write; those of origin ``rule`` are the program's own."""


def is_by_hand(event: Event) -> bool:
    """Tell whether a person wrote the event, not a list and not a rule."""
    return event.header.kind in HAND and event.header.origin != "rule"


def find_retracted(events: Iterable[Event]) -> tuple[set[str], set[tuple[str, str]]]:
    """Give what live retracts take back: ids of events, and (stream, step) of whole steps.

    A retract that another live retract takes back has no effect; retracts only ever name events before them, so the
    newest are judged first.
    """
    retracts = sorted(
        (event.header for event in events if event.header.kind == "retract"),
        key=lambda header: (header.clock, header.device, header.seq),
        reverse=True,
    )
    gone: set[str] = set()
    gone_steps: set[tuple[str, str]] = set()
    for header in retracts:
        if header.id in gone or (header.stream, header.step) in gone_steps:
            continue
        if header.field == "step":
            gone_steps.update((header.stream, step) for step in header.basis)
        else:
            gone.update(header.basis)
    return gone, gone_steps


@dataclass(frozen=True, slots=True)
class Head:
    """A live event that no live event replaced."""

    event: str
    value: Value
    raw: str | None
    reason: str | None
    origin: str
    clock: str
    user: str
    device: str

    @property
    def rank(self) -> tuple[int, str, str]:
        """What is shown among heads that differ: the higher origin, then the later clock."""
        return STRENGTH.get(self.origin, -1), self.clock, self.event


def find_heads(events: Sequence[Event], live: Mapping[str, bool] | None = None) -> tuple[Head, ...]:
    """Give a register's heads, the shown one first.

    ``events`` are all of one register, retracted ones included; ``live`` says by id which of them are (None: all).
    A live event that a live event reaches over bases, through retracted ones as well, is no head: with the direct
    basis alone, taking back a middle edit would make two heads out of one history.
    """
    if len(events) == 1 and (live is None or live[events[0].header.id]):
        return (_make_head(events[0]),) if events[0].body is not None else ()
    by_id = {event.header.id: event for event in events}
    reached: set[str] = set()
    for event in events:
        if live is not None and not live[event.header.id]:
            continue
        to_visit = list(event.header.basis)
        while to_visit:
            before = to_visit.pop()
            if before in reached or before not in by_id:
                continue
            reached.add(before)
            if live is not None and not live[before]:
                to_visit.extend(by_id[before].header.basis)
    heads = [
        _make_head(event)
        for event in by_id.values()
        if event.header.id not in reached and event.body is not None and (live is None or live[event.header.id])
    ]
    return tuple(sorted(heads, key=lambda head: head.rank, reverse=True))


def _make_head(event: Event) -> Head:
    header, body = event.header, event.body
    if body is None:
        msg = "an erased event has no value"
        raise ValueError(msg)
    return Head(header.id, body.value, body.raw, body.reason, header.origin, header.clock, header.user, header.device)


def is_conflict(heads: Sequence[Head]) -> bool:
    """Tell whether the heads say different things."""
    return len(heads) > 1 and len({write_canonical(head.value) for head in heads}) > 1


def find_live(events: Iterable[Event]) -> set[str]:
    """Give the ids of the events that no live retract takes back, among a closed set."""
    known = list(events)
    gone, gone_steps = find_retracted(known)
    return {
        event.header.id
        for event in known
        if event.header.id not in gone and (event.header.stream, event.header.step) not in gone_steps
    }
