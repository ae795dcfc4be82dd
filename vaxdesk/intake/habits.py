"""How the clerk of a sheet writes: what only whole columns tell, and single cells must be read by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from vaxdesk.intake.addresses import split_address
from vaxdesk.intake.days import Order, collect_days, judge_days, swap_day
from vaxdesk.intake.sheet import Sheet
from vaxdesk.model.catalogue import Catalogues
from vaxdesk.model.dates import is_full, read_dose_date
from vaxdesk.model.person import Value
from vaxdesk.model.reading import NOTHING, Reading
from vaxdesk.model.text import fold, tidy

Read = Callable[[str], Reading]

EXCEL_YEARS: Final = ("1905-", "1906-")
"""What Excel makes of a bare year typed into a cell for dates."""
_NO_DAYS: Final = ("1899-", "1900-01-0", *EXCEL_YEARS)
"""The same, and what it makes of nothing."""
_DAYS_APART: Final = re.compile(r"\s*(?:[;,\n+&]|\bvà\b|\s[-–]\s)\s*|\s{2,}")
_MOST_DOSES: Final = 4
_SEVERAL: Final = 3
_LONGEST: Final = 200
"""Characters of a cell at most in which parts are looked for."""
_DAY: Final = re.compile(r"(?<!\d)\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})(?!\d)")
_BESIDE: Final = re.compile(r"\b(?:ngày|ngay)\b|[()\[\]:;,]")
_IN_BRACKETS: Final = re.compile(r"([^()\[\]]+?)[\s,]*[(\[]([^()\[\]]{1,80})[)\]][\s.]*")
_BEHIND_DASH: Final = re.compile(r"(\D+?)\s+[-–]\s+(\D+)")


@dataclass(frozen=True, slots=True)
class Habits:
    """What the columns of a sheet tell.

    ``orders``: by column (counted from 0), where dates aren't written the day first. ``sex_if_blank``: the sex of
    those who bear no cross in the only column for a sex. ``bare_years``: columns of which so many days lie in 1905 and
    1906 that they are years, typed into cells for dates.
    """

    orders: Mapping[int, Order] = field(default_factory=dict)
    sex_if_blank: str | None = None
    bare_years: frozenset[int] = frozenset()


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
    orders = judge_days(evidence)
    return [
        Habits(
            {at: order for (of, at), order in orders.items() if of == place},
            _find_blank_sex(one.sheet, one.rows, one.fields, catalogues),
            _find_bare_years(one.sheet, one.rows, one.fields),
        )
        for place, one in enumerate(sheets)
    ]


def _list_days(sheet: Sheet, rows: Sequence[int], at: int) -> Iterable[tuple[str, bool]]:
    if not sheet.dates:
        texts = {row[at] for row in map(sheet.rows.__getitem__, rows) if at < len(row)}
        return [(text, False) for text in texts if text]
    cells = {(row[at], (number, at) in sheet.dates) for number in rows if at < len(row := sheet.rows[number])}
    return [(text, is_date) for text, is_date in cells if not text.startswith(_NO_DAYS)]


def _find_bare_years(sheet: Sheet, rows: Sequence[int], fields: Mapping[int, str]) -> frozenset[int]:
    """Find the columns of births with several days of 1905 and 1906: people of that age there are hardly any."""
    found = set()
    for at, name in fields.items():
        if name == "birth_date" and sheet.dates:
            days = {sheet.rows[row][at] for row in rows if (row, at) in sheet.dates}
            if sum(day.startswith(EXCEL_YEARS) for day in days) >= _SEVERAL:
                found.add(at)
    return frozenset(found)


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


def split_vaccine_day(text: str, catalogues: Catalogues) -> tuple[str, str] | None:
    """Give vaccine (slug) and day (ISO 8601) of a cell like "AZ 05/9/2021"; None where it isn't just that."""
    day = _DAY.search(text) if len(text) <= _LONGEST else None
    if day is None:
        return None
    read = read_dose_date(day[0]).value
    vaccine = catalogues.find_vaccine(_BESIDE.sub(" ", text[: day.start()] + " " + text[day.end() :]))
    return (vaccine, read) if vaccine and isinstance(read, str) and is_full(read) else None


def split_parts(text: str, count: int) -> list[str]:
    """Give what a cell says of each of so many doses: one thing for all, or one for each."""
    parts = [part for part in _DAYS_APART.split(text.strip()) if part] if len(text) <= _LONGEST else []
    return parts if len(parts) == count else [text] * count


def read_noted_name(read: Read, catalogues: Catalogues) -> Read:
    """Give the reader of names that takes what stands in brackets behind a name as a note, the text kept."""

    def read_name(text: str) -> Reading:
        if len(text) > _LONGEST:
            return read(text)
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
