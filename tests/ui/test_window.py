from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from tests.ui.driving import PASSWORD, USER, open_store_in, show_page, wait_idle, wait_until
from vaxdesk.desk.correcting import set_field
from vaxdesk.desk.starting import open_desk
from vaxdesk.errors import DoNotTrust, StaffCanFix
from vaxdesk.settings import IDLE, LANGUAGE, STORE, Settings
from vaxdesk.ui.page import Place
from vaxdesk.ui.start.unlock import Unlock
from vaxdesk.ui.tasks import Job
from vaxdesk.ui.widgets.dialogs import HouseDialog, make_refusal
from vaxdesk.ui.window import Window

CTRL = Qt.KeyboardModifier.ControlModifier


def read_words(window: Window) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def answer_next_dialog(key: str, seen: list[HouseDialog]) -> None:
    """Press a button of the dialog that comes next."""
    from PySide6.QtCore import QTimer

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, HouseDialog):
            seen.append(dialog)
            dialog.finish(key)
        else:
            QTimer.singleShot(20, press)

    QTimer.singleShot(20, press)


def type_into_focus(text: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, text)


def can_do_again(window: Window) -> bool:
    return window.space is not None and window.space.standing.redo is not None


def change_somebody(window: Window) -> None:
    assert window.space is not None
    person: list[str] = []
    window.tasks.ask(lambda desk: desk.store.read_ids("", 1)[0], person.append)
    wait_until(lambda: person)
    window.tasks.do(lambda desk, _: set_field(desk, person[0], "note", "đã hỏi"), window.space.follow)
    wait_idle(window)


def test_the_lock_screen_opens_the_store_with_the_password_alone(
    make_window: Callable[..., Window], store_folder: Path
) -> None:
    window = make_window(store_folder)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, PASSWORD)
    QTest.keyClick(focused, Qt.Key.Key_Return)
    wait_until(lambda: window.space is not None)
    wait_idle(window)
    assert window.space is not None
    assert window.space.place == "home"
    assert "Trạm Y tế xã Phú Nghĩa" in window.windowTitle()
    assert Settings().read(STORE) == str(store_folder)


def test_a_wrong_password_is_said_below_the_field_and_can_be_typed_again(
    make_window: Callable[..., Window], store_folder: Path
) -> None:
    window = make_window(store_folder)
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, "khong phai")
    QTest.keyClick(field, Qt.Key.Key_Return)
    wait_until(lambda: "không đúng" in read_words(window))
    wait_idle(window)
    assert window.space is None
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, PASSWORD)
    QTest.keyClick(field, Qt.Key.Key_Return)
    wait_until(lambda: window.space is not None)


def test_a_store_in_use_elsewhere_says_so_and_opens_when_the_other_is_closed(
    make_window: Callable[..., Window], store_folder: Path
) -> None:
    window = make_window(store_folder)
    page = window.stack.currentWidget()
    assert isinstance(page, Unlock)
    with open_desk(store_folder, USER, PASSWORD):
        type_into_focus(PASSWORD)
        page.unlock()
        wait_until(lambda: "đang" in read_words(window) and page.button.isEnabled())
        assert window.space is None
    page.unlock()
    wait_until(lambda: window.space is not None)


def test_ctrl_l_locks_and_nothing_of_the_people_stays_on_the_screen(window: Window) -> None:
    show_page(window, "home")
    QTest.keyClick(window, Qt.Key.Key_L, CTRL)
    wait_until(lambda: window.space is None)
    wait_idle(window)
    assert isinstance(window.stack.currentWidget(), Unlock)
    assert window.stack.count() == 1
    assert window.windowTitle() == "VaxDesk"


def test_locking_ends_the_reading_process_with_what_it_remembers_of_lists(window: Window) -> None:
    assert window._reader is not None
    window._reader.warm()
    window.lock()
    wait_until(lambda: window.space is None)
    wait_idle(window)
    assert window._reader._child is None


def test_after_unlocking_the_same_page_is_shown_again(window: Window, store_folder: Path) -> None:
    show_page(window, "journal")
    window.lock()
    wait_until(lambda: window.space is None)
    open_store_in(window, store_folder)
    assert window.space is not None
    assert window.space.place == "journal"


def test_the_store_locks_itself_when_nobody_is_there(window: Window) -> None:
    window.watch.wait(30)
    wait_until(lambda: window.space is None)


def test_it_locks_itself_though_a_dialog_is_open(window: Window) -> None:
    from PySide6.QtCore import QTimer

    show_page(window, "home")
    window.watch.wait(50)
    assert window.space is not None
    QTimer.singleShot(0, window.space.show_help)
    wait_until(lambda: window.space is None)
    assert QApplication.activeModalWidget() is None


def test_the_password_that_opened_the_store_is_not_kept_in_the_window(
    make_window: Callable[..., Window], store_folder: Path
) -> None:
    window = make_window(store_folder)
    type_into_focus(PASSWORD)
    page = window.stack.currentWidget()
    assert isinstance(page, Unlock)
    page.unlock()
    wait_until(lambda: window.space is not None)
    assert window.stack.count() == 1


def test_the_language_can_change_while_answers_are_on_their_way(window: Window) -> None:
    assert window.space is not None
    for language in ("en", "vi", "en"):
        for page in ("clean", "home"):
            window.space.go(Place(page))
        window.change_language(language)
    wait_idle(window)
    assert window.space.place == "home"


def test_somebody_working_is_not_locked_out(window: Window) -> None:
    window.watch.wait(300)
    for _ in range(8):
        QTest.qWait(60)
        QTest.keyClick(window, Qt.Key.Key_Down)
    assert window.space is not None
    assert Settings().read(IDLE) == 10


def test_the_step_line_names_the_last_step_and_takes_it_back(window: Window) -> None:
    change_somebody(window)
    assert window.space is not None
    assert window.space.standing.undo is not None
    assert "Vừa làm: Sửa" in read_words(window)
    QTest.keyClick(window, Qt.Key.Key_Z, CTRL)
    wait_idle(window)
    assert can_do_again(window)
    assert "Đã hoàn tác: Sửa" in read_words(window)
    assert "Ctrl+Y" in read_words(window)
    assert "Vừa làm: Sửa" not in read_words(window)
    QTest.keyClick(window, Qt.Key.Key_Y, CTRL)
    wait_idle(window)
    assert not can_do_again(window)
    assert "Vừa làm: Sửa" in read_words(window)
    assert "Đã hoàn tác" not in read_words(window)


def test_the_language_changes_at_once_and_is_remembered(window: Window) -> None:
    show_page(window, "home")
    assert window.space is not None
    window.space.change_language("en")
    wait_until(lambda: window.space is not None and window.wording.language == "en")
    wait_idle(window)
    assert Settings().read(LANGUAGE) == "en"
    assert window.space is not None
    assert window.space.kinds["home"].title in read_words(window)


@pytest.mark.parametrize("size", [(1366, 728), (1093, 545), (683, 310)])
def test_the_rail_gives_way_to_a_button_where_room_is_scarce(window: Window, size: tuple[int, int]) -> None:
    window.resize(*size)
    QTest.qWait(20)
    assert window.space is not None
    assert window.space.rail.isVisible() == (size[0] >= 1000)
    QTest.keyClick(window, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    assert window.space.rail.isVisible() == (size[0] < 1000)


def test_a_dropped_list_opens_on_the_page_for_lists(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "danh sach.csv"
    path.write_text("Họ và tên,Ngày sinh\nĐiểu Thị Sen,1990\n", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(500, 300), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    assert window.space is not None
    window.space.dropEvent(event)
    wait_idle(window)
    assert window.space is not None
    assert window.space.place == "load"


def test_long_work_shows_how_far_it_is_and_can_be_stopped_by_esc(window: Window) -> None:
    def work(desk: object, job: Job[None]) -> None:
        for done in range(100_000):
            job.progress(done, 100_000)
            time.sleep(0.002)

    assert window.space is not None
    window.tasks.do(work, lambda _: None, title="Đang nạp", stopping="Dừng lại thì không dòng nào được ghi.")
    wait_until(lambda: window.space is not None and window.space.panel.isVisible())
    assert "Đang nạp" in read_words(window)
    assert "100.000" in read_words(window)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    wait_until(lambda: window.space is not None and not window.space.panel.isVisible())
    wait_idle(window)
    assert "Đã dừng" in read_words(window)


def test_closing_in_the_middle_of_work_asks_first_and_lets_it_finish(window: Window) -> None:
    going = threading.Event()

    def work(desk: object, job: Job[str]) -> str:
        going.wait(20)
        return "done"

    done: list[str] = []
    window.tasks.do(work, done.append, title="Đang ghi")
    seen: list[HouseDialog] = []
    answer_next_dialog("stay", seen)
    event = QCloseEvent()
    window.closeEvent(event)
    assert len(seen) == 1
    assert not event.isAccepted()
    going.set()
    wait_until(lambda: done)


def test_closing_in_the_middle_of_work_can_stop_it(window: Window) -> None:
    def work(desk: object, job: Job[None]) -> None:
        while True:
            job.progress(1, None)
            time.sleep(0.005)

    window.tasks.do(work, lambda _: None, title="Đang ghi")
    wait_until(lambda: window.tasks._running is not None)
    seen: list[HouseDialog] = []
    answer_next_dialog("close", seen)
    event = QCloseEvent()
    window.closeEvent(event)
    assert event.isAccepted()
    assert not window.tasks._thread.is_alive()


class Unreadable(StaffCanFix):
    code = "list.unreadable"
    says = "The file can't be read."
    cure = "Save it again."


class Forged(DoNotTrust):
    code = "package.forged"
    says = "The signature is wrong."


def test_a_refusal_says_what_happened_what_is_safe_and_what_to_do(window: Window) -> None:
    dialog = make_refusal(window.look, window.wording, Unreadable(), window)
    words = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    for part in (
        "The file can't be read.",
        "Dữ liệu trong máy vẫn nguyên.",
        "Làm tiếp: Save it again.",
        "list.unreadable",
    ):
        assert part in words
    dialog.deleteLater()


def test_what_can_t_be_trusted_has_no_way_on(window: Window) -> None:
    dialog = make_refusal(window.look, window.wording, Forged(), window)
    assert list(dialog.buttons) == ["close"]
    dialog.deleteLater()


def test_a_mistake_of_the_program_is_one_sentence_and_the_window_goes_on(window: Window) -> None:
    def fail(desk: object) -> None:
        raise ZeroDivisionError

    seen: list[HouseDialog] = []
    answer_next_dialog("close", seen)
    window.tasks.ask(fail, lambda _: None)
    wait_until(lambda: seen)
    wait_idle(window)
    assert window.space is not None


def test_help_names_the_pages_keys(window: Window) -> None:
    show_page(window, "home")
    seen: list[HouseDialog] = []
    answer_next_dialog("close", seen)
    QTest.keyClick(window, Qt.Key.Key_F1)
    wait_until(lambda: seen)
