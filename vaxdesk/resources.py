"""Finds what comes with the program: tables, the platform's blank workbook, translations, fonts.

In a bundle they lie in ``resources`` beside the frozen code, in an installed wheel inside the package, in a source
tree in ``resources`` at its root.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from vaxdesk.errors import LeadCanFix
from vaxdesk.model.catalogue import (
    Catalogues,
    CccdProvince,
    HeaderName,
    Interval,
    PhonePrefix,
    PriorityGroup,
    Vaccine,
    value_key,
)
from vaxdesk.model.sites import Site, Sites
from vaxdesk.model.text import fold, header_key
from vaxdesk.model.units import NewUnit, Unit, Units, UnitTables


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


class ResourceMissing(LeadCanFix):
    """A file that belongs to the program is not there."""

    code = "resource.missing"
    says = _("A part of the program is missing: {file}.")
    cure = _("Install VaxDesk again.")


def _list_roots() -> Iterator[Path]:
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle is not None:
        yield Path(bundle) / "resources"
        return
    package = Path(__file__).parent  # importlib.resources would cost every start 20 ms for the same answer
    yield package / "_resources"
    yield package.parent / "resources"


def find_resource(name: str) -> Path:
    """Give the path of a file or folder that comes with the program, ``name`` being its path inside ``resources``.

    Raises :class:`ResourceMissing`.
    """
    for root in _list_roots():
        path = root / name
        if path.exists():
            return path
    raise ResourceMissing(file=name)


def _read_table(name: str) -> list[dict[str, str]]:
    with find_resource(f"tables/{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _read_rows(name: str) -> Iterator[list[str]]:
    """Read a long table: rows without names, the header left out."""
    with find_resource(f"tables/{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        yield from rows


def _number(text: str) -> int | None:
    return int(text) if text else None


@cache
def load_catalogues() -> Catalogues:
    """Give all reference tables, read once; units and sites when the first is looked up. Raises ResourceMissing."""
    return Catalogues(
        vaccines=_load_vaccines(),
        priority_groups=tuple(
            PriorityGroup(int(row["code"]), row["name"], row["name_en"]) for row in _read_table("priority_groups")
        ),
        units=Units(_load_units),
        sites=Sites(_load_sites),
        cccd_provinces={row["code"]: CccdProvince(**row) for row in _read_table("cccd_province_codes")},
        phone_prefixes=_load_phone_prefixes(),
        intervals=_load_intervals(),
        headers=_load_headers(),
        values=_load_values(),
        countries=_load_countries(),
    )


@cache
def load_encodings() -> dict[str, dict[str, str]]:
    """Give, by old encoding (``tcvn3``, ``vni``), the letter that each sequence of characters seen stands for."""
    encodings: dict[str, dict[str, str]] = {}
    for row in _read_table("encodings"):
        seen = "".join(chr(int(code, 16)) for code in row["seen"].split())
        encodings.setdefault(row["encoding"], {})[seen] = row["letter"]
    return encodings


def _load_units() -> UnitTables:
    provinces = dict(_read_rows("provinces_2021"))
    districts = {code: (code, name, province, provinces[province]) for code, name, province in
                 _read_rows("districts_2021")}  # fmt: skip
    units, became = [], {}
    for code, name, district, codes in _read_rows("communes_2021"):
        units.append(Unit(code, name, *districts[district]))
        if codes:
            became[code] = tuple(codes.split("|"))
    today = dict(_read_rows("provinces_2025"))
    new_units = tuple(NewUnit(code, name, one, today[one]) for code, name, one in _read_rows("communes_2025"))
    return UnitTables(tuple(units), new_units, became)


def _load_sites() -> tuple[Site, ...]:
    return tuple(Site(*row) for row in _read_rows("sites"))


def _load_vaccines() -> tuple[Vaccine, ...]:
    return tuple(
        Vaccine(
            slug=row["slug"],
            platform_name=row["platform_name"],
            name=row["name"],
            aliases=tuple(row["aliases"].split("|")),
            manufacturer=row["manufacturer"],
            technology=row["technology"],
            primary_doses=int(row["primary_doses"]),
            passport=row["passport"] == "yes",
            eu_product=row["eu_product"],
            eu_holder=row["eu_holder"],
            snomed=row["snomed"],
            cvx=row["cvx"],
        )
        for row in _read_table("vaccines")
    )


def _load_phone_prefixes() -> dict[str, PhonePrefix]:
    once: dict[str, list[str]] = {}
    for row in _read_table("phone_prefix_conversion"):
        once.setdefault(row["new_prefix"], []).append(row["old_prefix"])
    return {
        row["prefix"]: PhonePrefix(row["prefix"], row["operator"], tuple(once.get(row["prefix"], ())))
        for row in _read_table("mobile_prefixes")
    }


def _load_intervals() -> tuple[Interval, ...]:
    return tuple(
        Interval(
            vaccine=row["vaccine"],
            step=row["step"],
            min_days=_number(row["min_days"]),
            recommended_from_days=_number(row["recommended_from_days"]),
            recommended_to_days=_number(row["recommended_to_days"]),
            min_age=_number(row["min_age"]),
            max_age=_number(row["max_age"]),
            remark=row["remark"],
            source=row["source"],
            confirmed=row["confirmed"],
        )
        for row in _read_table("dose_intervals")
    )


_VACCINE: Final = re.compile(r"vắc xin", re.IGNORECASE)
_VACCINE_OTHERWISE: Final = ("vaccine", "vaccin", "vacxin", "vắcxin", "vác xin", "VX")
"""How people spell what the table of headers spells "vắc xin"; dashes and case aside."""


def _load_headers() -> dict[str, tuple[HeaderName, ...]]:
    """Give the wordings by their key; one that speaks of "vắc xin" stands for the other spellings of it too."""
    headers: dict[str, tuple[HeaderName, ...]] = {}
    for row in _read_table("header_synonyms"):
        said = row["variant"]
        spellings = [_VACCINE.sub(other, said) for other in _VACCINE_OTHERWISE] if _VACCINE.search(said) else []
        for variant in (said, *spellings):
            key = header_key(variant)
            headers[key] = (*headers.get(key, ()), HeaderName(row["field"], variant, row["origin"]))
    return headers


def _load_values() -> dict[str, dict[str, str]]:
    values: dict[str, dict[str, str]] = {}
    for row in _read_table("value_synonyms"):
        values.setdefault(row["domain"], {}).setdefault(value_key(row["variant"]), row["value"])
    return values


def _load_countries() -> dict[str, str]:
    """Give codes by folded name and, in capitals, by code."""
    countries: dict[str, str] = {}
    for row in _read_table("countries"):
        countries[row["code"]] = row["code"]
        for name in (row["name"], *row["aliases"].split("|")):
            if name:
                countries.setdefault(fold(name), row["code"])
    return countries
