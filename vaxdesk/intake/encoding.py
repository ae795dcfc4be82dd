"""Which characters the bytes of a text file stand for."""

from __future__ import annotations

import codecs
import unicodedata

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 200_000
"""Bytes looked at when an encoding has to be guessed."""


def decode_text(data: bytes) -> str | None:
    """Give the text of a file's bytes, or None where they are no text.

    A byte order mark decides; then UTF-16 by its zero bytes; then UTF-8 where all bytes fit; else the guess of
    charset-normalizer, and CP1258 (Vietnamese Windows) where it has none. Letters are composed (NFC).
    """
    encoding = _name_encoding(data)
    if encoding is None:
        return None
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        if encoding.startswith(("utf-16", "utf-32")):
            return None
        text = data.decode("latin-1")
    return unicodedata.normalize("NFC", text)


def _name_encoding(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    head = data[:_SAMPLE]
    zeros_even, zeros_odd = head[0::2].count(0), head[1::2].count(0)
    if zeros_even or zeros_odd:
        half = len(head) // 2
        # Latin text in UTF-16 has a zero in nearly every pair, Vietnamese in most: always on the same side.
        if zeros_odd > half * 0.3 and zeros_even < half * 0.01:
            return "utf-16-le"
        if zeros_even > half * 0.3 and zeros_odd < half * 0.01:
            return "utf-16-be"
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _guess_encoding(head)
    return "utf-8"


def _guess_encoding(head: bytes) -> str:
    from charset_normalizer import from_bytes

    guess = from_bytes(head, cp_isolation=["cp1258", "cp1252"]).best()
    return guess.encoding if guess is not None else "cp1258"
