"""R13: the sex is missing or neither Nam nor Nữ. One of the four mandatory fields of công văn 9438/BYT-CNTT."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule
from vaxdesk.model.identity import decode_cccd
from vaxdesk.model.issue import Issue, Suggestion, Surroundings
from vaxdesk.model.message import Message
from vaxdesk.model.person import Person

_MISSING = Code("sex.missing", "error", Message("The sex is missing"), ("sex", "id_number"), "c")


def _check(person: Person, _: Surroundings) -> Sequence[Issue]:
    if person.sex is not None:
        return NO_ISSUES
    raw = person.raw.get("sex")
    message = (
        Message("The sex is missing.") if raw is None else Message("“{said}” is neither Nam nor Nữ.", {"said": raw})
    )
    facts = None if person.id_number is None else decode_cccd(person.id_number)
    why = Message("The fourth digit of the identity number stands for the sex.")
    suggestions = () if facts is None else (Suggestion(facts.sex, "likely", why),)
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
