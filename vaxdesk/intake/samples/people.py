"""Inventing people: first who they are, household by household, then what a list says of them."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from vaxdesk.intake.samples.damage import Clerk, Damage, Outcome, WrittenDose
from vaxdesk.intake.samples.doses import LAST_DAY, InventedDose, Sessions, count_years
from vaxdesk.intake.samples.households import Household, Member, invent_household
from vaxdesk.intake.samples.papers import Papers
from vaxdesk.intake.samples.places import COMMUNES, DISTRICT_CODE, PROVINCE_CODE, Commune
from vaxdesk.model.person import Value

SHARES: dict[Outcome, int] = {"right": 67, "wrong": 25, "no_number": 5, "pending": 3}
"""Percent of people by what the comparison with the population database gives (76.6 million people, March 2022)."""


@dataclass(frozen=True, slots=True)
class InventedPerson:
    """Somebody who doesn't exist, and one row of a list about them.

    ``truth`` has the fields of ``CONTRACT.md`` section 3, ``doses`` the doses as they were. ``written`` and
    ``written_doses`` are what the list says, as text and before any layout: dates dd/mm/yyyy, sex Nam or Nữ, vaccines
    by their slug, None where the cell is empty; beside the person's fields there are ``guardian`` (the name) and
    ``guardian_phone``. ``damages`` names every difference of meaning between the two; whoever is ``right`` or
    ``pending`` has none.
    """

    truth: Mapping[str, Value]
    doses: tuple[InventedDose, ...]
    written: Mapping[str, str | None]
    written_doses: tuple[WrittenDose, ...]
    outcome: Outcome
    damages: tuple[Damage, ...]
    household: int


@dataclass(frozen=True, slots=True)
class _True:
    """A person before anybody wrote them down."""

    facts: dict[str, Value]
    doses: tuple[InventedDose, ...]
    household: int


def invent_people(count: int, seed: int, commune: str = "25222") -> list[InventedPerson]:
    """Invent ``count`` people of one commune, hamlet by hamlet; the same ``seed`` gives the same people.

    ``commune`` is a key of :data:`vaxdesk.intake.samples.places.COMMUNES`; ValueError where it is none.
    """
    if commune not in COMMUNES:
        raise ValueError(f"no sample commune has the code {commune}")
    place = COMMUNES[commune]
    chance = random.Random(seed)  # noqa: S311 - invented people are no secret; the seed has to bring them back
    papers = Papers(chance)
    truths = _invent_truths(chance, papers, place, count)
    relatives: dict[int, list[str]] = {}
    for true in truths:
        relatives.setdefault(true.household, []).append(str(true.facts["id_number"]))
    clerk = Clerk(chance, papers)
    people: list[InventedPerson] = []
    for true, drawn in zip(truths, _share_outcomes(chance, count), strict=True):
        outcome: Outcome = "right" if true.facts["nationality"] != "VN" else drawn
        row = clerk.write_row(true.facts, true.doses, outcome, relatives[true.household])
        people.append(
            InventedPerson(true.facts, true.doses, row.words, row.doses, outcome, row.damages, true.household)
        )
    return people


def _invent_truths(chance: random.Random, papers: Papers, place: Commune, count: int) -> list[_True]:
    sessions = Sessions(chance, place)
    truths: list[_True] = []
    number = 0
    while len(truths) < count:
        number += 1
        household = invent_household(chance, place)
        shared_phone = papers.issue_phone()
        for member in household.members:
            facts = _describe(chance, papers, place, household, member, shared_phone)
            doses = sessions.invent_doses(member.birth, early=facts["priority_group"] in {1, 4})
            truths.append(_True(facts, doses, number))
    del truths[count:]
    order = {hamlet: place_in_list for place_in_list, hamlet in enumerate(place.hamlets)}
    truths.sort(key=lambda true: order[str(true.facts["hamlet"])])
    return truths


def _describe(
    chance: random.Random, papers: Papers, place: Commune, household: Household, member: Member, shared_phone: str
) -> dict[str, Value]:
    """Give one member's true fields."""
    age = count_years(member.birth, LAST_DAY)
    native = household.country == "VN"
    work = (
        _invent_work(chance, place, age) if native else _Work("Chuyên gia", "Công ty TNHH Gỗ Bình Minh", 12, "worker")
    )
    number, kind, old_number = _issue_numbers(chance, papers, household, member, age)
    insured = native and chance.random() < 0.85
    own_phone = age >= 16 and chance.random() < 0.55
    guardian: Value = None
    if age < 18 and member.guardian is not None:
        guardian = {"full_name": member.guardian.full_name, "phone": shared_phone, "relation": member.guardian_is}
    return {
        "full_name": member.full_name,
        "birth_date": _date_known(chance, member.birth, age) if native else member.birth.isoformat(),
        "sex": member.sex,
        "id_number": number,
        "id_kind": kind,
        "old_id_number": old_number,
        "phone": papers.issue_phone() if own_phone else shared_phone,
        "health_insurance": papers.issue_insurance(_find_insured_group(household, work, age)) if insured else None,
        "priority_group": work.group,
        "occupation": work.name,
        "workplace": work.place,
        "nationality": household.country,
        "ethnicity": household.ethnicity if native else None,
        "guardian": guardian,
        "hamlet": household.hamlet,
        "address": household.address,
        "commune_code": place.code,
        "district_code": DISTRICT_CODE,
        "province_code": PROVINCE_CODE,
        "note": None if native else "Người nước ngoài",
    }


def _issue_numbers(
    chance: random.Random, papers: Papers, household: Household, member: Member, age: int
) -> tuple[str, Literal["cccd", "cmnd", "passport"], str | None]:
    """Give a number, its kind, and the old number where the card of twelve digits replaced one."""
    if household.country != "VN":
        return papers.issue_passport(household.country), "passport", None
    had_old_card = age >= 22 and chance.random() < 0.5
    if had_old_card and chance.random() < 0.15:
        return papers.issue_old_number(), "cmnd", None
    number = papers.issue_personal_number(household.ethnicity, member.sex, member.birth.year)
    return number, "cccd", papers.issue_old_number() if had_old_card and chance.random() < 0.3 else None


def _date_known(chance: random.Random, birth: date, age: int) -> str:
    """Give the birth date as the card has it: of some old people only the year was ever known."""
    if age >= 60 and chance.random() < 0.04:
        return str(birth.year)
    return birth.isoformat()


@dataclass(frozen=True, slots=True)
class _Work:
    """Occupation, workplace, priority group (sheet PL2) and health insurance group."""

    name: str | None
    place: str | None
    group: int
    insured: str


def _invent_work(chance: random.Random, place: Commune, age: int) -> _Work:
    """Invent what somebody of that age does."""
    commune = place.name.removeprefix("Xã ")
    if age < 18:
        school = "Tiểu học" if age < 11 else "THCS" if age < 15 else "THPT"
        return _Work("Học sinh", f"Trường {school} {commune}", 8, "small child" if age < 6 else "pupil")
    if age > 65:
        return _Work(None, None, 9, "old")
    return chance.choices(_list_works(commune), cum_weights=(52, 62, 74, 88, 93, 96, 98, 99, 100))[0]


@cache
def _list_works(commune: str) -> tuple[_Work, ...]:
    """List what grown people of the commune do, the most common first."""
    return (
        _Work("Làm nông", None, 10, "household"),
        _Work("Làm rẫy", None, 11, "poor"),
        _Work("Lao động tự do", None, 15, "household"),
        _Work("Công nhân", "Công ty TNHH Hạt điều Bình Minh", 13, "worker"),
        _Work("Buôn bán", None, 15, "household"),
        _Work("Giáo viên", f"Trường Tiểu học {commune}", 8, "servant"),
        _Work("Cán bộ xã", f"UBND xã {commune}", 8, "servant"),
        _Work("Nhân viên y tế", f"Trạm Y tế xã {commune}", 1, "servant"),
        _Work("Công an xã", f"Công an xã {commune}", 4, "servant"),
    )


def _find_insured_group(household: Household, work: _Work, age: int) -> str:
    if work.insured in {"household", "old", "pupil"} and household.ethnicity != "Kinh" and age >= 6:
        return "minority"
    return work.insured


def _share_outcomes(chance: random.Random, count: int) -> list[Outcome]:
    """Deal out the outcomes in their shares, to the nearest person, in random order."""
    outcomes: list[Outcome] = []
    reached = 0
    for outcome, share in SHARES.items():
        reached += share
        outcomes.extend([outcome] * (round(count * reached / 100) - len(outcomes)))
    chance.shuffle(outcomes)
    return outcomes
