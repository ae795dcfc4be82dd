"""A list of 300 people is loaded and cleaned by keyboard alone: nothing is clicked, no dialog comes up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.driving import open_store_in, start_empty_store, wait_idle, wait_until
from tests.ui.keying import Decision, type_key, work_through
from tests.ui.recording import record
from tests.ui.typing import type_text
from vaxdesk.desk.browsing import open_people
from vaxdesk.desk.fixing import preview_fix
from vaxdesk.desk.keeping import verify
from vaxdesk.intake.samples import invent_people, plain_list
from vaxdesk.model.filter import Filter

if TYPE_CHECKING:
    from vaxdesk.desk.desk import Desk
    from vaxdesk.ui.pages.clean import CleanPage
    from vaxdesk.ui.window import Window

T = TypeVar("T")
PEOPLE = 300
CONTROL = Qt.KeyboardModifier.ControlModifier
WRONG = Filter(severity="error")


@pytest.fixture
def window(make_window: Callable[..., Window], tmp_path: Path) -> Window:
    """Give the window of a station without anybody."""
    folder = tmp_path / "tram"
    start_empty_store(folder, "Trạm Y tế xã Bù Gia Mập")
    made = make_window(folder)
    open_store_in(made, folder)
    return made


def ask(window: Window, question: Callable[[Desk], T]) -> T:
    got: list[T] = []
    window.tasks.ask(question, got.append)
    wait_until(lambda: got)
    return got[0]


def press(window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)
    wait_idle(window)


def show_page(window: Window) -> CleanPage:
    """Go to the page by its number in the rail."""
    from vaxdesk.ui.pages.clean import CleanPage

    assert window.space is not None
    place = list(window.space.kinds).index("clean")
    press(window, Qt.Key(Qt.Key.Key_1 + place), CONTROL)
    page = window.space.page
    assert isinstance(page, CleanPage)
    return page


def test_three_hundred_people_are_cleaned_by_keyboard_alone(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vaxdesk.ui.clean import sight

    monkeypatch.setattr(sight, "SETTLED_S", 0.0)
    path = tmp_path / "thon 1.xlsx"
    path.write_bytes(plain_list(invent_people(PEOPLE, seed=12)))
    assert window.space is not None
    window.space.take_files([str(path)])
    wait_idle(window)
    page, decisions, pointed = clean(window)
    assert {one.way for one in decisions} >= {"taken", "typed"}
    assert pointed == 0
    left = ask(window, lambda desk: len(open_people(desk, WRONG)))
    assert left <= PEOPLE // 50, "those who need somebody who knows"
    assert left <= sum(one.way == "later" for one in decisions)
    assert ask(window, lambda desk: len(preview_fix(desk).fixes)) == 0
    assert all(check.ok for check in ask(window, verify))
    # Whoever was added is found again by a piece of the number, tones aside; the last step can be taken back.
    press(window, Qt.Key.Key_F, CONTROL)
    type_key("dieu thi ngoc moi")
    press(window, Qt.Key.Key_Return)
    assert page.people.rowCount() == 1
    press(window, Qt.Key.Key_Z, CONTROL)
    assert ask(window, lambda desk: len(open_people(desk, Filter()))) == PEOPLE


def clean(window: Window) -> tuple[CleanPage, list[Decision], int]:
    """Load, fix what is certain, decide the rest, add somebody; tell what was decided, and what was not by key."""
    with record(lambda: None) as recorder:
        press(window, Qt.Key.Key_Return)
        page = show_page(window)
        assert ask(window, lambda desk: len(open_people(desk, Filter()))) == PEOPLE
        press(window, Qt.Key.Key_B, CONTROL)
        press(window, Qt.Key.Key_Return)
        beside = recorder.close_act()
        first = list(work_through(window, page, recorder))
        # What one correction brought to light of somebody else, and those put off, are in the renewed list.
        press(window, Qt.Key.Key_F5)
        decisions = [*first, *work_through(window, page, recorder)]
        press(window, Qt.Key.Key_N, CONTROL)
        field = QApplication.focusWidget()
        assert field is not None
        type_text(field, "Điểu Thị Ngọc Mới", "telex")
        press(window, Qt.Key.Key_Return)
        acts = [beside, *(one.act for one in decisions), recorder.close_act()]
    return page, decisions, sum(act.count("P") + act.count("D") for act in acts)
