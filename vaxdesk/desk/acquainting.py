"""Acquainting: whose cards this device knows, since when, on whose word, and which of them count no longer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from vaxdesk.desk.desk import Desk
from vaxdesk.desk.introducing import find_words
from vaxdesk.desk.trusting import name_devices, read_known_card

State = Literal["trusted", "replaced", "revoked"]


@dataclass(frozen=True, slots=True)
class KnownCard:
    """A card that is trusted, or was until another of its name replaced it or somebody revoked it.

    ``since`` is when it was trusted, ``voucher`` names the device on whose word (None: its words were compared here).
    ``revoked`` is when it was revoked and ``revoker`` by which device. Instants are in ISO 8601.
    """

    name: str
    device: str
    role: str
    code: str
    words: str
    since: str
    state: State
    voucher: str | None = None
    revoked: str | None = None
    revoker: str | None = None


def read_cards(desk: Desk) -> tuple[KnownCard, ...]:
    """Give every card that is known, those that are trusted first, each part by name.

    The words of a card take a fifth of a second the first time.
    """
    parcels, since, names = desk.store.parcels, desk.store.asking.read_cards_since(), name_devices(desk)
    revoked: dict[str, dict[str, Any]] = {}
    for said in sorted(parcels.read_vouchers("revoke"), key=lambda one: str(one["at"])):
        revoked.setdefault(said["card"]["device"], said)
    found = []
    for former in (False, True):
        for one in parcels.read_cards(former=former):
            card, end = read_known_card(one.card), revoked.get(one.device)
            state: State = "trusted" if not former else "replaced" if end is None else "revoked"
            voucher = None if one.voucher is None else names.get(one.voucher, one.voucher)
            ended = (None, None) if end is None else (end["at"], names.get(end["by"], end["by"]))
            found.append(
                KnownCard(
                    card.name, card.device, card.role, card.code, find_words(card), since[card.device], state, voucher,
                    *ended,
                )
            )  # fmt: skip
    return tuple(found)
