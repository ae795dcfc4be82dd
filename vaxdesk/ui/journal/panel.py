"""The panel of a step: what it was, what it changed, and its way back with a look ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from vaxdesk.desk.journaling import Change, StepChanges, StepRow
from vaxdesk.desk.rehearsing import Preview, Stay
from vaxdesk.model.display import show_instant, show_number
from vaxdesk.model.message import Message
from vaxdesk.ui.look import Look
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.changes import ChangesView
from vaxdesk.ui.widgets.labels import IconLabel, make_card, make_label
from vaxdesk.ui.widgets.wrapping import WrappingRow
from vaxdesk.wording import Wording

UNDO = Message("Undo")
MOST_PEOPLE = 100
"""People whose changes are told one by one."""
NAMED = 5
"""People of whom something stays that are told by name."""
WITHOUT_END = (1 << 24) - 1
"""Qt's greatest height."""
PAUSE_MS = 250
"""How long a look ahead must have been shown before it can be agreed to."""


class StepPanel(QFrame):
    """Shows one step.

    ``person_wanted`` gives somebody to open, ``people_wanted`` asks for all of a step. ``ahead_wanted`` asks what
    taking the step back would do; ``agreed`` tells to do so, ``left`` to leave it.
    """

    person_wanted = Signal(str)
    people_wanted = Signal()
    ahead_wanted = Signal()
    agreed = Signal()
    left = Signal()

    def __init__(self, look: Look, wording: Wording, *, read_only: bool) -> None:
        super().__init__()
        self.setProperty("kind", "pane-right")
        self._look, self._wording, self.say = look, wording, wording.say
        self._read_only = read_only
        self._busy = self._agreeing = False
        self._roomy = True
        self.changes: StepChanges | None = None
        self.preview: Preview | None = None
        self._since = QElapsedTimer()
        self._make_parts()
        self._arrange()
        self.show_changes(None)

    def _make_parts(self) -> None:
        say, look = self.say, self._look
        self._title = make_label("", "name", wrap=True)
        self._when = make_label("", "small", "text2", wrap=True)
        self._state_icon = IconLabel(look, "undo", "text2", 16)
        self._state = make_label("", "small", "text2", wrap=True)
        self.view = ChangesView(look, self._wording)
        self.view.opened.connect(self.person_wanted)
        self._more = make_label("", "small", "text2", wrap=True)
        self._ahead = make_card("card-info", margins=(14, 10, 14, 10), spacing=2)
        self._ahead_title = make_label("", bold=True, wrap=True)
        self._ahead_text = make_label("", "small", wrap=True)
        self._ahead.column.addWidget(self._ahead_title)
        self._ahead.column.addWidget(self._ahead_text)
        self._ahead.column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._ahead)
        self.back = ActButton(look, say("Take this step back…"), icon="undo", key="Ctrl+Enter")
        self.back.clicked.connect(self.ahead_wanted)
        self.people = ActButton(look, say("Show these people"), key="Ctrl+O")
        self.people.clicked.connect(self.people_wanted)
        self.agree = ActButton(look, say("Take back"), kind="primary", key="Enter")
        self.agree.clicked.connect(self.agree_now)
        self.leave = ActButton(look, say("Leave it as it is"), key="Esc")
        self.leave.clicked.connect(self.left)
        self._reason = make_label("", "small", "text2", wrap=True)

    def _arrange(self) -> None:
        head = QWidget()
        words = QVBoxLayout(head)
        words.setContentsMargins(20, 14, 20, 10)
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._when)
        state = QHBoxLayout()
        state.setSpacing(6)
        state.addWidget(self._state_icon)
        state.addWidget(self._state, 1)
        words.addLayout(state)
        self._more.setContentsMargins(20, 8, 20, 8)
        self._scroll.setContentsMargins(0, 0, 0, 0)
        held = QHBoxLayout()
        held.setContentsMargins(20, 8, 20, 10)
        held.addWidget(self._scroll)
        self._bar = QFrame()
        self._bar.setProperty("kind", "bar")
        self._acts, self._ahead_acts = WrappingRow(), WrappingRow()
        self._acts.set_items([self.back, self.people])
        self._ahead_acts.set_items([self.agree, self.leave])
        inside = QVBoxLayout(self._bar)
        inside.setContentsMargins(20, 9, 20, 9)
        inside.setSpacing(4)
        inside.addWidget(self._acts)
        inside.addWidget(self._ahead_acts)
        inside.addWidget(self._reason)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.view, 1)
        column.addWidget(self._more)
        column.addLayout(held)
        column.addWidget(self._bar)

    # -- showing -----------------------------------------------------------------------------------------------------

    def show_changes(self, changes: StepChanges | None) -> None:
        """Show another step; None while nothing is known of it."""
        self.changes = changes
        self.preview = None
        self.view.set_lines(_read_lines(changes) if changes is not None else ())
        for part in (self.view, self._bar, self._more):
            part.setVisible(changes is not None)
        if changes is None:
            for label in (self._title, self._when, self._state):
                label.clear()
            self._state_icon.hide()
            return
        step = changes.step
        self._title.setText(self._wording.render(step.label))
        self._when.setText(self._describe_act(step))
        state = self._describe_state(changes)
        self._state.setText(state)
        self._state.setVisible(bool(state))
        self._state_icon.setVisible(bool(state))
        self._tell(self._more, self._describe_rest(changes))
        self._scroll.hide()
        self._show_bar()

    def show_preview(self, preview: Preview) -> None:
        """Show what would come of taking it back, and the button to do so."""
        self.preview = preview
        say, people = self.say, show_number(preview.people, self._wording.language)
        again = preview.again
        title = (
            say("Will be done again: {people} people", people=people)
            if again
            else say("Will be as before: {people} people", people=people)
        )
        parts = (self.describe_stays(preview.stays), say("This can be taken back, too."))
        self._ahead_title.setText(title if preview.people else say("Nothing would change"))
        self._ahead_text.setText("\n".join(part for part in parts if part))
        self.agree.set_look(text=say("Do it again") if again else say("Take back"))
        self._scroll.show()
        self._fit()
        self._show_bar()
        self._since.start()
        self.agree.setFocus()

    def show_stays(self, stays: Sequence[Stay]) -> None:
        """Tell after the act what stayed as it was."""
        if stays:
            self._ahead_title.setText(self.say("This stayed as it was"))
            self._ahead_text.setText(self.describe_stays(stays))
            self._scroll.show()
            self._fit()

    def leave_preview(self) -> None:
        """Show the step without the look ahead."""
        self.preview = None
        self._scroll.hide()
        self._fit()
        self._show_bar()

    def set_roomy(self, *, roomy: bool) -> None:
        """Show the changes beside the look ahead, or give it all the room."""
        self._roomy = roomy
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the look ahead anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the look ahead the height of its words, or what there is; the rest is the changes'."""
        ahead, alone = not self._scroll.isHidden(), not self._scroll.isHidden() and not self._roomy
        self.view.setVisible(self.changes is not None and not alone)
        self._more.setVisible(bool(self._more.text()) and not alone)
        if ahead and not alone:
            wanted = max(self._ahead.heightForWidth(self.width() - 41), self._ahead.minimumSizeHint().height())
            self._scroll.setFixedHeight(min(wanted, self.height() // 2) + 2)
        else:
            self._scroll.setMinimumHeight(self._look.line() * 2)
            self._scroll.setMaximumHeight(WITHOUT_END)

    def set_busy(self, *, busy: bool) -> None:
        """Let nothing be taken back while something else is under way."""
        # What is disabled loses the focus; afterwards it has it again.
        focused = busy and self.agree.hasFocus()
        self._busy = busy
        self._show_bar()
        if self._agreeing and self.preview is not None:
            self.agree.setFocus()
        self._agreeing = focused

    def agree_now(self) -> None:
        """Agree to what is shown, if it has been shown long enough to be read at all."""
        if self.preview is not None and self.agree.isEnabled() and self._since.hasExpired(PAUSE_MS):
            self.agreed.emit()

    def describe_stays(self, stays: Sequence[Stay]) -> str:
        """Say what stays and why, a sentence for each reason."""
        reasons: dict[str, list[str]] = {}
        for one in stays:
            name = one.name or self.say("No name")
            what = f"{name} ({self._wording.render(one.field)})" if one.field is not None else name
            reasons.setdefault(self._wording.render(one.why), []).append(what)
        lines = []
        for why, whose in reasons.items():
            more = self.say(" and {number} more", number=len(whose) - NAMED) if len(whose) > NAMED else ""
            lines.append(self.say("Stays: {what}. {why}", what=", ".join(whose[:NAMED]) + more, why=why))
        return "\n".join(lines)

    def _show_bar(self) -> None:
        changes, ahead = self.changes, self.preview is not None
        step = changes.step if changes is not None else None
        reason = self._find_reason(step) if step is not None and not ahead else ""
        self._acts.setVisible(not ahead)
        self._ahead_acts.setVisible(ahead)
        self.people.setVisible(step is not None and step.people > 1)
        if step is not None:
            again = not step.live or bool(changes is not None and changes.takes_back)
            self.back.set_look(text=self.say("Do it again…") if again else self.say("Take this step back…"))
        self.back.setEnabled(not reason and not self._busy)
        self.agree.setEnabled(not self._busy)
        self._tell(self._reason, reason)

    def _find_reason(self, step: StepRow) -> str:
        if self._read_only:
            return self.say("This store is open for reading only.")
        return "" if step.undoable or not step.live else self.say("This can't be taken back.")

    def _describe_act(self, step: StepRow) -> str:
        at = show_instant(step.at)
        where = self.say("on this computer") if step.own else self.say("on another computer")
        return f"{at} · {step.user} · {where}"

    def _describe_rest(self, changes: StepChanges) -> str:
        if not changes.lines:
            return self.say("It changed nobody's record.")
        if changes.people <= MOST_PEOPLE:
            return ""
        language = self._wording.language
        return self.say(
            "The first {shown} of {people} people. “Show these people” lists all.",
            shown=show_number(MOST_PEOPLE, language),
            people=show_number(changes.people, language),
        )

    def _describe_state(self, changes: StepChanges) -> str:
        render = self._wording.render
        if changes.takes_back:
            what = "; ".join(f"{render(one.label)}, {show_instant(one.at)}" for one in changes.takes_back)
            return self.say("It concerns: {what}", what=what)
        return "" if changes.step.live else self.say("This step is taken back.")

    @staticmethod
    def _tell(label: QLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))


def _read_lines(changes: StepChanges) -> tuple[Change, ...]:
    """Give the changes as this step made them: an undo turned round what the steps it took back had done."""
    if changes.step.label != UNDO:
        return changes.lines
    return tuple(replace(line, old=line.new, new=line.old) for line in changes.lines)
