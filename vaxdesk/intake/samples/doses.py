"""Doses of invented people, plausible for the campaign of March 2021 to May 2022.

Intervals follow Decision 3588/QĐ-BYT and dispatches 10225/BYT-DP and 10722/BYT-DP, ages 1535/BYT-DP.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from vaxdesk.intake.samples.names import weigh_words
from vaxdesk.intake.samples.places import DISTRICT_SITE, PROVINCE_SITE, Commune

CAMPAIGN_BEGAN = date(2021, 3, 8)
LAST_DAY = date(2022, 5, 25)
"""The samples show a station's lists as they stood after this day."""

_TEENS_BEGAN = date(2021, 11, 9)
_CHILDREN_BEGAN = date(2022, 4, 18)
_BOOSTERS_BEGAN = date(2021, 12, 18)
YOUNGEST_BORN = date(2017, 4, 10)
"""Whoever is born later was too young for any dose of the samples."""


@dataclass(frozen=True, slots=True)
class InventedDose:
    """One injection as it was: fields as in ``CONTRACT.md`` section 3, ``date`` ISO 8601, ``site`` a platform code."""

    number: int
    kind: str
    vaccine: str
    lot: str
    date: str
    site: str


@dataclass(frozen=True, slots=True)
class _Product:
    """First day here, days to the next primary dose (from, to), doses of the primary course."""

    began: date
    gap: tuple[int, int]
    primary: int = 2


_PRODUCTS: dict[str, _Product] = {
    "astrazeneca": _Product(date(2021, 7, 10), (56, 84)),
    "sinopharm": _Product(date(2021, 8, 16), (21, 28)),
    "pfizer": _Product(date(2021, 8, 2), (21, 28)),
    "moderna": _Product(date(2021, 7, 26), (28, 35)),
    "abdala": _Product(date(2021, 10, 18), (14, 18), primary=3),
    "sputnik-v": _Product(date(2021, 8, 10), (21, 28)),
    "janssen": _Product(date(2021, 12, 20), (0, 0), primary=1),
}
_ADULT_PRODUCTS = weigh_words({
    "astrazeneca": 360, "sinopharm": 350, "pfizer": 170, "moderna": 80, "abdala": 25, "sputnik-v": 10, "janssen": 5,
})  # fmt: skip
_BOOSTERS = weigh_words({"pfizer": 55, "astrazeneca": 25, "moderna": 20})
_SESSION_SHIFT = (2, 1, 0, 1, 0, 1, 0)
"""Days from a weekday (Sunday first) to the next session: Tuesday, Thursday, Saturday."""


class Sessions:
    """A commune's vaccination sessions: days, sites, and the lots that were open on them."""

    def __init__(self, chance: random.Random, commune: Commune) -> None:
        self._chance = chance
        self._station = commune.site[0]
        self._lots: dict[tuple[str, int], str] = {}

    def invent_doses(self, birth: date, *, early: bool) -> tuple[InventedDose, ...]:
        """Invent one to four doses of somebody born on ``birth``; ``early``: the first to be called (health staff)."""
        if count_years(birth, date(2021, 10, 1)) >= 18:
            return self._invent_adult(birth, early=early)
        teen = count_years(birth, _TEENS_BEGAN) >= 12
        began = _TEENS_BEGAN if teen else _CHILDREN_BEGAN
        for_moderna = not teen and count_years(birth, began) >= 6 and self._chance.random() < 0.4
        vaccine = "moderna" if for_moderna else "pfizer"
        day = self._pick_session(began, 40 if teen else 12)
        doses = [self._invent_dose(1, "primary", vaccine, day)]
        if self._chance.random() < (0.88 if teen else 0.4):
            later = self._pick_session(day + timedelta(days=28 if vaccine == "moderna" else 21), 7)
            if later <= LAST_DAY:
                doses.append(self._invent_dose(2, "primary", vaccine, later))
        return tuple(doses)

    def _invent_adult(self, birth: date, *, early: bool) -> tuple[InventedDose, ...]:
        chance = self._chance
        vaccine = "astrazeneca" if early else _ADULT_PRODUCTS.draw(chance)
        product = _PRODUCTS[vaccine]
        began = CAMPAIGN_BEGAN if early else max(product.began, _birthday(birth, 18))
        day = self._pick_session(began, 60 if vaccine == "janssen" else 110)
        doses = [self._invent_dose(1, "primary", vaccine, day)]
        wanted = chance.choices((1, 2, 3, 4), cum_weights=(8, 40, 87, 100))[0]
        while len(doses) < wanted:
            last = doses[-1]
            kind, vaccine, earliest, spread = self._plan_next(last, product)
            day = self._pick_session(earliest, spread)
            if day > LAST_DAY:
                break
            doses.append(self._invent_dose(last.number + 1, kind, vaccine, day))
        return tuple(doses)

    def _plan_next(self, last: InventedDose, product: _Product) -> tuple[str, str, date, int]:
        """Give kind, vaccine, earliest day and spread in days of the dose after ``last``."""
        chance = self._chance
        day = date.fromisoformat(last.date)
        if last.number < product.primary:
            mixed = last.vaccine == "astrazeneca" and chance.random() < 0.15
            shortest, longest = product.gap
            return "primary", "pfizer" if mixed else last.vaccine, day + timedelta(days=shortest), longest - shortest
        if last.kind == "primary" and last.vaccine in {"sinopharm", "sputnik-v"} and chance.random() < 0.6:
            return "additional", _BOOSTERS.draw(chance), max(day + timedelta(days=28), _BOOSTERS_BEGAN), 30
        wait = 120 if last.kind == "booster" else 90
        return "booster", _BOOSTERS.draw(chance), max(day + timedelta(days=wait), _BOOSTERS_BEGAN), 45

    def _pick_session(self, earliest: date, spread: int) -> date:
        day = earliest + timedelta(days=self._chance.randint(0, spread))
        return day + timedelta(days=_SESSION_SHIFT[day.toordinal() % 7])

    def _invent_dose(self, number: int, kind: str, vaccine: str, day: date) -> InventedDose:
        where = self._chance.random()
        site = self._station if where < 0.82 else DISTRICT_SITE[0] if where < 0.95 else PROVINCE_SITE[0]
        return InventedDose(number, kind, vaccine, self._find_lot(vaccine, day), day.isoformat(), site)

    def _find_lot(self, vaccine: str, day: date) -> str:
        """Find the lot in use; one lasts three weeks, and no two vaccines have one of the same name."""
        key = (vaccine, day.toordinal() // 21)
        if key not in self._lots:
            shape = _LOT_SHAPES[vaccine]
            taken = set(self._lots.values())
            while (lot := self._fill_shape(shape)) in taken:
                pass
            self._lots[key] = lot
        return self._lots[key]

    def _fill_shape(self, shape: str) -> str:
        letters, digits = "ABCDEFGHKLMNPRSTVXY", "0123456789"
        filled = (self._chance.choice(digits if sign == "9" else letters) if sign in "9A" else sign for sign in shape)
        return "".join(filled).replace("#", "A")


_LOT_SHAPES = {
    "astrazeneca": "#BV9999", "pfizer": "FA9999", "moderna": "99999A9#", "sinopharm": "2021999999",
    "abdala": "CIGB-9999", "sputnik-v": "I-999999", "janssen": "XE999",
}  # fmt: skip
"""Shapes of lot numbers: 9 stands for a digit, A for a letter, # for the letter A itself."""


def count_years(birth: date, day: date) -> int:
    """Count the full years of life on a day."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _birthday(birth: date, age: int) -> date:
    return date(birth.year + age, birth.month, min(birth.day, 28)) + timedelta(days=3)
