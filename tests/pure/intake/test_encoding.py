from __future__ import annotations

import unicodedata

import pytest

from vaxdesk.intake.encoding import decode_text

TEXT = "STT,Họ và tên,Ngày sinh\n" + "".join(
    f"{number},{name},05/03/1990\n"
    for number, name in enumerate(("Nguyễn Thị Huệ", "Điểu Văn Lực", "Trần Quốc Bảo", "Lê Thị Hường") * 5)
)


def spell_cp1258(text: str) -> str:
    """Write letters as that code page has them: hat, breve and horn in one character, the tone after it."""
    spelled = ""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(part for part in parts[1:] if part in "\u0300\u0301\u0303\u0309\u0323")
        shape = "".join(part for part in parts[1:] if part not in tone)
        spelled += unicodedata.normalize("NFC", parts[0] + shape) + tone
    return spelled


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_with_and_without_a_mark(encoding: str) -> None:
    assert decode_text(TEXT.encode(encoding)) == TEXT


def test_letters_are_composed() -> None:
    assert decode_text(unicodedata.normalize("NFD", TEXT).encode()) == TEXT


def test_vietnamese_windows_is_recognised() -> None:
    assert decode_text(spell_cp1258(TEXT).encode("cp1258")) == TEXT
