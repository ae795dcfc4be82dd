"""Which people a page asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vaxdesk.model.issue import Severity

Order = Literal["name", "hamlet"]


@dataclass(frozen=True, slots=True)
class Filter:
    """Every part that is given narrows; without any it is everybody.

    ``group`` is the code of a rule of which the person has an issue; ``severity`` any issue of it. ``text`` is what
    somebody typed, as the search takes it. ``hamlet`` is its name as shown, "" where none is known. ``step`` is one
    that touched the person. ``flagged``: for a colleague. ``order`` is by name, or by hamlet and then by name; both by
    the Vietnamese alphabet.
    """

    group: str | None = None
    severity: Severity | None = None
    text: str = ""
    hamlet: str | None = None
    verification: str | None = None
    step: str | None = None
    without_doses: bool = False
    flagged: bool = False
    order: Order = "name"
