"""Two lists side by side on one sheet, from the preview to the people of the store."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.shell.store.stations import STREAM
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.loading import load_list
from vaxdesk.desk.previewing import preview_again, preview_list
from vaxdesk.desk.rereading import add_answer, find_fields, make_mapping
from vaxdesk.desk.tracing import read_source_rows
from vaxdesk.errors import StaffCanFix
from vaxdesk.intake.reader import ListReader
from vaxdesk.model.event import person_id

ROWS = (
    "DANH SÁCH TIÊM CHỦNG,,,,,,,,,",
    "STT,Họ và tên,Ngày sinh,Giới tính,Số,,STT,Họ và tên,Ngày sinh,Giới tính,Số",
    "1,Điểu Thị Sương,12/03/1985,Nữ,070185001234,,3,Thị H'Rin,1949,Nữ,285731046",
    "2,Nguyễn Văn Bình,01/02/1990,Nam,070090001235,,4,Lê Văn Tám,05/06/1977,Nam,070077001236",
    "5,Trần Văn Năm,07/08/1966,Nam,070066001237,,,,,,",
    ",Người lập,,,,,,Trưởng trạm,,,",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "thon 1.csv"
    made.write_text("\n".join(ROWS) + "\n", encoding="utf-8-sig")
    return made


def names(desk: Desk) -> set[str]:
    return {one["full_name"] for one in desk.store.read_records(desk.store.read_ids(""))}


EVERYBODY = {"Điểu Thị Sương", "Nguyễn Văn Bình", "Thị H'Rin", "Lê Văn Tám", "Trần Văn Năm"}


def test_both_lists_are_loaded_each_person_once(desk: Desk, reader: ListReader, path: Path) -> None:
    loaded = load_list(desk, reader, path)
    assert (loaded.rows["new"], loaded.rows["read"], loaded.rows["set_aside"]) == (5, 8, 3)
    assert names(desk) == EVERYBODY
    assert load_list(desk, reader, path).rows["unchanged"] == 5
    assert names(desk) == EVERYBODY
    assert [(one.code, one.column) for one in loaded.head.notices] == [("beside", "G")]


def test_people_of_one_row_are_two_and_those_on_the_left_are_who_they_always_were(
    desk: Desk, reader: ListReader, path: Path
) -> None:
    head = load_list(desk, reader, path).head
    by_name = {one["full_name"]: one for one in desk.store.read_records(desk.store.read_ids(""))}
    for row, name in ((3, "Điểu Thị Sương"), (4, "Nguyễn Văn Bình"), (5, "Trần Văn Năm")):
        assert by_name[name]["id"] == person_id(STREAM, head.fingerprint, "", str(row))
    for row, name in ((3, "Thị H'Rin"), (4, "Lê Văn Tám")):
        (source,) = by_name[name]["sources"]
        assert (source["sheet"], source["row"]) == (None, row)
        (kept,) = read_source_rows(desk, by_name[name]["id"])
        assert kept.cells[1].column == "H"
        assert (kept.cells[1].header, kept.cells[1].text) == ("Họ và tên", name)


def test_what_is_said_of_a_column_holds_for_its_twin(desk: Desk, reader: ListReader, path: Path) -> None:
    preview = preview_list(desk, reader, path)
    (question,) = preview.questions
    assert (question.column, question.total, question.candidates[0]) == ("E", 3, ("id_number", 3))
    (sheet,) = preview.sheets
    assert (sheet.total, sheet.first, sheet.last) == (5, 3, 5)
    for column in ("E", "K"):
        answers = add_answer({}, ("", column), "id_number")
        fields = find_fields(preview.head, answers)
        assert (fields["", "E"], fields["", "K"]) == ("id_number", "id_number")
        again = preview_again(desk, reader, path, preview, answers, {})
        read = {one.cells.get("H", one.cells.get("B")): one.read for one in again.sheets[0].rows}
        assert read["Lê Văn Tám"]["K"].text == "070077001236"
        assert read["Trần Văn Năm"]["E"].text == "070066001237"
    load_list(desk, reader, path, mapping=make_mapping(preview.head, answers))
    numbers = {one["id_number"] for one in desk.store.read_records(desk.store.read_ids(""))}
    assert numbers == {"070185001234", "070090001235", "285731046", "070077001236", "070066001237"}


def test_an_answer_about_either_twin_is_one_about_both(desk: Desk, reader: ListReader, path: Path) -> None:
    head = preview_list(desk, reader, path).head
    answers = add_answer({}, ("", "K"), "id_number", head)
    assert answers == {("", "E"): "id_number", ("", "K"): "id_number"}
    answers = add_answer(answers, ("", "E"), None, head)
    assert answers == {("", "E"): None, ("", "K"): None}
    answers = add_answer(add_answer(answers, ("", "E"), "phone", head), ("", "D"), "phone", head)
    assert answers == {("", "E"): None, ("", "K"): None, ("", "D"): "phone", ("", "J"): "phone"}


def test_a_mapping_of_the_left_list_alone_loads_that(desk: Desk, reader: ListReader, path: Path) -> None:
    columns = {"A": "row_no", "B": "full_name", "C": "birth_date", "E": "id_number", "H": None}
    load_list(desk, reader, path, mapping={"": {"header_rows": [2], "columns": columns}})
    assert names(desk) == {"Điểu Thị Sương", "Nguyễn Văn Bình", "Trần Văn Năm"}


def test_a_field_is_one_columns_in_a_list(desk: Desk, reader: ListReader, path: Path) -> None:
    for columns in ({"B": "full_name", "C": "full_name"}, {"B": "full_name", "H": "full_name", "K": "full_name"}):
        with pytest.raises(StaffCanFix, match="full_name"):
            load_list(desk, reader, path, mapping={"": {"header_rows": [2], "columns": columns}})
