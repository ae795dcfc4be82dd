"""Whom one trusts: this device's keys and card, and the cards of others after their words were compared."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import CardRefused, CodeTaken, DeviceTaken, NameTaken, OnlyTheLead, UnknownReceiver
from vaxdesk.exchange.cards import Card, DeviceKeys, fingerprint, make_card, read_card, write_card
from vaxdesk.exchange.drive import read_from_drive
from vaxdesk.exchange.seal import export_identity
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
    return Introduced(card.name, card.device, said, card.role, card.code)


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
