"""R37: a day far from all days of its lot, which with day and month the other way round is one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxdesk.checks.lots import find_turned_day
from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule
from vaxdesk.model.dates import show
from vaxdesk.model.issue import Issue, Suggestion
from vaxdesk.model.message import Message
from vaxdesk.model.person import Person
from vaxdesk.model.surroundings import Surroundings

_OUTLIER = Code(
    "date.outlier",
    "warning",
    Message("The day of a dose doesn't fit its lot"),
    ("dose.date", "dose.lot", "dose.vaccine"),
    proven=True,
    looks_around=True,
)


def _check(person: Person, surroundings: Surroundings) -> Sequence[Issue]:
    found: list[Issue] | None = None
    for dose in person.doses:
        date = dose.date
        if date is None or dose.lot is None or date[8:] > "12" or date[5:7] == date[8:]:
            continue
        meant = find_turned_day(dose, surroundings)
        if meant is not None:
            message = Message("Dose {number}: nobody else got lot {lot} around {date}; many did on {usual}.", {
                "number": dose.number if dose.number is not None else "?", "lot": dose.lot, "date": show(date),
                "usual": show(meant),
            })  # fmt: skip
            suggestion = Suggestion(meant, "likely", Message("With day and month the other way round it fits its lot."))
            about = {"date": date, "lot": dose.lot}
            found = found or []
            found.append(_OUTLIER.issue("date", message, about, dose=dose.id, suggestions=(suggestion,)))
    return found or NO_ISSUES


_FIRST, _SECOND = EXAMPLE.doses

RULE = Rule(
    id="R37",
    codes=(_OUTLIER,),
    check=_check,
    of_given=True,
    fires=(("date.outlier", replace(EXAMPLE, doses=(replace(_FIRST, date="2021-05-09"),))),),
    silent=(
        EXAMPLE,
        replace(EXAMPLE, doses=(replace(_FIRST, date="2021-10-05"),)),
        replace(EXAMPLE, doses=(replace(_FIRST, date="2021-05-09", lot="PV46671"),)),
    ),
)
