"""Rehearsing: what taking a step back would do, told before it is done."""

from __future__ import annotations

from dataclasses import dataclass

from vaxdesk.desk.desk import Desk
from vaxdesk.desk.taking_back import undo
from vaxdesk.model.message import Message
from vaxdesk.model.titles import find_title


@dataclass(frozen=True, slots=True)
class Stay:
    """What would stay as it is: of whom (id and name), which field (None: the whole person), and why."""

    person: str
    name: str | None
    field: Message | None
    why: Message


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking back a step would do: how many people would be as before, and what would stay.

    ``again`` tells that the step was taken back already and would be done again.
    """

    step: str
    people: int
    stays: tuple[Stay, ...]
    again: bool


def find_verb(desk: Desk, step: str) -> tuple[str, bool]:
    """Give the step to be handed to ``undo``, and whether that does something again.

    A live step is taken back itself; of one taken back, what took it back is: then it stands again. Taking back
    what took something back does it again, too.
    """
    lines = list(reversed(desk.store.read_steps()))
    asked = next((line for line in lines if line.id == step), None)
    if asked is None or asked.live:
        again = asked is not None and any(header.kind == "retract" for header in asked.headers)
        return step, again
    for line in lines:
        if line.live and any(header.kind == "retract" and step in header.basis for header in line.headers):
            return line.id, True
    return step, True


def preview_taking_back(desk: Desk, step: str) -> Preview:
    """Do it, look, and keep nothing of it. Raises UnknownStep, StoreReadOnly."""
    target, again = find_verb(desk, step)
    people = 0
    stays: tuple[Stay, ...] = ()
    with desk.store.rehearsal():
        changes = undo(desk, target)
        people = len(set(changes.people) - {one.person for one in changes.kept})
        wanted = sorted({one.person for one in changes.kept})
        known = desk.store.find_known(wanted)
        records = desk.store.fold(set(known.values()))
        names = {one: records[known[one]].person.full_name for one in wanted if known.get(one) in records}
        stays = tuple(
            Stay(one.person, names.get(one.person), find_title(one.field or ""), one.why) for one in changes.kept
        )
    return Preview(step, people, stays, again)
