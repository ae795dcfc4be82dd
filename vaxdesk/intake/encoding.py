"""Which characters the bytes of a text file stand for."""

from __future__ import annotations

import codecs
import unicodedata

from vaxdesk.intake.evidence import find_encodings
from vaxdesk.intake.legacy import see_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ONE_BYTE = "one byte a letter"
_SAMPLE = 200_000
"""Bytes looked at when an encoding has to be guessed."""
_LINES = 2_000
"""Lines looked at for evidence."""


def decode_text(data: bytes) -> str | None:
    """Give the text of a file's bytes, or None where they are no text.

    A byte order mark decides; then UTF-16 by its zero bytes; then UTF-8 where all bytes fit, or in most lines. Else
    the evidence of Vietnamese syllables: CP1258 is decoded; the fonts TCVN3 and VNI are left as CP1252 shows them, for
    their columns to tell. Without evidence charset-normalizer guesses. Letters are composed (NFC).
    """
    encoding = _name_encoding(data)
    if encoding is None:
        return None
    try:
        text = _decode_single_bytes(data) if encoding == _ONE_BYTE else data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return unicodedata.normalize("NFC", text)


def _name_encoding(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding if encoding != "utf-8-sig" or _is_utf8(data) else _ONE_BYTE
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
    return "utf-8" if _is_utf8(data) else _ONE_BYTE


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decode_single_bytes(data: bytes) -> str:
    lines = data.removeprefix(codecs.BOM_UTF8).splitlines(keepends=True)
    telling = [line for line in lines if not line.isascii()]
    fitting = sum(map(_is_utf8, telling))
    if fitting * 2 > len(telling):
        # Somebody pasted lines from elsewhere, or a line was cut in the middle of a letter.
        return "".join(line.decode("utf-8") if _is_utf8(line) else see_bytes(line) for line in lines)
    seen = [[see_bytes(line)] for line in telling[:_LINES]]
    found = find_encodings(seen).get(0)
    if found == "cp1258":
        return see_bytes(data, "cp1258")
    return see_bytes(data) if found else data.decode(_guess_encoding(data[:_SAMPLE]), "replace")


def _guess_encoding(head: bytes) -> str:
    from charset_normalizer import from_bytes

    guess = from_bytes(head, cp_isolation=["cp1258", "cp1252"]).best()
    return guess.encoding if guess is not None else "cp1258"
