"""Transferring: people who moved go to their new station, and are taken in there as a list is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import NotToTransfer, PackageUnfit
from vaxdesk.desk.handing_over import Contents, Packed, Phase, send_package
from vaxdesk.desk.loading import Load
from vaxdesk.desk.trusting import find_receiver, is_colleague
from vaxdesk.exchange.package import OpenedPackage
from vaxdesk.exchange.tables import read_tables
from vaxdesk.intake.draft import Draft, DraftDose, ListHead
from vaxdesk.model.fields import DOSE_FIELDS, PERSON_FIELDS, Field
from vaxdesk.model.fold import fold
from vaxdesk.model.person import Value
from vaxdesk.store import Written, make_id

_MOST: Final = 500
"""A few people: whoever moves a whole commune takes a list, or a backup."""
_LEFT: Final = frozenset({"hamlet", "commune_code", "district_code", "province_code"})
"""Where somebody lived is no value at the new place; what was said stays with the row."""
_GUARDIAN: Final = ("full_name", "phone", "relation")


def transfer(
    desk: Desk, people: Sequence[str], to: str, folder: Path, *, told: Callable[[Phase], None] | None = None
) -> Packed:
    """Write a package with the records of a few people for the station they moved to, or for the district.

    Their records stay here as they are; who moved away is marked by hand. ``told`` hears of each phase. Raises
    UnknownPerson, UnknownReceiver, NotToTransfer towards a laptop of this station or for too many, and what writing
    raises.
    """
    found = tuple(dict.fromkeys(desk.find(person) for person in people))
    receiver = find_receiver(desk, to)
    if is_colleague(desk, receiver) or not 0 < len(found) <= _MOST:
        raise NotToTransfer(name=receiver.name, most=_MOST)
    return send_package(desk, receiver, folder, Contents("transfer", people=found), told=told)


def take_transferred(desk: Desk, opened: OpenedPackage, file: str) -> Written:
    """Take in the people of a transfer as a list is: each row is somebody new, or known beyond doubt.

    Every cell is read by its field's own reader, so that nothing comes in that no list could say. To be called inside
    a transaction. Raises PackageUnfit where the tables aren't as they are written.
    """
    try:
        said = read_tables(opened.people, opened.doses)
        drafts = [_read_draft(desk, row, *one) for row, one in enumerate(said, start=2)]
    except ValueError as error:
        raise PackageUnfit(file=file, what="people.csv") from error
    if len(drafts) > _MOST:
        raise PackageUnfit(file=file, what="people.csv")
    fingerprint = hashlib.sha256(opened.people + opened.doses).hexdigest()
    head = ListHead(file, "people", fingerprint, (), (), accented=True, total=len(drafts))
    step = make_id()
    load = Load(desk, head, step, judges=True)
    load.take(drafts)
    load.finish(())
    events = tuple(desk.store.read_events("step = ?", (step,)))
    touched = desk.store.find_known(one for event in events if (one := event.header.person) is not None)
    return Written(step, events, fold(desk.store.journal.find_closed(touched.values())))


def _read_draft(desk: Desk, row: int, cells: Mapping[str, str], doses: Sequence[Mapping[str, str]]) -> Draft:
    kept = _read_object(cells.get("raw"))
    guardian = {name: cells[key] for name in _GUARDIAN if (key := f"guardian_{name}") in cells}
    told = {key: text for key, text in cells.items() if key in PERSON_FIELDS and key not in _LEFT}
    if guardian:
        told["guardian"] = json.dumps({name: guardian.get(name) for name in _GUARDIAN}, ensure_ascii=False)
    values, raw = _read_fields(desk, PERSON_FIELDS, told, kept)
    read = tuple(DraftDose(*_read_fields(desk, DOSE_FIELDS, dose, _read_object(dose.get("raw")))) for dose in doses)
    as_read = {_letter(place): text for place, text in enumerate(cells.values())}
    return Draft(None, row, as_read, values, raw, read, None)


def _read_fields(
    desk: Desk, fields: Mapping[str, Field], cells: Mapping[str, str], kept: Mapping[str, str]
) -> tuple[dict[str, Value], dict[str, str]]:
    """Read cells by their fields; a text that was kept because nobody understood it stays so."""
    values: dict[str, Value] = {}
    raw = {key: text for key, text in kept.items() if key in fields and key not in cells and key not in _LEFT}
    for key, text in cells.items():
        if key not in fields:
            continue
        reading = fields[key].parse(text, desk.catalogues)
        if reading.value is not None:
            values[key] = reading.value
            values.update({other: value for other, value in dict(reading.also).items() if value is not None})
        if reading.raw is not None:
            raw[key] = reading.raw
    return values, raw


def _read_object(text: str | None) -> dict[str, str]:
    said: Any = json.loads(text) if text else {}
    if not isinstance(said, dict) or not all(isinstance(one, str) for one in said.values()):
        msg = "texts that were kept are an object of texts"
        raise ValueError(msg)
    return said


def _letter(place: int) -> str:
    """Give the letters above a column, counted from 0."""
    return chr(65 + place) if place < 26 else f"{chr(64 + place // 26)}{chr(65 + place % 26)}"
