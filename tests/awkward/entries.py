"""People as a careless clerk types them, cell by cell, with what a careful reader would take from each cell."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from vaxdesk.intake.samples import InventedPerson, invent_people
from vaxdesk.intake.samples.forms import spell_vaccine
from vaxdesk.model.identity import OLD_MOBILE_PREFIXES


@dataclass(frozen=True, slots=True)
class Padded:
    """A number whose format shows zeros in front, up to so many digits."""

    number: int
    digits: int

    def __str__(self) -> str:
        return str(self.number).zfill(self.digits)


@dataclass(frozen=True, slots=True)
class Failed:
    """A cell whose formula failed: what it shows."""

    shows: str

    def __str__(self) -> str:
        return self.shows


Cell = str | int | float | date | Padded | Failed | None
EXCEL_ZERO: Final = date(1899, 12, 30)
Damage = Callable[[random.Random, "list[Entry]"], None]


@dataclass(slots=True)
class Entry:
    """One person: ``cells`` as typed, by key; ``meant`` what each field has to become, None where it must stay raw.

    Keys of both: the fields of a person, ``dose1.date`` and so on for a dose.
    """

    person: InventedPerson
    cells: dict[str, Cell] = field(default_factory=dict)
    meant: dict[str, str | None] = field(default_factory=dict)

    @property
    def doses(self) -> list[int]:
        """The numbers of the doses given."""
        return [dose.number for dose in self.person.doses]


def make_entries(count: int, seed: int) -> list[Entry]:
    """Make people written down without a flaw: every cell text, dates dd/mm/yyyy."""
    entries = []
    for turn, person in enumerate(invent_people(count, seed)):
        if person.truth["nationality"] != "VN":
            continue
        entry = Entry(person)
        for key in ("full_name", "id_number", "phone", "hamlet", "health_insurance", "address"):
            _put(entry, key, person.truth[key])
        birth = str(person.truth["birth_date"])
        _put(entry, "birth_date", birth, show_date(birth))
        _put(entry, "sex", person.truth["sex"], "Nam" if person.truth["sex"] == "male" else "Nữ")
        for dose in person.doses:
            at = f"dose{dose.number}"
            _put(entry, f"{at}.date", dose.date, show_date(dose.date))
            _put(entry, f"{at}.vaccine", dose.vaccine, spell_vaccine(dose.vaccine, turn))
            _put(entry, f"{at}.lot", dose.lot)
        entries.append(entry)
    return entries


def _put(entry: Entry, key: str, value: object, shown: str | None = None) -> None:
    if value is not None:
        entry.meant[key] = str(value)
        entry.cells[key] = shown or str(value)


def show_date(iso: str, mark: str = "/", *, short: bool = False, bare: bool = False) -> str:
    """Write an ISO date the day first; ``short``: two digits of the year, ``bare``: no zeros in front."""
    parts = iso.split("-")[::-1]
    if bare:
        parts = [*(part.lstrip("0") for part in parts[:-1]), parts[-1]]
    if short and len(parts) == 3:
        parts[-1] = parts[-1][2:]
    return mark.join(parts)


def _each_date(entries: Sequence[Entry]) -> list[tuple[Entry, str, str]]:
    return [
        (entry, key, value)
        for entry in entries
        for key, value in entry.meant.items()
        if key.endswith("date") and value is not None
    ]


# Dates --------------------------------------------------------------------------------------------------------------


def date_marks(chance: random.Random, entries: list[Entry]) -> None:
    """Write dates with dots, dashes and without zeros."""
    for entry, key, value in _each_date(entries):
        entry.cells[key] = show_date(value, chance.choice("/.-"), bare=chance.random() < 0.5)


def short_years(chance: random.Random, entries: list[Entry]) -> None:
    """Write the days of injections with two digits for the year."""
    for entry, key, value in _each_date(entries):
        if key != "birth_date":
            entry.cells[key] = show_date(value, short=True, bare=chance.random() < 0.5)


def true_dates(_: random.Random, entries: list[Entry]) -> None:
    """Let Excel hold dates as dates."""
    for entry, key, value in _each_date(entries):
        if len(value) == 10:
            entry.cells[key] = date.fromisoformat(value)


def mixed_dates(chance: random.Random, entries: list[Entry]) -> None:
    """Let some dates be dates and some text, all right."""
    for entry, key, value in _each_date(entries):
        if len(value) == 10 and chance.random() < 0.5:
            entry.cells[key] = date.fromisoformat(value)


def swapped_dates(_: random.Random, entries: list[Entry]) -> None:
    """Type the day first into an American Excel: what can be a date has day and month swapped, the rest stays text."""
    for entry, key, value in _each_date(entries):
        if len(value) == 10 and int(value[8:]) <= 12:
            entry.cells[key] = date(int(value[:4]), int(value[8:]), int(value[5:7]))


def years_only(_: random.Random, entries: list[Entry]) -> None:
    """Write only the year of birth, as a number."""
    for entry in entries:
        if entry.meant["birth_date"] is not None:
            year = str(entry.meant["birth_date"])[:4]
            entry.cells["birth_date"], entry.meant["birth_date"] = int(year), year


def two_digit_years(_: random.Random, entries: list[Entry]) -> None:
    """Write two digits of the year of birth, of those for whom they can mean one year only."""
    for entry in entries:
        if entry.meant["birth_date"] is not None and str(entry.meant["birth_date"])[:4] > "1925":
            year = str(entry.meant["birth_date"])[:4]
            entry.cells["birth_date"], entry.meant["birth_date"] = year[2:], year


def years_as_days(_: random.Random, entries: list[Entry]) -> None:
    """Type years into cells for dates: Excel makes days of 1905 of them."""
    for entry in entries:
        if entry.meant["birth_date"] is None:
            continue
        year = int(str(entry.meant["birth_date"])[:4])
        entry.cells["birth_date"], entry.meant["birth_date"] = EXCEL_ZERO + timedelta(days=year), str(year)


def counted_days(_: random.Random, entries: list[Entry]) -> None:
    """Let dates stand there as Excel counts them, the format of the cells being gone."""
    for entry, key, value in _each_date(entries):
        if len(value) == 10:
            day = date.fromisoformat(value)
            if key != "birth_date" or day > date(1927, 6, 1):
                entry.cells[key] = (day - EXCEL_ZERO).days


def bracketed_dates(chance: random.Random, entries: list[Entry]) -> None:
    """Write dates in brackets, with spaces, with the words of a form."""
    for entry, key, value in _each_date(entries):
        shown = show_date(value)
        if len(value) == 10:
            day, month, year = shown.split("/")
            entry.cells[key] = chance.choice((
                f"({shown})", f"{day} / {month} / {year}", f"ngày {day} tháng {month} năm {year}", f"{shown}.",
                f"{day}.{month}.{year}", f" {shown} ",
            ))  # fmt: skip


def impossible_dates(chance: random.Random, entries: list[Entry]) -> None:
    """Write some days that no calendar has; they have to stay as they are."""
    for entry in entries:
        if chance.random() < 0.1:
            entry.cells["birth_date"] = chance.choice(("30/02/1980", "31/06/1975", "31/04/1968"))
            entry.meant["birth_date"] = None


# Numbers ------------------------------------------------------------------------------------------------------------


def typed_numbers(_: random.Random, entries: list[Entry]) -> None:
    """Let Excel take the numbers for numbers: zeros in front are gone."""
    for entry in entries:
        number, phone = entry.meant.get("id_number") or "", entry.meant.get("phone") or ""
        if number.isdigit():
            entry.cells["id_number"] = int(number)
            if len(number) == 12 and len(str(int(number))) == 10 and "sex" not in entry.cells:
                entry.meant["id_number"] = None
            if len(number) == 9 and number.startswith("0"):
                entry.meant["id_number"] = None
        if phone:
            entry.cells["phone"] = int(phone)


def padded_numbers(_: random.Random, entries: list[Entry]) -> None:
    """Let the numbers be numbers whose formats show the zeros in front."""
    for entry in entries:
        number, phone = str(entry.meant.get("id_number") or ""), str(entry.meant.get("phone") or "")
        if number.isdigit():
            entry.cells["id_number"] = Padded(int(number), len(number))
        if phone.isdigit():
            entry.cells["phone"] = Padded(int(phone), len(phone))


def failed_formulas(chance: random.Random, entries: list[Entry]) -> None:
    """Let some cells show that a formula failed; nothing can be read of them."""
    for entry in entries:
        for key in ("id_number", "phone", "birth_date"):
            if entry.meant.get(key) and chance.random() < 0.05:
                entry.cells[key], entry.meant[key] = Failed(chance.choice(("#REF!", "#VALUE!", "#NAME?"))), None


def spaced_numbers(chance: random.Random, entries: list[Entry]) -> None:
    """Type numbers in groups, behind an apostrophe, with O for 0."""
    for entry in entries:
        number, phone = str(entry.meant.get("id_number") or ""), str(entry.meant.get("phone") or "")
        if len(number) == 12:
            turn = chance.random()
            entry.cells["id_number"] = (
                f"{number[:3]} {number[3:6]} {number[6:]}" if turn < 0.4 else f"'{number}" if turn < 0.7
                else number.replace("0", "O", 1)
            )  # fmt: skip
        if phone:
            entry.cells["phone"] = chance.choice((f"+84{phone[1:]}", f"{phone[:4]}.{phone[4:7]}.{phone[7:]}", phone))


def old_prefixes(_: random.Random, entries: list[Entry]) -> None:
    """Write phones as they were before 2018."""
    once = {today: old for old, today in OLD_MOBILE_PREFIXES.items()}
    for entry in entries:
        phone = str(entry.meant.get("phone") or "")
        if phone[:3] in once:
            entry.cells["phone"] = once[phone[:3]] + phone[3:]


def two_in_a_cell(chance: random.Random, entries: list[Entry]) -> None:
    """Put the old number beside the new one, a relative's phone behind one's own."""
    for entry in entries:
        number = str(entry.meant.get("id_number") or "")
        if len(number) == 12 and chance.random() < 0.3:
            entry.cells["id_number"] = f"285{chance.randrange(10**6):06d}/{number}"
        if entry.meant.get("phone") and chance.random() < 0.3:
            entry.cells["phone"] = f"{entry.meant['phone']} - 0912{chance.randrange(10**6):06d}"


def scientific(chance: random.Random, entries: list[Entry]) -> None:
    """Lose the digits of some numbers for ever, as a text file saved by Excel does."""
    for entry in entries:
        number = str(entry.meant.get("id_number") or "")
        if len(number) == 12 and chance.random() < 0.3:
            entry.cells["id_number"] = f"{int(number):.3E}".replace(".", ",")
            entry.meant["id_number"] = None


def letters_for_sex(_: random.Random, entries: list[Entry]) -> None:
    """Write M and F."""
    for entry in entries:
        entry.cells["sex"] = "M" if entry.meant["sex"] == "male" else "F"


def digits_for_sex(chance: random.Random, entries: list[Entry]) -> None:
    """Write 0 and 1, or 1 and 2, one way round or the other; the numbers of cards tell which."""
    male, female = chance.choice(((0, 1), (1, 0), (1, 2), (2, 1)))
    for entry in entries:
        entry.cells["sex"] = male if entry.meant["sex"] == "male" else female


def capitals(_: random.Random, entries: list[Entry]) -> None:
    """Write names in capitals, some with two spaces."""
    for turn, entry in enumerate(entries):
        name = str(entry.cells["full_name"]).upper()
        entry.cells["full_name"] = name.replace(" ", "  ", 1) if turn % 5 == 0 else name


def settle(entries: list[Entry]) -> None:
    """Give up what one flaw makes unprovable of another: a lost zero without a year of birth."""
    for entry in entries:
        number = entry.cells.get("id_number")
        if entry.meant.get("birth_date") is None and isinstance(number, int) and len(str(number)) in {10, 11}:
            entry.meant["id_number"] = None
    known = [entry for entry in entries if len(str(entry.meant.get("id_number"))) == 12]
    if any(isinstance(entry.cells["sex"], int) for entry in entries):
        # A sign that hardly any number explains may be known or not.
        for sex in ("male", "female"):
            if sum(entry.meant["sex"] == sex for entry in known) < FEW:
                for entry in entries:
                    entry.meant.pop("sex", None)
                return


FEW: Final = 8


def untouched(_: random.Random, __: list[Entry]) -> None:
    """Leave everything right."""


DAMAGES: Final[tuple[Damage, ...]] = (
    untouched, date_marks, short_years, true_dates, mixed_dates, swapped_dates, years_only, impossible_dates,
    typed_numbers, spaced_numbers, old_prefixes, two_in_a_cell, scientific, letters_for_sex, capitals,
    two_digit_years, years_as_days, counted_days, bracketed_dates, padded_numbers, failed_formulas, digits_for_sex,
)  # fmt: skip
"""Every way of typing, one at a time."""
