"""Taking in: packages are checked, told, and taken whole or not at all (``vaxdesk/exchange/FORMAT.md``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from vaxdesk.desk.answering import answer, note_receipt
from vaxdesk.desk.couriering import spell_package
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import ForeignStream, PackageUnfit
from vaxdesk.desk.timing import find_doubts
from vaxdesk.desk.transferring import take_transferred
from vaxdesk.desk.trusting import find_all_keys, find_own_keys, now, read_former, read_trust, take_vouched
from vaxdesk.errors import StaffCanFix, VaxDeskError
from vaxdesk.exchange.cards import Card
from vaxdesk.exchange.chains import ChainResult, check_chains, describe_header
from vaxdesk.exchange.drive import read_from_drive
from vaxdesk.exchange.errors import (
    ChainForked,
    FileUnreadable,
    NewerPackage,
    NotForThisDevice,
    OwnChainForked,
    UnknownSender,
)
from vaxdesk.exchange.package import OpenedPackage, Trust, open_package, read_invitation
from vaxdesk.model.event import Event, read_event
from vaxdesk.model.message import Message, Progress, no_progress
from vaxdesk.model.shape import explain_malformed
from vaxdesk.store import PackageLine, Written


@dataclass(frozen=True, slots=True)
class Received:
    """What a package is and does, or would do.

    ``already`` counts events that were known; ``missing`` are numbers that were sent and never came, where events
    are lacking for it; ``unanswered`` is why the receipt could not be written; ``words`` is what the very file is
    known by, as on the courier's slip.
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
    device: str = ""
    about: tuple[str, ...] = ()
    notices: tuple[Message, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class ReceivedAll:
    """What came of several packages: those taken in, in the order of the files given, and the receipts written.

    ``refused`` are files of which nothing was taken, each with why; ``others`` files made for another device.
    """

    received: tuple[tuple[Path, Received], ...]
    refused: tuple[tuple[Path, VaxDeskError], ...]
    others: tuple[Path, ...]
    receipts: tuple[Path, ...]


def inspect(desk: Desk, path: Path) -> Received:
    """Tell what is in a package and what it would do, changing nothing. Raises the errors of :func:`receive`."""
    opened, result = open_file(desk, path)
    with desk.store.rehearsal():
        return take_in(desk, opened, result, path.name)[0]


def receive(desk: Desk, path: Path, receipts: Path | None = None) -> Received:
    """Check a package and take it in, whole or not at all; with a folder for it, answer with a receipt.

    Taking it in again changes nothing and gives the receipt again, also where the first could not be written
    (``unanswered``). Raises the errors of :mod:`vaxdesk.exchange.errors`, PackageUnfit, and what the store raises.
    """
    opened, result = open_file(desk, path)
    with desk.store.transaction():
        received, _ = take_in(desk, opened, result, path.name)
    if receipts is None or opened.manifest.kind == "receipt":
        return received
    return _answer_safely(desk, received, receipts)


def find_packages(folder: Path) -> tuple[Path, ...]:
    """Give the packages that lie in a folder, by name. Raises FileUnreadable."""
    try:
        return tuple(sorted(one for one in folder.iterdir() if one.suffix.lower() == SUFFIX))
    except OSError as error:
        raise FileUnreadable(file=folder.name) from error


SUFFIX = ".vaxsync"


def receive_all(
    desk: Desk, paths: Iterable[Path], receipts: Path | None = None, *, progress: Progress = no_progress
) -> ReceivedAll:
    """Take several packages in, each whole or not at all, and answer each sender once for all that came.

    A package that is refused keeps none of the others back. What one of them lacks another may bring, so those refused
    are tried again as long as that helps. ``progress`` may end it between two packages: what was taken in stays.
    """
    files = list(dict.fromkeys(paths))
    taken: dict[Path, Received] = {}
    refused: dict[Path, VaxDeskError] = {}
    others: list[Path] = []
    to_try, tried = files, 0
    while to_try:
        again: list[Path] = []
        for path in to_try:
            progress(tried, len(files))
            tried = min(tried + 1, len(files))
            try:
                taken[path] = receive(desk, path)
                refused.pop(path, None)
            except NotForThisDevice:
                others.append(path)
            except VaxDeskError as error:
                refused[path] = error
                again.append(path)
        to_try = again if len(again) < len(to_try) else []
    answered = _answer_each(desk, taken.values(), receipts) if receipts is not None else {}
    told = tuple((path, answered.get(taken[path].id, taken[path])) for path in files if path in taken)
    left = tuple((path, refused[path]) for path in files if path in refused)
    return ReceivedAll(told, left, tuple(others), tuple(one.receipt for one in answered.values() if one.receipt))


def _answer_each(desk: Desk, taken: Iterable[Received], folder: Path) -> dict[str, Received]:
    """Write one receipt for each sender, for all that came of them; give whose package it was told with."""
    by_sender: dict[str, list[Received]] = {}
    for one in taken:
        if one.kind != "receipt":
            by_sender.setdefault(one.device, []).append(one)
    return {
        theirs[-1].id: _answer_safely(
            desk,
            replace(
                theirs[-1],
                about=tuple(person for one in theirs for person in one.about),
                conflicts=tuple(dict.fromkeys(pair for one in theirs for pair in one.conflicts)),
            ),
            folder,
        )
        for theirs in by_sender.values()
    }


def _answer_safely(desk: Desk, received: Received, folder: Path) -> Received:
    """Write the receipt; what was taken in stays so where it can't be written, and taking it in again writes it."""
    try:
        return replace(received, receipt=answer(desk, received.device, received.about, received.conflicts, folder))
    except StaffCanFix as error:
        return replace(received, unanswered=error)


def open_file(desk: Desk, path: Path, introducer: Card | None = None) -> tuple[OpenedPackage, ChainResult]:
    """Open a package and check all of it, against what this store holds too.

    ``introducer``: the card of whoever invites this device to join. Raises the errors of :func:`receive`.
    """
    trust = read_trust(desk, introducer)
    opened = unseal(desk, read_from_drive(path), trust, path.name)
    trusted = {**opened.vouched.cards, **trust.cards}
    sender = opened.manifest.sender
    if sender.device in read_former(desk) or sender.device in find_all_keys(desk):
        # Of a card that was replaced nothing is taken any more, and this device's own work doesn't come from outside.
        raise UnknownSender(file=path.name, name=sender.name)
    if opened.manifest.kind not in _TAKEN:
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
    result = check_chains([*opened.events, *waiting], heads, trusted, known, limits=trust.limits, file=path.name)
    if result.forks:
        raise _tell_fork(desk, path, result.forks[0].event, trusted)
    for event in result.already:
        header = event.header
        if desk.store.journal.read_digest(header.stream, header.device, header.seq) != header.digest():
            raise _tell_fork(desk, path, event, trusted)
    if desk.store.journal.find_known_ids(result.take):
        raise PackageUnfit(file=path.name, what="id")
    _check_bodies(desk, path.name, result)
    return opened, result


def _tell_fork(desk: Desk, path: Path, event: Event, trusted: Mapping[str, Card]) -> ChainForked:
    """Show both sides of a fork: what is held here of that number, else of the one before, and what came."""
    header = event.header
    is_own = header.device in find_all_keys(desk)
    held = desk.store.journal.read_at(header.stream, header.device, header.seq)
    held = held or desk.store.journal.read_at(header.stream, header.device, header.seq - 1)
    name = trusted[header.device].name if header.device in trusted else header.device
    return (OwnChainForked if is_own else ChainForked)(
        file=path.name,
        device=name,
        seq=header.seq,
        here="–" if held is None else describe_header(held.header),
        there=describe_header(header),
    )


def _check_package_id(desk: Desk, opened: OpenedPackage, file: str) -> None:
    """Refuse a package that bears the id of another one."""
    manifest = opened.manifest
    known = [one for way in ("in", "out") for one in desk.store.parcels.read_packages(way) if one.id == manifest.id]
    if any((one.way, one.device, one.sha256) != ("in", manifest.sender.device, opened.sha256) for one in known):
        raise PackageUnfit(file=file, what="id")


_TAKEN = frozenset({"sync", "receipt", "results", "join", "transfer"})


def unseal(desk: Desk, data: bytes, trust: Trust, file: str) -> OpenedPackage:
    """Open with this device's key, else with those it had before it was copied: what was on its way still counts."""
    own, *earlier = [keys.receive for keys in find_all_keys(desk).values()]
    try:
        return open_package(data, identity=own, trusted=trust.cards, trust=trust, file=file)
    except NotForThisDevice:
        for identity in earlier:
            with suppress(NotForThisDevice):
                return open_package(data, identity=identity, trusted=trust.cards, trust=trust, file=file)
        raise


def unseal_invitation(desk: Desk, path: Path) -> Card:
    """Give the card that the sender of a join package shows; only its words prove whose it is.

    Raises NotAnInvitation, and the errors of :func:`receive`.
    """
    return read_invitation(read_from_drive(path), identity=find_own_keys(desk).receive, file=path.name)


def _check_bodies(desk: Desk, file: str, result: ChainResult) -> None:
    """Refuse an event without its body unless somebody's erasure explains it, be it one that still waits."""
    came = [*result.take, *result.waiting]
    erased = {event.header.person for event in came if event.header.kind == "erase"}
    for header in (event.header for event in result.take if event.body is None):
        named = {header.person, header.field if header.kind == "pair" else None} - {None}
        if not named & erased and not desk.store.find_erased(one for one in named if one is not None):
            raise PackageUnfit(file=file, what="body")


def take_in(desk: Desk, opened: OpenedPackage, result: ChainResult, file: str = "") -> tuple[Received, Written]:
    """Take in what :func:`open_file` gave; to be called inside a transaction."""
    manifest, parcels = opened.manifest, desk.store.parcels
    at = now()
    before = {one.id for one in parcels.read_packages("in", manifest.sender.device)}
    take_vouched(desk, opened.vouched)
    if manifest.kind == "transfer":
        written = take_transferred(desk, opened, file)
    else:
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
            ),
            void=manifest.void,
        )
    if opened.receipt is not None:
        note_receipt(desk, opened.receipt, manifest.sender.device, at, is_latest=manifest.number >= last)
    return _tell(desk, opened, written, result), written


def _tell(desk: Desk, opened: OpenedPackage, written: Written, result: ChainResult) -> Received:
    manifest = opened.manifest
    sender = next(one.name for one in desk.store.parcels.read_cards() if one.device == manifest.sender.device)
    own = {event.header.id for event in opened.events}
    waiting = sum(event.header.id in own for event in result.waiting)
    theirs = [event for event in opened.events if event.header.device == manifest.sender.device]
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
        find_missing(desk, manifest.sender.device) if waiting else (),
        device=manifest.sender.device,
        words=spell_package(opened.sha256),
        notices=find_doubts(sender, manifest.created, theirs),
        about=tuple(dict.fromkeys(event.header.person for event in opened.events if event.header.person)),
    )


def find_missing(desk: Desk, device: str) -> tuple[int, ...]:
    """Give the numbers of a device's packages to this one that never came and weren't named void."""
    came = desk.store.parcels.read_numbers(device)
    return tuple(number for number in range(1, max(came, default=0)) if number not in came)
