"""Sending and receiving through the window: real stores, packages and folders that stand for sticks."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMenu

from tests.conftest import enter_profile
from tests.ui.driving import choose_in_file_dialog, show_page, wait_idle, wait_until
from tests.ui.sticks import Sticks
from vaxdesk.desk import adding, correcting, handing_over, taking_in, transferring, trusting
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.starting import open_desk, start_store
from vaxdesk.exchange.cards import write_card
from vaxdesk.store import KdfCost, Station
from vaxdesk.systems import Drive
from vaxdesk.ui.handover.tick import TickBox

if TYPE_CHECKING:
    from vaxdesk.ui.handover.preview import PreviewPane
    from vaxdesk.ui.pages.handover import Handover
    from vaxdesk.ui.widgets.dialogs import HouseDialog
    from vaxdesk.ui.window import Window

T = TypeVar("T")
GB = 1_000_000_000
PASSWORD = "mot hai ba bon"
DISTRICT = "Trung tâm Y tế huyện Bù Gia Mập"


class Laptop:
    """Another place's laptop: a store and a profile of its own."""

    def __init__(self, root: Path, patch: pytest.MonkeyPatch, home: Path, station: Station) -> None:
        self.root, self.name, self._patch, self._home = root, station.name, patch, home
        root.mkdir()
        with self._here():
            start_store(root / "store", station, "lan", PASSWORD, cost=KdfCost(memory=64, passes=1, lanes=1))
            with open_desk(root / "store", "lan", PASSWORD) as desk:
                trusting.write_card_file(desk, self.card)

    @property
    def card(self) -> Path:
        return self.root / "card.vaxcard"

    @contextmanager
    def _here(self) -> Iterator[None]:
        enter_profile(self._patch, self.root / "home")
        yield
        enter_profile(self._patch, self._home)

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        with self._here(), open_desk(self.root / "store", "lan", PASSWORD) as desk:
            yield desk

    def trust(self, *cards: Path) -> None:
        with self.desk() as desk:
            for card in cards:
                trusting.trust_card(desk, card, replace=True)


@pytest.fixture(autouse=True)
def _quick_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a card's words, which are slow to find on purpose, be found quickly."""
    monkeypatch.setattr("vaxdesk.exchange.cards._MEMORY_KIB", 64)
    monkeypatch.setattr("vaxdesk.exchange.cards._PASSES", 1)


@pytest.fixture
def district(tmp_path: Path, profile: Path, monkeypatch: pytest.MonkeyPatch) -> Laptop:
    return Laptop(tmp_path / "district", monkeypatch, profile, Station(DISTRICT, "691", "district"))


@pytest.fixture
def page(window: Window, sticks: Sticks) -> Handover:
    return open_page(window)


def open_page(window: Window, **shown: object) -> Handover:
    from vaxdesk.ui.pages.handover import Handover

    page = show_page(window, "handover", **shown)
    assert isinstance(page, Handover)
    return page


def plug(page: Handover, sticks: Sticks, folder: Path, *, read_only: bool = False, free: int = 6 * GB) -> Path:
    """Plug a stick in and wait until the page has seen it."""
    folder.mkdir(exist_ok=True)
    sticks.plugged.append(Drive(folder.name, folder, free, read_only))
    look(page)
    return folder


def look(page: Handover) -> None:
    page.watch.look()
    wait_idle(page.window())  # type: ignore[arg-type]


def ask(window: Window, question: Callable[[Desk], T]) -> T:
    """Ask the window's own store something."""
    got: list[T] = []
    window.tasks.ask(question, got.append)
    wait_until(lambda: got)
    return got[0]


def trust(window: Window, page: Handover, other: Laptop) -> None:
    """Let both trust each other, as after a telephone call."""

    def swap(desk: Desk) -> list[Path]:
        trusting.trust_card(desk, other.card)
        # The practice store was copied: what its former device wrote has to be vouched for as well.
        cards = []
        own = trusting.find_own_card(desk)
        for device, keys in reversed(trusting.find_all_keys(desk).items()):
            path = other.root / f"{device}.vaxcard"
            path.write_bytes(
                write_card(keys, role=own.role, name=own.name, code=own.code, device=device, issued=own.issued)
            )
            cards.append(path)
        return cards

    other.trust(*ask(window, swap))
    page.refresh()
    wait_idle(window)


def press(page: Handover, key: Qt.Key = Qt.Key.Key_Return) -> None:
    within = QApplication.activeModalWidget() or page.window()
    QTest.keyClick(within.focusWidget() or within, key)
    wait_idle(page.window())  # type: ignore[arg-type]


def texts(page: Any) -> str:  # noqa: ANN401 - any widget
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page) and one.text())


def dialog(page: Handover) -> HouseDialog:
    wait_until(lambda: page.asker.dialog is not None)
    assert page.asker.dialog is not None
    return page.asker.dialog


def preview(page: Handover) -> PreviewPane:
    """Wait for the preview of a package."""
    wait_until(lambda: page.is_preview)
    wait_idle(page.window())  # type: ignore[arg-type]
    return page.preview


def lines(page: Handover) -> list[str]:
    model = page.packages.model
    return [model.data(model.index(row, 0), Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]


# -- nothing to send to yet ----------------------------------------------------------------------------------------


def test_without_a_receiver_the_page_says_what_to_do_first_and_writes_nothing(page: Handover, window: Window) -> None:
    say = window.wording.say
    assert not page.write.isEnabled()
    assert page.fact == say("Take in the receiver's card first.")
    assert say("No receiver yet") in texts(page.whom)
    assert page.whom.card.isVisible()
    assert page.whom.own.isVisible()
    assert say("No stick is plugged in. Plug one in, or choose a folder.") in texts(page.where)
    assert say("No package yet") in texts(page.packages)


def test_each_reason_why_somebody_is_not_ready_leads_to_the_people(page: Handover, window: Window) -> None:
    assert page.ready.links
    link = page.ready.links[0]
    told: list[Any] = []
    page.ready.go_wanted.connect(told.append)
    page.ready.go_wanted.disconnect(page.frame.go)
    link.click()
    assert told[0].page == "clean"
    assert told[0].shown["filter"] is not None


def test_a_card_is_trusted_only_after_its_words_were_heard(page: Handover, window: Window, district: Laptop) -> None:
    assert window.space is not None
    words = _words_of(district)
    window.space.take_files([str(district.card)])
    asked = dialog(page)
    assert words in texts(asked)
    assert not asked.buttons["trust"].isEnabled()
    assert asked.focusWidget() is asked.buttons["later"]
    QTest.keyClick(asked.findChildren(TickBox)[0], Qt.Key.Key_Space)
    assert asked.buttons["trust"].isEnabled()
    asked.buttons["trust"].click()
    wait_idle(window)
    assert DISTRICT in texts(page.whom)
    assert words in texts(page.whom)
    assert not page.whom.card.isVisible()


def _words_of(laptop: Laptop) -> str:
    from vaxdesk.exchange.cards import fingerprint, read_card

    return fingerprint(read_card(laptop.card.read_bytes(), file="card"))


def test_putting_a_card_off_trusts_nobody(page: Handover, window: Window, district: Laptop) -> None:
    page.exchange.take([district.card])
    dialog(page)
    press(page, Qt.Key.Key_Escape)
    assert page.asker.dialog is None
    assert window.wording.say("No receiver yet") in texts(page.whom)


def test_ones_own_card_shows_its_words_and_goes_onto_the_stick(
    page: Handover, window: Window, sticks: Sticks, tmp_path: Path
) -> None:
    stick = plug(page, sticks, tmp_path / "KINGSTON")
    page.own_card.click()
    asked = dialog(page)
    from vaxdesk.desk.introducing import read_own_card

    own = ask(window, read_own_card)
    assert own.words in texts(asked)
    press(page)
    assert (stick / own.file).is_file()
    assert window.wording.say("The card is written: {file}", file=own.file) in texts(page.outcome)


# -- sticks --------------------------------------------------------------------------------------------------------


def test_the_only_stick_is_chosen_by_itself_and_a_second_one_is_not(
    page: Handover, sticks: Sticks, tmp_path: Path
) -> None:
    first = plug(page, sticks, tmp_path / "KINGSTON")
    assert page.where.row.selected() == str(first)
    second = plug(page, sticks, tmp_path / "SANDISK")
    assert page.where.row.selected() == str(first)
    page.where.row.setFocus()
    press(page, Qt.Key.Key_Right)
    assert page.where.row.selected() == str(second)
    sticks.plugged.pop()
    look(page)
    assert page.where.row.selected() == str(first)


def test_of_two_sticks_at_once_a_person_chooses(page: Handover, sticks: Sticks, tmp_path: Path) -> None:
    sticks.plugged.append(Drive("A", tmp_path, 6 * GB))
    plug(page, sticks, tmp_path / "B")
    assert page.where.row.selected() is None
    assert not page.write.isEnabled()


def test_a_write_protected_and_a_full_stick_stay_in_sight_with_the_cure(
    page: Handover, window: Window, sticks: Sticks, tmp_path: Path
) -> None:
    plug(page, sticks, tmp_path / "KHOA", read_only=True)
    plug(page, sticks, tmp_path / "DAY", free=1000)
    locked, full = page.where.row.cards[:2]
    say = window.wording.say
    assert not locked.isEnabled()
    assert say("Write-protected. Slide its switch and plug it in again.") in locked.accessibleName()
    assert not full.isEnabled()
    assert say("No room left. Take something off it.") in full.accessibleName()
    assert page.where.row.selected() is None


# -- writing -------------------------------------------------------------------------------------------------------


def test_enter_writes_the_package_and_the_headline_comes_after_the_fourth_tick(
    page: Handover, window: Window, sticks: Sticks, district: Laptop, tmp_path: Path
) -> None:
    trust(window, page, district)
    stick = plug(page, sticks, tmp_path / "KINGSTON")
    say, seen = window.wording.say, []
    page.writing.phase_told.connect(lambda phase: seen.append((phase, page.outcome.state)))
    assert page.write.isEnabled()
    press(page)
    assert seen == [(phase, "writing") for phase in ("sealed", "written", "read_back", "equal")]
    assert all(tick.is_done for tick in page.outcome.ticks.values())
    title = say("Package {number} is on {place}, read back and the very same", number=1, place="KINGSTON")
    assert title in texts(page.outcome)
    assert say("The stick can be taken out now.") in texts(page.outcome)
    assert page.write.text() == say("Done")
    [file] = stick.iterdir()
    with district.desk() as desk:
        assert len(taking_in.receive(desk, file).people) == 120
    assert say("On its way") in lines(page)[0]
    assert window.space is not None
    done = say("Package {number} was written onto {place} and read back the same", number=1, place="KINGSTON")
    assert done in texts(window.space.step_line)
    press(page)
    assert page.outcome.state == ""
    assert sticks.let_go == [stick]
    assert page.write.text() == say("Write")


def test_a_held_enter_writes_nothing(
    page: Handover, window: Window, sticks: Sticks, district: Laptop, tmp_path: Path
) -> None:
    trust(window, page, district)
    stick = plug(page, sticks, tmp_path / "KINGSTON")
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "", autorep=True)
    QApplication.sendEvent(page, held)
    wait_idle(window)
    assert not list(stick.iterdir())
    assert page.outcome.state == ""


def test_a_stick_pulled_out_while_writing_is_told_and_writing_again_is_offered(
    page: Handover, window: Window, sticks: Sticks, district: Laptop, tmp_path: Path
) -> None:
    say = window.wording.say
    trust(window, page, district)
    stick = plug(page, sticks, tmp_path / "KINGSTON")
    sticks.vanishing = True
    press(page)
    assert say("The stick was pulled out while writing") in texts(page.outcome)
    assert say("The package is not complete. Everything on this computer is still there.") in texts(page.outcome)
    assert page.write.text() == say("Write again")
    assert not page.write.isEnabled()
    assert say("Not finished") in lines(page)[0]
    sticks.vanishing = False
    plug(page, sticks, stick)
    assert page.write.isEnabled()
    press(page)
    assert page.outcome.state == "written"
    [file] = stick.iterdir()
    with district.desk() as desk:
        assert taking_in.inspect(desk, file).number == 2


def test_a_folder_will_do_where_there_is_no_stick(
    page: Handover, window: Window, district: Laptop, tmp_path: Path
) -> None:
    trust(window, page, district)
    folder = tmp_path / "ra"
    folder.mkdir()
    page.where.row.setFocus()
    page.where.row.cards[-1].click()
    choose_in_file_dialog(page, folder)
    assert str(folder) in page.where.row.cards[-1].accessibleName()
    press(page)
    assert [one.suffix for one in folder.iterdir()] == [".vaxsync"]
    assert window.wording.say("The stick can be taken out now.") not in texts(page.outcome)


def test_after_the_receipt_nothing_is_left_to_send_but_everything_can_be_sent_anew(
    page: Handover, window: Window, sticks: Sticks, district: Laptop, tmp_path: Path
) -> None:
    say = window.wording.say
    trust(window, page, district)
    stick = plug(page, sticks, tmp_path / "KINGSTON")
    press(page)
    press(page)
    [file] = stick.iterdir()
    with district.desk() as desk:
        taking_in.receive(desk, file, stick)
    look(page)
    [button] = page.packages.found.buttons
    assert say("The stick has a receipt for you") in texts(page.packages.found)
    button.click()
    preview(page)
    press(page)
    assert say("Received in full") in "\n".join(lines(page))
    assert say("The receiver has confirmed everything.") in texts(page.ready)
    page._settle()
    assert not page.write.isEnabled()
    assert page.fact == say("Nothing has changed since their receipt.")
    assert not page.packages.found.isVisible()
    page.whom.change.click()
    menu = next(one for one in page.findChildren(QMenu))
    next(one for one in menu.actions() if one.text() == say("Send everything anew")).trigger()
    menu.close()
    wait_idle(window)
    assert page.write.isEnabled()


def test_the_couriers_slip_of_a_package_shows_its_words_and_is_saved_as_a_pdf(
    page: Handover, window: Window, sticks: Sticks, district: Laptop, tmp_path: Path
) -> None:
    from vaxdesk.desk.couriering import read_slip

    trust(window, page, district)
    stick = plug(page, sticks, tmp_path / "KINGSTON")
    press(page)
    page.outcome.slip.click()
    asked = dialog(page)
    [package] = [one.id for one in ask(window, lambda desk: desk.store.parcels.read_packages("out"))]
    assert ask(window, lambda desk: read_slip(desk, package)).words in texts(asked)
    asked.reject()
    page.packages.view.setFocus()
    page.packages.view.setCurrentIndex(page.packages.model.index(0, 0))
    press(page)
    dialog(page).buttons["save"].click()
    wait_until(lambda: page.findChildren(QFileDialog))
    page.findChildren(QFileDialog)[0].accept()
    wait_until(lambda: list(stick.glob("*.pdf")))
    [pdf] = stick.glob("*.pdf")
    wait_idle(window)
    assert pdf.read_bytes().startswith(b"%PDF")


# -- taking in -----------------------------------------------------------------------------------------------------


@pytest.fixture
def answered(page: Handover, window: Window, sticks: Sticks, district: Laptop, tmp_path: Path) -> Path:
    """Give a stick with a package in which the district has put a birth date right."""
    trust(window, page, district)
    stick = plug(page, sticks, tmp_path / "KINGSTON")
    press(page)
    press(page)
    [file] = stick.iterdir()
    with district.desk() as desk:
        taking_in.receive(desk, file)
        file.unlink()
        person = district_person(desk)
        correcting.set_field(desk, person, "phone", "0912345678")
        handing_over.pack(desk, "Trạm Y tế xã Phú Nghĩa", stick)
    return stick


def district_person(desk: Desk) -> str:
    return str(min(record["id"] for record in desk.store.read_records()))


def test_a_package_on_the_stick_is_taken_in_after_its_preview_and_answered_on_the_same_stick(
    page: Handover, window: Window, answered: Path, district: Laptop
) -> None:
    say = window.wording.say
    look(page)
    found = texts(page.packages.found)
    assert say("The stick has a package for you") in found
    assert DISTRICT in found
    page.packages.found.buttons[0].click()
    shown = preview(page)
    assert say("Package {number} from {name}", number=1, name=DISTRICT) in texts(shown)
    assert say("values that change: {count}", count=1) in texts(shown).lower()
    [heading, line] = shown.items.items.lines
    assert (heading.name, heading.aside) == (say("Values that change"), "1")
    assert (line.aside, line.new) == (say("Phone"), "0912 345 678")
    press(page)
    assert not page.is_preview
    assert say("Package {number} of {name} is taken in", number=1, name=DISTRICT) in texts(page.outcome)
    phones = ask(window, lambda desk: [one["phone"] for one in desk.store.read_records()])
    assert "0912345678" in phones
    look(page)
    assert not page.packages.found.isVisible()
    [receipt] = [one for one in answered.iterdir() if one.name.startswith("vaxdesk-25222")]
    with district.desk() as desk:
        assert taking_in.receive(desk, receipt).kind == "receipt"


def test_somebody_who_moved_here_is_seen_first_and_taken_in_as_a_list_is(
    page: Handover, window: Window, tmp_path: Path, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    neighbour = Laptop(tmp_path / "hai", monkeypatch, profile, Station("Trạm Y tế xã Hai", "25225"))
    trust(window, page, neighbour)
    with neighbour.desk() as desk:
        (person,) = adding.add_person(desk, {"full_name": "Điểu Thị Sương Mai", "birth_date": "05/03/1990"}).people
        package = transferring.transfer(desk, [person], "Trạm Y tế xã Phú Nghĩa", tmp_path).path
    before = ask(window, lambda desk: desk.store.count_people())
    page.exchange.take([package])
    shown = preview(page)
    assert "Điểu Thị Sương Mai" in [line.name for line in shown.items.items.lines]
    assert ask(window, lambda desk: desk.store.count_people()) == before
    press(page)
    assert not page.is_preview
    names = ask(window, lambda desk: [one["full_name"] for one in desk.store.read_records()])
    assert len(names) == before + 1
    assert "Điểu Thị Sương Mai" in names


def test_a_preview_that_is_put_off_changes_nothing(page: Handover, window: Window, answered: Path) -> None:
    [file] = answered.iterdir()
    page.exchange.take([file])
    preview(page)
    press(page, Qt.Key.Key_Escape)
    assert not page.is_preview
    assert "0912345678" not in ask(window, lambda desk: [one["phone"] for one in desk.store.read_records()])
    assert list(answered.iterdir()) == [file]
    assert page.outcome.state == ""


def test_several_packages_are_walked_through_and_taken_in_in_one_act(
    page: Handover, window: Window, answered: Path, district: Laptop
) -> None:
    say = window.wording.say
    (answered / "hong.vaxsync").write_bytes(b"nothing of ours")
    with district.desk() as desk:
        correcting.set_field(desk, district_person(desk), "note", "đã hỏi")
        handing_over.pack(desk, "Trạm Y tế xã Phú Nghĩa", answered)
    look(page)
    wait_until(lambda: len(page.packages.found.buttons) == 3)
    page.packages.found.buttons[-1].click()
    shown = preview(page)
    assert shown.take.text() == say("Take in all {count}", count=2)
    page.exchange.leave()
    page.exchange.take(sorted(answered.iterdir()))
    shown = preview(page)
    told = [line.told for line in shown.list.items.lines]
    assert len(told) == 3
    QTest.keyClick(shown.list, Qt.Key.Key_Up)
    QTest.keyClick(shown.list, Qt.Key.Key_Up)
    wait_idle(window)
    assert say("{file} can't be taken in", file="hong.vaxsync") in texts(shown)
    QTest.keyClick(shown.list, Qt.Key.Key_Down)
    wait_idle(window)
    assert say("Package {number} from {name}", number=1, name=DISTRICT) in texts(shown)
    press(page)
    title = say("{count} packages of {senders} senders are taken in", count=2, senders=1)
    assert title in texts(page.outcome)
    assert "hong.vaxsync" not in texts(page.outcome)
    record = ask(window, lambda desk: next(one for one in desk.store.read_records() if one["note"] == "đã hỏi"))
    assert record["phone"] == "0912345678"
    assert len([one for one in answered.iterdir() if one.name.startswith("vaxdesk-25222")]) == 1


def test_a_receipt_that_cant_be_written_is_told_and_the_package_is_in_all_the_same(
    page: Handover, window: Window, answered: Path, monkeypatch: pytest.MonkeyPatch, sticks: Sticks
) -> None:
    monkeypatch.setattr(sticks, "free_bytes", lambda _path: 0)
    [file] = answered.iterdir()
    page.exchange.take([file])
    preview(page)
    press(page)
    next_ = window.wording.say("take the same package in again; the receipt is then written once more.")
    assert next_ in texts(page.outcome)
    assert "0912345678" in ask(window, lambda desk: [one["phone"] for one in desk.store.read_records()])


def test_a_package_of_somebody_unknown_is_not_opened_and_there_is_no_way_on(
    page: Handover, window: Window, district: Laptop, tmp_path: Path, sticks: Sticks
) -> None:
    own = ask(window, lambda desk: trusting.write_card_file(desk, tmp_path / "own.vaxcard"))
    assert own
    district.trust(tmp_path / "own.vaxcard")
    stick = tmp_path / "KINGSTON"
    stick.mkdir()
    with district.desk() as desk:
        file = handing_over.pack(desk, "Trạm Y tế xã Phú Nghĩa", stick).path
    plug(page, sticks, stick)
    assert window.wording.say("{file} can't be taken in", file=file.name) in texts(page.packages.found)
    assert not page.packages.found.buttons
    seen: list[list[str]] = []

    def close() -> None:
        shown = QApplication.activeModalWidget()
        if shown is None:
            QTimer.singleShot(20, close)
            return
        seen.append(list(shown.buttons))  # type: ignore[attr-defined]
        shown.close()

    QTimer.singleShot(20, close)
    page.exchange.take([file])
    wait_until(lambda: seen)
    wait_idle(window)
    assert seen == [["close"]]
    assert page.outcome.state == ""


def test_a_card_that_lies_on_the_stick_is_offered(
    page: Handover, window: Window, district: Laptop, tmp_path: Path, sticks: Sticks
) -> None:
    stick = tmp_path / "KINGSTON"
    stick.mkdir()
    shutil.copy(district.card, stick)
    plug(page, sticks, stick)
    assert window.wording.say("The stick has a card") in texts(page.packages.found)
    words = _words_of(district)
    page.packages.found.buttons[0].click()
    assert words in texts(dialog(page))
    press(page, Qt.Key.Key_Escape)


def test_who_is_not_ready_by_the_districts_check_is_listed_and_opens(
    page: Handover, window: Window, sticks: Sticks, district: Laptop, tmp_path: Path
) -> None:
    trust(window, page, district)
    stick = plug(page, sticks, tmp_path / "KINGSTON")
    press(page)
    press(page)
    [file] = stick.iterdir()
    with district.desk() as desk:
        receipt = taking_in.receive(desk, file, stick).receipt
    assert receipt is not None
    assert not page.ready.doubts.isVisible()
    page.exchange.take([receipt])
    preview(page)
    press(page)
    assert page.ready.doubts.isVisible()
    page.ready.doubts.click()
    assert page.focusWidget() is page.doubts.view
    line = page.doubts.view.items.lines[0]
    assert line.aside == DISTRICT
    press(page, Qt.Key.Key_Escape)
    assert page.ready.isVisible()
    page.ready.doubts.click()
    press(page)
    assert window.space is not None
    assert window.space.place == "clean"
    panel = window.space.page.record.panel  # type: ignore[union-attr]
    assert panel is not None
    assert panel.full_name == line.name


# -- the platform's file -------------------------------------------------------------------------------------------


def test_the_platform_file_is_written_for_those_who_are_ready(page: Handover, window: Window, tmp_path: Path) -> None:
    say = window.wording.say

    def get_ready(desk: Desk) -> int:
        from vaxdesk.desk.uploading import prepare_upload

        issues = desk.store.read_issues()
        fit = [
            record["id"]
            for record in desk.store.read_records()
            if record["doses"] and not any(one["severity"] == "error" for one in issues.get(record["id"], ()))
        ]
        for person in fit[:3]:
            correcting.mark(desk, person, "matched")
        return len(prepare_upload(desk).rows)

    ready = ask(window, get_ready)
    assert ready
    page.refresh()
    wait_idle(window)
    assert page.ready.platform.isEnabled()
    folder = tmp_path / "nen tang"
    folder.mkdir()
    page.ready.platform.click()
    choose_in_file_dialog(page, folder)
    assert say("The platform file is written: {people} people", people=ready) in texts(page.outcome)
    assert [one.suffix for one in folder.iterdir()] == [".xlsx"]
    window.activateWindow()
    wait_until(window.isActiveWindow)
    press(page, Qt.Key.Key_Escape)
    assert page.outcome.state == ""


# -- room ----------------------------------------------------------------------------------------------------------


def test_everything_is_within_reach_at_every_size_also_with_a_long_name(
    page: Handover,
    window: Window,
    tmp_path: Path,
    profile: Path,
    monkeypatch: pytest.MonkeyPatch,
    sticks: Sticks,
) -> None:
    name = "Trung tâm Kiểm soát bệnh tật và Y tế dự phòng liên huyện Bù Gia Mập – Phước Long – Bù Đăng – Đồng Phú"
    trust(window, page, Laptop(tmp_path / "long", monkeypatch, profile, Station(name, "691", "district")))
    plug(page, sticks, tmp_path / "KINGSTON DATATRAVELER CỦA TRẠM")
    for size in ((1366, 728), (1093, 545), (683, 310)):
        window.resize(*size)
        QTest.qWait(30)
        assert page.write.isVisible()
        for part in (page.ready, page.whom, page.where, page.packages):
            assert part.isVisible()
            # Nothing is wider than the window, so nothing has to be scrolled sideways.
            assert part.mapTo(page, part.rect().topRight()).x() <= page.width()
        for label in page.whom.findChildren(QLabel):
            if label.isVisible() and label.wordWrap():
                assert label.height() >= label.heightForWidth(label.width())
