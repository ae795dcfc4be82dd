"""What a workbook shows beside its values: zeros of a format, hidden rows and columns, errors, fonts."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from tests.awkward.spelling import spell_tcvn3
from vaxdesk.intake.errors import FileDamaged
from vaxdesk.intake.reading import ListReading, read_list
from vaxdesk.intake.samples import invent_people, platform_workbook
from vaxdesk.intake.sheet import open_sheets
from vaxdesk.intake.zipped import look_at_workbook
from vaxdesk.resources import load_catalogues

HEAD = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "SĐT", "Địa chỉ")
PEOPLE = (
    ("Nguyễn Thị Huệ", "05/03/1990", "Nữ", 1190004321, 912345678),
    ("Điểu Văn Lực", "1975", "Nam", 70075001234, 987654321),
    ("Trần Văn An", "01/02/1960", "Nam", 285123456, 971234567),
)


def write_xlsx(folder: Path) -> Path:
    path = folder / "danh sach.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Thôn 1")
        card, phone = (book.add_format({"num_format": "0" * zeros}) for zeros in (12, 10))
        sheet.write_row(0, 0, HEAD)
        for row, (name, birth, sex, number, tel) in enumerate(PEOPLE, start=1):
            sheet.write_row(row, 0, (row, name, birth, sex))
            sheet.write_number(row, 4, number, card if number > 10**9 else None)
            sheet.write_number(row, 5, tel, phone)
        sheet.write_formula(1, 6, "=VLOOKUP(1,A1:B2,9)", None, "#REF!")
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(5, 5, None, None, {"hidden": True})
        book.add_worksheet("ẩn").hide()
    return path


def write_xls(folder: Path) -> Path:
    path = folder / "danh sach.xls"
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Thôn 1")
    card, phone = (xlwt.easyxf("", num_format_str="0" * zeros) for zeros in (12, 10))
    for column, text in enumerate(HEAD):
        sheet.write(0, column, text)
    for row, (name, birth, sex, number, tel) in enumerate(PEOPLE, start=1):
        for column, cell in enumerate((row, name, birth, sex)):
            sheet.write(row, column, cell)
        sheet.write(row, 4, number, *([card] if number > 10**9 else []))
        sheet.write(row, 5, tel, phone)
    sheet.row(1).set_cell_error(6, "#REF!")
    sheet.row(2).hidden = True
    sheet.col(5).hidden = True
    book.add_sheet("ẩn").visibility = 1
    book.save(str(path))
    return path


Write = Callable[[Path], Path]


@pytest.fixture(params=[write_xlsx, write_xls], ids=["xlsx", "xls"])
def reading(request: pytest.FixtureRequest, tmp_path: Path) -> ListReading:
    write: Write = request.param
    return read_list(write(tmp_path), load_catalogues())


def test_numbers_have_the_zeros_that_excel_shows_in_front(reading: ListReading) -> None:
    drafts = list(reading.drafts())
    assert [one.values["id_number"] for one in drafts] == ["001190004321", "070075001234", "285123456"]
    assert [one.values["phone"] for one in drafts] == ["0912345678", "0987654321", "0971234567"]
    assert not any({"id_number", "phone"} & set(one.raw) for one in drafts)


def test_hidden_rows_and_columns_are_read_and_told(reading: ListReading) -> None:
    assert [one.row for one in reading.drafts()] == [2, 3, 4]
    told = {(one.code, one.column): one.said.args.get("count") for one in reading.head.notices}
    assert told == {
        ("hidden_rows", None): 1, ("hidden_column", "F"): None, ("padded", "E"): 2, ("padded", "F"): 3,
        ("errors", "G"): 1,
    }  # fmt: skip


def test_an_error_is_no_value_and_is_kept_as_it_stands(reading: ListReading) -> None:
    first, *others = reading.drafts()
    assert ("address" in first.values, first.raw["address"], first.cells["G"]) == (False, "#REF!", "#REF!")
    assert not any("address" in one.raw for one in others)


def test_formats_change_nothing_of_the_fingerprint(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path)
    before = read_list(path, load_catalogues()).head.fingerprint
    plain = tmp_path / "plain.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(plain, "w") as out:
        for name in source.namelist():
            out.writestr(name, source.read(name).replace(b'"000000000000"', b'"0"').replace(b' hidden="1"', b""))
    again = read_list(plain, load_catalogues())
    assert again.head.fingerprint == before
    assert {one.column for one in again.head.notices if one.code == "padded"} == {"F"}


def test_a_formula_that_nobody_reckoned_is_shown_and_never_run(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("S")
        sheet.write_row(0, 0, ("Họ và tên", "Năm sinh", "Địa chỉ"))
        sheet.write_row(1, 0, ("Nguyễn Thị Huệ", "1990"))
        sheet.write_formula(1, 2, '=WEBSERVICE("http://x")', None, "")
    (draft,) = read_list(path, load_catalogues()).drafts()
    assert draft.values == {"full_name": "Nguyễn Thị Huệ", "birth_date": "1990"}
    assert draft.raw == {"address": '=WEBSERVICE("http://x")'}


@pytest.mark.parametrize("form", ["xlsx", "xls"])
def test_a_font_tells_the_encoding_where_the_letters_could_be_either(form: str, tmp_path: Path) -> None:
    # "Vũ Hà" with TCVN3 is "Vò Hµ", "Vũ" alone is "Vò", which is a word as well.
    names = ["Vũ Gia Khoa", "Vũ Gia Lan", "Vũ Thu Nga"]
    path = tmp_path / f"a.{form}"
    rows = [("Ho ten", "Nam sinh"), *((spell_tcvn3(name).lower(), "1990") for name in names)]
    if form == "xlsx":
        with xlsxwriter.Workbook(str(path)) as book:
            sheet, font = book.add_worksheet("S"), book.add_format({"font_name": ".VnTimeH"})
            for row, cells in enumerate(rows):
                sheet.write_row(row, 0, cells, font)
    else:
        old = xlwt.Workbook(encoding="utf-8")
        page, style = old.add_sheet("S"), xlwt.easyxf("font: name .VnTimeH")
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                page.write(row, column, cell, style)
        old.save(str(path))
    reading = read_list(path, load_catalogues())
    assert [one.values["full_name"] for one in reading.drafts()] == [name.upper() for name in names]
    assert reading.head.sheets[0].columns[0].encoding == "tcvn3"


def test_a_font_is_not_believed_against_the_letters(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, font = book.add_worksheet("S"), book.add_format({"font_name": ".VnTime"})
        for row, cells in enumerate((("Họ và tên", "Năm sinh"), ("Nguyễn Thị Huệ", "1990"), ("Vò Văn Tám", "1991"))):
            sheet.write_row(row, 0, cells, font)
    assert [one.values["full_name"] for one in read_list(path, load_catalogues()).drafts()] == [
        "Nguyễn Thị Huệ",
        "Vò Văn Tám",
    ]


def test_styles_that_make_no_sense_hide_no_values(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path)
    for part, old, new in (
        ("xl/styles.xml", b"<styleSheet", b"<!DOCTYPE x [<!ENTITY a 'b'>]><styleSheet"),
        ("xl/styles.xml", b"</styleSheet>", b""),
        ("xl/worksheets/sheet1.xml", b'hidden="1"', b'hidden="1" a=&'),
    ):
        broken = tmp_path / "hong.xlsx"
        with zipfile.ZipFile(path) as source, zipfile.ZipFile(broken, "w") as out:
            for name in source.namelist():
                data = source.read(name)
                out.writestr(name, data.replace(old, new) if name == part else data)
        with suppress(FileDamaged):
            assert open_sheets(broken)[0].rows[1][4] == "1190004321"


def test_days_and_months_that_excel_exchanged_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, day = book.add_worksheet("S"), book.add_format({"num_format": "mm/dd/yyyy"})
        sheet.write_row(0, 0, ("Họ và tên", "Ngày sinh"))
        for row in range(1, 9):
            sheet.write(row, 0, "Nguyễn Văn " + "ABCDEFGH"[row - 1])
            if row % 2:
                sheet.write_datetime(row, 1, dt.date(1980, row, 5 + row % 3), day)
            else:
                sheet.write_string(row, 1, f"{20 + row}/03/1980")
    reading = read_list(path, load_catalogues())
    assert [(one.code, one.column, one.said.args) for one in reading.head.notices] == [("swapped", "B", {"count": 4})]
    assert next(reading.drafts()).values["birth_date"] == "1980-06-01"


def test_a_column_of_days_in_1905_is_one_of_years(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, day = book.add_worksheet("S"), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, ("Họ và tên", "Ngày sinh"))
        for row, year in enumerate((1950, 1985, 1990, 2001), start=1):
            sheet.write(row, 0, "Nguyễn Văn " + "ABCD"[row - 1])
            sheet.write_number(row, 1, year, day)
    reading = read_list(path, load_catalogues())
    assert [one.values["birth_date"] for one in reading.drafts()] == ["1950", "1985", "1990", "2001"]
    assert [(one.code, one.said.args) for one in reading.head.notices] == [("bare_years", {"count": 4})]


def test_a_workbook_with_nothing_to_see_beside_its_values_is_not_read_twice() -> None:
    # Its rows have heights of their own: customHeight="1" hides nothing.
    assert look_at_workbook(BytesIO(platform_workbook(invent_people(2, seed=5)))) == {}
