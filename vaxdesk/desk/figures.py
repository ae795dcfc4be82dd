"""Where we stand: the numbers the window shows, counted here alone; what to do next; what waits longest."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final

from vaxdesk.desk.browsing import Group, list_groups
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.glancing import find_last_backup
from vaxdesk.desk.keeping import BACKED_UP
from vaxdesk.desk.looking import tell_clock
from vaxdesk.desk.parcelling import count_ready, read_sent
from vaxdesk.model.complaint import count_minutes_left
from vaxdesk.model.dates import days_between, is_full
from vaxdesk.model.filter import Filter
from vaxdesk.model.message import Message
from vaxdesk.store import Day

STATE_ORDER: Final = (
    "matched", "corrected", "requested", "mismatched", "not_found", "unresolvable", "unverified",
)  # fmt: skip
"""The seven states as strips and legends show them."""

ACCEPTING = 1.9
"""Seconds to take a suggestion: look, press a key. Keystroke-level model (Card, Moran, Newell 1980): M + 2 K, with
M = 1.35 for a thought and K = 0.28 for a key of somebody who types 40 words a minute."""
TYPING = 6.6
"""Seconds to put a value of twelve digits right by typing it: 14 K + 2 M."""
DECIDING = 3.0
"""Seconds to read two values and choose one with a key: 2 M + K."""

BACKUP_DAYS = 7
"""After how many days without a copy the program asks for one."""
_MOST_TASKS = 6
_MOST_GROUPS = 3


@dataclass(frozen=True, slots=True)
class DoseFigure:
    """Doses of a number: 1, 2, 3 (the third and later), 0 where the number isn't known."""

    number: int
    total: int
    clean: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Where we stand.

    ``states`` are people by state of verification, all seven. A dose is clean if its person has no open error: only
    then it can go up. ``errors``, ``warnings`` and ``infos`` count people with at least one such issue. ``before`` is
    how it stood when work began today, which is how it stood at the end of the last day somebody worked; None where
    that isn't known. ``backup`` is an instant, ``deadline`` a day (ISO 8601); None where there is none.
    """

    people: int
    states: Mapping[str, int]
    doses: int
    clean_doses: int
    by_number: tuple[DoseFigure, ...]
    errors: int
    warnings: int
    infos: int
    before: Day | None
    backup: str | None
    deadline: str | None


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do next: ``page`` opens with ``filter``. ``minutes`` at the keys by the keystroke model, else None.

    ``key`` is report, load, clean:CODE, pack or backup. ``count`` are people; of report the reports; of a backup the
    days since the last, 0 if none.
    """

    key: str
    title: Message
    detail: Message | None
    count: int
    minutes: int | None
    page: str
    filter: Filter | None


@dataclass(frozen=True, slots=True)
class Wait:
    """Something others have to do: since which day and for how many days. ``key`` is package:ID or requested:STEP."""

    key: str
    title: Message
    detail: Message
    people: int
    days: int
    since: str
    page: str
    filter: Filter | None


def read_figures(desk: Desk) -> Figures:
    """Count everything."""
    asking = desk.store.asking
    states, wrong = asking.count_states(), asking.count_wrong_doses()
    day = _make_day(states, wrong)
    by_state = dict.fromkeys(STATE_ORDER, 0)
    for state, _, people in states:
        by_state[state] = by_state.get(state, 0) + people
    total = _count_doses((doses, people) for _, doses, people in states)
    unclean = _count_doses(wrong)
    numbers = (1, 2, 3, 0) if total.get(0) else (1, 2, 3)
    severities = asking.count_severities()
    return Figures(
        people=day.people,
        states=by_state,
        doses=day.doses,
        clean_doses=day.clean_doses,
        by_number=tuple(
            DoseFigure(number, total.get(number, 0), total.get(number, 0) - unclean.get(number, 0))
            for number in numbers
        ),
        errors=day.errors,
        warnings=severities.get("warning", 0),
        infos=severities.get("info", 0),
        before=_read_before(desk),
        backup=read_last_backup(desk),
        deadline=read_deadline(desk),
    )


def _make_day(states: Sequence[tuple[str, str, int]], wrong: Sequence[tuple[str, int]]) -> Day:
    """Give what is noted day by day, of (state, doses, people) and the (doses, people) of whom an error is open."""
    doses = sum(len(doses) * people for _, doses, people in states)
    return Day(
        _today().isoformat(),
        sum(people for *_, people in states),
        sum(people for state, _, people in states if state == "matched"),
        sum(people for _, people in wrong),
        doses,
        doses - sum(len(doses) * people for doses, people in wrong),
    )


def _count_doses(said: Iterable[tuple[str, int]]) -> dict[int, int]:
    """Give doses by number, of (doses in short, people)."""
    counts: dict[int, int] = {}
    for doses, people in said:
        for digit in doses:
            number = min(int(digit), 3)
            counts[number] = counts.get(number, 0) + people
    return counts


def _today() -> date:
    return datetime.now().astimezone().date()


def note_day(desk: Desk) -> None:
    """Note how the day begins: to be called once after a store was opened, before anything changes in it.

    Where something was written today before, that is not known any more and nothing is noted.
    """
    store = desk.store
    today = _today()
    midnight = datetime.combine(today, time.min).astimezone().timestamp() * 1000
    if store.read_only or store.asking.read_day(today.isoformat()) or store.asking.read_last_written_ms() >= midnight:
        return
    with store.transaction():
        store.asking.keep_day(_make_day(store.asking.count_states(), store.asking.count_wrong_doses()))


def _read_before(desk: Desk) -> Day | None:
    day = desk.store.asking.read_day(_today().isoformat())
    return day if day is not None and day.people else None


def read_last_backup(desk: Desk) -> str | None:
    """Give when the store was last copied, wherever to, in ISO 8601; None if it never was, as far as is known."""
    said = desk.store.read_meta(BACKED_UP)
    known = [] if said is None else [datetime.fromisoformat(said)]
    beside = find_last_backup(desk.store.folder.backups)
    known += [] if beside is None else [beside]
    return max(known).astimezone().isoformat("T", "seconds") if known else None


def read_deadline(desk: Desk) -> str | None:
    """Give the day by which the data have to be clean, in ISO 8601; None where none was set."""
    return desk.store.read_meta(_DEADLINE) or None


def set_deadline(desk: Desk, day: str | None) -> None:
    """Set the day by which the data have to be clean (a whole date in ISO 8601), or None to have none."""
    if day is not None and not is_full(day):
        raise ValueError(day)
    with desk.store.transaction():
        desk.store.write_meta(_DEADLINE, day or "")


_DEADLINE = "deadline"


def read_tasks(desk: Desk) -> tuple[Task, ...]:
    """Give what to do next, the most important first; nothing where all is done."""
    if not desk.store.count_people():
        title = Message("Load the first list")
        return (Task("load", title, Message("Excel, ODS or CSV; several files at once"), 0, None, "load", None),)
    groups = [group for group in list_groups(desk) if group.severity != "info"]
    conflicts = [group for group in groups if group.code == "conflict"]
    errors = [group for group in groups if group.severity == "error" and group.code != "conflict"]
    warnings = [group for group in groups if group.severity == "warning"]
    tasks = [*_make_answering(desk), *(_make_cleaning(group) for group in (*conflicts, *errors[:_MOST_GROUPS]))]
    tasks += [*_make_packing(desk), *_make_backup(desk), *(_make_cleaning(group) for group in warnings[:1])]
    return tuple(tasks[:_MOST_TASKS])


def _make_answering(desk: Desk) -> list[Task]:
    """Give the citizens' reports that are open: the law gives each 48 hours."""
    now = datetime.now().astimezone()
    left = [count_minutes_left(said.opened, now) for said in desk.store.asking.read_complaints(only_open=True)]
    if not left:
        return []
    title, late = Message("Answer citizens' reports: {n}", {"n": len(left)}), sum(minutes < 0 for minutes in left)
    detail = Message("{n} of them late", {"n": late}) if late else Message("Each has 48 hours")
    return [Task("report", title, detail, len(left), None, "clean", None)]


def _make_cleaning(group: Group) -> Task:
    people, suggested = group.people, group.suggested
    asked = Filter(group=group.code)
    if group.code == "conflict":
        title = Message("Settle what two people wrote differently: {people} people", {"people": people})
        return Task("clean:conflict", title, None, people, math.ceil(people * DECIDING / 60), "clean", asked)
    title = Message("{issue}: {people} people", {"issue": group.title, "people": people})
    if not suggested:
        # What a list doesn't say has to be found out first, and no model tells how long that takes.
        return Task(f"clean:{group.code}", title, None, people, None, "clean", asked)
    detail = Message("A suggestion is ready for {suggested} people", {"suggested": suggested})
    seconds = suggested * ACCEPTING + (people - suggested) * TYPING
    return Task(f"clean:{group.code}", title, detail, people, math.ceil(seconds / 60), "clean", asked)


def _make_packing(desk: Desk) -> list[Task]:
    ready = count_ready(desk)
    if not ready or desk.store.keyring.station.role == "district":
        return []
    title = Message("Send {people} people who are ready", {"people": ready})
    return [Task("pack", title, Message("They have not been in any package yet"), ready, None, "handover", None)]


def _make_backup(desk: Desk) -> list[Task]:
    last = read_last_backup(desk)
    title = Message("Make a backup")
    if last is None:
        return [Task("backup", title, Message("None has been made yet"), 0, None, "settings", None)]
    days = days_between(last[:10], _today().isoformat()) or 0
    if days < BACKUP_DAYS:
        return []
    return [
        Task("backup", title, Message("The last one is {days} days old", {"days": days}), days, None, "settings", None)
    ]


def read_waits(desk: Desk) -> tuple[Wait, ...]:
    """Give what others have to do, the longest wait first: packages without a receipt, people asked about."""
    waits = [
        _make_wait(
            f"package:{sent.id}",
            Message("Package {number} to {receiver}", {"number": sent.number, "receiver": sent.receiver}),
            Message("{people} people · no receipt yet", {"people": sent.people}),
            sent.people,
            sent.at,
            page="handover",
        )
        for sent in read_sent(desk)
        if sent.state == "written"
    ]
    waits += [
        _make_wait(
            f"requested:{step}",
            Message("List sent for verification"),
            Message("{people} people · no answer yet", {"people": people}),
            people,
            tell_clock(clock),
            page="clean",
            asked=Filter(verification="requested", step=step),
        )
        for step, clock, people in desk.store.asking.read_requests()
    ]
    return tuple(sorted(waits, key=lambda wait: (wait.since, wait.key)))


def _make_wait(
    key: str, title: Message, detail: Message, people: int, at: str, *, page: str, asked: Filter | None = None
) -> Wait:
    since = datetime.fromisoformat(at).astimezone(UTC).astimezone().date()
    return Wait(key, title, detail, people, max((_today() - since).days, 0), since.isoformat(), page, asked)
