"""Working lists: filters under a name, and the record at which each user goes on next morning; on this device only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from vaxdesk.desk.browsing import count_people
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import UnknownWorklist, WorklistNameless
from vaxdesk.model.alphabet import order_key
from vaxdesk.model.filter import Filter, read_filter, write_filter
from vaxdesk.model.text import tidy
from vaxdesk.store.worklists import Worklist


@dataclass(frozen=True, slots=True)
class NamedList:
    """A filter under a name, who gave it, and how many people it leaves now."""

    name: str
    filter: Filter
    user: str
    people: int


def save_list(desk: Desk, name: str, asked: Filter) -> None:
    """Keep a filter under a name, in place of one that bore it. Raises WorklistNameless."""
    said = tidy(name)
    if not said:
        raise WorklistNameless
    with desk.store.transaction():
        desk.store.worklists.put(Worklist(said, write_filter(asked), desk.store.user, _now()))


def remove_list(desk: Desk, name: str) -> None:
    """Forget a named list; the people in it stay as they are. Raises UnknownWorklist."""
    with desk.store.transaction():
        if not desk.store.worklists.remove(tidy(name)):
            raise UnknownWorklist(name=name)


def read_lists(desk: Desk) -> tuple[NamedList, ...]:
    """Give the named lists by the alphabet, each with how many people it leaves now."""
    found = []
    for one in sorted(desk.store.worklists.read(), key=lambda one: order_key(one.name)):
        asked = read_filter(one.asked)
        found.append(NamedList(one.name, asked, one.user, count_people(desk, asked)))
    return tuple(found)


def find_list(desk: Desk, name: str) -> Filter:
    """Give the filter of a named list. Raises UnknownWorklist."""
    said = tidy(name)
    for one in desk.store.worklists.read():
        if one.name == said:
            return read_filter(one.asked)
    raise UnknownWorklist(name=name)


def keep_place(desk: Desk, asked: Filter, person: str) -> None:
    """Remember with whom this user stopped in a list. In a folder that can't be written nothing is remembered."""
    if not desk.store.read_only:
        with desk.store.transaction():
            desk.store.worklists.keep_place(desk.store.user, write_filter(asked), person, _now())


def find_kept_place(desk: Desk, asked: Filter) -> str | None:
    """Give with whom this user stopped in a list, under the id they are listed under now; None: nowhere, or gone."""
    person = desk.store.worklists.find_place(desk.store.user, write_filter(asked))
    return None if person is None else desk.store.find_person(person)


def find_last_list(desk: Desk) -> Filter | None:
    """Give the list in which this user stopped last; None where that isn't known."""
    asked = desk.store.worklists.find_last(desk.store.user)
    return None if asked is None else read_filter(asked)


def _now() -> str:
    return datetime.now(UTC).isoformat("T", "microseconds")
