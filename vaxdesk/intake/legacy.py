"""The old Vietnamese encodings, as a Unicode reader sees their texts, and how each is turned back.

A workbook written with a TCVN3 or VNI font holds valid Unicode that only the font made look right; a text file opened
with the wrong code page holds two or three characters where one letter was.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Final, NamedTuple

from vaxdesk.intake.syllables import find_words, is_syllable
from vaxdesk.model.text import LETTERS
from vaxdesk.resources import load_encodings


class Encoding(NamedTuple):
    """An old encoding: its name as the head tells it, and what makes Unicode of a text written in it."""

    name: str
    decode: Callable[[str], str]


@cache
def list_encodings() -> Mapping[str, Encoding]:
    """Give the old encodings by name, those first that are harder to take for something else."""
    tables = load_encodings()
    tcvn3 = {ord(seen): letter for seen, letter in tables["tcvn3"].items()}
    decoders: tuple[Encoding, ...] = (
        Encoding("utf8-as-cp1252", _decode_utf8),
        Encoding("tcvn3", partial(_decode_tcvn3, tcvn3)),
        Encoding("vni", partial(_decode_vni, _spread_cases(tables["vni"]))),
        Encoding("cp1258", _decode_cp1258),
        Encoding("tcvn3-as-cp1258", partial(_decode_tcvn3, _see_through_cp1258(tcvn3))),
        Encoding("viqr", _decode_viqr),
    )
    return {one.name: one for one in decoders}


# TCVN3 --------------------------------------------------------------------------------------------------------------

_NOT_SPACE: Final = re.compile(r"\S+")


def _decode_tcvn3(table: Mapping[int, str], text: str) -> str:
    """Decode; capitals with a tone have no code of their own, so the letters around tell the case."""
    plain = unicodedata.normalize("NFC", text.translate(table))
    if text.isascii():
        return text
    words = text.split()
    small = any(map(_has_small, words))
    if not small and any(sum(map(_is_capital, word)) > 1 for word in words):
        return plain.upper()
    if all(_starts_high(word) for word in words) and any(_is_capital(word[0]) for word in words):
        return _NOT_SPACE.sub(lambda word: word[0][:1].upper() + word[0][1:], plain)
    return plain


def _has_small(word: str) -> bool:
    return any("a" <= char <= "z" for char in word)


def _is_capital(char: str) -> bool:
    return "A" <= char <= "Z" or "¡" <= char <= "§"


def _starts_high(word: str) -> bool:
    """Tell whether a word begins with a capital, or with a letter whose capital TCVN3 doesn't have."""
    return not ("a" <= word[0] <= "z" or "¨" <= word[0] <= "®")


# VNI ----------------------------------------------------------------------------------------------------------------

_VNI: Final = re.compile("[AEOUYÔÖaeouyôö][ÀÁÂÃÄÅÈÉÊËÏÕØÙÚÛÜàáâãäåèéêëïõøùúûü]|[ÆÌÍÎÑÒÓÔÖæìíîñòóôö]")


def _spread_cases(table: Mapping[str, str]) -> dict[str, str]:
    """Take a small mark behind a capital, and the other way round: the font shows them alike."""
    spread = dict(table)
    for seen, letter in table.items():
        if len(seen) == 2:
            spread[seen[0] + seen[1].swapcase()] = letter
    return spread


def _decode_vni(table: Mapping[str, str], text: str) -> str:
    return _VNI.sub(lambda found: table.get(found[0], found[0]), text)


# Code pages ---------------------------------------------------------------------------------------------------------


def _byte_of(page: str, code: int) -> str:
    """Give the character of a byte; for one the page leaves empty the one Windows takes."""
    return bytes([code]).decode(page, "ignore") or chr(code)


def see_bytes(data: bytes, page: str = "cp1252") -> str:
    """Give the characters that Windows shows of bytes with a code page of one byte a letter."""
    seen = _SEEN_1258 if page == "cp1258" else _SEEN_1252
    return data.decode("latin-1").translate(seen)


_SEEN_1252: Final = {code: _byte_of("cp1252", code) for code in range(0x80, 0x100)}
_SEEN_1258: Final = {code: _byte_of("cp1258", code) for code in range(0x80, 0x100)}
_FROM_1252: Final = {
    ord(_SEEN_1252[code]): _SEEN_1258[code] for code in range(0x80, 0x100) if _SEEN_1252[code] != _SEEN_1258[code]
}


def _decode_cp1258(text: str) -> str:
    """Turn what CP1252 made of Vietnamese Windows' bytes into letters: the tone follows its vowel there."""
    return unicodedata.normalize("NFC", text.translate(_FROM_1252))


def _see_through_cp1258(table: Mapping[int, str]) -> dict[int, str]:
    """Give a table of CP1252's characters for texts that were read with CP1258."""
    turned = {ord(seen): ord(other) for code, seen in _SEEN_1258.items() if (other := _SEEN_1252[code])}
    return {seen: table[other] for seen, other in turned.items() if other in table}


# UTF-8 read as something else ---------------------------------------------------------------------------------------

_BYTES: Final = {char: code for page in (_SEEN_1258, _SEEN_1252) for code, char in page.items()} | {
    chr(code): code for code in range(0x80, 0xA0)
}
_TAIL: Final = "[" + re.escape("".join(char for char, code in _BYTES.items() if 0x80 <= code < 0xC0)) + "]"
_LEADS: Final = {
    size: "[" + re.escape("".join(char for char, code in _BYTES.items() if low <= code < high)) + "]"
    for size, low, high in ((1, 0xC2, 0xE0), (2, 0xE0, 0xF0))
}
_SEQUENCE: Final = re.compile(f"{_LEADS[2]}{_TAIL}{_TAIL}|{_LEADS[1]}{_TAIL}")
_OR_LOST: Final = re.compile(f"{_SEQUENCE.pattern}|([A-Za-z]{{0,6}})[ÃĂ] ([a-z]{{0,6}})")
"""Or an à of which the second byte, a hard space, was made a plain one."""
_ALSO: Final = frozenset("\u00a0\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u00ad\u00b0\u0300\u0301\u0303\u0309\u0323"
                         "\u0302\u0306\u031b\u00d0")  # fmt: skip
_TIMES: Final = 3


def _decode_utf8(text: str) -> str:
    """Put together what was one letter in UTF-8; a text that was spoilt twice takes two turns."""
    for _ in range(_TIMES):
        if not _SEQUENCE.search(text):
            break
        text = _OR_LOST.sub(_join_bytes, text)
    return unicodedata.normalize("NFC", text)


def _join_bytes(found: re.Match[str]) -> str:
    if found[0][-1].isascii():
        joined = f"{found[1]}à{found[2]}"
        return joined if found[2] and is_syllable(joined) else f"{found[1]}à {found[2]}"
    try:
        letter = bytes(_BYTES[char] for char in found[0]).decode("utf-8")
    except UnicodeDecodeError:
        return found[0]
    # Twice spoilt: what comes out is the next turn's input.
    return letter if letter in LETTERS or letter in _ALSO or letter in _BYTES else found[0]


# VIQR ---------------------------------------------------------------------------------------------------------------

_VIQR: Final = re.compile(r"([aeouyiAEOUYI])([\^(+*])?(['`?~.])?|(dd|DD|Dd)")
_SIGNED: Final = re.compile(r"[AEIOUYaeiouy][\^(+'`?~.]|dd|DD|Dd")
_ROMAN: Final = re.compile(r"[IVX]+\.\s")
_SHAPES: Final = {"^": "\u0302", "(": "\u0306", "+": "\u031b", "*": "\u031b"}
_TONES: Final = {"'": "\u0301", "`": "\u0300", "?": "\u0309", "~": "\u0303", ".": "\u0323"}


def _decode_viqr(text: str) -> str:
    numbering = _ROMAN.match(text)
    start = numbering.end() if numbering else 0
    return text[:start] + _NOT_SPACE.sub(_decode_viqr_word, text[start:])


def _decode_viqr_word(found: re.Match[str]) -> str:
    """Decode one word, unless its only sign is the point or question mark behind it and it makes no syllable."""
    plain = _VIQR.sub(_join_signs, found[0])
    if found[0][-1] not in ".?" or _SIGNED.search(found[0][:-1]) or any(map(is_syllable, find_words(plain))):
        return plain
    return found[0]


def _join_signs(found: re.Match[str]) -> str:
    if found[4]:
        return "đ" if found[4] == "dd" else "Đ"
    letter = unicodedata.normalize("NFC", found[1] + _SHAPES.get(found[2], "") + _TONES.get(found[3], ""))
    return letter if len(letter) == 1 and (letter.isascii() or letter in LETTERS) else found[0]
