"""A month of two laptops, a district and a careless courier, by hand in the window, ending in agreement."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from tests.journeys.windows import ask, go_in_front, press, read_everybody, set_up, take_in
from tests.ui.driving import find_dialog, show_page, wait_idle, wait_until
from vaxdesk.desk import correcting
from vaxdesk.desk.keeping import verify
from vaxdesk.desk.loading import load_list
from vaxdesk.intake.samples import invent_people, plain_list
from vaxdesk.ui.handover.tick import TickBox

if TYPE_CHECKING:
    from vaxdesk.ui.pages.clean import CleanPage
    from vaxdesk.ui.pages.handover import Handover
    from vaxdesk.ui.window import Window

FIRST, SECOND = "Trạm Y tế xã Bù Gia Mập", "Trạm Y tế xã Bù Gia Mập – máy 2"
DISTRICT = "Trung tâm Y tế huyện Bù Gia Mập"
PEOPLE = invent_people(60, seed=2)


def test_a_month_of_two_laptops_a_district_and_a_careless_courier_ends_in_agreement(
    make_window: Callable[..., Window], tmp_path: Path
) -> None:
    stick = tmp_path / "usb"
    stick.mkdir()
    first = set_up(make_window(tmp_path / "may 1"), FIRST, "25222", "Lan")
    district = set_up(make_window(tmp_path / "huyen"), DISTRICT, "691", "Minh", district=True)
    meet(first, district, stick)
    load(first, tmp_path)
    second = join(first, make_window(tmp_path / "may 2"), stick)
    assert show(first) == show(second)
    disagree(first, second)
    # Week one: the courier takes the package of the second laptop and loses it.
    write_package(second, FIRST, stick).unlink()
    # Week two: the next one is taken in twice; what contradicts is decided by hand on the first laptop.
    package = write_package(second, FIRST, stick)
    take_in(first, package)
    take_in(first, package)
    decide(first, "0978214635")
    # Week three: the way back, then both to the district, the later one before the earlier.
    take_in(second, write_package(first, SECOND, stick))
    assert show(first) == show(second)
    to_district = [write_package(first, DISTRICT, stick), write_package(second, DISTRICT, stick)]
    correct(second, "note", "đã hỏi trưởng thôn")
    to_district.append(write_package(second, DISTRICT, stick))
    take_in(district, to_district[2])
    take_in(district, *to_district[:2])
    # Week four: receipts, and a last exchange.
    receipts = list(stick.glob("vaxdesk-691-*.vaxsync"))
    for window in (first, second):
        take_in(window, *[one for one in receipts if is_for(window, one)])
    take_in(first, write_package(second, FIRST, stick))
    assert show(first) == show(second) == show(district)
    for window in (first, second, district):
        assert all(check.ok for check in ask(window, verify))


def show(window: Window) -> dict[str, Any]:
    """Give what two laptops with the same events show alike."""
    return {
        one["id"]: {name: said for name, said in one.items() if name != "delivery"} for one in read_everybody(window)
    }


def trust(window: Window, file: Path) -> None:
    """Drop a card on the window and say that its words were heard."""
    go_in_front(window)
    assert window.space is not None
    window.space.take_files([str(file)])
    answer_words(window)


def answer_words(window: Window) -> None:
    dialog = find_dialog(window)
    assert not dialog.buttons["trust"].isEnabled()
    dialog.findChildren(TickBox)[0].click()
    dialog.buttons["trust"].click()
    wait_idle(window)


def give_card(window: Window, folder: Path) -> Path:
    """Write the window's own card through its dialog into a folder."""
    page: Handover = show_page(window, "handover")  # type: ignore[assignment]
    before = set(folder.glob("*.vaxcard"))
    page.targets.take_folder(folder)
    page.own_card.click()
    dialog = find_dialog(window)
    dialog.reject()
    wait_idle(window)
    from vaxdesk.desk.trusting import write_card_file

    card = folder / f"{len(before)}.vaxcard"
    ask(window, lambda desk: write_card_file(desk, card))
    return card


def meet(first: Window, district: Window, stick: Path) -> None:
    go_in_front(first)
    ours = give_card(first, stick)
    go_in_front(district)
    theirs = give_card(district, stick)
    trust(first, theirs)
    trust(district, ours)


def load(window: Window, folder: Path) -> None:
    path = folder / "danh sach.xlsx"
    path.write_bytes(plain_list(PEOPLE))

    def read(desk: Any) -> None:  # noqa: ANN401 - the desk
        load_list(desk, window._warm_reader(), path)

    ask(window, read)


def join(first: Window, new: Window, stick: Path) -> Window:
    """Set the new laptop up as one that joins; compare words on both; take the invitation in."""
    go_in_front(new)
    second = set_up(new, SECOND, "25222", "Huy", joins=True)
    assert second.space is not None
    assert second.space.place == "handover"
    shown = find_dialog(second)
    words = second.wording.say("Own card")
    assert shown.accessibleName() == words
    shown.reject()
    wait_idle(second)
    card = give_card(second, stick)
    trust(first, card)
    page: Handover = first.space.page  # type: ignore[assignment, union-attr]
    assert page.outcome.state == "told"
    [invitation] = stick.glob("vaxdesk-25222-25222-*.vaxsync")
    trust(second, invitation)
    invitation.unlink()
    return second


def disagree(first: Window, second: Window) -> None:
    """Both type another telephone number of one person, and each something of its own."""
    person = min(show(first))
    for window, phone in ((first, "0978214653"), (second, "0978214635")):
        ask(window, lambda desk, phone=phone: correcting.set_field(desk, person, "phone", phone))  # type: ignore[misc]
    correct(second, "hamlet", "Thôn 9")


def correct(window: Window, field: str, text: str) -> None:
    person = max(show(window))
    ask(window, lambda desk: correcting.set_field(desk, person, field, text))


def write_package(window: Window, to: str, folder: Path) -> Path:
    """Choose the receiver and the folder, press Enter, wait for the fourth tick."""
    go_in_front(window)
    page: Handover = show_page(window, "handover")  # type: ignore[assignment]
    if page.outcome.state:
        page._settle()
    before = set(folder.glob("*.vaxsync"))
    page._choose_receiver(to)
    page.targets.take_folder(folder)
    wait_until(page.write.isEnabled)
    wait_idle(window)
    press(window)
    wait_until(lambda: page.outcome.state == "written")
    [package] = set(folder.glob("*.vaxsync")) - before
    return package


def decide(window: Window, phone: str) -> None:
    """Choose a side of the conflict by its digit."""
    page: CleanPage = show_page(window, "clean", group="conflict")  # type: ignore[assignment]
    wait_until(lambda: page.record.panel is not None and page.record.sight.is_settled())
    [place] = [at for at, one in enumerate(page.record.card.options) if one.edit == phone]
    press(window, Qt.Key(Qt.Key.Key_1 + place))
    press(window)
    assert [one for one in read_everybody(window) if one["phone"] == phone]
    assert not any(issue["rule"] == "conflict" for one in read_everybody(window) for issue in one["issues"])


def is_for(window: Window, package: Path) -> bool:
    """Tell whether a package opens here."""
    from vaxdesk.desk.peeking import look_at_files

    return bool(ask(window, lambda desk: look_at_files(desk, [package])))
