"""R26: younger than the vaccine was licensed for (``dose_intervals.csv``; công văn 1535/BYT-DP for children)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule
from vaxdesk.model.issue import Issue
from vaxdesk.model.message import Message
from vaxdesk.model.person import Dose, Person
from vaxdesk.model.surroundings import Surroundings

_AGE = Code(
    "dose.age",
    "warning",
    Message("Younger than the vaccine is given to"),
    ("birth_date", "dose.vaccine", "dose.date"),
)


def _check(person: Person, surroundings: Surroundings) -> Sequence[Issue]:
    born = person.birth_date
    if born is None or born <= "2003" or born > surroundings.today:
        # Whoever was born by then was of age when the campaign began.
        return NO_ISSUES
    found = []
    for dose in person.doses:
        if dose.date is None or dose.vaccine is None or dose.date < born:
            continue
        least, age = surroundings.catalogues.find_least_age(dose.vaccine), _count_years(born, dose.date)
        if least is not None and age < least:
            found.append(_say(born, dose, age, least))
    return found or NO_ISSUES


def _count_years(born: str, day: str) -> int:
    """Count the years from a birth to a day; what isn't known counts in favour."""
    years = int(day[:4]) - int(born[:4])
    shared = min(len(born), len(day))
    return years - (day[4:shared] < born[4:shared])


def _say(born: str, dose: Dose, age: int, least: int) -> Issue:
    message = Message("Dose {number}: {age} years old; this vaccine is given from {least} years on.", {
        "number": dose.number if dose.number is not None else "?", "age": age, "least": least,
    })  # fmt: skip
    about = {"birth_date": born, "vaccine": dose.vaccine, "date": dose.date}
    return _AGE.issue("vaccine", message, about, dose=dose.id)


_FIRST, _SECOND = EXAMPLE.doses
_CHILD = replace(EXAMPLE, birth_date="2014-01-31", id_number=None)

RULE = Rule(
    id="R26",
    codes=(_AGE,),
    check=_check,
    fires=(
        ("dose.age", replace(_CHILD, doses=(_FIRST,))),
        ("dose.age", replace(_CHILD, birth_date="2019-01-31", doses=(replace(_FIRST, vaccine="pfizer"),))),
    ),
    silent=(
        EXAMPLE,
        replace(_CHILD, doses=(replace(_FIRST, vaccine="pfizer"),)),
        replace(_CHILD, birth_date="2003", doses=(_FIRST,)),
        replace(_CHILD, doses=(replace(_FIRST, vaccine=None),)),
    ),
)
