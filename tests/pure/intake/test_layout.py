from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaxdesk.intake.layout import Places, find_header, sort_rows
from vaxdesk.intake.sheet import Sheet
from vaxdesk.resources import load_catalogues

KNOWN = load_catalogues()
HEADER = ["STT", "Họ và tên", "Ngày sinh", "Số CCCD", "SĐT"]
PLACES = Places(names=(1,), number=0, evidence=(2, 3, 4))


def sort(rows: list[list[str]]) -> list[tuple[int, str | None]]:
    sheet = Sheet("S", rows)
    header = find_header(sheet, KNOWN)
    assert header is not None
    return list(sort_rows(sheet, header, PLACES))


def reason_of(*row: str) -> str | None:
    return sort([HEADER, ["1", "Nguyễn Thị Huệ", "05/03/1990", "070190004321"], list(row)])[-1][1]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("", "ẤP 1"), "section"),
        (("", "Thôn Bù Gia Phúc 1"), "section"),
        (("", "II. KHU PHỐ 2"), "section"),
        (("", "Tổng cộng: 02 người"), "subtotal"),
        (("Cộng", "", "125"), "subtotal"),
        (("", "NGƯỜI LẬP BIỂU", "", "TRƯỞNG TRẠM"), "signature"),
        (("", "", "", "Lộc X, ngày    tháng 11 năm 2021"), "signature"),
        (("(1)", "(2)", "(3)", "(4)", "(5)"), "numbering"),
        (("A", "B", "1", "2", "3"), "numbering"),
        (tuple(HEADER), "header"),
        (("", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), "title"),
        (("", "", "", "Danh sách có 2 trang."), "title"),
        (("", "", "", "", "xem trang sau"), "note"),
        (("7",), "no_name"),
        (("7", "", "01/02/1990", "070190004321"), "no_name"),
        (("", "ghi bằng bút chì."), "note"),
    ],
)
def test_a_row_that_is_no_person_is_set_aside_with_its_reason(row: tuple[str, ...], reason: str) -> None:
    assert reason_of(*row) == reason


@pytest.mark.parametrize(
    "row",
    [
        ("2", "Điểu Văn Lực", "1975"),
        ("", "Điểu Văn Lực", "1975"),
        ("", "Điểu Văn Lực"),
        ("3", "Lan", "", "", ""),
        ("3", "Hoa", "1990"),
        ("", "Tô Văn Ấp", "1980"),
        ("", "Tống Cộng", "", "070190004321"),
        ("", "Công Thị Tổng"),
        ("2", "Tổng Thị Cộng", "1990"),
        ("", "Ban Thị Mai"),
        ("", "Nguyễn Văn An", "", "", "UBND xã"),
    ],
)
def test_a_person_is_a_person_whatever_they_are_called(row: tuple[str, ...]) -> None:
    assert reason_of(*row) is None


def test_who_signed_below_the_signatures_is_not_on_the_list() -> None:
    rows = [HEADER, ["1", "Nguyễn Thị Huệ", "1990"], ["", "NGƯỜI LẬP BIỂU"], [], ["", "Trần Văn Ký"]]
    assert [reason for _, reason in sort(rows)] == ["header", None, "signature", "signature"]


def test_a_header_of_two_rows_is_joined_with_and_without_merged_cells() -> None:
    top = ["STT", "Họ và tên", "Năm sinh", "", "Mũi 1", "", "Ghi chú"]
    below = ["", "", "Nam", "Nữ", "Ngày tiêm", "Loại VX"]
    row = ["1", "Điểu Văn Lực", "1975", "", "05/09/2021", "AZ"]
    merges = (((1, 2), (1, 3)), ((1, 4), (1, 5)), ((1, 0), (2, 0)), ((1, 1), (2, 1)), ((1, 6), (2, 6)))
    for merged in ((), merges):
        header = find_header(Sheet("S", [["DANH SÁCH TIÊM MŨI 1"], top, below, row], merges=merged), KNOWN)
        assert header is not None
        assert header.rows == (1, 2)
        assert [header.text(at) for at in range(7)] == [
            "STT", "Họ và tên", "Năm sinh / Nam", "Năm sinh / Nữ", "Mũi 1 / Ngày tiêm", "Mũi 1 / Loại VX", "Ghi chú",
        ]  # fmt: skip


def test_groups_may_stand_above_the_row_of_headers() -> None:
    rows = [["", "", "", "Mũi 1", ""], ["STT", "Họ tên", "SĐT", "Ngày tiêm", "Số lô"], ["1", "Điểu Lực", "0912345678"]]
    header = find_header(Sheet("S", rows), KNOWN)
    assert header is not None
    assert (header.rows, header.text(4)) == ((0, 1), "Mũi 1 / Số lô")


def test_a_sheet_without_a_column_of_names_is_no_list() -> None:
    for rows in (
        [["STT", "Tên vắc xin"], ["1", "AstraZeneca"]],
        [["Nhóm", "Nghề nghiệp"], ["1", "Y tế"]],
        [["STT", "Thôn", "Số người", "Mũi 1", "Mũi 2"], ["1", "Thôn 1", "120", "100", "80"]],
        [["Hướng dẫn nhập liệu"], ["Họ và tên phải viết đủ dấu"]],
        [],
    ):
        assert find_header(Sheet("S", rows), KNOWN) is None


PERSON = st.tuples(
    st.sampled_from(["", "1", "25"]),
    st.sampled_from(["Nguyễn Thị Huệ", "ĐIỂU VĂN LỰC", "Tô Văn Ấp", "Y Moan", "Công Tổng Cộng"]),
    st.sampled_from(["1990", "05/03/1990", ""]),
    st.sampled_from(["070190004321", "285001222"]),
)
OTHER = st.sampled_from([
    (), ("", "ẤP 1"), ("", "Tổng cộng: 5"), ("", "", "TRƯỞNG TRẠM"), tuple(HEADER), ("(1)", "(2)", "(3)", "(4)"),
    ("", "", "", "ghi chú lạ"), ("9",), ("", "", "", "", "", "", "ngoài lề"),
])  # fmt: skip
TITLES = st.lists(
    st.sampled_from([(), ("TRẠM Y TẾ XÃ LỘC X",), ("", "", "DANH SÁCH TIÊM CHỦNG"), ("", "", "", "Mẫu 1")])
)


@given(TITLES, st.lists(st.one_of(PERSON, OTHER)))
def test_every_row_that_isnt_blank_is_accounted_for_once(
    titles: list[tuple[str, ...]], below: list[tuple[str, ...]]
) -> None:
    rows = [list(row) for row in (*titles, tuple(HEADER), *below)]
    sorted_rows = sort(rows)
    assert [at for at, _ in sorted_rows] == [at for at, row in enumerate(rows) if row]
    people = [at for at, reason in sorted_rows if reason is None]
    assert people == [at for at, row in enumerate(rows) if len(row) == 4 and row[3][:1].isdigit()]
