"""Where two spellings of a value differ: by syllable, then by letter as it is seen; numbers by digit.

Digits are grouped on screen only, so what parts the groups of a long number is no difference. Everything is compared
and given back in NFC.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Final, Literal, TypeAlias, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text. ``changed``: the other text has something else here; ``touched``: its syllable or group has.

    What is changed is touched too.
    """

    text: str
    changed: bool = False
    touched: bool = False


Spans: TypeAlias = tuple[Span, ...]
_Kind: TypeAlias = Literal["digits", "letters", "space", "sign"]

_JOINER: Final = "\u200d"
_PARTING: Final = frozenset(" .-\u00a0\u202f")
_LONG_NUMBER: Final = 9
"""Digits from which a text is a number somebody or something bears (CMND has 9), not a date: it has 8 at most."""
_PREFIX: Final = 3
"""Letters that such a number may begin with, as the health insurance card's does."""
_MOST_WORK: Final = 40_000
"""Comparisons up to which two texts are aligned; what differs between longer ones is marked as a whole."""


def compare(old: str, new: str) -> tuple[Spans, Spans]:
    """Give the two texts in spans, with what is only in this one marked. The spans joined are the text in NFC."""
    left, right = _Side(_cut(old)), _Side(_cut(new))
    if _is_long_number(left, right):
        _mark_letters(left, left.significant, right, right.significant)
    else:
        _mark_words(left, right)
    return left.make_spans(), right.make_spans()


def leave_unmarked(text: str) -> Spans:
    """Give a text in spans that mark nothing."""
    return (Span(text),) if text else ()


def join_spans(spans: Iterable[Span]) -> str:
    """Give the text of spans."""
    return "".join(span.text for span in spans)


def _cut(text: str) -> list[str]:
    """Cut into letters as they are seen: a sign with the marks that stand on it."""
    letters: list[str] = []
    for char in unicodedata.normalize("NFC", text):
        if letters and (unicodedata.category(char)[0] == "M" or char == _JOINER or letters[-1][-1] == _JOINER):
            letters[-1] += char
        else:
            letters.append(char)
    return letters


def _kind(letter: str) -> _Kind:
    if letter[0].isdecimal():
        return "digits"
    if letter[0].isspace():
        return "space"
    return "letters" if letter[0].isalpha() or letter[0] in "'’" else "sign"


@dataclass
class _Side:
    """One of the two texts, and the places of its letters that are changed."""

    letters: list[str]
    changed: set[int] = field(default_factory=set)

    @cached_property
    def kinds(self) -> list[_Kind]:
        return [_kind(letter) for letter in self.letters]

    @cached_property
    def words(self) -> list[range]:
        """Places of the syllables, groups of digits, spaces; other signs stand alone."""
        runs = groupby(range(len(self.letters)), lambda at: (self.kinds[at], at if self.kinds[at] == "sign" else -1))
        return [range((places := list(run))[0], places[-1] + 1) for _, run in runs]

    @cached_property
    def significant(self) -> Sequence[int]:
        return [at for at, kind in enumerate(self.kinds) if kind in {"digits", "letters"}]

    def read(self, word: Sequence[int]) -> list[str]:
        return [self.letters[at] for at in word]

    def make_spans(self) -> Spans:
        marks = [(False, False)] * len(self.letters)
        for word in self.words:
            touched = not self.changed.isdisjoint(word)
            marks[word.start : word.stop] = [(at in self.changed, touched) for at in word]
        runs = groupby(range(len(self.letters)), marks.__getitem__)
        return tuple(Span("".join(self.read(list(places))), *mark) for mark, places in runs)


def _is_long_number(*sides: _Side) -> bool:
    counts = [Counter(side.kinds) for side in sides]
    return max(count["digits"] for count in counts) >= _LONG_NUMBER and all(
        count["digits"]
        and count["letters"] <= _PREFIX
        and all(letter in _PARTING for letter, kind in zip(side.letters, side.kinds, strict=True) if kind == "sign")
        for side, count in zip(sides, counts, strict=True)
    )


def _mark_words(left: _Side, right: _Side) -> None:
    def find_cost(one: range, other: range) -> float:
        old, new = left.read(one), right.read(other)
        if old == new:
            return 0
        if left.kinds[one.start] != right.kinds[other.start]:
            return float("inf")
        shared = (Counter(old) & Counter(new)).total()
        return 2 - 1.9 * shared / max(len(old), len(new))

    for one, other in _align(left.words, right.words, find_cost):
        if one is None or other is None:
            left.changed.update(one or ())
            right.changed.update(other or ())
        else:
            _mark_letters(left, one, right, other)


def _mark_letters(left: _Side, one: Sequence[int], right: _Side, other: Sequence[int]) -> None:
    def find_cost(at: int, to: int) -> float:
        return float(left.letters[at] != right.letters[to])

    old, new = left.read(one), right.read(other)
    if len(old) == len(new) and _kind(old[-1]) == "digits":
        # Numbers of one length are read downwards, digit by digit.
        pairs: Iterable[tuple[int | None, int | None]] = zip(one, other, strict=True)
    else:
        aligned = _align(one, other, find_cost)
        pairs = aligned
    goes, comes = set[int](), set[int]()
    for at, to in pairs:
        if at is None or to is None or left.letters[at] != right.letters[to]:
            goes.update(() if at is None else (at,))
            comes.update(() if to is None else (to,))
    if _kind(old[0]) == "letters" and 2 * max(len(goes), len(comes)) > max(len(old), len(new)):
        # A few letters that two other words happen to share would only confuse.
        goes, comes = set(one), set(other)
    left.changed |= goes
    right.changed |= comes


def _align(
    left: Sequence[T], right: Sequence[T], find_cost: Callable[[T, T], float]
) -> Iterator[tuple[T | None, T | None]]:
    """Pair what corresponds, None where one side has nothing, at the least cost: 1 for each left alone."""
    start, shorter = 0, min(len(left), len(right))
    while start < shorter and not find_cost(left[start], right[start]):
        yield left[start], right[start]
        start += 1
    end = 0
    while end < shorter - start and not find_cost(left[-1 - end], right[-1 - end]):
        end += 1
    old, new = left[start : len(left) - end], right[start : len(right) - end]
    if len(old) * len(new) <= _MOST_WORK:
        yield from _align_middle(old, new, find_cost)
    else:
        yield from ((one, None) for one in old)
        yield from ((None, one) for one in new)
    yield from zip(left[len(left) - end :], right[len(right) - end :], strict=True)


def _align_middle(
    old: Sequence[T], new: Sequence[T], find_cost: Callable[[T, T], float]
) -> Iterator[tuple[T | None, T | None]]:
    costs = [[find_cost(one, other) for other in new] for one in old]
    # best[i][j] is the least cost of pairing what comes from old[i] and new[j] on.
    best = [[float(len(old) - i + len(new) - j) for j in range(len(new) + 1)] for i in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            best[i][j] = min(costs[i][j] + best[i + 1][j + 1], 1 + best[i + 1][j], 1 + best[i][j + 1])
    i = j = 0
    while i < len(old) or j < len(new):
        if i < len(old) and j < len(new) and best[i][j] == costs[i][j] + best[i + 1][j + 1]:
            yield old[i], new[j]
            i, j = i + 1, j + 1
        elif i < len(old) and best[i][j] == 1 + best[i + 1][j]:
            yield old[i], None
            i += 1
        else:
            yield None, new[j]
            j += 1
