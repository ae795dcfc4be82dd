from __future__ import annotations

import pytest

from vaxdesk.intake.sections import make_hamlet_key, name_hamlet, place_rows
from vaxdesk.intake.sheet import Sheet


@pytest.mark.parametrize(
    ("text", "hamlet"),
    [
        ("ẤP 1", "ẤP 1"),
        ("II. Thôn Bù Lư", "Thôn Bù Lư"),
        ("3/ KHU PHỐ 2: 45 người", "KHU PHỐ 2"),
        ("Thôn Bù Rên (12 hộ)", "Thôn Bù Rên"),
        ("A. Ấp 3", "Ấp 3"),
        ("Tổ 5", "Tổ 5"),
        ("Thôn: 2", "Thôn 2"),
        ("II. Đối tượng từ 12 đến 17 tuổi", None),
        ("Đội 4", "Đội 4"),
        ("DOI 4", "DOI 4"),
        ("Người lập biểu", None),
    ],
)
def test_a_heading_names_its_hamlet_without_number_and_count(text: str, hamlet: str | None) -> None:
    assert name_hamlet(text) == hamlet


def test_people_belong_to_the_last_heading_above_them() -> None:
    sheet = Sheet("Sheet1", [])
    assert place_rows(sheet, [1, 2, 5, 8], {3: "Thôn 2", 7: "III. Thôn 3"}) == {5: "Thôn 2", 8: "Thôn 3"}


def test_parts_of_a_hamlet_dont_take_its_place() -> None:
    headings = {0: "Ấp 1", 2: "Tổ 1", 4: "Tổ 2", 6: "Ấp 2"}
    assert place_rows(Sheet("S", []), [3, 5, 7], headings) == {3: "Ấp 1", 5: "Ấp 1", 7: "Ấp 2"}
    assert place_rows(Sheet("S", []), [3, 5], {2: "Tổ 1", 4: "Tổ 2"}) == {3: "Tổ 1", 5: "Tổ 2"}


def test_the_titles_or_the_sheet_say_it_where_no_heading_does() -> None:
    assert place_rows(Sheet("Thôn Bù Lư", []), [1], {}) == {1: "Thôn Bù Lư"}
    assert place_rows(Sheet("Sheet1", []), [1], {}) == {}
    titles = ["TRẠM Y TẾ", "DANH SÁCH TIÊM CHỦNG - THÔN BÙ LƯ"]
    assert place_rows(Sheet("Sheet1", []), [1], {}, titles) == {1: "THÔN BÙ LƯ"}
    assert place_rows(Sheet("Sheet1", []), [1], {}, ["Thôn: tất cả"]) == {}
    assert place_rows(Sheet("Thôn Bù Lư", []), [1], {}, titles) == {1: "Thôn Bù Lư"}
    assert place_rows(Sheet("Thôn Bù La", []), [1], {}, titles) == {1: "THÔN BÙ LƯ"}


def test_a_hamlet_is_the_same_with_and_without_its_kind() -> None:
    said = ("Thôn  Bù Lư", "BU LU", "KP. 2", "Bù Gia Phúc 1", "Apartment")
    assert [make_hamlet_key(name) for name in said] == ["bu lu", "bu lu", "2", "bu gia phuc 1", "apartment"]


@pytest.mark.parametrize(
    ("title", "hamlet"),
    [
        ("DANH SÁCH THÔN ĐẮK CÔN", "THÔN ĐẮK CÔN"),
        ("DANH SÁCH TIÊM CHỦNG THÔN BÙ LƯ, XÃ BÙ GIA MẬP", "THÔN BÙ LƯ"),
        ("Danh sách người dân thôn 3 tiêm mũi 2", "thôn 3"),
        ("DANH SÁCH TIÊM VẮC XIN PHÒNG COVID-19 MŨI 1 ẤP 5 NĂM 2021", "ẤP 5"),
        ("DANH SÁCH THÔN TÂN THẮNG THÁNG 9", "THÔN TÂN THẮNG"),
        ("DANH SÁCH THÔN TÂN NAM", "THÔN TÂN NAM"),
        ("DANH SÁCH TIÊM TẠI NHÀ VĂN HÓA THÔN BÙ LƯ", None),
        ("DANH SÁCH TRƯỞNG THÔN NĂM 2021", None),
        ("DANH SÁCH THÔN 3 VÀ THÔN 4", None),
        ("DANH SÁCH THÔN BÙ LƯ + BÙ LA", None),
        ("DANH SÁCH CÁC THÔN", None),
        ("DANH SACH BAN CHI DAO", None),
    ],
)
def test_the_title_of_a_list_says_whose_it_is(title: str, hamlet: str | None) -> None:
    placed = place_rows(Sheet("Sheet1", []), [1], {}, [title])
    assert placed == ({1: hamlet} if hamlet else {})
