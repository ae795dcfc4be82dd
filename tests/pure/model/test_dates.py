from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaxdesk.model.dates import (
    EARLIEST_YEAR,
    LATEST_YEAR,
    compare,
    days_between,
    days_of_month,
    is_date,
    is_full,
    read_birth_date,
    read_date,
    read_dose_date,
    show,
    year_of,
)
from vaxdesk.model.reading import NOTHING, Reading

DAYS = st.dates(dt.date(EARLIEST_YEAR, 1, 1), dt.date(LATEST_YEAR, 12, 31))
CUT = st.builds(lambda day, size: day.isoformat()[:size], DAYS, st.sampled_from((4, 7, 10)))


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("05/03/1990", "1990-03-05"),
        ("5-3-1990", "1990-03-05"),
        ("05.03.1990", "1990-03-05"),
        (" 15 /08/ 2021", "2021-08-15"),
        ("5/3/90", "1990-03-05"),
        ("'05/03/1990", "1990-03-05"),
        ("05031990", "1990-03-05"),
        ("19900305", "1990-03-05"),
        ("1990", "1990"),
        ("03/1990", "1990-03"),
        ("1990-03", "1990-03"),
        ("1990-3-5", "1990-03-05"),
        ("1990-03-05 00:00:00", "1990-03-05"),
        ("1990-03-05T00:00:00.000Z", "1990-03-05"),
        ("05/03/1990 08:30", "1990-03-05"),
        ("00/00/1985", "1985"),
        ("00/03/1985", "1985-03"),
        ("1985-00-00", "1985"),
        ("…/…/1985", "1985"),
        ("xx/xx/1985", "1985"),
        ("--/--/1985", "1985"),
        ("ngày 5 tháng 3 năm 1990", "1990-03-05"),
        ("Năm 1985", "1985"),
        ("5-Mar-1990", "1990-03-05"),
        ("05-thg 3-90", "1990-03-05"),
        ("01/01/1985", "1985-01-01"),
        ("29/02/2000", "2000-02-29"),
    ],
)
def test_a_date_is_read_day_first_and_its_form_leaves_no_trace(text: str, date: str) -> None:
    assert read_date(text) == Reading(date)


@pytest.mark.parametrize(
    "text",
    [
        "30/02/1998",
        "31/06/1975",
        "29/02/1900",
        "12/31/1985",
        "05/00/1985",
        "1990-13-01",
        "khoảng 1985",
        "1985?",
        "~1985",
        "5/3",
        "05/03/199",
        "05/03/0985",
        "44508",
        "5/3/1990 (AL)",
        "1990-03-05T17:00:00Z",
        "1990-03-05 24:00",
        "35 tuổi",
    ],
)
def test_what_no_calendar_has_is_refused_with_its_text(text: str) -> None:
    assert read_date(text + " ") == Reading(None, raw=text + " ")


@pytest.mark.parametrize("text", ["", "  ", "-", "không rõ", "0"])
def test_an_empty_cell_is_nothing(text: str) -> None:
    assert read_date(text) == NOTHING


def test_letters_typed_for_digits_are_mended_and_the_text_kept() -> None:
    assert read_date("O5/03/l990") == Reading("1990-03-05", raw="O5/03/l990")


def test_two_digits_for_a_year_never_make_a_day_that_has_not_come() -> None:
    assert read_birth_date("05/3/25") == Reading("2025-03-05")
    assert read_birth_date("05/3/26") == Reading("1926-03-05")
    assert read_birth_date("05/3/21", latest="2021-11-08") == Reading("2021-03-05")
    assert read_birth_date("20/12/21", latest="2021-11-08") == Reading("1921-12-20")
    assert read_dose_date("05/9/21") == Reading("2021-09-05")


def test_only_the_right_century_has_the_29th_of_february() -> None:
    assert read_birth_date("29/02/00", latest="2022-05-20") == Reading("2000-02-29")
    assert read_birth_date("29/02/23", latest="2024-05-20") == Reading(None, raw="29/02/23")


@given(CUT)
def test_every_date_reads_back_as_it_is_shown_and_as_iso(date: str) -> None:
    assert read_date(show(date)) == Reading(date)
    assert read_date(date) == Reading(date)
    assert is_date(date)


@given(DAYS, st.sampled_from("/-. "), st.booleans())
def test_separators_and_leading_zeros_are_form(day: dt.date, mark: str, zeros: bool) -> None:  # noqa: FBT001
    parts = (f"{day.day:02d}", f"{day.month:02d}") if zeros else (str(day.day), str(day.month))
    assert read_date(mark.join((*parts, str(day.year)))) == Reading(day.isoformat())


@given(st.text())
def test_any_text_is_read_or_refused_whole(text: str) -> None:
    reading = read_date(text)
    assert reading.value is None or is_date(str(reading.value))


@given(st.text(alphabet="0123456789/-. :xTZ", max_size=22))
def test_any_text_of_a_dates_characters_is_read_or_refused(text: str) -> None:
    reading = read_date(text)
    assert reading.value is None or (is_date(str(reading.value)) and reading.raw is None)


@given(CUT, CUT)
def test_two_dates_compare_only_as_far_as_both_are_known(one: str, other: str) -> None:
    order = compare(one, other)
    back = compare(other, one)
    assert back == (None if order is None else -order)
    shared = min(len(one), len(other))
    if one[:shared] == other[:shared]:
        assert order == (0 if shared == 10 else None)
    else:
        assert order == (-1 if one < other else 1)


@given(DAYS, DAYS)
def test_days_between_are_those_of_the_calendar(one: dt.date, other: dt.date) -> None:
    assert days_between(one.isoformat(), other.isoformat()) == (other - one).days
    assert days_between(one.isoformat()[:7], other.isoformat()) is None


def test_parts_of_a_date() -> None:
    assert year_of("1985-03") == 1985
    assert year_of(None) is None
    assert is_full("1985-03-12")
    assert not is_full("1985-03")
    assert not is_full(None)
    assert [days_of_month(2000, 2), days_of_month(2100, 2), days_of_month(LATEST_YEAR, 12)] == [29, 28, 31]
    assert not is_date("1985-3")
    assert not is_date("1985-02-30")
