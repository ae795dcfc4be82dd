"""Renewing: this laptop goes on as a new device, with what it wrote since an older image of it was put back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import NotForked, OnlyTheLead
from vaxdesk.desk.starting import make_keys
from vaxdesk.desk.taking_in import Received, open_file, take_in, unseal
from vaxdesk.desk.trusting import find_all_keys, find_own_card, now, read_trust
from vaxdesk.exchange.cards import fingerprint
from vaxdesk.exchange.drive import read_from_drive
from vaxdesk.model.event import Event
from vaxdesk.model.step import Fact
from vaxdesk.store.opening import renew_device


@dataclass(frozen=True, slots=True)
class Renewed:
    """The new device: its id, the words of its new card, how many changes were written again under it.

    ``received`` is what came of the package that showed the fork; ``backup`` the copy made before.
    """

    device: str
    words: str
    rewritten: int
    received: Received | None = None
    backup: Path | None = None


def renew(desk: Desk, package: Path | None = None) -> Renewed:
    """Give this laptop a new device id, new keys and a new card. Lead only.

    Whoever trusted the old card takes the new one in its place (``trust --replace``). With a package that was refused
    because it contradicts this device's own earlier work, others' version of that work is taken in, and what was
    written here since the two parted is written again by the new device: nothing is lost, and everybody can take it.
    A backup is made before. Raises OnlyTheLead, NotForked, and the errors of :func:`vaxdesk.desk.taking_in.receive`.
    """
    if desk.store.role != "lead":
        raise OnlyTheLead
    received, kept = None, None
    rewritten: list[Event] = []
    if package is not None:
        places = _find_partings(desk, package)
        kept, _ = desk.store.backup()
    with desk.store.transaction():
        if package is not None:
            for (stream, device), seq in places.items():
                rewritten += desk.store.cut_chain(stream, device, seq - 1)
            opened, result = open_file(desk, package)
            received, _ = take_in(desk, opened, result)
        renew_device(desk.store, make_keys, now())
        count = _write_again(desk, rewritten)
        if rewritten:
            desk.check_everybody()
    return Renewed(desk.store.device, fingerprint(find_own_card(desk)), count, received, kept)


def _find_partings(desk: Desk, package: Path) -> dict[tuple[str, str], int]:
    """Give for each of this laptop's own chains the first number of which the package holds another version."""
    opened = unseal(desk, read_from_drive(package), read_trust(desk), package.name)
    places: dict[tuple[str, str], int] = {}
    own = find_all_keys(desk)
    for header in (event.header for event in opened.events):
        if header.device in own:
            held = desk.store.journal.read_digest(header.stream, header.device, header.seq)
            before = desk.store.journal.read_digest(header.stream, header.device, header.seq - 1)
            parted = held is not None and held != header.digest()
            parted = parted or (held is None and before is not None and before != header.prev)
            if parted:
                chain = header.stream, header.device
                # Where the number before differs, somewhere before it they parted: as far as this package tells.
                place = header.seq if held is not None else header.seq - 1
                places[chain] = min(place, places.get(chain, place))
    if not places:
        raise NotForked(file=package.name)
    return places


def _write_again(desk: Desk, events: Iterable[Event]) -> int:
    """Write these events' facts once more as this device, step by step in their order; give how many."""
    names: dict[str, str] = {}
    count = 0
    for step, user, theirs in _group(events):
        said = [event for event in theirs if event.body is not None]
        facts = [_make_fact(event, names) for event in said]
        written = desk.store.write_as(facts, step, user)
        names.update((old.header.id, new.header.id) for old, new in zip(said, written.events, strict=True))
        count += len(said)
    return count


def _group(events: Iterable[Event]) -> Iterator[tuple[str, str, list[Event]]]:
    """Give runs of events of one step and user, in the order in which they were written."""
    run: list[Event] = []
    for event in sorted(events, key=lambda event: (event.header.clock, event.header.seq)):
        if run and (event.header.step, event.header.user) != (run[-1].header.step, run[-1].header.user):
            yield run[-1].header.step, run[-1].header.user, run
            run = []
        run.append(event)
    if run:
        yield run[-1].header.step, run[-1].header.user, run


def _make_fact(event: Event, names: dict[str, str]) -> Fact:
    header, body = event.header, event.body
    fact = Fact(header.kind, header.stream, header.person, header.dose, header.field, origin=header.origin)
    basis = tuple(names.get(one, one) for one in header.basis)
    return fact if body is None else replace(fact, value=body.value, raw=body.raw, reason=body.reason, basis=basis)
