"""R21: a dose without its number, vaccine or day. The platform's import refuses it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule
from vaxdesk.checks.vaccines import suggest_vaccine
from vaxdesk.model.issue import Issue
from vaxdesk.model.message import Message
from vaxdesk.model.person import Dose, Person
from vaxdesk.model.surroundings import Surroundings

_INCOMPLETE = Code(
    "dose.incomplete",
    "error",
    Message("A dose lacks its number, vaccine or day"),
    ("dose.number", "dose.vaccine", "dose.date"),
    looks_around=True,
)


def _check(person: Person, surroundings: Surroundings) -> Sequence[Issue]:
    found: list[Issue] | None = None
    for dose in person.doses:
        if dose.number is None or dose.vaccine is None or dose.date is None or dose.vaccine == "unknown":
            missing = _list_missing(dose)
            if missing:
                found = found or []
                found.append(_say(dose, missing, surroundings))
    return found or NO_ISSUES


def _list_missing(dose: Dose) -> list[str]:
    """List what isn't there. A text that couldn't be read is there, and is said by itself."""
    values = {"number": dose.number, "vaccine": None if dose.vaccine == "unknown" else dose.vaccine, "date": dose.date}
    return [name for name, value in values.items() if value is None and name not in dose.raw]


def _say(dose: Dose, missing: list[str], surroundings: Surroundings) -> Issue:
    field = missing[0] if len(missing) == 1 else "dose"
    number = dose.number if dose.number is not None else "?"
    if missing == ["vaccine"]:
        message = Message("Dose {number}: it isn't said which vaccine.", {"number": number})
    elif missing == ["date"]:
        message = Message("Dose {number}: it isn't said on which day.", {"number": number})
    elif missing == ["number"]:
        message = Message("It isn't said which dose this was, the first, the second …")
    elif missing == ["vaccine", "date"]:
        message = Message("Dose {number}: neither vaccine nor day is known.", {"number": number})
    else:
        message = Message("A dose without number also lacks its vaccine or its day.")
    about = {"number": dose.number, "vaccine": dose.vaccine, "date": dose.date}
    suggestions = suggest_vaccine(dose, None, surroundings) if missing == ["vaccine"] else ()
    return _INCOMPLETE.issue(field, message, about, dose=dose.id, suggestions=suggestions)


_FIRST, _SECOND = EXAMPLE.doses

RULE = Rule(
    id="R21",
    codes=(_INCOMPLETE,),
    check=_check,
    of_given=True,
    fires=(
        ("dose.incomplete", replace(EXAMPLE, doses=(replace(_FIRST, date=None),))),
        ("dose.incomplete", replace(EXAMPLE, doses=(_FIRST, replace(_SECOND, vaccine="unknown")))),
        ("dose.incomplete", replace(EXAMPLE, doses=(replace(_FIRST, number=None),))),
        ("dose.incomplete", replace(EXAMPLE, doses=(Dose("example-3", number=3),))),
    ),
    silent=(
        EXAMPLE,
        replace(EXAMPLE, doses=()),
        replace(EXAMPLE, doses=(replace(_FIRST, lot=None, site=None),)),
        replace(EXAMPLE, doses=(replace(_FIRST, date=None, raw={"date": "31/09/2021"}),)),
    ),
)
