"""How far the list of Làm sạch is, and who comes next once somebody is decided or put off."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from vaxdesk.desk.surveying import Survey
from vaxdesk.ui.clean.asking import Asking
from vaxdesk.ui.clean.list import ListPane


class GoingOn(QObject):
    """Goes on by itself when the person one is with is done. ``row`` gives where in the list one is.

    ``next_wanted`` gives the row of who comes next, ``ended`` tells that nobody is left, ``stayed`` that it is the same
    person still, of whom something may be another.
    """

    next_wanted = Signal(int)
    ended = Signal()
    stayed = Signal()

    def __init__(self, asking: Asking, people: ListPane, row: Callable[[], int]) -> None:
        super().__init__(people)
        self._asking, self._list, self._row = asking, people, row
        self._decided = False

    def note_decided(self) -> None:
        """Note that something of the person was decided: if that was all, the next survey goes on."""
        self._decided = True

    def survey(self, *, leaving: bool = False) -> None:
        """Ask how far the list is; ``leaving``: and go on to the next in any case."""
        model, row = self._list.people, self._row()
        people, put_off = model.people, frozenset(model.put_off)
        if people is None:
            return

        def show(survey: Survey) -> None:
            if people is not model.people:
                return
            self._list.show_count(survey.done)
            decided, self._decided = self._decided, False
            here = row == self._row()
            if here and (leaving or (decided and survey.is_done)):
                self._go_on(survey, leaving=leaving)
            elif here and not leaving:
                self.stayed.emit()

        self._asking.ask_survey(people, row, put_off, show)

    def _go_on(self, survey: Survey, *, leaving: bool) -> None:
        if survey.next is not None:
            self.next_wanted.emit(survey.next)
        elif not leaving:
            self.ended.emit()
