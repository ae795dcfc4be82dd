"""Histories of laptops and a district whose packages are lost, late, repeated and out of order; without a store.

Clocks stand years apart; stores are put back from a backup and copied. What such a history has to end in is checked by
:func:`check_ending`. The suite plays some (``test_couriers.py``), ``build_scripts/history_run.py`` as many as wanted.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random

from tests.pure.model.histories import Json, Laptop, Story, Times
from vaxdesk.model.event import Event
from vaxdesk.model.fold import Folded
from vaxdesk.model.person import Value

Chain = tuple[str, str]
Have = dict[Chain, int]

YEAR = 365 * 86_400_000
_SKEWS = (0, 0, -11 * YEAR, 78 * YEAR, -3_600_000)
"""Right, right, dead batteries that show 2010 and 2099, an hour behind; in milliseconds."""


class Wall(Times):
    """A wall clock that stands wrong by ``skew``; the ids it gives are unique in the story."""

    def __init__(self, shared: Times, skew: int) -> None:
        self._shared, self._skew = shared, skew

    @property
    def now(self) -> int:
        return self._shared.now + self._skew

    @now.setter
    def now(self, value: int) -> None:
        self._shared.now = value - self._skew

    def make_id(self) -> str:
        return self._shared.make_id()


@dataclass
class Device(Laptop):
    """A laptop that keeps chains: it takes what reaches and lets the rest wait; it knows what others confirmed."""

    waiting: dict[Chain, dict[int, Event]] = field(default_factory=lambda: defaultdict(dict))
    chains: dict[Chain, list[Event]] = field(default_factory=lambda: defaultdict(list))
    confirmed: dict[str, Have] = field(default_factory=dict)
    pasts: dict[str, frozenset[str]] = field(default_factory=dict)

    @property
    def have(self) -> Have:
        return {chain: len(events) for chain, events in self.chains.items()}

    def write(self, kind: str, person: str | None = None, value: Value = None, **more: Json) -> Event:
        past = frozenset(self.seen)
        event = super().write(kind, person, value, **more)
        self.pasts[event.header.id] = past
        self.chains[event.header.stream, event.header.device].append(event)
        return event

    def pack(self, other: Device, *, everything: bool = False) -> Package:
        """Give what the other hasn't confirmed, or everything, in chains without holes."""
        known = {} if everything else self.confirmed.get(other.name, {})
        events = [event for chain, line in self.chains.items() for event in line[known.get(chain, 0) :]]
        return Package(self.name, other.name, events, dict(self.have))

    def take(self, package: Package) -> None:
        """Take in what reaches; what lacks its predecessor waits."""
        for event in package.events:
            chain = event.header.stream, event.header.device
            if event.header.seq > len(self.chains[chain]):
                self.waiting[chain][event.header.seq] = event
        for chain, line in self.waiting.items():
            while len(self.chains[chain]) + 1 in line:
                event = line.pop(len(self.chains[chain]) + 1)
                before = self.chains[chain][-1].header.digest() if self.chains[chain] else "0" * 64
                assert event.header.prev == before, "a chain forked"
                self.chains[chain].append(event)
                self.see([event])
            for seq in [seq for seq in line if seq <= len(self.chains[chain])]:
                del line[seq]
        known = self.confirmed.setdefault(package.sender, {})
        for chain, seq in package.have.items():
            known[chain] = max(seq, known.get(chain, 0))


@dataclass(frozen=True)
class Package:
    """What travels; ``have`` is what the sender holds of every chain."""

    sender: str
    receiver: str
    events: list[Event]
    have: Have


class Exchange(Story):
    """A station's laptops (the first ones) and its district (the last), with a courier between them."""

    def __init__(self, chance: Random, laptops: int = 2) -> None:
        super().__init__(0)
        self.chance, self._shared, self._named = chance, Times(), 0
        self.devices = [self._make() for _ in range(laptops + 1)]
        self.laptops = self.devices  # type: ignore[assignment]  # devices are laptops
        self.road: list[Package] = []
        self.saved: list[Device] = []
        self.written: set[str] = set()
        self._acts.update({
            "send": self._send, "deliver": self._deliver, "lose": self._lose, "save": self._save,
            "restore": self._restore, "copy": self._copy,
        })  # fmt: skip

    def _make(self) -> Device:
        self._named += 1
        return Device(f"laptop {self._named}", Wall(self._shared, self.chance.choice(_SKEWS)))

    def _send(self, laptop: Laptop, *_: int) -> None:
        sender = self._find(laptop)
        other = self.chance.choice([one for one in self.devices if one is not sender])
        self.road.append(sender.pack(other, everything=self.chance.random() < 0.1))

    def _find(self, laptop: Laptop) -> Device:
        return next(one for one in self.devices if one is laptop)

    def _deliver(self, *_: Json) -> None:
        """Deliver any package that is on its way, in any order; it may be delivered again later."""
        if self.road:
            package = self.chance.choice(self.road)
            if self.chance.random() < 0.7:
                self.road.remove(package)
            receiver = next((one for one in self.devices if one.name == package.receiver), None)
            if receiver is not None:
                receiver.take(package)

    def _lose(self, *_: Json) -> None:
        if self.road:
            self.road.remove(self.chance.choice(self.road))

    def _save(self, laptop: Laptop, *_: int) -> None:
        self.saved.append(self._copy_state(self._find(laptop)))

    def _copy_state(self, device: Device) -> Device:
        """Give a device's store under a new device id, as a copied or restored one takes it."""
        fresh = self._make()
        fresh.seen = dict(device.seen)
        fresh.chains = copy.copy(device.chains)
        fresh.chains = defaultdict(list, {chain: list(line) for chain, line in device.chains.items()})
        fresh.waiting = defaultdict(dict, {chain: dict(line) for chain, line in device.waiting.items()})
        fresh.confirmed = {name: dict(have) for name, have in device.confirmed.items()}
        fresh.pasts = device.pasts
        return fresh

    def _restore(self, *_: Json) -> None:
        """Put a backup back in the place of a laptop of the station: what never left it since is gone."""
        if self.saved:
            place = self.chance.randrange(len(self.devices) - 1)
            self.devices[place] = self.saved.pop(self.chance.randrange(len(self.saved)))
            self.laptops = self.devices  # type: ignore[assignment]

    def _copy(self, laptop: Laptop, *_: int) -> None:
        if len(self.devices) < _MOST_DEVICES:
            self.devices.insert(0, self._copy_state(self._find(laptop)))

    def play_random(self, length: int) -> Exchange:
        """Play so many random acts; a load comes first, so that there is somebody."""
        draw = self.chance.randrange
        self.play_one(("load", 0, 0, 0, 0))
        for _ in range(length):
            self.play_one((self.chance.choice(_ACTS), draw(6), draw(6), draw(6), draw(6)))
        return self

    def end(self) -> set[str]:
        """Deliver what is still on its way, then let everybody meet; give what had to be kept: whatever anybody has."""
        for package in self.road:
            receiver = next((one for one in self.devices if one.name == package.receiver), None)
            if receiver is not None:
                receiver.take(package)
        kept = {event for device in self.devices for event in device.seen}
        for _ in range(2):
            for one in self.devices:
                for other in self.devices:
                    if one is not other:
                        other.take(one.pack(other))
        return kept


_MOST_DEVICES = 5
_ACTS = (
    ["load"] * 2 + ["set"] * 6 + ["set dose"] * 2 + ["mark"] * 2 + ["confirm", "pair"] + ["undo"] * 3 + ["redo"] * 2
    + ["send"] * 7 + ["deliver"] * 7 + ["lose", "save", "restore", "copy", "erase"]
)  # fmt: skip


def check_ending(story: Exchange) -> None:
    """See that all are equal, nothing that anybody had is lost, and nobody contradicts what they knew of."""
    kept = story.end()
    first, *rest = story.devices
    assert set(first.seen) == kept, "something is lost"
    people = first.people
    for device in rest:
        assert device.seen.keys() == first.seen.keys(), "somebody lacks something"
        assert device.people == people, "two show different people"
        assert not any(device.waiting.values()), "something waits for ever"
    check_conflicts(people.values(), first.seen, [device.pasts for device in story.devices])


def check_conflicts(
    people: Iterable[Folded], seen: dict[str, Event], pasts: Iterable[dict[str, frozenset[str]]]
) -> None:
    """See that no side of a conflict knew of another side that was said of the same person."""
    known = {event: past for theirs in pasts for event, past in theirs.items()}
    for one in people:
        for conflict in one.conflicts:
            for head in conflict.heads:
                for other in conflict.heads:
                    same_person = seen[head.event].header.person == seen[other.event].header.person
                    knew = other.event in known.get(head.event, frozenset())
                    assert head is other or not (same_person and knew), "a false conflict"


def play(seed: int, *, longest: int = 60) -> Exchange:
    """Play one history to its end and check it; a seed always gives the same. AssertionError tells what is wrong."""
    chance = Random(seed)
    story = Exchange(chance, laptops=chance.choice((1, 2, 2, 3))).play_random(chance.randrange(8, longest))
    check_ending(story)
    return story
