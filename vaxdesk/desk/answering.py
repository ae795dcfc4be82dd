"""Answering: receipts out for what came in, and what others' receipts say of what was sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from vaxdesk.desk.desk import Desk
from vaxdesk.desk.handing_over import Contents, cut_streams, find_streams, send_package
from vaxdesk.desk.trusting import find_receiver, name_devices
from vaxdesk.exchange.package import Receipt
from vaxdesk.model.alphabet import order_key
from vaxdesk.model.display import Said
from vaxdesk.model.handover import is_foreigner
from vaxdesk.model.message import Message
from vaxdesk.model.record import read_record
from vaxdesk.model.verification import STATES

NO_DOSE = "no_dose"
STATE = "state:"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a receiver's own check says that a person can't go up yet: the code of a rule, no_dose or state:STATE.

    ``receiver`` is who says so, ``at`` when their receipt was taken in (ISO 8601, UTC).
    """

    person: str
    code: str
    title: Said
    receiver: str
    at: str


def answer(desk: Desk, device: str, about: Iterable[str], conflicts: Sequence[tuple[str, str]], folder: Path) -> Path:
    """Write a receipt for everything that was ever taken in of a device, so that a lost one is covered by the next.

    A district tells of everybody of the sender's stream who isn't ready by its own check; the other laptops of a
    station see the same as the sender, they tell of those ``about`` whom the packages were. Raises what writing raises.
    """
    receiver = find_receiver(desk, device)
    if desk.store.keyring.station.role == "district" and receiver.role == "station":
        foreign = find_foreigners(desk, receiver.code)
        not_ready = tuple(
            (person, code)
            for person, code in desk.store.communes.list_not_ready(receiver.code)
            if not (code.startswith(STATE) and person in foreign)
        )
    else:
        listed = sorted(set(desk.store.find_known(about).values()))
        not_ready = tuple(
            (person, rule)
            for person, issues in desk.store.read_issues(listed).items()
            for rule in sorted({one["rule"] for one in issues if one["severity"] == "error"})
        )
    taken = [one.id for one in desk.store.parcels.read_packages("in", receiver.device)]
    have = cut_streams(desk.store.journal.read_chains(), find_streams(desk, receiver))
    receipt = Receipt(tuple(taken), have, not_ready, tuple(conflicts))
    return send_package(desk, receiver, folder, Contents("receipt", receipt=receipt)).path


def find_foreigners(desk: Desk, stream: str) -> set[str]:
    """Give the foreigners of a stream whom nobody compared and nobody has to."""
    ids = desk.store.asking.read_unverified_with_paper(stream)
    return {record["id"] for record in desk.store.read_records(ids) if is_foreigner(read_record(record))}


def note_receipt(desk: Desk, receipt: Receipt, sender: str, at: str, *, is_latest: bool) -> None:
    """Move deliveries on, on the word of the device that the packages were for; to be called inside a transaction.

    ``is_latest``: no later package of that device is known. Only then does its word on who isn't ready count.
    """
    parcels = desk.store.parcels
    # A receiver whose store was restored answers as a new device for what its former one was sent.
    name = next((one.name for one in parcels.read_cards() if one.device == sender), None)
    devices = {sender} | {one.device for one in parcels.read_cards(former=True) if one.name == name}
    sent = {one.id for device in devices for one in parcels.read_packages("out", device)}
    for package in (one for one in receipt.packages if one in sent):
        parcels.note_receipt(package, at)
        parcels.move_deliveries(parcels.read_package_rows(package), "received", package, at)
    if is_latest:
        parcels.put_not_ready(sender, receipt.not_ready, at)


def read_doubts(desk: Desk, people: Iterable[str] | None = None) -> tuple[Doubt, ...]:
    """Give what receivers said last of who isn't ready, of these people or of everybody.

    Who is ready here and not there comes of an edit that didn't travel yet, or of another version of the rules.
    """
    names, titles = name_devices(desk), {code.code: code.title for code in desk.engine.codes}
    return tuple(
        Doubt(person, code, _name_code(code, titles), names.get(device, device), at)
        for device, person, code, at in desk.store.parcels.read_not_ready(people)
    )


def read_named_doubts(desk: Desk) -> tuple[tuple[Doubt, str | None], ...]:
    """Give what receivers said last of everybody who isn't ready, each with the person's name, by name."""
    doubts = read_doubts(desk)
    names = {one["id"]: one["full_name"] for one in desk.store.read_records(sorted({one.person for one in doubts}))}
    listed = [(one, names[one.person]) for one in doubts if one.person in names]
    return tuple(sorted(listed, key=lambda pair: (order_key(pair[1] or ""), pair[0].person, pair[0].code)))


def _name_code(code: str, titles: dict[str, Message]) -> Said:
    if code == NO_DOSE:
        return Message("No dose")
    if code.startswith(STATE):
        return STATES.get(code.removeprefix(STATE), code)
    return titles.get(code, code)
