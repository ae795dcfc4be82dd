"""Parcelling: who is ready to go up and why the rest isn't, packages, receipts, receivers; changing nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vaxdesk.desk.desk import Desk
from vaxdesk.desk.handing_over import find_have, find_streams
from vaxdesk.desk.introducing import find_words
from vaxdesk.desk.trusting import find_receiver, read_known_card
from vaxdesk.model.filter import Filter
from vaxdesk.model.handover import is_foreigner
from vaxdesk.model.message import Message
from vaxdesk.model.record import read_record
from vaxdesk.model.verification import CLEAN, STATES


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why people are not ready: ``page`` opens with ``filter`` and shows them. Somebody may stand under several.

    ``key`` is issue:CODE, no_dose or state:STATE.
    """

    key: str
    title: Message
    people: int
    page: str
    filter: Filter


@dataclass(frozen=True, slots=True)
class Readiness:
    """How many people there are, how many are ready to go up, and of these how many never went up in any version.

    What the platform's workbook has no room for (a fifth dose, a vaccine it has no name for) shows only when a
    package is made: its own count is what went along.
    """

    people: int
    ready: int
    fresh: int
    obstacles: tuple[Obstacle, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """A package that was sent. ``people``: of whom it tells something; ``rows``: who goes up by it.

    ``state`` is open (its writing was cut off), written, or received: its receipt came at ``receipt``.
    """

    id: str
    number: int
    receiver: str
    at: str
    people: int
    rows: int
    state: str
    receipt: str | None


@dataclass(frozen=True, slots=True)
class Taken:
    """A package, or a receipt, that was taken in."""

    id: str
    number: int
    sender: str
    at: str
    kind: str


@dataclass(frozen=True, slots=True)
class Receiver:
    """Somebody whose card is trusted: its words, since when, and when the last package to them was made."""

    name: str
    device: str
    role: str
    code: str
    words: str
    since: str
    last: str | None


def read_readiness(desk: Desk) -> Readiness:
    """Give who is ready, and why the rest isn't, most people first."""
    asking = desk.store.asking
    foreign = _find_ready_foreigners(desk)
    ready, fresh = asking.count_ready()
    sent = desk.store.parcels.read_deliveries(foreign)
    titles = {code.code: code.title for code in desk.engine.codes}
    obstacles = [
        Obstacle(f"issue:{code}", titles.get(code) or Message(code), people, "clean", Filter(group=code))
        for code, severity, people in asking.count_groups()
        if severity == "error"
    ]
    without = Filter(without_doses=True)
    obstacles.append(Obstacle("no_dose", Message("No dose"), asking.count(without), "clean", without))
    states: dict[str, int] = {}
    for state, _, people in asking.count_states():
        states[state] = states.get(state, 0) + people
    for state in foreign.values():
        states[state] -= 1
    obstacles += [
        Obstacle(f"state:{state}", STATES[state], people, "clean", Filter(verification=state))
        for state, people in states.items()
        if state not in CLEAN and state in STATES
    ]
    kept = sorted((one for one in obstacles if one.people), key=lambda one: (-one.people, one.key))
    return Readiness(
        desk.store.count_people(), ready + len(foreign), fresh + sum(one not in sent for one in foreign), tuple(kept)
    )


def _find_ready_foreigners(desk: Desk) -> Mapping[str, str]:
    """Give the foreigners who are ready though nobody compared them, with their state of verification."""
    ids = desk.store.asking.read_unverified_with_paper()
    issues = desk.store.read_issues(ids)
    return {
        record["id"]: record["verification"]
        for record in desk.store.read_records(ids)
        if is_foreigner(read_record(record))
        and not any(issue["severity"] == "error" for issue in issues.get(record["id"], ()))
    }


def count_ready(desk: Desk) -> int:
    """Give how many people are ready to go up and never did."""
    foreign = _find_ready_foreigners(desk)
    sent = desk.store.parcels.read_deliveries(foreign)
    return desk.store.asking.count_ready()[1] + sum(one not in sent for one in foreign)


def count_changed(desk: Desk, receiver: str) -> tuple[int, int]:
    """Give (people, events) that a package to this receiver would tell of. Raises UnknownReceiver."""
    card = find_receiver(desk, receiver)
    have, chains = find_have(desk, card.device), desk.store.journal.read_chains()
    streams = find_streams(desk, card)
    tips = [
        (stream, device, have.get(stream, {}).get(device, (0, ""))[0])
        for stream in streams
        for device in chains.get(stream, {})
    ]
    if set(streams) == set(chains) and not any(seq for *_, seq in tips):
        # Everything there is: nobody needs to be looked for.
        return desk.store.count_people(), desk.store.journal.count_events()
    return desk.store.asking.count_after(tips)


def read_sent(desk: Desk) -> tuple[Sent, ...]:
    """Give the packages that were sent, receipts aside, newest first."""
    names = _read_names(desk)
    return tuple(
        Sent(
            one.id,
            one.number,
            names.get(one.device, one.device),
            one.at,
            one.people,
            one.rows,
            one.state if one.receipt is None else "received",
            one.receipt,
        )
        for one in desk.store.asking.read_parcels("out")
        if one.kind == "sync"
    )


def read_taken(desk: Desk) -> tuple[Taken, ...]:
    """Give the packages and receipts that were taken in, newest first."""
    names = _read_names(desk)
    return tuple(
        Taken(one.id, one.number, names.get(one.device, one.device), one.at, one.kind)
        for one in desk.store.asking.read_parcels("in")
    )


def _read_names(desk: Desk) -> dict[str, str]:
    parcels = desk.store.parcels
    return {one.device: one.name for one in (*parcels.read_cards(former=True), *parcels.read_cards())}


def read_receivers(desk: Desk) -> tuple[Receiver, ...]:
    """Give whose cards are trusted, by name. The words of a card take a fifth of a second the first time."""
    since = desk.store.asking.read_cards_since()
    last: dict[str, str] = {}
    for one in desk.store.asking.read_parcels("out"):
        if one.kind == "sync":
            last.setdefault(one.device, one.at)
    return tuple(
        Receiver(
            one.name, one.device, one.role, one.code, find_words(read_known_card(one.card)), since[one.device],
            last.get(one.device),
        )
        for one in desk.store.parcels.read_cards()
    )  # fmt: skip
