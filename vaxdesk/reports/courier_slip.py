"""The slip that goes along with a package: what is in it, how it is known again, who handed it to whom."""

from __future__ import annotations

from dataclasses import dataclass

from vaxdesk.model.display import show_instant, show_number
from vaxdesk.reports.document import Document, Line, Signatures, Table
from vaxdesk.wording import Wording


@dataclass(frozen=True, slots=True)
class CourierSlip:
    """What stands on the slip.

    ``at`` is an instant in local time (ISO 8601), ``file`` the package's name, ``people`` whom it tells of, ``rows``
    who goes up to the platform by it, ``words`` what the very file is known by.
    """

    number: int
    sender: str
    code: str
    receiver: str
    at: str
    file: str
    people: int
    rows: int
    words: str


def make_courier_slip(wording: Wording, slip: CourierSlip) -> Document:
    """Make the slip. No citizen is named on it."""
    say = wording.say
    people, rows = (show_number(one, wording.language) for one in (slip.people, slip.rows))
    title = say("Slip for package {number}", number=slip.number)
    table = (
        (say("From"), say("{name}, code {code}", name=slip.sender, code=slip.code)),
        (say("To"), slip.receiver),
        (say("Written"), show_instant(slip.at)),
        (say("File"), slip.file),
        (say("People in it"), people),
        (say("Ready for the platform"), rows),
        (say("Words of the package"), slip.words),
    )
    return Document(
        title,
        (
            Line(slip.sender, 13, gap=18),
            Line(title, 18, bold=True, align="center", gap=12),
            Table(table, (32, 68)),
            Line("", 6),
            Line(say("The package is locked: only the receiver can open it. On this slip nobody is named.")),
            Line(
                say(
                    "On taking it in, the receiver compares number and words with those on the screen, and gives a"
                    " receipt back. Only the receipt settles the package."
                ),
                gap=24,
            ),
            Signatures((say("Handed over by"), say("Received by")), say("(sign, full name, day and hour)")),
        ),
    )
