from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaxdesk.model.identity import (
    OLD_MOBILE_PREFIXES,
    CccdFacts,
    decode_cccd,
    id_kind,
    is_placeholder,
    is_scientific,
    phone_state,
    read_health_insurance,
    read_id_number,
    read_phone,
    repair_lost_zero,
)
from vaxdesk.model.reading import NOTHING, Reading

PROVINCES = frozenset({"001", "070", "079"})
MOBILES = st.from_regex(r"0(3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-9])[0-9]{7}", fullmatch=True)
CCCD = st.from_regex(r"0[0-9]{2}[0-3][0-9]{8}", fullmatch=True).filter(lambda number: not is_placeholder(number))


@pytest.mark.parametrize(
    "text",
    [
        "070190004321",
        "'070190004321",
        "070 190 004 321",
        "070.190.004.321",
        "070\u00a0190\u00a0004\u00a0321",
        "070190004321.0",
        "CCCD: 070190004321",
        "Số CCCD 070190004321",
        "０７０１９０００４３２１",
        "070190004321\n",
    ],
)
def test_the_form_of_a_number_leaves_no_trace(text: str) -> None:
    assert read_id_number(text) == Reading("070190004321")


def test_an_old_card_has_nine_digits() -> None:
    assert read_id_number("285-111-222") == Reading("285111222")


@pytest.mark.parametrize("text", ["O70190004321", "07O19OOO432l", "0701900O4321"])
def test_letters_typed_for_digits_are_mended_and_the_text_kept(text: str) -> None:
    assert read_id_number(text) == Reading("070190004321", raw=text)


@pytest.mark.parametrize(
    "text",
    [
        "285111222/070190004321",
        "070190004321 (285111222)",
        "285111222 - 070190004321",
        "285111222-070190004321",
        "285111222 070190004321",
        "CMND 285111222; CCCD 070190004321",
        "285 111 222\n070 190 004 321",
    ],
)
def test_of_an_old_and_a_new_number_in_one_cell_the_new_one_counts(text: str) -> None:
    assert read_id_number(text) == Reading("070190004321", raw=text, also=(("old_id_number", "285111222"),))


@pytest.mark.parametrize(
    "text",
    [
        "70190004321",
        "70190004321.0",
        "28511122",
        "7,019E+10",
        "7.019E+10",
        "7E10",
        "000000000000",
        "123456789",
        "111111111",
        "O00000000",
        "070190004321/070190004322",
        "070190004321 (của mẹ)",
        "########",
        "285xx1222",
        "chờ làm lại",
        "1234",
        "#REF!",
    ],
)
def test_what_is_no_number_is_refused_with_its_text(text: str) -> None:
    assert read_id_number(text) == Reading(None, raw=text)


@pytest.mark.parametrize("text", ["", " ", "không có", "Chưa có", "-", "ko", "#N/A", "0"])
def test_a_cell_may_say_that_there_is_none(text: str) -> None:
    assert read_id_number(text) == NOTHING


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        ("b1234567", "B1234567", "passport"),
        ("C12345678", "C12345678", "passport"),
        ("N 1234567", "N1234567", "passport"),
        ("AB123456", "AB123456", "other"),
        ("G1234567A", "G1234567A", "other"),
    ],
)
def test_passports_are_read_in_capitals(text: str, number: str, kind: str) -> None:
    assert read_id_number(text) == Reading(number)
    assert id_kind(number) == kind


def test_the_kind_follows_the_number() -> None:
    assert [id_kind("070190004321"), id_kind("285111222"), id_kind("28511122")] == ["cccd", "cmnd", "other"]


@pytest.mark.parametrize(
    ("digit", "sex", "century"),
    [("0", "male", 19), ("1", "female", 19), ("2", "male", 20), ("3", "female", 20), ("9", "female", 23)],
)
def test_a_citizens_number_tells_sex_and_year(digit: str, sex: str, century: int) -> None:
    assert decode_cccd(f"070{digit}90004321") == CccdFacts("070", sex, century * 100 + 90)  # type: ignore[arg-type]
    assert decode_cccd("285111222") is None


def test_a_lost_zero_is_put_back_only_with_proof() -> None:
    assert repair_lost_zero("70190004321", 1990, "female", PROVINCES) == "070190004321"
    assert repair_lost_zero("70190004321", 1990, None, PROVINCES) == "070190004321"
    assert repair_lost_zero("70190004321", 1991, "female", PROVINCES) is None
    assert repair_lost_zero("70190004321", 1990, "male", PROVINCES) is None
    assert repair_lost_zero("70190004321", None, "female", PROVINCES) is None
    assert repair_lost_zero("71190004321", 1990, "female", PROVINCES) is None
    assert repair_lost_zero("1190004321", 1990, "female", PROVINCES) == "001190004321"
    assert repair_lost_zero("1190004321", 1990, None, PROVINCES) is None
    assert repair_lost_zero("285111222", 1990, "female", PROVINCES) is None


@given(CCCD, st.sampled_from(["female", "male"]), st.integers(1900, 2099))
def test_a_repaired_number_always_fits_its_row(number: str, sex: str, year: int) -> None:
    repaired = repair_lost_zero(number.lstrip("0"), year, sex)
    facts = decode_cccd(number)
    assert facts is not None
    if len(number.lstrip("0")) in {10, 11} and (facts.sex, facts.birth_year) == (sex, year):
        assert repaired == number
    else:
        assert repaired is None


@given(CCCD, st.sampled_from(["", " ", ".", "-"]))
def test_every_citizens_number_is_read_in_any_grouping(number: str, mark: str) -> None:
    grouped = mark.join((number[:3], number[3:6], number[6:9], number[9:]))
    assert read_id_number(grouped) == Reading(number)


@given(st.text())
def test_every_reader_takes_any_text(text: str) -> None:
    for read in (read_id_number, read_phone, read_health_insurance):
        reading = read(text)
        assert reading.raw in {None, text}
        assert reading.value is None or isinstance(reading.value, str)


@given(st.text(alphabet="0123456789OlxE+./- ;BC", max_size=26))
def test_a_value_is_always_of_a_known_shape(text: str) -> None:
    number = read_id_number(text).value
    assert number is None or id_kind(str(number)) != "other" or not str(number).isdigit()
    phone = read_phone(text).value
    assert phone is None or phone_state(str(phone)) in {"good", "landline"}


def test_what_a_spreadsheet_rounded_is_known_as_such() -> None:
    assert is_scientific("7,019E+10")
    assert is_scientific(" 7.019e10")
    assert not is_scientific("E1234567")


@pytest.mark.parametrize(
    "text",
    [
        "0912345678",
        "+84912345678",
        "84 912 345 678",
        "(+84)0912345678",
        "0912.345.678",
        "0084912345678",
        "SĐT: 0912345678",
    ],
)
def test_the_form_of_a_phone_number_leaves_no_trace(text: str) -> None:
    assert read_phone(text) == Reading("0912345678")


@pytest.mark.parametrize(
    "text",
    [
        "912345678",
        "912345678.0",
        "O912345678",
        "0912 345 678/0987 654 321",
        "0912345678 0987654321",
        "0912 345 678-0987 654 321",
        "0912345678 (mẹ)",
    ],
)
def test_what_was_repaired_or_left_out_of_a_phone_number_stays_beside_it(text: str) -> None:
    assert read_phone(text) == Reading("0912345678", raw=text)


@pytest.mark.parametrize(("old", "new"), OLD_MOBILE_PREFIXES.items())
def test_the_prefixes_of_before_2018_are_converted(old: str, new: str) -> None:
    for text in (f"{old}9000111", f"{old[1:]}9000111", f"+84{old[1:]}9000111"):
        assert read_phone(text) == Reading(f"{new}9000111", raw=text)
        assert phone_state(text) == "old_prefix"


def test_landlines_are_numbers_too() -> None:
    assert read_phone("0271 3888 999") == Reading("02713888999")
    assert read_phone("2713888999") == Reading("02713888999", raw="2713888999")


@pytest.mark.parametrize(
    "text",
    [
        "09x234",
        "091234567",
        "09123456789",
        "0123456789",
        "0612345678",
        "0000000000",
        "01871234567",
        "113",
        "+12025550100",
    ],
)
def test_what_is_no_phone_number_is_refused_with_its_text(text: str) -> None:
    assert read_phone(text) == Reading(None, raw=text)
    assert phone_state(text) == "invalid"


@given(MOBILES)
def test_every_mobile_of_today_is_read_from_all_its_forms(phone: str) -> None:
    assert read_phone(phone) == Reading(phone)
    assert read_phone("+84" + phone[1:]) == Reading(phone)
    assert read_phone(f"{phone[:4]} {phone[4:7]}.{phone[7:]}") == Reading(phone)


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("DN4700123456789", Reading("DN4700123456789")),
        ("dn 4 70 0123456789", Reading("DN4700123456789")),
        ("7012345678", Reading("7012345678")),
        ("DN47O0123456789", Reading("DN4700123456789", raw="DN47O0123456789")),
        ("DN9700123456789", Reading(None, raw="DN9700123456789")),
        ("70123", Reading(None, raw="70123")),
        ("0000000000", Reading(None, raw="0000000000")),
        ("không", NOTHING),
    ],
)
def test_health_insurance_numbers_have_fifteen_characters_or_ten_digits(text: str, reading: Reading) -> None:
    assert read_health_insurance(text) == reading
