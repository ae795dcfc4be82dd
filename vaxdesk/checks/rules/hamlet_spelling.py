"""R33: a hamlet spelt otherwise than by most. Lists for hamlets and figures would count it as one of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule
from vaxdesk.model.issue import Issue, Suggestion
from vaxdesk.model.message import Message
from vaxdesk.model.person import Person
from vaxdesk.model.surroundings import Surroundings

_SPELLING = Code(
    "hamlet.spelling", "info", Message("The hamlet is spelt otherwise than by most"), ("hamlet",), looks_around=True
)


def _check(person: Person, surroundings: Surroundings) -> Sequence[Issue]:
    hamlet = person.hamlet
    if hamlet is None:
        return NO_ISSUES
    meant = surroundings.find_spelling(hamlet)
    if meant is None:
        return NO_ISSUES
    message = Message("“{hamlet}” may be “{usual}”.", {"hamlet": hamlet, "usual": meant.value})
    why = (
        Message("It is the same name, as most people's records have it.")
        if meant.certain
        else Message("It is nearly the same name, and most people's records have that one.")
    )
    suggestions = (Suggestion(meant.value, "certain" if meant.certain else "likely", why),)
    return (_SPELLING.issue("hamlet", message, {"hamlet": hamlet}, suggestions=suggestions),)


RULE = Rule(
    id="R33",
    codes=(_SPELLING,),
    check=_check,
    fires=(("hamlet.spelling", replace(EXAMPLE, hamlet="THON 2")),),
    silent=(EXAMPLE, replace(EXAMPLE, hamlet="Thôn 2"), replace(EXAMPLE, hamlet="Thôn 3")),
)
