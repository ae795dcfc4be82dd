from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from tests.ui.cleaning import CONTROL, YEAR, person, press, show
from tests.ui.driving import wait_idle
from tests.ui.test_every_page import find_faults
from vaxdesk.model.filter import Filter
from vaxdesk.settings import PEOPLE_TABLE
from vaxdesk.ui.clean.columns import ColumnsWork
from vaxdesk.ui.clipboard import paste_text
from vaxdesk.ui.models.columns import TITLES, read_columns
from vaxdesk.ui.pages.clean import CleanPage
from vaxdesk.ui.window import Window


def show_table(window: Window, **shown: object) -> CleanPage:
    page = show(window, **shown)
    press(window, Qt.Key.Key_T, CONTROL)
    assert page.list.view.is_table
    return page


def cell(page: CleanPage, row: int, key: str) -> str:
    return page.people.cell(row, key)


def test_ctrl_t_shows_a_table_of_the_same_people_and_two_lines_again(window: Window) -> None:
    page = show(window, group=YEAR)
    press(window, Qt.Key.Key_Down)
    who, row = person(page), page.list.view.currentIndex().row()
    press(window, Qt.Key.Key_T, CONTROL)
    assert page.people.columns == tuple(TITLES)
    assert (person(page), page.list.view.currentIndex().row()) == (who, row)
    assert page.list.view.hasFocus()
    assert not page.record.isVisible()
    assert cell(page, row, "full_name") == page.record.panel.full_name if page.record.panel is not None else False
    assert page.people.mark(row, "birth_date") is not None or page.people.mark(row, "id_number") is not None
    assert find_faults(window) == {}
    press(window, Qt.Key.Key_Return)
    assert page.record.isVisible()
    assert person(page) == who
    press(window, Qt.Key.Key_Escape)
    assert page.list.view.hasFocus()
    page.list.table_button.click()
    wait_idle(window)
    assert page.people.columnCount() == 1
    assert page.groups_view.isVisible()
    assert page.list.view.currentIndex().row() == row


def test_a_head_sorts_by_key_and_by_click_and_the_other_way_the_second_time(window: Window) -> None:
    page = show_table(window, filter=Filter())
    press(window, Qt.Key.Key_F6)
    head = page.list.view.head
    assert QApplication.focusWidget() is head
    press(window, Qt.Key.Key_Home)
    for _ in range(2):
        press(window, Qt.Key.Key_Right)
    for descending in (False, True):
        press(window, Qt.Key.Key_Return)
        assert page.people.asked == Filter(order="birth_date", descending=descending)
    assert head.hasFocus()
    assert page.people.headerData(2, Qt.Orientation.Horizontal) == "Ngày sinh ↓"
    born = [cell(page, row, "birth_date")[-4:] for row in range(40)]
    known = [one for one in born if one]
    assert known == sorted(known, reverse=True)
    at = head.sectionViewportPosition(1) + 20
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at, 8))
    wait_idle(window)
    assert page.people.asked == Filter()


def test_columns_are_chosen_and_ordered_by_keyboard_and_remembered(window: Window) -> None:
    page = show_table(window, group=YEAR)
    menu = page.list.make_filter_menu()
    assert isinstance(menu, QMenu)
    next(act for act in menu.actions() if act.text().startswith("Các cột")).trigger()
    wait_idle(window)
    work = page.stage.work
    assert isinstance(work, ColumnsWork)
    assert work.view.hasFocus()
    assert find_faults(window) == {}
    QTest.keyClick(work.view, Qt.Key.Key_Down, CONTROL)
    QTest.keyClick(work.view, Qt.Key.Key_Down)
    QTest.keyClick(work.view, Qt.Key.Key_Space)
    press_when_settled(window, work)
    wanted = ("birth_date", "full_name", *[key for key in TITLES if key not in {"birth_date", "full_name", "sex"}])
    assert page.people.columns == read_columns(page.frame.settings) == wanted
    QTest.keyClick(page.list.view, Qt.Key.Key_C, CONTROL)
    wait_idle(window)
    heads, row = (line.split("\t") for line in paste_text().splitlines())
    assert heads[:3] == ["Ngày sinh", "Họ và tên", "Số CCCD/CMND"]
    assert len(row) == len(wanted)
    assert row[1] == cell(page, page.list.view.currentIndex().row(), "full_name")


def press_when_settled(window: Window, work: ColumnsWork) -> None:
    QTest.qWait(300)
    assert work.sight.is_settled()
    QTest.keyClick(work.view, Qt.Key.Key_Return)
    wait_idle(window)


def test_without_any_column_nothing_can_be_kept(window: Window) -> None:
    page = show_table(window, group=YEAR)
    page.list.columns_wanted.emit()
    work = page.stage.work
    assert isinstance(work, ColumnsWork)
    for row in range(len(TITLES)):
        work.view.setCurrentIndex(work.columns.index(row))
        QTest.keyClick(work.view, Qt.Key.Key_Space)
    assert not work.act.isEnabled()
    assert work.note.text()
    press_when_settled(window, work)
    assert page.stage.work is work
    QTest.keyClick(work.view, Qt.Key.Key_Escape)
    wait_idle(window)
    assert page.people.columns == tuple(TITLES)


def test_the_table_is_remembered_and_whole_in_small_windows(window: Window) -> None:
    show_table(window, group=YEAR)
    assert window.settings.read(PEOPLE_TABLE)
    for size in ((1093, 545), (683, 310)):
        window.resize(*size)
        wait_idle(window)
        assert find_faults(window) == {}


def test_who_left_a_table_comes_back_to_one(window: Window) -> None:
    show_table(window, group=YEAR)
    window.change_language("en")
    wait_idle(window)
    page = show(window, group=YEAR)
    assert page.people.columns == tuple(TITLES)
    assert page.list.view.isVisible()
    assert not page.groups_view.isVisible()
    assert page.people.headerData(1, Qt.Orientation.Horizontal) == "Full name ↑"
    assert find_faults(window) == {}
