"""Where a value came from."""

from __future__ import annotations

from vaxdesk.model.records import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """The row of a list a person was read from.

    ``row`` is the number Excel shows; ``sheet`` is None in a text file. ``batch`` is the id of the load's step.
    """

    batch: str
    file: str
    sheet: str | None
    row: int
