"""The groups of Làm sạch: everybody, each severity, each kind of issue, with how many people it is of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from PySide6.QtCore import QAbstractListModel, Qt

from vaxdesk.desk.browsing import Group, Groups
from vaxdesk.model.display import show_number
from vaxdesk.model.filter import Filter
from vaxdesk.model.issue import Severity
from vaxdesk.model.message import Message
from vaxdesk.model.verification import STATES
from vaxdesk.ui.lists import Index
from vaxdesk.wording import Wording

GroupRole = Qt.ItemDataRole.UserRole
Kind = Literal["everybody", "other", "severity", "group"]

HEADS: Mapping[Severity, Message] = {
    "error": Message("Errors to put right"),
    "warning": Message("Better look again"),
    "info": Message("For your information"),
}


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One line: its words, whom it lists, how many they are; None where that isn't known beforehand."""

    kind: Kind
    title: str
    filter: Filter
    people: int | None
    severity: Severity | None = None


def describe_filter(asked: Filter) -> Message:
    """Name a list that another page opened."""
    if asked.verification is not None:
        return STATES.get(asked.verification, Message("The chosen list"))
    if asked.without_doses:
        return Message("Without any dose")
    if asked.step is not None:
        return Message("Touched by one step")
    return Message("The chosen list")


class GroupsModel(QAbstractListModel):
    """The lines in order: everybody, then errors, things to look at, information, each with its kinds of issues."""

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        self._groups: Groups | None = None
        self._other: Filter | None = None
        self._rates: Mapping[str, float] = {}
        self.lines: list[GroupLine] = []

    def rowCount(self, parent: Index | None = None) -> int:
        """Give the number of lines."""
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a line, its words, or the sentence for readers of the screen."""
        if not 0 <= index.row() < len(self.lines):
            return None
        line = self.lines[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return line.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.title if line.people is None else f"{line.title}, {self.tell_people(line.people)}"
        return line if role == GroupRole else None

    @property
    def groups(self) -> Sequence[Group]:
        """The kinds of issues with their numbers."""
        return self._groups.groups if self._groups is not None else ()

    def tell_people(self, number: int) -> str:
        """Say how many people."""
        return self._wording.say("{n} people", n=show_number(number, self._wording.language))

    def set_groups(self, groups: Groups, now: str | None = None) -> None:
        """Show other numbers. The group ``now`` stays though nobody is left in it: one is still looking at it."""
        known = self._groups.groups if self._groups is not None else ()
        kept = next((one for one in known if one.code == now), None)
        if kept is not None and all(one.code != now for one in groups.groups):
            groups = replace(groups, groups=(*groups.groups, replace(kept, people=0)))
        self._groups = groups
        self._fill()

    def set_rates(self, rates: Mapping[str, float]) -> None:
        """Put the groups of a severity in the order of these figures, highest first.

        It stays until other figures come, so that nothing moves under somebody's hands while numbers fall.
        """
        self._rates = rates
        self._fill()

    def open(self, asked: Filter) -> None:
        """Show a line of its own for a list that another page opened and that is no group, as long as it is open."""
        row = self.find_row(asked)
        self._other = asked if row is None or self.lines[row].kind == "other" else None
        self._fill()

    def find_row(self, asked: Filter) -> int | None:
        """Give the line that lists the same people, whatever is searched among them."""
        return next((row for row, line in enumerate(self.lines) if _is_same(line.filter, asked)), None)

    def find_group(self, code: str) -> int | None:
        """Give the line of a kind of issue."""
        return next((row for row, line in enumerate(self.lines) if line.filter.group == code), None)

    def find_first(self) -> Filter:
        """Give the list to begin with: who has an error, else everybody."""
        return next((line.filter for line in self.lines if line.severity == "error"), Filter())

    def find_following(self, asked: Filter | None) -> Filter | None:
        """Give the next group in which somebody is left, the first after the last."""
        at = 0 if asked is None else self.find_row(asked) or 0
        following = (one for one in (*self.lines[at + 1 :], *self.lines[:at]) if one.kind == "group" and one.people)
        return next((one.filter for one in following), None)

    def _fill(self) -> None:
        lines = list(self._list())
        if [line.filter for line in lines] == [line.filter for line in self.lines]:
            # The same lines with other numbers: whoever looks at one keeps their place.
            self.lines = lines
            self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def _list(self) -> Iterator[GroupLine]:
        groups, render = self._groups, self._wording.render
        if groups is None:
            return
        yield GroupLine("everybody", self._wording.say("Everybody"), Filter(), groups.everybody)
        if self._other is not None:
            yield GroupLine("other", render(describe_filter(self._other)), self._other, None)
        for severity, head in HEADS.items():
            members = [one for one in groups.groups if one.severity == severity]
            members.sort(key=lambda one: -self._rates.get(one.code, 0.0))
            if members:
                people = groups.people.get(severity, 0)
                yield GroupLine("severity", render(head), Filter(severity=severity), people, severity)
            for one in members:
                yield GroupLine("group", render(one.title), Filter(group=one.code), one.people, severity)


def _is_same(one: Filter, other: Filter) -> bool:
    """Tell whether two lists are of the same: of a group or severity, however narrowed, or of what a page asked for."""
    if other.group is not None or other.severity is not None:
        return (one.group, one.severity) == (other.group, other.severity)
    return (one.group, one.severity, one.verification, one.step, one.without_doses) == (
        None, None, other.verification, other.step, other.without_doses,
    )  # fmt: skip
