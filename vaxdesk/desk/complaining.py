"""Citizens' reports of wrong data: taken down, answered within 48 hours, with what came of it. Each act is one step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from vaxdesk.desk.correcting import Editing
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import ChannelUnknown, OutcomeUnknown, UnknownComplaint, WordsMissing
from vaxdesk.model.complaint import CHANNELS, OUTCOMES, REFUSALS, Complaint, count_minutes_left
from vaxdesk.model.step import Changes, name_beside
from vaxdesk.model.text import tidy
from vaxdesk.store import make_id


@dataclass(frozen=True, slots=True)
class ComplaintLine:
    """A report with whose it is and how many minutes are left to answer it, less than nothing where it is late.

    Of one that is answered, ``minutes_left`` is None.
    """

    complaint: Complaint
    name: str | None
    minutes_left: int | None


def add_complaint(desk: Desk, person: str, channel: str, said: str, *, opened: str | None = None) -> Changes:
    """Take down what a citizen reports as wrong. ``opened``: since when its 48 hours run (ISO 8601), else now.

    Raises UnknownPerson, ChannelUnknown, WordsMissing.
    """
    found = desk.find(person)
    if channel not in CHANNELS:
        raise ChannelUnknown(channels=", ".join(CHANNELS))
    words = tidy(said)
    if not words:
        raise WordsMissing
    complaint = Complaint(make_id(), found, channel, words, opened or _now().isoformat("T", "minutes"))
    editing = Editing(desk, desk.store.fold([found])[found])
    editing.say_beside("complaint", complaint.id, complaint.as_value())
    return desk.act(name_beside("complaint"), editing.facts)


def close_complaint(
    desk: Desk, complaint: str, outcome: str, *, because: str | None = None, reason: str | None = None
) -> Changes:
    """Answer a report: corrected, or refused with a reason of the list of dispatch 9458; ``reason`` in words beside it.

    A report that is answered may be answered otherwise. Raises UnknownComplaint, OutcomeUnknown.
    """
    said = desk.store.asking.find_complaint(complaint)
    if said is None:
        raise UnknownComplaint(complaint=complaint)
    wants = outcome == "refused"
    if outcome not in OUTCOMES or (because is not None) != wants or (wants and because not in REFUSALS):
        raise OutcomeUnknown(reasons=", ".join(REFUSALS))
    folded = desk.store.fold([said.person])[said.person]
    answered = replace(said, outcome=outcome, because=because)
    editing = Editing(desk, folded)
    if answered != said:
        editing.say_beside("complaint", said.id, answered.as_value(), reason=reason)
    return desk.act(name_beside("complaint"), editing.facts)


def read_complaints(desk: Desk, *, only_open: bool = True, person: str | None = None) -> tuple[ComplaintLine, ...]:
    """Give reports, the one that is due first in front; of one person, if named. Raises UnknownPerson."""
    whose = None if person is None else desk.find(person)
    found = desk.store.asking.read_complaints(only_open=only_open, person=whose)
    names = {one["id"]: one["full_name"] for one in desk.store.read_records(sorted({said.person for said in found}))}
    now = _now()
    return tuple(
        ComplaintLine(
            said,
            names.get(said.person),
            None if said.outcome is not None else count_minutes_left(said.opened, now),
        )
        for said in found
    )


def _now() -> datetime:
    return datetime.now().astimezone()
