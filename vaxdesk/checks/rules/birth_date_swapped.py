"""R36: a list in which no birth date has a day above the twelfth. A spreadsheet took the day for the month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule
from vaxdesk.checks.thresholds import LIST_ENOUGH
from vaxdesk.model.dates import show
from vaxdesk.model.issue import Issue, Suggestion
from vaxdesk.model.message import Message
from vaxdesk.model.person import Person
from vaxdesk.model.source import Source
from vaxdesk.model.surroundings import ListTraits, Surroundings

_SWAPPED = Code(
    "birth_date.swapped",
    "warning",
    Message("Day and month of the birth date may be swapped"),
    ("birth_date",),
    looks_around=True,
)


def _check(person: Person, surroundings: Surroundings) -> Sequence[Issue]:
    born = person.birth_date
    if born is None or len(born) != 10 or born[8:] > "12" or born[5:7] == born[8:] or not person.sources:
        return NO_ISSUES
    if not all(_is_swapped(surroundings.read_list(source.batch)) for source in person.sources):
        return NO_ISSUES
    message = Message("No birth date of the list {file} is after the 12th of a month; {date} may be swapped.", {
        "file": person.sources[0].file, "date": show(born),
    })  # fmt: skip
    turned = f"{born[:4]}-{born[8:]}-{born[5:7]}"
    why = Message("A spreadsheet may have taken the day for the month.")
    suggestions = (Suggestion(turned, "likely", why),)
    return (_SWAPPED.issue("birth_date", message, {"birth_date": born}, suggestions=suggestions),)


def _is_swapped(traits: ListTraits) -> bool:
    """Tell whether all days that aren't a first of January could be months; by chance it would be two in five."""
    return traits.births - traits.first >= LIST_ENOUGH and traits.low == traits.births - traits.first


RULE = Rule(
    id="R36",
    codes=(_SWAPPED,),
    check=_check,
    fires=(("birth_date.swapped", replace(EXAMPLE, sources=(Source("swapped", "a.xls", "Sheet1", 3),))),),
    silent=(
        EXAMPLE,
        replace(EXAMPLE, sources=(Source("right", "a.xls", "Sheet1", 3),)),
        replace(EXAMPLE, birth_date="1990-03-25", sources=(Source("swapped", "a.xls", "Sheet1", 3),)),
        replace(EXAMPLE, birth_date="1990-03-03", sources=(Source("swapped", "a.xls", "Sheet1", 3),)),
    ),
)
