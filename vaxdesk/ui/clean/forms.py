"""Forms in place of the records: fields with their names, filled by keyboard, Enter does it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QGridLayout, QSizePolicy, QSpacerItem, QWidget

from vaxdesk.desk import adding
from vaxdesk.desk.errors import ValueRefused
from vaxdesk.desk.flagging import flag
from vaxdesk.errors import VaxDeskError
from vaxdesk.model.fields import DOSE_FIELDS, PERSON_FIELDS
from vaxdesk.model.message import Message
from vaxdesk.ui.clean.editor import HINTS
from vaxdesk.ui.clean.work import Work
from vaxdesk.ui.page import Frame
from vaxdesk.ui.widgets.labels import make_label
from vaxdesk.ui.widgets.typing_field import TypingField

PERSON_KEYS = ("full_name", "birth_date", "sex", "id_number", "phone", "health_insurance", "hamlet", "address")
SESSION_KEYS = ("vaccine", "lot", "date", "site", "number")
WIDEST = 420
BESIDE = 28
"""Pixels around a text in its field."""
LONGEST = 300


class FormWork(Work):
    """Fields one below the other. What is refused is said above the acts, the field at fault has the focus."""

    def __init__(self, frame: Frame, title: str, act: str, fields: Mapping[str, Message]) -> None:
        super().__init__(frame, title, act, scrolls=True)
        self.fields: dict[str, TypingField] = {}
        self._filled: dict[str, str] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for row, (key, named) in enumerate(fields.items()):
            title = frame.wording.render(named)
            field = TypingField()
            field.setMaxLength(LONGEST)
            field.setAccessibleName(title)
            if key in HINTS:
                field.setPlaceholderText(frame.wording.render(HINTS[key]))
                field.setAccessibleDescription(field.placeholderText())
                field.setToolTip(field.placeholderText())
            field.textEdited.connect(self.follow)
            self.fields[key] = field
            grid.addWidget(make_label(title, "small", "text2", bold=True), row, 0)
            grid.addWidget(field, row, 1)
        self._measure()
        # What is left at the right is nobody's: a field stands beside its name.
        grid.setColumnStretch(1, 100)
        grid.setColumnStretch(2, 1)
        grid.addItem(QSpacerItem(0, 0, QSizePolicy.Policy.Expanding), 0, 2)
        self.body.addLayout(grid)

    def _measure(self) -> None:
        """Let the fields be as wide as the longest hint in them, all alike."""
        hints = (field.fontMetrics().horizontalAdvance(field.placeholderText()) for field in self.fields.values())
        width = max(self.look.scale(WIDEST), max(hints, default=0) + BESIDE)
        for field in self.fields.values():
            field.setMaximumWidth(width)

    def fill(self, key: str, text: str) -> None:
        """Put a text into a field that somebody may go on from."""
        self.fields[key].setText(text)
        self.fields[key].selectAll()
        self._filled[key] = text

    def texts(self) -> dict[str, str]:
        """Give what was typed, by field; empty fields are left out."""
        return {key: field.text() for key, field in self.fields.items() if field.text().strip()}

    def is_changed(self) -> bool:
        """Tell whether anything was typed."""
        return any(field.text() != self._filled.get(key, "") for key, field in self.fields.items())

    def panes(self) -> Sequence[QWidget]:
        """Give the first field, then the act."""
        return (*list(self.fields.values())[:1], self.act)

    def follow(self) -> None:
        """Look again whether it may be done: somebody has typed."""
        self.tell("")

    def refuse(self, error: VaxDeskError) -> None:
        """Name the field that was not understood and go there."""
        key = str(error.args_by_name.get("field", ""))
        if isinstance(error, ValueRefused) and key in self.fields:
            self.tell(self.frame.wording.explain(error), refused=True)
            self.fields[key].setFocus()
            self.fields[key].selectAll()
        else:
            super().refuse(error)


class PersonWork(FormWork):
    """Somebody new."""

    def __init__(self, frame: Frame, name: str) -> None:
        titles = {key: PERSON_FIELDS[key].title for key in PERSON_KEYS}
        super().__init__(frame, frame.wording.say("New person"), frame.wording.say("Add"), titles)
        self.sentence.setText(self.say("The name is enough to begin with; doses are added on the record."))
        self.body.addStretch(1)
        self.fill("full_name", name)
        self.follow()

    def follow(self) -> None:
        """A name is needed."""
        named = bool(self.fields["full_name"].text().strip())
        self.allow(allowed=named, why_not="" if named else self.say("Type the name."))

    def press(self) -> None:
        """Add the person."""
        texts = self.texts()
        self.carry_out(lambda desk, _: adding.add_person(desk, texts), self.say("Adding"))


class FlagWork(FormWork):
    """A word for a colleague about one person."""

    def __init__(self, frame: Frame, person: str, name: str, said: str) -> None:
        wording = frame.wording
        fields = {"flag": Message("Word for a colleague")}
        super().__init__(frame, wording.say("About {name}", name=name), wording.say("Keep"), fields)
        self._person = person
        self.sentence.setText(
            self.say("Whoever works here or on the other laptop sees it on the record. Emptied, it is taken down.")
        )
        self.body.addStretch(1)
        self.fill("flag", said)

    def press(self) -> None:
        """Flag, or take the flag down."""
        person, text = self._person, self.fields["flag"].text()
        self.carry_out(lambda desk, _: flag(desk, person, text), self.say("Keeping"))


def name_session_fields() -> dict[str, Message]:
    """Give the fields that the doses of one session share."""
    return {key: DOSE_FIELDS[key].title for key in SESSION_KEYS}
