"""Events → people. The one place that knows how values win, conflict, merge and un-merge.

Whatever the order in which events arrived, and however often, the same events give the same people
(``vaxdesk/store/SCHEMA.md``, Fold).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import Any

from vaxdesk.model.doses import REMOVED, order_dose, show_doses
from vaxdesk.model.event import Event, name_id, write_canonical
from vaxdesk.model.handover import Answer
from vaxdesk.model.identity import id_kind
from vaxdesk.model.joining import Edge, Group, join_people
from vaxdesk.model.member import Found, IsLive, Kin, Member, make_member, read_row
from vaxdesk.model.person import Dose, Guardian, Person, Value
from vaxdesk.model.records import dataclass
from vaxdesk.model.registers import BESIDE, Head, Retracted, find_heads, find_retracted, is_by_hand, is_conflict
from vaxdesk.model.source import Source

__all__ = ["REMOVED", "VERIFICATION", "Conflict", "Folded", "fold", "fold_row", "fold_untouched", "same_value"]

VERIFICATION = "verification"

_PERSON_FIELDS = tuple(
    name
    for name in Person.__slots__
    if name not in {"id", "doses", VERIFICATION, "verification_reason", "merged", "raw", "sources"}
)
_NAMES = {name: name for name in _PERSON_FIELDS}
"""The fields' own names for those that were read: Python finds a parameter by its very name many times as fast."""
_OF_A_PERSON = frozenset({"row", "set", "mark", "confirm"}) | BESIDE


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
    row said: values, texts that were kept, doses; ``untouched`` that the person is one row and nothing else; ``owners``
    which member a dose belongs to where it is not the listed one; ``streams`` by member; ``kin`` the members who are
    the listed one beyond doubt, whose hands write into the same registers; ``flag`` what stands there for a colleague,
    ``complaints`` what was reported as wrong, by id; ``entered`` the digest of the row that was typed into the portal;
    ``answer`` what the platform said last; ``overruled`` what several lists agree on where the police say otherwise;
    ``portal`` what the portal is known to hold: what its own lists said, without any what others did.
    """

    person: Person
    stream: str
    members: tuple[str, ...]
    conflicts: tuple[Conflict, ...] = ()
    others: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    differs: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    confirmed: Mapping[tuple[str, str | None], Mapping[str, Value]] = field(default_factory=dict)
    read: tuple[tuple[Mapping[str, Any], Mapping[str, str], Sequence[Mapping[str, Any]]], ...] = ()
    untouched: bool = False
    owners: Mapping[str, str] = field(default_factory=dict)
    streams: Mapping[str, str] = field(default_factory=dict)
    kin: tuple[str, ...] = ()
    flag: str | None = None
    complaints: Mapping[str, Head] = field(default_factory=dict)
    entered: str | None = None
    answer: Answer | None = None
    portal: tuple[Mapping[str, Any], ...] = ()
    overruled: Mapping[str, Value] = field(default_factory=dict)


def fold(events: Iterable[Event]) -> dict[str, Folded]:
    """Fold a closed set of events into people, by the id they are listed under.

    Closed means: every event about each person named, about everyone a pair event joins them to, and every retract
    of any of these.
    """
    known: dict[str, Event] = {}
    for event in events:
        # The same event may come twice, once from where its body was erased.
        if event.body is not None or event.header.id not in known:
            known[event.header.id] = event
    retracted = find_retracted(known.values())
    by_person, pairs = _sort_events(known.values())

    def is_live(event: Event) -> bool:
        return not retracted.has(event.header)

    held = _find_held(by_person, pairs, is_live)
    members = {
        person: member
        for person, theirs in by_person.items()
        if (member := make_member(person, theirs, retracted, is_held=person in held)) is not None
    }
    edges = [edge for said in pairs.values() if (edge := _make_edge(said, retracted, members)) is not None]
    return {
        folded.person.id: folded
        for group in join_people(members, edges)
        if (folded := _make_folded(group, members, is_live, known))
    }


_Pairs = dict[tuple[str, str], list[Event]]


def _sort_events(events: Iterable[Event]) -> tuple[dict[str, list[Event]], _Pairs]:
    """Give the events by person and by pair, without those of people who were erased."""
    known = list(events)
    erased = {event.header.person for event in known if event.header.kind == "erase"}
    by_person: dict[str, list[Event]] = defaultdict(list)
    pairs: _Pairs = defaultdict(list)
    for event in known:
        header = event.header
        person, other = header.person, header.field
        if person is None or person in erased or event.body is None:
            continue
        if header.kind in _OF_A_PERSON:
            by_person[person].append(event)
        elif header.kind == "pair" and other is not None and other != person and other not in erased:
            pairs[min(person, other), max(person, other)].append(event)
    return by_person, pairs


def _find_held(by_person: Mapping[str, Sequence[Event]], pairs: _Pairs, is_live: IsLive) -> set[str]:
    """Give whom a live event of somebody's hand stands on: an edit outlives the undo of the load it was made on."""
    held = {
        person
        for person, theirs in by_person.items()
        if any(event.header.kind != "row" and is_by_hand(event) and is_live(event) for event in theirs)
    }
    for pair, said in pairs.items():
        if any(is_by_hand(event) and is_live(event) for event in said):
            held.update(pair)
    return held


def _make_edge(said: Sequence[Event], retracted: Retracted, members: Mapping[str, Member]) -> Edge | None:
    """Give the edge of a pair: the latest word of a hand, else the rule's; None where they are not one."""

    def is_live(event: Event) -> bool:
        header = event.header
        member = members.get(header.person or "")
        if header.origin == "rule" and member is not None and member.held is not None:
            # The row stays though its load was taken back, and so does who it was known to be.
            row = member.held.header
            alone = (header.stream, header.id) in retracted.events
            return not alone and (row.stream, row.step) == (header.stream, header.step)
        return not retracted.has(header)

    words = [
        word
        for stream in sorted({event.header.stream for event in said})
        if (word := _find_word([event for event in said if event.header.stream == stream], is_live)) is not None
    ]
    header = next((event.header for event in words if event.body is not None and event.body.value == "same"), None)
    if header is None or header.person is None or header.field is None:
        return None
    away, towards = members.get(header.person), members.get(header.field)
    if away is None or towards is None or away.stream == towards.stream:
        return Edge(header.person, header.field, header.clock, header.origin != "rule") if len(words) == 1 else None
    # Nobody joins another station's person to his own: both streams have to say it, each of its own.
    agreed = [event for event in words if event.body is not None and event.body.value == "keeps"]
    if header.stream != away.stream or [event.header.stream for event in agreed] != [towards.stream]:
        return None
    return Edge(header.person, header.field, header.clock, header.origin != "rule")


def _find_word(said: Sequence[Event], is_live: IsLive) -> Event | None:
    """Give the latest word of a stream on a pair: a hand's before a rule's."""
    heads = find_heads(said, is_live)
    if not heads:
        return None
    last = max(heads, key=lambda head: (head.origin != "rule", head.clock, head.event))
    return next(event for event in said if event.header.id == last.event)


def _make_folded(group: Group, members: Mapping[str, Member], is_live: IsLive, known: Mapping[str, Event]) -> Folded:
    listed = members[group.kins[0][0]]
    everybody = [members[one] for kin in group.kins for one in kin]
    if len(everybody) == 1 and len(listed.rows) == 1 and not listed.is_touched:
        return fold_untouched(listed.rows[0], listed.stream)
    kins = [Kin([members[one] for one in kin], is_live, known) for kin in group.kins]
    fields = _show_fields(kins)
    doses = show_doses(kins)
    status, why, mark = _show_verification(kins)
    conflicts = [Conflict(name, None, heads) for name, heads in fields.conflicts]
    conflicts += [Conflict(name, dose, heads) for name, dose, heads in doses.conflicts]
    if is_conflict(mark):
        conflicts.append(Conflict(VERIFICATION, None, mark))
    conflicts.sort(key=lambda conflict: (conflict.field, conflict.dose or ""))
    confirmed: dict[tuple[str, str | None], Mapping[str, Value]] = {}
    for kin in reversed(kins):
        said = [(rule or "", dose, about) for (dose, rule), about in kin.confirmed.items()]
        # What was confirmed of a dose is confirmed of the one that is shown for it.
        confirmed.update({(rule, doses.same[dose]): about for rule, dose, about in said if dose and dose in doses.same})
        confirmed.update({(rule, dose): about for rule, dose, about in said})
    events = [row for member in everybody for row in member.rows]
    rows = [read_row(row) for row in events]
    of_portal = [read_row(row)["values"] for row in events if row.header.origin == "platform"]
    return Folded(
        Person(
            id=listed.id,
            **fields.values,
            doses=doses.doses,
            verification=status,
            verification_reason=why,
            merged=group.merged,
            raw=fields.raw,
            sources=_show_sources(everybody),
        ),
        listed.stream,
        tuple(member.id for member in everybody),
        tuple(conflicts),
        fields.others,
        fields.differs,
        confirmed,
        tuple((said["values"], said["raw"], said["doses"]) for said in rows),
        owners=doses.owners,
        streams={member.id: member.stream for member in everybody},
        kin=group.kins[0],
        flag=_show_flag(kins),
        complaints=_show_complaints(kins),
        entered=_show_entered(kins),
        answer=_show_answer(kins),
        portal=tuple(of_portal or [said["values"] for said in rows]),
        overruled=fields.overruled,
    )


def fold_untouched(row: Event, stream: str | None = None) -> Folded:
    """Fold the event of a row that nothing else is known of: most people of a list are one row nobody has touched."""
    header = row.header
    return fold_row(header.person or "", stream or header.stream, header.step, read_row(row))


def fold_row(person: str, stream: str, step: str, said: Mapping[str, Any]) -> Folded:
    """Fold what the one row of a person said, in which step it was loaded and in whose stream it is."""
    values = {_NAMES[name]: value for name, value in said["values"].items() if name in _NAMES}
    if values.get("guardian") is not None:
        values["guardian"] = _read_guardian(values["guardian"])
    if values.get("id_number") and values.get("id_kind") is None:
        values["id_kind"] = id_kind(values["id_number"])
    doses = [_read_dose(name_id(person, str(place)), one) for place, one in enumerate(said["doses"], start=1)]
    if len(doses) > 1:
        doses.sort(key=order_dose)
    return Folded(
        Person(
            id=person,
            **values,
            doses=tuple(doses),
            raw=said["raw"],
            sources=(Source(step, said.get("file", ""), said.get("sheet"), said.get("row", 0)),),
        ),
        stream,
        (person,),
        read=((said["values"], said["raw"], said["doses"]),),
        untouched=True,
        streams={person: stream},
        kin=(person,),
        portal=(said["values"],),
    )


def _read_dose(dose: str, said: Mapping[str, Any]) -> Dose:
    get = said["values"].get
    return Dose(dose, get("number"), get("kind"), get("vaccine"), get("lot"), get("date"), get("site"), said["raw"])


def _read_guardian(value: object) -> Guardian | None:
    return Guardian(**value) if isinstance(value, dict) else None


@dataclass(slots=True)
class _Fields:
    values: dict[str, Any] = field(default_factory=dict)
    raw: dict[str, str] = field(default_factory=dict)
    others: dict[str, tuple[Value, ...]] = field(default_factory=dict)
    differs: dict[str, tuple[Value, ...]] = field(default_factory=dict)
    conflicts: list[tuple[str, tuple[Head, ...]]] = field(default_factory=list)
    overruled: dict[str, Value] = field(default_factory=dict)


def _show_fields(kins: Sequence[Kin]) -> _Fields:
    """Show for each field what the listed member and its kin say, else the first value in the order of the merges."""
    fields = _Fields()
    shown: dict[str, tuple[int, Found]] = {}
    for name in _PERSON_FIELDS:
        found = [kin.read(name) for kin in kins]
        place = _choose(found)
        best = found[place]
        shown[name] = place, best
        if best.value is not None:
            fields.values[name] = best.value
        if best.raw is not None:
            fields.raw[name] = best.raw
        if is_conflict(best.heads):
            fields.conflicts.append((name, best.heads))
        if best.heads and best.heads[0].origin == "police":
            _note_overruled(fields, name, best.value, kins)
        _note_others(fields, name, best, found, [value for kin in kins for value in kin.read_rows(name)])
    fields.values["id_kind"] = _find_kind(*shown["id_kind"], *shown["id_number"])
    fields.values["guardian"] = _read_guardian(fields.values.get("guardian"))
    return fields


def _note_others(fields: _Fields, name: str, best: Found, found: Sequence[Found], of_rows: Sequence[Value]) -> None:
    differing: list[Value] = []
    for value in of_rows:
        if not same_value(value, best.value) and value not in differing:
            differing.append(value)
    left: list[Value] = [
        one.value for one in found if one.heads and one.value is not None and not same_value(one.value, best.value)
    ]
    left.extend(value for value in differing if value not in left)
    if left:
        fields.others[name] = tuple(left)
    if differing and not best.heads:
        fields.differs[name] = tuple(differing)


def _note_overruled(fields: _Fields, name: str, value: Value, kins: Sequence[Kin]) -> None:
    rows = [read_row(row) for kin in kins for member in kin.members for row in member.rows]
    said = {row["list"]: row["values"].get(name) for row in rows if row["values"].get(name) is not None}
    values = list(said.values())
    if len(values) > 1 and all(same_value(one, values[0]) for one in values) and not same_value(values[0], value):
        fields.overruled[name] = values[0]


def _choose(found: Sequence[Found]) -> int:
    """Give the place of what is shown. What the listed member's hand emptied stays empty."""
    best = 0
    for place, one in enumerate(found):
        if found[best].value is not None or found[best].heads:
            break
        if one.value is not None or (one.raw and not found[best].raw):
            best = place
    return best


def _find_kind(place: int, kind: Found, place_of_number: int, number: Found) -> Value:
    """Give the kind of a number: what somebody set, what the number's own row said, else what the number shows."""
    is_set = bool(kind.heads) and place in {0, place_of_number}
    is_said = kind.row is not None and kind.row is number.row
    if kind.value is not None and (is_set or is_said or number.value is None):
        return kind.value
    return id_kind(number.value) if isinstance(number.value, str) and number.value else None


def _show_verification(kins: Sequence[Kin]) -> tuple[str, str | None, tuple[Head, ...]]:
    for kin in kins:
        heads = kin.hands.get((None, VERIFICATION))
        if heads and isinstance(heads[0].value, dict):
            because = heads[0].value.get("because")
            return str(heads[0].value["status"]), because if isinstance(because, str) else heads[0].reason, heads
    return "unverified", None, ()


def _show_flag(kins: Sequence[Kin]) -> str | None:
    """Give all that is flagged, oldest first: who didn't know of each other's word both meant it."""
    heads = [head for kin in kins for head in kin.beside.get(("flag", "flag"), ())]
    said = [str(head.value) for head in sorted(heads, key=lambda head: head.clock) if head.value]
    return " · ".join(dict.fromkeys(said)) or None


def _show_complaints(kins: Sequence[Kin]) -> dict[str, Head]:
    found: dict[str, Head] = {}
    for kin in kins:
        found.update({of: heads[0] for (kind, of), heads in kin.beside.items() if kind == "complaint"})
    return found


def _show_entered(kins: Sequence[Kin]) -> str | None:
    heads = [head for kin in kins for head in kin.beside.get(("entered", "delivery"), ())]
    last = max(heads, key=lambda head: (head.clock, head.event), default=None)
    return last.value if last is not None and isinstance(last.value, str) else None


def _show_answer(kins: Sequence[Kin]) -> Answer | None:
    """Give what the platform said last. Two laptops that read one file of results say the same."""
    heads = [head for kin in kins for head in kin.beside.get(("answer", "delivery"), ())]
    last = max(heads, key=lambda head: (head.clock, head.event), default=None)
    said: Any = None if last is None else last.value
    return Answer(said["state"], said["reason"], said["version"]) if isinstance(said, dict) else None


def _show_sources(members: Iterable[Member]) -> tuple[Source, ...]:
    found: dict[tuple[Value, ...], Source] = {}
    rows = [row for member in members for row in member.rows]
    for row in sorted(rows, key=lambda row: (row.header.clock, row.header.id)):
        said = read_row(row)
        place = (said.get("list"), said.get("sheet"), said.get("row"))
        found.setdefault(place, Source(row.header.step, said.get("file", ""), said.get("sheet"), said.get("row", 0)))
    return tuple(found.values())


def same_value(one: Value, two: Value) -> bool:
    """Tell whether two values are the same fact."""
    return one is two or (type(one) is type(two) and write_canonical(one) == write_canonical(two))
