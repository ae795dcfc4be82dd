"""What the tests of Làm sạch share: asking the desk beside the window, pressing keys when they count."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.driving import show_page, wait_idle, wait_until
from vaxdesk.desk.browsing import Panel, open_people, read_panel, read_people_range
from vaxdesk.desk.desk import Desk
from vaxdesk.model.filter import Filter
from vaxdesk.ui.pages.clean import CleanPage
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.window import Window

T = TypeVar("T")
YEAR = "id_number.birth_year"
SEX = "id_number.sex"
LONG = "Nguyễn Hoàng Thị Thanh Phương Uyên Ngọc Trinh Quỳnh Như Ý"
CONTROL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


def ask(window: Window, question: Callable[[Desk], T]) -> T:
    answers: list[T] = []
    window.tasks.ask(question, answers.append)
    wait_idle(window)
    return answers[0]


def change(window: Window, verb: Callable[[Desk], object]) -> None:
    window.tasks.do(lambda desk, _: verb(desk), lambda _: None)
    wait_idle(window)


def find_ids(desk: Desk, code: str) -> list[str]:
    people = open_people(desk, Filter(group=code))
    return [line.id for line in read_people_range(desk, people, 0, len(people)) if line is not None]


def show(window: Window, **shown: object) -> CleanPage:
    page = show_page(window, "clean", **shown)
    assert isinstance(page, CleanPage)
    return page


def press(window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Press a key once the record in sight may be decided."""
    page = window.space.page if window.space is not None else None
    assert isinstance(page, CleanPage)
    if page.record.isVisible() and page.record.aside is None:
        # Meanwhile a search may end that finds nobody.
        wait_until(lambda: page.record.panel is None or page.record.sight.is_settled())
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifier)
    wait_idle(window)


def person(page: CleanPage) -> str:
    assert page.record.panel is not None
    return page.record.panel.id


def read(window: Window, who: str) -> Panel:
    return ask(window, lambda desk: read_panel(desk, who))


def value(window: Window, who: str, key: str) -> object:
    return next(row.now for row in read(window, who).fields if row.key == key)


def coloured(page: CleanPage) -> list[str]:
    buttons = page.findChildren(ActButton)
    return [one.text() for one in buttons if one.isVisible() and one.isEnabled() and one.is_primary()]


def group_people(page: CleanPage, code: str) -> int:
    row = page.groups.find_group(code)
    assert row is not None
    return page.groups.lines[row].people or 0
