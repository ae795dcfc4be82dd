"""A name for the list one is in, so that it can be opened again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from vaxdesk.desk.resuming import save_list
from vaxdesk.model.filter import Filter
from vaxdesk.ui.clean.work import Work
from vaxdesk.ui.page import Frame
from vaxdesk.ui.widgets.labels import make_label
from vaxdesk.ui.widgets.typing_field import TypingField

LONGEST = 60


class NameWork(Work):
    """Asks for the name. Keeping a list changes nobody and is no step; ``done`` is not told."""

    def __init__(self, frame: Frame, asked: Filter, suggested: str) -> None:
        super().__init__(frame, frame.wording.say("Keep this list"), frame.wording.say("Keep"), scrolls=True)
        self._asked = asked
        text = self.say("It is opened from the menu Filter, with whoever belongs into it by then.")
        self.sentence.setText(text)
        label = make_label(self.say("Name of the list"), "small", "text2", bold=True)
        self.field = TypingField(suggested)
        self.field.setMaxLength(LONGEST)
        self.field.setAccessibleName(label.text())
        self.field.textChanged.connect(self._follow)
        self.body.addWidget(label)
        self.body.addWidget(self.field)
        self.body.addStretch(1)
        self._follow()

    def begin(self) -> None:
        """Let the suggested name be typed over."""
        self.field.selectAll()

    def panes(self) -> Sequence[QWidget]:
        """Give the field, then the act."""
        return (self.field, self.act)

    def _follow(self) -> None:
        named = bool(self.field.text().strip())
        self.allow(allowed=named, why_not="" if named else self.say("Type the name."))

    def press(self) -> None:
        """Keep the list."""
        name, asked = self.field.text(), self._asked
        self.frame.tasks.do(lambda desk, job: save_list(desk, name, asked), self._tell, refused=self.refuse)

    def _tell(self, _: None) -> None:
        self.frame.tell(self.say("The list “{name}” is kept in the menu Filter.", name=self.field.text().strip()))
        self.left.emit()
