"""Random histories of real laptops: stores, packages, files. ``build_scripts/history_run.py --real`` plays many."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.shell.desk.places import DISTRICT, SECOND, STATION, Place, acquaint, see_alike
from vaxdesk.desk import correcting, taking_back
from vaxdesk.errors import VaxDeskError
from vaxdesk.model.step import Fact

_FIELDS = {"phone": ("0912345678", "0987654321", ""), "hamlet": ("Thôn 1", "Thôn 2"), "note": ("a", "b", "")}
_STATES = ("matched", "mismatched", "not_found", "unverified")


class RealStory:
    """Two laptops of a station and its district, whose courier loses, repeats and mixes up packages."""

    def __init__(self, seed: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.chance, self.folder = Random(seed), folder
        self.places = [Place(one, folder, monkeypatch) for one in (STATION, SECOND, DISTRICT)]
        acquaint(*self.places)
        self.road: list[tuple[Path, Place]] = []
        # Everything that was acknowledged: the ids of the events.
        self.kept: set[str] = set()

    def play(self, acts: int) -> None:
        """Play so many acts to their end, and see that all agree and nothing is lost."""
        for number in range(2):
            self.places[number].load("Điểu Thị Sương", "Nguyễn Văn An", phone="0911111111")
        for _ in range(acts):
            self._act()
        for package, receiver in self.road:
            receiver.receive(package)
        for _ in range(2):
            for one in self.places:
                for other in self.places:
                    if one is not other:
                        self._deliver(self._pack(one, other), other)
        see_alike(self.places)
        with self.places[0].desk() as desk:
            assert self.kept <= {event.header.id for event in desk.store.read_events()}

    def _act(self) -> None:
        place = self.chance.choice(self.places)
        kinds: list[Callable[[Place], None]] = [
            self._set, self._set, self._set, self._mark, self._merge, self._undo, self._redo, self._send, self._send,
            self._take, self._take, self._lose, self._erase,
        ]  # fmt: skip
        act = self.chance.choice(kinds)
        try:
            act(place)
        except VaxDeskError as error:
            # What a verb refuses changes nothing; a package is never refused in these stories.
            if error.code.startswith("package."):
                raise
        with place.desk() as desk:
            self.kept |= {event.header.id for event in desk.store.read_events()}

    def _choose(self, place: Place) -> str | None:
        people = place.show()
        return self.chance.choice(people)["id"] if people else None

    def _set(self, place: Place) -> None:
        person, field = self._choose(place), self.chance.choice(list(_FIELDS))
        if person is not None:
            place.put(person, field, self.chance.choice(_FIELDS[field]))

    def _mark(self, place: Place) -> None:
        if (person := self._choose(place)) is not None:
            with place.desk() as desk:
                correcting.mark(desk, person, self.chance.choice(_STATES))

    def _merge(self, place: Place) -> None:
        one, other = self._choose(place), self._choose(place)
        if one is not None and other is not None and one != other:
            place.write(Fact("pair", STATION.code, one, field=other, value=self.chance.choice(("same", "distinct"))))

    def _undo(self, place: Place) -> None:
        with place.desk() as desk:
            taking_back.undo(desk)

    def _redo(self, place: Place) -> None:
        with place.desk() as desk:
            taking_back.redo(desk)

    def _erase(self, place: Place) -> None:
        if self.chance.random() < 0.3 and (person := self._choose(place)) is not None:
            place.write(Fact("erase", STATION.code, person))

    def _pack(self, one: Place, other: Place) -> Path:
        return one.pack(other, everything=self.chance.random() < 0.2)

    def _send(self, place: Place) -> None:
        other = self.chance.choice([one for one in self.places if one is not place])
        path = self._pack(place, other)
        # The courier's stick: two packages of one number, as after a copy, don't overwrite each other.
        kept = self.folder / f"{len(list(self.folder.glob('*.vaxsync')))}.vaxsync"
        shutil.copyfile(path, kept)
        self.road.append((kept, other))

    def _take(self, _: Place) -> None:
        if self.road:
            package, receiver = self.chance.choice(self.road)
            self._deliver(package, receiver)
            if self.chance.random() < 0.7:
                self.road.remove((package, receiver))

    def _deliver(self, package: Path, receiver: Place) -> None:
        received = receiver.receive(package, self.folder if self.chance.random() < 0.5 else None)
        if received.receipt is not None and self.chance.random() < 0.7:
            sender = next(one for one in self.places if one.station.name == received.sender)
            sender.receive(received.receipt)

    def _lose(self, _: Place) -> None:
        if self.road:
            self.road.remove(self.chance.choice(self.road))
