"""Loading lists: drop or choose files, see what was recognised, answer what is in doubt, load, see what came of it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from vaxdesk.desk.previewing import EarlierLoad
from vaxdesk.desk.rereading import Column
from vaxdesk.intake.errors import FolderWithoutLists
from vaxdesk.intake.folders import find_lists
from vaxdesk.model.display import show_number
from vaxdesk.model.filter import Filter, Outcome
from vaxdesk.ui.keys import bind
from vaxdesk.ui.load.dialogs import LoadDialogs
from vaxdesk.ui.load.files import FilesPane, ask_files, ask_folder
from vaxdesk.ui.load.files_model import Entry
from vaxdesk.ui.load.keys import KEYS
from vaxdesk.ui.load.panes import LoadPanes
from vaxdesk.ui.load.work import LoadWork
from vaxdesk.ui.look import Layout
from vaxdesk.ui.page import Frame, Key, Page, PageKind, Place
from vaxdesk.ui.widgets.buttons import ActButton

QUIET_S = 0.25
"""After an answer the next digit counts only when this has passed: the next question has to be seen first."""


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


class LoadPage(Page):
    """Files at the left; at the right the chosen one before it is loaded or after, or the lists loaded so far."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._layout: Layout = "wide"
        self._opened: str | None = None
        self._busy = self._shows_earlier = self._shows_files = False
        self._answered_at = 0.0
        self._folder = ""
        self.fact = self.say("Nothing is stored until you press Load.")
        self.work = LoadWork(frame, self)
        self.model = self.work.model
        self.dialogs = LoadDialogs(frame, self)
        self.files = FilesPane(self.look, frame.wording, self.model)
        self.right = LoadPanes(self.look, frame.wording)
        self.empty, self.locked, self.preview = self.right.empty, self.right.locked, self.right.preview
        self.outcome, self.earlier = self.right.outcome, self.right.earlier
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.files)
        row.addWidget(self.right, 1)
        self.loads = ActButton(self.look, "", icon="journal")
        self.choose = ActButton(self.look, self.say("Choose files…"), key="Ctrl+O")
        self.acts = (self.loads,)
        self._connect()
        self._show()

    def _connect(self) -> None:
        self.work.changed.connect(self._follow)
        self.loads.clicked.connect(self.show_earlier)
        self.choose.clicked.connect(self.choose_files)
        self.files.choose_wanted.connect(self.choose_files)
        self.files.folder_wanted.connect(self.choose_folder)
        self.files.view.opened.connect(self._press_enter)
        self.files.view.removed.connect(self.remove)
        self.files.view.clicked.connect(lambda _: self._open_file())
        self.files.view.selectionModel().currentChanged.connect(lambda now, before: self._choose_file())
        self.preview.load_wanted.connect(self.load)
        self.preview.all_wanted.connect(lambda: self.work.load(self.work.find_ready()))
        self.preview.aside_wanted.connect(self.show_aside)
        self.preview.outcome_wanted.connect(self._open_known)
        self.preview.notes_wanted.connect(lambda: self.dialogs.show_notes(self.preview.notes.notes))
        self.preview.notes.anew_wanted.connect(self.ask_anew)
        self.dialogs.field_chosen.connect(self.answer)
        self.dialogs.letters_chosen.connect(self._turn)
        self.locked.opened.connect(self._unlock)
        self.preview.column_chosen.connect(self.ask_field)
        self.preview.answered.connect(lambda column, field: self.answer(column, field or None))
        self.outcome.people_wanted.connect(self._show_people)
        self.outcome.back_wanted.connect(self.take_back)
        self.earlier.opened.connect(self._open_load)
        bind(self, "Ctrl+O", self.choose_files)
        bind(self, "Ctrl+Shift+O", self.choose_folder)
        bind(self, "F5 | Ctrl+R", self.read_again)

    # -- the frame's ---------------------------------------------------------------------------------------------

    def enter(self, shown: dict[str, Any]) -> None:
        """Read the files that were dropped; ask for the lists loaded so far."""
        self.work.warm()
        self.work.refresh()
        if shown.get("files"):
            self.add([Path(one) for one in shown["files"]])

    def refresh(self) -> None:
        """Ask again what was loaded, and what loading the files would do now."""
        self.work.refresh()

    def set_busy(self, *, busy: bool) -> None:
        """Let nothing be loaded or taken back meanwhile."""
        self._busy = busy
        self._show()

    def set_layout(self, layout: Layout) -> None:
        """Show files and the chosen one side by side, or one after the other."""
        self._layout = layout
        self.files.set_layout(layout)
        self.right.set_layout(layout)
        acts = (self.loads, self.choose) if layout == "narrow" else (self.loads,)
        if acts != self.acts:
            self.acts = acts
            self.header_changed.emit()
        self._show()

    def panes(self) -> Sequence[QWidget]:
        """Give the files, the columns, the question, the button; or what is shown in their place."""
        files = [self.files.view] if self.model.entries and not self.files.isHidden() else []
        return [*files, *self.right.parts()]

    def keys(self) -> Sequence[Key]:
        """Give the page's keys."""
        return tuple(Key(keys, self.say(does)) for keys, does in KEYS)

    def go_up(self) -> bool:
        """Leave what was opened; where one pane is shown at a time, go back to the files."""
        if self._opened is not None:
            self._opened = None
        elif self._shows_earlier and self.model.entries:
            self._shows_earlier = False
        elif self._layout == "narrow" and self.model.entries and self.files.isHidden():
            self._shows_files = True
        else:
            return False
        self._show()
        self._focus()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer with digits; press the coloured button with Enter. A held key decides nothing."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.isAutoRepeat() or not plain:
            super().keyPressEvent(event)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            focused = QApplication.focusWidget()
            if isinstance(focused, ActButton) and self.isAncestorOf(focused):
                focused.click()
            else:
                self._press_enter()
        elif event.key() == Qt.Key.Key_Delete and self._find_shown() is None and not self._shows_earlier:
            self.remove()
        elif Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9 and self.preview.question.isVisible():
            if time.monotonic() - self._answered_at >= QUIET_S:
                self.preview.question.choose(event.key() - Qt.Key.Key_0)
        else:
            super().keyPressEvent(event)

    def _press_enter(self) -> None:
        """Press the coloured button; where one pane is shown at a time, open the file first."""
        pane = self.right.currentWidget()
        if self.right.isHidden():
            self._open_file()
        elif pane is self.preview:
            (self._open_known if self.entry is not None and self.entry.known is not None else self.load)()
        elif pane is self.outcome and not self.outcome.people.isHidden():
            self.outcome.people.click()
        elif pane is self.empty and self.empty.buttons:
            self.empty.buttons[0].click()

    # -- files ---------------------------------------------------------------------------------------------------

    @property
    def entry(self) -> Entry | None:
        """The chosen file."""
        row = self.files.view.currentIndex().row()
        return self.model.entries[row] if 0 <= row < len(self.model.entries) else None

    def choose_files(self) -> None:
        """Let files be chosen."""
        if paths := ask_files(self, self.frame.wording, self._folder):
            self._folder = str(Path(paths[0]).parent)
            self.add([Path(one) for one in paths])

    def choose_folder(self) -> None:
        """Let a folder of lists be chosen."""
        if path := ask_folder(self, self.frame.wording, self._folder):
            self._folder = path
            self.add([Path(path)])

    def add(self, paths: Sequence[Path]) -> None:
        """Put files, and those in folders, on the list and read them; the first of them is shown."""
        files = find_lists(paths)
        if not files:
            self.frame.refuse(FolderWithoutLists(file=paths[0].name if paths else ""))
            return
        added = self.work.add(files)
        self._opened, self._shows_earlier, self._shows_files, self._answered_at = None, False, len(added) > 1, 0.0
        self.files.view.setCurrentIndex(self.model.index(self.model.entries.index(added[0])))
        self._show()
        self._focus()

    def remove(self) -> None:
        """Take the chosen file off the list, not off the disk."""
        if (entry := self.entry) is not None and self.work.remove(entry):
            self._show()
            self._focus()

    def read_again(self) -> None:
        """Read the chosen file again: it may have been put right."""
        if (entry := self.entry) is not None and not self._busy:
            self.add([entry.path])

    def _choose_file(self) -> None:
        self._opened, self._shows_earlier = None, False
        self._show()

    def _open_file(self) -> None:
        self._shows_files = False
        self._choose_file()
        if self._layout == "narrow":
            self._focus()

    def _follow(self, entry: Entry | None) -> None:
        before = self.right.currentWidget()
        self._show()
        if (entry is None or entry is self.entry) and before is not self.right.currentWidget():
            self._focus()

    # -- columns -------------------------------------------------------------------------------------------------

    def answer(self, column: Column, field: str | None) -> None:
        """Take a column of the chosen file for a field; None: not used."""
        entry = self.entry
        if entry is None or entry.preview is None or self._busy:
            return
        self._answered_at = time.monotonic()
        self.work.answer(entry, column, field)
        if entry.open:
            self.preview.focus_question()
        elif not self.preview.cells.header.hasFocus():
            self._focus()

    def ask_field(self, column: Column) -> None:
        """Let the user choose what a column holds."""
        if (entry := self.entry) is not None:
            self.dialogs.ask_field(entry, column)

    def _turn(self, column: Column, encoding: str | None) -> None:
        if (entry := self.entry) is not None and not self._busy:
            self.work.turn(entry, column, encoding)

    def ask_anew(self) -> None:
        """Ask again what was answered for earlier lists with the headers of the chosen file."""
        if (entry := self.entry) is not None and not self._busy:
            self.work.ask_anew(entry)

    def _unlock(self, password: str) -> None:
        if (entry := self.entry) is not None and entry.state == "locked":
            self.work.open_locked(entry, password)

    def show_aside(self) -> None:
        """Show the rows that would be set aside."""
        if (entry := self.entry) is not None:
            self.dialogs.show_aside(entry)

    # -- loading and what came of it -------------------------------------------------------------------------------

    def load(self) -> None:
        """Load the chosen file."""
        if (entry := self.entry) is not None and self.preview.load.isEnabled() and not self.preview.load.isHidden():
            self.work.load([entry])

    def take_back(self) -> None:
        """Take the load back that is shown."""
        if (load := self._find_shown()) is not None and not self._busy and not load.taken_back:
            self._opened = load.batch
            self.work.take_back(load)

    def show_earlier(self) -> None:
        """Show the lists loaded so far."""
        self._opened, self._shows_earlier, self._shows_files = None, True, False
        self._show()
        self._focus()

    def _find_shown(self) -> EarlierLoad | None:
        if self._opened is not None:
            return next((one for one in self.work.loads if one.batch == self._opened), None)
        entry = self.entry
        shown = entry is not None and entry.state == "loaded" and not self._shows_earlier
        return entry.load if entry is not None and shown else None

    def _open_load(self, load: EarlierLoad) -> None:
        self._opened = load.batch
        self._show()
        self._focus()

    def _open_known(self) -> None:
        if (entry := self.entry) is not None and entry.known is not None:
            self._open_load(entry.known)

    def _show_people(self, outcome: str) -> None:
        if (load := self._find_shown()) is not None:
            part = next((one for one in get_args(Outcome) if one == outcome), None)
            self.frame.go(Place("clean", {"filter": Filter(step=load.batch, outcome=part)}))

    # -- what is shown -------------------------------------------------------------------------------------------

    def _show(self) -> None:
        """Bring everything in line with what is known now."""
        entry, load = self.entry, self._find_shown()
        narrow = self._layout == "narrow"
        self.files.setVisible(bool(self.model.entries) and self._shows_files if narrow else True)
        self.right.setVisible(not narrow or self.files.isHidden())
        count = show_number(len(self.work.loads), self.frame.wording.language)
        self.loads.setText(self.say("Lists loaded so far ({count})", count=count))
        self.loads.setEnabled(bool(self.work.loads))
        self.files.fade(faded=self._shows_earlier)
        if load is not None:
            self.right.show_load(load, kept=self.work.kept.get(load.batch, 0), busy=self._busy)
        elif entry is None or self._shows_earlier:
            self.right.show_earlier(self.work.loads, self.choose_files)
        elif entry.state == "locked" and entry.error is not None:
            self.right.show_locked(entry.error)
        elif entry.state in {"reading", "unreadable"}:
            self.right.show_unread(entry, self.read_again, self.remove)
        else:
            self.right.show_entry(entry, ready=len(self.work.find_ready()), busy=self._busy)

    def _focus(self) -> None:
        """Put the focus where work goes on: into the files, the question, or what is shown in their place."""
        if not self.isVisible() or (not self.right.isHidden() and self.right.focus_question()):
            return
        if not self.files.isHidden() and self.model.entries and self._opened is None and not self._shows_earlier:
            self.files.view.setFocus()
        else:
            self.right.take_focus()


PAGE = PageKind(
    "load",
    _("Load lists"),
    "load",
    1,
    1,
    LoadPage,
    help=_(
        "Takes in lists as communes keep them: Excel, ODS or text. First one sees what was recognised; nothing is "
        "stored until Load is pressed, and every load can be taken back whole."
    ),
)
