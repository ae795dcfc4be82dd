"""What a package would do, as lines to be walked with the arrows: conflicts first, what stays last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from vaxdesk.desk.foreseeing import Arrival, Foreseen, Joining, Parting, Stay, Taken
from vaxdesk.desk.settling import Dispute, Side
from vaxdesk.model.display import Said, show_number
from vaxdesk.ui.lists import CalmList, Index
from vaxdesk.ui.look import Look
from vaxdesk.ui.states import ORIGINS
from vaxdesk.ui.widgets.change_lines import ChangeLine, ChangeLinesDelegate, LineRole
from vaxdesk.wording import Wording

BATCH = 60
"""Lines that are measured at once, so that a package of thousands shows its first ones without waiting."""


def list_lines(foreseen: Foreseen, wording: Wording) -> list[ChangeLine]:
    """Give the lines of a package, each kind under its heading."""
    say, words = wording.say, _Words(wording)
    kinds: tuple[tuple[str, Sequence[ChangeLine]], ...] = (
        (say("Two places differ: decide after taking in"), [words.say_dispute(one) for one in foreseen.disputes]),
        (say("Become one person"), [words.say_joining(one) for one in foreseen.joinings]),
        (say("No longer listed"), [words.say_parting(one) for one in foreseen.partings]),
        (say("New people"), [words.say_arrival(one) for one in foreseen.arrivals]),
        (say("Values that change"), [words.say_taken(one) for one in foreseen.taken]),
        (say("Stays as it is here"), [words.say_stay(one) for one in foreseen.stays]),
    )
    return [
        line
        for title, lines in kinds
        if lines
        for line in (ChangeLine(title, show_number(len(lines), wording.language), heading=True), *lines)
    ]


class _Words:
    """Puts each kind of item into a line."""

    def __init__(self, wording: Wording) -> None:
        self._wording, self.say, self._tell = wording, wording.say, wording.tell

    def say_dispute(self, one: Dispute) -> ChangeLine:
        told = "\n".join(self._say_side(side) for side in one.sides)
        here, theirs, *_ = (self._tell(side.text) or self.say("nothing") for side in one.sides)
        title = self._title(one.title, one.number)
        return ChangeLine(self._name(one.full_name), title, here, theirs, told, differs=True)

    def _say_side(self, side: Side) -> str:
        place = self.say("this laptop") if side.own else side.laptop
        return self._join(*self._list_origin(side.origin), side.user, place, _show_when(side.at))

    def say_joining(self, one: Joining) -> ChangeLine:
        return ChangeLine(
            self._name(one.full_name),
            self.say("one person from now on"),
            self._name(one.other_name),
            self._name(one.full_name),
            self._join(one.user, _show_when(one.at)),
        )

    def say_parting(self, one: Parting) -> ChangeLine:
        return ChangeLine(self._name(one.full_name), told=self._wording.render(one.why))

    def say_arrival(self, one: Arrival) -> ChangeLine:
        doses = self.say("{doses} doses", doses=one.doses)
        return ChangeLine(self._name(one.full_name), told=self._join(self._tell(one.birth_date), one.hamlet, doses))

    def say_taken(self, one: Taken) -> ChangeLine:
        told = self._join(*self._list_origin(one.origin), one.user, one.laptop, _show_when(one.at), one.reason)
        title = self._title(one.title, one.number)
        return ChangeLine(self._name(one.full_name), title, self._tell(one.old), self._tell(one.new), told)

    def say_stay(self, one: Stay) -> ChangeLine:
        why = self._wording.render(one.why)
        theirs = self.say("theirs: {value}", value=self._tell(one.theirs) or self.say("nothing"))
        told = self._join(why, theirs, one.user, one.laptop, _show_when(one.at))
        here = self.say("here: {value}", value=self._tell(one.here) or self.say("nothing"))
        return ChangeLine(self._name(one.full_name), self._wording.render(one.title), told=f"{here} · {told}")

    def _name(self, name: str | None) -> str:
        return name or self.say("No name")

    def _title(self, title: Said, number: int | None) -> str:
        field = self._tell(title)
        return self.say("Dose {number}: {field}", number=number, field=field) if number is not None else field

    def _list_origin(self, origin: str | None) -> Iterator[str]:
        if origin in ORIGINS:
            yield self._wording.render(ORIGINS[origin])

    @staticmethod
    def _join(*parts: str | None) -> str:
        return " · ".join(part for part in parts if part)


def _show_when(at: str | None) -> str:
    return f"{datetime.fromisoformat(at):%d/%m/%Y %H:%M}" if at else ""


class ItemsModel(QAbstractListModel):
    """The lines of one package."""

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        self.lines: Sequence[ChangeLine] = ()

    def set_lines(self, lines: Sequence[ChangeLine]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Give the number of lines, headings included."""
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the arrows pass headings by."""
        is_heading = index.isValid() and self.lines[index.row()].heading
        return Qt.ItemFlag.NoItemFlags if is_heading else Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a line, or all of it in a sentence."""
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == LineRole:
            return line
        said = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
        return self._tell(line) if role in said else None

    def _tell(self, line: ChangeLine) -> str:
        say, parts = self._wording.say, [line.name, line.aside]
        if line.has_values:
            nothing = say("nothing yet")
            both = {"old": line.old or nothing, "new": line.new or nothing}
            parts.append(say("either {old} or {new}", **both) if line.differs else say("from {old} to {new}", **both))
        return ", ".join(part for part in (*parts, line.told) if part)


class ItemsView(CalmList):
    """The lines. ``moved`` gives the place of the line one goes to. Enter is the page's: it takes everything in."""

    moved = Signal(int)

    def __init__(self, look: Look, wording: Wording, name: str) -> None:
        super().__init__()
        self.items = ItemsModel(wording)
        self.setModel(self.items)
        self.setItemDelegate(ChangeLinesDelegate(look, wording, self))
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(BATCH)
        look.changed.connect(self.scheduleDelayedItemsLayout)
        self.selectionModel().currentChanged.connect(self._tell_moved)

    def set_lines(self, lines: Sequence[ChangeLine], at: int | None = None) -> None:
        """Show other lines and go to one of them, else to the first that can be walked to; nothing is told by that."""
        self.items.set_lines(lines)
        first = next((place for place, line in enumerate(lines) if not line.heading), 0)
        blocked = self.blockSignals(True)
        self.setCurrentIndex(self.items.index(first if at is None else at))
        self.blockSignals(blocked)
        if at is None:
            self.scrollToTop()

    def _tell_moved(self, now: Index) -> None:
        if now.isValid():
            self.moved.emit(now.row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the values anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
