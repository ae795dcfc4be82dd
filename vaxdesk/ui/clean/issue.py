"""The card of the issue in question: what is wrong with the digits that show it, and what may be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from vaxdesk.desk.browsing import FieldRow, Problem
from vaxdesk.desk.settling import Side
from vaxdesk.model.difference import Span, Spans, compare, leave_unmarked
from vaxdesk.model.message import Message
from vaxdesk.ui.clean.fields import mark_change
from vaxdesk.ui.clean.sides import SideColumn, describe_dispute, describe_sides
from vaxdesk.ui.look import Look
from vaxdesk.ui.states import SEVERITIES
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.chips import ChipRow, Offer
from vaxdesk.ui.widgets.difference import MarkedLabel, Setting
from vaxdesk.ui.widgets.labels import IconLabel, make_label
from vaxdesk.ui.widgets.wrapping import WrappingRow
from vaxdesk.wording import Wording

MOST = 9
"""Values that a digit can choose."""
KINDS: Final = {"error": "card-err", "warning": "card-warn", "info": "card-info"}


@dataclass(frozen=True, slots=True)
class Option:
    """A value that may be chosen: how it is shown, what setting the field takes, a word why, whether it is certain.

    ``side`` is the side of a conflict that it is.
    """

    text: str
    edit: str
    why: str
    certain: bool = False
    side: Side | None = None


def list_options(problem: Problem, row: FieldRow | None, choices: Sequence[Side], wording: Wording) -> list[Option]:
    """Give what may be chosen: the sides of a conflict, else what a rule proposes."""
    sides = row.choices if row is not None and row.choices else choices
    if problem.code == "conflict":
        return [_make_side(side, wording) for side in sides][:MOST]
    return [
        Option(wording.tell(one.text), one.edit, wording.render(one.why), one.certain)
        for one in problem.proposals[:MOST]
    ]


def _make_side(side: Side, wording: Wording) -> Option:
    return Option(wording.tell(side.text) or wording.say("nothing"), side.edit, "", side=side)


def mark_sentence(message: Message, wording: Wording) -> Spans:
    """Give a sentence with the digits that differ between the two values it names."""
    text = wording.render(message)
    said = [one for one in message.args.values() if isinstance(one, str) and any(char.isdigit() for char in one)]
    if len(said) != 2 or len(said[0]) != len(said[1]) or any(text.count(one) != 1 for one in said):
        return leave_unmarked(text)
    spans: list[Span] = []
    for value, marked in sorted(zip(said, compare(*said), strict=True), key=lambda pair: text.index(pair[0])):
        before, _, text = text.partition(value)
        spans += [Span(before), *marked]
    return tuple(span for span in (*spans, Span(text)) if span.text)


class IssueCard(QFrame):
    """Shows one issue, its options as chips or the sides of a conflict, and what else is open of the person.

    ``ringed`` tells that another option is ringed, ``other_wanted`` that another issue (by its place) is to be shown.
    """

    ringed = Signal()
    other_wanted = Signal(int)

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__()
        self._look, self._wording = look, wording
        self.options: list[Option] = []
        self._field = ""
        self._icon = IconLabel(look, "error", "err", 20)
        self._title = make_label("", "body", bold=True, wrap=True)
        self._sentence = MarkedLabel(look, wording, Setting(tone="text2", lines=0))
        self._note = make_label("", "small", "text2", wrap=True)
        self.chips = ChipRow(look)
        self.chips.chosen.connect(self.ring)
        self.sides = SideColumn(look)
        self.sides.chosen.connect(self.ring)
        self._others = WrappingRow(gap=6)
        words = QVBoxLayout()
        words.setSpacing(2)
        for one in (self._title, self._sentence, self._note, self.chips, self.sides, self._others):
            words.addWidget(one)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(12)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.hide()

    def show_problem(self, problem: Problem, options: list[Option], ringed: int | None, now: str) -> None:
        """Show an issue with its options; ``now`` is the value the options are compared with."""
        self.options, self._field = options, problem.field
        icon, token = SEVERITIES[problem.severity]
        sides = [one.side for one in options if one.side is not None]
        self.setProperty("kind", "card-warn" if sides else KINDS[problem.severity])
        self.style().polish(self)
        self._icon.set_icon("split" if sides else icon, "warn" if sides else token)
        say, render = self._wording.say, self._wording.render
        title, message = describe_dispute(problem, sides) if sides else (problem.title, problem.message)
        self._title.setText(render(title))
        self._sentence.set_marked(mark_sentence(message, self._wording), "speaks")
        self.setAccessibleName(f"{render(title)}. {render(message)}")
        how = (
            say("Choose the right one with its digit, then Enter.")
            if sides
            else say("Press the digit of what is right.")
        )
        note = how if options and ringed is None else ""
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.sides.set_sides(describe_sides(problem.field, sides, self._wording))
        self.sides.setVisible(bool(sides))
        self.chips.set_suggestions([] if sides else [self._offer(at, one, now) for at, one in enumerate(options)])
        self.chips.setVisible(bool(options) and not sides)
        self._rows.ring(ringed)
        self.show()

    @property
    def _rows(self) -> ChipRow:
        """What is chosen from: the sides of a conflict, else the chips."""
        return self.sides if any(one.side is not None for one in self.options) else self.chips

    def _offer(self, at: int, option: Option, now: str) -> Offer:
        say = self._wording.say
        spans = mark_change(self._field, now, option.text)[1] if now else leave_unmarked(option.text)
        why = say("{why} (certain)", why=option.why) if option.certain else option.why
        sentence = say("{n}: {value}, {why}", n=at + 1, value=option.text, why=why)
        return Offer(str(at + 1), spans, why, sentence)

    def show_others(self, problems: Sequence[tuple[int, Problem]]) -> None:
        """Offer the person's other issues, each with its place."""
        buttons = []
        for at, problem in problems:
            title = self._wording.render(problem.title)
            button = ActButton(self._look, title, icon=SEVERITIES[problem.severity][0], size="small")
            button.setAccessibleName(self._wording.say("Also: {title}", title=title))
            button.clicked.connect(lambda _=False, at=at: self.other_wanted.emit(at))
            buttons.append(button)
        self._others.set_items(buttons)
        self._others.setVisible(bool(buttons))

    def ring(self, at: int) -> None:
        """Ring an option: it is what Enter takes now."""
        if 0 <= at < len(self.options):
            self._rows.ring(at)
            self._note.hide()
            self.ringed.emit()

    def option(self) -> Option | None:
        """Give the option that is ringed."""
        at = self._rows.ringed() if not self.isHidden() else None
        return None if at is None or at >= len(self.options) else self.options[at]
