"""A real window on a real practice store, with real keys."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from tests.ui.driving import PASSWORD, USER, open_store_in, wait_until

if TYPE_CHECKING:
    from vaxdesk.ui.look import Look
    from vaxdesk.ui.window import Window

HARMLESS = tuple(
    f"This plugin does not support {what}" for what in ("propagateSizeHints", "raise", "grabbing the keyboard")
)
"""What the offscreen platform says of itself."""


@pytest.fixture(autouse=True)
def qt_warnings() -> Iterator[list[str]]:
    """Fail a test in which Qt warned of anything."""
    said: list[str] = []

    def hear(kind: QtMsgType, context: object, text: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not text.startswith(HARMLESS):
            said.append(text)

    before = qInstallMessageHandler(hear)
    yield said
    qInstallMessageHandler(before)
    assert not said, f"Qt warned: {said}"


@pytest.fixture(scope="session")
def practice_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a store of 120 invented people with two lists loaded, to be copied."""
    from vaxdesk.desk.loading import load_list
    from vaxdesk.desk.starting import open_desk, start_store
    from vaxdesk.intake.reader import ListReader
    from vaxdesk.intake.samples import invent_people, plain_list, platform_workbook
    from vaxdesk.store import KdfCost, Station

    root = tmp_path_factory.mktemp("practice")
    folder = root / "store"
    cost = KdfCost(memory=64, passes=1, lanes=1)
    start_store(folder, Station("Trạm Y tế xã Phú Nghĩa", "25222"), USER, PASSWORD, cost=cost, practice=True)
    people = invent_people(120, 7)
    with open_desk(folder, USER, PASSWORD) as desk, ListReader() as reader:
        for name, data in (("nen tang.xlsx", platform_workbook(people[:80])), ("thon.xlsx", plain_list(people[80:]))):
            path = root / name
            path.write_bytes(data)
            load_list(desk, reader, path)
    return folder


@pytest.fixture
def store_folder(practice_store: Path, tmp_path: Path, profile: Path) -> Path:
    """Give a copy of the practice store."""
    return Path(shutil.copytree(practice_store, tmp_path / "store"))


@pytest.fixture(scope="session")
def only_look(qapp: QApplication) -> Look:
    """Give the application's one look: a style sheet for everything is set up slowly."""
    from vaxdesk.ui.fonts import load_fonts
    from vaxdesk.ui.look import Look

    load_fonts()
    return Look(qapp, "light", 100)


@pytest.fixture
def look(only_look: Look) -> Iterator[Look]:
    """Give the look of a light window at 100 %."""
    yield only_look
    if only_look.is_dark or only_look.percent != 100:
        only_look.choose("light", 100)


@pytest.fixture
def make_window(qapp: QApplication, look: Look, profile: Path) -> Iterator[Callable[..., Window]]:
    """Give what makes a window on a store's folder, locked; it is shut after the test."""
    from vaxdesk.settings import Settings
    from vaxdesk.ui.window import Window
    from vaxdesk.wording import Language, Wording

    made: list[Window] = []

    def make(folder: Path, language: Language = "vi", size: tuple[int, int] = (1366, 728)) -> Window:
        wording = Wording(language)
        window = Window(look, wording, Settings(), folder)
        # The offscreen screen is small: a window that fits its size to it would fill it.
        window.setWindowState(Qt.WindowState.WindowNoState)
        window.resize(*size)
        window.show()
        window.activateWindow()
        made.append(window)
        wait_until(window.isActiveWindow)
        return window

    yield make
    for window in made:
        window.shut()
        window.hide()
        window.deleteLater()
    qapp.processEvents()
    gc.collect()


@pytest.fixture
def window(make_window: Callable[..., Window], store_folder: Path) -> Window:
    """Give an open window in Vietnamese, 1366×728, on a practice store of 120 people."""
    opened: Window = make_window(store_folder)
    open_store_in(opened, store_folder)
    return opened
