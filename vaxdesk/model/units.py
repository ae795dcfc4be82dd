"""Administrative units of two epochs: their codes, their names, what became of them.

A code needs its epoch. The communes of 2021 (63 provinces, with districts) are what records of the campaign, the
platform's workbook and a person's ``commune_code`` mean; those of July 2025 (34 provinces, no districts) often bear a
code of 2021 with another meaning, and so do seven provinces.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final

from vaxdesk.model.text import fold, has_accents, name_key, tidy


@dataclass(frozen=True, slots=True)
class Unit:
    """A commune with its district and province, as of 2021: names with their kind ("Xã Bù Gia Mập"), GSO codes."""

    commune_code: str
    commune: str
    district_code: str
    district: str
    province_code: str
    province: str


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A commune since July 2025 (Nghị quyết 202/2025/QH15), with its province; there are no districts any more."""

    commune_code: str
    commune: str
    province_code: str
    province: str


@dataclass(frozen=True, slots=True)
class UnitTables:
    """The tables. ``became`` has by the code of a commune of 2021 the codes of 2025 that it went into.

    There is more than one where it was divided, none where nobody has told.
    """

    units: tuple[Unit, ...] = ()
    new_units: tuple[NewUnit, ...] = ()
    became: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


_KINDS_OF_UNIT: Final = frozenset({
    "xã", "phường", "thị trấn", "huyện", "quận", "thị xã", "thành phố", "tỉnh", "tt", "tx", "tp", "x", "p", "h",
    "q", "t",
})  # fmt: skip


_BLIND_KIND: Final = re.compile(r"^(?:(?:xa|phuong|thi tran|huyen|thi xa|thanh pho|tinh) (?=\w)|quan (?=\d))")


@lru_cache(maxsize=1 << 15)
def bare_unit_name(name: str) -> str:
    """Give a unit's name key without its kind: "Xã Bù Gia Mập", "X. Bù Gia Mập" and "BÙ GIA MẬP" are one.

    Numbers lose their zeros in front: "Phường 05" and "P.5" are one.
    """
    words = tidy(name.replace(".", " ")).lower().split(" ")
    size = next((size for size in (2, 1) if len(words) > size and " ".join(words[:size]) in _KINDS_OF_UNIT), 0)
    bare = " ".join(words[size:])
    return name_key(bare.lstrip("0") or bare if bare.isdecimal() else bare)


_KINDS: Final = {
    "x": "xa", "p": "phuong", "tt": "thi tran", "h": "huyen", "q": "quan", "tx": "thi xa", "tp": "thanh pho",
    "t": "tinh",
}  # fmt: skip
_KINDS_IN_FULL: Final = frozenset(_KINDS.values())
_INITIALS: Final = re.compile(r"(?:(?:TP|TX|[THQ])[.\s]\s*)?([A-ZĐ]{2,4})")


def find_said_kind(said: str, name: str) -> str:
    """Give the kind, without accents, that somebody says before a unit's name; "" for none.

    Phương Liễu says none of Xã Phương Liễu: its name begins like a kind.
    """
    kind = _find_kind(said)
    return "" if kind and fold(said) == fold(bare_unit_name(name)) else kind


def says_other_kind(said: str, name: str) -> bool:
    """Tell whether somebody says another kind before a unit's name than the unit's own."""
    kind = find_said_kind(said, name)
    return bool(kind) and kind != _find_kind(name)


def _find_kind(name: str) -> str:
    words = fold(name).split()
    found = (" ".join(words[:size]) for size in (2, 1) if len(words) > size)
    return next((kind for one in found if (kind := _KINDS.get(one, one)) in _KINDS_IN_FULL), "")


def find_initials(said: str) -> str | None:
    """Give the initials for which a unit's name may stand: "BGM" of "H. BGM"; None for anything else."""
    found = _INITIALS.fullmatch(said)
    return None if found is None else found[1]


def shorten_unit_name(name: str) -> str:
    """Give the initials of a unit: "BGM" of "Huyện Bù Gia Mập"."""
    return "".join(word[0] for word in fold(bare_unit_name(name)).split()).upper()


@lru_cache(maxsize=1 << 15)
def blind_unit_name(name: str) -> str:
    """Give the name without its kind and without accents; the kind may lack them too ("huyen Loc Ninh")."""
    return _BLIND_KIND.sub("", fold(bare_unit_name(name)))


def undashed_unit_name(name: str, *, blind: bool = False) -> str:
    """Give the key of a name in which a dash may stand or not: Phan Rang-Tháp Chàm, Phan Rang - Tháp Chàm."""
    key = blind_unit_name(name) if blind else bare_unit_name(name)
    return " ".join(key.replace("-", " ").replace("–", " ").split())


class Units:
    """Looks units up. The tables are asked for when the first unit is, so that a start needn't wait for them.

    ``home`` is the code of a commune or district of 2021: of communes of one name, the one of this neighbourhood is
    meant where a list names no district.
    """

    def __init__(self, load: Callable[[], UnitTables] = UnitTables, home: str = "") -> None:
        self._load, self.home = load, home

    @cached_property
    def tables(self) -> UnitTables:
        """All of them."""
        return self._load()

    def __iter__(self) -> Iterator[Unit]:
        return iter(self.tables.units)

    def __len__(self) -> int:
        return len(self.tables.units)

    def changed(self, units: Iterable[Unit], home: str) -> Units:
        """Give these with other or further communes of 2021, and another home."""
        other = {one.commune_code: one for one in units}

        def load() -> UnitTables:
            tables = self.tables
            known = {one.commune_code: one for one in tables.units}
            return UnitTables(tuple((known | other).values()), tables.new_units, tables.became)

        return Units(load if other else lambda: self.tables, home)

    def neighbourhood(self) -> tuple[str, ...]:
        """Give the codes of home, its district and its province; nothing where home is nowhere."""
        one = self._by_code.get(self.home) or next((one for one in self if one.district_code == self.home), None)
        return () if one is None else (self.home, one.district_code, one.province_code)

    def by_code(self, code: str) -> Unit | None:
        """Give the commune of 2021 of a code of five digits."""
        return self._by_code.get(code)

    def new_by_code(self, code: str) -> NewUnit | None:
        """Give the commune since July 2025 of a code of five digits."""
        return self._new_by_code.get(code)

    def successors(self, code: str) -> tuple[NewUnit, ...]:
        """Give the communes of 2025 that a commune of 2021 went into: several where it was divided.

        Which of several somebody lives in nobody can tell from the code. None: not known.
        """
        return tuple(self._new_by_code[one] for one in self.tables.became.get(code, ()) if one in self._new_by_code)

    def predecessors(self, code: str) -> tuple[Unit, ...]:
        """Give the communes of 2021 of which all or a part is in a commune of 2025."""
        return tuple(self._by_code[one] for one in self._parts.get(code, ()) if one in self._by_code)

    def find(self, commune: str, district: str | None = None, province: str | None = None) -> Unit | None:
        """Give the one commune of 2021 that bears the name (kind, case and tone placement aside), or None.

        Without accents a name is taken only if just one commune can be meant: Lộc Thành and Lộc Thạnh lie in one
        district, and whoever writes Tam Thanh without any accent may mean Tam Thành. Of several of one name the one in
        home's neighbourhood is meant. Where no district is said, xã Bình Minh is no phường Bình Minh. Two levels in a
        province of 2025 name a commune of 2025: that is one of 2021 if it has but one part.
        """
        said = (commune, district, province)
        for blind in (False, True) if has_accents(" ".join(filter(None, said))) else (True,):
            found = self._named(*said, blind=blind)
            if not district:
                found = [unit for unit in found if not says_other_kind(commune, unit.commune)]
            if len(found) > 1:
                same_kind = [unit for unit in found if name_key(unit.commune) == name_key(commune)]
                found = self.keep_near(same_kind or found, blind=blind)
            if found:
                return (
                    found[0] if len(found) == 1 and (district or self._is_plain(found[0], commune, province)) else None
                )
        return self._find_new(commune, province) if province and not district else None

    def _is_plain(self, found: Unit, commune: str, province: str | None) -> bool:
        """Tell whether two levels name this commune of 2021, and none of 2025 that bears its name but is larger."""
        news = self._named_new(commune, province) if province else []
        return all(self.predecessors(new.commune_code) == (found,) for new in news)

    def search(self, typed: str, most: int) -> tuple[Unit, ...]:
        """Give communes whose name begins with what was typed, marks aside; then those with a later word that does.

        Behind the commune its district and province may be typed. Fewer than two letters search nothing.
        """
        key = blind_unit_name(typed)
        if len(key) < 2 or key.isdecimal():
            return ()
        found: list[tuple[bool, str, Unit]] = []
        for name, units in self._by_blind_name.items():
            for one in units if key[:2] in name else ():
                words = f" {name} {blind_unit_name(one.district)} {blind_unit_name(one.province)}"
                if f" {key}" in words[: len(name) + len(key)] or words.startswith(f" {key}"):
                    found.append((not words.startswith(f" {key}"), name, one))
        return tuple(one for _, _, one in sorted(found, key=lambda each: each[:2])[:most])

    def list_named(self, name: str, *, blind: bool) -> Sequence[Unit]:
        """Give all communes of 2021 of a name, ``blind``: as somebody writes it who writes no accents."""
        if blind:
            return self._by_blind_name.get(blind_unit_name(name), ())
        return self._by_name.get(bare_unit_name(name), ())

    def is_district(self, name: str, province: str) -> bool:
        """Tell whether a district of a province may be meant by two names, accents aside."""
        return (blind_unit_name(province), blind_unit_name(name)) in self._districts

    def is_above_communes(self, name: str, *, blind: bool) -> bool:
        """Tell whether a district or province of 2021 bears a name, dashes aside."""
        return undashed_unit_name(name, blind=blind) in self._above[blind]

    def is_new_province(self, name: str) -> bool:
        """Tell whether a name is that of a province since July 2025."""
        return bare_unit_name(name) in self._new_provinces

    def _named(self, commune: str, district: str | None, province: str | None, *, blind: bool) -> list[Unit]:
        key = blind_unit_name if blind else bare_unit_name
        found = (self._by_blind_name if blind else self._by_name).get(key(commune), [])
        if district:
            found = [unit for unit in found if key(unit.district) == key(district)]
        if province:
            found = [unit for unit in found if key(unit.province) == key(province)]
        return found

    def keep_near(self, found: list[Unit], *, blind: bool) -> list[Unit]:
        """Keep those nearest to home; without accents only its whole province tells whether another is meant."""
        around = self.neighbourhood()
        for code in around[2:] if blind else around:
            near = [one for one in found if code in {one.commune_code, one.district_code, one.province_code}]
            if near:
                return near
        return found

    def _find_new(self, commune: str, province: str) -> Unit | None:
        """Give the one commune of 2021 that is the whole of a commune of 2025."""
        named = self._named_new(commune, province)
        parts = self.predecessors(named[0].commune_code) if len(named) == 1 else ()
        return parts[0] if len(parts) == 1 and len(self.tables.became[parts[0].commune_code]) == 1 else None

    def _named_new(self, commune: str, province: str) -> list[NewUnit]:
        """Give the communes of 2025 of that name and province, without accents where there are none with them."""
        alike = self._new_by_blind_name.get(blind_unit_name(commune), ())
        for key in (bare_unit_name, blind_unit_name):
            named = [one for one in alike if key(one.commune) == key(commune) and key(one.province) == key(province)]
            if named:
                return named
        return []

    @cached_property
    def _by_code(self) -> dict[str, Unit]:
        return {one.commune_code: one for one in self.tables.units}

    @cached_property
    def _new_by_code(self) -> dict[str, NewUnit]:
        return {one.commune_code: one for one in self.tables.new_units}

    @cached_property
    def _new_by_blind_name(self) -> dict[str, list[NewUnit]]:
        named: dict[str, list[NewUnit]] = {}
        for one in self.tables.new_units:
            named.setdefault(blind_unit_name(one.commune), []).append(one)
        return named

    @cached_property
    def _new_provinces(self) -> frozenset[str]:
        return frozenset(bare_unit_name(name) for name in {one.province for one in self.tables.new_units})

    @cached_property
    def _above(self) -> tuple[frozenset[str], frozenset[str]]:
        named = {name for one in self.tables.units for name in (one.district, one.province)}
        with_marks, without = [
            frozenset(undashed_unit_name(name, blind=blind) for name in named) for blind in (False, True)
        ]
        return with_marks, without

    @cached_property
    def _districts(self) -> frozenset[tuple[str, str]]:
        named = {(one.province, one.district) for one in self.tables.units}
        return frozenset((blind_unit_name(province), blind_unit_name(name)) for province, name in named)

    @cached_property
    def _parts(self) -> dict[str, list[str]]:
        parts: dict[str, list[str]] = {}
        for old, news in self.tables.became.items():
            for new in news:
                parts.setdefault(new, []).append(old)
        return parts

    @cached_property
    def _by_name(self) -> dict[str, list[Unit]]:
        named: dict[str, list[Unit]] = {}
        for one in self.tables.units:
            named.setdefault(bare_unit_name(one.commune), []).append(one)
        return named

    @cached_property
    def _by_blind_name(self) -> dict[str, list[Unit]]:
        named: dict[str, list[Unit]] = {}
        for bare, units in self._by_name.items():
            named.setdefault(fold(bare), []).extend(units)
        return named
