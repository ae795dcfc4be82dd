"""Which list of Làm sạch is open, as the groups show it; the way to another one of them."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QModelIndex, QObject, Signal

from vaxdesk.model.filter import Filter
from vaxdesk.ui.clean.groups import GroupsView
from vaxdesk.ui.models.groups import GroupsModel


class GroupChoice(QObject):
    """Shows the group that is open, and lets another be chosen. ``wanted`` gives the list that is wanted then.

    ``asked`` is the list that is open, None before the first.
    """

    wanted = Signal(object)

    def __init__(self, groups: GroupsModel, view: GroupsView) -> None:
        super().__init__(view)
        self._groups, self._view = groups, view
        self.asked: Filter | None = None
        view.selectionModel().currentChanged.connect(self._choose)

    def open(self, asked: Filter) -> None:
        """Show that a list is open; one that is no group gets a line of its own."""
        self.asked = asked
        self._groups.open(asked)
        self.show()

    def show(self) -> None:
        """Mark the group that is open."""
        row, model = self._find_row(), self._view.selectionModel()
        blocked = model.blockSignals(True)
        self._view.setCurrentIndex(self._groups.index(row) if row is not None else QModelIndex())
        model.blockSignals(blocked)
        self._view.viewport().update()

    @property
    def group(self) -> str | None:
        """The kind of issue whose list is open."""
        return self.asked.group if self.asked is not None else None

    @property
    def title(self) -> str:
        """What the group that is open is called; nothing where it is none."""
        row = self._find_row()
        return self._groups.lines[row].title if row is not None else ""

    def step(self, by: int) -> None:
        """Go to the next group (1), or to the one before (-1)."""
        row = self._find_row()
        wanted = by + (row if row is not None else -1)
        if 0 <= wanted < len(self._groups.lines):
            self.open_line(wanted)

    def open_line(self, row: int) -> None:
        """Open a line of the groups, narrowed as the list is; what was searched for is left behind."""
        line, asked = self._groups.lines[row], self.asked
        if line.kind in {"group", "severity"} and asked is not None and (asked.group or asked.severity):
            asked = replace(asked, group=line.filter.group, severity=line.filter.severity, text="")
            self.wanted.emit(asked)
        else:
            self.wanted.emit(line.filter)

    def _choose(self, now: QModelIndex, _: QModelIndex) -> None:
        if now.isValid():
            self.open_line(now.row())

    def _find_row(self) -> int | None:
        return self._groups.find_row(self.asked) if self.asked is not None else None
