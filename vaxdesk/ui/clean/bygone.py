"""A person as they stood at the end of a day: which day, and every field that was known by then."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from vaxdesk.desk.recounting import Known
from vaxdesk.model.dates import read_day
from vaxdesk.model.display import show_date
from vaxdesk.ui.lists import leave_to_page
from vaxdesk.ui.look import ROW, Look
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.labels import make_label
from vaxdesk.ui.widgets.tables import PlainTable, Table, TableModel
from vaxdesk.ui.widgets.typing_field import TypingField
from vaxdesk.wording import Wording

SIDE = 20
WIDE = 124
"""Pixels of a field that holds a day."""


class DayField(TypingField):
    """A field for a day. Enter is its own: around it, it would accept what is coloured. ``entered`` tells of it."""

    entered = Signal()

    def press_enter(self, event: QKeyEvent) -> None:
        """Tell that the day is typed."""
        event.accept()
        self.entered.emit()


class DayRow(QWidget):
    """Asks for a day. ``wanted`` gives it (ISO 8601); what is no day is said below and stays."""

    wanted = Signal(str)

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        label = make_label(wording.say("As it was on"), "small", "text2")
        self.field = DayField()
        self.field.setMaximumWidth(look.scale(WIDE))
        self.field.setMaxLength(len("03/05/2026") + 4)
        self.field.setAccessibleName(label.text())
        self.field.setPlaceholderText(wording.say("day/month/year"))
        self.field.entered.connect(self._take)
        self.field.textEdited.connect(lambda: self.tell(""))
        self.show_button = ActButton(look, wording.say("Show"), size="small")
        self.show_button.clicked.connect(self._take)
        self.note = make_label("", "small", "err", wrap=True)
        self.note.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.field)
        row.addWidget(self.show_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDE, 0, SIDE - 6, 4)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.note)

    def offer(self, day: str) -> None:
        """Propose a day, unless somebody types one."""
        if not self.field.hasFocus():
            self.field.setText(show_date(day))
            self.tell("")

    def tell(self, sentence: str) -> None:
        """Say why nothing can be shown; without a sentence say nothing."""
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))

    def _take(self) -> None:
        day = read_day(self.field.text())
        if day is None:
            self.tell(self._wording.say("This is no day. Write it as dd/mm/yyyy."))
            self.field.setFocus()
        else:
            self.tell("")
            self.wanted.emit(day)


class Bygone(PlainTable):
    """Every field that was known, how it stood; doses by their number. It is read only."""

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__()
        self._look, self._wording = look, wording
        self.fields = TableModel()
        self.setModel(self.fields)
        self.setAccessibleName(wording.say("As it was on that day"))
        self.setWordWrap(True)
        head = self.horizontalHeader()
        head.setStretchLastSection(True)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        look.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._look.scale(ROW))

    def show_known(self, known: Known) -> None:
        """Show what was known."""
        wording = self._wording
        rows = tuple((wording.render(title), wording.tell(value)) for title, value in known)
        self.fields.show_table(Table("", "", (wording.say("Field"), wording.say("How it stood")), rows))
        self.resizeColumnToContents(0)
        if rows:
            self.setCurrentIndex(self.fields.index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go up and down; leave Enter and whatever writes to the page."""
        if not leave_to_page(event):
            super().keyPressEvent(event)
