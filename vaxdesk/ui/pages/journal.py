"""The journal: every step, what it changed, and its way back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from vaxdesk.desk.journaling import StepChanges, StepRow, read_step_changes
from vaxdesk.desk.rehearsing import Preview, find_verb, preview_taking_back
from vaxdesk.desk.taking_back import undo
from vaxdesk.errors import VaxDeskError
from vaxdesk.model.display import show_number
from vaxdesk.model.filter import Filter
from vaxdesk.model.step import Changes
from vaxdesk.ui.journal.panel import MOST_PEOPLE, StepPanel
from vaxdesk.ui.journal.steps import StepsView
from vaxdesk.ui.keys import bind
from vaxdesk.ui.look import Layout
from vaxdesk.ui.models.steps import StepsModel
from vaxdesk.ui.page import Frame, Key, Page, PageKind, Place
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.empty import EmptyState
from vaxdesk.ui.widgets.search import SearchField


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


class JournalPage(Page):
    """Steps at the left, the chosen one at the right; one of the two where room is scarce."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._text = ""
        self._wanted: str | None = None
        self._shown: str | None = None
        self._preview: Preview | None = None
        self._layout: Layout = "wide"
        self.search = SearchField(self.look, self.say("Find a person, list or day"))
        self.search.wanted.connect(self._search)
        self.search.textChanged.connect(self._notice_emptied)
        self.acts = (self.search,)
        self.steps = StepsModel(frame.tasks, frame.wording)
        self.steps.opened.connect(self._show_steps)
        self.view = StepsView(self.look, frame.wording, self.steps)
        self.view.chosen.connect(self._choose)
        self.view.opened.connect(self._enter_step)
        self.view.clicked.connect(self._click_step)
        self.panel = StepPanel(self.look, frame.wording, read_only=frame.standing.read_only)
        self.panel.person_wanted.connect(lambda person: self.frame.go(Place("clean", {"person": person})))
        self.panel.people_wanted.connect(self._show_people)
        self.panel.ahead_wanted.connect(self._look_ahead)
        self.panel.agreed.connect(self._take_back)
        self.panel.left.connect(self._leave_preview)
        self.empty = EmptyState(self.look)
        self._arrange()
        bind(self, "Ctrl+Return | Ctrl+Enter", self._look_ahead)
        bind(self, "Ctrl+O", self._show_people)

    def _arrange(self) -> None:
        self._list = QFrame()
        self._list.setProperty("kind", "pane")
        inside = QVBoxLayout(self._list)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.view)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._list, 9)
        row.addWidget(self.panel, 11)
        self._views = QStackedWidget()
        for view in (QWidget(), both, self.empty):
            self._views.addWidget(view)
        self._both = both
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._views)

    # -- coming and asking -------------------------------------------------------------------------------------------

    def enter(self, shown: dict[str, Any]) -> None:
        """Show the steps; ``step`` names the one to stand on."""
        self._wanted = shown.get("step", self._shown)
        self._show_list()
        self.steps.open(self._text)

    def refresh(self) -> None:
        """Ask again; the same step stays chosen."""
        self._wanted = self._shown
        self.steps.open(self._text)

    def _search(self, text: str) -> None:
        self._text, self._wanted = text, None
        self.steps.open(text)

    def _notice_emptied(self, text: str) -> None:
        if not text and self._text:
            self._search("")

    def _show_steps(self) -> None:
        count = self.steps.rowCount()
        number = show_number(count, self.frame.wording.language)
        if self._text:
            self.set_fact(self.say("{number} steps found", number=number))
        else:
            self.set_fact(self.say("{number} steps", number=number))
        if count:
            self._views.setCurrentWidget(self._both)
            row = self.steps.find_row(self._wanted) if self._wanted is not None else None
            self.view.stand_on(row or 0)
            self._take_focus()
            return
        self._shown = None
        self.panel.show_changes(None)
        if self._text:
            self.empty.set_state(
                "search",
                "text2",
                self.say("No step fits “{text}”", text=self._text),
                self.say("Try a name, a user, the name of a list or a day such as 18/05/2022."),
                [(self.say("Show all steps"), self._clear_search, "primary", "")],
            )
        else:
            self.empty.set_state(
                "journal",
                "accent",
                self.say("Nothing has been done yet"),
                self.say("Everything you do will stand here, and can be taken back from here."),
                [(self.say("Load the first list"), lambda: self.frame.go(Place("load")), "primary", "load")],
            )
        self._views.setCurrentWidget(self.empty)
        self._take_focus()

    def _take_focus(self) -> None:
        """Put the focus where the page was entered before its list had come."""
        focused = self.window().focusWidget()
        lost = focused is None or focused is self or (self.isAncestorOf(focused) and not focused.isVisible())
        if self.isVisible() and lost:
            self.panes()[0].setFocus()

    def _clear_search(self) -> None:
        self.search.clear()
        self.view.setFocus()

    # -- one step ------------------------------------------------------------------------------------------------------

    def _choose(self, step: StepRow | None) -> None:
        if step is None:
            return
        self._shown = step.id
        self.frame.tasks.ask(
            lambda desk: read_step_changes(desk, step.id, MOST_PEOPLE), self._show_changes, about=(self, "changes")
        )

    def _show_changes(self, changes: StepChanges) -> None:
        # Looking ahead writes nothing, so the same step comes back the same and what is shown stays.
        same = self.panel.preview is not None and self.panel.preview.step == changes.step.id
        if not same:
            self.panel.show_changes(changes)
            if self._preview is not None and self._preview.step == changes.step.id:
                self.panel.show_stays(self._preview.stays)

    def _enter_step(self) -> None:
        if self._layout == "narrow":
            self._list.hide()
            self.panel.show()
        if self.panel.view.isVisible() and self.panel.view.changes.rowCount():
            self.panel.view.setFocus()
        elif self.panel.back.isVisible():
            self.panel.back.setFocus()

    def _click_step(self) -> None:
        if self._layout == "narrow":
            self._enter_step()

    def _show_list(self) -> None:
        self._list.show()
        self.panel.setVisible(self._layout != "narrow")

    def _show_people(self) -> None:
        if self._shown is not None and self.panel.people.isVisible():
            self.frame.go(Place("clean", {"filter": Filter(step=self._shown)}))

    # -- taking back ---------------------------------------------------------------------------------------------------

    def _look_ahead(self) -> None:
        step = self._shown
        changes = self.panel.changes
        if step is None or changes is None or changes.step.id != step or not self.panel.back.isEnabled():
            return
        if self.panel.preview is not None:
            return
        if self._layout == "narrow":
            self._enter_step()
        self.frame.tasks.do(
            lambda desk, job: preview_taking_back(desk, step),
            self._show_preview,
            title=self.say("Looking what would change"),
            refused=self.frame.refuse,
        )

    def _show_preview(self, preview: Preview) -> None:
        if preview.step == self._shown and self.panel.changes is not None:
            self.panel.show_preview(preview)

    def _leave_preview(self) -> None:
        self.panel.leave_preview()
        self.panel.back.setFocus()

    def _take_back(self) -> None:
        preview = self.panel.preview
        if preview is None:
            return
        self.frame.tasks.do(
            lambda desk, job: undo(desk, find_verb(desk, preview.step)[0]),
            lambda changes: self._tell_taken(preview, changes),
            title=self.say("Doing it again") if preview.again else self.say("Taking it back"),
            refused=self._refuse,
        )

    def _tell_taken(self, preview: Preview, changes: Changes) -> None:
        self._preview = preview if changes.kept else None
        self.panel.leave_preview()
        self.frame.follow(changes)
        self.view.setFocus() if self._layout != "narrow" else self.panel.view.setFocus()

    def _refuse(self, error: VaxDeskError) -> None:
        self.panel.leave_preview()
        self.frame.refuse(error)

    # -- the frame asks ------------------------------------------------------------------------------------------------

    def set_busy(self, *, busy: bool) -> None:
        """Let nothing be taken back meanwhile."""
        self.panel.set_busy(busy=busy)

    def set_layout(self, layout: Layout) -> None:
        """Show both panes, or one."""
        if layout == self._layout:
            return
        self._layout = layout
        self.panel.set_roomy(roomy=layout == "wide")
        self._show_list()

    def panes(self) -> Sequence[QWidget]:
        """Give steps, changes, decision bar, search."""
        if self._views.currentWidget() is self.empty:
            return (self.empty.buttons[0], self.search)
        act = self.panel.agree if self.panel.preview is not None else self.panel.back
        return (self.view, self.panel.view, act, self.search)

    def keys(self) -> Sequence[Key]:
        """Give the keys of the page."""
        return (
            Key("↑ ↓", self.say("among the steps")),
            Key("Enter", self.say("what the step changed; there: open the person")),
            Key("Ctrl+Enter", self.say("take the step back: first what would come of it, Enter does it")),
            Key("Ctrl+O", self.say("show all people of the step")),
            Key("Ctrl+F, F3", self.say("find a step")),
        )

    def seek(self) -> bool:
        """Put the focus into the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
        return True

    def go_up(self) -> bool:
        """Leave the search, the look ahead, or the step where it fills the page."""
        if self.search.hasFocus():
            self.search.give_up()
            self.panes()[0].setFocus()
        elif self.panel.preview is not None:
            self._leave_preview()
        elif self._layout == "narrow" and not self._list.isVisible() and self.panel.isVisible():
            self._show_list()
            self.view.setFocus()
        elif self.panel.isAncestorOf(self.focusWidget() or self):
            self.view.setFocus()
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button that has the focus with Enter, else the coloured one."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
            return
        if event.isAutoRepeat():
            return
        focused = self.focusWidget()
        if isinstance(focused, ActButton) and focused.isVisible():
            focused.click()
        elif self.panel.preview is not None:
            self.panel.agree_now()


PAGE = PageKind(
    "journal",
    _("Journal"),
    "journal",
    3,
    4,
    JournalPage,
    help=_("Every step that was made, what it changed and by whom. Each can be taken back, also an old one."),
)
