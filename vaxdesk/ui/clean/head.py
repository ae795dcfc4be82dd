"""The head of a record: name, where the person comes from, how verification stands, where in the list one is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from vaxdesk.desk.browsing import Panel
from vaxdesk.model.complaint import Complaint, count_minutes_left
from vaxdesk.model.display import show_number
from vaxdesk.model.source import Source
from vaxdesk.ui.look import RADIUS, Look
from vaxdesk.ui.states import STATES, State
from vaxdesk.ui.telling import tell_clock
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.labels import make_label
from vaxdesk.wording import Wording

SIGN = 16


def tell_source(source: Source, wording: Wording) -> str:
    """Say from which row of which list somebody comes."""
    if source.sheet is not None:
        return wording.say("row {row}, file “{file}”", row=source.row, file=source.file)
    return wording.say("line {row}, file “{file}”", row=source.row, file=source.file)


class StateBadge(QWidget):
    """A state of verification: icon and word on a quiet ground."""

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__()
        self._look, self._wording = look, wording
        self._state: State = STATES["unverified"]
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_state(self, key: str, reason: str) -> None:
        """Show a state, with its reason where there is one."""
        self._state = STATES[key]
        word = self._wording.render(self._state.word)
        text = self._wording.say("Verification: {state}", state=word)
        self.setAccessibleName(f"{text}, {reason}" if reason else text)
        self.setToolTip(reason or text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Give the room for icon and word."""
        words = QFontMetrics(self._look.font("small", bold=True))
        width = words.horizontalAdvance(self._wording.render(self._state.word))
        return QSize(width + self._look.scale(SIGN) + 26, max(self._look.scale(26), words.height() + 8))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the badge."""
        del event
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color(self._state.token + "s"))
        painter.drawRoundedRect(self.rect(), RADIUS, RADIUS)
        px = look.scale(SIGN)
        pixmap = look.pixmap(self._state.icon, self._state.token, px, self.devicePixelRatioF())
        painter.drawPixmap(8, (self.height() - px) // 2, pixmap)
        painter.setFont(look.font("small", bold=True))
        painter.setPen(look.color(self._state.token))
        words = self.rect().adjusted(14 + px, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._wording.render(self._state.word))


class RecordHead(QWidget):
    """Shows who it is. ``stepped`` gives -1 or 1: the person before or after is wanted."""

    stepped = Signal(int)

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        say = wording.say
        self.name = make_label("", "name", wrap=True)
        self.name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.place = make_label("", "small", "text2", wrap=True)
        self.badge = StateBadge(look, wording)
        self.sources = ActButton(look, say("Rows of the lists"), kind="link", icon="sheet", size="small", key="F4")
        self.history = ActButton(look, say("History"), kind="link", icon="journal", size="small", key="F7")
        self._where = make_label("", "small", "text2")
        self.before = ActButton(look, "", icon="left", size="small")
        self.after = ActButton(look, "", icon="right", size="small")
        for button, text, by in ((self.before, say("Person before"), -1), (self.after, say("Next person"), 1)):
            button.setAccessibleName(text)
            button.setToolTip(text)
            button.clicked.connect(lambda _=False, by=by: self.stepped.emit(by))
        right = QHBoxLayout()
        right.setSpacing(6)
        for one in (self.badge, self._where, self.before, self.after):
            right.addWidget(one)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.name, 1)
        top.addLayout(right)
        top.setAlignment(right, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        below = QHBoxLayout()
        below.addWidget(self.place, 1)
        below.addWidget(self.sources, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self.history, 0, Qt.AlignmentFlag.AlignTop)
        self.flag = make_label("", "small", "warn", wrap=True)
        self.report = make_label("", "small", "warn", wrap=True)
        for mark in (self.flag, self.report):
            mark.hide()
        column.addLayout(top)
        column.addLayout(below)
        column.addWidget(self.flag)
        column.addWidget(self.report)

    def show_panel(self, panel: Panel) -> None:
        """Show a person's name, place and state."""
        wording, say = self._wording, self._wording.say
        self.name.setText(panel.full_name or say("No name"))
        sources = [tell_source(one, wording) for one in panel.place]
        parts = [panel.hamlet or say("No hamlet known"), *sources[:1]]
        if len(sources) > 1:
            parts.append(say("and {n} more lists", n=len(sources) - 1))
        if not sources:
            parts.append(say("typed by hand"))
        self.place.setText(" · ".join(parts))
        self.place.setToolTip("\n".join(sources))
        self.flag.setText(say("Word for a colleague: {text}", text=panel.flag) if panel.flag else "")
        self.flag.setVisible(bool(panel.flag))
        self._show_reports(panel.complaints)
        self.badge.show_state(panel.verification, wording.tell(panel.reason))

    def _show_reports(self, reports: Sequence[Complaint]) -> None:
        """Say what citizens report of the person and how long there is to answer."""
        wording, now = self._wording, datetime.now().astimezone()
        self.report.setText(
            "\n".join(
                wording.say(
                    "Citizen's report, {clock}: {text}",
                    clock=tell_clock(count_minutes_left(one.opened, now), wording),
                    text=one.said,
                )
                for one in reports
            )
        )
        self.report.setVisible(bool(reports))

    def show_place(self, row: int, people: int) -> None:
        """Show where in the list one is; without a list nothing."""
        language = self._wording.language
        text = f"{show_number(row + 1, language)} / {show_number(people, language)}" if row >= 0 else ""
        self._where.setText(text)
        self._where.setAccessibleName(
            self._wording.say("Person {n} of {people}", n=row + 1, people=people) if text else ""
        )
        self.before.setEnabled(row > 0)
        self.after.setEnabled(0 <= row < people - 1)
