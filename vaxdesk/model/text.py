"""Vietnamese text as people type it, and the keys by which it is compared.

Three keys, from strict to loose: :func:`name_key` (the same name, however typed), :func:`tone_blind_key` (tones
lost) and :func:`fold` (all marks lost: search, header texts). What is stored is :func:`tidy` text, otherwise as
written; the identity card's own spelling counts.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_SHAPES: Final = "\u0302\u0306\u031b"
_VOWELS: Final = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"


def _compose_letters() -> str:
    toned = (unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in ("", *_TONES))
    return "".join(toned) + "đĐ" + "bcdghklmnpqrstvxBCDGHKLMNPQRSTVX"


LETTERS: Final = frozenset(_compose_letters())
"""The 29 letters of the Vietnamese alphabet in both cases, the vowels with each of the six tones."""

_MARKED: Final = frozenset(letter for letter in LETTERS if not letter.isascii()) | frozenset(_TONES + _SHAPES)
_OF_NAMES: Final = LETTERS | frozenset("fjwzFJWZ '-.")

_ETHS: Final = {0x00D0: "Đ", 0x0189: "Đ", 0x00F0: "đ", 0x0256: "đ"}
"""Letters that look like Đ and are typed for it: Icelandic eth, African D."""


class _Tidying(dict[int, str]):
    """Drops what nobody sees: zero-width and direction marks, soft hyphens, control characters, lone surrogates."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        kind = unicodedata.category(char)
        kept = char if char.isspace() else "\ufffd" if kind == "Cs" else "" if kind in {"Cc", "Cf"} else char
        self[code] = kept
        return kept


class _Folding(dict[int, str]):
    """Gives each character its bare lower-case letters or digits, a space for anything else."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if unicodedata.category(char) in {"Mn", "Cf"}:
            kept = ""
        else:
            bare = "".join(part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part))
            low = bare.lower().replace("đ", "d").replace("ð", "d").replace("ɖ", "d")
            kept = "".join(part if part.isalnum() else " " for part in low)
        self[code] = kept
        return kept


_TIDYING: Final = _Tidying(_ETHS)
_FOLDING: Final = _Folding()


def tidy(text: str) -> str:
    """Give the text as it is stored: NFC, Đ for its look-alikes, one space between words, nothing invisible.

    Spelling, case and placement of tones stay as written.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.translate(_TIDYING))
    elif not text.isprintable():
        text = text.translate(_TIDYING)
    return " ".join(text.split())


def fold(text: str) -> str:
    """Give the accent-blind key: lower case, đ as d, marks gone, punctuation as space, one space between words.

    The same for composed and decomposed text. "Năm" and "Nam" fold alike; where that matters compare first as written.
    """
    return " ".join(text.translate(_FOLDING).split())


def header_key(text: str) -> str:
    """Give the key of a column's header: :func:`fold` without what stands in brackets, unless all of it does."""
    if "(" in text or "[" in text:
        outside = _drop_brackets(text)
        return fold(outside) or fold(text)
    return fold(text)


def _drop_brackets(text: str) -> str:
    depth, kept = 0, []
    for char in text:
        if char in "([":
            depth += 1
            kept.append(" ")
        elif char in ")]" and depth:
            depth -= 1
        elif not depth:
            kept.append(char)
    return "".join(kept)


@lru_cache(maxsize=1 << 16)
def _key_of_word(word: str) -> str:
    """Move each tone mark of an upper-case word to the end of its run of vowels: HÒA and HOÀ become one."""
    if word.isascii():
        return word
    kept: list[str] = []
    waiting = ""
    for char in unicodedata.normalize("NFD", word):
        if char in _TONES:
            waiting += char
        elif char in _SHAPES or char in "AEIOUY":
            kept.append(char)
        else:
            kept.append(waiting)
            kept.append(char)
            waiting = ""
    kept.append(waiting)
    return unicodedata.normalize("NFC", "".join(kept))


_QUOTES: Final = str.maketrans("’‘ʼʹ`´′‐‑–", "'''''''---")


@lru_cache(maxsize=1 << 14)
def name_key(text: str) -> str:
    """Give the key by which two spellings are the same name: upper case, one place for the tone, one space.

    hòa is hoà, thủy is thuỷ, qúy is quý. Lý and Lí stay two names: for the police they are.
    """
    return " ".join([_key_of_word(word) for word in tidy(text).upper().translate(_QUOTES).split(" ")])


@lru_cache(maxsize=1 << 16)
def _drop_tones(word: str) -> str:
    return unicodedata.normalize("NFC", "".join(c for c in unicodedata.normalize("NFD", word) if c not in _TONES))


def tone_blind_key(text: str) -> str:
    """Give :func:`name_key` without tones: Hương, Hường and Hưởng are one; Huong is another."""
    return " ".join([_drop_tones(word) for word in tidy(text).upper().translate(_QUOTES).split(" ")])


def has_accents(text: str) -> bool:
    """Tell whether any letter bears a Vietnamese mark (tone, hat, breve, horn, bar of đ)."""
    return not text.isascii() and not _MARKED.isdisjoint(text)


def is_vietnamese_letter_text(text: str) -> bool:
    """Tell whether all characters can stand in a name in Vietnam: Vietnamese letters, F J W Z, space, ' - and dot.

    Names of the S'Tiêng, Khmer or M'Nông are written with these too.
    """
    return _OF_NAMES.issuperset(unicodedata.normalize("NFC", text))


_NOTHING: Final = frozenset({
    "", "khong", "khong co", "ko", "ko co", "k", "k co", "chua", "chua co", "chua cap", "chua lam", "chua ro",
    "khong ro", "khong biet", "khong nho", "quen", "mat", "n a", "null", "none", "nan", "x", "xx", "xxx", "0",
})  # fmt: skip


def says_nothing(text: str) -> bool:
    """Tell whether a cell that should hold a number or a date says that there is none: "", "-", "không có", "#N/A".

    Not for names: a person may be called Mất. A row of # is what Excel shows of a number too long for its column: lost,
    not absent.
    """
    return not text or (fold(text) in _NOTHING and "##" not in text)


def strip_label(text: str, labels: frozenset[str]) -> str:
    """Give the text without labels in front ("Số CCCD: 070…" to "070…"), labels being given folded."""
    for mark in (":", " "):
        label, found, rest = text.partition(mark)
        if found and fold(label) in labels and rest.strip(" :."):
            return strip_label(rest.strip(" :."), labels)
    return text


def is_number_text(text: str) -> bool:
    """Tell whether the text is made of the digits 0 to 9 alone."""
    return text.isascii() and text.isdigit()
