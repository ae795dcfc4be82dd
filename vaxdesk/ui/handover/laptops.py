"""A further laptop of the station: taken in on the first one, joining on the new one; words are compared on both."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from vaxdesk.desk import joining
from vaxdesk.desk.introducing import Introduction
from vaxdesk.desk.joining import Admitted
from vaxdesk.desk.renewing import Renewed, renew
from vaxdesk.desk.taking_in import Received
from vaxdesk.errors import VaxDeskError
from vaxdesk.exchange.errors import OwnChainForked
from vaxdesk.model.display import show_number
from vaxdesk.model.message import Message
from vaxdesk.model.step import Changes
from vaxdesk.ui.handover.asking import Asker
from vaxdesk.ui.handover.dialogs import make_admit_dialog, make_invitation_dialog
from vaxdesk.ui.handover.outcome import Told
from vaxdesk.ui.page import Frame
from vaxdesk.ui.widgets.dialogs import Answer, HouseDialog

Then = Callable[[], None]


class Laptops(QObject):
    """Asks and does. ``told`` tells how it ended."""

    told = Signal(object)

    def __init__(self, frame: Frame, page: QWidget, asker: Asker) -> None:
        super().__init__(page)
        self._frame, self._page, self._asker, self.say = frame, page, asker, frame.wording.say

    def ask_admitting(self, card: Introduction, then: Then) -> None:
        """On the first laptop: compare the new one's words, take it in, write the package for it beside its card."""

        def admit(answer: str) -> None:
            if answer != "trust":
                then()
                return
            self._frame.tasks.do(
                lambda desk, job: joining.admit(desk, card.path, card.path.parent, words=card.words),
                lambda done: self._tell_admitted(done, then),
                title=self.say("Writing the package for {name}", name=card.name),
                refused=lambda error: self._refuse(error, then),
            )

        look, wording = self._frame.look, self._frame.wording
        self._asker.ask(make_admit_dialog(look, wording, card, self._page.window()), admit)

    def _tell_admitted(self, done: Admitted, then: Then) -> None:
        say, name = self.say, done.joined.name
        title = say("{name} belongs to the station now", name=name)
        lines = [
            say("Its package lies beside its card: {file}", file=done.package.path.name),
            say("Words of this laptop: {words}", words=done.own_words),
        ]
        next_ = say("take it in on the new laptop, and compare the words of this one there.")
        self._finish(Told("ok", title, lines, next_), Message("Trust the card of {name}", {"name": name}), then)

    def ask_joining(self, card: Introduction, then: Then) -> None:
        """On the new laptop: compare the first one's words, then take everything over."""

        def join(answer: str) -> None:
            if answer != "trust":
                then()
                return
            self._frame.tasks.do(
                lambda desk, job: joining.join(desk, card.path, words=card.words),
                lambda received: self._tell_joined(received, then),
                title=self.say("Taking in {file}", file=card.path.name),
                refused=lambda error: self._refuse(error, then),
            )

        look, wording = self._frame.look, self._frame.wording
        self._asker.ask(make_invitation_dialog(look, wording, card, self._page.window()), join)

    def _tell_joined(self, received: Received, then: Then) -> None:
        say, language = self.say, self._frame.wording.language
        title = say("This laptop belongs to the station of {name} now", name=received.sender)
        people = show_number(len(received.people), language)
        lines = [say("{people} people were taken over.", people=people)]
        next_ = say("work as usual. Swap packages with the other laptop whenever a stick goes there.")
        label = Message("Take in package {number}", {"number": received.number})
        self._finish(Told("ok", title, lines, next_), label, then, received.people, received.new)

    def ask_renewing(self, file: Path, error: OwnChainForked, then: Then) -> None:
        """Show both sides of a fork of this laptop's own work, and offer the way out: it goes on as a new device."""
        say = self.say

        def renew_laptop(answer: str) -> None:
            if answer != "renew":
                then()
                return
            self._frame.tasks.do(
                lambda desk, job: renew(desk, file),
                lambda done: self._tell_renewed(done, then),
                title=say("Renewing this laptop"),
                refused=lambda refused: self._refuse(refused, then),
            )

        paragraphs = [
            say(error.says, **error.args_by_name),
            say("An older image of this laptop was put back. Nothing was taken in, and nothing is lost."),
            say(
                "The way out: this laptop goes on as a new device. The package is taken in, what was written here since"
                " is written again, a backup is made before; others then take its new card."
            ),
        ]
        answers = [Answer("later", say("Not now"), cancels=True), Answer("renew", say("Renew this laptop"))]
        title = say("This laptop's work exists in two versions")
        look, parent = self._frame.look, self._page.window()
        self._asker.ask(HouseDialog(look, title, paragraphs, answers, icon="split", token="warn", parent=parent),
                        renew_laptop)  # fmt: skip

    def _tell_renewed(self, done: Renewed, then: Then) -> None:
        say = self.say
        title = say("This laptop goes on as a new device")
        lines = [
            say("Changes written again: {count}", count=show_number(done.rewritten, self._frame.wording.language)),
            say("Words of this laptop: {words}", words=done.words),
        ]
        next_ = say("give the new card to those who trusted the old one.")
        self._finish(Told("ok", title, lines, next_), Message("Renew this laptop"), then)

    def _finish(self, told: Told, label: Message, then: Then, people: tuple[str, ...] = (), events: int = 0) -> None:
        self.told.emit(told)
        self._frame.follow(Changes(None, label, people, events))
        self._frame.tell(told.title)
        then()

    def _refuse(self, error: VaxDeskError, then: Then) -> None:
        self._frame.refuse(error)
        then()
