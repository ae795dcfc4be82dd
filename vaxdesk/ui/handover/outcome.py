"""What came of it: the four ticks of a verified write, a refusal with its way out, what was taken in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from vaxdesk.desk.handing_over import Phase
from vaxdesk.ui.look import Look, set_type
from vaxdesk.ui.page import Place
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.labels import IconLabel, make_label, make_rule
from vaxdesk.ui.widgets.wrapping import WrappingRow
from vaxdesk.wording import Wording

PHASES: tuple[Phase, ...] = ("sealed", "written", "read_back", "equal")


@dataclass(frozen=True, slots=True)
class Told:
    """What a card tells: kind (ok, warn, err, info), title, lines, what to do next, a code, where to go from it."""

    kind: str
    title: str
    lines: Sequence[str] = ()
    next: str = ""
    code: str = ""
    link: tuple[str, Place] | None = None


class Tick(QWidget):
    """One thing that is proven, or not yet."""

    def __init__(self, look: Look, wording: Wording, title: str, second: str) -> None:
        super().__init__()
        self.say, self._title = wording.say, title
        self._icon = IconLabel(look, "todo", "neu", 20)
        self._label = make_label(title, "small", bold=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._label)
        words.addWidget(make_label(second, "small", "text2"))
        row.addLayout(words)
        self.is_done = False
        self.set_state(done=False, now=False)

    def set_state(self, *, done: bool, now: bool) -> None:
        """Show it as done, as what is being done now, or as still to come."""
        self.is_done = done
        icon, token = ("ok", "ok") if done else ("wait", "wait") if now else ("todo", "neu")
        self._icon.set_icon(icon, token)
        set_type(self._label, "small", "text" if done or now else "text3", bold=True)
        state = self.say("done") if done else self.say("under way") if now else self.say("to come")
        self.setAccessibleName(f"{self._title}: {state}")


class OutcomeCard(QFrame):
    """Shows the writing of a package, then how it ended.

    ``go_wanted`` tells of a link, ``slip_wanted`` that the courier's slip is wanted, ``closed`` of its button.
    """

    go_wanted = Signal(object)
    slip_wanted = Signal()
    closed = Signal()

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__()
        self.say = wording.say
        say = self.say
        self._place: Place | None = None
        self._icon = IconLabel(look, "wait", "wait", 28)
        self._title = make_label(step="dialog", wrap=True)
        self._lines = make_label(step="small", tone="text2", wrap=True)
        self._lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        ticks = {
            "sealed": (say("Sign and lock"), say("for this receiver alone")),
            "written": (say("Write"), say("whole, or not at all")),
            "read_back": (say("Read back"), say("from where it lies")),
            "equal": (say("Compare"), say("the very same")),
        }
        self.ticks = {phase: Tick(look, wording, *ticks[phase]) for phase in PHASES}
        self._ticks = WrappingRow(gap=8)
        self._ticks.set_items(list(self.ticks.values()))
        self._rule = make_rule()
        self._next = make_label(wrap=True)
        self._code = make_label(step="small", tone="text2", wrap=True)
        self.link = ActButton(look, "", size="small")
        self.link.clicked.connect(self._follow_link)
        self.slip = ActButton(look, say("Slip for the courier…"), icon="print", size="small")
        self.slip.clicked.connect(self.slip_wanted)
        self.close_ = ActButton(look, say("Close"), key="Esc", size="small")
        self.close_.clicked.connect(self.closed)
        column = QVBoxLayout()
        column.setSpacing(6)
        for one in (self._title, self._lines, self._ticks, self._rule, self._next, self._code):
            column.addWidget(one)
        acts = QHBoxLayout()
        acts.addWidget(self.link)
        acts.addWidget(self.slip)
        acts.addWidget(self.close_)
        acts.addStretch(1)
        column.addLayout(acts)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 14, 18, 12)
        row.setSpacing(14)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        self.state = ""
        self.hide()

    def clear(self) -> None:
        """Show nothing."""
        self.state = ""
        self.hide()

    def show_writing(self, title: str) -> None:
        """Show that a package is being written; nothing is proven yet."""
        self._show("writing", "card-edge", "wait", "wait")
        self._title.setText(title)
        self._lines.setText(self.say("Leave the stick in until all four are ticked."))
        self._show_extras(ticks=True)
        self.follow(None)

    def follow(self, phase: Phase | None) -> None:
        """Tick what is proven by now."""
        reached = PHASES.index(phase) if phase is not None else -1
        for place, one in enumerate(PHASES):
            self.ticks[one].set_state(done=place <= reached, now=place == reached + 1)

    def follow_writing(self, phase: str) -> None:
        """Tick what is proven, unless how it ended is shown already."""
        if self.state == "writing":
            self.follow(next(one for one in PHASES if one == phase))

    def show_written(self, told: Told) -> None:
        """Show that the package is where it should be, after the fourth tick."""
        self.follow("equal")
        self.tell(told, ticks=True)
        self.state = "written"

    def tell(self, told: Told, *, ticks: bool = False) -> None:
        """Show how something ended."""
        icon, token = {
            "ok": ("ok", "ok"),
            "warn": ("warn", "warn"),
            "err": ("error", "err"),
            "info": ("info", "accent"),
        }[told.kind]
        self._show("refused" if told.kind == "err" else "told", f"card-{told.kind}", icon, token)
        self._title.setText(told.title)
        self._lines.setText("\n".join(line for line in told.lines if line))
        self._next.setText(self.say("Next: {what}", what=told.next) if told.next else "")
        self._code.setText(told.code)
        self._place = told.link[1] if told.link is not None else None
        if told.link is not None:
            self.link.set_look(text=told.link[0])
        self._show_extras(ticks=ticks, said=told)
        self.setAccessibleName(". ".join((told.title, *told.lines)))

    def _show_extras(self, *, ticks: bool, said: Told | None = None) -> None:
        self._ticks.setVisible(ticks)
        self._lines.setVisible(bool(self._lines.text()))
        self._rule.setVisible(ticks and said is not None)
        self._next.setVisible(said is not None and bool(said.next))
        self._code.setVisible(said is not None and bool(said.code))
        self.link.setVisible(said is not None and said.link is not None)
        self.slip.setVisible(said is not None and ticks)
        self.close_.setVisible(said is not None and not ticks)

    def _show(self, state: str, kind: str, icon: str, token: str) -> None:
        self.state = state
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self._icon.set_icon(icon, token)
        self.show()

    def _follow_link(self) -> None:
        if self._place is not None:
            self.go_wanted.emit(self._place)
