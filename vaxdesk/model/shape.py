"""Whether an event from outside has a shape that the fold understands. Nothing malformed enters a journal."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from vaxdesk.model.complaint import fits_complaint
from vaxdesk.model.dates import is_date
from vaxdesk.model.event import STRENGTH, Event, Header, is_of_stream
from vaxdesk.model.person import Dose, Guardian, Person
from vaxdesk.model.sites import Site
from vaxdesk.model.units import Unit
from vaxdesk.model.verification import REASONS, STATES

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}").fullmatch
_CLOCK = re.compile(r"[0-9a-f]{16}").fullmatch
_HASH = re.compile(r"[0-9a-f]{64}").fullmatch
_TEXTS = frozenset(Person.__slots__) - {
    "id", "doses", "verification", "verification_reason", "merged", "raw", "sources", "guardian", "priority_group",
}  # fmt: skip
_DOSE_TEXTS = frozenset(Dose.__slots__) - {"id", "raw", "number"}
_GUARDIAN = frozenset(Guardian.__slots__)


_LAST_CLOCK = f"{253_370_764_800_000:012x}0000"
"""The year 9999 (UTC): later, no calendar can show when it was."""
_SEXES = frozenset({None, "male", "female"})
_ID_KINDS = frozenset({None, "cccd", "cmnd", "passport", "other"})
_DOSE_KINDS = frozenset({None, "primary", "additional", "booster"})


_STREAM = re.compile(r"[0-9A-Za-z-]{1,16}").fullmatch
_LONGEST_NAME = 200
_MOST_EVENTS = 2**53


def is_stream(text: str) -> bool:
    """Tell whether a text can name a stream: the code of a commune or district."""
    return _STREAM(text) is not None


def explain_malformed(event: Event) -> str | None:
    """Give what is wrong with the event's shape, or None: ids, clock, kind, and a body that fits its kind."""
    header, body = event.header, event.body
    return (
        _explain_header(header)
        or _explain_place(header)
        or (None if body is None or _fits_body(event) else header.kind)
    )


def _explain_header(header: Header) -> str | None:
    ids = [header.id, header.device, header.step, *header.basis]
    ids.extend(one for one in (header.person, header.dose) if one is not None)
    right = {
        "id": all(map(_ID, ids)),
        "clock": _CLOCK(header.clock) is not None and header.clock < _LAST_CLOCK,
        "hash": _HASH(header.prev) is not None and _HASH(header.body) is not None,
        "origin": header.origin in STRENGTH,
        "stream": is_stream(header.stream),
        "user": 0 < len(header.user) <= _LONGEST_NAME and header.user.isprintable(),
        "number": header.seq <= _MOST_EVENTS,
        "kind": header.kind in _READERS,
    }
    return next((name for name, fits in right.items() if not fits), None)


def _explain_place(header: Header) -> str | None:
    """Give what is wrong with whom and what the event is about, or None. All of it is known without the body."""
    if (header.person is None) != (header.kind in _OF_NOBODY):
        return "person"
    if header.person is not None and not is_of_stream(header.person, header.stream):
        return "stream"
    if header.dose is not None and header.kind not in {"set", "confirm"}:
        return "dose"
    if header.kind == "retract" and not (header.field in {"step", "events"} and header.basis):
        return "retract"
    return None if _fits_field(header) else header.kind


def _fits_field(header: Header) -> bool:
    """Tell whether an event names what its kind is about: another person, a report, itself."""
    said = header.field or ""
    if header.kind == "pair":
        return _ID(said) is not None and said != header.person
    if header.kind == "complaint":
        return _ID(said) is not None
    if header.kind == "part":
        return 0 < len(said) <= _LONGEST_NAME and said.isprintable()
    return said == _FIELD.get(header.kind, said)


_OF_NOBODY = frozenset({"list", "retract", "part"})
_FIELD = {"flag": "flag", "entered": "delivery", "answer": "delivery"}


def _fits_body(event: Event) -> bool:
    body = event.body
    if body is None or not (_is_text_or_none(body.raw) and _is_text_or_none(body.reason)):
        return False
    return _READERS[event.header.kind](event, body.value)


def _is_text_or_none(value: object) -> bool:
    return value is None or isinstance(value, str)


def _is_number_or_none(value: object) -> bool:
    return value is None or (type(value) is int and abs(value) <= _LARGEST)


_LARGEST = 2**53 - 1
"""No reader of JSON has to know larger numbers, so they have no canonical spelling."""


def _fits_set(event: Event, value: object) -> bool:
    field = event.header.field
    if event.header.dose is not None:
        if field == "removed":
            return value is None or isinstance(value, bool)
        return _fits_dose_field(field, value)
    return _fits_person_field(field, value)


def _fits_person_field(field: str | None, value: object) -> bool:
    return field in _OF_A_PERSON and _OF_A_PERSON[field](value)


def _fits_dose_field(field: str | None, value: object) -> bool:
    return field in _OF_A_DOSE and _OF_A_DOSE[field](value)


def _is_plain_or_none(value: object) -> bool:
    """Tell whether a value is a text as fields hold them: no reader of a field lets a character pass that hides."""
    return value is None or (isinstance(value, str) and (value.isprintable() or not _HIDDEN(value)))


_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]").search
"""Control characters, line ends, and what changes the direction of writing: on a screen they show something else."""


def _is_guardian(value: object) -> bool:
    return value is None or (
        isinstance(value, dict) and value.keys() <= _GUARDIAN and all(map(_is_plain_or_none, value.values()))
    )


def _is_one_of(known: frozenset[str | None]) -> Callable[[object], bool]:
    return lambda value: _is_text_or_none(value) and value in known


def _is_date_or_none(value: object) -> bool:
    return value is None or (isinstance(value, str) and is_date(value))


_OF_A_PERSON: Mapping[str | None, Callable[[object], bool]] = {
    **dict.fromkeys(_TEXTS, _is_plain_or_none),
    "birth_date": _is_date_or_none,
    "sex": _is_one_of(_SEXES),
    "id_kind": _is_one_of(_ID_KINDS),
    "priority_group": _is_number_or_none,
    "guardian": _is_guardian,
}
_OF_A_DOSE: Mapping[str | None, Callable[[object], bool]] = {
    **dict.fromkeys(_DOSE_TEXTS, _is_plain_or_none),
    "number": _is_number_or_none,
    "kind": _is_one_of(_DOSE_KINDS),
    "date": _is_date_or_none,
}


def _fits_mark(event: Event, value: object) -> bool:
    if event.header.field != "verification" or not isinstance(value, dict) or value.keys() != {"status", "because"}:
        return False
    status, because = value["status"], value["because"]
    return (
        isinstance(status, str)
        and status in STATES
        and (because is None or (isinstance(because, str) and because in REASONS))
    )


def _fits_confirm(event: Event, value: object) -> bool:
    return event.header.field is not None and (value is None or (isinstance(value, dict) and _is_shallow(value)))


def _is_shallow(value: object, depth: int = 3) -> bool:
    """Tell whether a value is nested no deeper than anything a rule rests on."""
    if isinstance(value, dict):
        return depth > 0 and all(_is_shallow(one, depth - 1) for one in value.values())
    if isinstance(value, list):
        return depth > 0 and all(_is_shallow(one, depth - 1) for one in value)
    return value is None or isinstance(value, str | int)


def _fits_pair(event: Event, value: object) -> bool:
    del event
    if not _is_shallow(value):
        return False
    verdict = value.get("verdict") if isinstance(value, dict) else value
    return verdict is None or (isinstance(verdict, str) and verdict in {"same", "keeps", "distinct"})


def _fits_row(event: Event, value: object) -> bool:
    del event
    return fits_row(value)


def fits_row(value: object) -> bool:
    """Tell whether a row event's value is one: cells as texts, values that their fields can hold."""
    if not isinstance(value, dict) or not isinstance(value.get("doses"), list):
        return False
    if not (isinstance(value.get("list"), str) and isinstance(value.get("file"), str)):
        return False
    if not _is_text_or_none(value.get("sheet")) or not _is_number_or_none(value.get("row", "")):
        return False
    return (
        value.get("row") is not None
        and is_texts(value.get("cells"))
        and fits_person(value.get("values"), value.get("raw"))
        and all(map(_fits_row_dose, value["doses"]))
    )


def _fits_row_dose(dose: object) -> bool:
    return isinstance(dose, dict) and dose.keys() == {"values", "raw"} and fits_dose(dose["values"], dose["raw"])


def fits_person(values: object, raw: object) -> bool:
    """Tell whether what a row says of a person can be: values that their fields can hold, and texts."""
    return isinstance(values, dict) and _fit_all(values, _PLAIN, _OF_A_PERSON) and is_texts(raw)


def fits_dose(values: object, raw: object) -> bool:
    """Tell whether what a row says of a dose can be."""
    return isinstance(values, dict) and _fit_all(values, _PLAIN_OF_DOSE, _OF_A_DOSE) and is_texts(raw)


def _fit_all(
    values: dict[str, object], plain: frozenset[str], fits: Mapping[str | None, Callable[[object], bool]]
) -> bool:
    """Tell whether every value fits its field; most are texts of fields that hold any text."""
    for name, value in values.items():
        if type(value) is str and name in plain:
            if value.isprintable() or not _HIDDEN(value):
                continue
            return False
        if name not in fits or not fits[name](value):
            return False
    return True


_PLAIN = _TEXTS - {"birth_date", "sex", "id_kind"}
_PLAIN_OF_DOSE = _DOSE_TEXTS - {"date", "kind"}


def is_texts(value: object) -> bool:
    """Tell whether a JSON value is texts by name, and the names can be spelled (ASCII)."""
    if not isinstance(value, dict):
        return False
    # Most of what is kept beside a value is nothing.
    return not value or (_TEXT.issuperset(map(type, value.values())) and "".join(value).isascii())


def is_table(value: object, columns: int) -> bool:
    """Tell whether a JSON value is rows of so many texts each."""
    return isinstance(value, list) and all(
        isinstance(row, list) and len(row) == columns and _TEXT.issuperset(map(type, row)) for row in value
    )


_TEXT = frozenset({str})


_COLUMN_PARTS = 4
"""Sheet, column, header, field of a list's column."""


def _fits_list(event: Event, value: object) -> bool:
    del event
    if not isinstance(value, dict) or not isinstance(value.get("set_aside"), list):
        return False
    return (
        isinstance(value.get("rows"), dict)
        and _is_shallow(value)
        and is_table(value.get("units", []), len(Unit.__slots__))
        and is_table(value.get("sites", []), len(Site.__slots__))
        and is_table(value.get("columns", []), _COLUMN_PARTS)
        and all(isinstance(value.get(name), str) for name in ("file", "kind", "fingerprint"))
    )


def _fits_text(event: Event, value: object) -> bool:
    del event
    return _is_text_or_none(value)


def _fits_complaint(event: Event, value: object) -> bool:
    del event
    return fits_complaint(value)


def _fits_nothing(event: Event, value: object) -> bool:
    del event
    return value is None


def _fits_answer(event: Event, value: object) -> bool:
    del event
    if not isinstance(value, dict) or value.keys() != {"reason", "state", "version"}:
        return False
    state, version = value["state"], value["version"]
    is_version = isinstance(version, str) and _VERSION(version) is not None
    return is_version and isinstance(state, str) and state in ANSWERS and _is_text_or_none(value["reason"])


def _fits_part(event: Event, value: object) -> bool:
    del event
    return value is None or (isinstance(value, str) and _ID(value) is not None)


_VERSION = re.compile(r"[0-9a-f]{32}").fullmatch
ANSWERS = frozenset({"accepted", "rejected"})

_READERS = {
    "row": _fits_row, "list": _fits_list, "set": _fits_set, "mark": _fits_mark, "confirm": _fits_confirm,
    "pair": _fits_pair, "flag": _fits_text, "complaint": _fits_complaint, "entered": _fits_text, "answer": _fits_answer,
    "part": _fits_part,
    "erase": _fits_nothing,
    "retract": _fits_nothing,
}  # fmt: skip
