"""R06: a citizen's number says a year in which nobody living can be born. Class (b) of công văn 2262/BYT-CNTT."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxdesk.checks.numbers import is_possible, swap_once
from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule
from vaxdesk.model.dates import year_of
from vaxdesk.model.identity import decode_cccd
from vaxdesk.model.issue import Issue, Suggestion
from vaxdesk.model.message import Message
from vaxdesk.model.person import Person
from vaxdesk.model.surroundings import Surroundings

_AGE = Code(
    "id_number.age",
    "error",
    Message("Nobody can be born in the year of the identity number"),
    ("id_number", "birth_date", "sex"),
    "b",
)


def _check(person: Person, surroundings: Surroundings) -> Sequence[Issue]:
    number = person.id_number
    facts = None if number is None else decode_cccd(number)
    if number is None or facts is None or is_possible(facts, surroundings.today):
        return NO_ISSUES
    message = Message("The number says {year} as the year of birth; nobody living was born then.", {
        "year": str(facts.birth_year),
    })  # fmt: skip
    suggestions: tuple[Suggestion, ...] = ()
    whole = swap_once(number, person.sex, year_of(person.birth_date), surroundings.catalogues)
    if whole is not None:
        # As it stands it is nobody's number, so the slip is in it and not in the row; three digits say which.
        why = Message("With two digits the other way round it fits the province, the birth year and the sex.")
        suggestions = (Suggestion(whole, "certain", why),)
    return (_AGE.issue("id_number", message, {"id_number": number}, suggestions=suggestions),)


RULE = Rule(
    id="R06",
    codes=(_AGE,),
    check=_check,
    fires=(
        ("id_number.age", replace(EXAMPLE, id_number="070910004321")),
        ("id_number.age", replace(EXAMPLE, id_number="070399004321")),
        ("id_number.age", replace(EXAMPLE, id_number="070101004321")),
    ),
    silent=(
        EXAMPLE,
        replace(EXAMPLE, id_number="070320004321", birth_date="2020-03-05"),
        replace(EXAMPLE, id_number="910111222"),
    ),
)
