"""The pinned Qt binding keeps count: one release lost a reference to True at every signal and killed Python 3.11."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal


class Bell(QObject):
    rung = Signal(bool)


def test_thousands_of_signals_lose_no_reference_to_true() -> None:
    heard: list[bool] = []
    bell = Bell()
    bell.rung.connect(heard.append)
    bell.rung.emit(True)  # noqa: FBT003 - a signal has no names
    heard.clear()
    before = sys.getrefcount(True)  # noqa: FBT003 - nor has this
    for _ in range(3000):
        bell.rung.emit(True)  # noqa: FBT003 - as above
    heard.clear()
    assert abs(sys.getrefcount(True) - before) < 100  # noqa: FBT003 - as above
