"""The re-entry card: what the portal wants typed, in its order, each field copied with one key; done, and the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from vaxdesk.desk.desk import Desk
from vaxdesk.desk.reentering import EntryCard, EntryField, list_to_reenter, mark_entered, read_card
from vaxdesk.model.display import show_number
from vaxdesk.ui.clean.work import Work
from vaxdesk.ui.clipboard import copy_text
from vaxdesk.ui.lists import FittedTable, Index
from vaxdesk.ui.look import Look
from vaxdesk.ui.page import Frame
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.wording import Wording

FIELD, TEXT, LISTED, STATE = range(4)
Answer = tuple[tuple[str, ...], EntryCard | None]
"""Who is still to be typed, and the card of the one who is next."""


class CardModel(QAbstractTableModel):
    """The fields of one card, and which of them were copied."""

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        self.fields: Sequence[EntryField] = ()
        self.copied: set[int] = set()

    def set_fields(self, fields: Sequence[EntryField]) -> None:
        """Show another card."""
        self.beginResetModel()
        self.fields, self.copied = fields, set()
        self.endResetModel()

    def note_copied(self, row: int) -> None:
        """Remember that a field was copied."""
        self.copied.add(row)
        self.dataChanged.emit(self.index(row, 0), self.index(row, STATE))

    def rowCount(self, parent: Index | None = None) -> int:
        """Give the number of fields."""
        return 0 if parent is not None and parent.isValid() else len(self.fields)

    def columnCount(self, parent: Index | None = None) -> int:
        """Give the number of columns."""
        return 0 if parent is not None and parent.isValid() else 4

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the head of a column."""
        say = self._wording.say
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (say("Field"), say("To be typed"), say("On the platform"), "")[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a cell; to a reader of the screen the whole line."""
        row = index.row()
        one, tell = self.fields[row], self._wording.tell
        copied = self._wording.say("copied") if row in self.copied else ""
        cells = (tell(one.title), tell(one.shown), tell(one.listed), copied)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return cells[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(cell for cell in cells if cell)
        return None


class CardView(FittedTable):
    """The card. Enter is the page's: it copies and goes on."""

    def __init__(self, look: Look, wording: Wording, model: CardModel) -> None:
        super().__init__(look)
        self.setModel(model)
        self.setAccessibleName(wording.say("Fields in the order of the portal"))
        model.modelReset.connect(self.fit)

    def fit(self) -> None:
        """Take the columns' widths from the view's."""
        width = self.viewport().width()
        for column, share in enumerate((0.26, 0.36, 0.24)):
            self.setColumnWidth(column, round(width * share))
        self.setColumnWidth(STATE, width - sum(self.columnWidth(column) for column in range(STATE)))
        super().fit()


class EntryWork(Work):
    """One person after the other. Enter copies field by field; after the last it says that the person is typed."""

    stays = True

    def __init__(self, frame: Frame) -> None:
        say = frame.wording.say
        super().__init__(frame, say("Type again into the portal"), say("Copy"))
        self._card: EntryCard | None = None
        self._later: list[str] = []
        self._was_typing = False
        self.card = CardModel(frame.wording)
        self.view = CardView(self.look, frame.wording, self.card)
        self.body.addWidget(self.view, 100)
        self.body.addStretch(1)
        self.view.selectionModel().currentChanged.connect(lambda *_: self._follow())
        self.later = ActButton(self.look, say("Later"), icon="later", key="F8")
        self.later.clicked.connect(self.put_off)
        self.entered = ActButton(self.look, say("Typed, next"), icon="ok", key="F9")
        self.entered.clicked.connect(self.mark)
        self.acts.set_items([self.act, self.entered, self.later, self.back])
        self.done.connect(lambda _: self._ask())
        self.allow(allowed=False)

    def begin(self) -> None:
        """Ask who is to be typed."""
        self._ask()

    def panes(self) -> Sequence[QWidget]:
        """Give the card, then the act."""
        return self.empty.buttons if self.empty is not None and self._card is None else (self.view, self.act)

    def _ask(self) -> None:
        later = tuple(self._later)

        def read(desk: Desk) -> Answer:
            waiting = list_to_reenter(desk)
            order = [*(one for one in waiting if one not in later), *(one for one in later if one in waiting)]
            return waiting, read_card(desk, order[0]) if order else None

        self.frame.tasks.ask(read, self._show, about=(self, "card"))

    def _show(self, answer: Answer) -> None:
        waiting, self._card = answer
        self.card.set_fields(self._card.fields if self._card is not None else ())
        if self._card is None:
            self.title.setText(self.say("Type again into the portal"))
            self.sentence.setText("")
            title = self.say("Nobody is left to be typed again.")
            if not self._was_typing:
                title = self.say("Nobody has to be typed again.")
            self.show_nothing(
                title,
                self.say(
                    "Who stood in the portal's list and has another name, birth date, sex or number since comes here."
                ),
            )
        else:
            self._was_typing = True
            self.show_something()
            self.title.setText(self._card.name or self.say("No name"))
            left = show_number(len(waiting), self.frame.wording.language)
            self.sentence.setText(
                self.say("{n} people are to be typed. Enter copies a field and goes to the next.", n=left)
            )
            self.view.setCurrentIndex(self.card.index(0, 0))
        self.view.setVisible(self._card is not None)
        for button in (self.later, self.entered):
            button.setEnabled(self._card is not None)
        self._follow()
        self.sight.begin()

    def _follow(self) -> None:
        row = self.view.currentIndex().row()
        is_field = self._card is not None and 0 <= row < len(self.card.fields)
        all_copied = self._card is not None and len(self.card.copied) == len(self.card.fields)
        if all_copied:
            self.act.set_look(text=self.say("Typed, next"))
        elif is_field:
            title = self.frame.wording.tell(self.card.fields[row].title)
            self.act.set_look(text=self.say("Copy {field}", field=title))
        self.entered.setVisible(self._card is not None and not all_copied)
        self.acts.updateGeometry()
        self.allow(allowed=is_field or all_copied)

    def press(self) -> None:
        """Copy the field and go to the next; after the last say that the person is typed."""
        row = self.view.currentIndex().row()
        if self._card is None:
            return
        if len(self.card.copied) == len(self.card.fields):
            self.mark()
            return
        copy_text(self.card.fields[row].text)
        self.card.note_copied(row)
        following = [one for one in range(len(self.card.fields)) if one not in self.card.copied]
        after = next((one for one in following if one > row), next(iter(following), row))
        self.view.setCurrentIndex(self.card.index(after, 0))
        self._follow()

    def mark(self) -> None:
        """Say that the person is typed, and go on with the next."""
        if self._card is not None:
            person = self._card.person
            self.carry_out(lambda desk, _: mark_entered(desk, [person]), self.say("Keeping"))

    def put_off(self) -> None:
        """Leave the person for later."""
        if self._card is not None:
            self._later = [*(one for one in self._later if one != self._card.person), self._card.person]
            self._ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take F8 and F9 beside Enter."""
        if not event.isAutoRepeat() and event.key() in {Qt.Key.Key_F8, Qt.Key.Key_F9} and self._card is not None:
            (self.put_off if event.key() == Qt.Key.Key_F8 else self.mark)()
            return
        super().keyPressEvent(event)
