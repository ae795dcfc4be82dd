from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.shell.desk.conftest import DOSES, SEN, make_fact, name_person
from tests.ui.cleaning import CONTROL, NONE, ask, change, coloured, press, show
from tests.ui.driving import wait_idle, wait_until
from tests.ui.test_every_page import find_faults
from vaxdesk.desk.correcting import set_field
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.fixing import preview_fix
from vaxdesk.model.message import Message
from vaxdesk.ui.clean.fixing import FixWork
from vaxdesk.ui.pages.clean import CleanPage
from vaxdesk.ui.window import Window

TAILS = ("04331", "04332", "04333")
FORMAT = "id_number.format"


def lose_zeros(desk: Desk) -> None:
    """Bring in people whose number lost its first zero: what it was is certain."""
    values = {key: value for key, value in SEN.items() if key != "id_number"}
    desk.act(
        Message("Load {file}", {"file": "thon 2.xlsx"}),
        [
            make_fact(f"p{tail}", {**values, "phone": f"09123{tail}"}, DOSES, raw={"id_number": f"701900{tail}"})
            for tail in TAILS
        ],
    )


def count_certain(desk: Desk) -> int:
    return len(preview_fix(desk, FORMAT).fixes)


@pytest.fixture
def page(window: Window) -> CleanPage:
    """Give the page on the numbers that are malformed."""
    change(window, lose_zeros)
    return show(window, group=FORMAT)


def is_working(page: CleanPage) -> bool:
    return page.stage.work is not None


def open_preview(window: Window, page: CleanPage) -> FixWork:
    press(window, Qt.Key.Key_B, CONTROL)
    work = page.stage.work
    assert isinstance(work, FixWork)
    wait_until(work.sight.is_settled)
    return work


def press_enter(window: Window) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Return)
    wait_idle(window)


def test_the_card_below_the_groups_says_how_much_is_certain(window: Window, page: CleanPage) -> None:
    certain = ask(window, count_certain)
    assert certain >= len(TAILS)
    assert page.sure.isVisible()
    assert f"sửa cả {certain}" in page.sure.button.text()
    assert not page.preview.isVisible()
    window.resize(1093, 545)
    wait_idle(window)
    assert page.preview.isVisible()
    page.preview.click()
    wait_idle(window)
    assert isinstance(page.stage.work, FixWork)


def test_every_change_is_shown_then_made_as_one_step_and_one_undo(window: Window, page: CleanPage) -> None:
    certain = ask(window, count_certain)
    people = page.people.rowCount()
    work = open_preview(window, page)
    assert len(work.view.changes.lines) == certain
    assert coloured(page) == [f"Sửa cả {certain}"]
    assert find_faults(window) == {}
    press_enter(window)
    assert not is_working(page)
    assert ask(window, count_certain) == 0
    assert page.people.rowCount() == people
    assert f"đã xong {certain}" in page.list.count.text()
    assert page.list.view.hasFocus()
    QTest.keyClick(page.list.view, Qt.Key.Key_Z, CONTROL)
    wait_idle(window)
    assert ask(window, count_certain) == certain


def test_what_has_changed_since_is_shown_anew_and_nothing_is_done(window: Window, page: CleanPage) -> None:
    certain = ask(window, count_certain)
    work = open_preview(window, page)
    change(window, partial(_type_number, name_person(f"p{TAILS[0]}")))
    press_enter(window)
    assert is_working(page)
    assert len(work.view.changes.lines) == certain - 1
    assert "vừa đổi" in work.note.text()
    wait_until(work.sight.is_settled)
    press_enter(window)
    assert not is_working(page)
    assert ask(window, count_certain) == 0


def _type_number(who: str, desk: Desk) -> None:
    set_field(desk, who, "id_number", "070190009999")


def test_esc_leaves_everything_as_it_was_and_a_held_enter_does_nothing(window: Window, page: CleanPage) -> None:
    certain = ask(window, count_certain)
    work = open_preview(window, page)
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, NONE, "\r", True)  # noqa: FBT003 - Qt's
    QApplication.sendEvent(work.view, held)
    for key in (Qt.Key.Key_F2, Qt.Key.Key_F8, Qt.Key.Key_1, Qt.Key.Key_Right):
        QTest.keyClick(work.view, key)
    wait_idle(window)
    assert is_working(page)
    QTest.keyClick(work.view, Qt.Key.Key_Escape)
    wait_idle(window)
    assert not is_working(page)
    assert ask(window, count_certain) == certain


@pytest.mark.parametrize("size", [(1093, 545), (683, 310)])
def test_nothing_of_the_preview_is_cut_in_a_small_window(
    window: Window, page: CleanPage, size: tuple[int, int]
) -> None:
    window.resize(*size)
    wait_idle(window)
    work = open_preview(window, page)
    assert find_faults(window) == {}
    press_enter(window)
    assert not is_working(page)
    assert work.view.changes.lines
