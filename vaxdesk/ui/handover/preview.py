"""The preview: which packages are to be taken in, what each would do item by item; all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from vaxdesk.desk.foreseeing import Foreseen
from vaxdesk.desk.parcelling import Receiver
from vaxdesk.desk.peeking import Found
from vaxdesk.errors import VaxDeskError
from vaxdesk.model.display import show_date, show_number
from vaxdesk.model.message import Message
from vaxdesk.ui.handover.dialogs import describe_missing
from vaxdesk.ui.handover.items import ItemsView, list_lines
from vaxdesk.ui.look import Layout, Look
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.change_lines import ChangeLine
from vaxdesk.ui.widgets.empty import EmptyState
from vaxdesk.ui.widgets.labels import IconLabel, make_label
from vaxdesk.ui.widgets.wrapping import WrappingRow
from vaxdesk.wording import Wording

PANE = 340


class PreviewPane(QWidget):
    """Shows packages that are to be taken in.

    ``wanted`` tells which file is to be looked into, ``taken`` that all that can be taken in is to be, ``left`` that
    nothing is.
    """

    wanted = Signal(object)
    taken = Signal()
    left = Signal()

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__()
        self._look, self._wording, self.say = look, wording, wording.say
        self._found: tuple[Found, ...] = ()
        self._trusted: Mapping[str, Receiver] = {}
        self._busy = False
        self.list = ItemsView(look, wording, self.say("Packages to be taken in"))
        self.list.moved.connect(self._look_into)
        self._icon = IconLabel(look, "package", "accent", 24)
        self._title = make_label(step="head", wrap=True)
        self._facts = make_label(step="small", tone="text2", wrap=True)
        self._counts = make_label(wrap=True, bold=True)
        self._doubts = make_label(step="small", tone="warn", wrap=True)
        self.items = ItemsView(look, wording, self.say("What taking it in would do"))
        self.empty = EmptyState(look)
        self.take = ActButton(look, "", kind="primary", key="Enter", icon="load")
        self.take.clicked.connect(self.taken)
        self.leave = ActButton(look, self.say("Take nothing in"), key="Esc")
        self.leave.clicked.connect(self.left)
        self._note = make_label(self.say("Nothing has been taken in so far."), "small", "text2", wrap=True)
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._arrange()

    def _arrange(self) -> None:
        head = QVBoxLayout()
        head.setSpacing(2)
        for label in (self._title, self._counts, self._doubts, self._facts):
            head.addWidget(label)
        self._top = QHBoxLayout()
        self._top.setSpacing(12)
        self._top.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._top.addLayout(head, 1)
        self._body = QStackedWidget()
        for one in (self.items, self.empty):
            self._body.addWidget(one)
        what = QFrame()
        what.setProperty("kind", "pane")
        column = QVBoxLayout(what)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._top)
        column.addWidget(self._body, 1)
        self._bar = QFrame()
        self._bar.setProperty("kind", "bar")
        self._row = QHBoxLayout(self._bar)
        self._row.setSpacing(12)
        acts = WrappingRow(gap=8)
        acts.set_items([self.take, self.leave])
        self._row.addWidget(acts, 1)
        self._row.addWidget(self._note, 1)
        self._panes = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._panes.setSpacing(0)
        self._panes.addWidget(self.list)
        self._panes.addWidget(what, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._panes, 1)
        outer.addWidget(self._bar)
        self.set_layout("wide")

    def set_layout(self, layout: Layout) -> None:
        """Put the packages above what is in them where there is no room beside."""
        narrow = layout == "narrow"
        side = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._panes.setDirection(side)
        self._top.setContentsMargins(*((12, 6, 12, 6) if narrow else (20, 12, 20, 10)))
        self._row.setContentsMargins(*((8, 3, 8, 3) if narrow else (20, 9, 20, 9)))
        self._facts.setVisible(not narrow)
        self._note.setVisible(not narrow)
        self.list.setFixedWidth(self._look.scale(PANE)) if not narrow else self.list.setMaximumWidth(1 << 20)
        if narrow:
            self.list.setMinimumWidth(0)
            self.list.setFixedHeight(self._look.scale(90))
        else:
            self.list.setMinimumHeight(0)
            self.list.setMaximumHeight(1 << 20)

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_found(self, found: Sequence[Found], trusted: Mapping[str, Receiver]) -> None:
        """Show which packages are to be taken in, and look into the first that can be."""
        self._found, self._trusted = tuple(found), trusted
        self.list.setVisible(len(found) > 1)
        first = next((at for at, one in enumerate(found) if one.refused is None), 0)
        self.list.set_lines([self._describe(one) for one in found], first)
        self._show_act()
        self._look_into(first)

    def show_one(self, found: Found, foreseen: Foreseen, trusted: Mapping[str, Receiver]) -> None:
        """Show the only package there is, which was looked into already."""
        self._found, self._trusted = (found,), trusted
        self.list.hide()
        self._show_act()
        self.show_foreseen(foreseen)

    def list_files(self) -> list[Path]:
        """Give the files that can be taken in."""
        return [one.path for one in self._found if one.refused is None]

    def show_foreseen(self, foreseen: Foreseen) -> None:
        """Show what the package in question would do."""
        say, received = self.say, foreseen.received
        receipt = received.kind == "receipt"
        self._icon.set_icon("receipt" if receipt else "package", "accent")
        title = say("Receipt from {name}", name=received.sender)
        if not receipt:
            title = say("Package {number} from {name}", number=received.number, name=received.sender)
        doubts = describe_missing(self._wording, received)
        doubts += [self._wording.render(one) for one in received.notices]
        self._tell(title, self._count(foreseen), self._list_facts(foreseen), doubts)
        lines = list_lines(foreseen, self._wording)
        self.items.set_lines(lines)
        if not lines:
            self._show_nothing(foreseen)
        self._body.setCurrentWidget(self.items if lines else self.empty)

    def show_refusal(self, file: Path, error: VaxDeskError) -> None:
        """Say why a package can't be taken in; the others can."""
        self._icon.set_icon("warn", "warn")
        self._tell(self.say("{file} can't be taken in", file=file.name), "", [], [])
        said, cure = (self.say(text, **error.args_by_name) for text in (error.says, error.cure))
        self.empty.set_state("warn", "warn", said, cure)
        self._body.setCurrentWidget(self.empty)

    def set_busy(self, *, busy: bool) -> None:
        """Take nothing in while something else changes the store."""
        self._busy = busy
        self._show_act()

    def take_focus(self) -> None:
        """Give the focus to what is walked."""
        shown = self.list if len(self._found) > 1 else self.items
        (shown if shown.isVisible() else self.take).setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> tuple[QWidget, ...]:
        """Give what F6 walks through."""
        several = (self.list,) if len(self._found) > 1 else ()
        return (*several, self.items, self.take)

    def _look_into(self, at: int) -> None:
        found = self._found[at]
        if found.refused is not None:
            self.show_refusal(found.path, found.refused)
        else:
            self.wanted.emit(found.path)

    def _describe(self, one: Found) -> ChangeLine:
        say = self.say
        if one.refused is not None:
            return ChangeLine(one.path.name, say("refused"), told=self._wording.explain(one.refused))
        kind = say("Receipt") if one.kind == "receipt" else say("Package {number}", number=one.number)
        people, events = (show_number(number, self._wording.language) for number in (one.people, one.events))
        told = say("{people} people, {events} changes", people=people, events=events)
        return ChangeLine(one.sender, kind, told=say("taken in already") if one.done else told)

    def _show_act(self) -> None:
        some = len(self.list_files())
        one, all_ = self.say("Take in"), self.say("Take in all {count}", count=some)
        self.take.set_look(text=one if len(self._found) == 1 else all_)
        self.take.setEnabled(some > 0 and not self._busy)

    def _tell(self, title: str, counts: str, facts: Sequence[str], doubts: Sequence[str]) -> None:
        self._title.setText(title)
        for label, text in ((self._counts, counts), (self._facts, " ".join(facts)), (self._doubts, " ".join(doubts))):
            label.setText(text)
        self._counts.setVisible(bool(counts))
        self._doubts.setVisible(bool(doubts))
        self.setAccessibleName(". ".join(part for part in (title, counts, *doubts) if part))

    def _list_facts(self, foreseen: Foreseen) -> list[str]:
        say, received = self.say, foreseen.received
        sender = self._trusted.get(received.device)
        facts = []
        if sender is not None:
            since = show_date(sender.since[:10])
            facts.append(say("The signature is right. Their card is trusted since {date}.", date=since))
        facts.append(say("Words of the package: {words}", words=received.words))
        return facts

    def _count(self, foreseen: Foreseen) -> str:
        say, language = self.say, self._wording.language
        counted = (
            (Message("new people: {count}"), foreseen.arrivals),
            (Message("values that change: {count}"), foreseen.taken),
            (Message("conflicts: {count}"), foreseen.disputes),
            (Message("merges: {count}"), foreseen.joinings),
            (Message("no longer listed: {count}"), foreseen.partings),
            (Message("as they are here: {count}"), foreseen.stays),
        )
        told = " · ".join(say(what.text, count=show_number(len(some), language)) for what, some in counted if some)
        return told[:1].upper() + told[1:]

    def _show_nothing(self, foreseen: Foreseen) -> None:
        say = self.say
        if foreseen.received.kind == "receipt":
            second = say("It says which of your packages arrived.")
            self.empty.set_state("receipt", "accent", say("No record changes"), second)
        elif foreseen.received.new:
            second = say("What comes is kept in the history; what is shown stays the same.")
            self.empty.set_state("ok", "ok", say("No record changes"), second)
        else:
            second = say("Nothing in it is new. Taking it in writes the receipt once more.")
            self.empty.set_state("info", "text2", say("No record changes"), second)
