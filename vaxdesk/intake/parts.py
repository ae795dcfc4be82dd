"""Several things in one cell, taken apart where each of them is plain: name and year, date and sex, number and phone.

What isn't plain in every part stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from vaxdesk.intake.habits import Read
from vaxdesk.model.catalogue import Catalogues
from vaxdesk.model.dates import is_full, read_birth_date, read_dose_date
from vaxdesk.model.identity import read_id_number, read_phone
from vaxdesk.model.person import Value
from vaxdesk.model.reading import Reading
from vaxdesk.model.text import fold, tidy

_LONGEST: Final = 400
_BORN: Final = re.compile(
    r"(\D*?[^\W\d_.])[\s,;:(\[–/-]+(?:sinh\s+(?:năm|ngày)?|sn|ns|năm sinh)?[\s.:]*"
    r"((?:\d{1,2}[/.\-]\d{1,2}[/.\-])?(?:19|20)\d\d)\s*[)\]]?[\s.]*",
    re.IGNORECASE,
)
_PHONE_BEHIND: Final = re.compile(
    r"(\D*?[^\W\d_.])[\s,;:(\[–/-]+(?:sđt|đt|dt|sdt|tel)?[\s.:]*(\+?\d[\d .\-]{7,14}\d)[)\]]?\s*", re.IGNORECASE
)
_SEX_BEHIND: Final = re.compile(r"(.*?\d)[\s,;/–(-]+(nam|nữ|nu)\.?\)?", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"\s*[\n;,/|]+\s*|\s+[-–]\s+|\s{2,}")
_DAY: Final = re.compile(r"(?<!\d)\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})(?!\d)")
_LOT: Final = re.compile(r"\b(?:số\s+)?l[ôo]t?(?:\s+(?:số|sx))?\s*[:.]?\s*([A-Z0-9][A-Z0-9\-/]{2,})", re.IGNORECASE)
_LOT_ALONE: Final = re.compile(r"(?=.*\d)[A-Z0-9][A-Z0-9\-]{3,14}", re.IGNORECASE)
_NUMBERED: Final = re.compile(
    r"(?:\b(?:mũi|mui|liều|lieu|lần|lan)\s*(?:thứ|thu|số|so)?\s*|\bM\s*)([1-9])\b[\s:.)–-]*", re.IGNORECASE
)
_FILLING: Final = re.compile(r"\b(?:ngày|ngay|tiêm|tiem|vắc xin|vaccine|vx)\b", re.IGNORECASE)
_PLANNED: Final = (" hen ", " du kien ", " tu ngay ", " truoc ngay ", " sau ngay ")
"""What makes a day in a header none on which somebody was vaccinated."""
_EDGES: Final = " ,;:.-–()[]\n|/"


@dataclass(frozen=True, slots=True)
class DoseParts:
    """What one cell says of a dose: slug of the vaccine, day (ISO 8601), lot as written, and its number."""

    vaccine: str | None
    date: str
    lot: str | None
    number: int | None = None


def read_named(read: Read, *, birth: bool, phone: bool) -> Read:
    """Give the reader of names behind which a birth or a phone stands, where no column is for it; the text is kept."""

    def read_name(text: str) -> Reading:
        if len(text) > _LONGEST or not any(map(str.isdigit, text)):
            return read(text)
        said = tidy(text)
        for wanted, pattern, field, reader in (
            (birth, _BORN, "birth_date", read_birth_date), (phone, _PHONE_BEHIND, "phone", read_phone),
        ):  # fmt: skip
            found = pattern.fullmatch(said) if wanted else None
            value = reader(found[2]).value if found is not None else None
            if found is not None and value is not None:
                return Reading(read(found[1].rstrip(_EDGES)).value, raw=text, also=((field, value),))
        return read(text)

    return read_name


def read_born(read: Read) -> Read:
    """Give the reader of births behind which the sex stands: 05/03/1990 - Nữ."""

    def read_birth(text: str) -> Reading:
        found = _SEX_BEHIND.fullmatch(text.strip()) if len(text) <= _LONGEST else None
        if found is None:
            return read(text)
        reading = read(found[1].rstrip(_EDGES))
        if reading.value is None:
            return read(text)
        return Reading(reading.value, reading.raw, also=(("sex", "male" if fold(found[2]) == "nam" else "female"),))

    return read_birth


def read_number_and_phone(read: Read) -> Read:
    """Give the reader of ID numbers beside which a phone stands, where no column is for phones; the text is kept."""

    def read_number(text: str) -> Reading:
        reading = read(text)
        if reading.value is not None or reading.raw is None or len(text) > _LONGEST:
            return reading
        parts = [part.strip(_EDGES) for part in re.split(r"[\n;,/|]+|\s+[-–]\s+", text) if part.strip(_EDGES)]
        if len(parts) == 1:
            # A line that ends in a cell of an HTML table is a space.
            parts = text.split()
        if len(parts) != 2:
            return reading
        for number, phone in (parts, parts[::-1]):
            one, other = read_id_number(number), read_phone(phone)
            is_number = isinstance(one.value, str) and len(one.value) in {9, 12}
            if is_number and other.value is not None and read_id_number(phone).value is None:
                return Reading(one.value, raw=text, also=(("phone", other.value), *one.also))
        return reading

    return read_number


def split_dose(text: str, catalogues: Catalogues) -> DoseParts | None:
    """Give vaccine, day and lot of a cell like "AZ / 15/08/2021 / Lô ABV5811"; None where it isn't just that."""
    if len(text) > _LONGEST:
        return None
    numbered = _NUMBERED.match(text.strip())
    said = text.strip()[numbered.end() :] if numbered else text
    days = _DAY.findall(said)
    day = read_dose_date(days[0]).value if len(days) == 1 else None
    if not isinstance(day, str) or not is_full(day):
        return None
    rest = _DAY.sub("\n", said)
    lot = _LOT.search(rest)
    rest = rest[: lot.start()] + "\n" + rest[lot.end() :] if lot else rest
    parts = [part for one in _BETWEEN.split(rest) if (part := _FILLING.sub(" ", one).strip(_EDGES))]
    number = int(numbered[1]) if numbered else None
    vaccines = [catalogues.find_vaccine(part) for part in parts]
    others = [part for part, vaccine in zip(parts, vaccines, strict=True) if vaccine is None]
    known = {vaccine for vaccine in vaccines if vaccine is not None}
    if len(known) > 1 or len(others) > (lot is None) or not all(map(_LOT_ALONE.fullmatch, others)):
        return None
    if not known and lot is None and number is None:
        return None
    written = lot[1] if lot else others[0] if others else None
    return DoseParts(known.pop() if known else None, day, written, number)


def split_history(text: str, catalogues: Catalogues) -> tuple[DoseParts, ...]:
    """Give all doses of a cell like "M1: AZ 15/08/2021; M2: Pfizer 20/11/2021"; nothing where one isn't plain."""
    if len(text) > _LONGEST:
        return ()
    starts = [found.start() for found in _NUMBERED.finditer(text)]
    if starts and not text[: starts[0]].strip(_EDGES):
        pieces = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    else:
        pieces = [piece for piece in re.split(r"[;\n]+", text) if piece.strip(_EDGES)]
    doses = [split_dose(piece.strip(_EDGES), catalogues) for piece in pieces]
    known = tuple(dose for dose in doses if dose is not None)
    return known if len(known) == len(doses) and known else ()


def fill_dose(parts: DoseParts) -> dict[str, Value]:
    """Give the fields of a dose."""
    said: dict[str, Value] = {"vaccine": parts.vaccine, "date": parts.date, "lot": parts.lot, "number": parts.number}
    return {field: value for field, value in said.items() if value is not None}


def find_day(text: str) -> str | None:
    """Give the one day (ISO 8601) that a header names: "Mũi 1 (15/08/2021)"; None where it names none or several."""
    days = [] if any(word in f" {fold(text)} " for word in _PLANNED) else _DAY.findall(text)
    day = read_dose_date(days[0]).value if len(days) == 1 else None
    return day if isinstance(day, str) and is_full(day) else None


def split_day_month(text: str) -> tuple[str, str]:
    """Give day and month of "05/03"; Excel makes a date of this year of it. What is neither comes back whole."""
    if is_full(text) and read_birth_date(text).value == text:
        return text[8:], text[5:7]
    parts = re.fullmatch(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})", text)
    return (parts[1], parts[2]) if parts else (text, "?")


def read_sex_codes(header: str) -> dict[str, str]:
    """Give what digits mean for the sex, where a header says it: "(0: nam, 1: nữ)", "Nam = 1; Nữ = 2"."""
    said = [word for word in fold(header).split() if word.isdigit() or word in {"nam", "nu"}]
    pairs = list(zip(said[::2], said[1::2], strict=False))
    if len(said) != 4:
        return {}
    if not said[0].isdigit():
        pairs = [(digit, word) for word, digit in pairs]
    codes = {digit: word for digit, word in pairs if digit.isdigit()}
    return codes if sorted(codes.values()) == ["nam", "nu"] else {}
