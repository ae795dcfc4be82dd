"""People and their doses, as the journal's events make them (``CONTRACT.md`` section 3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from vaxdesk.model.records import dataclass
from vaxdesk.model.source import Source

Value = None | str | int | bool | dict[str, "Value"] | list["Value"]
"""What a field or an event's body can hold: JSON without floats."""

Sex = Literal["male", "female"]
Verification = Literal["unverified", "requested", "matched", "mismatched", "corrected", "not_found", "unresolvable"]


@dataclass(frozen=True, slots=True)
class Guardian:
    """The adult who answers for a child: the phone a list gives for the parent belongs here."""

    full_name: str | None = None
    phone: str | None = None
    relation: str | None = None


@dataclass(frozen=True, slots=True)
class Dose:
    """One injection.

    ``number`` is the number as written, ``kind`` is primary, additional or booster where known, ``vaccine`` a slug
    of the vaccine table, ``date`` ISO 8601 cut to what is known, ``site`` the platform's code or the name as written.
    ``raw`` holds, by field, what the list said where it could not be understood or its content was repaired.
    """

    id: str
    number: int | None = None
    kind: str | None = None
    vaccine: str | None = None
    lot: str | None = None
    date: str | None = None
    site: str | None = None
    raw: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Person:
    """A citizen, everybody's events folded.

    Dates are ISO 8601 cut to what is known (``1985``, ``1985-03``, ``1985-03-12``). None is "not known". ``raw`` as
    in :class:`Dose`. ``merged`` names the people that were joined into this one by hand.
    """

    id: str
    full_name: str | None = None
    birth_date: str | None = None
    sex: str | None = None
    id_number: str | None = None
    id_kind: str | None = None
    old_id_number: str | None = None
    phone: str | None = None
    health_insurance: str | None = None
    priority_group: int | None = None
    occupation: str | None = None
    workplace: str | None = None
    nationality: str | None = None
    ethnicity: str | None = None
    guardian: Guardian | None = None
    hamlet: str | None = None
    address: str | None = None
    commune_code: str | None = None
    district_code: str | None = None
    province_code: str | None = None
    note: str | None = None
    doses: tuple[Dose, ...] = ()
    verification: str = "unverified"
    verification_reason: str | None = None
    merged: tuple[str, ...] = ()
    raw: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
