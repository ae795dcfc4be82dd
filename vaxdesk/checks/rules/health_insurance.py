"""R19: a health insurance number that is neither an old card's nor a new one's (Quyết định 1666/QĐ-BHXH)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule
from vaxdesk.model.issue import Issue
from vaxdesk.model.message import Message
from vaxdesk.model.person import Person
from vaxdesk.model.surroundings import Surroundings

_INVALID = Code(
    "health_insurance.invalid",
    "warning",
    Message("The health insurance number can't be right"),
    ("health_insurance",),
)


def _check(person: Person, _: Surroundings) -> Sequence[Issue]:
    if not person.raw or person.health_insurance is not None or "health_insurance" not in person.raw:
        return NO_ISSUES
    raw = person.raw["health_insurance"]
    message = Message(
        "“{said}” is no health insurance number: two letters and 13 digits, on a new card 10 digits.", {"said": raw}
    )
    return (_INVALID.issue("health_insurance", message, {"health_insurance": raw}),)


RULE = Rule(
    id="R19",
    codes=(_INVALID,),
    check=_check,
    fires=(("health_insurance.invalid", replace(EXAMPLE, raw={"health_insurance": "DN470012345678"})),),
    silent=(
        EXAMPLE,
        replace(EXAMPLE, health_insurance="DN4700123456789", raw={"health_insurance": "DN47OO123456789"}),
    ),
    refusals=frozenset({"health_insurance"}),
)
