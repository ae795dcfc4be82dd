"""What a parser made of a cell's text."""

from __future__ import annotations

from dataclasses import dataclass

from vaxdesk.model.person import Value


@dataclass(frozen=True, slots=True)
class Reading:
    """A cell's value, and the text to keep beside it.

    ``value`` is None where nothing could be understood. ``raw`` is the text as written where it could not be
    understood, or where its content was repaired on reading (a lost zero, an old prefix); mere form (case, order of a
    date, separators, spaces) is no repair and leaves it None. ``also`` are values for other fields that the same
    cell holds: an old number beside the new one.
    """

    value: Value
    raw: str | None = None
    also: tuple[tuple[str, Value], ...] = ()


NOTHING = Reading(None)
"""An empty cell, or one that says "none"."""
