from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.cleaning import CONTROL, YEAR, ask, coloured, find_ids, press, read, show, value
from tests.ui.driving import wait_idle, wait_until
from tests.ui.test_every_page import find_faults
from tests.ui.typing import type_text
from vaxdesk.ui.clean.moving import MoveWork
from vaxdesk.ui.clean.pasting import COLUMNS, PasteWork
from vaxdesk.ui.clipboard import copy_table, paste_text
from vaxdesk.ui.pages.clean import CleanPage
from vaxdesk.ui.window import Window

SHIFT = Qt.KeyboardModifier.ShiftModifier


def is_working(page: CleanPage) -> bool:
    return page.stage.work is not None


@pytest.fixture
def page(window: Window) -> CleanPage:
    """Give the page with the first two people chosen."""
    page = show(window, group=YEAR)
    page.list.take_focus()
    QTest.keyClick(page.list.view, Qt.Key.Key_Down, SHIFT)
    wait_idle(window)
    assert page.list.view.chosen_rows() == [0, 1]
    return page


def press_key(window: Window, key: Qt.Key = Qt.Key.Key_Return) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key)
    wait_idle(window)


def copy_block(window: Window) -> list[list[str]]:
    press(window, Qt.Key.Key_C, CONTROL)
    return [line.split("\t") for line in paste_text().split("\n")]


def put_block(rows: list[list[str]]) -> None:
    """Lay a block into the clipboard as a spreadsheet does."""
    QGuiApplication.clipboard().setText("\r\n".join("\t".join(row) for row in rows) + "\r\n")


def test_those_chosen_are_copied_with_headers_as_text(window: Window, page: CleanPage) -> None:
    block = copy_block(window)
    assert len(block) == 3
    assert all(len(row) == len(COLUMNS) for row in block)
    assert block[0][:2] == ["Họ và tên", "Ngày sinh"]
    names = [read(window, who).full_name for who in ask(window, lambda desk: find_ids(desk, YEAR))[:2]]
    assert [row[0] for row in block[1:]] == names
    html = QGuiApplication.clipboard().mimeData().html()
    assert "mso-number-format" in html
    assert page.people.rowCount() > 2


def test_no_formula_comes_alive_from_what_is_copied() -> None:
    copy_table([["=1+1", "-2", "0912345678", "<b>"]])
    assert paste_text() == "'=1+1\t'-2\t0912345678\t<b>"
    assert "&lt;b&gt;" in QGuiApplication.clipboard().mimeData().html()


def test_a_block_that_came_back_is_shown_exactly_then_written_in_one_step(window: Window, page: CleanPage) -> None:
    ids = ask(window, lambda desk: find_ids(desk, YEAR))[:2]
    block = copy_block(window)
    hamlet, phone = block[0].index("Thôn"), block[0].index("Số điện thoại")
    before = [(value(window, who, "hamlet"), value(window, who, "phone")) for who in ids]
    block[1][hamlet], block[2][hamlet], block[2][phone] = "Thôn Dán", "", "'0912345670"
    put_block(block)
    press(window, Qt.Key.Key_V, CONTROL)
    work = page.stage.work
    assert isinstance(work, PasteWork)
    assert [(one.person, one.field, one.new) for one in work.view.changes.lines] == [
        (ids[0], "hamlet", "Thôn Dán"), (ids[1], "phone", "0912 345 670"),
    ]  # fmt: skip
    assert coloured(page) == ["Sửa cả 2"]
    assert find_faults(window) == {}
    assert [(value(window, who, "hamlet"), value(window, who, "phone")) for who in ids] == before
    wait_until(work.sight.is_settled)
    press_key(window)
    assert not is_working(page)
    assert value(window, ids[0], "hamlet") == "Thôn Dán"
    assert value(window, ids[1], "hamlet") == before[1][0]
    QTest.keyClick(page.list.view, Qt.Key.Key_Z, CONTROL)
    wait_idle(window)
    assert [(value(window, who, "hamlet"), value(window, who, "phone")) for who in ids] == before


@pytest.mark.parametrize("rows", [[["bất kỳ"]], [["Họ và tên"], ["Lê"], ["An"], ["Ba"]]])
def test_a_block_that_does_not_fit_says_why_and_changes_nothing(
    window: Window, page: CleanPage, rows: list[list[str]]
) -> None:
    put_block(rows)
    press(window, Qt.Key.Key_V, CONTROL)
    work = page.stage.work
    assert isinstance(work, PasteWork)
    assert not work.act.isEnabled()
    assert work.sentence.text()
    press_key(window, Qt.Key.Key_Escape)
    assert not is_working(page)


def test_a_dose_is_taken_away_and_given_back_by_undo(window: Window) -> None:
    page = show(window, group=YEAR)
    who = ask(window, lambda desk: find_ids(desk, YEAR))[0]
    doses = len(read(window, who).doses)
    page.record.doses.cards[0].click()
    wait_idle(window)
    wait_until(page.record.sight.is_settled)
    page.record.doses.remove.click()
    wait_idle(window)
    assert len(read(window, who).doses) == doses - 1
    QTest.keyClick(page.list.view, Qt.Key.Key_Z, CONTROL)
    wait_idle(window)
    assert len(read(window, who).doses) == doses


def test_a_dose_goes_to_whom_it_belongs(window: Window) -> None:
    page = show(window, group=YEAR)
    first, second = ask(window, lambda desk: find_ids(desk, YEAR))[:2]
    number = next(row.edit for row in read(window, second).fields if row.key == "id_number")
    doses = [len(read(window, who).doses) for who in (first, second)]
    page.record.doses.cards[0].click()
    wait_idle(window)
    page.record.doses.give.click()
    wait_idle(window)
    work = page.stage.work
    assert isinstance(work, MoveWork)
    assert not work.act.isEnabled()
    type_text(work.fields["find"], number)
    wait_until(work.act.isEnabled)
    assert work.found.selected() == second
    assert find_faults(window) == {}
    wait_until(work.sight.is_settled)
    press_key(window)
    assert not is_working(page)
    assert [len(read(window, who).doses) for who in (first, second)] == [doses[0] - 1, doses[1] + 1]
