"""One fact in the journal: its canonical bytes, its hash, its clock (``vaxdesk/store/SCHEMA.md``).

The format is for ever: a header that is chained and signed, and a body beside it that can be erased for good.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import lru_cache
from typing import Any, Final, Literal

import orjson

from vaxdesk.model.person import Value
from vaxdesk.model.records import dataclass

Origin = Literal["list", "platform", "rule", "typed", "card", "police"]
"""Where a value comes from, weakest first; in a conflict the stronger is shown until somebody settles it."""

STRENGTH: dict[str, int] = {"list": 0, "platform": 1, "rule": 2, "typed": 3, "card": 4, "police": 5}

Kind = Literal[
    "row", "list", "set", "mark", "confirm", "pair", "flag", "complaint", "entered", "answer", "part", "retract",
    "erase",
]  # fmt: skip
"""row: a list's row · list: the list a load read · set: a value · mark: verification · confirm: right as it is ·
pair: two people are one, or are two · flag: a word for a colleague · complaint: what a citizen reports as wrong ·
entered: typed into the portal by hand · answer: what the platform said of a row ·
part: whose a hamlet is · retract: takes a step or events back · erase: removes bodies for good."""

FIRST = "0" * 64
"""What stands for the hash before the first event of a chain."""


spell_canonical = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, check_circular=False
).encode
"""Gives the one spelling of a JSON value as text; see :func:`write_canonical`."""

_AS_IS: Final = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME
_CANONICAL: Final = orjson.OPT_SORT_KEYS | _AS_IS


def spell_value(value: Value) -> bytes:
    """Give the one spelling of what a body may hold, as ``write_canonical`` does, several times as fast.

    Not for JSON of any kind: a float, which no body holds, would be spelled as it comes. ValueError for what has no
    spelling: half of a character pair, a whole number beyond 64 bits.
    """
    try:
        return orjson.dumps(value, option=_CANONICAL)
    except TypeError as error:
        raise ValueError(str(error)) from error


_quote = json.encoder.encode_basestring


def _quote_or_null(text: str | None) -> str:
    return "null" if text is None else _quote(text)


def write_canonical(value: object) -> bytes:
    """Give the one spelling of a JSON value: sorted keys, no spaces, text as it is, UTF-8 (RFC 8785 without floats)."""
    return spell_canonical(value).encode("utf-8")


@dataclass(frozen=True, slots=True)
class Body:
    """What an event says. Erasing removes it with its salt, so that not even guessing can bring it back."""

    value: Value
    salt: str
    reason: str | None = None
    raw: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Give the body as a JSON object."""
        return {"value": self.value, "salt": self.salt, "reason": self.reason, "raw": self.raw}

    def spell(self) -> tuple[str, str]:
        """Give the canonical JSON of the body with its salt, as it is kept, and its digest.

        The digest is SHA-256 of the salt's bytes and of the canonical body without salt, in hex.
        """
        raw = b"null" if self.raw is None else spell_value(self.raw)
        reason = b"null" if self.reason is None else spell_value(self.reason)
        value = spell_value(self.value)
        said = b'{"raw":%b,"reason":%b,' % (raw, reason)
        digest = hashlib.sha256(b'%b%b"value":%b}' % (bytes.fromhex(self.salt), said, value)).hexdigest()
        return (b'%b"salt":%b,"value":%b}' % (said, spell_value(self.salt), value)).decode(), digest

    def digest(self) -> str:
        """Give what the header names the body by."""
        return self.spell()[1]


@dataclass(frozen=True, slots=True)
class Header:
    """Who, when, where, what, replacing what; chained per device and stream, and never erased.

    ``clock`` is a hybrid logical clock of 16 hex digits (12 of milliseconds since 1970, 4 of a counter), ``prev`` the
    hash of the header before in this device's chain of this stream, ``basis`` the ids of the events this one replaces
    (of a retract: what it takes back), ``body`` the body's digest.
    """

    id: str
    stream: str
    device: str
    seq: int
    prev: str
    clock: str
    user: str
    step: str
    kind: str
    person: str | None
    dose: str | None
    field: str | None
    basis: tuple[str, ...]
    origin: str
    body: str

    def as_json(self) -> dict[str, Any]:
        """Give the header as a JSON object."""
        return {
            "id": self.id, "stream": self.stream, "device": self.device, "seq": self.seq, "prev": self.prev,
            "clock": self.clock, "user": self.user, "step": self.step, "kind": self.kind, "person": self.person,
            "dose": self.dose, "field": self.field, "basis": list(self.basis), "origin": self.origin,
            "body": self.body,
        }  # fmt: skip

    def spell(self) -> str:
        """Give the canonical JSON of the header, as ``write_canonical`` gives it, several times as fast."""
        quote = _quote_or_null
        return (
            f'{{"basis":[{",".join(map(_quote, self.basis))}],"body":{_quote(self.body)},"clock":{_quote(self.clock)},'
            f'"device":{_quote(self.device)},"dose":{quote(self.dose)},"field":{quote(self.field)},'
            f'"id":{_quote(self.id)},"kind":{_quote(self.kind)},"origin":{_quote(self.origin)},'
            f'"person":{quote(self.person)},"prev":{_quote(self.prev)},"seq":{self.seq},"step":{_quote(self.step)},'
            f'"stream":{_quote(self.stream)},"user":{_quote(self.user)}}}'
        )

    def digest(self) -> str:
        """Give the SHA-256 of the canonical header in hex: the next event of the chain names it."""
        return hashlib.sha256(self.spell().encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Event:
    """A header and, unless it was erased, its body."""

    header: Header
    body: Body | None

    def as_json(self) -> dict[str, Any]:
        """Give the event as it travels: one line of ``events.ndjson``."""
        return {"header": self.header.as_json(), "body": None if self.body is None else self.body.as_json()}


_HEADER_TEXTS = ("id", "stream", "device", "prev", "clock", "user", "step", "kind", "origin", "body")
_HEADER_NAMES = frozenset(Header.__slots__)


def read_event(line: object) -> Event:
    """Read an event as :meth:`Event.as_json` gives it.

    Raises ValueError where a key is missing, unknown or of the wrong type, where the body doesn't fit the header's
    digest, or where the body has no canonical spelling: nothing of a package is believed before this.
    """
    if not isinstance(line, dict) or set(line) != {"header", "body"}:
        msg = "an event has a header and a body"
        raise ValueError(msg)
    said, body_said = line["header"], line["body"]
    if not isinstance(said, dict) or set(said) != _HEADER_NAMES:
        msg = "the header's keys are not those of an event"
        raise ValueError(msg)
    texts_right = all(isinstance(said[name], str) for name in _HEADER_TEXTS)
    optional_right = all(said[name] is None or isinstance(said[name], str) for name in ("person", "dose", "field"))
    basis_right = isinstance(said["basis"], list) and all(isinstance(one, str) for one in said["basis"])
    seq_right = type(said["seq"]) is int and 1 <= said["seq"] <= _LARGEST
    if not (texts_right and optional_right and basis_right and seq_right):
        msg = "a value of the header has the wrong type"
        raise ValueError(msg)
    header = Header(**{**said, "basis": tuple(said["basis"])})
    header.spell().encode()  # half of a character pair has no UTF-8
    if body_said is None:
        return Event(header, None)
    if not isinstance(body_said, dict) or set(body_said) != {"value", "salt", "reason", "raw"}:
        msg = "the body's keys are not those of an event"
        raise ValueError(msg)
    body = Body(**body_said)
    if not isinstance(body.salt, str) or not _SALT(body.salt) or not _is_canonical([body.value, body.reason, body.raw]):
        msg = "the body has no canonical spelling"
        raise ValueError(msg)
    if body.digest() != header.body:
        msg = "the body doesn't fit the header"
        raise ValueError(msg)
    return Event(header, body)


_SALT = re.compile(r"[0-9a-f]{32}").fullmatch
_LARGEST = 2**53 - 1
"""The largest whole number that every reader of JSON reads as it is (RFC 8785 follows I-JSON, RFC 7493 section 2.2)."""


def _is_canonical(value: object) -> bool:
    """Tell whether a JSON value is of the subset that is spelled: no floats, no huge numbers, keys in ASCII."""
    to_visit = [value]
    while to_visit:
        one = to_visit.pop()
        if isinstance(one, dict):
            if not all(isinstance(key, str) and key.isascii() for key in one):
                return False
            to_visit.extend(one.values())
        elif isinstance(one, list):
            to_visit.extend(one)
        elif not (one is None or isinstance(one, str | bool) or (isinstance(one, int) and abs(one) <= _LARGEST)):
            return False
    return True


class Clock:
    """A hybrid logical clock: never behind what it has seen, close to the wall clock where that is right.

    A dead battery (2010, 2099) can neither reorder nor block: time only ever goes on.
    """

    def __init__(self, last: str = "0" * 16) -> None:
        self._ms, self._count = int(last[:12], 16), int(last[12:], 16)

    @property
    def last(self) -> str:
        """The latest reading given or seen."""
        return f"{self._ms:012x}{self._count:04x}"

    def tick(self, now_ms: int) -> str:
        """Give a reading later than all before: ``now_ms`` (milliseconds since 1970) if the wall clock isn't behind."""
        if now_ms > self._ms:
            self._ms, self._count = now_ms, 0
        elif self._count == 0xFFFF:
            self._ms, self._count = self._ms + 1, 0
        else:
            self._count += 1
        return self.last

    def see(self, reading: str, now_ms: int) -> None:
        """Remember somebody else's reading, unless it lies more than a day ahead of the wall clock.

        A laptop whose clock stands at 2099 takes nobody along: what comes after is told by bases, not by clocks.
        """
        if reading > self.last and int(reading[:12], 16) <= now_ms + _DAY_MS:
            self._ms, self._count = int(reading[:12], 16), int(reading[12:], 16)


_DAY_MS = 86_400_000


def read_clock_ms(reading: str) -> int:
    """Give the milliseconds since 1970 (UTC) of a clock reading."""
    return int(reading[:12], 16)


def shape_id(now_ms: int, chance: int) -> str:
    """Shape a UUIDv7 (RFC 9562) of 48 bits of milliseconds and 80 random bits. Order never depends on it."""
    return _spell_uuid(f"{now_ms << 80 | chance:032x}", "7")


_VARIANT = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}


def _spell_uuid(text: str, version: str) -> str:
    """Make a UUID of the first 32 hex digits: version and variant take the place of six bits."""
    return f"{text[:8]}-{text[8:12]}-{version}{text[13:16]}-{_VARIANT[text[16]]}{text[17:20]}-{text[20:32]}"


_ROWS = bytes.fromhex("5e6f0a5c3f1d5d0f9c0b6c2f5b1c7a21")
"""Namespace of the ids that a row or a place in a row always gives, on whichever laptop."""


@lru_cache(maxsize=1024)
def mark_stream(stream: str) -> str:
    """Give the eight hex digits that start the ids of a stream's people."""
    return hashlib.sha256(stream.encode("utf-8")).hexdigest()[:8]


def person_id(stream: str, *parts: str) -> str:
    """Give the id of a person of a stream (a UUIDv8): the same stream and parts give the same id everywhere.

    It starts with the stream's mark, so that whose people an event speaks of can be told from its header alone, and no
    station can write about another's.
    """
    name = name_id(*parts)
    return f"{mark_stream(stream)}{name[8:14]}8{name[15:]}"


def is_of_stream(person: str, stream: str) -> bool:
    """Tell whether a person belongs to a stream."""
    return person.startswith(mark_stream(stream))


def name_id(*parts: str) -> str:
    """Give the UUIDv5 of the parts: the same parts give the same id everywhere."""
    digest = hashlib.sha1(_ROWS + "\x1f".join(parts).encode("utf-8"), usedforsecurity=False).hexdigest()
    return _spell_uuid(digest, "5")
