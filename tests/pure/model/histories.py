"""Histories of invented people: laptops that write, meet and take back, without a store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from vaxdesk.model.complaint import Complaint
from vaxdesk.model.event import FIRST, Body, Clock, Event, Header, name_id, person_id
from vaxdesk.model.fold import VERIFICATION, Folded, fold
from vaxdesk.model.person import Value
from vaxdesk.model.registers import find_basis, find_retracted

STREAM = "25222"
OTHER_STREAM = "25225"

Row = Mapping[str, Any]
Json = Any
"""Whatever a test puts into an event."""


def make_row(values: Row, doses: Sequence[Row] = (), raw: Mapping[str, str] | None = None, **place: Json) -> Row:
    """Give what a row's event says."""
    return {
        "list": "list 1", "file": "danh sach.xlsx", "sheet": "Sheet1", "row": 1, "cells": {}, "values": dict(values),
        "raw": dict(raw or {}), "doses": [{"values": dict(one), "raw": {}} for one in doses], **place,
    }  # fmt: skip


@dataclass
class Times:
    """A wall clock and a source of ids that every laptop of a story shares."""

    now: int = 1_630_000_000_000
    made: int = 0

    def make_id(self) -> str:
        self.made += 1
        return name_id("made", str(self.made))


@dataclass
class Laptop:
    """One device with what it has seen."""

    name: str
    times: Times = field(default_factory=Times)
    stream: str = STREAM
    seen: dict[str, Event] = field(default_factory=dict)
    _chains: dict[str, tuple[int, str]] = field(default_factory=dict)
    _clock: Clock = field(default_factory=Clock)

    @property
    def device(self) -> str:
        return name_id("device", self.name)

    @property
    def people(self) -> dict[str, Folded]:
        return fold(self.seen.values())

    def find(self, person: str) -> Folded | None:
        """Give whom an id belongs to."""
        return next((one for one in self.people.values() if person in one.members), None)

    def show(self, person: str) -> Folded:
        found = self.find(person)
        assert found is not None, "nobody is there"
        return found

    def see(self, *others: Laptop | Iterable[Event]) -> None:
        """Take in what others have seen."""
        for other in others:
            for event in list(other.seen.values()) if isinstance(other, Laptop) else other:
                self._clock.see(event.header.clock, self.times.now)
                self.seen.setdefault(event.header.id, event)

    # -- writing ---------------------------------------------------------------------------------------------------

    def write(self, kind: str, person: str | None = None, value: Value = None, **more: Json) -> Event:
        """Append an event; ``more`` are dose, field, basis, origin, step, stream, raw, reason."""
        stream = more.get("stream", self.stream)
        self.times.now += 1
        seq, prev = self._chains.get(stream, (0, FIRST))
        made = self.times.make_id()
        body = Body(value, made.replace("-", ""), more.get("reason"), more.get("raw"))
        header = Header(
            made, stream, self.device, seq + 1, prev, self._clock.tick(self.times.now), "an",
            more.get("step") or self.times.make_id(), kind, person, more.get("dose"), more.get("field"),
            tuple(more.get("basis", ())), more.get("origin", "typed"), body.digest(),
        )  # fmt: skip
        event = Event(header, body)
        self._chains[stream] = seq + 1, header.digest()
        self.seen[made] = event
        return event

    def load(self, person: str, row: Row, *, step: str | None = None, same: str | None = None) -> str:
        """Load a list of one row, known to be ``same`` beyond doubt; give the step."""
        event = self.write("row", person, dict(row), origin="list", step=step)
        if same is not None:
            self.write("pair", person, "same", field=same, origin="rule", step=event.header.step)
        return event.header.step

    def put(self, person: str, name: str, value: Value, *, dose: str | None = None, **more: Json) -> str:
        """Write a field as the desk does: of the listed member, or whose dose it is; give the step."""
        shown = self.find(person)
        owner, kin = (person, (person,)) if shown is None else (shown.person.id, shown.kin)
        if shown is not None and dose is not None:
            owner = shown.owners.get(dose, owner)
        known = self._register({"set", "mark"}, name, dose, kin)
        return self.write("set", owner, value, dose=dose, field=name, basis=known, **more).header.step

    def mark(self, person: str, status: str, *, because: str | None = None, **more: Json) -> str:
        shown = self.show(person)
        known = self._register({"mark"}, VERIFICATION, None, shown.kin)
        value: Value = {"status": status, "because": because}
        return self.write("mark", shown.person.id, value, field=VERIFICATION, basis=known, **more).header.step

    def confirm(self, person: str, rule: str, about: dict[str, Value]) -> str:
        shown = self.show(person)
        known = self._register({"confirm"}, rule, None, shown.kin)
        return self.write("confirm", shown.person.id, about, field=rule, basis=known).header.step

    def say_beside(self, person: str, kind: str, value: Value, *, field: str | None = None) -> str:
        """Say something that stands beside a person's data: a flag, a report, what was typed into the portal."""
        shown = self.show(person)
        place = field or {"flag": "flag", "entered": "delivery"}[kind]
        known = self._register({kind}, place, None, shown.kin)
        return self.write(kind, shown.person.id, value, field=place, basis=known).header.step

    def say(self, one: str, other: str, verdict: Value) -> str:
        """Say of two people that they are one (the first is the second), two, or nothing any more."""
        both = {one, other}
        known = [
            event
            for event in self.seen.values()
            if event.header.kind == "pair" and {event.header.person, event.header.field} == both
        ]
        return self.write("pair", one, verdict, field=other, basis=find_basis(known)).header.step

    def merge(self, kept: str, other: str) -> str:
        return self.say(other, kept, "same")

    def undo(self, step: str) -> str:
        """Take back a step in each of its streams."""
        undoing = self.times.make_id()
        for stream in sorted({event.header.stream for event in self.seen.values() if event.header.step == step}):
            self.write("retract", field="step", basis=(step,), stream=stream, step=undoing)
        return undoing

    def redo(self, step: str) -> str:
        """Take back every undo of a step that is known here."""
        redoing = self.times.make_id()
        undone = [
            event.header
            for event in self.seen.values()
            if event.header.kind == "retract" and step in event.header.basis
        ]
        for header in undone:
            self.write("retract", field="events", basis=(header.id,), stream=header.stream, step=redoing)
        return redoing

    def erase(self, person: str) -> str:
        return self.write("erase", person).header.step

    def _register(self, kinds: set[str], name: str, dose: str | None, people: Sequence[str]) -> tuple[str, ...]:
        return find_basis(
            event
            for event in self.seen.values()
            if event.header.kind in kinds
            and (event.header.field, event.header.dose) == (name, dose)
            and (dose is not None or event.header.person in people)
        )


def make_laptops(*names: str) -> list[Laptop]:
    """Give laptops of one station, none of which has seen anything."""
    times = Times()
    return [Laptop(name, times) for name in names]


def close_around(events: Iterable[Event], person: str) -> list[Event]:
    """Give the closed set around a person, found the slow way."""
    known = list(events)
    group = {person}
    while True:
        more = {
            one
            for event in known
            if event.header.kind == "pair" and group & {event.header.person, event.header.field}
            for one in (event.header.person, event.header.field)
            if one is not None
        }
        if more <= group:
            break
        group |= more
    chosen = [event for event in known if event.header.person in group]
    while True:
        named = {event.header.id for event in chosen} | {event.header.step for event in chosen}
        retracts = [
            event
            for event in known
            if event.header.kind == "retract" and event not in chosen and named & set(event.header.basis)
        ]
        if not retracts:
            return chosen
        chosen.extend(retracts)


# -- random histories --------------------------------------------------------------------------------------------------

PEOPLE = [person_id(STREAM, "list", str(number)) for number in range(4)]
"""Two lists of two rows. Row 0 of the first list and row 2, of the second, are one person beyond doubt."""


def _name_guardian(name: str) -> dict[str, Value]:
    return {"full_name": name, "phone": "0912345678", "relation": None}


_DAYS = ["2021-08-15", "2021-10-15", None]
_VALUES: dict[str, list[Value]] = {
    "full_name": ["Điểu Thị Sương", "Điểu Sương", None],
    "phone": ["0912345678", "0987654321", None],
    "id_number": ["070185001234", "285123456", None],
    "hamlet": ["Thôn 1", "Thôn 2", None],
    "guardian": [_name_guardian("Điểu Thị Hoà"), _name_guardian("DIEU THI HOA"), None],
}
_DOSE_VALUES: dict[str, list[Value]] = {"lot": ["A1", "B2", None], "date": list(_DAYS), "removed": [True, None]}
STATES = ["matched", "mismatched", "unverified"]

Act = tuple[str, int, int, int, int]


def list_rows(number: int) -> dict[str, Row]:
    """Give the rows of one of the two lists by person."""
    rows = {}
    for place in range(2):
        person = number * 2 + place
        values: dict[str, Value] = {"full_name": "Điểu Thị Sương" if place == 0 else f"Người {person}", "sex": "female"}
        if number == 0:
            values |= {"phone": "0911111111", "guardian": _name_guardian("Điểu Thị Hoa")}
        else:
            values["hamlet"] = "Thôn 9"
        doses = [{"number": 1, "vaccine": "astrazeneca", "date": "2021-08-15"}]
        if number == 1:
            doses.append({"number": 2, "vaccine": "pfizer", "date": "2021-10-15", "lot": "C3"})
        raw = {"birth_date": "30/02/1998"} if place else {}
        rows[PEOPLE[person]] = make_row(values, doses, raw, list=f"list {number}", row=place + 1)
    return rows


class Story:
    """What several laptops did, act by act."""

    def __init__(self, laptops: int = 3) -> None:
        times = Times()
        self.laptops = [Laptop(f"laptop {number}", times) for number in range(laptops)]
        self._acts: dict[str, Callable[[Laptop, int, int, int], object]] = {
            "load": self._load, "set": self._set, "set dose": self._set_dose, "mark": self._mark,
            "confirm": self._confirm, "pair": self._pair, "undo": self._undo, "redo": self._redo, "sync": self._sync,
            "erase": self._erase, "beside": self._beside,
        }  # fmt: skip

    def play(self, acts: Iterable[Act]) -> Story:
        for act in acts:
            self.play_one(act)
        return self

    def play_one(self, act: Act) -> None:
        kind, laptop, *numbers = act
        self._acts[kind](self.laptops[laptop % len(self.laptops)], *numbers)

    @property
    def events(self) -> list[Event]:
        """Everything that anybody wrote."""
        return list({one: event for laptop in self.laptops for one, event in laptop.seen.items()}.values())

    def meet(self) -> Laptop:
        """Give everything to everybody; one of them speaks for all."""
        everything = self.events
        for laptop in self.laptops:
            laptop.see(everything)
        return self.laptops[0]

    def _load(self, laptop: Laptop, number: int, *_: int) -> None:
        step = laptop.times.make_id()
        known = {member for one in laptop.people.values() for member in one.members}
        for person, row in list_rows(number % 2).items():
            if person in known:
                continue
            twin = {PEOPLE[0]: PEOPLE[2], PEOPLE[2]: PEOPLE[0]}.get(person)
            found = laptop.find(twin) if twin in known and twin is not None else None
            laptop.load(person, row, step=step, same=found.person.id if found is not None else None)
        if any(event.header.step == step for event in laptop.seen.values()):
            laptop.write("list", None, {"file": "danh sach.xlsx"}, origin="list", step=step)

    @staticmethod
    def _choose(laptop: Laptop, number: int) -> Folded | None:
        people = sorted(laptop.people.items())
        return people[number % len(people)][1] if people else None

    def _set(self, laptop: Laptop, who: int, what: int, value: int) -> None:
        shown = self._choose(laptop, who)
        if shown is not None:
            name = list(_VALUES)[what % len(_VALUES)]
            laptop.put(shown.person.id, name, _VALUES[name][value % len(_VALUES[name])])

    def _beside(self, laptop: Laptop, who: int, what: int, value: int) -> None:
        shown = self._choose(laptop, who)
        if shown is not None and what % 3 < 2:
            laptop.say_beside(shown.person.id, ("flag", "entered")[what % 3], (f"lời {value}", None)[value % 2])
        elif shown is not None:
            said = Complaint("", "", "phone", f"sai {value}", "2022-05-18T09:00+07:00", (None, "corrected")[value % 2])
            laptop.say_beside(shown.person.id, "complaint", said.as_value(), field=name_id("report", str(value // 2)))

    def _set_dose(self, laptop: Laptop, who: int, what: int, value: int) -> None:
        shown = self._choose(laptop, who)
        if shown is None:
            return
        name = list(_DOSE_VALUES)[what % len(_DOSE_VALUES)]
        doses = [one.id for one in shown.person.doses] + [name_id("new dose", str(value % 2))]
        dose = doses[value % len(doses)]
        laptop.put(shown.person.id, name, _DOSE_VALUES[name][(who + value) % len(_DOSE_VALUES[name])], dose=dose)

    def _mark(self, laptop: Laptop, who: int, what: int, _: int) -> None:
        shown = self._choose(laptop, who)
        if shown is not None:
            laptop.mark(shown.person.id, STATES[what % len(STATES)])

    def _confirm(self, laptop: Laptop, who: int, what: int, _: int) -> None:
        shown = self._choose(laptop, who)
        if shown is not None:
            laptop.confirm(shown.person.id, "phone.invalid", {"phone": str(what)})

    def _pair(self, laptop: Laptop, one: int, other: int, what: int) -> None:
        first, second = PEOPLE[one % 4], PEOPLE[other % 4]
        # Whoever works alone can only speak of people who are there.
        is_alone = len(self.laptops) == 1 and not (laptop.find(first) and laptop.find(second))
        if first != second and not is_alone:
            laptop.say(first, second, ["same", "same", "distinct", None][what % 4])

    @staticmethod
    def _undo(laptop: Laptop, which: int, *_: int) -> None:
        steps = list(dict.fromkeys(event.header.step for event in laptop.seen.values()))
        if steps:
            laptop.undo(steps[-1 - which % len(steps)])

    @staticmethod
    def _redo(laptop: Laptop, which: int, *_: int) -> None:
        steps = [
            target
            for event in laptop.seen.values()
            if event.header.kind == "retract"
            and not find_retracted(laptop.seen.values()).has(event.header)
            and event.header.field == "step"
            for target in event.header.basis
        ]
        if steps:
            laptop.redo(steps[-1 - which % len(steps)])

    def _sync(self, laptop: Laptop, other: int, *_: int) -> None:
        self.laptops[other % len(self.laptops)].see(laptop)

    @staticmethod
    def _erase(laptop: Laptop, who: int, *_: int) -> None:
        laptop.erase(PEOPLE[who % 4])


_KINDS = ["load"] * 3 + ["set"] * 5 + ["set dose"] * 3 + ["mark", "confirm", "beside"] + ["pair"] * 2 + ["undo"] * 4
_KINDS += ["redo"] * 2 + ["sync"] * 4


def acts(*, kinds: Sequence[str] = tuple(_KINDS), longest: int = 25) -> st.SearchStrategy[list[Act]]:
    """Give random acts for a :class:`Story`; a load comes first so that there is somebody."""
    small = st.integers(0, 5)
    one = st.tuples(st.sampled_from(list(kinds)), st.integers(0, 2), small, small, small)
    first: Act = ("load", 0, 0, 0, 0)
    return st.lists(one, max_size=longest).map(lambda more: [first, *more])
