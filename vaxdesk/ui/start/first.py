"""The first start: size of type, then a new store in four questions, practice, a backup, or a store elsewhere."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout

from vaxdesk.desk import keeping
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.glancing import PRACTICE_PASSWORD, PRACTICE_USER, is_store
from vaxdesk.desk.governing import Copy, list_stores, look_into_backup, name_new_folder
from vaxdesk.desk.practising import make_practice_store
from vaxdesk.desk.starting import Started, check_making, open_desk, start_store
from vaxdesk.errors import Cancelled, VaxDeskError
from vaxdesk.model.text import tidy
from vaxdesk.settings import USER, Settings
from vaxdesk.store import STRONG, KdfCost, Station
from vaxdesk.store.errors import StoreMissing
from vaxdesk.systems import this_system
from vaxdesk.ui.look import Look
from vaxdesk.ui.page import Place
from vaxdesk.ui.start.entrance import Entrance
from vaxdesk.ui.start.questions import (
    CodeStep,
    LaptopStep,
    PasswordStep,
    SizeStep,
    StationStep,
    UserStep,
)
from vaxdesk.ui.start.restore import RestoreStep
from vaxdesk.ui.start.sheet import SheetStep
from vaxdesk.ui.start.step import FirstStep, Note
from vaxdesk.ui.start.ways import PracticeStep, WaysStep
from vaxdesk.ui.tasks import Tasks
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.labels import make_card, make_label
from vaxdesk.ui.widgets.mark import Mark
from vaxdesk.wording import Wording

WIDTH = 760
LOW = 600
"""Logical height below which the buttons stand at the window's foot, so that they never scroll away."""

QUESTIONS = ("station", "code", "user", "password")
ANY_CODE = "0"
"""A code that every card can bear, while only the name is being looked at."""
PRACTICE_PEOPLE = 200


S = TypeVar("S", bound=FirstStep)


class FirstStart(Entrance):
    """Leads to an open store, one question at a time.

    ``back_wanted``: one came from the lock screen and wants to go back; ``store_found`` carries the folder of a store
    that is to be unlocked.
    """

    def __init__(
        self,
        look: Look,
        wording: Wording,
        tasks: Tasks,
        settings: Settings,
        folder: Path,
        cost: KdfCost = STRONG,
    ) -> None:
        super().__init__(look, wording, settings)
        self._tasks, self.cost = tasks, cost
        self._came_from = folder if is_store(folder) else None
        root = this_system().data_folder()
        self._practice = root / "practice"
        self._folder = name_new_folder(root) if self._came_from is not None else folder
        self._steps: dict[str, FirstStep] = {}
        self._path: list[str] = []
        self._busy = self._joins = False
        self._make_frame()
        others = tuple(one for one in list_stores(root) if one not in {self._practice, self._came_from})
        self._sizes = self._add_step("size", SizeStep(look, wording))
        self._sizes.sizes.chosen.connect(self._take_size)
        self._ways = self._add_step("ways", WaysStep(look, wording, others))
        self._station = self._add_step("station", StationStep(look, wording))
        self._code = self._add_step("code", CodeStep(look, wording))
        self._user = self._add_step("user", UserStep(look, wording))
        self._password = self._add_step("password", PasswordStep(look, wording, self._folder))
        self._restoring: RestoreStep | None = None
        self._relook()
        self._show_step("ways" if self._came_from is not None else "size")

    # -- the frame -------------------------------------------------------------------------------------------------

    def _make_frame(self) -> None:
        self._card = make_card(margins=(32, 24, 32, 20), spacing=6)
        self.look.changed.connect(self._relook)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(Mark(self.look, 32), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._where = make_label("", "small", "text2")
        self.heading = make_label("", "page", wrap=True)
        words.addWidget(self._where)
        words.addWidget(self.heading)
        head.addLayout(words, 1)
        column = self._card.layout()
        assert isinstance(column, QVBoxLayout)  # noqa: S101 - made two lines above
        column.addLayout(head)
        column.addSpacing(6)
        self._body = QVBoxLayout()
        self._body.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._body)
        self.wrong = Note(self.look)
        column.addWidget(self.wrong)
        self._bar = self._make_bar()
        self._inside = column
        column.addWidget(self._bar)
        holder = QHBoxLayout()
        holder.addStretch(1)
        holder.addWidget(self._card, 100)
        holder.addStretch(1)
        self.middle_column.addStretch(1)
        self.middle_column.addLayout(holder)
        self.middle_column.addStretch(2)

    def _make_bar(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("kind", "plain")
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(12)
        self.back = ActButton(self.look, self.say("Back"), icon="left", key="Esc")
        self.back.clicked.connect(self.go_back)
        self.button = ActButton(self.look, "", kind="primary", key="Enter")
        self.button.clicked.connect(self.go_on)
        self._reason = make_label("", "small", "text2", wrap=True)
        self._reason.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.back)
        row.addWidget(self._reason, 1)
        row.addWidget(self.button)
        return bar

    def _add_step(self, key: str, step: S) -> S:
        if key in self._steps:
            old = self._steps.pop(key)
            old.hide()
            old.deleteLater()
        self._steps[key] = step
        self._body.addWidget(step)
        step.hide()
        step.changed.connect(self._follow)
        return step

    @property
    def shown(self) -> str:
        """The key of the step that is shown."""
        return self._path[-1]

    @property
    def step(self) -> FirstStep:
        """The step that is shown."""
        return self._steps[self._path[-1]]

    def _show_step(self, key: str) -> None:
        for one in self._steps.values():
            one.hide()
        self._path.append(key)
        step = self.step
        step.show()
        number = QUESTIONS.index(key) + 1 if key in QUESTIONS else 0
        question = self.say("New store · question {number} of {all}", number=number, all=len(QUESTIONS))
        if self._joins:
            question = self.say("Join a station · question {number} of {all}", number=number, all=len(QUESTIONS))
        self._where.setText(question if number else "VaxDesk")
        self.heading.setText(step.title)
        self.setAccessibleName(step.title)
        self.wrong.show_text("")
        self.back.setVisible(key != "sheet" and (len(self._path) > 1 or self._came_from is not None))
        # The code is shown once: what builds the page anew must wait until it was kept.
        self.set_choosing(key != "sheet")
        self._follow()
        self.take_focus()

    def _follow(self) -> None:
        if not self._path:
            return
        reason = "" if self._busy else self.step.find_reason()
        self.button.set_look(text=self.say("Please wait…") if self._busy else self.step.act)
        self.button.setEnabled(not reason and not self._busy)
        self.back.setEnabled(not self._busy)
        self._reason.setText(reason)
        self.button.setAccessibleDescription(reason)
        if not self._busy:
            self.wrong.show_text("")

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.step.lock_fields(locked=busy)
        self.set_choosing(not busy and self.shown != "sheet")
        self._follow()

    def take_focus(self) -> None:
        """Start in the step that is shown, and have it in sight."""
        self.step.take_focus()
        focused = self.window().focusWidget()
        if focused is None or not self.step.isAncestorOf(focused):
            self.button.setFocus()
        QTimer.singleShot(0, self, self._reveal)

    def _reveal(self) -> None:
        scroll, focused = self.findChild(QScrollArea), QApplication.focusWidget()
        if scroll is not None and focused is not None and self.middle.isAncestorOf(focused):
            scroll.ensureWidgetVisible(focused, 0, 24)

    def refuse(self, error: VaxDeskError) -> None:
        """Say what was refused, below the question."""
        self._set_busy(busy=False)
        if not isinstance(error, Cancelled):
            self.wrong.show_text(self.wording.explain(error))
        self.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter, back with Esc."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat():
                focused = QApplication.focusWidget()
                (focused if isinstance(focused, ActButton) else self.button).click()
        elif event.key() == Qt.Key.Key_Escape and self.back.isVisible():
            self.back.click()
        else:
            super().keyPressEvent(event)

    def _relook(self) -> None:
        self._card.setMaximumWidth(self.look.scale(WIDTH))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons where they stay in sight."""
        super().resizeEvent(event)
        low = self.height() < self.look.scale(LOW)
        self._bar.setProperty("kind", "bar" if low else "plain")
        self._bar.style().polish(self._bar)
        self._bar.layout().setContentsMargins(*((16, 6, 16, 6) if low else (0, 8, 0, 0)))  # type: ignore[union-attr]
        self._card.layout().setContentsMargins(*((16, 10, 16, 10) if low else (32, 24, 32, 20)))  # type: ignore[union-attr]
        (self.outer_column if low else self._inside).addWidget(self._bar)

    # -- from step to step -----------------------------------------------------------------------------------------

    def go_back(self) -> None:
        """Show the step before, with what was answered there."""
        if self._busy:
            return
        if len(self._path) > 1:
            self._path.pop()
            self._show_step(self._path.pop())
        else:
            self.back_wanted.emit()

    def go_on(self) -> None:
        """Take what was answered and show the next step, or do what is left to do."""
        if self._busy or self.step.find_reason():
            return
        key = self.shown
        if key == "ways":
            self._take_way()
        elif key == "size":
            self._show_step("ways")
        elif key == "password":
            self._make_store()
        elif key in QUESTIONS:
            problem = self._find_problem(key)
            if problem:
                self.wrong.show_text(problem)
                self.take_focus()
            else:
                self._show_step(QUESTIONS[QUESTIONS.index(key) + 1])
        elif key == "practice":
            self._open_practice()
        elif key == "restore":
            self._restore()
        else:
            self._open_new()

    def _take_way(self) -> None:
        way = self._ways.selected()
        if way in {"new", "join"}:
            self._joins = way == "join"
            make = LaptopStep if self._joins else StationStep
            self._station = self._add_step("station", make(self.look, self.wording))
            self._show_step("station")
        elif way == "practice":
            self._add_step("practice", PracticeStep(self.look, self.wording, there=is_store(self._practice)))
            self._show_step("practice")
        elif way == "restore":
            self._restoring = self._add_step("restore", RestoreStep(self.look, self.wording, self._folder))
            self._restoring.wanted.connect(self._look_into)
            self._show_step("restore")
        elif way == "elsewhere":
            chosen = QFileDialog.getExistingDirectory(self, self.say("Open another folder"), str(Path.home()))
            if chosen:
                self.take_folder(Path(chosen))
        else:
            self.store_found.emit(Path(way))

    def take_folder(self, folder: Path) -> None:
        """Go to the lock screen of the store in a folder, or say that there is none."""
        if is_store(folder):
            self.store_found.emit(folder)
        else:
            self.refuse(StoreMissing(folder=str(folder)))

    def _find_problem(self, key: str) -> str:
        code = self._code.code.text().strip() if key == "code" else ANY_CODE
        station = Station(tidy(self._station.name.text()), code, self._code.station_role())
        try:
            check_making(self._folder, station)
        except VaxDeskError as error:
            return self.wording.explain(error)
        return ""

    # -- what is done at the end of a way --------------------------------------------------------------------------

    def _make_store(self) -> None:
        station = Station(self._station.name.text(), self._code.code.text(), self._code.station_role())
        folder, user, password, cost = self._folder, self._user.name.text(), self._password.password.text(), self.cost
        self._set_busy(busy=True)
        self._tasks.run(
            lambda job: start_store(folder, station, user, password, cost=cost), self._show_code, refused=self.refuse
        )

    def _show_code(self, started: Started) -> None:
        self._set_busy(busy=False)
        sheet = SheetStep(self.look, self.wording, started.station, started.recovery_code, self.say("Open"))
        self._add_step("sheet", sheet)
        self._show_step("sheet")

    def _open_new(self) -> None:
        if self._joins:
            # The next thing to do is to hand over the new laptop's card.
            self.place_chosen.emit(Place("handover", {"join": True}))
        self._open(self._folder, " ".join(self._user.name.text().split()), self._password.password.text())

    def _open_practice(self) -> None:
        folder = self._practice
        if is_store(folder):
            self._open(folder, PRACTICE_USER, PRACTICE_PASSWORD)
            return
        self._set_busy(busy=True)
        self._tasks.run(
            lambda job: make_practice_store(folder, PRACTICE_PEOPLE),
            lambda made: self._open(folder, made.user, made.password),
            refused=self.refuse,
        )

    def _look_into(self) -> None:
        step = self._restoring
        if step is None:
            return
        file = step.file

        def refuse(error: VaxDeskError) -> None:
            self._set_busy(busy=False)
            step.show_refusal(self.wording.explain(error))

        def show(copy: Copy) -> None:
            self._set_busy(busy=False)
            step.show_copy(copy)

        self._set_busy(busy=True)
        self._tasks.run(lambda job: look_into_backup(file), show, refused=refuse)

    def _restore(self) -> None:
        step, folder = self._restoring, self._folder
        if step is None:
            return
        file, user, password = step.file, step.users.selected(), step.password.text()
        self._set_busy(busy=True)
        self._tasks.run(
            lambda job: keeping.restore(file, folder, user, password),
            lambda _: self._open(folder, user, password),
            refused=self.refuse,
        )

    def _open(self, folder: Path, user: str | None, password: str) -> None:
        if user:
            self.settings.write(USER, user)

        def opener() -> tuple[Desk, ExitStack]:
            stack = ExitStack()
            return stack.enter_context(open_desk(folder, user, password)), stack

        self._set_busy(busy=True)
        self.opened.emit(folder, opener)
