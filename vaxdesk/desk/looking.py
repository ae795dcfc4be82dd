"""Looking: people, issues, steps and lists as records, changing nothing (``CONTRACT.md`` section 3)."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from vaxdesk.desk.desk import Desk, read_message
from vaxdesk.exchange.rows import make_platform_row
from vaxdesk.model.catalogue import Catalogues
from vaxdesk.model.event import Event, read_clock_ms
from vaxdesk.model.fold import fold
from vaxdesk.model.handover import digest_row, find_delivery
from vaxdesk.model.message import Message
from vaxdesk.model.past import Past, find_place
from vaxdesk.model.record import read_record, write_record
from vaxdesk.model.registers import BESIDE, find_heads, find_live
from vaxdesk.model.step import describe_step
from vaxdesk.wording import Wording

_PAGE = 1000

_ORDER = (
    "id", "full_name", "birth_date", "sex", "id_number", "id_kind", "old_id_number", "phone", "health_insurance",
    "priority_group", "occupation", "workplace", "nationality", "ethnicity", "guardian", "hamlet", "address",
    "commune_code", "district_code", "province_code", "note", "doses", "verification", "verification_reason",
    "delivery", "merged", "issues", "raw", "sources",
)  # fmt: skip


def read_people(desk: Desk, people: Sequence[str] | None = None) -> Iterator[dict[str, Any]]:
    """Give people as ``dump`` prints them, by id; None for everybody."""
    ids = sorted(people) if people is not None else None
    after, catalogues = "", desk.catalogues
    while True:
        page = desk.store.read_ids(after, _PAGE) if ids is None else ids[:_PAGE]
        if not page:
            return
        after = page[-1]
        ids = None if ids is None else ids[_PAGE:]
        issues = desk.store.read_issues(page)
        deliveries = desk.store.parcels.read_deliveries(page)
        for record in desk.store.read_records(page):
            person = record["id"]
            record["delivery"] = name_delivery(record, deliveries.get(person, ()), catalogues)
            record["issues"] = [
                {name: one[name] for name in ("rule", "field", "dose", "severity", "class")}
                for one in issues.get(person, [])
            ]
            yield {name: record[name] for name in _ORDER}


def name_delivery(record: Mapping[str, Any], history: Sequence[tuple[str, str]], catalogues: Catalogues) -> str:
    """Give how far a record's row of today got, of what (digest of a row, what became of it) its person was sent."""
    if not history:
        return "none"
    return find_delivery(history, digest_row(make_platform_row(read_record(record), catalogues)))


def read_issue_lines(desk: Desk, wording: Wording) -> Iterator[dict[str, Any]]:
    """Give every open issue with its message and suggestions in words."""
    for person, issues in desk.store.read_issues().items():
        for one in issues:
            yield {
                "person": person,
                **{name: one[name] for name in ("rule", "field", "dose", "severity", "class")},
                "message": wording.render(read_message(one["message"])),
                "suggestions": [{**two, "why": wording.render(read_message(two["why"]))} for two in one["suggestions"]],
            }


def read_batches(desk: Desk) -> Iterator[dict[str, Any]]:
    """Give the lists that were loaded, oldest first."""
    for event, stands in desk.store.read_lists():
        said = event.body.value if event.body is not None else None
        if isinstance(said, dict):
            yield {
                "batch": event.header.step,
                "kind": "people" if said["kind"] == "platform" else said["kind"],
                "file": said["file"],
                "fingerprint": said["fingerprint"],
                "at": tell_time(event),
                "user": event.header.user,
                "rows": said["rows"],
                "set_aside": said["set_aside"],
                "taken_back": not stands,
            }


def tell_clock(clock: str) -> str:
    """Give a clock reading as local time in ISO 8601 with its offset."""
    return datetime.fromtimestamp(read_clock_ms(clock) / 1000, UTC).astimezone().isoformat("T", "seconds")


def tell_time(event: Event) -> str:
    """Give when an event was written: local time in ISO 8601 with its offset."""
    return tell_clock(event.header.clock)


def read_event_lines(desk: Desk) -> Iterator[dict[str, Any]]:
    """Give the whole journal in order of arrival; ``old`` is what was shown before."""
    pasts: dict[str, list[Past]] = {}
    came: set[str] = set()
    for event in desk.store.read_events():
        header = event.header
        # A load makes thousands of pairs, none of which replaces anything.
        replaces = header.kind in _REPLACING and (header.kind, header.origin) != ("pair", "rule")
        if replaces and header.person is not None and header.id not in pasts:
            _open_past(desk.store.read_person_events(header.person), came, pasts)
        theirs = pasts.pop(header.id, ())
        yield _write_line(event, theirs[0].events if replaces and theirs else ())
        for past in theirs:
            past.add(event)
        came.add(header.id)


def _open_past(closed: Sequence[Event], came: Collection[str], pasts: dict[str, list[Past]]) -> None:
    """Begin the past of people who are joined: with what came of them already; the rest is yet to be added."""
    past = Past()
    for event in closed:
        if event.header.id in came:
            past.add(event)
        else:
            pasts.setdefault(event.header.id, []).append(past)


_REPLACING = frozenset({"set", "mark", "confirm", "pair"}) | BESIDE
"""Kinds of events that stand in the place of what was shown before."""


def _write_line(event: Event, before: Sequence[Event]) -> dict[str, Any]:
    """Give an event as a line; ``before`` are the earlier events of its person and of everybody joined to them."""
    header, body = event.header, event.body
    new: Any = body.value if body is not None else None
    old = _find_old(event, before) if header.kind in _REPLACING else None
    reason = body.reason if body is not None else None
    if header.kind == "mark" and isinstance(new, dict):
        because = new.get("because")
        reason = f"{because}: {reason}" if because and reason else because or reason
        new = new.get("status")
    return {
        "id": header.id, "at": tell_time(event), "device": header.device, "stream": header.stream,
        "seq": header.seq, "user": header.user, "step": header.step, "kind": header.kind, "person": header.person,
        "dose": header.dose, "field": header.field, "old": old, "new": new, "basis": list(header.basis),
        "reason": reason, "origin": header.origin,
    }  # fmt: skip


def _find_old(event: Event, before: Sequence[Event]) -> Any:  # noqa: ANN401 - whatever a field holds
    """Give what was shown in the place an event writes to."""
    header = event.header
    if header.kind in BESIDE or header.kind in {"confirm", "pair"}:
        place, live = find_place(event), find_live(before)
        said = [one for one in before if find_place(one) == place]
        heads = find_heads(said, lambda one: one.header.id in live)
        return heads[0].value if heads else None
    folded = next((one for one in fold(before).values() if header.person in one.members), None)
    if folded is None:
        return None
    record = write_record(folded.person)
    if header.dose is not None:
        record = next((one for one in record["doses"] if one["id"] == header.dose), {})
    return record.get(header.field or "")


def read_history(desk: Desk, person: str) -> Iterator[dict[str, Any]]:
    """Give a person's timeline, oldest first, each line with whether it stands. Raises UnknownPerson."""
    events = desk.store.read_person_events(desk.find(person))
    live = find_live(events)
    past = Past()
    for event in events:
        if event.header.kind != "retract":
            yield {**_write_line(event, past.events), "live": event.header.id in live}
        past.add(event)


def read_person_on(desk: Desk, person: str, day: date) -> dict[str, Any] | None:
    """Give the person as of the end of a day, without issues; None where nobody knew them yet.

    Raises UnknownPerson.
    """
    end = datetime.combine(day, datetime.max.time()).astimezone().timestamp() * 1000
    events = [
        event for event in desk.store.read_person_events(desk.find(person)) if read_clock_ms(event.header.clock) <= end
    ]
    for folded in fold(events).values():
        if person in folded.members:
            return write_record(folded.person)
    return None


def read_step_lines(desk: Desk) -> Iterator[tuple[str, Message, str, bool]]:
    """Give (step, name, user, whether it stands), oldest first."""
    files = {
        event.header.step: event.body.value.get("file")
        for event, _ in desk.store.read_lists()
        if event.body is not None and isinstance(event.body.value, dict)
    }
    for line in desk.store.read_steps():
        file = files.get(line.id)
        yield line.id, describe_step(line.headers, file if isinstance(file, str) else None), line.user, line.live


def search_people(desk: Desk, text: str, limit: int = 100) -> Iterator[dict[str, Any]]:
    """Give the people whom the words fit, accents and tones aside; those whom they only nearly fit come last."""
    return read_in_order(desk, desk.store.search(text, limit))


def read_in_order(desk: Desk, people: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Give people as ``dump`` prints them, in the order in which they are named."""
    for start in range(0, len(people), _PAGE):
        page = people[start : start + _PAGE]
        records = {record["id"]: record for record in read_people(desk, page)}
        yield from (records[person] for person in page if person in records)


def write_line(record: Mapping[str, Any]) -> str:
    """Give a record as one line of NDJSON."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))
