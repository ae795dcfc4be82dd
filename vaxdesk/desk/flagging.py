"""A flag on a person: a word for a colleague, here or at the other laptop, until somebody takes it down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vaxdesk.desk.correcting import Editing
from vaxdesk.desk.desk import Desk
from vaxdesk.model.filter import Filter
from vaxdesk.model.step import Changes, name_beside
from vaxdesk.model.text import tidy


@dataclass(frozen=True, slots=True)
class Flag:
    """What is flagged of whom."""

    person: str
    name: str | None
    text: str


def flag(desk: Desk, person: str, text: str | None = None) -> Changes:
    """Flag somebody for a colleague, in place of what was flagged before; without a text the flag comes down.

    Two laptops that flagged without knowing of each other: both texts are shown, nothing is at odds.
    Raises UnknownPerson.
    """
    found = desk.find(person)
    folded = desk.store.fold([found])[found]
    said = tidy(text or "") or None
    editing = Editing(desk, folded)
    if said != folded.flag:
        editing.say_beside("flag", "flag", said)
    return desk.act(name_beside("flag"), editing.facts)


def read_flags(desk: Desk) -> Iterator[Flag]:
    """Give everybody who is flagged, by name."""
    numbers = desk.store.asking.list_people(Filter(flagged=True))
    ids = desk.store.asking.find_ids(numbers)
    flags = desk.store.asking.read_flags()
    names = {record["id"]: record["full_name"] for record in desk.store.read_records(list(ids.values()))}
    for number in numbers:
        person = ids[number]
        yield Flag(person, names[person], flags[person])
