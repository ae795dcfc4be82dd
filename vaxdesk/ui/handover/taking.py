"""Taking in: packages after their preview, cards after their words were compared; and giving out one's own card."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from vaxdesk.desk import taking_in, trusting
from vaxdesk.desk.introducing import Introduction, OwnCard, read_introduction, read_own_card
from vaxdesk.desk.parcelling import Receiver
from vaxdesk.desk.peeking import CARD_SUFFIX
from vaxdesk.desk.taking_in import Received
from vaxdesk.desk.trusting import Introduced
from vaxdesk.desk.uploading import Uploaded, write_upload
from vaxdesk.errors import VaxDeskError
from vaxdesk.model.display import show_number
from vaxdesk.model.filter import Filter
from vaxdesk.model.message import Message
from vaxdesk.model.step import Changes
from vaxdesk.ui.handover.dialogs import (
    choose_folder,
    describe_doubts,
    make_own_card_dialog,
    make_preview_dialog,
    make_trust_dialog,
)
from vaxdesk.ui.handover.outcome import Told
from vaxdesk.ui.models.drives import Stick
from vaxdesk.ui.page import Frame, Place
from vaxdesk.ui.widgets.dialogs import HouseDialog


class Exchange(QObject):
    """Looks into files one after the other, asks, takes in; writes the card and the platform's workbooks.

    ``told`` tells how something ended, ``trusted`` the name of a card that is trusted from now on.
    """

    told = Signal(object)
    trusted = Signal(str)

    def __init__(self, frame: Frame, page: QWidget) -> None:
        super().__init__(page)
        self._frame, self._page, self.say = frame, page, frame.wording.say
        self._files: list[Path] = []
        self._under_way = False
        self.known: Mapping[str, Receiver] = {}
        self.dialog: HouseDialog | None = None

    # -- packages and cards ----------------------------------------------------------------------------------------

    def take(self, paths: Sequence[Path]) -> None:
        """Look into these files, one after the other."""
        self._files += [path for path in paths if path not in self._files]
        if not self._under_way:
            self._go_on()

    def _go_on(self) -> None:
        self._under_way = bool(self._files)
        if not self._files:
            return
        path, tasks = self._files.pop(0), self._frame.tasks
        if path.suffix.lower() == CARD_SUFFIX:
            tasks.do(lambda desk, job: read_introduction(desk, path), self._ask_trust, refused=self._refuse)
        else:
            tasks.do(
                lambda desk, job: taking_in.inspect(desk, path),
                lambda package: self._ask_taking_in(path, package),
                title=self.say("Looking into {file}", file=path.name),
                refused=self._refuse,
            )

    def _refuse(self, error: VaxDeskError) -> None:
        self._frame.refuse(error)
        self._go_on()

    def _ask_trust(self, card: Introduction) -> None:
        def trust(answer: str) -> None:
            if answer != "trust":
                self._go_on()
                return
            self._frame.tasks.do(
                lambda desk, job: trusting.trust_card(desk, card.path, words=card.words, replace=card.replaces),
                self._tell_trusted,
                refused=self._refuse,
            )

        look, wording = self._frame.look, self._frame.wording
        self._open(make_trust_dialog(look, wording, card, self._page.window()), trust)

    def _tell_trusted(self, card: Introduced) -> None:
        say = self.say
        title = say("The card of {name} is trusted", name=card.name)
        next_ = say("give them your own card too, so that they can answer.")
        self.told.emit(Told("ok", title, [say("Words: {words}", words=card.words)], next_))
        self._follow(Message("Trust the card of {name}", {"name": card.name}), title)
        self.trusted.emit(card.name)
        self._go_on()

    def _ask_taking_in(self, path: Path, package: Received) -> None:
        def take_in(answer: str) -> None:
            if answer != "take":
                self._go_on()
                return
            self._frame.tasks.do(
                lambda desk, job: taking_in.receive(desk, path, path.parent),
                self._tell_taken_in,
                title=self.say("Taking in {file}", file=path.name),
                refused=self._refuse,
            )

        sender = next((one for one in self.known.values() if one.name == package.sender), None)
        look, wording = self._frame.look, self._frame.wording
        self._open(make_preview_dialog(look, wording, package, sender, self._page.window()), take_in)

    def _tell_taken_in(self, package: Received) -> None:
        say, language = self.say, self._frame.wording.language
        if package.kind == "receipt":
            title, lines = say("The receipt of {name} is taken in", name=package.sender), []
        else:
            title = say("Package {number} of {name} is taken in", number=package.number, name=package.sender)
            told = say(
                "People: {people} · new changes: {new} · known already: {already}",
                people=show_number(len(package.people), language),
                new=show_number(package.new, language),
                already=show_number(package.already, language),
            )
            lines = [told]
        lines += describe_doubts(self._frame.wording, package)
        kind, next_ = "ok", ""
        if package.receipt is not None:
            lines.append(say("The receipt lies beside it: {file}", file=package.receipt.name))
            next_ = say("give it back to {name}.", name=package.sender)
        elif package.unanswered is not None:
            kind = "warn"
            lines.append(say("The receipt could not be written: {why}", why=self._explain(package.unanswered)))
            next_ = say("take the same package in again; the receipt is then written once more.")
        conflicts = Place("clean", {"filter": Filter(group="conflict")})
        link = (say("Decide what differs"), conflicts) if package.conflicts else None
        self.told.emit(Told(kind, title, lines, next_, link=link))
        label = Message("Take in package {number}", {"number": package.number})
        self._follow(label, title, package.people, package.new)
        self._go_on()

    # -- own card, platform file -----------------------------------------------------------------------------------

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
            self._open(make_own_card_dialog(look, wording, card, stick, self._page.window()), answer)

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
        self._follow(Message("Platform file"), title)

    # -- common ----------------------------------------------------------------------------------------------------

    def _open(self, dialog: HouseDialog, then: Callable[[str], None]) -> None:
        """Open a dialog without a loop of its own; its answer comes when it is closed."""

        def finish() -> None:
            answer, self.dialog = dialog.answer, None
            dialog.deleteLater()
            then(answer)

        self.dialog = dialog
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.finished.connect(finish)
        dialog.open()

    def _follow(self, label: Message, sentence: str, people: tuple[str, ...] = (), events: int = 0) -> None:
        self._frame.follow(Changes(None, label, people, events))
        self._frame.tell(sentence)

    def _explain(self, error: VaxDeskError) -> str:
        return self._frame.wording.explain(error)
