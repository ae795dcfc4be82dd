"""Numbers of invented people: identity cards, passports, phones, health insurance; none is given out twice."""

from __future__ import annotations

import random

from vaxdesk.intake.samples.names import Weighted, weigh_words
from vaxdesk.model.identity import OLD_MOBILE_PREFIXES

HOME_PROVINCE = "070"
"""Bình Phước in the first three digits of a personal number (Thông tư 07/2016/TT-BCA, annex 1)."""

_OTHER_PROVINCES: dict[str, Weighted] = {
    "Kinh": weigh_words({
        "038": 12, "040": 12, "042": 6, "034": 6, "036": 6, "033": 3, "001": 2, "030": 4, "049": 4, "051": 6, "052": 6,
        "074": 6, "079": 6, "066": 4, "083": 3, "089": 3, "096": 2,
    }),
    "Tày": weigh_words({"004": 50, "020": 30, "006": 10, "024": 10}),
    "Nùng": weigh_words({"004": 40, "020": 45, "019": 5, "024": 10}),
    "Khmer": weigh_words({"072": 30, "084": 30, "094": 40}),
    "M'Nông": weigh_words({"067": 70, "066": 30}),
}  # fmt: skip
_BORN_HERE = {"Kinh": 0.55, "Tày": 0.4, "Nùng": 0.4, "Khmer": 0.75, "M'Nông": 0.85, "S'Tiêng": 1.0}

_PHONE_PREFIXES = weigh_words({
    "032": 4, "033": 6, "034": 5, "035": 6, "036": 6, "037": 6, "038": 6, "039": 5, "086": 5, "096": 7, "097": 8,
    "098": 8, "081": 2, "082": 2, "083": 2, "084": 2, "085": 2, "088": 2, "091": 4, "094": 4, "070": 1, "076": 1,
    "077": 1, "078": 1, "079": 1, "090": 3, "093": 3, "056": 1, "058": 1, "092": 1, "059": 1,
})  # fmt: skip
OLD_PREFIXES: dict[str, str] = {today: once for once, today in OLD_MOBILE_PREFIXES.items()}
"""Mobile prefixes of today with those they had until 2018, one digit longer."""

_INSURED_GROUPS = {
    "pupil": ("HS4",), "small child": ("TE1",), "minority": ("DT2", "DK2"), "poor": ("HN2",), "worker": ("DN4",),
    "servant": ("HC4",), "household": ("GD4",), "old": ("BT2", "GD4"),
}  # fmt: skip


class Papers:
    """Gives out numbers and remembers them, so that two people share one only where a list got it wrong."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._given: set[str] = set()

    def claim(self, number: str) -> bool:
        """Take ``number`` for somebody; False where somebody has it already."""
        if number in self._given:
            return False
        self._given.add(number)
        return True

    def issue_personal_number(self, ethnicity: str, sex: str, birth_year: int) -> str:
        """Issue twelve digits: province of birth registration, century and sex, year, six digits."""
        elsewhere = _OTHER_PROVINCES.get(ethnicity)
        at_home = elsewhere is None or self._chance.random() < _BORN_HERE[ethnicity]
        province = HOME_PROVINCE if at_home or elsewhere is None else elsewhere.draw(self._chance)
        century_and_sex = (birth_year // 100 - 19) * 2 + (sex == "female")
        return self._issue(f"{province}{century_and_sex}{birth_year % 100:02d}", 6)

    def issue_old_number(self) -> str:
        """Issue the nine digits of a CMND."""
        return self._issue(self._chance.choice(("285", "285", "285", "280", "172", "186", "212")), 6)

    def issue_passport(self, country: str) -> str:
        """Issue a foreign passport's number: a letter and seven or eight digits."""
        start, digits = {"CN": ("E", 8), "KR": ("M", 8), "LA": ("P", 7), "IN": ("R", 7)}.get(country, ("N", 8))
        return self._issue(start, digits)

    def issue_insurance(self, group: str) -> str:
        """Issue a health insurance number: fifteen characters, or the ten of the cards since 2021."""
        code = self._chance.choice(_INSURED_GROUPS[group])
        number = self._issue("70", 8)
        return number if self._chance.random() < 0.25 else f"{code}70{number}"

    def issue_phone(self) -> str:
        """Issue ten digits with a prefix of today."""
        return self._issue(_PHONE_PREFIXES.draw(self._chance), 7)

    def _issue(self, start: str, digits: int) -> str:
        while True:
            number = f"{start}{self._chance.randrange(10**digits):0{digits}d}"
            if not _is_placeholder(number) and self.claim(number):
                return number


def _is_placeholder(number: str) -> bool:
    return len(set(number)) <= 2 or number in "01234567890123456789"
