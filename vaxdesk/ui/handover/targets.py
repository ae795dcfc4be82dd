"""Where a package is written to: the stick or folder that is chosen, as sticks come and go."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from vaxdesk.ui.handover.cards import FOLDER, TargetCard
from vaxdesk.ui.handover.dialogs import choose_folder
from vaxdesk.ui.models.drives import DriveWatch, Stick
from vaxdesk.wording import Wording


class Targets(QObject):
    """Keeps the choice. ``changed`` tells that something else is shown, ``chosen`` that the user chose."""

    changed = Signal()
    chosen = Signal()

    def __init__(self, wording: Wording, watch: DriveWatch, card: TargetCard, page: QWidget) -> None:
        super().__init__(page)
        self.say, self.watch, self._card, self._page = wording.say, watch, card, page
        self._key: str | None = None
        self._chosen_folder: Path | None = None
        self.may_change: Callable[[], bool] = lambda: True
        watch.changed.connect(self._follow)
        card.chosen.connect(self._choose)

    @property
    def stick(self) -> Stick | None:
        """The stick that is chosen."""
        return next((one for one in self.watch.sticks if str(one.path) == self._key), None)

    @property
    def folder(self) -> Path | None:
        """The folder that is chosen: a stick's, or another."""
        stick = self.stick
        return stick.path if stick is not None else self._chosen_folder if self._key == FOLDER else None

    @property
    def start(self) -> Path:
        """Where choosing a file or folder starts: on the stick that is chosen, else at home."""
        return self.folder or next((one.path for one in self.watch.sticks), Path.home())

    def find_reason(self) -> str:
        """Say why there is no place to write to; nothing where there is."""
        if self.folder is not None:
            return ""
        if any(one.is_usable for one in self.watch.sticks):
            return self.say("Choose a stick or a folder.")
        return self.say("Plug in a stick or choose a folder.")

    def show(self) -> None:
        """Show the sticks there are and what is chosen."""
        self._card.show_targets(self.watch.sticks, self._chosen_folder, self._key)
        self.changed.emit()

    def _follow(self) -> None:
        usable = [str(one.path) for one in self.watch.sticks if one.is_usable]
        if self._key not in {FOLDER, *usable}:
            # One that has just come is chosen only where there is no other it could be mistaken for.
            self._key = usable[0] if len(usable) == 1 else None
        self.show()

    def _choose(self, key: str) -> None:
        if not self.may_change():
            self._card.row.select(self._key)
            return
        if key == FOLDER:
            self._key = FOLDER if self._chosen_folder is not None else self._key
            self._card.row.select(self._key)
            choose_folder(self._page, self.say("Folder for the package"), self.start, self.take_folder)
        else:
            self._key = key
        self.chosen.emit()
        self.changed.emit()

    def take_folder(self, folder: Path) -> None:
        """Write into this folder from now on."""
        self._chosen_folder, self._key = folder, FOLDER
        self.show()
