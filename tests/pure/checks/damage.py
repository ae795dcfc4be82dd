"""People of an invented commune as clerks and spreadsheets spoil them, with the truth beside: to measure suggestions.

Written without a look at the rules: it knows what goes wrong at a desk, not what anybody finds.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from vaxdesk.intake.samples import InventedPerson, invent_people
from vaxdesk.model.catalogue import Catalogues
from vaxdesk.model.fields import DOSE_FIELDS, PERSON_FIELDS
from vaxdesk.model.person import Dose, Guardian, Person

Place = tuple[str, str | None, str]
"""A person's id, the dose's id or None, the field."""


@dataclass(frozen=True)
class Damaged:
    """The people as they stand in the store; what is true of each place; what was done where."""

    people: list[Person]
    truth: dict[str, Person]
    done: dict[Place, str]


PROVABLE = frozenset({
    "lost zero", "sex turned", "sex missing", "year mistyped", "number turned", "accents lost", "letters mixed",
    "bytes mixed", "day and month turned", "digit of a day", "numbers exchanged", "vaccine missing",
    "vaccine mistyped", "lot mistyped", "hamlet otherwise", "accents of a guardian",
})  # fmt: skip
"""Damage of which something else in the store bears witness. A slip in a name's tone or the serial digits doesn't."""


def spoil_commune(count: int, seed: int, catalogues: Catalogues) -> Damaged:
    """Invent a commune and spoil about a third of it, a few people twice; some stand in a verified list as well."""
    chance = random.Random(seed)
    truth: dict[str, Person] = {}
    people: list[Person] = []
    done: dict[Place, str] = {}
    commune = invent_people(count, seed)
    children = _find_children(commune)
    for place, invented in enumerate(commune):
        true = _make_person(f"p{place}", invented.truth, list(invented.doses))
        truth[true.id] = true
        if chance.random() < 0.08:
            twin = replace(true, id=f"v{place}", verification="matched", doses=())
            truth[twin.id] = twin
            people.append(twin)
            if chance.random() < 0.5:
                people.append(_Clerk(chance, catalogues, true, done, has_twin=True).spoil(["accents lost"]))
                continue
        times = chance.choices((0, 1, 2, 3), cum_weights=(64, 94, 99, 100))[0]
        kinds = chance.choices(_KINDS, weights=_WEIGHTS, k=times)
        clerk = _Clerk(chance, catalogues, true, done, phones=children.get((invented.household, str(true.full_name))))
        people.append(clerk.spoil(kinds))
    return Damaged(people, truth, done)


def _find_children(commune: list[InventedPerson]) -> dict[tuple[int, str], set[str]]:
    """Give by household and name of a guardian the phones in the rows of the children that name it."""
    found: dict[tuple[int, str], set[str]] = {}
    for one in commune:
        guardian = one.truth["guardian"]
        if isinstance(guardian, dict):
            phones = found.setdefault((one.household, str(guardian["full_name"])), set())
            phones.update({str(one.truth["phone"]), str(guardian["phone"])})
    return found


def _make_person(who: str, said: Any, doses: list[Any]) -> Person:  # noqa: ANN401
    values = {name: value for name, value in said.items() if name != "guardian"}
    guardian = said["guardian"]
    given = tuple(
        Dose(f"{who}-{one.number}", one.number, one.kind, one.vaccine, one.lot, one.date, one.site) for one in doses
    )
    return Person(who, **values, guardian=Guardian(**guardian) if guardian else None, doses=given)


_SHARES = {
    "lost zero": 6, "sex turned": 7, "sex missing": 4, "year mistyped": 8, "number turned": 6, "number mistyped": 6,
    "number borrowed": 2, "tone": 5, "letters mixed": 6, "bytes mixed": 4, "day and month turned": 8,
    "digit of a day": 5, "year of a day": 3, "same day": 2, "numbers exchanged": 4, "vaccine missing": 5,
    "vaccine mistyped": 5, "lot mistyped": 8, "hamlet otherwise": 10,
    "birthday turned": 3, "phone": 4,
    "accents of a guardian": 6, "accents gone": 2,
}  # fmt: skip
_KINDS, _WEIGHTS = list(_SHARES), list(_SHARES.values())


class _Clerk:
    """Spoils one person."""

    def __init__(
        self,
        chance: random.Random,
        catalogues: Catalogues,
        true: Person,
        done: dict[Place, str],
        *,
        has_twin: bool = False,
        phones: Collection[str] | None = None,
    ) -> None:
        self._chance, self._catalogues, self._done = chance, catalogues, done
        self._person, self._has_twin, self._phones = true, has_twin, phones

    def spoil(self, kinds: list[str]) -> Person:
        for kind in kinds:
            getattr(self, f"_{kind.replace(' ', '_')}")(kind)
        return self._person

    def _write(self, kind: str, field: str, text: str) -> None:
        """Let a list say that text."""
        if (self._person.id, None, field) in self._done:
            return
        reading = PERSON_FIELDS[field].parse(text, self._catalogues)
        raw = {**self._person.raw, field: reading.raw} if reading.raw is not None else self._person.raw
        before = getattr(self._person, field)
        changed: dict[str, Any] = {field: reading.value, "raw": raw}
        self._person = replace(self._person, **changed)
        if reading.value != before:
            self._done[self._person.id, None, field] = kind

    def _write_dose(self, kind: str, place: int, field: str, text: str) -> None:
        doses = list(self._person.doses)
        dose = doses[place]
        if (self._person.id, dose.id, field) in self._done:
            return
        reading = DOSE_FIELDS[field].parse(text, self._catalogues)
        raw = {**dose.raw, field: reading.raw} if reading.raw is not None else dose.raw
        if reading.value != getattr(dose, field):
            self._done[self._person.id, dose.id, field] = kind
        changed: dict[str, Any] = {field: reading.value, "raw": raw}
        doses[place] = replace(dose, **changed)
        self._person = replace(self._person, doses=tuple(doses))

    def _number(self) -> str | None:
        number = self._person.id_number
        return number if number is not None and len(number) == 12 and number.isdigit() else None

    def _pick_dose(self) -> int | None:
        return self._chance.randrange(len(self._person.doses)) if self._person.doses else None

    def _lost_zero(self, kind: str) -> None:
        number = self._number()
        if number is not None and len(self._person.birth_date or "") >= 4:
            self._write(kind, "id_number", number.lstrip("0"))

    def _sex_turned(self, kind: str) -> None:
        if self._number() is not None:
            self._write(kind, "sex", "Nam" if self._person.sex == "female" else "Nữ")

    def _sex_missing(self, kind: str) -> None:
        if self._number() is not None:
            self._write(kind, "sex", "")

    def _year_mistyped(self, kind: str) -> None:
        born = self._person.birth_date
        if self._number() is None or born is None or len(born) < 10:
            return
        year = int(born[:4]) + self._chance.choice((-10, -2, -1, 1, 2, 10))
        day = f"{born[8:]}/{born[5:7]}" if born[5:] != "02-29" else "28/02"
        self._write(kind, "birth_date", f"{day}/{year}")

    def _number_turned(self, kind: str) -> None:
        """Swap two neighbouring digits; only where they tell sex, century or year does the row bear witness."""
        number = self._number()
        if number is None:
            return
        place = self._chance.randrange(11)
        turned = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        self._write(kind if place == 3 and number[3] != number[4] else "number mistyped", "id_number", turned)

    def _number_mistyped(self, kind: str) -> None:
        number = self._number()
        if number is not None:
            place = self._chance.randrange(12)
            self._write(kind, "id_number", number[:place] + self._chance.choice("0123456789") + number[place + 1 :])

    def _number_borrowed(self, kind: str) -> None:
        """Give another number of the province, as a relative's is: other year, other sex."""
        if self._number() is not None:
            year = self._chance.randrange(1940, 2012)
            century = (year // 100 - 19) * 2 + self._chance.randrange(2)
            serial = self._chance.randrange(10**6)
            self._write(kind, "id_number", f"070{century}{year % 100:02d}{serial:06d}")

    def _tone(self, kind: str) -> None:
        apart = unicodedata.normalize("NFD", self._person.full_name or "")
        places = [at for at, sign in enumerate(apart) if sign in "\u0300\u0301\u0303\u0309\u0323"]
        if places:
            at = self._chance.choice(places)
            self._write(kind, "full_name", unicodedata.normalize("NFC", apart[:at] + apart[at + 1 :]))

    def _accents_lost(self, kind: str) -> None:
        name = self._person.full_name or ""
        if self._number() is not None and self._has_twin:
            self._write(kind, "full_name", _take_accents(name))

    def _accents_of_a_guardian(self, kind: str) -> None:
        """Take the accents of somebody whom a child names that has the phone, or the address."""
        true = self._person
        if self._phones is not None and (true.phone in self._phones or true.address is not None):
            self._write(kind, "full_name", _take_accents(true.full_name or ""))

    def _accents_gone(self, kind: str) -> None:
        self._write(kind, "full_name", _take_accents(self._person.full_name or ""))

    def _letters_mixed(self, kind: str) -> None:
        name = self._person.full_name or ""
        if self._person.nationality == "VN":
            way = self._chance.randrange(3)
            mixed = name.lower() if way == 0 else name.swapcase() if way == 1 else name[:2].upper() + name[2:].lower()
            self._write(kind, "full_name", mixed)

    def _bytes_mixed(self, kind: str) -> None:
        name = self._person.full_name or ""
        try:
            seen = name.encode().decode("cp1252")
        except ValueError:
            return
        self._write(kind, "full_name", seen)

    def _day_and_month_turned(self, kind: str) -> None:
        at = self._pick_dose()
        date = self._person.doses[at].date if at is not None else None
        if at is not None and date is not None and date[8:] <= "12" and date[5:7] != date[8:]:
            self._write_dose(kind, at, "date", f"{date[5:7]}/{date[8:]}/{date[:4]}")

    def _digit_of_a_day(self, kind: str) -> None:
        """Mistype a digit of the day so that the order of the doses breaks; otherwise nothing bears witness."""
        at = self._pick_dose()
        if at is None or len(self._person.doses) < 2:
            return
        date = self._person.doses[at].date
        if date is None:
            return
        other = f"{date[8:]}/{self._chance.randrange(1, 13):02d}/{date[:4]}"
        months = [dose.date or "" for dose in self._person.doses]
        broken = at > 0 and f"{other[6:]}-{other[3:5]}-{other[:2]}" <= months[at - 1]
        one_digit = sum(one != two for one, two in zip(other[3:5], date[5:7], strict=True)) == 1
        self._write_dose(kind if broken and one_digit else "month mistyped", at, "date", other)

    def _year_of_a_day(self, kind: str) -> None:
        at = self._pick_dose()
        date = None if at is None else self._person.doses[at].date
        if at is not None and date is not None:
            self._write_dose(kind, at, "date", f"{date[8:]}/{date[5:7]}/{int(date[:4]) - 1}")

    def _same_day(self, kind: str) -> None:
        date = self._person.doses[0].date if len(self._person.doses) > 1 else None
        if date is not None:
            self._write_dose(kind, 1, "date", f"{date[8:]}/{date[5:7]}/{date[:4]}")

    def _numbers_exchanged(self, kind: str) -> None:
        if len(self._person.doses) > 1:
            first, second, *rest = self._person.doses
            if any(one == self._person.id and field == "number" for one, _, field in self._done):
                return
            swapped = (replace(first, number=second.number), replace(second, number=first.number), *rest)
            self._person = replace(self._person, doses=swapped)
            for dose in (first, second):
                self._done[self._person.id, dose.id, "number"] = kind

    def _vaccine_missing(self, kind: str) -> None:
        at = self._pick_dose()
        if at is not None:
            self._write_dose(kind, at, "vaccine", "")

    def _vaccine_mistyped(self, kind: str) -> None:
        at = self._pick_dose()
        vaccine = None if at is None else self._catalogues.vaccine_by_slug(self._person.doses[at].vaccine or "")
        if at is not None and vaccine is not None:
            self._write_dose(kind, at, "vaccine", self._slip(vaccine.name))

    def _lot_mistyped(self, kind: str) -> None:
        at = self._pick_dose()
        if at is not None and self._person.doses[at].lot:
            lot = self._person.doses[at].lot or ""
            way = self._chance.randrange(4)
            spoilt = (
                lot.lower() if way == 0
                else f"{lot[:2]} {lot[2:]}" if way == 1
                else lot.replace("0", "O", 1) if way == 2
                else self._slip(lot)
            )  # fmt: skip
            self._write_dose(kind, at, "lot", spoilt)

    def _hamlet_otherwise(self, kind: str) -> None:
        hamlet = self._person.hamlet or ""
        way = self._chance.randrange(4)
        spoilt = (
            hamlet.upper() if way == 0
            else hamlet.replace(" ", "  ").lower() if way == 1
            else _take_accents(hamlet) if way == 2
            else self._slip(hamlet)
        )  # fmt: skip
        self._write(kind, "hamlet", spoilt)

    def _birthday_turned(self, kind: str) -> None:
        born = self._person.birth_date or ""
        if len(born) == 10 and born[8:] <= "12":
            self._write(kind, "birth_date", f"{born[5:7]}/{born[8:]}/{born[:4]}")

    def _phone(self, kind: str) -> None:
        phone = self._person.phone or ""
        if len(phone) == 10:
            self._write(kind, "phone", phone[:-1])

    def _slip(self, text: str) -> str:
        """Leave a letter out, type one twice, swap two, or hit the wrong key. Digits of a hamlet's name stay."""
        places = [at for at, char in enumerate(text[:-1]) if char.isalnum() and not (char.isdigit() and " " in text)]
        if not places:
            return text
        at, way = self._chance.choice(places), self._chance.randrange(4)
        if way == 0:
            return text[:at] + text[at + 1 :]
        if way == 1:
            return text[: at + 1] + text[at:]
        if way == 2:
            return text[:at] + text[at + 1] + text[at] + text[at + 2 :] if text[at + 1].isalpha() else text
        wrong = self._chance.choice("0123456789" if text[at].isdigit() else "abcdeghiklmnopqrstuvxy")
        return text[:at] + wrong + text[at + 1 :]


def _take_accents(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
