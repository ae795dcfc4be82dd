from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import partial

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.driving import wait_until
from vaxdesk.errors import Cancelled, StaffCanFix, VaxDeskError
from vaxdesk.ui.tasks import Job, Tasks


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.end()
    qapp.processEvents()


def test_jobs_run_in_order_on_one_other_thread(tasks: Tasks) -> None:
    seen: list[tuple[int, str]] = []
    for number in range(5):
        tasks.run(partial(_tell_thread, number), seen.append)
    wait_until(lambda: len(seen) == 5)
    assert seen == [(number, "vaxdesk-worker") for number in range(5)]


def test_the_answer_comes_back_on_the_window_s_thread(tasks: Tasks) -> None:
    where: list[str] = []
    tasks.run(lambda job: None, lambda _: where.append(threading.current_thread().name))
    wait_until(lambda: where)
    assert where == [threading.main_thread().name]


def test_a_question_asked_again_makes_the_earlier_answer_void(tasks: Tasks) -> None:
    held = threading.Event()
    seen: list[object] = []
    tasks.hold(_NoDesk(), lambda: None)  # type: ignore[arg-type]
    tasks.ask(lambda desk: held.wait(5) and "first", seen.append, about="people")
    tasks.ask(lambda desk: "second", seen.append, about="people")
    tasks.ask(lambda desk: "third", seen.append, about="people")
    held.set()
    wait_until(lambda: seen)
    wait_until(lambda: tasks.is_idle)
    assert seen == ["third"]


def test_what_was_refused_reaches_whoever_asked(tasks: Tasks) -> None:
    refused: list[VaxDeskError] = []
    failed: list[object] = []
    tasks.failed.connect(failed.append)

    def refuse(job: Job[None]) -> None:
        raise StaffCanFix

    tasks.run(refuse, lambda _: None, refused=refused.append)
    tasks.run(refuse, lambda _: None)
    wait_until(lambda: failed)
    assert [type(one) for one in refused] == [StaffCanFix]
    assert [type(one) for one in failed] == [StaffCanFix]


def test_long_work_is_shown_after_half_a_second_and_can_be_stopped(tasks: Tasks) -> None:
    shown: list[Job[object] | None] = []
    failed: list[object] = []
    tasks.watched.connect(shown.append)
    tasks.failed.connect(failed.append)
    tasks.hold(_NoDesk(), lambda: None)  # type: ignore[arg-type]

    def work(desk: object, job: Job[None]) -> None:
        done = 0
        while True:
            done += 1
            job.progress(done, 1000)
            time.sleep(0.01)

    started = time.monotonic()
    tasks.do(work, lambda _: None, title="Loading")
    wait_until(lambda: shown)
    assert time.monotonic() - started >= 0.5
    tasks.stop()
    wait_until(lambda: failed)
    assert isinstance(failed[0], Cancelled)
    assert shown[-1] is None


def test_short_work_shows_no_panel(tasks: Tasks) -> None:
    shown: list[object] = []
    done: list[int] = []
    tasks.watched.connect(shown.append)
    tasks.run(lambda job: 1, done.append, title="Short")
    wait_until(lambda: done)
    assert shown == []


def test_whoever_has_gone_is_told_nothing_but_changes_are_made(tasks: Tasks) -> None:
    held = threading.Event()
    told: list[object] = []
    made: list[str] = []
    failed: list[object] = []
    tasks.failed.connect(failed.append)
    tasks.hold(_NoDesk(), lambda: None)  # type: ignore[arg-type]
    tasks.ask(lambda desk: held.wait(5), told.append)
    tasks.ask(lambda desk: made.append("asked"), told.append, about="later")
    tasks.do(lambda desk, job: made.append("made"), told.append)
    tasks.do(lambda desk, job: 1 // 0, told.append)
    tasks.forget()
    held.set()
    wait_until(lambda: tasks.is_idle)
    assert made == ["made"]
    assert told == []
    assert [type(one) for one in failed] == [ZeroDivisionError]


def test_what_changes_the_store_is_finished_before_the_end(tasks: Tasks) -> None:
    kept: list[str] = []
    closed: list[bool] = []
    tasks.hold(_NoDesk(), lambda: closed.append(True))  # type: ignore[arg-type]
    tasks.ask(lambda desk: time.sleep(0.1), lambda _: None)
    tasks.do(lambda desk, job: kept.append("kept"), lambda _: None)
    tasks.ask(lambda desk: kept.append("asked"), lambda _: None)
    tasks.end()
    assert kept == ["kept"]
    assert closed == [True]


def test_the_window_knows_whether_something_is_being_changed(tasks: Tasks) -> None:
    busy: list[bool] = []
    tasks.busy.connect(busy.append)
    tasks.hold(_NoDesk(), lambda: None)  # type: ignore[arg-type]
    held = threading.Event()
    tasks.do(lambda desk, job: held.wait(5), lambda _: None)
    assert tasks.is_busy
    held.set()
    wait_until(lambda: busy == [True, False])
    assert not tasks.is_busy


def _tell_thread(number: int, job: Job[tuple[int, str]]) -> tuple[int, str]:
    return number, threading.current_thread().name


class _NoDesk:
    """Stands where a desk would, for jobs that ask nothing of it."""

    def guard(self) -> AbstractContextManager[None]:
        return nullcontext()
