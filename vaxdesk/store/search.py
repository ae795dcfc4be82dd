"""Finding people by any fragment, accents and tones aside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from vaxdesk.model.person import Person
from vaxdesk.model.text import fold

_TAIL = "z"
"""Starts a number written backwards, so that its last digits can be looked up like the first letters of a word.
Vietnamese words of a name don't start with z followed by digits."""
_LEAST_DIGITS = 3


def make_words(person: Person) -> str:
    """Give the words a person is found by: name, numbers (forwards and backwards), birth date (its digits), hamlet."""
    words = [fold(person.full_name)] if person.full_name else []
    numbers = (person.id_number, person.old_id_number, person.phone, person.health_insurance)
    words.extend(f"{number.lower()} {_TAIL}{number[::-1].lower()}" for number in numbers if number)
    if person.birth_date:
        words.append(person.birth_date.replace("-", ""))
    if person.hamlet:
        words.append(fold(person.hamlet))
    return " ".join(words)


def make_query(text: str) -> str | None:
    """Give the full-text query for what somebody typed; see :func:`combine_words`. None if empty."""
    return combine_words(fold(text).split(), {})


def combine_words(typed: Sequence[str], near: Mapping[str, Sequence[str]]) -> str | None:
    """Give the full-text query for folded words, each with the words that are meant by it as well. None if empty.

    Every word is a beginning, a number also an end. Numbers side by side may be the parts of one (0912 345 678) or of
    a birth date (12/03/1985).
    """
    parts = []
    for of_digits, run in groupby(typed, key=is_number):
        words = list(run)
        apart = " AND ".join(_look_for(word, near.get(word, ())) for word in words)
        whole = _join(words) if of_digits and len(words) > 1 else []
        parts.append(f"(({apart}) OR {' OR '.join(map(_look_for, whole))})" if whole else apart)
    return " AND ".join(parts) or None


def is_number(word: str) -> bool:
    """Tell whether a word is nothing but digits."""
    return word.isascii() and word.isdigit()


def _look_for(word: str, near: Sequence[str] = ()) -> str:
    part = f'"{word}"*'
    if near:
        return "(" + " OR ".join([part, *(f'"{one}"' for one in near)]) + ")"
    if is_number(word) and len(word) >= _LEAST_DIGITS:
        return f'({part} OR "{_TAIL}{word[::-1]}"*)'
    return part


def _join(words: list[str]) -> list[str]:
    """Give the numbers that these may be the parts of: one after the other, and a day written as in Vietnam or ISO."""
    found = {"".join(words)}
    year, *rest = words if len(words[0]) == 4 else reversed(words)
    if len(year) == 4 and len(words) <= 3 and all(len(part) <= 2 for part in rest):
        found.add(year + "".join(part.zfill(2) for part in rest))
    return sorted(found)
