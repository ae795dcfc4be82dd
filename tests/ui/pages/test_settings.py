from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from tests.conftest import enter_profile
from tests.shell.desk import places
from tests.shell.desk.places import DISTRICT, SECOND, STATION, Place, acquaint
from tests.ui.driving import PASSWORD, USER, open_store_in, show_page, wait_idle, wait_until
from vaxdesk.desk.acquainting import KnownCard, read_cards
from vaxdesk.desk.governing import House, read_house
from vaxdesk.model.display import show_date

if TYPE_CHECKING:
    from vaxdesk.ui.pages.settings import SettingsPage
    from vaxdesk.ui.settings.forms import Form
    from vaxdesk.ui.settings.section import FormSection
    from vaxdesk.ui.window import Window

OTHER, OTHER_PASSWORD = "Lê Quốc Huy", "gió mưa nắng sông"
NEW = "mười hai cây cầu"


def settings_of(window: Window) -> SettingsPage:
    from vaxdesk.ui.pages.settings import SettingsPage

    page = show_page(window, "settings")
    assert isinstance(page, SettingsPage)
    return page


@pytest.fixture
def page(window: Window) -> SettingsPage:
    """Give the settings of an open window."""
    return settings_of(window)


def add_other(folder: Path) -> None:
    from vaxdesk.desk.starting import open_desk
    from vaxdesk.store import KdfCost

    with open_desk(folder, USER, PASSWORD) as desk:
        cost = KdfCost(memory=64, passes=1, lanes=1)
        desk.store.keyring.add_user(desk.store._key, OTHER, "staff", OTHER_PASSWORD, cost)


def press(key: Qt.Key = Qt.Key.Key_Return) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)
    QTest.qWait(1)


def write(text: str) -> None:
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit)
    focused.clear()
    focused.insert(text)


def window_of(page: SettingsPage) -> Window:
    from vaxdesk.ui.window import Window

    window = page.window()
    assert isinstance(window, Window)
    return window


def show_today() -> str:
    return show_date(datetime.now(UTC).astimezone().date().isoformat())


def form_of(page: SettingsPage) -> Form:
    return form_in(page.users)


def form_in(section: FormSection) -> Form:
    assert section.form is not None
    return section.form


def count_coloured(window: Window) -> int:
    from vaxdesk.ui.widgets.buttons import ActButton

    return sum(one.isVisible() and one.is_primary() for one in window.findChildren(ActButton))


# -- whose store it is ----------------------------------------------------------------------------------------------


def test_it_says_whose_store_this_is_and_the_words_of_its_card(page: SettingsPage, store_folder: Path) -> None:
    from vaxdesk.desk.governing import read_own_words

    said: list[str] = []
    page.frame.tasks.ask(read_own_words, said.append)
    wait_until(lambda: said)
    facts = [label.text() for label in page.station.values]
    assert facts[0] == "Trạm Y tế xã Phú Nghĩa"
    assert facts[1].startswith("25222")
    assert facts[2] == said[0]
    assert facts[4] == str(store_folder)


# -- users ----------------------------------------------------------------------------------------------------------


def test_a_lead_adds_a_user_with_the_keyboard_alone(page: SettingsPage, store_folder: Path) -> None:
    from vaxdesk.desk.glancing import glance_at

    press(Qt.Key.Key_Down)
    press()
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.users.add
    press()
    write(OTHER)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    write(OTHER_PASSWORD)
    press()
    assert not form_of(page).act.isEnabled()
    assert QApplication.focusWidget() is form_of(page).password.again  # type: ignore[attr-defined]
    write(OTHER_PASSWORD)
    press()
    wait_idle(page.window())  # type: ignore[arg-type]
    assert glance_at(store_folder).users == ((USER, "lead"), (OTHER, "staff"))
    assert page.users.form is None
    assert OTHER in page.users.remove


def test_a_second_user_of_one_name_is_refused_in_the_card(page: SettingsPage) -> None:
    page.users.ask_user()
    write(USER.upper())
    form = form_of(page)
    form.password.first.setText(OTHER_PASSWORD)  # type: ignore[attr-defined]
    form.password.again.setText(OTHER_PASSWORD)  # type: ignore[attr-defined]
    press()
    wait_until(lambda: page.users.told is not None and page.users.told.isVisible())
    assert page.users.told is not None
    assert USER.upper() in page.users.told.accessibleName()


def test_a_new_password_of_ones_own_opens_the_store_and_the_old_one_no_more(
    page: SettingsPage, window: Window, store_folder: Path
) -> None:
    from vaxdesk.desk.starting import open_desk
    from vaxdesk.store.errors import PasswordWrong

    page.users.change[USER].click()
    write(NEW)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    write(NEW)
    press()
    wait_idle(window)
    window.lock()
    wait_until(lambda: window.space is None)
    wait_idle(window)
    with open_desk(store_folder, USER, NEW) as desk:
        assert desk.store.user == USER
    with pytest.raises(PasswordWrong), open_desk(store_folder, USER, PASSWORD):
        pass


def test_removing_a_user_locks_and_lets_them_in_no_more(make_window: Callable[..., Window], store_folder: Path) -> None:
    from vaxdesk.desk.glancing import glance_at

    add_other(store_folder)
    window = make_window(store_folder)
    open_store_in(window, store_folder)
    page = settings_of(window)
    page.users.remove[OTHER].click()
    assert OTHER in form_of(page).accessibleName()
    form_of(page).act.click()
    wait_until(lambda: window.space is None)
    wait_idle(window)
    assert glance_at(store_folder).users == ((USER, "lead"),)
    open_store_in(window, store_folder)


def test_staff_change_their_own_password_only(make_window: Callable[..., Window], store_folder: Path) -> None:
    add_other(store_folder)
    window = make_window(store_folder)
    open_store_in(window, store_folder, OTHER, OTHER_PASSWORD)
    page = settings_of(window)
    assert list(page.users.change) == [OTHER]
    assert not page.users.remove
    assert not page.users.add.isVisible()
    assert not page.users.renew.isVisible()


def test_a_new_recovery_code_must_be_kept_before_one_goes_on(
    page: SettingsPage, window: Window, store_folder: Path
) -> None:
    from vaxdesk.desk.starting import open_with_code
    from vaxdesk.ui.start.sheet import SheetStep

    page.users.renew.click()
    form_of(page).act.click()
    wait_idle(window)
    sheet = form_of(page).body
    assert isinstance(sheet, SheetStep)
    assert not form_of(page).act.isEnabled()
    assert not form_of(page).close_button.isVisible()
    sheet.typed.setFocus()
    write(sheet.code[-3:])
    press()
    assert page.users.form is None
    window.lock()
    wait_until(lambda: window.space is None)
    with open_with_code(store_folder, sheet.code) as desk:
        assert desk.came_by_code


def test_esc_closes_the_form_then_goes_to_the_list_of_parts(page: SettingsPage) -> None:
    page.users.ask_user()
    press(Qt.Key.Key_Escape)
    assert page.users.form is None
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is page.list


def test_one_button_is_coloured_also_while_a_form_is_open(page: SettingsPage, window: Window) -> None:
    assert count_coloured(window) == 1
    page.users.ask_user()
    assert count_coloured(window) == 1
    page.users.close_form()
    assert count_coloured(window) == 1


# -- display --------------------------------------------------------------------------------------------------------


def test_colours_size_and_minutes_are_taken_at_once_and_kept(page: SettingsPage, window: Window) -> None:
    from vaxdesk.settings import IDLE, TEXT_SIZE, THEME, Settings

    display = page.display
    QTest.mouseClick(display.theme.cards[2], Qt.MouseButton.LeftButton)
    assert page.look.is_dark
    QTest.mouseClick(display.sizes.cards[1], Qt.MouseButton.LeftButton)
    assert page.look.percent == 115
    display.idle.setFocus()
    press(Qt.Key.Key_Right)
    assert window.watch._timer.interval() == 20 * 60_000
    kept = Settings()
    assert (kept.read(THEME), kept.read(TEXT_SIZE), kept.read(IDLE)) == ("dark", 115, 20)
    page.look.choose("light", 100)


def test_another_language_says_the_page_anew(page: SettingsPage, window: Window) -> None:
    from vaxdesk.settings import LANGUAGE, Settings

    QTest.mouseClick(page.display.language.cards[1], Qt.MouseButton.LeftButton)
    wait_idle(window)
    assert Settings().read(LANGUAGE) == "en"
    assert window.space is not None
    assert window.space.place == "settings"
    again = settings_of(window)
    assert again is not page
    assert again.backup_now.text() == "Back up now"


# -- keeping --------------------------------------------------------------------------------------------------------


def test_a_backup_is_made_beside_the_store_and_its_file_is_told(
    page: SettingsPage, window: Window, store_folder: Path
) -> None:
    page.backup_now.click()
    wait_idle(window)
    (made,) = (store_folder / "backups").glob("*.vaxbackup")
    assert page.backup.told is not None
    assert str(made) in page.backup.told.accessibleName()
    assert ":" in page.backup.last.text()


def test_a_backup_goes_into_a_folder_of_ones_choice_and_a_folder_gone_is_said(
    page: SettingsPage, window: Window, tmp_path: Path
) -> None:
    from vaxdesk.desk.governing import name_backup

    page.backup.back_up(name_backup(tmp_path))
    wait_idle(window)
    assert len(list(tmp_path.glob("*.vaxbackup"))) == 1
    (tmp_path / "file").write_text("in the way")
    page.backup.back_up(name_backup(tmp_path / "file"))
    wait_idle(window)
    assert page.backup.told is not None
    assert page.backup.told.label.property("tone") == "err"


def test_checking_the_store_lists_what_was_found_whole(page: SettingsPage, window: Window, store_folder: Path) -> None:
    page.checking.verify.click()
    wait_idle(window)
    assert page.checking.list_results() == [True] * 5
    (store_folder / "backups").mkdir(exist_ok=True)
    (store_folder / "backups" / "old.vaxbackup").write_bytes(b"broken")
    page.checking.verify.click()
    wait_idle(window)
    assert page.checking.list_results() == [True] * 5 + [False]
    assert page.checking.told is not None
    assert page.checking.told.label.property("tone") == "err"


def test_everybody_is_looked_at_again(page: SettingsPage, window: Window) -> None:
    page.checking.again.click()
    wait_idle(window)
    assert page.checking.told is not None
    assert page.checking.told.isVisible()
    assert page.checking.list_results() == []


def test_a_deadline_is_kept_with_enter_and_taken_away_by_an_empty_field(page: SettingsPage, window: Window) -> None:
    from vaxdesk.desk.figures import read_deadline

    said: list[str | None] = []
    for typed, kept in (("30/6/2022", "2022-06-30"), ("", None)):
        page.deadline.day.setFocus()
        write(typed) if typed else page.deadline.day.clear()
        press()
        page.frame.tasks.ask(read_deadline, said.append)
        wait_idle(window)
        assert said[-1] == kept
    assert page.deadline.day.text() == ""


def test_a_day_that_is_none_is_refused_beside_its_field(page: SettingsPage, window: Window) -> None:
    for typed in ("31/02/2022", "2022", "mai"):
        page.deadline.day.setFocus()
        write(typed)
        press()
        wait_idle(window)
        assert page.deadline.told is not None
        assert page.deadline.told.label.property("tone") == "err"
        assert page.deadline.day.text() == typed


# -- catalogues -----------------------------------------------------------------------------------------------------


def test_the_catalogues_can_be_looked_at_and_no_letter_jumps_about(page: SettingsPage) -> None:
    tables = page.tables
    assert list(tables.tables) == ["vaccines", "groups", "units", "sites", "provinces", "phones"]
    assert all(one.rows for one in tables.tables.values())
    tables.which.setFocus()
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Right)
    assert tables.model.rowCount() == len(tables.tables["units"].rows)
    tables.view.setFocus()
    QTest.keyClicks(tables.view, "xax")
    assert tables.view.currentIndex().row() == 0
    press(Qt.Key.Key_Down)
    assert tables.view.currentIndex().row() == 1
    sentence = tables.view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert all(cell in sentence for cell in tables.tables["units"].rows[1])
    code, commune, district, province, today = tables.tables["units"].rows[0]
    assert (district, province, today) == ("Huyện Bù Gia Mập", "Tỉnh Bình Phước", "Xã Bù Gia Mập, Tỉnh Đồng Nai")
    assert (code, commune) == ("25222", "Xã Bù Gia Mập")


# -- the page -------------------------------------------------------------------------------------------------------


def test_the_list_of_parts_brings_each_into_sight_and_enter_goes_into_it(page: SettingsPage) -> None:
    assert QApplication.focusWidget() is page.list
    for row, section in enumerate(page.sections):
        assert page.list.currentIndex().row() == row
        top = section.mapTo(page.scroller, section.rect().topLeft()).y()
        assert -2 <= top < page.scroller.height()
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Home)
    for _ in range(page.sections.index(page.display)):
        press(Qt.Key.Key_Down)
    press()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert page.display.isAncestorOf(focused)


def test_tab_goes_from_top_to_bottom(page: SettingsPage) -> None:
    page.users.change[USER].setFocus()
    tops = []
    for _ in range(12):
        focused = QApplication.focusWidget()
        assert focused is not None
        if not page.scroller.isAncestorOf(focused):
            break
        tops.append(focused.mapTo(page.body, focused.rect().center()).y())
        press(Qt.Key.Key_Tab)
    assert len(tops) > 8
    assert tops == sorted(tops)


def test_nothing_is_wider_than_the_window_whatever_its_size(page: SettingsPage, window: Window) -> None:
    page.users.ask_user()
    body = page.body
    for percent in (100, 130):
        page.look.choose(percent=percent)
        for size in ((1366, 728), (1093, 545), (683, 310)):
            window.resize(*size)
            QTest.qWait(5)
            assert body.width() <= page.scroller.viewport().width()
            for one in body.findChildren(QWidget):
                if one.isVisible() and not page.tables.view.isAncestorOf(one):
                    assert one.mapTo(body, one.rect().topRight()).x() <= body.width()
    page.look.choose(percent=100)


def test_a_long_name_is_wrapped_and_never_cut(make_window: Callable[..., Window], store_folder: Path) -> None:
    from vaxdesk.desk.starting import open_desk
    from vaxdesk.store import KdfCost

    name = "Công Tằng Tôn Nữ Thị Nguyễn Hoàng Phương Thảo Ngọc Quỳnh Anh"
    with open_desk(store_folder, USER, PASSWORD) as desk:
        cost = KdfCost(memory=64, passes=1, lanes=1)
        desk.store.keyring.add_user(desk.store._key, name, "staff", OTHER_PASSWORD, cost)
    window = make_window(store_folder, size=(683, 310))
    open_store_in(window, store_folder)
    page = settings_of(window)
    body = page.body
    assert body.width() <= page.scroller.viewport().width()
    remove = page.users.remove[name]
    assert remove.mapTo(body, remove.rect().topRight()).x() <= body.width()


# -- cards ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def acquainted(
    make_window: Callable[..., Window], tmp_path: Path, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> SettingsPage:
    """Give the settings of a station that trusts its district and a laptop that is lost by now."""
    district, station, lost = (Place(one, tmp_path, monkeypatch) for one in (DISTRICT, STATION, SECOND))
    acquaint(district, station)
    station.trust(lost)
    enter_profile(monkeypatch, station.folder / "home")
    window = make_window(station.store)
    open_store_in(window, station.store, "lan", places.PASSWORD)
    return settings_of(window)


def read_labels(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def ask_cards(page: SettingsPage) -> tuple[KnownCard, ...]:
    said: list[tuple[KnownCard, ...]] = []
    page.frame.tasks.ask(read_cards, said.append)
    wait_until(lambda: said)
    return said[0]


def test_a_lead_revokes_the_card_of_a_lost_laptop_after_a_question(acquainted: SettingsPage) -> None:
    page = acquainted
    say, window = page.say, window_of(page)
    cards = ask_cards(page)
    shown = read_labels(page.cards)
    assert [one.state for one in cards] == ["trusted", "trusted"]
    assert all(one.name in shown and one.words in shown for one in cards)
    [lost] = [one for one in cards if one.name == SECOND.name]
    page.cards.revoke[lost.device].setFocus()
    press()
    assert count_coloured(window) == 1
    assert QApplication.focusWidget() is form_in(page.cards).close_button
    press()
    assert [one.state for one in ask_cards(page)] == ["trusted", "trusted"]
    press()
    form_in(page.cards).act.click()
    wait_idle(window)
    assert lost.device not in page.cards.revoke
    assert say("Nothing is taken from {name} any more.", name=SECOND.name) in read_labels(page.cards)
    assert say("revoked on {date} by {name}", date=show_today(), name=STATION.name) in read_labels(page.cards)


def test_of_two_forms_one_gives_way_and_a_code_that_is_shown_once_does_not(
    acquainted: SettingsPage,
) -> None:
    page = acquainted
    card = ask_cards(page)[0]
    page.users.ask_user()
    page.cards.ask_revoking(card)
    assert page.users.form is None
    page.users.ask_renewing()
    assert page.cards.form is None
    form_of(page).act.click()
    wait_until(lambda: page.users.form is not None and not page.users.form.can_close)
    page.cards.ask_revoking(card)
    assert page.cards.form is None
    assert not form_of(page).can_close


def test_staff_see_the_cards_and_are_told_who_revokes(acquainted: SettingsPage) -> None:
    page = acquainted
    houses: list[House] = []
    page.frame.tasks.ask(read_house, houses.append)
    wait_until(lambda: houses)
    page.cards.show_house(replace(houses[0], role="staff"))
    wait_idle(page.window())  # type: ignore[arg-type]
    assert page.cards.revoke == {}
    assert page.say("Only a lead of the station revokes a card.") in read_labels(page.cards)
    assert DISTRICT.name in read_labels(page.cards)
