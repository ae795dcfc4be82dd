"""Summing up one person for a printed slip: data, doses, and what was changed in them."""

from __future__ import annotations

from datetime import datetime

from vaxdesk.desk.desk import Desk
from vaxdesk.desk.panel import read_panel
from vaxdesk.desk.recounting import read_timeline
from vaxdesk.model.message import Message
from vaxdesk.model.verification import STATES
from vaxdesk.reports.person_slip import PersonSlip, SlipChange

_OF_A_DOSE = ("number", "vaccine", "date", "lot", "site")


def read_slip(desk: Desk, person: str) -> PersonSlip:
    """Give what stands on somebody's slip; changes that were taken back are left out. Raises UnknownPerson."""
    panel = read_panel(desk, person)
    fields = [(row.title, row.now) for row in panel.fields if row.now is not None]
    fields.append((Message("Verification"), STATES[panel.verification]))
    doses = []
    for dose in panel.doses:
        known = {row.key: row.now for row in dose.fields}
        doses.append(tuple(known[key] for key in _OF_A_DOSE))
    changes = tuple(
        SlipChange(one.at, one.user, one.label, one.old, one.new, one.reason)
        for one in read_timeline(desk, panel.id)
        if one.live and one.place is None and (one.old is not None or one.new is not None)
    )
    at = datetime.now().astimezone().isoformat("T", "seconds")
    return PersonSlip(desk.store.keyring.station.name, at, tuple(fields), tuple(doses), changes)
