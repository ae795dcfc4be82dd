"""R22: doses in the wrong order, on one day, in the future, before the birth or before the campaign.

The first doses in Vietnam were given on 8 March 2021; earlier ones are right only if given abroad.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule
from vaxdesk.model.dates import compare, is_date, show
from vaxdesk.model.issue import Issue, Suggestion, Surroundings
from vaxdesk.model.message import Message
from vaxdesk.model.person import Dose, Person, Value
from vaxdesk.model.text import fold

_ORDER = Code(
    "dose.order",
    "error",
    Message("The day of a dose can't be right"),
    ("dose.date", "dose.number", "birth_date"),
)
START = "2021-03-08"
"""The day of the first vaccination against COVID-19 in Vietnam."""


def _check(person: Person, surroundings: Surroundings) -> Sequence[Issue]:
    found: list[Issue] | None = None
    today, born = surroundings.today, person.birth_date
    floor = START if born is None or born < START or born > today else born
    before: Dose | None = None
    for dose in _sort(person.doses):
        date = dose.date
        if date is None:
            continue
        if date <= floor or date > today or (before is not None and date <= (before.date or "")):
            issue = _judge(dose, before, born, today)
            if issue is not None:
                found = found or []
                found.append(issue)
        if dose.number is not None:
            before = dose
    return found or NO_ISSUES


def _sort(doses: tuple[Dose, ...]) -> Sequence[Dose]:
    last = 0
    for dose in doses:
        number = dose.number
        if number is None or number < last:
            return sorted(doses, key=lambda one: (one.number is None, one.number or 0, one.date or "", one.id))
        last = number
    return doses


def _judge(dose: Dose, before: Dose | None, born: str | None, today: str) -> Issue | None:
    """Say what is wrong with the day of a dose, the surest reason alone; nothing where what is known allows it."""
    date = dose.date or ""
    args: dict[str, str | int | Message] = {"number": dose.number if dose.number is not None else "?"}
    args["date"] = show(date)
    about: dict[str, Value] = {"number": dose.number, "date": date}
    floors = [START]
    if born is not None and born <= today and compare(date, born) == -1:
        message = Message("Dose {number} ({date}) is before the birth date ({birth}).", {**args, "birth": show(born)})
        about["birth_date"] = born
        floors.append(born)
    elif date > today:
        message = Message("Dose {number} is dated {date}; that day hasn't come yet.", args)
    elif compare(date, START) == -1 and not _is_abroad(dose):
        args["start"] = show(START)
        message = Message("Dose {number} is dated {date}; the first dose in Vietnam was given on {start}.", args)
    elif before is not None and before.date is not None and _is_out_of_turn(dose, before):
        args |= {"other": before.number or 0, "other_date": show(before.date)}
        about["before"] = before.date
        floors.append(before.date)
        message = (
            Message("Dose {number} and dose {other} are on one day, {date}.", args)
            if date == before.date
            else Message("Dose {number} ({date}) is before dose {other} ({other_date}).", args)
        )
    else:
        return None
    return _ORDER.issue("date", message, about, dose=dose.id, suggestions=_suggest(date, max(floors), today))


def _is_out_of_turn(dose: Dose, before: Dose) -> bool:
    """Tell whether a dose is not after the one before it. Two of one number are another matter."""
    if dose.number is None or dose.number == before.number or dose.date is None or before.date is None:
        return False
    return compare(dose.date, before.date) in {-1, 0}


def _is_abroad(dose: Dose) -> bool:
    return dose.site is not None and "nuoc ngoai" in fold(dose.site)


def _suggest(date: str, floor: str, today: str) -> tuple[Suggestion, ...]:
    """Suggest day and month the other way round where that day is possible: a spreadsheet may have swapped them."""
    turned = f"{date[:4]}-{date[8:]}-{date[5:7]}"
    if len(date) != 10 or turned == date or not is_date(turned) or not floor < turned <= today:
        return ()
    return (Suggestion(turned, "likely", Message("With day and month the other way round it would fit.")),)


_FIRST, _SECOND = EXAMPLE.doses

RULE = Rule(
    id="R22",
    codes=(_ORDER,),
    check=_check,
    fires=(
        ("dose.order", replace(EXAMPLE, doses=(_FIRST, replace(_SECOND, date="2021-09-05")))),
        ("dose.order", replace(EXAMPLE, doses=(_FIRST, replace(_SECOND, date="2021-08-05")))),
        ("dose.order", replace(EXAMPLE, doses=(replace(_FIRST, date="2121-09-05"),))),
        ("dose.order", replace(EXAMPLE, doses=(replace(_FIRST, date="2020-09-05"),))),
        ("dose.order", replace(EXAMPLE, birth_date="2021-10-05", doses=(_FIRST,))),
    ),
    silent=(
        EXAMPLE,
        replace(EXAMPLE, doses=(_SECOND, _FIRST)),
        replace(EXAMPLE, doses=(_FIRST, replace(_SECOND, date="2021"))),
        replace(EXAMPLE, doses=(replace(_FIRST, date="2021-01-05", site="Tiêm ở nước ngoài"),)),
        replace(EXAMPLE, doses=(_FIRST, replace(_SECOND, number=1))),
    ),
)
