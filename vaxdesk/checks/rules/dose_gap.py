"""R24: a dose is on the record and the one before it isn't: the other half may stand on another record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule
from vaxdesk.model.issue import Issue
from vaxdesk.model.message import Message
from vaxdesk.model.person import Person
from vaxdesk.model.surroundings import Surroundings

_GAP = Code("dose.gap", "warning", Message("An earlier dose is missing"), ("dose.number",))


def _check(person: Person, _: Surroundings) -> Sequence[Issue]:
    for place, one in enumerate(person.doses, start=1):
        if one.number != place:
            break
    else:
        return NO_ISSUES
    numbers = [dose.number for dose in person.doses if dose.number is not None]
    if not numbers or len(numbers) < len(person.doses):
        # A dose whose number isn't known may be the one that is missing.
        return NO_ISSUES
    highest = max(numbers)
    missing = [number for number in range(1, highest) if number not in numbers]
    if not missing:
        return NO_ISSUES
    first = missing[0]
    dose = next(one for one in person.doses if one.number is not None and one.number > first)
    message = Message("Dose {number} is here and dose {missing} isn't; it may stand on another record.", {
        "number": dose.number or 0, "missing": first,
    })  # fmt: skip
    about = {"number": dose.number, "missing": first}
    return (_GAP.issue("number", message, about, dose=dose.id),)


_FIRST, _SECOND = EXAMPLE.doses

RULE = Rule(
    id="R24",
    codes=(_GAP,),
    check=_check,
    fires=(
        ("dose.gap", replace(EXAMPLE, doses=(_SECOND,))),
        ("dose.gap", replace(EXAMPLE, doses=(_FIRST, replace(_SECOND, number=3)))),
    ),
    silent=(
        EXAMPLE,
        replace(EXAMPLE, doses=()),
        replace(EXAMPLE, doses=(_SECOND, replace(_FIRST, number=None))),
    ),
)
