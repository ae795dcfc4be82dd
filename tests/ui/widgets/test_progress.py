"""The panel of long work: how far it is, and when it can be stopped no more."""

from __future__ import annotations

import time

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from vaxdesk.ui.look import Look
from vaxdesk.ui.tasks import Job
from vaxdesk.ui.widgets.progress import ProgressPanel
from vaxdesk.wording import Wording


@pytest.fixture
def panel(qtbot: QtBot, look: Look) -> ProgressPanel:
    made = ProgressPanel(look, Wording("vi"))
    qtbot.addWidget(made)
    return made


def read_words(panel: ProgressPanel) -> str:
    return "\n".join(label.text() for label in panel.findChildren(QLabel) if label.isVisibleTo(panel))


def make_job(done: int, total: int | None) -> Job[object]:
    stopping = "Dừng lại thì không dòng nào được ghi."
    return Job(lambda _: None, title="Đang nạp", stopping=stopping, done=done, total=total, started=time.monotonic())


def test_work_under_way_tells_how_far_it_is_and_can_be_stopped(panel: ProgressPanel) -> None:
    panel.follow(make_job(400, 1000))
    assert "400 / 1.000" in read_words(panel)
    assert panel.stop.isVisibleTo(panel)


def test_what_is_being_kept_says_so_and_can_be_stopped_no_more(panel: ProgressPanel) -> None:
    panel.follow(make_job(1000, 1000))
    words = read_words(panel)
    assert "Đang lưu" in words
    assert "không dòng nào được ghi" not in words
    assert not panel.stop.isVisibleTo(panel)


def test_work_of_which_nothing_is_counted_can_be_stopped(panel: ProgressPanel) -> None:
    panel.follow(make_job(0, None))
    assert panel.stop.isVisibleTo(panel)
