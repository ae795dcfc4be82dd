from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaxdesk.model.display import (
    group_digits,
    group_phone,
    show_change,
    show_date,
    show_field,
    show_minutes,
    show_moment,
    show_number,
    show_percent,
    show_size,
    write_field,
)
from vaxdesk.model.fields import DOSE_FIELDS, PERSON_FIELDS
from vaxdesk.model.message import Message
from vaxdesk.model.person import Value
from vaxdesk.resources import load_catalogues

NOW = datetime(2022, 5, 18, 9, 42)  # noqa: DTZ001 - a wall clock's words

DAYS = st.dates(min_value=datetime(1900, 1, 1).date(), max_value=datetime(2099, 12, 31).date())  # noqa: DTZ001
DATES = DAYS.flatmap(lambda day: st.sampled_from([f"{day}", f"{day:%Y-%m}", f"{day:%Y}"]))


@pytest.mark.parametrize(("date", "shown"), [("1985-03-12", "12/03/1985"), ("1985-03", "03/1985"), ("1949", "1949")])
def test_dates_are_shown_the_day_first_cut_to_what_is_known(date: str, shown: str) -> None:
    assert show_date(date) == shown


def test_digits_are_parted_as_people_read_them() -> None:
    assert group_digits("070185001234") == "070 185 001 234"
    assert group_digits("285114902") == "285 114 902"
    assert group_digits("C1234567") == "C1234567"
    assert group_phone("0912345678") == "0912 345 678"
    assert group_phone("02713888999") == "02713888999"


@given(st.text(alphabet="0123456789C", max_size=14))
def test_parting_digits_adds_spaces_and_nothing_else(number: str) -> None:
    assert group_digits(number).replace(" ", "") == number
    assert group_phone(number).replace(" ", "") == number


def test_numbers_follow_the_language_and_have_a_real_minus() -> None:
    assert (show_number(7812, "vi"), show_number(7812, "en"), show_number(12, "vi")) == ("7.812", "7,812", "12")
    assert (show_number(-1088, "vi"), show_number(0, "en")) == ("−1.088", "0")
    assert [show_change(change, "vi") for change in (96, -88, 0)] == ["+96", "−88", "±0"]


def test_a_share_is_nothing_or_all_only_where_it_is_exactly_so() -> None:
    assert show_percent(5246, 7812, "vi") == "67,2%"
    assert show_percent(5246, 7812, "en") == "67.2%"
    assert [show_percent(part, 10_000, "vi") for part in (0, 1, 9999, 10_000)] == ["0,0%", "<0,1%", "99,9%", "100%"]
    assert show_percent(0, 0, "vi") == "–"


@given(st.integers(1, 300_000), st.integers(0, 300_000))
def test_a_share_is_never_off_by_more_than_its_last_digit(of: int, part: int) -> None:
    part = min(part, of)
    said = show_percent(part, of, "vi")
    assert (said == "100%") == (part == of)
    assert (said == "0,0%") == (part == 0)
    if not said.startswith("<"):
        assert abs(float(said[:-1].replace(",", ".")) - 100 * part / of) <= 0.1


def test_sizes_are_those_of_a_sticks_label() -> None:
    sizes = [999, 1000, 999_600, 2_400_000, 7_400_000_000]
    assert [show_size(size, "vi") for size in sizes] == ["999 B", "1 KB", "1,0 MB", "2,4 MB", "7,4 GB"]


def test_a_moment_is_a_time_today_has_its_day_named_once_back_and_else_is_a_date() -> None:
    assert show_moment(NOW.replace(hour=7, minute=5), NOW) == "07:05"
    assert show_moment(NOW - timedelta(hours=17, minutes=2), NOW) == Message("yesterday {time}", {"time": "16:40"})
    assert show_moment(NOW - timedelta(days=2), NOW) == "16/05/2022"


def test_a_long_task_is_told_in_hours_rounded_up() -> None:
    assert [show_minutes(minutes).args for minutes in (1, 6, 119, 121)] == [
        {}, {"minutes": 6}, {"minutes": 119}, {"hours": 3},
    ]  # fmt: skip


def test_fields_are_shown_in_words_people_know() -> None:
    tables = load_catalogues()
    assert show_field("sex", "female", tables) == Message("Female")
    assert show_field("vaccine", "sinopharm", tables) == "Vero Cell (Sinopharm)"
    assert show_field("vaccine", "of our own", tables) == "of our own"
    assert show_field("birth_date", "1958-03-12", tables) == "12/03/1958"
    assert show_field("id_number", "070185001234", tables) == "070 185 001 234"
    assert show_field("phone", None, tables) is None
    guardian: Value = {"full_name": "Điểu Thị Sen", "phone": "0912345678", "relation": "mẹ"}
    assert show_field("guardian", guardian, tables) == "Điểu Thị Sen · mẹ · 0912 345 678"


VALUES: dict[str, st.SearchStrategy[Value]] = {
    "birth_date": DATES.map(str),
    "sex": st.sampled_from(["male", "female"]),
    "id_kind": st.sampled_from(["cccd", "cmnd", "passport", "other"]),
    "id_number": st.sampled_from(["070185001234", "285114902", "C1234567"]),
    "phone": st.sampled_from(["0912345678", "0382345678"]),
    "priority_group": st.integers(1, 16),
    "nationality": st.sampled_from(["VN", "KH", "LA", "US"]),
    "guardian": st.sampled_from([
        {"full_name": "Điểu Thị Sen", "phone": None, "relation": None},
        {"full_name": "Điểu Thị Sen", "phone": "0912345678", "relation": "mẹ"},
    ]),
    "commune_code": st.sampled_from(["25222", "00001"]),
}  # fmt: skip
OF_A_DOSE: dict[str, st.SearchStrategy[Value]] = {
    "number": st.integers(1, 9),
    "kind": st.sampled_from(["primary", "additional", "booster"]),
    "vaccine": st.sampled_from([one.slug for one in load_catalogues().vaccines]),
    "date": DAYS.map(str),
}


@pytest.mark.parametrize("key", [*VALUES, *OF_A_DOSE])
def test_what_an_editor_starts_with_is_read_back_as_the_same_value(key: str) -> None:
    field = (PERSON_FIELDS if key in VALUES else DOSE_FIELDS)[key]

    @given({**VALUES, **OF_A_DOSE}[key])
    def check(value: Value) -> None:
        assert field.parse(write_field(key, value, load_catalogues()), load_catalogues()).value == value

    check()
