"""The question about a column in doubt, and the list of everything a column can hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from vaxdesk.desk.previewing import Preview, Question
from vaxdesk.desk.rereading import Answers, Column, find_fields, offer_encodings
from vaxdesk.intake.titles import NOT_USED, title_column
from vaxdesk.model.display import show_number
from vaxdesk.ui.load.fields import list_fields, name_encoding
from vaxdesk.ui.load.files import OneLine, PlainList
from vaxdesk.ui.look import Look
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.choices import Choice, ChoiceRow
from vaxdesk.ui.widgets.chooser import Chooser
from vaxdesk.ui.widgets.dialogs import Answer, HouseDialog
from vaxdesk.ui.widgets.labels import IconLabel, make_label
from vaxdesk.wording import Wording

LIKELY = 2
"""Meanings that are offered by their number; the third answer is that the column isn't used."""
UNUSED = ""
TALL = 300


class QuestionCard(QFrame):
    """One question with its evidence and three numbered answers. ``answered`` gives a field, "" for none of them.

    ``other_wanted``: the answer isn't among the three.
    """

    answered = Signal(str)
    other_wanted = Signal()

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__()
        self.setProperty("kind", "card-info")
        self._wording = wording
        self._title = make_label(step="head", wrap=True)
        self._proof = make_label(step="small", tone="text2", wrap=True)
        self.row = ChoiceRow(look, dots=False)
        self.row.setAccessibleName(wording.say("Answers"))
        self.other = ActButton(look, wording.say("Other…"), size="small")
        self.other.clicked.connect(self.other_wanted)
        self.row.chosen.connect(self.answered)
        self.setFocusProxy(self.row)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(IconLabel(look, "notfound", "accent", 20), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._proof)
        top.addLayout(words, 1)
        top.addWidget(self.other, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.row)
        self._answers: list[str] = []

    def ask(self, question: Question, left: int) -> None:
        """Ask; ``left`` questions of this file are open."""
        say = self._wording.say
        text = say("Questions left: {left}. Column {column} says “{header}”. What does it hold?", left=left,
                   column=question.column, header=question.header)  # fmt: skip
        self._title.setText(text)
        self._proof.setText(self._tell_proof(question))
        self.setAccessibleName(f"{text} {self._proof.text()}")
        choices = []
        for place, (field, fits) in enumerate(question.candidates[:LIKELY], start=1):
            second = say("Cells that fit: {count}", count=self._show(fits))
            choices.append(Choice(field, self._wording.tell(title_column(field)), second, cap=str(place)))
        unused = say("Don't use this column")
        choices.append(Choice(UNUSED, unused, say("Its cells are kept with the row"), cap=str(len(choices) + 1)))
        self._answers = [one.key for one in choices]
        self.row.set_choices(choices)
        # The likeliest is ringed: Enter takes it, a digit another.
        self.row.select(choices[0].key)

    def choose(self, digit: int) -> bool:
        """Take the answer of that number; False where there is none."""
        if not 1 <= digit <= len(self._answers):
            return False
        self.answered.emit(self._answers[digit - 1])
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the answer that has the focus with Enter."""
        focused = next((card for card in self.row.cards if card.hasFocus()), None)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and focused is not None:
            if not event.isAutoRepeat():
                self.answered.emit(focused.choice.key)
            return
        super().keyPressEvent(event)

    def _tell_proof(self, question: Question) -> str:
        say, render = self._wording.say, self._wording.render
        parts = [render(one) for one in question.shapes]
        if question.blank:
            parts.append(say("{count} empty", count=self._show(question.blank)))
        return say("Cells: {total}. Of these {parts}.", total=self._show(question.total), parts=", ".join(parts))

    def _show(self, number: int) -> str:
        return show_number(number, self._wording.language)


class FieldDialog(HouseDialog):
    """Everything a column can hold, to choose one, and in which letters it is.

    After it closed with ``take``, ``field`` and ``encoding`` are what was chosen. ``now`` is what the column holds,
    ``used`` where in the sheet each field is, by the letters of its column. ``letters`` gives the encodings that would
    make something else of the column, with a text of it each; ``encoding`` is the one it is taken for.
    """

    def __init__(  # noqa: PLR0913 - what is known of a column
        self,
        look: Look,
        wording: Wording,
        title: str,
        now: str | None,
        used: Mapping[str, str],
        parent: QWidget,
        *,
        letters: Sequence[tuple[str, str]] = (),
        encoding: str | None = None,
        sample: str = "",
    ) -> None:
        self._fields: list[str | None] = [None, *list_fields(dose_rows=any(one.startswith("dose.") for one in used))]
        if now is not None and now not in self._fields:
            self._fields.insert(1, now)
        names = [wording.render(NOT_USED)]
        for field in self._fields[1:]:
            name = wording.tell(title_column(field))
            taken = field is not None and field in used and field != now
            at = used[field] if taken and field is not None else ""
            names.append(wording.say("{field} (now column {column})", field=name, column=at) if taken else name)
        self.view = PlainList()
        self.view.setAccessibleName(title)
        self.view.setModel(QStringListModel(names, self.view))
        self.view.setItemDelegate(OneLine(look, self.view))
        self.view.setMinimumHeight(look.scale(TALL) if parent.height() > TALL * 2 else look.scale(TALL // 3))
        self._encodings: list[str | None] = [None, *(name for name, _ in letters)]
        if encoding is not None and encoding not in self._encodings:
            self._encodings.append(encoding)
        made = dict(letters)
        self.letters = Chooser(look)
        self.letters.setAccessibleName(wording.say("Letters"))
        self.letters.addItem(wording.say("As they stand: {text}", text=sample))
        for name in filter(None, self._encodings):
            self.letters.addItem(f"{name_encoding(name, wording)}: {made.get(name, sample)}")
        self.letters.setCurrentIndex(self._encodings.index(encoding))
        super().__init__(
            look,
            title,
            [],
            [
                Answer("take", wording.say("Choose"), primary=True),
                Answer("cancel", wording.say("Cancel"), cancels=True),
            ],
            body=self._make_body(wording.say("Letters")),
            parent=parent,
        )
        self.before = (now, encoding)
        self.view.setCurrentIndex(self.view.model().index(self._fields.index(now), 0))
        self.view.opened.connect(lambda: self.finish("take"))
        self.view.doubleClicked.connect(lambda _: self.finish("take"))
        self.view.setFocus()

    def _make_body(self, label: str) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.view)
        if len(self._encodings) > 1:
            title = make_label(label, "small", "text2", bold=True)
            title.setBuddy(self.letters)
            column.addWidget(title)
            column.addWidget(self.letters)
        return body

    @property
    def field(self) -> str | None:
        """What was chosen; None: not used."""
        return self._fields[self.view.currentIndex().row()]

    @property
    def encoding(self) -> str | None:
        """The old encoding that was chosen; None: the letters are right as they stand."""
        return self._encodings[self.letters.currentIndex()]


def make_field_dialog(
    look: Look, wording: Wording, preview: Preview, answers: Answers, column: Column, parent: QWidget
) -> FieldDialog:
    """Make the dialog that asks what a column of a file holds."""
    sheet = next(one for one in preview.sheets if (one.reading.sheet or "") == column[0])
    reading = next(one for one in sheet.reading.columns if one.column == column[1])
    letters = offer_encodings(row.cells.get(column[1], "") for row in sheet.rows)
    fields = find_fields(preview.head, answers)
    headers = {(sheet.sheet or "", one.column): one.header for sheet in preview.head.sheets for one in sheet.columns}
    used = {held: letters for (sheet, letters), held in fields.items() if held is not None and sheet == column[0]}
    title = wording.say("What does column {column} hold? It says “{header}”.", column=column[1], header=headers[column])
    return FieldDialog(
        look, wording, title, fields.get(column), used, parent, letters=letters.made, encoding=reading.encoding,
        sample=letters.text,
    )  # fmt: skip
