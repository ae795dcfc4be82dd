from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from tests.shell.desk.conftest import DOSES, SEN, make_fact, name_person
from tests.ui.cleaning import CONTROL, YEAR, ask, change, coloured, find_ids, person, press, read, show, value
from tests.ui.driving import open_store_in, wait_idle, wait_until
from tests.ui.test_every_page import find_faults
from tests.ui.typing import type_text
from vaxdesk.desk.complaining import add_complaint, read_complaints
from vaxdesk.desk.correcting import mark, set_field
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.reentering import list_to_reenter
from vaxdesk.model.filter import Filter
from vaxdesk.model.message import Message
from vaxdesk.model.step import Fact
from vaxdesk.systems import this_system
from vaxdesk.ui.clean.complaints import ComplaintsWork, ComplaintWork
from vaxdesk.ui.clean.forms import FlagWork, PersonWork
from vaxdesk.ui.clean.planning import FieldWork, SessionWork
from vaxdesk.ui.clean.reentry import EntryWork
from vaxdesk.ui.clean.work import Work
from vaxdesk.ui.clipboard import copy_text, paste_text
from vaxdesk.ui.pages.clean import CleanPage
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.window import Window

W = TypeVar("W", bound=Work)
FORMS = (
    "Thêm người",
    "Lời nhắn",
    "Một giá trị",
    "Mũi tiêm của",
    "Nhập lại",
    "Phản ánh của người này",
    "Phản ánh của người dân",
)
SIZES = [(1366, 728), (1093, 545), (683, 310)]


def find_work(page: CleanPage, kind: type[W]) -> W:
    work = page.stage.work
    assert isinstance(work, kind)
    wait_until(work.sight.is_settled)
    return work


def is_working(page: CleanPage) -> bool:
    return page.stage.work is not None


def press_key(window: Window, key: Qt.Key = Qt.Key.Key_Return) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key)
    wait_idle(window)


def choose(window: Window, page: CleanPage, words: str) -> None:
    """Take what is in the menu of other work."""
    menu = page.beside.make_menu()
    next(act for act in menu.actions() if act.text().startswith(words)).trigger()
    wait_idle(window)


def choose_three(window: Window, page: CleanPage) -> list[str]:
    """Choose the first three people with Shift and the arrows."""
    ids = ask(window, lambda desk: find_ids(desk, YEAR))[:3]
    page.list.take_focus()
    for _ in range(2):
        QTest.keyClick(page.list.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    wait_idle(window)
    assert page.list.view.chosen_rows() == [0, 1, 2]
    return ids


def test_the_menu_opens_with_a_key_and_tells_how_many_are_chosen(window: Window) -> None:
    page = show(window, group=YEAR)
    choose_three(window, page)
    press(window, Qt.Key.Key_M, CONTROL)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert any("3 người" in act.text() for act in menu.actions())
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    QTest.keyClick(page.list.view, Qt.Key.Key_A, CONTROL)
    assert len(page.list.view.chosen_rows()) == page.people.rowCount()


def test_somebody_new_is_added_with_the_keyboard_and_shown(window: Window) -> None:
    page = show(window, group=YEAR)
    press(window, Qt.Key.Key_N, CONTROL)
    work = find_work(page, PersonWork)
    assert not work.act.isEnabled()
    assert find_faults(window) == {}
    type_text(work.fields["full_name"], "Điểu Thị Ngọc", "telex")
    work.fields["birth_date"].setFocus()
    type_text(work.fields["birth_date"], "31/02/1990")
    press_key(window)
    assert "Ngày sinh" in work.note.text()
    assert work.fields["birth_date"].hasFocus()
    assert coloured(page) == ["Thêm"]
    work.fields["birth_date"].clear()
    type_text(work.fields["birth_date"], "1990")
    press_key(window)
    assert not is_working(page)
    assert page.record.panel is not None
    assert page.record.panel.full_name == "Điểu Thị Ngọc"
    QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Z, CONTROL)
    wait_idle(window)
    assert ask(window, lambda desk: desk.store.asking.count(Filter(text="diểu thị ngọc 1990"))) == 0


def test_what_is_typed_is_not_dropped_by_one_esc(window: Window) -> None:
    page = show(window, group=YEAR)
    press(window, Qt.Key.Key_N, CONTROL)
    work = find_work(page, PersonWork)
    type_text(work.fields["full_name"], "Lê")
    press_key(window, Qt.Key.Key_Escape)
    assert is_working(page)
    assert "Esc" in work.note.text()
    press_key(window, Qt.Key.Key_Escape)
    assert not is_working(page)


def test_a_word_for_a_colleague_stands_on_the_record_until_it_is_emptied(window: Window) -> None:
    page = show(window, group=YEAR)
    press(window, Qt.Key.Key_J, CONTROL)
    type_text(find_work(page, FlagWork).fields["flag"], "gọi lại chiều thứ ba", "vni")
    press_key(window)
    assert not is_working(page)
    assert page.record.head.flag.isVisible()
    assert "gọi lại chiều thứ ba" in page.record.head.flag.text()
    press(window, Qt.Key.Key_J, CONTROL)
    work = find_work(page, FlagWork)
    assert work.fields["flag"].text() == "gọi lại chiều thứ ba"
    work.fields["flag"].clear()
    press_key(window)
    assert not page.record.head.flag.isVisible()


def test_one_value_for_those_chosen_is_shown_then_set_in_one_step(window: Window) -> None:
    page = show(window, group=YEAR)
    ids = choose_three(window, page)
    before = [value(window, who, "hamlet") for who in ids]
    choose(window, page, "Một giá trị cho 3 người")
    work = find_work(page, FieldWork)
    type_text(work.fields["value"], "Thôn Mới", "telex")
    press_key(window)
    assert len(work.view.changes.lines) == 3
    assert coloured(page) == ["Sửa cả 3"]
    assert find_faults(window) == {}
    assert [value(window, who, "hamlet") for who in ids] == before
    wait_until(work.sight.is_settled)
    press_key(window)
    assert not is_working(page)
    assert {value(window, who, "hamlet") for who in ids} == {"Thôn Mới"}
    QTest.keyClick(page.list.view, Qt.Key.Key_Z, CONTROL)
    wait_idle(window)
    assert [value(window, who, "hamlet") for who in ids] == before


def test_another_value_or_another_list_asks_for_another_look(window: Window) -> None:
    page = show(window, group=YEAR)
    ids = choose_three(window, page)
    choose(window, page, "Một giá trị cho 3 người")
    work = find_work(page, FieldWork)
    type_text(work.fields["value"], "Thôn 1")
    press_key(window)
    type_text(work.fields["value"], "1")
    assert coloured(page) == ["Xem trước"]
    wait_until(work.sight.is_settled)
    press_key(window)
    assert {one.new for one in work.view.changes.lines} == {"Thôn 11"}
    change(window, lambda desk: set_field(desk, ids[0], "hamlet", "Thôn 11"))
    wait_until(work.sight.is_settled)
    press_key(window)
    assert is_working(page)
    assert len(work.view.changes.lines) == 2
    assert "vừa đổi" in work.note.text()


def test_the_doses_of_a_session_are_entered_in_one_go(window: Window) -> None:
    page = show(window, group=YEAR)
    ids = choose_three(window, page)
    doses = [len(read(window, who).doses) for who in ids]
    choose(window, page, "Mũi tiêm của một buổi cho 3 người")
    work = find_work(page, SessionWork)
    for key, text in (("vaccine", "Pfizer"), ("lot", "FK0112"), ("date", "12/03/2022")):
        type_text(work.fields[key], text)
    press_key(window)
    assert len({one.person for one in work.view.changes.lines}) == 3
    wait_until(work.sight.is_settled)
    press_key(window)
    assert [len(read(window, who).doses) for who in ids] == [count + 1 for count in doses]


def bring_in_two_to_type_again(desk: Desk) -> None:
    """Bring in two people of the portal's own list whose name was put right since."""
    for name, number in (("h1", "070190004351"), ("h2", "070190004352")):
        row = make_fact(name, {**SEN, "full_name": "Điểu Thi Sen", "id_number": number, "phone": "0912004351"}, DOSES)
        as_platform = Fact(row.kind, row.stream, row.person, value=row.value, origin="platform")
        desk.act(Message("Load {file}", {"file": "nen tang.xlsx"}), [as_platform])
        set_field(desk, name_person(name), "full_name", "Điểu Thị Sen")
        mark(desk, name_person(name), "matched")


def test_a_card_is_copied_field_by_field_with_enter_then_the_next_comes(window: Window) -> None:
    change(window, bring_in_two_to_type_again)
    waiting = ask(window, list_to_reenter)
    assert len(waiting) == 2
    page = show(window, group=YEAR)
    choose(window, page, "Nhập lại lên hệ thống")
    work = find_work(page, EntryWork)
    assert find_faults(window) == {}
    texts = [one.text for one in work.card.fields]
    for text in texts:
        press_key(window)
        assert paste_text() == text
    assert coloured(page) == ["Đã nhập, tiếp theo"]
    press_key(window)
    assert ask(window, list_to_reenter) == waiting[1:]
    wait_until(work.sight.is_settled)
    press_key(window, Qt.Key.Key_F9)
    assert ask(window, list_to_reenter) == ()
    assert work.empty is not None
    assert "Không còn ai" in work.empty.accessibleName()
    assert list_buttons(work) == {"Về các hồ sơ", "Quay lại"}
    press_key(window, Qt.Key.Key_Escape)
    assert not is_working(page)


def test_what_was_copied_is_kept_out_of_histories_and_gone_when_the_store_is_locked(window: Window) -> None:
    show(window, group=YEAR)
    copy_text("070190004321")
    held = QGuiApplication.clipboard().mimeData()
    assert all(held.hasFormat(name) for name in this_system().private_formats())
    window.lock()
    wait_until(lambda: window.space is None)
    wait_idle(window)
    assert paste_text() == ""
    QGuiApplication.clipboard().setText("của người khác")
    window.show_start()
    assert paste_text() == "của người khác"


def test_a_report_is_taken_down_shown_with_its_clock_and_answered(window: Window) -> None:
    page = show(window, group=YEAR)
    who = person(page)
    choose(window, page, "Phản ánh của người này")
    work = find_work(page, ComplaintWork)
    assert not work.act.isEnabled()
    type_text(work.fields["said"], "sai năm sinh, tiêm 2 mũi chỉ thấy 1", "telex")
    press_key(window)
    assert not is_working(page)
    choose(window, page, "Phản ánh của người dân")
    reports = find_work(page, ComplaintsWork)
    assert reports.reports.index(0, 3).data() == "48 giờ"
    assert find_faults(window) == {}
    show(window, filter=Filter())
    choose(window, page, "Phản ánh của người dân")
    find_work(page, ComplaintsWork)
    press_key(window)
    assert not is_working(page)
    assert person(page) == who
    choose(window, page, "Phản ánh của người dân")
    find_work(page, ComplaintsWork)
    press_key(window, Qt.Key.Key_F9)
    assert ask(window, read_complaints) == ()
    nothing = find_work(page, ComplaintsWork)
    assert nothing.empty is not None
    assert "Không có phản ánh" in nothing.empty.accessibleName()
    assert list_buttons(nothing) == {"Về các hồ sơ", "Quay lại"}
    press_key(window)
    assert not is_working(page)
    answered = ask(window, lambda desk: read_complaints(desk, only_open=False))
    assert [line.complaint.outcome for line in answered] == ["corrected"]


def list_buttons(work: Work) -> set[str]:
    """Give the texts of the buttons in sight, which all can be pressed."""
    buttons = [one for one in work.findChildren(ActButton) if one.isVisible()]
    assert all(one.isEnabled() for one in buttons)
    return {one.text() for one in buttons}


def test_where_nobody_ever_had_to_be_typed_again_none_are_left_neither(window: Window) -> None:
    page = show(window, group=YEAR)
    page.works.reenter()
    wait_idle(window)
    work = find_work(page, EntryWork)
    assert work.empty is not None
    assert "Không có ai" in work.empty.accessibleName()
    assert work.empty.buttons[0].hasFocus()
    assert find_faults(window) == {}


def test_a_look_ahead_that_cannot_begin_says_what_is_missing(window: Window) -> None:
    page = show(window, group=YEAR)
    page.works.set_field(page.beside.chosen())
    assert find_work(page, FieldWork).note.text() == "Hãy gõ giá trị."
    page.works.add_doses(page.beside.chosen())
    work = find_work(page, SessionWork)
    assert work.note.text() == "Hãy gõ ngày tiêm của buổi đó."
    type_text(work.fields["date"], "15/08/2021", "telex")
    assert work.note.text() == ""
    assert work.act.isEnabled()


@pytest.mark.parametrize("width", [1366, 1920])
def test_hints_of_a_new_person_are_read_whole_where_there_is_room(
    make_window: Callable[..., Window], store_folder: Path, width: int
) -> None:
    window = make_window(store_folder, size=(width, 728))
    open_store_in(window, store_folder)
    page = show(window, group=YEAR)
    page.works.add_person("")
    wait_idle(window)
    for field in find_work(page, PersonWork).fields.values():
        assert field.fontMetrics().horizontalAdvance(field.placeholderText()) < field.width() - 20


def test_a_slip_is_saved_as_a_pdf_where_there_is_no_printer(window: Window, tmp_path: Path) -> None:
    page = show(window, group=YEAR)
    press(window, Qt.Key.Key_P, CONTROL)
    wait_until(lambda: page.findChildren(QFileDialog))
    (chooser,) = page.findChildren(QFileDialog)
    assert page.record.panel is not None
    assert (page.record.panel.full_name or "?") not in chooser.selectedFiles()[0]
    target = tmp_path / "phieu.pdf"
    chooser.setDirectory(str(tmp_path))
    chooser.selectFile(target.name)
    chooser.accept()
    wait_until(target.exists)
    wait_idle(window)
    assert target.read_bytes().startswith(b"%PDF")
    assert window.space is not None
    assert window.space.step_line._did.text() == "Đã ghi phiếu của người dân: phieu.pdf"


def test_a_report_is_refused_with_a_reason(window: Window) -> None:
    page = show(window, group=YEAR)
    who = person(page)
    change(window, lambda desk: add_complaint(desk, who, "paper", "sai tên", opened="2022-05-18T09:00+07:00"))
    choose(window, page, "Phản ánh của người dân")
    work = find_work(page, ComplaintsWork)
    assert "quá hạn" in str(work.reports.index(0, 3).data())
    work.make_reasons().actions()[0].trigger()
    wait_idle(window)
    (line,) = ask(window, lambda desk: read_complaints(desk, only_open=False))
    assert (line.complaint.outcome, line.complaint.because) == ("refused", "form_incomplete")


@pytest.mark.parametrize("size", SIZES)
def test_every_form_is_whole_at_every_size(window: Window, size: tuple[int, int]) -> None:
    window.resize(*size)
    wait_idle(window)
    page = show(window, group=YEAR)
    faults = {}
    for words in FORMS:
        choose(window, page, words)
        faults[words] = find_faults(window)
        press_key(window, Qt.Key.Key_Escape)
        assert not is_working(page), words
    assert not any(faults.values()), faults
    assert person(page)
