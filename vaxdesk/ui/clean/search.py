"""The search of Làm sạch: it never rewrites what is typed, and searches when typing pauses."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from vaxdesk.ui.look import Look
from vaxdesk.ui.widgets.search import SearchField
from vaxdesk.wording import Wording

PAUSE_MS = 180
"""Milliseconds without a key after which what was typed is searched for."""


class PersonSearch(SearchField):
    """Where one types whom one looks for.

    ``searched`` gives the text when typing pauses, at once on Enter. ``left`` tells that one goes on to the list.
    """

    searched = Signal(str)
    left = Signal()

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__(look, wording.say("Name, number, birth year…"))
        self._last = ""
        self.setAccessibleName(wording.say("Find a person"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.textChanged.connect(self._pause.start)
        self.wanted.connect(self._leave)

    def show_text(self, text: str) -> None:
        """Show what is searched for without searching again."""
        if text != self.text():
            self.setText(text)
        self._pause.stop()
        self._last = text

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on to the list with the arrow; empty the field with Esc."""
        if event.key() == Qt.Key.Key_Down:
            self._leave()
        elif event.key() == Qt.Key.Key_Escape and self.give_up():
            self._search()
        else:
            super().keyPressEvent(event)

    def _leave(self, _: str = "") -> None:
        self._search()
        self.left.emit()

    def _search(self) -> None:
        self._pause.stop()
        text = self.text().strip()
        if text != self._last:
            self._last = text
            self.searched.emit(text)
