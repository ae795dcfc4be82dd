"""The commune in which an address ends that has no commas: "Thôn 3 Phú Nghĩa Bù Gia Mập", "Ấp 2-Phú Nghĩa-Bù Gia Mập".

Every way to take the last words for a commune with its district or province is tried. One is believed where no other
commune can be meant and what is left in front makes sense by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from vaxdesk.model.text import fold, has_accents
from vaxdesk.model.units import (
    Unit,
    Units,
    bare_unit_name,
    find_initials,
    find_said_kind,
    says_other_kind,
    shorten_unit_name,
    undashed_unit_name,
)

_WORD: Final = re.compile(r"[^\s,;/–-]+")
_DASH: Final = re.compile(r"[/–-]")
_PARTING: Final = re.compile(r"[,;/–-]")
_LONGEST: Final = 6
"""Words of a unit's name at most, its kind included."""
_LONGEST_TEXT: Final = 200
"""Characters of an address at most; what is longer is no address."""
HAMLET: Final = "thôn|ấp|bản|buôn|bon|sóc|khu phố|kp|khóm|xóm|làng|phum|thon|ap|khu pho"
SMALLER: Final = "tổ dân phố|tổ|tdp|đội|cụm"
"""What a hamlet is called in addresses, and what is smaller, as parts of patterns."""
_NAMED_BY_A_WORD: Final = re.compile(rf"(?:.*\s)?(?:{HAMLET}|{SMALLER})\s+[^\W\d_]+", re.IGNORECASE)
"""A hamlet's kind and one word: the next may well belong to its name."""
_PLACED: Final = re.compile(rf"\s*\d|(?:.*[\s,;/–-])?(?:{HAMLET}|{SMALLER})[\s.:]*[^\W_]", re.IGNORECASE | re.DOTALL)
"""A house number, or a hamlet: what stands in front of a commune's name."""
_OPEN: Final = frozenset({
    "thon", "ap", "ban", "buon", "bon", "soc", "pho", "kp", "khom", "xom", "lang", "phum", "to", "tdp", "doi", "cum",
    "khu", "duong", "so", "ngo", "ngach", "hem", "kiet", "cho", "gan", "sau", "truoc", "canh", "dien", "tai", "o",
    "nha", "xa", "phuong", "tran", "huyen", "quan", "tinh", "truong", "hoc", "ql", "dt", "tl", "lo", "chua", "cau",
    "ubnd",
})  # fmt: skip
"""What wants another word behind it: "chợ Tân Phú" names no commune."""


@dataclass(frozen=True, slots=True)
class Ending:
    """A commune that the end of a text names, from the character at ``start`` on; ``is_dashed``: a dash parts it."""

    unit: Unit
    start: int
    is_dashed: bool


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to read the end of a text: the commune, from which word up to which its name goes, and what is said."""

    unit: Unit
    first: int
    end: int
    name: str
    district: str
    province: str


class _Text:
    """A text in words, with where each begins and what parts them."""

    def __init__(self, said: str) -> None:
        self.said = said
        self.places = [found.span() for found in _WORD.finditer(said)]
        self.is_blind = not has_accents(said)
        self.is_mixed = said != said.upper()

    def __len__(self) -> int:
        return len(self.places)

    def name(self, first: int, end: int) -> str:
        """Give the words from ``first`` up to ``end`` as they are written, "" for none."""
        return self.said[self.places[first][0] : self.places[end - 1][1]] if first < end else ""

    def gap(self, at: int) -> str:
        """Give what stands before a word."""
        return self.said[self.places[at - 1][1] : self.places[at][0]] if at else ""

    def front(self, at: int) -> str:
        """Give what stands in front of a word, without what parts it from that."""
        return self.said[: self.places[at][0]].rstrip(" ,;/–-.")


def find_ending(said: str, units: Units) -> Ending | None:
    """Find the one commune of 2021 in which an address (one line, tidy) can end, or None."""
    text = _Text(said)
    if len(said) > _LONGEST_TEXT or len(text) < 3:
        return None
    ways = list(_list_ways(text, units))
    if not ways:
        return _find_new(text, units)
    ways = _keep_meant(text, ways, units)
    whole = [way for way in ways if _is_whole(text, way)]
    # What would leave half a name in front is no way to read it, but shows that nothing is certain.
    if not whole or len({way.unit for way in ways}) != 1:
        return None
    way = min(whole, key=lambda one: one.first)
    is_plain = (way.district and way.province) or _is_plain(text, way, units)
    return _end(text, way.unit, way.first) if is_plain else None


def _keep_meant(text: _Text, ways: list[_Way], units: Units) -> list[_Way]:
    """Drop the ways that others outdo: what is a district behind its commune is no commune; of namesakes the near one.

    Thôn 3 Phú Nghĩa Bù Gia Mập lies in Phú Nghĩa of the district Bù Gia Mập.
    """
    districts = {(way.end, way.district) for way in ways if way.district}
    left = [way for way in ways if (way.first, way.name) not in districts]
    places: dict[tuple[int, str], list[_Way]] = {}
    for way in left:
        places.setdefault((way.first, way.name), []).append(way)
    kept = []
    for same in places.values():
        near = units.keep_near([way.unit for way in same], blind=text.is_blind)
        kept += [way for way in same if way.unit in near]
    return kept


def _end(text: _Text, unit: Unit, first: int) -> Ending:
    return Ending(unit, text.places[first][0], _DASH.search(text.gap(first)) is not None)


def _list_ways(text: _Text, units: Units) -> Iterator[_Way]:
    for end, middle in _list_above(text, units):
        district, province = text.name(end, middle), text.name(middle, len(text))
        for first in _list_first(text, end):
            name = text.name(first, end)
            for unit in units.list_named(name, blind=text.is_blind):
                if (
                    not says_other_kind(name, unit.commune)
                    and (not district or _says(text, district, unit.district, unit, units))
                    and (not province or _says(text, province, unit.province, unit, units))
                ):
                    yield _Way(unit, first, end, name, district, province)


def _list_above(text: _Text, units: Units) -> Iterator[tuple[int, int]]:
    """Give where district and province may begin: behind the one stands the other, or the text is at its end."""

    def may_be(first: int, end: int) -> bool:
        name = text.name(first, end)
        return units.is_above_communes(name, blind=text.is_blind) or find_initials(name) is not None

    size = len(text)
    for last in range(max(1, size - _LONGEST), size):
        if may_be(last, size):
            yield last, size
            yield last, last
            for end in range(max(1, last - _LONGEST), last):
                if may_be(end, last):
                    yield end, last


def _list_first(text: _Text, end: int) -> Iterator[int]:
    """Give where a commune's name may begin that goes up to ``end``: nothing parts its words."""
    for first in range(end - 1, max(-1, end - 1 - _LONGEST), -1):
        yield first
        if not text.gap(first).isspace():
            return


def _says(text: _Text, said: str, name: str, unit: Unit, units: Units) -> bool:
    """Tell whether words name a district or province of a commune, in whole or, near home, by initials."""
    if says_other_kind(said, name):
        return False
    if undashed_unit_name(said, blind=text.is_blind) == undashed_unit_name(name, blind=text.is_blind):
        # A dash or comma within is right only where the name has one.
        return "-" in name or not _PARTING.search(said)
    is_near = text.is_mixed and unit.province_code in units.neighbourhood()
    return is_near and find_initials(said) == shorten_unit_name(name)


def _is_whole(text: _Text, way: _Way) -> bool:
    """Tell whether the words in front can stand by themselves, so that none of the commune's belongs to them."""
    front = text.front(way.first)
    if find_said_kind(way.name, way.unit.commune):
        return True
    if len(way.name.split()) < 2:
        return False
    words = fold(front).split()
    if words and words[-1] in _OPEN:
        return False
    if text.gap(way.first).isspace() and _NAMED_BY_A_WORD.fullmatch(front):
        return False
    return not front or bool(way.district and way.province) or _PLACED.match(front) is not None


def _is_plain(text: _Text, way: _Way, units: Units) -> bool:
    """Tell whether a name before a province's is no district's, or the end of one, whose commune nobody wrote.

    The name of home is the commune. Nor may the name be that of a larger commune of 2025.
    """
    is_said = bool(find_said_kind(way.name, way.unit.commune))
    if not is_said and (way.province or _says(text, way.district, way.unit.province, way.unit, units)):
        for first in _list_first(text, way.end):
            if units.is_district(text.name(first, way.end), way.unit.province) and (
                first != way.first or units.home != way.unit.commune_code
            ):
                return False
    return bool(way.district) or units.find(way.name, None, way.province) == way.unit


def _find_new(text: _Text, units: Units) -> Ending | None:
    """Find the commune of 2021 that is the whole of the one of 2025 which the text ends in."""
    ways = []
    for end in range(max(1, len(text) - _LONGEST), len(text)):
        province = text.name(end, len(text))
        for first in _list_first(text, end) if units.is_new_province(province) else ():
            name = text.name(first, end)
            unit = units.find(name, None, province)
            news = () if unit is None else units.successors(unit.commune_code)
            if unit is not None and any(bare_unit_name(new.commune) == bare_unit_name(name) for new in news):
                ways.append(_Way(unit, first, end, name, "", province))
    if len(ways) != 1 or not _is_whole(text, ways[0]) or not _is_plain(text, ways[0], units):
        return None
    return _end(text, ways[0].unit, ways[0].first)
