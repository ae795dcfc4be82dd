"""Hamlets whose sheets don't say "Thôn", in workbooks as they are sent."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from vaxdesk.intake.reading import read_list
from vaxdesk.resources import load_catalogues

KNOWN = load_catalogues()
NAMED = ("Thôn Đắk Côn", "Thôn Bù Lư")


def read_hamlets(
    folder: Path, sheets: Mapping[str, str], summary: tuple[str, ...] = (), head: str = "Thôn"
) -> dict[str | None, object]:
    """Read a workbook of sheets with a title each; give the hamlet of the people on each."""
    book = openpyxl.Workbook()
    book.active.title = "Tổng hợp"
    for row in ([head, "Số người"], *([name, 1] for name in summary), ["Cộng", len(summary)]):
        book.active.append(row)
    for name, title in sheets.items():
        sheet = book.create_sheet(name)
        for row in ([title], [], ["STT", "Họ và tên", "Ngày sinh"], [1, "Điểu Văn Lực", "05/03/1990"]):
            sheet.append(row)
    book.save(folder / "danh sach.xlsx")
    return {one.sheet: one.values.get("hamlet") for one in read_list(folder / "danh sach.xlsx", KNOWN).drafts()}


def test_what_the_summary_lists_is_a_hamlet(tmp_path: Path) -> None:
    sheets = {"Bù Gia Phúc 1": "DANH SÁCH", "BU LA": "DANH SÁCH", "Giáo viên": "DANH SÁCH"}
    found = read_hamlets(tmp_path, sheets, ("Bù Gia Phúc 1", "Thôn Bù La"))
    assert found == {"Bù Gia Phúc 1": "Bù Gia Phúc 1", "BU LA": "Thôn Bù La", "Giáo viên": None}


def test_a_title_names_a_hamlet_of_the_summary(tmp_path: Path) -> None:
    sheets = {
        "Sheet2": "DANH SÁCH BÙ GIA PHÚC 1",
        "Sheet3": "DANH SÁCH TIÊM BÙ GIA PHÚC 2",
        "Sheet4": "DANH SÁCH CHUNG",
    }
    found = read_hamlets(tmp_path, sheets, ("Bù Gia Phúc 1", "Bù Gia Phúc 2"))
    assert found == {"Sheet2": "Bù Gia Phúc 1", "Sheet3": "Bù Gia Phúc 2", "Sheet4": None}


def test_a_place_among_sheets_of_hamlets_is_one(tmp_path: Path) -> None:
    found = read_hamlets(tmp_path, dict.fromkeys((*NAMED, "Bù Gia Phúc 1"), "DANH SÁCH"))
    assert found == {name: name for name in (*NAMED, "Bù Gia Phúc 1")}


@pytest.mark.parametrize("other", ["Giáo Viên", "Mũi 2", "Ngoại Tỉnh", "Cơ quan", "Công An Xã", "Sheet3", "Bù Gia Mập"])
def test_what_may_be_no_hamlet_is_none(other: str, tmp_path: Path) -> None:
    assert read_hamlets(tmp_path, dict.fromkeys((*NAMED, other), "DANH SÁCH"))[other] is None


def test_without_any_proof_nothing_is_a_hamlet(tmp_path: Path) -> None:
    title = {"Bù Gia Phúc 1": "DANH SÁCH BÙ GIA PHÚC 1"}
    assert read_hamlets(tmp_path, title, ("Bù Gia Phúc 1",), head="Đơn vị") == {"Bù Gia Phúc 1": None}


def test_what_a_sheet_says_itself_goes_before_the_summary(tmp_path: Path) -> None:
    sheets = {"Bù Gia Phúc 1": "DANH SÁCH - THÔN BÙ LA"}
    assert read_hamlets(tmp_path, sheets, ("Bù Gia Phúc 1",)) == {"Bù Gia Phúc 1": "THÔN BÙ LA"}
