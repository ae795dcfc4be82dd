"""The order of names in Vietnamese: A Ă Â B C D Đ E Ê …, tones after letters, numbers by what they count."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from vaxdesk.model.text import name_key

_ALPHABET: Final = "AĂÂBCDĐEÊFGHIJKLMNOÔƠPQRSTUƯVWXYZ"
_RANKS: Final = {letter: chr(ord("A") + place) for place, letter in enumerate(_ALPHABET)}
_TONES: Final = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
"""Huyền, hỏi, ngã, sắc, nặng: as dictionaries order them; a word without comes first."""
_LAST: Final = "~"


def order_key(text: str | None) -> str:
    """Give the text by which names are put in order, compared character by character; what has no name comes last.

    "Điểu" stands between "Dương" and "Hà", "Thôn 2" before "Thôn 10".
    """
    if not text:
        return _LAST
    words = [_read_word(word) for word in name_key(text).split(" ")]
    # Tones tell only those apart whose letters are all the same. A tab stands before every letter and the space.
    return f"{' '.join([letters for letters, _ in words])}\t{''.join([tone for _, tone in words])}"


@lru_cache(maxsize=1 << 14)
def _read_word(word: str) -> tuple[str, str]:
    """Give a word's letters as ranks, and its tone."""
    if word.isascii() and word.isdigit():
        return word.zfill(6), "0"
    plain = unicodedata.normalize("NFD", word)
    tone = next((_TONES[char] for char in plain if char in _TONES), "0")
    bare = unicodedata.normalize("NFC", "".join(char for char in plain if char not in _TONES))
    return "".join(_RANKS.get(char, char) for char in bare), tone
