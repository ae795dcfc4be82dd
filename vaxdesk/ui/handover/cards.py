"""The three numbered cards of handing over: what there is to send, to whom, onto which stick."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from vaxdesk.desk.parcelling import Obstacle, Readiness, Receiver
from vaxdesk.model.display import show_date, show_number, show_size
from vaxdesk.ui.look import Layout, Look
from vaxdesk.ui.models.drives import Stick
from vaxdesk.ui.page import Place
from vaxdesk.ui.states import STATES
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.choices import Choice, ChoiceRow
from vaxdesk.ui.widgets.labels import IconLabel, clear_layout, make_label, make_rule
from vaxdesk.wording import Wording

FOLDER = "folder"
"""Key of the choice that is no stick."""
BADGE = 26
MOST_OBSTACLES = 5


class Badge(QWidget):
    """A number in a disc: the place of a card in the order of work."""

    def __init__(self, look: Look, number: int) -> None:
        super().__init__()
        self._look, self._number = look, str(number)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self._number)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Give the disc's size."""
        side = self._look.scale(BADGE)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint disc and number."""
        del event
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("neus"))
        painter.drawEllipse(QRectF(self.rect()))
        painter.setPen(look.color("text"))
        painter.setFont(look.font("small", bold=True))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self._number)


class NumberedCard(QFrame):
    """A card with its number, its title and a note at the right."""

    def __init__(self, look: Look, wording: Wording, number: int, title: str) -> None:
        super().__init__()
        self.look, self.wording, self.say = look, wording, wording.say
        self.setProperty("kind", "card")
        self.setAccessibleName(title)
        self.note = make_label(step="small", tone="text2")
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(Badge(look, number))
        top.addWidget(make_label(title, "head"))
        top.addWidget(self.note, 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(18, 10, 18, 12)
        self.column.setSpacing(8)
        self.column.addLayout(top)

    def number(self, number: int) -> str:
        """Write a whole number in the user's way."""
        return show_number(number, self.wording.language)


class ReadyCard(NumberedCard):
    """How many are ready, and why the rest isn't. ``go_wanted`` tells where a reason is looked into."""

    go_wanted = Signal(object)
    file_wanted = Signal()
    doubts_wanted = Signal()

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__(look, wording, 1, wording.say("What there is to send"))
        say = self.say
        self._figure = make_label(step="figure")
        self._unit = make_label(say("people ready"))
        self._of = make_label(step="small", tone="text2", wrap=True)
        self._package = make_label(step="small", tone="text2", wrap=True)
        self.platform = ActButton(look, say("Platform file…"), icon="sheet", size="small")
        self.platform.clicked.connect(self.file_wanted)
        self._why_not = make_label(step="small", tone="text2", wrap=True)
        left = QVBoxLayout()
        left.setSpacing(2)
        figures = QHBoxLayout()
        figures.setSpacing(8)
        figures.addWidget(self._figure)
        figures.addWidget(self._unit, 1, Qt.AlignmentFlag.AlignBottom)
        left.addLayout(figures)
        for one in (self._of, self._package):
            left.addWidget(one)
        left.addSpacing(6)
        left.addWidget(self.platform, 0, Qt.AlignmentFlag.AlignLeft)
        left.addWidget(self._why_not)
        left.addStretch(1)
        self._left = QWidget()
        self._left.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        self.doubts = ActButton(look, "", kind="link", icon="receipt", size="small")
        self.doubts.clicked.connect(self.doubts_wanted)
        self.doubts.hide()
        self._rest = make_label(step="small", bold=True, wrap=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addWidget(self._rest)
        right.addLayout(self._grid)
        right.addWidget(self.doubts, 0, Qt.AlignmentFlag.AlignLeft)
        right.addStretch(1)
        self._rule = make_rule(down=True)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(18)
        self._body.addWidget(self._left, 3)
        self._body.addWidget(self._rule)
        self._body.addLayout(right, 5)
        self.column.addLayout(self._body)
        self.links: list[ActButton] = []

    def show_readiness(self, ready: Readiness) -> None:
        """Show who is ready and who isn't."""
        say, rest = self.say, ready.people - ready.ready
        self._figure.setText(self.number(ready.ready))
        self._of.setText(say("of {people} people", people=self.number(ready.people)))
        self.platform.setEnabled(ready.ready > 0)
        self._why_not.setText("" if ready.ready else say("Nobody is ready for the platform yet."))
        self._why_not.setVisible(not ready.ready)
        if rest:
            text = say("{people} people not in the platform file yet:", people=self.number(rest))
        else:
            text = say("Everybody is ready.") if ready.people else say("No list is loaded yet.")
        self._rest.setText(text)
        self._show_obstacles(ready.obstacles[:MOST_OBSTACLES])

    def show_doubts(self, people: int) -> None:
        """Say of how many people the receivers say that they aren't ready."""
        self.doubts.set_look(text=self.say("By the receiver's check not ready: {people}…", people=self.number(people)))
        self.doubts.setVisible(people > 0)

    def show_package(self, people: int | None, events: int) -> None:
        """Say what a package to the chosen receiver would carry; None where there is no receiver."""
        if people is None:
            text = ""
        elif events:
            args = {"people": self.number(people), "events": self.number(events)}
            text = self.say("The package: {people} people, {events} changes", **args)
        else:
            text = self.say("The receiver has confirmed everything.")
        self._package.setText(text)
        self._package.setVisible(bool(text))

    def set_layout(self, layout: Layout) -> None:
        """Put the reasons below where there is no room beside."""
        narrow = layout == "narrow"
        self._body.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._rule.setVisible(not narrow)
        self._body.setSpacing(8 if narrow else 18)

    def _show_obstacles(self, obstacles: Sequence[Obstacle]) -> None:
        clear_layout(self._grid)
        self.links = []
        for row, one in enumerate(obstacles):
            icon, token = find_sign(one)
            title = self.wording.render(one.title)
            link = ActButton(self.look, self.say("Look"), kind="link", size="small")
            link.setAccessibleName(self.say("{why}: {people} people, look", why=title, people=self.number(one.people)))
            link.clicked.connect(lambda _=False, one=one: self.go_wanted.emit(Place(one.page, {"filter": one.filter})))
            self._grid.addWidget(IconLabel(self.look, icon, token, 18), row, 0)
            self._grid.addWidget(make_label(title, "small", wrap=True), row, 1)
            self._grid.addWidget(
                make_label(self.number(one.people), "small", bold=True), row, 2, Qt.AlignmentFlag.AlignRight
            )
            self._grid.addWidget(link, row, 3, Qt.AlignmentFlag.AlignRight)
            self.links.append(link)


def find_sign(obstacle: Obstacle) -> tuple[str, str]:
    """Give icon and colour of a reason."""
    wanted = obstacle.filter
    if wanted.group == "conflict":
        return "split", "warn"
    if wanted.without_doses:
        return "syringe", "warn"
    if wanted.verification is not None and wanted.verification in STATES:
        state = STATES[wanted.verification]
        return state.icon, state.token
    return ("error", "err") if wanted.group or wanted.severity else ("info", "accent")


class ReceiverCard(NumberedCard):
    """To whom. ``change_wanted``, ``card_wanted`` and ``own_wanted`` tell which button was pressed.

    ``chosen`` and ``everything_wanted`` tell what was picked in the menu.
    """

    chosen = Signal(str)
    everything_wanted = Signal(bool)
    change_wanted = Signal()
    card_wanted = Signal()
    own_wanted = Signal()

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__(look, wording, 2, wording.say("To whom"))
        say = self.say
        self._icon = IconLabel(look, "verify", "accent", 22)
        self._name = make_label(bold=True, wrap=True)
        self._second = make_label(step="small", tone="text2", wrap=True)
        self.change = ActButton(look, say("Change receiver…"), size="small")
        self.change.clicked.connect(self.change_wanted)
        self.card = ActButton(look, say("Take in a card…"), size="small", icon="verify")
        self.card.clicked.connect(self.card_wanted)
        self.own = ActButton(look, say("Give out own card…"), size="small")
        self.own.clicked.connect(self.own_wanted)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._second)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addLayout(words, 1)
        row.addWidget(self.change)
        self.column.addLayout(row)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for one in (self.card, self.own):
            acts.addWidget(one)
        acts.addStretch(1)
        self._acts = QWidget()
        self._acts.setLayout(acts)
        acts.setContentsMargins(34, 0, 0, 0)
        self.column.addWidget(self._acts)
        self.show_receiver(None, several=False)

    def show_receiver(self, receiver: Receiver | None, *, several: bool, everything: bool = False) -> None:
        """Show the receiver that is chosen; None where no card is trusted yet."""
        say = self.say
        self.change.setVisible(receiver is not None)
        self._acts.setVisible(receiver is None)
        if receiver is None:
            self._icon.set_icon("info", "accent")
            self._name.setText(say("No receiver yet"))
            self._second.setText(say("A package is locked for one receiver. Swap cards with the district first."))
            self.note.setText("")
            return
        self._icon.set_icon("verify", "accent")
        self._name.setText(receiver.name)
        told = say(
            "Only they can open the package. Words compared on {date}: {words}",
            date=show_date(receiver.since[:10]),
            words=receiver.words,
        )
        self._second.setText(told)
        last = show_date(receiver.last[:10]) if receiver.last else ""
        since = say("Last package {date}", date=last) if last else say("First package")
        self.note.setText(say("Everything anew") if everything else since)
        self.change.set_look(text=say("Change receiver…") if several else say("More receivers…"))

    def open_menu(self, receivers: Sequence[Receiver], chosen: str | None, *, everything: bool) -> None:
        """Offer every receiver, to send all anew, and to take in a further card."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one in receivers:
            entry = menu.addAction(one.name.replace("&", "&&"))
            entry.setCheckable(True)
            entry.setChecked(one.name == chosen)
            entry.triggered.connect(lambda _=False, name=one.name: self.chosen.emit(name))
        menu.addSeparator()
        anew = menu.addAction(self.say("Send everything anew"))
        anew.setCheckable(True)
        anew.setChecked(everything)
        anew.triggered.connect(self.everything_wanted)
        menu.addSeparator()
        menu.addAction(self.say("Take in a card…")).triggered.connect(self.card_wanted)
        menu.popup(self.change.mapToGlobal(self.change.rect().bottomLeft()))


class TargetCard(NumberedCard):
    """Onto which stick or into which folder. ``chosen`` tells the key of what the user chose."""

    chosen = Signal(str)

    def __init__(self, look: Look, wording: Wording, number: int = 3) -> None:
        super().__init__(look, wording, number, wording.say("Onto which stick"))
        self._hint = make_label(step="small", tone="text2", wrap=True)
        self.row = ChoiceRow(look)
        self.row.setAccessibleName(self.say("Sticks"))
        self.row.chosen.connect(self.chosen)
        self.note.setText(self.say("Sticks are noticed when plugged in"))
        self.column.addWidget(self._hint)
        self.column.addWidget(self.row)

    def show_targets(self, sticks: Sequence[Stick], folder: Path | None, selected: str | None) -> None:
        """Show the sticks there are and the folder; ``selected`` is the key of one, or None."""
        say = self.say
        self._hint.setText("" if sticks else say("No stick is plugged in. Plug one in, or choose a folder."))
        self._hint.setVisible(not sticks)
        choices = [self._describe(one) for one in sticks]
        second = str(folder) if folder is not None else say("On this computer or the network")
        self.row.set_choices([*choices, Choice(FOLDER, say("A folder…"), second, icon="file")])
        self.row.select(selected)

    def _describe(self, stick: Stick) -> Choice:
        say = self.say
        room = say("Free: {size}", size=show_size(stick.free, self.wording.language))
        warning = ""
        if stick.read_only:
            room, warning = "", say("Write-protected. Slide its switch and plug it in again.")
        elif stick.is_full:
            warning = say("No room left. Take something off it.")
        return Choice(str(stick.path), stick.name, room, warning, icon="usb", usable=stick.is_usable)
