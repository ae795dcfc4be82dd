"""The open store's frame: rail, header, page, progress, step line; where pages ask and are told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from vaxdesk.desk.desk import Desk
from vaxdesk.desk.standing import Standing, read_standing
from vaxdesk.desk.taking_back import redo, undo
from vaxdesk.errors import VaxDeskError
from vaxdesk.intake.reader import ListReader
from vaxdesk.model.step import Changes
from vaxdesk.registry import find_all
from vaxdesk.settings import LANGUAGE, Settings
from vaxdesk.ui.look import Look, find_layout
from vaxdesk.ui.page import Page, PageKind, Place
from vaxdesk.ui.tasks import Job, Tasks
from vaxdesk.ui.telling import describe_station
from vaxdesk.ui.widgets.dialogs import make_refusal
from vaxdesk.ui.widgets.header import PageHeader
from vaxdesk.ui.widgets.help import show_help
from vaxdesk.ui.widgets.progress import ProgressPanel
from vaxdesk.ui.widgets.rail import Rail
from vaxdesk.ui.widgets.step_line import StepLine
from vaxdesk.wording import Wording

PAUSE_MS = 60


def find_pages(role: str = "station") -> tuple[PageKind, ...]:
    """Give the pages there are at a station, or a district, in the order of the rail."""
    kinds = (kind for kind in find_all("vaxdesk.ui.pages", "PAGE", PageKind) if kind.role in {"", role})
    return tuple(sorted(kinds, key=lambda kind: (kind.group, kind.rank)))


class Workspace(QWidget):
    """What one sees while the store is open. It is thrown away when the store is locked."""

    lock_wanted = Signal()
    settings_changed = Signal()
    language_wanted = Signal(str)

    def __init__(
        self, look: Look, wording: Wording, tasks: Tasks, settings: Settings, reader: ListReader, standing: Standing
    ) -> None:
        super().__init__()
        self.setObjectName("ground")
        self.setAcceptDrops(True)
        self.look, self.wording, self.tasks, self.settings, self.reader = look, wording, tasks, settings, reader
        self.standing = standing
        self.kinds = {kind.key: kind for kind in find_pages(standing.station_role)}
        self._pages: dict[str, Page] = {}
        self._shown = self._told = self._notice = ""
        below = describe_station(standing, wording)
        self.rail = Rail(look, wording, list(self.kinds.values()), standing.station, below)
        self.rail.set_user(standing.user, wording.say("Lead") if standing.role == "lead" else wording.say("Staff"))
        self.header = PageHeader(look, wording)
        self.stack = QStackedWidget()
        self.panel = ProgressPanel(look, wording)
        self.step_line = StepLine(look, wording)
        self._arrange()
        self.rail.chosen.connect(self._follow_rail)
        self.rail.lock_wanted.connect(self.lock_wanted)
        self.header.rail_wanted.connect(self.toggle_rail)
        self.panel.stop_wanted.connect(tasks.stop)
        self.step_line.undo_wanted.connect(self.take_back)
        tasks.watched.connect(self._show_progress)
        tasks.busy.connect(self._show_busy)
        self._ask_standing()

    def _arrange(self) -> None:
        self._held = QWidget()
        held = QVBoxLayout(self._held)
        held.setContentsMargins(16, 0, 16, 8)
        held.addWidget(self.panel)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.header)
        right.addWidget(self.stack, 1)
        right.addWidget(self._held)
        right.addWidget(self.step_line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self._held.hide()

    # -- what pages ask --------------------------------------------------------------------------------------------

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        return self._pages.get(self._shown)

    @property
    def place(self) -> str:
        """The key of the page that is shown."""
        return self._shown

    def go(self, place: Place) -> None:
        """Show a page; made when it is wanted first."""
        now = self.page
        if now is not None and place.page != self._shown and not now.leave():
            self.rail.select(self._shown)
            return
        page = self._find_page(place.page)
        self._shown = place.page
        page.set_layout(find_layout(round(self.window().width() * 100 / self.look.percent)))
        self.stack.setCurrentWidget(page)
        self.rail.select(place.page)
        self._show_header(place.page)
        page.enter(place.shown)
        panes = page.panes()
        if panes:
            panes[0].setFocus()

    def _find_page(self, key: str) -> Page:
        if key not in self._pages:
            page = self._pages[key] = self.kinds[key].make(self)
            page.header_changed.connect(lambda: self._show_header(key))
            self.stack.addWidget(page)
        return self._pages[key]

    def prepare(self) -> None:
        """Make the pages nobody has wanted yet, one at a time, so that each then shows at once."""
        lacking = next((key for key in self.kinds if key not in self._pages), None)
        if lacking is not None:
            self._find_page(lacking)
            QTimer.singleShot(PAUSE_MS, self, self.prepare)

    def refuse(self, error: VaxDeskError) -> None:
        """Show what was refused."""
        dialog = make_refusal(self.look, self.wording, error, self.window())
        dialog.exec()
        dialog.deleteLater()

    def tell(self, sentence: str) -> None:
        """Say what was done that can't be taken back."""
        self._told = sentence
        self.step_line.show_step(sentence, can_undo=False)

    def follow(self, changes: Changes) -> None:
        """Note an act: the step line names it, every count is asked again."""
        if changes.step is not None:
            self._told = ""
            self._notice = " ".join(self.wording.render(one) for one in changes.notices)
            self.step_line.show_saved(f"{datetime.now().astimezone():%H:%M}")
        self._ask_standing()
        for page in self._pages.values():
            if page is self.page:
                page.refresh()

    def take_back(self) -> None:
        """Take back the last step."""
        self._step_back(undo)

    def do_again(self) -> None:
        """Do again what was taken back last."""
        self._step_back(redo)

    def _step_back(self, verb: Callable[[Desk], Changes]) -> None:
        if self.tasks.is_busy:
            return
        self.tasks.do(lambda desk, job: verb(desk), self._tell_step_back, refused=self.refuse)

    def _tell_step_back(self, changes: Changes) -> None:
        self.follow(changes)
        if changes.step is None:
            self.tell(self.wording.say("There is nothing to take back or do again."))

    def change_language(self, language: str) -> None:
        """Say everything in another language; the pages are made anew, so that this can't happen inside a click."""
        self.settings.write(LANGUAGE, language)
        QTimer.singleShot(0, self, lambda: self.language_wanted.emit(language))

    def follow_settings(self) -> None:
        """Note that a setting of this computer is another."""
        self.settings_changed.emit()

    def lock(self) -> None:
        """Ask for the store to be locked."""
        self.lock_wanted.emit()

    def take_files(self, paths: Sequence[str]) -> None:
        """Open files that were dropped or chosen, each on the page for its kind."""
        packages = [path for path in paths if Path(path).suffix.lower() in {".vaxsync", ".vaxcard", ".age"}]
        lists = [path for path in paths if path not in packages]
        if packages:
            self.go(Place("handover", {"files": packages}))
        if lists:
            self.go(Place("load", {"files": lists}))

    def show_help(self) -> None:
        """Show what the page is for and its keys."""
        if (page := self.page) is not None:
            show_help(self.look, self.wording, self.kinds[self._shown], page.keys(), self.window())

    # -- the frame itself ------------------------------------------------------------------------------------------

    def toggle_rail(self) -> None:
        """Show or hide the rail where it has no room of its own."""
        self.rail.setVisible(not self.rail.isVisible())
        if self.rail.isVisible():
            self.rail.view.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the layout for the width."""
        super().resizeEvent(event)
        self.relayout()

    def relayout(self) -> None:
        """Arrange everything for the present width and size of type."""
        layout = find_layout(round(self.width() * 100 / self.look.percent))
        self.rail.set_layout(layout)
        self.rail.setVisible(layout != "narrow")
        self.header.set_layout(layout)
        self.step_line.set_compact(compact=layout == "narrow")
        for page in self._pages.values():
            page.set_layout(layout)

    def _follow_rail(self, key: str) -> None:
        if self.header.is_narrow:
            self.rail.hide()
        if key != self._shown:
            self.go(Place(key))

    def _show_header(self, key: str) -> None:
        if key == self._shown and (page := self.page) is not None:
            self.header.show_page(self.wording.say(self.kinds[key].title), page.fact, page.acts)

    def _show_progress(self, job: Job[object] | None) -> None:
        self._held.setVisible(job is not None)
        self.panel.follow(job)

    def _show_busy(self, busy: bool) -> None:
        if (page := self.page) is not None:
            page.set_busy(busy=busy)

    def _ask_standing(self) -> None:
        self.tasks.ask(read_standing, self._show_standing, about="standing")

    def _show_standing(self, standing: Standing) -> None:
        self.standing = standing
        self.rail.model.set_counts(standing.open)
        self.step_line.show_standing(standing, self._told, self._notice)

    # -- files that are dropped ------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the files on the page for their kind."""
        self.take_files([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])
