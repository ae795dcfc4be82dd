from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook

from vaxdesk.exchange.errors import TemplateLacksColumn, TemplateUnreadable
from vaxdesk.exchange.rows import Cell, make_platform_row
from vaxdesk.exchange.workbook import fill_workbook
from vaxdesk.model.catalogue import PLATFORM_COLUMNS, PLATFORM_FIRST_ROW, PLATFORM_SHEET
from vaxdesk.model.person import Dose, Person
from vaxdesk.resources import find_resource, load_catalogues

WHOLE = find_resource("platform/import_template.xlsx").read_bytes()
PEOPLE_PART = "xl/worksheets/sheet1.xml"
NAMES = [
    "Nguyễn Thị Mẫu", '=HYPERLINK("http://x","y")', "+84", "-5", "@SUM(A1)", "A & B <c> 'd' \"e\"", "a\tb",
    "Điểu S’Rung", "  hai  cách ", "_x0041_", "]]>", "😀", "00123",
]  # fmt: skip


def change_part(part: str, change: Callable[[str], str], template: bytes) -> bytes:
    """Write the template again with one part changed, as another program would have written it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == part:
                assert change(data.decode()) != data.decode()
                data = change(data.decode()).encode()
            new.writestr(info.filename, data)
    return out.getvalue()


def cut_catalogues(template: bytes) -> bytes:
    """Take the 28,000 rows of communes and sites out, which openpyxl would read for seconds."""
    for part in ("xl/worksheets/sheet3.xml", "xl/worksheets/sheet4.xml"):
        template = change_part(
            part, lambda xml: re.sub("<sheetData>.*</sheetData>", "<sheetData/>", xml, flags=re.DOTALL), template
        )
    return template


TEMPLATE = cut_catalogues(WHOLE)


def make_row(name: str, **cells: Cell) -> tuple[Cell, ...]:
    known: dict[str, Cell] = {"full_name": name, "sex": 1, "id_number": "070185001234", **cells}
    return tuple(known.get(column.key) for column in PLATFORM_COLUMNS)


def fill(rows: Sequence[Sequence[Cell]], template: bytes = TEMPLATE) -> bytes:
    return fill_workbook(template, rows, file="mau.xlsx")


def read_calamine(data: bytes) -> list[list[Any]]:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(PLATFORM_SHEET)
    return sheet.to_python(skip_empty_area=False)[PLATFORM_FIRST_ROW - 1 :]


def read_openpyxl(data: bytes) -> list[list[Any]]:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data))
    rows = book[PLATFORM_SHEET].iter_rows(min_row=PLATFORM_FIRST_ROW, max_col=len(PLATFORM_COLUMNS))
    assert not any(cell.data_type == "f" for row in book[PLATFORM_SHEET].iter_rows() for cell in row)
    return [[cell.value for cell in row] for row in rows]


def test_rows_come_back_as_they_went_in() -> None:
    rows = [make_row(name) for name in NAMES]
    data = fill(rows)
    for place, (row, shown) in enumerate(zip(rows, read_openpyxl(data), strict=True), start=1):
        # Excel and calamine read _x0041_ as A unless its underscore is written so; openpyxl leaves that to its caller.
        assert [unescape(cell) if isinstance(cell, str) else cell for cell in shown] == [place, *row[1:]]
    for place, (row, shown) in enumerate(zip(rows, read_calamine(data), strict=True), start=1):
        assert shown == [float(place), *("" if cell is None else cell for cell in row[1:])]


def test_a_whole_person_comes_back() -> None:
    person = Person(
        id="1", full_name="Nguyễn Thị Mẫu", birth_date="1985-03-12", sex="male", commune_code="25222", priority_group=9,
        doses=tuple(Dose(str(n), n, vaccine="pfizer", lot="L", date="2021-08-15", site="70123") for n in range(1, 5)),
    )  # fmt: skip
    row = make_platform_row(person, load_catalogues())
    assert "COVID-19 Vaccine Comirnaty (Pfizer/BioNtech)" in row
    assert "Tỉnh Bình Phước" in row
    assert read_openpyxl(fill([row])) == [[1, *row[1:]]]


def test_every_other_part_stays_byte_for_byte() -> None:
    filled = fill([make_row("Nguyễn Thị Mẫu")], WHOLE)
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as old, zipfile.ZipFile(io.BytesIO(filled)) as new:
        assert new.testzip() is None
        assert new.namelist() == old.namelist()
        assert [name for name in old.namelist() if old.read(name) != new.read(name)] == [PEOPLE_PART]
        before, after = old.read(PEOPLE_PART).decode(), new.read(PEOPLE_PART).decode()
    assert (
        after.partition('<row r="9"')[0].partition("<sheetViews>")[2]
        == before.partition('<row r="9"')[0].partition("<sheetViews>")[2]
    )
    assert after.partition("</sheetData>")[2] == before.partition("</sheetData>")[2]
    assert '<dimension ref="A1:AI9"/>' in after


def test_cells_have_the_look_of_their_column() -> None:
    import openpyxl

    sheet = openpyxl.load_workbook(io.BytesIO(fill([make_row("Nguyễn Thị Mẫu")])))[PLATFORM_SHEET]
    blank = openpyxl.load_workbook(io.BytesIO(TEMPLATE))[PLATFORM_SHEET]
    for letter in ("A", "B", "D", "H"):
        assert sheet[f"{letter}9"].style_id == blank.column_dimensions[letter].style_id != 0


def test_the_look_of_a_first_row_that_has_one_wins_and_what_it_said_is_gone() -> None:
    cell = '<c r="B9" s="7" t="inlineStr"><is><t>Mẫu cũ</t></is></c>'
    sample = f'<row r="9" ht="30" customHeight="1" spans="1:35">{cell}</row>'
    filled = fill(
        [make_row("Nguyễn Thị Mẫu")] * 2,
        change_part(PEOPLE_PART, lambda xml: xml.replace('<row r="9"></row>', sample), TEMPLATE),
    )
    with zipfile.ZipFile(io.BytesIO(filled)) as book:
        xml = book.read(PEOPLE_PART).decode()
    assert "Mẫu cũ" not in xml
    assert '<row r="10" ht="30" customHeight="1"><c r="A10"' in xml
    assert '<c r="B10" s="7" t="inlineStr">' in xml


def test_columns_are_found_by_their_headers_not_by_their_letters() -> None:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(TEMPLATE))
    sheet = book[PLATFORM_SHEET]
    for merged in [*sheet.merged_cells.ranges]:
        sheet.unmerge_cells(str(merged))
    sheet.insert_cols(2)
    sheet["B7"] = "Ghi chú của trạm"
    moved = io.BytesIO()
    book.save(moved)
    (row,) = read_openpyxl_wide(fill([make_row("Nguyễn Thị Mẫu", note="n")], moved.getvalue()))
    assert (row[0], row[1], row[2], row[4], row[8], row[33]) == (1, None, "Nguyễn Thị Mẫu", 1, "070185001234", "n")


def read_openpyxl_wide(data: bytes) -> list[list[Any]]:
    import openpyxl

    rows = openpyxl.load_workbook(io.BytesIO(data))[PLATFORM_SHEET].iter_rows(min_row=PLATFORM_FIRST_ROW, max_col=36)
    return [[cell.value for cell in row] for row in rows if any(cell.value is not None for cell in row)]


def prefix_tags(xml: str) -> str:
    return re.sub(r"<(/?)([A-Za-z])", r"<\1x:\2", xml).replace('xmlns="', 'xmlns:x="')


@pytest.mark.parametrize(
    "respell",
    [
        prefix_tags,
        lambda xml: xml.replace('<dimension ref="A1:AI8" />', ""),
        lambda xml: xml.replace("<row ", "\n  <row "),
        lambda xml: xml[: xml.index('<row r="9">')] + xml[xml.index("</sheetData>") :],
    ],
    ids=["prefix", "no extent", "layout", "no rows"],
)
def test_other_spellings_of_the_sheet_are_filled_as_well(respell: Callable[[str], str]) -> None:
    template = change_part(PEOPLE_PART, respell, TEMPLATE)
    assert [row[1] for row in read_calamine(fill([make_row(name) for name in NAMES[:2]], template))] == NAMES[:2]


def test_header_texts_may_be_shared_ones() -> None:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet("Khác").write(0, 0, "Ghi chú")
    sheet = book.add_worksheet("Danh sách")
    for at, column in enumerate(PLATFORM_COLUMNS):
        sheet.write(6, at, column.group or column.title)
        sheet.write(7, at, column.title if column.group else "")
        sheet.write(7, 0, " ")
    book.close()
    data = fill([make_row("Nguyễn Thị Mẫu")], out.getvalue())
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("Danh sách").to_python(skip_empty_area=False)
    )
    assert rows[8][:4] == [1.0, "Nguyễn Thị Mẫu", "", 1.0]


def test_what_xml_cannot_hold_is_taken_out() -> None:
    data = fill([make_row("Nguyễn\x00 \x0bThị\ufffe Mẫu\ud800"), make_row("a\r\nb\rc")])
    assert [row[1] for row in read_openpyxl(data)] == ["Nguyễn Thị Mẫu", "a\nb\nc"]


def test_nobody_makes_an_empty_workbook_again() -> None:
    assert read_calamine(fill([])) == []


@pytest.mark.parametrize("title", ["Họ và tên (*)", "Số CCCD, Mã định danh(*)", "Lô vắc xin"])
def test_a_column_that_the_blank_workbook_lacks_is_named(title: str) -> None:
    template = change_part(PEOPLE_PART, lambda xml: xml.replace(f"<t>{title}", "<t>Khác"), TEMPLATE)
    with pytest.raises((TemplateLacksColumn, TemplateUnreadable)) as refused:
        fill([], template)
    if title != "Họ và tên (*)":
        assert title.partition("(")[0] in str(refused.value)


@pytest.mark.parametrize(
    "template",
    [
        b"", b"hello", TEMPLATE[:-100], TEMPLATE[:1000],
        change_part("xl/workbook.xml", lambda xml: xml.replace("<sheets>", "<sheets"), TEMPLATE),
        change_part("xl/_rels/workbook.xml.rels", lambda xml: xml.replace("sheet1.xml", "sheet9.xml"), TEMPLATE),
        change_part("_rels/.rels", lambda xml: xml.replace("officeDocument", "other"), TEMPLATE),
        change_part(PEOPLE_PART, lambda xml: '<!DOCTYPE x [<!ENTITY a "b">]>' + xml, TEMPLATE),
        change_part(PEOPLE_PART, lambda xml: xml[:5000], TEMPLATE),
    ],
    ids=["empty", "text", "no end", "short", "broken", "no sheet", "no workbook", "entities", "cut"],
)  # fmt: skip
def test_what_is_not_the_blank_workbook_is_refused(template: bytes) -> None:
    with pytest.raises(TemplateUnreadable) as refused:
        fill([], template)
    assert str(refused.value) == "mau.xlsx is not the platform's import workbook."


def test_nothing_touches_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_named: Mapping[str, object]) -> None:
        raise AssertionError

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr("builtins.open", refuse)
    filled = fill([make_row("Nguyễn Thị Mẫu")] * 10)
    monkeypatch.undo()
    assert len(read_calamine(filled)) == 10
