"""Several things in one cell."""

from __future__ import annotations

import pytest

from vaxdesk.intake.parts import DoseParts, read_born, read_named, read_number_and_phone, split_dose, split_history
from vaxdesk.model.dates import read_birth_date
from vaxdesk.model.identity import read_id_number
from vaxdesk.model.reading import Reading
from vaxdesk.model.text import tidy
from vaxdesk.resources import load_catalogues

KNOWN = load_catalogues()


def read_name(text: str) -> Reading:
    return read_named(lambda said: Reading(tidy(said)), birth=True, phone=True)(text)


@pytest.mark.parametrize(
    ("text", "name", "also"),
    [
        ("Nguyễn Thị Huệ, 1990", "Nguyễn Thị Huệ", ("birth_date", "1990")),
        ("Nguyễn Thị Huệ (05/03/1990)", "Nguyễn Thị Huệ", ("birth_date", "1990-03-05")),
        ("Điểu Văn Lực - sinh năm 1975", "Điểu Văn Lực", ("birth_date", "1975")),
        ("Điểu Văn Lực 0912345678", "Điểu Văn Lực", ("phone", "0912345678")),
        ("Điểu Văn Lực (SĐT: 0912.345.678)", "Điểu Văn Lực", ("phone", "0912345678")),
    ],
)
def test_what_stands_behind_a_name_is_taken_out_of_it(text: str, name: str, also: tuple[str, str]) -> None:
    assert read_name(text) == Reading(name, raw=text, also=(also,))


@pytest.mark.parametrize("text", ["Nguyễn Thị Huệ", "Nguyễn Thị Huệ 2", "Nguyễn Thị Huệ, 31/02/1990", "H'Bia 3A"])
def test_what_is_no_birth_and_no_phone_stays_in_the_name(text: str) -> None:
    assert read_name(text) == Reading(text)


@pytest.mark.parametrize(
    ("text", "birth", "sex"),
    [
        ("05/03/1990 - Nữ", "1990-03-05", "female"),
        ("1975 Nam", "1975", "male"),
        ("5/3/90 (nu)", "1990-03-05", "female"),
    ],
)
def test_a_sex_behind_a_birth_is_read(text: str, birth: str, sex: str) -> None:
    assert read_born(read_birth_date)(text) == Reading(birth, also=(("sex", sex),))


def test_a_phone_beside_a_number_is_read_in_either_order() -> None:
    read = read_number_and_phone(read_id_number)
    for text in (
        "070190004321 / 0912345678",
        "0912345678\n070190004321",
        "285123456; 0912345678",
        "285123456 0912345678",
    ):
        assert dict(read(text).also) == {"phone": "0912345678"}
        assert read(text).raw == text
    for text in ("070190004321 / 12", "7,019E+10 / 0912345678", "0912345678 / 0987654321", "0912345678 0987654321"):
        assert read(text).value is None
        assert read(text).raw == text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("AstraZeneca\n15/08/2021\nLô ABV5811", ("astrazeneca", "2021-08-15", "ABV5811")),
        ("Pfizer - 20/11/2021 - FG1234", ("pfizer", "2021-11-20", "FG1234")),
        ("tiêm ngày 20/11/21: Vero Cell", ("sinopharm", "2021-11-20", None)),
        ("20/11/2021, lô số: 40G23X", (None, "2021-11-20", "40G23X")),
    ],
)
def test_a_dose_in_one_cell_is_taken_apart(text: str, parts: tuple[str | None, str, str | None]) -> None:
    assert split_dose(text, KNOWN) == DoseParts(*parts)


@pytest.mark.parametrize(
    "text", ["AZ 15/08/2021 và Pfizer", "15/08/2021", "AZ 31/02/2021", "AZ 15/8", "hẹn 15/08/2021 vì ốm", "x" * 500]
)
def test_what_is_not_plain_is_left_alone(text: str) -> None:
    assert split_dose(text, KNOWN) is None
    assert split_history(text, KNOWN) == ()


def test_a_history_gives_every_dose_or_none() -> None:
    said = split_history("M1: AZ 15/08/2021; M2: Pfizer 20/11/2021 lô FG1234", KNOWN)
    assert [(one.number, one.vaccine, one.date, one.lot) for one in said] == [
        (1, "astrazeneca", "2021-08-15", None), (2, "pfizer", "2021-11-20", "FG1234"),
    ]  # fmt: skip
    assert [one.vaccine for one in split_history("AZ 15/08/2021\nPfizer 20/11/2021", KNOWN)] == [
        "astrazeneca",
        "pfizer",
    ]
    assert split_history("M1: AZ 15/08/2021; M2: không nhớ", KNOWN) == ()
