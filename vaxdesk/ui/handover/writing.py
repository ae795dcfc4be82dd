"""Writing a package: shown as it is proven, and how it is told that it is there, or why it isn't."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from vaxdesk.desk.desk import Desk
from vaxdesk.desk.handing_over import Packed, pack
from vaxdesk.desk.transferring import transfer
from vaxdesk.errors import StaffCanFix, VaxDeskError
from vaxdesk.model.display import show_number
from vaxdesk.model.message import Message
from vaxdesk.model.step import Changes
from vaxdesk.systems import this_system
from vaxdesk.systems.errors import DiskFailed
from vaxdesk.ui.handover.outcome import OutcomeCard, Told
from vaxdesk.ui.handover.targets import Targets
from vaxdesk.ui.page import Frame
from vaxdesk.wording import Wording


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be written: to whom, into which folder, the stick's name (None for a folder), all or what is new.

    With ``people`` it is their records alone: they moved to the receiver.
    """

    receiver: str
    folder: Path
    stick: str | None
    everything: bool
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """Writing that was refused; ``gone``: the stick isn't there any more."""

    error: VaxDeskError
    gone: bool = False


class Writing(QObject):
    """Has packages written to where it was chosen, and shows on the card how that goes.

    ``phase_told`` tells what is proven by now, ``ended`` that it ended; ``package`` is the one written last.
    """

    phase_told = Signal(str)
    ended = Signal()
    _heard = Signal(str)

    def __init__(self, frame: Frame, targets: Targets, card: OutcomeCard, parent: QObject) -> None:
        super().__init__(parent)
        self._frame, self._targets, self._card = frame, targets, card
        self.package = ""
        self.phase_told.connect(card.follow_writing)
        # Heard on the worker, told on the window's thread.
        self._heard.connect(self.phase_told, Qt.ConnectionType.QueuedConnection)

    def begin(self, receiver: str, *, everything: bool) -> Order | None:
        """Show that a package for somebody is being written, and give the order; None where there is no place."""
        folder, stick = self._targets.folder, self._targets.stick
        if folder is None:
            return None
        self._card.show_writing(self._frame.wording.say("Writing the package for {name}", name=receiver))
        return Order(receiver, folder, stick.name if stick is not None else None, everything)

    def write(self, order: Order) -> None:
        """Have a package written."""
        hear = self._heard.emit

        def verb(desk: Desk, job: object) -> Packed | Failed:
            del job
            try:
                if order.people:
                    return transfer(desk, order.people, order.receiver, order.folder, told=hear)
                return pack(desk, order.receiver, order.folder, everything=order.everything, told=hear)
            except DiskFailed as error:
                return Failed(error, gone=order.stick is not None and not order.folder.is_dir())
            except VaxDeskError as error:
                return Failed(error)

        self._frame.tasks.do(verb, lambda came: self._finish(order, came))

    def _finish(self, order: Order, came: Packed | Failed) -> None:
        wording, packing = self._frame.wording, Changes(None, Message("Pack"))
        if isinstance(came, Failed):
            self._card.tell(describe_failed(wording, came))
            self._frame.follow(packing)
            self._targets.watch.look()
        else:
            self.package = came.id
            told, sentence = describe_written(wording, order, came)
            self._card.show_written(told)
            self._frame.follow(packing)
            self._frame.tell(sentence)
        self.ended.emit()

    def name_act(self) -> tuple[str, str]:
        """Say what the act does now, and give its icon: write, write again, or be done."""
        say = self._frame.wording.say
        texts = {"written": (say("Done"), "ok"), "refused": (say("Write again"), "package")}
        return texts.get(self._card.state, (say("Write"), "package"))

    def let_go(self, then: Callable[[], None]) -> None:
        """Have the stick made safe to pull out where the system can; what was read back from it is safe anyhow."""
        stick = self._targets.stick
        if stick is not None:
            self._frame.tasks.run(
                lambda job: this_system().eject(stick.path),
                lambda _: then(),
                title=self._frame.wording.say("Letting go of {stick}", stick=stick.name),
            )


def describe_written(wording: Wording, order: Order, packed: Packed) -> tuple[Told, str]:
    """Say that a package is where it should be: for the card, and in one sentence for the step line."""
    say, counts = wording.say, {name: show_number(one, wording.language) for name, one in packed.counts.items()}
    place = order.stick or say("the folder")
    facts = [
        packed.path.name,
        say("{people} people", people=counts["people"]),
    ]
    if not order.people:
        facts.append(say("{events} changes", events=counts["events"]))
    if packed.counts["ready"]:
        facts.append(say("platform file: {people}", people=counts["ready"]))
    lines = [" · ".join(facts)]
    if order.stick is not None:
        lines.append(say("The stick can be taken out now."))
    title = say("Package {number} is on {place}, read back and the very same", number=packed.number, place=place)
    if order.people:
        next_ = say("give it to whoever goes to {name}; then mark them here as moved away.", name=order.receiver)
    else:
        next_ = say("give it to whoever goes to {name}. Their receipt settles the package.", name=order.receiver)
    done = say("Package {number} was written onto {place} and read back the same", number=packed.number, place=place)
    return Told("ok", title, lines, next_), done


def describe_failed(wording: Wording, failed: Failed) -> Told:
    """Say what was refused, what is safe and what to do."""
    say, error = wording.say, failed.error
    safe = say("The package is not complete. Everything on this computer is still there.")
    code = say("Code {code} · read it out when you call the district", code=error.code)
    if failed.gone:
        again = say("plug it in again and press Write again.")
        return Told("err", say("The stick was pulled out while writing"), [safe], again, code)
    said, cure = (say(text, **error.args_by_name) for text in (error.says, error.cure))
    kind = "err" if isinstance(error, StaffCanFix) else "warn"
    return Told(kind, say("The package could not be written"), [said, safe], cure, code)
