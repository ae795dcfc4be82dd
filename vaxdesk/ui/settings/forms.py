"""The forms of the settings: one at a time, in the card they are about, so that they scroll with the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QVBoxLayout, QWidget

from vaxdesk.ui.look import Look
from vaxdesk.ui.start.password import NewPassword
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.choices import Choice, ChoiceRow
from vaxdesk.ui.widgets.labels import add_row, make_label
from vaxdesk.ui.widgets.typing_field import TypingField
from vaxdesk.wording import Wording

LONGEST_USER = 60


class Form(QFrame):
    """A title, what it is about, fields, and the button that does it. ``done`` and ``closed`` tell how it ended."""

    done = Signal()
    closed = Signal()

    def __init__(
        self,
        look: Look,
        wording: Wording,
        title: str,
        texts: Sequence[str],
        act: str,
        body: QWidget | None = None,
        *,
        can_close: bool = True,
    ) -> None:
        super().__init__()
        self.setProperty("kind", "card-info")
        self.setAccessibleName(title)
        self._good: Callable[[], str] = lambda: ""
        self.body = body
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(make_label(title, "head", wrap=True))
        for text in texts:
            column.addWidget(make_label(text, wrap=True))
        if body is not None:
            column.addWidget(body)
        self.close_button = ActButton(look, wording.say("Cancel"), key="Esc")
        self.close_button.clicked.connect(self.closed)
        self.act = ActButton(look, act, kind="primary", key="Enter")
        self.act.clicked.connect(self.done)
        self._reason = make_label("", "small", "text2", wrap=True)
        row = add_row(column)
        row.addWidget(self._reason, 1)
        row.addWidget(self.close_button)
        row.addWidget(self.act)
        if not can_close:
            self.close_button.hide()
        self.can_close = can_close

    def demand(self, find_reason: Callable[[], str]) -> None:
        """Let it be done only while ``find_reason`` gives nothing; otherwise its words stand beside the button."""
        self._good = find_reason
        self.follow()

    def follow(self) -> None:
        """Look again whether it may be done."""
        reason = self._good()
        self.act.setEnabled(not reason)
        self.act.setAccessibleDescription(reason)
        self._reason.setText(reason)

    def take_focus(self) -> None:
        """Put the focus into the first field, or on the button that changes nothing."""
        field = self.body.findChild(QLineEdit) if self.body is not None else None
        (field or self.close_button).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do it with Enter, unless another button has the focus."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat():
                focused = QApplication.focusWidget()
                (focused if isinstance(focused, ActButton) else self.act).click()
        elif event.key() == Qt.Key.Key_Escape and self.can_close:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class PasswordForm(Form):
    """A new password for a user."""

    def __init__(self, look: Look, wording: Wording, name: str) -> None:
        self.password = NewPassword(look, wording)
        super().__init__(
            look,
            wording,
            wording.say("New password for {name}", name=name),
            [wording.say("Backups made until now are opened by the old one.")],
            wording.say("Set password"),
            self.password,
        )
        self.password.changed.connect(self.follow)
        self.demand(lambda: "" if self.password.is_good() else wording.say("Fill both fields alike."))


class UserForm(Form):
    """A new user: name, what they may do, password."""

    def __init__(self, look: Look, wording: Wording) -> None:
        say = wording.say
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.name = TypingField()
        self.name.setMaxLength(LONGEST_USER)
        self.name.setAccessibleName(say("Full name"))
        column.addWidget(make_label(say("Full name"), "small", "text2", bold=True))
        column.addWidget(self.name)
        self.role = ChoiceRow(look)
        self.role.setAccessibleName(say("May do"))
        self.role.set_choices(
            [
                Choice("staff", say("Staff"), say("works with the lists")),
                Choice("lead", say("Lead"), say("also adds and removes users")),
            ]
        )
        self.role.select("staff")
        column.addWidget(self.role)
        self.password = NewPassword(look, wording)
        column.addWidget(self.password)
        super().__init__(look, wording, say("Add a user"), [], say("Add"), body)
        self.name.textChanged.connect(self.follow)
        self.password.changed.connect(self.follow)
        self.demand(self._find_reason(wording))

    def typed_name(self) -> str:
        """Give the name, spaces in order."""
        return " ".join(self.name.text().split())

    def _find_reason(self, wording: Wording) -> Callable[[], str]:
        def find() -> str:
            if not self.typed_name():
                return wording.say("Type the name.")
            return "" if self.password.is_good() else wording.say("Fill both fields alike.")

        return find
