"""The people of Làm sạch as a table with all the room, or as two lines beside the record: switched and remembered."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from vaxdesk.settings import PEOPLE_TABLE
from vaxdesk.ui.clean.list import ListPane
from vaxdesk.ui.clean.panes import CleanPanes
from vaxdesk.ui.clean.record import RecordPane
from vaxdesk.ui.models.columns import read_columns
from vaxdesk.ui.page import Frame


class TableSwitch(QObject):
    """Shows people as they were shown last. ``switched`` tells that it is another way now."""

    switched = Signal()

    def __init__(self, frame: Frame, panes: CleanPanes, people: ListPane, record: RecordPane) -> None:
        super().__init__(panes)
        self._settings, self._panes, self._list, self._record = frame.settings, panes, people, record
        if self._settings.read(PEOPLE_TABLE):
            self._show(is_table=True)

    def toggle(self) -> None:
        """Show people as a table, or as two lines each again; remembered for the next time."""
        if not self._record.is_held():
            is_table = not self._panes.is_table
            self._settings.write(PEOPLE_TABLE, is_table)
            self._show(is_table=is_table)
            self._panes.show_layer(in_record=False)
            self._list.take_focus()

    def follow_columns(self) -> None:
        """Show the columns that are chosen by now."""
        columns = read_columns(self._settings)
        if self._panes.is_table and columns != self._list.people.columns:
            self._list.show_columns(columns)

    def _show(self, *, is_table: bool) -> None:
        self._panes.show_table(is_table=is_table)
        self._list.show_columns(read_columns(self._settings) if is_table else ())
        self.switched.emit()
