from __future__ import annotations

import datetime as dt
import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import msoffcrypto
import openpyxl
import pytest
import xlsxwriter
import xlwt

from vaxdesk.intake.errors import FileDamaged, FileEmpty, FileMissing, NotATable, PasswordProtected
from vaxdesk.intake.sheet import Sheet, fingerprint_sheets, name_column, open_sheets

Cell = str | int | float | bool | dt.date | None
ROWS: list[list[Cell]] = [
    ["DANH SÁCH"],
    [],
    ["STT", "Họ và tên", "Ngày sinh", "Số CCCD"],
    [1, "Nguyễn Thị Huệ", dt.date(1990, 3, 5), 70190004321],
    [2, " Điểu  Văn Lực", "1975", "070075001234"],
    [None, None, None, 1.5],
    [True, "   ", None, None],
]


def write_xlsx(path: Path, rows: list[list[Cell]] = ROWS, name: str = "Thôn 1") -> Path:
    book = xlsxwriter.Workbook(str(path), {"in_memory": True})
    sheet = book.add_worksheet(name)
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, dt.date):
                sheet.write_datetime(at, column, dt.datetime.combine(cell, dt.time()), day)
            elif cell is not None:
                sheet.write(at, column, cell)
    book.close()
    return path


def write_xls(path: Path, rows: list[list[Cell]] = ROWS, name: str = "Thôn 1") -> Path:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(name)
    day = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell is not None:
                args = (day,) if isinstance(cell, dt.date) else ()
                sheet.write(at, column, cell, *args)
    book.save(str(path))
    return path


def lock(path: Path) -> Path:
    locked = path.with_name("khoa.xlsx")
    with path.open("rb") as plain, locked.open("wb") as out:
        msoffcrypto.OfficeFile(plain).encrypt("mat khau", out)
    return locked


READ = [
    ["DANH SÁCH"],
    [],
    ["STT", "Họ và tên", "Ngày sinh", "Số CCCD"],
    ["1", "Nguyễn Thị Huệ", "1990-03-05", "70190004321"],
    ["2", " Điểu  Văn Lực", "1975", "070075001234"],
    ["", "", "", "1.5"],
    ["TRUE"],
]


@pytest.mark.parametrize("write", [write_xlsx, write_xls])
def test_cells_come_as_text_at_their_places(write: Callable[[Path], Path], tmp_path: Path) -> None:
    (sheet,) = open_sheets(write(tmp_path / ("a.xlsx" if write is write_xlsx else "a.xls")))
    assert (sheet.name, sheet.rows, sheet.dates) == ("Thôn 1", READ, frozenset({(3, 2)}))


def test_a_list_away_from_the_corner_keeps_its_row_and_column_numbers(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [[], [], [], [None, None, "Họ tên"], [None, None, None, "x"]]
    (sheet,) = open_sheets(write_xlsx(tmp_path / "a.xlsx", rows))
    assert sheet.rows == [[], [], [], ["", "", "Họ tên"], ["", "", "", "x"]]


def test_the_suffix_may_lie(tmp_path: Path) -> None:
    xlsx, xls = write_xlsx(tmp_path / "a.xlsx"), write_xls(tmp_path / "a.xls")
    for source, names in ((xlsx, ("b.xls", "b.csv", "b")), (xls, ("c.xlsx", "c.txt"))):
        for name in names:
            assert open_sheets(Path(shutil.copy(source, tmp_path / name)))[0].rows == READ


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_table_is_one_sheet_without_a_name(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("Họ và tên;Ngày sinh\n\nĐiểu Văn Lực;1975\n".encode(encoding))
    assert open_sheets(path) == [Sheet(None, [["Họ và tên", "Ngày sinh"], [], ["Điểu Văn Lực", "1975"]])]


def test_saving_a_workbook_again_keeps_its_fingerprint(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx")
    again = tmp_path / "b.xlsx"
    book = openpyxl.load_workbook(path)
    book.worksheets[0].column_dimensions["A"].width = 40
    book.worksheets[0]["B4"].font = openpyxl.styles.Font(bold=True)
    book.worksheets[0]["H40"].fill = openpyxl.styles.PatternFill("solid", "FFFF00")
    book.save(again)
    assert path.read_bytes() != again.read_bytes()
    assert fingerprint_sheets(open_sheets(path)) == fingerprint_sheets(open_sheets(again))


@pytest.mark.parametrize(
    "other",
    [
        [["a", "b"], ["c"]],
        [["a"], ["b", "c"]],
        [["a", "b", "c"]],
        [[], ["a"], ["b"], ["c"]],
        [["a"], ["b"], [], ["c"]],
        [["a\x1fb"], ["c"]],
        [["b"], ["a"], ["c"]],
    ],
)
def test_a_cell_that_moved_or_changed_changes_the_fingerprint(other: list[list[str]]) -> None:
    one = fingerprint_sheets([Sheet("S", [["a"], ["b"], ["c"]])])
    assert fingerprint_sheets([Sheet("S", other)]) != one
    assert fingerprint_sheets([Sheet("T", [["a"], ["b"], ["c"]])]) != one
    assert fingerprint_sheets([Sheet("S", [["a", "b"], ["c"]])]) != fingerprint_sheets(
        [Sheet("S", [["a\x1fb"], ["c"]])]
    )


def test_a_million_empty_rows_below_a_list_cost_nothing_of_it(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx")
    full = tmp_path / "full.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(full, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                blank = "".join(f'<row r="{row}"><c r="A{row}" s="1"/></row>' for row in range(8, 1_000_008))
                data = data.replace(b"</sheetData>", blank.encode() + b"</sheetData>")
            out.writestr(name, data)
    assert open_sheets(full) == open_sheets(path)


def make_zip(path: Path, names: tuple[str, ...]) -> Path:
    with zipfile.ZipFile(path, "w") as out:
        for name in names:
            out.writestr(name, "x")
    return path


def test_a_file_that_is_no_list_is_refused_by_what_it_is(tmp_path: Path) -> None:
    book, old = write_xlsx(tmp_path / "a.xlsx"), write_xls(tmp_path / "a.xls")
    files: dict[str, tuple[bytes, type[Exception]]] = {
        "rong.xlsx": (b"", FileEmpty),
        "trang.csv": (b"\xef\xbb\xbf \r\n\r\n", FileEmpty),
        "cat.xlsx": (book.read_bytes()[:3000], FileDamaged),
        "cat.xls": (old.read_bytes()[: len(old.read_bytes()) * 3 // 4], FileDamaged),
        "van_ban.docx": (make_zip(tmp_path / "w", ("word/document.xml",)).read_bytes(), NotATable),
        "gia.pdf": (b"%PDF-1.7\n" + b"x" * 500, NotATable),
        "anh.xlsx": (bytes(range(256)) * 30, NotATable),
        "trang.xls": (b"<html><body>x</body></html>", NotATable),
        "word.xls": (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(3000), NotATable),
        "khoa.xls": (lock(book).read_bytes(), PasswordProtected),
        "khoa2.xlsx": (lock(book).read_bytes(), PasswordProtected),
    }
    for name, (data, error) in files.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(error) as caught:
            open_sheets(tmp_path / name)
        assert name in str(caught.value)
    with pytest.raises(FileMissing):
        open_sheets(tmp_path / "khong co.xlsx")


def test_a_workbook_cut_or_changed_anywhere_is_read_or_refused(tmp_path: Path) -> None:
    data = write_xlsx(tmp_path / "a.xlsx").read_bytes()
    path = tmp_path / "b.xlsx"
    for place in range(1, len(data), 211):
        for hurt in (data[:place], data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :]):
            path.write_bytes(hurt)
            try:
                open_sheets(path)
            except (FileDamaged, NotATable):
                continue


def test_columns_are_named_as_excel_does() -> None:
    assert [name_column(at) for at in (0, 25, 26, 34, 701, 702, 16383)] == ["A", "Z", "AA", "AI", "ZZ", "AAA", "XFD"]


def test_formulas_are_never_run_their_saved_values_are_read(tmp_path: Path) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet("S").write_formula("A1", '=WEBSERVICE("http://x")', None, "đã lưu")
    book.close()
    path = tmp_path / "a.xlsx"
    path.write_bytes(out.getvalue())
    assert open_sheets(path)[0].rows == [["đã lưu"]]
