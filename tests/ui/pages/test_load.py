from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import msoffcrypto
import openpyxl
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from tests.awkward.spelling import SPELLINGS
from tests.conftest import enter_profile
from tests.ui.driving import drop_files, open_store_in, show_page, start_empty_store, wait_idle
from vaxdesk.desk.correcting import set_field
from vaxdesk.intake.headers import CROSSED, PARTS
from vaxdesk.intake.samples import invent_people, platform_workbook
from vaxdesk.intake.titles import title_column
from vaxdesk.model.filter import Filter
from vaxdesk.resources import find_resource
from vaxdesk.settings import COLUMNS
from vaxdesk.ui.load.cells import StateRole
from vaxdesk.ui.load.fields import list_fields
from vaxdesk.ui.load.question import FieldDialog
from vaxdesk.ui.page import Place
from vaxdesk.ui.pages import load
from vaxdesk.ui.pages.load import LoadPage
from vaxdesk.ui.widgets.dialogs import HouseDialog
from vaxdesk.ui.window import Window
from vaxdesk.wording import Wording

NAMES = (("Điểu Thị Sương", "12/03/1985", "Nữ"), ("Nguyễn Văn Bình", "01/02/1990", "Nam"), ("Thị H'Rin", "1949", "Nữ"))
HEADER = "STT,Họ và tên,Ngày sinh,Giới tính,{number},Số điện thoại"
TITLE = "DANH SÁCH NGƯỜI TIÊM,,,,,"
SIGNED = ",,,,Trưởng trạm,"
numbers = count(1)


def write_list(folder: Path, name: str = "danh sach thon 1.csv", number: str = "Số CCCD") -> Path:
    """Write a list of three people whom nobody knows yet."""
    rows = []
    for at, person in enumerate(NAMES, start=1):
        new = next(numbers)
        rows.append(f"{at},{','.join(person)},070185{new:06},09123{new:05}")
    path = folder / name
    path.write_text("\n".join((TITLE, HEADER.format(number=number), *rows, SIGNED)) + "\n", encoding="utf-8-sig")
    return path


@pytest.fixture(scope="module")
def opened(qapp: QApplication, practice_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    """Give a window that all tests share who don't need another: opening one costs more than any of them."""
    from vaxdesk.settings import Settings
    from vaxdesk.ui.fonts import load_fonts
    from vaxdesk.ui.look import Look

    with pytest.MonkeyPatch.context() as patch:
        enter_profile(patch, tmp_path_factory.mktemp("profile"))
        folder = Path(shutil.copytree(practice_store, tmp_path_factory.mktemp("shared") / "store"))
        load_fonts()
        window = Window(Look(qapp, "light", 100), Wording("vi"), Settings(), folder)
        window.showNormal()
        window.resize(1366, 728)
        open_store_in(window, folder)
        yield window
        window.shut()
        window.hide()
        window.deleteLater()
        qapp.processEvents()


@pytest.fixture
def window(opened: Window) -> Window:
    """Give the shared window with no file on the list."""
    # The offscreen platform gives the focus back to nobody when a dialog closes.
    opened.activateWindow()
    page = show_page(opened, "load")
    assert isinstance(page, LoadPage)
    page.go_up()
    while page.model.entries:
        page.files.view.setCurrentIndex(page.model.index(0))
        page.remove()
    page.frame.settings.write(COLUMNS, "")
    return opened


def drop(window: Window, *paths: Path) -> LoadPage:
    """Drop files onto the window."""
    drop_files(window, *paths)
    return find_page(window)


def find_page(window: Window) -> LoadPage:
    assert window.space is not None
    page = window.space.page
    assert isinstance(page, LoadPage)
    return page


def press(window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)
    wait_idle(window)


def find_dialog(kind: type[HouseDialog] = HouseDialog) -> HouseDialog:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())


def states(page: LoadPage) -> list[str]:
    return [entry.state for entry in page.model.entries]


def count_open(page: LoadPage) -> int:
    return sum(len(entry.open) for entry in page.model.entries)


def count_people(window: Window) -> int:
    assert window.space is not None
    return window.space.standing.people


@pytest.fixture
def empty_window(make_window: Callable[..., Window], tmp_path: Path, profile: Path) -> Window:
    """Give an open window on a store without anybody."""
    folder = tmp_path / "empty"
    start_empty_store(folder)
    window = make_window(folder)
    open_store_in(window, folder)
    return window


def test_where_nothing_was_loaded_yet_the_page_says_so_and_offers_to_choose(empty_window: Window) -> None:
    page = show_page(empty_window, "load")
    assert isinstance(page, LoadPage)
    assert page.right.currentWidget() is page.empty
    assert len(page.empty.buttons) == 1
    assert QApplication.focusWidget() is page.empty.buttons[0]
    assert not page.loads.isEnabled()


def test_a_list_is_dropped_looked_at_and_loaded_with_enter(empty_window: Window, tmp_path: Path) -> None:
    page = drop(empty_window, write_list(tmp_path))
    assert states(page) == ["ready"]
    assert count_people(empty_window) == 0
    entry = page.entry
    assert entry is not None
    assert entry.counted is not None
    assert dict(entry.counted.rows) == {"read": 6, "new": 3, "updated": 0, "unchanged": 0, "set_aside": 3}
    assert "3" in page.preview.consequence.text()
    press(empty_window, Qt.Key.Key_Return)
    assert count_people(empty_window) == 3
    assert states(page) == ["loaded"]
    assert page.right.currentWidget() is page.outcome
    assert page.outcome.tiles["new"].accessibleName().startswith(page.say("New people") + ": 3 ")


def test_several_files_each_show_their_state(window: Window, tmp_path: Path) -> None:
    letter = tmp_path / "cong van.docx"
    letter.write_bytes(b"PK\x03\x04 no table")
    blank = tmp_path / "trong.csv"
    blank.write_bytes(b"")
    platform = tmp_path / "PL1.xlsx"
    platform.write_bytes(platform_workbook(invent_people(8, 31)))
    asked = write_list(tmp_path, "thon 2.csv", number="Số")
    page = drop(window, write_list(tmp_path), asked, platform, letter, blank, tmp_path / "khong co.xlsx")
    assert states(page) == ["ready", "asking", "ready", "unreadable", "unreadable", "unreadable"]
    codes = [entry.error.code for entry in page.model.entries if entry.error is not None]
    assert codes == ["list.not_a_table", "list.empty", "list.missing"]
    spoken = [page.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(page.model.rowCount())]
    assert spoken[3] == f"cong van.docx, {page.say('Not a table')}"


def test_a_file_that_is_no_table_says_why_in_place_of_the_preview(window: Window, tmp_path: Path) -> None:
    letter = tmp_path / "cong van.docx"
    letter.write_bytes(b"PK\x03\x04 no table")
    page = drop(window, letter)
    assert page.right.currentWidget() is page.empty
    assert "cong van.docx" in page.empty.accessibleName()
    assert "list.not_a_table" in page.empty.accessibleDescription()
    press(window, Qt.Key.Key_Delete)
    assert page.model.rowCount() == 0
    assert letter.exists()


def test_a_file_that_was_put_right_is_read_again(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "danh sach thon 1.csv"
    path.write_bytes(b"")
    page = drop(window, path)
    assert states(page) == ["unreadable"]
    write_list(tmp_path)
    press(window, Qt.Key.Key_F5)
    assert states(page) == ["ready"]


def test_a_column_whose_header_nobody_knows_is_asked_about_with_its_cells_as_evidence(
    window: Window, tmp_path: Path
) -> None:
    page = drop(window, write_list(tmp_path, number="Số"))
    entry = page.entry
    assert entry is not None
    (question,) = entry.open
    assert (question.column, question.header, question.total, question.blank) == ("E", "Số", 3, 0)
    assert question.candidates[0] == ("id_number", 3)
    assert not page.preview.load.isEnabled()
    assert page.preview.reason.text() == page.say("Answer the question above to load.")
    assert page.preview.model.heads[4].doubt == "open"


def test_a_digit_answers_the_question_and_enter_loads(window: Window, tmp_path: Path) -> None:
    before = count_people(window)
    path = write_list(tmp_path, number="Số")
    number = path.read_text(encoding="utf-8-sig").splitlines()[2].split(",")[4]
    page = drop(window, path)
    press(window, Qt.Key.Key_1)
    assert states(page) == ["ready"]
    assert page.preview.model.heads[4].field == "id_number"
    press(window, Qt.Key.Key_Enter)
    assert count_people(window) == before + 3
    found: list[list[str | None]] = []
    window.tasks.ask(
        lambda desk: [one["id_number"] for one in desk.store.read_records(desk.store.read_ids("", 10_000))],
        found.append,
    )
    wait_idle(window)
    assert number in found[0]


def test_the_last_answer_says_that_the_column_is_not_used(window: Window, tmp_path: Path) -> None:
    page = drop(window, write_list(tmp_path, number="Số"))
    choices = [card.choice for card in page.preview.question.row.cards]
    assert [choice.cap for choice in choices] == [str(at + 1) for at in range(len(choices))]
    assert choices[-1].title == page.say("Don't use this column")
    press(window, Qt.Key(Qt.Key.Key_0 + len(choices)))
    assert states(page) == ["ready"]
    assert page.preview.model.heads[4].field is None


def test_a_held_digit_answers_one_question_alone(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "hai cot.csv"
    rows = ["STT,Họ và tên,Số,Ngày sinh,Liên hệ"]
    rows += [f"{at},{name},07018500{at:04},{born},091200011{at}" for at, (name, born, _) in enumerate(NAMES, start=1)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8-sig")
    page = drop(window, path)
    assert count_open(page) == 2
    widget = QApplication.focusWidget()
    assert widget is not None
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier, "1", autorep=True)
    QApplication.sendEvent(widget, held)
    assert count_open(page) == 2
    monkeypatch.setattr(load, "QUIET_S", 60.0)
    press(window, Qt.Key.Key_1)
    press(window, Qt.Key.Key_1)
    assert count_open(page) == 1
    monkeypatch.setattr(load, "QUIET_S", 0.0)
    press(window, Qt.Key.Key_1)
    assert count_open(page) == 0


def test_letters_do_nothing_on_the_page(window: Window, tmp_path: Path) -> None:
    page = drop(window, write_list(tmp_path), write_list(tmp_path, "thon 2.csv"))
    for letters in ("d", "a", "backspace"):
        before = page.entry
        if letters == "backspace":
            press(window, Qt.Key.Key_Backspace)
        else:
            QTest.keyClicks(QApplication.focusWidget() or window, letters)
        assert page.entry is before
    assert states(page) == ["ready", "ready"]


def test_columns_are_walked_from_the_first_of_every_file(window: Window, tmp_path: Path) -> None:
    page = drop(window, write_list(tmp_path), write_list(tmp_path, "thon 2.csv"))
    press(window, Qt.Key.Key_F6)
    press(window, Qt.Key.Key_End)
    assert page.preview.cells.header.at == 5
    page.files.view.setCurrentIndex(page.model.index(1))
    assert page.preview.cells.header.at == 0


def test_a_column_is_reached_with_the_keyboard_and_taken_for_something_else(window: Window, tmp_path: Path) -> None:
    page = drop(window, write_list(tmp_path))
    press(window, Qt.Key.Key_F6)
    assert QApplication.focusWidget() is page.preview.cells.header
    for _ in range(5):
        press(window, Qt.Key.Key_Right)
    press(window, Qt.Key.Key_Return)
    dialog = find_dialog(FieldDialog)
    assert isinstance(dialog, FieldDialog)
    assert dialog.field == "phone"
    wanted = list_fields(dose_rows=False).index("guardian.phone") + 1
    dialog.view.setCurrentIndex(dialog.view.model().index(wanted, 0))
    QTest.keyClick(dialog.view, Qt.Key.Key_Return)
    wait_idle(window)
    assert page.preview.model.heads[5].field == "guardian.phone"
    assert page.preview.model.heads[5].doubt == "said"
    assert states(page) == ["ready"]


def test_a_field_that_is_given_to_another_column_leaves_the_one_it_had(window: Window, tmp_path: Path) -> None:
    page = drop(window, write_list(tmp_path))
    page.answer(("", "F"), "id_number")
    wait_idle(window)
    assert [head.field for head in page.preview.model.heads][4:] == [None, "id_number"]
    entry = page.entry
    assert entry is not None
    assert entry.trouble is None
    assert entry.counted is not None


def test_without_a_column_of_names_nothing_can_be_loaded(window: Window, tmp_path: Path) -> None:
    page = drop(window, write_list(tmp_path))
    page.answer(("", "B"), None)
    wait_idle(window)
    assert not page.preview.load.isEnabled()
    assert page.preview.reason.text()
    press(window, Qt.Key.Key_Return)
    assert states(page) == ["ready"]


def test_answers_are_remembered_for_lists_with_the_same_headers(window: Window, tmp_path: Path) -> None:
    page = drop(window, write_list(tmp_path, number="Số"))
    press(window, Qt.Key.Key_1)
    press(window, Qt.Key.Key_Return)
    assert states(page) == ["loaded"]
    page = drop(window, write_list(tmp_path, "thon 2.csv", number="Số"))
    assert states(page) == ["loaded", "ready"]
    head = page.preview.model.heads[4]
    assert (head.field, head.sure) == ("id_number", page.say("as last time"))
    kept = (page.frame.settings.folder / "settings.json").read_text(encoding="utf-8")
    assert "070185" not in kept
    assert not any(name in kept for name, _, _ in NAMES)
    page.preview.notes.anew_wanted.emit()
    wait_idle(window)
    assert states(page) == ["loaded", "asking"]
    page = drop(window, write_list(tmp_path, "thon 3.csv", number="Số"))
    assert states(page) == ["loaded", "asking", "asking"]


def test_all_that_are_ready_are_loaded_each_as_a_step_of_its_own(window: Window, tmp_path: Path) -> None:
    before = count_people(window)
    asked = write_list(tmp_path, "thon 3.csv", number="Số")
    page = drop(window, write_list(tmp_path), write_list(tmp_path, "thon 2.csv"), asked)
    assert page.preview.all.isVisible()
    page.preview.all.click()
    wait_idle(window)
    assert states(page) == ["loaded", "loaded", "asking"]
    assert count_people(window) == before + 6
    batches = {entry.load.batch for entry in page.model.entries if entry.load is not None}
    assert len(batches) == 2


def test_a_file_loaded_before_is_known_by_its_contents(window: Window, tmp_path: Path) -> None:
    page = drop(window, write_list(tmp_path))
    press(window, Qt.Key.Key_Return)
    people = count_people(window)
    again = tmp_path / "thon 1 (chep).csv"
    shutil.copy(tmp_path / "danh sach thon 1.csv", again)
    page = drop(window, again)
    assert states(page) == ["loaded", "known"]
    assert not page.preview.load.isVisible()
    press(window, Qt.Key.Key_Return)
    assert page.right.currentWidget() is page.outcome
    assert count_people(window) == people
    press(window, Qt.Key.Key_Escape)
    assert page.right.currentWidget() is page.preview


def test_a_load_is_taken_back_and_may_be_loaded_again(window: Window, tmp_path: Path) -> None:
    before = count_people(window)
    page = drop(window, write_list(tmp_path))
    press(window, Qt.Key.Key_Return)
    page.outcome.back.click()
    wait_idle(window)
    assert count_people(window) == before
    assert page.right.currentWidget() is page.outcome
    assert not page.outcome.back.isVisible()
    press(window, Qt.Key.Key_Escape)
    assert states(page) == ["ready"]
    press(window, Qt.Key.Key_Return)
    assert states(page) == ["loaded"]
    assert count_people(window) == before + 3


def test_the_step_line_takes_a_load_back_and_the_page_follows(window: Window, tmp_path: Path) -> None:
    page = drop(window, write_list(tmp_path))
    press(window, Qt.Key.Key_Return)
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert states(page) == ["ready"]
    press(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert states(page) == ["loaded"]


def test_people_who_were_worked_on_stay_and_are_counted(window: Window, tmp_path: Path) -> None:
    path = write_list(tmp_path)
    page = drop(window, path)
    press(window, Qt.Key.Key_Return)
    number = path.read_text(encoding="utf-8-sig").splitlines()[2].split(",")[4]
    people: list[list[str]] = []
    window.tasks.ask(lambda desk: list(desk.store.search(number, 10)), people.append)
    wait_idle(window)
    (person,) = people[0]
    window.tasks.do(lambda desk, job: set_field(desk, person, "phone", "0911222333"), lambda _: None)
    wait_idle(window)
    page.take_back()
    wait_idle(window)
    assert page.outcome.kept.isVisible()
    assert "1" in page.outcome.kept.text()


def test_a_number_of_the_outcome_opens_its_people(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = drop(window, write_list(tmp_path))
    press(window, Qt.Key.Key_Return)
    entry = page.entry
    assert entry is not None
    assert entry.load is not None
    places: list[Place] = []
    monkeypatch.setattr(page.frame, "go", places.append)
    page.outcome.tiles["new"].click()
    press(window, Qt.Key.Key_Return)
    wanted = [Filter(step=entry.load.batch, outcome="new"), Filter(step=entry.load.batch)]
    assert places == [Place("clean", {"filter": one}) for one in wanted]


def test_rows_that_were_set_aside_are_listed_with_their_reasons(window: Window, tmp_path: Path) -> None:
    page = drop(window, write_list(tmp_path))
    page.preview.aside.click()
    dialog = find_dialog()
    assert page.say("Rows set aside") == dialog.accessibleName()
    dialog.reject()
    window.activateWindow()
    press(window, Qt.Key.Key_Return)
    rows = page.outcome.view.rows
    shown = [[rows.index(row, column).data() for column in range(3)] for row in range(rows.rowCount())]
    assert shown[0] == ["1", page.say("Title"), "DANH SÁCH NGƯỜI TIÊM"]
    assert [row[0] for row in shown] == ["1", "2", "6"]


def test_lists_loaded_so_far_are_shown_with_their_outcome(window: Window) -> None:
    page = show_page(window, "load")
    assert isinstance(page, LoadPage)
    assert [load.file for load in page.earlier.model.loads][-2:] == ["thon.xlsx", "nen tang.xlsx"]
    assert QApplication.focusWidget() is page.earlier.view
    press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Return)
    assert page.right.currentWidget() is page.outcome
    press(window, Qt.Key.Key_Escape)
    assert page.right.currentWidget() is page.earlier


def test_files_are_chosen_with_the_dialog(window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_list(tmp_path)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path)], ""))
    page = show_page(window, "load")
    assert isinstance(page, LoadPage)
    press(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert states(page) == ["ready"]


def test_a_file_that_changed_since_it_was_read_is_refused_and_nothing_is_stored(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_list(tmp_path)
    page = drop(window, path)
    people = count_people(window)
    path.unlink()
    refused: list[str] = []
    monkeypatch.setattr(page.frame, "refuse", lambda error: refused.append(error.code))
    press(window, Qt.Key.Key_Return)
    assert refused == ["list.missing"]
    assert count_people(window) == people
    assert not page.preview.load.isEnabled()


@pytest.fixture
def narrow_window(window: Window) -> Iterator[Window]:
    """Give the shared window as small as at 200 %."""
    window.resize(683, 310)
    yield window
    window.resize(1366, 728)


def test_in_a_narrow_window_files_preview_and_outcome_come_one_after_the_other(
    narrow_window: Window, tmp_path: Path
) -> None:
    window = narrow_window
    long = "danh sách người dân đã tiêm vắc xin phòng COVID-19 thôn Bù Gia Phúc 2 bản sửa lần thứ ba.csv"
    page = drop(window, write_list(tmp_path, long), write_list(tmp_path, "thon 2.csv", number="Số"))
    shown: list[QWidget] = [page.files, page.right]
    assert [one.isVisible() for one in shown] == [True, False]
    press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Return)
    assert [one.isVisible() for one in shown] == [False, True]
    press(window, Qt.Key.Key_1)
    press(window, Qt.Key.Key_Return)
    assert states(page) == ["ready", "loaded"]
    press(window, Qt.Key.Key_Escape)
    assert [one.isVisible() for one in shown] == [True, False]
    assert QApplication.focusWidget() is page.files.view


def test_the_preview_is_read_out_cell_by_cell_and_column_by_column(window: Window, tmp_path: Path) -> None:
    page = drop(window, write_list(tmp_path))
    model, role = page.preview.model, Qt.ItemDataRole.AccessibleTextRole
    assert "B3" in model.index(1, 1).data(role)
    assert NAMES[0][0] in model.index(1, 1).data(role)
    header = model.headerData(1, Qt.Orientation.Horizontal, role)
    assert "B" in header
    assert "Họ và tên" in header


def test_everything_a_column_can_hold_has_a_title_of_its_own() -> None:
    english = Wording("en")
    crossed = {f"dose1.{vaccine}" for vaccine in CROSSED}
    fields = {*list_fields(dose_rows=False), *list_fields(dose_rows=True), *PARTS, *crossed}
    titles = {field: english.tell(title_column(field)) for field in fields}
    assert not [field for field, title in titles.items() if title == field]
    alone = [title for field, title in titles.items() if not field.startswith("dose.")]
    assert len(set(alone)) == len(alone)


def test_the_likeliest_answer_is_ringed_and_enter_takes_it(window: Window, tmp_path: Path) -> None:
    page = drop(window, write_list(tmp_path, number="Số"))
    assert page.preview.question.row.selected() == "id_number"
    press(window, Qt.Key.Key_Return)
    assert states(page) == ["ready"]
    assert page.preview.model.heads[4].field == "id_number"


def test_one_answer_serves_every_sheet_that_has_the_header(window: Window, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for hamlet in ("Thôn 1", "Thôn 2", "Thôn 3"):
        sheet = book.create_sheet(hamlet)
        sheet.append(["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số"])
        for at, (name, born, sex) in enumerate(NAMES, start=1):
            sheet.append([at, name, born, sex, f"070185{next(numbers):06}"])
    path = tmp_path / "ba thon.xlsx"
    book.save(path)
    page = drop(window, path)
    assert count_open(page) == 3
    press(window, Qt.Key.Key_1)
    assert states(page) == ["ready"]
    assert page.entry is not None
    assert set(page.entry.answers.values()) == {"id_number"}


def test_cells_are_shown_as_they_will_be_read_also_after_an_answer(window: Window, tmp_path: Path) -> None:
    page = drop(window, write_list(tmp_path, number="Số"))
    model = page.preview.model
    assert model.index(1, 2).data() == "12/03/1985"
    page.answer(("", "C"), "note")
    wait_idle(window)
    assert model.index(1, 2).data() == "12/03/1985"
    page.answer(("", "C"), "birth_date")
    page.answer(("", "D"), "id_number")
    wait_idle(window)
    assert model.index(1, 3).data(StateRole) == "unread"
    assert page.say("It can't be understood; the text is kept and an issue says so.") in model.index(1, 3).data(
        Qt.ItemDataRole.AccessibleTextRole
    )


def test_lists_side_by_side_ask_once_and_are_loaded_both(window: Window, tmp_path: Path) -> None:
    header = "STT,Họ và tên,Ngày sinh,Số"
    rows = (f"{at},Nguyễn Văn {name},0{at}/02/1961,07006100900{at}" for at, name in enumerate("ABCD", start=1))
    one, two, three, four = rows
    path = tmp_path / "hai danh sach.csv"
    path.write_text(f"{header},,{header}\n{one},,{three}\n{two},,{four}\n", encoding="utf-8-sig")
    page = drop(window, path)
    assert count_open(page) == 1
    press(window, Qt.Key.Key_1)
    assert states(page) == ["ready"]
    model = page.preview.model
    cells = {model.index(row, at).data() for row in range(model.rowCount()) for at in range(model.columnCount())}
    assert cells >= {"Nguyễn Văn A", "070061009001", "Nguyễn Văn C", "070061009003"}
    assert page.entry is not None
    assert page.entry.answers == {("", "D"): "id_number", ("", "I"): "id_number"}
    before = count_people(window)
    page.work.load([page.entry] if page.entry is not None else [])
    wait_idle(window)
    assert count_people(window) == before + 4


OLD = SPELLINGS["tcvn3"](NAMES[0][0])
SHOWN = OLD.replace("\u00ad", "")
"""The first name in old letters, as the file has it and as nobody would see it otherwise: ư is a sign without width."""


def write_old(folder: Path) -> Path:
    """Write a list in the letters of .VnTime."""
    path = write_list(folder)
    path.write_text(SPELLINGS["tcvn3"](path.read_text(encoding="utf-8-sig")), encoding="utf-8")
    return path


def test_old_letters_are_shown_before_and_after_and_chosen_otherwise_by_keyboard(
    window: Window, tmp_path: Path
) -> None:
    page = drop(window, write_old(tmp_path))
    model = page.preview.model
    assert model.index(1, 1).data() == NAMES[0][0]
    assert any(NAMES[0][0] in text or "→" in text for _, _, text in page.preview.notes.notes)
    assert model.index(1, 1).data(Qt.ItemDataRole.ToolTipRole) == page.say("In the file: {text}", text=OLD)
    press(window, Qt.Key.Key_F6)
    press(window, Qt.Key.Key_Right)
    press(window, Qt.Key.Key_Return)
    dialog = find_dialog(FieldDialog)
    assert isinstance(dialog, FieldDialog)
    assert dialog.letters.currentIndex() > 0
    dialog.letters.setFocus()
    QTest.keyClick(dialog.letters, Qt.Key.Key_Home)
    assert dialog.letters.currentIndex() == 0
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    wait_idle(window)
    assert model.index(1, 1).data() == SHOWN
    assert page.entry is not None
    page.work.turn(page.entry, ("", "B"), "tcvn3")
    wait_idle(window)
    assert model.index(1, 1).data() == NAMES[0][0]
    assert states(page) == ["ready"]


def test_letters_that_were_chosen_are_remembered_with_the_columns(window: Window, tmp_path: Path) -> None:
    page = drop(window, write_old(tmp_path))
    assert page.entry is not None
    page.work.turn(page.entry, ("", "B"), None)
    wait_idle(window)
    press(window, Qt.Key.Key_Return)
    assert states(page) == ["loaded"]
    other = tmp_path / "khac"
    other.mkdir()
    page = drop(window, write_old(other))
    assert states(page) == ["loaded", "ready"]
    assert page.preview.model.index(1, 1).data() == SHOWN


def test_a_protected_workbook_asks_for_its_password_and_opens_with_it(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "co mat khau.xlsx"
    plain = tmp_path / "plain.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD"])
    for name, born, sex in NAMES:
        sheet.append([name, born, sex, f"070185{next(numbers):06}"])
    book.save(plain)
    with plain.open("rb") as open_one, path.open("wb") as locked:
        msoffcrypto.OfficeFile(open_one).encrypt("mat khau 2021", locked)
    page = drop(window, path)
    assert states(page) == ["locked"]
    assert page.right.currentWidget() is page.locked
    assert QApplication.focusWidget() is page.locked.field
    QTest.keyClicks(page.locked.field, "sai roi")
    press(window, Qt.Key.Key_Return)
    assert states(page) == ["locked"]
    assert page.locked.field.text() == ""
    QTest.keyClicks(page.locked.field, "mat khau 2021")
    press(window, Qt.Key.Key_Return)
    assert states(page) == ["ready"]
    press(window, Qt.Key.Key_Return)
    assert states(page) == ["loaded"]


def test_a_folder_that_is_dropped_brings_all_its_lists(window: Window, tmp_path: Path) -> None:
    folder = tmp_path / "danh sach xa"
    (folder / "them").mkdir(parents=True)
    write_list(folder, "thon 1.csv")
    write_list(folder / "them", "thon 2.csv")
    (folder / "cong van.docx").write_bytes(b"PK")
    page = drop(window, folder)
    assert [entry.path.name for entry in page.model.entries] == ["thon 1.csv", "thon 2.csv"]
    assert states(page) == ["ready", "ready"]


def test_a_folder_without_lists_says_so_and_changes_nothing(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = show_page(window, "load")
    assert isinstance(page, LoadPage)
    refused: list[str] = []
    monkeypatch.setattr(page.frame, "refuse", lambda error: refused.append(error.code))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    press(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert refused == ["list.folder"]
    assert not page.model.entries


def test_an_empty_platform_workbook_brings_its_sites_or_nothing(window: Window, tmp_path: Path) -> None:
    blank = find_resource("platform/import_template.xlsx")
    page = drop(window, blank)
    assert states(page) == ["ready"]
    assert page.preview.reason.text() == page.say("There is nothing to load.")
    assert not page.preview.load.isEnabled()
    book = openpyxl.load_workbook(blank)
    sites = next(one for one in book.worksheets if one.title.startswith("PL4"))
    sites.append(["Tỉnh Bình Phước", "Huyện Bù Gia Mập", "Xã Phú Nghĩa", "70999", "Điểm tiêm Chợ Phú Nghĩa"])
    path = tmp_path / "mau moi.xlsx"
    book.save(path)
    page = drop(window, path)
    told = page.say("catalogue: {units} communes, {sites} vaccination sites", units="0", sites="1")
    assert told in page.preview.consequence.text()
    press(window, Qt.Key.Key_Return)
    assert states(page) == ["ready", "loaded"]
