"""R22: doses in the wrong order, on one day, in the future, before the birth or before the campaign.

The first doses in Vietnam were given on 8 March 2021; earlier ones are right only if given abroad.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxdesk.checks.lots import find_day, is_own_day, is_sure_day
from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule
from vaxdesk.checks.thresholds import CAMPAIGN_START as START
from vaxdesk.model.dates import compare, is_date, show
from vaxdesk.model.issue import Issue, Suggestion
from vaxdesk.model.message import Message
from vaxdesk.model.person import Dose, Person, Value
from vaxdesk.model.surroundings import Surroundings
from vaxdesk.model.text import fold

_ORDER = Code(
    "dose.order",
    "error",
    Message("The day of a dose can't be right"),
    ("dose.date", "dose.number", "dose.lot", "birth_date"),
    looks_around=True,
)


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
            issues = _judge(dose, before, born, surroundings)
            if issues:
                found = found or []
                found += issues
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


def _judge(dose: Dose, before: Dose | None, born: str | None, surroundings: Surroundings) -> list[Issue]:
    """Say what is wrong with the day of a dose, the surest reason alone; nothing where what is known allows it."""
    date, today = dose.date or "", surroundings.today
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
        message = (
            Message("Dose {number} and dose {other} are on one day, {date}.", args)
            if date == before.date
            else Message("Dose {number} ({date}) is before dose {other} ({other_date}).", args)
        )
        return _judge_turn(dose, before, message, about, surroundings)
    else:
        return []
    suggestions = _suggest(dose, max(floors), surroundings)
    return [_ORDER.issue("date", message, about, dose=dose.id, suggestions=suggestions)]


def _judge_turn(
    dose: Dose, before: Dose, message: Message, about: dict[str, Value], surroundings: Surroundings
) -> list[Issue]:
    """Say of two doses out of turn which of their days is wrong, as far as their lots tell; else of the later one."""
    date, other = dose.date or "", before.date or ""
    own, its = is_own_day(dose, surroundings), is_own_day(before, surroundings)
    if own and its and date != other:
        # Both days are right, so the numbers are not.
        why = Message("Both days are days of their lots, so the numbers of the doses have changed places.")
        return [
            _ORDER.issue("number", message, about, dose=one.id, suggestions=(Suggestion(two.number, "certain", why),))
            for one, two in ((dose, before), (before, dose))
        ]
    if own and not its:
        meant = find_day(before, surroundings, START, date)
        if meant is not None:
            said = {"number": before.number, "date": other, "before": date}
            suggested = (_say_day(before, meant, surroundings),)
            return [_ORDER.issue("date", message, said, dose=before.id, suggestions=suggested)]
    suggestions = _suggest(dose, max(START, other), surroundings)
    return [_ORDER.issue("date", message, about, dose=dose.id, suggestions=suggestions)]


def _is_out_of_turn(dose: Dose, before: Dose) -> bool:
    """Tell whether a dose is not after the one before it. Two of one number are another matter."""
    if dose.number is None or dose.number == before.number or dose.date is None or before.date is None:
        return False
    return compare(dose.date, before.date) in {-1, 0}


def _is_abroad(dose: Dose) -> bool:
    return dose.site is not None and "nuoc ngoai" in fold(dose.site)


def _suggest(dose: Dose, floor: str, surroundings: Surroundings) -> tuple[Suggestion, ...]:
    """Suggest the day of its lot that was meant, else one that is possible: day and month, or the year, otherwise."""
    date, today = dose.date or "", surroundings.today
    meant = find_day(dose, surroundings, floor, f"{today}~")
    if meant is not None:
        return (_say_day(dose, meant, surroundings, copied=date == floor),)
    if len(date) != 10:
        return ()
    turned = f"{date[:4]}-{date[8:]}-{date[5:7]}"
    if turned != date and is_date(turned) and floor < turned <= today:
        return (Suggestion(turned, "likely", Message("With day and month the other way round it would fit.")),)
    years = [f"{int(date[:4]) + by:04d}{date[4:]}" for by in (1, -1)]
    fits = [day for day in years if is_date(day) and floor < day <= min(today, _LAST_OF_CAMPAIGN)]
    return tuple(Suggestion(day, "likely", Message("In that year it would fit.")) for day in fits[:1])


def _say_day(dose: Dose, day: str, surroundings: Surroundings, *, copied: bool = False) -> Suggestion:
    """Suggest a day of the dose's lot. One copied from the dose before may have been any other."""
    why = Message("Many doses of this lot were given on that day, none on the other.")
    certain = not copied and is_sure_day(dose, day, surroundings)
    return Suggestion(day, "certain" if certain else "likely", why)


_LAST_OF_CAMPAIGN = "2022-12-31"
"""Later, a year that would fit is no better than any other."""

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
