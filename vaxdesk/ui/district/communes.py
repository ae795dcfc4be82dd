"""The communes of a district in a table: how far each is, its last package, what is lacking."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView

from vaxdesk.desk.collecting import Commune, Sender
from vaxdesk.model.dates import days_between
from vaxdesk.model.display import show_date, show_number, show_percent
from vaxdesk.ui.lists import Index
from vaxdesk.ui.look import ROW, Look
from vaxdesk.ui.widgets.tables import PlainTable, Table, TableModel
from vaxdesk.wording import Wording

NUMBERS = frozenset({1, 2, 3, 4, 5})
STRETCHED = (0, 6, 7)
"""Columns that share the room that is left: the name, the last package, what is lacking."""
LEFT_OUT = (3, 4, 5)
"""Columns that a narrow window has no room for."""


class CommunesView(PlainTable):
    """The table, as high as its rows. ``opened`` gives the code of the commune whose people somebody wants to see."""

    opened = Signal(str)

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__()
        self._look, self._wording = look, wording
        self._narrow = False
        self._codes: tuple[str, ...] = ()
        self._model = TableModel()
        self.setModel(self._model)
        self.setAccessibleName(wording.say("Communes"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(True)
        self.clicked.connect(self._open)
        look.changed.connect(self._fit)

    def show_communes(self, communes: Sequence[Commune], today: date) -> None:
        """Show how far each commune is."""
        say = self._wording.say
        heads = (
            say("Commune"), say("Listed"), say("Verified"), say("With errors"), say("Ready"), say("Accepted"),
            say("Last package"), say("Lacking"),
        )  # fmt: skip
        rows = tuple(self._describe(one, today) for one in communes)
        self._codes = tuple(one.code for one in communes)
        self._model.show_table(Table("communes", say("Communes"), heads, rows, NUMBERS))
        head = self.horizontalHeader()
        for column in range(len(heads)):
            mode = QHeaderView.ResizeMode
            head.setSectionResizeMode(column, mode.Stretch if column in STRETCHED else mode.ResizeToContents)
        self._leave_out()
        if rows:
            self.setCurrentIndex(self._model.index(0, 0))
        self._fit()

    def _describe(self, one: Commune, today: date) -> tuple[str, ...]:
        verified = f"{self._count(one.verified)} · {show_percent(one.verified, one.people, self._wording.language)}"
        return (
            f"{one.name} · {one.code}" if one.name else one.code,
            self._count(one.people),
            verified,
            self._count(one.errors),
            self._count(one.ready),
            self._count(one.accepted),
            self._describe_last(one.senders, today),
            self._describe_lack(one),
        )

    def _describe_last(self, senders: Sequence[Sender], today: date) -> str:
        say = self._wording.say
        if not senders:
            return say("no card of a station yet")
        came = [one for one in senders if one.at is not None]
        if not came:
            return say("no package yet")
        last = max(came, key=lambda one: one.at or "")
        day = datetime.fromisoformat(last.at or "").astimezone().date().isoformat()
        days = days_between(day, today.isoformat()) or 0
        when = say("today") if days <= 0 else say("{days} days ago", days=days)
        return f"{show_date(day)} · {when}"

    def _describe_lack(self, one: Commune) -> str:
        say, several = self._wording.say, len(one.senders) > 1
        lacks = []
        for sender in (each for each in one.senders if each.missing):
            numbers = ", ".join(str(number) for number in sender.missing)
            lack = say("package {numbers}", numbers=numbers)
            lacks.append(f"{sender.name}: {lack}" if several else lack)
        if one.waits:
            lacks.append(say("changes wait for it"))
        return "; ".join(lacks)

    def _count(self, number: int) -> str:
        return show_number(number, self._wording.language)

    def set_narrow(self, *, narrow: bool) -> None:
        """Leave out what the first columns sum up where there is no room."""
        self._narrow = narrow
        self._leave_out()

    def _leave_out(self) -> None:
        for column in LEFT_OUT:
            self.setColumnHidden(column, self._narrow)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the commune's people with Enter; a held key opens nothing."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self._open(self.currentIndex())

    def _open(self, index: Index) -> None:
        if index.isValid():
            self.opened.emit(self._codes[index.row()])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the words anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        least = self._look.scale(ROW)
        self.verticalHeader().setMinimumSectionSize(least)
        self.resizeRowsToContents()
        high = sum(self.rowHeight(row) for row in range(self._model.rowCount()))
        self.setFixedHeight(high + self.horizontalHeader().sizeHint().height() + 4)


def count_lacking(communes: Sequence[Commune]) -> int:
    """Give of how many communes packages are lacking."""
    return sum(any(sender.missing for sender in one.senders) for one in communes)


def find_today() -> date:
    """Give the day it is here."""
    return datetime.now(UTC).astimezone().date()
