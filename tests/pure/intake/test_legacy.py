from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.awkward.spelling import SPELLINGS, spell_tcvn3, spell_viqr, spell_vni
from vaxdesk.intake.legacy import list_encodings
from vaxdesk.intake.samples.names import ETHNICITIES, invent_family, invent_name
from vaxdesk.intake.syllables import is_syllable
from vaxdesk.model.text import tidy

DECODERS = {"utf8": "utf8-as-cp1252", "utf8-1258": "utf8-as-cp1252", "utf8-twice": "utf8-as-cp1252"}
SEEDS = st.integers(0, 10**9)


def invent(seed: int) -> str:
    chance = random.Random(seed)
    ethnicity = ETHNICITIES.draw(chance)
    return invent_name(chance, ethnicity, chance.choice(("male", "female")), invent_family(chance, ethnicity))


def decode(name: str, text: str) -> str:
    return list_encodings()[DECODERS.get(name, name)].decode(text)


@pytest.mark.parametrize("name", [name for name in SPELLINGS if name != "nfd"])
@given(seed=SEEDS)
def test_what_was_written_in_an_old_encoding_is_read_back(name: str, seed: int) -> None:
    written = invent(seed)
    assert tidy(decode(name, SPELLINGS[name](written))) == written


@pytest.mark.parametrize("name", ["vni", "viqr", "cp1258", "utf8", "utf8-twice"])
@given(seed=SEEDS)
def test_capitals_are_read_back_too(name: str, seed: int) -> None:
    written = invent(seed).upper()
    assert tidy(decode(name, SPELLINGS[name](written))) == written


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("NGUYÔN THÞ HUÖ", "NGUYỄN THỊ HUỆ"),
        ("TrÇn ¸nh", "Trần Ánh"),
        ("Hå Lª", "Hồ Lê"),
        ("Hä vµ tªn", "Họ và tên"),
        ("S\u00ad¬ng", "Sương"),
    ],
)
def test_letters_of_tcvn3_take_the_case_of_those_around_them(seen: str, meant: str) -> None:
    assert decode("tcvn3", seen) == meant


def test_a_small_mark_behind_a_capital_is_one_letter_with_it() -> None:
    assert decode("vni", "Aùnh Ñaïo") == "Ánh Đạo"


@pytest.mark.parametrize(
    ("seen", "meant"),
    [("HÃ\u00a0 Ná»™i", "Hà Nội"), ("HÃ  Ná»™i", "Hà  Nội"), ("HoÃ ng Thá»‹", "Hoàng Thị"), ("MÃƒ THá»Š", "MÃ THỊ")],
)
def test_a_hard_space_that_became_a_plain_one_is_still_the_second_half_of_a_letter(seen: str, meant: str) -> None:
    assert tidy(decode("utf8", seen)) == tidy(meant)


def test_numbers_of_chapters_are_no_words_with_a_dot_below() -> None:
    assert decode("viqr", "VI. Tho^n Bu` Lu+") == "VI. Thôn Bù Lư"
    assert decode("viqr", "H'Bi`nh, SDDT") == "H'Bình, SĐT"


@given(st.text(alphabet="aAeEiIoOuUyYdD^(+'`?~.*đễọ ,-012áÃƒÂ¡»¿µ¸¹®", max_size=40))
def test_any_text_decodes_to_a_text(text: str) -> None:
    for encoding in list_encodings().values():
        assert isinstance(encoding.decode(text), str)


def test_ascii_without_signs_is_left_alone() -> None:
    for encoding in list_encodings().values():
        assert encoding.decode("Nguyen Thi Hoa 0912345678 05/03/1990") == "Nguyen Thi Hoa 0912345678 05/03/1990"


@pytest.mark.parametrize("word", ["Nguyễn", "THỊ", "giếng", "gì", "quốc", "khuya", "Ấp", "ý", "nghiêng", "quýt"])
def test_syllables_are_known(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["Nguyên̂x", "tât", "K'Rứ", "Grất", "NguyÔn", "thuớcs", "Pươl", "aâ", "Müller"])
def test_what_is_no_syllable_is_none(word: str) -> None:
    assert not is_syllable(word)


@given(seed=SEEDS)
def test_the_old_spellings_lose_nothing(seed: int) -> None:
    written = invent(seed)
    for spell in (spell_tcvn3, spell_vni, spell_viqr):
        assert spell(written).isascii() or len(spell(written)) >= len(written)
