from __future__ import annotations

from dataclasses import fields as fields_of

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaxdesk.model.catalogue import Catalogues, Vaccine
from vaxdesk.model.fields import DOSE_FIELDS, PERSON_FIELDS, Field, read_guardian, read_platform_sex
from vaxdesk.model.person import Dose, Person, Value
from vaxdesk.model.reading import NOTHING, Reading

TABLES = Catalogues(
    vaccines=(Vaccine("pfizer", "COVID-19 Vaccine Comirnaty (Pfizer/BioNtech)", "Pfizer"),),
    values={"sex": {"nam": "male", "male": "male", "m": "male", "nu": "female", "female": "female", "f": "female"}},
    countries={"VN": "VN", "viet nam": "VN", "KH": "KH", "campuchia": "KH"},
)
EVERY_FIELD = [*PERSON_FIELDS.values(), *DOSE_FIELDS.values()]


def read(key: str, text: str) -> Reading:
    return PERSON_FIELDS[key].parse(text, TABLES)


def read_of_dose(key: str, text: str) -> Reading:
    return DOSE_FIELDS[key].parse(text, TABLES)


def test_the_table_has_every_field_of_a_person_and_a_dose_that_can_be_set() -> None:
    kept_otherwise = {"id", "doses", "verification", "verification_reason", "merged", "raw", "sources"}
    assert set(PERSON_FIELDS) == {field.name for field in fields_of(Person)} - kept_otherwise
    assert set(DOSE_FIELDS) == {field.name for field in fields_of(Dose)} - {"id", "raw"}
    assert all(field.key == key for table in (PERSON_FIELDS, DOSE_FIELDS) for key, field in table.items())


def test_the_police_compare_four_fields() -> None:
    assert {key for key, field in PERSON_FIELDS.items() if field.identity} == {
        "full_name",
        "birth_date",
        "sex",
        "id_number",
    }
    assert not any(field.identity for field in DOSE_FIELDS.values())


@given(st.sampled_from(EVERY_FIELD), st.text())
def test_no_parser_ever_raises_and_what_it_refuses_it_keeps(field: Field, text: str) -> None:
    reading = field.parse(text, TABLES)
    assert reading.raw in {None, text}
    if reading.value is None and field.key != "guardian" and not reading.also:
        assert reading.raw is not None or reading == NOTHING


@pytest.mark.parametrize("key", [*PERSON_FIELDS])
def test_an_empty_cell_is_nothing(key: str) -> None:
    assert read(key, "  ") == NOTHING


def test_a_name_stays_as_it_was_written() -> None:
    assert read("full_name", "  NGUYỄN  THỊ HUỆ ") == Reading("NGUYỄN THỊ HUỆ")
    assert read("full_name", "-") == NOTHING
    assert read("full_name", "Mất") == Reading("Mất")


@pytest.mark.parametrize(
    ("text", "sex"), [("Nam", "male"), ("NỮ", "female"), ("nu", "female"), ("male", "male"), ("F", "female")]
)
def test_sex_is_read_from_words(text: str, sex: str) -> None:
    assert read("sex", text) == Reading(sex)


@pytest.mark.parametrize("text", ["0", "1", "2", "khác"])
def test_digits_for_the_sex_mean_nothing_by_themselves(text: str) -> None:
    assert read("sex", text) == Reading(None, raw=text)


def test_in_the_platforms_workbook_0_is_male_and_1_is_female() -> None:
    assert read_platform_sex("0", TABLES) == Reading("male")
    assert read_platform_sex("1.0", TABLES) == Reading("female")
    assert read_platform_sex("Nữ", TABLES) == Reading("female")
    assert read_platform_sex("2", TABLES) == Reading(None, raw="2")
    assert read_platform_sex("", TABLES) == NOTHING


@pytest.mark.parametrize(("text", "group"), [("9", 9), ("09", 9), ("16.0", 16), ("Nhóm 10", 10)])
def test_there_are_sixteen_priority_groups(text: str, group: int) -> None:
    assert read("priority_group", text) == Reading(group)
    for other in ("17", "-1", "9a", "1 và 9", "²"):
        assert read("priority_group", other) == Reading(None, raw=other)


def test_codes_keep_their_zeros_and_get_back_those_that_were_lost() -> None:
    assert read("province_code", "01") == Reading("01")
    assert read("commune_code", "25222") == Reading("25222")
    assert read("commune_code", "4") == Reading("00004", raw="4")
    assert read("district_code", "691.0") == Reading("691")
    for other in ("0691", "abc", "0"):
        assert read("district_code", other) == Reading(None, raw=other)


def test_a_nationality_is_a_code_of_two_letters() -> None:
    assert read("nationality", "Việt Nam") == Reading("VN")
    assert read("nationality", "KH") == Reading("KH")
    assert read("nationality", "Kinh") == Reading(None, raw="Kinh")


def test_the_second_number_of_a_cell_goes_with_the_identity_number_alone() -> None:
    both = "285111222/070190004321"
    assert read("id_number", both).also == (("old_id_number", "285111222"),)
    assert read("old_id_number", both).also == ()
    assert read("old_id_number", "285111222") == Reading("285111222")


def test_a_guardian_is_a_name_or_an_object() -> None:
    assert read("guardian", "Thị Gơr") == Reading({"full_name": "Thị Gơr", "phone": None, "relation": None})
    whole: dict[str, Value] = {"full_name": "Thị Gơr", "phone": "0912345678", "relation": "mẹ"}
    assert read("guardian", '{"full_name": "Thị  Gơr", "phone": "0912 345 678", "relation": "mẹ"}') == Reading(whole)
    for text in ('{"full_name": 1}', '{"age": "3"}', "{mẹ", '{"a":' * 10_000):
        assert read("guardian", text) == Reading(None, raw=text)


def test_a_guardians_phone_that_is_no_phone_is_kept_beside_the_rest() -> None:
    read_one = read_guardian("Thị Gơr", "09x", None, TABLES)
    assert read_one == Reading({"full_name": "Thị Gơr", "phone": None, "relation": None}, raw="09x")
    assert read_guardian(None, None, None, TABLES) == NOTHING
    assert read_guardian(None, "09x", None, TABLES) == Reading(None, raw="09x")


@pytest.mark.parametrize(
    ("text", "number"), [("1", 1), ("Mũi 2", 2), ("II", 2), ("M3", 3), ("mũi thứ 4", 4), ("2.0", 2)]
)
def test_the_number_of_a_dose(text: str, number: int) -> None:
    assert read_of_dose("number", text) == Reading(number)
    assert read_of_dose("number", "nhắc lại") == Reading(None, raw="nhắc lại")


def test_the_kind_of_a_dose() -> None:
    assert read_of_dose("kind", "Nhắc lại") == Reading("booster")
    assert read_of_dose("kind", "liều bổ sung") == Reading("additional")
    assert read_of_dose("kind", "primary") == Reading("primary")
    assert read_of_dose("kind", "mũi vui") == Reading(None, raw="mũi vui")


def test_a_vaccine_nobody_knows_is_refused_and_not_called_unknown() -> None:
    assert read_of_dose("vaccine", "pfizer") == Reading("pfizer")
    assert read_of_dose("vaccine", "Fluzone") == Reading(None, raw="Fluzone")
    assert read_of_dose("vaccine", "-") == NOTHING


def test_the_day_of_a_dose_is_of_this_century() -> None:
    assert read_of_dose("date", "05/9/21") == Reading("2021-09-05")
    assert read_of_dose("date", "31/09/2021") == Reading(None, raw="31/09/2021")


def test_a_lot_stays_as_it_was_written() -> None:
    assert read_of_dose("lot", " abv  4678 ") == Reading("abv 4678")
