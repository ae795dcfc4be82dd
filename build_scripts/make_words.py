"""Make ``resources/words_vi.txt``: the 2,048 entries of a card's fingerprint.

Each entry is a noun and a quality: real Vietnamese, though not every pair is a thing of this world. They are read over
the telephone between provinces, so no syllable holds a sound that one dialect merges with another (``CONTRACT.md``
section 4), and all are distinct without any accent, so that they may be typed without. The order is for ever: the
place of an entry is eleven bits of a fingerprint.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from pathlib import Path

NOUNS = (
    "áo bài bắp bếp bí bia bò bơm búa búp cá cam cầu cối cọp cơm cua đá đào đầm đèo đồi gà gai gạo gấm ghế gối heo hoa "
    "hộp hội hươu kem kẹo khay khế khói khoai kim máy mâm mèo mía muối ngày ngô ngựa nhà nhím nho phao phim táo tay "
    "tem tép tháp thìa thư tiêu tôm tơ túi"
)
QUALITIES = (
    "bay bé béo bơi cao cay cúi cười đầy đẹp đều đi êm gầy ghép hay hiếm im kêu khéo khô mềm mới múa ôm phơi tài thêu "
    "thơm tím tươi yếu"
)
ENTRIES = 2_048
TARGET = Path(__file__).resolve().parent.parent / "resources" / "words_vi.txt"

_HOI, _NGA = "\N{COMBINING HOOK ABOVE}", "\N{COMBINING TILDE}"
_CONFUSED_STARTS = re.compile(r"(?:l|n(?!g|h)|ch|tr|s|x|d|gi|r|v|qu)")
_CONFUSED_ENDS = re.compile(r"(?:ng|nh|n|ch|t|c)$")


def drop_accents(text: str) -> str:
    """Give the text in plain letters: no tones, no marks, đ as d."""
    plain = unicodedata.normalize("NFD", text).replace("đ", "d")
    return "".join(one for one in plain if not unicodedata.combining(one))


def say_why_not(syllable: str) -> str | None:
    """Say which sound of a syllable dialects confuse, or None if there is none."""
    marks = unicodedata.normalize("NFD", syllable)
    if _HOI in marks or _NGA in marks:
        return "the tone hỏi or ngã"
    if _CONFUSED_STARTS.match(syllable):
        return "its start"
    if _CONFUSED_ENDS.search(drop_accents(syllable)):
        return "its end"
    return None


def make_entries() -> list[str]:
    """Pair every noun with every quality; ValueError where a syllable may be misheard or an entry stands twice."""
    for syllable in (*NOUNS.split(), *QUALITIES.split()):
        why = say_why_not(syllable)
        if why is not None:
            msg = f"{syllable}: dialects confuse {why}"
            raise ValueError(msg)
    entries = [f"{noun} {quality}" for noun in NOUNS.split() for quality in QUALITIES.split()]
    if len({drop_accents(entry) for entry in entries}) != ENTRIES:
        msg = f"not {ENTRIES} entries that differ without accents"
        raise ValueError(msg)
    return entries


def main() -> int:
    """Write the list."""
    text = "\n".join(make_entries()) + "\n"
    TARGET.write_text(unicodedata.normalize("NFC", text), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
