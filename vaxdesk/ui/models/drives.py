"""The sticks that are plugged in, and what lies on them: looked at every two seconds while somebody watches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from vaxdesk.errors import VaxDeskError
from vaxdesk.systems import Drive, System, this_system
from vaxdesk.ui.tasks import Job, Tasks

POLL_MS = 2000
TRAVELLING = frozenset({".vaxsync", ".vaxcard"})
MOST_FILES = 20
"""How many files of a stick are looked at: the newest ones."""
LEAST_ROOM = 2 << 20
"""Bytes below which a stick counts as full; a package that is larger is refused when it is written."""


@dataclass(frozen=True, slots=True)
class Lying:
    """A file on a stick as it lay there: another time or size makes it another file."""

    path: Path
    size: int
    changed: int


@dataclass(frozen=True, slots=True)
class Stick:
    """A drive that can be taken out, with the packages and cards in its top folder, newest first."""

    name: str
    path: Path
    free: int
    read_only: bool
    files: tuple[Lying, ...] = ()

    @property
    def is_usable(self) -> bool:
        """Whether a package can be written onto it."""
        return not self.read_only and not self.is_full

    @property
    def is_full(self) -> bool:
        """Whether there is no room for even a small package."""
        return self.free < LEAST_ROOM


class DriveWatch(QObject):
    """Keeps the list of sticks. ``changed`` tells that one came or went, or that something else lies on one.

    A stick that stays keeps its place in the list; one that comes is last: nothing moves under the pointer.
    """

    changed = Signal()

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._watching = False
        self._asked = False
        self.sticks: tuple[Stick, ...] = ()
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self.look)

    def watch_while_shown(self, widget: QWidget) -> None:
        """Look as long as somebody sees a widget."""
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin when the widget is shown, end when it is hidden."""
        if event.type() == QEvent.Type.Show:
            self.start()
        elif event.type() == QEvent.Type.Hide:
            self.stop()
        return super().eventFilter(watched, event)

    def start(self) -> None:
        """Look now and every two seconds from now on."""
        self._watching = True
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Look no longer; an answer still to come is dropped."""
        self._watching = False
        self._timer.stop()

    def look(self) -> None:
        """Ask the system; while it hasn't answered, or something changes the store, nothing is asked."""
        if self._watching and not self._asked and not self._tasks.is_busy:
            self._asked = True
            self._tasks.run(lambda job: _look(job, this_system()), self._take, refused=self._miss)

    def _take(self, found: Sequence[Stick]) -> None:
        self._asked = False
        if not self._watching:
            return
        by_path = {one.path: one for one in found}
        stay = [by_path.pop(one.path) for one in self.sticks if one.path in by_path]
        sticks = (*stay, *by_path.values())
        if sticks != self.sticks:
            self.sticks = sticks
            self.changed.emit()

    def _miss(self, error: VaxDeskError) -> None:
        del error  # a drive that can't be asked is no drive; the next look comes in two seconds
        self._take(())


def _look(job: Job[tuple[Stick, ...]], system: System) -> tuple[Stick, ...]:
    del job
    try:
        drives = system.drives()
    except OSError:
        return ()
    return tuple(Stick(one.name, one.path, one.free, one.read_only, _list_files(one)) for one in drives)


def _list_files(drive: Drive) -> tuple[Lying, ...]:
    found = []
    try:
        for path in drive.path.iterdir():
            if path.suffix.lower() in TRAVELLING:
                told = path.stat()
                found.append(Lying(path, told.st_size, told.st_mtime_ns))
    except OSError:
        return ()  # pulled out while we looked
    return tuple(sorted(found, key=lambda one: (-one.changed, one.path.name))[:MOST_FILES])
