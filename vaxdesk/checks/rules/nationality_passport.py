"""R17: a foreigner without a passport's number. Foreigners go by it and aren't compared (công văn 8938/BYT-DP)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule, is_foreigner
from vaxdesk.model.identity import decode_cccd
from vaxdesk.model.issue import Issue, Suggestion
from vaxdesk.model.message import Message
from vaxdesk.model.person import Person
from vaxdesk.model.surroundings import Surroundings

_PASSPORT = Code(
    "nationality.passport",
    "error",
    Message("A foreigner without a passport number"),
    ("nationality", "id_number"),
)


def _check(person: Person, surroundings: Surroundings) -> Sequence[Issue]:
    if not is_foreigner(person):
        return NO_ISSUES
    number = person.id_number
    about = {"nationality": person.nationality, "id_number": number}
    if number is None:
        if "id_number" in person.raw:
            return NO_ISSUES
        message = Message("The person is a foreigner ({country}) and has no passport number.", {
            "country": person.nationality or "",
        })  # fmt: skip
        return (_PASSPORT.issue("id_number", message, about),)
    facts = decode_cccd(number)
    if facts is None:
        return NO_ISSUES
    message = Message("{number} is a citizen's number, but the person is a foreigner ({country}).", {
        "number": number, "country": person.nationality or "",
    })  # fmt: skip
    suggestions: tuple[Suggestion, ...] = ()
    fits = person.birth_date is not None and person.birth_date[:4] == str(facts.birth_year) and facts.sex == person.sex
    if fits and surroundings.catalogues.province_of_cccd(facts.province) is not None:
        why = Message("Province, birth year and sex of the citizen's number fit.")
        suggestions = (Suggestion("VN", "likely", why),)
    return (_PASSPORT.issue("nationality", message, about, suggestions=suggestions),)


RULE = Rule(
    id="R17",
    codes=(_PASSPORT,),
    check=_check,
    fires=(
        ("nationality.passport", replace(EXAMPLE, nationality="KH", id_number=None)),
        ("nationality.passport", replace(EXAMPLE, nationality="KH")),
    ),
    silent=(
        replace(EXAMPLE, nationality="VN", id_number=None),
        replace(EXAMPLE, nationality="KH", id_number="N1234567"),
        replace(EXAMPLE, nationality="US", id_number="512345678"),
        replace(EXAMPLE, nationality="KH", id_number=None, raw={"id_number": "N12"}),
    ),
)
