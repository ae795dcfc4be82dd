"""Between the district and the platform: workbooks up, result columns back, what the platform said down to stations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from vaxdesk.desk.delivering import RESULTS, SentDown, send_results
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.loading import Loaded, load_list
from vaxdesk.desk.uploading import MOST_ROWS, Uploaded, write_upload
from vaxdesk.model.display import show_number
from vaxdesk.model.message import Message
from vaxdesk.model.step import Changes
from vaxdesk.ui.handover.asking import Asker
from vaxdesk.ui.handover.dialogs import choose_folder, choose_list
from vaxdesk.ui.handover.outcome import Told
from vaxdesk.ui.page import Frame
from vaxdesk.ui.tasks import Job
from vaxdesk.ui.widgets.choices import Choice, ChoiceRow
from vaxdesk.ui.widgets.dialogs import Answer, HouseDialog

T = TypeVar("T")
SIZES = (1000, 2000, MOST_ROWS)
"""How many people one workbook holds, to be chosen."""


class Platform(QObject):
    """Asks where and does it. ``told`` tells how it ended."""

    told = Signal(object)

    def __init__(self, frame: Frame, page: QWidget, asker: Asker) -> None:
        super().__init__(page)
        self._frame, self._page, self._asker, self.say = frame, page, asker, frame.wording.say

    # -- up --------------------------------------------------------------------------------------------------------

    def write_workbooks(self) -> None:
        """Ask how many people a workbook holds and where to; write workbooks of all who are ready."""
        say = self.say
        sizes = ChoiceRow(self._frame.look)
        sizes.setAccessibleName(say("People in one workbook"))
        sizes.set_choices([Choice(str(one), self._count(one), say("people")) for one in SIZES])
        sizes.select(str(MOST_ROWS))
        paragraphs = [
            say("Everybody who is ready goes into the platform's workbooks, whom it accepted as they are today aside."),
            say("How many people is one workbook to hold?"),
        ]
        answers = [Answer("later", say("Not now"), cancels=True), Answer("go", say("Choose a folder…"), primary=True)]
        dialog = HouseDialog(
            self._frame.look, say("Platform file"), paragraphs, answers, icon="sheet", body=sizes,
            parent=self._page.window(),
        )  # fmt: skip

        def go(answer: str) -> None:
            most = int(sizes.selected() or MOST_ROWS)
            if answer == "go":
                title = say("Folder for the platform file")
                choose_folder(self._page, title, Path.home(), lambda folder: self._write(folder, most))

        self._asker.ask(dialog, go)

    def _write(self, folder: Path, most: int) -> None:
        self._do(
            lambda desk, job: write_upload(desk, folder, most=most),
            self._tell_written,
            self.say("Writing the platform file"),
        )

    def _tell_written(self, done: Uploaded) -> None:
        say = self.say
        people = self._count(sum(count for _, count in done.files))
        lines = [
            say("{file}: {people} people", file=path.name, people=self._count(count)) for path, count in done.files
        ]
        lines.append(say("{people} people are not in it.", people=self._count(len(done.left_out))))
        title = say("The platform file is written: {people} people", people=people)
        next_ = say("upload it on the platform, then read its result columns back here.")
        self._finish(
            Told("ok" if done.files else "warn", title, lines, next_ if done.files else ""), Message("Platform file")
        )

    # -- back ------------------------------------------------------------------------------------------------------

    def read_results(self) -> None:
        """Ask for the workbook that the platform gave back, and read its result columns."""
        choose_list(self._page, self.say("Workbook with the platform's results"), Path.home(), self.take_results)

    def take_results(self, path: Path) -> None:
        """Read the result columns of a workbook."""
        reader = self._frame.reader

        def verb(desk: Desk, job: Job[Loaded]) -> Loaded:
            return load_list(desk, reader, path, kind=RESULTS, progress=job.progress)

        title, stopping = self.say("Reading {file}", file=path.name), self.say("If you stop, no row is stored.")
        self._do(verb, self._tell_read, title, stopping)

    def _tell_read(self, loaded: Loaded) -> None:
        say, rows = self.say, loaded.rows
        title = say("The platform's answers are read: {file}", file=loaded.head.file)
        told = say(
            "New answers: {new} · known already: {known} · rows of nobody here: {aside}",
            new=self._count(rows["updated"]),
            known=self._count(rows["unchanged"]),
            aside=self._count(rows["set_aside"]),
        )
        next_ = say("send them down to the stations.") if rows["updated"] else ""
        self._finish(Told("ok" if rows["updated"] else "info", title, [told], next_), Message("Platform results"))

    # -- down ------------------------------------------------------------------------------------------------------

    def send_down(self) -> None:
        """Ask where to, and write a package of results for each station that lacks some."""
        choose_folder(self._page, self.say("Folder or stick for the packages"), Path.home(), self.send_into)

    def send_into(self, folder: Path) -> None:
        """Write the packages of results into a folder."""
        title = self.say("Writing packages of results")
        self._do(lambda desk, job: send_results(desk, folder), self._tell_sent, title)

    def _tell_sent(self, sent: Sequence[SentDown]) -> None:
        say = self.say
        if not sent:
            title = say("Every station knows what the platform said")
            self._finish(Told("info", title), Message("Platform results"))
            return
        title = say("{count} packages of results are written", count=len(sent))
        lines = [
            say(
                "{name}: {people} people, {file}",
                name=one.name,
                people=self._count(one.people),
                file=one.package.path.name,
            )
            for one in sent
        ]
        self._finish(Told("ok", title, lines, say("give each station its package.")), Message("Platform results"))

    # -- common ----------------------------------------------------------------------------------------------------

    def _do(self, verb: Callable[[Desk, Job[T]], T], then: Callable[[T], None], title: str, stopping: str = "") -> None:
        self._frame.tasks.do(verb, then, title=title, stopping=stopping, refused=self._frame.refuse)

    def _finish(self, told: Told, label: Message) -> None:
        self.told.emit(told)
        self._frame.follow(Changes(None, label))
        self._frame.tell(told.title)

    def _count(self, number: int) -> str:
        return show_number(number, self._frame.wording.language)
