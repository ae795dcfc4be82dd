"""Somebody who moved: their record goes onto a stick for the new station."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.ui.clean.test_works import choose, find_work, is_working, press_key
from tests.ui.cleaning import YEAR, ask, change, person, show
from tests.ui.driving import wait_idle
from tests.ui.pages.test_handover import GB, Laptop
from tests.ui.sticks import Sticks
from tests.ui.test_every_page import find_faults
from vaxdesk.desk import taking_in, trusting
from vaxdesk.desk.desk import Desk
from vaxdesk.store import Station
from vaxdesk.systems import Drive
from vaxdesk.ui.clean.sending import TransferWork
from vaxdesk.ui.pages.clean import CleanPage
from vaxdesk.ui.window import Window

NEIGHBOUR = "Trạm Y tế xã Hai"
MENU = "Chuyển 1 người"


@pytest.fixture
def neighbour(tmp_path: Path, profile: Path, monkeypatch: pytest.MonkeyPatch) -> Laptop:
    return Laptop(tmp_path / "neighbour", monkeypatch, profile, Station(NEIGHBOUR, "25225"))


def swap_cards(window: Window, neighbour: Laptop, folder: Path) -> None:
    change(window, lambda desk: trusting.trust_card(desk, neighbour.card))
    change(window, lambda desk: trusting.write_card_file(desk, folder / "own.vaxcard"))
    neighbour.trust(folder / "own.vaxcard")


def begin(window: Window) -> tuple[CleanPage, TransferWork]:
    page = show(window, group=YEAR)
    choose(window, page, MENU)
    return page, find_work(page, TransferWork)


def count_events(desk: Desk) -> int:
    return sum(1 for _ in desk.store.read_events())


def plug(window: Window, work: TransferWork, sticks: Sticks, folder: Path) -> Path:
    folder.mkdir()
    sticks.plugged.append(Drive(folder.name, folder, 6 * GB, read_only=False))
    work.watch.look()
    wait_idle(window)
    return folder


def texts(work: TransferWork) -> str:
    return "\n".join(one.text() for one in work.findChildren(QLabel) if one.isVisibleTo(work))


def test_somebody_who_moved_is_written_for_the_new_station_with_enter(
    window: Window, sticks: Sticks, neighbour: Laptop, tmp_path: Path
) -> None:
    swap_cards(window, neighbour, tmp_path)
    before = ask(window, count_events)
    page, work = begin(window)
    who = person(page)
    assert work.whom.selected() == NEIGHBOUR
    assert not work.act.isEnabled()
    stick = plug(window, work, sticks, tmp_path / "usb")
    work.act.setFocus()
    press_key(window)
    assert work.outcome.state == "written"
    assert all(tick.is_done for tick in work.outcome.ticks.values())
    assert window.wording.say("Slip for the courier…") in work.outcome.slip.text()
    [package] = stick.glob("*.vaxsync")
    press_key(window)
    assert not is_working(page)
    assert sticks.let_go == [stick]
    assert person(page) == who
    assert ask(window, count_events) == before
    with neighbour.desk() as desk:
        received = taking_in.receive(desk, package)
        assert (received.kind, desk.store.count_people()) == ("transfer", 1)


def test_a_stick_that_is_pulled_out_is_told_and_writing_begins_again(
    window: Window, sticks: Sticks, neighbour: Laptop, tmp_path: Path
) -> None:
    swap_cards(window, neighbour, tmp_path)
    _, work = begin(window)
    plug(window, work, sticks, tmp_path / "usb")
    sticks.vanishing = True
    work.act.click()
    wait_idle(window)
    say = window.wording.say
    assert work.outcome.state == "refused"
    assert say("The stick was pulled out while writing") in texts(work)
    sticks.vanishing = False
    plug(window, work, sticks, tmp_path / "usb 2")
    assert say("Write again") in work.act.text()
    work.act.click()
    wait_idle(window)
    assert work.outcome.state == "written"


def test_without_a_card_it_says_what_to_do_and_a_laptop_of_this_station_is_no_new_station(
    window: Window, sticks: Sticks, tmp_path: Path, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del sticks
    second = Laptop(tmp_path / "second", monkeypatch, profile, Station("Máy 2", "25222"))
    change(window, lambda desk: trusting.trust_card(desk, second.card))
    page, work = begin(window)
    assert work.whom.cards == []
    assert not work.act.isEnabled()
    assert window.wording.say("Take in the card of the new station first.") in texts(work)
    press_key(window, Qt.Key.Key_Escape)
    assert not is_working(page)


@pytest.mark.parametrize("size", [(1366, 728), (683, 310)])
def test_it_is_whole_at_every_size(
    window: Window, sticks: Sticks, neighbour: Laptop, tmp_path: Path, size: tuple[int, int]
) -> None:
    swap_cards(window, neighbour, tmp_path)
    window.resize(*size)
    wait_idle(window)
    _, work = begin(window)
    plug(window, work, sticks, tmp_path / "usb")
    assert not find_faults(window)
    work.act.click()
    wait_idle(window)
    assert work.outcome.state == "written"
    assert not find_faults(window)
    QTest.qWait(1)
    assert not work.outcome.visibleRegion().isEmpty()
