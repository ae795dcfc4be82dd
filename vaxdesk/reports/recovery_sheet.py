"""The sheet with a store's recovery code, to be locked away."""

from __future__ import annotations

from vaxdesk.reports.document import Document, Line
from vaxdesk.wording import Wording

GROUPS = 3
"""Groups of the code on one line."""


def make_recovery_sheet(wording: Wording, station: str, code: str) -> Document:
    """Make the sheet; ``code`` is in groups parted by hyphens."""
    say, groups = wording.say, code.split("-")
    lines = ["   ".join(groups[start : start + GROUPS]) for start in range(0, len(groups), GROUPS)]
    title = say("Recovery code of VaxDesk")
    return Document(
        title,
        (
            Line(title, 20, bold=True, gap=6),
            Line(station, 14, gap=24),
            *(Line(line, 30, bold=True, gap=6) for line in lines),
            Line("", 8, gap=10),
            Line(say("Whoever has this sheet can open the store. Lock it away, not beside the computer."), 12, gap=6),
            Line(say("On the lock screen choose “Forgot it: use the recovery code” and type it in."), 12, gap=6),
        ),
    )
