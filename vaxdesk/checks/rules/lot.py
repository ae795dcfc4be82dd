"""R28: a dose without its lot, in a list that tells lots; a lot that nearly all doses have of another vaccine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxdesk.checks.lots import find_vaccine
from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule
from vaxdesk.model.issue import Issue, Suggestion
from vaxdesk.model.message import Message
from vaxdesk.model.person import Dose, Person
from vaxdesk.model.surroundings import Surroundings

_MISSING = Code("lot.missing", "info", Message("The lot number is missing"), ("dose.lot",), looks_around=True)
_SHARED = Code(
    "lot.shared",
    "warning",
    Message("The lot number is one of another vaccine"),
    ("dose.lot", "dose.vaccine"),
    looks_around=True,
)


def _check(person: Person, surroundings: Surroundings) -> Sequence[Issue]:
    found: list[Issue] | None = None
    for dose in person.doses:
        issue = _judge(person, dose, surroundings)
        if issue is not None:
            found = found or []
            found.append(issue)
    return found or NO_ISSUES


def _judge(person: Person, dose: Dose, surroundings: Surroundings) -> Issue | None:
    if dose.lot is None:
        if "lot" in dose.raw or not _is_expected(person, surroundings):
            return None
        message = Message("Dose {number}: the lot isn't said.", {
            "number": dose.number if dose.number is not None else "?",
        })  # fmt: skip
        return _MISSING.issue("lot", message, {"lot": None}, dose=dose.id)
    if dose.vaccine is None:
        return None
    usual = find_vaccine(surroundings.count_vaccines(dose.lot))
    if usual is None or usual == dose.vaccine:
        return None
    return _say_shared(dose, usual, surroundings)


def _is_expected(person: Person, surroundings: Surroundings) -> bool:
    """Tell whether lots could be expected: in a list that tells none, their lack says nothing about one dose."""
    return not person.sources or any(surroundings.read_list(source.batch).lots for source in person.sources)


def _say_shared(dose: Dose, usual: str, surroundings: Surroundings) -> Issue:
    catalogues = surroundings.catalogues
    names = [
        one.name if (one := catalogues.vaccine_by_slug(slug)) is not None else slug
        for slug in (usual, dose.vaccine or "")
    ]
    message = Message("Dose {number}: the lot {lot} is {usual} with everybody else, here it is {vaccine}.", {
        "number": dose.number if dose.number is not None else "?", "lot": dose.lot or "", "usual": names[0],
        "vaccine": names[1],
    })  # fmt: skip
    why = Message("Nearly all doses of this lot are of that vaccine.")
    about = {"lot": dose.lot, "vaccine": dose.vaccine}
    suggestions = (Suggestion(usual, "likely", why),)
    return _SHARED.issue("vaccine", message, about, dose=dose.id, suggestions=suggestions)


_FIRST, _SECOND = EXAMPLE.doses

RULE = Rule(
    id="R28",
    codes=(_MISSING, _SHARED),
    check=_check,
    of_given=True,
    fires=(
        ("lot.missing", replace(EXAMPLE, doses=(replace(_FIRST, lot=None),))),
        ("lot.shared", replace(EXAMPLE, doses=(replace(_FIRST, lot="FA1000"),))),
    ),
    silent=(
        EXAMPLE,
        replace(EXAMPLE, doses=(replace(_FIRST, lot="FA1000", vaccine="pfizer"),)),
        replace(EXAMPLE, doses=(replace(_FIRST, lot="FA1000", vaccine=None),)),
    ),
)
