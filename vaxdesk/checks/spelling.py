"""How hamlets are spelt: which spelling is another one's, by keys and nearest neighbours, as OpenRefine finds it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import Indel

from vaxdesk.checks.thresholds import HAMLET_ALIKE, HAMLET_TIMES, HAMLET_USED
from vaxdesk.model.surroundings import Spelling
from vaxdesk.model.text import fold, has_accents, name_key

_PARTS: Final = re.compile(r"\d+|[^\W\d_]+")
_KINDS: Final = {"kp": "khu pho", "tdp": "to dan pho", "xom": "thon", "ban": "thon", "buon": "thon", "soc": "thon"}
_BARE: Final = ("khu pho", "to dan pho", "thon", "ap", "khom", "doi", "to")


@lru_cache(maxsize=16)
def find_spellings(counts: frozenset[tuple[str, int]]) -> Mapping[str, Spelling]:
    """Give for each spelling of a hamlet that is another one's, that other one; ``counts`` are people by spelling.

    The same but for form goes with what most write. Accents that are all left out are certain where just one name
    has them; anything else has to be as good as alone beside what it is taken for, and is only likely.
    """
    people = dict(counts)
    groups: dict[str, list[str]] = {}
    for spelling in sorted(people):
        groups.setdefault(_form_key(spelling), []).append(spelling)
    heads = {key: max(group, key=lambda one: (people[one], _is_mixed(one), one)) for key, group in groups.items()}
    sizes = {key: sum(people[one] for one in group) for key, group in groups.items()}
    found: dict[str, Spelling] = {}
    for key, group in groups.items():
        meant = _find_meant(key, heads, sizes)
        for spelling in group:
            if meant is not None:
                other, certain = meant
                found[spelling] = Spelling(heads[other], people[heads[other]], certain)
            elif spelling != heads[key]:
                found[spelling] = Spelling(heads[key], people[heads[key]], certain=True)
    return found


def _form_key(spelling: str) -> str:
    """Give the name without form: case, signs, spaces, zeros in front of a number, place of the tone."""
    parts = _PARTS.findall(name_key(spelling))
    return " ".join(str(int(part)) if part.isdecimal() else part for part in parts) or spelling


def _is_mixed(spelling: str) -> bool:
    return not spelling.isupper() and not spelling.islower()


def _find_meant(key: str, heads: Mapping[str, str], sizes: Mapping[str, int]) -> tuple[str, bool] | None:
    """Give the group that another one's name was meant for, and whether that is beyond doubt."""
    larger = [one for one in heads if one != key and sizes[one] >= max(HAMLET_USED, HAMLET_TIMES * sizes[key])]
    if not larger:
        return None
    blind = fold(key)
    if not has_accents(key):
        twins = [one for one in heads if one != key and fold(one) == blind]
        if len(twins) == 1:
            return (twins[0], True) if twins[0] in larger else None
    bare, numbers = _bare(blind), _numbers(blind)
    same = [one for one in larger if _bare(fold(one)) == bare]
    if same:
        return (same[0], False) if len(same) == 1 else None
    alike = [one for one in larger if _numbers(fold(one)) == numbers and _are_alike(blind, fold(one))]
    return (alike[0], False) if len(alike) == 1 else None


def _bare(blind: str) -> str:
    """Give a name without what a hamlet is called there: thôn, ấp, khu phố."""
    words = " ".join(_KINDS.get(word, word) for word in blind.split())
    for kind in _BARE:
        rest = words.removeprefix(f"{kind} ")
        if rest != words and not rest.isdecimal():
            return rest
    return words


def _numbers(blind: str) -> list[str]:
    """Give the numbers in a name. Thôn 1 and Thôn 2 are alike and are two."""
    return [word for word in blind.split() if word.isdecimal() or len(word) == 1 or _is_roman(word)]


def _is_roman(word: str) -> bool:
    return set(word) <= set("ivx")


def _are_alike(one: str, other: str) -> bool:
    return len(one.split()) == len(other.split()) and Indel.normalized_similarity(one, other) >= HAMLET_ALIKE


def tell_changed(before: Mapping[str, Spelling], after: Mapping[str, Spelling]) -> Iterable[str]:
    """Give the spellings of which something else is said than before."""
    return {one for one in {**before, **after} if _say(before.get(one)) != _say(after.get(one))}


def _say(spelling: Spelling | None) -> tuple[str, bool] | None:
    return None if spelling is None else (spelling.value, spelling.certain)
