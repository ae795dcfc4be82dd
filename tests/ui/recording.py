"""A key log of the window and what the keystroke-level model (Card, Moran, Newell 1980) makes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QMenu

Operator = Literal["K", "M", "P", "D"]
"""A key, a mental act, pointing (with press, and reaching for the mouse), a dialog or menu that came up."""

SECONDS = {"K": 0.28, "M": 1.35, "P": 1.10 + 0.20 + 0.40, "D": 1.35}
"""Seconds of each, for somebody who types 40 words a minute."""
ALONE = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta})


@dataclass(slots=True)
class Act:
    """What was done from one decision to the next."""

    operators: list[Operator] = field(default_factory=list)

    def count(self, operator: Operator) -> int:
        """Count one kind of operators."""
        return self.operators.count(operator)

    @property
    def seconds(self) -> float:
        """Give the time the model foretells."""
        return sum(SECONDS[one] for one in self.operators)


class Recorder(QObject):
    """Notes every key, every press of a button of the mouse, every dialog and menu, wherever they happen.

    ``question`` tells what somebody has to think about now; as often as it is another when a key comes, that key was
    preceded by a mental act. :meth:`close_act` gives what was done since the last one.
    """

    def __init__(self, question: Callable[[], object]) -> None:
        super().__init__()
        self._question = question
        self._thought: object = None
        self._act = Act()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
        """Note what happens; hold nothing up."""
        kind = event.type()
        # Every key begins with the question whether it is a shortcut, put to whoever has the focus and then upwards.
        if kind == QEvent.Type.ShortcutOverride and watched is QApplication.focusWidget():
            if isinstance(event, QKeyEvent) and Qt.Key(event.key()) not in ALONE:
                self._note_key()
        elif kind in {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick}:
            self._act.operators.append("P")
        elif kind == QEvent.Type.Show and isinstance(watched, QDialog | QMenu):
            self._act.operators.append("D")
        return False

    def _note_key(self) -> None:
        question = self._question()
        if question != self._thought:
            self._thought = question
            self._act.operators.append("M")
        self._act.operators.append("K")

    def close_act(self) -> Act:
        """Give what was done since this was asked last, and begin anew."""
        act, self._act = self._act, Act()
        return act


@contextmanager
def record(question: Callable[[], object]) -> Iterator[Recorder]:
    """Record all that happens in the program meanwhile."""
    app = QApplication.instance()
    assert app is not None
    recorder = Recorder(question)
    app.installEventFilter(recorder)
    try:
        yield recorder
    finally:
        app.removeEventFilter(recorder)
