"""R38: the day of a dose is a text that is no day. Where lot or calendar tell which was meant, it is suggested."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from vaxdesk.checks.lots import find_days_like
from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule
from vaxdesk.model.dates import days_of_month, is_date
from vaxdesk.model.fields import DOSE_FIELDS
from vaxdesk.model.issue import Issue, Suggestion
from vaxdesk.model.message import Message
from vaxdesk.model.person import Dose, Person
from vaxdesk.model.surroundings import Surroundings

_DATE = DOSE_FIELDS["date"]
_UNREADABLE = Code(
    "date.unreadable",
    "error" if _DATE.required else "warning",
    Message("Can't be understood: {field}", {"field": _DATE.title}),
    ("dose.date", "dose.lot", "dose.vaccine"),
    version=2,
    looks_around=True,
)
_DAY_FIRST = re.compile(r"\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})\s*", re.ASCII)


def _check(person: Person, surroundings: Surroundings) -> Sequence[Issue]:
    found: list[Issue] | None = None
    for dose in person.doses:
        if dose.raw and dose.date is None and "date" in dose.raw:
            found = found or []
            found.append(_say(dose, dose.raw["date"], surroundings))
    return found or NO_ISSUES


def _say(dose: Dose, raw: str, surroundings: Surroundings) -> Issue:
    message = Message("{field}: “{said}” can't be understood.", {"field": _DATE.title, "said": raw})
    suggestions = {one.value: one for one in reversed(list(_suggest(dose, raw, surroundings)))}
    return _UNREADABLE.issue(
        "date", message, {"date": raw}, dose=dose.id, suggestions=tuple(reversed(suggestions.values()))
    )


def _suggest(dose: Dose, raw: str, surroundings: Surroundings) -> Iterator[Suggestion]:
    """Give the day of that lot that is one slip away, where there is one alone; else what the calendar tells."""
    parts = _DAY_FIRST.fullmatch(raw)
    if parts is None:
        return
    day, month, year = int(parts[1]), int(parts[2]), int(parts[3])
    near = find_days_like(f"{day:02d}/{month:02d}/{year}", dose, surroundings)
    if len(near) == 1:
        yield Suggestion(near[0], "likely", Message("Many got that lot on that day; what is written is one sign away."))
    turned = f"{year}-{day:02d}-{month:02d}"
    if month > 12 and is_date(turned):
        yield Suggestion(turned, "likely", Message("Month and day stand the other way round."))
    elif 1 <= month <= 12 and 28 < day <= 31 and year > 0:
        last = f"{year}-{month:02d}-{days_of_month(year, month):02d}"
        if is_date(last):
            yield Suggestion(last, "likely", Message("It is the last day of that month."))


_FIRST, _SECOND = EXAMPLE.doses


def _write(raw: str) -> Person:
    return replace(EXAMPLE, doses=(replace(_FIRST, date=None, raw={"date": raw}),))


RULE = Rule(
    id="R38",
    codes=(_UNREADABLE,),
    check=_check,
    fires=(
        ("date.unreadable", _write("31/09/2021")),
        ("date.unreadable", _write("09/25/2021")),
        ("date.unreadable", _write("sáng thứ hai")),
    ),
    silent=(EXAMPLE, replace(EXAMPLE, doses=(replace(_FIRST, date=None),))),
    refusals=frozenset({"dose.date"}),
)
