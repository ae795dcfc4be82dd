"""Taking in: cards after their words were compared, packages after their preview, all of them or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from vaxdesk.desk import trusting
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.foreseeing import Foreseen, foresee
from vaxdesk.desk.introducing import Introduction, read_introduction
from vaxdesk.desk.joining import read_invitation
from vaxdesk.desk.parcelling import Receiver
from vaxdesk.desk.peeking import CARD_SUFFIX, Found, look_at_files
from vaxdesk.desk.taking_in import ReceivedAll, receive_all
from vaxdesk.desk.trusting import Introduced
from vaxdesk.errors import VaxDeskError
from vaxdesk.exchange.errors import NotForThisDevice, OwnChainForked, UnknownSender
from vaxdesk.model.message import Message
from vaxdesk.model.step import Changes
from vaxdesk.ui.handover.asking import Asker
from vaxdesk.ui.handover.dialogs import make_trust_dialog
from vaxdesk.ui.handover.laptops import Laptops
from vaxdesk.ui.handover.outcome import Told
from vaxdesk.ui.handover.preview import PreviewPane
from vaxdesk.ui.handover.telling import describe_received
from vaxdesk.ui.page import Frame
from vaxdesk.ui.tasks import Job


class Exchange(QObject):
    """Looks into files, asks, takes in: cards one after the other, then the packages together.

    ``told`` tells how something ended, ``trusted`` the name of a card that is trusted from now on, ``previewed``
    whether there is a preview to be shown.
    """

    told = Signal(object)
    trusted = Signal(str)
    previewed = Signal(bool)

    def __init__(self, frame: Frame, page: QWidget, asker: Asker, preview: PreviewPane) -> None:
        super().__init__(page)
        self._frame, self._page, self._asker, self.say = frame, page, asker, frame.wording.say
        self._files: list[Path] = []
        self._under_way = False
        self.known: Mapping[str, Receiver] = {}
        self.preview = preview
        self.laptops = Laptops(frame, page, asker)
        self.laptops.told.connect(self.told)
        preview.wanted.connect(self._look_into)
        preview.taken.connect(self._take_in)
        preview.left.connect(self.leave)

    def take(self, paths: Sequence[Path]) -> None:
        """Look into these files."""
        self._files += [path for path in paths if path not in self._files]
        if not self._under_way:
            self._go_on()

    def leave(self) -> None:
        """Take nothing in."""
        self.previewed.emit(False)
        self._go_on()

    def _go_on(self) -> None:
        self._under_way = bool(self._files)
        cards = [path for path in self._files if path.suffix.lower() == CARD_SUFFIX]
        if cards:
            # Whose package it is, is known by their card: cards come first.
            path = cards[0]
            self._files.remove(path)
            verb = self._frame.tasks.do
            verb(lambda desk, job: read_introduction(desk, path), self._ask_about_card, refused=self._refuse)
        elif self._files:
            files, self._files = self._files, []
            self._begin_preview(files)

    def _refuse(self, error: VaxDeskError) -> None:
        self._frame.refuse(error)
        self._go_on()

    # -- cards -----------------------------------------------------------------------------------------------------

    def _ask_about_card(self, card: Introduction) -> None:
        standing = self._frame.standing
        if (card.role, card.code) == (standing.station_role, standing.code) and not card.known:
            self.laptops.ask_admitting(card, self._go_on)
        else:
            self._ask_trust(card)

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
        self._asker.ask(make_trust_dialog(look, wording, card, self._page.window()), trust)

    def _tell_trusted(self, card: Introduced) -> None:
        say = self.say
        title = say("The card of {name} is trusted", name=card.name)
        next_ = say("give them your own card too, so that they can answer.")
        self.told.emit(Told("ok", title, [say("Words: {words}", words=card.words)], next_))
        self._frame.follow(Changes(None, Message("Trust the card of {name}", {"name": card.name})))
        self._frame.tell(title)
        self.trusted.emit(card.name)
        self._go_on()

    # -- packages --------------------------------------------------------------------------------------------------

    def _begin_preview(self, files: list[Path]) -> None:
        """Look into one package whole, and of several first what they are."""
        if len(files) > 1:
            self._frame.tasks.do(
                lambda desk, job: look_at_files(desk, files),
                lambda found: self._show_found(found, files),
                title=self.say("Looking into {count} packages", count=len(files)),
                refused=self._refuse,
            )
            return
        [file] = files
        self._frame.tasks.do(
            lambda desk, job: _look_at_one(desk, file),
            lambda seen: self._show_one(file, seen),
            title=self.say("Looking into {file}", file=file.name),
            refused=lambda error: self._refuse_one(file, error),
        )

    def _refuse_one(self, file: Path, error: VaxDeskError) -> None:
        if isinstance(error, OwnChainForked):
            self.laptops.ask_renewing(file, error, self._go_on)
        else:
            self._refuse(error)

    def _show_found(self, found: Sequence[Found], files: list[Path]) -> None:
        if not found:
            self._refuse(NotForThisDevice(file=files[0].name))
        else:
            self.preview.show_found(found, self.known)
            self.previewed.emit(True)

    def _show_one(self, file: Path, foreseen: Foreseen | Introduction) -> None:
        if isinstance(foreseen, Introduction):
            self.laptops.ask_joining(foreseen, self._go_on)
            return
        self.preview.show_one(Found(file, "package"), foreseen, self.known)
        self.previewed.emit(True)

    def _look_into(self, file: Path) -> None:
        """Look into one of several; going on to the next makes this question void."""

        def refuse(error: VaxDeskError) -> None:
            self.preview.show_refusal(file, error)

        self._frame.tasks.ask(
            lambda desk: foresee(desk, file), self.preview.show_foreseen, about=(self, "item"), refused=refuse
        )

    def _take_in(self) -> None:
        files = self.preview.list_files()
        if not files or self._frame.tasks.is_busy:
            return
        self._frame.tasks.drop((self, "item"))

        def verb(desk: Desk, job: Job[ReceivedAll]) -> ReceivedAll:
            return receive_all(desk, files, files[0].parent, progress=job.progress)

        self._frame.tasks.do(
            verb,
            self._tell_taken_in,
            title=self.say("Taking in {file}", file=files[0].name)
            if len(files) == 1
            else self.say("Taking in {count} packages", count=len(files)),
            stopping=self.say("If you stop, what was taken in stays; the rest is left as it is."),
            refused=self._stop,
        )

    def _stop(self, error: VaxDeskError) -> None:
        self.previewed.emit(False)
        self._frame.follow(Changes(None, Message("Take in packages")))
        self._refuse(error)

    def _tell_taken_in(self, done: ReceivedAll) -> None:
        self.previewed.emit(False)
        people = tuple({person for _, one in done.received for person in one.people})
        label, events = Message("Take in packages"), sum(one.new for _, one in done.received)
        if done.received:
            told = describe_received(self._frame.wording, done)
            self.told.emit(told)
            self._frame.follow(Changes(None, label, people, events))
            self._frame.tell(told.title)
        elif done.refused:
            self._frame.refuse(done.refused[0][1])
        self._go_on()


def _look_at_one(desk: Desk, file: Path) -> Foreseen | Introduction:
    """Give what a package would do; of the invitation of somebody who isn't trusted yet, whose it is."""
    try:
        return foresee(desk, file)
    except UnknownSender as error:
        try:
            return read_invitation(desk, file)
        except VaxDeskError:
            raise error from None
