from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from vaxdesk.ui.look import Look
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.wrapping import WrappingRow


def make_buttons(look: Look, *texts: str) -> list[ActButton]:
    return [ActButton(look, text) for text in texts]


def test_tab_comes_to_new_items_where_the_row_stands(qtbot: QtBot, look: Look) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    first, row, last = QLineEdit(), WrappingRow(), QLineEdit()
    for widget in (first, row, last):
        column.addWidget(widget)
    row.set_items(make_buttons(look, "Sửa tay"))
    buttons = make_buttons(look, "Nhận đề xuất", "Để sau")
    row.set_items(buttons)
    with qtbot.waitActive(holder):
        holder.show()
    first.setFocus()
    for expected in (*buttons, last):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is expected


def test_an_item_that_grows_is_given_its_room(qtbot: QtBot, look: Look) -> None:
    row = WrappingRow()
    qtbot.addWidget(row)
    buttons = make_buttons(look, "Một", "Hai")
    row.set_items(buttons)
    row.resize(400, 60)
    with qtbot.waitExposed(row):
        row.show()
    buttons[0].set_look(text="Xem trước rồi sửa cả 205 người")
    qtbot.waitUntil(lambda: buttons[0].width() == buttons[0].sizeHint().width())
    assert not buttons[0].geometry().intersects(buttons[1].geometry())


def test_an_empty_row_takes_no_room(qtbot: QtBot) -> None:
    row = WrappingRow()
    qtbot.addWidget(row)
    row.set_items([])
    assert row.heightForWidth(300) == 0
    assert row.sizeHint().isEmpty()


def test_what_is_wider_than_the_row_is_kept_inside_it(qtbot: QtBot, look: Look) -> None:
    row = WrappingRow(centred=True)
    qtbot.addWidget(row)
    buttons = make_buttons(look, "Một nút có rất nhiều chữ để rộng hơn cả hàng", "Hai")
    row.set_items(buttons)
    row.resize(120, 200)
    with qtbot.waitExposed(row):
        row.show()
    assert [row.rect().contains(button.geometry()) for button in buttons] == [True, True]
    assert buttons[1].y() > buttons[0].y()


def test_an_item_given_again_is_kept(qtbot: QtBot, look: Look) -> None:
    row = WrappingRow()
    qtbot.addWidget(row)
    kept, gone = make_buttons(look, "Một", "Hai")
    row.set_items([kept, gone])
    row.set_items([kept])
    with qtbot.waitSignal(gone.destroyed):
        row.show()
    assert kept.isVisible()
    assert row.findChildren(ActButton) == [kept]
