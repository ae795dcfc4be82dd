from __future__ import annotations

import pytest

from vaxdesk.exchange.rows import make_platform_row, why_not_writable
from vaxdesk.model.catalogue import PLATFORM_COLUMNS, Catalogues, Vaccine
from vaxdesk.model.message import Message
from vaxdesk.model.person import Dose, Person
from vaxdesk.model.units import Unit, Units, UnitTables

CATALOGUES = Catalogues(
    vaccines=(
        Vaccine("astrazeneca", "COVID-19 Vaccine AstraZeneca", "AstraZeneca"),
        Vaccine("pfizer", "COVID-19 Vaccine Comirnaty (Pfizer/BioNtech)", "Pfizer"),
        Vaccine("covaxin", "", "Covaxin"),
    ),
    units=Units(
        lambda: UnitTables((Unit("25222", "Xã Bù Gia Mập", "691", "Huyện Bù Gia Mập", "70", "Tỉnh Bình Phước"),))
    ),
)
LAN = Person(
    id="1", full_name="Nguyễn Thị Mẫu", birth_date="1985-03-12", sex="female", id_number="070185001234",
    phone="0912345678", health_insurance="DN4700123456789", priority_group=9, workplace="Trường Mẫu", hamlet="Thôn 2",
    address="Số 5", commune_code="25222", district_code="691", province_code="70", note="=1+1",
    doses=(
        Dose("a", number=1, vaccine="astrazeneca", lot="ABV1", date="2021-08-15", site="70123"),
        Dose("b", number=3, vaccine="pfizer", date="2022-01"),
    ),
)  # fmt: skip


def row_of(person: Person) -> dict[str, str | int]:
    cells = make_platform_row(person, CATALOGUES)
    assert len(cells) == len(PLATFORM_COLUMNS)
    return {column.key: cell for column, cell in zip(PLATFORM_COLUMNS, cells, strict=True) if cell is not None}


def change(**fields: object) -> Person:
    return Person(**{**{name: getattr(LAN, name) for name in Person.__slots__}, **fields})


def test_a_person_is_a_row_as_the_platform_wants_it() -> None:
    assert row_of(LAN) == {
        "full_name": "Nguyễn Thị Mẫu",
        "birth_date": "12/03/1985",
        "sex": 1,
        "priority_group": "9",
        "workplace": "Trường Mẫu",
        "phone": "0912345678",
        "id_number": "070185001234",
        "health_insurance": "DN4700123456789",
        "province_name": "Tỉnh Bình Phước",
        "province_code": "70",
        "district_name": "Huyện Bù Gia Mập",
        "district_code": "691",
        "commune_name": "Xã Bù Gia Mập",
        "commune_code": "25222",
        "address": "Số 5, Thôn 2",
        "dose1.vaccine": "COVID-19 Vaccine AstraZeneca",
        "dose1.date": "15/08/2021",
        "dose1.lot": "ABV1",
        "dose1.site": "70123",
        "dose3.vaccine": "COVID-19 Vaccine Comirnaty (Pfizer/BioNtech)",
        "dose3.date": "01/2022",
        "note": "=1+1",
    }
    assert why_not_writable(LAN, CATALOGUES) == ()


@pytest.mark.parametrize(("known", "written"), [("1985-03-12", "12/03/1985"), ("1985-03", "03/1985"), ("1985", "1985")])
def test_a_date_is_written_as_far_as_it_is_known(known: str, written: str) -> None:
    assert row_of(change(birth_date=known))["birth_date"] == written


@pytest.mark.parametrize(("sex", "cells"), [("male", {"sex": 0}), ("female", {"sex": 1}), (None, {})])
def test_the_sex_is_a_number_or_nothing(sex: str | None, cells: dict[str, int]) -> None:
    assert {key: cell for key, cell in row_of(change(sex=sex)).items() if key == "sex"} == cells


def test_nobody_known_is_an_empty_row() -> None:
    assert row_of(Person("1")) == {}


def test_the_commune_tells_the_codes_above_it_but_never_against_the_persons_own() -> None:
    alone = row_of(change(district_code=None, province_code=None))
    assert (alone["district_code"], alone["province_code"]) == ("691", "70")
    against = row_of(change(district_code="692"))
    assert against["district_code"] == "692"
    assert "district_name" not in against
    unknown = row_of(change(commune_code="99999"))
    assert (unknown["commune_code"], "commune_name" in unknown) == ("99999", False)


@pytest.mark.parametrize(
    ("address", "hamlet", "written"),
    [("Số 5", None, "Số 5"), (None, "Thôn 2", "Thôn 2"), ("Số 5, thôn 2", "Thôn 2", "Số 5, thôn 2"),
     ("Số 5, thôn 21", "Thôn 2", "Số 5, thôn 21, Thôn 2"), (None, None, None)],
)  # fmt: skip
def test_the_hamlet_stands_once_in_the_address(address: str | None, hamlet: str | None, written: str | None) -> None:
    assert row_of(change(address=address, hamlet=hamlet)).get("address") == written


def test_doses_without_number_take_the_free_places_by_date() -> None:
    doses = (Dose("c", date="2022-03-01"), Dose("b", number=2, date="2021-10-01"), Dose("a", date="2021-08-01"))
    cells = row_of(change(doses=doses))
    assert [cells.get(f"dose{number}.date") for number in (1, 2, 3)] == ["01/08/2021", "01/10/2021", "01/03/2022"]
    assert why_not_writable(change(doses=doses), CATALOGUES) == ()


@pytest.mark.parametrize(
    ("doses", "why"),
    [
        (
            tuple(Dose(str(number), number=number) for number in range(1, 6)),
            Message("More than four doses; the platform's workbook has no room for them"),
        ),
        ((Dose("a", number=1), Dose("b", number=1)), Message("Two doses bear number {number}", {"number": 1})),
        ((Dose("a", number=5),), Message("The platform's workbook has no dose number {number}", {"number": 5})),
        (
            (Dose("a", number=1, vaccine="covaxin"),),
            Message("The platform has no name for the vaccine {vaccine}", {"vaccine": "Covaxin"}),
        ),
        (
            (Dose("a", number=1, vaccine="neu"),),
            Message("The platform has no name for the vaccine {vaccine}", {"vaccine": "neu"}),
        ),
    ],
)
def test_what_the_workbook_cannot_say_is_told(doses: tuple[Dose, ...], why: Message) -> None:
    assert why_not_writable(change(doses=doses), CATALOGUES) == (why,)


def test_a_text_too_long_for_a_cell_is_told() -> None:
    assert why_not_writable(change(note="a" * 32_768), CATALOGUES) == (
        Message("A text is longer than a cell can hold"),
    )
