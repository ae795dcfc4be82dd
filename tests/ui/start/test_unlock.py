from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.ui.driving import PASSWORD, USER, show_page, wait_idle, wait_until

if TYPE_CHECKING:
    from vaxdesk.ui.start.unlock import Unlock
    from vaxdesk.ui.window import Window

OTHER, OTHER_PASSWORD = "Lê Quốc Huy", "gió mưa nắng sông"


@pytest.fixture
def two_users(store_folder: Path) -> Path:
    """Give a store that two people may open."""
    from vaxdesk.desk.starting import open_desk
    from vaxdesk.store import KdfCost

    with open_desk(store_folder, USER, PASSWORD) as desk:
        key, cost = desk.store._key, KdfCost(memory=64, passes=1, lanes=1)
        desk.store.keyring.add_user(key, OTHER, "staff", OTHER_PASSWORD, cost)
    return store_folder


@pytest.fixture
def code(two_users: Path) -> str:
    """Give a recovery code of that store."""
    from vaxdesk.desk.keeping import renew_code
    from vaxdesk.desk.starting import open_desk

    with open_desk(two_users, USER, PASSWORD) as desk:
        return renew_code(desk)


@pytest.fixture
def window(make_window: Callable[..., Window], two_users: Path) -> Window:
    """Give a locked window."""
    made: Window = make_window(two_users)
    wait_idle(made)
    return made


def lock_screen(window: Window) -> Unlock:
    from vaxdesk.ui.start.unlock import Unlock

    page = window.stack.currentWidget()
    assert isinstance(page, Unlock)
    return page


def field() -> QLineEdit:
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit)
    return focused


def test_the_password_and_enter_open_the_store(window: Window) -> None:
    assert field().echoMode() == QLineEdit.EchoMode.Password
    field().insert(PASSWORD)
    QTest.keyClick(field(), Qt.Key.Key_Return)
    wait_until(lambda: window.space is not None)
    wait_idle(window)
    assert window.space is not None
    assert window.space.standing.user == USER


def test_enter_without_a_password_does_nothing(window: Window) -> None:
    QTest.keyClick(field(), Qt.Key.Key_Return)
    wait_idle(window)
    assert window.space is None
    assert field().isEnabled()


def test_a_wrong_password_is_said_below_the_field_and_can_be_typed_over(window: Window) -> None:
    page = lock_screen(window)
    field().insert("nhầm rồi")
    QTest.keyClick(field(), Qt.Key.Key_Return)
    wait_until(lambda: page._wrong.isVisible())
    assert USER in page._wrong.accessibleName()
    assert field().selectedText() == "nhầm rồi"
    QTest.keyClicks(field(), "a")
    assert field().text() == "a"
    assert not page._wrong.isVisible()


def test_arrows_choose_who_works_and_the_window_remembers_it(window: Window) -> None:
    page = lock_screen(window)
    page._users.setFocus()
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Right)
    assert page._users.selected() == OTHER
    page.take_focus()
    field().insert(OTHER_PASSWORD)
    QTest.keyClick(field(), Qt.Key.Key_Return)
    wait_until(lambda: window.space is not None)
    wait_idle(window)
    window.lock()
    wait_until(lambda: window.space is None)
    wait_idle(window)
    assert lock_screen(window)._users.selected() == OTHER


def test_the_recovery_code_lets_in_and_asks_for_a_new_password(window: Window, code: str) -> None:
    page = lock_screen(window)
    QTest.mouseClick(page._other, Qt.MouseButton.LeftButton)
    assert not page._users.isVisible()
    field().insert(code.lower().replace("-", " "))
    QTest.keyClick(field(), Qt.Key.Key_Return)
    wait_until(lambda: window.space is not None)
    wait_idle(window)
    assert window.space is not None
    from vaxdesk.ui.pages.settings import SettingsPage

    assert window.space.place == "settings"
    settings = show_page(window, "settings")
    assert isinstance(settings, SettingsPage)
    assert settings.users.form is not None
    assert USER in settings.users.form.accessibleName()


def test_a_mistyped_code_is_told_from_a_wrong_one(window: Window, code: str) -> None:
    page = lock_screen(window)
    QTest.mouseClick(page._other, Qt.MouseButton.LeftButton)
    field().insert(code[:-1] + ("2" if code[-1] != "2" else "3"))
    QTest.keyClick(field(), Qt.Key.Key_Return)
    wait_until(lambda: page._wrong.isVisible())
    assert "27" in page._wrong.accessibleName()


def test_caps_lock_is_noticed_from_what_is_typed(window: Window) -> None:
    page = lock_screen(window)
    for text, modifier, noticed in (
        ("a", Qt.KeyboardModifier.NoModifier, False),
        ("A", Qt.KeyboardModifier.ShiftModifier, False),
        ("A", Qt.KeyboardModifier.NoModifier, True),
        ("7", Qt.KeyboardModifier.NoModifier, True),
        ("a", Qt.KeyboardModifier.NoModifier, False),
    ):
        QApplication.sendEvent(field(), QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, modifier, text))
        assert page._caps.isVisible() is noticed


def test_the_password_can_be_shown_and_hidden(window: Window) -> None:
    page = lock_screen(window)
    password = field()
    page._eye.click()
    assert password.echoMode() == QLineEdit.EchoMode.Normal
    page._eye.click()
    assert password.echoMode() == QLineEdit.EchoMode.Password


def test_a_store_in_use_elsewhere_is_said_and_the_password_stays(window: Window, two_users: Path) -> None:
    from vaxdesk.store.folder import StoreFolder

    page = lock_screen(window)
    with StoreFolder(two_users).lock():
        field().insert(PASSWORD)
        QTest.keyClick(field(), Qt.Key.Key_Return)
        wait_until(lambda: page._wrong.isVisible())
    assert field().text() == PASSWORD
    QTest.keyClick(field(), Qt.Key.Key_Return)
    wait_until(lambda: window.space is not None)
    wait_idle(window)


def test_a_damaged_keyring_is_said_at_once(make_window: Callable[..., Window], store_folder: Path) -> None:
    for file in store_folder.glob("keyring*"):
        file.write_bytes(b"{}")
    page = lock_screen(make_window(store_folder))
    assert page._wrong.isVisible()
    assert str(store_folder) in page._wrong.accessibleName()


def test_another_language_says_everything_anew_and_keeps_to_it(window: Window) -> None:
    from vaxdesk.settings import LANGUAGE, Settings

    lock_screen(window)._take_language("en")
    wait_idle(window)
    assert lock_screen(window).button.text() == "Unlock"
    assert Settings().read(LANGUAGE) == "en"


def test_in_a_small_window_password_and_button_can_be_reached(
    make_window: Callable[..., Window], two_users: Path
) -> None:
    window = make_window(two_users, size=(683, 310))
    wait_idle(window)
    page = lock_screen(window)
    for one in (field(), page.button):
        one.setFocus()
        place = one.mapTo(page, one.rect().center())
        assert 0 < place.x() < page.width()
    assert page.middle.minimumSizeHint().width() <= 683
