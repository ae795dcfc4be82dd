"""A workbook that is protected by a password: the one field that opens it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from vaxdesk.errors import VaxDeskError
from vaxdesk.ui.load.bar import DecisionBar
from vaxdesk.ui.look import Layout, Look
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.labels import IconLabel, add_row, make_label
from vaxdesk.wording import Wording

WIDTH = 420


class LockedPane(QWidget):
    """Asks for the password of a workbook. ``opened`` gives what was typed, which is shown to nobody and kept nowhere.

    Given the focus, it passes it to the field.
    """

    opened = Signal(str)

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        say = wording.say
        self._icon = IconLabel(look, "lock", "accent", 28)
        self._title = make_label(step="dialog", wrap=True)
        self._cure = make_label(step="small", tone="text2", wrap=True)
        label = make_label(say("Password of the workbook"), "small", "text2", bold=True)
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName(label.text())
        self.field.setFixedWidth(look.scale(WIDTH // 2 + 60))
        label.setBuddy(self.field)
        self.eye = ActButton(look, say("Show"), icon="eye", kind="link")
        self.eye.setCheckable(True)
        self.eye.toggled.connect(self._show)
        hint = say("Switch Vietnamese typing off (UniKey shows E) before you type a password.")
        self.open_button = ActButton(look, say("Open"), kind="primary", key="Enter")
        self.open_button.clicked.connect(self.open)
        self.field.textChanged.connect(lambda text: self.open_button.setEnabled(bool(text)))
        self.column = QVBoxLayout()
        self.column.setSpacing(8)
        add_row(self.column, self._icon, None)
        for one in (self._title, self._cure, label):
            self.column.addWidget(one)
        add_row(self.column, self.field, self.eye, None)
        self.column.addWidget(make_label(hint, "small", "text2", wrap=True))
        self.column.addStretch(1)
        self.bar = DecisionBar([make_label(say("Nothing is stored until you press Load."), "small", "text2")],
                               [self.open_button])  # fmt: skip
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self.column, 1)
        outer.addWidget(self.bar)

    def set_layout(self, layout: Layout) -> None:
        """Take less room in a smaller window."""
        side = {"wide": 20, "middle": 14, "narrow": 12}[layout]
        self.column.setContentsMargins(side, 12 if layout == "narrow" else 20, side, 8)
        self._icon.setVisible(layout != "narrow")
        self.bar.set_layout(layout)

    def show_error(self, error: VaxDeskError) -> None:
        """Say why the workbook isn't open; what was typed before is gone."""
        say = self._wording.say
        self._title.setText(say(error.says, **error.args_by_name))
        self._cure.setText(say(error.cure, **error.args_by_name))
        self.field.setAccessibleDescription(self._title.text())
        self.field.clear()
        self.open_button.setEnabled(False)

    def open(self) -> None:
        """Hand over what was typed."""
        if text := self.field.text():
            self.opened.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter; whatever else is typed here is for nobody."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat():
                self.open()
        elif not event.text() or event.key() == Qt.Key.Key_Escape:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on to the field; a proxy would change the order of Tab."""
        super().focusInEvent(event)
        self.field.setFocus(event.reason())

    def _show(self, shown: bool) -> None:
        self.field.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
