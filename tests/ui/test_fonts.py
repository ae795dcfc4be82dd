from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QRawFont

from vaxdesk.resources import find_resource
from vaxdesk.ui.fonts import FILES, FontUnreadable, load_fonts

PLAIN = "aăâbcdđeêghiklmnoôơpqrstuưvxyfjwz"
TONED = {
    "a": "àảãáạ",
    "ă": "ằẳẵắặ",
    "â": "ầẩẫấậ",
    "e": "èẻẽéẹ",
    "ê": "ềểễếệ",
    "i": "ìỉĩíị",
    "o": "òỏõóọ",
    "ô": "ồổỗốộ",
    "ơ": "ờởỡớợ",
    "u": "ùủũúụ",
    "ư": "ừửữứự",
    "y": "ỳỷỹýỵ",
}
LOWER = PLAIN + "".join(TONED.values())
SIGNS = "0123456789 .,:;!?%+±×–-·/()[]<>=“”‘’'\"…@&#*"
MATHEMATICAL = "−≠≤≥→←↑↓"
STACKED = "ỄỖẴẪỘẶỆ"
EM = 100

pytestmark = pytest.mark.usefixtures("qapp")


def read_font(name: str) -> QRawFont:
    return QRawFont(str(find_resource(f"fonts/{name}")), EM)


def list_missing(font: QRawFont, letters: str) -> list[str]:
    return [letter for letter in letters if not font.supportsCharacter(ord(letter))]


@pytest.fixture(params=[QFont.Weight.Normal, QFont.Weight.DemiBold], ids=["regular", "semibold"])
def font(request: pytest.FixtureRequest) -> QFont:
    load_fonts()
    font = QFont("Noto Sans")
    font.setPixelSize(EM)
    font.setWeight(request.param)
    return font


@pytest.mark.parametrize("name", ["NotoSans-Regular.ttf", "NotoSans-SemiBold.ttf"])
def test_every_vietnamese_letter_and_sign_of_a_text_has_a_glyph(name: str) -> None:
    assert list_missing(read_font(name), LOWER + LOWER.upper() + SIGNS) == []


def test_what_noto_sans_lacks_is_in_the_font_of_signs() -> None:
    assert list_missing(read_font("NotoSans-Regular.ttf"), MATHEMATICAL) == list(MATHEMATICAL)
    assert list_missing(read_font("NotoSansMath-Regular.ttf"), MATHEMATICAL) == []


def test_a_minus_is_as_wide_as_a_plus() -> None:
    plain, signs = read_font("NotoSans-Regular.ttf"), read_font("NotoSansMath-Regular.ttf")
    widths = [
        font.advancesForGlyphIndexes(font.glyphIndexesForString(sign))[0].x()
        for font, sign in ((plain, "+"), (signs, "−"))
    ]
    assert widths[0] == widths[1]


def test_each_weight_asked_for_is_the_one_given(font: QFont) -> None:
    given = QFontInfo(font)
    assert given.family() == "Noto Sans"
    assert given.weight() == font.weight()


def test_the_two_weights_are_drawn_differently(font: QFont) -> None:
    other = QFont(font)
    other.setWeight(QFont.Weight.DemiBold if font.weight() == QFont.Weight.Normal else QFont.Weight.Normal)
    name = "Nguyễn Thị Hường"
    assert QFontMetricsF(font).horizontalAdvance(name) != QFontMetricsF(other).horizontalAdvance(name)


def test_all_digits_are_of_equal_width(font: QFont) -> None:
    metrics = QFontMetricsF(font)
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


@pytest.mark.parametrize("letter", STACKED)
def test_stacked_marks_fit_a_line_of_one_and_two_fifths_em(font: QFont, letter: str) -> None:
    metrics = QFontMetricsF(font)
    assert metrics.height() <= 1.4 * EM
    box = metrics.tightBoundingRect(letter)
    assert -metrics.ascent() <= box.top() < 0
    assert box.bottom() <= metrics.descent()


def test_the_licence_of_the_fonts_lies_beside_them() -> None:
    text = find_resource("fonts/OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in text
    assert "Copyright 2015 Google LLC" in text


def test_a_damaged_font_is_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fonts = tmp_path / "resources" / "fonts"
    fonts.mkdir(parents=True)
    for name in FILES:
        (fonts / name).write_bytes(b"no font")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    load_fonts.cache_clear()
    with pytest.raises(FontUnreadable) as refused:
        load_fonts()
    assert str(refused.value) == "A part of the program is damaged: NotoSans-Regular.ttf."
