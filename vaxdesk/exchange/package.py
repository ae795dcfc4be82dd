"""Building and opening ``.vaxsync`` (``FORMAT.md`` sections 3 to 5)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vaxdesk.exchange.archive import (
    LARGEST_SEALED,
    LARGEST_UNPACKED,
    MOST_MEMBERS,
    Member,
    TooMuchError,
    pack_member,
    read_archive,
    unpack_member,
    write_archive,
)
from vaxdesk.exchange.canonical import read_canonical
from vaxdesk.exchange.cards import Card, DeviceKeys
from vaxdesk.exchange.chains import check_chains, is_head
from vaxdesk.exchange.errors import (
    NewerPackage,
    NotAnInvitation,
    NotAPackage,
    NotForThisDevice,
    PackageChanged,
    PackageContradicts,
    PackageOverflows,
    PackageTooLarge,
    UnknownSender,
)
from vaxdesk.exchange.manifest import (
    Entry,
    Have,
    Manifest,
    NewerFormatError,
    PackageKind,
    make_parties,
    read_have,
    read_manifest,
    read_object,
    write_have,
    write_manifest,
)
from vaxdesk.exchange.seal import give_recipient, open_sealed, seal_bytes
from vaxdesk.exchange.signature import check_signature, sign_message
from vaxdesk.exchange.tables import DESCRIPTION, DOSES, PEOPLE, write_tables
from vaxdesk.exchange.vouchers import Vouched, Voucher, find_self, judge, read_vouchers
from vaxdesk.model.event import Event, read_event, write_canonical

MANIFEST_NAMESPACE = "vaxdesk"
_MANIFEST, _SIGNATURE = "manifest.json", "manifest.json.sig"
_EVENTS, _HEADS, _RECEIPT, _VOUCHERS = "events.ndjson", "heads.json", "receipt.json", "vouchers.json"
_ALWAYS = frozenset({_EVENTS, _HEADS, DESCRIPTION, PEOPLE, DOSES})
_UPLOAD = re.compile(r"upload/([0-9A-Za-z_-][0-9A-Za-z._-]{0,99}\.xlsx)")
_LARGEST_MANIFEST = 4 << 20
_LARGEST_SIGNATURE = 4096
_LARGEST_VOUCHERS = 1 << 20


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a device tells of what it took in.

    ``packages`` are the ids taken, ``have`` is up to where it now holds every chain, ``not_ready`` are pairs of person
    and rule, ``conflicts`` of person and field.
    """

    packages: tuple[str, ...]
    have: Have
    not_ready: tuple[tuple[str, str], ...] = ()
    conflicts: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Give ``receipt.json``."""
        return {
            "packages": list(self.packages),
            "have": write_have(self.have),
            "not_ready": [{"person": person, "rule": rule} for person, rule in self.not_ready],
            "conflicts": [{"person": person, "field": name} for person, name in self.conflicts],
        }


@dataclass(frozen=True, slots=True)
class PackageDraft:
    """What goes into a package: ``people`` are records of ``write_record``, ``uploads`` workbooks by name."""

    kind: PackageKind
    id: str
    number: int
    previous: str | None
    void: tuple[int, ...]
    created: str
    sender: Card
    receiver: Card
    counts: Mapping[str, int]
    have: Have
    events: Sequence[Event] = ()
    heads: Sequence[Mapping[str, Any]] = ()
    people: Sequence[Mapping[str, Any]] = ()
    uploads: Mapping[str, bytes] = field(default_factory=dict)
    receipt: Receipt | None = None
    vouchers: Sequence[Voucher] = ()


@dataclass(frozen=True, slots=True)
class Trust:
    """Whom a receiver trusts when a package is opened.

    ``cards`` are all that vouch for what their devices wrote, by device, this device's own included; ``voices`` those
    whose word on other devices counts, with who vouched for them (:func:`vaxdesk.exchange.vouchers.judge`);
    ``limits`` the numbers by stream up to which a revoked device's chains count. ``introducer`` is the device by whose
    invitation one joins, and nobody otherwise: it alone may introduce others than its own station's.
    """

    cards: Mapping[str, Card]
    voices: Mapping[str, str | None] = field(default_factory=dict)
    limits: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    introducer: str | None = None


@dataclass(frozen=True, slots=True)
class OpenedPackage:
    """A package of which everything was verified. ``sha256`` is that of the whole file, in hex.

    ``people`` and ``doses`` are the tables as they are, ``vouched`` what holds of the vouchers in it.
    """

    manifest: Manifest
    sha256: str
    events: tuple[Event, ...]
    heads: tuple[Mapping[str, Any], ...]
    receipt: Receipt | None
    uploads: Mapping[str, bytes]
    people: bytes = b""
    doses: bytes = b""
    vouched: Vouched = field(default_factory=Vouched)


def build_package(draft: PackageDraft, keys: DeviceKeys) -> bytes:
    """Build the sealed file.

    Raises PackageOverflows where it is too much for one, ValueError where :func:`open_package` would not take it.
    """
    contents = {
        _EVENTS: _write_events(draft.events),
        _HEADS: write_canonical(list(draft.heads)),
        **write_tables(draft.people),
        **{f"upload/{name}": data for name, data in draft.uploads.items()},
    }
    if draft.receipt is not None:
        contents[_RECEIPT] = write_canonical(draft.receipt.as_json())
    if draft.vouchers:
        contents[_VOUCHERS] = write_canonical([one.as_json() for one in draft.vouchers])
    _check_names(contents, draft.kind)
    sender, receiver = make_parties(draft.sender, draft.receiver)
    manifest = write_manifest(
        Manifest(
            id=draft.id,
            kind=draft.kind,
            number=draft.number,
            previous=draft.previous,
            void=draft.void,
            created=draft.created,
            sender=sender,
            receiver=receiver,
            counts=draft.counts,
            have=draft.have,
            entries={name: Entry(_digest(data), len(data)) for name, data in contents.items()},
        )
    )
    total = len(manifest) + sum(map(len, contents.values()))
    if total > LARGEST_UNPACKED - _LARGEST_SIGNATURE or len(contents) > MOST_MEMBERS - 2:
        raise PackageOverflows(name=draft.receiver.name)
    signature = sign_message(keys.sign, manifest, MANIFEST_NAMESPACE).encode()
    archive = write_archive(
        [
            pack_member(_MANIFEST, manifest),
            pack_member(_SIGNATURE, signature),
            *(pack_member(name, contents[name]) for name in sorted(contents)),
        ]
    )
    return seal_bytes(archive, draft.receiver.receive)


def name_package(number: int, sender: Card, receiver: Card) -> str:
    """Name a package's file: the two codes, the number, a mark of the two devices; nothing of a person.

    Two laptops of a station count alike, and what one writes must never take the place of what the other wrote.
    """
    pair = hashlib.sha256(f"{sender.device} {receiver.device}".encode()).hexdigest()[:6]
    return f"vaxdesk-{sender.code}-{receiver.code}-{number:04}-{pair}.vaxsync"


def open_package(
    data: bytes, *, identity: str, trusted: Mapping[str, Card], file: str, trust: Trust | None = None
) -> OpenedPackage:
    """Open a package and verify all of it before anything of it is given.

    ``identity`` is this device's receiving identity, ``trusted`` the cards trusted by device, this device's own
    included; ``file`` is the package's name, for the sentence that refuses it; ``trust`` says more than ``trusted``.
    Which of its events fit what the store holds is the next question: :func:`vaxdesk.exchange.chains.check_chains`.

    Raises one of the errors of :mod:`vaxdesk.exchange.errors`, all of them DoNotTrust.
    """
    if len(data) > LARGEST_SEALED:
        raise PackageTooLarge(file=file)
    given = trust or Trust(trusted)
    members = _read_members(open_sealed(data, identity, file=file), file)
    vouched = _judge_vouchers(members, given, file)
    trusted = {**vouched.cards, **given.cards}
    manifest = _check_manifest(members, identity, trusted, file)
    contents = _unpack_contents(members, manifest, file)
    part = _EVENTS
    try:
        events = tuple(read_event(read_canonical(line)) for line in _split_lines(contents[_EVENTS]))
        _need(manifest.counts.get("events", len(events)) == len(events))
        part = _HEADS
        heads = read_canonical(contents[_HEADS])
        _need(isinstance(heads, list) and all(is_head(one) for one in heads))
        part = _RECEIPT
        receipt = _read_receipt(contents[_RECEIPT]) if manifest.kind == "receipt" else None
    except ValueError as error:
        raise PackageContradicts(file=file, part=part) from error
    check_chains(events, heads, trusted, {}, limits=given.limits, file=file)
    # A head nobody could check yet is not handed on: kept, it would poison its chain once the card is trusted.
    checked = tuple(head for head in heads if head["device"] in trusted)
    uploads = {found[1]: contents[name] for name in contents if (found := _UPLOAD.fullmatch(name))}
    return OpenedPackage(
        manifest, _digest(data), events, checked, receipt, uploads, contents[PEOPLE], contents[DOSES], vouched
    )


def read_invitation(data: bytes, *, identity: str, file: str) -> Card:
    """Give the card that the sender of a join package shows of itself: nothing but its words proves whose it is.

    Raises NotAnInvitation where the package is of another kind, and the errors of :func:`open_package`.
    """
    if len(data) > LARGEST_SEALED:
        raise PackageTooLarge(file=file)
    members = _read_members(open_sealed(data, identity, file=file), file)
    try:
        manifest = read_manifest(unpack_member(members[_MANIFEST]))
        card = find_self(_unpack_vouchers(members), manifest.sender.device)
    except NewerFormatError as error:
        raise NewerPackage(file=file) from error
    except ValueError as error:
        raise PackageChanged(file=file) from error
    if manifest.kind != "join" or card is None:
        raise NotAnInvitation(file=file)
    return card


def _unpack_vouchers(members: Mapping[str, Member]) -> tuple[Voucher, ...]:
    member = members.get(_VOUCHERS)
    if member is None:
        return ()
    _need(member.size <= _LARGEST_VOUCHERS)
    return read_vouchers(unpack_member(member))


def _judge_vouchers(members: Mapping[str, Member], trust: Trust, file: str) -> Vouched:
    """Tell which vouchers in a package hold: each bears a signature of its own, whoever brings it."""
    try:
        vouchers = _unpack_vouchers(members)
    except ValueError as error:
        raise PackageChanged(file=file) from error
    return judge(vouchers, trust.cards, trust.voices, introducer=trust.introducer, file=file)


def _read_members(archive: bytes, file: str) -> dict[str, Member]:
    try:
        members = read_archive(archive)
    except TooMuchError as error:
        raise PackageTooLarge(file=file) from error
    except ValueError as error:
        raise NotAPackage(file=file) from error
    names = [member.name for member in members]
    if names[:2] != [_MANIFEST, _SIGNATURE] or names[2:] != sorted(names[2:]):
        raise NotAPackage(file=file)
    if members[0].size > _LARGEST_MANIFEST or members[1].size > _LARGEST_SIGNATURE:
        raise PackageTooLarge(file=file)
    return {member.name: member for member in members}


def _check_manifest(members: Mapping[str, Member], identity: str, trusted: Mapping[str, Card], file: str) -> Manifest:
    """Read the manifest and check who signed it for whom."""
    try:
        said = unpack_member(members[_MANIFEST])
        signature = unpack_member(members[_SIGNATURE]).decode("ascii")
        manifest = read_manifest(said)
    except NewerFormatError as error:
        raise NewerPackage(file=file) from error
    except ValueError as error:
        raise PackageChanged(file=file) from error
    sender = manifest.sender
    card = trusted.get(sender.device)
    if card is None or (card.name, card.code, card.sign) != (sender.name, sender.code, sender.key):
        raise UnknownSender(file=file, name=sender.name)
    if not check_signature(signature, said, MANIFEST_NAMESPACE, card.sign):
        raise PackageChanged(file=file)
    # The key decides, not the device's id: a restored store has a new id and still gets what is on its way.
    if manifest.receiver.key != give_recipient(identity):
        raise NotForThisDevice(file=file)
    return manifest


def _unpack_contents(members: Mapping[str, Member], manifest: Manifest, file: str) -> dict[str, bytes]:
    """Unpack what the signed manifest lists, each of the size and SHA-256 it states."""
    listed = {name: one for name, one in members.items() if name not in (_MANIFEST, _SIGNATURE)}
    contents: dict[str, bytes] = {}
    try:
        _need(set(listed) == set(manifest.entries))
        for name, member in listed.items():
            _need(member.size == manifest.entries[name].size)
            contents[name] = unpack_member(member)
            _need(_digest(contents[name]) == manifest.entries[name].sha256)
    except ValueError as error:
        raise PackageChanged(file=file) from error
    try:
        _check_names(contents, manifest.kind)
    except ValueError as error:
        raise PackageContradicts(file=file, part=_MANIFEST) from error
    return contents


def _check_names(names: Iterable[str], kind: str) -> None:
    wanted = _ALWAYS | {_RECEIPT} if kind == "receipt" else _ALWAYS
    given = set(names)
    others = given - wanted - {_VOUCHERS}
    if not wanted <= given or not all(_UPLOAD.fullmatch(name) for name in others):
        msg = f"a package of this kind holds other members: {sorted(others)}"
        raise ValueError(msg)


def _write_events(events: Iterable[Event]) -> bytes:
    ordered = sorted(events, key=lambda one: (one.header.stream, one.header.device, one.header.seq))
    return b"".join(write_canonical(one.as_json()) + b"\n" for one in ordered)


def _split_lines(data: bytes) -> list[bytes]:
    # Not splitlines: a line's text may hold other line ends, as they are.
    lines = data.split(b"\n")
    _need(lines.pop() == b"")
    return lines


def _read_receipt(data: bytes) -> Receipt:
    said = read_object(read_canonical(data))
    _need(set(said) == set(Receipt.__slots__) and isinstance(said["packages"], list))
    _need(all(isinstance(one, str) for one in said["packages"]))
    return Receipt(
        tuple(said["packages"]),
        read_have(said["have"]),
        _read_pairs(said["not_ready"], "rule"),
        _read_pairs(said["conflicts"], "field"),
    )


def _read_pairs(said: object, second: str) -> tuple[tuple[str, str], ...]:
    _need(isinstance(said, list))
    pairs = [read_object(one) for one in said] if isinstance(said, list) else []
    _need(all(set(one) == {"person", second} and all(isinstance(text, str) for text in one.values()) for one in pairs))
    return tuple((one["person"], one[second]) for one in pairs)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _need(right: bool) -> None:  # noqa: FBT001
    if not right:
        msg = "not as the format says"
        raise ValueError(msg)
