"""Finding people by any fragment, accents and tones aside."""

from __future__ import annotations

from vaxdesk.model.person import Person
from vaxdesk.model.text import fold

_TAIL = "z"
"""Starts a number written backwards, so that its last digits can be looked up like the first letters of a word.
Vietnamese words of a name don't start with z followed by digits."""
_LEAST_DIGITS = 3


def make_words(person: Person) -> str:
    """Give the words a person is found by: name, numbers (forwards and backwards), year of birth, hamlet."""
    words = [fold(person.full_name)] if person.full_name else []
    numbers = (person.id_number, person.old_id_number, person.phone, person.health_insurance)
    words.extend(f"{number.lower()} {_TAIL}{number[::-1].lower()}" for number in numbers if number)
    if person.birth_date:
        words.append(person.birth_date[:4])
    if person.hamlet:
        words.append(fold(person.hamlet))
    return " ".join(words)


def make_query(text: str) -> str | None:
    """Give the full-text query for what somebody typed: every word a beginning, a number also an end. None if empty."""
    parts = []
    for word in fold(text).split():
        part = f'"{word}"*'
        if word.isdigit() and len(word) >= _LEAST_DIGITS:
            part = f'({part} OR "{_TAIL}{word[::-1]}"*)'
        parts.append(part)
    return " AND ".join(parts) or None
