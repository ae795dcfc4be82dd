"""An address in one cell, taken apart: hamlet, and the commune where the catalogue knows exactly one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from vaxdesk.intake.endings import HAMLET, SMALLER, Ending, find_ending
from vaxdesk.model.catalogue import Catalogues
from vaxdesk.model.text import has_accents, tidy
from vaxdesk.model.units import Unit, find_initials, shorten_unit_name

_PARTS: Final = re.compile(r"\s*[,;\n]\s*|\s+[-–]\s+")
_WORDS: Final = r"(?i:(?<!thị )(?<!tứ )xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh)\s+\S"
"""A unit's kind and its name; Tứ Xã is a name."""
_BLIND_WORDS: Final = r"(?i:(?<!thi )xa|phuong|thi tran|huyen|quan|thi xa|thanh pho|tinh)\s+\S"
_SHORT: Final = r"(?:TP|Tp|TX|Tx|TT|Tt)[.\s]\s*\S|[XPHQTxphqt]\.\s*\S"
_INSIDE: Final = re.compile(rf"\s+(?={_WORDS}|{_SHORT})")
"""Where a unit begins within a part: "Thôn 3 xã Bù Gia Mập huyện Bù Gia Mập"."""
_INSIDE_BLIND: Final = re.compile(rf"\s+(?={_BLIND_WORDS}|{_SHORT})")
"""The same in a text without accents: with them "xa" is far."""
_HAMLET: Final = re.compile(rf"(?:{HAMLET})\b[\s.:]*\S", re.IGNORECASE)
_SMALLER: Final = re.compile(rf"(?:{SMALLER})\b[\s.:]*\S", re.IGNORECASE)
_COMMUNE: Final = re.compile(r"(?:xã|phường|thị trấn|tt|x|p|xa|phuong|thi tran)\b[\s.]*\S", re.IGNORECASE)
_DISTRICT: Final = re.compile(r"(?:huyện|quận|thị xã|thành phố|tx|tp|h|q)\b[\s.]*\S", re.IGNORECASE)
_PROVINCE: Final = re.compile(r"(?:tỉnh|t|tinh)\b[\s.]*\S", re.IGNORECASE)
_CITY: Final = re.compile(r"(?:thành phố|tp)\b", re.IGNORECASE)
_BEFORE_HAMLET: Final = re.compile(rf"[\s/–-](?={_HAMLET.pattern})", re.IGNORECASE)
_DASHES: Final = re.compile(r"[/–-](?=[^\W\d_]{2})")
_EDGES: Final = " ,;/–-"

Found = tuple[Unit | None, frozenset[int]]
"""A commune, and the places of the parts that name it, its district and its province."""


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
    coarse = [part for part in _PARTS.split(said) if part]
    inside = _INSIDE if has_accents(said) else _INSIDE_BLIND
    fine = [piece for part in coarse for piece in inside.split(part)]
    unit, used = _find_unit(fine, catalogues)
    if unit is None:
        ending = find_ending(said, catalogues.units)
        if ending is not None:
            return _split_ended(said, ending, hamlet=hamlet, units=units)
    if not units:
        unit, used = None, frozenset()
    # Only a unit that is found parts a text that has no comma there; behind a hamlet's name it always begins anew.
    parts = fine if unit is not None else [one for part in coarse for one in _split_hamlet(part, inside)]
    at = _find_hamlet(parts, used) if hamlet else None
    if at is None:
        return Address(None, unit, _join(said, parts, used))
    return Address(parts[at].strip(" ."), unit, _join(said, parts, used | {at}))


def _split_ended(said: str, ending: Ending, *, hamlet: bool, units: bool) -> Address:
    """Take an address apart whose end names a commune without any comma."""
    front = said[: ending.start].rstrip(_EDGES)
    pieces = [piece for part in _PARTS.split(front) for piece in _BEFORE_HAMLET.split(part)]
    if ending.is_dashed:
        pieces = [piece for part in pieces for piece in _DASHES.split(part)]
    parts = [part for piece in pieces if (part := piece.strip(_EDGES))]
    at = _find_hamlet(parts, frozenset()) if hamlet else None
    unit = ending.unit if units else None
    behind = [] if units else [said[ending.start :]]
    if at is None:
        return Address(None, unit, (front or None) if units else said)
    rest = ", ".join([*parts[:at], *parts[at + 1 :], *behind])
    return Address(parts[at].rstrip("."), unit, rest or None)


def _find_hamlet(parts: list[str], used: frozenset[int]) -> int | None:
    """Find the one part that names a hamlet, or the one that names what is smaller."""
    for kind in (_HAMLET, _SMALLER):
        places = [at for at, part in enumerate(parts) if at not in used and kind.match(part)]
        if places:
            return places[0] if len(places) == 1 else None
    return None


def _join(said: str, parts: list[str], used: frozenset[int]) -> str | None:
    if not used:
        return said or None
    return ", ".join(part for at, part in enumerate(parts) if at not in used) or None


def _split_hamlet(part: str, inside: re.Pattern[str]) -> list[str]:
    return inside.split(part) if _HAMLET.match(part) or _SMALLER.match(part) else [part]


def _find_unit(parts: list[str], catalogues: Catalogues) -> Found:
    """Find the commune, by the kind in front of its name or by its place at the end."""
    commune = _find_last(parts, _COMMUNE)
    if commune is None:
        return _find_bare_unit(parts, catalogues)
    for district, province in _list_around(parts, commune):
        unit = _look_up(parts, commune, district, province, catalogues)
        if unit is not None:
            return unit, frozenset(at for at in (commune, district, province) if at is not None)
    return None, frozenset()


def _list_around(parts: list[str], commune: int) -> Iterator[tuple[int | None, int | None]]:
    """Give the places where district and province may stand, likeliest first: behind the commune, or before it."""
    behind = [
        at for at in range(commune + 1, len(parts)) if not _HAMLET.match(parts[at]) and not _SMALLER.match(parts[at])
    ]
    if len(behind) > 1:
        yield behind[0], behind[1]
    elif behind and _PROVINCE.match(parts[behind[0]]):
        yield None, behind[0]
    elif behind:
        yield behind[0], None
        yield None, behind[0]
    else:
        before = parts[:commune]
        yield _find_last(before, _DISTRICT), _find_last(before, _PROVINCE)


def _look_up(
    parts: list[str], commune: int, district: int | None, province: int | None, catalogues: Catalogues
) -> Unit | None:
    """Find the commune of these parts; initials of its district or province (BGM, TP.HCM) have to fit what is found."""
    names = ["" if at is None else parts[at] for at in (district, province)]
    short = [find_initials(name) for name in names]
    unit = catalogues.units.find(
        parts[commune], *(None if one else name for name, one in zip(names, short, strict=True))
    )
    if unit is None or (_CITY.match(names[1]) and not _CITY.match(unit.province)):
        # TP Thanh Hóa is a district of the province of its name.
        return None
    whole = (unit.district, unit.province)
    fits = all(not one or one == shorten_unit_name(name) for one, name in zip(short, whole, strict=True))
    return unit if fits else None


def _find_last(parts: list[str], kind: re.Pattern[str]) -> int | None:
    return next((at for at in reversed(range(len(parts))) if kind.match(parts[at])), None)


def _find_bare_unit(parts: list[str], catalogues: Catalogues) -> Found:
    """Find the commune by the names at the end, where the one behind it is its district's."""
    for size in (3, 2):
        first = len(parts) - size
        if first < 0:
            continue
        unit = _look_up(parts, first, first + 1, first + 2 if size > 2 else None, catalogues)
        # Two names may be a district's and its province's.
        if unit is not None and (size > 2 or not catalogues.units.is_district(parts[first], parts[-1])):
            return unit, frozenset(range(first, len(parts)))
    return None, frozenset()
