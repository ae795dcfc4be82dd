"""Events → people. The one place that knows how values win, conflict, merge and un-merge.

Whatever the order in which events arrived, and however often, the same events give the same people
(``vaxdesk/store/SCHEMA.md``, Fold).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vaxdesk.model.event import Event, name_id, write_canonical
from vaxdesk.model.identity import id_kind
from vaxdesk.model.person import Dose, Guardian, Person, Value
from vaxdesk.model.registers import Head, find_heads, find_retracted, is_by_hand, is_conflict
from vaxdesk.model.source import Source

REMOVED = "removed"
"""The field of a dose that says it was taken away by hand."""
VERIFICATION = "verification"

_PERSON_FIELDS = tuple(
    name
    for name in Person.__slots__
    if name not in {"id", "doses", VERIFICATION, "verification_reason", "merged", "raw", "sources"}
)
_DOSE_FIELDS = ("number", "kind", "vaccine", "lot", "date", "site")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field of which two hands said different things without knowing of each other. The shown head comes first."""

    field: str
    dose: str | None
    heads: tuple[Head, ...]


@dataclass(frozen=True, slots=True)
class Folded:
    """A person with what lies behind.

    ``members`` are the ids of everybody who is this person, the listed one first; ``others`` the other values that
    members hold by field; ``differs`` what other lists say where no hand has written; ``confirmed`` by (rule, dose)
    the values that were confirmed as right; ``stream`` the commune whose station keeps the person; ``read`` what each
    row said, values and texts that were kept; ``untouched`` that the person is one row and nothing else;
    ``owners`` which member a dose belongs to where it is not the listed one; ``streams`` by member.
    """

    person: Person
    stream: str
    members: tuple[str, ...]
    conflicts: tuple[Conflict, ...] = ()
    others: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    differs: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    confirmed: Mapping[tuple[str, str | None], Mapping[str, Value]] = field(default_factory=dict)
    read: tuple[tuple[Mapping[str, Any], Mapping[str, str]], ...] = ()
    untouched: bool = False
    owners: Mapping[str, str] = field(default_factory=dict)
    streams: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Member:
    """One person id before joining: rows below, hands above."""

    id: str
    rows: list[Event]
    hands: dict[tuple[str | None, str], tuple[Head, ...]]
    confirmed: dict[tuple[str, str | None], Mapping[str, Value]]
    stream: str
    born: tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Edge:
    away: str
    towards: str
    clock: str
    by_hand: bool


_IsLive = Callable[[Event], bool]


def fold(events: Iterable[Event]) -> dict[str, Folded]:
    """Fold a closed set of events into people, by the id they are listed under.

    Closed means: every event about each person named, about everyone a pair event joins them to, and every retract
    of any of these.
    """
    known = {event.header.id: event for event in events}
    gone, gone_steps = find_retracted(known.values())
    erased = {event.header.person for event in known.values() if event.header.kind == "erase"}
    by_person: dict[str, list[Event]] = defaultdict(list)
    pairs: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in known.values():
        header = event.header
        if header.person is None or header.person in erased or event.body is None:
            continue
        if header.kind == "pair":
            if header.field is not None and header.field not in erased:
                pairs[min(header.person, header.field), max(header.person, header.field)].append(event)
        elif header.kind != "erase":
            by_person[header.person].append(event)

    def is_live(event: Event) -> bool:
        return event.header.id not in gone and (event.header.stream, event.header.step) not in gone_steps

    held = {
        person
        for (one, two), said in pairs.items()
        if any(is_live(event) and is_by_hand(event) for event in said)
        for person in (one, two)
    }
    members = {
        member.id: member
        for person, theirs in by_person.items()
        if (member := _make_member(person, theirs, is_live, is_held=person in held)) is not None
    }
    edges = [edge for said in pairs.values() if (edge := _make_edge(said, is_live, members)) is not None]
    return {folded.person.id: folded for folded in _join_members(members, edges)}


def _make_member(person: str, events: Sequence[Event], is_live: _IsLive, *, is_held: bool) -> _Member | None:
    rows = [event for event in events if event.header.kind == "row"]
    written = [event for event in events if event.header.kind != "row"]
    live = {event.header.id: is_live(event) for event in written}
    # An edit outlives the undo of the load it was made on: the row stays while a live event of a hand stands on it.
    is_held = is_held or any(live[event.header.id] and is_by_hand(event) for event in written)
    rows = [event for event in rows if is_held or is_live(event)]
    if not rows and not any(live[event.header.id] and event.header.kind == "set" for event in written):
        return None
    rows.sort(key=lambda event: (event.header.clock, event.header.id))
    registers: dict[tuple[str | None, str], list[Event]] = defaultdict(list)
    confirms: dict[tuple[str, str | None], list[Event]] = defaultdict(list)
    for event in written:
        header = event.header
        if header.field is None:
            continue
        if header.kind == "confirm":
            confirms[header.field, header.dose].append(event)
        else:
            registers[header.dose, header.field].append(event)
    hands = {key: heads for key, said in registers.items() if (heads := find_heads(said, live))}
    confirmed: dict[tuple[str, str | None], Mapping[str, Value]] = {}
    for rule, said in confirms.items():
        heads = find_heads(said, live)
        if heads and isinstance(heads[0].value, dict):
            confirmed[rule] = heads[0].value
    first = min(events, key=lambda event: (event.header.clock, event.header.id)).header
    return _Member(person, rows, hands, confirmed, first.stream, (first.clock, first.id))


def _make_edge(said: Sequence[Event], is_live: _IsLive, members: Mapping[str, _Member]) -> _Edge | None:
    live = {event.header.id: is_live(event) for event in said}
    heads = find_heads(said, live)
    if not heads:
        return None
    last = max(heads, key=lambda head: (head.clock, head.event))
    if last.value != "same":
        return None
    header = next(event.header for event in said if event.header.id == last.event)
    if header.person is None or header.field is None or not {header.person, header.field} <= members.keys():
        return None
    return _Edge(header.person, header.field, header.clock, header.origin != "rule")


def _join_members(members: Mapping[str, _Member], edges: Sequence[_Edge]) -> Iterable[Folded]:
    joined: dict[str, list[_Edge]] = defaultdict(list)
    for edge in edges:
        joined[edge.away].append(edge)
        joined[edge.towards].append(edge)
    done: set[str] = set()
    for person in sorted(members):
        if person in done:
            continue
        if person not in joined:
            yield _make_folded([members[person]], ())
            continue
        group, to_visit, theirs = {person}, [person], set()
        while to_visit:
            for edge in joined[to_visit.pop()]:
                theirs.add(edge)
                for other in (edge.away, edge.towards):
                    if other not in group:
                        group.add(other)
                        to_visit.append(other)
        done |= group
        yield _make_folded(_order_group([members[one] for one in group], theirs), theirs)


def _order_group(group: list[_Member], edges: Iterable[_Edge]) -> list[_Member]:
    """Put the listed member first, the others in the order of the merges that brought them."""
    away = {edge.away for edge in edges}
    last = max(edges, key=lambda edge: (edge.clock, edge.towards))
    ends = [member.id for member in group if member.id not in away]
    if len(ends) == 1:
        listed = ends[0]
    elif last.towards in ends or not ends:
        listed = last.towards
    else:
        listed = min(ends)
    came: dict[str, str] = {}
    for edge in edges:
        came[edge.away] = min(came.get(edge.away, edge.clock), edge.clock)
    return sorted(group, key=lambda member: (member.id != listed, came.get(member.id, ""), member.id))


_MISSING = object()


def _make_folded(group: Sequence[_Member], edges: Iterable[_Edge]) -> Folded:
    listed = group[0]
    values: dict[str, Any] = {}
    raw: dict[str, str] = {}
    others: dict[str, tuple[Value, ...]] = {}
    differs: dict[str, tuple[Value, ...]] = {}
    conflicts: list[Conflict] = []
    confirmed: dict[tuple[str, str | None], Mapping[str, Value]] = {}
    if len(group) == 1 and not listed.hands and not listed.confirmed and len(listed.rows) == 1:
        return fold_untouched(listed.rows[0])
    for name in _PERSON_FIELDS:
        _show_field(name, group, values, raw, others, differs)
    for member in reversed(group):
        confirmed.update(member.confirmed)
    for (dose, name), heads in listed.hands.items():
        if is_conflict(heads):
            conflicts.append(Conflict(name, dose, heads))
    status, why = _show_verification(group)
    values["guardian"] = _read_guardian(values.get("guardian"))
    if values.get("id_kind") is None and values.get("id_number"):
        values["id_kind"] = id_kind(values["id_number"])
    owners: dict[str, str] = {}
    person = Person(
        id=listed.id,
        **values,
        doses=_show_doses(group, conflicts, owners),
        verification=status,
        verification_reason=why,
        merged=tuple(sorted({edge.away for edge in edges if edge.by_hand and edge.away != listed.id})),
        raw=raw,
        sources=_show_sources(group),
    )
    conflicts.sort(key=lambda conflict: (conflict.field, conflict.dose or ""))
    said_by_rows = [_content(row) for member in group for row in member.rows]
    return Folded(
        person,
        listed.stream,
        tuple(member.id for member in group),
        tuple(conflicts),
        others,
        differs,
        confirmed,
        tuple((said["values"], said["raw"]) for said in said_by_rows),
        owners=owners,
        streams={member.id: member.stream for member in group},
    )


def fold_untouched(row: Event) -> Folded:
    """Fold the event of a row that nothing else is known of: most people of a list are one row nobody has touched."""
    header, said = row.header, _content(row)
    person = header.person or ""
    values = {name: value for name, value in said["values"].items() if name in _FIELD_SET}
    if "guardian" in values:
        values["guardian"] = _read_guardian(values["guardian"])
    if "id_number" in values and "id_kind" not in values:
        values["id_kind"] = id_kind(values["id_number"])
    doses = [
        Dose(name_id(person, str(place)), raw=one["raw"], **one["values"])
        for place, one in enumerate(said["doses"], start=1)
    ]
    if len(doses) > 1:
        doses.sort(key=_dose_order)
    return Folded(
        Person(
            id=person,
            **values,
            doses=tuple(doses),
            raw=said["raw"],
            sources=(Source(header.step, said.get("file", ""), said.get("sheet"), said.get("row", 0)),),
        ),
        header.stream,
        (person,),
        read=((said["values"], said["raw"]),),
        untouched=True,
    )


def _dose_order(dose: Dose) -> tuple[int, str, str]:
    return dose.number or 99, dose.date or "9999", dose.id


def _read_guardian(value: object) -> Guardian | None:
    return Guardian(**value) if isinstance(value, dict) else None


_FIELD_SET = frozenset(_PERSON_FIELDS)
_EMPTY: dict[str, Any] = {"values": {}, "raw": {}, "doses": []}


def _content(row: Event) -> dict[str, Any]:
    value = row.body.value if row.body is not None else None
    return value if isinstance(value, dict) else _EMPTY


def _read_member(member: _Member, name: str) -> tuple[Any, str | None, bool]:
    """Give a member's value of a field, the raw text beside it, and whether a hand wrote it."""
    heads = member.hands.get((None, name))
    if heads:
        return heads[0].value, heads[0].raw, True
    text = None
    for row in member.rows:
        said = _content(row)
        value = said["values"].get(name)
        if value is not None:
            return value, said["raw"].get(name), False
        text = text or said["raw"].get(name)
    return None, text, False


def _show_field(
    name: str,
    group: Sequence[_Member],
    values: dict[str, Any],
    raw: dict[str, str],
    others: dict[str, tuple[Value, ...]],
    differs: dict[str, tuple[Value, ...]],
) -> None:
    shown: Any = _MISSING
    shown_raw, by_hand = None, False
    left: list[Value] = []
    for member in group:
        value, text, hand = _read_member(member, name)
        if shown is _MISSING or (shown is None and not by_hand and (value is not None or (text and not shown_raw))):
            shown, shown_raw, by_hand = value, text, hand
        elif value is not None and value != shown and value not in left:
            left.append(value)
    if shown is not None:
        values[name] = shown
    if shown_raw is not None:
        raw[name] = shown_raw
    if left:
        others[name] = tuple(left)
        if not by_hand:
            differs[name] = tuple(left)


def _show_verification(group: Sequence[_Member]) -> tuple[str, str | None]:
    for member in group:
        heads = member.hands.get((None, VERIFICATION))
        if heads and isinstance(heads[0].value, dict):
            because = heads[0].value.get("because")
            why = because if isinstance(because, str) else heads[0].reason
            return str(heads[0].value["status"]), why
    return "unverified", None


def _show_doses(group: Sequence[_Member], conflicts: list[Conflict], owners: dict[str, str]) -> tuple[Dose, ...]:
    shown: list[Dose] = []
    seen: set[tuple[Value, ...]] = set()
    for member in group:
        as_read: dict[str, dict[str, Any]] = {}
        for row in member.rows:
            for place, said in enumerate(_content(row)["doses"], start=1):
                as_read.setdefault(name_id(member.id, str(place)), said)
        by_hand: dict[str, dict[str, tuple[Head, ...]]] = {}
        for (dose, name), heads in member.hands.items():
            if dose is not None:
                by_hand.setdefault(dose, {})[name] = heads
                if member is not group[0] and is_conflict(heads):
                    conflicts.append(Conflict(name, dose, heads))
        mine: set[tuple[Value, ...]] = set()
        for dose_id in dict.fromkeys((*as_read, *by_hand)):
            said, hands = as_read.get(dose_id, _EMPTY), by_hand.get(dose_id, {})
            read = _dose_key(said["values"], said["raw"])
            values = dict(said["values"])
            raw = dict(said["raw"])
            for name, heads in hands.items():
                values[name] = heads[0].value
                raw.pop(name, None)
            now = _dose_key(values, raw)
            # A second list that says what the first said of a dose tells nothing new, even after a correction here.
            if not seen.isdisjoint((read, now)):
                continue
            mine.update((read, now))
            if values.get(REMOVED):
                continue
            if member is not group[0]:
                owners[dose_id] = member.id
            shown.append(Dose(dose_id, **{name: values.get(name) for name in _DOSE_FIELDS}, raw=raw))
        mine.discard(())
        seen |= mine
    if len(shown) > 1:
        shown.sort(key=_dose_order)
    return tuple(shown)


def _dose_key(values: Mapping[str, Any], raw: Mapping[str, str]) -> tuple[Value, ...]:
    """What makes two doses one: vaccine and day; where no day is known, the number and the text as well."""
    vaccine, day = values.get("vaccine"), values.get("date")
    if day is not None:
        return vaccine, day
    if not values and not raw:
        return ()
    return vaccine, None, values.get("number"), raw.get("date"), raw.get("vaccine")


def _show_sources(group: Sequence[_Member]) -> tuple[Source, ...]:
    found: dict[tuple[Value, ...], Source] = {}
    rows = [row for member in group for row in member.rows]
    for row in sorted(rows, key=lambda row: (row.header.clock, row.header.id)):
        said = _content(row)
        place = (said.get("list"), said.get("sheet"), said.get("row"))
        found.setdefault(place, Source(row.header.step, said.get("file", ""), said.get("sheet"), said.get("row", 0)))
    return tuple(found.values())


def same_value(one: Value, two: Value) -> bool:
    """Tell whether two values are the same fact."""
    return one is two or (type(one) is type(two) and write_canonical(one) == write_canonical(two))
