"""Registers: which events of a journal are live, and what stands in one place that several hands may have written.

A register is a multi-value register: all live events that nobody replaced are its heads. One value among them is the
value; several are a conflict that a person settles (``vaxdesk/store/SCHEMA.md``, Fold).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from vaxdesk.model.event import STRENGTH, Event, Header, write_canonical
from vaxdesk.model.person import Value

BESIDE = frozenset({"flag", "complaint", "entered", "answer"})
"""Kinds of events that stand beside a person's data: they change no field and are never at odds."""

HAND = frozenset({"set", "mark", "confirm", "pair"}) | (BESIDE - {"answer"})
"""Kinds of events that somebody's hand can write; those of origin ``rule`` are the program's own."""


def is_by_hand(event: Event) -> bool:
    """Tell whether a person wrote the event, not a list and not a rule."""
    return event.header.kind in HAND and event.header.origin != "rule"


@dataclass(frozen=True, slots=True)
class Retracted:
    """What live retracts take back, single events and whole steps by stream, and the clock of the first that did."""

    events: Mapping[tuple[str, str], str]
    steps: Mapping[tuple[str, str], str]

    def find_when(self, header: Header) -> str | None:
        """Give the clock at which the event was taken back, alone or with its step; None if it is live."""
        alone = self.events.get((header.stream, header.id))
        with_step = self.steps.get((header.stream, header.step))
        return min(alone, with_step) if alone is not None and with_step is not None else alone or with_step

    def has(self, header: Header) -> bool:
        """Tell whether the event was taken back."""
        return (header.stream, header.step) in self.steps or (header.stream, header.id) in self.events


NOTHING_RETRACTED = Retracted({}, {})


def find_retracted(events: Iterable[Event]) -> Retracted:
    """Give what live retracts take back. A retract reaches no further than its own stream.

    A retract that another live retract takes back has no effect. Who takes back whom is told by what each names, not
    by clocks, which may stand anywhere.
    """
    retracts = {event.header.id: event.header for event in events if event.header.kind == "retract"}
    if not retracts:
        return NOTHING_RETRACTED
    against: dict[tuple[str, str], list[Header]] = {}
    for header in retracts.values():
        for target in header.basis:
            against.setdefault((header.stream, target), []).append(header)
    live: dict[str, bool] = {}
    for one in sorted(retracts):
        _judge(retracts[one], against, live)
    alone: dict[tuple[str, str], str] = {}
    steps: dict[tuple[str, str], str] = {}
    for header in sorted(retracts.values(), key=lambda header: (header.clock, header.id), reverse=True):
        if live[header.id]:
            taken = steps if header.field == "step" else alone
            taken.update({(header.stream, target): header.clock for target in header.basis})
    return Retracted(alone, steps)


def _judge(header: Header, against: Mapping[tuple[str, str], Sequence[Header]], live: dict[str, bool]) -> None:
    """Say of a retract, and of all that may take it back, whether it is live."""
    to_judge = [header]
    opened: set[str] = set()
    while to_judge:
        one = to_judge[-1]
        if one.id in live:
            to_judge.pop()
            continue
        by_id = [two for two in against.get((one.stream, one.id), ()) if two.field == "events"]
        by_step = [two for two in against.get((one.stream, one.step), ()) if two.field == "step"]
        theirs = [two for two in (*by_id, *by_step) if two.id != one.id]
        open_ones = [two for two in theirs if two.id not in live and two.id not in opened]
        opened.add(one.id)
        if open_ones:
            to_judge.extend(open_ones)
            continue
        # Retracts that take each other back can only be forged; the one judged first then gives way.
        live[one.id] = not any(live.get(two.id, False) for two in theirs)
        to_judge.pop()


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


def find_heads(
    events: Sequence[Event], is_live: Callable[[Event], bool], known: Mapping[str, Event] = MappingProxyType({})
) -> tuple[Head, ...]:
    """Give a register's heads, the shown one first. ``events`` are all of one register, retracted ones included.

    A live event that a live event reaches over bases, through retracted ones as well, is no head: with the direct
    basis alone, taking back a middle edit would make two heads out of one history. So would a middle edit that stands
    on somebody who was the same person then and isn't any more: it is found among ``known``, events of others by id.
    """
    live = [event for event in events if is_live(event)]
    if len(live) < 2:
        return tuple(_make_head(event) for event in live if event.body is not None)
    by_id = {event.header.id: event for event in events}
    standing = {event.header.id for event in live}
    reached: set[str] = set()
    for event in live:
        to_visit = list(event.header.basis)
        while to_visit:
            before = to_visit.pop()
            if before in reached or (before not in by_id and before not in known):
                continue
            reached.add(before)
            if before not in standing:
                to_visit.extend((by_id.get(before) or known[before]).header.basis)
    heads = [_make_head(event) for event in live if event.header.id not in reached and event.body is not None]
    return tuple(sorted(heads, key=lambda head: head.rank, reverse=True))


def find_basis(events: Iterable[Event]) -> tuple[str, ...]:
    """Give what a new event of a register has to name: all of it that nothing names yet, also what was taken back.

    ``events`` are all of the register. Were a retracted event left out, doing it again would make a conflict with
    whoever wrote after it and knew of it.
    """
    known = list(events)
    named = {before for event in known for before in event.header.basis}
    return tuple(sorted({event.header.id for event in known} - named))


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
    retracted = find_retracted(known)
    return {event.header.id for event in known if not retracted.has(event.header)}
