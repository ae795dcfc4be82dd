"""What a list makes of people: the truth as text, with the mistakes that clerks and spreadsheets make."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from vaxdesk.intake.samples.doses import InventedDose
from vaxdesk.intake.samples.names import weigh_words
from vaxdesk.intake.samples.papers import OLD_PREFIXES, Papers
from vaxdesk.intake.samples.slips import (
    drop_letter,
    drop_middle_name,
    swap_digits,
    swap_letters,
    take_accents,
    take_tone,
    turn_tone,
    type_other_digit,
)
from vaxdesk.model.person import Value

Outcome = Literal["right", "wrong", "no_number", "pending"]
"""What comparing the row with the population database would give: right; one of name, birth date, sex, number wrong;
no number or a malformed one; right, but nobody has compared it yet."""


@dataclass(frozen=True, slots=True)
class Damage:
    """One difference of meaning between truth and list: ``what`` happened to ``field``, of which ``dose`` (number)."""

    field: str
    what: str
    dose: int | None = None


@dataclass(frozen=True, slots=True)
class WrittenDose:
    """A dose as the list has it: text, dates dd/mm/yyyy, the vaccine's slug, None for an empty cell."""

    number: int
    vaccine: str | None
    lot: str | None
    date: str | None
    site: str | None


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """What the list says of one person, and what is wrong in it."""

    words: dict[str, str | None]
    doses: tuple[WrittenDose, ...]
    damages: tuple[Damage, ...]


_WRONG = weigh_words({"full_name": 35, "birth_date": 30, "id_number": 25, "sex": 10})
_NO_NUMBER = weigh_words({
    "missing": 55, "lost_zero": 15, "wrong_length": 10, "placeholder": 8, "scientific": 6, "letters": 6,
})  # fmt: skip
_BESIDE = weigh_words({"": 55, "phone": 28, "dose": 17})
_NAME_SLIPS = weigh_words({
    "tone_lost": 25, "tone_turned": 25, "letters_swapped": 15, "letter_lost": 15, "accents_lost": 12, "middle_lost": 8,
})  # fmt: skip
_DATE_SLIPS = weigh_words({
    "swapped": 30, "day_off": 25, "year_off": 25, "first_of_january": 10, "year_only": 5, "missing": 5, "impossible": 4,
})  # fmt: skip
_NUMBER_SLIPS = weigh_words({"digit": 55, "digits_swapped": 35, "borrowed": 10})
_PHONE_SLIPS = weigh_words({"old_prefix": 45, "lost_zero": 20, "missing": 15, "digit_lost": 15, "letters": 5})
_DOSE_SLIPS = weigh_words({"date_missing": 25, "same_day": 20, "swapped": 20, "vaccine_missing": 20, "year_off": 15})
_FAKE_NUMBERS = ("000000000000", "123456789", "111111111", "0000", "không có")


class Clerk:
    """Writes people down. ``papers`` knows whose number is whose, so that a slip doesn't hit another's by accident."""

    def __init__(self, chance: random.Random, papers: Papers) -> None:
        self._chance = chance
        self._papers = papers

    def write_row(
        self, facts: Mapping[str, Value], doses: Sequence[InventedDose], outcome: Outcome, relatives: Sequence[str]
    ) -> WrittenRow:
        """Write one person down. ``relatives`` are the numbers of the household, one of which may be borrowed."""
        words = _spell_words(facts)
        written = tuple(
            WrittenDose(dose.number, dose.vaccine, dose.lot, _spell_date(dose.date), dose.site) for dose in doses
        )
        damages: list[Damage] = []
        if outcome == "no_number":
            damages.append(self._spoil_number(words))
        elif outcome == "wrong":
            damages.extend([self._slip(words, field, relatives) for field in self._pick_fields()])
            beside = _BESIDE.draw(self._chance)
            if beside == "phone":
                damages.append(self._slip_phone(words))
            elif beside == "dose":
                written, damage = self._slip_dose(written)
                damages.append(damage)
        return WrittenRow(words, written, tuple(damages))

    def _pick_fields(self) -> list[str]:
        first = _WRONG.draw(self._chance)
        second = _WRONG.draw(self._chance)
        return [first, second] if second != first and self._chance.random() < 0.15 else [first]

    def _slip(self, words: dict[str, str | None], field: str, relatives: Sequence[str]) -> Damage:
        if field == "full_name":
            return self._slip_name(words)
        if field == "birth_date":
            return self._slip_date(words)
        if field == "sex":
            return self._slip_sex(words)
        return self._slip_number(words, relatives)

    def _slip_name(self, words: dict[str, str | None]) -> Damage:
        """Mistype the name; where a slip can't happen to it (no tone to lose), another does."""
        name = words["full_name"] or ""
        slips = {
            "tone_lost": take_tone, "tone_turned": turn_tone, "letters_swapped": swap_letters,
            "letter_lost": drop_letter, "middle_lost": drop_middle_name,
        }  # fmt: skip
        while True:
            what = _NAME_SLIPS.draw(self._chance)
            spoilt = take_accents(name) if what == "accents_lost" else slips[what](self._chance, name)
            if spoilt != name:
                words["full_name"] = spoilt
                return Damage("full_name", what)

    def _slip_date(self, words: dict[str, str | None]) -> Damage:
        said = words["birth_date"] or ""
        while True:
            what = _DATE_SLIPS.draw(self._chance)
            spoilt = self._spoil_date(said, what)
            if spoilt != said:
                words["birth_date"] = spoilt
                return Damage("birth_date", what)

    def _spoil_date(self, said: str, what: str) -> str | None:
        """Give the date with that slip, or as it was where the slip can't happen to it."""
        if what == "missing":
            return None
        year = int(said[-4:])
        if what in {"impossible", "first_of_january"}:
            day = self._chance.choice(("30/02", "31/04", "31/06", "31/09")) if what == "impossible" else "01/01"
            return f"{day}/{year}"
        if what == "year_off":
            return f"{said[:-4]}{year - self._chance.choice((-1, 1, 2, 10))}"
        if what == "year_only" or len(said) == 4:
            return str(year)
        if what == "swapped":
            return _swap_day_and_month(said)
        near = date(year, int(said[3:5]), int(said[:2])) + timedelta(days=self._chance.choice((-10, -2, -1, 1, 2, 10)))
        return f"{near.day:02d}/{near.month:02d}/{near.year}"

    def _slip_sex(self, words: dict[str, str | None]) -> Damage:
        if self._chance.random() < 0.25:
            words["sex"] = None
            return Damage("sex", "missing")
        words["sex"] = "Nữ" if words["sex"] == "Nam" else "Nam"
        return Damage("sex", "other")

    def _slip_number(self, words: dict[str, str | None], relatives: Sequence[str]) -> Damage:
        number = words["id_number"] or ""
        what = _NUMBER_SLIPS.draw(self._chance)
        others = [relative for relative in relatives if relative != number]
        if what == "borrowed" and others:
            words["id_number"] = self._chance.choice(others)
            return Damage("id_number", what)
        slip, what = (swap_digits, what) if what == "digits_swapped" else (type_other_digit, "digit")
        for _ in range(20):
            spoilt = slip(self._chance, number)
            if spoilt != number and self._papers.claim(spoilt):
                words["id_number"] = spoilt
                return Damage("id_number", what)
        # A number of few different digits, or crowded by others: what is left is one digit too few.
        words["id_number"] = number[:-1]
        return Damage("id_number", "wrong_length")

    def _spoil_number(self, words: dict[str, str | None]) -> Damage:
        number = words["id_number"] or ""
        while True:
            what = _NO_NUMBER.draw(self._chance)
            spoilt = self._malform(number, what)
            if spoilt != number:
                words["id_number"] = spoilt
                return Damage("id_number", what)

    def _malform(self, number: str, what: str) -> str | None:
        if what == "missing":
            return None
        if what == "placeholder":
            return self._chance.choice(_FAKE_NUMBERS)
        if what == "wrong_length":
            return number[:-1] if self._chance.random() < 0.6 else number + self._chance.choice("0123456789")
        if what == "lost_zero":
            return number.lstrip("0")
        if what == "scientific":
            return f"{int(number):.3E}" if len(number) == 12 else number
        return number.replace("0", "O")

    def _slip_phone(self, words: dict[str, str | None]) -> Damage:
        phone = words["phone"] or ""
        while True:
            what = _PHONE_SLIPS.draw(self._chance)
            spoilt = self._spoil_phone(phone, what)
            if spoilt != phone:
                words["phone"] = spoilt
                return Damage("phone", what)

    def _spoil_phone(self, phone: str, what: str) -> str | None:
        if what == "missing":
            return None
        if what == "old_prefix":
            return OLD_PREFIXES.get(phone[:3], phone[:3]) + phone[3:]
        if what == "lost_zero":
            return phone[1:]
        if what == "digit_lost":
            return phone[:-1]
        place = self._chance.randrange(3, 10)
        return f"{phone[:place]}x{phone[place + 1 :]}"

    def _slip_dose(self, doses: tuple[WrittenDose, ...]) -> tuple[tuple[WrittenDose, ...], Damage]:
        """Spoil one dose; where the slip needs two doses or can't happen to this one, another does."""
        while True:
            what = _DOSE_SLIPS.draw(self._chance)
            place = self._chance.randrange(len(doses))
            spoilt = self._spoil_dose(doses, place, what)
            if spoilt != doses[place]:
                field = "vaccine" if what == "vaccine_missing" else "date"
                changed = (*doses[:place], spoilt, *doses[place + 1 :])
                return changed, Damage(field, what.removeprefix(f"{field}_"), doses[place].number)

    def _spoil_dose(self, doses: tuple[WrittenDose, ...], place: int, what: str) -> WrittenDose:
        dose = doses[place]
        said = dose.date or ""
        if what == "date_missing":
            return replace(dose, date=None)
        if what == "vaccine_missing":
            return replace(dose, vaccine=None)
        if what == "same_day":
            return replace(dose, date=doses[place - 1].date) if place else dose
        if what == "year_off":
            return replace(dose, date=f"{said[:-4]}{int(said[-4:]) - 1}")
        return replace(dose, date=_swap_day_and_month(said))


def _spell_words(facts: Mapping[str, Value]) -> dict[str, str | None]:
    """Give the person's fields as a careful clerk would type them."""
    words = {
        field: None if value is None else str(value) for field, value in facts.items() if not isinstance(value, dict)
    }
    words["birth_date"] = _spell_date(str(facts["birth_date"]))
    words["sex"] = "Nam" if facts["sex"] == "male" else "Nữ"
    guardian = facts["guardian"]
    words["guardian"] = words["guardian_phone"] = None
    if isinstance(guardian, dict):
        words["guardian"], words["guardian_phone"] = str(guardian["full_name"]), str(guardian["phone"])
    return words


def _swap_day_and_month(said: str) -> str:
    """Take dd/mm for mm/dd, where that is a date at all."""
    return f"{said[3:5]}/{said[:2]}{said[5:]}" if int(said[:2]) <= 12 else said


def _spell_date(iso: str) -> str:
    """Give an ISO date as dd/mm/yyyy; a year stays a year."""
    return "/".join(reversed(iso.split("-")))
