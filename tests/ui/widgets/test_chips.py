from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from vaxdesk.model.difference import compare, leave_unmarked
from vaxdesk.ui.look import Look
from vaxdesk.ui.widgets.chips import ChipRow, Offer

NAME = "Nguyễn Thị Ngọc Hường Ễnh Ượng"
OFFERS = [
    Offer("1", compare("12/03/1958", "12/03/1985")[1], "đảo hai chữ số", "Phím 1: 12/03/1985, đảo hai chữ số"),
    Offer("2", leave_unmarked("Số CCCD mới là chỗ sai")),
    Offer("3", leave_unmarked("Khác…")),
]


@pytest.fixture
def holder(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def row(qtbot: QtBot, look: Look, holder: QWidget) -> ChipRow:
    made = ChipRow(look)
    column = QVBoxLayout(holder)
    column.addWidget(made)
    column.addWidget(QLineEdit())
    made.set_suggestions(OFFERS)
    holder.resize(700, 120)
    with qtbot.waitActive(holder):
        holder.show()
    return made


def test_nothing_is_ringed_until_the_page_rings_it(row: ChipRow) -> None:
    assert row.ringed() is None
    row.ring(1)
    assert row.ringed() == 1
    row.ring(0)
    assert row.ringed() == 0
    row.ring(None)
    assert row.ringed() is None


def test_ringing_chooses_nothing(row: ChipRow, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(row.chosen):
        row.ring(0)
        row.ring(None)


def test_the_ring_is_seen(row: ChipRow) -> None:
    before = row.chips[0].grab().toImage()
    row.ring(0)
    assert row.chips[0].grab().toImage() != before


def test_a_click_rings_and_chooses(row: ChipRow, qtbot: QtBot) -> None:
    row.ring(0)
    with qtbot.waitSignal(row.chosen) as told:
        QTest.mouseClick(row.chips[1], Qt.MouseButton.LeftButton)
    assert told.args == [1]
    assert row.ringed() == 1


def test_the_ringed_chip_can_be_chosen_by_a_click(row: ChipRow, qtbot: QtBot) -> None:
    row.ring(0)
    with qtbot.waitSignal(row.chosen) as told:
        QTest.mouseClick(row.chips[0], Qt.MouseButton.LeftButton)
    assert told.args == [0]


def test_arrows_go_from_chip_to_chip_and_space_chooses(row: ChipRow, qtbot: QtBot) -> None:
    row.chips[0].setFocus()
    with qtbot.assertNotEmitted(row.chosen):
        QTest.keyClick(row.chips[0], Qt.Key.Key_Right)
        QTest.keyClick(row.chips[1], Qt.Key.Key_Down)
        QTest.keyClick(row.chips[2], Qt.Key.Key_Right)
        QTest.keyClick(row.chips[2], Qt.Key.Key_Left)
    assert row.chips[1].hasFocus()
    assert row.ringed() is None
    with qtbot.waitSignal(row.chosen) as told:
        QTest.keyClick(row.chips[1], Qt.Key.Key_Space)
    assert told.args == [1]


def test_a_chip_is_read_as_one_of_several_with_its_sentence(row: ChipRow) -> None:
    row.ring(0)
    told = [QAccessible.queryAccessibleInterface(chip) for chip in row.chips]
    assert [one.role() for one in told] == [QAccessible.Role.RadioButton] * 3
    assert told[0].text(QAccessible.Text.Name) == "Phím 1: 12/03/1985, đảo hai chữ số"
    assert told[1].text(QAccessible.Text.Name) == "2, Số CCCD mới là chỗ sai"
    assert [bool(one.state().checked) for one in told] == [True, False, False]


def test_chips_are_as_wide_as_they_like_while_there_is_room(row: ChipRow) -> None:
    assert len({chip.y() for chip in row.chips}) == 1
    assert [chip.width() for chip in row.chips] == [chip.sizeHint().width() for chip in row.chips]


@pytest.mark.parametrize("percent", [100, 130])
@pytest.mark.parametrize("width", [420, 240, 170])
def test_in_a_narrow_row_chips_go_on_below_and_none_is_cut(
    row: ChipRow, qtbot: QtBot, look: Look, width: int, percent: int
) -> None:
    look.choose(percent=percent)
    row.set_suggestions([Offer("1", leave_unmarked(NAME), "theo danh sách đợt trước, chắc chắn"), *OFFERS])
    width = max(width, row.minimumSizeHint().width())
    row.window().resize(width + 40, 600)
    qtbot.waitUntil(lambda: row.chips[-1].geometry().bottom() <= row.rect().bottom())
    boxes = [chip.geometry() for chip in row.chips]
    assert len({box.top() for box in boxes}) > 1
    assert all(box.right() <= row.rect().right() for box in boxes)
    assert all(chip.height() >= chip.heightForWidth(chip.width()) for chip in row.chips)
    assert not any(one.intersects(other) for at, one in enumerate(boxes) for other in boxes[at + 1 :])


def test_a_narrow_chip_sets_its_reason_below_its_value(row: ChipRow, look: Look) -> None:
    chip = row.chips[0]
    wide = chip.sizeHint().width()
    assert chip.heightForWidth(wide - 30) >= chip.heightForWidth(wide) + look.line("small") / 2


def test_other_suggestions_replace_those_before(row: ChipRow, qtbot: QtBot) -> None:
    row.ring(1)
    row.set_suggestions([Offer("1", leave_unmarked(NAME))])
    assert row.ringed() is None
    with qtbot.waitSignal(row.chosen) as told:
        QTest.mouseClick(row.chips[0], Qt.MouseButton.LeftButton)
    assert told.args == [0]
