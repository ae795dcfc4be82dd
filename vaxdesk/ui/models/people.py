"""People, a page at a time: the list never holds more of them than are looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, Qt, QTimer, Signal

from vaxdesk.desk.browsing import Line, Mark, PeopleList
from vaxdesk.desk.surveying import Spot
from vaxdesk.model.display import show_number
from vaxdesk.model.filter import Filter
from vaxdesk.ui.lists import Index
from vaxdesk.ui.models.columns import NUMBERS, SEVERITY, TITLES, find_order, tell_column
from vaxdesk.ui.states import STATES
from vaxdesk.ui.widgets.tables import LEFT, RIGHT
from vaxdesk.wording import Wording

LineRole = Qt.ItemDataRole.UserRole
NoteRole = Qt.ItemDataRole.UserRole + 1
TOLD = frozenset({Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole})
"""Roles in which a sentence is told."""

PAGE = 100
KEPT = 24
"""Pages that are kept; what is scrolled past is asked again when it comes back."""
FETCHED = 4
"""Pages asked at once: what a tall window shows, and a page more."""
WAIT_MS = 10
"""Milliseconds that wanted pages are gathered, so that a scroll bar drawn through the list asks for its end only."""


def is_done(asked: Filter, line: Line) -> bool | None:
    """Tell whether somebody has no longer what the list is of; None where a list is of nothing that can be done."""
    if asked.group is not None:
        return asked.group not in line.codes
    if asked.severity == "error":
        return not line.errors
    if asked.severity == "warning":
        return not line.warnings
    return line.severity is None if asked.severity is not None else None


class PeopleModel(QAbstractTableModel):
    """The lines of one list. ``wanted`` tells which pages are to be read: (list, numbers of pages)."""

    wanted = Signal(object, object)

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        self._pages: OrderedDict[int, Sequence[Line | None]] = OrderedDict()
        self._stale: set[int] = set()
        self._missing: dict[int, None] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._want)
        self.people: PeopleList | None = None
        self.columns: Sequence[str] = ()
        """What stands in each column after the first; the first holds all that two lines say, or the worst issue."""
        self.put_off: set[int] = set()
        """Numbers of those put off since the program was started."""
        self.confirmed: set[int] = set()
        """Numbers of those of whom somebody said that it is right as it is."""
        self.typed: dict[int, Spot] = {}
        """By numbers the field in which a value was typed; of those it was an error of, for as long as it is one."""

    @property
    def asked(self) -> Filter:
        """What the list is of."""
        return self.people.filter if self.people is not None else Filter()

    def rowCount(self, parent: Index | None = None) -> int:
        """Give the number of people."""
        if self.people is None or (parent is not None and parent.isValid()):
            return 0
        return len(self.people)

    def columnCount(self, parent: Index | None = None) -> int:
        """Give the number of columns."""
        return 0 if parent is not None and parent.isValid() else 1 + len(self.columns)

    def set_columns(self, columns: Sequence[str]) -> None:
        """Show other columns; none is a list."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a column's name, with an arrow where the list is in its order."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < self.columnCount():
            return None
        key = self.columns[section - 1] if section else SEVERITY
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if key in NUMBERS else LEFT
        if role == Qt.ItemDataRole.DisplayRole:
            return self._name_head(key) if section else ""
        return self._tell_head(key) if role in TOLD else None

    def _name_head(self, key: str) -> str:
        name = self._wording.render(TITLES[key])
        if find_order(key) != self.asked.order:
            return name
        return f"{name} ↓" if self.asked.descending else f"{name} ↑"

    def _tell_head(self, key: str) -> str:
        say, order = self._wording.say, find_order(key)
        name = self._wording.render(TITLES[key])
        if order is None:
            return name
        if order != self.asked.order:
            return say("{column}: Enter or a click sorts by it", column=name)
        if self.asked.descending:
            return say("Sorted by {column}, backwards", column=name)
        return say("Sorted by {column}", column=name)

    def cell(self, row: int, key: str) -> str:
        """Give what stands in a column of somebody; nothing where it isn't known, or not read yet."""
        line = self.line(row)
        if line is None:
            return ""
        if key == SEVERITY:
            return self.note(row) or (show_number(line.errors, self._wording.language) if line.errors else "")
        return tell_column(line, key, self._wording)

    def mark(self, row: int, key: str) -> Mark | None:
        """Give what is wrong with a column of somebody."""
        line = self.line(row)
        return line.marks.get(key) if line is not None else None

    def _cell_data(self, index: Index, key: str, role: int) -> Any:
        text = self.cell(index.row(), key)
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role not in TOLD:
            return None
        mark, name = self.mark(index.row(), key), self._wording.render(TITLES[key])
        said = self._wording.render(mark.message) if mark is not None else ""
        if role == Qt.ItemDataRole.ToolTipRole:
            return said or text
        whole = f"{name}: {text or self._wording.say('none yet')}"
        return f"{whole}. {said}" if said else whole

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give somebody's line, name, note, or the sentence for readers of the screen; None until it is read."""
        line = self.line(index.row())
        if role == LineRole:
            return line
        if role == NoteRole:
            return self.note(index.row())
        if index.column() and line is not None:
            return self._cell_data(index, self.columns[index.column() - 1], role)
        return self._line_data(index.row(), line, role)

    def _line_data(self, row: int, line: Line | None, role: int) -> Any:
        if line is None:
            return self._wording.say("Being read") if role == Qt.ItemDataRole.AccessibleTextRole else None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return line.full_name or self._wording.say("No name")
        return self._tell(row, line) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def line(self, row: int) -> Line | None:
        """Give what is known of a row now; what isn't is asked for."""
        if self.people is None or not 0 <= row < len(self.people):
            return None
        page, place = divmod(row, PAGE)
        lines = self._pages.get(page)
        if lines is None or page in self._stale:
            self._missing[page] = None
            if not self._timer.isActive():
                self._timer.start()
        if lines is None:
            return None
        self._pages.move_to_end(page)
        return lines[place] if place < len(lines) else None

    def is_read(self, row: int) -> bool:
        """Tell whether a row was read; somebody may no longer be listed all the same."""
        return row // PAGE in self._pages

    def number(self, row: int) -> int:
        """Give the number of a row's person in the store."""
        return self.people.numbers[row] if self.people is not None else -1

    def find_row(self, person: str) -> int | None:
        """Give the row of somebody among those that were read."""
        for page, lines in self._pages.items():
            for place, line in enumerate(lines):
                if line is not None and line.id == person:
                    return page * PAGE + place
        return None

    def is_put_right(self, row: int) -> bool:
        """Tell whether somebody has no longer what the list is of, nor another error that was typed instead."""
        line = self.line(row)
        return line is not None and bool(is_done(self.asked, line)) and self.number(row) not in self.typed

    def note(self, row: int) -> str:
        """Give the word at the right: what has become of the person, or what differs from the rule."""
        line = self.line(row)
        if line is None:
            return ""
        say = self._wording.say
        if self.is_put_right(row):
            return say("right as it is") if self.number(row) in self.confirmed else say("Put right")
        if self.number(row) in self.put_off:
            return say("put off")
        if line.errors > 1:
            return say("{n} errors", n=line.errors)
        return say("sure fix") if line.certain else ""

    # -- filling ---------------------------------------------------------------------------------------------------

    def set_people(self, people: PeopleList | None) -> None:
        """Show another list."""
        self.beginResetModel()
        self.people = people
        self._pages.clear()
        self._stale.clear()
        self._missing.clear()
        self.endResetModel()

    def renew(self) -> None:
        """Ask again for what is shown; until it comes the old lines stay."""
        self._stale = set(self._pages)
        self._emit_all()

    def put(self, people: PeopleList, page: int, lines: Sequence[Line | None]) -> None:
        """Take a page that was read."""
        if people is not self.people:
            return
        self._pages[page] = lines
        self._pages.move_to_end(page)
        self._stale.discard(page)
        while len(self._pages) > KEPT:
            gone, _ = self._pages.popitem(last=False)
            self._stale.discard(gone)
        # Not only this page: others that are in sight may have been asked for in vain, and a repaint asks again.
        self._emit_all()

    def put_aside(self, row: int) -> None:
        """Remember that somebody was put off."""
        self.put_off.add(self.number(row))
        self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))

    def note_confirmed(self, row: int) -> None:
        """Remember that it is right as it is."""
        self.confirmed.add(self.number(row))

    def note_typed(self, row: int, spot: Spot) -> None:
        """Remember in which field a value was typed: until the rules have read it nobody is done with it."""
        self.typed[self.number(row)] = spot

    def note_flawed(self, flawed: Collection[int], *, of: Mapping[int, Spot]) -> None:
        """Forget of those in ``of`` whose typed value is no error."""
        for number, spot in of.items():
            if number not in flawed and self.typed.get(number) == spot:
                del self.typed[number]
        if of:
            self._emit_all()

    def _emit_all(self) -> None:
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def _want(self) -> None:
        pages = list(self._missing)[-FETCHED:]
        self._missing.clear()
        if pages and self.people is not None:
            self.wanted.emit(self.people, tuple(sorted(pages)))

    def _tell(self, row: int, line: Line) -> str:
        say = self._wording.say
        state = STATES.get(line.verification)
        parts = [
            line.full_name or say("No name"),
            say("born {year}", year=line.birth_year) if line.birth_year else "",
            line.hamlet or "",
            say("errors: {n}", n=line.errors) if line.errors else "",
            say("to look at: {n}", n=line.warnings) if line.warnings else "",
            self._wording.render(state.word) if state is not None else "",
            self.note(row) if not (line.errors > 1 and not self.is_put_right(row)) else "",
        ]
        return ", ".join(part for part in parts if part)
