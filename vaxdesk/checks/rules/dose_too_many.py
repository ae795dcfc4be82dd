"""R27: more doses than anybody was to get, or more primary ones than the vaccine has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule
from vaxdesk.checks.thresholds import MOST_DOSES
from vaxdesk.model.issue import Issue
from vaxdesk.model.message import Message
from vaxdesk.model.person import Dose, Person
from vaxdesk.model.surroundings import Surroundings

_MANY = Code(
    "dose.too_many", "warning", Message("More doses than planned"), ("dose.number", "dose.kind", "dose.vaccine")
)


def _check(person: Person, surroundings: Surroundings) -> Sequence[Issue]:
    doses = person.doses
    if len(doses) < 3:
        return NO_ISSUES
    if len(doses) > MOST_DOSES:
        message = Message("{count} doses; more than {most} were planned for nobody.", {
            "count": len(doses), "most": MOST_DOSES,
        })  # fmt: skip
        return (_MANY.issue("number", message, {"count": len(doses)}, dose=doses[-1].id),)
    primary = [dose.vaccine for dose in doses if dose.kind == "primary" and dose.vaccine]
    if len(primary) < 3:
        return NO_ISSUES
    for vaccine, count in Counter(primary).items():
        known = surroundings.catalogues.vaccine_by_slug(vaccine) if count > 2 else None
        if known is not None and 0 < known.primary_doses < count:
            message = Message("{count} primary doses of {vaccine}, which has {planned}.", {
                "count": count, "vaccine": known.name, "planned": known.primary_doses,
            })  # fmt: skip
            last = [dose for dose in doses if dose.kind == "primary" and dose.vaccine == vaccine][-1]
            return (_MANY.issue("kind", message, {"count": count, "vaccine": vaccine}, dose=last.id),)
    return NO_ISSUES


_FIRST, _SECOND = EXAMPLE.doses
_PRIMARY = tuple(Dose(f"example-{number}", number, "primary", "pfizer") for number in (1, 2, 3))

RULE = Rule(
    id="R27",
    codes=(_MANY,),
    check=_check,
    fires=(
        (
            "dose.too_many",
            replace(EXAMPLE, doses=tuple(replace(_FIRST, id=str(one), number=one) for one in range(1, 7))),
        ),
        ("dose.too_many", replace(EXAMPLE, doses=_PRIMARY)),
    ),
    silent=(
        EXAMPLE,
        replace(EXAMPLE, doses=tuple(replace(one, vaccine="abdala") for one in _PRIMARY)),
        replace(EXAMPLE, doses=(*_PRIMARY[:2], replace(_PRIMARY[2], kind="booster"))),
    ),
)
