"""What stands at the right of the files: one pane at a time, for the chosen file or for the lists loaded so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QStackedWidget, QWidget

from vaxdesk.desk.previewing import EarlierLoad
from vaxdesk.errors import VaxDeskError
from vaxdesk.ui.load.earlier import EarlierPane
from vaxdesk.ui.load.files_model import Entry, describe_entry
from vaxdesk.ui.load.locked import LockedPane
from vaxdesk.ui.load.outcome import OutcomePane
from vaxdesk.ui.load.preview import PreviewPane
from vaxdesk.ui.look import Layout, Look
from vaxdesk.ui.widgets.empty import Act, EmptyState
from vaxdesk.wording import Wording


class LoadPanes(QStackedWidget):
    """A file's preview, its password, what came of loading it; the earlier lists; or a sentence where none of these."""

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        self._refused: VaxDeskError | None = None
        self.preview = PreviewPane(look, wording)
        self.outcome = OutcomePane(look, wording)
        self.earlier = EarlierPane(look, wording)
        self.empty = EmptyState(look)
        self.locked = LockedPane(look, wording)
        for pane in (self.empty, self.locked, self.preview, self.outcome, self.earlier):
            self.addWidget(pane)

    def set_layout(self, layout: Layout) -> None:
        """Arrange the panes for the window's width."""
        for pane in (self.locked, self.preview, self.outcome, self.earlier):
            pane.set_layout(layout)

    # -- what is shown -------------------------------------------------------------------------------------------

    def show_load(self, load: EarlierLoad, *, kept: int, busy: bool) -> None:
        """Show what came of a load."""
        self.outcome.show_load(load, kept=kept, busy=busy)
        self.setCurrentWidget(self.outcome)

    def show_entry(self, entry: Entry, *, ready: int, busy: bool) -> None:
        """Show a file that was read."""
        self.preview.show_entry(entry)
        self.preview.show_bar(entry, ready=ready, busy=busy)
        self.setCurrentWidget(self.preview)

    def show_locked(self, error: VaxDeskError) -> None:
        """Ask for a password; what is being typed stays for as long as nothing else was refused."""
        if self.currentWidget() is not self.locked or error is not self._refused:
            self._refused = error
            self.locked.show_error(error)
        self.setCurrentWidget(self.locked)

    def show_earlier(self, loads: Sequence[EarlierLoad], choose: Callable[[], object]) -> None:
        """Show the lists loaded so far; where there are none, that files are to be chosen."""
        say = self._wording.say
        if loads:
            self.earlier.show_loads(loads)
            self.setCurrentWidget(self.earlier)
            return
        title, second = say("No list has been loaded yet."), say("Drop files here, or press Choose files.")
        act: Act = (say("Choose files…"), choose, "primary", "load")
        self.empty.set_state("load", "accent", title, second, [act])
        self.setCurrentWidget(self.empty)

    def show_unread(self, entry: Entry, again: Callable[[], object], off: Callable[[], object]) -> None:
        """Say that a file is being read, or why it can't be and what may be done: read it again, take it off."""
        say = self._wording.say
        if entry.error is None:
            title = say("{file} is being read.", file=entry.path.name)
            self.empty.set_state("wait", "text2", title, describe_entry(entry, self._wording))
        else:
            title = say(entry.error.says, **entry.error.args_by_name)
            cure = say("Next: {what}", what=say(entry.error.cure, **entry.error.args_by_name))
            code = say("Code {code} · read it out when you call the district", code=entry.error.code)
            acts: list[Act] = [
                (say("Read it again"), again, "primary", "refresh"),
                (say("Take it off the list"), off, "plain", "close"),
            ]
            self.empty.set_state("error", "err", title, f"{cure}\n{code}", acts)
        self.setCurrentWidget(self.empty)

    # -- the focus -----------------------------------------------------------------------------------------------

    def parts(self) -> Sequence[QWidget]:
        """Give what F6 walks through in what is shown."""
        pane = self.currentWidget()
        if pane is self.preview:
            return (self.preview.cells.header, self.preview.question, self.preview.load)
        if pane is self.outcome:
            return (self.outcome.tiles["new"], self.outcome.view, self.outcome.people)
        if pane is self.locked:
            return (self.locked.field,)
        return (self.earlier.view if pane is self.earlier else self.empty,)

    def focus_question(self) -> bool:
        """Put the focus to what is asked, what a column holds or a password; False where nothing is."""
        pane = self.currentWidget()
        if pane is self.preview and not self.preview.question.isHidden():
            self.preview.focus_question()
        elif pane is self.locked:
            self.locked.field.setFocus()
        else:
            return False
        return True

    def take_focus(self) -> None:
        """Give the focus to what is shown where there is no question."""
        pane = self.currentWidget()
        if pane is self.earlier:
            self.earlier.view.setFocus()
        elif pane is self.outcome:
            (self.outcome.people if not self.outcome.people.isHidden() else self.outcome).setFocus()
        else:
            (self.preview.load if pane is self.preview else self.empty).setFocus()
