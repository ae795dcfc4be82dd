from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QBoxLayout, QLabel, QWidget

from tests.shell.desk.conftest import DOSES, SEN, make_fact
from tests.ui.driving import PASSWORD, USER, open_store_in, show_page, start_empty_store, wait_idle, wait_until
from vaxdesk.desk.complaining import add_complaint
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.figures import read_figures, set_deadline
from vaxdesk.desk.keeping import back_up
from vaxdesk.desk.starting import open_desk
from vaxdesk.model.display import show_date
from vaxdesk.model.filter import Filter
from vaxdesk.model.message import Message
from vaxdesk.ui.clean.complaints import ComplaintsWork
from vaxdesk.ui.home.rows import Row, RowsView
from vaxdesk.ui.look import Look
from vaxdesk.ui.pages.clean import CleanPage
from vaxdesk.ui.pages.home import HomePage
from vaxdesk.ui.window import Window

T = TypeVar("T")


def find_page(window: Window) -> HomePage:
    page = show_page(window, "home")
    assert isinstance(page, HomePage)
    return page


def ask(window: Window, question: Callable[[Desk], T]) -> T:
    answers: list[T] = []
    window.tasks.do(lambda desk, _: question(desk), answers.append)
    wait_idle(window)
    return answers[0]


def place(window: Window) -> str:
    wait_idle(window)
    assert window.space is not None
    return window.space.place


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


@pytest.fixture
def empty_store(tmp_path: Path, profile: Path) -> Path:
    """Give a store without anybody."""
    folder = tmp_path / "empty"
    start_empty_store(folder, "Trạm Y tế xã Đắk Ơ", "25225")
    return folder


@pytest.fixture
def page(window: Window) -> HomePage:
    return find_page(window)


def test_tiles_tasks_and_legend_say_in_words_what_they_show(window: Window, page: HomePage) -> None:
    figures = ask(window, read_figures)
    say = page.say
    for tile, label, part, whole in (
        (page.tiles.matched, say("People verified as right"), 0, 120),
        (page.tiles.doses, say("Doses that are clean"), figures.clean_doses, figures.doses),
        (page.tiles.errors, say("People with errors to put right"), figures.errors, 120),
    ):
        name = tile.accessibleName()
        assert name.startswith(f"{label}: {part} ")
        assert f" {whole} " in name
    model = page.tasks.rows
    for at, row in enumerate(model.rows):
        said = model.index(at).data(Qt.ItemDataRole.AccessibleTextRole)
        assert row.title in said
        assert row.act in said
    legend = QAccessible.queryAccessibleInterface(page.strip.legend)
    assert legend.childCount() == 7
    assert "120" in page.strip.legend.model().index(6, 0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_the_first_task_has_the_focus_and_enter_opens_its_list(window: Window, page: HomePage) -> None:
    assert focused() is page.tasks
    assert page.tasks.currentIndex().row() == 0
    QTest.keyClick(page.tasks, Qt.Key.Key_Return)
    assert place(window) == "clean"


def test_arrows_go_among_the_tasks_and_letters_do_nothing(window: Window, page: HomePage) -> None:
    QTest.keyClick(page.tasks, Qt.Key.Key_Down)
    assert page.tasks.currentIndex().row() == 1
    QTest.keyClicks(page.tasks, "tuwddieeur")
    QTest.keyClick(page.tasks, Qt.Key.Key_Backspace)
    assert page.tasks.currentIndex().row() == 1
    QTest.keyClick(page.tasks, Qt.Key.Key_Up)
    assert page.tasks.currentIndex().row() == 0
    assert place(window) == "home"


def test_a_click_on_a_task_opens_it(window: Window, page: HomePage) -> None:
    rows = page.tasks.rows.rows
    backup = next(at for at, row in enumerate(rows) if row.icon == "settings")
    spot = page.tasks.visualRect(page.tasks.rows.index(backup)).center()
    QTest.mouseClick(page.tasks.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert place(window) == "settings"


def test_the_tiles_and_the_legend_open_the_people_they_count(window: Window, page: HomePage) -> None:
    wanted = QSignalSpy(page.tiles.opened)
    page.tiles.errors.setFocus()
    QTest.keyClick(page.tiles.errors, Qt.Key.Key_Return)
    assert wanted.at(0) == [Filter(severity="error")]
    assert place(window) == "clean"
    show_page(window, "home")
    page.tiles.matched.click()
    assert wanted.at(1) == [Filter(verification="matched")]
    show_page(window, "home")
    page.strip.legend.setFocus()
    QTest.keyClick(page.strip.legend, Qt.Key.Key_End)
    QTest.keyClick(page.strip.legend, Qt.Key.Key_Return)
    assert place(window) == "clean"


def test_a_name_is_searched_where_people_are_and_escape_empties_the_field(window: Window, page: HomePage) -> None:
    QTest.keyClick(page.tasks, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert focused() is page.search
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert place(window) == "home"
    QTest.keyClicks(page.search, "thi")
    QTest.keyClick(page.search, Qt.Key.Key_Escape)
    assert page.search.text() == ""
    assert focused() is page.tasks
    page.seek()
    QTest.keyClicks(page.search, "nguyen")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert place(window) == "clean"
    assert page.search.text() == ""


def test_f6_walks_through_all_parts(page: HomePage) -> None:
    seen = []
    for _ in range(6):
        QTest.keyClick(focused(), Qt.Key.Key_F6)
        seen.append(focused())
    assert {page.tasks, page.search, page.tiles.matched, page.strip.legend} <= set(seen)


def test_a_store_without_anybody_says_so_and_enter_goes_to_load(
    make_window: Callable[..., Window], empty_store: Path
) -> None:
    window = make_window(empty_store)
    open_store_in(window, empty_store)
    page = find_page(window)
    assert page.empty.isVisible()
    assert page.notices.isHidden()
    assert page.empty.accessibleName() == page.say("No list has been loaded yet")
    assert focused() is page.empty.buttons[0]
    assert [button.is_primary() for button in page.empty.buttons] == [True, False]
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert place(window) == "load"


def test_where_everything_is_done_it_says_so(make_window: Callable[..., Window], empty_store: Path) -> None:
    window = make_window(empty_store)
    open_store_in(window, empty_store)

    def fill(desk: Desk) -> None:
        desk.act(Message("Load"), [make_fact("sen", SEN | {"commune_code": "25225"}, DOSES)])
        back_up(desk)

    ask(window, fill)
    page = find_page(window)
    page.refresh()
    wait_idle(window)
    assert page.tasks.isHidden()
    assert page.done.accessibleName() == page.say("Nothing is left to do")
    assert focused() is page.done.buttons[0]


def test_the_deadline_stands_in_the_header_and_says_how_many_a_day(window: Window, page: HomePage) -> None:
    until = (date.today() + timedelta(14)).isoformat()  # noqa: DTZ011 - the day on this computer's wall
    ask(window, lambda desk: set_deadline(desk, until))
    page.refresh()
    wait_idle(window)
    assert page.say("deadline {day}, {days} days left", day=show_date(until), days=14) in page.fact
    said = [label.text() for label in page.deadline.findChildren(QLabel)]
    assert page.say("Deadline for cleaning: {day}", day=show_date(until)) in said
    ask(window, lambda desk: set_deadline(desk, "2022-06-01"))
    page.refresh()
    wait_idle(window)
    assert page.say("the deadline {day} has passed", day="01/06/2022") in page.fact


def test_citizens_reports_wait_with_their_clock_and_enter_leads_to_them(window: Window, page: HomePage) -> None:
    assert page._nothing_waits.isVisible()
    ids = [one["id"] for one in ask(window, lambda desk: list(desk.store.read_records()))[:5]]
    now = datetime.now().astimezone()
    for hours, who in zip((59.5, 47.5, 1, 1, 1), ids, strict=True):
        opened = (now - timedelta(hours=hours)).isoformat("T", "minutes")
        ask(window, partial(complain, who, opened))
    page = find_page(window)
    assert not page._nothing_waits.isVisible()
    late, soon, _, more = page.waits.rows.rows
    assert (late.right, late.tone, late.icon) == ("quá hạn 12 giờ", "warn", "warn")
    assert (soon.right, soon.tone) == ("1 giờ", "text")
    assert "2" in more.title
    first = page.tasks.rows.rows[0]
    assert (first.title, first.detail, first.act) == (
        "Trả lời phản ánh của người dân: 5",
        "1 phản ánh đã quá hạn",
        "Trả lời",
    )
    page.tasks.setCurrentIndex(page.tasks.rows.index(0))
    QTest.keyClick(page.tasks, Qt.Key.Key_Return)
    assert place(window) == "clean"
    assert find_reports(window).view.currentIndex().row() == 0
    page = find_page(window)
    page.waits.setFocus()
    QTest.keyClick(page.waits, Qt.Key.Key_Down)
    QTest.keyClick(page.waits, Qt.Key.Key_Return)
    assert place(window) == "clean"
    work = find_reports(window)
    assert work.view.hasFocus()
    assert work.view.currentIndex().row() == 1
    wait_until(work.sight.is_settled)
    QTest.keyClick(work.view, Qt.Key.Key_Return)
    wait_idle(window)
    assert window.space is not None
    clean = window.space.page
    assert isinstance(clean, CleanPage)
    assert clean.record.panel is not None
    assert clean.record.panel.id == ids[1]
    assert clean.record.head.report.isVisible()
    assert "sai tên" in clean.record.head.report.text()
    assert "1 giờ" in clean.record.head.report.text()


def complain(who: str, opened: str, desk: Desk) -> None:
    add_complaint(desk, who, "desk", "sai tên", opened=opened)


def find_reports(window: Window) -> ComplaintsWork:
    assert window.space is not None
    page = window.space.page
    assert isinstance(page, CleanPage)
    assert isinstance(page.stage.work, ComplaintsWork)
    return page.stage.work


def test_in_a_narrow_window_all_is_one_column_and_nothing_hangs_out_at_the_side(
    make_window: Callable[..., Window], store_folder: Path
) -> None:
    window = make_window(store_folder, size=(683, 310))
    open_store_in(window, store_folder)
    page = find_page(window)
    assert page._lower.direction() == QBoxLayout.Direction.TopToBottom
    assert page._held.width() <= page._scroll.viewport().width()
    for _ in range(5):
        QTest.keyClick(page.tasks, Qt.Key.Key_Down)
    row = page.tasks.visualRect(page.tasks.currentIndex())
    top = page.tasks.viewport().mapTo(page._scroll.viewport(), row.topLeft()).y()
    assert -1 <= top <= page._scroll.viewport().height() - row.height() + 1


def test_long_words_wrap_and_are_never_cut(look: Look) -> None:
    view = RowsView(look, "Nên làm tiếp")
    long = "Gói số 12 gửi Trung tâm Y tế huyện Bù Gia Mập, tỉnh Bình Phước, chưa có biên nhận " * 3
    view.set_rows([Row("wait", "wait", "Ngắn", "", right="3 ngày"), Row("wait", "wait", long, long, right="21 ngày")])
    view.resize(400, 300)
    view.show()
    QTest.qWait(20)
    short, high = (view.visualRect(view.rows.index(row)).height() for row in (0, 1))
    assert high > 4 * short
    assert view.height() >= short + high
    view.deleteLater()


@pytest.mark.parametrize("filled", [False, True])
def test_a_store_that_was_copied_is_told_at_opening_also_where_nobody_has_been_loaded(
    make_window: Callable[..., Window], empty_store: Path, tmp_path: Path, *, filled: bool
) -> None:
    if filled:
        with open_desk(empty_store, USER, PASSWORD) as desk:
            desk.act(Message("Load"), [make_fact("sen", SEN | {"commune_code": "25225"}, DOSES)])
    copied = shutil.copytree(empty_store, tmp_path / "copied")
    window = make_window(copied)
    open_store_in(window, copied)
    page = find_page(window)
    assert page.empty.isVisible() is not filled
    (told,) = ask(window, lambda desk: desk.notices)
    assert page.frame.wording.render(told) in [
        one.text() for one in page.notices.findChildren(QLabel) if one.isVisible()
    ]
