"""A new password, typed twice; what it needs is said before and ticked off while one types."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from vaxdesk.desk.governing import find_weakness
from vaxdesk.ui.look import Look
from vaxdesk.ui.start.step import Note
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.labels import add_row, make_label
from vaxdesk.wording import Wording


class NewPassword(QWidget):
    """Two fields for a new password. ``changed`` tells of every letter."""

    changed = Signal()

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__()
        self.look, self.say = look, wording.say
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.first = self._make_field(self.say("New password"))
        self.again = self._make_field(self.say("The same once more"))
        self._eye = ActButton(look, self.say("Show"), icon="eye", kind="link")
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show)
        weak = find_weakness("")
        rule = self.say(weak.says, **weak.args_by_name) if weak is not None else ""
        column.addWidget(make_label(self.first.accessibleName(), "small", "text2", bold=True))
        add_row(column, self.first, self._eye)
        self.strong = self._add_rule(column, rule)
        column.addSpacing(4)
        column.addWidget(make_label(self.again.accessibleName(), "small", "text2", bold=True))
        column.addWidget(self.again)
        self.same = self._add_rule(column, self.say("Both are the same."))
        hint = self.say("Switch Vietnamese typing off (UniKey shows E) before you type a password.")
        column.addWidget(Note(look, "info", "text2", text=hint))
        self._follow()

    def text(self) -> str:
        """Give the password."""
        return self.first.text()

    def find_problem(self) -> str:
        """Say what the password still needs; empty where it is good."""
        if (weak := find_weakness(self.first.text())) is not None:
            return self.say(weak.says, **weak.args_by_name)
        return "" if self.first.text() == self.again.text() else self.say("The two passwords are not the same.")

    def is_good(self) -> bool:
        """Tell whether it is strong enough and typed twice alike."""
        return not self.find_problem()

    def take_focus(self) -> None:
        """Put the focus where something is missing."""
        (self.first if find_weakness(self.first.text()) is not None else self.again).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter to what is missing; where nothing is, it is for who asked for the password."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not self.is_good():
            self.take_focus()
        else:
            super().keyPressEvent(event)

    def _make_field(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setAccessibleName(name)
        field.textChanged.connect(self._follow)
        return field

    def _add_rule(self, column: QVBoxLayout, text: str) -> Note:
        note = Note(self.look, "todo", "text2", text=text)
        column.addWidget(note)
        return note

    def _follow(self) -> None:
        strong = find_weakness(self.first.text()) is None
        same = strong and self.first.text() == self.again.text()
        for note, met in ((self.strong, strong), (self.same, same)):
            note.set_sign(*(("ok", "ok") if met else ("todo", "text2")))
            said = self.say("done") if met else self.say("not yet")
            note.setAccessibleName(f"{note.label.text()} {said}")
        self.changed.emit()

    def _show(self, shown: bool) -> None:
        for field in (self.first, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._eye.set_look(text=self.say("Hide") if shown else self.say("Show"), icon="eye-off" if shown else "eye")
