from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from tests.ui.driving import wait_until
from tests.ui.typing import METHODS, Method, begin, commit, list_stages, list_syllables, type_text
from vaxdesk.ui.clean.editor import FieldEditor
from vaxdesk.ui.clean.search import PersonSearch
from vaxdesk.ui.look import Look
from vaxdesk.wording import Wording

NAME = "Nguyễn Thị Hường"


@pytest.fixture
def ground(look: Look) -> Iterator[QWidget]:
    ground = QWidget()
    ground.resize(600, 300)
    ground.show()
    ground.activateWindow()
    wait_until(ground.isActiveWindow)
    yield ground
    ground.deleteLater()


@pytest.fixture
def editor(ground: QWidget, look: Look) -> FieldEditor:
    editor = FieldEditor(look, Wording("vi"), ground)
    editor.open(QRect(200, 40, 300, 38), "full_name", "Họ và tên", NAME)
    return editor


@pytest.fixture
def search(ground: QWidget, look: Look) -> PersonSearch:
    search = PersonSearch(look, Wording("vi"))
    search.setParent(ground)
    search.show()
    search.setFocus()
    return search


def listen(field: FieldEditor) -> list[str]:
    heard: list[str] = []
    field.kept.connect(heard.append)
    return heard


def test_a_stream_of_keys_goes_through_every_stage_of_a_syllable() -> None:
    assert list_stages("việt") == ["v", "vi", "vie", "viê", "viêt", "việt"]
    assert list_stages("Điểu") == ["D", "Đ", "Đi", "Đie", "Điê", "Điêu", "Điểu"]
    assert list_stages("đường", "late") == ["d", "du", "duo", "duon", "duong", "duơng", "dương", "đương", "đường"]
    assert list_stages("bà", "cancelled") == ["b", "ba", "bà", "bas", "ba", "bà"]


@pytest.mark.parametrize("method", METHODS)
def test_every_syllable_can_be_typed_into_a_value(editor: FieldEditor, method: Method) -> None:
    for syllable in list_syllables():
        editor.field.clear()
        type_text(editor.field, f"Lê {syllable}", method)
        assert editor.field.text() == f"Lê {syllable}"
        assert editor.is_open


@pytest.mark.parametrize("method", METHODS)
def test_every_syllable_can_be_searched_for(search: PersonSearch, method: Method) -> None:
    heard: list[str] = []
    search.searched.connect(heard.append)
    for syllable in list_syllables():
        search.clear()
        type_text(search, f"thị {syllable}", method)
        assert search.text() == f"thị {syllable}"
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert heard[-1] == "thị Hoài"


def test_the_search_waits_until_typing_pauses_and_asks_once(search: PersonSearch) -> None:
    heard: list[str] = []
    search.searched.connect(heard.append)
    type_text(search, "điểu", "telex")
    assert heard == []
    wait_until(lambda: heard)
    assert heard == ["điểu"]


def test_going_down_leaves_the_search(search: PersonSearch) -> None:
    left: list[bool] = []
    search.left.connect(lambda: left.append(True))
    QTest.keyClick(search, Qt.Key.Key_Down)
    QTest.keyClick(search, Qt.Key.Key_Enter)
    assert left == [True, True]


def test_enter_keeps_the_text_and_tab_does_the_same(editor: FieldEditor) -> None:
    heard = listen(editor)
    type_text(editor.field, "Lê Thị Sen")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
        QTest.keyClick(editor.field, key)
    assert heard == ["Lê Thị Sen"] * 3


@pytest.mark.parametrize("field", ["editor", "search"])
def test_enter_while_something_is_composed_is_not_taken_for_the_end(field: str, request: pytest.FixtureRequest) -> None:
    found: FieldEditor | PersonSearch = request.getfixturevalue(field)
    heard: list[str] = []
    (found.kept if isinstance(found, FieldEditor) else found.searched).connect(heard.append)
    line: QLineEdit = found.field if isinstance(found, FieldEditor) else found
    line.clear()
    begin(line, "Hường")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert heard == []
    commit(line, "Hường")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert heard == ["Hường"]


def test_a_held_enter_keeps_nothing(editor: FieldEditor) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    heard = listen(editor)
    none = Qt.KeyboardModifier.NoModifier
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, none, "\r", True)  # noqa: FBT003 - Qt's
    QApplication.sendEvent(editor.field, held)
    assert heard == []


def test_it_knows_whether_anything_was_changed(editor: FieldEditor) -> None:
    seen = [editor.is_changed]
    type_text(editor.field, "x")
    seen.append(editor.is_changed)
    editor.close_up()
    seen.append(editor.is_changed)
    assert seen == [False, True, False]


def test_what_is_refused_stands_below_until_typing_goes_on(editor: FieldEditor) -> None:
    notes = editor.findChildren(QLabel)
    editor.tell("Số này chưa đủ 12 chữ số.", refused=True)
    assert [note.text() for note in notes] == ["Số này chưa đủ 12 chữ số."]
    assert editor.field.accessibleDescription() == "Số này chưa đủ 12 chữ số."
    assert notes[0].property("tone") == "err"
    type_text(editor.field, "1")
    assert notes[0].property("tone") == "text2"


def test_it_stays_inside_what_it_lies_on(editor: FieldEditor, ground: QWidget) -> None:
    for box in (QRect(500, 290, 300, 38), QRect(-40, -20, 300, 38)):
        editor.place(box)
        assert ground.rect().contains(editor.geometry())
