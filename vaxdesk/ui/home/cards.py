"""The parts of the desk: the tiles of figures, the strip of verification, titled cards, the note of the deadline."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from vaxdesk.desk.figures import Figures
from vaxdesk.desk.pacing import Pace
from vaxdesk.model.dates import days_between
from vaxdesk.model.display import show_change, show_date, show_number, show_percent
from vaxdesk.model.filter import Filter
from vaxdesk.ui.look import Look
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.labels import Card, IconLabel, make_card, make_label, make_rule
from vaxdesk.ui.widgets.strip import ProgressStrip, StripLegend
from vaxdesk.ui.widgets.tile import StatTile
from vaxdesk.ui.widgets.wrapping import WrappingRow
from vaxdesk.wording import Wording

GAP = 14


class Tiles(WrappingRow):
    """The three figures. ``opened`` gives the people behind the one that was pressed."""

    opened = Signal(object)

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__(gap=GAP, equal=True)
        self._wording = wording
        self.matched, self.doses, self.errors = (StatTile(look, wording) for _ in range(3))
        self.set_items([self.matched, self.doses, self.errors])
        self.matched.clicked.connect(lambda: self.opened.emit(Filter(verification="matched")))
        # Doses that aren't clean are those of people with errors: that is the list to work through.
        self.doses.clicked.connect(lambda: self.opened.emit(Filter(severity="error")))
        self.errors.clicked.connect(lambda: self.opened.emit(Filter(severity="error")))

    def set_compact(self, *, compact: bool) -> None:
        """Leave out the third lines."""
        for tile in (self.matched, self.doses, self.errors):
            tile.set_compact(compact)

    def show_figures(self, figures: Figures) -> None:
        """Show how it stands."""
        say, before, people = self._wording.say, figures.before, figures.people
        matched = figures.states["matched"]
        self._show(
            self.matched,
            say("People verified as right"),
            matched,
            people,
            say("people"),
            self._say_before(before.matched if before else None, matched),
            "ok",
        )
        self._show(
            self.doses,
            say("Doses that are clean"),
            figures.clean_doses,
            figures.doses,
            say("doses"),
            self._say_by_number(figures),
            "ok",
        )
        self._show(
            self.errors,
            say("People with errors to put right"),
            figures.errors,
            people,
            say("people"),
            self._say_before(before.errors if before else None, figures.errors),
            "err",
        )

    def _show(self, tile: StatTile, label: str, part: int, whole: int, unit: str, third: str, token: str) -> None:
        language = self._wording.language
        percent = show_percent(part, whole, language)
        sentence = self._wording.say(
            "{label}: {part} of {whole} {unit}, {percent}. Opens the list.",
            label=label,
            part=show_number(part, language),
            whole=show_number(whole, language),
            unit=unit,
            percent=percent,
        )
        tile.set_figures(label, part, whole, unit, percent, third, token, sentence=sentence)

    def _say_before(self, before: int | None, now: int) -> str:
        if before is None:
            return ""
        language = self._wording.language
        return self._wording.say(
            "When today began: {before} ({change})",
            before=show_number(before, language),
            change=show_change(now - before, language),
        )

    def _say_by_number(self, figures: Figures) -> str:
        say, language, parts = self._wording.say, self._wording.language, []
        for one in figures.by_number:
            if one.total:
                share = show_percent(one.clean, one.total, language)
                number = str(one.number) if one.number < 3 else "3+"
                parts.append(say("Dose {number} {share}", number=number if one.number else "?", share=share))
        return " · ".join(parts)


class StripCard(QFrame):
    """All people by their state of verification. ``chosen`` gives a state whose people are wanted."""

    chosen = Signal(str)

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._wording = wording
        self._people = make_label("", "small", "text2")
        self._strip = ProgressStrip(look)
        self.legend = StripLegend(look, wording)
        self.legend.chosen.connect(self.chosen)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(make_label(wording.say("State of verification"), "head"))
        head.addWidget(self._people, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 10)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._strip)
        column.addWidget(self.legend)

    def show_figures(self, figures: Figures) -> None:
        """Show how it stands."""
        people = show_number(figures.people, self._wording.language)
        self._people.setText(self._wording.say("{people} people in the commune", people=people))
        counts = list(figures.states.items())
        self._strip.set_counts(counts)
        self.legend.set_counts(counts)


def make_titled_card(title: str) -> Card:
    """Make a card with a title and a line under it; what it holds goes into its column."""
    card = make_card(margins=(1, 0, 1, 1), spacing=0)
    head = make_label(title, "head")
    head.setContentsMargins(15, 9, 15, 8)
    card.column.addWidget(head)
    card.column.addWidget(make_rule())
    return card


class DeadlineNote(QWidget):
    """Until when everything should be clean, and whether it will be. ``set_wanted``: a day is to be set."""

    set_wanted = Signal()

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        self._title = make_label("", "small", bold=True, wrap=True)
        self._detail = make_label("", "small", "text2", wrap=True)
        self._set = ActButton(look, wording.say("Set the day"), kind="link", size="small")
        self._set.clicked.connect(self.set_wanted)
        words = QVBoxLayout()
        words.setSpacing(0)
        for one in (self._title, self._detail):
            words.addWidget(one)
        words.addWidget(self._set, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 11, 16, 11)
        row.setSpacing(12)
        icons = QVBoxLayout()
        icons.addWidget(IconLabel(look, "calendar", "accent", 18))
        icons.addStretch(1)
        row.addLayout(icons)
        row.addLayout(words, 1)

    def show_deadline(self, figures: Figures, pace: Pace | None, today: str) -> None:
        """Say how it stands with the deadline; ``today`` in ISO 8601."""
        title, detail = self._describe(figures, pace, today)
        self._show(self._title, title)
        self._show(self._detail, detail)
        self._set.setVisible(figures.deadline is None)

    @staticmethod
    def _show(label: QLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))

    def _describe(self, figures: Figures, pace: Pace | None, today: str) -> tuple[str, str]:
        say, language = self._wording.say, self._wording.language
        paced = (
            say(
                "In the last {days} days {people} people a day fewer had errors.",
                days=pace.days,
                people=show_number(pace.people, language),
            )
            if pace is not None
            else ""
        )
        expected = say("Errors expected to be gone: {day}", day=show_date(pace.done)) if pace is not None else ""
        if figures.deadline is None:
            return expected or say("No day is set by which everything is to be clean."), paced
        day = show_date(figures.deadline)
        if not figures.errors:
            return say("Deadline for cleaning: {day}", day=day), say("Nobody has errors any more.")
        left = days_between(today, figures.deadline) or 0
        if left < 0:
            return say("The deadline for cleaning was {day}", day=day), paced
        if pace is None:
            a_day = show_number(-(-figures.errors // (left + 1)), language)
            return (
                say("Deadline for cleaning: {day}", day=day),
                say("To be done in time about {people} people a day have to be put right.", people=a_day),
            )
        early = days_between(pace.done, figures.deadline) or 0
        if early >= 0:
            against = say("That is {days} days before the deadline {day}.", days=early, day=day)
        else:
            against = say("That is {days} days after the deadline {day}.", days=-early, day=day)
        return expected, f"{paced} {against}"
