"""An address in one cell, taken apart: hamlet, and the commune where the catalogue knows exactly one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from vaxdesk.model.catalogue import Catalogues
from vaxdesk.model.text import fold, tidy
from vaxdesk.model.units import Unit, bare_unit_name

_PARTS: Final = re.compile(r"\s*[,;\n]\s*|\s+[-–]\s+")
_HAMLET: Final = re.compile(
    r"(?:thôn|ấp|bản|buôn|bon|sóc|khu phố|kp|khóm|xóm|làng|phum|thon|ap|khu pho)\b[\s.:]*\S", re.IGNORECASE
)
_SMALLER: Final = re.compile(r"(?:tổ|tdp|đội|cụm|tổ dân phố)\b[\s.:]*\S", re.IGNORECASE)
_COMMUNE: Final = re.compile(r"(?:xã|phường|thị trấn|tt|x|p)\b[\s.]*\S", re.IGNORECASE)
_DISTRICT: Final = re.compile(r"(?:huyện|quận|thị xã|thành phố|tx|tp|h|q)\b[\s.]*\S", re.IGNORECASE)
_PROVINCE: Final = re.compile(r"(?:tỉnh|t)\b[\s.]*\S", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """What an address says: hamlet as written, the commune of the catalogue, and the rest as written."""

    hamlet: str | None
    unit: Unit | None
    rest: str | None


def split_address(text: str, catalogues: Catalogues, *, hamlet: bool = True, units: bool = True) -> Address:
    """Take an address apart; what isn't certain, or isn't asked for, stays in the rest.

    Names of units without accents count only where just one commune can be meant.
    """
    said = tidy(text.replace("\n", " ; "))
    parts = [part for part in _PARTS.split(said) if part]
    unit, used = _find_unit(parts, catalogues) if units else (None, frozenset[int]())
    if not hamlet:
        return Address(None, unit, _join(said, parts, used))
    places = [at for at, part in enumerate(parts) if at not in used and _HAMLET.match(part)]
    if not places:
        places = [at for at, part in enumerate(parts) if at not in used and _SMALLER.match(part)]
    if len(places) != 1:
        return Address(None, unit, _join(said, parts, used))
    return Address(parts[places[0]].strip(" ."), unit, _join(said, parts, used | {places[0]}))


def _join(said: str, parts: list[str], used: frozenset[int]) -> str | None:
    if not used:
        return said or None
    return ", ".join(part for at, part in enumerate(parts) if at not in used) or None


def _find_unit(parts: list[str], catalogues: Catalogues) -> tuple[Unit | None, frozenset[int]]:
    """Find the commune, by the kind in front of the names or by their places at the end."""
    commune = _find_last(parts, _COMMUNE)
    district = _find_last(parts, _DISTRICT)
    province = _find_last(parts, _PROVINCE)
    if commune is None:
        return _find_bare_unit(parts, catalogues)
    # Behind the commune come district and province, with or without their kind.
    behind = list(range(commune + 1, len(parts)))
    district = district if district in behind else next(iter(behind), None)
    province = (
        province if province in behind else next((at for at in behind if district is not None and at > district), None)
    )
    unit = catalogues.units.find(
        parts[commune],
        None if district is None else parts[district],
        None if province is None else parts[province],
    )
    if unit is None:
        return None, frozenset()
    return unit, frozenset(at for at in (commune, district, province) if at is not None)


def _find_last(parts: list[str], kind: re.Pattern[str]) -> int | None:
    return next((at for at in reversed(range(len(parts))) if kind.match(parts[at])), None)


def _find_bare_unit(parts: list[str], catalogues: Catalogues) -> tuple[Unit | None, frozenset[int]]:
    if len(parts) < 2:
        return None, frozenset()
    for size in (3, 2):
        if len(parts) < size:
            continue
        names: list[str | None] = [*parts[-size:], None][:3]
        unit = catalogues.units.find(str(names[0]), names[1], names[2])
        if unit is not None and fold(bare_unit_name(unit.district)) == fold(bare_unit_name(str(names[1]))):
            return unit, frozenset(range(len(parts) - size, len(parts)))
    return None, frozenset()
