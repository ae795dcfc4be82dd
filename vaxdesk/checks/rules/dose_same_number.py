"""R31: two doses bear one number. The platform has one place for each; somebody has to decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule
from vaxdesk.model.dates import is_full, show
from vaxdesk.model.issue import Issue, Suggestion
from vaxdesk.model.message import Message
from vaxdesk.model.person import Dose, Person
from vaxdesk.model.surroundings import Surroundings

_SAME = Code("dose.same_number", "error", Message("Two doses have the same number"), ("dose.number", "dose.date"))


def _check(person: Person, _: Surroundings) -> Sequence[Issue]:
    doses = person.doses
    if len(doses) < 2:
        return NO_ISSUES
    numbers = [dose.number for dose in doses if dose.number is not None]
    if len(set(numbers)) == len(numbers):
        return NO_ISSUES
    turns = _find_turns(doses)
    found = []
    for number in sorted({one for one in numbers if numbers.count(one) > 1}):
        same = sorted((one for one in doses if one.number == number), key=lambda one: (one.date or "", one.id))
        # Said of the one that would have to change, else of the last.
        dose = next((one for one in same if turns.get(one.id, number) != number), same[-1])
        found.append(_say(dose, number, same, turns.get(dose.id)))
    return found


def _find_turns(doses: Sequence[Dose]) -> dict[str, int]:
    """Give which number each dose has by its day, where days and numbers leave just one way to count them."""
    if not all(is_full(dose.date) and dose.number is not None for dose in doses):
        return {}
    days = sorted(doses, key=lambda dose: dose.date or "")
    if len({dose.date for dose in doses}) < len(doses) or max(dose.number or 0 for dose in doses) > len(doses):
        return {}
    return {dose.id: place for place, dose in enumerate(days, start=1)}


def _say(dose: Dose, number: int, same: Sequence[Dose], turn: int | None) -> Issue:
    days = ", ".join(show(one.date) if one.date is not None else "?" for one in same)
    message = Message("{count} doses are number {number} ({days}).", {
        "count": len(same), "number": number, "days": days,
    })  # fmt: skip
    suggestions: tuple[Suggestion, ...] = ()
    if turn is not None and turn != number:
        suggestions = (Suggestion(turn, "likely", Message("By its day it is this one.")),)
    about = {"number": number, "date": dose.date}
    return _SAME.issue("number", message, about, dose=dose.id, suggestions=suggestions)


_FIRST, _SECOND = EXAMPLE.doses

RULE = Rule(
    id="R31",
    codes=(_SAME,),
    check=_check,
    fires=(
        ("dose.same_number", replace(EXAMPLE, doses=(_FIRST, replace(_SECOND, number=1)))),
        ("dose.same_number", replace(EXAMPLE, doses=(_FIRST, replace(_SECOND, number=1, date=None)))),
    ),
    silent=(EXAMPLE, replace(EXAMPLE, doses=(replace(_FIRST, number=None), replace(_SECOND, number=None)))),
)
