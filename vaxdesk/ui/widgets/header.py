"""The header of a page: title, one factual sentence, then acts, which go into a menu where room is scarce."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from vaxdesk.ui.look import HEADER, HEADER_SMALL, Layout, Look
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.labels import FittingLabel, make_label
from vaxdesk.wording import Wording


class PageHeader(QFrame):
    """Shows what the present page says of itself. ``rail_wanted`` tells that the hidden rail is to be shown."""

    rail_wanted = Signal()

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__()
        self._look = look
        self._acts: Sequence[QWidget] = ()
        self._layout: Layout = "wide"
        self.setProperty("kind", "head")
        self._menu_button = ActButton(look, "", icon="menu", size="small")
        self._menu_button.setAccessibleName(wording.say("Show the pages"))
        self._menu_button.clicked.connect(self.rail_wanted)
        self._title = make_label(step="page")
        self._fact = FittingLabel(tone="text2")
        self._more = ActButton(look, wording.say("More"), opens=True, size="small")
        self._more.clicked.connect(self._open_menu)
        self._row = row = QHBoxLayout(self)
        row.setSpacing(10)
        row.addWidget(self._menu_button)
        row.addWidget(self._title)
        row.addSpacing(4)
        row.addWidget(self._fact, 1)
        self._places = QHBoxLayout()
        self._places.setSpacing(8)
        row.addLayout(self._places)
        row.addWidget(self._more)
        look.changed.connect(self._arrange)
        self._arrange()

    @property
    def is_narrow(self) -> bool:
        """Whether the rail is hidden and the header has its button."""
        return self._layout == "narrow"

    def show_page(self, title: str, fact: str, acts: Sequence[QWidget]) -> None:
        """Show another page's title and acts; the acts stay the page's own."""
        while self._places.count():
            item = self._places.takeAt(0)
            if item is not None and (old := item.widget()) is not None and old not in acts:
                old.hide()
                old.setParent(None)
        self._acts = acts
        self._title.setText(title)
        for act in acts:
            self._places.addWidget(act)
        self.set_fact(fact)
        self._arrange()

    def set_fact(self, fact: str) -> None:
        """Say another sentence beside the title."""
        self._fact.say(fact)
        self._arrange()

    def set_layout(self, layout: Layout) -> None:
        """Take less room in a small window."""
        self._layout = layout
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find out again what fits."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        narrow = self._layout == "narrow"
        margin = 12 if narrow else 24
        self._row.setContentsMargins(margin, 0, 12 if narrow else 20, 0)
        self.setFixedHeight(self._look.scale(HEADER_SMALL if narrow else HEADER))
        self._menu_button.setVisible(narrow)
        room = self.width() - margin - 40 - self._title.sizeHint().width() - (44 if narrow else 0)
        acts = sum(act.sizeHint().width() + 8 for act in self._acts)
        fits = acts <= room
        for act in self._acts:
            # What is coloured stays in sight; a field can't go into a menu.
            foldable = isinstance(act, ActButton) and not act.is_primary()
            act.setVisible(fits or not foldable)
        self._more.setVisible(not fits and any(isinstance(act, ActButton) for act in self._acts))
        self._fact.setVisible(bool(self._fact.text()) and room - acts >= self._fact.sizeHint().width() + 12)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        for act in self._acts:
            if isinstance(act, ActButton) and not act.isVisible():
                entry = menu.addAction(act.text())
                entry.setEnabled(act.isEnabled())
                entry.triggered.connect(act.click)
        menu.exec(self._more.mapToGlobal(self._more.rect().bottomLeft()))
        menu.deleteLater()
