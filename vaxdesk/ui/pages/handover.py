"""Sending and receiving: what is ready and what is not, to whom, onto which stick; packages in, after a preview."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QWidget

from vaxdesk.desk.answering import Doubt, read_named_doubts
from vaxdesk.desk.parcelling import Receiver, read_readiness, read_receivers, read_sent, read_taken
from vaxdesk.ui.handover.asking import Asker
from vaxdesk.ui.handover.cards import ReadyCard, ReceiverCard, TargetCard
from vaxdesk.ui.handover.dialogs import choose_files
from vaxdesk.ui.handover.doubts import DoubtsPane
from vaxdesk.ui.handover.found import Finds
from vaxdesk.ui.handover.giving import Giving
from vaxdesk.ui.handover.outcome import OutcomeCard, Told
from vaxdesk.ui.handover.packages import PackagesPane
from vaxdesk.ui.handover.panes import HandoverPanes
from vaxdesk.ui.handover.preview import PreviewPane
from vaxdesk.ui.handover.receivers import Receivers
from vaxdesk.ui.handover.slips import Slips
from vaxdesk.ui.handover.taking import Exchange
from vaxdesk.ui.handover.targets import Targets
from vaxdesk.ui.handover.writing import Writing
from vaxdesk.ui.keys import bind
from vaxdesk.ui.look import Layout
from vaxdesk.ui.models.drives import DriveWatch
from vaxdesk.ui.page import Frame, Key, Page, PageKind, Place
from vaxdesk.ui.widgets.buttons import ActButton

ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


class Handover(Page):
    """The page. What it shows of the store comes in three answers: the counts, the receivers, the package's size."""

    targets: Targets
    _work: HandoverPanes

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._busy = False
        self.watch = DriveWatch(frame.tasks, self)
        self.watch.watch_while_shown(self)
        self.finds = Finds(frame.tasks, self.watch, self)
        self.finds.changed.connect(self._show_found)
        self.preview = PreviewPane(self.look, frame.wording)
        self.doubts = DoubtsPane(self.look, frame.wording)
        self.asker = Asker(self)
        self.exchange = Exchange(frame, self, self.asker, self.preview)
        self.exchange.told.connect(self._tell)
        self.exchange.trusted.connect(self._choose_receiver)
        self.exchange.previewed.connect(self._show_preview)
        self.giving = Giving(frame, self, self.asker)
        self.giving.told.connect(self._tell)
        self.slips = Slips(frame, self, self.asker)
        self._make_acts()
        self._make_cards()
        self._arrange()
        bind(self, "Ctrl+O", self._choose_files)
        self.targets.show()

    def _make_acts(self) -> None:
        self.take_in = ActButton(self.look, self.say("Take in…"), icon="load", key="Ctrl+O")
        self.take_in.clicked.connect(self._choose_files)
        self.own_card = ActButton(self.look, self.say("Own card…"), icon="idcard")
        self.own_card.clicked.connect(self._give_card)
        self.write = ActButton(self.look, self.say("Write"), kind="primary", key="Enter", icon="package")
        self.write.clicked.connect(self._act)
        self._own_acts = (self.take_in, self.own_card, self.write)
        self.acts = self._own_acts
        for act in self.acts:
            act.installEventFilter(self)

    def _make_cards(self) -> None:
        look, wording = self.look, self.frame.wording
        self.ready = ReadyCard(look, wording)
        self.ready.go_wanted.connect(self.frame.go)
        self.ready.doubts_wanted.connect(lambda: self._show_view(self.doubts))
        self.doubts.left.connect(lambda: self._show_view(self._work))
        self.doubts.opened.connect(lambda person: self.frame.go(Place("clean", {"person": person})))
        self.ready.file_wanted.connect(lambda: self.giving.write_platform_file(self.targets.start))
        self.whom = ReceiverCard(look, wording)
        self.to_whom = Receivers(self.frame, self.ready, self.whom, self)
        self.to_whom.changed.connect(self._show_state)
        self.whom.change_wanted.connect(self._open_receivers)
        self.whom.chosen.connect(self._choose_receiver)
        self.whom.card_wanted.connect(self._choose_files)
        self.whom.own_wanted.connect(self._give_card)
        self.where = TargetCard(look, wording)
        self.targets = Targets(wording, self.watch, self.where, self)
        self.targets.changed.connect(self._show_state)
        self.targets.chosen.connect(self._let_written_go)
        self.outcome = OutcomeCard(look, wording)
        self.targets.may_change = lambda: self.outcome.state != "writing"
        self.writing = Writing(self.frame, self.targets, self.outcome, self)
        self.writing.ended.connect(self._finish)
        self.outcome.go_wanted.connect(self.frame.go)
        self.outcome.closed.connect(self._settle)
        self.outcome.slip_wanted.connect(lambda: self._show_slip(self.writing.package))
        self.packages = PackagesPane(look, wording)
        self.packages.view.opened.connect(self._show_slip)
        self.packages.found.wanted.connect(self.exchange.take)

    def _arrange(self) -> None:
        self._work = HandoverPanes(self.look, (self.ready, self.whom, self.where, self.outcome), self.packages)
        self._views = QStackedWidget()
        for view in (self._work, self.preview, self.doubts):
            self._views.addWidget(view)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._views)
        self.set_layout("wide")

    # -- what the frame asks ---------------------------------------------------------------------------------------

    def enter(self, shown: dict[str, Any]) -> None:
        """Ask for everything; ``files`` are to be taken in, with ``join`` a new laptop shows its card."""
        self.refresh()
        if shown.get("join"):
            # After the frame has given the focus to the first pane.
            QTimer.singleShot(0, self, self._give_card)
        if files := shown.get("files"):
            self.exchange.take([Path(one) for one in files])

    def refresh(self) -> None:
        """Ask again."""
        tasks = self.frame.tasks
        tasks.ask(read_readiness, self.ready.show_readiness, about=(self, "ready"))
        tasks.ask(
            lambda desk: (read_sent(desk), read_taken(desk)),
            lambda both: self.packages.show_packages(*both),
            about=(self, "packages"),
        )
        tasks.ask(read_receivers, self._show_receivers, about=(self, "receivers"))
        tasks.ask(read_named_doubts, self._show_doubts, about=(self, "doubts"))
        self.finds.look_again()

    def set_layout(self, layout: Layout) -> None:
        """Put the packages beside the cards, or below them where there is no room."""
        self._work.set_layout(layout)
        self.ready.set_layout(layout)
        self.preview.set_layout(layout)

    def set_busy(self, *, busy: bool) -> None:
        """Change nothing while something else does."""
        self._busy = busy
        self.preview.set_busy(busy=busy)
        self._show_state()

    def panes(self) -> Sequence[QWidget]:
        """Sticks, receiver, packages; of a preview what is walked."""
        if self.is_preview:
            return self.preview.panes()
        if self._views.currentWidget() is self.doubts:
            return (self.doubts.view, self.doubts.open)
        return (self.where.row, self.whom.change, self.packages.view)

    def keys(self) -> Sequence[Key]:
        """Tell the page's keys."""
        say = self.say
        return (
            Key("Enter", say("Write the package; when it is written: done")),
            Key("← →", say("Choose a stick")),
            Key("Ctrl+O", say("Take in packages, receipts and cards")),
            Key("↑ ↓, Enter", say("In the list of packages: the courier's slip of one")),
            Key("Esc", say("Close what was told; take nothing in")),
        )

    def go_up(self) -> bool:
        """Take nothing in, or close what was told."""
        if self.is_preview:
            self.exchange.leave()
            return True
        if self._views.currentWidget() is self.doubts:
            self._show_view(self._work)
            return True
        if self.outcome.state in {"", "writing"}:
            return False
        self._settle()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button that has the focus, else the coloured one."""
        if event.key() not in ENTER:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            focused, coloured = QApplication.focusWidget(), self.preview.take if self.is_preview else self.write
            (focused if isinstance(focused, ActButton) and self.isAncestorOf(focused) else coloured).click()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter press an act in the header that has the focus."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in ENTER:
            if isinstance(watched, ActButton) and not event.isAutoRepeat():
                watched.click()
            return True
        return super().eventFilter(watched, event)

    # -- to whom ---------------------------------------------------------------------------------------------------

    def _show_receivers(self, receivers: tuple[Receiver, ...]) -> None:
        self.exchange.known = {one.device: one for one in receivers}
        self.to_whom.show(receivers)
        self._show_found()

    def _choose_receiver(self, name: str) -> None:
        self._let_written_go()
        self.to_whom.choose(name)

    def _open_receivers(self) -> None:
        if not self._busy:
            self.to_whom.open_menu()

    # -- writing ---------------------------------------------------------------------------------------------------

    def _find_reason(self) -> str:
        """Say why nothing can be written now; nothing where it can."""
        if self.frame.standing.read_only:
            return self.say("The store is open for reading only.")
        return self.to_whom.find_reason() or self.targets.find_reason()

    def _let_written_go(self) -> None:
        if self.outcome.state == "written":
            self._settle()

    def _show_state(self) -> None:
        say, state = self.say, self.outcome.state
        reason = "" if state == "written" else self._find_reason()
        text, icon = self.writing.name_act()
        self.write.set_look(text=text, icon=icon)
        possible = not reason and not self._busy and state != "writing"
        if not possible and self.window().focusWidget() is self.write:
            # A button that is disabled loses the focus to its neighbour, and Enter would press that one.
            self.where.row.setFocus()
        self.write.setEnabled(possible)
        for one in (self.take_in, self.own_card, self.whom.card, self.whom.own):
            one.setEnabled(not self._busy)
        receiver = self.to_whom.chosen
        if self._views.currentWidget() is not self._work:
            return
        fact = reason if reason or receiver is None else say("Package for {name}", name=receiver.name)
        if fact != self.fact or self.write.text() != text:
            self.set_fact(fact)

    def _act(self) -> None:
        if self.outcome.state == "written":
            self._let_go()
        else:
            self._write()

    def _write(self) -> None:
        receiver, everything = self.to_whom.chosen, self.to_whom.everything
        order = self.writing.begin(receiver.name, everything=everything) if receiver is not None else None
        if order is not None:
            self._work.reveal(self.outcome)
            self.writing.write(order)

    def _finish(self) -> None:
        if self.outcome.state == "written":
            self.to_whom.everything = False
        self._show_state()
        self._work.reveal(self.outcome)
        if self.isVisible() and self.write.isEnabled():
            self.write.setFocus()

    def _show_slip(self, package: str) -> None:
        self.slips.offer(package, self.targets.start)

    def _let_go(self) -> None:
        """Finish with a stick: have it made safe to pull out where the system can; it is safe to pull out anyhow."""
        self._settle()
        self.writing.let_go(self.watch.look)

    def _settle(self) -> None:
        self.outcome.clear()
        self._show_state()

    def _tell(self, told: Told) -> None:
        if self.outcome.state != "writing":
            self.outcome.tell(told)
            self._show_state()
            self._work.reveal(self.outcome)

    # -- taking in -------------------------------------------------------------------------------------------------

    def _choose_files(self) -> None:
        if not self._busy:
            choose_files(self, self.frame.wording, self.targets.start, self.exchange.take)

    def _give_card(self) -> None:
        self.giving.give_card(self.targets.stick, self.targets.start)

    @property
    def is_preview(self) -> bool:
        """Whether packages are looked into before they are taken in."""
        return self._views.currentWidget() is self.preview

    def _show_preview(self, shown: bool) -> None:
        self._show_view(self.preview if shown else self._work)

    def _show_doubts(self, doubts: Sequence[tuple[Doubt, str | None]]) -> None:
        self.ready.show_doubts(len({one.person for one, _ in doubts}))
        self.doubts.show_doubts(doubts)

    def _show_view(self, view: QWidget) -> None:
        """Show the cards, a preview, or who isn't ready; only the cards have acts in the header."""
        self._views.setCurrentWidget(view)
        self.acts = self._own_acts if view is self._work else ()
        self.set_fact(self.say("Preview: taken in whole, or not at all") if self.is_preview else "")
        self._show_state()
        if self.isVisible():
            self.panes()[0].setFocus()

    def _show_found(self) -> None:
        self.packages.found.show_found(self.finds.found, self.exchange.known)


HELP = _("What goes to the district and what comes back: packages on a stick, locked for their receiver, and receipts.")
PAGE = PageKind("handover", _("Send – receive"), "package", 2, 3, Handover, help=HELP)
