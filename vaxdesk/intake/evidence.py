"""In which encoding the texts of a column are: decided by how many words become Vietnamese syllables, cell by cell.

One sheet can hold a TCVN3 title over Unicode rows, one column cells of both. So a column says what occurs in it, and
each cell is turned only where that makes it better; where both readings are possible the majority of the column
decides. Right Unicode has no cell that becomes better.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from vaxdesk.intake.legacy import Encoding, list_encodings
from vaxdesk.intake.shown import ERRORS
from vaxdesk.intake.syllables import find_words, is_syllable
from vaxdesk.model.text import LETTERS

LOST: Final = "lost"
"""The name told where question marks stand for letters: nothing can bring them back."""
_LEGIT: Final = LETTERS | frozenset("\u00a0°Ððº²³")
_RIGHT_BYTES: Final = bytes(code for code in range(0x100) if code < 0x80 or chr(code) in _LEGIT)
_ODD_PAIR: Final = re.compile("[AEOÊÔÂaeoêôâ][âÂìòÌÒ]")
_ODD_ASCII: Final = re.compile(r"[A-Za-z]\^|[a-z]\?[a-z]")
_SIGN_INSIDE: Final = re.compile("(?<=[^\\W\\d_])[¡-¬\u00ad®µ-¹»-¾]+(?=[^\\W\\d_])")
"""Signs that are no letters, between letters: in a right word they never are."""
_UNICODE: Final = re.compile("[\u1ea0-\u1ef9]")
"""Letters that no old encoding shows."""
_EXAMINED: Final = 600
"""Different cells of a sheet looked at; what is rarer is decided with the rest of its column."""
_SHOWN: Final = 3
_SIGN: Final = re.compile(r"[AEIOUYaeiouy][\^(+`~'?.]|dd|DD|\?")
"""What VIQR can look like in ASCII, and what is left of lost letters."""
_ETHS: Final = str.maketrans("Ððɖ", "Đđđ")
_LOST_LETTER: Final = re.compile(r"[^\W\d_]\?(?:[^\W\d_]|$|\s)|\ufffd")
_SURE_ALONE: Final = frozenset({"utf8-as-cp1252"})
"""What one cell proves by itself: no right text has such characters in such an order."""
_NEVER_PLAIN: Final = frozenset({"tcvn3", "tcvn3-as-cp1258"})
"""Where they are, there are signs that no Vietnamese word has."""


@dataclass(frozen=True, slots=True)
class ColumnEncoding:
    """The old encoding found in a column.

    ``confidence`` 0 to 100; ``decoded`` cells were turned, ``kept`` cells with letters beyond ASCII were right as they
    are. ``examples`` are texts before and after.
    """

    name: str
    confidence: int
    decoded: int
    kept: int
    examples: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Count:
    """What the different cells of a column, or of a sheet, say of one encoding."""

    better: int = 0
    worse: int = 0
    words: int = 0
    odd: int = 0

    @property
    def weight(self) -> int:
        """How much speaks for it rather than against it."""
        return self.words - self.worse


def find_encodings(
    rows: Sequence[Sequence[str]], texts: Sequence[str] | None = None, fonts: Mapping[int, str] | None = None
) -> dict[int, str]:
    """Give the old encoding of each column (counted from 0) that holds one; ``texts`` is :func:`list_texts` of them.

    ``fonts`` gives the encoding that a column's font speaks of: it decides where the texts could be either.
    """
    fonts = fonts or {}
    if not fonts and not any(map(_looks_odd, list_texts(rows) if texts is None else texts)):
        return {}
    columns = _gather(rows)
    cells = _mix(columns.values())
    counts = {name: _count(cells, name) for name in list_encodings()}
    present = sorted(
        (name for name in counts if _is_present(name, counts[name])), key=lambda name: -counts[name].weight
    )
    _drop_weaker_twin(present, counts)
    if not present:
        main = None
    else:
        first = present[0]
        # What the first explains is no evidence for another.
        rest = [cell for cell in cells if _weigh(cell, list_encodings()[first]) <= 0]
        present = [first, *(name for name in present[1:] if _stands_alone(name, _count(rest, name)))]
        main = first if counts[first].better > 4 * counts[first].worse else None
    found = {}
    for at, column in columns.items():
        # Of a column of numbers only the header has letters: it goes with the sheet.
        name = _choose(column, present) or (main if main and _count(column, main).worse == 0 else None)
        name = name or _believe_font(column, fonts.get(at))
        if name is not None:
            found[at] = name
    return found


def _believe_font(cells: Counter[str], font: str | None) -> str | None:
    """Give the font's encoding where no cell speaks against it and one is changed by it: clerks change fonts, too."""
    if font is None:
        return None
    said, decode = _count(cells, font), list_encodings()[font].decode
    return font if said.worse == 0 and any(decode(cell) != cell for cell in cells) else None


def list_texts(rows: Sequence[Sequence[str]]) -> list[str]:
    """Give the different texts of each column in one: what is to be looked for in a whole sheet is found quickly."""
    return ["\n".join(set(column)) for column in zip_longest(*rows, fillvalue="")]


def _looks_odd(text: str) -> bool:
    """Tell quickly whether anything stands there that right Vietnamese doesn't have: whole sheets come through here."""
    if ("^" in text or "?" in text) and _ODD_ASCII.search(text):
        return True
    if text.isascii():
        return False
    return bool(text.encode("latin-1", "ignore").translate(None, _RIGHT_BYTES)) or bool(_ODD_PAIR.search(text))


def _gather(rows: Sequence[Sequence[str]]) -> dict[int, Counter[str]]:
    """Give the different cells of each column that could be in an old encoding."""
    found = []
    for at, column in enumerate(zip_longest(*rows, fillvalue="")):
        # Lists repeat themselves: each different cell is looked at once.
        cells = Counter({cell: times for cell, times in Counter(column).items() if _may_be_old(cell)})
        if cells:
            found.append((column.index(next(iter(cells))), at, cells))
    return {at: cells for _, at, cells in sorted(found, key=lambda one: one[:2])}


def _may_be_old(cell: str) -> bool:
    return bool(cell) and (not cell.isascii() or _SIGN.search(cell) is not None) and cell not in ERRORS


def _mix(columns: Iterable[Counter[str]]) -> list[str]:
    mixed = list(dict.fromkeys(cell for cells in columns for cell in cells))
    step = max(1, len(mixed) // _EXAMINED)
    return mixed[::step]


def _is_present(name: str, said: _Count) -> bool:
    if name in _SURE_ALONE:
        return said.better >= 1
    return said.words >= 2 and (said.odd > 0 or name not in _NEVER_PLAIN)


def _drop_weaker_twin(present: list[str], counts: Mapping[str, _Count]) -> None:
    """Of TCVN3 seen with one code page and with the other, which share most letters, keep what explains more."""
    one, other = "tcvn3", "tcvn3-as-cp1258"
    if one in present and other in present:
        present.remove(other if counts[one].words + 1 >= counts[other].words else one)


def _stands_alone(name: str, said: _Count) -> bool:
    return said.better >= 1 if name in _SURE_ALONE else said.better > max(1, said.worse) and said.words >= 3


def _count(cells: Iterable[str], name: str) -> _Count:
    encoding, said = list_encodings()[name], _Count()
    for cell in cells:
        gain = _weigh(cell, encoding)
        if gain > 0:
            said.better += 1
            said.words += gain
            said.odd += _has_odd(cell)
        elif gain < 0:
            said.worse += 1
    return said


def _weigh(cell: str, encoding: Encoding) -> int:
    """Give how many words become syllables by decoding, less than 0 where right words become wrong, 0 if it is open."""
    if encoding.name == "viqr":
        return _weigh_viqr(cell, encoding)
    if encoding.name not in _SURE_ALONE and _UNICODE.search(cell):
        return -1
    if encoding.decode(cell) == cell:
        return 0
    gain = loss = neither = 0
    # Word by word: the case that a whole cell shows makes no syllable.
    for word in find_words(cell):
        turned = encoding.decode(word)
        if word.isascii() or turned == word:
            continue
        before = is_syllable(word.translate(_ETHS)) and (word.islower() or word.isupper() or word.istitle())
        after = all(is_syllable(part) for part in find_words(turned))
        # One sign alone can be anything: a bullet, a letter of a list.
        gain += after and not before and len(word) > 1
        loss += before and not after
        neither += not before and not after
    if encoding.name in _SURE_ALONE:
        return gain + neither
    if gain and not loss and neither <= 2 * gain:
        return gain
    return -2 * loss if loss > gain else 0


def _weigh_sure(cell: str, encoding: Encoding) -> int:
    return int(encoding.decode(cell) != cell)


_SIGNED: Final = re.compile(r"[AEOUaeou][\^(+]|[AEIOUYaeiouy][`~]|[dD][dD](?=[aeiouy])")


def _weigh_viqr(cell: str, encoding: Encoding) -> int:
    gain = 0
    for word in cell.split():
        if not _SIGNED.search(word):
            continue
        turned = encoding.decode(word).strip(",;:()\"'").removesuffix(".")
        gain += is_syllable(turned) and not turned.isascii()
    return gain


def has_lost_letter(text: str) -> bool:
    """Tell whether a question mark stands where a letter was."""
    return text not in ERRORS and _LOST_LETTER.search(text) is not None


def _choose(cells: Counter[str], present: Sequence[str]) -> str | None:
    texts = _mix([cells])
    counts = {name: _count(texts, name) for name in present}
    better = [name for name in present if counts[name].words]
    best = max(better, key=lambda name: counts[name].weight, default=None)
    if best is None and sum(bool(_LOST_LETTER.search(text)) for text in texts) * 4 >= len(texts) > 1:
        return LOST
    return best


def decode_columns(
    rows: list[list[str]], names: Mapping[int, str]
) -> tuple[list[list[str]], dict[int, ColumnEncoding]]:
    """Give the rows with those columns decoded where that makes a cell better, and what was done to each column."""
    turned = {at: _decode_all([row[at] for row in rows if at < len(row)], name) for at, name in names.items()}
    decoded = []
    for row in rows:
        changes = [(at, texts[row[at]]) for at, (texts, _) in turned.items() if at < len(row) and row[at] in texts]
        plain = list(row) if changes else row
        for at, text in changes:
            plain[at] = text
        decoded.append(plain)
    return decoded, {at: told for at, (_, told) in turned.items()}


def _decode_all(column: Sequence[str], name: str) -> tuple[dict[str, str], ColumnEncoding]:
    cells = Counter(cell for cell in column if cell)
    if name not in list_encodings():
        lost = sum(count for cell, count in cells.items() if has_lost_letter(cell))
        return {}, ColumnEncoding(name, 100, 0, lost)
    encoding = list_encodings()[name]
    # What every cell proves by itself needs no weighing: decoding leaves anything else as it is.
    weigh = _weigh_sure if name in _SURE_ALONE else _weigh
    weights = {
        cell: weigh(cell, encoding) for cell in cells if not cell.isascii() or (name == "viqr" and _SIGN.search(cell))
    }
    better = sum(1 for weight in weights.values() if weight > 0)
    worse = sum(1 for weight in weights.values() if weight < 0)
    texts, kept = {}, 0
    for cell, weight in weights.items():
        if weight > 0 or _follows(cell, weight, better, worse):
            plain = encoding.decode(cell)
            if plain != cell:
                texts[cell] = plain
        elif not cell.isascii():
            kept += cells[cell]
    confidence = round(100 * better / max(1, better + worse))
    examples = tuple((cell, texts[cell]) for cell in texts if weights[cell] > 0)[:_SHOWN]
    return texts, ColumnEncoding(name, confidence, sum(cells[cell] for cell in texts), kept, examples)


def _follows(cell: str, weight: int, better: int, worse: int) -> bool:
    """Tell whether a cell that could be read both ways goes with the cells that are in the old encoding."""
    if weight < 0:
        # One word that is a syllable as it stands by chance: names of other peoples are none when decoded.
        return weight == -2 and better > 4 * worse
    if not better and not worse:
        return True
    if better and _SIGN_INSIDE.search(cell):
        return True
    return better > worse if _has_odd(cell) else better > 4 * worse


def _has_odd(cell: str) -> bool:
    return any(not char.isascii() and char not in LETTERS for char in cell)
