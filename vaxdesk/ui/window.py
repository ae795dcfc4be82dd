"""The window: first start, lock screen or open store, and what is common to all three."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from vaxdesk.desk.glancing import is_store
from vaxdesk.errors import Cancelled, VaxDeskError
from vaxdesk.settings import IDLE, STORE, Settings
from vaxdesk.systems import this_system
from vaxdesk.ui.clipboard import clear_clipboard
from vaxdesk.ui.look import Look
from vaxdesk.ui.page import Place
from vaxdesk.ui.placing import keep_place, place_window
from vaxdesk.ui.qt_words import QtWords
from vaxdesk.ui.start.entrance import Entrance
from vaxdesk.ui.tasks import Tasks
from vaxdesk.ui.watching import Watch
from vaxdesk.ui.widgets.dialogs import make_closing, make_fault, make_refusal
from vaxdesk.wording import Wording

if TYPE_CHECKING:
    from vaxdesk.desk.desk import Desk
    from vaxdesk.desk.standing import Standing
    from vaxdesk.intake.reader import ListReader
    from vaxdesk.ui.workspace import Workspace

SMALLEST = (640, 310)
PREPARE_MS, PAUSE_MS = 400, 40
PARTS = (
    "vaxdesk.desk.starting",
    "vaxdesk.ui.workspace",
    *(f"vaxdesk.ui.pages.{name}" for name in ("home", "clean", "load", "handover", "journal", "settings")),
)
"""What takes longest to import, a piece at a time, so that typing goes on in between."""

WAIT_MS = 60_000


class Window(QMainWindow):
    """The one window."""

    def __init__(self, look: Look, wording: Wording, settings: Settings, folder: Path | None = None) -> None:
        super().__init__()
        self.look, self.settings = look, settings
        self._words: QtWords | None = None
        self._speak(wording)
        self.folder = folder or self._find_folder()
        self.tasks = Tasks(self)
        self._reader: ListReader | None = None
        self.space: Workspace | None = None
        self._place = Place("home")
        self.setObjectName("ground")
        self.setMinimumSize(*SMALLEST)
        self.stack = QStackedWidget()
        self.setCentralWidget(self.stack)
        self.tasks.failed.connect(self.show_error)
        self.watch = Watch(_find_app(), self)
        self.watch.idled.connect(self._lock_when_idle)
        place_window(self, settings)
        self.show_start()

    def _find_folder(self) -> Path:
        kept = self.settings.read(STORE)
        return Path(kept) if kept else this_system().data_folder() / "store"

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_start(self) -> None:
        """Show the lock screen, or the first start where there is no store yet."""
        self._throw_away()
        if is_store(self.folder):
            from vaxdesk.ui.start.unlock import Unlock

            self._show_entrance(Unlock(self.look, self.wording, self.tasks, self.settings, self.folder))
        else:
            self._show_first()

    def show_first(self) -> None:
        """Show the first start though there is a store: for another one or the practice store."""
        self._throw_away()
        self._show_first()

    def _show_first(self) -> None:
        from vaxdesk.ui.start.first import FirstStart

        self._show_entrance(FirstStart(self.look, self.wording, self.tasks, self.settings, self.folder))

    def show_store(self, folder: Path) -> None:
        """Show the lock screen of another store."""
        self.folder = folder
        self.show_start()

    def _show_entrance(self, page: Entrance) -> None:
        page.place_chosen.connect(self._begin_at)
        page.opened.connect(self.open_with)
        page.elsewhere_wanted.connect(self.show_first)
        page.back_wanted.connect(self.show_start)
        page.store_found.connect(self.show_store)
        page.language_chosen.connect(self.change_language)
        self._show(page)
        page.take_focus()
        self.setWindowTitle("VaxDesk")
        QTimer.singleShot(PREPARE_MS, self, self._prepare)

    def _prepare(self) -> None:
        """Import what an open store needs while the password is typed: what knows no Qt on the worker, the rest here.

        Classes of Qt's are made on this thread only; made on another one they crashed now and then.
        """
        self.tasks.run(lambda job: import_module("vaxdesk.desk.standing"), lambda _: self._prepare_pages(list(PARTS)))

    def _prepare_pages(self, parts: list[str]) -> None:
        if parts and self.space is None:
            import_module(parts.pop(0))
            QTimer.singleShot(PAUSE_MS, self, lambda: self._prepare_pages(parts))

    def _begin_at(self, place: Place) -> None:
        self._place = place

    def open_with(self, folder: Path, opener: Callable[[], tuple[Desk, ExitStack]]) -> None:
        """Open a store with what the lock screen found out, and show it."""
        self.folder = folder

        def hold(job: object) -> Standing:
            del job
            from vaxdesk.ui.opening import hold_store

            standing, came_by_code = hold_store(self.tasks, opener)
            if came_by_code:
                # The password is lost: a new one is asked for first of all.
                self._place = Place("settings", {"part": "users"})
            return standing

        self.tasks.run(hold, self._show_space, title=self.wording.say("Opening"), refused=self._stay_locked)

    def _stay_locked(self, error: VaxDeskError) -> None:
        page = self.stack.currentWidget()
        if isinstance(page, Entrance):
            page.refuse(error)
        else:
            self.show_error(error)

    def _show_space(self, standing: Standing) -> None:
        from vaxdesk.ui.keys import bind_everywhere
        from vaxdesk.ui.workspace import Workspace

        self.settings.write(STORE, str(self.folder))
        self._throw_away()
        self.space = Workspace(self.look, self.wording, self.tasks, self.settings, self._warm_reader(), standing)
        self.space.lock_wanted.connect(self.lock)
        self.space.settings_changed.connect(self._wait_for_idleness)
        self.space.language_wanted.connect(self.change_language)
        bind_everywhere(self.space, self.lock)
        self._show(self.space)
        self.setWindowTitle(f"VaxDesk – {standing.station}")
        self.space.relayout()
        self.space.go(self._place if self._place.page in self.space.kinds else Place("home"))
        QTimer.singleShot(PREPARE_MS, self.space, self.space.prepare)
        self._wait_for_idleness()

    def _wait_for_idleness(self) -> None:
        self.watch.wait(self.settings.read(IDLE) * 60_000)

    def _warm_reader(self) -> ListReader:
        from vaxdesk.intake.reader import ListReader

        self._reader = self._reader or ListReader()
        return self._reader

    def _show(self, page: QWidget) -> None:
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)

    def _throw_away(self) -> None:
        """Let go of what is shown, of every answer it still waits for, and of what was copied from it."""
        self.tasks.forget()
        clear_clipboard()
        while (page := self.stack.widget(0)) is not None:
            self.stack.removeWidget(page)
            page.deleteLater()
        self.space = None

    # -- locking, changing, closing --------------------------------------------------------------------------------

    def lock(self) -> None:
        """Close the store and show the lock screen; what runs is finished first."""
        if self.space is not None and not self.tasks.is_busy and self._leave():
            self._lock_now()

    def _lock_now(self) -> None:
        if self.space is None:
            return
        self.watch.rest()
        while (dialog := QApplication.activeModalWidget() or QApplication.activePopupWidget()) is not None:
            dialog.close()
        self._place = Place(self.space.place)
        self.tasks.run(lambda job: self._let_go(), lambda _: self.show_start())

    def _let_go(self) -> None:
        """Close the store, and end the reading process with what it remembers of lists."""
        self.tasks.release()
        if self._reader is not None:
            self._reader.cancel()

    def _lock_when_idle(self) -> None:
        """Lock though a value may be half typed; only what is being written is waited for."""
        if self.tasks.is_busy:
            self.watch.wait(WAIT_MS)
            return
        self._leave()
        self._lock_now()

    def _leave(self) -> bool:
        page = self.space.page if self.space is not None else None
        return page is None or page.leave()

    def change_language(self, language: str) -> None:
        """Say everything in another language from now on."""
        self._speak(Wording("en" if language == "en" else "vi"))
        if self.space is None:
            self.show_start()
            return
        standing, place = self.space.standing, Place(self.space.place)
        self._throw_away()
        self._place = place
        self._show_space(standing)

    def _speak(self, wording: Wording) -> None:
        """Let the program and Qt's own parts speak a language."""
        if self._words is not None:
            QCoreApplication.removeTranslator(self._words)
        self.wording, self._words = wording, QtWords(wording, self)
        QCoreApplication.installTranslator(self._words)

    def show_error(self, error: BaseException) -> None:
        """Show an error that nobody on a page takes."""
        if isinstance(error, Cancelled):
            if self.space is not None:
                self.space.tell(self.wording.explain(error))
            return
        if isinstance(error, VaxDeskError):
            dialog = make_refusal(self.look, self.wording, error, self)
        else:
            from vaxdesk.faults import explain_fault

            dialog = make_fault(self.look, self.wording, explain_fault(error, self.wording), self)
        dialog.exec()
        dialog.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close when nothing is half done; ask where something still runs."""
        if not self._leave() or (self.tasks.is_busy and not self._ask_stopping()):
            event.ignore()
            return
        keep_place(self, self.settings)
        self.shut()
        event.accept()

    def shut(self) -> None:
        """Stop what can be stopped, finish the rest, close the store and end the threads."""
        self.watch.end()
        if self._words is not None:
            QCoreApplication.removeTranslator(self._words)
        self.tasks.end()
        if self._reader is not None:
            self._reader.cancel()

    def _ask_stopping(self) -> bool:
        dialog = make_closing(self.look, self.wording, self)
        dialog.exec()
        dialog.deleteLater()
        if dialog.answer == "close":
            self.tasks.stop()
            return True
        return False


def _find_app() -> QCoreApplication:
    app = QCoreApplication.instance()
    if app is None:  # the window is only made inside an application
        raise RuntimeError("no application")
    return app
