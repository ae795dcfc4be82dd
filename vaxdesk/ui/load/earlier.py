"""The lists that were loaded before: file, when, what came of it, whether it was taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QVBoxLayout, QWidget

from vaxdesk.desk.previewing import EarlierLoad
from vaxdesk.model.display import show_date, show_number
from vaxdesk.ui.lists import Index
from vaxdesk.ui.load.bar import DecisionBar
from vaxdesk.ui.load.files import PlainList, TwoLines
from vaxdesk.ui.load.files_model import EntryRole
from vaxdesk.ui.look import Layout, Look
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.labels import make_card, make_label
from vaxdesk.wording import Wording


class LoadsModel(QAbstractListModel):
    """Loads, the newest first."""

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        self.loads: Sequence[EarlierLoad] = ()

    def show_loads(self, loads: Sequence[EarlierLoad]) -> None:
        """Show other loads."""
        self.beginResetModel()
        self.loads = loads
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Give the number of loads."""
        return 0 if parent is not None and parent.isValid() else len(self.loads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a load's file, or all of it in words."""
        load = self.loads[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return load.file
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = f"{load.file}, {self.describe(load)}"
            return f"{words}, {self._wording.say('taken back')}" if load.taken_back else words
        return load if role == EntryRole else None

    def describe(self, load: EarlierLoad) -> str:
        """Say when it was loaded, by whom, and what came of it."""
        language = self._wording.language
        return self._wording.say(
            "{day}, {time} · {user} · {new} new, {updated} updated, {unchanged} unchanged",
            day=show_date(load.at[:10]),
            time=load.at[11:16],
            user=load.user,
            **{name: show_number(load.rows.get(name, 0), language) for name in ("new", "updated", "unchanged")},
        )


class LoadDelegate(TwoLines):
    """Paints a load."""

    def __init__(self, look: Look, view: PlainList, model: LoadsModel, wording: Wording) -> None:
        super().__init__(look, view)
        self._loads, self._wording = model, wording

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a load: its file, when and what; at the right that it was taken back."""
        load: EarlierLoad = index.data(EntryRole)
        look, box = self._look, QRectF(option.rect)
        painter.save()
        self.paint_ground(painter, box, index)
        self.paint_icon(painter, box, *(("undo", "neu") if load.taken_back else ("sheet", "text2")))
        words = box.adjusted(18 + look.scale(18) + 12, 0, -14, 0)
        if load.taken_back:
            said = self._wording.say("taken back")
            painter.setFont(look.font("small"))
            painter.setPen(look.color("text2"))
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, said)
            words.setRight(words.right() - painter.fontMetrics().horizontalAdvance(said) - 10)
        self.paint_texts(painter, words, load.file, self._loads.describe(load), bold=True)
        painter.restore()


class EarlierPane(QWidget):
    """The list of loads. ``opened`` gives the one whose outcome is wanted."""

    opened = Signal(object)

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__()
        say = wording.say
        self.model = LoadsModel(wording)
        self.view = PlainList()
        self.view.setAccessibleName(say("Lists loaded so far"))
        self.view.setModel(self.model)
        self.view.setItemDelegate(LoadDelegate(look, self.view, self.model, wording))
        self.view.opened.connect(self.open)
        self._title = make_label(say("Lists loaded so far"), "head")
        card = make_card("card", (1, 1, 1, 1), 0)
        card.column.addWidget(self.view)
        self._column = QVBoxLayout()
        self._column.setSpacing(10)
        self._column.addWidget(self._title)
        self._column.addWidget(card, 1)
        self.show_button = ActButton(look, say("What came of it"), key="Enter", kind="primary")
        self.show_button.clicked.connect(self.open)
        hint = make_label(say("There one can open its people or take the load back."), "small", "text2", wrap=True)
        self.bar = DecisionBar([hint], [self.show_button])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._column, 1)
        outer.addWidget(self.bar)
        look.changed.connect(self.view.doItemsLayout)
        self.setFocusProxy(self.view)

    def set_layout(self, layout: Layout) -> None:
        """Take less room in a smaller window."""
        side = {"wide": 20, "middle": 14, "narrow": 12}[layout]
        self._column.setContentsMargins(side, 14, side, 12)
        self.bar.set_layout(layout)

    def show_loads(self, loads: Sequence[EarlierLoad]) -> None:
        """Show other loads; the one that was chosen stays so."""
        row = self.view.currentIndex().row()
        before = self.model.loads[row].batch if 0 <= row < len(self.model.loads) else None
        self.model.show_loads(loads)
        at = next((place for place, one in enumerate(loads) if one.batch == before), 0)
        if loads:
            self.view.setCurrentIndex(self.model.index(at))

    def open(self) -> None:
        """Ask for what came of the chosen load."""
        row = self.view.currentIndex().row()
        if 0 <= row < len(self.model.loads):
            self.opened.emit(self.model.loads[row])
