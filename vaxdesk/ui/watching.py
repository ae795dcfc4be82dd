"""What is watched for the whole program: whether somebody is there, and whom Ctrl+Z in a field belongs to."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

_Type = QEvent.Type
STIRRED = frozenset({_Type.KeyPress, _Type.MouseButtonPress, _Type.MouseMove, _Type.Wheel, _Type.TouchBegin})


class Watch(QObject):
    """Sees every event of the program, so it does next to nothing with most. ``idled``: nobody was there so long."""

    idled = Signal()

    def __init__(self, app: QCoreApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._app = app
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idled)
        app.installEventFilter(self)

    def wait(self, ms: int) -> None:
        """Tell when nobody was there for so many milliseconds."""
        self._timer.start(ms)

    def rest(self) -> None:
        """Wait for nothing."""
        self._timer.stop()

    def end(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        self._app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note that somebody is there; let a field without typing of its own leave Ctrl+Z to the last step."""
        kind = event.type()
        if kind in STIRRED:
            if self._timer.isActive():
                self._timer.start()
        elif kind == _Type.ShortcutOverride and isinstance(event, QKeyEvent):
            return _leave_to_others(watched, event)
        return False


def _leave_to_others(watched: QObject, event: QKeyEvent) -> bool:
    """Take the keys of undo and redo from a field in which there is nothing to take back or do again."""
    if isinstance(watched, QLineEdit):
        undo, redo = watched.isUndoAvailable(), watched.isRedoAvailable()
    elif isinstance(watched, QPlainTextEdit):
        undo, redo = watched.document().isUndoAvailable(), watched.document().isRedoAvailable()
    else:
        return False
    idle = (event.matches(QKeySequence.StandardKey.Undo) and not undo) or (
        event.matches(QKeySequence.StandardKey.Redo) and not redo
    )
    if idle:
        event.ignore()
    return idle
