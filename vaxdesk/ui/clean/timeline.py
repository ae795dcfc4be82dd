"""A person's timeline: when, who, what, from what to what; what was taken back says so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QListView,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from vaxdesk.desk.browsing import FieldRow, Moment
from vaxdesk.desk.recounting import Known
from vaxdesk.model.difference import compare, leave_unmarked
from vaxdesk.model.display import show_date, show_instant
from vaxdesk.ui.clean.bygone import Bygone, DayRow
from vaxdesk.ui.lists import CalmList, Index, leave_to_page
from vaxdesk.ui.look import Look
from vaxdesk.ui.states import ORIGINS
from vaxdesk.ui.style import draw_ring
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.difference import Setting, draw_marked, measure_marked
from vaxdesk.ui.widgets.labels import make_label
from vaxdesk.wording import Wording

MomentRole = Qt.ItemDataRole.UserRole
SIDE = 20
ROOM = 8


class TimelineModel(QAbstractListModel):
    """The moments, newest first."""

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        self.moments: Sequence[Moment] = ()

    def set_moments(self, moments: Sequence[Moment]) -> None:
        """Show other moments, given oldest first."""
        self.beginResetModel()
        self.moments = tuple(reversed(moments))
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Give the number of moments."""
        return 0 if parent is not None and parent.isValid() else len(self.moments)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a moment, or the sentence for readers of the screen."""
        moment = self.moments[index.row()]
        if role == MomentRole:
            return moment
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            parts = (self.who(moment), self._wording.render(moment.label), self.change(moment), self.reason(moment))
            return ", ".join(part for part in parts if part)
        return None

    def who(self, moment: Moment) -> str:
        """Say when, by whom and where from; and that it was taken back."""
        say = self._wording.say
        origin = self._wording.render(ORIGINS[moment.origin]) if moment.origin in ORIGINS else ""
        at = show_instant(moment.at)
        return " · ".join(part for part in (at, moment.user, origin, "" if moment.live else say("taken back")) if part)

    def change(self, moment: Moment) -> str:
        """Say from what to what, in words."""
        old, new = self._wording.tell(moment.old), self._wording.tell(moment.new)
        if not old and not new:
            return ""
        none = self._wording.say("not known")
        return self._wording.say("from {old} to {new}", old=old or none, new=new or none)

    def reason(self, moment: Moment) -> str:
        """Give the reason that was written beside it."""
        return self._wording.tell(moment.reason)


class MomentDelegate(QStyledItemDelegate):
    """Paints a moment on two to four lines."""

    def __init__(self, look: Look, wording: Wording, view: QListView, model: TimelineModel) -> None:
        super().__init__(view)
        self._look, self._wording, self._view, self._model = look, wording, view, model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the height of what there is to say."""
        del option
        return QSize(10, self._lay_out(None, QRectF(0, 0, self._view.viewport().width(), 0), index.data(MomentRole)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a moment."""
        rect = QRectF(option.rect)
        painter.save()
        self._lay_out(painter, rect, index.data(MomentRole))
        painter.fillRect(
            QRectF(rect.left() + SIDE, rect.bottom(), rect.width() - 2 * SIDE, 1), self._look.color("line")
        )
        if index == self._view.currentIndex() and self._view.hasFocus():
            draw_ring(painter, rect.adjusted(4, 1, -4, -2), self._look)
        painter.restore()

    def _lay_out(self, painter: QPainter | None, rect: QRectF, moment: Moment) -> int:
        model = self._model
        width, top = rect.width() - 2 * SIDE, rect.top() + ROOM
        tone = "text" if moment.live else "text3"
        said = [
            (model.who(moment), Setting("small", "text2" if moment.live else "text3", lines=2)),
            (self._wording.render(moment.label), Setting("body", tone, bold=True)),
            (model.reason(moment), Setting("small", "text2")),
        ]
        for text, setting in said[:2]:
            top += self._draw(painter, QRectF(rect.left() + SIDE, top, width, 0), text, setting)
        top += self._draw_change(painter, QRectF(rect.left() + SIDE, top, width, 0), moment, Setting("body", tone))
        if said[2][0]:
            top += self._draw(painter, QRectF(rect.left() + SIDE, top, width, 0), *said[2])
        return round(top - rect.top() + ROOM)

    def _draw(self, painter: QPainter | None, box: QRectF, text: str, setting: Setting) -> float:
        spans = leave_unmarked(text)
        height = measure_marked(spans, box.width(), self._look, "comes", setting).height()
        if painter is not None:
            draw_marked(
                painter, QRectF(box.left(), box.top(), box.width(), height), spans, self._look, "comes", setting
            )
        return height

    def _draw_change(self, painter: QPainter | None, box: QRectF, moment: Moment, setting: Setting) -> float:
        old, new = self._wording.tell(moment.old), self._wording.tell(moment.new)
        if not old and not new:
            return 0
        look, arrow = self._look, "  →  "
        none = leave_unmarked(self._wording.say("not known"))
        before, after = compare(old, new) if old and new else (leave_unmarked(old) or none, leave_unmarked(new) or none)
        gap = QFontMetricsF(look.font()).horizontalAdvance(arrow)
        half = (box.width() - gap) / 2
        first = measure_marked(before, half, look, "goes", setting)
        second = measure_marked(after, box.width() - first.width() - gap, look, "comes", setting)
        height = max(first.height(), second.height())
        if painter is not None:
            left = QRectF(box.left(), box.top(), first.width() + 1, height)
            draw_marked(painter, left, before, look, "goes", setting)
            painter.setFont(look.font())
            painter.setPen(look.color("text2"))
            middle = QRectF(left.right(), box.top(), gap, height)
            painter.drawText(middle, Qt.AlignmentFlag.AlignVCenter, arrow)
            right = QRectF(middle.right(), box.top(), box.right() - middle.right(), height)
            draw_marked(painter, right, after, look, "comes", setting)
        return height


class TimelineView(CalmList):
    """The list of moments."""

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__()
        self.moments = TimelineModel(wording)
        self.setModel(self.moments)
        self.setItemDelegate(MomentDelegate(look, wording, self, self.moments))
        self.setAccessibleName(wording.say("History"))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        look.changed.connect(self.doItemsLayout)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go up and down; leave Enter and whatever writes to the page."""
        if not leave_to_page(event):
            super().keyPressEvent(event)


class Timeline(QWidget):
    """The timeline of one person, or of one field of theirs, or the person as of a day; with the way back.

    ``left`` tells that it is taken, ``day_wanted`` gives the day (ISO 8601) as of which the person is to be shown.
    """

    left = Signal()
    day_wanted = Signal(str)

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        self.view = TimelineView(look, wording)
        self._title = make_label("", "head", wrap=True)
        self._name = ""
        self._moments: Sequence[Moment] = ()
        self._field: tuple[str | None, FieldRow] | None = None
        self._alone = False
        self.day: str | None = None
        """The day as of which the person is shown."""
        self.only = ActButton(look, "", size="small", key="F7")
        self.only.setCheckable(True)
        self.only.clicked.connect(self.toggle_field)
        self.back = ActButton(look, wording.say("To the record"), icon="left", key="Esc", size="small")
        self.back.clicked.connect(self._go_back)
        self.row = DayRow(look, wording)
        self.row.wanted.connect(self.day_wanted)
        self.bygone = Bygone(look, wording)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.bygone)
        self.view.selectionModel().currentChanged.connect(self._offer_day)
        top = QHBoxLayout()
        top.setContentsMargins(SIDE, 10, SIDE - 6, 4)
        top.addWidget(self._title, 1)
        top.addWidget(self.only)
        top.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.row)
        column.addWidget(self.stack, 1)
        self.setFocusProxy(self.view)

    def show_moments(
        self, name: str, moments: Sequence[Moment], field: tuple[str | None, FieldRow] | None = None
    ) -> None:
        """Show somebody's moments, given oldest first; ``field`` (of a dose, or none) can be looked at alone."""
        if name != self._name or _name_spot(field) != _name_spot(self._field):
            self._alone = False
        self._name, self._moments, self._field = name, moments, field
        self._fill()

    def toggle_field(self) -> None:
        """Show the moments of the field alone, or all again; from a day go back to them."""
        if self.close_day():
            return
        self._alone = not self._alone and self._field is not None
        self._fill()

    def show_day(self, day: str, known: Known | None) -> None:
        """Show how the person stood at the end of a day; None: nobody knew them yet."""
        if known is None:
            self.close_day()
            self.row.tell(
                self._wording.say("Nothing was known of {name} on {day}.", name=self._name, day=show_date(day))
            )
            return
        self.day = day
        self.row.tell("")
        self.bygone.show_known(known)
        self.stack.setCurrentWidget(self.bygone)
        self.setFocusProxy(self.bygone)
        self.bygone.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fill()

    def close_day(self) -> bool:
        """Go back to the moments; False where they are shown."""
        self.row.tell("")
        if self.day is None:
            return False
        self.day = None
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self.window())
        self.stack.setCurrentWidget(self.view)
        self.setFocusProxy(self.view)
        if had_focus:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fill()
        return True

    def _go_back(self) -> None:
        if not self.close_day():
            self.left.emit()

    def _offer_day(self, now: QModelIndex) -> None:
        if now.isValid():
            self.row.offer(self.view.moments.moments[now.row()].at[: len("2026-05-03")])

    def _fill(self) -> None:
        say, field = self._wording.say, self._field
        title = self._wording.render(field[1].title) if field is not None else ""
        self.only.setVisible(field is not None and self.day is None)
        self.only.setText(say("Only {field}", field=title) if field is not None else "")
        self.only.setChecked(self._alone)
        title = say("History of {name}", name=self._name)
        if self.day is not None:
            title = say("{name} as of {day}", name=self._name, day=show_date(self.day))
        self._title.setText(title)
        back = say("To the record") if self.day is None else say("To the history")
        self.back.set_look(text=back)
        spot = _name_spot(field) if self._alone else None
        shown = [one for one in self._moments if spot is None or (one.dose, one.field) == spot or one.place is not None]
        self.view.moments.set_moments(shown)
        if shown:
            self.view.setCurrentIndex(self.view.moments.index(0))


def _name_spot(field: tuple[str | None, FieldRow] | None) -> tuple[str | None, str] | None:
    return None if field is None else (field[0], field[1].key)
