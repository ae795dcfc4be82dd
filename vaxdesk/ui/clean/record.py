"""The right pane of Làm sạch: one person, the issue in question, fields, doses, history, decision bar."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QStackedWidget, QVBoxLayout, QWidget

from vaxdesk.desk.browsing import FieldRow, Panel, Problem, Proposal
from vaxdesk.desk.ringing import find_ringed
from vaxdesk.desk.surveying import Spot
from vaxdesk.ui.clean.bar import DecisionBar
from vaxdesk.ui.clean.doses import DosesPart
from vaxdesk.ui.clean.editing import FieldEditing
from vaxdesk.ui.clean.editor import FieldEditor
from vaxdesk.ui.clean.fields import FieldTable
from vaxdesk.ui.clean.head import RecordHead
from vaxdesk.ui.clean.issue import IssueCard, Option, list_options
from vaxdesk.ui.clean.sight import Sight
from vaxdesk.ui.clean.sources import Sources
from vaxdesk.ui.clean.spots import Spots
from vaxdesk.ui.clean.timeline import Timeline
from vaxdesk.ui.look import Layout, Look
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.empty import EmptyState
from vaxdesk.ui.widgets.scrolling import make_scroll
from vaxdesk.wording import Wording

BASIC = 7
"""Fields that are always shown; the others when something is to be said of them, or when they are asked for."""


class RecordPane(QFrame):
    """Shows one person and what may be decided.

    ``edited`` gives (dose or None, field, text). ``moved`` tells that another field or issue is in question.
    """

    edited = Signal(object, str, str)
    moved = Signal()

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__()
        self.setProperty("kind", "pane")
        self._look, self._wording = look, wording
        self._proven: Collection[str] = ()
        self.problem: Problem | None = None
        self._all_fields = False
        self.head = RecordHead(look, wording)
        self.card = IssueCard(look, wording)
        self.table = FieldTable(look, wording)
        self.more = ActButton(look, "", kind="link", icon="down", size="small")
        self.doses = DosesPart(look, wording)
        self._spots = Spots(self.table, self.doses)
        self.timeline = Timeline(look, wording)
        self.sources = Sources(look, wording)
        self.empty = EmptyState(look)
        self.bar = DecisionBar(look, wording)
        self._arrange()
        self.editor = FieldEditor(look, wording, self._body)
        self._editing = FieldEditing(self.editor, self._spots, self.area, self._body, self.table, wording)
        self.sight = Sight(self._body)
        self._connect()

    def _arrange(self) -> None:
        self._body = QWidget()
        self._body.setObjectName("scrolled")
        self._column = column = QVBoxLayout(self._body)
        column.setSpacing(10)
        for part in (self.head, self.card, self.table):
            column.addWidget(part)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.doses)
        column.addStretch(1)
        self.area = make_scroll(self._body)
        self.stack = QStackedWidget()
        for page in (self.area, self.timeline, self.sources, self.empty):
            self.stack.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.stack, 1)
        outer.addWidget(self.bar)
        self.set_layout("wide")

    def _connect(self) -> None:
        self.card.ringed.connect(self._show_question)
        self.card.other_wanted.connect(self._go_to_problem)
        self.more.clicked.connect(self._toggle_fields)
        self.doses.opened.connect(self._open_dose)
        self.table.moved.connect(lambda key: self._go((None, key)))
        self.doses.table.moved.connect(lambda key: self._go((self._spots.dose, key)))
        self._editing.edited.connect(self.edited)
        for table in (self.table, self.doses.table):
            table.edit_wanted.connect(self.edit)
            table.stepped.connect(self.step_field)
        self.bar.edit.clicked.connect(self.edit)

    def set_layout(self, layout: Layout) -> None:
        """Take less room around everything in a small window."""
        narrow = layout == "narrow"
        margin = 10 if narrow else 18
        self._column.setContentsMargins(margin, 6 if narrow else 12, margin, 12)
        self.bar.set_roomy(roomy=layout == "wide")

    @property
    def panel(self) -> Panel | None:
        """The person who is shown."""
        return self._spots.panel

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_panel(self, panel: Panel, proven: Collection[str], group: str | None) -> None:
        """Show a person; of several issues the one of ``group`` is in question first, else the worst."""
        same = self.panel is not None and self.panel.id == panel.id
        spot, dose = (self._spots.now, self._spots.dose) if same else (None, None)
        was_asked = self.problem is not None and spot == (self.problem.dose, self.problem.field)
        self._spots.panel, self._proven = panel, proven
        self.head.show_panel(panel)
        self.stop_editing()
        if not same:
            self._all_fields = False
            self.area.verticalScrollBar().setValue(0)
        problem = self._spots.find_problem(spot) if spot is not None else None
        if problem is None:
            problem = next((one for one in panel.problems if one.code == group), next(iter(panel.problems), None))
            # What was in question is settled: go on to what is left. Who went elsewhere by hand stays there.
            spot = None if was_asked else spot
        if problem is not None and problem.dose is not None:
            dose = problem.dose
        self.doses.show_doses(panel.doses, dose)
        self._fill_table()
        self._ask(problem, spot)
        self.sight.begin()
        self.area.viewport().update()
        if self.stack.currentWidget() is self.empty:
            self.stack.setCurrentWidget(self.area)
            self.bar.set_covered(covered=False)
        self.bar.show()

    def begin_anew(self) -> None:
        """Forget which field was in question: another list asks for another."""
        self._spots.now = None

    def clear(self) -> None:
        """Show nobody."""
        self._spots.panel, self.problem, self._spots.now = None, None, None
        self.stop_editing()
        self.bar.hide()
        self.stack.setCurrentWidget(self.empty)

    def _fill_table(self) -> None:
        panel = self.panel
        if panel is None:
            return
        asked = {one.field for one in panel.problems if one.dose is None}
        rows = [
            row
            for at, row in enumerate(panel.fields)
            if at < BASIC or self._all_fields or row.choices or row.key in asked
        ]
        hidden = len(panel.fields) - len(rows)
        self.table.fields.set_rows(rows, None, {})
        self.more.setVisible(hidden > 0 or self._all_fields)
        text = self._wording.say("{n} more fields", n=hidden) if hidden else self._wording.say("Fewer fields")
        self.more.set_look(text=text, icon="down" if hidden else "up")

    # -- the question ----------------------------------------------------------------------------------------------

    def _ask(self, problem: Problem | None, spot: Spot | None = None) -> None:
        """Put an issue in question; without one there is only the field."""
        panel = self.panel
        if panel is None:
            return
        self.problem = problem
        asked = None if problem is None else (problem.dose, problem.field)
        if asked is None or self._spots.find_row(asked) is None:
            # A conflict of marks is about no field.
            asked = (None, panel.fields[0].key)
        self._spots.now = spot or asked
        if problem is None:
            self.card.hide()
        else:
            row = self._spots.find_row((problem.dose, problem.field))
            options = list_options(problem, row, panel.verification_choices, self._wording)
            ringed = None if problem.code == "conflict" else find_ringed(problem, self._proven)
            now = self._wording.tell(row.now) if row is not None else ""
            self.card.show_problem(problem, options, ringed, now)
            others = [(at, one) for at, one in enumerate(panel.problems) if one is not problem]
            self.card.show_others(others)
        self._show_question()
        self.show_spot()

    def _show_question(self) -> None:
        panel, problem, option = self.panel, self.problem, self.card.option()
        if panel is None:
            return
        spot = None if problem is None else (problem.dose, problem.field)
        offered: dict[str, Proposal] = {}
        if problem is not None and option is not None and problem.code != "conflict":
            offered = {problem.field: next(one for one in problem.proposals if one.edit == option.edit)}
        in_dose = spot is not None and spot[0] is not None
        key = None if spot is None else spot[1]
        self.table.fields.set_question(None if in_dose else key, {} if in_dose else offered)
        self.doses.table.fields.set_question(key if in_dose else None, offered if in_dose else {})
        self._place_current()
        is_asked = self._spots.now == spot or spot is None or self._spots.find_row(spot) is None
        options = self.card.options if not self.card.isHidden() else []
        conflict = problem is not None and problem.code == "conflict"
        self.bar.show_question(offered=bool(options), ready=option is not None, asked=is_asked, conflict=conflict)
        confirmable = problem is not None and problem.confirmable
        self.bar.show_person(panel.verification, confirmable=confirmable)
        self.moved.emit()

    def option(self) -> Option | None:
        """Give what Enter would take."""
        return self.card.option()

    def step_field(self, by: int) -> None:
        """Go to the next field, in the fields and then in the open dose."""
        spot = self._spots.find_next(by)
        if spot is not None and not self.editor.is_open:
            self._go(spot)

    def _go(self, spot: Spot) -> None:
        """Go to a field; where there is an issue with it, that is in question now."""
        problem = self._spots.find_problem(spot)
        if problem is not None and problem is not self.problem:
            self._ask(problem, spot)
            return
        self._spots.now = spot
        self._show_question()
        self.show_spot()

    def _go_to_problem(self, at: int) -> None:
        if self.panel is None or self.is_held():
            return
        problem = self.panel.problems[at]
        if problem.dose is not None:
            self.doses.open(problem.dose)
        self._ask(problem)

    def _place_current(self) -> None:
        if (spot := self._spots.now) is not None:
            self._spots.find_table(spot).go_to(spot[1])

    def show_spot(self) -> None:
        """Bring the field in question into sight."""
        spot, problem = self._spots.now, self.problem
        if spot is None or (problem is not None and spot == (problem.dose, problem.field)):
            return
        table = self._spots.find_table(spot)
        box = table.editor_place().toRect()
        at = table.mapTo(self._body, box.center())
        self.area.ensureVisible(at.x(), at.y(), 0, box.height())

    def _toggle_fields(self) -> None:
        self._all_fields = not self._all_fields
        self._fill_table()
        self._show_question()

    def _open_dose(self) -> None:
        if self.is_held() or self.panel is None:
            return
        self.stop_editing()
        self.doses.show_doses(self.panel.doses, self._spots.dose)
        dose = self.doses.open_dose
        if dose is not None:
            self._go((dose.id, dose.fields[0].key))
            # The card that was clicked is another one now.
            self.doses.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._spots.now is not None and self._spots.now[0] is not None:
            self._ask(next(iter(self.panel.problems), None) if self.problem is None else self.problem)

    # -- editing ---------------------------------------------------------------------------------------------------

    def edit(self) -> None:
        """Edit the present field in place."""
        here = self.panel is not None and self._spots.now is not None
        if here and not self.editor.is_open and self.bar.edit.isEnabled():
            self.show_aside(None)
            self._editing.begin()

    def refuse(self, sentence: str) -> None:
        """Say below the field what is wrong with the text, which stays."""
        self._editing.refuse(sentence)

    def stop_editing(self) -> None:
        """Leave the value as it is."""
        self._editing.stop()

    def is_held(self) -> bool:
        """Tell whether half a change keeps one here, and say so below it."""
        return self._editing.is_held()

    # -- beside it -------------------------------------------------------------------------------------------------

    def show_aside(self, shown: QWidget | None) -> None:
        """Show the history or the rows of the lists instead of the record, or the record again."""
        if self.panel is not None:
            aside = self.aside
            back = aside is not None and shown is None and aside.isAncestorOf(QApplication.focusWidget() or self)
            self.stack.setCurrentWidget(shown or self.area)
            self.bar.set_covered(covered=shown is not None)
            if shown is not None or back:
                self.take_focus()

    @property
    def aside(self) -> QWidget | None:
        """What is shown instead of the record."""
        shown = self.stack.currentWidget()
        return shown if shown in {self.timeline, self.sources} else None

    @property
    def is_history(self) -> bool:
        """Whether the timeline is shown."""
        return self.aside is self.timeline

    def field(self) -> tuple[str | None, FieldRow] | None:
        """Give the field one is at, with the dose it is of, if any."""
        spot, row = self._spots.now, self._spots.row
        return None if spot is None or row is None else (spot[0], row)

    def take_focus(self) -> None:
        """Give the focus to what is shown."""
        if self.panel is None:
            self.empty.setFocus()
        elif self.aside is not None:
            self.aside.setFocus()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
