"""Working in windows by hand: the questions of the first start, keys, packages taken in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from tests.ui.driving import wait_idle, wait_until
from vaxdesk.desk.looking import read_people

if TYPE_CHECKING:
    from vaxdesk.desk.desk import Desk
    from vaxdesk.ui.pages.handover import Handover
    from vaxdesk.ui.window import Window

T = TypeVar("T")
ENTER = Qt.Key.Key_Return


def ask(window: Window, question: Callable[[Desk], T]) -> T:
    """Ask a window's own store something."""
    got: list[T] = []
    window.tasks.ask(question, got.append)
    wait_until(lambda: got)
    return got[0]


def read_everybody(window: Window) -> list[dict[str, Any]]:
    return ask(window, lambda desk: list(read_people(desk)))


def press(window: Window, key: Qt.Key = ENTER, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)
    wait_idle(window)


def write(text: str) -> None:
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.insert(text)


def go_in_front(window: Window) -> None:
    window.activateWindow()
    wait_until(window.isActiveWindow)


def set_up(window: Window, name: str, code: str, user: str, *, district: bool = False, joins: bool = False) -> Window:
    """Answer the four questions of the first start; ``joins``: of a laptop that is to work beside another."""
    from vaxdesk.store import KdfCost
    from vaxdesk.ui.start.first import FirstStart

    wait_idle(window)
    page = window.stack.currentWidget()
    assert isinstance(page, FirstStart)
    page.cost = KdfCost(memory=64, passes=1, lanes=1)
    press(window)
    if joins:
        press(window, Qt.Key.Key_4)
    press(window)
    write(name)
    press(window)
    if district:
        find_card(page, "district").click()
        find_field(page).setFocus()
    write(code)
    press(window)
    write(user)
    press(window)
    write("suoi nha lua ben")
    press(window, Qt.Key.Key_Tab)
    press(window, Qt.Key.Key_Tab)
    write("suoi nha lua ben")
    press(window)
    wait_until(lambda: page.shown == "sheet")
    press(window, Qt.Key.Key_Tab)
    write(page.step.code.split("-")[-1])  # type: ignore[attr-defined]
    press(window)
    wait_until(lambda: window.space is not None)
    wait_idle(window)
    return window


def find_card(page: Any, key: str) -> Any:  # noqa: ANN401 - a page's own parts
    from vaxdesk.ui.widgets.choices import ChoiceCard

    return next(card for card in page.findChildren(ChoiceCard) if card.choice.key == key and card.isVisible())


def find_field(page: QWidget) -> QLineEdit:
    return next(field for field in page.findChildren(QLineEdit) if field.isVisible())


def take_in(window: Window, *packages: Path) -> None:
    """Drop packages on the window, look at the preview, take them in with Enter."""
    go_in_front(window)
    assert window.space is not None
    window.space.take_files([str(one) for one in packages])
    page: Handover = window.space.page  # type: ignore[assignment]
    wait_until(lambda: page.is_preview)
    wait_idle(window)
    press(window)
    assert not page.is_preview
