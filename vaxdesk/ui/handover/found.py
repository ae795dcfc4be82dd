"""What the files on the sticks are: each is looked into once, for as long as it lies there unchanged."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from vaxdesk.desk.peeking import Found, look_at_files
from vaxdesk.ui.models.drives import DriveWatch, Lying
from vaxdesk.ui.tasks import Tasks


class Finds(QObject):
    """Keeps what was found out. ``changed`` tells that there is more or less to be shown."""

    changed = Signal()

    def __init__(self, tasks: Tasks, watch: DriveWatch, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._watch = tasks, watch
        self._known: dict[Lying, Found | None] = {}
        watch.changed.connect(self.look)

    @property
    def found(self) -> tuple[Found, ...]:
        """What lies there for this device, in the order of the sticks."""
        lying = [file for stick in self._watch.sticks for file in stick.files]
        return tuple(found for one in lying if (found := self._known.get(one)) is not None)

    def look_again(self) -> None:
        """Look into every file anew: what was taken in or trusted since makes another thing of it."""
        self._known.clear()
        self.look()

    def look(self) -> None:
        """Look into the files that haven't been looked into."""
        lying = [file for stick in self._watch.sticks for file in stick.files]
        self._known = {one: found for one, found in self._known.items() if one in lying}
        new = [one for one in lying if one not in self._known]
        if not new:
            self.changed.emit()
            return
        self._tasks.ask(
            lambda desk: look_at_files(desk, [one.path for one in new]),
            lambda found: self._note(new, found),
            about=(self, "found"),
        )

    def _note(self, looked_at: Sequence[Lying], found: Sequence[Found]) -> None:
        by_path = {one.path: one for one in found}
        self._known.update({one: by_path.get(one.path) for one in looked_at})
        self.changed.emit()
