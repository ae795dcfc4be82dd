from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.cleaning import CONTROL, NONE, ask, change, coloured, press, show, value
from tests.ui.driving import wait_idle, wait_until
from vaxdesk.desk.correcting import set_field
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.fixing import preview_fix
from vaxdesk.ui.clean.fixing import FixWork
from vaxdesk.ui.pages.clean import CleanPage
from vaxdesk.ui.window import Window


def find_work(page: CleanPage) -> FixWork:
    wait_until(lambda: isinstance(page.stage.work, FixWork))
    assert isinstance(page.stage.work, FixWork)
    return page.stage.work


def confirm(page: CleanPage, window: Window) -> None:
    """Press Enter once what is shown was in sight."""
    work = find_work(page)
    wait_until(work.sight.is_settled)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Return)
    wait_idle(window)


@pytest.fixture
def page(window: Window) -> Iterator[CleanPage]:
    """Give the page on people of whom something is certain."""
    page = show(window, group="phone.old_prefix")
    assert page.people.rowCount() > 2
    yield page


def read_preview(window: Window) -> int:
    return len(ask(window, lambda desk: preview_fix(desk, "phone.old_prefix")).fixes)
