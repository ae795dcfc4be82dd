"""Vietnamese typed into every field of the window, as each method delivers it: no letter is lost, none doubled."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from tests.ui.cleaning import CONTROL, SEX, press, show
from tests.ui.driving import find_dialog, show_page, wait_idle, wait_until
from tests.ui.typing import METHODS, SHAPES, TONES, VOWELS, Method, list_syllables, spell, type_text
from vaxdesk.ui.pages.clean import CleanPage
from vaxdesk.ui.window import Window

Typed = QLineEdit | QPlainTextEdit


def list_samples() -> list[str]:
    """Give every vowel in every shape of syllable, every tone among them, and names; test_editor.py has them all."""
    tones = itertools.cycle(TONES)
    return [*(spell(shape, vowel, next(tones)) for shape, vowel in itertools.product(SHAPES, VOWELS)),
            *itertools.islice(reversed(list(list_syllables())), 12)]  # fmt: skip


SAMPLES = list_samples()


def is_typed_into(widget: QWidget) -> bool:
    if not widget.isVisible() or not widget.isEnabled() or not isinstance(widget, QLineEdit | QPlainTextEdit):
        return False
    is_secret = isinstance(widget, QLineEdit) and widget.echoMode() != QLineEdit.EchoMode.Normal
    return not widget.isReadOnly() and not is_secret


def read_text(field: Typed) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def find_fields(window: Window) -> list[Typed]:
    return [one for one in window.findChildren(QWidget) if is_typed_into(one)]  # type: ignore[misc]


def edit_name(window: Window) -> None:
    page = show(window, group=SEX)
    page.record.table.setFocus()
    while page.record.table.key() != "full_name":
        QTest.keyClick(page.record.table, Qt.Key.Key_Up)
    press(window, Qt.Key.Key_F2)
    assert page.record.editor.field.hasFocus()


def edit_lot(window: Window) -> None:
    page = show(window, group=SEX)
    page.record.doses.cards[0].click()
    wait_idle(window)
    while page.record.doses.table.key() != "lot":
        QTest.keyClick(page.record.doses.table, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_F2)


def ask_reason(window: Window) -> None:
    page = show(window, group=SEX)
    wait_until(page.record.sight.is_settled)
    page.record.bar._ask_reason()
    find_dialog(window)


def add_user(window: Window) -> None:
    page = show_page(window, "settings")
    page.users.add.click()  # type: ignore[attr-defined]
    wait_idle(window)


def open_work(window: Window, key: Qt.Key) -> None:
    show(window, group=SEX)
    press(window, key, CONTROL)


PLACES: dict[str, Callable[[Window], object]] = {
    "a name": edit_name,
    "a lot": edit_lot,
    "a reason": ask_reason,
    "a user": add_user,
    "somebody new": partial(open_work, key=Qt.Key.Key_N),
    "a word for a colleague": partial(open_work, key=Qt.Key.Key_J),
    **{f"the page {page}": partial(show_page, key=page) for page in ("home", "clean", "journal")},
}


@pytest.mark.parametrize("place", list(PLACES))
def test_every_shape_of_syllable_can_be_typed_everywhere(window: Window, place: str) -> None:
    PLACES[place](window)
    fields = find_fields(window)
    assert fields or place.startswith("the page")
    for field in fields:
        field.setFocus()
        for method in METHODS:
            text = " ".join(SAMPLES[METHODS.index(method) :: len(METHODS)])
            limit = field.maxLength() if isinstance(field, QLineEdit) else len(text)
            for part in split(text, limit):
                field.clear()
                type_text(field, part, method)
                assert read_text(field) == part, (place, method)
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
