"""How things stand: what the frame around every page shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vaxdesk.desk.browsing import count_people
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.figures import read_last_backup
from vaxdesk.desk.journaling import StepRow, read_last_steps
from vaxdesk.desk.parcelling import count_ready
from vaxdesk.model.filter import Filter


@dataclass(frozen=True, slots=True)
class Standing:
    """Station, user, what is open on each page (by its key), the steps to take back and do again, the last backup.

    ``backup`` is an instant in ISO 8601, None where none was ever made.
    """

    station: str
    code: str
    station_role: str
    user: str
    role: str
    practice: bool
    read_only: bool
    people: int
    open: Mapping[str, int]
    undo: StepRow | None
    redo: StepRow | None
    backup: str | None


def read_standing(desk: Desk) -> Standing:
    """Ask how things stand."""
    store = desk.store
    station, last = store.keyring.station, read_last_steps(desk)
    return Standing(
        station.name,
        station.code,
        station.role,
        store.user,
        store.role,
        store.read_meta("practice") == "1",
        store.read_only,
        store.count_people(),
        {"clean": count_people(desk, Filter(severity="error")), "handover": count_ready(desk)},
        last.undo,
        last.redo,
        read_last_backup(desk),
    )
