from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.ui.cleaning import (
    CONTROL,
    LONG,
    SEX,
    YEAR,
    ask,
    change,
    find_ids,
    person,
    press,
    read,
    show,
    value,
)
from tests.ui.driving import wait_idle
from tests.ui.typing import METHODS, Method, type_text
from vaxdesk.desk.correcting import set_field
from vaxdesk.desk.desk import Desk
from vaxdesk.ui.window import Window


def test_a_value_is_edited_in_place_refused_below_it_and_kept_when_it_is_right(window: Window) -> None:
    page = show(window, group=YEAR)
    who = person(page)
    before = value(window, who, "birth_date")
    press(window, Qt.Key.Key_F2)
    field = page.record.editor.field
    assert QApplication.focusWidget() is field
    assert field.text() == before
    type_text(field, "31/02/1990")
    QTest.keyClick(field, Qt.Key.Key_Return)
    wait_idle(window)
    assert field.text() == "31/02/1990"
    assert "Ngày sinh" in field.accessibleDescription()
    assert value(window, who, "birth_date") == before
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not page.record.editor.is_open
    assert QApplication.focusWidget() is page.list.view
    press(window, Qt.Key.Key_E, CONTROL)
    assert field.text() == before
    option = page.record.option()
    assert option is not None
    type_text(field, option.edit)
    QTest.keyClick(field, Qt.Key.Key_Return)
    wait_idle(window)
    assert value(window, who, "birth_date") == option.text
    assert person(page) != who


def test_who_types_an_error_instead_stays_with_it_and_it_does_not_count_as_done(window: Window) -> None:
    ids = ask(window, lambda desk: find_ids(desk, YEAR)[:2])
    for who in ids:
        change(window, partial(write, who, "full_name", "NGUYEN VAN MUOI"))
    page = show(window, group="full_name.no_accents")
    row, other = (page.people.find_row(who) for who in ids)
    assert row is not None
    assert other is not None
    page.walk.go_to(row)
    wait_idle(window)
    keep(window, "12345")
    assert person(page) == ids[0]
    assert page.record.problem is not None
    assert (page.record.problem.severity, page.record.problem.field) == ("error", "full_name")
    assert page.people.note(row) != "Đã sửa"
    assert not page.people.is_put_right(row)
    assert "đã xong 0" in page.list.count.text()
    page.walk.go_to(other)
    wait_idle(window)
    assert person(page) == ids[1]
    assert not page.people.is_put_right(row)
    page.walk.go_to(row)
    wait_idle(window)
    keep(window, "Nguyễn Văn Mười")
    assert person(page) != ids[0]
    assert page.people.is_put_right(row)
    assert "đã xong 1" in page.list.count.text()


def write(who: str, field: str, text: str, desk: Desk) -> None:
    set_field(desk, who, field, text)


def keep(window: Window, text: str) -> None:
    """Type a value over the field in question."""
    press(window, Qt.Key.Key_F2)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.selectAll()
    type_text(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    wait_idle(window)


@pytest.mark.parametrize("method", METHODS)
def test_a_name_is_typed_in_telex_and_vni_and_no_digit_of_it_chooses(window: Window, method: Method) -> None:
    page = show(window, person=ask(window, lambda desk: find_ids(desk, SEX)[0]))
    who = person(page)
    page.record.table.setFocus()
    while page.record.table.key() != "full_name":
        QTest.keyClick(page.record.table, Qt.Key.Key_Up)
    QTest.keyClick(page.record.table, Qt.Key.Key_Return)
    field = page.record.editor.field
    assert QApplication.focusWidget() is field
    ringed = page.record.option()
    type_text(field, LONG, method)
    assert page.record.option() == ringed
    QTest.keyClick(field, Qt.Key.Key_Enter)
    wait_idle(window)
    assert value(window, who, "full_name") == LONG
    assert page.record.head.name.text() == LONG
    assert person(page) == who


def test_half_a_change_is_neither_lost_nor_kept_by_going_elsewhere(window: Window) -> None:
    page = show(window, group=YEAR)
    who = person(page)
    press(window, Qt.Key.Key_F2)
    field = page.record.editor.field
    type_text(field, "12")
    page.list.view.setFocus()
    QTest.keyClick(page.list.view, Qt.Key.Key_Down)
    wait_idle(window)
    assert person(page) == who
    assert page.list.view.currentIndex().row() == 0
    assert field.text() == "12"
    assert "Esc" in field.accessibleDescription()
    QTest.keyClick(window, Qt.Key.Key_1, CONTROL)
    wait_idle(window)
    assert window.space is not None
    assert window.space.place == "clean"
    QTest.keyClick(page.list.view, Qt.Key.Key_Escape)
    QTest.keyClick(page.list.view, Qt.Key.Key_Down)
    wait_idle(window)
    assert person(page) != who


def test_a_dose_is_added_and_then_corrected(window: Window) -> None:
    page = show(window, person=ask(window, lambda desk: find_ids(desk, YEAR)[0]))
    who = person(page)
    count = len(read(window, who).doses)
    page.record.doses.cards[-1].click()
    wait_idle(window)
    assert QApplication.focusWidget() is page.record.doses.table
    assert page.record.doses.table.key() == "vaccine"
    QTest.keyClick(page.record.doses.table, Qt.Key.Key_Return)
    type_text(page.record.editor.field, "Pfizer")
    QTest.keyClick(page.record.editor.field, Qt.Key.Key_Return)
    wait_idle(window)
    doses = read(window, who).doses
    assert len(doses) == count + 1
    page.record.doses.table.setFocus()
    while page.record.doses.table.key() != "date":
        QTest.keyClick(page.record.doses.table, Qt.Key.Key_Down)
    QTest.keyClick(page.record.doses.table, Qt.Key.Key_Return)
    type_text(page.record.editor.field, "01/03/2022")
    QTest.keyClick(page.record.editor.field, Qt.Key.Key_Return)
    wait_idle(window)
    new = next(dose for dose in read(window, who).doses if dose.id not in {one.id for one in doses[:count]})
    assert next(row.now for row in new.fields if row.key == "date") == "01/03/2022"


def test_the_other_fields_are_shown_when_they_are_asked_for(window: Window) -> None:
    page = show(window, group=YEAR)
    shown = len(page.record.table.fields.rows)
    page.record.more.click()
    assert len(page.record.table.fields.rows) > shown
    page.record.more.click()
    assert len(page.record.table.fields.rows) == shown


def test_the_history_tells_what_was_changed_and_esc_leads_back(window: Window) -> None:
    page = show(window, person=ask(window, lambda desk: find_ids(desk, YEAR)[0]))
    who = person(page)
    change(window, lambda desk: set_field(desk, who, "phone", "0912345678"))
    page.record.head.history.click()
    wait_idle(window)
    model = page.record.timeline.view.moments
    assert model.rowCount() == 2
    said = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "0912 345 678" in said
    assert QApplication.focusWidget() is page.record.timeline.view
    press(window, Qt.Key.Key_Escape)
    assert not page.record.is_history
    assert QApplication.focusWidget() is page.record.table
