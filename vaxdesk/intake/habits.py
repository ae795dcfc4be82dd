"""How the clerk of a sheet writes: what only whole columns tell, and single cells must be read by."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from vaxdesk.intake.addresses import split_address
from vaxdesk.intake.days import Order, collect_days, judge_days, swap_day
from vaxdesk.intake.sheet import Sheet
from vaxdesk.model.catalogue import Catalogues
from vaxdesk.model.dates import is_full, read_dose_date
from vaxdesk.model.identity import read_id_number, sex_of_cccd
from vaxdesk.model.person import Sex, Value
from vaxdesk.model.reading import NOTHING, Reading
from vaxdesk.model.text import fold, tidy

Read = Callable[[str], Reading]

EXCEL_YEARS: Final = ("1905-", "1906-")
"""What Excel makes of a bare year typed into a cell for dates."""
_DAY_OF_1905: Final = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-]190[56]")
_NO_DAYS: Final = ("1899-", "1900-01-0", *EXCEL_YEARS)
"""The same, and what it makes of nothing."""
_DAYS_APART: Final = re.compile(r"\s*(?:[;,\n+&]|\bvà\b|\s[-–]\s)\s*|\s{2,}")
_MOST_DOSES: Final = 4
_SEVERAL: Final = 3
_TWO: Final = 2
_BIRTHS: Final = frozenset({"birth_date", "birth_year", "sex.male", "sex.female"})
_PROOF: Final = 5
"""Rows that prove the meaning of a sign at least."""
_LONGEST_SIGN: Final = 3
_TWELVE: Final = re.compile(r"(?<!\d)\d{12}(?!\d)")
_ZERO_LOST: Final = 11
"""Digits of a twelve-digit number without its first."""
_EXCEL_ZERO: Final = dt.date(1899, 12, 30)
_FIRST_DOSE: Final = (dt.date(2021, 1, 1) - _EXCEL_ZERO).days
_LATEST_YEAR: Final = 2025
_LATEST_SERIAL: Final = (dt.date(2030, 1, 1) - _EXCEL_ZERO).days
_LONGEST: Final = 200
"""Characters of a cell at most in which parts are looked for."""
_IN_BRACKETS: Final = re.compile(r"([^()\[\]]+?)[\s,]*[(\[]([^()\[\]]{1,80})[)\]][\s.]*")
_COUNTED: Final = re.compile(r"^\s*\d{1,4}\s*[.)]\s*(?=[^\W\d])")
"""A running number in front of a name."""
_BEHIND_DASH: Final = re.compile(r"(\D+?)\s+[-–]\s+(\D+)")


@dataclass(frozen=True, slots=True)
class Habits:
    """What the columns of a sheet tell.

    ``orders``: by column (counted from 0), where dates aren't written the day first. ``sex_if_blank``: the sex of
    those who bear no cross in the only column for a sex. ``bare_years``: columns of which so many days lie in 1905 and
    1906 that they are years, typed into cells for dates. ``serials``: columns of dates that stand there as bare
    numbers, as Excel counts days. ``short_years``: columns of births of which only two digits of the year are written.
    ``sexes``: what signs for the sex mean that no header explains, as ID numbers prove.
    """

    orders: Mapping[int, Order] = field(default_factory=dict)
    sex_if_blank: str | None = None
    bare_years: frozenset[int] = frozenset()
    serials: frozenset[int] = frozenset()
    short_years: frozenset[int] = frozenset()
    sexes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Columns:
    """A sheet with the rows of its people (counted from 0) and the field of each column."""

    sheet: Sheet
    rows: Sequence[int]
    fields: Mapping[int, str]


def find_habits(sheets: Sequence[Columns], catalogues: Catalogues) -> list[Habits]:
    """Look at all sheets of a file, which come from one keyboard, for what single cells don't tell."""
    evidence = {
        (place, at): collect_days(_list_days(one.sheet, one.rows, at))
        for place, one in enumerate(sheets)
        for at, name in one.fields.items()
        if name.endswith("date") or name.startswith("sex.")
    }
    orders, sexes = judge_days(evidence), _find_sexes(sheets, catalogues)
    bare_years, short = _has_bare_years(sheets), _have_short_years(sheets)
    counted = any(_count_days(sheets, name) for one in sheets for name in _list_dates(one).values())
    return [
        Habits(
            {at: order for (of, at), order in orders.items() if of == place},
            _find_blank_sex(one.sheet, one.rows, one.fields, catalogues),
            frozenset(_list_births(one)) if bare_years else frozenset(),
            frozenset(_list_dates(one)) if counted else frozenset(),
            frozenset(at for at, name in one.fields.items() if name in _BIRTHS) if short else frozenset(),
            sexes,
        )
        for place, one in enumerate(sheets)
    ]


def _list_days(sheet: Sheet, rows: Sequence[int], at: int) -> Iterable[tuple[str, bool]]:
    if not sheet.dates:
        texts = {row[at] for row in map(sheet.rows.__getitem__, rows) if at < len(row)}
        return [(text, False) for text in texts if text]
    cells = {(row[at], (number, at) in sheet.dates) for number in rows if at < len(row := sheet.rows[number])}
    return [(text, is_date) for text, is_date in cells if not text.startswith(_NO_DAYS)]


def _list_births(one: Columns) -> Iterable[int]:
    return (at for at, name in one.fields.items() if name == "birth_date" or name.startswith("sex."))


def _has_bare_years(sheets: Sequence[Columns]) -> bool:
    """Tell whether births lie in 1905 and 1906 several times: people of that age there are hardly any."""
    days = {cell for one in sheets for at in _list_births(one) for cell in _list_cells(one, at) if is_bare_year(cell)}
    return len(days) >= _SEVERAL


def is_bare_year(text: str) -> bool:
    """Tell whether a date lies where Excel puts bare years."""
    return text.startswith(EXCEL_YEARS) or _DAY_OF_1905.fullmatch(text) is not None


def _list_dates(one: Columns) -> dict[int, str]:
    return {at: name for at, name in one.fields.items() if name.endswith("date") or name.startswith("sex.")}


def _count_days(sheets: Sequence[Columns], name: str) -> bool:
    """Tell whether a field holds Excel's own numbers of days: several, all of days that can be.

    Where one field is so, the format of the others is gone, too.
    """
    days = {
        cell for one in sheets for at, field in one.fields.items() if field == name
        for cell in _list_cells(one, at) if is_serial(cell)
    }  # fmt: skip
    window = range(_FIRST_DOSE if name.startswith("dose") else 10_000, _LATEST_SERIAL)
    return len(days) >= _SEVERAL and all(int(day) in window for day in days)


def _have_short_years(sheets: Sequence[Columns]) -> bool:
    """Tell whether births are written with two digits as a rule."""
    cells = [
        cell.strip() for one in sheets for at, name in one.fields.items() if name in _BIRTHS
        for cell in _list_cells(one, at)
    ]  # fmt: skip
    short = [cell for cell in cells if len(cell) == _TWO and cell.isascii() and cell.isdigit()]
    return len(set(short)) >= _SEVERAL and len(short) * 2 > len(cells)


def is_serial(text: str) -> bool:
    """Tell whether a text can be Excel's number of a day of the last hundred years."""
    return len(text) == 5 and text.isascii() and text.isdigit()


def read_serial(text: str) -> str:
    """Give the day (ISO 8601) of Excel's number of it."""
    return (_EXCEL_ZERO + dt.timedelta(days=int(text))).isoformat()


def _find_sexes(sheets: Sequence[Columns], catalogues: Catalogues) -> dict[str, str]:
    """Learn what signs nobody explains (0 and 1, N) mean, from rows whose twelve-digit number tells the sex."""
    said: dict[str, Counter[str]] = {}
    signs = _Signs(catalogues)
    for one in sheets:
        at = {name: column for column, name in one.fields.items()}
        if "sex" not in at or "id_number" not in at:
            continue
        for row in map(one.sheet.rows.__getitem__, one.rows):
            if max(at["sex"], at["id_number"]) < len(row):
                sign = signs[row[at["sex"]]]
                if sign and (sex := _tell_sex(row[at["id_number"]])) is not None:
                    said.setdefault(sign, Counter())[sex] += 1
    meant = {sign: sexes.most_common(1)[0][0] for sign, sexes in said.items() if _is_proven(sexes)}
    # Two signs that mean the same would be no code; a single one beside words is.
    return meant if len(set(meant.values())) == len(meant) or len(meant) == 1 else {}


class _Signs(dict[str, str]):
    """Gives the sign that a cell holds, "" where there is none or a word says what it means, as nearly everywhere."""

    def __init__(self, catalogues: Catalogues) -> None:
        super().__init__()
        self._catalogues = catalogues

    def __missing__(self, cell: str) -> str:
        sign = tidy(cell)
        is_open = len(sign) <= _LONGEST_SIGN and not self._catalogues.find_value("sex", sign)
        self[cell] = sign if is_open else ""
        return self[cell]


def _tell_sex(text: str) -> Sex | None:
    """Tell what a number says, also where Excel took a zero in front: together with others that is evidence enough."""
    sex = sex_of_cccd(text)
    if sex is not None:
        return sex  # as nearly all do
    said = text.strip(" '")
    if len(said) == _ZERO_LOST and said.isascii() and said.isdigit():
        return sex_of_cccd("0" + said)
    number = read_id_number(text).value
    inside = _TWELVE.search(text)
    return sex_of_cccd(number if isinstance(number, str) else inside[0] if inside else "")


def _is_proven(sexes: Counter[str]) -> bool:
    return sexes.total() >= _PROOF and sexes.most_common(1)[0][1] >= 0.95 * sexes.total()


def _list_cells(one: Columns, at: int) -> Iterable[str]:
    return (row[at] for row in map(one.sheet.rows.__getitem__, one.rows) if at < len(row) and row[at])


def _find_blank_sex(sheet: Sheet, rows: Sequence[int], fields: Mapping[int, str], catalogues: Catalogues) -> str | None:
    """Give the other sex where only one has a column, with crosses for some and nothing for the others."""
    columns = {name: at for at, name in fields.items() if name.startswith("sex")}
    if len(columns) != 1 or "sex" in columns:
        return None
    ((name, at),) = columns.items()
    cells = [row[at] for row in map(sheet.rows.__getitem__, rows) if at < len(row) and row[at]]
    if not cells or not all(catalogues.find_value("mark", cell) for cell in set(cells)):
        return None
    return ("male" if name == "sex.female" else "female") if 0.05 <= len(cells) / len(rows) <= 0.95 else None


def read_counted(read: Read) -> Read:
    """Give the reader of a column's dates of which some stand there as Excel's numbers; the text is kept."""

    def read_number(text: str) -> Reading:
        said = text.strip()
        return Reading(read_serial(said), raw=text) if is_serial(said) else read(text)

    return read_number


def read_short_years(read: Read, made: int | None) -> Read:
    """Give the reader of births of which some have two digits of the year alone; none lies after the list was made."""
    latest = (made or _LATEST_YEAR) % 100

    def read_year(text: str) -> Reading:
        said = text.strip()
        if len(said) != _TWO or not (said.isascii() and said.isdigit()):
            return read(text)
        return Reading(f"{20 if int(said) <= latest else 19}{said}")

    return read_year


def read_in_order(read: Read, order: Order | None) -> Read:
    """Give the reader of a column's dates. What Excel swapped is put back, the text kept; mere order is form."""
    if order is None or order == "day first":
        return read

    def read_swapped(text: str) -> Reading:
        turned = swap_day(text)
        reading = read(turned)
        if turned == text:
            return reading
        if order == "swapped":
            return Reading(reading.value, raw=text) if _is_iso(text) else read(text)
        return reading if reading.raw is None else Reading(reading.value, raw=text)

    return read_swapped


def _is_iso(text: str) -> bool:
    return len(text) == 10 and text[4] == text[7] == "-"


def split_days(text: str) -> tuple[str, ...]:
    """Give the dates (ISO 8601) of a cell that holds those of several doses, in their order; else nothing."""
    parts = [part for part in _DAYS_APART.split(text.strip()) if part] if len(text) <= _LONGEST else []
    if not 2 <= len(parts) <= _MOST_DOSES:
        return ()
    days = [reading.value for reading in map(read_dose_date, parts)]
    known = tuple(day for day in days if isinstance(day, str) and is_full(day))
    return known if len(known) == len(parts) and sorted(set(known)) == list(known) else ()


def split_parts(text: str, count: int) -> list[str]:
    """Give what a cell says of each of so many doses: one thing for all, or one for each."""
    parts = [part for part in _DAYS_APART.split(text.strip()) if part] if len(text) <= _LONGEST else []
    return parts if len(parts) == count else [text] * count


def read_noted_name(read: Read, catalogues: Catalogues) -> Read:
    """Give the reader of names that takes what stands in brackets behind a name as a note, the text kept."""

    def read_name(text: str) -> Reading:
        if len(text) > _LONGEST:
            return read(text)
        text = _COUNTED.sub("", text, count=1)
        if "(" not in text and "[" not in text and "-" not in text and "–" not in text:
            return read(text)
        noted = _IN_BRACKETS.fullmatch(text.strip())
        if noted is None:
            noted = _BEHIND_DASH.fullmatch(text.strip())
            if noted is None or catalogues.find_value("life_event", noted[2]) is None:
                return read(text)
        if not fold(noted[1]):
            return read(text)
        return Reading(read(noted[1]).value, raw=text, also=(("note", tidy(noted[2])),))

    return read_name


def read_address_parts(catalogues: Catalogues, *, hamlet: bool, units: bool) -> Read:
    """Give the reader of addresses that takes out the hamlet and the units, where no columns of their own hold them."""

    def read_address(text: str) -> Reading:
        found = split_address(text, catalogues, hamlet=hamlet, units=units)
        also: list[tuple[str, Value]] = []
        if found.hamlet is not None:
            also.append(("hamlet", found.hamlet))
        if found.unit is not None:
            also += [
                ("commune_code", found.unit.commune_code), ("district_code", found.unit.district_code),
                ("province_code", found.unit.province_code),
            ]  # fmt: skip
        return Reading(found.rest, also=tuple(also)) if found.rest or also else NOTHING

    return read_address
