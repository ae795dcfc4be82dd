"""R07: nine digits, an old identity card. Good in 2021 and 2022; the police answer with twelve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule, is_foreigner
from vaxdesk.model.issue import Issue
from vaxdesk.model.message import Message
from vaxdesk.model.person import Person
from vaxdesk.model.surroundings import Surroundings

_OLD = Code("id_number.old_card", "info", Message("The identity number is that of an old card"), ("id_number",))


def _check(person: Person, _: Surroundings) -> Sequence[Issue]:
    number = person.id_number
    if number is None or len(number) != 9 or not number.isdigit() or is_foreigner(person):
        return NO_ISSUES
    message = Message("{number} is an old card's; ask for the number of twelve digits.", {"number": number})
    return (_OLD.issue("id_number", message, {"id_number": number}),)


RULE = Rule(
    id="R07",
    codes=(_OLD,),
    check=_check,
    fires=(("id_number.old_card", replace(EXAMPLE, id_number="285111222")),),
    silent=(
        EXAMPLE,
        replace(EXAMPLE, id_number="285111222", nationality="KH"),
        replace(EXAMPLE, id_number="N12345678"),
        replace(EXAMPLE, id_number=None),
    ),
)
