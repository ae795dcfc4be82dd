"""R14: "Thị" in a man's name, "Văn" in a woman's. Never more than a warning: there are such people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxdesk.checks.names import tell_sex
from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule
from vaxdesk.model.identity import decode_cccd
from vaxdesk.model.issue import Issue, Suggestion
from vaxdesk.model.message import Message
from vaxdesk.model.person import Person
from vaxdesk.model.surroundings import Surroundings

_SEX = Code("full_name.sex", "warning", Message("The name is one of the other sex"), ("full_name", "sex", "id_number"))
_SAID = {
    "female": Message("“{name}” is a woman's name; the list says male."),
    "male": Message("“{name}” is a man's name; the list says female."),
}


def _check(person: Person, _: Surroundings) -> Sequence[Issue]:
    name, sex = person.full_name, person.sex
    if name is None or sex is None:
        return NO_ISSUES
    told = tell_sex(name)
    if told is None or told == sex:
        return NO_ISSUES
    facts = None if person.id_number is None else decode_cccd(person.id_number)
    if facts is not None and facts.sex == told:
        return NO_ISSUES  # R04 speaks of it, and knows more
    suggestions: tuple[Suggestion, ...] = ()
    if facts is None:
        suggestions = (Suggestion(told, "likely", Message("“Thị” and “Văn” nearly always tell the sex.")),)
    message = Message(_SAID[told].text, {"name": name})
    return (_SEX.issue("sex", message, {"full_name": name, "sex": sex}, suggestions=suggestions),)


RULE = Rule(
    id="R14",
    codes=(_SEX,),
    check=_check,
    fires=(
        ("full_name.sex", replace(EXAMPLE, sex="male", id_number="285111222")),
        ("full_name.sex", replace(EXAMPLE, full_name="Thị Gơr", sex="male", id_number=None)),
        ("full_name.sex", replace(EXAMPLE, full_name="NGUYEN VAN HOA")),
    ),
    silent=(
        EXAMPLE,
        replace(EXAMPLE, sex="male"),
        replace(EXAMPLE, full_name="Nguyễn Ngọc Hoa", sex="male"),
        replace(EXAMPLE, full_name="Văn Thị Hoa"),
        replace(EXAMPLE, full_name="Lê Văn", sex="female"),
    ),
)
