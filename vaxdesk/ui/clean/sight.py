"""How long something has been in sight: nobody decides what they haven't seen."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

SETTLED_S = 0.25
"""Seconds after a record is painted before it can be decided."""


class Sight(QObject):
    """Notes when a widget was painted first since what it shows is another, or since something stood before it."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self._watched = watched
        self._since: float | None = None
        watched.installEventFilter(self)

    def begin(self) -> None:
        """Begin anew: something else is shown."""
        self._since = None

    def is_settled(self) -> bool:
        """Tell whether it is in sight, and long enough to be decided."""
        return self._watched.isVisible() and self._since is not None and time.monotonic() - self._since >= SETTLED_S

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note the first painting; what was out of sight counts as new."""
        if event.type() == QEvent.Type.Hide:
            self.begin()
        elif event.type() == QEvent.Type.Paint and self._since is None:
            self._since = time.monotonic()
        return super().eventFilter(watched, event)
