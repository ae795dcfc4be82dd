"""The signed list of contents of a package (``FORMAT.md`` section 3)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from vaxdesk.exchange.canonical import read_canonical
from vaxdesk.exchange.cards import Card, is_name
from vaxdesk.model.event import write_canonical

PackageKind = Literal["sync", "receipt", "results", "transfer", "join"]

FORMAT = "vaxdesk-package/1"
_ANY_FORMAT = re.compile(r"vaxdesk-package/[0-9]+")
_KINDS = frozenset({"sync", "receipt", "results", "transfer", "join"})
_HASH = re.compile(r"[0-9a-f]{64}")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})")
_ID = re.compile(r"[0-9A-Za-z-]{1,64}")

Have = Mapping[str, Mapping[str, tuple[int, str]]]
"""By stream and device: the last number held of that chain, and its event's hash."""


class NewerFormatError(ValueError):
    """The format's number, or the kind, is of a later program."""


@dataclass(frozen=True, slots=True)
class Party:
    """One end of a package, as on its card: a sender's ``key`` is its signing key, a receiver's its receiving key."""

    name: str
    code: str
    device: str
    key: str

    def as_json(self) -> dict[str, str]:
        """Give the party as the manifest names it."""
        return {"name": self.name, "code": self.code, "device": self.device, "key": self.key}


@dataclass(frozen=True, slots=True)
class Entry:
    """A member of the zip: SHA-256 in hex and size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a package says of itself; ``previous`` is the SHA-256 of the file before in its row, ``created`` ISO."""

    id: str
    kind: PackageKind
    number: int
    previous: str | None
    void: tuple[int, ...]
    created: str
    sender: Party
    receiver: Party
    counts: Mapping[str, int]
    have: Have
    entries: Mapping[str, Entry]

    def as_json(self) -> dict[str, Any]:
        """Give the JSON object."""
        return {
            "format": FORMAT,
            "id": self.id,
            "kind": self.kind,
            "number": self.number,
            "previous": self.previous,
            "void": list(self.void),
            "created": self.created,
            "sender": self.sender.as_json(),
            "receiver": self.receiver.as_json(),
            "counts": dict(self.counts),
            "have": write_have(self.have),
            "entries": {name: {"sha256": one.sha256, "size": one.size} for name, one in self.entries.items()},
        }


def make_parties(sender: Card, receiver: Card) -> tuple[Party, Party]:
    """Give both ends as the manifest names them."""
    return (
        Party(sender.name, sender.code, sender.device, sender.sign),
        Party(receiver.name, receiver.code, receiver.device, receiver.receive),
    )


def write_manifest(manifest: Manifest) -> bytes:
    """Write ``manifest.json``; ValueError where :func:`read_manifest` would refuse it."""
    data = write_canonical(manifest.as_json())
    read_manifest(data)
    return data


def read_manifest(data: bytes) -> Manifest:
    """Read ``manifest.json``; NewerFormatError on a later format or kind, ValueError on anything that isn't exact."""
    said = read_object(read_canonical(data))
    _need(isinstance(said.get("format"), str))
    if said["format"] != FORMAT and _ANY_FORMAT.fullmatch(said["format"]):
        raise NewerFormatError(said["format"])
    _need(said["format"] == FORMAT)
    _need(set(said) == {"format", *Manifest.__slots__})
    _need(isinstance(said["kind"], str))
    if said["kind"] not in _KINDS:
        raise NewerFormatError(said["kind"])
    _need(_fits(_UUID, said["id"]) and _is_package_number(said["number"]) and _fits(_INSTANT, said["created"]))
    _need(said["previous"] is None or _fits(_HASH, said["previous"]))
    _need(isinstance(said["void"], list) and all(map(_is_package_number, said["void"])))
    _need(all(is_number(one) for one in read_object(said["counts"]).values()))
    return Manifest(
        id=said["id"],
        kind=said["kind"],
        number=said["number"],
        previous=said["previous"],
        void=tuple(said["void"]),
        created=said["created"],
        sender=_read_party(said["sender"]),
        receiver=_read_party(said["receiver"]),
        counts=said["counts"],
        have=read_have(said["have"]),
        entries=_read_entries(said["entries"]),
    )


def write_have(have: Have) -> dict[str, dict[str, list[int | str]]]:
    """Give what is held of each chain as JSON: ``{stream: {device: [last number, hash]}}``."""
    return {
        stream: {device: [last, digest] for device, (last, digest) in devices.items()}
        for stream, devices in have.items()
    }


def read_have(said: object) -> dict[str, dict[str, tuple[int, str]]]:
    """Read what :func:`write_have` gave; ValueError on anything else."""
    have: dict[str, dict[str, tuple[int, str]]] = {}
    for stream, devices in read_object(said).items():
        _need(_fits(_ID, stream))
        have[stream] = {}
        for device, pair in read_object(devices).items():
            _need(_fits(_ID, device) and isinstance(pair, list) and len(pair) == 2)
            _need(is_number(pair[0], least=1) and _fits(_HASH, pair[1]))
            have[stream][device] = (pair[0], pair[1])
    return have


MOST = 2**53
"""No count of anything here comes near; what a file claims beyond it is refused."""
MOST_PACKAGES = 1_000_000


def read_object(said: object) -> dict[str, Any]:
    """Give a JSON value as an object; ValueError on anything else."""
    if not isinstance(said, dict):
        msg = "not an object"
        raise ValueError(msg)  # noqa: TRY004  what comes from outside is refused with one kind of error
    return said


def is_number(value: object, *, least: int = 0) -> bool:
    """Tell whether a JSON value is a whole number, at least ``least`` and one a database holds; true is none."""
    return type(value) is int and least <= value <= MOST


def _is_package_number(value: object) -> bool:
    return is_number(value, least=1) and value <= MOST_PACKAGES  # type: ignore[operator]


def _read_party(said: object) -> Party:
    texts = read_object(said)
    _need(set(texts) == set(Party.__slots__) and all(isinstance(one, str) for one in texts.values()))
    party = Party(**texts)
    _need(is_name(party.name) and _fits(_ID, party.code) and _fits(_ID, party.device))
    return party


def _read_entries(said: object) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    for name, value in read_object(said).items():
        one = read_object(value)
        _need(set(one) == {"sha256", "size"})
        _need(_fits(_HASH, one["sha256"]) and is_number(one["size"]))
        entries[name] = Entry(one["sha256"], one["size"])
    return entries


def _fits(shape: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and shape.fullmatch(value) is not None


def _need(right: bool) -> None:  # noqa: FBT001
    if not right:
        msg = "not a manifest"
        raise ValueError(msg)
