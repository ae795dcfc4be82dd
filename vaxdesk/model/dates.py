"""Dates of which only a part may be known: ISO 8601, cut to what is known.

``1985-03-12``, ``1985-03`` and ``1985`` are such dates. Lists write the day first, always.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Final

from vaxdesk.model.reading import NOTHING, Reading
from vaxdesk.model.text import fold, says_nothing, tidy

_PARTS: Final = re.compile(r"([\w?]{1,4})? ?[/.\-\\ ,] ?([\w?]{1,5})? ?[/.\-\\ ,] ?(\d{4}|\d{2})", re.ASCII)
_MONTH: Final = re.compile(r"(\w{1,2})? ?[/.\-\\] ?(\d{4})", re.ASCII)
_ISO: Final = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?", re.ASCII)
_TIME: Final = re.compile(r"[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(Z|\+00:?00)?$", re.ASCII)
_ONLY_YEAR: Final = re.compile(r"[-/.…?_xX ]*(\d{4})", re.ASCII)
_WORDS: Final = re.compile(r"\b(?:sinh|nam|thang|ngay|thg)\b")

_MONTHS: Final = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_UNKNOWN_PART: Final = frozenset({"", "0", "00", "x", "xx", "X", "XX", "?", "??", "_", "__"})
_DIGIT_LIKE: Final = str.maketrans("OolI", "0011")

EARLIEST_YEAR: Final = 1850
LATEST_YEAR: Final = 2199
PIVOT: Final = 25
"""Without a latest day, two digits up to this stand for 20xx, above it for 19xx."""


def read_date(text: str, *, latest: str | None = None) -> Reading:
    """Read a date as a list's cell has it: the day first, or ISO 8601.

    Of two digits for a year the nearest that makes no day after ``latest`` (ISO 8601; the list's own day) is meant.
    ``00/00/1985`` and the like give what is known. Anything else, a day that no calendar has included, is refused.
    """
    if len(text) == 10:
        quick = _read_plain(text)
        if quick is not None:
            return Reading(quick)
    said = tidy(text)
    if says_nothing(said):
        return NOTHING
    value = _read(said, latest)
    if value is not None:
        return Reading(value)
    mended = said.translate(_DIGIT_LIKE)
    if mended != said and sum(char.isdigit() for char in said) >= 3:
        value = _read(mended, latest)
    return Reading(value, raw=text)


def read_birth_date(text: str, *, latest: str | None = None) -> Reading:
    """Read a birth date; see :func:`read_date`."""
    return read_date(text, latest=latest)


def read_dose_date(text: str) -> Reading:
    """Read the day of an injection. Two digits for a year are always of this century."""
    return read_date(text, latest="2099-12-31")


def _read_plain(text: str) -> str | None:
    """Read dd/mm/yyyy or yyyy-mm-dd, as nearly all cells have it; anything unusual is left to the long way."""
    if text[2] == text[5] == "/":
        day, month, year = text[:2], text[3:5], text[6:]
    elif text[4] == text[7] == "-":
        day, month, year = text[8:], text[5:7], text[:4]
    else:
        return None
    if not (text.isascii() and day.isdigit() and month.isdigit() and year.isdigit()):
        return None
    is_day = "01" <= day <= "28" or (day in {"29", "30"} and month != "02")
    return f"{year}-{month}-{day}" if is_day and "01" <= month <= "12" and "1900" <= year <= "2099" else None


def _read(said: str, latest: str | None) -> str | None:
    day = _drop_time(said.strip("'.,; ()[]"))
    if day is None:
        return None
    year = _ONLY_YEAR.fullmatch(day)
    if year:
        day = year[1]
    if day.isascii() and day.isdigit():
        return _read_digits(day)
    value = _read_parts(day, latest)
    if value is None and any(char.isalpha() for char in day):
        plain = _spell_months(day)
        value = _read_digits(plain) if plain.isdigit() else _read_parts(plain, latest)
    return value


def _drop_time(said: str) -> str | None:
    """Give the day of a day with a time of it. Midnight elsewhere is another day here: such a time is refused."""
    if ":" not in said:
        return said
    time = _TIME.search(said)
    if time is None or int(time[1]) > 23 or int(time[2]) > 59:
        return None
    if time[4] and (int(time[1]), int(time[2])) != (0, 0):
        return None
    return said[: time.start()].rstrip(" ,")


def _read_digits(said: str) -> str | None:
    if len(said) == 4:
        return said if EARLIEST_YEAR <= int(said) <= LATEST_YEAR else None
    if len(said) == 8:
        day_first = _join(int(said[4:]), int(said[2:4]), int(said[:2]))
        return day_first or _join(int(said[:4]), int(said[4:6]), int(said[6:]))
    return None


def _read_parts(said: str, latest: str | None) -> str | None:
    iso = _ISO.fullmatch(said)
    if iso:
        return _join(int(iso[1]), int(iso[2]), None if iso[3] is None else int(iso[3]))
    parts = _PARTS.fullmatch(said)
    if parts:
        return _read_three(parts[1] or "", parts[2] or "", parts[3], latest)
    month = _MONTH.fullmatch(said)
    if month:
        number = _number(month[1] or "")
        return None if number is None else _join(int(month[2]), number, None)
    return None


def _read_three(day_text: str, month_text: str, year_text: str, latest: str | None) -> str | None:
    day, month = _number(day_text), _MONTHS.get(month_text[:3].lower(), _number(month_text))
    if day is None or month is None:
        return None
    if len(year_text) == 4:
        return _join(int(year_text), month, day)
    return _join_short(int(year_text), month, day, latest)


def _number(part: str) -> int | None:
    if part in _UNKNOWN_PART:
        return 0
    return int(part) if part.isdigit() and len(part) <= 2 else None


def _join_short(short: int, month: int, day: int, latest: str | None) -> str | None:
    if latest is None:
        return _join((2000 if short <= PIVOT else 1900) + short, month, day)
    this = _join(2000 + short, month, day)
    return this if this is not None and this <= latest else _join(1900 + short, month, day)


def _join(year: int, month: int, day: int | None) -> str | None:
    """Give the date, cut where month or day are 0 ("not known"); None if there is no such day."""
    if not EARLIEST_YEAR <= year <= LATEST_YEAR or month > 12 or (month == 0 and day):
        return None
    if month == 0:
        return str(year)
    if not day:
        return f"{year}-{month:02d}"
    return f"{year}-{month:02d}-{day:02d}" if day <= days_of_month(year, month) else None


def _spell_months(said: str) -> str:
    """Turn "ngày 5 tháng 3 năm 1990" into "5/3/1990"; what isn't such words stays and is refused."""
    plain = _WORDS.sub("/", fold(said.replace("/", " ").replace("-", " ").replace(".", " ")))
    return "/".join(part for part in plain.replace(" ", "/").split("/") if part)


def days_of_month(year: int, month: int) -> int:
    """Give the number of days of a month (1 to 12)."""
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return (following - dt.date(year, month, 1)).days


@lru_cache(maxsize=1 << 14)
def is_date(text: str) -> bool:
    """Tell whether the text is an ISO 8601 date, whole or cut, of a day that exists."""
    return len(text) in {4, 7, 10} and _read(text, None) == text


def is_full(date: str | None) -> bool:
    """Tell whether day, month and year are known."""
    return date is not None and len(date) == 10


def read_day(text: str) -> str | None:
    """Give a whole day in ISO 8601; None where the text is no day, or a month or a year alone."""
    said = read_birth_date(text).value
    return said if isinstance(said, str) and is_full(said) else None


def year_of(date: str | None) -> int | None:
    """Give the year of a date, whole or cut."""
    return None if date is None else int(date[:4])


def compare(one: str, other: str) -> int | None:
    """Give -1, 0 or 1 as ``one`` is before, on or after ``other``; None where what is known doesn't tell."""
    shared = min(len(one), len(other))
    first, second = one[:shared], other[:shared]
    if first != second:
        return -1 if first < second else 1
    return 0 if len(one) == len(other) == 10 else None


def days_between(start: str, end: str) -> int | None:
    """Give the days from one date to another, negative backwards; None unless both are known to the day."""
    if len(start) != 10 or len(end) != 10:
        return None
    return (dt.date.fromisoformat(end) - dt.date.fromisoformat(start)).days


def show(date: str) -> str:
    """Write a date as lists and people do: dd/mm/yyyy, mm/yyyy or yyyy."""
    return "/".join(reversed(date.split("-")))
