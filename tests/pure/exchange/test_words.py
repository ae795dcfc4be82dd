"""What dialects confuse is written down here a second time, in other terms than in the script that makes the list."""

from __future__ import annotations

import runpy
import unicodedata
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest

from vaxdesk.exchange.words import load_words, same_words, spell_bits

SYLLABLES = sorted(set(chain.from_iterable(entry.split() for entry in load_words())))
STARTS = ("ngh", "ng", "nh", "kh", "ph", "th", "gh", "b", "c", "k", "đ", "g", "h", "m", "p", "t", "")
ENDS = ("m", "p", "i", "y", "o", "u", "a", "ă", "â", "e", "ê", "ô", "ơ", "ư")


def bare(text: str) -> str:
    """Drop the tones, keep the letters."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    return unicodedata.normalize("NFC", "".join(one for one in unicodedata.normalize("NFD", text) if one not in tones))


def ascii_only(text: str) -> str:
    return unicodedata.normalize("NFD", text.replace("đ", "d")).encode("ascii", "ignore").decode()


def test_there_are_2048_entries_of_two_short_syllables() -> None:
    assert len(load_words()) == len(set(load_words())) == 2_048
    assert all(len(entry.split()) == 2 and len(entry) <= 12 for entry in load_words())
    assert all(unicodedata.is_normalized("NFC", entry) and entry == entry.lower() for entry in load_words())


def test_all_entries_differ_without_any_accent() -> None:
    assert len({ascii_only(entry) for entry in load_words()}) == 2_048


def test_no_syllable_has_the_tone_hoi_or_nga() -> None:
    marks = {mark for syllable in SYLLABLES for mark in unicodedata.normalize("NFD", syllable)}
    assert "\u0309" not in marks
    assert "\u0303" not in marks


@pytest.mark.parametrize("confused", [("n", "l"), ("tr", "ch"), ("s", "x"), ("d", "gi", "r", "v"), ("qu",)])
def test_no_syllable_starts_with_what_dialects_merge(confused: tuple[str, ...]) -> None:
    for syllable in SYLLABLES:
        start = next(one for one in STARTS if syllable.startswith(one))
        assert start not in confused
        assert syllable[len(start) :][:1] in set("aăâeêioôơuưy") | set("áàạấầậắằặéèẹếềệíìịóòọốồộớờợúùụứừựýỳỵ"), syllable
        assert not syllable.startswith("gi")


def test_no_syllable_ends_with_what_the_south_merges() -> None:
    assert {bare(syllable)[-1] for syllable in SYLLABLES} <= set(ENDS)


@pytest.mark.parametrize(
    "sounds",
    [
        lambda text: text.replace("ươu", "iêu"),
        lambda text: text.replace("ay", "ai").replace("ây", "ai"),
        lambda text: text.replace("au", "ao").replace("âu", "ao"),
        lambda text: text.replace("ôm", "om").replace("ơm", "om").replace("ôi", "oi").replace("ơi", "oi"),
        lambda text: text.replace("iêu", "iu").replace("êm", "em").replace("êu", "eo").replace("iêm", "im"),
    ],
)
def test_no_two_nouns_and_no_two_qualities_sound_alike_where_vowels_merge(sounds: Callable[[str], str]) -> None:
    for place in (0, 1):
        said = {entry.split()[place] for entry in load_words()}
        assert len({sounds(bare(syllable)) for syllable in said}) == len(said)


def test_the_list_is_what_its_script_makes() -> None:
    script = runpy.run_path(str(Path(__file__).parents[3] / "build_scripts" / "make_words.py"))
    assert list(load_words()) == script["make_entries"]()


def test_bits_are_spelled_from_the_front() -> None:
    words = load_words()
    assert spell_bits(bytes(8)) == ", ".join([words[0]] * 4 + ["00"])
    assert spell_bits(b"\xff" * 8) == ", ".join([words[2047]] * 4 + ["63"])
    bits = 5 << 53 | 6 << 42 | 7 << 31 | 8 << 20 | 9 << 14 | 0x3FFF
    assert spell_bits(bits.to_bytes(8, "big")) == ", ".join([words[5], words[6], words[7], words[8], "09"])


def test_words_are_known_again_as_people_type_them() -> None:
    words = "gà thơm, mây tím, bò khô, áo mới, 07"
    decomposed = unicodedata.normalize("NFD", words)
    for given in (
        words,
        words.upper(),
        decomposed,
        "  Gà thơm   mây tím bò khô áo mới 07 ",
        "ga thom may tim bo kho ao moi 07",
    ):
        assert same_words(given, words)
    for given in ("", "gà thơm, mây tím, bò khô, áo mới", words.replace("07", "08"), words.replace("gà", "bò"), "07"):
        assert not same_words(given, words)
