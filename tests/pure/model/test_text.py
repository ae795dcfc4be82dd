from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaxdesk.model.text import (
    LETTERS,
    fold,
    has_accents,
    header_key,
    is_vietnamese_letter_text,
    name_key,
    says_nothing,
    strip_label,
    tidy,
    tone_blind_key,
)

TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
INITIALS = (
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "qu",
    "r", "s", "t", "th", "tr", "v", "x",
)  # fmt: skip
ENDS = "c ch m n ng nh p t"
RIMES = {
    "a": ENDS, "ă": "c m n ng p t", "â": "c m n ng p t", "e": "c m n ng p t", "ê": "ch m n nh p t",
    "i": "ch m n nh p t", "o": "c m n ng p t", "ô": "c m n ng p t", "ơ": "m n p t", "u": "c m n ng p t",
    "ư": "c m n ng t", "y": "ch n nh t", "ai": "", "ao": "", "au": "", "ay": "", "âu": "", "ây": "", "eo": "", "êu": "",
    "ia": "", "iê": "c m n ng p t", "iêu": "", "iu": "", "oa": ENDS, "oai": "", "oay": "", "oao": "",
    "oă": "c m n ng t", "oe": "n t", "oeo": "", "oi": "", "ôi": "", "ơi": "", "oo": "c ng", "ua": "", "uâ": "n ng t",
    "uây": "",
    "uê": "ch nh", "ui": "", "uô": "c m n ng t", "uôi": "", "uơ": "", "uy": "ch n nh p t", "uya": "", "uyê": "n t",
    "uyu": "", "ưa": "", "ưi": "", "ươ": "c m n ng p t", "ươi": "", "ươu": "", "ưu": "", "yê": "m n ng t", "yêu": "",
}  # fmt: skip
PLAIN = str.maketrans("ăâêôơưđ", "aaeooud")


def tone_at(vowels: str, place: int, tone: str) -> str:
    return unicodedata.normalize("NFC", vowels[: place + 1] + tone + vowels[place + 1 :])


def all_syllables() -> Iterator[tuple[str, str, str, str]]:
    rimes = [(vowels, final) for vowels, finals in RIMES.items() for final in ("", *finals.split())]
    for initial, (vowels, final), tone in itertools.product(INITIALS, rimes, TONES):
        yield initial, vowels, final, tone


def test_every_syllable_folds_to_its_bare_letters_composed_and_decomposed_in_any_case() -> None:
    for initial, vowels, final, tone in all_syllables():
        syllable = initial + tone_at(vowels, len(vowels) - 1, tone) + final
        bare = (initial + vowels + final).translate(PLAIN)
        assert fold(syllable) == bare
        assert fold(syllable.upper()) == bare
        assert fold(unicodedata.normalize("NFD", syllable)) == bare


def test_every_syllable_has_one_name_key_wherever_its_tone_is_put() -> None:
    for initial, vowels, final, tone in all_syllables():
        keys = {name_key(initial + tone_at(vowels, place, tone) + final) for place in range(len(vowels))}
        assert len(keys) == 1, (initial, vowels, final, tone)


def test_syllables_that_differ_have_different_name_keys() -> None:
    whole = {
        (initial + vowels + final, tone): name_key(initial + tone_at(vowels, 0, tone) + final)
        for initial, vowels, final, tone in all_syllables()
    }
    assert len(set(whole.values())) == len(whole)


def test_every_syllable_loses_only_its_tone_in_the_tone_blind_key() -> None:
    for initial, vowels, final, tone in all_syllables():
        assert tone_blind_key(initial + tone_at(vowels, 0, tone) + final) == (initial + vowels + final).upper()


@pytest.mark.parametrize(
    ("one", "other"),
    [("hòa", "hoà"), ("Thủy", "thuỷ"), ("KHỎE", "khoẻ"), ("qúy", "quý"), ("S'Rôn", "S’Rôn"), ("Ðiểu", "Điểu")],
)
def test_custom_and_keyboard_make_no_other_name(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("Lý", "Lí"), ("Mỹ", "Mĩ"), ("quý", "quí"), ("Hương", "Hường")])
def test_i_and_y_and_the_tones_make_another_name(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_tidy_keeps_spelling_and_drops_what_nobody_sees() -> None:
    assert tidy("  NGUYỄN\u00a0thị\u200b  Huệ\t") == "NGUYỄN thị Huệ"
    assert tidy(unicodedata.normalize("NFD", "Nguyễn Thị Huệ")) == "Nguyễn Thị Huệ"
    assert tidy("Ðiểu Ɖực ðỏ") == "Điểu Đực đỏ"
    assert tidy("a\u0000b\u200fc\ud800") == "abc\ufffd"


def test_a_tone_after_an_invisible_character_joins_its_letter() -> None:
    assert tidy("a\u200b\u0301") == "á"


@given(st.text())
def test_tidy_takes_any_text_once_and_for_all(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode("utf-8")


@given(st.text())
def test_fold_takes_any_text_and_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=[*sorted(LETTERS), " ", "'", "-"]))
def test_the_keys_of_names_are_stable_and_do_not_depend_on_case_or_composition(name: str) -> None:
    key = name_key(name)
    assert name_key(key) == key
    assert name_key(name.lower()) == key
    assert name_key(unicodedata.normalize("NFD", name)) == key
    assert tone_blind_key(key) == tone_blind_key(name)
    assert fold(key) == fold(name)


def test_the_alphabet_has_all_its_letters() -> None:
    assert len(LETTERS) == 2 * (12 * 6 + 17)


def test_accents_are_tones_shapes_and_the_bar_of_d() -> None:
    assert has_accents("Điêu")
    assert has_accents("DŨNG")
    assert has_accents(unicodedata.normalize("NFD", "Hà"))
    assert not has_accents("Cao Minh Khoa")
    assert not has_accents("Señor – Übel")


def test_names_of_the_peoples_of_binh_phuoc_are_vietnamese_letters_too() -> None:
    assert is_vietnamese_letter_text("Điểu K'Rể")
    assert is_vietnamese_letter_text("Thị Jăng-Wa")
    assert not is_vietnamese_letter_text("NguyÔn ThÞ")
    assert not is_vietnamese_letter_text("Hoa 2")


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("Họ và tên (*)", "ho va ten"),
        ("Số CCCD, Mã định danh(*)\n(Loại 8,9,12 số)", "so cccd ma dinh danh"),
        ("NGÀY_SINH", "ngay sinh"),
        ("(2)", "2"),
        ("Mũi 1/Ngày", "mui 1 ngay"),
        ("SĐT)", "sdt"),
        ("#", ""),
    ],
)
def test_a_header_is_known_by_what_stands_outside_its_brackets(header: str, key: str) -> None:
    assert header_key(header) == key


@pytest.mark.parametrize("text", ["", "-", "…", "Không có", "ko", "chưa cấp", "#N/A", "N/A", "x", "0", "?"])
def test_there_are_many_ways_to_say_that_there_is_none(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["1", "không 0912", "########", "chờ làm lại"])
def test_what_says_something_is_not_taken_for_nothing(text: str) -> None:
    assert not says_nothing(text)


def test_labels_in_front_are_form() -> None:
    labels = frozenset({"so", "cccd"})
    assert strip_label("Số CCCD: 070", labels) == "070"
    assert strip_label("CCCD070", labels) == "CCCD070"
    assert strip_label("CCCD:", labels) == "CCCD:"
