"""How many keys a correction costs, taken from a key log of the real window (keystroke-level model)."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from typing import Literal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.cleaning import person, press, show
from tests.ui.driving import PASSWORD, USER, open_store_in, wait_idle
from tests.ui.recording import Act, Recorder, record
from vaxdesk.model.filter import Filter
from vaxdesk.ui.clean import sight
from vaxdesk.ui.pages.clean import CleanPage
from vaxdesk.ui.window import Window

Way = Literal["taken", "typed", "later"]
DECISIONS = 200
MOST_TYPED = 14
INVENTED = 1800


@dataclass(frozen=True, slots=True)
class Decision:
    """What one decision cost: how it was made, of which rule, by which acts."""

    way: Way
    rule: str
    act: Act


@pytest.fixture(scope="module")
def mixed_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a store of invented people, all of whom a list has got wrong, each in its own way."""
    from vaxdesk.desk.loading import load_list
    from vaxdesk.desk.starting import open_desk, start_store
    from vaxdesk.intake.reader import ListReader
    from vaxdesk.intake.samples import invent_people, plain_list
    from vaxdesk.store import KdfCost, Station

    root = tmp_path_factory.mktemp("mixed")
    folder, path = root / "store", root / "danh sach.xlsx"
    cost = KdfCost(memory=64, passes=1, lanes=1)
    start_store(folder, Station("Trạm Y tế xã Phú Nghĩa", "25222"), USER, PASSWORD, cost=cost)
    path.write_bytes(plain_list([one for one in invent_people(INVENTED, 31) if one.damages]))
    with open_desk(folder, USER, PASSWORD) as desk, ListReader() as reader:
        load_list(desk, reader, path)
    return folder


@pytest.fixture
def page(
    make_window: Callable[..., Window], mixed_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> CleanPage:
    """Give the page on everybody of whom something is wrong, which may be decided without waiting."""
    monkeypatch.setattr(sight, "SETTLED_S", 0.0)
    folder = Path(shutil.copytree(mixed_store, tmp_path / "store"))
    window = make_window(folder)
    open_store_in(window, folder)
    return show(window, filter=Filter(severity="error"))


def write_value(page: CleanPage, key: str, serial: int) -> str:
    """Give a phone, or a number that could be the person's: province, sex, birth year, then nobody else's digits."""
    panel = page.record.panel
    assert panel is not None
    if key == "phone":
        return f"09{10_000_000 + serial}"
    said = {row.key: row.edit for row in panel.fields}
    year = int(said["birth_date"][-4:]) if said["birth_date"] else 1980
    code = 2 * (year // 100 - 19) + (said["sex"] == "Nữ")
    return f"070{code}{year % 100:02}{900000 + serial}"


def type_key(text: str) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClicks(widget, text)


def decide(window: Window, page: CleanPage, recorder: Recorder, serial: int) -> Decision:
    """Decide the record in question with as few keys as the page allows."""
    record, problem = page.record, page.record.problem
    assert record.panel is not None
    rule = problem.code if problem is not None else ""
    recorder.close_act()
    way: Way = "taken"
    if record.option() is not None:
        press(window, Qt.Key.Key_Return)
    elif record.card.options and rule != "conflict":
        press(window, Qt.Key.Key_1)
    elif problem is not None and problem.field in {"id_number", "phone"}:
        way = "typed"
        press(window, Qt.Key.Key_Return)
        assert record.editor.field.hasFocus()
        type_key(write_value(page, problem.field, serial))
        press(window, Qt.Key.Key_Return)
        assert not record.editor.is_open, (record.editor.field.text(), record.editor.field.accessibleDescription())
    else:
        way = "later"
        press(window, Qt.Key.Key_F8)
    return Decision(way, rule, recorder.close_act())


def work(page: CleanPage) -> Iterator[Decision]:
    """Go through the groups until enough is decided."""
    window = page.window()
    assert isinstance(window, Window)
    with record(lambda: (person(page), page.record.problem) if page.record.panel is not None else None) as recorder:
        put_off: set[str] = set()
        for serial in count():
            if page.record.panel is None or person(page) in put_off:
                return  # nobody is left, or who was put off comes round
            who = person(page)
            decision = decide(window, page, recorder, serial)
            put_off |= {who} if decision.way == "later" else set()
            yield decision


def test_a_correction_costs_one_thought_and_one_key_and_a_typed_number_fourteen(page: CleanPage) -> None:
    decisions = list(islice((one for one in work(page) if one.way != "later"), DECISIONS))
    assert len(decisions) == DECISIONS
    taken = [one for one in decisions if one.way == "taken"]
    typed = [one for one in decisions if one.way == "typed"]
    assert len(taken) >= 60
    assert len(typed) >= 40
    assert len({one.rule for one in decisions}) >= 6, "the issues are mixed"
    assert {tuple(one.act.operators) for one in taken} == {("M", "K")}
    assert {one.act.count("M") for one in typed} == {1}
    assert max(one.act.count("K") for one in typed) <= MOST_TYPED
    assert sum(one.act.count("P") + one.act.count("D") for one in decisions) == 0
    assert max(one.act.seconds for one in taken) < 2


def test_the_recorder_sees_keys_thoughts_pointing_and_dialogs(page: CleanPage) -> None:
    window = page.window()
    assert isinstance(window, Window)
    with record(lambda: person(page)) as recorder:
        press(window, Qt.Key.Key_F2)
        type_key("11")
        press(window, Qt.Key.Key_Escape)
        seen = recorder.close_act()
        QTest.mouseClick(page.list.view.viewport(), Qt.MouseButton.LeftButton)
        page.record.bar.make_menu().popup(page.rect().center())
        wait_idle(window)
        pointed = recorder.close_act()
        for popup in (one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not window):
            popup.close()
    assert seen.operators == ["M", "K", "K", "K", "K"]
    assert pointed.count("P") >= 1
    assert pointed.count("D") == 1
