"""Words that are meant though a letter is wrong: the words of all names and hamlets, and which of them are near."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from vaxdesk.model.text import fold
from vaxdesk.store._sqlite import Database, put_many
from vaxdesk.store.search import combine_words, is_number

_MOST_NEAR = 40
"""Of so many near words at the most people are looked for."""


class Vocabulary:
    """The folded words that people are found by, kept in a table of their own; numbers are not among them."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._words: tuple[str, ...] = ()

    def make_near_query(self, text: str) -> str | None:
        """Give the full-text query for what somebody typed, with the words that are near each; None if none is."""
        typed = fold(text).split()
        near = {word: self.find_near(word) for word in typed if not is_number(word)}
        return combine_words(typed, near) if any(near.values()) else None

    def find_near(self, word: str) -> tuple[str, ...]:
        """Give the words that lie one edit from this one, two where it is long: nearest first, then by the alphabet.

        An edit is a letter too many, too few, another one, or two that changed places. Of words of one or two letters
        everything is near, so nothing is given.
        """
        most = count_edits(word)
        if not most:
            return ()
        letters = set(word)
        found = []
        for known, size, theirs in _prepare(self._read()):
            if abs(size - len(word)) <= most and len(letters ^ theirs) <= 2 * most and known != word:
                distance = measure_edits(word, known, most)
                if distance <= most:
                    found.append((distance, known))
        return tuple(known for _, known in sorted(found)[:_MOST_NEAR])

    def _read(self) -> tuple[str, ...]:
        count = self._db.execute("SELECT count(*) FROM words").fetchone()[0]
        if count != len(self._words):
            self._words = tuple(row[0] for row in self._db.execute("SELECT word FROM words"))
        return self._words


def keep_words(db: Database, said: Iterable[str]) -> None:
    """Add the words of these texts to the vocabulary, numbers aside."""
    words = {word for text in said for word in text.split() if word.isalpha()}
    put_many(db, "INSERT OR IGNORE INTO words (word) VALUES {}", [(word,) for word in sorted(words)])


@lru_cache(maxsize=1)
def _prepare(words: tuple[str, ...]) -> tuple[tuple[str, int, frozenset[str]], ...]:
    return tuple((word, len(word), frozenset(word)) for word in words)


def count_edits(word: str) -> int:
    """Give how many letters of a word may be wrong."""
    return 0 if len(word) < 3 else 1 if len(word) < 6 else 2


def measure_edits(one: str, two: str, most: int) -> int:
    """Give the edits between two words, swaps of neighbours included; more than ``most`` is given as ``most`` + 1."""
    before: list[int] = []
    last = list(range(len(two) + 1))
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, other in enumerate(two, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == two[j - 2] and one[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return min(last[-1], most + 1)
