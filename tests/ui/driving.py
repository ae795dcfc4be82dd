"""Driving a window in tests: opening, waiting, going to a page."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from vaxdesk.ui.page import Page
    from vaxdesk.ui.widgets.dialogs import HouseDialog
    from vaxdesk.ui.window import Window

PATIENCE_S = 60.0
USER, PASSWORD = "Trần Thị Mai", "suoi nha lua ben"


def start_empty_store(folder: Path, name: str = "Trạm Y tế xã Phú Nghĩa", code: str = "25222") -> None:
    """Make the store of a station without anybody, quickly opened."""
    from vaxdesk.desk.starting import start_store
    from vaxdesk.store import KdfCost, Station

    start_store(folder, Station(name, code), USER, PASSWORD, cost=KdfCost(memory=64, passes=1, lanes=1))


def choose_in_file_dialog(page: Page, path: Path) -> None:
    """Choose a folder or file in the dialog that a page has opened, as one would by hand."""
    wait_until(lambda: page.findChildren(QFileDialog))
    chooser = page.findChildren(QFileDialog)[0]
    if path.is_dir():
        chooser.setDirectory(str(path))
    else:
        chooser.selectFile(str(path))
    chooser.accept()
    wait_idle(page.window())  # type: ignore[arg-type]


def open_store_in(window: Window, folder: Path, user: str = USER, password: str = PASSWORD) -> None:
    """Open a store in a window as the lock screen does."""
    from vaxdesk.desk.desk import Desk
    from vaxdesk.desk.starting import open_desk

    def opener() -> tuple[Desk, ExitStack]:
        stack = ExitStack()
        return stack.enter_context(open_desk(folder, user, password)), stack

    window.open_with(folder, opener)
    wait_until(lambda: window.space is not None)
    wait_idle(window)


def wait_idle(window: Window, patience: float = PATIENCE_S) -> None:
    """Let the window work until the worker has nothing left and every answer has come."""
    quiet, until = 0, time.monotonic() + patience
    while quiet < 3:
        QTest.qWait(5)
        quiet = quiet + 1 if window.tasks.is_idle else 0
        assert time.monotonic() < until, "the window doesn't come to rest"


def wait_until(true: Callable[[], object], patience: float = PATIENCE_S) -> None:
    """Let the window work until something is true."""
    until = time.monotonic() + patience
    while not true():
        QTest.qWait(5)
        assert time.monotonic() < until, "what was waited for didn't come"


def show_page(window: Window, key: str, **shown: object) -> Page:
    """Go to a page and wait until it shows what it has."""
    from vaxdesk.ui.page import Place

    assert window.space is not None
    window.space.go(Place(key, dict(shown)))
    wait_idle(window)
    page = window.space.page
    assert page is not None
    return page


def drop_files(window: Window, *paths: Path) -> None:
    """Drop files onto the window, and wait until they are read."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    none = Qt.KeyboardModifier.NoModifier
    assert window.space is not None
    window.space.dropEvent(
        QDropEvent(QPointF(400, 300), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none)
    )
    wait_idle(window)


def find_dialog(window: Window) -> HouseDialog:
    """Wait for the dialog that a page opens."""
    from vaxdesk.ui.widgets.dialogs import HouseDialog

    wait_until(lambda: any(one.isVisible() for one in window.findChildren(HouseDialog)))
    return next(one for one in window.findChildren(HouseDialog) if one.isVisible())
