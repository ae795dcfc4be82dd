"""The district's desk: how each commune stands, workbooks up, answers back and down."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget

from tests.conftest import enter_profile
from tests.shell.desk.places import DISTRICT, PASSWORD, STATION, Place, acquaint
from tests.shell.desk.test_delivering import answer, fill
from tests.ui.driving import choose_in_file_dialog, open_store_in, show_page, wait_idle, wait_until
from tests.ui.test_every_page import SIZES, find_faults
from vaxdesk.desk import handing_over

if TYPE_CHECKING:
    from vaxdesk.ui.pages.district import DistrictPage
    from vaxdesk.ui.window import Window


@pytest.fixture
def places(tmp_path: Path, profile: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Place, Place]:
    """A district that has the two ready people of a station, whose second package was lost."""
    district, station = (Place(one, tmp_path, monkeypatch) for one in (DISTRICT, STATION))
    acquaint(district, station)
    people = fill(station, STATION.code)
    station.give(district)
    for text in ("một", "hai"):
        station.put(people[0], "note", text)
        with station.desk() as desk:
            package = handing_over.pack(desk, DISTRICT.name, station.folder).path
    district.receive(package)
    enter_profile(monkeypatch, district.folder / "home")
    return district, station


@pytest.fixture
def window(make_window: Callable[..., Window], places: tuple[Place, Place]) -> Window:
    opened: Window = make_window(places[0].store)
    open_store_in(opened, places[0].store, "lan", PASSWORD)
    return opened


def show(window: Window) -> DistrictPage:
    from vaxdesk.ui.pages.district import DistrictPage

    page = show_page(window, "home")
    assert isinstance(page, DistrictPage)
    return page


def read_row(page: DistrictPage, row: int) -> list[str]:
    model = page.communes.model()
    return [model.index(row, column).data() for column in range(model.columnCount())]


def texts(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget) and one.text())


def test_each_commune_is_shown_with_its_figures_its_last_package_and_what_is_lacking(window: Window) -> None:
    page, say = show(window), window.wording.say
    name, people, verified, errors, ready, accepted, last, lacking = read_row(page, 0)
    assert "25222" in name
    assert (people, verified, errors, ready, accepted) == ("2", "2 · 100%", "0", "2", "0")
    assert say("today") in last
    assert say("package {numbers}", numbers=2) in lacking
    assert say("{came} of {all} communes have sent", came=1, all=1) in page.fact


def test_enter_on_a_commune_shows_its_people_and_the_chip_takes_the_commune_away(window: Window) -> None:
    from vaxdesk.model.filter import Filter
    from vaxdesk.ui.pages.clean import CleanPage

    page, say = show(window), window.wording.say
    page.communes.setFocus()
    QTest.keyClick(page.communes, Qt.Key.Key_Return)
    wait_idle(window)
    assert window.space is not None
    clean = window.space.page
    assert isinstance(clean, CleanPage)
    assert clean.people.asked == Filter(stream=STATION.code)
    assert clean.people.rowCount() == 2
    narrowing = clean.list.narrowing
    [chip] = narrowing.list_chips(Filter(stream=STATION.code))
    assert STATION.code in chip.text
    assert chip.without == Filter()
    menus = {one.text(): one.menu() for one in clean.list.make_filter_menu().actions()}
    communes = menus[say("Commune")]
    assert isinstance(communes, QMenu)
    assert [one.isChecked() for one in communes.actions()] == [False, True]
    assert communes.actions()[1].text().endswith("(2)")


def test_workbooks_go_up_answers_come_back_and_go_down(
    window: Window, places: tuple[Place, Place], tmp_path: Path
) -> None:
    page, say = show(window), window.wording.say
    page.tasks.opened.emit(1)
    wait_until(lambda: page.asker.dialog is not None)
    assert page.asker.dialog is not None
    page.asker.dialog.buttons["go"].click()
    folder = tmp_path / "nen tang"
    folder.mkdir()
    choose_in_file_dialog(page, folder)
    assert say("The platform file is written: {people} people", people=2) in texts(page.outcome)
    [workbook] = folder.iterdir()
    page.platform.take_results(answer(workbook, ("", "x"), ("Sai số CCCD", "")))
    wait_idle(window)
    assert say("The platform's answers are read: {file}", file=workbook.name) in texts(page.outcome)
    assert read_row(page, 0)[5] == "1"
    title = say("Send results down: {people} people, {count} stations", people=2, count=1)
    assert title in [row.title for row in page.tasks.rows.rows]
    page.tasks.opened.emit([row.title for row in page.tasks.rows.rows].index(title))
    down = tmp_path / "ve tram"
    down.mkdir()
    choose_in_file_dialog(page, down)
    assert say("{count} packages of results are written", count=1) in texts(page.outcome)
    [package] = down.iterdir()
    assert places[1].receive(package).kind == "results"


def test_a_list_without_result_columns_is_refused_in_one_sentence(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vaxdesk.intake.samples import invent_people, plain_list

    page = show(window)
    path = tmp_path / "danh sach.xlsx"
    path.write_bytes(plain_list(invent_people(3, 1)))
    refused: list[str] = []
    monkeypatch.setattr(type(window.space), "refuse", lambda _, error: refused.append(error.code))
    page.platform.take_results(path)
    wait_idle(window)
    assert refused == ["results.none"]
    assert page.outcome.state == ""


def test_a_district_without_stations_is_led_to_cards(
    make_window: Callable[..., Window], tmp_path: Path, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place(DISTRICT, tmp_path, monkeypatch)
    enter_profile(monkeypatch, place.folder / "home")
    window = make_window(place.store)
    open_store_in(window, place.store, "lan", PASSWORD)
    page = show(window)
    assert QApplication.focusWidget() is page.empty.buttons[0]
    QTest.keyClick(page.empty.buttons[0], Qt.Key.Key_Return)
    wait_idle(window)
    assert window.space is not None
    assert window.space.place == "handover"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_districts_desk_can_be_heard_hit_and_read_at_every_size(
    make_window: Callable[..., Window], places: tuple[Place, Place], size: tuple[int, int]
) -> None:
    window = make_window(places[0].store, size=size)
    open_store_in(window, places[0].store, "lan", PASSWORD)
    show(window)
    assert find_faults(window) == {}


def test_a_store_of_the_district_that_was_copied_is_told_at_opening(
    make_window: Callable[..., Window], places: tuple[Place, Place], tmp_path: Path
) -> None:
    copied = shutil.copytree(places[0].store, tmp_path / "copied")
    window = make_window(copied)
    open_store_in(window, copied, "lan", PASSWORD)
    page = show(window)
    assert page.board is not None
    (told,) = page.board.notices
    assert page.frame.wording.render(told) in texts(page.notices).splitlines()
    assert page.notices.isVisible()
