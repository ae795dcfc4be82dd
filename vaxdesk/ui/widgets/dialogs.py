"""Dialogs of the house: what happened, what is safe, what to do, a code to read over the phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from vaxdesk.errors import DoNotTrust, LeadCanFix, VaxDeskError
from vaxdesk.ui.look import Look
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.labels import IconLabel, make_label
from vaxdesk.wording import Wording

WIDTH = 520


@dataclass(frozen=True, slots=True)
class Answer:
    """A button of a dialog: its key in the result, what it says, whether Enter presses it or Esc."""

    key: str
    text: str
    primary: bool = False
    cancels: bool = False


class HouseDialog(QDialog):
    """A dialog with an icon, a title, paragraphs and buttons that name the act. No dialog opens another."""

    def __init__(  # noqa: PLR0913 - the parts of a dialog
        self,
        look: Look,
        title: str,
        paragraphs: Sequence[str],
        answers: Sequence[Answer],
        *,
        icon: str = "info",
        token: str = "accent",
        code: str = "",
        distrust: bool = False,
        body: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.answer = next((one.key for one in answers if one.cancels), "")
        self.setWindowTitle("VaxDesk")
        self.setAccessibleName(title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        top = QFrame()
        top.setProperty("kind", "distrust" if distrust else "pane")
        row = QHBoxLayout(top)
        row.setContentsMargins(22, 20, 22, 18)
        row.setSpacing(16)
        row.addWidget(IconLabel(look, icon, token, 28), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(make_label(title, "dialog", wrap=True))
        for text in paragraphs:
            column.addWidget(_make_paragraph(text))
        if body is not None:
            column.addWidget(body)
        if code:
            column.addWidget(_make_paragraph(code, "small", "text2"))
        row.addLayout(column, 1)
        outer.addWidget(top, 1)
        outer.addWidget(self._make_bar(look, answers))
        # Only now is the button part of the dialog: set before, the focus would be the first button's of all.
        self._first.setFocus()
        self.setFixedWidth(look.scale(WIDTH))
        # A label that wraps asks for the height of a narrow one unless it knows how wide it will be.
        for label in top.findChildren(QLabel, options=Qt.FindChildOption.FindDirectChildrenOnly):
            label.setMinimumWidth(look.scale(WIDTH) - 2 * 22 - 16 - look.scale(28))

    def _make_bar(self, look: Look, answers: Sequence[Answer]) -> QFrame:
        bar = QFrame()
        bar.setProperty("kind", "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 10, 16, 10)
        row.addStretch(1)
        self.buttons: dict[str, ActButton] = {}
        for one in answers:
            key = "Enter" if one.primary else "Esc" if one.cancels else ""
            button = ActButton(look, one.text, kind="primary" if one.primary else "plain", key=key)
            button.clicked.connect(lambda _=False, answer=one: self.finish(answer.key))
            row.addWidget(button)
            self.buttons[one.key] = button
        first = next((one for one in answers if one.primary), answers[-1])
        self._default = first.key if first.primary else ""
        self._first = self.buttons[first.key]
        return bar

    def finish(self, answer: str) -> None:
        """Close with an answer."""
        self.answer = answer
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter for the coloured button, or the one that has the focus."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if event.isAutoRepeat():
                return
            focused = next((key for key, one in self.buttons.items() if one.hasFocus()), self._default)
            if focused and self.buttons[focused].isEnabled():
                self.buttons[focused].click()
            return
        super().keyPressEvent(event)


def _make_paragraph(text: str, step: str = "body", tone: str = "text") -> QLabel:
    label = make_label(text, step, tone, wrap=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def make_refusal(look: Look, wording: Wording, error: VaxDeskError, parent: QWidget | None = None) -> HouseDialog:
    """Make the dialog of something refused. Where something can't be trusted there is no going on."""
    say = wording.say
    distrust = isinstance(error, DoNotTrust)
    if distrust:
        title, icon = say("This was not taken in"), "lock"
    elif isinstance(error, LeadCanFix):
        title, icon = say("The lead of the station has to look at this"), "error"
    else:
        title, icon = say("This could not be done"), "error"
    paragraphs = [say(error.says, **error.args_by_name), say("What is on this computer is unchanged.")]
    if error.cure:
        paragraphs.append(say("Next: {what}", what=say(error.cure, **error.args_by_name)))
    return HouseDialog(
        look,
        title,
        paragraphs,
        [Answer("close", say("Close"), cancels=True)],
        icon=icon,
        token="err",
        code=say("Code {code} · read it out when you call the district", code=error.code),
        distrust=distrust,
        parent=parent,
    )


def make_fault(look: Look, wording: Wording, sentence: str, parent: QWidget | None = None) -> HouseDialog:
    """Make the dialog of a mistake of the program's own."""
    return HouseDialog(
        look,
        wording.say("A mistake of the program"),
        [sentence],
        [Answer("close", wording.say("Close"), cancels=True)],
        icon="error",
        token="err",
        parent=parent,
    )


def make_closing(look: Look, wording: Wording, parent: QWidget) -> HouseDialog:
    """Make the dialog of closing in the middle of work; its answers are ``stay`` and ``close``."""
    say = wording.say
    return HouseDialog(
        look,
        say("Something is still under way"),
        [say("If you close now it is stopped, and nothing of it is kept.")],
        [Answer("stay", say("Let it finish"), primary=True, cancels=True), Answer("close", say("Stop and close"))],
        icon="wait",
        token="wait",
        parent=parent,
    )
