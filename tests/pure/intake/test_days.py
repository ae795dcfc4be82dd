from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaxdesk.intake.days import collect_days, judge_days, swap_day

TRUE = [(day, True) for day in ("1990-05-03", "1985-11-07", "2001-02-09")]
TEXT = [(day, False) for day in ("25/09/1990", "31/01/1985", "14/12/2001")]


def judge(*columns: list[tuple[str, bool]]) -> dict[int, str]:
    return dict(judge_days({at: collect_days(cells) for at, cells in enumerate(columns)}))


def test_dates_up_to_the_twelfth_beside_texts_above_it_were_swapped_by_excel() -> None:
    assert judge(TRUE + TEXT) == {0: "swapped"}


@pytest.mark.parametrize("more", [("1990-05-25", True), ("05/03/1990", False), ("03/25/1990", False)])
def test_one_date_that_speaks_against_it_is_enough_to_leave_a_column_alone(more: tuple[str, bool]) -> None:
    assert judge([*TRUE, *TEXT, more]) == {}


def test_few_dates_prove_nothing() -> None:
    assert judge(TRUE[:2] + TEXT[:2]) == {}
    assert judge(TRUE) == {}


def test_columns_of_one_file_prove_it_for_each_other() -> None:
    assert judge(TRUE + TEXT, TRUE[:1] + TEXT[:1]) == {0: "swapped", 1: "swapped"}
    assert judge(TRUE + TEXT, [("2021-09-25", True)]) == {}


def test_texts_with_no_month_in_second_place_have_the_month_first() -> None:
    assert judge([("03/25/1990", False), ("12/31/1985", False), ("1/13/2001", False), ("05/03/1990", False)]) == {
        0: "month first"
    }
    assert judge([("03/25/1990", False), ("12/31/1985", False), ("1/13/2001", False), ("25/03/1990", False)]) == {}


@given(st.dates())
def test_swapping_twice_gives_what_was(day: object) -> None:
    text = str(day)
    assert swap_day(swap_day(text)) == text
    if int(text[8:]) <= 12:
        assert swap_day(text) == f"{text[:5]}{text[8:]}-{text[5:7]}"


def test_texts_are_swapped_too_and_anything_else_is_left() -> None:
    assert swap_day("03/25/1990") == "25/03/1990"
    assert swap_day("khoảng 1990") == "khoảng 1990"
