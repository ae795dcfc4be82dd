"""R34: a lot number that stands out on its day: hundreds have another one, a slip of the hand away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxdesk.checks.lots import find_lot, is_one_missing
from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule
from vaxdesk.model.dates import show
from vaxdesk.model.issue import Issue, Suggestion
from vaxdesk.model.message import Message
from vaxdesk.model.person import Dose, Person
from vaxdesk.model.surroundings import Lot, Surroundings

_OUTLIER = Code(
    "lot.outlier",
    "warning",
    Message("The lot number stands out on its day"),
    ("dose.lot", "dose.date", "dose.vaccine"),
    proven=True,
    looks_around=True,
)


def _check(person: Person, surroundings: Surroundings) -> Sequence[Issue]:
    found: list[Issue] | None = None
    for dose in person.doses:
        if dose.lot is None or dose.vaccine is None or dose.date is None or len(dose.date) != 10:
            continue
        day = surroundings.count_lots(dose.date)
        meant = find_lot(day, Lot(dose.vaccine, dose.lot)) if day else None
        if meant is not None:
            found = found or []
            found.append(_say(dose, *meant, surroundings))
    return found or NO_ISSUES


def _say(dose: Dose, lot: str, same: bool, surroundings: Surroundings) -> Issue:  # noqa: FBT001 - as it was found
    date, said, vaccine = dose.date or "", dose.lot or "", dose.vaccine or ""
    doses = surroundings.count_lots(date).get(Lot(vaccine, lot), 0)
    message = Message("On {date} {count} doses were of lot {usual}; here it is {lot}.", {
        "date": show(date), "count": doses, "usual": lot, "lot": said,
    })  # fmt: skip
    # Lots that follow each other differ in a digit; no two of a vaccine differ in length or in the order of letters.
    elsewhere = surroundings.count_vaccines(said).get(vaccine, 0) > surroundings.count_lots(date).get(
        Lot(vaccine, said), 0
    )
    certain = same or (is_one_missing(said, lot) and not elsewhere)
    why = (
        Message("But for its form it is the lot of that day.")
        if same
        else Message("The lot of that day is a slip of the hand away.")
    )
    suggestions = (Suggestion(lot, "certain" if certain else "likely", why),)
    about = {"lot": said, "date": date}
    return _OUTLIER.issue("lot", message, about, dose=dose.id, suggestions=suggestions)


_FIRST, _SECOND = EXAMPLE.doses

RULE = Rule(
    id="R34",
    codes=(_OUTLIER,),
    check=_check,
    of_given=True,
    fires=(
        ("lot.outlier", replace(EXAMPLE, doses=(replace(_FIRST, lot="ABX001"),))),
        ("lot.outlier", replace(EXAMPLE, doses=(replace(_FIRST, lot="abx-0001"),))),
        ("lot.outlier", replace(EXAMPLE, doses=(replace(_FIRST, lot="ABX0007"),))),
    ),
    silent=(
        EXAMPLE,
        replace(EXAMPLE, doses=(replace(_FIRST, lot="PV46671"),)),
        replace(EXAMPLE, doses=(replace(_FIRST, lot="ABX001", date="2021-09-06"),)),
        replace(EXAMPLE, doses=(replace(_FIRST, lot="ABX001", vaccine="pfizer"),)),
    ),
)
