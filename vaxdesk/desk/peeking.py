"""Peeking: what lies on a stick for this device, told without taking anything in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from vaxdesk.desk.desk import Desk
from vaxdesk.desk.introducing import is_trusted
from vaxdesk.desk.joining import read_invitation
from vaxdesk.desk.taking_in import unseal
from vaxdesk.desk.trusting import read_trust
from vaxdesk.errors import VaxDeskError
from vaxdesk.exchange.cards import read_card
from vaxdesk.exchange.drive import read_from_drive
from vaxdesk.exchange.errors import NotForThisDevice, UnknownSender
from vaxdesk.exchange.package import Trust

CARD_SUFFIX = ".vaxcard"


@dataclass(frozen=True, slots=True)
class Found:
    """A package or card that lies there, or the invitation of a laptop whose card isn't trusted yet.

    ``sender`` is a name, ``device`` whose; ``created`` an instant. ``done``: the package was taken in already, the card
    is trusted already. ``refused`` is why it can't be read or trusted; then nothing else is known of it.
    """

    path: Path
    kind: Literal["package", "receipt", "card", "invitation"]
    sender: str = ""
    device: str = ""
    number: int = 0
    people: int = 0
    events: int = 0
    created: str = ""
    done: bool = False
    refused: VaxDeskError | None = None


def look_at_files(desk: Desk, paths: Iterable[Path]) -> tuple[Found, ...]:
    """Tell what these packages and cards are; those made for another device are left out."""
    trust = read_trust(desk)
    found = []
    for path in paths:
        is_card = path.suffix.lower() == CARD_SUFFIX
        try:
            found.append(_look_at_card(desk, path) if is_card else _look_at_package(desk, path, trust))
        except NotForThisDevice:
            continue
        except UnknownSender as error:
            found.append(_look_for_invitation(desk, path, error))
        except VaxDeskError as error:
            found.append(Found(path, "card" if is_card else "package", refused=error))
    return tuple(found)


def _look_for_invitation(desk: Desk, path: Path, refused: UnknownSender) -> Found:
    try:
        card = read_invitation(desk, path)
    except VaxDeskError:
        return Found(path, "package", refused=refused)
    return Found(path, "invitation", card.name, card.device)


def _look_at_card(desk: Desk, path: Path) -> Found:
    card = read_card(read_from_drive(path), file=path.name)
    return Found(path, "card", card.name, card.device, created=card.issued, done=is_trusted(desk, card))


def _look_at_package(desk: Desk, path: Path, trust: Trust) -> Found:
    manifest = unseal(desk, read_from_drive(path), trust, path.name).manifest
    sender = manifest.sender
    return Found(
        path,
        "receipt" if manifest.kind == "receipt" else "package",
        sender.name,
        sender.device,
        manifest.number,
        manifest.counts.get("people", 0),
        manifest.counts.get("events", 0),
        manifest.created,
        done=any(one.id == manifest.id for one in desk.store.parcels.read_packages("in", sender.device)),
    )
