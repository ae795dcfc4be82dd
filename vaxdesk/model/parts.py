"""Parts: which device of a station keeps which hamlet. A shared setting: it travels as events do, and blocks nobody."""

from __future__ import annotations

from collections.abc import Iterable

from vaxdesk.model.event import Event
from vaxdesk.model.registers import find_heads, find_retracted
from vaxdesk.model.text import fold

Parts = dict[str, tuple[str, str]]
"""By the hamlet's key (:func:`key_of`): the hamlet as written, and the device that keeps it."""


def key_of(hamlet: str) -> str:
    """Give what a hamlet is known by, accents and capitals aside."""
    return fold(hamlet)


def find_parts(events: Iterable[Event], stream: str) -> Parts:
    """Give who keeps which hamlet of a stream, of events of kind ``part`` with their retracts.

    Two who divided without knowing of each other are no conflict: the later word counts, the same on every laptop.
    """
    known = list(events)
    retracted = find_retracted(known)
    registers: dict[str, list[Event]] = {}
    for event in known:
        if event.header.kind == "part" and event.header.stream == stream:
            registers.setdefault(key_of(event.header.field or ""), []).append(event)
    parts: Parts = {}
    for key, said in registers.items():
        heads = find_heads(said, lambda event: not retracted.has(event.header))
        last = max(heads, key=lambda head: (head.clock, head.event), default=None)
        if last is not None and isinstance(last.value, str):
            name = next(event.header.field for event in said if event.header.id == last.event)
            parts[key] = name or "", last.value
    return parts
