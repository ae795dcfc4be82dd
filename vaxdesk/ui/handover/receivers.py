"""To whom a package goes: the receiver that is chosen, and what there is to send to them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from vaxdesk.desk.parcelling import Receiver, count_changed
from vaxdesk.ui.handover.cards import ReadyCard, ReceiverCard
from vaxdesk.ui.page import Frame


def find_usual(receivers: Sequence[Receiver]) -> str | None:
    """Give whom the last package went to, else a district, else the first; None where there is nobody."""
    if not receivers:
        return None
    last = max(receivers, key=lambda one: one.last or "")
    district = next((one for one in receivers if one.role == "district"), receivers[0])
    return (last if last.last else district).name


class Receivers(QObject):
    """Keeps the choice and shows it on its card, and on the first card what there is to send.

    ``changed`` tells that something else is shown. ``everything``: they get all there is, not what is new alone.
    """

    changed = Signal()

    def __init__(self, frame: Frame, ready: ReadyCard, whom: ReceiverCard, page: QObject) -> None:
        super().__init__(page)
        self._frame, self._ready, self._whom, self.say = frame, ready, whom, frame.wording.say
        self.known: tuple[Receiver, ...] = ()
        self._name: str | None = None
        self.everything = False
        self._changed: tuple[int, int] | None = None
        whom.everything_wanted.connect(self._send_all)

    @property
    def chosen(self) -> Receiver | None:
        """The receiver that is chosen."""
        return next((one for one in self.known if one.name == self._name), None)

    def show(self, receivers: Sequence[Receiver]) -> None:
        """Show who there is; who was chosen stays so, else it is who gets packages most often."""
        self.known = tuple(receivers)
        if all(one.name != self._name for one in self.known):
            self._name = find_usual(self.known)
        self._show_chosen()

    def choose(self, name: str) -> None:
        """Send to somebody else, and only what is new."""
        self._name, self.everything = name, False
        self._show_chosen()

    def open_menu(self) -> None:
        """Let somebody else be chosen."""
        self._whom.open_menu(self.known, self._name, everything=self.everything)

    def find_reason(self) -> str:
        """Say why there is nobody to write to, or nothing for them; nothing where there is."""
        if self.chosen is None:
            return self.say("Take in the receiver's card first.")
        if self._changed is not None and not self._changed[1] and not self.everything:
            return self.say("Nothing has changed since their receipt.")
        return ""

    def _send_all(self, everything: bool) -> None:
        self.everything = everything
        self._show_chosen()

    def _show_chosen(self) -> None:
        receiver = self.chosen
        self._whom.show_receiver(receiver, several=len(self.known) > 1, everything=self.everything)
        self._changed = None
        self._frame.tasks.drop((self, "changed"))
        if receiver is None:
            self._ready.show_package(None, 0)
        else:
            name = receiver.name
            self._frame.tasks.ask(lambda desk: count_changed(desk, name), self._show_changed, about=(self, "changed"))
        self.changed.emit()

    def _show_changed(self, changed: tuple[int, int]) -> None:
        self._changed = changed
        self._ready.show_package(*changed)
        self.changed.emit()
