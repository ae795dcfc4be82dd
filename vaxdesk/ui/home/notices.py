"""What was noticed when the store was opened: a clock that can't be right, a store that was copied or put back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vaxdesk.model.message import Message
from vaxdesk.ui.look import Look
from vaxdesk.ui.start.step import Note
from vaxdesk.ui.widgets.labels import clear_layout
from vaxdesk.wording import Wording


class Notices(QWidget):
    """The notes, one below the other; nothing where all is well. They stay until the store is closed."""

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__()
        self._look, self._wording = look, wording
        self._told: tuple[Message, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.hide()

    def set_margins(self, left: int, top: int, right: int) -> None:
        """Stand in line with what is below."""
        self._column.setContentsMargins(left, top, right, 0)

    def show_notices(self, notices: Sequence[Message]) -> None:
        """Show what was noticed."""
        if tuple(notices) == self._told:
            return
        self._told = tuple(notices)
        clear_layout(self._column)
        for one in self._told:
            note = Note(self._look, "warn", "warn", "note-warn")
            self._column.addWidget(note)
            note.show_text(self._wording.render(one))
        self.setVisible(bool(self._told))
