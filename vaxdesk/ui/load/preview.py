"""What a file holds: what was recognised, its first rows, the question that is open, and what loading it would do."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from vaxdesk.desk.previewing import Preview, SheetPreview
from vaxdesk.desk.rereading import Column, find_fields
from vaxdesk.model.display import show_date, show_number
from vaxdesk.ui.load.bar import DecisionBar, Scrolled
from vaxdesk.ui.load.cells import SURE, CellsModel, name_rows
from vaxdesk.ui.load.columns import CellsView
from vaxdesk.ui.load.fields import KINDS, name_encoding
from vaxdesk.ui.load.files_model import Entry
from vaxdesk.ui.load.notes import NotesCard, list_notes
from vaxdesk.ui.load.question import QuestionCard
from vaxdesk.ui.look import Layout, Look
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.chooser import Chooser
from vaxdesk.ui.widgets.labels import IconLabel, clear_layout, make_card, make_label
from vaxdesk.ui.widgets.scrolling import make_scroll
from vaxdesk.wording import Wording

TWO = 2
LEAST_ROWS = {"wide": 4, "middle": 3, "narrow": 2}


class Facts(QFrame):
    """Four facts side by side, two and two where there is less room: a label, the fact, what follows from it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._look = look
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(14, 8, 14, 8)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(8)
        self._columns = 4

    def show_facts(self, facts: list[tuple[str, str, str, str]], columns: int) -> None:
        """Show facts: (label, fact, what follows, icon of that)."""
        clear_layout(self._grid)
        for place, (label, fact, below, icon) in enumerate(facts):
            cell = QWidget()
            column = QVBoxLayout(cell)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            column.addWidget(make_label(label, "tiny", "text2"))
            column.addWidget(make_label(fact, bold=True, wrap=True))
            line = QHBoxLayout()
            line.setSpacing(5)
            token = {"ok": "ok", "warn": "warn", "stuck": "warn"}.get(icon, "text2")
            line.addWidget(IconLabel(self._look, icon, token, 14), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(make_label(below, "tiny", token, wrap=True), 1)
            column.addLayout(line)
            column.addStretch(1)
            cell.setAccessibleName(f"{label}: {fact}. {below}")
            self._grid.addWidget(cell, place // columns, place % columns)
        for column_at in range(4):
            self._grid.setColumnStretch(column_at, 1 if column_at < columns else 0)


class PreviewPane(QWidget):
    """One file before it is loaded.

    ``load_wanted``, ``all_wanted``, ``aside_wanted``, ``outcome_wanted``, ``notes_wanted``: a button was pressed;
    ``column_chosen`` gives the column (sheet, letters) that is to be something else, ``answered`` what a column in
    doubt holds ("" nothing).
    """

    load_wanted = Signal()
    all_wanted = Signal()
    aside_wanted = Signal()
    outcome_wanted = Signal()
    notes_wanted = Signal()
    column_chosen = Signal(object)
    answered = Signal(object, str)

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__()
        self._look, self._wording = look, wording
        self._layout: Layout = "wide"
        self._entry: Entry | None = None
        say = wording.say
        self._name = make_label(step="head", wrap=True)
        self._sheet = make_label(tone="text2", step="small")
        self.sheets = Chooser(look)
        self.sheets.setAccessibleName(say("Sheet"))
        self.sheets.activated.connect(self._choose_sheet)
        self._facts = Facts(look)
        self.notes = NotesCard(look, wording)
        self.notes.all_wanted.connect(self.notes_wanted)
        self.cells = CellsView(look)
        self.model = CellsModel(wording)
        self.cells.setModel(self.model)
        self.cells.setAccessibleName(say("The first rows as they will be read"))
        self.cells.header.setAccessibleName(say("What each column was taken for"))
        self.cells.header.chosen.connect(self._choose_column)
        self._hint = make_label(say("Press a column's name to change what it is."), "small", "text2", wrap=True)
        self._more = make_label(step="small", tone="text2")
        self.aside = ActButton(look, "", kind="link", size="small")
        self.aside.clicked.connect(self.aside_wanted)
        self.question = QuestionCard(look, wording)
        self.question.answered.connect(self._answer)
        self.question.other_wanted.connect(self._ask_other)
        self.consequence = make_label(wrap=True)
        self.reason = make_label(step="small", tone="text2", wrap=True)
        self.outcome = ActButton(look, say("What came of it"), kind="primary", key="Enter")
        self.outcome.clicked.connect(self.outcome_wanted)
        self.all = ActButton(look, "")
        self.all.clicked.connect(self.all_wanted)
        self.load = ActButton(look, "", kind="primary", key="Enter")
        self.load.clicked.connect(self.load_wanted)
        self._arrange()

    def _arrange(self) -> None:
        inner = Scrolled()
        self._column = QVBoxLayout(inner)
        self._column.setSpacing(12)
        top = QHBoxLayout()
        top.addWidget(self._name, 1)
        top.addWidget(self._sheet)
        top.addWidget(self.sheets)
        self._column.addLayout(top)
        self._column.addWidget(self._facts)
        self._column.addWidget(self.notes)
        self._table = make_card("card", (1, 1, 1, 1), 0)
        self._table.column.addWidget(self.cells)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 2, 8, 2)
        foot.addWidget(self._hint, 1)
        foot.addWidget(self._more)
        foot.addWidget(self.aside)
        self._table.column.addLayout(foot)
        self._column.addWidget(self._table, 1)
        self._column.addWidget(self.question)
        self.area = make_scroll(inner)
        self.bar = DecisionBar([self.consequence, self.reason], [self.outcome, self.all, self.load])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.area, 1)
        outer.addWidget(self.bar)

    def set_layout(self, layout: Layout) -> None:
        """Take less room in a smaller window."""
        self._layout = layout
        side = {"wide": 20, "middle": 14, "narrow": 12}[layout]
        self._column.setContentsMargins(side, 12, side, 12)
        self._column.setSpacing(12 if layout == "wide" else 8)
        # Where little is seen at a time, what has to be answered comes first and the column in doubt right below.
        wide = layout == "wide"
        parts = (
            (self._facts, self.notes, self._table, self.question)
            if wide
            else (self.question, self._table, self.notes, self._facts)
        )
        for place, part in enumerate(parts, start=1):
            self._column.removeWidget(part)
            self._column.insertWidget(place, part, 1 if part is self._table else 0)
        self.bar.set_layout(layout)
        if self._entry is not None:
            self.show_entry(self._entry)

    def show_entry(self, entry: Entry) -> None:
        """Show a file that was read."""
        if entry is not self._entry:
            self.cells.header.at = 0
        self._entry = entry
        preview = entry.preview
        if preview is None:
            return
        say = self._wording.say
        sheet = preview.sheets[min(entry.sheet, len(preview.sheets) - 1)]
        self._name.setText(entry.path.name)
        many = len(preview.sheets) > 1
        self.sheets.setVisible(many)
        if many:
            self.sheets.clear()
            self.sheets.addItems([self._name_sheet(one) for one in preview.sheets])
            self.sheets.setCurrentIndex(entry.sheet)
        name = sheet.reading.sheet
        self._sheet.setText(
            say("Text file") if name is None else say("Sheet") if many else say("Sheet {name}", name=name)
        )
        fields = find_fields(preview.head, entry.answers)
        asked = frozenset((one.sheet, one.column) for one in entry.open if entry.state == "asking")
        self.model.show_sheet(sheet, fields, entry, asked)
        self._facts.show_facts(self._find_facts(preview, sheet, fields), 2 if self._layout == "narrow" else 4)
        notes = list_notes(preview, sheet, self._wording)
        self.notes.show_notes(notes, self._layout, remembered=entry.remembered)
        self.cells.measure()
        self.cells.setMinimumHeight(self.cells.measure_height(LEAST_ROWS[self._layout]) + 16)
        more = sheet.total - len(sheet.rows)
        self._more.setText(say("{count} more rows", count=self._show(more)) if more > 0 else "")
        aside = len(preview.set_aside)
        self.aside.setText(say("Rows set aside: {count}", count=self._show(aside)))
        self.aside.setVisible(aside > 0)
        self._show_question(entry)

    def focus_question(self) -> None:
        """Put the focus into the question and the question into sight."""
        self.question.setFocus()
        QTimer.singleShot(0, self, lambda: self.area.ensureWidgetVisible(self.question, 0, 8))

    def show_bar(self, entry: Entry, *, ready: int, busy: bool) -> None:
        """Say what loading the file would do, and whether it can be loaded; ``ready`` files can be loaded at once."""
        say = self._wording.say
        self.consequence.setText(self._tell_consequence(entry))
        state = entry.state
        can = state == "ready" and entry.trouble is None and entry.brings
        reason = ""
        if state == "asking":
            reason = say("Answer the question above to load.")
        elif state == "known" or (state == "ready" and not entry.brings):
            reason = say("There is nothing to load.")
        elif entry.trouble is not None:
            reason = self._wording.explain(entry.trouble)
        elif busy:
            reason = say("Something else is still running.")
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))
        self.load.setText(say("Load {rows} rows", rows=self._show(entry.rows)))
        self.load.setEnabled(can and not busy)
        self.load.setVisible(state != "known")
        self.outcome.setVisible(state == "known")
        self.all.setText(say("Load all that are ready ({count})", count=self._show(ready)))
        self.all.setVisible(ready > 1)
        self.all.setEnabled(not busy)

    def _tell_consequence(self, entry: Entry) -> str:
        say = self._wording.say
        if entry.known is not None:
            return say("This file was loaded on {day}. Nothing is new.", day=show_date(entry.known.at[:10]))
        if entry.trouble is not None:
            return ""
        if entry.counted is None:
            return say("Counting what is new…")
        counted = say(
            "When loaded: {new} new · {updated} updated · {unchanged} unchanged · {aside} rows set aside",
            new=self._show(entry.counted.rows["new"]),
            updated=self._show(entry.counted.rows["updated"]),
            unchanged=self._show(entry.counted.rows["unchanged"]),
            aside=self._show(entry.counted.rows["set_aside"]),
        )
        head = entry.counted.head
        if not head.units and not head.sites:
            return counted
        told = say("catalogue: {units} communes, {sites} vaccination sites", units=self._show(len(head.units)),
                   sites=self._show(len(head.sites)))  # fmt: skip
        return f"{counted} · {told}"

    def _find_facts(
        self, preview: Preview, sheet: SheetPreview, fields: Mapping[Column, str | None]
    ) -> list[tuple[str, str, str, str]]:
        say = self._wording.say
        reading = sheet.reading
        name = reading.sheet or ""
        used = [one for one in reading.columns if fields.get((name, one.column), one.field) is not None]
        encodings = sorted({name_encoding(one.encoding, self._wording) for one in reading.columns if one.encoding})
        kind = self._wording.render(KINDS[preview.head.kind]) if preview.head.kind in KINDS else preview.head.kind
        aside = sum((one.sheet or "") == name for one in preview.set_aside)
        rows = f"{sheet.first}–{sheet.last}" if sheet.total > 1 else str(sheet.first or "–")
        sure = min((one.confidence for one in used if one.confidence), default=0)
        unsure = sum(0 < one.confidence < SURE for one in used)
        columns = say("{used} of {count} columns", used=len(used), count=len(reading.columns))
        letters = (
            (say("Letters"), ", ".join(encodings), say("turned into Unicode"), "ok")
            if encodings
            else (say("Letters"), say("Unicode"), say("right as they stand"), "ok")
        )
        if "lost" in {one.encoding for one in reading.columns}:
            letters = (*letters[:2], say("some letters are lost"), "warn")
        return [
            (
                say("Kind of list"),
                kind,
                say("known by its header") if reading.header_rows else say("known by what its columns hold"),
                "ok",
            ),
            letters,
            (
                say("Header row") if len(reading.header_rows) < TWO else say("Header rows"),
                say("Row {rows}", rows=name_rows(reading.header_rows)) if reading.header_rows else say("No header"),
                say("{columns}, {count} less sure", columns=columns, count=unsure)
                if unsure
                else say("{columns}, {percent}% sure", columns=columns, percent=sure),
                "stuck" if unsure else "ok",
            ),
            (
                say("Rows of people"),
                say("{rows}: {count} rows", rows=rows, count=self._show(sheet.total)),
                say("{count} rows set aside", count=self._show(aside)),
                "ok",
            ),
        ]

    def _show_question(self, entry: Entry) -> None:
        left = entry.open if entry.state == "asking" else ()
        self.question.setVisible(bool(left))
        if left:
            self.question.ask(left[0], len(left))

    def _answer(self, field: str) -> None:
        if self._entry is not None and self._entry.open:
            asked = self._entry.open[0]
            self.answered.emit((asked.sheet, asked.column), field)

    def _ask_other(self) -> None:
        if self._entry is not None and self._entry.open:
            asked = self._entry.open[0]
            self.column_chosen.emit((asked.sheet, asked.column))

    def _choose_column(self, section: int) -> None:
        if self._entry is not None and self._entry.preview is not None:
            sheet = self._entry.preview.sheets[self._entry.sheet].reading.sheet or ""
            self.column_chosen.emit((sheet, self.model.heads[section].letters))

    def _choose_sheet(self, at: int) -> None:
        if self._entry is not None:
            self._entry.sheet = at
            self.show_entry(self._entry)

    def _name_sheet(self, sheet: SheetPreview) -> str:
        rows = self._show(sheet.total)
        return self._wording.say("{sheet}: {rows} rows", sheet=sheet.reading.sheet or "", rows=rows)

    def _show(self, number: int) -> str:
        return show_number(number, self._wording.language)
