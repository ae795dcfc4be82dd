from __future__ import annotations

import pytest

from vaxdesk.model.catalogue import (
    PLATFORM_COLUMNS,
    Catalogues,
    HeaderName,
    Unit,
    Vaccine,
    bare_unit_name,
    value_key,
)

SMALL = Catalogues(
    vaccines=(
        Vaccine("astrazeneca", "COVID-19 Vaccine AstraZeneca", "AstraZeneca", ("AZ", "Vaxzevria")),
        Vaccine("pfizer", "COVID-19 Vaccine Comirnaty (Pfizer/BioNtech)", "Pfizer", ("Pfizer trẻ em",)),
        Vaccine(
            "sinopharm",
            "COVID-19 Vaccine (Vero Cell), Inactivated (Sinopharm)",
            "Vero Cell (Sinopharm)",
            ("Vero Cell",),
        ),
        Vaccine("unknown", "", "Không rõ", ("không rõ", "?")),
    ),
    units=(
        Unit("25294", "Xã Lộc Thành", "692", "Huyện Lộc Ninh", "70", "Tỉnh Bình Phước"),
        Unit("25280", "Xã Lộc Thạnh", "692", "Huyện Lộc Ninh", "70", "Tỉnh Bình Phước"),
        Unit("25207", "Xã Tân Thành", "689", "Thành phố Đồng Xoài", "70", "Tỉnh Bình Phước"),
        Unit("25318", "Xã Tân Thành", "693", "Huyện Bù Đốp", "70", "Tỉnh Bình Phước"),
        Unit("25270", "Thị trấn Lộc Ninh", "692", "Huyện Lộc Ninh", "70", "Tỉnh Bình Phước"),
        Unit("99999", "Xã Lộc Ninh", "692", "Huyện Lộc Ninh", "70", "Tỉnh Bình Phước"),
    ),
    values={"mark": {"x": "mark", "✓": "mark"}},
    countries={"VN": "VN", "viet nam": "VN", "US": "US", "my": "US", "MY": "MY"},
    headers={"nam": (HeaderName("birth_year", "Năm", "general"), HeaderName("sex.male", "Nam", "general"))},
)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("AZ", "astrazeneca"),
        ("astrazeneca", "astrazeneca"),
        ("Astra-Zeneca", "astrazeneca"),
        ("Vắc xin AstraZeneca", "astrazeneca"),
        ("VERO  CELL", "sinopharm"),
        ("Vero cell Sinopharm", "sinopharm"),
        ("COVID-19 Vaccine Comirnaty (Pfizer/BioNtech)", "pfizer"),
        ("Pfizer (Comirnaty)", "pfizer"),
        ("Pfizer mũi 3", "pfizer"),
        ("không rõ", "unknown"),
    ],
)
def test_a_vaccine_is_known_by_any_of_its_names(text: str, slug: str) -> None:
    assert SMALL.find_vaccine(text) == slug


@pytest.mark.parametrize("text", ["", "?", "x", "trẻ em", "COVID-19", "AZ, Pfizer", "chưa tiêm", "Astra lô AB12", "V"])
def test_a_text_that_names_none_or_two_names_no_vaccine(text: str) -> None:
    assert SMALL.find_vaccine(text) is None


def test_a_commune_is_found_by_its_name_with_or_without_its_kind() -> None:
    for name in ("Xã Lộc Thành", "X. Lộc Thành", "LỘC THÀNH", "xã lộc thành"):
        unit = SMALL.find_unit(name)
        assert unit is not None
        assert unit.commune_code == "25294"


def test_without_accents_a_commune_is_found_only_if_one_alone_can_be_meant() -> None:
    assert SMALL.find_unit("Loc Thanh") is None
    found = SMALL.find_unit("tan thanh", "TP Dong Xoai")
    assert found is not None
    assert found.commune_code == "25207"


def test_the_district_decides_between_communes_of_one_name() -> None:
    assert SMALL.find_unit("Tân Thành") is None
    found = SMALL.find_unit("Tân Thành", "H. Bù Đốp", "Bình Phước")
    assert found is not None
    assert found.commune_code == "25318"
    assert SMALL.find_unit("Tân Thành", "Huyện Lộc Ninh") is None


def test_the_kind_decides_between_a_town_and_a_commune_of_one_name() -> None:
    town = SMALL.find_unit("Thị trấn Lộc Ninh")
    assert town is not None
    assert town.commune_code == "25270"
    assert SMALL.find_unit("Lộc Ninh") is None
    assert bare_unit_name("TT. Lộc Ninh") == bare_unit_name("Thị trấn Lộc Ninh")


def test_a_unit_is_found_by_its_code() -> None:
    unit = SMALL.unit_by_code("25280")
    assert unit is not None
    assert unit.commune == "Xã Lộc Thạnh"
    assert SMALL.unit_by_code("1") is None


def test_capitals_are_a_countrys_code_and_words_its_name() -> None:
    assert SMALL.find_country("MY") == "MY"
    assert SMALL.find_country("Mỹ") == "US"
    assert SMALL.find_country("vn") == "VN"
    assert SMALL.find_country("Việt Nam") == "VN"
    assert SMALL.find_country("nước khác") is None


def test_signs_are_words_too() -> None:
    assert value_key(" ✓ ") == "✓"
    assert SMALL.find_value("mark", "X") == "mark"
    assert SMALL.find_value("mark", "✓") == "mark"
    assert SMALL.find_value("mark", "y") is None
    assert SMALL.find_value("no such domain", "x") is None


def test_the_platforms_workbook_has_35_columns_from_a_to_ai() -> None:
    letters = [column.letter for column in PLATFORM_COLUMNS]
    assert len(letters) == 35
    assert letters[0] == "A"
    assert letters[25:28] == ["Z", "AA", "AB"]
    assert letters[-1] == "AI"
    assert letters == sorted(letters, key=lambda letter: (len(letter), letter))
    assert len({column.key for column in PLATFORM_COLUMNS}) == 35


def test_the_platform_marks_what_it_refuses_to_be_without() -> None:
    required = {column.key for column in PLATFORM_COLUMNS if column.required}
    assert required == {
        "full_name", "birth_date", "sex", "priority_group", "phone", "id_number", "province_code", "district_code",
        "commune_code", *(f"dose{number}.{part}" for number in (1, 2, 3, 4) for part in ("vaccine", "date", "site")),
    }  # fmt: skip
