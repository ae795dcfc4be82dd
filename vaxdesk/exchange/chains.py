"""Who wrote it: signed heads, and which events of a package may be taken (``FORMAT.md`` section 5, step 10)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from vaxdesk.exchange.cards import Card, DeviceKeys
from vaxdesk.exchange.errors import ChainForked, KeyRevoked, PackageContradicts, PackageForged, UnknownWriter
from vaxdesk.exchange.manifest import MOST, Have
from vaxdesk.exchange.signature import check_signature, give_public_key, sign_message
from vaxdesk.model.event import FIRST, Event, Header, read_clock_ms, write_canonical

HEAD_NAMESPACE = "vaxdesk-head"
_HEAD_TEXTS = ("device", "hash", "key", "signature", "stream")

_Chain = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Fork:
    """One device, stream and number, and two different events.

    ``event`` is the one that came. ``known`` is the hash held here of the same number, or, where the one that came
    is the next number, of the event before it, which it doesn't name.
    """

    stream: str
    device: str
    seq: int
    known: str
    event: Event


@dataclass(frozen=True, slots=True)
class ChainResult:
    """What may be taken, in the order of each chain; what is authentic but doesn't reach yet; what contradicts.

    ``already`` are events of numbers that are held: a store with the same number compares their hashes.
    """

    take: tuple[Event, ...]
    waiting: tuple[Event, ...]
    forks: tuple[Fork, ...]
    already: tuple[Event, ...] = ()


def sign_head(keys: DeviceKeys, stream: str, device: str, seq: int, digest: str) -> dict[str, str | int]:
    """Sign the head of a chain this device wrote: its last number and that event's hash. Gives a line of heads.json."""
    said: dict[str, str | int] = {
        "stream": stream, "device": device, "seq": seq, "hash": digest, "key": give_public_key(keys.sign),
    }  # fmt: skip
    return {**said, "signature": sign_message(keys.sign, write_canonical(said), HEAD_NAMESPACE)}


def is_head(said: object) -> bool:
    """Tell whether a JSON value has the shape of a head. Its signature is another matter."""
    return (
        isinstance(said, dict)
        and set(said) == {*_HEAD_TEXTS, "seq"}
        and all(isinstance(said[name], str) for name in _HEAD_TEXTS)
        and type(said["seq"]) is int
        and 1 <= said["seq"] <= MOST
    )


def check_chains(
    events: Iterable[Event],
    heads: Iterable[Mapping[str, Any]],
    trusted: Mapping[str, Card],
    known: Have,
    *,
    limits: Mapping[str, Mapping[str, int]] | None = None,
    file: str = "",
) -> ChainResult:
    """Tell which events may be taken, given the cards trusted by device and what is ``known`` of each chain.

    Every run of events without a hole must be linked and end at a head signed by the trusted card of its device, also
    the runs that wait. ``trusted`` holds this device's own card too; ``limits`` tells how far the chains of a revoked
    device count, by stream. ``file`` is the package's name, for the sentence
    that refuses it. Events of several packages, heads included, may be given together, some of them twice.

    Raises UnknownWriter where only the card is missing, PackageForged where no signature covers an event, it stands
    in a stream its device may not write, or a link doesn't fit; ChainForked where one number names two events or two
    signed heads, PackageContradicts where one id does.
    """
    anchors = _check_heads(heads, trusted, file)
    chains, digests = _sort_chains(events, file)
    take: list[Event] = []
    waiting: list[Event] = []
    already: list[Event] = []
    forks: list[Fork] = []
    for (stream, device), line in sorted(chains.items()):
        _check_writer(stream, device, trusted, file)
        if limits and device in limits and line[-1].header.seq > limits[device].get(stream, 0):
            raise KeyRevoked(file=file, device=device)
        _check_runs(line, digests, anchors.get((stream, device), {}), file)
        last, digest = known.get(stream, {}).get(device, (0, FIRST))
        for event in line:
            header = event.header
            same_number, next_number = header.seq == last, header.seq == last + 1
            if (same_number and digests[header.id] != digest) or (next_number and header.prev != digest):
                forks.append(Fork(stream, device, header.seq, digest, event))
                break  # what follows stands on the same contradiction
            if next_number:
                take.append(event)
                last, digest = header.seq, digests[header.id]
            else:
                (already if header.seq <= last else waiting).append(event)
    return ChainResult(tuple(take), tuple(waiting), tuple(forks), tuple(already))


def _check_heads(
    heads: Iterable[Mapping[str, Any]], trusted: Mapping[str, Card], file: str
) -> Mapping[_Chain, Mapping[int, str]]:
    """Give the hash that each number of each chain must have; heads of devices that aren't trusted don't count."""
    anchors: dict[_Chain, dict[int, str]] = defaultdict(dict)
    for head in heads:
        stream, device, seq, digest = head["stream"], head["device"], head["seq"], head["hash"]
        card = trusted.get(device)
        if card is None:
            continue
        said = {name: value for name, value in head.items() if name != "signature"}
        signed = check_signature(head["signature"], write_canonical(said), HEAD_NAMESPACE, card.sign)
        if head["key"] != card.sign or not signed:
            raise PackageForged(file=file, device=device)
        there = anchors[stream, device].setdefault(seq, digest)
        if there != digest:
            raise ChainForked(file=file, device=device, seq=seq, here=there[:8], there=digest[:8])
    return anchors


def _sort_chains(events: Iterable[Event], file: str) -> tuple[dict[_Chain, list[Event]], dict[str, str]]:
    """Give each chain's events by number, each once, and every event's hash by its id."""
    chains: dict[_Chain, dict[int, Event]] = defaultdict(dict)
    digests: dict[str, str] = {}
    for event in events:
        header = event.header
        digest = header.digest()
        if digests.setdefault(header.id, digest) != digest:
            raise PackageContradicts(file=file, part="events.ndjson")
        there = chains[header.stream, header.device].setdefault(header.seq, event)
        if there.header != header:
            sides = {"here": describe_header(there.header), "there": describe_header(header)}
            raise ChainForked(file=file, device=header.device, seq=header.seq, **sides)
        if there.body is None and event.body is not None:
            chains[header.stream, header.device][header.seq] = event
    return {chain: [line[seq] for seq in sorted(line)] for chain, line in chains.items()}, digests


def describe_header(header: Header) -> str:
    """Tell one side of a fork from another without any data: who, when (UTC), what kind, and the start of its hash."""
    at = datetime.fromtimestamp(read_clock_ms(header.clock) / 1000, UTC)
    return f"{header.user}, {at:%Y-%m-%d %H:%M} UTC, {header.field or header.kind} ({header.digest()[:8]})"


def _check_writer(stream: str, device: str, trusted: Mapping[str, Card], file: str) -> None:
    card = trusted.get(device)
    if card is None:
        raise UnknownWriter(file=file, device=device)
    if card.role != "district" and card.code != stream:
        raise PackageForged(file=file, device=device)


def _check_runs(line: Sequence[Event], digests: Mapping[str, str], anchors: Mapping[int, str], file: str) -> None:
    """Check that every run is linked, agrees with each head it passes, and ends at one."""
    for place, event in enumerate(line):
        header = event.header
        digest = digests[header.id]
        follower = line[place + 1].header if place + 1 < len(line) else None
        linked = follower is not None and follower.seq == header.seq + 1
        starts_right = header.seq != 1 or header.prev == FIRST
        agrees = anchors.get(header.seq, digest if linked else "") == digest
        if not (starts_right and agrees and (not linked or (follower is not None and follower.prev == digest))):
            raise PackageForged(file=file, device=header.device)
