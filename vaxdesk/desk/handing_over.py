"""Handing over: packages out to those whose card one trusts, packages in, receipts (``vaxdesk/exchange/FORMAT.md``)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import ForeignStream, PackageUnfit
from vaxdesk.desk.trusting import (
    find_all_keys,
    find_own_card,
    find_own_keys,
    find_receiver,
    now,
    read_former,
    read_trusted,
)
from vaxdesk.desk.uploading import PLATFORM_FILE, Upload, prepare_upload
from vaxdesk.errors import StaffCanFix
from vaxdesk.exchange.cards import Card
from vaxdesk.exchange.chains import ChainResult, check_chains, sign_head
from vaxdesk.exchange.drive import Ticks, read_from_drive, write_onto_drive
from vaxdesk.exchange.errors import ChainForked, NewerPackage, NotForThisDevice, UnknownSender
from vaxdesk.exchange.package import OpenedPackage, PackageDraft, Receipt, build_package, name_package, open_package
from vaxdesk.model.event import Event, read_event
from vaxdesk.model.shape import explain_malformed
from vaxdesk.store import PackageLine, Written, make_id
from vaxdesk.systems import this_system

Have = Mapping[str, Mapping[str, tuple[int, str]]]
Phase = Literal["sealed", "written", "read_back", "equal"]
"""What is proven of a package so far, in this order: signed and sealed, on the drive itself, read back, the same."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A package that was written and read back from where it lies."""

    path: Path
    id: str
    number: int
    counts: Mapping[str, int]
    sha256: str


@dataclass(frozen=True, slots=True)
class Received:
    """What a package is and does, or would do.

    ``already`` counts events that were known; ``missing`` are numbers that were sent and never came, where events
    are lacking for it; ``unanswered`` is why the receipt could not be written.
    """

    id: str
    kind: str
    sender: str
    number: int
    events: int
    new: int
    already: int
    people: tuple[str, ...]
    conflicts: tuple[tuple[str, str], ...]
    missing: tuple[int, ...]
    receipt: Path | None = None
    unanswered: StaffCanFix | None = None


def pack(
    desk: Desk, to: str, folder: Path, *, everything: bool = False, told: Callable[[Phase], None] | None = None
) -> Packed:
    """Write a package of what the receiver has not confirmed (or of all) into a folder or onto a stick.

    A number is reserved first; one that a crash left open is named void in the next. ``told`` hears of each phase when
    it is through. Raises UnknownReceiver, and the errors of writing.
    """
    return _send(desk, find_receiver(desk, to), folder, kind="sync", everything=everything, told=told)


def inspect(desk: Desk, path: Path) -> Received:
    """Tell what is in a package and what it would do, changing nothing. Raises the errors of :func:`receive`."""
    opened, result = _open(desk, path)
    with desk.store.rehearsal():
        return _apply(desk, opened, result)


def receive(desk: Desk, path: Path, receipts: Path | None = None) -> Received:
    """Check a package and take it in, whole or not at all; with a folder for it, answer with a receipt.

    Taking it in again changes nothing and gives the receipt again, also where the first could not be written
    (``unanswered``). Raises the errors of :mod:`vaxdesk.exchange.errors`, PackageUnfit, and what the store raises.
    """
    opened, result = _open(desk, path)
    with desk.store.transaction():
        received = _apply(desk, opened, result)
    if receipts is None or opened.manifest.kind == "receipt":
        return received
    try:
        return replace(received, receipt=_answer(desk, opened, received, receipts))
    except StaffCanFix as error:
        return replace(received, unanswered=error)


def _open(desk: Desk, path: Path) -> tuple[OpenedPackage, ChainResult]:
    trusted = read_trusted(desk)
    opened = unseal(desk, read_from_drive(path), trusted, path.name)
    sender = opened.manifest.sender
    if sender.device in read_former(desk) or sender.device in find_all_keys(desk):
        # Of a card that was replaced nothing is taken any more, and this device's own work doesn't come from outside.
        raise UnknownSender(file=path.name, name=sender.name)
    if opened.manifest.kind not in {"sync", "receipt"}:
        raise NewerPackage(file=path.name)
    _check_package_id(desk, opened, path.name)
    wrong = next((why for event in opened.events if (why := explain_malformed(event))), None)
    if wrong is not None:
        raise PackageUnfit(file=path.name, what=wrong)
    if desk.store.keyring.station.role == "station":
        foreign = {event.header.stream for event in opened.events} - {desk.stream}
        if foreign:
            raise ForeignStream(file=path.name, streams=", ".join(sorted(foreign)))
    waiting = [read_event(one) for one in desk.store.parcels.read_waiting()]
    heads = [*opened.heads, *desk.store.parcels.read_waiting_heads()]
    known = desk.store.journal.read_chains()
    result = check_chains([*opened.events, *waiting], heads, trusted, known, file=path.name)
    if result.forks:
        fork = result.forks[0]
        raise ChainForked(file=path.name, device=fork.device, seq=fork.seq)
    for event in result.already:
        header = event.header
        if desk.store.journal.read_digest(header.stream, header.device, header.seq) != header.digest():
            raise ChainForked(file=path.name, device=header.device, seq=header.seq)
    if desk.store.journal.find_known_ids(result.take):
        raise PackageUnfit(file=path.name, what="id")
    _check_bodies(desk, path.name, result)
    return opened, result


def _check_package_id(desk: Desk, opened: OpenedPackage, file: str) -> None:
    """Refuse a package that bears the id of another one."""
    manifest = opened.manifest
    known = [one for way in ("in", "out") for one in desk.store.parcels.read_packages(way) if one.id == manifest.id]
    if any((one.way, one.device, one.sha256) != ("in", manifest.sender.device, opened.sha256) for one in known):
        raise PackageUnfit(file=file, what="id")


def unseal(desk: Desk, data: bytes, trusted: Mapping[str, Card], file: str) -> OpenedPackage:
    """Open with this device's key, else with those it had before it was copied: what was on its way still counts."""
    own, *earlier = [keys.receive for keys in find_all_keys(desk).values()]
    try:
        return open_package(data, identity=own, trusted=trusted, file=file)
    except NotForThisDevice:
        for identity in earlier:
            with suppress(NotForThisDevice):
                return open_package(data, identity=identity, trusted=trusted, file=file)
        raise


def _check_bodies(desk: Desk, file: str, result: ChainResult) -> None:
    """Refuse an event without its body unless somebody's erasure explains it, be it one that still waits."""
    came = [*result.take, *result.waiting]
    erased = {event.header.person for event in came if event.header.kind == "erase"}
    for header in (event.header for event in result.take if event.body is None):
        named = {header.person, header.field if header.kind == "pair" else None} - {None}
        if not named & erased and not desk.store.find_erased(one for one in named if one is not None):
            raise PackageUnfit(file=file, what="body")


def _apply(desk: Desk, opened: OpenedPackage, result: ChainResult) -> Received:
    """Take everything in; to be called inside a transaction."""
    manifest, parcels = opened.manifest, desk.store.parcels
    at = now()
    before = {one.id for one in parcels.read_packages("in", manifest.sender.device)}
    written = desk.store.receive(result.take)
    desk.check(written)
    parcels.put_waiting([event.as_json() for event in result.waiting], opened.heads)
    parcels.drop_waiting()
    for head in opened.heads:
        if desk.store.journal.read_digest(head["stream"], head["device"], head["seq"]) == head["hash"]:
            parcels.put_head(head)
    last = max((one.number for one in parcels.read_packages("in", manifest.sender.device)), default=0)
    if manifest.number >= last:
        parcels.put_have(manifest.sender.device, manifest.have)
    if manifest.id not in before:
        parcels.add_package(
            PackageLine(
                manifest.id, "in", manifest.kind, manifest.sender.device, manifest.number, "taken", opened.sha256, at
            )
        )
    if opened.receipt is not None:
        _note_receipt(desk, opened.receipt, manifest.sender.device, at)
    return _tell(desk, opened, written, result)


def _note_receipt(desk: Desk, receipt: Receipt, sender: str, at: str) -> None:
    """Move deliveries on, on the word of the device that the packages were for."""
    parcels = desk.store.parcels
    # A receiver whose store was restored answers as a new device for what its former one was sent.
    name = next((one.name for one in parcels.read_cards() if one.device == sender), None)
    devices = {sender} | {one.device for one in parcels.read_cards(former=True) if one.name == name}
    sent = {one.id for device in devices for one in parcels.read_packages("out", device)}
    for package in (one for one in receipt.packages if one in sent):
        parcels.note_receipt(package, at)
        parcels.move_deliveries(parcels.read_package_rows(package), "received", package, at)


def _tell(desk: Desk, opened: OpenedPackage, written: Written, result: ChainResult) -> Received:
    manifest = opened.manifest
    sender = next(one.name for one in desk.store.parcels.read_cards() if one.device == manifest.sender.device)
    own = {event.header.id for event in opened.events}
    waiting = sum(event.header.id in own for event in result.waiting)
    conflicts = tuple((one.person.id, conflict.field) for one in written.folded.values() for conflict in one.conflicts)
    return Received(
        manifest.id,
        manifest.kind,
        sender,
        manifest.number,
        len(opened.events),
        len(written.events),
        sum(event.header.id in own for event in result.already),
        tuple(sorted(set(written.folded) | written.gone)),
        conflicts,
        _find_missing(desk, manifest.sender.device, manifest.void) if waiting else (),
    )


def _find_missing(desk: Desk, device: str, void: Iterable[int]) -> tuple[int, ...]:
    came = {one.number for one in desk.store.parcels.read_packages("in", device)}.union(void)
    return tuple(number for number in range(1, max(came, default=0)) if number not in came)


def _answer(desk: Desk, opened: OpenedPackage, received: Received, folder: Path) -> Path:
    receiver = find_receiver(desk, received.sender)
    people = [person for event in opened.events if (person := event.header.person) is not None]
    listed = sorted(set(desk.store.find_known(people).values()))
    not_ready = tuple(
        (person, rule)
        for person, issues in desk.store.read_issues(listed).items()
        for rule in sorted({one["rule"] for one in issues if one["severity"] == "error"})
    )
    taken = [one.id for one in desk.store.parcels.read_packages("in", receiver.device)]
    have = _cut_streams(desk.store.journal.read_chains(), find_streams(desk, receiver))
    receipt = Receipt(tuple(taken), have, not_ready, received.conflicts)
    return _send(desk, receiver, folder, kind="receipt", receipt=receipt).path


def _send(
    desk: Desk,
    receiver: Card,
    folder: Path,
    *,
    kind: str,
    everything: bool = False,
    receipt: Receipt | None = None,
    told: Callable[[Phase], None] | None = None,
) -> Packed:
    parcels, keys, own = desk.store.parcels, find_own_keys(desk), find_own_card(desk)
    streams = find_streams(desk, receiver)
    package = make_id()
    # From here on this state of the store is known outside: an older one put back in its place must be noticed.
    desk.store.renew_place()
    with desk.store.transaction():
        before = parcels.read_packages("out", receiver.device)
        number = max((one.number for one in before), default=0) + 1
        _sign_heads(desk, streams)
        parcels.add_package(PackageLine(package, "out", kind, receiver.device, number, "open", None, now()))
    written = [one for one in before if one.state == "written"]
    known = {} if everything else find_have(desk, receiver.device)
    events = list(_collect(desk, streams, known))
    tips = {(event.header.stream, event.header.device): event.header.seq for event in events}
    people = _find_people(desk, events)
    upload = Upload({}, {}, ())
    if kind == "sync" and receiver.role == "district":
        # Whoever is ready goes along until the district has said that it has the row, whatever the events.
        upload = prepare_upload(desk, unless=frozenset({"received", "accepted"}))
    draft = PackageDraft(
        kind=kind,  # type: ignore[arg-type]
        id=package,
        number=number,
        previous=written[-1].sha256 if written else None,
        void=tuple(one.number for one in before if one.state == "open"),
        created=now(),
        sender=own,
        receiver=receiver,
        counts={"events": len(events), "people": len(people), "ready": len(upload.rows)},
        have=_cut_streams(desk.store.journal.read_chains(), streams),
        events=events,
        heads=[head for head in parcels.read_heads() if tips.get((head["stream"], head["device"])) == head["seq"]],
        people=list(desk.store.read_records(people)),
        uploads=upload.name_files(PLATFORM_FILE),
        receipt=receipt,
    )
    data = build_package(draft, keys)
    if told is not None:
        told("sealed")
    path = folder / name_package(number, own, receiver)
    write_onto_drive(this_system(), folder, path.name, data, watch=told and _follow(told))
    digest = _digest(data)
    with desk.store.transaction():
        parcels.close_package(package, digest, len(people))
        parcels.add_deliveries(upload.rows, "packaged", package, now())
    return Packed(path, package, number, dict(draft.counts), digest)


def _follow(told: Callable[[Phase], None]) -> Callable[[Ticks], None]:
    def watch(ticks: Ticks) -> None:
        if ticks.equal:
            told("equal")
        elif ticks.read_back:
            told("read_back")
        elif ticks.flushed:
            told("written")

    return watch


def find_streams(desk: Desk, receiver: Card) -> tuple[str, ...]:
    """Give the streams a receiver is entitled to: a district everything of here, a station its own and no other."""
    held = tuple(sorted(desk.store.journal.read_chains()))
    if receiver.role == "station":
        return tuple(stream for stream in held if stream == receiver.code)
    return held if desk.store.keyring.station.role == "district" else tuple(s for s in held if s == desk.stream)


def _sign_heads(desk: Desk, streams: Sequence[str]) -> None:
    """Sign where this device's chains stand now, those of the devices it was before a copy included."""
    chains = desk.store.journal.read_chains()
    for device, keys in find_all_keys(desk).items():
        for stream in streams:
            tip = chains.get(stream, {}).get(device)
            if tip is not None:
                desk.store.parcels.put_head(sign_head(keys, stream, device, *tip))


def find_have(desk: Desk, device: str) -> Have:
    """Give what a device said that it has: {stream: {device: (last number, hash)}}."""
    return next((one.have for one in desk.store.parcels.read_cards() if one.device == device), {})


def _collect(desk: Desk, streams: Sequence[str], known: Have) -> Iterator[Event]:
    chains = desk.store.journal.read_chains()
    for stream in streams:
        for device in sorted(chains.get(stream, {})):
            after = known.get(stream, {}).get(device, (0, ""))[0]
            yield from desk.store.journal.read_chain(stream, device, after)


def _find_people(desk: Desk, events: Iterable[Event]) -> list[str]:
    people = {event.header.person for event in events if event.header.person is not None}
    return sorted(set(desk.store.find_known(people).values()))


def _cut_streams(have: Have, streams: Sequence[str]) -> dict[str, Mapping[str, tuple[int, str]]]:
    return {stream: tips for stream, tips in have.items() if stream in streams}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
