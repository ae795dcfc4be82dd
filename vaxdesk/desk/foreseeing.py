"""Foreseeing: item by item what taking a package in would do, before anything of it is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vaxdesk.desk.desk import Desk
from vaxdesk.desk.looking import tell_clock
from vaxdesk.desk.settling import Dispute, describe_disputes
from vaxdesk.desk.taking_in import Received, open_file, take_in
from vaxdesk.desk.trusting import name_devices
from vaxdesk.model.display import Said, show_field
from vaxdesk.model.event import Event
from vaxdesk.model.fold import VERIFICATION, Folded, fold, same_value
from vaxdesk.model.message import Message
from vaxdesk.model.person import Value
from vaxdesk.model.record import write_record
from vaxdesk.model.titles import find_title
from vaxdesk.store import Written


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody who isn't known here yet; ``birth_date`` as it is shown."""

    person: str
    full_name: str | None
    birth_date: Said | None
    hamlet: str | None
    doses: int


@dataclass(frozen=True, slots=True)
class Taken:
    """A value that would change: of whom, which field (of which dose), from what to what (None: nothing).

    ``user`` wrote it ``at`` (ISO 8601, local) on ``laptop``, the name of its device; ``origin`` and ``reason`` tell
    from what and why. All four are None where it came of a list or of a merge. A whole dose is field ``dose``.
    """

    person: str
    full_name: str | None
    field: str
    dose: str | None
    number: int | None
    title: Message
    old: Said | None
    new: Said | None
    user: str | None
    at: str | None
    laptop: str | None
    origin: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Joining:
    """Two people who would be one: ``other`` becomes ``person``."""

    person: str
    full_name: str | None
    other: str
    other_name: str | None
    user: str | None
    at: str | None


@dataclass(frozen=True, slots=True)
class Parting:
    """Somebody who would no longer be listed, and why."""

    person: str
    full_name: str | None
    why: Message


@dataclass(frozen=True, slots=True)
class Stay:
    """A value that comes and changes nothing: what stays here, what they say, who said it, and why it stays."""

    person: str
    full_name: str | None
    field: str
    dose: str | None
    title: Message
    here: Said | None
    theirs: Said | None
    user: str | None
    at: str | None
    laptop: str | None
    why: Message


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a package is (``received``, as ``inspect`` tells it) and what it would do, by people's names."""

    received: Received
    arrivals: tuple[Arrival, ...]
    taken: tuple[Taken, ...]
    disputes: tuple[Dispute, ...]
    joinings: tuple[Joining, ...]
    partings: tuple[Parting, ...]
    stays: tuple[Stay, ...]


def foresee(desk: Desk, path: Path) -> Foreseen:
    """Tell item by item what taking a package in would do, and keep nothing: the store stays bit for bit as it is.

    Raises the errors of :func:`vaxdesk.desk.taking_in.receive`.
    """
    opened, result = open_file(desk, path)
    erased = {event.header.person for event in result.take if event.header.kind == "erase"} - {None}
    with desk.store.rehearsal():
        # Whoever is erased leaves nothing behind from which it could be told afterwards how they were.
        lost = desk.store.fold(desk.store.find_known(one for one in erased if one is not None).values())
        received, written = take_in(desk, opened, result, path.name)
        return _Foresight(desk, received, {**_fold_before(desk, written), **lost}, written).tell()


def _fold_before(desk: Desk, written: Written) -> dict[str, Folded]:
    """Give everybody whom the new events touched as they were without these."""
    new = {event.header.id for event in written.events}
    touched = {member for one in written.folded.values() for member in one.members} | written.gone
    return fold(event for event in desk.store.journal.find_closed(touched) if event.header.id not in new)


class _Foresight:
    """What was before and what would be after, compared person by person."""

    def __init__(self, desk: Desk, received: Received, before: Mapping[str, Folded], written: Written) -> None:
        self._desk, self._received, self._written = desk, received, written
        self._before = {member: one for one in before.values() for member in one.members}
        self._names = name_devices(desk)
        self._came: dict[str, list[Event]] = {}
        for event in written.events:
            if event.header.person is not None:
                self._came.setdefault(event.header.person, []).append(event)

    def tell(self) -> Foreseen:
        after = sorted(self._written.folded.values(), key=lambda one: (one.person.full_name or "", one.person.id))
        arrivals: list[Arrival] = []
        taken: list[Taken] = []
        stays: list[Stay] = []
        joinings: list[Joining] = []
        disputes: list[Dispute] = []
        for one in after:
            old = self._before.get(one.person.id) or next(
                (self._before[member] for member in one.members if member in self._before), None
            )
            disputes.extend(describe_disputes(self._desk, one))
            if old is None:
                arrivals.append(self._tell_arrival(one))
                continue
            taken.extend(self._compare(old, one))
            joinings.extend(self._tell_joinings(one))
            stays.extend(self._tell_stays(old, one))
        return Foreseen(
            self._received,
            tuple(arrivals),
            tuple(taken),
            tuple(disputes),
            tuple(joinings),
            tuple(self._tell_partings({member for one in after for member in one.members})),
            tuple(stays),
        )

    def _show(self, field: str, value: Value) -> Said | None:
        return show_field(field, value, self._desk.catalogues)

    def _tell_arrival(self, one: Folded) -> Arrival:
        person = one.person
        born = self._show("birth_date", person.birth_date)
        return Arrival(person.id, person.full_name, born, person.hamlet, len(person.doses))

    # -- what changes ----------------------------------------------------------------------------------------------

    def _compare(self, old: Folded, new: Folded) -> Iterator[Taken]:
        was, now = write_record(old.person), write_record(new.person)
        for field in now:
            if field not in _NO_FIELDS and was[field] != now[field]:
                yield self._tell_taken(new, field, None, was[field], now[field])
        doses = {dose["id"]: dose for dose in was["doses"]}
        for dose in now["doses"]:
            then = doses.pop(dose["id"], None)
            if then is None:
                yield self._tell_dose(new, dose, comes=True)
                continue
            for field in dose:
                if field not in {"id", "raw"} and then[field] != dose[field]:
                    yield self._tell_taken(new, field, dose, then[field], dose[field])
        for dose in doses.values():
            yield self._tell_dose(new, dose, comes=False)

    def _tell_taken(self, new: Folded, field: str, dose: Mapping[str, Any] | None, old: Value, now: Value) -> Taken:
        dose_id = None if dose is None else dose["id"]
        event = self._find_writer(new, field, dose_id, now)
        return Taken(
            new.person.id, new.person.full_name, field, dose_id, None if dose is None else dose["number"],
            find_title(field) or Message(field), self._show(field, old), self._show(field, now),
            *self._tell_writer(event),
        )  # fmt: skip

    def _tell_dose(self, new: Folded, dose: Mapping[str, Any], *, comes: bool) -> Taken:
        shown = (self._show(name, dose[name]) for name in ("number", "vaccine", "date"))
        text = " · ".join(str(part) for part in shown if part) or None
        said = [event for event in self._find_events(new) if event.header.dose == dose["id"]]
        old, now = (None, text) if comes else (text, None)
        return Taken(
            new.person.id, new.person.full_name, "dose", dose["id"], dose["number"], Message("Dose"), old, now,
            *self._tell_writer(said[-1] if said else None),
        )  # fmt: skip

    def _find_events(self, one: Folded) -> list[Event]:
        return [event for member in one.members for event in self._came.get(member, ())]

    def _find_writer(self, one: Folded, field: str, dose: str | None, value: Value) -> Event | None:
        said = [
            event
            for event in self._find_events(one)
            if event.header.kind in {"set", "mark"} and (event.header.field, event.header.dose) == (field, dose)
        ]
        same = [event for event in said if same_value(_read_value(event), value)]
        return max(same or said, key=lambda event: event.header.clock, default=None)

    def _tell_writer(self, event: Event | None) -> tuple[str | None, str | None, str | None, str | None, str | None]:
        if event is None:
            return None, None, None, None, None
        header = event.header
        reason = None if event.body is None else event.body.reason
        return header.user, tell_clock(header.clock), self._names.get(header.device), header.origin, reason

    # -- who comes together and who goes ---------------------------------------------------------------------------

    def _tell_joinings(self, one: Folded) -> Iterator[Joining]:
        known = [self._before[member] for member in one.members if member in self._before]
        apart = {then.person.id: then for then in known if one.person.id not in then.members}
        pairs = [event.header for event in self._written.events if event.header.kind == "pair"]
        for other, then in sorted(apart.items()):
            said = next((header for header in pairs if {header.person, header.field} & set(then.members)), None)
            user, at = (None, None) if said is None else (said.user, tell_clock(said.clock))
            yield Joining(one.person.id, one.person.full_name, other, then.person.full_name, user, at)

    def _tell_partings(self, listed: set[str]) -> Iterator[Parting]:
        erased = {event.header.person for event in self._written.events if event.header.kind == "erase"}
        for person in sorted(self._written.gone - listed):
            then = self._before.get(person)
            why = _ERASED if person in erased else _TAKEN_BACK
            yield Parting(person, None if then is None else then.person.full_name, why)

    # -- what stays ------------------------------------------------------------------------------------------------

    def _tell_stays(self, old: Folded, new: Folded) -> Iterator[Stay]:
        disputed = {(one.field, one.dose) for one in new.conflicts}
        came = [event for event in self._find_events(new) if event.header.kind in {"set", "mark"}]
        if came:
            ids = {event.header.id for event in self._written.events}
            here = [
                event
                for event in self._desk.store.read_person_events(new.person.id)
                if event.header.id not in ids and event.header.kind in {"set", "mark"}
            ]
            replaced = {before for event in here for before in event.header.basis}
            for event in came:
                place = event.header.field or "", event.header.dose
                now = _read_now(new, *place)
                if event.header.id in replaced and place not in disputed and not same_value(_read_value(event), now):
                    yield self._tell_stay(new, event, now, _CHANGED_HERE)
        for field, values in new.differs.items():
            for value in values:
                if value not in old.differs.get(field, ()):
                    title = find_title(field) or Message(field)
                    here_now = self._show(field, _read_now(new, field, None))
                    yield Stay(new.person.id, new.person.full_name, field, None, title, here_now,
                               self._show(field, value), None, None, None, _LIST_DIFFERS)  # fmt: skip

    def _tell_stay(self, new: Folded, event: Event, now: Value, why: Message) -> Stay:
        header = event.header
        field, dose = header.field or "", header.dose
        user, at, laptop, _, _ = self._tell_writer(event)
        title = find_title(field) or Message(field)
        return Stay(new.person.id, new.person.full_name, field, dose, title, self._show(field, now),
                    self._show(field, _read_value(event)), user, at, laptop, why)  # fmt: skip


_NO_FIELDS = frozenset({"id", "doses", "merged", "raw", "sources", "verification_reason"})
_ERASED = Message("Erased for good")
_TAKEN_BACK = Message("The list was taken back")
_CHANGED_HERE = Message("It was changed here since, in full knowledge of that value")
_LIST_DIFFERS = Message("A list says something else; what is here stays")


def _read_value(event: Event) -> Value:
    value = None if event.body is None else event.body.value
    return value.get("status") if event.header.field == VERIFICATION and isinstance(value, dict) else value


def _read_now(one: Folded, field: str, dose: str | None) -> Value:
    record: Mapping[str, Any] = write_record(one.person)
    if dose is not None:
        doses: Sequence[Mapping[str, Any]] = record["doses"]
        record = next((known for known in doses if known["id"] == dose), {})
    return record.get(field)
