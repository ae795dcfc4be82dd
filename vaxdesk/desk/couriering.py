"""Couriering: what the slip says that goes along with a package, and the words the very file is known by."""

from __future__ import annotations

from datetime import datetime

from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import UnknownPackage
from vaxdesk.desk.trusting import find_own_card, read_known_card
from vaxdesk.exchange.package import name_package
from vaxdesk.exchange.words import spell_bits
from vaxdesk.reports.courier_slip import CourierSlip


def read_slip(desk: Desk, package: str) -> CourierSlip:
    """Give what stands on the slip of a package that was written here. Raises UnknownPackage."""
    parcels = desk.store.parcels
    digest = next((one.sha256 for one in parcels.read_packages("out") if one.id == package), None)
    line = next((one for one in desk.store.asking.read_parcels("out") if one.id == package), None)
    if line is None or digest is None:
        raise UnknownPackage(package=package)
    cards = (*parcels.read_cards(), *parcels.read_cards(former=True))
    receiver = read_known_card(next(one.card for one in cards if one.device == line.device))
    own = find_own_card(desk)
    return CourierSlip(
        line.number,
        own.name,
        own.code,
        receiver.name,
        datetime.fromisoformat(line.at).astimezone().isoformat(timespec="minutes"),
        name_package(line.number, own, receiver),
        line.people,
        line.rows,
        spell_package(digest),
    )


def spell_package(sha256: str) -> str:
    """Give the words of a package's file by its digest (hex): the same on the slip and on the receiver's screen."""
    return spell_bits(bytes.fromhex(sha256))
