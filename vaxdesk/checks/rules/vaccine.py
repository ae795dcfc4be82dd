"""R25: a vaccine that nobody knows. Without it the dose can't go up, so it is an error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule
from vaxdesk.checks.vaccines import suggest_vaccine
from vaxdesk.model.issue import Issue
from vaxdesk.model.message import Message
from vaxdesk.model.person import Dose, Person
from vaxdesk.model.surroundings import Surroundings

_UNKNOWN = Code(
    "vaccine.unknown",
    "error",
    Message("The vaccine isn't known"),
    ("dose.vaccine", "dose.lot", "dose.date"),
    proven=True,
    looks_around=True,
)


def _check(person: Person, surroundings: Surroundings) -> Sequence[Issue]:
    found: list[Issue] | None = None
    for dose in person.doses:
        if dose.vaccine is None and "vaccine" in dose.raw:
            found = found or []
            found.append(_say(dose, dose.raw["vaccine"], surroundings))
    return found or NO_ISSUES


def _say(dose: Dose, raw: str, surroundings: Surroundings) -> Issue:
    message = Message("Dose {number}: “{said}” is no vaccine that is known.", {
        "number": dose.number if dose.number is not None else "?", "said": raw,
    })  # fmt: skip
    suggestions = suggest_vaccine(dose, raw, surroundings)
    return _UNKNOWN.issue("vaccine", message, {"vaccine": raw}, dose=dose.id, suggestions=suggestions)


_FIRST, _SECOND = EXAMPLE.doses

RULE = Rule(
    id="R25",
    codes=(_UNKNOWN,),
    check=_check,
    of_given=True,
    fires=(
        ("vaccine.unknown", replace(EXAMPLE, doses=(replace(_FIRST, vaccine=None, raw={"vaccine": "Fluzone"}),))),
        ("vaccine.unknown", replace(EXAMPLE, doses=(replace(_FIRST, vaccine=None, raw={"vaccine": "Astra zenca"}),))),
    ),
    silent=(EXAMPLE, replace(EXAMPLE, doses=(replace(_FIRST, vaccine=None),))),
    refusals=frozenset({"dose.vaccine"}),
)
