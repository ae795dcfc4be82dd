"""Handing over: packages and receipts out to those whose card one trusts (``vaxdesk/exchange/FORMAT.md``)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from vaxdesk.desk.desk import Desk
from vaxdesk.desk.trusting import (
    find_all_keys,
    find_own_card,
    find_own_keys,
    find_receiver,
    list_vouchers,
    now,
)
from vaxdesk.desk.uploading import PLATFORM_FILE, Upload, prepare_upload
from vaxdesk.exchange.cards import Card
from vaxdesk.exchange.chains import sign_head
from vaxdesk.exchange.drive import Ticks, write_onto_drive
from vaxdesk.exchange.manifest import PackageKind
from vaxdesk.exchange.package import PackageDraft, Receipt, build_package, name_package
from vaxdesk.exchange.vouchers import Voucher
from vaxdesk.model.event import Event
from vaxdesk.store import PackageLine, make_id
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


def pack(
    desk: Desk, to: str, folder: Path, *, everything: bool = False, told: Callable[[Phase], None] | None = None
) -> Packed:
    """Write a package of what the receiver has not confirmed (or of all) into a folder or onto a stick.

    A number is reserved first; one that a crash left open is named void in the next. ``told`` hears of each phase when
    it is through. Raises UnknownReceiver, and the errors of writing.
    """
    return send_package(desk, find_receiver(desk, to), folder, Contents("sync", everything), told=told)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a package is to hold: its kind, all events or what the receiver lacks, receipt, vouchers.

    With ``people`` it holds their records and no events at all.
    """

    kind: PackageKind
    everything: bool = False
    receipt: Receipt | None = None
    vouchers: Sequence[Voucher] = ()
    people: tuple[str, ...] | None = None


def send_package(
    desk: Desk, receiver: Card, folder: Path, contents: Contents, *, told: Callable[[Phase], None] | None = None
) -> Packed:
    """Reserve a number, write a package, and close its row. Raises what writing raises."""
    kind = contents.kind
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
    known = {} if contents.everything else find_have(desk, receiver.device)
    events = list(_collect(desk, streams, known)) if contents.people is None else []
    tips = {(event.header.stream, event.header.device): event.header.seq for event in events}
    people = _find_people(desk, events) if contents.people is None else sorted(contents.people)
    upload = Upload({}, {}, ())
    if kind == "sync" and receiver.role == "district":
        # Whoever is ready goes along until the district has said that it has the row, whatever the events.
        upload = prepare_upload(desk, unless=frozenset({"received", "accepted"}))
    draft = PackageDraft(
        kind=kind,
        id=package,
        number=number,
        previous=written[-1].sha256 if written else None,
        void=tuple(one.number for one in before if one.state == "open"),
        created=now(),
        sender=own,
        receiver=receiver,
        counts={"events": len(events), "people": len(people), "ready": len(upload.rows)},
        have=cut_streams(desk.store.journal.read_chains(), streams),
        events=events,
        heads=[head for head in parcels.read_heads() if tips.get((head["stream"], head["device"])) == head["seq"]],
        people=list(desk.store.read_records(people)),
        uploads=upload.name_files(PLATFORM_FILE),
        receipt=contents.receipt,
        vouchers=[*list_vouchers(desk, streams), *contents.vouchers],
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


def cut_streams(have: Have, streams: Sequence[str]) -> dict[str, Mapping[str, tuple[int, str]]]:
    """Give of what is held only these streams."""
    return {stream: tips for stream, tips in have.items() if stream in streams}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
