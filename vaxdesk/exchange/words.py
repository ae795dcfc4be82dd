"""The words of a fingerprint: bits to words and back to what somebody heard."""

from __future__ import annotations

from functools import cache

from vaxdesk.model.text import fold
from vaxdesk.resources import find_resource

WORD_COUNT = 4
WORD_BITS = 11
DIGIT_BITS = 6


@cache
def load_words() -> tuple[str, ...]:
    """Load the 2,048 entries, in their order."""
    return tuple(find_resource("words_vi.txt").read_text(encoding="utf-8").split("\n")[:-1])


def spell_bits(digest: bytes) -> str:
    """Spell the first 50 bits of ``digest`` (at least 7 bytes): four entries and two digits, ``"gà thơm, …, 07"``."""
    bits = int.from_bytes(digest, "big") >> (8 * len(digest) - WORD_COUNT * WORD_BITS - DIGIT_BITS)
    digits = bits & ((1 << DIGIT_BITS) - 1)
    bits >>= DIGIT_BITS
    places = [bits >> WORD_BITS * (WORD_COUNT - 1 - place) & ((1 << WORD_BITS) - 1) for place in range(WORD_COUNT)]
    return ", ".join([*(load_words()[place] for place in places), f"{digits:02}"])


def same_words(given: str, words: str) -> bool:
    """Tell whether ``given`` says ``words``, case, accents, commas and extra spaces aside.

    Nothing is lost by that: all entries differ without their accents.
    """
    return fold(given).split() == fold(words).split()
