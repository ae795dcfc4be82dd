"""What can be looked at in place of a record: the person's history, or one field's, and the rows of the lists."""

from __future__ import annotations

from PySide6.QtCore import QObject

from vaxdesk.desk.recounting import Known, Moment
from vaxdesk.desk.tracing import SourceRow
from vaxdesk.ui.clean.asking import Asking
from vaxdesk.ui.clean.record import RecordPane
from vaxdesk.wording import Wording


class Asides(QObject):
    """Shows and closes them, and asks anew when another person is shown."""

    def __init__(self, record: RecordPane, asking: Asking, wording: Wording) -> None:
        super().__init__(record)
        self._record, self._asking, self._wording = record, asking, wording
        record.timeline.left.connect(self.close)
        record.timeline.day_wanted.connect(self._ask_day)
        record.sources.left.connect(self.close)
        record.head.history.clicked.connect(self.show_history)
        record.head.sources.clicked.connect(self.show_sources)

    def show_history(self) -> None:
        """Show the person's history; asked once more, that of the field one is at, or all of it again."""
        if self._record.is_history:
            self._record.timeline.toggle_field()
        elif not self._record.is_held():
            self._record.timeline.close_day()
            self._record.show_aside(self._record.timeline)
            self.follow()

    def show_sources(self) -> None:
        """Show the rows the person was read from; asked once more, the record."""
        if self._record.aside is self._record.sources:
            self.close()
        elif not self._record.is_held():
            self._record.show_aside(self._record.sources)
            self.follow()

    def close(self) -> None:
        """Show the record again."""
        self._record.show_aside(None)

    def go_back(self) -> None:
        """Go from a day to the history, from all else to the record."""
        if not (self._record.is_history and self._record.timeline.close_day()):
            self.close()

    def follow(self) -> None:
        """Ask for what is shown of the person who is shown."""
        record, panel = self._record, self._record.panel
        if panel is None:
            return
        person, name = panel.id, panel.full_name or self._wording.say("No name")

        def is_shown() -> bool:
            return record.panel is not None and record.panel.id == person

        def show_moments(moments: tuple[Moment, ...]) -> None:
            if is_shown():
                record.timeline.show_moments(name, moments, record.field())

        def show_rows(rows: tuple[SourceRow, ...]) -> None:
            if is_shown():
                record.sources.show_rows(name, rows)

        if record.is_history:
            self._asking.ask_history(person, show_moments)
            if record.timeline.day is not None:
                self._ask_day(record.timeline.day)
        elif record.aside is record.sources:
            self._asking.ask_sources(person, show_rows)

    def _ask_day(self, day: str) -> None:
        record, panel = self._record, self._record.panel
        if panel is None:
            return
        person = panel.id

        def show(known: Known | None) -> None:
            if record.is_history and record.panel is not None and record.panel.id == person:
                record.timeline.show_day(day, known)

        self._asking.ask_day(person, day, show)
