"""Giving out: this device's own card, and the platform's workbooks of everybody who is ready."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from vaxdesk.desk import trusting
from vaxdesk.desk.introducing import OwnCard, read_own_card
from vaxdesk.desk.uploading import Uploaded, write_upload
from vaxdesk.model.display import show_number
from vaxdesk.model.message import Message
from vaxdesk.model.step import Changes
from vaxdesk.ui.handover.asking import Asker
from vaxdesk.ui.handover.dialogs import choose_folder, make_own_card_dialog
from vaxdesk.ui.handover.outcome import Told
from vaxdesk.ui.models.drives import Stick
from vaxdesk.ui.page import Frame


class Giving(QObject):
    """Writes what isn't a package. ``told`` tells how it ended."""

    told = Signal(object)

    def __init__(self, frame: Frame, page: QWidget, asker: Asker) -> None:
        super().__init__(page)
        self._frame, self._page, self._asker, self.say = frame, page, asker, frame.wording.say

    def give_card(self, stick: Stick | None, start: Path) -> None:
        """Show this device's card and its words, and offer to write it onto the stick that is chosen."""

        def show(card: OwnCard) -> None:
            def answer(key: str) -> None:
                if key == "stick" and stick is not None:
                    self._write_card(stick.path / card.file)
                elif key == "folder":
                    title = self.say("Folder for the card")
                    choose_folder(self._page, title, start, lambda folder: self._write_card(folder / card.file))

            look, wording = self._frame.look, self._frame.wording
            self._asker.ask(make_own_card_dialog(look, wording, card, stick, self._page.window()), answer)

        self._frame.tasks.ask(read_own_card, show, about=(self, "own"))

    def _write_card(self, path: Path) -> None:
        def tell(words: str) -> None:
            say = self.say
            title = say("The card is written: {file}", file=path.name)
            next_ = say("hand it over. When they ring, read them the words.")
            self.told.emit(Told("ok", title, [str(path.parent), say("Words: {words}", words=words)], next_))
            self._frame.tell(title)

        self._frame.tasks.do(lambda desk, job: trusting.write_card_file(desk, path), tell, refused=self._frame.refuse)

    def write_platform_file(self, start: Path) -> None:
        """Write the platform's workbooks of everybody who is ready into a folder."""

        def write(folder: Path) -> None:
            self._frame.tasks.do(
                lambda desk, job: write_upload(desk, folder),
                self._tell_uploaded,
                title=self.say("Writing the platform file"),
                refused=self._frame.refuse,
            )

        choose_folder(self._page, self.say("Folder for the platform file"), start, write)

    def _tell_uploaded(self, done: Uploaded) -> None:
        say, language = self.say, self._frame.wording.language
        people = show_number(sum(count for _, count in done.files), language)
        lines = [
            say("{file}: {people} people", file=str(path), people=show_number(count, language))
            for path, count in done.files
        ]
        left = say("{people} people are not in it.", people=show_number(len(done.left_out), language))
        title = say("The platform file is written: {people} people", people=people)
        next_ = say("upload it on the platform, then load the file with its results.")
        self.told.emit(Told("ok" if done.files else "warn", title, [*lines, left], next_ if done.files else ""))
        self._frame.follow(Changes(None, Message("Platform file")))
        self._frame.tell(title)
