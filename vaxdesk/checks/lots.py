"""What the lots of a day tell: which one a mistyped lot was, which vaccine a lot is, on which day a dose was given."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from vaxdesk.checks.thresholds import LOT_ALIKE, LOT_CROWD, LOT_LASTS, LOT_RARE, LOT_STRAY, LOT_USED
from vaxdesk.model.dates import days_between, is_date, show
from vaxdesk.model.person import Dose
from vaxdesk.model.surroundings import Lot, Surroundings

_LOOK_ALIKE: Final = str.maketrans("OIL", "011")


def find_lot(day: Mapping[Lot, int], said: Lot) -> tuple[str, bool] | None:
    """Give the lot that a rare one was meant for on a day, and whether it differs in form or look-alikes only.

    It is one that many doses of that vaccine bear on that day, a slip of the hand away; None where none or two are.
    """
    count = day.get(said, 0)
    if count > LOT_RARE * max(day.values(), default=0):
        return None  # as most are
    many = [
        other.lot
        for other, doses in day.items()
        if other.vaccine == said.vaccine and doses >= LOT_USED and count <= LOT_RARE * doses and other.lot
    ]
    if not many or not said.lot:
        return None
    bare = _bare(said.lot)
    same = [lot for lot in many if _bare(lot) == bare]
    if same:
        return (same[0], True) if len(same) == 1 else None
    near = [lot for lot in many if OSA.distance(_bare(lot), bare, score_cutoff=LOT_ALIKE) <= LOT_ALIKE]
    return (near[0], False) if len(near) == 1 else None


@lru_cache(maxsize=4096)
def _bare(lot: str) -> str:
    return "".join(char for char in lot.upper() if char.isalnum()).translate(_LOOK_ALIKE)


def is_one_missing(lot: str, other: str) -> bool:
    """Tell whether a lot is another with a letter too few or too many, or two swapped: no lots of a row differ so."""
    one, two = _bare(lot), _bare(other)
    return len(one) != len(two) or sorted(one) == sorted(two)


def find_vaccine(vaccines: Mapping[str, int]) -> str | None:
    """Give the vaccine that a lot is of, by how many doses of each bear it; None where that isn't plain."""
    if not vaccines:
        return None
    if len(vaccines) == 1:
        ((vaccine, doses),) = vaccines.items()
        return vaccine if doses >= LOT_USED else None
    vaccine = max(vaccines, key=lambda one: (vaccines[one], one))
    doses = vaccines[vaccine]
    rest = sum(vaccines.values()) - doses
    return vaccine if doses >= LOT_USED and rest <= LOT_RARE * doses else None


def find_day(dose: Dose, surroundings: Surroundings, earliest: str, latest: str) -> str | None:
    """Give the day that was meant: the only one a slip of the hand away on which that lot was given, and many of it.

    None where there is none, where there are two, be it that somebody got the lot alone on the other, or where the day
    as written is one of that lot's as well. Days between ``earliest`` and ``latest`` (ISO 8601, both excluded) are
    taken.
    """
    written = dose.date
    if written is None or len(written) != 10 or not dose.lot or not dose.vaccine:
        return None
    days = surroundings.find_days(Lot(dose.vaccine, dose.lot))
    own = days.get(written, 0)
    near = [day for day in days if earliest < day < latest and is_slip(written, day)]
    doses = days[near[0]] if len(near) == 1 else 0
    return near[0] if doses >= LOT_USED and own <= LOT_RARE * doses else None


def find_days_like(written: str, dose: Dose, surroundings: Surroundings) -> list[str]:
    """Give the days on which many got the lot of a dose and that differ in one sign from a text, dd/mm/yyyy."""
    if not dose.lot or not dose.vaccine:
        return []
    days = surroundings.find_days(Lot(dose.vaccine, dose.lot))
    return [
        day
        for day, doses in sorted(days.items())
        if doses >= LOT_USED and OSA.distance(show(day), written, score_cutoff=1) <= 1
    ]


def is_sure_day(dose: Dose, day: str, surroundings: Surroundings) -> bool:
    """Tell whether no other day explains what was written.

    It was a big session, and the lot was given in such: who got it alone could have on any day. And no day of the lot
    has the same day in another month, or lies in the same month: the whole month or day may be mistyped as well.
    """
    days = surroundings.find_days(Lot(dose.vaccine or "", dose.lot or ""))
    alone = sum(doses for doses in days.values() if doses < LOT_USED)
    if days.get(day, 0) < LOT_CROWD or alone > LOT_STRAY * sum(days.values()):
        return False
    written = dose.date or ""
    others = set(days) - {day, written}
    return not any(other[8:] == written[8:] or other[:7] == written[:7] for other in others)


def find_turned_day(dose: Dose, surroundings: Surroundings) -> str | None:
    """Give the day with day and month swapped, where it is one of the lot's and the day as written is far from all."""
    if dose.date is None or len(dose.date) != 10 or not dose.lot or not dose.vaccine:
        return None
    return turn_day(dose.date, surroundings.find_days(Lot(dose.vaccine, dose.lot)))


def turn_day(written: str, days: Mapping[str, int]) -> str | None:
    """Give what :func:`find_turned_day` gives, of a full day and how many got the lot on which days."""
    turned = f"{written[:4]}-{written[8:]}-{written[5:7]}"
    doses, own = days.get(turned, 0), days.get(written, 0)
    if doses < LOT_USED or own > LOT_RARE * doses or turned == written or not is_date(turned):
        return None
    common = [day for day, count in days.items() if count >= LOT_USED]
    return turned if all(abs(days_between(day, written) or 0) > LOT_LASTS for day in common) else None


def is_own_day(dose: Dose, surroundings: Surroundings) -> bool:
    """Tell whether many doses of that lot were given on the day of a dose."""
    if dose.date is None or not dose.lot or not dose.vaccine:
        return False
    return surroundings.find_days(Lot(dose.vaccine, dose.lot)).get(dose.date, 0) >= LOT_USED


def is_slip(written: str, day: str) -> bool:
    """Tell whether one day was written for another: day and month swapped, one digit wrong, two digits swapped."""
    if written == day:
        return False
    turned = f"{written[:4]}-{written[8:]}-{written[5:7]}"
    return turned == day or OSA.distance(show(written), show(day), score_cutoff=1) <= 1
