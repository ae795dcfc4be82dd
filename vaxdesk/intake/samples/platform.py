"""Writing invented people as the national platform hands its lists out: sheet PL1 and its catalogues."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import cycle, groupby, islice
from typing import TYPE_CHECKING, Any

from vaxdesk.intake.samples.forms import PLATFORM_VACCINES, join_address, make_untidy
from vaxdesk.intake.samples.people import InventedPerson
from vaxdesk.intake.samples.places import (
    COMMUNES,
    DISTRICT,
    DISTRICT_CODE,
    PROVINCE,
    PROVINCE_CODE,
    SITE_NAMES,
)
from vaxdesk.model.catalogue import (
    PLATFORM_COLUMNS,
    PLATFORM_FIRST_ROW,
    PLATFORM_HEADER_ROWS,
    PLATFORM_SHEET,
    PlatformColumn,
)
from vaxdesk.resources import load_catalogues

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_NOTES = (
    "1.Các cột có hoa thị (*) màu đỏ là cột bắt buộc phải nhập thông tin. ",
    "2. Địa điểm tiêm nhập Mã cơ sở KCB của cơ sở tiêm, tham khảo tại PL4",
    "3. Với các cột không có thông tin hoặc thiếu thông tin thì KHÔNG NHẬP",
    (
        "4. Thực hiện bỏ bộ lọc dữ liệu ( Filter) tại tất cả các sheet danh mục (sau khi thực hiện tra cứu) "
        "trước khi Tải file import lên hệ thống"
    ),
)
_GROUPS = (
    "Người làm việc trong các cơ sở y tế, ngành y tế (công lập và tư nhân)",
    "Người tham gia phòng chống dịch",
    "Lực lượng Quân đội",
    "Lực lượng Công an",
    "Nhân viên, cán bộ ngoại giao của Việt Nam và thân nhân được cử đi nước ngoài",
    "Hải quan, cán bộ làm công tác xuất nhập cảnh",
    "Người cung cấp dịch vụ thiết yếu: hàng không, vận tải, du lịch; cung cấp dịch vụ điện, nước",
    "Giáo viên, người làm việc, học sinh, sinh viên tại các cơ sở giáo dục, đào tạo",
    "Người mắc các bệnh mạn tính; Người trên 65 tuổi",
    "Người sinh sống tại các vùng có dịch",
    "Người nghèo, các đối tượng chính sách xã hội",
    "Người được cơ quan nhà nước có thẩm quyền cử đi công tác, học tập, lao động ở nước ngoài",
    "Các đối tượng là người lao động, thân nhân người lao động đang làm việc tại các doanh nghiệp",
    "Các chức sắc, chức việc các tôn giáo",
    "Người lao động tự do",
    "Các đối tượng khác theo Quyết định của Bộ trưởng Bộ Y tế hoặc Chủ tịch Ủy ban nhân dân tỉnh, thành phố",
)
_REASONS = {"missing": "Không có CCCD/Mã định danh", "placeholder": "Không có CCCD/Mã định danh"}
_AS_WRITTEN = (
    "birth_date", "priority_group", "workplace", "phone", "id_number", "health_insurance", "province_code",
    "district_code", "commune_code",
)  # fmt: skip
_MARKS = (None, "x", "đã gọi", None, "?", "chờ CA")
_FULL_SIZE = (10_604, 17_720)
"""Rows of PL3 and PL4 in the platform's own workbook of May 2022."""

Cell = str | int | None


def platform_workbook(
    people: Sequence[InventedPerson],
    *,
    extra_columns: Sequence[str] = (),
    untidy_names: bool = False,
    reasons: bool = False,
    full_size: bool = False,
) -> bytes:
    """Write people as an ``.xlsx`` in the platform's layout, person number i in row ``PLATFORM_FIRST_ROW + i``.

    ``extra_columns`` are headers of a clerk's own columns before the name; ``untidy_names`` writes some names in
    capitals or with two spaces; ``reasons`` puts into Ghi chú why a number is wrong, as the platform's list of wrong
    records does; ``full_size`` fills the catalogue sheets up to the size of the real ones.
    """
    from xlsxwriter import Workbook

    out = io.BytesIO()
    # Everything stays in memory: lists of people never touch the disk on their way.
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    # Without a fixed day the same people would give another file every time.
    book.set_properties({"created": datetime(2022, 5, 25, tzinfo=UTC)})
    sheet = book.add_worksheet(PLATFORM_SHEET)
    own = [PlatformColumn("", "", title) for title in extra_columns]
    _write_head(book, sheet, [PLATFORM_COLUMNS[0], *own, *PLATFORM_COLUMNS[1:]])
    text = book.add_format({"num_format": "@", "font_name": "Times New Roman"})
    for place, person in enumerate(people):
        cells = fill_row(person, place, untidy_names=untidy_names, reasons=reasons)
        row = [cells.get(column.key) for column in PLATFORM_COLUMNS]
        marks = [_MARKS[(place + at) % len(_MARKS)] for at in range(len(own))]
        _write_row(sheet, PLATFORM_FIRST_ROW - 1 + place, [row[0], *marks, *row[1:]], text)
    _write_catalogues(book, full_size=full_size)
    book.close()
    return out.getvalue()


def fill_row(
    person: InventedPerson, place: int, *, untidy_names: bool = False, reasons: bool = False
) -> dict[str, Cell]:
    """Give a person's cells by the key of their column: text but for the running number and the sex, 0 or 1."""
    words = person.written
    note = words["note"]
    if reasons and person.outcome == "no_number":
        note = _REASONS.get(person.damages[0].what, "Sai định dạng CCCD/Mã định danh")
    cells: dict[str, Cell] = {
        "row_no": place + 1,
        "full_name": make_untidy(words["full_name"], place) if untidy_names else words["full_name"],
        "sex": None if words["sex"] is None else int(words["sex"] == "Nữ"),
        "province_name": PROVINCE,
        "district_name": DISTRICT,
        "commune_name": COMMUNES[words["commune_code"] or ""].name,
        "address": join_address(words["hamlet"], words["address"]),
        "note": note,
    }
    cells.update((key, words[key]) for key in _AS_WRITTEN)
    for dose in person.written_doses:
        start = f"dose{dose.number}."
        cells[f"{start}vaccine"] = None if dose.vaccine is None else PLATFORM_VACCINES[dose.vaccine]
        cells[f"{start}date"], cells[f"{start}lot"], cells[f"{start}site"] = dose.date, dose.lot, dose.site
    return cells


def _write_head(book: Workbook, sheet: Worksheet, columns: Sequence[PlatformColumn]) -> None:
    """Write notes and the header of two rows, merged as the platform has it."""
    look: dict[str, Any] = {"font_name": "Times New Roman", "num_format": "@"}
    plain = book.add_format(look)
    header = book.add_format({**look, "bold": True, "text_wrap": True, "align": "center", "border": 1})
    sheet.merge_range(0, 0, 0, 17, "Chú ý: ", plain)
    for row, note in enumerate(_NOTES, start=1):
        sheet.write_string(row, 1, note, plain)
    above, below = (row - 1 for row in PLATFORM_HEADER_ROWS)
    first = 0
    for group, members in groupby(columns, lambda column: column.group):
        titles = [column.title for column in members]
        if group is not None:
            sheet.merge_range(above, first, above, first + len(titles) - 1, group, header)
        for at, title in enumerate(titles, start=first):
            if group is None:
                sheet.merge_range(above, at, below, at, title, header)
            else:
                sheet.write_string(below, at, title, header)
        first += len(titles)
    sheet.set_row(below, 43)
    sheet.set_column(1, first - 1, 18)


def _write_row(sheet: Worksheet, row: int, cells: Iterable[Cell], text: object) -> None:
    for column, cell in enumerate(cells):
        if isinstance(cell, int):
            sheet.write_number(row, column, cell)
        elif cell is not None:
            sheet.write_string(row, column, cell, text)


def _write_catalogues(book: Workbook, *, full_size: bool) -> None:
    """Write PL2–PL5."""
    groups = book.add_worksheet("PL2_Ma nhom doi tuong uu tien")
    _write_row(groups, 0, ["MÃ NHÓM ĐỐI TƯỢNG ƯU TIÊN"], None)
    _write_row(groups, 2, ["Nhóm", "Nghề nghiệp"], None)
    for number, group in enumerate(_GROUPS, start=1):
        _write_row(groups, number + 2, [number, group], None)
    units = book.add_worksheet("PL3_Danh muc hanh chinh")
    _write_row(
        units,
        0,
        [f"{what} {kind}" for kind in ("Tỉnh/Thành phố", "Quận/Huyện", "Xã/Phường") for what in ("Tên", "Mã")],
        None,
    )
    _write_rows(units, _list_units(_FULL_SIZE[0] if full_size else 0))
    sites = book.add_worksheet("PL4_Địa điểm tiêm")
    code = "Mã cơ sở khám chữa bệnh\n(mã để nhập vào địa điểm tiêm )"
    _write_row(sites, 0, ["Tỉnh", "Huyện", "Xã", code, "Tên cơ sở"], None)
    _write_rows(sites, _list_sites(_FULL_SIZE[1] if full_size else 0))
    vaccines = book.add_worksheet("PL5_Danh muc vacxin")
    _write_row(vaccines, 0, ["STT", "Tên vắc xin"], None)
    for number, name in enumerate(PLATFORM_VACCINES.values(), start=1):
        _write_row(vaccines, number, [number, name], None)


def _write_rows(sheet: Worksheet, rows: Iterable[Sequence[Cell]]) -> None:
    for row, cells in enumerate(rows, start=1):
        _write_row(sheet, row, cells, None)


def _list_units(rows: int) -> list[list[Cell]]:
    """List the sample communes; for more rows the whole country's, over again where it has too few."""
    if not rows:
        place = [PROVINCE, PROVINCE_CODE, DISTRICT, DISTRICT_CODE]
        return [[*place, commune.name, commune.code] for commune in COMMUNES.values()]
    return [
        [one.province, one.province_code, one.district, one.district_code, one.commune, one.commune_code]
        for one in islice(cycle(load_catalogues().units), rows)
    ]


def _list_sites(rows: int) -> list[list[Cell]]:
    """List the sample sites; for more rows the whole country's, over again where it has too few."""
    if not rows:
        return [[PROVINCE, DISTRICT, None, code, name] for code, name in SITE_NAMES.items()]
    known = load_catalogues()
    provinces = {one.province_code: one.province for one in known.units}
    districts = {one.district_code: one.district for one in known.units}
    communes = {one.commune_code: one.commune for one in known.units}
    return [
        [provinces.get(one.province_code), districts.get(one.district_code), communes.get(one.commune_code), one.code,
         one.name]
        for one in islice(cycle(known.sites), rows)
    ]  # fmt: skip
