"""Whether a word can be a Vietnamese syllable: the evidence by which old encodings are recognised."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_SHARP: Final = "\u0301\u0323"
"""Sắc and nặng, the only tones of a syllable that ends in c, ch, p or t."""
_ONSETS: Final = "ngh ng nh n gh gi g kh k ph p qu th tr t ch c đ d b h l m r s v x"
_RIMES: Final = frozenset(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êc êch êm ên êng ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong oong op ot
    ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uâ uân uâng uât uây uê uêch uên uênh uơ
    uôc uôi uôm uôn uông uôt uy uya uych uyn uynh uyp uyt uyu uyên uyêt
    ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y ych yn ynh yt yêm yên yêng yêt yêu
    """.split()  # noqa: SIM905 - a table is read better than a list of two hundred quotation marks
)
"""Some only after qu and gi, whose u and i belong to the onset: ynh, êng."""
_PARTED: Final = re.compile(f"({_ONSETS.replace(' ', '|')})?(.*)")
_WORDS: Final = re.compile(r"[^\s\x00-\x40\x5b-\x60\x7b-\x7f]+")


@lru_cache(maxsize=1 << 15)
def is_syllable(word: str) -> bool:
    """Tell whether a word can be a syllable of Vietnamese, in any case; names of other peoples often can't."""
    low = word.lower()
    if not low.isascii():
        parts = unicodedata.normalize("NFD", low)
        tones = [part for part in parts if part in _TONES]
        low = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
        if len(tones) > 1:
            return False
        tone = tones[0] if tones else ""
    else:
        tone = ""
    if low.endswith(("c", "ch", "p", "t")) and (not tone or tone not in _SHARP):
        return False
    return _fits(low)


def _fits(bare: str) -> bool:
    parted = _PARTED.fullmatch(bare)
    if parted is None:
        return False
    onset, rime = parted[1] or "", parted[2]
    if rime in _RIMES:
        return True
    # gì, giếng: the i is the rime's first letter as well.
    return onset == "gi" and (not rime or "i" + rime in _RIMES)


def find_words(text: str) -> list[str]:
    """Give the runs of letters, taking every sign beyond ASCII for a letter: in old encodings they are."""
    return _WORDS.findall(text)
