"""A line of text that minds what is still being composed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class TypingField(QLineEdit):
    """A field for Vietnamese: Enter first ends the syllable that is being composed, and does what it does after that.

    Nothing in it ever rewrites what was typed: Telex and VNI take letters back and write them anew.
    """

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.is_composing = False

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note whether a syllable is being composed."""
        self.is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter from anybody else while a syllable is being composed, or while the key is held."""
        if event.key() not in ENTER:
            super().keyPressEvent(event)
        elif self.is_composing:
            QGuiApplication.inputMethod().commit()
        elif not event.isAutoRepeat():
            self.press_enter(event)

    def press_enter(self, event: QKeyEvent) -> None:
        """Do what Enter does: tell whoever listens, and leave the key to what is around the field."""
        super().keyPressEvent(event)
