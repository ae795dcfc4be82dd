"""Timing: clocks that can't be right are told, here and of whoever sends packages. Nothing waits for them."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from vaxdesk.desk.desk import Desk
from vaxdesk.model.event import Event, read_clock_ms
from vaxdesk.model.message import Message

_DAY_MS: Final = 86_400_000
_LONG_MS: Final = 400 * _DAY_MS
"""A store that nobody opened for so long is rarer than a clock that is ahead."""
_BEGIN_MS: Final = 1_615_161_600_000
"""8 March 2021 (UTC), when the vaccination campaign began: no clock that shows an earlier day is right."""


_LONG_BEFORE = Message("This computer's clock shows {date}. Set it; what was written meanwhile stays right.")
_BEHIND = Message(
    "This computer's clock shows {date}, but something was written here at {last}: one of the two is wrong. Check the"
    " clock; nothing is lost by it."
)
_AHEAD = Message("This computer's clock shows {date}, long after the last change here, {last}. Check it.")
_SENDER_AHEAD = Message(
    "The clock of {name} is ahead: the package tells of {date}. Nothing waits for it; let them set it."
)
_SENDER_BEHIND = Message("The clock of {name} is behind: the package says that it is of {date}. Let them set it.")


def find_own_doubts(desk: Desk) -> tuple[Message, ...]:
    """Tell on opening where this computer's clock contradicts what was written here."""
    now, last = time.time_ns() // 1_000_000, read_clock_ms(desk.store.journal.last_clock)
    said = {"date": _show(now), "last": _show(last)}
    if now < _BEGIN_MS:
        return (Message(_LONG_BEFORE.text, said),)
    if last - now > _DAY_MS:
        return (Message(_BEHIND.text, said),)
    if last > _BEGIN_MS and now - last > _LONG_MS:
        return (Message(_AHEAD.text, said),)
    return ()


def find_doubts(sender: str, created: str, events: Iterable[Event]) -> tuple[Message, ...]:
    """Tell where the clock of a package's sender can't be right. ``created`` is an instant in ISO 8601."""
    now = time.time_ns() // 1_000_000
    made = int(datetime.fromisoformat(created).timestamp() * 1000)
    latest = max((read_clock_ms(event.header.clock) for event in events), default=0)
    if max(made, latest) > now + _DAY_MS:
        return (Message(_SENDER_AHEAD.text, {"name": sender, "date": _show(max(made, latest))}),)
    if made < _BEGIN_MS or made < latest - _DAY_MS:
        return (Message(_SENDER_BEHIND.text, {"name": sender, "date": _show(made)}),)
    return ()


def _show(ms: int) -> str:
    return f"{datetime.fromtimestamp(ms / 1000, UTC).astimezone():%d/%m/%Y}"
