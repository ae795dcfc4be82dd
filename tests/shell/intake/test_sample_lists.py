"""The lists of invented people as files: read back, they say what was written."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import get_args

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from build_scripts.make_sample_lists import KINDS, fill_real_workbook, main, write_xls
from vaxdesk.intake.samples import Layout, invent_people, plain_csv, plain_list, plain_table, platform_workbook
from vaxdesk.intake.samples.forms import PLATFORM_VACCINES
from vaxdesk.intake.samples.platform import fill_row
from vaxdesk.model.catalogue import PLATFORM_COLUMNS, PLATFORM_FIRST_ROW, PLATFORM_SHEET
from vaxdesk.resources import find_resource, load_catalogues

PEOPLE = invent_people(300, seed=5)
NAMES = {"platform": "danh_sach_nen_tang.xlsx", "plain": "danh_sach_xa.xlsx", "xls": "danh_sach_xa.xls"}


def read_book(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_the_platform_workbook_reads_back_to_what_was_written() -> None:
    sheet = read_book(platform_workbook(PEOPLE))[PLATFORM_SHEET]
    for place, person in enumerate(PEOPLE):
        cells = fill_row(person, place)
        row = [cell.value for cell in sheet[PLATFORM_FIRST_ROW + place]]
        assert row[:35] == [cells.get(column.key) for column in PLATFORM_COLUMNS]
    assert sheet.max_row == PLATFORM_FIRST_ROW + len(PEOPLE) - 1


def test_calamine_finds_every_person_of_the_platform_workbook() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(platform_workbook(PEOPLE)))
    rows = book.get_sheet_by_name(PLATFORM_SHEET).to_python(skip_empty_area=False)[PLATFORM_FIRST_ROW - 1 :]
    assert [row[1] for row in rows] == [person.written["full_name"] for person in PEOPLE]
    assert [row[7] or None for row in rows] == [person.written["id_number"] for person in PEOPLE]


def test_the_platform_workbook_begins_like_the_ministrys_own() -> None:
    ours = CalamineWorkbook.from_filelike(io.BytesIO(platform_workbook(PEOPLE[:1])))
    theirs = CalamineWorkbook.from_path(find_resource("platform/import_template.xlsx"))
    assert ours.sheet_names == theirs.sheet_names[:5]
    for place, rows in ((0, 8), (2, 1), (3, 1), (4, 8)):
        one, other = (book.get_sheet_by_index(place) for book in (ours, theirs))
        assert one.to_python(nrows=rows, skip_empty_area=False) == other.to_python(nrows=rows, skip_empty_area=False)
    merged = [set(book.get_sheet_by_index(0).merged_cell_ranges or ()) for book in (ours, theirs)]
    assert merged[0] == merged[1]
    assert len(merged[0]) == 18


def test_vaccines_are_spelled_as_the_platform_spells_them() -> None:
    known = {vaccine.slug: vaccine.platform_name for vaccine in load_catalogues().vaccines if vaccine.platform_name}
    assert known == PLATFORM_VACCINES


def test_text_stays_text_and_sex_is_a_number() -> None:
    sheet = read_book(platform_workbook(PEOPLE))[PLATFORM_SHEET]
    for row in sheet.iter_rows(min_row=PLATFORM_FIRST_ROW, max_col=35):
        assert all(cell.data_type in {"s", "n"} for cell in row)
        assert {cell.column for cell in row if isinstance(cell.value, int)} <= {1, 4}
        assert row[3].value in {0, 1, None}


def test_a_clerks_own_columns_stand_before_the_name() -> None:
    sheet = read_book(platform_workbook(PEOPLE, extra_columns=["Đã gọi", "Tổ"]))[PLATFORM_SHEET]
    assert [cell.value for cell in sheet[7][:4]] == ["#", "Đã gọi", "Tổ", "Họ và tên (*)"]
    assert sheet.cell(PLATFORM_FIRST_ROW + 4, 4).value == PEOPLE[4].written["full_name"]
    assert any(sheet.cell(PLATFORM_FIRST_ROW + row, 2).value for row in range(10))


def test_the_list_of_wrong_records_says_why_in_the_note() -> None:
    sheet = read_book(platform_workbook(PEOPLE, reasons=True))[PLATFORM_SHEET]
    for place, person in enumerate(PEOPLE):
        note = sheet.cell(PLATFORM_FIRST_ROW + place, 33).value
        if person.outcome == "no_number":
            assert note in {"Không có CCCD/Mã định danh", "Sai định dạng CCCD/Mã định danh"}
        else:
            assert note == person.written["note"]


def test_full_size_means_as_many_catalogue_rows_as_the_real_workbook() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(platform_workbook(PEOPLE[:1], full_size=True)))
    heights = {name: book.get_sheet_by_name(name).height for name in book.sheet_names}
    assert heights["PL3_Danh muc hanh chinh"] == 10_605
    assert heights["PL4_Địa điểm tiêm"] == 17_721


def test_the_platforms_own_workbook_filled_says_the_same_and_keeps_its_catalogues() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(fill_real_workbook(PEOPLE)))
    ours = CalamineWorkbook.from_filelike(io.BytesIO(platform_workbook(PEOPLE)))
    theirs, mine = (
        one.get_sheet_by_name(PLATFORM_SHEET).to_python(skip_empty_area=False)[PLATFORM_FIRST_ROW - 1 :]
        for one in (book, ours)
    )
    assert [row[:33] for row in theirs] == [row[:33] for row in mine]
    assert len(book.sheet_names) == 6
    assert book.get_sheet_by_name("PL4_Địa điểm tiêm").height == 17_721


def test_the_same_people_give_the_same_bytes() -> None:
    assert platform_workbook(PEOPLE) == platform_workbook(PEOPLE)
    assert plain_list(PEOPLE) == plain_list(PEOPLE)


@pytest.mark.parametrize("layout", get_args(Layout))
@pytest.mark.parametrize("typed", [False, True])
def test_xlsx_and_xls_hold_the_same_cells_in_the_same_rows(layout: Layout, typed: bool) -> None:  # noqa: FBT001 - a parameter
    table = plain_table(PEOPLE, layout, typed_numbers=typed, typed_dates=typed)
    xlsx = plain_list(PEOPLE, layout, typed_numbers=typed, typed_dates=typed)
    expected = [["" if cell is None else cell for cell in row] for row in table.rows]
    for data in (xlsx, write_xls(table)):
        rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
        assert [list(row) for row in rows] == expected
    if typed:
        assert any(isinstance(cell, date) for row in table.rows for cell in row)


def test_the_text_file_holds_the_cells_of_the_list() -> None:
    table = plain_table(PEOPLE)
    lines = plain_csv(PEOPLE, delimiter=";").decode("utf-8-sig").splitlines()
    for line, row in zip(lines, table.rows, strict=True):
        assert line.split(";") == ["" if cell is None else str(cell) for cell in row]


def test_the_command_makes_every_kind_and_tells_the_truth_beside_them(tmp_path: Path) -> None:
    assert main(["--out", str(tmp_path / "new"), "--people", "40", "--seed", "9", "--truth", "--untidy"]) == 0
    files = sorted(path.name for path in (tmp_path / "new").iterdir())
    assert files == sorted([*NAMES.values(), "danh_sach_xa.csv", "su_that.ndjson"])
    lines = (tmp_path / "new" / "su_that.ndjson").read_text("utf-8").splitlines()
    told = [json.loads(line) for line in lines]
    people = invent_people(40, seed=9)
    assert [one["truth"]["full_name"] for one in told] == [person.truth["full_name"] for person in people]
    assert [len(one["written"]["doses"]) for one in told] == [len(person.written_doses) for person in people]


@pytest.mark.parametrize("kind", KINDS)
def test_the_command_runs_by_itself_and_prints_the_path(kind: str, tmp_path: Path) -> None:
    script = Path(__file__).resolve().parents[3] / "build_scripts" / "make_sample_lists.py"
    ran = subprocess.run(
        [sys.executable, str(script), "--out", str(tmp_path), "--people", "5", "--kind", kind],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    (path,) = (Path(line) for line in ran.stdout.splitlines())
    assert path == tmp_path / NAMES.get(kind, "danh_sach_xa.csv")
    assert path.stat().st_size > 0


@pytest.mark.parametrize(("kind", "written"), [("all", 3), ("xls", 0), ("csv", 1)])
def test_without_xlwt_the_other_lists_are_written_and_it_is_said_what_is_lacking(
    kind: str, written: int, tmp_path: Path
) -> None:
    script = Path(__file__).resolve().parents[3] / "build_scripts" / "make_sample_lists.py"
    # As where the tests' packages aren't installed.
    without = f"import runpy, sys; sys.modules['xlwt'] = None; runpy.run_path({str(script)!r}, run_name='__main__')"
    out = tmp_path / "lists"
    ran = subprocess.run(
        [sys.executable, "-c", without, "--out", str(out), "--people", "5", "--kind", kind],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert len(ran.stdout.splitlines()) == written == (len(list(out.iterdir())) if out.exists() else 0)
    assert ran.returncode == (0 if kind == "csv" else 1)
    assert ran.stderr.count("\n") == ran.returncode
    assert ("dev.py test" in ran.stderr) == (kind != "csv")
