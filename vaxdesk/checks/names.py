"""What a name tells."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal

from vaxdesk.checks.thresholds import LONGEST_NAME, LONGEST_WORD
from vaxdesk.model.text import fold

_TELLING: Final[dict[str, Literal["male", "female"]]] = {"thi": "female", "van": "male"}


@lru_cache(maxsize=1 << 15)
def tell_sex(name: str) -> Literal["male", "female"] | None:
    """Give the sex that "Thị" or "Văn" before the last syllable tells, accents aside; None without one, or with both.

    "Văn" in front is a family name. "Thị" in front is how the S'Tiêng and M'Nông name their women.
    """
    words = fold(name).split()
    told = {_TELLING[word] for word in words[1:-1] if word in _TELLING}
    if words[:1] == ["thi"] and len(words) > 1:
        told.add("female")
    return told.pop() if len(told) == 1 else None


def has_stray_byte(name: str) -> bool:
    """Tell whether an Ã stands among small letters: what is left of a letter in UTF-8 of which a byte was lost."""
    return "Ã" in name and not name.isupper()


_FONT: Final = re.compile("[a-z][À-Þ]|[AEOUYaeouy][À-ßà-ý]|[¡-¿×÷]|[ÆÑæñö]")


def looks_like_font(name: str) -> bool:
    """Tell whether a name may have been typed for a TCVN3 or VNI font: its signs are those of old code pages.

    Such a text has no letter that only Unicode has; that its words are no syllables is for others to see.
    """
    return not name.isascii() and _FONT.search(name) is not None and max(name) <= "ÿ"


_WEB: Final = re.compile(r"https?:|www\.|@\w|\.(?:com|vn|net|org)\b|[{}<>\[\]=|\\]", re.IGNORECASE)


def is_no_name(name: str) -> bool:
    """Tell whether nobody can be called so: an address of the web, a sentence, letters without end."""
    if len(name) > LONGEST_WORD:
        words = name.split(" ")
        if len(words) > LONGEST_NAME or any(len(word) > LONGEST_WORD for word in words):
            return True
    return not name.isalpha() and _WEB.search(name) is not None
