from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pure.model.histories import Json
from vaxdesk.model.match import (
    NO_KEYS,
    MatchKeys,
    find_again,
    find_beyond_doubt,
    make_kept_keys,
    make_match_keys,
    note_keys,
)

AN: dict[str, Any] = {
    "full_name": "Điểu Thị Sương", "birth_date": "1985-03-12", "sex": "female", "id_number": "070185001234",
    "phone": "0912345678", "hamlet": "Thôn 1",
}  # fmt: skip


def without(*names: str, **values: Json) -> dict[str, Any]:
    return {name: value for name, value in {**AN, **values}.items() if name not in names}


def fits(known: dict[str, Any], row: dict[str, Any], raw: dict[str, str] | None = None) -> bool:
    """Tell whether a row would be taken for somebody known, as a load decides it."""
    kept, asked = make_match_keys(known, {}).kept, make_match_keys(row, raw or {})
    return bool(set(kept) & {*asked.sure, *asked.same})


def test_the_same_number_name_and_birth_date_are_one_person_whatever_else_differs() -> None:
    assert fits(AN, without(phone="0987654321", hamlet="Thôn 2"))


@pytest.mark.parametrize("name", ["full_name", "birth_date", "id_number"])
def test_where_number_name_or_birth_date_is_missing_or_differs_nobody_is_sure(name: str) -> None:
    other = {"full_name": "Điểu Thị Sen", "birth_date": "1985-03-13", "id_number": "070185001235"}[name]
    assert make_match_keys(without(name), {}).sure == ()
    assert not fits(AN, without(name))
    assert not fits(AN, without(**{name: other}))


def test_a_sex_that_is_not_known_contradicts_none_and_another_sex_does() -> None:
    assert fits(AN, without("sex"))
    assert fits(without("sex"), AN)
    assert fits(without("sex"), without("sex"))
    assert not fits(AN, without(sex="male"))


@pytest.mark.parametrize(
    "spelled", ["ĐIỂU THỊ SƯƠNG", "điểu  thị sương", unicodedata.normalize("NFD", "Điểu Thị Sương")]
)
def test_the_same_name_however_typed_fits(spelled: str) -> None:
    assert fits(AN, without(full_name=spelled))


def test_another_tone_is_another_name() -> None:
    assert not fits(AN, without(full_name="Điểu Thị Sướng"))


@pytest.mark.parametrize("number", ["285123456", "07018500123", "AB123456"])
def test_the_same_row_again_fits_by_its_number_as_written_though_it_is_no_valid_one(number: str) -> None:
    row = without(id_number=number)
    assert fits(row, row)
    assert make_match_keys(row, {}).sure == ()
    for name in ("full_name", "birth_date", "sex"):
        assert not fits(row, without(name, id_number=number))
    assert not fits(row, without(id_number=number + "1"))


def test_a_number_that_could_not_be_read_counts_as_written() -> None:
    row = without("id_number")
    keys = make_match_keys(row, {"id_number": "0701x 90012"})
    assert keys.kept == keys.same == make_match_keys(row, {"id_number": "0701x90012"}).same
    assert keys.same != make_match_keys(row, {"id_number": "0701x90013"}).same
    assert not set(keys.same) & set(make_match_keys(row, {}).same)


@pytest.mark.parametrize("filler", ["123456789", "000000000", "chờ làm lại", "CCCD", "7.009E+10", "09x"])
def test_what_only_fills_the_cell_is_no_number(filler: str) -> None:
    row = without("id_number")
    assert make_match_keys(row, {"id_number": filler}) == make_match_keys(row, {})


def test_without_any_number_all_of_name_full_birth_date_sex_phone_and_hamlet_have_to_be_there() -> None:
    row = without("id_number")
    assert fits(row, row)
    for name in ("full_name", "birth_date", "sex", "phone", "hamlet"):
        lacking = without("id_number", name)
        assert make_match_keys(lacking, {}).kept == ()
        assert not fits(row, lacking)
    assert make_match_keys(without("id_number", birth_date="1985"), {}).kept == ()


def test_a_row_with_a_number_never_fits_one_without_by_phone_and_hamlet() -> None:
    assert not fits(AN, without("id_number"))
    assert not fits(without("id_number"), AN)


def test_nobody_is_found_by_nothing() -> None:
    assert make_match_keys({}, {}).kept == ()
    assert make_match_keys(without("full_name"), {}).kept == ()


def test_digits_of_another_script_are_no_valid_number() -> None:
    assert make_match_keys(without(id_number="٠٧٠١٨٥٠٠١٢٣٤"), {}).sure == ()


VALUES = st.fixed_dictionaries(
    {
        "full_name": st.sampled_from(["Điểu Thị Sương", "Điểu Sương"]),
        "birth_date": st.sampled_from([None, "1985", "1985-03-12", "1985-03-13"]),
        "sex": st.sampled_from([None, "male", "female"]),
        "id_number": st.sampled_from([None, "070185001234", "070185001235", "285123456"]),
        "phone": st.sampled_from([None, "0912345678"]),
        "hamlet": st.sampled_from([None, "Thôn 1"]),
    }
)


@given(VALUES, VALUES)
def test_two_who_fit_never_differ_in_name_birth_date_valid_number_or_sex(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    if fits(one, other):
        assert one["full_name"] == other["full_name"]
        assert one["birth_date"] == other["birth_date"]
        assert one["id_number"] == other["id_number"]
        assert None in {one["sex"], other["sex"]} or one["sex"] == other["sex"]
        assert fits(other, one)


@given(VALUES)
def test_a_row_fits_itself_where_it_fits_anybody(row: dict[str, Any]) -> None:
    assert fits(row, row) == bool(make_match_keys(row, {}).kept)
    assert all(0 <= key < 2**63 for key in make_match_keys(row, {}).kept)


def test_a_list_that_comes_again_fits_also_after_a_correction() -> None:
    today = without(id_number="070185009999", full_name="Điểu Thị Sen")
    kept = make_kept_keys(today, {}, [(AN, {}, [])])
    for row in (AN, today):
        assert kept & set(make_match_keys(row, {}).sure)
    assert not kept & {*make_match_keys(without(id_number="070185000000"), {}).sure}


def test_nobody_of_the_other_sex_fits_a_row_that_did_not_tell_its_sex() -> None:
    untold = without("sex")
    kept = make_kept_keys(without(sex="male"), {}, [(untold, {}, []), (without(sex="male"), {}, [])])
    assert not kept & set(make_match_keys(AN, {}).sure)
    assert kept & set(make_match_keys(without(sex="male"), {}).sure)
    assert kept & set(make_match_keys(untold, {}).sure)


def test_a_row_without_sex_and_without_a_valid_number_is_found_again_though_the_sex_is_known_today() -> None:
    row = without("sex", id_number="285123456")
    assert make_kept_keys({**row, "sex": "male"}, {}, [(row, {}, [])]) & set(make_match_keys(row, {}).same)


def load(*rows: dict[str, Any]) -> list[int]:
    """Load rows one after the other, nobody being known before; give for each the place of the person it is."""
    found: dict[int, set[str]] = {}
    people = []
    for place, row in enumerate(rows):
        keys = make_match_keys(row, {})
        known = find_beyond_doubt(keys, found)
        person = known or str(place)
        note_keys(found, keys, person, is_known=known is not None)
        people.append(int(person))
    return people


def test_rows_of_one_list_are_one_person_where_they_agree_beyond_doubt() -> None:
    assert load(AN, AN, without(id_number="070185001235"), without("sex")) == [0, 0, 2, 0]


@pytest.mark.parametrize(
    ("sexes", "people"),
    [
        (["", "male", "female"], [0, 0, 2]),
        (["male", "", "female"], [0, 0, 2]),
        (["male", "female", ""], [0, 1, 2]),
        (["male", "female", "", "female", "male"], [0, 1, 2, 1, 0]),
        (["", "", "female", "", "male"], [0, 0, 0, 0, 4]),
    ],
)
def test_a_man_and_a_woman_are_never_one_though_a_row_between_them_does_not_tell(
    sexes: list[str], people: list[int]
) -> None:
    assert load(*(without(sex=sex or None) for sex in sexes)) == people


def test_the_same_row_again_is_nobody_where_it_fits_two() -> None:
    row = without(id_number="285123456")
    keys = make_match_keys(row, {})
    assert find_beyond_doubt(keys, {key: {"one"} for key in keys.kept}) == "one"
    assert find_beyond_doubt(keys, {key: {"one", "two"} for key in keys.kept}) is None


def test_of_several_who_are_sure_the_smallest_id_is_taken_everywhere() -> None:
    keys = make_match_keys(AN, {})
    assert find_beyond_doubt(keys, {keys.sure[0]: {"two", "one"}, keys.sure[1]: {"none"}}) == "one"
    assert find_beyond_doubt(keys, {keys.sure[1]: {"none"}}) == "none"
    assert find_beyond_doubt(NO_KEYS, {}) is None


# -- the whole row again -----------------------------------------------------------------------------------------------

DOSE = {"values": {"number": 1, "vaccine": "moderna", "lot": "ABV1", "date": "2021-09-05"}, "raw": {}}
HOA: dict[str, Any] = {"full_name": "Điểu Thị Hoa", "birth_date": "1985", "hamlet": "Thôn 1"}


def again(values: dict[str, Any], doses: list[dict[str, Any]], raw: dict[str, str] | None = None) -> tuple[int, ...]:
    """Give the key of a row as it was read."""
    return make_match_keys(values, raw or {}, doses).again


def test_a_year_of_birth_is_enough_where_the_day_of_a_dose_and_the_place_agree() -> None:
    assert again(HOA, [DOSE]) == again({**HOA, "full_name": "ĐIỂU  THỊ HOA"}, [DOSE]) != ()
    assert again({**HOA, "hamlet": None, "address": "Tổ 1"}, [DOSE])


@pytest.mark.parametrize(
    ("values", "doses"),
    [
        (HOA, []),
        (HOA, [{"values": {"date": "2021-09"}, "raw": {}}]),
        ({**HOA, "hamlet": None}, [DOSE]),
        ({**HOA, "birth_date": None}, [DOSE]),
        ({**HOA, "full_name": None}, [DOSE]),
        ({**HOA, "id_number": "285123456"}, [DOSE]),
        ({"full_name": "Điểu Thị Hoa", "birth_date": "1985-03-12", "sex": "female"}, []),
        ({"full_name": "Điểu Thị Hoa", "birth_date": "1985-03-12"}, [DOSE]),
    ],
)
def test_a_row_that_could_be_anybodys_is_nobodys_again(values: dict[str, Any], doses: list[dict[str, Any]]) -> None:
    assert again(values, doses) == ()


def test_a_full_birth_date_and_sex_are_enough_with_the_place_or_the_day_of_a_dose() -> None:
    born = {"full_name": "Điểu Thị Hoa", "birth_date": "1985-03-12", "sex": "female"}
    assert again({**born, "hamlet": "Thôn 1"}, [])
    assert again(born, [DOSE])


ROWS = st.tuples(
    st.fixed_dictionaries(
        {
            "full_name": st.sampled_from(["Điểu Thị Hoa", "Điểu Thị Sen"]),
            "birth_date": st.sampled_from(["1985", "1985-03-12", "1986"]),
            "sex": st.sampled_from(["male", "female"]),
            "hamlet": st.sampled_from(["Thôn 1", "Thôn 2"]),
        },
        optional={
            "phone": st.sampled_from(["0912345678", "0912345679"]),
            "health_insurance": st.sampled_from(["7000862753", "7000862754"]),
        },
    ),
    st.lists(
        st.fixed_dictionaries(
            {
                "values": st.fixed_dictionaries(
                    {"date": st.sampled_from(["2021-09-05", "2021-09-06", "2021"])},
                    optional={"lot": st.sampled_from(["A1", "A2"]), "number": st.integers(1, 2)},
                ),
                "raw": st.dictionaries(st.just("date"), st.just("5/9"), max_size=1),
            }
        ),
        max_size=2,
    ),
)


@given(ROWS, ROWS)
def test_only_rows_of_which_everything_agrees_are_the_same_again(
    one: tuple[dict[str, Any], list[dict[str, Any]]], other: tuple[dict[str, Any], list[dict[str, Any]]]
) -> None:
    if again(*one):
        assert (again(*one) == again(*other)) == (one == other)


def test_a_text_that_could_not_be_read_belongs_to_the_row() -> None:
    assert again(HOA, [DOSE], {"phone": "09x"}) not in {again(HOA, [DOSE]), again(HOA, [DOSE], {"phone": "09y"})}


def test_whoever_was_read_so_is_found_though_all_was_corrected_since() -> None:
    today = without("hamlet", full_name="Điểu Thị Sen")
    assert set(again(HOA, [DOSE])) < make_kept_keys(today, {}, [(AN, {}, []), (HOA, {}, [DOSE])])


def test_what_is_known_of_a_person_today_is_no_row() -> None:
    assert make_match_keys({**HOA, "birth_date": "1985-03-12", "sex": "female"}, {}).again == ()


def test_the_row_again_is_somebody_only_where_one_fits_whom_the_list_does_not_have_yet() -> None:
    keys = make_match_keys(HOA, {}, [DOSE])
    (key,) = keys.again
    assert find_again(keys, {key: {"one"}}, set()) == "one"
    assert find_again(keys, {key: {"one"}}, {"one"}) is None
    assert find_again(keys, {key: {"one", "two"}}, set()) is None
    assert find_again(keys, {key: {"one", "two"}}, {"two"}) is None
    assert find_again(keys, {}, set()) is None
    assert find_again(MatchKeys((), (), ()), {key: {"one"}}, set()) is None
