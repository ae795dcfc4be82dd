"""What the frame says in words: of the station, of the last step, of when something was."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from vaxdesk.model.display import show_moment, show_number
from vaxdesk.wording import Wording

if TYPE_CHECKING:
    from vaxdesk.desk.journaling import StepRow
    from vaxdesk.desk.standing import Standing

HOUR = 60
"""Minutes."""


def describe_station(standing: Standing, wording: Wording) -> str:
    """Say below its name what the station is."""
    if standing.practice:
        return wording.say("Practice: nobody here is real")
    if standing.station_role == "district":
        return wording.say("District, code {code}", code=standing.code)
    return wording.say("Commune code {code}", code=standing.code)


def describe_last(step: StepRow, wording: Wording) -> str:
    """Say what a step did, and to whom where it was one person."""
    label = wording.render(step.label)
    return wording.say("{what}: {name}", what=label, name=step.person) if step.person else label


def tell_moment(at: str, wording: Wording) -> str:
    """Say when an instant of ISO 8601 was."""
    said = show_moment(datetime.fromisoformat(at), datetime.now().astimezone())
    return wording.tell(said)


def tell_clock(minutes: int, wording: Wording) -> str:
    """Say how long there is to answer, or for how long it is late; begun hours count as whole."""
    hours = show_number(-(-abs(minutes) // HOUR), wording.language)
    return wording.say("{n} hours late", n=hours) if minutes < 0 else wording.say("{n} hours", n=hours)
