from __future__ import annotations

import pytest

from vaxdesk.intake.beside import Beside, cut_rows, find_beside, join_aside
from vaxdesk.intake.draft import SetAside
from vaxdesk.intake.sheet import Sheet
from vaxdesk.resources import load_catalogues

KNOWN = load_catalogues()
HEADER = ["STT", "Họ và tên", "Năm sinh", "Số CCCD"]
ONE = ["1", "Điểu Thị Sương", "1985", "070185001234"]
TWO = ["2", "Nguyễn Văn Bình", "1990", "070090001235"]
NAMED = ["Họ và tên", "Năm sinh", "SĐT"]


def find(*rows: list[str]) -> tuple[int, ...] | None:
    beside = find_beside(Sheet("S", list(rows)), KNOWN)
    return None if beside is None else beside.starts


@pytest.mark.parametrize(
    ("header", "starts"),
    [
        ([*HEADER, *HEADER], (0, 4)),
        ([*HEADER, "", *HEADER], (0, 5)),
        (["", *HEADER, "", "", *HEADER, "", "", *HEADER], (1, 7, 13)),
        ([*HEADER, "Ghi chú", "", *HEADER], (0, 6)),
        ([*NAMED, "", *NAMED], (0, 4)),
    ],
)
def test_the_same_header_again_to_the_right_is_another_list(header: list[str], starts: tuple[int, ...]) -> None:
    assert find(["DANH SÁCH"], header, ["1", "Điểu Thị Sương", "1985"]) == starts


@pytest.mark.parametrize(
    "header",
    [
        HEADER,
        [*NAMED, *NAMED],  # a child and its parent
        ["STT", "Họ và tên", "Ngày tiêm", "Vắc xin", "Ngày tiêm", "Vắc xin"],
        [*HEADER, "", "STT", "Họ và tên", "SĐT", "Số CCCD"],
        [*HEADER, "", "STT", "Họ và tên"],
        [*HEADER] * 4000,
    ],
)
def test_columns_headed_alike_are_no_other_list_by_themselves(header: list[str]) -> None:
    assert find(["DANH SÁCH"], header, ONE) is None


def test_a_blank_column_has_to_be_blank_where_no_numbers_part_the_lists() -> None:
    assert find([*NAMED, "", *NAMED], ["Điểu Thị Sương", "1985", "0912345678", "x", "Thị Lan", "1990", ""]) is None


def test_titles_above_a_blank_column_are_no_cells_of_it_and_rows_of_nothing_head_nothing() -> None:
    rows = [["", "", "", "DANH SÁCH"], [*NAMED, "", *NAMED], ["Điểu Thị Sương", "1985"], []]
    assert find(*rows) == (0, 4)
    assert find_beside(Sheet("S", rows), KNOWN, (3,)) is None


def test_each_list_keeps_its_cells_in_their_columns_and_titles_are_said_of_all() -> None:
    rows = [["THÔN 1"], [*HEADER, "", *HEADER], [*ONE, "", *TWO], ["", "THÔN 2"], ["", "", "", "", "", *ONE]]
    sheet = Sheet("S", rows, merges=(((3, 1), (3, 8)),))
    beside = Beside((1,), (0, 5))
    assert cut_rows(sheet, beside, 0) == [["THÔN 1"], HEADER, ONE, ["", "THÔN 2"], []]
    blank = [""] * 5
    assert cut_rows(sheet, beside, 1) == [
        ["THÔN 1"], [*blank, *HEADER], [*blank, *TWO], [*blank, "THÔN 2"], [*blank, *ONE],
    ]  # fmt: skip


def test_a_row_of_nobody_is_set_aside_once_and_what_stands_beside_somebody_by_itself() -> None:
    aside = [
        SetAside("S", 1, "title", "DANH SÁCH"), SetAside("S", 9, "signature", "Người lập"),
        SetAside("S", 1, "title", "DANH SÁCH"), SetAside("S", 9, "signature", "Trưởng trạm"),
        SetAside("S", 8, "no_name", "45"),
    ]  # fmt: skip
    assert join_aside({7}, aside) == [
        SetAside("S", 1, "title", "DANH SÁCH"), SetAside("S", 8, "no_name", "45"),
        SetAside("S", 9, "signature", "Người lập | Trưởng trạm"),
    ]  # fmt: skip
