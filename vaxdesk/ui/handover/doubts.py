"""Who isn't ready by the receivers' own check, as their last receipts say: a list that opens the people."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from vaxdesk.desk.answering import Doubt
from vaxdesk.model.display import show_date
from vaxdesk.ui.handover.items import ItemsView
from vaxdesk.ui.look import Look
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.change_lines import ChangeLine
from vaxdesk.ui.widgets.labels import make_label
from vaxdesk.wording import Wording


class DoubtsPane(QWidget):
    """The list. ``opened`` gives the person that is to be shown, ``left`` that one goes back."""

    opened = Signal(str)
    left = Signal()

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        self._people: list[str] = []
        self._title = make_label(step="head", wrap=True)
        self.view = ItemsView(look, wording, wording.say("Not ready by the receiver's check"))
        self.view.doubleClicked.connect(lambda index: self._open(index.row()))
        self.open = ActButton(look, wording.say("Show the person"), kind="primary", key="Enter")
        self.open.clicked.connect(lambda: self._open(self.view.currentIndex().row()))
        self.back = ActButton(look, wording.say("Back"), icon="left", key="Esc")
        self.back.clicked.connect(self.left)
        bar = QFrame()
        bar.setProperty("kind", "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(self.open)
        row.addWidget(self.back)
        row.addStretch(1)
        top = QHBoxLayout()
        top.setContentsMargins(20, 10, 20, 8)
        top.addWidget(self._title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.view, 1)
        column.addWidget(bar)

    def show_doubts(self, doubts: Sequence[tuple[Doubt, str | None]]) -> None:
        """Show what receivers said."""
        say = self._wording.say
        self._people = [one.person for one, _ in doubts]
        self._title.setText(say("Not ready by the receiver's check: {people} people", people=len(set(self._people))))
        self.view.set_lines([self._describe(one, name) for one, name in doubts])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show the person with Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.open.click()
        else:
            super().keyPressEvent(event)

    def _describe(self, one: Doubt, name: str | None) -> ChangeLine:
        told = self._wording.say("{code} · receipt of {date}", code=one.code, date=show_date(one.at[:10]))
        reason = self._wording.tell(one.title)
        return ChangeLine(name or self._wording.say("No name"), one.receiver, told=f"{reason} · {told}")

    def _open(self, row: int) -> None:
        if 0 <= row < len(self._people):
            self.opened.emit(self._people[row])
