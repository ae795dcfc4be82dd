"""Slips of the hand on names and numbers. Each gives the text unchanged where it can't happen to it."""

from __future__ import annotations

import random
import unicodedata
from itertools import pairwise

_TONES = "\u0300\u0301\u0303\u0309\u0323"
"""Grave, acute, tilde, hook above, dot below: the five written tones."""
_TURNED = {"\u0309": "\u0303", "\u0303": "\u0309", "\u0300": "\u0301", "\u0301": "\u0300", "\u0323": "\u0309"}
"""What a tone is most easily taken for: hỏi for ngã, huyền for sắc, nặng for hỏi."""


def take_tone(chance: random.Random, name: str) -> str:
    """Leave out the tone of one syllable: Hường becomes Hương."""
    return _change_tone(chance, name, dict.fromkeys(_TONES, ""))


def turn_tone(chance: random.Random, name: str) -> str:
    """Take the tone of one syllable for another: Dũng becomes Dủng."""
    return _change_tone(chance, name, _TURNED)


def _change_tone(chance: random.Random, name: str, changes: dict[str, str]) -> str:
    apart = unicodedata.normalize("NFD", name)
    places = [place for place, sign in enumerate(apart) if sign in changes]
    if not places:
        return name
    place = chance.choice(places)
    return unicodedata.normalize("NFC", apart[:place] + changes[apart[place]] + apart[place + 1 :])


def take_accents(name: str) -> str:
    """Write a name without any mark: Điểu Thị Bưởi becomes Dieu Thi Buoi."""
    apart = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def swap_letters(chance: random.Random, name: str) -> str:
    """Swap two neighbouring small letters inside a syllable: Phượng becomes Phưọgn."""
    places = [
        place
        for place, (one, other) in enumerate(pairwise(name))
        if one.isalpha() and other.isalpha() and one.islower() and other.islower() and one != other
    ]
    if not places:
        return name
    place = chance.choice(places)
    return name[:place] + name[place + 1] + name[place] + name[place + 2 :]


def drop_letter(chance: random.Random, name: str) -> str:
    """Leave out a letter that isn't the first of its syllable."""
    places = [place for place in range(1, len(name)) if name[place].isalpha() and name[place - 1].isalpha()]
    if not places:
        return name
    place = chance.choice(places)
    return name[:place] + name[place + 1 :]


def drop_middle_name(chance: random.Random, name: str) -> str:
    """Leave out one syllable between the first and the last."""
    syllables = name.split(" ")
    if len(syllables) < 3:
        return name
    del syllables[chance.randrange(1, len(syllables) - 1)]
    return " ".join(syllables)


def type_other_digit(chance: random.Random, number: str) -> str:
    """Type one digit wrongly."""
    place = chance.randrange(len(number))
    return number[:place] + chance.choice("0123456789") + number[place + 1 :]


def swap_digits(chance: random.Random, number: str) -> str:
    """Swap two neighbouring digits."""
    place = chance.randrange(len(number) - 1)
    return number[:place] + number[place + 1] + number[place] + number[place + 2 :]
