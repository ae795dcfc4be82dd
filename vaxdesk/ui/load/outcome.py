"""What came of a load: its numbers, each a list to open, the rows that were set aside, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QVBoxLayout,
    QWidget,
)

from vaxdesk.desk.previewing import EarlierLoad
from vaxdesk.intake.draft import SetAside
from vaxdesk.model.display import show_date, show_number, show_percent
from vaxdesk.ui.lists import CalmTable
from vaxdesk.ui.load.bar import DecisionBar, Scrolled
from vaxdesk.ui.load.cells import AsideModel
from vaxdesk.ui.look import Layout, Look
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.dialogs import Answer, HouseDialog
from vaxdesk.ui.widgets.labels import IconLabel, make_card, make_label
from vaxdesk.ui.widgets.scrolling import make_scroll
from vaxdesk.ui.widgets.tile import StatTile
from vaxdesk.ui.widgets.wrapping import WrappingRow
from vaxdesk.wording import Wording

NUMBERS = ("new", "updated", "unchanged", "set_aside")
TOKENS = {"new": "ok", "updated": "accent", "unchanged": "neu", "set_aside": "warn"}
LEAST_ROWS = 3
WIDTH, EDGE = 820, 40
"""Logical pixels of the dialog, and what it leaves of the window around it."""


class AsideView(CalmTable):
    """The rows that were set aside; letters do nothing in it."""

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__()
        self._look = look
        self.rows = AsideModel(wording)
        self.setModel(self.rows)
        self.setAccessibleName(wording.say("Rows set aside"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.verticalHeader().hide()
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        look.changed.connect(self.measure)

    def show_rows(self, rows: Sequence[SetAside]) -> None:
        """Show other rows."""
        self.rows.show_rows(rows)
        self.measure()

    def measure(self) -> None:
        """Give rows and columns their room."""
        look = self._look
        self.setFont(look.font("small"))
        self.verticalHeader().setDefaultSectionSize(look.line("small") + 11)
        self.resizeColumnToContents(0)
        self.resizeColumnToContents(1)
        self.setColumnWidth(0, max(self.columnWidth(0), look.scale(64)))
        self.setColumnWidth(1, max(self.columnWidth(1), look.scale(150)))
        self.setMinimumHeight(self.horizontalHeader().sizeHint().height() + LEAST_ROWS * (look.line("small") + 11))

    def sizeHint(self) -> QSize:
        """Ask for no more than what has to be seen; what room there is above that comes by itself."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter to the page."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()
        else:
            super().keyPressEvent(event)


def make_aside_dialog(look: Look, wording: Wording, rows: Sequence[SetAside], parent: QWidget) -> HouseDialog:
    """Make the dialog that shows rows before the load that would set them aside."""
    view = AsideView(look, wording)
    view.show_rows(rows)
    dialog = HouseDialog(
        look,
        wording.say("Rows set aside"),
        [wording.say("They are no people as far as can be told, and won't be loaded.")],
        [Answer("close", wording.say("Close"), cancels=True)],
        body=view,
        parent=parent,
    )
    dialog.setFixedWidth(min(look.scale(WIDTH), parent.width() - EDGE))
    return dialog


class OutcomePane(QWidget):
    """A load that was made, now or earlier. ``back_wanted``: take it back.

    ``people_wanted``: whom it touched; of these the new, updated or unchanged ones, or "" for all.
    """

    people_wanted = Signal(str)
    back_wanted = Signal()

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        say = wording.say
        self._icon = IconLabel(look, "ok", "ok", 20)
        self._title = make_label(step="head", wrap=True)
        self._when = make_label(step="small", tone="text2", wrap=True)
        self.tiles = {name: StatTile(look, wording) for name in NUMBERS}
        # In pairs, so that there are four in a row or two.
        pairs = [WrappingRow(gap=10, equal=True), WrappingRow(gap=10, equal=True)]
        for pair, names in zip(pairs, (NUMBERS[:2], NUMBERS[2:]), strict=True):
            pair.set_items([self.tiles[name] for name in names])
        self._tiles = WrappingRow(gap=10, equal=True)
        self._tiles.set_items(pairs)
        for name in NUMBERS[:3]:
            self.tiles[name].clicked.connect(lambda _=False, name=name: self.people_wanted.emit(name))
        self.view = AsideView(look, wording)
        self.tiles["set_aside"].clicked.connect(self.view.setFocus)
        self._aside_title = make_label(say("Rows set aside"), bold=True)
        self._note = make_label(step="small", tone="text2", wrap=True)
        self.kept = make_label(tone="warn", step="small", wrap=True)
        self.back = ActButton(look, say("Take this load back"), icon="undo")
        self.back.clicked.connect(self.back_wanted)
        self.people = ActButton(look, say("Show its people"), kind="primary", key="Enter")
        self.people.clicked.connect(lambda: self.people_wanted.emit(""))
        self.reason = make_label(step="small", tone="text2", wrap=True)
        self._arrange()

    def _arrange(self) -> None:
        inner = Scrolled()
        self._column = QVBoxLayout(inner)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._when)
        top.addLayout(words, 1)
        self._column.addLayout(top)
        self._column.addWidget(self._tiles)
        self._column.addWidget(self.kept)
        self._column.addWidget(self._aside_title)
        self._column.addWidget(self._note)
        self._table = make_card("card", (1, 1, 1, 1), 0)
        self._table.column.addWidget(self.view)
        self._column.addWidget(self._table, 1)
        self._rest = QWidget()
        self._column.addWidget(self._rest, 0)
        self.area = make_scroll(inner)
        self.bar = DecisionBar([self.reason], [self.back, self.people])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.area, 1)
        outer.addWidget(self.bar)

    def set_layout(self, layout: Layout) -> None:
        """Take less room in a smaller window."""
        side = {"wide": 20, "middle": 14, "narrow": 12}[layout]
        self._column.setContentsMargins(side, 14, side, 12)
        self._column.setSpacing(12 if layout == "wide" else 8)
        self.bar.set_layout(layout)
        for tile in self.tiles.values():
            tile.set_compact(layout != "wide")

    def show_load(self, load: EarlierLoad, *, kept: int, busy: bool) -> None:
        """Show what came of a load; ``kept`` people stayed when it was taken back."""
        say, back = self._wording.say, load.taken_back
        self._icon.set_icon("undo" if back else "ok", "neu" if back else "ok")
        self._title.setText(
            say("Taken back: {file}", file=load.file) if back else say("Loaded: {file}", file=load.file)
        )
        day, time = show_date(load.at[:10]), load.at[11:16]
        read = load.rows.get("read", 0)
        rows = self._show(read)
        when = say("{day}, {time}, by {user} · {rows} rows read", day=day, time=time, user=load.user, rows=rows)
        self._when.setText(when)
        labels = {
            "new": (say("New people"), say("Press to see them")),
            "updated": (say("Updated"), say("Press to see them")),
            "unchanged": (say("Unchanged"), say("Press to see them")),
            "set_aside": (say("Set aside"), say("No people; see below")),
        }
        language = self._wording.language
        for name, (label, third) in labels.items():
            count = load.rows.get(name, 0)
            percent = show_percent(count, read, language)
            sentence = say("{label}: {count} of {total} rows, {percent}", label=label, percent=percent,
                           count=self._show(count), total=self._show(read))  # fmt: skip
            opens = count > 0 and (name == "set_aside" or not back)
            below = third if opens else ""
            self.tiles[name].set_figures(label, count, read, "", percent, below, TOKENS[name], sentence=sentence)
            self.tiles[name].setEnabled(opens)
        self.view.show_rows(load.set_aside)
        for widget in (self._aside_title, self._table):
            widget.setVisible(bool(load.set_aside))
        self._rest.setVisible(not load.set_aside)
        self._column.setStretchFactor(self._rest, 0 if load.set_aside else 1)
        self._note.setText(
            say("They are titles, headings, sums or signatures. If one is a person, put name and number into its row "
                "in Excel and load the file again.")
        )  # fmt: skip
        self._note.setVisible(bool(load.set_aside))
        stayed = self._show(kept)
        self.kept.setText(say("People kept because somebody worked on them since: {count}.", count=stayed))
        self.kept.setVisible(back and kept > 0)
        self.back.setVisible(not back)
        self.back.setEnabled(not busy)
        self.people.setVisible(not back or kept > 0)
        self.reason.setText(
            say("Load the file again, or press Ctrl+Y, to have these rows back.")
            if back
            else say("Taking it back leaves everything that was worked on since.")
        )

    def _show(self, number: int) -> str:
        return show_number(number, self._wording.language)
