from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.ui.driving import PASSWORD, USER, wait_idle, wait_until

if TYPE_CHECKING:
    from vaxdesk.ui.start.first import FirstStart
    from vaxdesk.ui.window import Window

WORDS = "suối nhà lúa bến"
STATION = "Trạm Y tế xã Bù Gia Mập"


@pytest.fixture
def first(make_window: Callable[..., Window], tmp_path: Path) -> FirstStart:
    """Give the first start of a computer on which there is no store."""
    return begin(make_window(tmp_path / "store"))


def begin(window: Window) -> FirstStart:
    from vaxdesk.store import KdfCost
    from vaxdesk.ui.start.first import FirstStart

    wait_idle(window)
    page = window.stack.currentWidget()
    assert isinstance(page, FirstStart)
    page.cost = KdfCost(memory=64, passes=1, lanes=1)
    return page


def press(key: Qt.Key = Qt.Key.Key_Return) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)
    QTest.qWait(1)


def write(text: str) -> None:
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit)
    focused.insert(text)


def window_of(first: FirstStart) -> Window:
    window: Window = first.window()  # type: ignore[assignment]
    return window


def go_to_password(first: FirstStart) -> None:
    press()
    press()
    write(STATION)
    press()
    write("25222")
    press()
    write("Trần Thị Mai")
    press()
    assert first.shown == "password"


def set_up(first: FirstStart) -> None:
    go_to_password(first)
    write(WORDS)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    write(WORDS)
    press()
    wait_until(lambda: first.shown == "sheet")


def test_a_store_is_set_up_with_the_keyboard_alone_and_opened(first: FirstStart) -> None:
    window = window_of(first)
    set_up(first)
    code = first.step.code.split("-")  # type: ignore[attr-defined]
    assert [len(group) for group in code] == [3] * 9
    assert not first.button.isEnabled()
    press(Qt.Key.Key_Tab)
    write(code[-1].lower())
    press()
    wait_until(lambda: window.space is not None)
    wait_idle(window)
    assert window.space is not None
    assert (window.space.standing.station, window.space.standing.code) == (STATION, "25222")
    assert (window.space.standing.user, window.space.standing.role) == ("Trần Thị Mai", "lead")


def test_the_size_of_type_is_chosen_by_looking_and_is_kept(first: FirstStart) -> None:
    from vaxdesk.settings import TEXT_SIZE, Settings

    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Right)
    assert first.look.percent == Settings().read(TEXT_SIZE) == 130
    press(Qt.Key.Key_Left)
    assert first.look.percent == Settings().read(TEXT_SIZE) == 115
    first.look.choose(percent=100)


def test_a_digit_chooses_the_way_to_begin(first: FirstStart) -> None:
    press()
    press(Qt.Key.Key_2)
    press()
    assert first.shown == "practice"


def test_going_back_keeps_what_was_typed(first: FirstStart) -> None:
    go_to_password(first)
    for shown in ("user", "code", "station"):
        press(Qt.Key.Key_Escape)
        assert first.shown == shown
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit)
    assert focused.text() == STATION


def test_a_question_without_an_answer_says_beside_the_button_what_is_missing(first: FirstStart) -> None:
    press()
    press()
    assert not first.button.isEnabled()
    assert first.button.accessibleDescription() == first.say("Type the name.")
    press()
    assert first.shown == "station"
    write("   ")
    assert not first.button.isEnabled()


def test_a_code_of_four_digits_is_none_and_a_name_offers_its_communes(first: FirstStart) -> None:
    press()
    press()
    write(STATION)
    press()
    write("2522")
    assert first.button.accessibleDescription() == first.say("A commune's code has five digits.")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.clear()
    write("bu gia")
    matches = first.step.matches  # type: ignore[attr-defined]
    assert matches.cards[0].choice.title == "Xã Bù Gia Mập"
    QTest.mouseClick(matches.cards[0], Qt.MouseButton.LeftButton)
    assert field.text() == "25222"
    assert "Huyện Bù Gia Mập" in first.step.found.accessibleName()  # type: ignore[attr-defined]
    assert first.button.isEnabled()


def test_a_district_has_a_code_of_its_own(first: FirstStart) -> None:
    press()
    press()
    write("Trung tâm Y tế huyện Bù Gia Mập")
    press()
    press(Qt.Key.Key_Backtab)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Tab)
    write("691")
    press()
    assert first.shown == "user"


def test_a_code_that_no_card_can_bear_is_refused_beside_the_question(first: FirstStart) -> None:
    press()
    press()
    write("Trung tâm Y tế huyện Bù Gia Mập")
    press()
    press(Qt.Key.Key_Backtab)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Tab)
    write("Bù Gia Mập")
    press()
    assert first.shown == "code"
    assert "Bù Gia Mập" in first.wrong.accessibleName()
    write("x")
    assert not first.wrong.isVisible()


@pytest.mark.parametrize(("one", "other"), [("ngắn", "ngắn"), (WORDS, "suối nhà lúa"), ("", "")])
def test_a_weak_password_or_two_different_ones_set_nothing_up(first: FirstStart, one: str, other: str) -> None:
    go_to_password(first)
    write(one)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    write(other)
    press()
    assert first.shown == "password"
    assert not first.button.isEnabled()
    assert first.button.accessibleDescription()


def test_enter_leads_from_the_password_to_the_field_for_the_same_once_more(first: FirstStart) -> None:
    go_to_password(first)
    write("ngắn")
    press()
    assert QApplication.focusWidget() is first.step.password.first  # type: ignore[attr-defined]
    write(WORDS)
    press()
    assert QApplication.focusWidget() is first.step.password.again  # type: ignore[attr-defined]
    write(f"ngắn{WORDS}")
    press()
    wait_until(lambda: first.shown == "sheet")


def test_the_password_can_be_seen_and_the_rules_are_ticked_off(first: FirstStart) -> None:
    go_to_password(first)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.echoMode() == QLineEdit.EchoMode.Password
    write(WORDS)
    rule = first.step.password.strong.accessibleName()  # type: ignore[attr-defined]
    assert rule.endswith(first.say("done"))
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    assert field.echoMode() == QLineEdit.EchoMode.Normal


def test_enter_held_down_does_not_rush_through_the_questions(first: FirstStart) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    for _ in range(5):
        held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", autorep=True)
        QApplication.sendEvent(focused, held)
    assert first.shown == "size"


def test_the_code_must_be_kept_before_one_goes_on_and_language_waits_till_then(first: FirstStart) -> None:
    set_up(first)
    field = first.step.typed  # type: ignore[attr-defined]
    field.setFocus()
    write("zzz")
    press()
    assert first.shown == "sheet"
    assert not first.button.isEnabled()
    assert not first.back.isVisible()
    assert not first.language.isEnabled()


def test_the_sheet_bears_station_and_code_and_is_written_whole(first: FirstStart, tmp_path: Path) -> None:
    from vaxdesk.reports.recovery_sheet import make_recovery_sheet
    from vaxdesk.ui.paper import set_document
    from vaxdesk.ui.start.sheet import SheetStep

    set_up(first)
    sheet = first.step
    assert isinstance(sheet, SheetStep)
    text = set_document(make_recovery_sheet(first.wording, STATION, sheet.code)).toPlainText()
    assert STATION in text
    assert all(group in text for group in sheet.code.split("-"))
    sheet.try_keeping(tmp_path / "sheet.pdf")
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert first.button.isEnabled()


def test_a_sheet_that_cannot_be_written_is_said_and_keeps_the_code_on_screen(first: FirstStart, tmp_path: Path) -> None:
    from vaxdesk.ui.start.sheet import SheetStep

    set_up(first)
    sheet = first.step
    assert isinstance(sheet, SheetStep)
    sheet.try_keeping(tmp_path / "gone" / "sheet.pdf")
    assert sheet.told.isVisible()
    assert sheet.told.accessibleName()
    assert not first.button.isEnabled()


def test_a_folder_that_cannot_be_made_is_refused_and_nothing_is_lost(
    make_window: Callable[..., Window], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    first = begin(make_window(tmp_path / "file" / "store"))
    go_to_password(first)
    write(WORDS)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    write(WORDS)
    press()
    wait_until(lambda: first.wrong.isVisible())
    assert first.wrong.accessibleName()
    assert first.shown == "password"
    assert first.button.isEnabled()


def test_the_practice_store_tells_its_password_and_opens(first: FirstStart, monkeypatch: pytest.MonkeyPatch) -> None:
    from vaxdesk.desk.glancing import PRACTICE_PASSWORD

    monkeypatch.setattr("vaxdesk.ui.start.first.PRACTICE_PEOPLE", 12)
    window = window_of(first)
    press()
    press(Qt.Key.Key_2)
    press()
    assert PRACTICE_PASSWORD in first.step.told  # type: ignore[attr-defined]
    press()
    wait_until(lambda: window.space is not None)
    wait_idle(window)
    assert window.space is not None
    assert window.space.standing.practice
    assert window.space.standing.people > 0


@pytest.fixture
def backup(store_folder: Path) -> Path:
    """Give a backup of the practice store."""
    from vaxdesk.desk.keeping import back_up
    from vaxdesk.desk.starting import open_desk

    with open_desk(store_folder, USER, PASSWORD) as desk:
        return back_up(desk)[0]


def test_a_backup_is_looked_into_and_restored_with_its_password(
    make_window: Callable[..., Window], backup: Path, tmp_path: Path
) -> None:
    from vaxdesk.ui.start.restore import RestoreStep

    window = make_window(tmp_path / "new")
    first = begin(window)
    press()
    press(Qt.Key.Key_3)
    press()
    step = first.step
    assert isinstance(step, RestoreStep)
    step.take_file(backup)
    wait_until(lambda: step.copy is not None)
    assert step.users.selected() == USER
    write("nhầm rồi")
    press()
    wait_until(lambda: first.wrong.isVisible())
    assert not (tmp_path / "new" / "store.db").exists()
    step.password.clear()
    write(PASSWORD)
    press()
    wait_until(lambda: window.space is not None)
    wait_idle(window)
    assert window.space is not None
    assert window.space.standing.people > 100


def test_a_damaged_backup_says_so_before_a_password_is_asked_for(first: FirstStart, tmp_path: Path) -> None:
    from vaxdesk.ui.start.restore import RestoreStep

    (tmp_path / "a.vaxbackup").write_bytes(b"PK no backup at all")
    press()
    press(Qt.Key.Key_3)
    press()
    step = first.step
    assert isinstance(step, RestoreStep)
    step.take_file(tmp_path / "a.vaxbackup")
    wait_until(lambda: "a.vaxbackup" in step.told.accessibleName() and step.isEnabled())
    assert not step.password.isVisible()
    assert not first.button.isEnabled()


def test_a_folder_with_a_store_goes_to_its_lock_screen_and_one_without_says_so(
    first: FirstStart, store_folder: Path, tmp_path: Path
) -> None:
    from vaxdesk.ui.start.unlock import Unlock

    window = window_of(first)
    press()
    first.take_folder(tmp_path)
    assert str(tmp_path) in first.wrong.accessibleName()
    first.take_folder(store_folder)
    wait_idle(window)
    assert isinstance(window.stack.currentWidget(), Unlock)


def test_from_the_lock_screen_one_comes_here_and_goes_back_with_esc(
    make_window: Callable[..., Window], store_folder: Path
) -> None:
    from vaxdesk.ui.start.unlock import Unlock

    window = make_window(store_folder)
    window.show_first()
    first = begin(window)
    assert first.shown == "ways"
    press(Qt.Key.Key_Escape)
    assert isinstance(window.stack.currentWidget(), Unlock)


def test_in_a_small_window_the_buttons_stay_in_sight_and_the_field_too(
    make_window: Callable[..., Window], tmp_path: Path
) -> None:
    first = begin(make_window(tmp_path / "store", size=(683, 310)))
    press()
    press()
    write(STATION)
    press()
    QTest.qWait(10)
    for one in (first.button, first.back, QApplication.focusWidget()):
        assert one is not None
        assert first.rect().contains(one.rect().translated(one.mapTo(first, one.rect().topLeft())))
