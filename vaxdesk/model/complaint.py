"""What citizens report as wrong: over which way, what, and how it ended (dispatch 9458/BYT, answered in 48 hours)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from vaxdesk.model.message import Message
from vaxdesk.model.person import Value

HOURS: Final = 48
"""Within so many hours of its registration a report has to be answered."""

CHANNELS: Final[Mapping[str, Message]] = {
    "portal": Message("The national portal"),
    "desk": Message("At the station"),
    "phone": Message("By telephone"),
    "paper": Message("On paper"),
    "other": Message("Another way"),
}
"""Where a report came in."""

OUTCOMES: Final[Mapping[str, Message]] = {"corrected": Message("Corrected"), "refused": Message("Refused")}

REFUSALS: Final[Mapping[str, Message]] = {
    "form_incomplete": Message("The screening form lacks its day, dose or vaccine"),
    "name_contradicts": Message("Report and certificate name different people"),
    "portrait_only": Message("Only a portrait was sent"),
    "dose_number_differs": Message("The number of the dose differs"),
    "birth_date_differs": Message("The birth date differs"),
    "paper_lacks": Message("The paper lacks name, sex, day or vaccine"),
    "data_covered": Message("Personal data are covered"),
    "blurred": Message("The picture is blurred"),
    "dose_date_differs": Message("The day of vaccination differs"),
    "all_differs": Message("Everything differs"),
    "name_incomplete": Message("The name is incomplete or lacks its accents"),
    "vaccine_differs": Message("The vaccine differs"),
    "altered": Message("The paper was altered by hand"),
}
"""Why a report may be refused (dispatch 9458/BYT, as ``DOMAIN.md`` 1.6 has it)."""

_KEYS: Final = frozenset({"channel", "said", "opened", "outcome", "because"})


@dataclass(frozen=True, slots=True)
class Complaint:
    """A citizen's report: ``opened`` is the instant of its registration (ISO 8601), ``outcome`` None while it is open.

    ``because`` tells why it was refused.
    """

    id: str
    person: str
    channel: str
    said: str
    opened: str
    outcome: str | None = None
    because: str | None = None

    @property
    def due(self) -> str:
        """The instant by which it has to be answered."""
        return find_due(self.opened)

    def as_value(self) -> dict[str, Value]:
        """Give what its event holds."""
        return {
            "channel": self.channel, "said": self.said, "opened": self.opened, "outcome": self.outcome,
            "because": self.because,
        }  # fmt: skip


def read_complaint(complaint: str, person: str, value: Value) -> Complaint | None:
    """Read what :meth:`Complaint.as_value` gave; None where it is nothing of the kind."""
    if not fits_complaint(value) or not isinstance(value, dict):
        return None
    return Complaint(complaint, person, **{name: value[name] for name in _KEYS})  # type: ignore[arg-type]


def fits_complaint(value: object) -> bool:
    """Tell whether a JSON value is what the event of a report holds."""
    if not isinstance(value, dict) or value.keys() != _KEYS:
        return False
    because, outcome = value["because"], value["outcome"]
    return (
        _is_one_of(value["channel"], CHANNELS)
        and isinstance(value["said"], str)
        and _is_instant(value["opened"])
        and (outcome is None or _is_one_of(outcome, OUTCOMES))
        and (because is None if outcome != "refused" else _is_one_of(because, REFUSALS))
    )


def _is_one_of(value: object, known: Mapping[str, Message]) -> bool:
    return isinstance(value, str) and value in known


def _is_instant(text: object) -> bool:
    try:
        return isinstance(text, str) and datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def find_due(opened: str) -> str:
    """Give the instant by which a report of that instant has to be answered."""
    return (datetime.fromisoformat(opened) + timedelta(hours=HOURS)).isoformat("T", "minutes")


def count_minutes_left(opened: str, now: datetime) -> int:
    """Give the minutes left to answer; less than nothing where it is late."""
    return int((datetime.fromisoformat(find_due(opened)) - now).total_seconds() // 60)
