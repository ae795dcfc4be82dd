"""Three lists as communes send them, each dropped, looked at and loaded with Enter alone: nobody types anything."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.awkward.entries import Entry, make_entries
from tests.awkward.files import FORMS
from tests.awkward.layouts import LAYOUTS
from tests.awkward.spelling import SPELLINGS
from tests.ui.driving import drop_files, open_store_in, show_page, start_empty_store, wait_idle
from vaxdesk.desk.looking import read_people
from vaxdesk.model.dates import show
from vaxdesk.ui.pages.load import LoadPage

if TYPE_CHECKING:
    from vaxdesk.ui.window import Window

SEEN = ("full_name", "birth_date", "sex", "id_number", "phone", "hamlet")
"""Fields of a person that these lists tell."""
HAMLETS = 7


@pytest.fixture
def window(make_window: Callable[..., Window], tmp_path: Path, profile: Path) -> Window:
    """Give an open window on a store without anybody."""
    folder = tmp_path / "kho"
    start_empty_store(folder, "Trạm Y tế xã Bù Gia Mập")
    window = make_window(folder)
    window.resize(1366, 728)
    open_store_in(window, folder)
    return window


def write_list(path: Path, entries: list[Entry], layout: str, form: str, spell: Callable[[str], str] = str) -> Path:
    """Write people as a file of a layout and a form, in some letters."""
    FORMS[form][1](path, LAYOUTS[layout](random.Random(1), entries), spell)
    return path


def drop(window: Window, path: Path) -> LoadPage:
    drop_files(window, path)
    page = window.space.page if window.space is not None else None
    assert isinstance(page, LoadPage)
    return page


def state(page: LoadPage) -> str:
    """Give how far the chosen file is."""
    return page.entry.state if page.entry is not None else ""


def press_enter(window: Window) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Return)
    wait_idle(window)


def find_cells(page: LoadPage, row: int) -> dict[str | None, str]:
    """Give a row's cells as the page shows them, by what their columns are taken for."""
    model = page.preview.model
    return {head.field: model.index(row, at).data() for at, head in enumerate(model.heads)}


def check_shown(page: LoadPage, row: int, entry: Entry) -> None:
    """See that a row of the preview says what its people's truth is."""
    shown = find_cells(page, row)
    assert shown["full_name"] == entry.meant["full_name"]
    assert shown["birth_date"] == show(entry.meant["birth_date"] or "")
    assert shown["sex"] == {"male": "Nam", "female": "Nữ"}[entry.meant["sex"] or ""]


def name_key(said: Mapping[str, Any]) -> tuple[str, ...]:
    """Give what these lists tell of a person, in its order."""
    return tuple(str(said.get(field)) for field in SEEN)


def check_everybody(window: Window, entries: list[Entry]) -> None:
    """See that the store holds these people and nobody else, as they were meant."""
    people: list[list[dict[str, Any]]] = []
    window.tasks.ask(lambda desk: list(read_people(desk)), people.append)
    wait_idle(window)
    assert sorted(map(name_key, people[0])) == sorted(name_key(entry.meant) for entry in entries)
    for entry, person in zip(
        sorted(entries, key=lambda one: name_key(one.meant)), sorted(people[0], key=name_key), strict=True
    ):
        days = [dose["date"] for dose in person["doses"]]
        assert days == [entry.meant[f"dose{number}.date"] for number in entry.doses][: len(days)]


def test_a_list_in_old_letters_under_two_header_rows(window: Window, tmp_path: Path) -> None:
    entries = make_entries(30, seed=41)
    path = write_list(tmp_path / "ds thon 1.xls", entries, "two_rows_merged", "xls", SPELLINGS["tcvn3"])
    page = drop(window, path)
    entry = page.entry
    assert entry is not None
    assert state(page) == "ready"
    assert entry.preview is not None
    assert len(entry.preview.head.sheets[0].header_rows) == 2
    check_shown(page, 1, entries[0])
    before, after = next(one.examples[0] for one in entry.preview.sheets[0].turned if one.column == "B")
    assert (before, after) == (SPELLINGS["tcvn3"](after), after)
    assert any(before in text and after in text for _, _, text in page.preview.notes.notes)
    press_enter(window)
    assert state(page) == "loaded"
    check_everybody(window, entries)


def test_a_list_that_excel_saved_as_unicode_text(window: Window, tmp_path: Path) -> None:
    entries = make_entries(30, seed=42)
    page = drop(window, write_list(tmp_path / "tiem chung.csv", entries, "flat", "utf-16"))
    assert state(page) == "ready"
    check_shown(page, 1, entries[0])
    assert page.preview.notes.notes == []
    press_enter(window)
    assert state(page) == "loaded"
    check_everybody(window, entries)


def test_a_workbook_with_a_sheet_for_each_of_seven_hamlets(window: Window, tmp_path: Path) -> None:
    grouped = [list(group) for _, group in groupby(make_entries(400, seed=43), lambda one: one.cells.get("hamlet"))]
    groups = {group[0].cells["hamlet"]: group[:6] for group in grouped}
    entries = [entry for group in list(groups.values())[:HAMLETS] for entry in group]
    page = drop(window, write_list(tmp_path / "bay thon.xlsx", entries, "a_sheet_for_each_hamlet", "xlsx"))
    assert state(page) == "ready"
    assert page.preview.sheets.count() == HAMLETS
    first = 0
    for at in range(HAMLETS):
        page.preview.sheets.activated.emit(at)
        page.preview.sheets.setCurrentIndex(at)
        check_shown(page, 1, entries[first])
        first += page.preview.model.rowCount() - 1
    assert first == len(entries)
    press_enter(window)
    assert state(page) == "loaded"
    check_everybody(window, entries)


def test_the_second_list_of_a_source_is_loaded_without_a_question(window: Window, tmp_path: Path) -> None:
    for at in (1, 2):
        path = tmp_path / f"nguon {at}.csv"
        rows = [f"{name},{at}/0{n}/1985,07018500{at}{n:03},09123450{at}{n}" for n, name in enumerate(
            ("Điểu Thị Sương", "Nguyễn Văn Bình", "Thị Lan"), start=1)]  # fmt: skip
        path.write_text("\n".join(["Họ và tên,Ngày sinh,Số,Liên hệ", *rows]) + "\n", encoding="utf-8-sig")
    page = drop(window, tmp_path / "nguon 1.csv")
    assert page.entry is not None
    asked = len(page.entry.open)
    assert asked > 0
    for _ in range(asked + 1):
        QTest.qWait(260)
        press_enter(window)
    assert state(page) == "loaded"
    page = drop(window, tmp_path / "nguon 2.csv")
    assert state(page) == "ready"
    press_enter(window)
    assert state(page) == "loaded"
    show_page(window, "home")
    assert window.space is not None
    assert window.space.standing.people == 6
