from __future__ import annotations

import pytest

from vaxdesk.model.catalogue import (
    PLATFORM_COLUMNS,
    Catalogues,
    HeaderName,
    Vaccine,
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
