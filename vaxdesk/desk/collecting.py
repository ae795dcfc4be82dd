"""Collecting: how far each commune of a district is, which of its packages came, which are lacking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vaxdesk.desk.delivering import count_results
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.taking_in import find_missing
from vaxdesk.desk.trusting import read_known_card


@dataclass(frozen=True, slots=True)
class Sender:
    """A device of a commune's station: its name, the last package that came (None: none) and when (ISO 8601, UTC).

    ``missing`` are the numbers of its packages that never came. ``vouched``: trusted on another's word, words of its
    card weren't compared here. ``results`` is of how many people it doesn't know yet what the platform said.
    """

    name: str
    device: str
    last: int | None
    at: str | None
    missing: tuple[int, ...]
    vouched: bool
    results: int


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of the district.

    ``name`` is the unit's, None where the code is in no table. People: all, verified as right, with an error, ready to
    go up, of these never sent up; ``accepted`` and ``rejected`` by the platform as they are today. ``waits``: events of
    its stream wait for a package that never came.
    """

    code: str
    name: str | None
    people: int
    verified: int
    errors: int
    undosed: int
    doses: int
    ready: int
    fresh: int
    accepted: int
    rejected: int
    waits: bool
    senders: tuple[Sender, ...]


def read_communes(desk: Desk) -> tuple[Commune, ...]:
    """Give the communes of whom there are people or a station's card, by code."""
    store = desk.store
    counts = {one.stream: one for one in store.communes.count()}
    ready, answered = store.communes.count_ready(), store.communes.count_answers()
    waiting = store.communes.find_waiting()
    results = count_results(desk)
    senders: dict[str, list[Sender]] = {}
    lasts = _find_last(desk)
    for kept in store.parcels.read_cards():
        card = read_known_card(kept.card)
        if card.role == "station":
            number, at = lasts.get(card.device, (None, None))
            missing = find_missing(desk, card.device)
            one = Sender(card.name, card.device, number, at, missing, kept.voucher is not None,
                         results.get(card.device, 0))  # fmt: skip
            senders.setdefault(card.code, []).append(one)
    communes = []
    for code in sorted({*counts, *senders}):
        unit, count = desk.catalogues.units.by_code(code), counts.get(code)
        said = answered.get(code, {})
        communes.append(
            Commune(
                code,
                None if unit is None else unit.commune,
                *((0, 0, 0, 0, 0) if count is None else
                  (count.people, count.verified, count.errors, count.undosed, count.doses)),
                *ready.get(code, (0, 0)),
                said.get("accepted", 0),
                said.get("rejected", 0),
                code in waiting,
                tuple(senders.get(code, ())),
            )
        )  # fmt: skip
    return tuple(communes)


def _find_last(desk: Desk) -> Mapping[str, tuple[int, str]]:
    """Give the latest package of each device by its number, receipts included: they count in the same row."""
    came: Iterable[tuple[str, tuple[int, str]]] = (
        (one.device, (one.number, one.at)) for one in desk.store.parcels.read_packages("in")
    )
    lasts: dict[str, tuple[int, str]] = {}
    for device, last in came:
        lasts[device] = max(last, lasts.get(device, (0, "")))
    return lasts
