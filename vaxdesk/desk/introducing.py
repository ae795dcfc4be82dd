"""Introducing: this device's own card, and what another's says before it is trusted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from vaxdesk.desk.desk import Desk
from vaxdesk.desk.trusting import check_new_card, find_own_card, read_trusted
from vaxdesk.exchange.cards import Card, fingerprint, read_card
from vaxdesk.exchange.drive import read_from_drive


@dataclass(frozen=True, slots=True)
class Introduction:
    """A card that isn't trusted yet, with the words that prove whose it is.

    ``known``: this very card is trusted already. ``replaces``: another card of that name is, and would be replaced.
    """

    path: Path
    name: str
    device: str
    role: str
    code: str
    words: str
    known: bool
    replaces: bool


@dataclass(frozen=True, slots=True)
class OwnCard:
    """This device's card: what stands on it, its words, and the name its file gets."""

    name: str
    code: str
    words: str
    file: str


def read_introduction(desk: Desk, path: Path) -> Introduction:
    """Read a card without trusting it. Raises NotACard and its kin, and what contradicts the cards known."""
    card = read_card(read_from_drive(path), file=path.name)
    check_new_card(desk, card, replace=True)
    known = is_trusted(desk, card)
    replaces = not known and any(
        one.name == card.name or one.device == card.device for one in desk.store.parcels.read_cards()
    )
    return Introduction(path, card.name, card.device, card.role, card.code, find_words(card), known, replaces)


def read_own_card(desk: Desk) -> OwnCard:
    """Give this device's card."""
    own = find_own_card(desk)
    return OwnCard(own.name, own.code, find_words(own), f"vaxdesk-{own.code}-{own.device[-6:]}.vaxcard")


def is_trusted(desk: Desk, card: Card) -> bool:
    """Tell whether this very card is trusted, or is this device's own."""
    return read_trusted(desk).get(card.device) == card


@lru_cache(maxsize=64)
def find_words(card: Card) -> str:
    """Give the words of a card; they are slow to find on purpose."""
    return fingerprint(card)
