from __future__ import annotations

from pathlib import Path

import pytest

from vaxdesk.desk.desk import Desk
from vaxdesk.desk.loading import load_list
from vaxdesk.desk.previewing import describe_cells, name_headers, preview_list, read_loads
from vaxdesk.desk.rereading import add_answer, find_fields, make_mapping
from vaxdesk.desk.taking_back import undo
from vaxdesk.errors import Cancelled
from vaxdesk.intake.reader import ListReader

ROWS = (
    "STT,Họ và tên,Ngày sinh,Giới tính,Số,Số điện thoại,Ghi lại",
    "1,Điểu Thị Sương,12/03/1985,Nữ,070185001234,0912345678,đã gọi",
    "2,Nguyễn Văn Bình,01/02/1990,Nam,070090001235,,",
    "3,Thị H'Rin,1949,Nữ,285731046,0987654321,chưa gặp",
    ",,,,,Trưởng trạm,",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "thon 1.csv"
    made.write_text("\n".join(ROWS) + "\n", encoding="utf-8-sig")
    return made


def test_a_preview_shows_rows_as_read_and_changes_nothing(desk: Desk, reader: ListReader, path: Path) -> None:
    preview = preview_list(desk, reader, path)
    (sheet,) = preview.sheets
    assert (sheet.total, sheet.first, sheet.last) == (3, 2, 4)
    assert sheet.rows[0].row == 2
    assert sheet.rows[0].cells["E"] == "070185001234"
    assert [one.reason for one in preview.set_aside] == ["header", "signature"]
    assert desk.store.count_people() == 0
    assert read_loads(desk) == ()


def test_an_unknown_header_over_identity_numbers_is_asked_about_and_one_over_remarks_is_not(
    desk: Desk, reader: ListReader, path: Path
) -> None:
    (question,) = preview_list(desk, reader, path).questions
    assert (question.column, question.header) == ("E", "Số")
    assert question.candidates[0] == ("id_number", 3)
    assert [one.args for one in question.shapes] == [{"count": 2, "digits": 12}, {"count": 1, "digits": 9}]


def test_an_answer_reaches_the_people_that_are_loaded(desk: Desk, reader: ListReader, path: Path) -> None:
    preview = preview_list(desk, reader, path)
    mapping = make_mapping(preview.head, add_answer({}, ("", "E"), "id_number"))
    load_list(desk, reader, path, mapping=mapping)
    people = desk.store.read_records(desk.store.read_ids(""))
    assert sorted(one["id_number"] for one in people) == ["070090001235", "070185001234", "285731046"]


def test_a_dry_run_counts_what_the_load_then_does(desk: Desk, reader: ListReader, path: Path) -> None:
    counted = load_list(desk, reader, path, dry_run=True)
    assert desk.store.count_people() == 0
    assert desk.store.read_issues() == {}
    loaded = load_list(desk, reader, path)
    assert counted.rows == loaded.rows
    assert counted.batch is None


def test_a_field_stands_in_one_column_of_a_sheet(desk: Desk, reader: ListReader, path: Path) -> None:
    head = preview_list(desk, reader, path).head
    answers = add_answer({}, ("", "E"), "phone")
    assert find_fields(head, answers)["", "F"] is None
    answers = add_answer(answers, ("", "G"), "phone")
    fields = find_fields(head, answers)
    assert [column for (_, column), field in fields.items() if field == "phone"] == ["G"]


def test_where_nothing_was_said_there_is_no_mapping(desk: Desk, reader: ListReader, path: Path) -> None:
    assert make_mapping(preview_list(desk, reader, path).head, {}) is None


def test_reading_stops_when_the_file_is_no_longer_wanted(desk: Desk, reader: ListReader, path: Path) -> None:
    def stop(done: int, total: int | None) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        preview_list(desk, reader, path, progress=stop)
    assert preview_list(desk, reader, path).head.total == 3


def test_loads_come_newest_first_and_tell_whether_they_were_taken_back(
    desk: Desk, reader: ListReader, path: Path, tmp_path: Path
) -> None:
    first = load_list(desk, reader, path)
    other = tmp_path / "thon 2.csv"
    other.write_text("STT,Họ và tên,Năm sinh\n1,Lâm Sa Mây,1999\n", encoding="utf-8-sig")
    load_list(desk, reader, other)
    undo(desk, first.batch)
    loads = read_loads(desk)
    assert [(one.file, one.taken_back) for one in loads] == [("thon 2.csv", False), ("thon 1.csv", True)]
    assert loads[1].fingerprint == first.head.fingerprint
    assert loads[1].set_aside == first.set_aside


def test_headers_are_known_again_whatever_stands_below_them(desk: Desk, reader: ListReader, tmp_path: Path) -> None:
    names = []
    for number in (1, 2):
        path = tmp_path / f"{number}.csv"
        path.write_text(f"STT,Họ và tên,Năm sinh\n1,Lâm Sa Mây,199{number}\n", encoding="utf-8-sig")
        names.append(name_headers(preview_list(desk, reader, path).head))
    assert names[0] == names[1]


def test_cells_are_described_commonest_form_first_and_no_cell_is_left_out() -> None:
    cells = {"070185001234": 5, "285 114 902": 3, "12/03/1985": 2, "chưa có": 2, "12A": 1, "": 4}
    shapes = list(describe_cells(cells))
    assert shapes[0].args == {"count": 5, "digits": 12}
    assert sum(int(str(one.args["count"])) for one in shapes) == 13
