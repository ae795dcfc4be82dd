"""R10: the name is missing, is one word, holds digits, or lacks its accents where the list has them.

Công văn 9458/BYT-CNTT: a name that is incomplete or without accents is refused. A family name is not asked for: names
of the S'Tiêng, Khmer or M'Nông may have none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule
from vaxdesk.checks.thresholds import GUARDIAN_OLDER
from vaxdesk.model.dates import year_of
from vaxdesk.model.issue import Issue, Suggestion
from vaxdesk.model.message import Message
from vaxdesk.model.person import Person
from vaxdesk.model.surroundings import Neighbour, Surroundings, Ward
from vaxdesk.model.text import fold, has_accents, name_key

_INCOMPLETE = Code("full_name.incomplete", "error", Message("The name is missing or incomplete"), ("full_name",), "c")
_NO_ACCENTS = Code(
    "full_name.no_accents",
    "warning",
    Message("The name has no accents"),
    ("full_name", "id_number", "birth_date"),
    "c",
    proven=True,
    version=3,
    looks_around=True,
)

_CONFIRMED = frozenset({"matched", "corrected"})

_DIGITS = frozenset("0123456789")


def _check(person: Person, surroundings: Surroundings) -> Sequence[Issue]:
    name = person.full_name
    if name is None:
        message = Message("There is no name.")
    elif " " not in name:
        message = Message("“{name}” is only one word; a full name has at least two.", {"name": name})
    elif not _DIGITS.isdisjoint(name):
        message = Message("There are digits in the name “{name}”.", {"name": name})
    elif not has_accents(name) and _is_accented_list(person, surroundings):
        message = Message("“{name}” is written without accents.", {"name": name})
        suggestions = _suggest(person, name, surroundings)
        return (_NO_ACCENTS.issue("full_name", message, {"full_name": name}, suggestions=suggestions),)
    else:
        return NO_ISSUES
    return (_INCOMPLETE.issue("full_name", message, {"full_name": name}),)


def _is_accented_list(person: Person, surroundings: Surroundings) -> bool:
    """Tell whether accents could be expected: in a list that has none, their lack says nothing about one person."""
    return not person.sources or any(surroundings.read_list(source.batch).accented for source in person.sources)


def _suggest(person: Person, name: str, surroundings: Surroundings) -> tuple[Suggestion, ...]:
    """Suggest the name as the same person has it elsewhere: the same number, or birth date and phone or hamlet.

    Or the same phone, where the years of birth don't differ: of a date that was mistyped the year is mostly right.

    It is certain where the police have confirmed it under that number; anybody else may have mistyped a tone.
    """
    same = [
        one
        for one in surroundings.find_by_name(fold(name))
        if one.id != person.id and one.full_name is not None and _is_same(person, one)
    ]
    proven = {one.full_name for one in same if one.id_number == person.id_number and one.verification in _CONFIRMED}
    if len(proven) == 1:
        why = Message("The police have confirmed this name for the same identity number.")
        return (Suggestion(proven.pop(), "certain", why),)
    if not same:
        return _suggest_guardian(person, name, surroundings)
    why = Message("The same person stands with accents elsewhere.")
    return tuple(Suggestion(one, "likely", why) for one in dict.fromkeys(one.full_name for one in same))


def _suggest_guardian(person: Person, name: str, surroundings: Surroundings) -> tuple[Suggestion, ...]:
    """Suggest the name as children of the household have it for their guardian, where all of them agree."""
    wards = [one for one in surroundings.find_wards(fold(name)) if one.id != person.id and _is_guardian(person, one)]
    if len({name_key(one.guardian) for one in wards}) != 1:
        return ()
    why = Message("A child of the same household names its guardian so.")
    return (Suggestion(wards[0].guardian, "likely", why),)


def _is_guardian(person: Person, ward: Ward) -> bool:
    """Tell whether a child's guardian, a namesake accents aside, is this person: by phone, or by hamlet and address."""
    born, child = year_of(person.birth_date), year_of(ward.birth_date)
    if born is not None and child is not None and born + GUARDIAN_OLDER > child:
        return False
    if person.phone is not None and person.phone in {ward.guardian_phone, ward.phone}:
        return True
    here = (person.hamlet, person.address)
    return None not in here and here == (ward.hamlet, ward.address)


def _is_same(person: Person, other: Neighbour) -> bool:
    if person.id_number is not None and len(person.id_number) == 12 and other.id_number == person.id_number:
        return True
    if person.id_number is not None and other.id_number is not None:
        return False
    if person.phone is not None and other.phone == person.phone:
        years = {year_of(one) for one in (person.birth_date, other.birth_date)} - {None}
        return len(years) < 2
    if person.birth_date is None or len(person.birth_date) != 10 or other.birth_date != person.birth_date:
        return False
    return person.hamlet is not None and other.hamlet == person.hamlet


RULE = Rule(
    id="R10",
    codes=(_INCOMPLETE, _NO_ACCENTS),
    check=_check,
    fires=(
        ("full_name.incomplete", replace(EXAMPLE, full_name=None)),
        ("full_name.incomplete", replace(EXAMPLE, full_name="Hoa")),
        ("full_name.incomplete", replace(EXAMPLE, full_name="Điểu Thị Hoa 0912345678")),
        ("full_name.no_accents", replace(EXAMPLE, full_name="DIEU THI HOA")),
    ),
    silent=(
        replace(EXAMPLE, full_name="ĐIỂU S'RÔN"),
        replace(EXAMPLE, full_name="Thị Gơr"),
        replace(EXAMPLE, full_name="Lâm Sa Vanh"),
    ),
)
