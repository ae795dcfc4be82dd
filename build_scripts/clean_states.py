"""The page Làm sạch in the states that are looked at before it is called done; called by screenshots.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from vaxdesk.model.filter import Filter
from vaxdesk.model.message import Message
from vaxdesk.model.step import Fact

if TYPE_CHECKING:
    from vaxdesk.desk.desk import Desk
    from vaxdesk.ui.look import Choice
    from vaxdesk.ui.pages.clean import CleanPage
    from vaxdesk.ui.window import Window
    from vaxdesk.wording import Language

YEAR = "id_number.birth_year"
LONG = "Nguyễn Hoàng Thị Thanh Phương Uyên Ngọc Trinh Quỳnh Như Ý"
HAMLET = "Thôn Bù Gia Phúc 1, khu dân cư mới sau trường tiểu học"
WIDE, SMALL = "1366x728", "683x310"
Shown = dict[str, Any]


def give_long_names(desk: Desk) -> None:
    """Call the people of a group by the longest names there are, in a hamlet with a long one."""
    from vaxdesk.desk.browsing import open_people, read_people_range
    from vaxdesk.desk.correcting import set_field

    people = open_people(desk, Filter(group=YEAR))
    for line in read_people_range(desk, people, 0, 6):
        if line is not None:
            set_field(desk, line.id, "full_name", LONG)
            set_field(desk, line.id, "hamlet", HAMLET)


def disagree(desk: Desk) -> None:
    """Let two hands write different phones without knowing of each other."""
    person = desk.store.read_ids("", 4)[-1]
    for phone in ("0978214653", "0978214635"):
        desk.act(Message("Mark"), [Fact("set", desk.stream, person, field="phone", value=phone)])


def nothing(desk: Desk) -> None:
    """Change nothing."""


def look_ahead(page: CleanPage) -> None:
    """Show everything that is certain."""
    page.works.fix(None)


def open_record(page: CleanPage) -> None:
    """Go from the list to the person, where only one of them has room."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    QTest.keyClick(page.list.view, Qt.Key.Key_Return)


def wait_there(page: CleanPage) -> None:
    """Show what the place shows."""


class State:
    """A state: what is done before, what is shown, what is done on the page, and in which looks."""

    def __init__(
        self,
        shown: Shown,
        *,
        before: Callable[[Desk], None] = nothing,
        after: Callable[[CleanPage], None] = wait_there,
        language: Language = "vi",
        theme: Choice = "light",
        size: str = WIDE,
    ) -> None:
        self.shown, self.before, self.after = shown, before, after
        self.language: Language = language
        self.theme: Choice = theme
        self.size = size


STATES: dict[str, State] = {
    "empty": State({"filter": Filter(text="không có ai")}),
    "done": State({"filter": Filter(group="conflict")}),
    "long": State({"group": YEAR}, before=give_long_names),
    "doubled": State({"group": YEAR}, after=open_record, size=SMALL),
    "dark": State({"group": YEAR}, theme="dark"),
    "english": State({"group": YEAR}, language="en"),
    "conflict": State({"group": "conflict"}, before=disagree),
    "bulk": State({"group": YEAR}, after=look_ahead),
}
"""By name: nobody found, nobody left, the longest names, 200 %, dark, English, two hands, the look ahead."""


def show_state(window: Window, state: State, wait: Callable[[Window], None]) -> None:
    """Bring the page into a state; ``wait`` lets the window come to rest."""
    from vaxdesk.ui.page import Place
    from vaxdesk.ui.pages.clean import CleanPage

    window.tasks.do(lambda desk, _: state.before(desk), lambda _: None)
    wait(window)
    if window.space is not None:
        window.space.go(Place("clean", state.shown))
        wait(window)
        page = window.space.page
        if isinstance(page, CleanPage):
            state.after(page)
