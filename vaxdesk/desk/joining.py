"""Joining: a further laptop becomes one of this station. No secret is read aloud, only the words of cards."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import CardRefused, NotOfThisStation, OnlyTheLead, OwnName
from vaxdesk.desk.handing_over import Contents, Packed, send_package
from vaxdesk.desk.introducing import Introduction
from vaxdesk.desk.starting import Started, open_desk, start_store
from vaxdesk.desk.taking_in import Received, open_file, take_in, unseal_invitation
from vaxdesk.desk.trusting import (
    Introduced,
    check_new_card,
    find_own_card,
    find_own_keys,
    is_colleague,
    now,
    read_known_card,
    trust_card,
    write_card_file,
)
from vaxdesk.exchange.cards import Card, fingerprint, read_card
from vaxdesk.exchange.drive import read_from_drive
from vaxdesk.exchange.vouchers import make_voucher
from vaxdesk.exchange.words import same_words
from vaxdesk.store import STRONG, KdfCost, Station


@dataclass(frozen=True, slots=True)
class Asked:
    """A new laptop's store and card: its ``words`` are read to the lead of the first laptop."""

    started: Started
    card: Path
    words: str


@dataclass(frozen=True, slots=True)
class Admitted:
    """A laptop that was taken into the station, and the package for it.

    ``own_words`` are those of this device's card: whoever sits at the new laptop compares them when it is taken in.
    """

    joined: Introduced
    package: Packed
    own_words: str


def ask_to_join(
    folder: Path, station: Station, user: str, password: str, card: Path, *, cost: KdfCost = STRONG
) -> Asked:
    """Make the store, keys and card of a laptop that is to join a station. Its name has to be its own.

    Raises the errors of :func:`vaxdesk.desk.starting.start_store`, and what writing the card raises.
    """
    started = start_store(folder, station, user, password, cost=cost)
    with open_desk(folder, user, password) as desk:
        return Asked(started, card, write_card_file(desk, card))


def write_request(desk: Desk, card: Path) -> str:
    """Write the card of a laptop whose store is there already; give its words."""
    return write_card_file(desk, card)


def admit(desk: Desk, card: Path, folder: Path, *, words: str | None = None) -> Admitted:
    """Take a laptop into this station: trust its card, vouch for it, write everything for it into a folder. Lead only.

    The package also introduces the others whose cards are trusted here, so that the new laptop knows the district.
    Raises OnlyTheLead, NotOfThisStation, OwnName, the errors of :func:`vaxdesk.desk.trusting.trust_card` and of
    writing; where only writing failed the card is trusted, and the same once more writes the package.
    """
    if desk.store.role != "lead":
        raise OnlyTheLead
    read = read_card(read_from_drive(card), file=card.name)
    if not is_colleague(desk, read):
        raise NotOfThisStation(name=read.name, code=read.code)
    if read.name == desk.store.keyring.station.name:
        raise OwnName(name=read.name)
    joined = trust_card(desk, card, words=words)
    keys, own, at = find_own_keys(desk), find_own_card(desk), now()
    others = [read_known_card(one.card) for one in desk.store.parcels.read_cards() if one.device != read.device]
    introductions = [make_voucher(keys, own.device, "introduce", one, at) for one in (own, *others)]
    package = send_package(desk, read, folder, Contents("join", everything=True, vouchers=introductions))
    return Admitted(joined, package, fingerprint(own))


def read_invitation(desk: Desk, package: Path) -> Introduction:
    """Tell who invites this laptop, with the words to be compared; nothing is trusted yet.

    Raises NotAnInvitation, NotOfThisStation, and the errors of :func:`vaxdesk.desk.taking_in.receive`.
    """
    card = _read_inviter(desk, package)
    known = any(one.device == card.device and one.voucher is None for one in desk.store.parcels.read_cards())
    return Introduction(package, card.name, card.device, card.role, card.code, fingerprint(card), known, replaces=False)


def join(desk: Desk, package: Path, *, words: str | None = None) -> Received:
    """Take the invitation in: trust whoever invites and whom they introduce, and take everything over, in one act.

    ``words`` are those of the first laptop's card. Raises CardRefused where they differ, and the errors of
    :func:`read_invitation`.
    """
    card = _read_inviter(desk, package)
    said = fingerprint(card)
    if words is not None and not same_words(words, said):
        raise CardRefused(name=card.name, words=said)
    opened, result = open_file(desk, package, card)
    with desk.store.transaction():
        kept = json.dumps(card.as_json(), ensure_ascii=False)
        desk.store.parcels.put_card(card.device, card.name, card.code, card.role, kept, now())
        received, _ = take_in(desk, opened, result)
    return received


def _read_inviter(desk: Desk, package: Path) -> Card:
    card = unseal_invitation(desk, package)
    if not is_colleague(desk, card):
        raise NotOfThisStation(name=card.name, code=card.code)
    check_new_card(desk, card, replace=False)
    return card
