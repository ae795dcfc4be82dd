"""Dividing: which laptop of a station keeps which hamlets. Editing outside one's part is told, and never blocked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import NotOfThisStation, UnknownHamlet
from vaxdesk.desk.trusting import find_all_keys, find_receiver, is_colleague, name_devices
from vaxdesk.model.message import Message
from vaxdesk.model.parts import key_of
from vaxdesk.model.registers import find_basis
from vaxdesk.model.step import Changes, Fact


@dataclass(frozen=True, slots=True)
class Part:
    """A hamlet with its people, and the device that keeps it with its name (None: nobody). ``own``: this one does."""

    hamlet: str
    people: int
    device: str | None
    name: str | None
    own: bool


def read_parts(desk: Desk) -> tuple[Part, ...]:
    """Give every hamlet that has people or was given to somebody, by the alphabet."""
    parts, names, own = desk.read_parts(), name_devices(desk), find_all_keys(desk)
    found = []
    for hamlet, people in desk.store.asking.count_hamlets():
        if hamlet:
            _, device = parts.pop(key_of(hamlet), (hamlet, None))
            name = None if device is None else names.get(device, device)
            found.append(Part(hamlet, people, device, name, device in own))
    for hamlet, device in parts.values():
        found.append(Part(hamlet, 0, device, names.get(device, device), device in own))
    return tuple(found)


def give_hamlets(desk: Desk, hamlets: Sequence[str], to: str | None) -> Changes:
    """Give hamlets to a laptop of this station by the name on its card, to this one by its own; None: to nobody.

    Raises UnknownReceiver, NotOfThisStation, UnknownHamlet for one in which nobody lives and that nobody keeps.
    """
    device = None
    if to is not None:
        device = desk.store.device if to == desk.store.keyring.station.name else _find_colleague(desk, to)
    known = {key_of(part.hamlet): part for part in read_parts(desk)}
    wanted = {key_of(hamlet): hamlet for hamlet in hamlets}
    strange = next((hamlet for key, hamlet in wanted.items() if key not in known), None)
    if strange is not None:
        raise UnknownHamlet(hamlet=strange)
    said = desk.store.read_part_events()
    facts = []
    for key in wanted:
        if known[key].device == device:
            continue
        basis = find_basis(
            event for event in said if event.header.kind == "part" and key_of(event.header.field or "") == key
        )
        facts.append(Fact("part", desk.stream, field=known[key].hamlet, value=device, basis=basis))
    return desk.act(Message("Divide hamlets"), facts)


def _find_colleague(desk: Desk, to: str) -> str:
    card = find_receiver(desk, to)
    if not is_colleague(desk, card):
        raise NotOfThisStation(name=card.name, code=card.code)
    return card.device
