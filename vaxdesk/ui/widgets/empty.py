"""What a page shows where there is nothing: what that means, and what may be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vaxdesk.ui.look import Look
from vaxdesk.ui.widgets.buttons import ActButton, Kind
from vaxdesk.ui.widgets.labels import IconLabel, make_label
from vaxdesk.ui.widgets.wrapping import WrappingRow

ICON = 36
WIDEST = 560
"""Logical pixels beyond which a line of text would be long to read."""

Act = tuple[str, Callable[[], object], Kind, str]
"""An act: its text, what it does, its kind of button, its icon or none."""


class EmptyState(QWidget):
    """Icon, sentence, second line, one or two acts. "Nothing left", "nothing yet" and "nothing found" differ in text.

    Given the focus, it passes it to the first act.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._icon = IconLabel(look, "ok", "ok", ICON)
        self._title = make_label("", "dialog", wrap=True)
        self._second = make_label("", "small", "text2", wrap=True)
        self.buttons: list[ActButton] = []
        self._acts = WrappingRow(gap=8, centred=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(2)
        column.addStretch(1)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        for label in (self._title, self._second):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addSpacing(10)
        column.addWidget(self._acts)
        column.addStretch(1)

    def set_state(self, icon: str, token: str, title: str, second: str, acts: Sequence[Act] = ()) -> None:
        """Show what there is to say; ``acts`` are (text, what it does, kind of button, icon or "")."""
        had_focus = any(button.hasFocus() for button in self.buttons)
        self._icon.set_icon(icon, token)
        self._title.setText(title)
        self._second.setText(second)
        self._second.setVisible(bool(second))
        self.setAccessibleName(title)
        self.setAccessibleDescription(second)
        self.buttons = []
        for text, slot, kind, name in acts:
            button = ActButton(self._look, text, kind=kind, icon=name)
            button.clicked.connect(lambda _=False, slot=slot: slot())
            self.buttons.append(button)
        self._acts.set_items(self.buttons)
        self._acts.setVisible(bool(self.buttons))
        if had_focus and self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on to the first act; a proxy would change the order of Tab."""
        super().focusInEvent(event)
        if self.buttons:
            self.buttons[0].setFocus(event.reason())
