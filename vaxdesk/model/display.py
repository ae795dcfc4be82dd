"""How values look on a screen. What is stored and copied has no spaces between digits; what an editor gets is readable.

A text is shown as it is, a :class:`~vaxdesk.model.message.Message` is put into the user's language first.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final, Literal, TypeAlias

from vaxdesk.model.catalogue import Catalogues
from vaxdesk.model.dates import show
from vaxdesk.model.message import Message
from vaxdesk.model.person import Value
from vaxdesk.model.text import is_number_text
from vaxdesk.model.verification import STATES

Said: TypeAlias = str | Message

_MARKS: Final = {"vi": (".", ","), "en": (",", ".")}
_MINUS: Final = "−"
_DATES: Final = frozenset({"birth_date", "date"})

_WORDS: Final[Mapping[str, Mapping[str, Message]]] = {
    "sex": {"male": Message("Male"), "female": Message("Female")},
    "id_kind": {
        "cccd": Message("Citizen card (CCCD)"),
        "cmnd": Message("Old identity card (CMND)"),
        "passport": Message("Passport"),
        "other": Message("Another paper"),
    },
    "kind": {
        "primary": Message("Primary dose"),
        "additional": Message("Additional dose"),
        "booster": Message("Booster dose"),
    },
    "verification": STATES,
}

_TYPED: Final[Mapping[str, Mapping[str, str]]] = {
    "sex": {"male": "Nam", "female": "Nữ"},
    "id_kind": {"cccd": "CCCD", "cmnd": "CMND", "passport": "Hộ chiếu", "other": "Khác"},
    "kind": {"primary": "Cơ bản", "additional": "Bổ sung", "booster": "Nhắc lại"},
}
"""What people type for a code; reading a field understands it."""


def show_date(date: str) -> str:
    """Write a date, whole or cut: 12/03/1985, 03/1985, 1985."""
    return show(date)


def group_digits(number: str) -> str:
    """Part the digits of an identity number by threes: 070 185 001 234 is place, sex and year, the rest.

    Anything but 12 or 9 digits stays as it is.
    """
    if len(number) not in {9, 12} or not is_number_text(number):
        return number
    return " ".join(number[start : start + 3] for start in range(0, len(number), 3))


def group_phone(number: str) -> str:
    """Part the ten digits of a phone number: 0912 345 678. Anything else stays as it is."""
    if len(number) != 10 or not is_number_text(number):
        return number
    return f"{number[:4]} {number[4:7]} {number[7:]}"


def show_number(number: int, language: Literal["vi", "en"]) -> str:
    """Write a whole number with its thousands parted, 7.812 or 7,812, and a real minus."""
    grouped = f"{abs(number):,}".replace(",", _MARKS[language][0])
    return f"{_MINUS}{grouped}" if number < 0 else grouped


def show_change(number: int, language: Literal["vi", "en"]) -> str:
    """Write how a number has changed: +96, −88, ±0."""
    sign = "+" if number > 0 else "±" if number == 0 else ""
    return f"{sign}{show_number(number, language)}"


def show_percent(number: int, of: int, language: Literal["vi", "en"]) -> str:
    """Write a share with one decimal, 67,2%. Only nothing is 0,0% and only all is 100%: else "<0,1%", "99,9%".

    Of nothing it is a dash.
    """
    point = _MARKS[language][1]
    if of <= 0:
        return "–"
    if number == of:
        return "100%"
    tenths = (2000 * number + of) // (2 * of)
    if number > 0 and tenths == 0:
        return f"<0{point}1%"
    if number < of:
        tenths = min(tenths, 999)
    return f"{tenths // 10}{point}{tenths % 10}%"


def show_size(octets: int, language: Literal["vi", "en"]) -> str:
    """Write the size of a file: 512 B, 96 KB, 2,4 MB, 1,0 GB (thousands, as on a stick's label)."""
    if octets < 1000:
        return f"{octets} B"
    amount, unit = octets / 1000, "KB"
    for larger in ("MB", "GB"):
        # 999,6 KB would be rounded to 1.000.
        if amount >= 999.5:
            amount, unit = amount / 1000, larger
    told = f"{amount:.0f}" if unit == "KB" else f"{amount:.1f}".replace(".", _MARKS[language][1])
    return f"{told} {unit}"


def show_moment(at: datetime, now: datetime) -> Said:
    """Say when something was: 09:42 today, "yesterday 16:40" the day before, else the date. Both in local time."""
    if at.date() == now.date():
        return f"{at:%H:%M}"
    if at.date() == now.date() - timedelta(days=1):
        return Message("yesterday {time}", {"time": f"{at:%H:%M}"})
    return f"{at:%d/%m/%Y}"


def show_instant(at: str) -> str:
    """Write an instant of ISO 8601 in full: 18/05/2022 09:42, as local as it is given."""
    return f"{datetime.fromisoformat(at):%d/%m/%Y %H:%M}"


def show_minutes(minutes: int) -> Message:
    """Say how long something takes: about so many minutes; from two hours on in hours."""
    if minutes >= 120:
        return Message("about {hours} hours", {"hours": -(-minutes // 60)})
    return Message("about 1 minute") if minutes == 1 else Message("about {minutes} minutes", {"minutes": minutes})


def show_field(key: str, value: Value, catalogues: Catalogues) -> Said | None:
    """Show a field of a person or a dose; None where nothing is known. What no table knows is shown as stored."""
    if value is None or value == "":
        return None
    if isinstance(value, dict):
        parts = (value.get("full_name"), value.get("relation"), value.get("phone"))
        return " · ".join(group_phone(str(part)) for part in parts if part) or None
    said = str(value)
    if key in _WORDS:
        return _WORDS[key].get(said, said)
    plain = _PLAIN.get(key)
    return plain(said) if plain is not None else _name(key, said, catalogues)


_PLAIN: Final[Mapping[str, Callable[[str], str]]] = {
    "birth_date": show,
    "date": show,
    "id_number": group_digits,
    "old_id_number": group_digits,
    "phone": group_phone,
}


def _name(key: str, code: str, catalogues: Catalogues) -> str:
    """Give what a table calls a code."""
    vaccine = catalogues.vaccine_by_slug(code) if key == "vaccine" else None
    if vaccine is not None:
        return vaccine.name
    unit = catalogues.units.by_code(code) if key == "commune_code" else None
    site = catalogues.sites.by_code(code) if key == "site" else None
    name = unit.commune if unit is not None else site.name if site is not None else ""
    return f"{code} · {name}" if name else code


def write_field(key: str, value: Value, catalogues: Catalogues) -> str:
    """Give what an editor starts with: plain digits, the day first, names of codes. Read back it is the same value."""
    if value is None:
        return ""
    if isinstance(value, dict):
        name = value.get("full_name")
        if isinstance(name, str) and not any(value.get(part) for part in ("phone", "relation")):
            return name
        return json.dumps(value, ensure_ascii=False)
    said = str(value)
    if key == "vaccine":
        return _name(key, said, catalogues)
    return _TYPED[key].get(said, said) if key in _TYPED else show(said) if key in _DATES else said
