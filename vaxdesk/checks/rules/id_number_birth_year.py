"""R05: the fourth to sixth digit of a citizen's number say another birth year (Thông tư 07/2016/TT-BCA)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxdesk.checks.numbers import is_possible, swap_once
from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule
from vaxdesk.model.dates import is_date
from vaxdesk.model.identity import CccdFacts, decode_cccd
from vaxdesk.model.issue import Issue, Suggestion
from vaxdesk.model.message import Message
from vaxdesk.model.person import Person
from vaxdesk.model.surroundings import Surroundings

_YEAR = Code(
    "id_number.birth_year",
    "error",
    Message("The identity number says another birth year"),
    ("id_number", "birth_date"),
    "c",
    proven=True,
    version=2,
)
_CENTURIES = {digit: str(19 + int(digit) // 2) for digit in "0123456789"}


def _check(person: Person, surroundings: Surroundings) -> Sequence[Issue]:
    number, born = person.id_number, person.birth_date
    if number is None or born is None or len(number) != 12:
        return NO_ISSUES
    if born[2:4] == number[4:6] and born[:2] == _CENTURIES.get(number[3]):
        return NO_ISSUES
    facts = decode_cccd(number)
    if facts is None or not is_possible(facts, surroundings.today):
        return NO_ISSUES
    return (_judge(person, born, facts, surroundings),)


def _judge(person: Person, born: str, facts: CccdFacts, surroundings: Surroundings) -> Issue:
    """Say it of whatever is likelier wrong, with what there is to suggest."""
    number = person.id_number or ""
    message = Message("The number says {said}, the list says {listed}.", {
        "said": str(facts.birth_year), "listed": born[:4],
    })  # fmt: skip
    about = {"id_number": number, "birth_date": born}
    if (younger := _take_listed_century(person, born, facts)) is not None:
        years = int(surroundings.today[:4]) - facts.birth_year
        why = Message("Only the digit of sex and century doesn't fit: as it is, {years} years old.", {"years": years})
        return _YEAR.issue("id_number", message, about, suggestions=(Suggestion(younger, "likely", why),))
    suggestions = _suggest(person, born, facts)
    if suggestions:
        return _YEAR.issue("birth_date", message, about, suggestions=suggestions)
    whole = swap_once(number, person.sex, int(born[:4]), surroundings.catalogues)
    if whole is None:
        return _YEAR.issue("birth_date", message, about)
    why = Message("With two digits the other way round it fits the province, the birth year and the sex.")
    return _YEAR.issue("id_number", message, about, suggestions=(Suggestion(whole, "likely", why),))


def _take_listed_century(person: Person, born: str, facts: CccdFacts) -> str | None:
    """Give the number with the digit of the listed century where it alone makes a young person a hundred years old."""
    number = person.id_number or ""
    if person.sex is None or born[2:4] != number[4:6] or int(born[:4]) != facts.birth_year + 100:
        return None
    digit = 2 * (int(born[:2]) - 19) + (person.sex == "female")
    return f"{number[:3]}{digit}{number[4:]}"


def _suggest(person: Person, born: str, facts: CccdFacts) -> tuple[Suggestion, ...]:
    """Suggest the number's year if the number fits the sex; one that fits neither is likely somebody else's."""
    moved = f"{facts.birth_year}{born[4:]}"
    if facts.sex != person.sex or not is_date(moved):
        return ()
    why = Message("The identity number holds the birth year, and the sex fits.")
    return (Suggestion(moved, "likely", why),)


RULE = Rule(
    id="R05",
    codes=(_YEAR,),
    check=_check,
    fires=(
        ("id_number.birth_year", replace(EXAMPLE, birth_date="1991-03-05")),
        ("id_number.birth_year", replace(EXAMPLE, birth_date="1900", id_number="070300004321")),
        ("id_number.birth_year", replace(EXAMPLE, birth_date="2012-03-05", id_number="070112004321")),
    ),
    silent=(
        replace(EXAMPLE, birth_date="1990"),
        replace(EXAMPLE, birth_date="2015-01-31", id_number="070315004321"),
        replace(EXAMPLE, birth_date="1991-03-05", id_number="285111222"),
        replace(EXAMPLE, birth_date=None),
    ),
)
