"""The slip a citizen takes home, or that is filed: the data as they stand, the doses, what was changed and why."""

from __future__ import annotations

from dataclasses import dataclass

from vaxdesk.model.display import Said, show_instant
from vaxdesk.model.message import Message
from vaxdesk.reports.document import Block, Document, Line, Signatures, Table
from vaxdesk.wording import Wording


@dataclass(frozen=True, slots=True)
class SlipChange:
    """A change that stands: when (an instant in local time), by whom, what, from what to what, why."""

    at: str
    user: str
    what: Message
    old: Said | None
    new: Said | None
    why: Said | None


@dataclass(frozen=True, slots=True)
class PersonSlip:
    """What stands on the slip of one person: (title, value) of what is known, a line of texts for each dose, changes.

    ``at`` is when it was made (an instant in local time, ISO 8601); ``doses`` have number, vaccine, day, lot, site.
    """

    station: str
    at: str
    fields: tuple[tuple[Message, Said], ...]
    doses: tuple[tuple[Said | None, ...], ...]
    changes: tuple[SlipChange, ...]


def make_person_slip(wording: Wording, slip: PersonSlip) -> Document:
    """Make the slip."""
    say, tell = wording.say, wording.tell
    title = say("Vaccination record")
    dose_head = (say("Dose"), say("Vaccine"), say("Day of vaccination"), say("Lot number"), say("Vaccination site"))
    doses = tuple(tuple(tell(one) or "–" for one in dose) for dose in slip.doses)
    change_head = (say("When"), say("Who"), say("What"), say("From"), say("To"), say("Why"))
    changes = tuple(
        (show_instant(one.at), one.user, wording.render(one.what), tell(one.old) or "–", tell(one.new) or "–",
         tell(one.why))
        for one in slip.changes
    )  # fmt: skip
    parts: list[Block] = [
        Line(slip.station, 13, gap=14),
        Line(title, 18, bold=True, align="center", gap=12),
        Table(tuple((wording.render(name), tell(value)) for name, value in slip.fields), (32, 68)),
        Line("", 6),
        Line(say("Doses given"), 14, bold=True, gap=6),
        Table(doses, (10, 24, 22, 20, 24), dose_head) if doses else Line(say("No dose")),
    ]
    if changes:
        parts += [
            Line("", 6),
            Line(say("What was changed"), 14, bold=True, gap=6),
            Table(changes, (17, 11, 22, 18, 18, 14), change_head, points=10),
        ]
    parts += [
        Line(say("As of {time}", time=show_instant(slip.at)), gap=18),
        Signatures((say("The citizen"), say("The station")), say("(sign, full name, day and hour)")),
    ]
    return Document(title, tuple(parts))
