"""R04: the fourth digit of a citizen's number says another sex (Thông tư 07/2016/TT-BCA)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxdesk.checks.numbers import is_possible, prove_sex
from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule
from vaxdesk.model.identity import decode_cccd
from vaxdesk.model.issue import Issue
from vaxdesk.model.message import Message
from vaxdesk.model.person import Person
from vaxdesk.model.surroundings import Surroundings

_SEX = Code("id_number.sex", "error", Message("The identity number says another sex"), ("id_number", "sex"), "c")

_SEXES = {"male": Message("male"), "female": Message("female")}
_ODD = frozenset("13579")


def _check(person: Person, surroundings: Surroundings) -> Sequence[Issue]:
    number, sex = person.id_number, person.sex
    if number is None or sex is None or len(number) != 12 or ("female" if number[3] in _ODD else "male") == sex:
        return NO_ISSUES
    facts = decode_cccd(number)
    if facts is None or sex not in _SEXES or not is_possible(facts, surroundings.today):
        return NO_ISSUES
    message = Message("The number says {said}, the list says {listed}.", {
        "said": _SEXES[facts.sex], "listed": _SEXES[sex],
    })  # fmt: skip
    suggestions = prove_sex(person, facts, surroundings)
    return (_SEX.issue("sex", message, {"id_number": number, "sex": sex}, suggestions=suggestions),)


RULE = Rule(
    id="R04",
    codes=(_SEX,),
    check=_check,
    fires=(
        ("id_number.sex", replace(EXAMPLE, sex="male")),
        ("id_number.sex", replace(EXAMPLE, id_number="070215004321", birth_date="2015-01-31")),
    ),
    silent=(
        replace(EXAMPLE, sex="male", id_number="070090004321"),
        replace(EXAMPLE, sex="male", id_number="285111222"),
        replace(EXAMPLE, sex=None),
    ),
)
