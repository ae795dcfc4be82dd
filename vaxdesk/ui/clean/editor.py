"""The editor in place: a real field over the value, with what is refused said below it while the text stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from vaxdesk.model.message import Message
from vaxdesk.ui.look import CONTROL, Look, set_type
from vaxdesk.ui.widgets.labels import make_label
from vaxdesk.ui.widgets.typing_field import TypingField
from vaxdesk.wording import Wording

HINTS: Final[Mapping[str, Message]] = {
    "birth_date": Message("Day, month, year, e.g. 12/03/1985. If only the year is known, type 4 digits, e.g. 1949."),
    "id_number": Message("12 digits; an old card has 9."),
    "old_id_number": Message("9 digits."),
    "sex": Message("Type nam or nữ."),
    "phone": Message("10 digits, beginning with 0. A dash if there is no phone."),
    "health_insurance": Message("15 characters, or the last 10 digits."),
    "number": Message("A digit from 1 to 9."),
    "vaccine": Message("The name as it is written on the bottle, e.g. AstraZeneca, Pfizer, Vero Cell."),
    "date": Message("Day, month, year, e.g. 15/08/2021."),
    "kind": Message("Type cơ bản, bổ sung or nhắc lại."),
    "id_kind": Message("Type CCCD, CMND or hộ chiếu."),
}


class TextField(TypingField):
    """The field of the editor. Enter keeps, Esc leaves as it was."""

    kept = Signal()
    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Take Tab for Enter: half a change is not to be left behind."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab:
            as_enter = QKeyEvent(event.type(), Qt.Key.Key_Return, event.modifiers(), "", event.isAutoRepeat())
            self.keyPressEvent(as_enter)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Esc; stay in the field with the arrows."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            event.accept()
        else:
            super().keyPressEvent(event)

    def press_enter(self, event: QKeyEvent) -> None:
        """Keep what stands there."""
        event.accept()
        self.kept.emit()


class FieldEditor(QFrame):
    """Lies over a value. ``kept`` gives the text, ``left`` tells that all stays as it was."""

    kept = Signal(str)
    left = Signal()

    def __init__(self, look: Look, wording: Wording, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card-edge")
        self._look, self._wording = look, wording
        self._before = self._hint = ""
        self._box = QRect()
        self._ground = parent
        self.field = TextField()
        self.field.kept.connect(lambda: self.kept.emit(self.field.text()))
        self.field.left.connect(self.left)
        self.field.textEdited.connect(self._type_on)
        self._note = make_label("", "small", "text2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.field)
        column.addWidget(self._note)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether somebody is editing."""
        return not self.isHidden()

    @property
    def is_changed(self) -> bool:
        """Whether what stands there is not what stood there."""
        return self.is_open and self.field.text() != self._before

    def open(self, box: QRect, key: str, title: str, text: str, said: str = "") -> None:
        """Edit a text in a place; ``said`` stands below instead of the field's hint."""
        self._box, self._before = box, text
        hint = HINTS.get(key)
        self._hint = (
            self._wording.say(hint.text)
            if hint is not None
            else self._wording.say("Enter keeps it, Esc leaves it as it was.")
        )
        self.field.setAccessibleName(title)
        self.field.setText(text)
        self.field.selectAll()
        self.show()
        self.tell(said or self._hint)
        self.raise_()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _type_on(self) -> None:
        if self._note.text() != self._hint:
            self.tell(self._hint)

    def tell(self, sentence: str, *, refused: bool = False) -> None:
        """Say something below the field."""
        self._note.setText(sentence)
        set_type(self._note, "small", "err" if refused else "text2")
        self._note.setContentsMargins(10, 0, 10, 6)
        self.field.setAccessibleDescription(sentence)
        self._place()

    def close_up(self) -> None:
        """Be gone."""
        self.hide()

    def place(self, box: QRect) -> None:
        """Follow the value to another place."""
        self._box = box
        self._place()

    def _place(self) -> None:
        width = max(self._box.width(), self._look.scale(200))
        parent = self._ground
        left = max(0, min(self._box.left(), parent.width() - width))
        above = max(self._look.scale(CONTROL), self.field.sizeHint().height()) + 4
        height = above + self._note.heightForWidth(width) + 4
        top = self._box.center().y() - above // 2
        self.setGeometry(left, max(0, min(top, parent.height() - height)), width, height)
