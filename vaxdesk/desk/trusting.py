"""Whom one trusts: this device's keys and card, and the cards of others after their words were compared."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import (
    CardRefused,
    CodeTaken,
    DeviceTaken,
    NameTaken,
    OnlyTheLead,
    UnknownCard,
    UnknownReceiver,
)
from vaxdesk.exchange.cards import Card, DeviceKeys, fingerprint, make_card, read_card, write_card
from vaxdesk.exchange.drive import read_from_drive
from vaxdesk.exchange.package import Trust
from vaxdesk.exchange.seal import export_identity
from vaxdesk.exchange.vouchers import Vouched, Voucher, make_voucher, read_voucher
from vaxdesk.exchange.words import same_words
from vaxdesk.store import Store, check_password
from vaxdesk.systems import this_system, write_safely


@dataclass(frozen=True, slots=True)
class Introduced:
    """A card with the words that prove whose it is."""

    name: str
    device: str
    words: str
    role: str
    code: str


def find_own_keys(desk: Desk) -> DeviceKeys:
    """Give this device's private keys."""
    return find_all_keys(desk)[desk.store.device]


def find_all_keys(desk: Desk) -> dict[str, DeviceKeys]:
    """Give the private keys of this device, and of those it was before the store was copied or restored."""
    return {one.device: DeviceKeys(bytes.fromhex(one.sign), one.receive) for one in desk.store.parcels.read_secrets()}


def find_own_card(desk: Desk) -> Card:
    """Give this device's card."""
    return _make_card(desk.store, desk.store.device, find_own_keys(desk))


def _make_card(store: Store, device: str, keys: DeviceKeys) -> Card:
    station = store.keyring.station
    return make_card(
        keys,
        role="district" if station.role == "district" else "station",
        name=station.name,
        code=station.code,
        device=device,
        issued=store.read_meta("issued") or "2022-05-30",
    )


def write_card_file(desk: Desk, path: Path) -> str:
    """Write this device's card and give its words."""
    own = find_own_card(desk)
    data = write_card(
        find_own_keys(desk), role=own.role, name=own.name, code=own.code, device=own.device, issued=own.issued
    )
    write_safely(this_system(), path, data)
    return fingerprint(own)


def trust_card(desk: Desk, path: Path, *, words: str | None = None, replace: bool = False) -> Introduced:
    """Accept a card. Its words prove whose it is: they are to be compared by telephone.

    Raises NotACard and its kin, CardRefused where the words given differ, NameTaken where another key is trusted
    under that name and ``replace`` wasn't asked for.
    """
    card = read_card(read_from_drive(path), file=path.name)
    said = fingerprint(card)
    if words is not None and not same_words(words, said):
        raise CardRefused(name=card.name, words=said)
    check_new_card(desk, card, replace=replace)
    with desk.store.transaction():
        kept = json.dumps(card.as_json(), ensure_ascii=False)
        desk.store.parcels.put_card(card.device, card.name, card.code, card.role, kept, now())
        if is_colleague(desk, card):
            # Devices of one station: whoever trusts this one need not compare the other's words again.
            keep_voucher(desk, make_voucher(find_own_keys(desk), desk.store.device, "admit", card, now()))
    return Introduced(card.name, card.device, said, card.role, card.code)


def is_colleague(desk: Desk, card: Card) -> bool:
    """Tell whether a card is another device's of this very station, or district."""
    return (card.role, card.code) == (desk.store.keyring.station.role, desk.stream)


def keep_voucher(desk: Desk, voucher: Voucher) -> None:
    """Keep what a device says of another, to be handed on; to be called inside a transaction."""
    desk.store.parcels.put_voucher(voucher.card.device, voucher.act, voucher.by, voucher.as_json())


def take_vouched(desk: Desk, vouched: Vouched) -> None:
    """Trust whom those vouch for whom one trusts, and let go of whom they revoke; inside a transaction.

    What a revoked device wrote after the heads named is taken out of the journal: it counts nowhere any more.
    """
    parcels = desk.store.parcels
    for one in vouched.vouchers:
        if one.act == "revoke" and one.card.device not in find_revoked(desk):
            keep_voucher(desk, one)
            _cut_off(desk, one.card.device, one.heads)
        elif one.act != "revoke":
            card = one.card
            if one.act == "admit":
                keep_voucher(desk, one)
            if card.device in vouched.cards:
                kept = json.dumps(card.as_json(), ensure_ascii=False)
                parcels.add_vouched_card(card.device, card.name, card.code, card.role, kept, one.at, one.by)


def _cut_off(desk: Desk, device: str, heads: Iterable[Mapping[str, Any]]) -> None:
    parcels, journal = desk.store.parcels, desk.store.journal
    parcels.retire_card(device)
    ends = {head["stream"]: head for head in heads}
    cut = False
    for stream, devices in journal.read_chains().items():
        if device in devices:
            after = ends[stream]["seq"] if stream in ends else 0
            cut = bool(desk.store.cut_chain(stream, device, after)) or cut
    for head in ends.values():
        if journal.read_digest(head["stream"], device, head["seq"]) == head["hash"]:
            parcels.put_head(head)
    if cut:
        desk.check_everybody()


def revoke_card(desk: Desk, name: str) -> Introduced:
    """Take nothing from a device any more, from the last of its work that is held here on. Lead only.

    Whoever trusts that device on this one's word learns of it with the next package; what it wrote later counts
    nowhere. Raises OnlyTheLead, UnknownCard.
    """
    if desk.store.role != "lead":
        raise OnlyTheLead
    try:
        card = find_receiver(desk, name)
    except UnknownReceiver:
        raise UnknownCard(name=name) from None
    heads = [head for head in desk.store.parcels.read_heads() if head["device"] == card.device]
    voucher = make_voucher(find_own_keys(desk), desk.store.device, "revoke", card, now(), heads)
    with desk.store.transaction():
        keep_voucher(desk, voucher)
        _cut_off(desk, card.device, heads)
    return Introduced(card.name, card.device, fingerprint(card), card.role, card.code)


def find_revoked(desk: Desk) -> dict[str, dict[str, int]]:
    """Give how far the chains of revoked devices count: {device: {stream: last number}}."""
    return {
        said["card"]["device"]: {head["stream"]: head["seq"] for head in said["heads"]}
        for said in desk.store.parcels.read_vouchers("revoke")
    }


def list_vouchers(desk: Desk, streams: Iterable[str]) -> list[Voucher]:
    """Give what is known of the devices of these streams' stations and of this one's own, to be handed on."""
    known, role = set(streams), desk.store.keyring.station.role
    vouchers = [read_voucher(said) for said in desk.store.parcels.read_vouchers()]
    return [
        one
        for one in vouchers
        if (one.card.role == "station" and one.card.code in known)
        or (one.card.role, one.card.code) == (role, desk.stream)
    ]


def read_trust(desk: Desk, introducer: Card | None = None) -> Trust:
    """Give whom this store trusts when a package is opened.

    ``introducer``: the sender of the invitation by which this device joins, whose words were compared.
    """
    cards = read_trusted(desk)
    voices: dict[str, str | None] = {one.device: one.voucher for one in desk.store.parcels.read_cards()}
    voices[desk.store.device] = None
    if introducer is not None:
        cards[introducer.device] = introducer
        voices[introducer.device] = None
    return Trust(cards, voices, find_revoked(desk), None if introducer is None else introducer.device)


def check_new_card(desk: Desk, card: Card, *, replace: bool) -> None:
    """Refuse a card that contradicts those known: of a device, a name or a commune.

    The words prove key and name only, so a card that says something else of a known key is another card. A device's id
    is bound to its key for good: whoever could change that could write in its name.
    """
    station = desk.store.keyring.station
    same_device = [one for one in (*read_trusted(desk).values(),) if one.device == card.device]
    if any(one.sign != card.sign for one in same_device) or card.device in find_all_keys(desk):
        raise DeviceTaken(name=card.name)
    if card.role == "district" and card.code == desk.stream and station.role == "station":
        raise CodeTaken(name=card.name, code=card.code)
    if card.role == "station" and card.code == desk.stream and station.role == "district":
        raise CodeTaken(name=card.name, code=card.code)
    known = [read_known_card(one.card) for one in desk.store.parcels.read_cards()]
    others = [one for one in known if one.name == card.name or one.device == card.device]
    same = all(
        (one.sign, one.receive, one.role, one.code, one.name)
        == (card.sign, card.receive, card.role, card.code, card.name)
        for one in others
    )
    if not same and not replace:
        raise NameTaken(name=card.name)


def read_known_card(text: str) -> Card:
    """Read a card as it is kept: checked when it was accepted."""
    return Card(**{name: value for name, value in json.loads(text).items() if name != "format"})


def read_trusted(desk: Desk) -> dict[str, Card]:
    """Give the cards that vouch for what their devices wrote, by device.

    These are others' cards, those they had before (:func:`read_former`), and this device's own, past ones included.
    """
    cards = {one.device: read_known_card(one.card) for one in desk.store.parcels.read_cards()}
    own = {device: _make_card(desk.store, device, keys) for device, keys in find_all_keys(desk).items()}
    return {**read_former(desk), **cards, **own}


def read_former(desk: Desk) -> dict[str, Card]:
    """Give the cards that another of their name has replaced.

    What such a device wrote is carried on by the new one; nothing is taken from it any more: it may have been stolen.
    """
    return {one.device: read_known_card(one.card) for one in desk.store.parcels.read_cards(former=True)}


def name_devices(desk: Desk) -> dict[str, str]:
    """Give what the devices are called whose cards are known, this one and those it was before included."""
    parcels = desk.store.parcels
    own = dict.fromkeys(find_all_keys(desk), desk.store.keyring.station.name)
    return {**{one.device: one.name for one in (*parcels.read_cards(former=True), *parcels.read_cards())}, **own}


def find_receiver(desk: Desk, name: str) -> Card:
    """Give the card of a name. Raises UnknownReceiver."""
    for one in desk.store.parcels.read_cards():
        if name in {one.name, one.device}:
            return read_known_card(one.card)
    raise UnknownReceiver(name=name)


def export_keys(desk: Desk, path: Path, passphrase: str) -> None:
    """Write this device's receiving identity under a passphrase, so that ``age`` opens its packages. Lead only.

    Raises OnlyTheLead, PasswordWeak, and what writing a file raises.
    """
    if desk.store.role != "lead":
        raise OnlyTheLead
    check_password(passphrase)
    write_safely(this_system(), path, export_identity(find_own_keys(desk).receive, passphrase))


def now() -> str:
    """Give the instant in ISO 8601, UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
