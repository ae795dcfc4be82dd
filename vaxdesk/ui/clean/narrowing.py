"""What narrows the list and how it is ordered: a menu of everything, and a chip for each thing that is chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from vaxdesk.desk.resuming import NamedList
from vaxdesk.model.display import show_number
from vaxdesk.model.filter import TODAY, Filter, Order
from vaxdesk.model.message import Message
from vaxdesk.ui.look import Look
from vaxdesk.ui.states import DELIVERIES, STATES
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.wrapping import WrappingRow
from vaxdesk.wording import Wording

DOSES: Final = (1, 2, 3, 4)
LOADS: Final = 12
"""The lists loaded last that the menu offers."""
ORDERS: Final[Mapping[Order, Message]] = {
    "name": Message("By name"),
    "hamlet": Message("By hamlet"),
    "birth_date": Message("By birth date"),
    "sex": Message("By sex"),
    "id_number": Message("By number"),
    "phone": Message("By phone"),
    "verification": Message("By verification"),
    "doses": Message("By doses"),
    "severity": Message("By severity"),
    "delivery": Message("By sending"),
    "changed": Message("By last change by hand"),
}


NOTHING: Final = Filter()


def change(asked: Filter, key: str, value: Any) -> Filter:
    """Give a filter with another value in one part."""
    parts: dict[str, Any] = {key: value}
    return replace(asked, **parts)


@dataclass(frozen=True, slots=True)
class Offers:
    """What there is to narrow by: (hamlet, people), (load, file) newest first, users, and lists kept under a name.

    ``communes`` are a district's: (code, name where it is known, people).
    """

    hamlets: Sequence[tuple[str, int]] = ()
    loads: Sequence[tuple[str, str]] = ()
    users: Sequence[str] = ()
    kept: Sequence[NamedList] = field(default_factory=tuple)
    communes: Sequence[tuple[str, str | None, int]] = ()


@dataclass(frozen=True, slots=True)
class Chip:
    """A thing that narrows: its words, and the list without it."""

    text: str
    without: Filter


class Narrowing:
    """Puts filters into words and menus."""

    def __init__(self, wording: Wording) -> None:
        self._wording, self.say = wording, wording.say
        self.offers = Offers()

    def name_hamlet(self, hamlet: str | None) -> str:
        """Name a hamlet, or that it may be any."""
        if hamlet is None:
            return self.say("All hamlets")
        return hamlet or self.say("No hamlet known")

    def name_commune(self, code: str) -> str:
        """Name a commune by its code."""
        name = next((name for known, name, _ in self.offers.communes if known == code), None)
        return f"{name} · {code}" if name else self.say("Commune {code}", code=code)

    def list_chips(self, asked: Filter) -> Iterator[Chip]:
        """Give what narrows beside group, hamlet and search, each in words, and the order where it isn't by name."""
        of_group = asked.group is not None or asked.severity is not None
        for key, name in self._names().items():
            value = getattr(asked, key)
            # A list that another page opened by verification has a line of its own at the left.
            if value not in {None, False} and (key != "verification" or of_group):
                yield Chip(name(value), change(asked, key, getattr(NOTHING, key)))
        if asked.order != "name" or asked.descending:
            order = self._wording.render(ORDERS[asked.order])
            text = self.say("{order}, backwards", order=order) if asked.descending else order
            yield Chip(text, replace(asked, order="name", descending=False))

    def _names(self) -> Mapping[str, Callable[[Any], str]]:
        say, render, files = self.say, self._wording.render, dict(self.offers.loads)
        return {
            "stream": self.name_commune,
            "verification": lambda state: render(STATES[state].word),
            "delivery": lambda way: render(DELIVERIES[way]),
            "dose": lambda n: say("Has dose {n}", n=n),
            "lacking": lambda n: say("Lacks dose {n}", n=n),
            "step": lambda step: files.get(step, say("Touched by one step")),
            "editor": lambda user: say("Edited by {user}", user=user),
            "since": lambda day: say("Changed today") if day == TODAY else say("Changed since {day}", day=day),
            "born": lambda year: say("Born {year}", year=year),
            "flagged": lambda _: say("Flagged"),
            "reported": lambda _: say("With an open report"),
            "without_doses": lambda _: say("Without any dose"),
        }

    def make_menu(
        self,
        parent: QWidget,
        asked: Filter,
        choose: Callable[[Filter], object],
        keep: Callable[[], object],
        columns: Callable[[], object],
    ) -> QMenu:
        """Make the menu.

        ``choose`` gets the list that is wanted, ``keep`` is called where this one is to bear a name, ``columns`` where
        other columns of the table are to be chosen.
        """
        say, render = self.say, self._wording.render
        menu = QMenu(parent)
        if self.offers.communes:
            communes = [(None, say("All communes")), *((code, self._count_in(self.name_commune(code), people))
                        for code, _, people in self.offers.communes)]  # fmt: skip
            self._add_choices(menu, say("Commune"), "stream", communes, asked, choose)
        hamlets = [
            (None, self.name_hamlet(None)),
            *((one, self._count_in(self.name_hamlet(one), people)) for one, people in self.offers.hamlets),
        ]
        self._add_choices(menu, say("Hamlet"), "hamlet", hamlets, asked, choose)
        states = [(None, say("Any")), *((key, render(one.word)) for key, one in STATES.items())]
        self._add_choices(menu, say("Verification"), "verification", states, asked, choose)
        ways = [(None, say("Any")), *((key, render(word)) for key, word in DELIVERIES.items())]
        self._add_choices(menu, say("Sending"), "delivery", ways, asked, choose)
        given = [(None, say("Any")), *((n, say("Has dose {n}", n=n)) for n in DOSES)]
        self._add_choices(menu, say("Dose given"), "dose", given, asked, choose)
        lacked = [(None, say("Any")), *((n, say("Lacks dose {n}", n=n)) for n in DOSES)]
        self._add_choices(menu, say("Dose lacking"), "lacking", lacked, asked, choose)
        loads = [(None, say("Any")), *self.offers.loads[:LOADS]]
        self._add_choices(menu, say("List"), "step", loads, asked, choose)
        users = [(None, say("Anybody")), *((one, one) for one in self.offers.users)]
        self._add_choices(menu, say("Edited by"), "editor", users, asked, choose)
        for key, words, value in (
            ("since", say("Changed today"), TODAY),
            ("flagged", say("Flagged"), True),
            ("reported", say("With an open report"), True),
            ("without_doses", say("Without any dose"), True),
        ):
            now = getattr(asked, key) == value
            wanted = change(asked, key, getattr(NOTHING, key) if now else value)
            self._add(menu, words, partial(choose, wanted), checked=now)
        menu.addSeparator()
        orders = menu.addMenu(say("Order"))
        for order, word in ORDERS.items():
            self._add(
                orders, render(word), partial(choose, change(asked, "order", order)), checked=order == asked.order
            )
        backwards = partial(choose, replace(asked, descending=not asked.descending))
        self._add(orders, say("Backwards"), backwards, checked=asked.descending)
        self._add(menu, say("Columns of the table…"), columns)
        menu.addSeparator()
        self._add_kept(menu, asked, choose, keep)
        return menu

    def _add_kept(
        self, menu: QMenu, asked: Filter, choose: Callable[[Filter], object], keep: Callable[[], object]
    ) -> None:
        for one in self.offers.kept:
            people = show_number(one.people, self._wording.language)
            text = self.say("{name} ({n})", name=one.name, n=people)
            self._add(menu, text, partial(choose, one.filter), checked=one.filter == asked)
        self._add(menu, self.say("Keep this list under a name…"), keep)
        if asked != Filter(group=asked.group, severity=asked.severity):
            cleared = Filter(group=asked.group, severity=asked.severity)
            self._add(menu, self.say("Narrow by nothing"), partial(choose, cleared))

    def _count_in(self, place: str, people: int) -> str:
        return f"{place}  ({show_number(people, self._wording.language)})"

    def _add_choices(
        self,
        menu: QMenu,
        title: str,
        key: str,
        choices: Sequence[tuple[Any, str]],
        asked: Filter,
        choose: Callable[[Filter], object],
    ) -> None:
        part = menu.addMenu(title.replace("&", "&&"))
        for value, words in choices:
            self._add(part, words, partial(choose, change(asked, key, value)), checked=getattr(asked, key) == value)

    @staticmethod
    def _add(menu: QMenu, text: str, slot: Callable[[], object], *, checked: bool | None = None) -> None:
        act = menu.addAction(text.replace("&", "&&"))
        if checked is not None:
            act.setCheckable(True)
            act.setChecked(checked)
        act.triggered.connect(lambda _=False: slot())


class ChipBar(WrappingRow):
    """The chips of what narrows. ``wanted`` gives the list without the one that was clicked."""

    wanted = Signal(object)

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__(gap=4)
        self._look, self.say = look, wording.say
        self.hide()

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show other chips; without any there is no row."""
        buttons = []
        for chip in chips:
            button = ActButton(self._look, chip.text, icon="close", size="small")
            button.setAccessibleName(self.say("Not narrowed by: {what}", what=chip.text))
            button.clicked.connect(partial(self._take, chip))
            buttons.append(button)
        self.set_items(buttons)
        self.setVisible(bool(buttons))

    def _take(self, chip: Chip) -> None:
        self.wanted.emit(chip.without)
