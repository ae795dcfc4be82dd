"""Whether an event from outside has a shape that the fold understands. Nothing malformed enters a journal."""

from __future__ import annotations

import re

from vaxdesk.model.event import STRENGTH, Event
from vaxdesk.model.person import Dose, Guardian, Person
from vaxdesk.model.verification import REASONS, STATES

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}").fullmatch
_CLOCK = re.compile(r"[0-9a-f]{16}").fullmatch
_HASH = re.compile(r"[0-9a-f]{64}").fullmatch
_TEXTS = frozenset(Person.__slots__) - {
    "id", "doses", "verification", "verification_reason", "merged", "raw", "sources", "guardian", "priority_group",
}  # fmt: skip
_DOSE_TEXTS = frozenset(Dose.__slots__) - {"id", "raw", "number"}
_GUARDIAN = frozenset(Guardian.__slots__)


def explain_malformed(event: Event) -> str | None:
    """Give what is wrong with the event's shape, or None: ids, clock, kind, and a body that fits its kind."""
    header, body = event.header, event.body
    ids = [header.id, header.device, header.step, *header.basis]
    ids.extend(one for one in (header.person, header.dose) if one is not None)
    if not all(_ID(one) for one in ids):
        return "id"
    if not _CLOCK(header.clock) or not _HASH(header.prev) or not _HASH(header.body):
        return "clock or hash"
    if header.origin not in STRENGTH:
        return "origin"
    if header.kind not in _READERS:
        return "kind"
    if header.kind not in {"list", "retract"} and header.person is None:
        return "person"
    if header.kind == "retract":
        return None if header.field in {"step", "events"} and header.basis else "retract"
    if body is None:
        return None
    if not (_is_text_or_none(body.raw) and _is_text_or_none(body.reason)):
        return "body"
    return None if _READERS[header.kind](event, body.value) else header.kind


def _is_text_or_none(value: object) -> bool:
    return value is None or isinstance(value, str)


def _is_number_or_none(value: object) -> bool:
    return value is None or type(value) is int


def _fits_set(event: Event, value: object) -> bool:
    field = event.header.field
    if event.header.dose is not None:
        if field == "removed":
            return value is None or isinstance(value, bool)
        return _fits_dose_field(field, value)
    return _fits_person_field(field, value)


def _fits_person_field(field: str | None, value: object) -> bool:
    if field == "priority_group":
        return _is_number_or_none(value)
    if field == "guardian":
        return value is None or (
            isinstance(value, dict) and value.keys() <= _GUARDIAN and all(map(_is_text_or_none, value.values()))
        )
    return field in _TEXTS and _is_text_or_none(value)


def _fits_dose_field(field: str | None, value: object) -> bool:
    return _is_number_or_none(value) if field == "number" else field in _DOSE_TEXTS and _is_text_or_none(value)


def _fits_mark(event: Event, value: object) -> bool:
    return (
        event.header.field == "verification"
        and isinstance(value, dict)
        and value.keys() == {"status", "because"}
        and value["status"] in STATES
        and (value["because"] is None or value["because"] in REASONS)
    )


def _fits_confirm(event: Event, value: object) -> bool:
    return event.header.field is not None and (value is None or isinstance(value, dict))


def _fits_pair(event: Event, value: object) -> bool:
    other = event.header.field
    verdict = value.get("verdict") if isinstance(value, dict) else value
    return other is not None and _ID(other) is not None and verdict in {"same", "distinct", None}


def _fits_row(event: Event, value: object) -> bool:
    del event
    if not isinstance(value, dict) or not isinstance(value.get("doses"), list):
        return False
    if not (isinstance(value.get("list"), str) and isinstance(value.get("file"), str)):
        return False
    if not (_is_text_or_none(value.get("sheet")) and type(value.get("row")) is int and _is_texts(value.get("cells"))):
        return False
    values = value.get("values")
    if not isinstance(values, dict) or not all(_fits_person_field(*one) for one in values.items()):
        return False
    return _is_texts(value.get("raw")) and all(map(_fits_row_dose, value["doses"]))


def _fits_row_dose(dose: object) -> bool:
    if not isinstance(dose, dict) or dose.keys() != {"values", "raw"} or not isinstance(dose["values"], dict):
        return False
    return _is_texts(dose["raw"]) and all(_fits_dose_field(*one) for one in dose["values"].items())


def _is_texts(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())


def _fits_list(event: Event, value: object) -> bool:
    del event
    if not isinstance(value, dict) or not isinstance(value.get("set_aside"), list):
        return False
    return isinstance(value.get("rows"), dict) and all(
        isinstance(value.get(name), str) for name in ("file", "kind", "fingerprint")
    )


def _fits_erase(event: Event, value: object) -> bool:
    del event, value
    return True


_READERS = {
    "row": _fits_row, "list": _fits_list, "set": _fits_set, "mark": _fits_mark, "confirm": _fits_confirm,
    "pair": _fits_pair, "erase": _fits_erase, "retract": _fits_erase,
}  # fmt: skip
