from __future__ import annotations

from datetime import datetime
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.cleaning import YEAR, ask, change, coloured, person, press, show, value
from tests.ui.driving import wait_idle
from tests.ui.test_every_page import find_faults
from vaxdesk.desk.correcting import set_field
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.tracing import read_source_rows
from vaxdesk.ui.clean import sight
from vaxdesk.ui.window import Window


def test_f4_shows_the_row_as_it_stood_with_every_cell_under_its_header(window: Window) -> None:
    page = show(window, group=YEAR)
    (row,) = ask(window, lambda desk: read_source_rows(desk, person(page)))
    press(window, Qt.Key.Key_F4)
    view = page.record.sources.view
    assert view.hasFocus()
    cells = [line.cell for line in view.rows.lines if line.cell is not None]
    assert cells == list(row.cells)
    assert any(cell.header and cell.text and cell.field is not None for cell in cells)
    assert row.source.file in view.rows.lines[0].head
    assert str(row.source.row) in view.rows.lines[0].head
    assert find_faults(window) == {}
    press(window, Qt.Key.Key_F4)
    assert page.record.aside is None
    press(window, Qt.Key.Key_F4)
    QTest.keyClick(view, Qt.Key.Key_1)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    wait_idle(window)
    assert page.record.aside is None
    assert YEAR in [one.code for one in page.record.panel.problems] if page.record.panel is not None else False


@pytest.mark.parametrize("opens", [Qt.Key.Key_F4, Qt.Key.Key_F7])
def test_behind_rows_or_history_nothing_is_decided(window: Window, opens: Qt.Key) -> None:
    page = show(window, group=YEAR)
    who, option = person(page), page.record.option()
    assert option is not None
    before = value(window, who, "birth_date")
    press(window, opens)
    assert coloured(page) == []
    assert page.record.bar.accept.toolTip() == page.record.bar.mark.toolTip() != ""
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_1):
        press(window, key)
    page.list.view.setFocus()
    press(window, Qt.Key.Key_Return)
    page.record.bar.accept.click()
    page.deciding.accept()
    wait_idle(window)
    assert (person(page), value(window, who, "birth_date")) == (who, before)
    press(window, Qt.Key.Key_Escape)
    assert page.record.aside is None
    assert coloured(page) == ["Nhận đề xuất"]
    press(window, Qt.Key.Key_Return)
    assert value(window, who, "birth_date") == option.text


def test_who_comes_back_from_the_history_sees_the_record_before_enter_counts(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = show(window, group=YEAR)
    who = person(page)
    before = value(window, who, "birth_date")
    press(window, Qt.Key.Key_F7)
    monkeypatch.setattr(sight, "SETTLED_S", 3600.0)
    QTest.keyClick(page.record.timeline.view, Qt.Key.Key_Escape)
    QTest.keyClick(page.list.view, Qt.Key.Key_Return)
    page.deciding.accept()
    wait_idle(window)
    assert (person(page), value(window, who, "birth_date")) == (who, before)


def test_the_rows_follow_the_person(window: Window) -> None:
    page = show(window, group=YEAR)
    press(window, Qt.Key.Key_F4)
    page.record.head.after.click()
    wait_idle(window)
    assert page.record.aside is None
    page.record.head.sources.click()
    wait_idle(window)
    name = page.record.panel.full_name if page.record.panel is not None else None
    assert name in [line.cell.text for line in page.record.sources.view.rows.lines if line.cell is not None]


def write(who: str, field: str, text: str, desk: Desk) -> None:
    set_field(desk, who, field, text)


def test_f7_shows_the_history_and_once_more_that_of_the_field_alone(window: Window) -> None:
    page = show(window, group=YEAR)
    who = person(page)
    for field, text in (("phone", "0912345678"), ("note", "hỏi lại"), ("phone", "0912345679")):
        change(window, partial(write, who, field, text))
    show(window, group=YEAR, person=who)
    page.record.table.setFocus()
    for _ in range(3):
        QTest.keyClick(page.record.table, Qt.Key.Key_Right)
    assert page.record.table.key() == "phone"
    press(window, Qt.Key.Key_F7)
    timeline = page.record.timeline
    assert len(timeline.view.moments.moments) == 4
    press(window, Qt.Key.Key_F7)
    assert timeline.only.isChecked()
    assert [one.field for one in timeline.view.moments.moments if one.place is None] == ["phone", "phone"]
    assert find_faults(window) == {}
    press(window, Qt.Key.Key_F7)
    assert len(timeline.view.moments.moments) == 4
    press(window, Qt.Key.Key_Escape)
    assert page.record.aside is None
    assert len(coloured(page)) == 1


@pytest.mark.parametrize("size", [(1093, 545), (683, 310)])
def test_rows_and_history_are_whole_in_a_small_window(window: Window, size: tuple[int, int]) -> None:
    window.resize(*size)
    wait_idle(window)
    show(window, group=YEAR)
    faults = {}
    if size[0] < 1000:
        press(window, Qt.Key.Key_Return)
    for key in (Qt.Key.Key_F4, Qt.Key.Key_Escape, Qt.Key.Key_F7):
        press(window, key)
        faults[key] = find_faults(window)
    assert not any(faults.values()), faults


def test_the_history_shows_the_person_as_of_a_day(window: Window) -> None:
    page = show(window, group=YEAR)
    who = person(page)
    change(window, partial(write, who, "phone", "0912345678"))
    show(window, group=YEAR, person=who)
    press(window, Qt.Key.Key_F7)
    timeline = page.record.timeline
    offered = timeline.row.field.text()
    assert offered == f"{datetime.now().astimezone():%d/%m/%Y}"
    timeline.row.field.setFocus()
    press(window, Qt.Key.Key_Return)
    assert timeline.bygone.hasFocus()
    known = [timeline.bygone.fields.index(row, 1).data() for row in range(timeline.bygone.fields.rowCount())]
    assert "0912345678" in "".join(known).replace(" ", "")
    assert person(page) == who
    assert find_faults(window) == {}
    press(window, Qt.Key.Key_Escape)
    assert timeline.view.hasFocus()
    assert page.record.is_history
    for text, says in (("45/05/2020", "không phải"), ("03/05/2020", "03/05/2020")):
        timeline.row.field.setFocus()
        timeline.row.field.selectAll()
        QTest.keyClicks(timeline.row.field, text)
        press(window, Qt.Key.Key_Return)
        assert says in timeline.row.note.text()
        assert timeline.day is None
        assert find_faults(window) == {}
    press(window, Qt.Key.Key_Escape)
    assert page.record.aside is None
    assert value(window, who, "phone") is not None
