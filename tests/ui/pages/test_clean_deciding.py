from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from tests.ui.cleaning import (
    CONTROL,
    NONE,
    SEX,
    YEAR,
    ask,
    change,
    coloured,
    find_ids,
    group_people,
    person,
    press,
    read,
    show,
    value,
)
from tests.ui.driving import USER, wait_idle, wait_until
from vaxdesk.desk.correcting import set_field
from vaxdesk.desk.desk import Desk
from vaxdesk.model.filter import Filter
from vaxdesk.model.message import Message
from vaxdesk.model.person import Value
from vaxdesk.model.step import Fact
from vaxdesk.ui.clean import sight
from vaxdesk.ui.window import Window

FOR_EVER_S = 3600.0


def test_enter_takes_the_proven_suggestion_and_goes_on_while_the_finished_stay_in_place(window: Window) -> None:
    page = show(window, group=YEAR)
    ids = ask(window, lambda desk: find_ids(desk, YEAR))
    option = page.record.option()
    assert option is not None
    assert coloured(page) == ["Nhận đề xuất"]
    press(window, Qt.Key.Key_Return)
    assert value(window, ids[0], "birth_date") == option.text
    assert person(page) == ids[1]
    assert page.people.rowCount() == len(ids)
    wait_until(lambda: page.people.note(0) == "Đã sửa")
    assert group_people(page, YEAR) == len(ids) - 1
    assert "đã xong 1" in page.list.count.text()
    press(window, Qt.Key.Key_Z, CONTROL)
    assert value(window, ids[0], "birth_date") != option.text
    wait_until(lambda: page.people.note(0) != "Đã sửa")
    assert group_people(page, YEAR) == len(ids)


def test_a_group_is_worked_off_by_enter_and_f8_alone_and_f5_leaves_those_put_off(window: Window) -> None:
    page = show(window, group=YEAR)
    people, put_off = page.people.rowCount(), 0
    for _ in range(people):
        is_sure = page.record.option() is not None
        put_off += not is_sure
        press(window, Qt.Key.Key_Return if is_sure else Qt.Key.Key_F8)
    assert 0 < put_off < people
    assert f"đã xong {people - put_off}" in page.list.count.text()
    press(window, Qt.Key.Key_F5)
    assert page.people.rowCount() == put_off
    assert {page.people.note(row) for row in range(put_off)} == {"để sau"}


def drop_number(who: str, desk: Desk) -> None:
    set_field(desk, who, "id_number", "")


def test_when_the_last_is_done_enter_opens_the_next_group(window: Window) -> None:
    for who in ask(window, lambda desk: find_ids(desk, YEAR))[1:]:
        change(window, partial(drop_number, who))
    page = show(window, group=YEAR)
    assert page.people.rowCount() == 1
    press(window, Qt.Key.Key_Return)
    assert page.record.panel is None
    # Lines are asked for again when they are painted, which a busy machine does later.
    wait_until(lambda: page.people.note(0) == "Đã sửa")
    assert coloured(page) == ["Nhóm tiếp theo"]
    press(window, Qt.Key.Key_Return)
    assert page.people.asked.group not in {None, YEAR}
    assert page.record.panel is not None


def test_what_is_only_likely_is_taken_by_its_digit_alone(window: Window) -> None:
    who = ask(window, lambda desk: find_ids(desk, SEX))[0]
    # A name that tells no sex proves nothing.
    change(window, lambda desk: set_field(desk, who, "full_name", "Lâm Sa Hoa"))
    page = show(window, group=SEX, person=who)
    assert person(page) == who
    option, row = page.record.card.options[0], page.walk.row
    assert page.record.option() is None
    assert coloured(page) == ["Sửa tay"]
    press(window, Qt.Key.Key_1)
    assert SEX not in [one.code for one in read(window, who).problems]
    assert option.text in {str(value(window, who, key)) for key in ("sex", "id_number")} or person(page) != who
    wait_until(lambda: page.people.note(row) == "Đã sửa")


def test_a_chip_that_is_clicked_is_only_ringed(window: Window) -> None:
    page = show(window, group=SEX)
    who = person(page)
    option = page.record.card.options[0]
    QTest.mouseClick(page.record.card.chips.chips[0], Qt.MouseButton.LeftButton)
    wait_idle(window)
    assert page.record.option() == option
    assert coloured(page) == ["Nhận đề xuất"]
    assert person(page) == who
    press(window, Qt.Key.Key_Return)
    assert SEX not in [one.code for one in read(window, who).problems]


def test_a_digit_that_is_held_or_comes_too_early_takes_nothing(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    # On a busy machine the record may be in sight for long before a test gets to press anything.
    with monkeypatch.context() as slow:
        slow.setattr(sight, "SETTLED_S", FOR_EVER_S)
        page = show(window, group=SEX)
        who = person(page)
        QTest.keyClick(page.list.view, Qt.Key.Key_1)
        wait_idle(window)
        assert person(page) == who
    wait_until(page.record.sight.is_settled)
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_1, NONE, "1", True)  # noqa: FBT003 - Qt's
    QApplication.sendEvent(page.list.view, held)
    QTest.keyClick(page.list.view, Qt.Key.Key_9)
    wait_idle(window)
    assert person(page) == who
    assert SEX in [one.code for one in read(window, who).problems]


def test_among_everybody_a_decision_leads_to_the_next_of_whom_anything_is_in_doubt(window: Window) -> None:
    page = show(window, group=YEAR)
    who = person(page)
    show(window, person=who, filter=Filter())
    row = page.list.view.currentIndex().row()
    assert page.record.option() is not None
    press(window, Qt.Key.Key_Return)
    panel = read(window, who)
    if not [one for one in panel.problems if one.severity != "info"]:
        assert person(page) != who
        line = page.people.line(page.list.view.currentIndex().row())
        assert line is not None
        assert line.errors or line.warnings
        assert page.list.view.currentIndex().row() > row


def test_nothing_is_decided_before_it_was_seen_nor_by_a_held_key(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = show(window, group=YEAR)
    wait_until(page.record.sight.is_settled)
    who = person(page)
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, NONE, "\r", True)  # noqa: FBT003 - Qt's
    QApplication.sendEvent(page.list.view, held)
    wait_idle(window)
    assert person(page) == who
    monkeypatch.setattr(sight, "SETTLED_S", FOR_EVER_S)
    QTest.keyClick(page.list.view, Qt.Key.Key_Down)
    wait_until(lambda: person(page) != who)
    second = person(page)
    QTest.keyClick(page.list.view, Qt.Key.Key_Return)
    wait_idle(window)
    assert YEAR in [one.code for one in read(window, second).problems]


def test_later_goes_on_and_is_remembered(window: Window) -> None:
    page = show(window, group=YEAR)
    people = page.people.rowCount()
    seen = [person(page)]
    for _ in range(people - 1):
        press(window, Qt.Key.Key_F8)
        seen.append(person(page))
    assert len(set(seen)) == people
    assert page.people.note(0) == "để sau"
    press(window, Qt.Key.Key_D, CONTROL)
    assert person(page) == seen[0]


def test_a_conflict_is_settled_by_choosing_a_side(window: Window) -> None:
    who = ask(window, lambda desk: find_ids(desk, SEX)[0])

    def disagree(desk: Desk) -> None:
        for phone in ("0978214653", "0978214635"):
            desk.act(Message("Mark"), [Fact("set", desk.stream, who, field="phone", value=phone)])

    change(window, disagree)
    page = show(window, group="conflict")
    assert [one.text for one in page.record.card.options] == ["0978 214 635", "0978 214 653"]
    assert page.record.option() is None
    assert page.record.table.key() == "phone"
    shown, other = page.record.card.sides.chips
    assert "đang hiện" in shown.accessibleName()
    assert "đang hiện" not in other.accessibleName()
    assert all("gõ tay" in one.accessibleName().lower() and USER in one.accessibleName() for one in (shown, other))
    press(window, Qt.Key.Key_2)
    assert coloured(page) == ["Chọn giá trị này"]
    press(window, Qt.Key.Key_Return)
    assert value(window, who, "phone") == "0978 214 653"
    assert read(window, who).problems
    assert "conflict" not in [one.code for one in read(window, who).problems]


def test_two_marks_that_differ_are_settled_too(window: Window) -> None:
    who = ask(window, lambda desk: find_ids(desk, YEAR)[0])

    def disagree(desk: Desk) -> None:
        for status in ("matched", "mismatched"):
            said: dict[str, Value] = {"status": status, "because": None}
            desk.act(Message("Mark"), [Fact("mark", desk.stream, who, field="verification", value=said)])

    change(window, disagree)
    page = show(window, group="conflict")
    press(window, Qt.Key.Key_2)
    assert coloured(page) == ["Chọn giá trị này"]
    press(window, Qt.Key.Key_Return)
    assert read(window, who).verification == "matched"


def choose(menu: QMenu, *words: str) -> None:
    """Go down a menu by its words and choose the last."""
    for word in words[:-1]:
        found = next(act.menu() for act in menu.actions() if act.text() == word)
        assert isinstance(found, QMenu)
        menu = found
    next(act for act in menu.actions() if act.text() == words[-1]).trigger()


def test_the_menu_of_marks_offers_only_moves_that_are_allowed(window: Window) -> None:
    page = show(window, group=YEAR)
    words = [act.text() for act in page.record.bar.make_menu().actions() if act.text()]
    assert words[0] == "Đúng như vậy"
    assert len(words) == 5
    who = person(page)
    wait_until(page.record.sight.is_settled)
    bar = page.record.bar
    menu = bar.make_menu()
    choose(menu, words[4], "Chuyển đi")
    wait_idle(window)
    panel = read(window, who)
    assert (panel.verification, panel.reason) == ("unresolvable", Message("Moved away"))


def test_right_as_it_is_silences_the_doubt_and_says_so_in_the_list(window: Window) -> None:
    page = show(window, group=YEAR)
    who = person(page)
    wait_until(page.record.sight.is_settled)
    choose(page.record.bar.make_menu(), "Đúng như vậy", "Đã xem giấy tờ")
    wait_idle(window)
    assert YEAR not in [one.code for one in read(window, who).problems]
    assert person(page) != who
    wait_until(lambda: page.people.note(0) == "đúng như vậy")


def test_while_something_changes_the_store_nothing_is_decided(window: Window) -> None:
    page = show(window, group=YEAR)
    wait_until(page.record.sight.is_settled)
    who = person(page)
    page.set_busy(busy=True)
    assert not page.record.bar.accept.isEnabled()
    QTest.keyClick(page.list.view, Qt.Key.Key_Return)
    QTest.keyClick(page.list.view, Qt.Key.Key_F2)
    wait_idle(window)
    assert not page.record.editor.is_open
    page.set_busy(busy=False)
    assert page.record.bar.accept.isEnabled()
    assert person(page) == who
