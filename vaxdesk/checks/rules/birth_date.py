"""R12: the birth date is missing, no day of any calendar, in the future, known in part, or the first of January."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule
from vaxdesk.checks.thresholds import FIRST_OF_JANUARY, LIST_ENOUGH
from vaxdesk.model.dates import days_of_month, is_date, show
from vaxdesk.model.identity import CccdFacts, decode_cccd
from vaxdesk.model.issue import Issue, Suggestion
from vaxdesk.model.message import Message
from vaxdesk.model.person import Person
from vaxdesk.model.surroundings import Surroundings

_FIELDS = ("birth_date", "id_number")
_MISSING = Code("birth_date.missing", "error", Message("The birth date is missing"), _FIELDS, "c")
_IMPOSSIBLE = Code("birth_date.impossible", "error", Message("The birth date is no date"), _FIELDS, "c")
_FUTURE = Code("birth_date.future", "error", Message("The birth date is in the future"), _FIELDS, "c")
_YEAR_ONLY = Code("birth_date.year_only", "warning", Message("Only the year of birth is known"), _FIELDS)
_FIRST = Code(
    "birth_date.first_of_january",
    "info",
    Message("The birth date is the first of January"),
    _FIELDS,
    looks_around=True,
)

_DAY_FIRST = re.compile(r"\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})\s*", re.ASCII)


def _check(person: Person, surroundings: Surroundings) -> Sequence[Issue]:
    born = person.birth_date
    if born is None:
        return (_say_none(person),)
    about = {"birth_date": born}
    if born > surroundings.today:
        message = Message("{date} is in the future.", {"date": show(born)})
        return (_FUTURE.issue("birth_date", message, about),)
    if len(born) < 10:
        return (_YEAR_ONLY.issue("birth_date", Message("Only {date} is known.", {"date": show(born)}), about),)
    if born[4:] == "-01-01":
        message = _say_first(person, born, surroundings)
        return (_FIRST.issue("birth_date", message, about),)
    return NO_ISSUES


def _say_first(person: Person, born: str, surroundings: Surroundings) -> Message:
    """Say how far the list itself shows that first of January stands for a year in it."""
    for source in person.sources:
        traits = surroundings.read_list(source.batch)
        if traits.births >= LIST_ENOUGH and traits.first > FIRST_OF_JANUARY * traits.births:
            return Message("{date}: {count} of {all} in the list {file} are born that day; most stand for a year.", {
                "date": show(born), "count": traits.first, "all": traits.births, "file": source.file,
            })  # fmt: skip
    return Message("{date} may stand for “some time in {year}”.", {"date": show(born), "year": born[:4]})


def _say_none(person: Person) -> Issue:
    raw = person.raw.get("birth_date")
    facts = None if person.id_number is None else decode_cccd(person.id_number)
    if raw is None:
        message = Message("There is no birth date.")
        return _MISSING.issue("birth_date", message, {"birth_date": None}, suggestions=_suggest_year(facts))
    message = Message("“{said}” is no date.", {"said": raw})
    suggestions = _suggest_day(raw, facts) or _suggest_year(facts)
    return _IMPOSSIBLE.issue("birth_date", message, {"birth_date": raw}, suggestions=suggestions)


def _suggest_year(facts: CccdFacts | None) -> tuple[Suggestion, ...]:
    if facts is None:
        return ()
    return (Suggestion(str(facts.birth_year), "likely", Message("The identity number holds the birth year.")),)


def _suggest_day(raw: str, facts: CccdFacts | None) -> tuple[Suggestion, ...]:
    """Suggest the day that was meant: month first, or one day too many, the latter only with the number's year."""
    parts = _DAY_FIRST.fullmatch(raw)
    if parts is None:
        return ()
    day, month, year = int(parts[1]), int(parts[2]), int(parts[3])
    if facts is not None and facts.birth_year != year:
        return ()
    turned = f"{year}-{day:02d}-{month:02d}"
    if month > 12 and is_date(turned):
        return (Suggestion(turned, "likely", Message("Month and day stand the other way round.")),)
    if facts is None or not 1 <= month <= 12 or not 28 < day <= 31:
        return ()
    last = f"{year}-{month:02d}-{days_of_month(year, month):02d}"
    why = Message("It is the last day of that month, and the identity number says {year}.", {"year": str(year)})
    return (Suggestion(last, "likely", why),)


RULE = Rule(
    id="R12",
    codes=(_MISSING, _IMPOSSIBLE, _FUTURE, _YEAR_ONLY, _FIRST),
    check=_check,
    fires=(
        ("birth_date.missing", replace(EXAMPLE, birth_date=None)),
        ("birth_date.impossible", replace(EXAMPLE, birth_date=None, raw={"birth_date": "30/02/1990"})),
        ("birth_date.future", replace(EXAMPLE, birth_date="2190-03-05")),
        ("birth_date.year_only", replace(EXAMPLE, birth_date="1990")),
        ("birth_date.year_only", replace(EXAMPLE, birth_date="1990-03")),
        ("birth_date.first_of_january", replace(EXAMPLE, birth_date="1990-01-01")),
    ),
    silent=(EXAMPLE, replace(EXAMPLE, birth_date="1990-10-01")),
    refusals=frozenset({"birth_date"}),
)
