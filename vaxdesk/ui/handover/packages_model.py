"""The packages that went out and came in, newest first, with how far each got."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, Qt

from vaxdesk.desk.parcelling import Sent, Taken
from vaxdesk.model.display import show_date, show_number
from vaxdesk.ui.lists import Index
from vaxdesk.wording import Wording

LineRole = Qt.ItemDataRole.UserRole + 1
SAID = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole})
"""Roles that are answered with the whole sentence: the list itself has no room for long names."""


@dataclass(frozen=True, slots=True)
class Line:
    """A package as the list shows it: its sign, what it is, a second line, and what stands at the right of both.

    ``package`` is the id of one that was written here: it has a slip.
    """

    number: str
    icon: str
    token: str
    title: str
    second: str
    aside: tuple[str, str]
    sentence: str
    package: str = ""


class PackagesModel(QAbstractListModel):
    """The lines of the list. They are few: a station packs once or twice a week."""

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        self._lines: tuple[Line, ...] = ()

    def show(self, sent: Sequence[Sent], taken: Sequence[Taken]) -> None:
        """Show other packages."""
        several = len({one.receiver for one in sent}) > 1
        dated = [(one.at, self._describe_sent(one, several=several)) for one in sent]
        dated += [(one.at, self._describe_taken(one)) for one in taken]
        lines = tuple(line for _, line in sorted(dated, key=lambda one: one[0], reverse=True))
        if lines != self._lines:
            self.beginResetModel()
            self._lines = lines
            self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Give the number of packages."""
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a line, or the sentence that a screen reader reads."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == LineRole:
            return line
        return line.sentence if role in SAID else None

    def _describe_sent(self, one: Sent, *, several: bool) -> Line:
        say, number = self._wording.say, f"{one.number:02}"
        day, people = show_date(one.at[:10]), self._count(one.people)
        receipt = say("Receipt {date}", date=show_date(one.receipt[:10])) if one.receipt else say("No receipt yet")
        icon, token, title = "wait", "wait", say("On its way")
        if one.state == "received":
            icon, token, title = "ok", "ok", say("Received in full")
        elif one.state == "open":
            icon, token, title, receipt = "stuck", "neu", say("Not finished"), say("The next package carries it all")
        told = say(
            "Package {number} to {name}, {date}, {people}: {state}. {receipt}",
            number=number,
            name=one.receiver,
            date=day,
            people=people,
            state=title,
            receipt=receipt,
        )
        second = f"{one.receiver} · {receipt}" if several else receipt
        package = "" if one.state == "open" else one.id
        return Line(number, icon, token, title, second, (people, day), told, package)

    def _describe_taken(self, one: Taken) -> Line:
        say, number, day = self._wording.say, f"{one.number:02}", show_date(one.at[:10])
        is_receipt = one.kind == "receipt"
        title = say("Receipt taken in") if is_receipt else say("Taken in")
        told = say(
            "Package {number} from {name}, {date}: {state}", number=number, name=one.sender, date=day, state=title
        )
        second = say("From {name}", name=one.sender)
        return Line(number, "receipt" if is_receipt else "load", "text2", title, second, (day, ""), told)

    def _count(self, people: int) -> str:
        return self._wording.say("{people} people", people=show_number(people, self._wording.language))
