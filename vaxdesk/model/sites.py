"""Vaccination sites: the platform's codes, and the names they go by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from vaxdesk.model.text import name_key


@dataclass(frozen=True, slots=True)
class Site:
    """A name of a place where people were vaccinated, with the platform's code (sheet PL4). "": where isn't told.

    One code may go by several names, one name stand for several codes.
    """

    code: str
    name: str
    province_code: str = ""
    district_code: str = ""
    commune_code: str = ""


_SHORT: Final = {
    "TYT": "TRẠM Y TẾ", "TTYT": "TRUNG TÂM Y TẾ", "BV": "BỆNH VIỆN", "BVĐK": "BỆNH VIỆN ĐA KHOA",
    "PKĐK": "PHÒNG KHÁM ĐA KHOA",
}  # fmt: skip
_KINDS: Final = ("XÃ ", "PHƯỜNG ", "THỊ TRẤN ", "X ", "P ", "TT ")
_STATION: Final = "TRẠM Y TẾ "


@lru_cache(maxsize=1 << 15)
def site_key(name: str) -> str:
    """Give the key of a site's name: "TYT Bù Gia Mập", "Trạm Y tế xã Bù Gia Mập" are one. Accents count."""
    words = name_key(name.replace(".", " ").replace(",", " "))
    words = " ".join(_SHORT.get(word, word) for word in words.split(" "))
    kind = next((one for one in _KINDS if words.startswith(_STATION + one)), "")
    return _STATION + words[len(_STATION + kind) :] if kind else words


class Sites:
    """Looks sites up. The table is asked for when the first site is.

    ``home`` holds codes of 2021, the nearest first: commune, district, province. Of sites of one name, the one of that
    neighbourhood is meant.
    """

    def __init__(
        self, load: Callable[[], tuple[Site, ...]] = tuple, home: Callable[[], tuple[str, ...]] = tuple
    ) -> None:
        self._load, self._home = load, home

    @cached_property
    def table(self) -> tuple[Site, ...]:
        """All names of all sites."""
        return self._load()

    def __iter__(self) -> Iterator[Site]:
        return iter(self.table)

    def __len__(self) -> int:
        return len(self.table)

    def changed(self, sites: Iterable[Site], home: Callable[[], tuple[str, ...]]) -> Sites:
        """Give these with further names, which go before those known, and another home."""
        more = tuple(sites)
        return Sites(lambda: more + self.table, home)

    def by_code(self, code: str) -> Site | None:
        """Give the site of a code, by the first of its names."""
        return self._by_code.get(code)

    def find(self, name: str) -> Site | None:
        """Give the one site that bears the name or the code; None where there is none, or several as near."""
        known = self._by_code.get(name) or self._by_code.get(name.upper())
        if known is not None:
            return known
        found = self._by_key.get(site_key(name), [])
        for place in self._home() if len({one.code for one in found}) > 1 else ():
            near = [one for one in found if place in {one.commune_code, one.district_code, one.province_code}]
            if near:
                found = near
                break
        return found[0] if len({one.code for one in found}) == 1 else None

    @cached_property
    def _by_code(self) -> dict[str, Site]:
        return {one.code: one for one in reversed(self.table)}

    @cached_property
    def _by_key(self) -> dict[str, list[Site]]:
        named: dict[str, list[Site]] = {}
        for one in self.table:
            named.setdefault(site_key(one.name), []).append(one)
        return named
