"""What the frame says in words: of the station, of the last step, of when something was."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from vaxdesk.model.display import show_moment
from vaxdesk.wording import Wording

if TYPE_CHECKING:
    from vaxdesk.desk.journaling import StepRow
    from vaxdesk.desk.standing import Standing


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
