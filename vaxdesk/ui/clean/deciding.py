"""What is decided of one person: a suggestion taken, a field edited, a mark, "right as it is"."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from vaxdesk.desk import adding, correcting, settling
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import ValueRefused
from vaxdesk.desk.surveying import Spot
from vaxdesk.errors import VaxDeskError
from vaxdesk.model.step import Changes
from vaxdesk.ui.clean.record import RecordPane
from vaxdesk.ui.page import Frame


class Deciding(QObject):
    """Has decided what the record shows, one thing at a time.

    ``decided`` gives what it changed, and the field in which a value was typed, else None.
    """

    decided = Signal(object, object)

    def __init__(self, frame: Frame, record: RecordPane) -> None:
        super().__init__(record)
        self._frame, self._record = frame, record
        self._under_way = False

    def may_decide(self) -> bool:
        """Tell whether a decision counts now: nothing is under way, and the record is in sight, and long enough."""
        return self._is_free() and self._record.sight.is_settled() and not self._record.is_held()

    def may_put_off(self) -> bool:
        """Tell whether the person can be left for later: that changes nothing, so the history may be what is seen."""
        return (
            self._is_free()
            and not self._record.is_held()
            and (self._record.sight.is_settled() or self._record.aside is not None)
        )

    def accept(self) -> None:
        """Take what is ringed."""
        panel, problem, option = self._record.panel, self._record.problem, self._record.option()
        if panel is None or problem is None or option is None or not self.may_decide():
            return
        person, field, dose, side = panel.id, problem.field, problem.dose, option.side
        if side is not None:
            self._do(lambda desk: settling.settle_for(desk, person, side.event))
        else:
            self._do(lambda desk: correcting.set_field(desk, person, field, option.edit, dose=dose, reason=option.why))

    def choose(self, digit: int) -> None:
        """Take the suggestion of a digit: one key. Of two hands that contradict each other it only rings one."""
        problem = self._record.problem
        if problem is None or self._record.aside is not None or not 1 <= digit <= len(self._record.card.options):
            return
        if problem.code == "conflict":
            self._record.card.ring(digit - 1)
        elif self.may_decide():
            self._record.card.ring(digit - 1)
            self.accept()

    def edit(self, dose: str | None, field: str, text: str) -> None:
        """Set a field to what was typed; where it can't be read that is said below it and the text stays."""
        panel = self._record.panel
        if panel is None or not self._is_free():
            return
        person = panel.id
        self._do(
            lambda desk: correcting.set_field(desk, person, field, text, dose=dose),
            self._refuse_value,
            typed=(dose, field),
        )

    def mark(self, state: str, because: str | None) -> None:
        """Mark how verification stands."""
        panel = self._record.panel
        if panel is not None and self.may_decide():
            person = panel.id
            self._do(lambda desk: correcting.mark(desk, person, state, because=because))

    def remove_dose(self, dose: str) -> None:
        """Take a dose away; undo gives it back."""
        panel = self._record.panel
        if panel is not None and self.may_decide():
            person = panel.id
            self._do(lambda desk: adding.remove_dose(desk, person, dose))

    def confirm(self, reason: str) -> bool:
        """Say that what is doubted is right as it is; False where that doesn't count now."""
        panel, problem = self._record.panel, self._record.problem
        if panel is None or problem is None or not self.may_decide():
            return False
        person, code = panel.id, problem.code
        self._do(lambda desk: correcting.confirm(desk, person, code, reason=reason))
        return True

    def _is_free(self) -> bool:
        return not self._under_way and not self._frame.tasks.is_busy

    def _do(
        self,
        verb: Callable[[Desk], Changes],
        refused: Callable[[VaxDeskError], None] | None = None,
        typed: Spot | None = None,
    ) -> None:
        def refuse(error: VaxDeskError) -> None:
            self._under_way = False
            (refused or self._frame.refuse)(error)

        def done(changes: Changes) -> None:
            self._under_way = False
            self.decided.emit(changes, typed)

        self._under_way = True
        self._frame.tasks.do(lambda desk, job: verb(desk), done, refused=refuse)

    def _refuse_value(self, error: VaxDeskError) -> None:
        if not isinstance(error, ValueRefused) or not self._record.editor.is_open:
            self._frame.refuse(error)
            return
        self._record.refuse(self._frame.wording.explain(error))
