"""The field table: every field of a person and of a dose that can be set, and how a cell's text becomes its value.

Reader of lists, command line and window all read a value through this table, so that one text means one thing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from vaxdesk.model.catalogue import Catalogues
from vaxdesk.model.dates import read_birth_date, read_dose_date
from vaxdesk.model.identity import read_health_insurance, read_id_number, read_phone
from vaxdesk.model.message import Message
from vaxdesk.model.person import Value
from vaxdesk.model.reading import NOTHING, Reading
from vaxdesk.model.text import fold, is_number_text, says_nothing, tidy

Parse = Callable[[str, Catalogues], Reading]


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    ``parse`` reads a cell as a list has it and never raises: what it can't understand has value None and the text as
    ``raw``. ``required``: the platform refuses a record without it. ``sensitive``: it names or reaches a person and
    never goes into a log. ``identity``: the police compare it (công văn 9438/BYT-CNTT), so a change of it by hand ends
    an earlier verification.
    """

    key: str
    scope: Literal["person", "dose"]
    title: Message
    parse: Parse
    required: bool = False
    sensitive: bool = False
    identity: bool = False


_SITE_CODE: Final = re.compile(r"\d{5}|\d{2}_\w+")


def _read_text(text: str, _: Catalogues) -> Reading:
    return Reading(tidy(text) or None)


def _read_site(text: str, catalogues: Catalogues) -> Reading:
    """Read the platform's code of a site, or a name that just one site bears; else the name stays as written."""
    said = tidy(text)
    site = catalogues.sites.find(said) if said and not _SITE_CODE.fullmatch(said) else None
    return Reading(said or None if site is None else site.code)


def _read_name(text: str, _: Catalogues) -> Reading:
    said = tidy(text)
    return NOTHING if not fold(said) else Reading(said)


def _read_id(text: str, _: Catalogues) -> Reading:
    return read_id_number(text)


def _read_phone(text: str, _: Catalogues) -> Reading:
    return read_phone(text)


def _read_insurance(text: str, _: Catalogues) -> Reading:
    return read_health_insurance(text)


def _read_birth(text: str, _: Catalogues) -> Reading:
    return read_birth_date(text)


def _read_dose_day(text: str, _: Catalogues) -> Reading:
    return read_dose_date(text)


def _read_old_id(text: str, _: Catalogues) -> Reading:
    reading = read_id_number(text)
    return Reading(reading.value, reading.raw)


def read_sex(text: str, catalogues: Catalogues) -> Reading:
    """Read Nam, Nữ, male, female, M, F, with or without accents, into ``male`` or ``female``.

    The digits 0 and 1 mean different things in different lists and are refused: :func:`read_platform_sex`.
    """
    if not tidy(text):
        return NOTHING
    value = catalogues.find_value("sex", text)
    return Reading(value) if value else Reading(None, raw=text)


def read_platform_sex(text: str, catalogues: Catalogues) -> Reading:
    """Read the platform workbook's sex: 0 is male, 1 is female; words as :func:`read_sex`."""
    known = {"0": "male", "1": "female", "0.0": "male", "1.0": "female"}.get(tidy(text))
    return Reading(known) if known else read_sex(text, catalogues)


def _read_id_kind(text: str, _: Catalogues) -> Reading:
    return _choose(text, {
        "cccd": "cccd", "can cuoc": "cccd", "can cuoc cong dan": "cccd", "dinh danh": "cccd", "cmnd": "cmnd",
        "cmt": "cmnd", "chung minh nhan dan": "cmnd", "passport": "passport", "ho chieu": "passport", "hc": "passport",
        "other": "other", "khac": "other",
    })  # fmt: skip


def _read_dose_kind(text: str, _: Catalogues) -> Reading:
    return _choose(text, {
        "primary": "primary", "co ban": "primary", "lieu co ban": "primary", "mui co ban": "primary",
        "additional": "additional", "bo sung": "additional", "lieu bo sung": "additional", "mui bo sung": "additional",
        "booster": "booster", "nhac lai": "booster", "lieu nhac lai": "booster", "mui nhac lai": "booster",
    })  # fmt: skip


def _choose(text: str, words: Mapping[str, str]) -> Reading:
    key = fold(text)
    if not key:
        return NOTHING
    return Reading(words[key]) if key in words else Reading(None, raw=text)


def _read_whole_number(text: str, lowest: int, highest: int) -> Reading:
    said = tidy(text).removesuffix(".0")
    if says_nothing(said):
        return NOTHING
    digits = said.rpartition(" ")[2]
    if is_number_text(digits) and len(digits) <= 3 and lowest <= int(digits) <= highest:
        return Reading(int(digits)) if _is_label(said[: -len(digits)]) else Reading(None, raw=text)
    return Reading(None, raw=text)


def _is_label(text: str) -> bool:
    return fold(text) in {"", "nhom", "mui", "lieu", "mui so", "lan", "mui thu", "ma nhom"}


def _read_group(text: str, _: Catalogues) -> Reading:
    return _read_whole_number(text, 1, 16)


def _read_dose_number(text: str, _: Catalogues) -> Reading:
    said = tidy(text)
    roman = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "m1": "1", "m2": "2", "m3": "3", "m4": "4"}
    key = fold(said).removeprefix("mui ")
    reading = _read_whole_number(roman.get(key, said), 1, 9)
    return reading if reading.raw is None else Reading(reading.value, raw=text)


def _read_vaccine(text: str, catalogues: Catalogues) -> Reading:
    if not tidy(text):
        return NOTHING
    slug = catalogues.find_vaccine(text)
    return Reading(slug) if slug else NOTHING if says_nothing(text) else Reading(None, raw=text)


def _read_country(text: str, catalogues: Catalogues) -> Reading:
    if says_nothing(tidy(text)):
        return NOTHING
    code = catalogues.find_country(text)
    return Reading(code) if code else Reading(None, raw=text)


def _make_code_reader(size: int) -> Parse:
    """Make the reader of a unit's code of so many digits. Zeros that a number cell lost are put back, the text kept."""

    def read_code(text: str, _: Catalogues) -> Reading:
        said = tidy(text).removesuffix(".0").lstrip("'")
        if not fold(said):
            return NOTHING
        if not is_number_text(said) or len(said) > size or not int(said):
            return Reading(None, raw=text)
        return Reading(said) if len(said) == size else Reading(said.zfill(size), raw=text)

    return read_code


def _read_guardian(text: str, catalogues: Catalogues) -> Reading:
    """Read a name, or a JSON object with ``full_name``, ``phone`` and ``relation``."""
    said = tidy(text)
    if not fold(said):
        return NOTHING
    if not said.startswith("{"):
        return Reading(_shape_guardian(said, None, None))
    try:
        given = json.loads(said)
    except (ValueError, RecursionError):
        return Reading(None, raw=text)
    if not isinstance(given, dict) or not set(given) <= {"full_name", "phone", "relation"}:
        return Reading(None, raw=text)
    if not all(part is None or isinstance(part, str) for part in given.values()):
        return Reading(None, raw=text)
    return read_guardian(given.get("full_name"), given.get("phone"), given.get("relation"), catalogues)


def _shape_guardian(full_name: str | None, phone: Value, relation: str | None) -> dict[str, Value]:
    return {"full_name": full_name, "phone": phone, "relation": relation}


def read_guardian(full_name: str | None, phone: str | None, relation: str | None, _: Catalogues) -> Reading:
    """Read a guardian of the three cells that lists have; a phone that can't be understood is kept as the raw text."""
    name, tie = tidy(full_name or "") or None, tidy(relation or "") or None
    number = read_phone(phone or "")
    if name is None and tie is None and number.value is None:
        return Reading(None, raw=number.raw)
    return Reading(_shape_guardian(name, number.value, tie), raw=number.raw)


def _table(*fields: Field) -> Mapping[str, Field]:
    return MappingProxyType({field.key: field for field in fields})


def _person(key: str, title: Message, parse: Parse = _read_text, *marks: str) -> Field:
    return Field(key, "person", title, parse, "required" in marks, "sensitive" in marks, "identity" in marks)


def _dose(key: str, title: Message, parse: Parse = _read_text, *marks: str) -> Field:
    return Field(key, "dose", title, parse, "required" in marks, "sensitive" in marks, "identity" in marks)


_R, _S, _I = "required", "sensitive", "identity"

PERSON_FIELDS: Final = _table(
    _person("full_name", Message("Full name"), _read_name, _R, _S, _I),
    _person("birth_date", Message("Birth date"), _read_birth, _R, _S, _I),
    _person("sex", Message("Sex"), read_sex, _R, _S, _I),
    _person("id_number", Message("Identity number"), _read_id, _R, _S, _I),
    _person("id_kind", Message("Kind of identity paper"), _read_id_kind),
    _person("old_id_number", Message("Old identity number"), _read_old_id, _S),
    _person("phone", Message("Phone"), _read_phone, _R, _S),
    _person("health_insurance", Message("Health insurance number"), _read_insurance, _S),
    _person("priority_group", Message("Priority group"), _read_group, _R),
    _person("occupation", Message("Occupation"), _read_text, _S),
    _person("workplace", Message("Workplace"), _read_text, _S),
    _person("nationality", Message("Nationality"), _read_country),
    _person("ethnicity", Message("Ethnic group"), _read_text, _S),
    _person("guardian", Message("Guardian"), _read_guardian, _S),
    _person("hamlet", Message("Hamlet")),
    _person("address", Message("Address"), _read_text, _S),
    _person("commune_code", Message("Commune code"), _make_code_reader(5), _R),
    _person("district_code", Message("District code"), _make_code_reader(3), _R),
    _person("province_code", Message("Province code"), _make_code_reader(2), _R),
    _person("note", Message("Note"), _read_text, _S),
)
"""Every field of a person that can be set, in the order in which screens show them."""

DOSE_FIELDS: Final = _table(
    _dose("number", Message("Dose number"), _read_dose_number, _R),
    _dose("kind", Message("Kind of dose"), _read_dose_kind),
    _dose("vaccine", Message("Vaccine"), _read_vaccine, _R),
    _dose("lot", Message("Lot number")),
    _dose("date", Message("Day of vaccination"), _read_dose_day, _R),
    _dose("site", Message("Vaccination site"), _read_site, _R),
)
"""Every field of a dose that can be set."""
