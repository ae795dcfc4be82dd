"""What first start and lock screen share: language and size of type at the top, a card in the middle."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from vaxdesk.errors import VaxDeskError
from vaxdesk.settings import LANGUAGE, LANGUAGE_NAMES, TEXT_SIZE, Settings
from vaxdesk.ui.look import Look
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.wording import Wording


class Entrance(QWidget):
    """A page before the store is open.

    ``opened`` carries the store's folder and what opens it on the worker, ``place_chosen`` where to begin in it,
    ``store_found`` the folder of another store, ``language_chosen`` a language; ``elsewhere_wanted`` and
    ``back_wanted`` lead from the lock screen and back to it.
    """

    opened = Signal(object, object)
    place_chosen = Signal(object)
    store_found = Signal(object)
    language_chosen = Signal(str)
    elsewhere_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, look: Look, wording: Wording, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("ground")
        self.look, self.wording, self.settings = look, wording, settings
        self.say = wording.say
        self.language = ActButton(look, LANGUAGE_NAMES[wording.language], opens=True, size="small")
        self.language.setAccessibleName(self.say("Language: {name}", name=LANGUAGE_NAMES[wording.language]))
        self.language.clicked.connect(self._choose_language)
        self._size = ActButton(look, self.say("Text size"), opens=True, size="small")
        self._size.clicked.connect(self._choose_size)
        top = QHBoxLayout()
        top.setContentsMargins(0, 14, 24, 0)
        top.setSpacing(8)
        top.addStretch(1)
        top.addWidget(self.language)
        top.addWidget(self._size)
        self.middle = QWidget()
        self.middle.setObjectName("scrolled")
        self.middle_column = QVBoxLayout(self.middle)
        self.middle_column.setContentsMargins(16, 8, 16, 16)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.middle)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.outer_column = QVBoxLayout(self)
        self.outer_column.setContentsMargins(0, 0, 0, 0)
        self.outer_column.setSpacing(0)
        self.outer_column.addLayout(top)
        self.outer_column.addWidget(scroll, 1)

    def take_focus(self) -> None:
        """Put the focus where one begins."""

    def set_choosing(self, allowed: bool) -> None:
        """Let language and size of type be chosen here, or not just now."""
        for button in (self.language, self._size):
            button.setEnabled(allowed)

    def refuse(self, error: VaxDeskError) -> None:
        """Say why the store wasn't opened."""

    def _choose_language(self) -> None:
        menu = QMenu(self)
        for code, name in LANGUAGE_NAMES.items():
            menu.addAction(name).triggered.connect(lambda _=False, code=code: self._take_language(code))
        menu.exec(self.language.mapToGlobal(self.language.rect().bottomLeft()))
        menu.deleteLater()

    def _take_language(self, code: str) -> None:
        self.settings.write(LANGUAGE, code)
        self.language_chosen.emit(code)

    def _choose_size(self) -> None:
        menu = QMenu(self)
        for percent in TEXT_SIZE.allowed:
            menu.addAction(f"{percent}%").triggered.connect(lambda _=False, percent=percent: self._take_size(percent))
        menu.exec(self._size.mapToGlobal(self._size.rect().bottomLeft()))
        menu.deleteLater()

    def _take_size(self, percent: int) -> None:
        self.settings.write(TEXT_SIZE, percent)
        self.look.choose(percent=percent)
