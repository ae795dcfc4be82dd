"""Ages in place of births."""

from __future__ import annotations

import pytest

from vaxdesk.intake.ages import find_list_year, read_age

TITLES = ["DANH SÁCH TIÊM MŨI 3", "(Kèm theo Công văn số 12/TYT ngày 5 tháng 5 năm 2021)"]


def test_the_day_above_the_signatures_comes_before_the_titles() -> None:
    assert find_list_year(["Bù Gia Mập, ngày 25 tháng 5 năm 2022"], TITLES) == 2022
    assert find_list_year([], TITLES) == 2021
    assert find_list_year(["TRƯỞNG TRẠM"], ["Tháng 6/2022"]) == 2022


def test_without_a_day_or_with_two_nobody_knows() -> None:
    assert find_list_year([], ["DANH SÁCH TIÊM MŨI 3"]) is None
    assert find_list_year([], [*TITLES, "ngày 1 tháng 2 năm 2022"]) is None


@pytest.mark.parametrize(
    ("text", "known", "year"),
    [("32", None, "1990"), ("32 tuổi", None, "1990"), ("32", 1989, "1989"), ("32", 1975, "1990"), ("05", None, "2017")],
)
def test_an_age_tells_the_year_and_the_number_decides_between_neighbours(
    text: str, known: int | None, year: str
) -> None:
    assert read_age(text, 2022, known) == year


@pytest.mark.parametrize("text", ["8 tháng", "130", "1990", "ba mươi", ""])
def test_what_is_no_age_tells_nothing(text: str) -> None:
    assert read_age(text, 2022, None) is None
    assert read_age("32", None, 1990) is None
