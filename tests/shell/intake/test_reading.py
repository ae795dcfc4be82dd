from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from vaxdesk.intake.draft import Draft, mapping_of
from vaxdesk.intake.errors import FileEmpty, NoListInFile, NotATable
from vaxdesk.intake.reading import ListReading, list_kinds, read_list
from vaxdesk.intake.samples import Layout, invent_people, plain_csv, plain_list, plain_table, platform_workbook
from vaxdesk.model.catalogue import PLATFORM_SHEET
from vaxdesk.resources import load_catalogues

KNOWN = load_catalogues()
PEOPLE = invent_people(60, seed=11)


def read(path: Path, data: bytes, **options: object) -> ListReading:
    path.write_bytes(data)
    return read_list(path, KNOWN, **options)  # type: ignore[arg-type]


def without_place(draft: Draft) -> tuple[object, ...]:
    return draft.values, draft.raw, draft.doses, draft.number


def write_csv(text: str, encoding: str = "utf-8") -> bytes:
    return text.encode(encoding)


def test_the_kinds_of_lists_are_found_and_the_platforms_is_tried_first() -> None:
    assert [kind.name for kind in list_kinds()] == ["platform", "reply", "registration", "people"]


def test_the_platform_workbook_is_read_whole_and_its_catalogues_are_set_aside(tmp_path: Path) -> None:
    reading = read(tmp_path / "a.xlsx", platform_workbook(PEOPLE))
    drafts = list(reading.drafts())
    assert (reading.head.kind, reading.head.total, len(drafts)) == ("platform", len(PEOPLE), len(PEOPLE))
    assert reading.head.sheets[0].header_rows == (7, 8)
    assert reading.head.open == ()
    assert [draft.values["full_name"] for draft in drafts] == [person.written["full_name"] for person in PEOPLE]
    assert {draft.values["sex"] for draft in drafts if "sex" in draft.values} == {"male", "female"}
    whole = [one for one in reading.set_aside if one.row is None]
    assert {one.reason for one in whole} == {"no_list"}
    assert [str(one.sheet)[:3] for one in whole] == ["PL2", "PL3", "PL4", "PL5"][: len(whole)]


def test_columns_put_in_between_change_nothing_in_the_platform_workbook(tmp_path: Path) -> None:
    plain = list(read(tmp_path / "a.xlsx", platform_workbook(PEOPLE)).drafts())
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheet = book[PLATFORM_SHEET]
    merged = [str(one) for one in sheet.merged_cells.ranges]
    for one in merged:
        sheet.unmerge_cells(one)
    sheet.insert_cols(12)
    sheet.insert_cols(2, 2)
    sheet["B7"], sheet["B9"], sheet["N9"] = "Đánh dấu", "x", "thấy"
    out = io.BytesIO()
    book.save(out)
    reading = read(tmp_path / "b.xlsx", out.getvalue())
    assert reading.head.kind == "platform"
    assert [without_place(one) for one in reading.drafts()] == [without_place(one) for one in plain]
    first = next(reading.drafts())
    assert (first.cells["B"], first.cells["N"]) == ("x", "thấy")


@pytest.mark.parametrize("layout", ["flat", "dose_rows", "years"])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_communes_own_list_is_read_and_every_row_accounted_for(layout: Layout, form: str, tmp_path: Path) -> None:
    table = plain_table(PEOPLE, layout)
    data = plain_list(PEOPLE, layout) if form == "xlsx" else plain_csv(PEOPLE, layout)
    reading = read(tmp_path / f"a.{form}", data)
    drafts = list(reading.drafts())
    assert reading.head.kind == "people"
    assert reading.head.accented
    assert reading.head.sheets[0].header_rows == table.header_rows
    assert {draft.row for draft in drafts} == set(table.people_rows)
    aside = {one.row: one.reason for one in reading.set_aside}
    filled = {number for number, row in enumerate(table.rows, start=1) if any(cell not in {None, ""} for cell in row)}
    assert set(aside) | set(table.people_rows) == filled
    assert not set(aside) & set(table.people_rows)
    for draft in drafts:
        written = PEOPLE[table.people_rows[draft.row]].written
        assert draft.values.get("full_name") == written["full_name"]
        known = draft.values.get("id_number") or draft.raw.get("id_number")
        assert known == written["id_number"] or "id_number" in draft.raw or not written["id_number"]


def test_names_without_marks_make_a_list_without_accents(tmp_path: Path) -> None:
    text = "STT,Ho va ten,Nam sinh\n1,Nguyen Thi Hue,1990\n2,Dieu Van Luc,1975\n3,Tran Bao,1980\n4,Lê Bảo,1981\n"
    reading = read(tmp_path / "a.csv", write_csv(text))
    assert not reading.head.accented
    assert [draft.values["birth_date"] for draft in reading.drafts()] == ["1990", "1975", "1980", "1981"]


def test_each_sheet_is_read_by_itself(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    book.create_sheet("Hướng dẫn").append(["Điền đủ các cột"])
    for name, columns in (("Thôn 1", ["Họ và tên", "SĐT"]), ("Thôn 2", ["STT", "Họ tên", "Năm sinh"])):
        sheet = book.create_sheet(name)
        sheet.append(columns)
        sheet.append(["Điểu Lực", "0912345678"] if name == "Thôn 1" else [1, "Điểu Lan", 1990])
    book.create_sheet("Trống")
    out = io.BytesIO()
    book.save(out)
    reading = read(tmp_path / "a.xlsx", out.getvalue())
    assert [(draft.sheet, draft.row, draft.values["full_name"]) for draft in reading.drafts()] == [
        ("Thôn 1", 2, "Điểu Lực"), ("Thôn 2", 2, "Điểu Lan"),
    ]  # fmt: skip
    assert [(one.sheet, one.row, one.reason) for one in reading.set_aside] == [
        ("Hướng dẫn", None, "no_list"), ("Thôn 1", 1, "header"), ("Thôn 2", 1, "header"),
    ]  # fmt: skip


def test_what_a_dry_run_prints_reads_the_file_the_same_way(tmp_path: Path) -> None:
    data = plain_list(PEOPLE, "years")
    first = read(tmp_path / "a.xlsx", data)
    again = read(tmp_path / "a.xlsx", data, mapping=mapping_of(first.head))
    assert [without_place(one) for one in again.drafts()] == [without_place(one) for one in first.drafts()]
    assert again.set_aside == first.set_aside


def test_a_mapping_decides_what_the_headers_leave_open(tmp_path: Path) -> None:
    data = write_csv("Mã,Người,Số\nA1,Điểu Văn Lực,0912345678\n")
    with pytest.raises(NoListInFile):
        read(tmp_path / "a.csv", data)
    mapping = {"": {"header_rows": [1], "columns": {"A": None, "B": "full_name", "C": "phone"}}}
    (draft,) = read(tmp_path / "a.csv", data, mapping=mapping).drafts()
    assert draft.values == {"full_name": "Điểu Văn Lực", "phone": "0912345678"}
    assert draft.cells["A"] == "A1"


def test_a_file_without_a_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoListInFile):
        read(tmp_path / "a.csv", write_csv("a,b,c\n1,2,3\n"))
    with pytest.raises(NotATable):
        read(tmp_path / "a.xlsx", write_csv("chỉ là chữ\n" * 40))
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    with pytest.raises(FileEmpty):
        read(tmp_path / "b.xlsx", out.getvalue())
