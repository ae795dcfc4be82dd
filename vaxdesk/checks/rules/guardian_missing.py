"""R18: somebody under age without a guardian, in a list that names some (children's form, công văn 1535/BYT-DP)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule
from vaxdesk.checks.thresholds import GROWN_UP
from vaxdesk.model.dates import show
from vaxdesk.model.issue import Issue
from vaxdesk.model.message import Message
from vaxdesk.model.person import Guardian, Person
from vaxdesk.model.surroundings import Surroundings

_MISSING = Code(
    "guardian.missing", "warning", Message("A child without a guardian"), ("guardian", "birth_date"), looks_around=True
)


def _check(person: Person, surroundings: Surroundings) -> Sequence[Issue]:
    born = person.birth_date
    if born is None or person.guardian is not None or "guardian" in person.raw:
        return NO_ISSUES
    today = surroundings.today
    if born > today or born <= _find_last_grown_up(today):
        return NO_ISSUES
    # The platform's workbook has no place for guardians: of its children nobody's is missing.
    if person.sources and not any(surroundings.read_list(source.batch).guardians for source in person.sources):
        return NO_ISSUES
    message = Message("Born {date}, under {age}, and no guardian is named.", {"date": show(born), "age": GROWN_UP})
    return (_MISSING.issue("guardian", message, {"guardian": None, "birth_date": born}),)


@lru_cache(maxsize=8)
def _find_last_grown_up(today: str) -> str:
    return f"{int(today[:4]) - GROWN_UP}{today[4:]}"


_CHILD = replace(EXAMPLE, birth_date="2014-01-31", id_number=None)

RULE = Rule(
    id="R18",
    codes=(_MISSING,),
    check=_check,
    fires=(("guardian.missing", _CHILD),),
    silent=(
        EXAMPLE,
        replace(_CHILD, guardian=Guardian("Thị Gơr")),
        replace(_CHILD, birth_date="2004-05-20"),
        replace(_CHILD, birth_date="2094-05-20"),
    ),
)
