"""The story of the command line again, in the window: by keys, clicks and dropped files, on real stores."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from build_scripts.make_sample_lists import write_xls
from tests.journeys.windows import ask, go_in_front, press, read_everybody, set_up, take_in, write
from tests.ui.driving import find_dialog, show_page, wait_idle, wait_until
from vaxdesk.desk.keeping import verify
from vaxdesk.intake.samples import invent_people, plain_table, platform_workbook
from vaxdesk.model.filter import Filter

if TYPE_CHECKING:
    from vaxdesk.ui.pages.clean import CleanPage
    from vaxdesk.ui.pages.handover import Handover
    from vaxdesk.ui.pages.load import LoadPage
    from vaxdesk.ui.window import Window

PEOPLE = invent_people(2000, seed=2)
NEIGHBOURS = invent_people(150, seed=8)
STATION, DISTRICT = "Trạm Y tế xã Bù Gia Mập", "Trung tâm Y tế huyện Bù Gia Mập"
CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_list_goes_through_all_layers_in_the_window(make_window: Callable[..., Window], tmp_path: Path) -> None:
    stick = tmp_path / "usb"
    stick.mkdir()
    station = set_up(make_window(tmp_path / "tram"), STATION, "25222", "Lan")
    district = set_up(make_window(tmp_path / "huyen"), DISTRICT, "691", "Minh", district=True)
    exchange_cards(station, district, stick)
    load_lists(station, tmp_path)
    correct_ten(station)
    mark_ten(station)
    take_back_two_and_do_one_again(station)
    hand_over(station, district, stick)
    for window in (station, district):
        assert all(check.ok for check in ask(window, verify))


def exchange_cards(station: Window, district: Window, stick: Path) -> None:
    from vaxdesk.desk.trusting import write_card_file
    from vaxdesk.ui.handover.tick import TickBox

    for window, file in ((station, stick / "tram.vaxcard"), (district, stick / "huyen.vaxcard")):
        ask(window, lambda desk, file=file: write_card_file(desk, file))  # type: ignore[misc]
    for window, file in ((station, stick / "huyen.vaxcard"), (district, stick / "tram.vaxcard")):
        go_in_front(window)
        assert window.space is not None
        window.space.take_files([str(file)])
        dialog = find_dialog(window)
        assert not dialog.buttons["trust"].isEnabled()
        dialog.findChildren(TickBox)[0].click()
        dialog.buttons["trust"].click()
        wait_idle(window)


def load_lists(window: Window, folder: Path) -> None:
    go_in_front(window)
    lists = folder / "danh sach"
    lists.mkdir()
    (lists / "nen tang.xlsx").write_bytes(platform_workbook(PEOPLE))
    (lists / "danh sach xa.xls").write_bytes(write_xls(plain_table([*PEOPLE[:300], *NEIGHBOURS[3:]])))
    before = read_everybody(window)
    assert before == []
    assert window.space is not None
    for name in ("nen tang.xlsx", "danh sach xa.xls"):
        window.space.take_files([str(lists / name)])
        wait_idle(window)
        page: LoadPage = window.space.page  # type: ignore[assignment]
        wait_until(partial(has_state, page, "ready"))
        wait_until(page.preview.load.isEnabled)
        press(window)
        wait_until(partial(has_state, page, "loaded"))
        wait_idle(window)
    people = read_everybody(window)
    assert 2147 <= len(people) < 2300
    sources = {(one["file"], one["sheet"], one["row"]) for person in people for one in person["sources"]}
    assert len(sources) == 2447


def has_state(page: LoadPage, state: str) -> bool:
    return page.entry is not None and page.entry.state == state


def shows_other(page: CleanPage, person: str) -> bool:
    return page.record.panel is not None and page.record.panel.id != person


def shows(page: CleanPage, person: str) -> bool:
    return page.record.panel is not None and page.record.panel.id == person


def correct_ten(window: Window) -> None:
    """Type ten missing numbers, by keyboard alone."""
    page: CleanPage = show_page(window, "clean", group="id_number.missing")  # type: ignore[assignment]
    lacking = {one["id"]: one for one in read_everybody(window) if has_issue(one, "id_number.missing")}
    done = []
    for number in range(10):
        wait_until(lambda: page.record.panel is not None and page.record.sight.is_settled())
        panel = page.record.panel
        assert panel is not None
        person = lacking[panel.id]
        year = (person["birth_date"] or "1980")[:4]
        century_and_sex = 2 * (year >= "2000") + (person["sex"] != "male")
        press(window)
        assert page.record.editor.is_open
        write(f"070{century_and_sex}{year[2:]}{400000 + number}")
        press(window)
        wait_until(partial(shows_other, page, panel.id))
        done.append(panel.id)
    assert len(set(done)) == 10
    now = {one["id"]: one for one in read_everybody(window)}
    assert all(now[person]["id_number"].startswith("070") for person in done)
    assert not any(has_issue(now[person], "id_number.missing") for person in done)


def has_issue(person: dict[str, Any], rule: str) -> bool:
    return any(issue["rule"] == rule for issue in person["issues"])


def mark_ten(window: Window) -> None:
    """Mark ten people who have no error, through the menu."""
    clean = [one["id"] for one in read_everybody(window) if one["doses"] and not has_error(one)][:10]
    for person in clean:
        page: CleanPage = show_page(window, "clean", filter=Filter(), person=person)  # type: ignore[assignment]
        wait_until(partial(shows, page, person))
        wait_until(page.record.sight.is_settled)
        page.record.bar.mark.click()
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        right = next(act for act in menu.actions() if act.text() == window.wording.say("Right"))
        right.trigger()
        menu.close()
        wait_idle(window)
    now = {one["id"]: one["verification"] for one in read_everybody(window)}
    assert {now[person] for person in clean} == {"matched"}


def has_error(person: dict[str, Any]) -> bool:
    return any(issue["severity"] == "error" for issue in person["issues"])


def take_back_two_and_do_one_again(window: Window) -> None:
    go_in_front(window)
    show_page(window, "home")
    before = count_matched(window)
    for wanted in (before - 1, before - 2):
        press(window, Qt.Key.Key_Z, CTRL)
        assert count_matched(window) == wanted
    press(window, Qt.Key.Key_Y, CTRL)
    assert count_matched(window) == before - 1


def count_matched(window: Window) -> int:
    return sum(one["verification"] == "matched" for one in read_everybody(window))


def hand_over(station: Window, district: Window, stick: Path) -> None:
    go_in_front(station)
    page: Handover = show_page(station, "handover")  # type: ignore[assignment]
    page.targets.take_folder(stick)
    wait_until(page.write.isEnabled)
    press(station)
    wait_until(lambda: page.outcome.state == "written")
    [package] = stick.glob("*.vaxsync")
    ready = [one["id"] for one in read_everybody(station) if one["delivery"] == "packaged"]
    assert len(ready) == 9
    take_in(district, package)
    there = {one["id"]: one for one in read_everybody(district)}
    here = {one["id"]: one for one in read_everybody(station)}
    assert {key: tell(one) for key, one in there.items()} == {key: tell(one) for key, one in here.items()}
    [receipt] = [one for one in stick.glob("*.vaxsync") if one != package]
    take_in(station, receipt)
    assert [one["id"] for one in read_everybody(station) if one["delivery"] == "received"] == ready


def tell(person: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in person.items() if name != "delivery"}
