"""Vietnamese typed into every field of the window, as each method delivers it: no letter is lost, none doubled."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msoffcrypto
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from tests.ui.cleaning import CONTROL, SEX, press, show
from tests.ui.driving import PASSWORD, USER, drop_files, find_dialog, open_store_in, show_page, wait_idle, wait_until
from tests.ui.fields import find_editable_boxes, find_maker, find_makers
from tests.ui.start import test_first as start
from tests.ui.typing import METHODS, SHAPES, TONES, VOWELS, Method, list_syllables, spell, type_text
from vaxdesk.desk.keeping import back_up
from vaxdesk.desk.starting import open_desk, start_store
from vaxdesk.intake.samples import invent_people, plain_list
from vaxdesk.store import KdfCost, Station
from vaxdesk.ui.clean.pasting import PasteWork
from vaxdesk.ui.pages.clean import CleanPage
from vaxdesk.ui.start.restore import RestoreStep
from vaxdesk.ui.window import Window

if TYPE_CHECKING:
    from vaxdesk.ui.start.first import FirstStart


def list_samples() -> list[str]:
    """Give every vowel in every shape of syllable, every tone among them, and names; test_editor.py has them all."""
    tones = itertools.cycle(TONES)
    return [*(spell(shape, vowel, next(tones)) for shape, vowel in itertools.product(SHAPES, VOWELS)),
            *itertools.islice(reversed(list(list_syllables())), 12)]  # fmt: skip


SAMPLES = list_samples()


@dataclass(frozen=True)
class Ground:
    """What a place to type in is reached from: a practice store, and what makes a window."""

    make_window: Callable[..., Window]
    store_folder: Path
    tmp_path: Path

    def open(self) -> Window:
        window = self.make_window(self.store_folder)
        open_store_in(window, self.store_folder)
        return window

    def show(self, **shown: object) -> tuple[Window, CleanPage]:
        window = self.open()
        page = show(window, group=SEX, **shown)
        wait_until(page.record.sight.is_settled)
        return window, page


@pytest.fixture
def ground(noted: None, make_window: Callable[..., Window], store_folder: Path, tmp_path: Path) -> Ground:
    return Ground(make_window, store_folder, tmp_path)


def begin_anew(ground: Ground) -> FirstStart:
    return start.begin(ground.make_window(ground.tmp_path / "new"))


def name_station(ground: Ground) -> None:
    begin_anew(ground)
    start.press()
    start.press()


def name_code(ground: Ground) -> None:
    name_station(ground)
    start.write("Trạm Y tế xã Bù Gia Mập")
    start.press()


def name_laptop(ground: Ground) -> None:
    begin_anew(ground)
    start.press()
    start.press(Qt.Key.Key_4)
    start.press()


def restore(ground: Ground) -> None:
    with open_desk(ground.store_folder, USER, PASSWORD) as desk:
        backup = back_up(desk)[0]
    first = begin_anew(ground)
    start.press()
    start.press(Qt.Key.Key_3)
    start.press()
    step = first.step
    assert isinstance(step, RestoreStep)
    step.take_file(backup)
    wait_until(lambda: step.copy is not None)


def name_user(ground: Ground) -> None:
    name_code(ground)
    start.write("25222")
    start.press()


def unlock(ground: Ground) -> None:
    wait_idle(ground.make_window(ground.store_folder))


def open_workbook(ground: Ground) -> None:
    path = ground.tmp_path / "co mat khau.xlsx"
    with path.open("wb") as locked:
        msoffcrypto.OfficeFile(io.BytesIO(plain_list(invent_people(2, 1)))).encrypt("mat khau 2021", locked)
    window = ground.open()
    show_page(window, "load")
    drop_files(window, path)


def open_district(ground: Ground) -> None:
    folder, station = ground.tmp_path / "district", Station("Trung tâm Y tế huyện Bù Gia Mập", "691", "district")
    start_store(folder, station, USER, PASSWORD, cost=KdfCost(memory=64, passes=1, lanes=1))
    window = ground.make_window(folder)
    open_store_in(window, folder)
    show_page(window, "home")


def open_page(ground: Ground, key: str) -> None:
    show_page(ground.open(), key)


def edit_name(window: Window) -> None:
    page = show(window, group=SEX)
    page.record.table.setFocus()
    while page.record.table.key() != "full_name":
        QTest.keyClick(page.record.table, Qt.Key.Key_Up)
    press(window, Qt.Key.Key_F2)
    assert page.record.editor.field.hasFocus()


def edit_lot(ground: Ground) -> None:
    window, page = ground.show()
    page.record.doses.cards[0].click()
    wait_idle(window)
    while page.record.doses.table.key() != "lot":
        QTest.keyClick(page.record.doses.table, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_F2)


def move_dose(ground: Ground) -> None:
    window, page = ground.show()
    page.record.doses.cards[0].click()
    wait_idle(window)
    page.record.doses.give.click()
    wait_idle(window)


def ask_reason(ground: Ground) -> None:
    window, page = ground.show()
    page.record.bar._ask_reason()
    find_dialog(window)


def ask_day(ground: Ground) -> None:
    window, _ = ground.show()
    press(window, Qt.Key.Key_F7)


def keep_list(ground: Ground) -> None:
    window, page = ground.show()
    choose(page.list.make_filter_menu(), "Giữ danh sách này")
    wait_idle(window)


def add_user(ground: Ground) -> None:
    window = ground.open()
    page = show_page(window, "settings")
    page.users.add.click()  # type: ignore[attr-defined]
    wait_idle(window)


def open_work(ground: Ground, key: Qt.Key) -> None:
    window, _ = ground.show()
    press(window, key, CONTROL)


def choose_work(ground: Ground, words: str) -> None:
    window, page = ground.show()
    choose(page.beside.make_menu(), words)
    wait_idle(window)


def choose(menu: QMenu, words: str) -> None:
    next(act for act in menu.actions() if act.text().startswith(words)).trigger()


def paste(ground: Ground) -> None:
    window, page = ground.show()
    page.list.take_focus()
    press(window, Qt.Key.Key_C, CONTROL)
    press(window, Qt.Key.Key_V, CONTROL)
    assert isinstance(page.stage.work, PasteWork)


PLACES: dict[str, tuple[Callable[[Ground], object], str]] = {
    "a station's name": (name_station, "StationStep"),
    "its code": (name_code, "CodeStep"),
    "who works": (name_user, "UserStep"),
    "a laptop's name": (name_laptop, "LaptopStep"),
    "a new password": (lambda ground: start.go_to_password(begin_anew(ground)), "NewPassword"),
    "a part of the code": (lambda ground: start.set_up(begin_anew(ground)), "SheetStep"),
    "a backup's password": (restore, "RestoreStep"),
    "the password": (unlock, "Unlock"),
    "a workbook's password": (open_workbook, "LockedPane"),
    "a name": (lambda ground: edit_name(ground.open()), "FieldEditor"),
    "a lot": (edit_lot, "FieldEditor"),
    "a reason": (ask_reason, "DecisionBar"),
    "a day of the history": (ask_day, "DayRow"),
    "a list's name": (keep_list, "NameWork"),
    "a dose's owner": (move_dose, "MoveWork"),
    "a user": (add_user, "UserForm"),
    "somebody new": (partial(open_work, key=Qt.Key.Key_N), "PersonWork"),
    "a word for a colleague": (partial(open_work, key=Qt.Key.Key_J), "FlagWork"),
    "one value for many": (partial(choose_work, words="Một giá trị"), "FieldWork"),
    "the doses of a session": (partial(choose_work, words="Mũi tiêm của"), "SessionWork"),
    "a report": (partial(choose_work, words="Phản ánh của người này"), "ComplaintWork"),
    "the deadline": (partial(open_page, key="settings"), "DeadlineSection"),
    "the search of a district": (open_district, "DistrictPage"),
    "the search on the desk": (partial(open_page, key="home"), "HomePage"),
    "the search of the journal": (partial(open_page, key="journal"), "JournalPage"),
    "the search of people": (lambda ground: ground.show(), "ListPane"),
}
"""How each place is reached, and what makes its fields."""
WITHOUT = {"PasteWork": paste}
"""Forms without a field: what they show comes from the clipboard."""


def find_fields(maker: str) -> list[QLineEdit]:
    """Give the fields that somebody made, in all windows; a field made for a moment may be gone."""
    return [
        one for one in QApplication.allWidgets()
        if isinstance(one, QLineEdit) and find_maker(one) == maker and one.isVisibleTo(one.window())
    ]  # fmt: skip


def test_every_field_of_the_window_is_typed_into() -> None:
    """Whoever makes a new field, or a new kind of form, says above how one gets there."""
    assert find_makers() == {maker for _, maker in PLACES.values()} | set(WITHOUT)
    assert find_editable_boxes() == []


@pytest.mark.parametrize("maker", list(WITHOUT))
def test_what_has_no_field_needs_none_typed_into(ground: Ground, maker: str) -> None:
    WITHOUT[maker](ground)
    assert find_fields(maker) == []


@pytest.mark.parametrize("place", list(PLACES))
def test_every_shape_of_syllable_can_be_typed_everywhere(ground: Ground, place: str) -> None:
    go, maker = PLACES[place]
    go(ground)
    fields = find_fields(maker)
    assert fields
    for field in fields:
        assert field.isEnabled(), field.accessibleName()
        assert not field.isReadOnly(), field.accessibleName()
        field.setFocus()
        for method in METHODS:
            text = " ".join(SAMPLES[METHODS.index(method) :: len(METHODS)])
            for part in split(text, field.maxLength()):
                field.clear()
                type_text(field, part, method)
                assert field.text() == part, (field.accessibleName(), method)
        field.clear()


def split(text: str, limit: int) -> Iterator[str]:
    """Give the words of a text in pieces that a field has room for, also while a digit stands there in between."""
    words: list[str] = []
    for word in text.split(" "):
        if sum(map(len, words)) + len(words) + len(word) + 1 >= limit:
            yield " ".join(words)
            words = []
        words.append(word)
    yield " ".join(words)


def test_digits_of_vni_decide_nothing_while_a_value_is_edited(window: Window) -> None:
    edit_name(window)
    assert window.space is not None
    before = window.space.standing.undo
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    for stage in ("Nguye", "64", "n", "1", "2", "3"):
        QTest.keyClicks(field, stage)
    wait_idle(window)
    assert field.text() == "Nguye64n123"
    assert window.space.standing.undo == before


@pytest.mark.parametrize("method", METHODS)
def test_a_name_typed_in_the_record_is_kept_as_it_was_meant(window: Window, method: Method) -> None:
    edit_name(window)
    page = window.space.page if window.space is not None else None
    assert isinstance(page, CleanPage)
    field = page.record.editor.field
    field.selectAll()
    type_text(field, "Đặng Thị Ngọc Uyển", method)
    QTest.keyClick(field, Qt.Key.Key_Return)
    wait_idle(window)
    assert page.record.panel is not None
    assert page.record.panel.full_name == "Đặng Thị Ngọc Uyển"
    QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Z, CONTROL)
    wait_idle(window)
