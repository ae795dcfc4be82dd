from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from vaxdesk.ui.look import Look
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.empty import EmptyState

TITLE, SECOND = "Không còn cặp nào cần xem", "Có danh sách mới thì máy tự dò lại."


class Done(list[str]):
    """What was done."""


@pytest.fixture
def done() -> Done:
    return Done()


@pytest.fixture
def empty(qtbot: QtBot, look: Look, done: Done) -> EmptyState:
    made = EmptyState(look)
    qtbot.addWidget(made)
    made.set_state(
        "ok",
        "ok",
        TITLE,
        SECOND,
        [
            ("Xem cặp đã quyết định", lambda: done.append("seen"), "plain", ""),
            ("Nạp danh sách", lambda: done.append("loaded"), "plain", "load"),
        ],
    )
    made.resize(480, 300)
    with qtbot.waitActive(made):
        made.show()
    return made


def read_texts(empty: EmptyState) -> list[str]:
    return [label.text() for label in empty.findChildren(QLabel) if label.isVisible()]


def test_it_says_what_it_means_and_what_may_be_done(empty: EmptyState) -> None:
    assert read_texts(empty) == [TITLE, SECOND]
    assert [button.text() for button in empty.buttons] == ["Xem cặp đã quyết định", "Nạp danh sách"]
    told = QAccessible.queryAccessibleInterface(empty)
    assert told.text(QAccessible.Text.Name) == TITLE
    assert told.text(QAccessible.Text.Description) == SECOND


def test_each_act_does_its_own(empty: EmptyState, done: Done) -> None:
    for button in empty.buttons:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == ["seen", "loaded"]


def test_the_focus_goes_to_the_first_act(empty: EmptyState, done: Done) -> None:
    empty.setFocus()
    assert empty.buttons[0].hasFocus()
    QTest.keyClick(empty.buttons[0], Qt.Key.Key_Space)
    assert done == ["seen"]


def test_another_state_replaces_the_one_before_and_keeps_the_focus(empty: EmptyState, done: Done) -> None:
    empty.setFocus()
    empty.set_state("search", "text2", "Không tìm thấy ai", "", [("Bỏ lọc", lambda: done.append("all"), "plain", "")])
    assert read_texts(empty) == ["Không tìm thấy ai"]
    assert [one.text() for one in empty.findChildren(ActButton) if one.isVisible()] == ["Bỏ lọc"]
    assert empty.buttons[0].hasFocus()


def test_without_acts_there_is_nothing_to_press(empty: EmptyState) -> None:
    empty.set_state("load", "accent", TITLE, SECOND)
    assert not [one for one in empty.findChildren(ActButton) if one.isVisible()]


@pytest.mark.parametrize("percent", [100, 130])
def test_in_a_narrow_pane_acts_stand_below_each_other_in_the_middle(
    empty: EmptyState, qtbot: QtBot, look: Look, percent: int
) -> None:
    look.choose(percent=percent)
    empty.resize(300, 600)
    first, second = empty.buttons
    qtbot.waitUntil(lambda: second.y() > first.y())
    for button in empty.buttons:
        middle = button.mapTo(empty, button.rect().center()).x()
        assert middle == pytest.approx(empty.rect().center().x(), abs=2)
        assert button.width() >= button.sizeHint().width()
