"""The printed recovery code: 130 random bits as 26 characters and a check character. Pure.

Letters and digits that look alike are one character: O is 0, I and L are 1, and there is no U, so whichever of them
somebody reads off the paper is right. The check character is one symbol of a Reed-Solomon code over 32 elements: it
finds every single wrong character and every two that changed places.
"""

from __future__ import annotations

from vaxdesk.store.errors import CodeMistyped

BITS = 130
LETTERS = 27
"""Characters of a code with its check character, without dashes."""

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOK_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
_GROUP = 3
# x⁵ + x² + 1, primitive over two elements: its root has order 31, more than a code has characters.
_POLYNOMIAL = 0b100101


def spell_code(number: int) -> str:
    """Spell ``number`` (below 2¹³⁰) as nine groups of three characters, the last of them the check character."""
    symbols = [number >> 5 * place & 31 for place in reversed(range(LETTERS - 1))]
    text = "".join(_ALPHABET[symbol] for symbol in [*symbols, _sum_up([*symbols, 0])])
    return "-".join(text[start : start + _GROUP] for start in range(0, LETTERS, _GROUP))


def read_code(text: str) -> int:
    """Read a code as somebody typed it: case, spaces and dashes don't count.

    Raises CodeMistyped where characters are missing, too many or don't fit together.
    """
    typed = "".join(letter for letter in text.upper() if not letter.isspace() and letter not in "-‐‑‒–—_.")
    typed = typed.translate(_LOOK_ALIKE)
    symbols = [_ALPHABET.find(letter) for letter in typed]
    if len(symbols) != LETTERS or -1 in symbols or _sum_up(symbols) != 0:
        raise CodeMistyped(letters=LETTERS)
    number = 0
    for symbol in symbols[:-1]:
        number = number << 5 | symbol
    return number


def _sum_up(symbols: list[int]) -> int:
    """Evaluate the code's polynomial at the field's root, the last symbol being its constant."""
    total = 0
    for symbol in symbols:
        total <<= 1
        if total & 32:
            total ^= _POLYNOMIAL
        total ^= symbol
    return total
