"""Writing invented people as communes keep them: one sheet with titles, a header, and signatures at the foot."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import groupby
from typing import Literal

from vaxdesk.intake.samples.damage import WrittenDose
from vaxdesk.intake.samples.forms import make_untidy, spell_vaccine
from vaxdesk.intake.samples.people import InventedPerson
from vaxdesk.intake.samples.places import COMMUNES, SITE_NAMES

Cell = str | int | date | None
Layout = Literal["flat", "dose_rows", "years"]
"""``flat``: one header row, one row per person · ``dose_rows``: one row per dose · ``years``: a header of two rows with
the year of birth under Nam or Nữ, a row of column numbers, and a heading for each hamlet."""

SHEET = "Sheet1"


@dataclass(frozen=True, slots=True)
class PlainTable:
    """A list before it is a file; rows are counted from 1, as Excel shows them.

    ``people_rows`` says which person (place in the list given) a row is about; all other rows are titles, headers,
    headings, sums and signatures. ``merges`` are first row, first column, last row, last column, counted from 1.
    """

    rows: tuple[tuple[Cell, ...], ...]
    header_rows: tuple[int, ...]
    people_rows: dict[int, int]
    merges: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """One row to be: the person, their place in the list, the running number, and the dose where a row is one."""

    person: InventedPerson
    place: int
    number: int
    dose: WrittenDose | None = None

    def find_dose(self, number: int) -> WrittenDose | None:
        """Give the person's dose of that number."""
        return next((dose for dose in self.person.written_doses if dose.number == number), None)


@dataclass(frozen=True, slots=True)
class _Column:
    header: str
    fill: Callable[[_Line], Cell]
    below: str = ""


def plain_table(
    people: Sequence[InventedPerson],
    layout: Layout = "flat",
    *,
    typed_numbers: bool = False,
    typed_dates: bool = False,
    untidy_names: bool = False,
) -> PlainTable:
    """Lay people out as a commune's list.

    ``typed_numbers`` makes numbers of card and phone true numbers, as a clerk's keyboard does: their leading zeros are
    gone. ``typed_dates`` makes dates that exist true dates; else they are text dd/mm/yyyy. ``untidy_names`` writes some
    names in capitals or with two spaces.
    """
    columns = _choose_columns(people, layout)
    rows: list[list[Cell]] = _write_titles(people, len(columns))
    header_rows = [len(rows) + 1]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    if layout == "years":
        header_rows.append(len(rows) + 2)
        merges = _merge_header(header_rows[0], columns)
        # What a merged cell covers is empty, as Excel keeps it.
        first = {left for _, left, _, _ in merges}
        rows.append([column.header if place in first else None for place, column in enumerate(columns, start=1)])
        rows.append([column.below or None for column in columns])
        rows.append([f"({number})" for number in range(1, len(columns) + 1)])
    else:
        rows.append([column.header for column in columns])
    people_rows: dict[int, int] = {}
    for hamlet, lines in groupby(_list_lines(people, layout), lambda line: line.person.written["hamlet"]):
        if layout == "years" and hamlet is not None:
            rows.append([None, hamlet.upper()])
        for line in lines:
            people_rows[len(rows) + 1] = line.place
            cells = [column.fill(line) for column in columns]
            if untidy_names:
                cells[1] = make_untidy(line.person.written["full_name"], line.place)
            rows.append([_type_cell(cell, typed_numbers=typed_numbers, typed_dates=typed_dates) for cell in cells])
    rows.extend(_write_foot(people, len(columns)))
    width = len(columns)
    padded = tuple((*row, *([None] * (width - len(row)))) for row in rows)
    return PlainTable(padded, tuple(header_rows), people_rows, merges)


def plain_list(
    people: Sequence[InventedPerson],
    layout: Layout = "flat",
    *,
    typed_numbers: bool = False,
    typed_dates: bool = False,
    untidy_names: bool = False,
) -> bytes:
    """Write people as a commune's ``.xlsx``; the options are those of :func:`plain_table`."""
    from xlsxwriter import Workbook

    table = plain_table(people, layout, typed_numbers=typed_numbers, typed_dates=typed_dates, untidy_names=untidy_names)
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2022, 5, 25, tzinfo=UTC)})
    sheet = book.add_worksheet(SHEET)
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    bold = book.add_format({"bold": True, "align": "center", "text_wrap": True})
    for row, cells in enumerate(table.rows):
        look = bold if row + 1 in table.header_rows else None
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                sheet.write_string(row, column, cell, look)
            elif isinstance(cell, int):
                sheet.write_number(row, column, cell)
            elif cell is not None:
                sheet.write_datetime(row, column, datetime.combine(cell, time()), day)
    for top, left, bottom, right in table.merges:
        sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, table.rows[top - 1][left - 1], bold)
    sheet.set_column(1, 1, 26)
    book.close()
    return out.getvalue()


def plain_csv(
    people: Sequence[InventedPerson], layout: Layout = "flat", *, delimiter: str = ",", encoding: str = "utf-8-sig"
) -> bytes:
    """Write people as a commune's text file, as Excel saves one: lines end with CR LF, UTF-8 begins with its mark."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(plain_table(people, layout).rows)
    return out.getvalue().encode(encoding)


def _choose_columns(people: Sequence[InventedPerson], layout: Layout) -> list[_Column]:
    if layout == "years":
        return _list_year_columns(_count_doses(people))
    who = [
        _Column("STT", lambda line: line.number),
        _Column("Họ và tên", lambda line: line.person.written["full_name"]),
        _Column("Ngày sinh", lambda line: line.person.written["birth_date"]),
        _Column("Giới tính", lambda line: line.person.written["sex"]),
        _Column("Số CCCD/CMND", lambda line: line.person.written["id_number"]),
        _Column("SĐT", lambda line: line.person.written["phone"]),
        _Column("Thôn", lambda line: line.person.written["hamlet"]),
    ]
    note = _Column("Ghi chú", lambda line: line.person.written["note"])
    if layout == "dose_rows":
        return [
            *who,
            _Column("Mũi tiêm", _fill_from_dose(lambda dose, _: dose.number)),
            _Column("Ngày tiêm", _fill_from_dose(lambda dose, _: dose.date)),
            _Column("Loại vắc xin", _fill_from_dose(lambda dose, turn: spell_vaccine(dose.vaccine, turn))),
            _Column("Số lô", _fill_from_dose(lambda dose, _: dose.lot)),
            _Column("Cơ sở tiêm chủng", _fill_from_dose(lambda dose, _: SITE_NAMES.get(dose.site or ""))),
            note,
        ]
    doses: list[_Column] = []
    for number in range(1, _count_doses(people) + 1):
        doses.append(_Column(f"Ngày tiêm mũi {number}", _fill_date(number)))
        doses.append(_Column(f"Vắc xin mũi {number}", _fill_vaccine(number)))
    return [*who, *doses, note]


def _list_year_columns(doses: int) -> list[_Column]:
    def fill_year(sex: str) -> Callable[[_Line], Cell]:
        def fill(line: _Line) -> Cell:
            words = line.person.written
            year = (words["birth_date"] or "x")[-4:]
            return year if words["sex"] == sex else None

        return fill

    columns = [
        _Column("STT", lambda line: line.number),
        _Column("Họ và tên", lambda line: line.person.written["full_name"]),
        _Column("Năm sinh", fill_year("Nam"), "Nam"),
        _Column("Năm sinh", fill_year("Nữ"), "Nữ"),
        _Column("Số CMND/CCCD", lambda line: line.person.written["id_number"]),
        _Column("SĐT", lambda line: line.person.written["phone"]),
    ]
    for number in range(1, doses + 1):
        columns.append(_Column(f"Mũi {number}", _fill_date(number), "Ngày tiêm"))
        columns.append(_Column(f"Mũi {number}", _fill_vaccine(number), "Loại VX"))
    return [*columns, _Column("Ghi chú", lambda line: line.person.written["note"])]


def _fill_from_dose(read: Callable[[WrittenDose, int], Cell]) -> Callable[[_Line], Cell]:
    return lambda line: None if line.dose is None else read(line.dose, line.place)


def _fill_date(number: int) -> Callable[[_Line], Cell]:
    def fill(line: _Line) -> Cell:
        dose = line.find_dose(number)
        return dose.date if dose else None

    return fill


def _fill_vaccine(number: int) -> Callable[[_Line], Cell]:
    def fill(line: _Line) -> Cell:
        dose = line.find_dose(number)
        return spell_vaccine(dose.vaccine, line.place) if dose else None

    return fill


def _count_doses(people: Sequence[InventedPerson]) -> int:
    """Count the dose columns that the list needs, at least two."""
    return max([2, *(dose.number for person in people for dose in person.written_doses)])


def _list_lines(people: Sequence[InventedPerson], layout: Layout) -> Iterator[_Line]:
    number = 0
    for place, person in enumerate(people):
        for dose in person.written_doses if layout == "dose_rows" else (None,):
            number += 1
            yield _Line(person, place, number, dose)


def _type_cell(cell: Cell, *, typed_numbers: bool, typed_dates: bool) -> Cell:
    """Give a text as the number or date that Excel makes of it when it is typed into a bare cell."""
    if not isinstance(cell, str):
        return cell
    if typed_numbers and cell.isascii() and cell.isdigit():
        return int(cell)
    if typed_dates and len(cell) == 10 and cell[2] == cell[5] == "/":
        try:
            return date(int(cell[6:]), int(cell[3:5]), int(cell[:2]))
        except ValueError:
            return cell
    return cell


def _name_commune(people: Sequence[InventedPerson]) -> str:
    code = people[0].written["commune_code"] if people else None
    return COMMUNES[code].name if code else "Xã"


def _write_titles(people: Sequence[InventedPerson], width: int) -> list[list[Cell]]:
    right = width - 4
    gap: list[Cell] = [None] * (right - 1)
    return [
        [f"TRẠM Y TẾ {_name_commune(people).upper()}", *gap, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        [None, *gap, "Độc lập - Tự do - Hạnh phúc"],
        [],
        [None, "DANH SÁCH NGƯỜI DÂN ĐÃ TIÊM VẮC XIN PHÒNG COVID-19"],
        [],
    ]


def _write_foot(people: Sequence[InventedPerson], width: int) -> list[list[Cell]]:
    place = _name_commune(people).removeprefix("Xã ")
    gap: list[Cell] = [None] * (width - 5)
    return [
        [None, f"Tổng cộng: {len(people):02d} người"],
        [None, None, *gap, f"{place}, ngày 25 tháng 5 năm 2022"],
        [None, "NGƯỜI LẬP BIỂU", None, "TRƯỞNG TRẠM", *gap[2:], "XÁC NHẬN CỦA CÔNG AN XÃ"],
    ]


def _merge_header(top: int, columns: Sequence[_Column]) -> tuple[tuple[int, int, int, int], ...]:
    """Merge the header of two rows: downwards where nothing stands below, else over its equals to the right."""
    merges: list[tuple[int, int, int, int]] = []
    first = 1
    for _, group in groupby(columns, lambda column: column.header):
        same = list(group)
        merges.append((top, first, top, first + len(same) - 1) if same[0].below else (top, first, top + 1, first))
        first += len(same)
    return tuple(merges)
