from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from tests.ui.cleaning import (
    CONTROL,
    SEX,
    YEAR,
    ask,
    coloured,
    find_ids,
    person,
    press,
    read,
    show,
)
from tests.ui.driving import open_store_in, start_empty_store, wait_idle, wait_until
from tests.ui.typing import type_text
from vaxdesk.desk.browsing import read_panel
from vaxdesk.model.filter import Filter
from vaxdesk.ui.window import Window


def test_it_opens_with_the_errors_and_their_first_person(window: Window) -> None:
    page = show(window)
    assert page.people.asked == Filter(severity="error")
    assert page.people.rowCount() > 10
    assert page.record.panel is not None
    assert page.record.panel.problems
    assert window.space is not None
    assert f"{page.people.rowCount()} trong 120" in page.fact
    assert QApplication.focusWidget() is page.list.view


def test_another_page_may_open_a_list_a_group_a_person_or_the_search(window: Window) -> None:
    page = show(window, filter=Filter(verification="unverified", hamlet=None))
    assert page.groups.lines[1].kind == "other"
    assert page.people.rowCount() == 120
    assert show(window, group=YEAR).people.asked == Filter(group=YEAR)
    who = ask(window, lambda desk: find_ids(desk, SEX)[0])
    page = show(window, person=who)
    assert person(page) == who
    assert page.people.rowCount() == 120
    page = show(window, find=True)
    assert QApplication.focusWidget() is page.list.search
    assert page.people.asked == Filter()


def test_groups_are_walked_by_keys_while_the_list_keeps_the_focus(window: Window) -> None:
    page = show(window)
    first = page.people.asked
    press(window, Qt.Key.Key_Down, CONTROL)
    assert page.people.asked.group is not None
    assert QApplication.focusWidget() is page.list.view
    press(window, Qt.Key.Key_Up, CONTROL)
    assert page.people.asked == first


def test_up_and_down_walk_the_people_and_left_and_right_the_fields(window: Window) -> None:
    page = show(window, group=YEAR)
    ids = ask(window, lambda desk: find_ids(desk, YEAR))
    press(window, Qt.Key.Key_Down)
    assert person(page) == ids[1]
    press(window, Qt.Key.Key_Up)
    assert person(page) == ids[0]
    assert page.record.table.key() == "birth_date"
    press(window, Qt.Key.Key_Right)
    assert page.record.table.key() == "sex"
    assert coloured(page) == ["Sửa tay"]
    press(window, Qt.Key.Key_Left)
    assert coloured(page) == ["Nhận đề xuất"]


def test_a_search_narrows_what_is_listed_and_says_when_it_finds_nobody(window: Window) -> None:
    page = show(window)
    press(window, Qt.Key.Key_F, CONTROL)
    type_text(page.list.search, "Nguyễn")
    wait_until(lambda: page.people.asked.text == "Nguyễn" and window.tasks.is_idle)
    wait_idle(window)
    found = page.people.rowCount()
    assert 0 < found < 120
    type_text(page.list.search, "xyz không ai")
    press(window, Qt.Key.Key_Return)
    assert page.people.rowCount() == 0
    assert page.list.stack.currentWidget() is page.list.empty
    assert page.record.panel is None
    press(window, Qt.Key.Key_F, CONTROL)
    press(window, Qt.Key.Key_Escape)
    assert page.people.asked == Filter(severity="error")
    assert page.people.rowCount() > found


def test_a_search_that_finds_nobody_in_a_group_offers_to_search_everybody(window: Window) -> None:
    name = ask(window, lambda desk: read_panel(desk, find_ids(desk, SEX)[0]).full_name)
    assert name is not None
    page = show(window, group="birth_date.missing")
    page.open(Filter(group="birth_date.missing", text=name))
    wait_idle(window)
    assert page.people.rowCount() == 0
    page.list.empty.buttons[0].click()
    wait_idle(window)
    assert page.people.asked == Filter(text=name)
    assert page.record.panel is not None


def test_an_empty_store_sends_one_to_loading(make_window: Callable[..., Window], tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    start_empty_store(folder)
    window = make_window(folder)
    open_store_in(window, folder)
    page = show(window)
    assert page.people.rowCount() == 0
    page.list.empty.buttons[0].click()
    wait_idle(window)
    assert window.space is not None
    assert window.space.place == "load"


def test_in_a_small_window_enter_goes_from_the_list_to_the_record_and_esc_back(
    make_window: Callable[..., Window], store_folder: Path
) -> None:
    window = make_window(store_folder, size=(683, 310))
    open_store_in(window, store_folder)
    page = show(window, group=YEAR)
    assert page.list.isVisible()
    assert not page.record.isVisible()
    who = person(page)
    press(window, Qt.Key.Key_Return)
    assert not page.list.isVisible()
    assert QApplication.focusWidget() is page.record.table
    press(window, Qt.Key.Key_Return)
    assert YEAR not in [one.code for one in read(window, who).problems]
    assert person(page) != who
    assert page.record.isVisible()
    press(window, Qt.Key.Key_Escape)
    assert page.list.isVisible()
    assert QApplication.focusWidget() is page.list.view


def test_in_a_middling_window_a_menu_stands_in_for_the_groups(
    make_window: Callable[..., Window], store_folder: Path
) -> None:
    window = make_window(store_folder, size=(1093, 545))
    open_store_in(window, store_folder)
    page = show(window, group=YEAR)
    assert not page.groups_view.isVisible()
    assert page.list.group_button.isVisible()
    row = page.groups.find_group(SEX)
    assert row is not None
    page.list.group_button.click()
    menu = next(menu for menu in page.list.findChildren(QMenu) if menu.isVisible())
    entries = [act for act in menu.actions() if not act.isSeparator()]
    entries[row].trigger()
    menu.close()
    wait_idle(window)
    assert page.people.asked == Filter(group=SEX)
