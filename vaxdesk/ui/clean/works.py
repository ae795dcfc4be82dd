"""What can be done on Làm sạch beside the records: opened in their place, and what follows when it is done."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from vaxdesk.model.filter import Filter
from vaxdesk.model.step import Changes
from vaxdesk.ui.clean.fixing import FixWork
from vaxdesk.ui.clean.naming import NameWork
from vaxdesk.ui.clean.work import Stage, Work
from vaxdesk.ui.page import Frame


class Works(QObject):
    """Opens pieces of work on the stage. ``done`` gives what one has changed; the records are back by then."""

    done = Signal(object)

    def __init__(self, frame: Frame, stage: Stage) -> None:
        super().__init__(stage)
        self._frame, self._stage = frame, stage

    def open(self, work: Work) -> None:
        """Open a piece of work unless another must not be left yet."""
        if not self._stage.may_leave():
            work.deleteLater()
            return
        work.done.connect(self._finish)
        self._stage.open(work)

    def fix(self, rule: str | None) -> None:
        """Show what is certain of a group, or of all."""
        self.open(FixWork(self._frame, rule))

    def name_list(self, asked: Filter, suggested: str) -> None:
        """Ask for a name to keep a list under."""
        self.open(NameWork(self._frame, asked, suggested))

    def _finish(self, changes: Changes) -> None:
        self._stage.close_work()
        self.done.emit(changes)
