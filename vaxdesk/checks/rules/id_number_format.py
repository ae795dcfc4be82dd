"""R02: the identity number has neither 12 nor 9 digits. Class (b) of công văn 2262/BYT-CNTT."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule, is_foreigner
from vaxdesk.model.dates import year_of
from vaxdesk.model.identity import is_placeholder, is_scientific, repair_lost_zero
from vaxdesk.model.issue import Issue, Suggestion
from vaxdesk.model.message import Message
from vaxdesk.model.person import Person
from vaxdesk.model.surroundings import Surroundings

_FORMAT = Code(
    "id_number.format",
    "error",
    Message("The identity number has neither 12 nor 9 digits"),
    ("id_number", "birth_date", "sex", "nationality"),
    "b",
    proven=True,
)


def _check(person: Person, surroundings: Surroundings) -> Sequence[Issue]:
    number = person.id_number
    if number is not None:
        if (len(number) == 12 or len(number) == 9) and number.isdigit():
            return NO_ISSUES
        if is_foreigner(person):
            return NO_ISSUES
        message = Message("{said} is no citizen's number, and nothing says that this is a foreigner.", {"said": number})
        return (_FORMAT.issue("id_number", message, {"id_number": number, "nationality": person.nationality}),)
    raw = person.raw.get("id_number")
    if raw is None or is_placeholder(raw):
        return NO_ISSUES
    return (
        _FORMAT.issue("id_number", _explain(raw), {"id_number": raw}, suggestions=_suggest(person, raw, surroundings)),
    )


def _explain(raw: str) -> Message:
    if is_scientific(raw):
        return Message("A spreadsheet has rounded the number to “{said}”; its last digits are lost.", {"said": raw})
    count = sum(char.isdigit() for char in raw)
    if count == 0:
        return Message("“{said}” is no identity number.", {"said": raw})
    return Message(
        "“{said}” has {count} digits; an identity number has 12, on an old card 9.", {"said": raw, "count": count}
    )


def _suggest(person: Person, raw: str, surroundings: Surroundings) -> tuple[Suggestion, ...]:
    """Suggest the zeros that a spreadsheet drops: certain where province, year of birth and sex all agree."""
    digits = "".join(raw.translate({ord(char): None for char in " .'-"}).split())
    whole = repair_lost_zero(digits, year_of(person.birth_date), person.sex)
    if whole is None:
        return ()
    if person.sex is None or surroundings.catalogues.province_of_cccd(whole[:3]) is None:
        why = Message("With the zero in front that spreadsheets drop, it fits the birth year.")
        return (Suggestion(whole, "likely", why),)
    why = Message("With the zero in front that spreadsheets drop, it fits the province, the birth year and the sex.")
    return (Suggestion(whole, "certain", why),)


RULE = Rule(
    id="R02",
    codes=(_FORMAT,),
    check=_check,
    fires=(
        ("id_number.format", replace(EXAMPLE, id_number=None, raw={"id_number": "2851112223"})),
        ("id_number.format", replace(EXAMPLE, id_number=None, raw={"id_number": "7,019E+10"})),
        ("id_number.format", replace(EXAMPLE, id_number=None, raw={"id_number": "chờ làm lại"})),
        ("id_number.format", replace(EXAMPLE, id_number="B1234567")),
    ),
    silent=(
        replace(EXAMPLE, id_number="285111222"),
        replace(EXAMPLE, id_number="B1234567", nationality="KH"),
        replace(EXAMPLE, id_number=None),
        replace(EXAMPLE, raw={"id_number": "O70190004321"}),
    ),
    refusals=frozenset({"id_number"}),
)
