"""Vietnamese text as old fonts and wrong code pages leave it in a file: what the reader has to turn back."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Final

from vaxdesk.resources import load_encodings

_TABLES = load_encodings()
_TCVN3: Final = {letter: seen for seen, letter in _TABLES["tcvn3"].items()}
_VNI: Final = {letter: seen for seen, letter in _TABLES["vni"].items()}
_SIGNS: Final = {"\u0302": "^", "\u0306": "(", "\u031b": "+", "\u0301": "'", "\u0300": "`", "\u0309": "?",
                 "\u0303": "~", "\u0323": "."}  # fmt: skip
_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"


def spell_tcvn3(text: str) -> str:
    """Write with a TCVN3 font: a capital with a tone has no code, the small letter's is typed."""
    return "".join(_TCVN3.get(char) or _TCVN3.get(char.lower(), char) for char in text)


def spell_vni(text: str) -> str:
    """Write with a VNI font."""
    return "".join(_VNI.get(char, char) for char in text)


def spell_viqr(text: str) -> str:
    """Write with ASCII signs behind the letters."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "dd").replace("Đ", "DD"))
    return "".join(_SIGNS.get(char, char) for char in _put_shapes_first(plain))


def _put_shapes_first(plain: str) -> str:
    kept, waiting = [], ""
    for char in plain:
        if char in _TONES:
            waiting += char
        elif unicodedata.combining(char):
            kept.append(char)
        else:
            kept += [waiting, char]
            waiting = ""
    return "".join((*kept, waiting))


def spell_parted(text: str) -> str:
    """Write letters as CP1258 has them: hat, breve and horn in one character, the tone after it."""
    parted = ""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(part for part in parts[1:] if part in _TONES)
        shape = "".join(part for part in parts[1:] if part not in _TONES)
        parted += unicodedata.normalize("NFC", parts[0] + shape) + tone
    return parted


def see_with(page: str, data: bytes) -> str:
    """Give what a program shows that takes bytes for another code page, as Windows does it."""
    return "".join(bytes([byte]).decode(page, "ignore") or chr(byte) for byte in data)


def spell_cp1258(text: str) -> str:
    """Write with Vietnamese Windows, read with Western Windows."""
    return see_with("cp1252", spell_parted(text).encode("cp1258"))


def spell_utf8(text: str) -> str:
    """Write UTF-8, read with Western Windows."""
    return see_with("cp1252", text.encode("utf-8"))


def spell_utf8_1258(text: str) -> str:
    """Write UTF-8, read with Vietnamese Windows."""
    return see_with("cp1258", text.encode("utf-8"))


def spell_utf8_twice(text: str) -> str:
    """Make that mistake twice."""
    return spell_utf8(spell_utf8(text))


def spell_nfd(text: str) -> str:
    """Write each mark for itself, as macOS does."""
    return unicodedata.normalize("NFD", text)


SPELLINGS: Final[dict[str, Callable[[str], str]]] = {
    "tcvn3": spell_tcvn3, "vni": spell_vni, "viqr": spell_viqr, "cp1258": spell_cp1258, "utf8": spell_utf8,
    "utf8-1258": spell_utf8_1258, "utf8-twice": spell_utf8_twice, "nfd": spell_nfd,
}  # fmt: skip
"""Every way but the right one."""
