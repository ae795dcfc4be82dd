from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from vaxdesk.ui.look import Look
from vaxdesk.ui.widgets.choices import Choice, ChoiceRow

STICKS = [
    Choice("E", "KINGSTON (E:)", "Trống 6,2 / 7,4 GB", icon="usb"),
    Choice("F", "USB (F:)", warning="Bị khóa ghi. Gạt nấc ở cạnh USB rồi cắm lại.", icon="usb", usable=False),
    Choice("G", "USB CỦA ĐIỂU THỊ NGỌC HƯỜNG Ễ Ỗ Ẵ ộ ặ ự (G:)", "Trống 1,1 / 2,0 GB", icon="usb"),
]
ANSWERS = [
    Choice("id", "Số CCCD/CMND", "Giống nhất: 201 ô hợp", cap="1"),
    Choice("card", "Số thẻ BHYT", "0 ô hợp", cap="2"),
    Choice("none", "Không dùng cột này", "Giữ lại để tra cứu", cap="3"),
]


@pytest.fixture
def holder(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def show_row(qtbot: QtBot, look: Look, holder: QWidget, choices: list[Choice], *, dots: bool = True) -> ChoiceRow:
    column = QVBoxLayout(holder)
    row = ChoiceRow(look, dots=dots)
    column.addWidget(QLineEdit())
    column.addWidget(row)
    column.addWidget(QLineEdit())
    row.set_choices(choices)
    holder.resize(900, 200)
    with qtbot.waitActive(holder):
        holder.show()
    return row


@pytest.fixture
def sticks(qtbot: QtBot, look: Look, holder: QWidget) -> ChoiceRow:
    return show_row(qtbot, look, holder, STICKS)


@pytest.fixture
def answers(qtbot: QtBot, look: Look, holder: QWidget) -> ChoiceRow:
    return show_row(qtbot, look, holder, ANSWERS, dots=False)


def test_nothing_is_selected_at_first_and_selecting_tells_nobody(sticks: ChoiceRow, qtbot: QtBot) -> None:
    assert sticks.selected() is None
    with qtbot.assertNotEmitted(sticks.chosen):
        sticks.select("E")
        assert sticks.selected() == "E"
        sticks.select("G")
        assert sticks.selected() == "G"
        sticks.select(None)
    assert sticks.selected() is None


def test_a_click_chooses_a_card(sticks: ChoiceRow, qtbot: QtBot) -> None:
    sticks.select("E")
    with qtbot.waitSignal(sticks.chosen) as told:
        QTest.mouseClick(sticks.cards[2], Qt.MouseButton.LeftButton)
    assert told.args == ["G"]
    assert sticks.selected() == "G"


def test_a_card_that_can_not_be_used_stays_to_be_seen_and_is_never_chosen(sticks: ChoiceRow, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(sticks.chosen):
        QTest.mouseClick(sticks.cards[1], Qt.MouseButton.LeftButton)
        sticks.select("F")
    assert sticks.selected() is None
    told = QAccessible.queryAccessibleInterface(sticks.cards[1])
    assert told.state().disabled
    assert told.text(QAccessible.Text.Name) == "USB (F:), Bị khóa ghi. Gạt nấc ở cạnh USB rồi cắm lại."


def test_the_row_is_one_stop_of_tab(sticks: ChoiceRow) -> None:
    first, last = sticks.window().findChildren(QLineEdit)
    sticks.select("G")
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is sticks.cards[2]
    QTest.keyClick(sticks.cards[2], Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is last
    QTest.keyClick(last, Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is sticks.cards[2]


def test_arrows_choose_the_next_card_that_can_be_used(sticks: ChoiceRow, qtbot: QtBot) -> None:
    sticks.select("E")
    sticks.setFocus()
    with qtbot.waitSignal(sticks.chosen) as told:
        QTest.keyClick(sticks.cards[0], Qt.Key.Key_Right)
    assert told.args == ["G"]
    assert sticks.cards[2].hasFocus()
    with qtbot.waitSignal(sticks.chosen) as told:
        QTest.keyClick(sticks.cards[2], Qt.Key.Key_Up)
    assert told.args == ["E"]
    with qtbot.assertNotEmitted(sticks.chosen):
        QTest.keyClick(sticks.cards[0], Qt.Key.Key_Left)


def test_arrows_among_answers_only_go_there(answers: ChoiceRow, qtbot: QtBot) -> None:
    answers.setFocus()
    with qtbot.assertNotEmitted(answers.chosen):
        QTest.keyClick(answers.cards[0], Qt.Key.Key_Right)
    assert answers.cards[1].hasFocus()
    assert answers.selected() is None
    with qtbot.waitSignal(answers.chosen) as told:
        QTest.keyClick(answers.cards[1], Qt.Key.Key_Space)
    assert told.args == ["card"]


def test_cards_are_read_as_one_of_several(sticks: ChoiceRow) -> None:
    sticks.select("E")
    told = [QAccessible.queryAccessibleInterface(card) for card in sticks.cards]
    assert [one.role() for one in told] == [QAccessible.Role.RadioButton] * 3
    assert [bool(one.state().checked) for one in told] == [True, False, False]
    assert told[0].text(QAccessible.Text.Name) == "KINGSTON (E:), Trống 6,2 / 7,4 GB"


def test_the_selection_stays_when_the_choices_come_again(sticks: ChoiceRow) -> None:
    sticks.select("G")
    sticks.setFocus()
    sticks.set_choices([STICKS[2], STICKS[0]])
    assert sticks.selected() == "G"
    assert sticks.cards[0].hasFocus()
    sticks.set_choices([STICKS[0]])
    assert sticks.selected() is None


def test_a_row_without_a_usable_card_takes_no_focus(sticks: ChoiceRow) -> None:
    sticks.set_choices([STICKS[1]])
    first, last = sticks.window().findChildren(QLineEdit)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is last


def test_focus_and_selection_are_seen(answers: ChoiceRow) -> None:
    card = answers.cards[0]
    plain = card.grab().toImage()
    answers.setFocus()
    focused = card.grab().toImage()
    answers.select("id")
    chosen = card.grab().toImage()
    assert plain != focused
    assert focused != chosen
    assert plain != chosen


def test_cards_share_the_width(answers: ChoiceRow) -> None:
    assert len({card.y() for card in answers.cards}) == 1
    assert len({card.width() for card in answers.cards}) == 1
    assert answers.cards[-1].geometry().right() >= answers.rect().right() - 3


@pytest.mark.parametrize("percent", [100, 130])
@pytest.mark.parametrize("width", [500, 260])
def test_in_a_narrow_row_cards_go_on_below_and_none_is_cut(
    sticks: ChoiceRow, qtbot: QtBot, look: Look, width: int, percent: int
) -> None:
    look.choose("dark", percent)
    sticks.window().resize(width, 700)
    qtbot.waitUntil(lambda: len({card.y() for card in sticks.cards}) > 1)
    boxes = [card.geometry() for card in sticks.cards]
    assert all(sticks.rect().contains(box) for box in boxes)
    assert all(card.height() >= card.heightForWidth(card.width()) for card in sticks.cards)
    assert not any(one.intersects(other) for at, one in enumerate(boxes) for other in boxes[at + 1 :])
