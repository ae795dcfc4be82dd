"""The files that were dropped or chosen, and how far each is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt

from vaxdesk.desk.loading import Loaded
from vaxdesk.desk.previewing import EarlierLoad, Preview, Question
from vaxdesk.desk.rereading import Column, make_mapping
from vaxdesk.errors import VaxDeskError
from vaxdesk.intake.draft import ListHead
from vaxdesk.model.display import show_date, show_number
from vaxdesk.ui.lists import Index
from vaxdesk.wording import Wording

State = Literal["reading", "asking", "ready", "known", "locked", "unreadable", "loaded"]
PASSWORD = frozenset({"list.password", "list.password_wrong"})
"""Codes of refusals that a password may turn into a list."""
EntryRole = Qt.ItemDataRole.UserRole

ICONS: dict[State, tuple[str, str]] = {
    "reading": ("wait", "text2"),
    "asking": ("notfound", "accent"),
    "ready": ("ok", "ok"),
    "known": ("stuck", "neu"),
    "locked": ("lock", "accent"),
    "unreadable": ("error", "err"),
    "loaded": ("ok", "ok"),
}
"""Icon and colour of each state."""


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


SHORT = {
    "list.missing": _("No such file"),
    "list.locked": _("Open in another program"),
    "list.empty": _("Empty"),
    "list.not_a_table": _("Not a table"),
    "list.password": _("Protected by a password"),
    "list.password_wrong": _("Another password"),
    "list.damaged": _("Damaged"),
    "list.none": _("No list in it"),
    "list.too_large": _("Too large"),
    "list.too_slow": _("Takes too long to read"),
}
"""Why a file can't be read, in a few words, by the code of the refusal."""
OTHERWISE = _("Can't be read")


@dataclass(slots=True, eq=False)
class Entry:
    """One file.

    ``first`` is how it was understood before anybody said anything. ``answers`` is what somebody said of columns,
    ``encodings`` of their letters, ``password`` what opens it. ``counted`` is what loading it would do, None until that
    is known; ``trouble`` why that can't be told. ``wanted`` turns False when the file is taken off the list, which
    stops reading it; ``done`` is written by the worker and read here.
    """

    path: Path
    preview: Preview | None = None
    error: VaxDeskError | None = None
    first: ListHead | None = None
    answers: dict[Column, str | None] = field(default_factory=dict)
    encodings: dict[Column, str | None] = field(default_factory=dict)
    password: str | None = field(default=None, repr=False)
    remembered: bool = False
    counted: Loaded | None = None
    trouble: VaxDeskError | None = None
    load: EarlierLoad | None = None
    known: EarlierLoad | None = None
    wanted: bool = True
    done: int = 0
    sheet: int = 0

    @property
    def mapping(self) -> dict[str, Any] | None:
        """How the file is to be read after what somebody said of it; None where nobody did."""
        if self.preview is None:
            return None
        return make_mapping(self.preview.head, self.answers, self.encodings)

    @property
    def open(self) -> tuple[Question, ...]:
        """The questions nobody has answered yet."""
        if self.preview is None:
            return ()
        return tuple(one for one in self.preview.questions if (one.sheet, one.column) not in self.answers)

    @property
    def state(self) -> State:
        """How far the file is."""
        if self.error is not None:
            return "locked" if self.error.code in PASSWORD else "unreadable"
        if self.preview is None:
            return "reading"
        if self.load is not None and not self.load.taken_back:
            return "loaded"
        if self.known is not None:
            return "known"
        return "asking" if self.open else "ready"

    @property
    def brings(self) -> bool:
        """Whether there is anything in it: people, or communes and sites that the tables lack."""
        head = self.preview.head if self.preview is not None else None
        return head is not None and bool(head.total or head.units or head.sites)

    @property
    def rows(self) -> int:
        """How many rows are people's."""
        return self.preview.head.total if self.preview is not None else 0


def describe_entry(entry: Entry, wording: Wording) -> str:
    """Say in a few words how far a file is."""
    say = wording.say
    rows = show_number(entry.rows, wording.language)
    state = entry.state
    if state == "reading":
        done = show_number(entry.done, wording.language)
        words = say("Reading, row {row}", row=done) if entry.done else say("Reading")
    elif entry.error is not None:
        words = say(SHORT.get(entry.error.code, OTHERWISE))
    elif state == "loaded" and entry.load is not None:
        words = say("Loaded · {new} new", new=show_number(entry.load.rows.get("new", 0), wording.language))
    elif state == "known" and entry.known is not None:
        words = say("Loaded on {day}", day=show_date(entry.known.at[:10]))
    elif state == "asking":
        words = say("Questions: {questions} · {rows} rows", questions=len(entry.open), rows=rows)
    else:
        words = say("Ready · {rows} rows", rows=rows)
    return words


class FilesModel(QAbstractListModel):
    """The files in the order in which they came."""

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        self.entries: list[Entry] = []

    def rowCount(self, parent: Index | None = None) -> int:
        """Give the number of files."""
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a file's name, its state in words, or all of it."""
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.path.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(entry.path)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.path.name}, {describe_entry(entry, self._wording)}"
        return entry if role == EntryRole else None

    def add(self, paths: Sequence[Path]) -> list[Entry]:
        """Put files on the list; one that is there already takes its place anew. Gives the new entries."""
        added = []
        for path in paths:
            entry = Entry(path)
            at = next((place for place, one in enumerate(self.entries) if one.path == path), None)
            if at is None:
                self.beginInsertRows(QModelIndex(), len(self.entries), len(self.entries))
                self.entries.append(entry)
                self.endInsertRows()
            else:
                self.entries[at].wanted = False
                self.entries[at] = entry
                self.tell(entry)
            added.append(entry)
        return added

    def remove(self, row: int) -> None:
        """Take a file off the list."""
        self.beginRemoveRows(QModelIndex(), row, row)
        self.entries.pop(row).wanted = False
        self.endRemoveRows()

    def tell(self, entry: Entry) -> None:
        """Tell that a file is further."""
        if entry in self.entries:
            index = self.index(self.entries.index(entry))
            self.dataChanged.emit(index, index)
