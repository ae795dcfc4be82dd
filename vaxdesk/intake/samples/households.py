"""Households of invented people: who lives together, how they are called, when they were born."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from vaxdesk.intake.samples.doses import LAST_DAY, YOUNGEST_BORN
from vaxdesk.intake.samples.names import (
    ETHNICITIES,
    FOREIGN_COUNTRIES,
    invent_family,
    invent_foreign_name,
    invent_name,
)
from vaxdesk.intake.samples.places import Commune


@dataclass(frozen=True, slots=True)
class Member:
    """One of a household; ``guardian`` answers for a child and is its ``guardian_is`` (mẹ, cha, bà …)."""

    full_name: str
    sex: str
    birth: date
    guardian: Member | None = None
    guardian_is: str | None = None


@dataclass(frozen=True, slots=True)
class Household:
    """People under one roof. ``country`` is ISO 3166; ``address`` what stands beside the hamlet, if anything."""

    ethnicity: str
    country: str
    hamlet: str
    address: str | None
    members: tuple[Member, ...]


def invent_household(chance: random.Random, place: Commune) -> Household:
    """Invent a household of one to seven people, all old enough for a dose; one in a hundred is a foreigner."""
    hamlet = chance.choice(place.hamlets)
    address = f"Tổ {chance.randint(1, 12)}" if chance.random() < 0.6 else None
    if chance.random() < 0.01:
        country = chance.choice(tuple(FOREIGN_COUNTRIES))
        sex = "female" if chance.random() < 0.3 else "male"
        birth = _invent_birth(chance, chance.randint(1965, 1995))
        guest = Member(invent_foreign_name(chance, country, sex), sex, birth)
        return Household("", country, hamlet, address, (guest,))
    ethnicity = ETHNICITIES.draw(chance)
    return Household(ethnicity, "VN", hamlet, address, _invent_members(chance, ethnicity))


def _invent_members(chance: random.Random, ethnicity: str) -> tuple[Member, ...]:
    family = invent_family(chance, ethnicity)
    head_year = LAST_DAY.year - round(chance.triangular(22, 82, 38))
    head_is_man = chance.random() < 0.72
    head = _invent_member(chance, ethnicity, "male" if head_is_man else "female", family, head_year)
    members = [head]
    mother = None if head_is_man else head
    if chance.random() < 0.78:
        year = min(head_year + chance.randint(-6, 6), LAST_DAY.year - 19)
        partner_family = invent_family(chance, ethnicity)
        partner = _invent_member(chance, ethnicity, "female" if head_is_man else "male", partner_family, year)
        members.append(partner)
        mother = partner if head_is_man else head
        if not head_is_man:
            family = partner_family
    grandmother = None
    if chance.random() < 0.18 and head_year > 1950:
        own_family = invent_family(chance, ethnicity)
        grandmother = _invent_member(chance, ethnicity, "female", own_family, head_year - chance.randint(19, 32))
        members.append(grandmother)
    guardian, guardian_is = _choose_guardian(chance, head, mother, grandmother)
    first_child = max(member.birth.year for member in members[:2]) + 18
    for _ in range(chance.choices((0, 1, 2, 3, 4), cum_weights=(20, 42, 75, 92, 100))[0]):
        sex = "female" if chance.random() < 0.49 else "male"
        year = first_child + chance.randint(1, 16)
        child = _invent_member(chance, ethnicity, sex, family, year, guardian, guardian_is)
        if child.birth <= YOUNGEST_BORN:
            members.append(child)
    return tuple(members)


def _choose_guardian(
    chance: random.Random, head: Member, mother: Member | None, grandmother: Member | None
) -> tuple[Member, str]:
    if grandmother is not None and chance.random() < 0.15:
        return grandmother, "bà"
    if mother is not None and chance.random() < 0.6:
        return mother, "mẹ"
    return head, "cha" if head.sex == "male" else "mẹ"


def _invent_member(
    chance: random.Random,
    ethnicity: str,
    sex: str,
    family: str,
    year: int,
    guardian: Member | None = None,
    guardian_is: str | None = None,
) -> Member:
    birth = _invent_birth(chance, year)
    return Member(invent_name(chance, ethnicity, sex, family), sex, birth, guardian, guardian_is)


def _invent_birth(chance: random.Random, year: int) -> date:
    """Invent a day of ``year``. Of those born long ago many have 1 January on their card, as clerks once put it."""
    if year < 1980 and chance.random() < 0.12:
        return date(year, 1, 1)
    return date(year, 1, 1) + timedelta(days=chance.randrange(365))
