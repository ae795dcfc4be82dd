from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from tests.ui.cleaning import CONTROL, YEAR, ask, change, find_ids, person, press, show
from tests.ui.driving import open_store_in, show_page, wait_idle, wait_until
from tests.ui.test_every_page import find_faults
from tests.ui.typing import type_text
from vaxdesk.desk.browsing import open_people
from vaxdesk.desk.correcting import set_field
from vaxdesk.desk.resuming import find_kept_place, read_lists
from vaxdesk.model.filter import ORDERS, Filter
from vaxdesk.ui.clean.naming import NameWork
from vaxdesk.ui.clean.narrowing import ORDERS as WORDS
from vaxdesk.ui.pages.clean import CleanPage
from vaxdesk.ui.window import Window


def choose(window: Window, page: CleanPage, *words: str) -> None:
    """Go down the menu by its words and take the last."""
    menu = page.list.make_filter_menu()
    for word in words[:-1]:
        found = next(act.menu() for act in menu.actions() if act.text() == word)
        assert isinstance(found, QMenu)
        menu = found
    next(act for act in menu.actions() if act.text().startswith(words[-1])).trigger()
    wait_idle(window)


def test_the_menu_opens_with_a_key_and_is_walked_with_arrows(window: Window) -> None:
    page = show(window, group=YEAR)
    press(window, Qt.Key.Key_K, CONTROL)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    assert menu.activeAction() is menu.actions()[0]
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    wait_idle(window)
    assert page.people.asked == Filter(group=YEAR)


def test_a_group_is_narrowed_and_each_narrowing_has_a_chip_that_takes_it_away(window: Window) -> None:
    page = show(window, group=YEAR)
    everybody = page.people.rowCount()
    who = ask(window, lambda desk: find_ids(desk, YEAR))[0]
    change(window, lambda desk: set_field(desk, who, "note", "hỏi lại"))
    choose(window, page, "Đã sửa hôm nay")
    choose(window, page, "Xác thực", "Chưa gửi")
    assert page.people.asked == Filter(group=YEAR, since="today", verification="unverified")
    assert page.people.rowCount() == 1
    chips = [one.text() for one in page.list.chips.findChildren(type(page.again)) if one.isVisible()]
    assert sorted(chips) == ["Chưa gửi", "Đã sửa hôm nay"]
    row = page.groups_view.currentIndex().row()
    assert page.groups.lines[row].filter.group == YEAR
    assert find_faults(window) == {}
    for _ in range(2):
        next(one for one in page.list.chips.findChildren(type(page.again)) if one.isVisible()).click()
        wait_idle(window)
    assert page.people.asked == Filter(group=YEAR)
    assert page.people.rowCount() == everybody


def test_another_group_stays_narrowed_and_everybody_does_not(window: Window) -> None:
    page = show(window, group=YEAR)
    choose(window, page, "Chưa có mũi", "Chưa có mũi 2")
    press(window, Qt.Key.Key_Down, CONTROL)
    assert page.people.asked.group not in {None, YEAR}
    assert page.people.asked.lacking == 2
    page.groups_view.setCurrentIndex(page.groups.index(0))
    wait_idle(window)
    assert page.people.asked == Filter()


def test_the_list_is_ordered_by_whatever_is_chosen(window: Window) -> None:
    page = show(window, filter=Filter())
    choose(window, page, "Sắp xếp", "Theo ngày sinh")
    choose(window, page, "Sắp xếp", "Ngược lại")
    asked = Filter(order="birth_date", descending=True)
    assert page.people.asked == asked
    expected = ask(window, lambda desk: open_people(desk, asked).numbers)
    assert page.people.people is not None
    assert page.people.people.numbers == expected


@pytest.mark.parametrize(
    ("words", "order"),
    [("Theo giới tính", "sex"), ("Theo tình trạng gửi", "delivery"), ("Theo lần sửa tay gần nhất", "changed")],
)
def test_every_order_of_the_list_has_its_words(window: Window, words: str, order: str) -> None:
    page = show(window, filter=Filter())
    choose(window, page, "Sắp xếp", words)
    assert page.people.asked.order == order
    assert [chip.text for chip in page.list.narrowing.list_chips(page.people.asked)] == [words]
    assert set(WORDS) == set(ORDERS)


def test_a_list_is_kept_under_a_name_and_opened_again(window: Window) -> None:
    page = show(window, group=YEAR)
    choose(window, page, "Chưa có mũi", "Chưa có mũi 3")
    asked = page.people.asked
    choose(window, page, "Giữ danh sách này")
    assert isinstance(page.stage.work, NameWork)
    field = page.stage.work.field
    assert field.hasFocus()
    assert find_faults(window) == {}
    type_text(field, "Việc của Hường", "telex")
    wait_until(page.stage.work.sight.is_settled)
    QTest.keyClick(field, Qt.Key.Key_Return)
    wait_idle(window)
    assert [(one.name, one.filter) for one in ask(window, read_lists)] == [("Việc của Hường", asked)]
    show(window, filter=Filter())
    choose(window, page, "Việc của Hường")
    assert page.people.asked == asked


def test_next_morning_one_goes_on_where_one_stopped(window: Window) -> None:
    page = show(window, group=YEAR)
    press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Down)
    who, folder = person(page), window.folder
    wait_until(lambda: ask(window, lambda desk: find_kept_place(desk, Filter(group=YEAR))) == who)
    window.lock()
    wait_until(lambda: window.space is None)
    wait_idle(window)
    open_store_in(window, folder)
    page = show(window)
    assert page.people.asked == Filter(group=YEAR)
    assert person(page) == who
    assert page.list.view.currentIndex().row() == 2
    show_page(window, "home")
