"""R23: two doses closer than the least interval (``dose_intervals.csv``).

Sources: Quyết định 3588/QĐ-BYT, công văn 10225/BYT-DP and 10722/BYT-DP. Never more than a warning: such
intervals were given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule
from vaxdesk.model.catalogue import Catalogues
from vaxdesk.model.dates import days_between, show
from vaxdesk.model.issue import Issue
from vaxdesk.model.message import Message
from vaxdesk.model.person import Dose, Person
from vaxdesk.model.surroundings import Surroundings

_INTERVAL = Code(
    "dose.interval",
    "warning",
    Message("Two doses are closer than the least interval"),
    ("dose.date", "dose.vaccine", "dose.kind"),
)
_GROWN_UPS = "any (18+)"


def _check(person: Person, surroundings: Surroundings) -> Sequence[Issue]:
    if len(person.doses) < 2:
        return NO_ISSUES
    found: list[Issue] | None = None
    for before, dose in pairwise(person.doses):
        if before.date is None or dose.date is None or dose.number is None or before.number != dose.number - 1:
            continue
        least = _find_least(surroundings.catalogues, before, dose)
        days = None if least is None else _count_days(before.date, dose.date)
        if least is not None and days is not None and 0 < days < least:
            found = found or []
            found.append(_say(before, dose, days, least))
    return found or NO_ISSUES


def _find_least(catalogues: Catalogues, before: Dose, dose: Dose) -> int | None:
    """Give the least days between two doses that follow each other, or None where no table tells."""
    if dose.kind == "booster":
        step = "booster 1->booster 2" if before.kind == "booster" else "base/additional->booster 1"
        return catalogues.find_least_days(_GROWN_UPS, step)
    if dose.kind == "additional":
        return catalogues.find_least_days(_GROWN_UPS, "base->additional")
    one, other = before.vaccine or "", dose.vaccine or ""
    step = f"{before.number}->{dose.number}"
    least = catalogues.find_least_days(one if one == other else f"{one}->{other}", step)
    if least is None and (dose.number or 0) > 2:
        # Without its kind it may be an additional dose, for which the shortest interval is right.
        least = catalogues.find_least_days(_GROWN_UPS, "base->additional")
    return least


_count_days = lru_cache(maxsize=1 << 14)(days_between)


def _say(before: Dose, dose: Dose, days: int, least: int) -> Issue:
    message = Message("Dose {number} ({date}) came {days} days after dose {other} ({other_date}), {least} at least.", {
        "number": dose.number or 0, "date": show(dose.date or ""), "days": days, "other": before.number or 0,
        "other_date": show(before.date or ""), "least": least,
    })  # fmt: skip
    about = {"date": dose.date, "before": before.date, "vaccine": dose.vaccine, "kind": dose.kind}
    return _INTERVAL.issue("date", message, about, dose=dose.id)


_FIRST, _SECOND = EXAMPLE.doses

RULE = Rule(
    id="R23",
    codes=(_INTERVAL,),
    check=_check,
    fires=(
        ("dose.interval", replace(EXAMPLE, doses=(_FIRST, replace(_SECOND, date="2021-09-25")))),
        ("dose.interval", replace(EXAMPLE, doses=(_FIRST, replace(_SECOND, vaccine="pfizer", date="2021-09-25")))),
        ("dose.interval", replace(EXAMPLE, doses=(_FIRST, _SECOND, replace(_SECOND, number=3, date="2021-12-20")))),
        (
            "dose.interval",
            replace(EXAMPLE, doses=(_FIRST, _SECOND, replace(_SECOND, number=3, kind="booster", date="2022-01-28"))),
        ),
    ),
    silent=(
        EXAMPLE,
        replace(EXAMPLE, doses=(_FIRST, replace(_SECOND, date="2021-10-03"))),
        replace(EXAMPLE, doses=(_FIRST, replace(_SECOND, date="2021-09"))),
        replace(EXAMPLE, doses=(_FIRST, _SECOND, replace(_SECOND, number=3, date="2022-01-20"))),
    ),
)
