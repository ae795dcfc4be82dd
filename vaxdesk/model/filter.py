"""Which people a page asks for, and in which order."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import Any, Final, Literal, get_args

from vaxdesk.model.issue import Severity

Outcome = Literal["new", "updated", "unchanged"]
Order = Literal[
    "name", "hamlet", "birth_date", "sex", "id_number", "phone", "verification", "doses", "severity", "delivery",
    "changed",
]  # fmt: skip
"""By name alone, or by what is named first and then by name; what isn't known comes last.

``changed`` is when somebody last worked on the person by hand: the longest ago first, those nobody worked on last.
"""

ORDERS: Final[tuple[Order, ...]] = get_args(Order)
TODAY: Final = "today"


@dataclass(frozen=True, slots=True)
class Filter:
    """Every part that is given narrows; without any it is everybody.

    ``group`` is the code of a rule of which the person has an issue; ``severity`` any issue of it. ``text`` is what
    somebody typed, as the search takes it. ``stream`` is the commune whose people they are, by its code: a district has
    many. ``hamlet`` is its name as shown, "" where none is known. ``step`` is one that touched the person: of a list
    that was loaded its batch id; ``outcome`` narrows that to those who were new, to whom it told something, or not.
    ``flagged``: for a colleague. ``reported``: a citizen's report is open. ``delivery`` is how far today's row got
    (none, packaged, received, accepted, rejected). ``dose`` has, ``lacking`` lacks a dose of that number. ``editor`` is
    a user who worked on the person by hand, ``since`` from when on (ISO 8601, a day or an instant; "today"): both
    together mean this user since then. ``born`` is the year of birth. Names and hamlets are ordered by the Vietnamese
    alphabet.
    """

    group: str | None = None
    severity: Severity | None = None
    text: str = ""
    stream: str | None = None
    hamlet: str | None = None
    verification: str | None = None
    step: str | None = None
    outcome: Outcome | None = None
    without_doses: bool = False
    flagged: bool = False
    reported: bool = False
    delivery: str | None = None
    dose: int | None = None
    lacking: int | None = None
    editor: str | None = None
    since: str | None = None
    born: int | None = None
    order: Order = "name"
    descending: bool = False


def write_filter(asked: Filter) -> str:
    """Give a filter as JSON text, without what it leaves open: the same filter gives the same text."""
    nothing = Filter()
    said = {name: value for name, value in asdict(asked).items() if value != getattr(nothing, name)}
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_filter(text: str) -> Filter:
    """Read what :func:`write_filter` gave; parts that this program doesn't know are left out."""
    said: dict[str, Any] = json.loads(text)
    known = {one.name for one in fields(Filter)}
    return Filter(**{name: value for name, value in said.items() if name in known})
