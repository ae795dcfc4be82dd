"""R13: the sex is missing or neither Nam nor Nữ. One of the four mandatory fields of công văn 9438/BYT-CNTT."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxdesk.checks.names import tell_sex
from vaxdesk.checks.numbers import is_possible, prove_sex
from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule
from vaxdesk.model.identity import decode_cccd
from vaxdesk.model.issue import Issue, Suggestion
from vaxdesk.model.message import Message
from vaxdesk.model.person import Person
from vaxdesk.model.surroundings import Surroundings

_MISSING = Code("sex.missing", "error", Message("The sex is missing"), ("sex", "id_number"), "c")


def _check(person: Person, surroundings: Surroundings) -> Sequence[Issue]:
    if person.sex is not None:
        return NO_ISSUES
    raw = person.raw.get("sex")
    message = (
        Message("The sex is missing.") if raw is None else Message("“{said}” is neither Nam nor Nữ.", {"said": raw})
    )
    facts = None if person.id_number is None else decode_cccd(person.id_number)
    suggestions: tuple[Suggestion, ...] = ()
    if facts is not None and is_possible(facts, surroundings.today):
        why = Message("The fourth digit of the identity number stands for the sex.")
        suggestions = prove_sex(person, facts, surroundings) or (Suggestion(facts.sex, "likely", why),)
    elif person.full_name is not None and (told := tell_sex(person.full_name)) is not None:
        suggestions = (Suggestion(told, "likely", Message("“Thị” and “Văn” nearly always tell the sex.")),)
    return (_MISSING.issue("sex", message, {"sex": raw}, suggestions=suggestions),)


RULE = Rule(
    id="R13",
    codes=(_MISSING,),
    check=_check,
    fires=(
        ("sex.missing", replace(EXAMPLE, sex=None)),
        ("sex.missing", replace(EXAMPLE, sex=None, raw={"sex": "2"})),
    ),
    silent=(EXAMPLE, replace(EXAMPLE, sex="male", id_number=None)),
    refusals=frozenset({"sex"}),
)
