"""The catalogue sheets of a platform workbook (PL3 communes, PL4 sites): what they say beyond the tables known."""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import itemgetter
from typing import Final

from vaxdesk.intake.sheet import Sheet
from vaxdesk.model.catalogue import Catalogues
from vaxdesk.model.sites import Site
from vaxdesk.model.text import header_key, tidy
from vaxdesk.model.units import Unit

_UNITS: Final = (
    "ma xa phuong", "ten xa phuong", "ma quan huyen", "ten quan huyen", "ma tinh thanh pho", "ten tinh thanh pho",
)  # fmt: skip
_SITES: Final = ("ma co so kham chua benh", "ten co so", "tinh", "huyen", "xa")
_UNIT_CODES: Final = re.compile(r"\d{5}\x1f[^\x1f]+\x1f\d{3}\x1f[^\x1f]+\x1f\d{2}\x1f[^\x1f]+")
_SITE_CODE: Final = re.compile(r"[0-9A-Za-z_.-]{3,20}")
_SEARCHED: Final = 20
"""Rows among which a header is looked for."""
_MOST: Final = 40_000
"""Units or sites of one workbook at most; the platform's own has 10,604 and 17,720."""
_LONGEST: Final = 200


def read_units(sheets: Iterable[Sheet], catalogues: Catalogues) -> tuple[Unit, ...]:
    """Give the communes of 2021 that are not in the tables, or are there under another name."""
    rows = _list_rows(sheets, _UNITS)
    if not rows:
        return ()
    known = {
        (one.commune_code, one.commune, one.district_code, one.district, one.province_code, one.province)
        for one in catalogues.units
    }
    found: dict[str, Unit] = {}
    # Nearly all are known, letter by letter.
    for cells in [row for row in rows if row not in known]:
        said = tuple(map(tidy, cells))
        if said not in known and _UNIT_CODES.fullmatch("\x1f".join(said)) and max(map(len, said)) <= _LONGEST:
            found[said[0]] = Unit(*said)
    return tuple(found.values())[:_MOST]


def read_sites(sheets: Iterable[Sheet], catalogues: Catalogues) -> tuple[Site, ...]:
    """Give the sites that are not in the table, or go there by other names."""
    rows = _list_rows(sheets, _SITES)
    if not rows:
        return ()
    known, finder = {(one.code, one.name) for one in catalogues.sites}, _Finder(catalogues)
    found: dict[tuple[str, str], Site] = {}
    for code, name, *places in [row for row in rows if row[:2] not in known]:
        said = (tidy(code), tidy(name))
        if said not in known and _SITE_CODE.fullmatch(said[0]) and 0 < len(said[1]) <= _LONGEST:
            found[said] = Site(*said, *finder[tuple(map(tidy, places))])
    return tuple(found.values())[:_MOST]


class _Finder(dict[tuple[str, ...], tuple[str, str, str]]):
    """Gives the codes of province, district and commune of those names; "" for what isn't known."""

    def __init__(self, catalogues: Catalogues) -> None:
        super().__init__()
        self._units = catalogues.units
        self._around: dict[tuple[str, str], tuple[str, str, str]] | None = None

    def __missing__(self, places: tuple[str, ...]) -> tuple[str, str, str]:
        province, district, commune = places
        unit = self._units.find(commune, district or None, province or None) if commune else None
        if unit is None:
            codes = self._find_around(province, district)
        else:
            codes = unit.province_code, unit.district_code, unit.commune_code
        self[places] = codes
        return codes

    def _find_around(self, province: str, district: str) -> tuple[str, str, str]:
        if self._around is None:
            self._around = {}
            for one in self._units:
                self._around.setdefault((one.province, one.district), (one.province_code, one.district_code, ""))
                self._around.setdefault((one.province, ""), (one.province_code, "", ""))
        return self._around.get((province, district), ("", "", ""))


def _list_rows(sheets: Iterable[Sheet], header: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Give the cells of these columns, in this order, of every sheet that has them all."""
    rows: list[tuple[str, ...]] = []
    for sheet in sheets:
        for at, row in enumerate(sheet.rows[:_SEARCHED]):
            keys = {header_key(cell): place for place, cell in enumerate(row) if cell}
            if keys.keys() >= set(header):
                places = [keys[one] for one in header]
                pick, width, blank = itemgetter(*places), max(places) + 1, [""] * (max(places) + 1)
                rows += [pick(cells if len(cells) >= width else cells + blank) for cells in sheet.rows[at + 1 :]]
                break
    return rows
