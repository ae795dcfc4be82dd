from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.driving import open_store_in, show_page, start_empty_store, wait_idle, wait_until
from vaxdesk.desk.correcting import mark, set_field
from vaxdesk.desk.desk import Desk
from vaxdesk.ui.journal.panel import PAUSE_MS
from vaxdesk.ui.models import steps
from vaxdesk.ui.pages.journal import JournalPage
from vaxdesk.ui.window import Window

T = TypeVar("T")
LONG = "Nguyễn Hoàng Thị Thanh Phương Uyên Ngọc Trinh"
CONTROL = Qt.KeyboardModifier.ControlModifier


def ask(window: Window, question: Callable[[Desk], T]) -> T:
    answers: list[T] = []
    window.tasks.do(lambda desk, _: question(desk), answers.append)
    wait_idle(window)
    return answers[0]


def find_page(window: Window) -> JournalPage:
    page = show_page(window, "journal")
    assert isinstance(page, JournalPage)
    return page


def work(desk: Desk) -> tuple[str, str]:
    """Correct a name, then mark somebody else; give the two people."""
    first, second = desk.store.read_ids()[:2]
    set_field(desk, first, "full_name", LONG)
    mark(desk, second, "matched")
    return first, second


def read_name(window: Window, person: str) -> str | None:
    names: list[str | None] = []
    window.tasks.ask(lambda desk: desk.store.fold([person])[person].person.full_name, names.append)
    wait_idle(window)
    return names[0]


def press(window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifier)
    wait_idle(window)


def focused() -> QWidget | None:
    return QApplication.focusWidget()


def looks_ahead(page: JournalPage) -> bool:
    return page.panel.preview is not None


def place(window: Window) -> str:
    assert window.space is not None
    return window.space.place


@pytest.fixture
def people(window: Window) -> tuple[str, str]:
    """Give the two people of whom something was changed: a name first, then a mark."""
    return ask(window, work)


@pytest.fixture
def page(window: Window, people: tuple[str, str]) -> JournalPage:
    return find_page(window)


def test_the_newest_step_stands_first_shows_what_it_changed_and_letters_move_nothing(
    window: Window, page: JournalPage
) -> None:
    assert focused() is page.view
    assert page.steps.rowCount() == 4
    assert page.view.currentIndex().row() == 0
    QTest.keyClicks(page.view, "nguwowif")
    QTest.keyClick(page.view, Qt.Key.Key_Backspace)
    assert page.view.currentIndex().row() == 0
    assert [line.field for line in page.panel.view.changes.lines] == ["verification"]
    press(window, Qt.Key.Key_Down)
    (line,) = page.panel.view.changes.lines
    assert (line.field, line.name, line.new) == ("full_name", LONG, LONG)
    said = page.panel.view.changes.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert LONG in said
    assert str(line.old) in said


def test_enter_goes_to_what_was_changed_and_from_there_to_the_person(window: Window, page: JournalPage) -> None:
    press(window, Qt.Key.Key_Return)
    assert focused() is page.panel.view
    press(window, Qt.Key.Key_Escape)
    assert focused() is page.view
    press(window, Qt.Key.Key_Return)
    press(window, Qt.Key.Key_Return)
    assert place(window) == "clean"


def test_an_old_step_is_taken_back_after_a_look_ahead_and_done_again(
    window: Window, page: JournalPage, people: tuple[str, str]
) -> None:
    before = str(page.steps.find_step(1))
    press(window, Qt.Key.Key_Down)
    old = page.panel.view.changes.lines[0].old
    press(window, Qt.Key.Key_Return, CONTROL)
    assert looks_ahead(page)
    assert page.panel.agree.isVisible()
    assert focused() is page.panel.agree
    assert read_name(window, people[0]) == LONG
    QTest.qWait(PAUSE_MS + 20)
    press(window, Qt.Key.Key_Return)
    assert read_name(window, people[0]) == old
    step = page.steps.find_step(2)
    assert step is not None
    assert not step.live
    assert before != str(step)
    assert page.say("taken back") in page.steps.index(2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert page.view.currentIndex().row() == 2
    press(window, Qt.Key.Key_Home)
    assert [(line.old, line.new) for line in page.panel.view.changes.lines] == [(LONG, old)]
    press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Return, CONTROL)
    QTest.qWait(PAUSE_MS + 20)
    press(window, Qt.Key.Key_Return)
    assert read_name(window, people[0]) == LONG


def test_enter_at_once_or_held_down_takes_nothing_back_and_escape_leaves_it(
    window: Window, page: JournalPage, people: tuple[str, str]
) -> None:
    press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Return, CONTROL)
    page.panel._since.restart()
    QTest.keyClick(page.panel.agree, Qt.Key.Key_Return)
    wait_idle(window)
    assert looks_ahead(page)
    assert read_name(window, people[0]) == LONG
    press(window, Qt.Key.Key_Escape)
    assert not looks_ahead(page)
    assert page.panel.back.isVisible()
    assert read_name(window, people[0]) == LONG
    assert page.steps.rowCount() == 4


def test_who_would_stay_of_a_load_is_told_before_and_after(window: Window, page: JournalPage) -> None:
    press(window, Qt.Key.Key_End)
    press(window, Qt.Key.Key_Return, CONTROL)
    told = page.panel._ahead_text.text()
    assert LONG in told
    QTest.qWait(PAUSE_MS + 20)
    press(window, Qt.Key.Key_Return)
    assert page.panel._ahead.isVisible()
    assert page.panel._ahead_title.text() == page.say("This stayed as it was")
    assert LONG in page.panel._ahead_text.text()


def test_all_people_of_a_load_are_shown_where_people_are(window: Window, page: JournalPage) -> None:
    assert not page.panel.people.isVisible()
    press(window, Qt.Key.Key_End)
    assert page.panel.people.isVisible()
    press(window, Qt.Key.Key_O, CONTROL)
    assert place(window) == "clean"


def test_steps_are_found_by_person_and_list_and_what_is_not_found_is_said(window: Window, page: JournalPage) -> None:
    press(window, Qt.Key.Key_F, CONTROL)
    assert focused() is page.search
    QTest.keyClicks(page.search, "thon.xlsx")
    press(window, Qt.Key.Key_Return)
    assert page.steps.rowCount() == 1
    page.search.clear()
    wait_idle(window)
    assert page.steps.rowCount() == 4
    page.search.setText("không ai tên như thế")
    press(window, Qt.Key.Key_Return)
    assert page.empty.isVisible()
    assert "không ai tên như thế" in page.empty.accessibleName()
    press(window, Qt.Key.Key_Escape)
    assert page.steps.rowCount() == 4
    assert focused() is page.view


def test_while_something_is_written_nothing_can_be_taken_back(
    window: Window, page: JournalPage, people: tuple[str, str]
) -> None:
    page.set_busy(busy=True)
    QTest.keyClick(page.view, Qt.Key.Key_Return, CONTROL)
    wait_idle(window)
    assert not looks_ahead(page)
    page.set_busy(busy=False)
    press(window, Qt.Key.Key_Return, CONTROL)
    ask(window, lambda desk: set_field(desk, people[0], "phone", "0912345678"))
    assert looks_ahead(page)
    assert focused() is page.panel.agree


def test_a_long_journal_is_read_page_by_page(
    window: Window, people: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "PAGE", 3)
    monkeypatch.setattr(steps, "KEPT", 7)

    def call(desk: Desk) -> None:
        for person in desk.store.read_ids()[:26]:
            set_field(desk, person, "phone", "0912345678")

    ask(window, call)
    page = find_page(window)
    rows = page.steps.rowCount()
    assert rows > 20
    for key, row in ((Qt.Key.Key_End, rows - 1), (Qt.Key.Key_Home, 0), (Qt.Key.Key_End, rows - 1)):
        press(window, key)
        # Pages are asked for a moment after they come into sight.
        wait_until(partial(page.steps.find_step, row))
        assert page.view.currentIndex().row() == row
    assert "nen tang.xlsx" in page.steps.index(rows - 1).data()
    assert page.panel.changes is not None
    assert page.panel.changes.people == 80
    assert len(page.steps._pages) == 7


def test_in_a_narrow_window_there_is_one_pane_at_a_time(make_window: Callable[..., Window], store_folder: Path) -> None:
    window = make_window(store_folder, size=(683, 310))
    open_store_in(window, store_folder)
    ask(window, work)
    page = find_page(window)
    assert page.view.isVisible()
    assert not page.panel.isVisible()
    press(window, Qt.Key.Key_Return)
    assert page.panel.isVisible()
    assert not page.view.isVisible()
    bar = page.panel.back.mapTo(window, page.panel.back.rect().bottomRight())
    assert window.rect().contains(bar)
    press(window, Qt.Key.Key_Escape)
    assert page.view.isVisible()
    assert focused() is page.view


def test_a_store_in_which_nothing_was_done_says_so(make_window: Callable[..., Window], tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    start_empty_store(folder, "Trạm Y tế xã Đắk Ơ", "25225")
    window = make_window(folder)
    open_store_in(window, folder)
    page = find_page(window)
    assert page.empty.accessibleName() == page.say("Nothing has been done yet")
    assert focused() is page.empty.buttons[0]
