"""How many keys a correction costs, taken from a key log of the real window (keystroke-level model)."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.cleaning import person, press, show
from tests.ui.driving import PASSWORD, USER, open_store_in, start_empty_store, wait_idle
from tests.ui.keying import type_key, work_through
from tests.ui.recording import record
from vaxdesk.model.filter import Filter
from vaxdesk.ui.clean import sight
from vaxdesk.ui.pages.clean import CleanPage
from vaxdesk.ui.window import Window

DECISIONS = 200
MOST_TYPED = 14
INVENTED = 1800


@pytest.fixture(scope="module")
def mixed_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a store of invented people, all of whom a list has got wrong, each in its own way."""
    from vaxdesk.desk.loading import load_list
    from vaxdesk.desk.starting import open_desk
    from vaxdesk.intake.reader import ListReader
    from vaxdesk.intake.samples import invent_people, plain_list

    root = tmp_path_factory.mktemp("mixed")
    folder, path = root / "store", root / "danh sach.xlsx"
    start_empty_store(folder)
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


def question(page: CleanPage) -> object:
    """Give what somebody has to think about now."""
    return (page.record.panel.id, page.record.problem) if page.record.panel is not None else None


def test_a_correction_costs_one_thought_and_one_key_and_a_typed_number_fourteen(page: CleanPage) -> None:
    window = page.window()
    assert isinstance(window, Window)
    with record(lambda: question(page)) as recorder:
        work = work_through(window, page, recorder)
        decisions = list(islice((one for one in work if one.way != "later"), DECISIONS))
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
