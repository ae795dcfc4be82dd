"""Invented devices and what they wrote, for the tests of the exchange."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from vaxdesk.exchange.cards import Card, DeviceKeys, Role, make_card, make_device_keys
from vaxdesk.exchange.chains import sign_head
from vaxdesk.exchange.package import PackageDraft
from vaxdesk.model.event import FIRST, Body, Event, Header, name_id

COMMUNE, OTHER_COMMUNE, DISTRICT = "25222", "25225", "691"


@dataclass(frozen=True, slots=True)
class Device:
    """A device with its secrets."""

    keys: DeviceKeys
    card: Card

    @property
    def id(self) -> str:
        return self.card.device


def make_device(name: str, code: str, role: Role = "station") -> Device:
    keys = make_device_keys()
    device = name_id("device", name)
    return Device(keys, make_card(keys, role=role, name=name, code=code, device=device, issued="2022-05-30"))


def trust(*devices: Device) -> dict[str, Card]:
    return {device.id: device.card for device in devices}


def write_chain(
    device: str, stream: str, count: int, *, after: Event | None = None, said: str = "Nguyễn Văn Mẫu"
) -> list[Event]:
    """Write the next ``count`` events of a chain."""
    events = [] if after is None else [after]
    for _ in range(count):
        last = events[-1].header if events else None
        seq = 1 if last is None else last.seq + 1
        salt = hashlib.sha256(f"{device} {stream} {seq} {said}".encode()).hexdigest()[:32]
        body = Body(f"{said} {seq}", salt)
        header = Header(
            id=name_id(device, stream, str(seq), said),
            stream=stream,
            device=device,
            seq=seq,
            prev=FIRST if last is None else last.digest(),
            clock=f"{seq:012x}0000",
            user="Lan",
            step=name_id("step", device, str(seq)),
            kind="set",
            person=name_id("person", str(seq)),
            dose=None,
            field="full_name",
            basis=(),
            origin="typed",
            body=body.digest(),
        )
        events.append(Event(header, body))
    return events if after is None else events[1:]


def change_header(event: Event, **fields: Any) -> Event:  # noqa: ANN401  any field of a header
    return replace(event, header=replace(event.header, **fields))


def sign_last(device: Device, events: Sequence[Event]) -> dict[str, str | int]:
    """Sign the last event of a chain as its head."""
    header = events[-1].header
    return sign_head(device.keys, header.stream, device.id, header.seq, header.digest())


def draft_package(
    sender: Device,
    receiver: Device,
    events: Sequence[Event],
    heads: Sequence[Mapping[str, Any]],
    **fields: Any,  # noqa: ANN401  any field of a draft
) -> PackageDraft:
    usual: dict[str, Any] = {
        "kind": "sync",
        "id": name_id("package", sender.id, "1"),
        "number": 1,
        "previous": None,
        "void": (),
        "created": "2022-05-30T08:00:00Z",
        "sender": sender.card,
        "receiver": receiver.card,
        "counts": {"events": len(events)},
        "have": {},
        "events": events,
        "heads": heads,
    }
    return PackageDraft(**{**usual, **fields})


def invent_record(number: int, **fields: Any) -> dict[str, Any]:  # noqa: ANN401  any field of a record
    """Invent a person as ``write_record`` gives one."""
    empty = (
        "old_id_number health_insurance occupation workplace ethnicity guardian note verification_reason "
        "district_code province_code address"
    )
    return {
        **dict.fromkeys(empty.split()),
        "id": name_id("person", str(number)),
        "full_name": f"Trần Thị Mẫu {number}",
        "birth_date": "1985-03",
        "sex": "female",
        "id_number": f"0701850{number:05}",
        "id_kind": "cccd",
        "phone": "0912345678",
        "priority_group": 9,
        "nationality": "VN",
        "hamlet": "Thôn Mẫu",
        "commune_code": COMMUNE,
        "verification": "matched",
        "merged": [],
        "raw": {},
        "sources": [{"batch": name_id("batch"), "file": "mau.xlsx", "sheet": "Sheet1", "row": 8 + number}],
        "doses": [
            {
                "id": name_id("dose", str(number)), "number": 1, "kind": None, "vaccine": "astrazeneca", "lot": None,
                "date": "2021-08-15", "site": "70123", "raw": {},
            }
        ],
        **fields,
    }  # fmt: skip
