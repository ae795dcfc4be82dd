"""The doses of a person: one card each, the open one with its fields below, and one that is to be added."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vaxdesk.desk.browsing import DoseRow, FieldRow
from vaxdesk.desk.correcting import MOST_DOSES
from vaxdesk.model.fields import DOSE_FIELDS
from vaxdesk.ui.clean.fields import FieldTable
from vaxdesk.ui.look import Look
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.labels import make_label
from vaxdesk.ui.widgets.wrapping import WrappingRow
from vaxdesk.wording import Wording

NEW_FIELDS = ("vaccine", "date", "lot", "site", "kind")


def make_new_dose(doses: Sequence[DoseRow]) -> DoseRow | None:
    """Give the dose that would come next, empty and named by its number; None where there can be no more."""
    taken = {dose.number for dose in doses}
    number = next((one for one in range(1, MOST_DOSES + 1) if one not in taken), None)
    if number is None:
        return None
    fields = tuple(
        FieldRow(key, DOSE_FIELDS[key].title, (), None, "", None, (), None, None, None, None, (), ())
        for key in NEW_FIELDS
    )
    return DoseRow(str(number), number, fields)


class DosesPart(QWidget):
    """Shows the doses.

    ``opened`` tells that another is open (or none); ``removed`` and ``moved`` give one that is to go, or belongs to
    somebody else.
    """

    opened = Signal()
    removed = Signal(str)
    moved = Signal(str)

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__()
        self._look, self._wording = look, wording
        self._doses: Sequence[DoseRow] = ()
        self._open: str | None = None
        self.cards: list[ActButton] = []
        self._row = WrappingRow(gap=8)
        self.table = FieldTable(look, wording)
        self.table.setAccessibleName(wording.say("Fields of the dose"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(make_label(wording.say("Doses given"), "small", "text2"))
        column.addWidget(self._row)
        column.addWidget(self.table)
        self.acts = WrappingRow(gap=4)
        self.remove = ActButton(look, wording.say("Take this dose away"), icon="minus", size="small")
        self.give = ActButton(look, wording.say("It is somebody else's…"), icon="right", size="small")
        self.remove.clicked.connect(lambda: self._emit(self.removed))
        self.give.clicked.connect(lambda: self._emit(self.moved))
        self.acts.set_items([self.remove, self.give])
        column.addWidget(self.acts)

    def _emit(self, signal: SignalInstance) -> None:
        if self._open is not None:
            signal.emit(self._open)

    @property
    def open_dose(self) -> DoseRow | None:
        """The dose that is open."""
        if self._open is None:
            return None
        found = next((dose for dose in self._doses if dose.id == self._open), None)
        new = make_new_dose(self._doses)
        return found if found is not None or new is None or new.id != self._open else new

    def show_doses(self, doses: Sequence[DoseRow], open_: str | None) -> None:
        """Show other doses, one of them open. A dose just added is known by its number first."""
        self._doses = doses
        added = next((dose.id for dose in doses if str(dose.number) == open_), None)
        self._open = added or open_
        self._fill()

    def open(self, dose: str | None) -> None:
        """Open a dose, or none."""
        if dose != self._open:
            self._open = dose
            self._fill()

    def _fill(self) -> None:
        say, new = self._wording.say, make_new_dose(self._doses)
        self.cards = [self._make_card(dose) for dose in self._doses]
        if new is not None:
            add = ActButton(self._look, say("Add dose {n}", n=new.number or 0), icon="plus", size="small")
            add.clicked.connect(lambda: self._toggle(new.id))
            self.cards.append(add)
        self._row.set_items(self.cards)
        dose = self.open_dose
        self.table.setVisible(dose is not None)
        self.acts.setVisible(dose is not None and dose in self._doses)
        self.table.fields.set_rows(dose.fields if dose is not None else (), None, {})

    def _make_card(self, dose: DoseRow) -> ActButton:
        say = self._wording.say
        texts = {row.key: self._wording.tell(row.now) for row in dose.fields}
        name = say("Dose {n}", n=dose.number) if dose.number else say("Dose without a number")
        text = " · ".join(part for part in (name, texts.get("vaccine"), texts.get("date")) if part)
        wrong = any(row.severity == "error" for row in dose.fields)
        doubtful = any(row.severity == "warning" for row in dose.fields)
        card = ActButton(self._look, text, icon="error" if wrong else "warn" if doubtful else "syringe", size="small")
        card.setCheckable(True)
        card.setChecked(dose.id == self._open)
        card.clicked.connect(lambda: self._toggle(dose.id))
        return card

    def _toggle(self, dose: str) -> None:
        # The cards are made anew, so what was clicked must be through with its click first.
        self._open = None if dose == self._open else dose
        self.opened.emit()
