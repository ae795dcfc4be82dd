"""What the steps of the first start share: a question, its field, why one can't go on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from vaxdesk.ui.look import Look
from vaxdesk.ui.widgets.labels import IconLabel, make_label
from vaxdesk.ui.widgets.typing_field import TypingField
from vaxdesk.wording import Wording


class Note(QFrame):
    """A line with a sign that says what is the matter; hidden while nothing is."""

    def __init__(
        self, look: Look, icon: str = "error", token: str = "err", kind: str = "plain", *, text: str = ""
    ) -> None:
        super().__init__()
        self.setProperty("kind", kind)
        row = QHBoxLayout(self)
        row.setContentsMargins(10 if kind != "plain" else 0, 6, 10, 6)
        row.setSpacing(8)
        self._icon = IconLabel(look, icon, token, 16)
        self.label = make_label(text, "small", token, wrap=True)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.label, 1)
        self.setAccessibleName(text)
        # What is shown before it has its place would be a window of its own.
        if not text:
            self.hide()

    def show_text(self, text: str) -> None:
        """Say something, or nothing with an empty text."""
        self.label.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def set_sign(self, icon: str, token: str) -> None:
        """Show another sign and colour."""
        self._icon.set_icon(icon, token)
        self.label.setProperty("tone", token)
        self.label.style().polish(self.label)


class FirstStep(QWidget):
    """One step of the first start: a title, what is asked, what the coloured button says.

    ``changed`` tells that :meth:`find_reason` may give something else, ``wanted`` that the step itself wants to go on.
    """

    changed = Signal()
    wanted = Signal()

    def __init__(self, look: Look, wording: Wording, title: str, act: str) -> None:
        super().__init__()
        self.look, self.wording, self.say = look, wording, wording.say
        self.title, self.act = title, act
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(6)
        self.labels: dict[QLineEdit, QLabel] = {}
        self.setAccessibleName(title)

    def find_reason(self) -> str:
        """Say why one can't go on yet, in a few words beside the button; empty where one can."""
        return ""

    def take_focus(self) -> None:
        """Put the focus where one begins."""

    def lock_fields(self, *, locked: bool) -> None:
        """Let nothing be changed while the answers are being used."""
        self.setEnabled(not locked)

    def add_text(self, text: str, tone: str = "text2", step: str = "body") -> QLabel:
        """Add a sentence."""
        label = make_label(text, step, tone, wrap=True)
        self.column.addWidget(label)
        return label

    def add_field(self, label: str, *, value: str = "", limit: int = 120) -> QLineEdit:
        """Add a field with its label above it."""
        above = make_label(label, "small", "text2", bold=True)
        field = TypingField(value)
        field.setMaxLength(limit)
        field.setAccessibleName(label)
        field.textChanged.connect(self.changed)
        above.setBuddy(field)
        self.labels[field] = above
        self.column.addWidget(above)
        self.column.addWidget(field)
        return field
