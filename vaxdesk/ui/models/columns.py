"""The columns of people as a table: their names, what stands in them, which of them are shown and in which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from vaxdesk.desk.browsing import SHOWN, Line
from vaxdesk.model.fields import PERSON_FIELDS
from vaxdesk.model.filter import ORDERS, Order
from vaxdesk.model.message import Message
from vaxdesk.settings import PEOPLE_COLUMNS, Settings
from vaxdesk.ui.states import DELIVERIES, STATES
from vaxdesk.wording import Wording

SEVERITY: Final = "severity"
TITLES: Final[Mapping[str, Message]] = {
    **{key: PERSON_FIELDS[key].title for key in SHOWN},
    "doses": Message("Doses"),
    "verification": Message("Verification"),
    "delivery": Message("Sending"),
    SEVERITY: Message("Errors"),
}
"""All columns there are by their key, in the order in which they stand until somebody chooses another."""
NUMBERS: Final = frozenset({"doses"})
"""Columns that are compared downwards."""


def find_order(key: str) -> Order | None:
    """Give the order of the list that a column stands for; None where the store doesn't sort by it."""
    wanted = "name" if key == "full_name" else key
    return next((one for one in ORDERS if one == wanted), None)


def tell_column(line: Line, key: str, wording: Wording) -> str:
    """Give what stands in a column of somebody, in words."""
    if key == "doses":
        return str(line.doses) if line.doses else ""
    if key == "verification":
        return wording.render(STATES[line.verification].word)
    if key == "delivery":
        return wording.render(DELIVERIES[line.delivery])
    if key == SEVERITY:
        return str(line.errors) if line.errors else ""
    return wording.tell(line.shown.get(key))


def read_columns(settings: Settings) -> tuple[str, ...]:
    """Give the columns that were chosen, in their order; what this program doesn't know is left out."""
    kept = tuple(dict.fromkeys(key for key in settings.read(PEOPLE_COLUMNS).split(",") if key in TITLES))
    return kept or tuple(TITLES)


def write_columns(settings: Settings, columns: Sequence[str]) -> None:
    """Remember the columns that were chosen."""
    settings.write(PEOPLE_COLUMNS, ",".join(columns))
