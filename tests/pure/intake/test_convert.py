from __future__ import annotations

import pytest

from vaxdesk.intake.convert import RowReader
from vaxdesk.intake.draft import Draft
from vaxdesk.intake.layout import Header
from vaxdesk.intake.sheet import Sheet
from vaxdesk.resources import load_catalogues

KNOWN = load_catalogues()


def read(columns: dict[str, str], *, dates: tuple[str, ...] = (), headers: dict[str, str] | None = None) -> Draft:
    """Read one row; ``columns`` are its cells by field."""
    fields = dict(enumerate(columns))
    said = {field: (headers or {}).get(field, field) for field in columns}
    marked = frozenset((1, at) for at, field in fields.items() if field in dates)
    sheet = Sheet("S", [list(said.values()), list(columns.values())], dates=marked)
    header = Header((0,), {at: (said[field],) for at, field in fields.items()})
    return RowReader(sheet, header, fields, KNOWN).read(1)


def test_a_row_becomes_values_and_keeps_its_cells() -> None:
    draft = read({"row_no": "7", "full_name": " Nguyễn  Thị Huệ", "birth_date": "05/03/1990", "sex": "Nữ", "note": ""})
    assert (draft.sheet, draft.row, draft.number) == ("S", 2, "7")
    assert draft.cells == {"A": "7", "B": " Nguyễn  Thị Huệ", "C": "05/03/1990", "D": "Nữ"}
    assert draft.values == {"full_name": "Nguyễn Thị Huệ", "birth_date": "1990-03-05", "sex": "female"}
    assert (draft.raw, draft.doses) == ({}, ())


def test_what_cant_be_read_is_kept_and_never_guessed() -> None:
    draft = read({"full_name": "Điểu Lực", "birth_date": "30/02/1998 ", "phone": "09x234"})
    assert draft.values == {"full_name": "Điểu Lực"}
    assert draft.raw == {"birth_date": "30/02/1998 ", "phone": "09x234"}


def test_a_lost_zero_is_put_back_only_with_proof() -> None:
    proven = read({"id_number": "70190004321", "birth_date": "1990", "sex": "Nữ"})
    assert proven.values["id_number"] == "070190004321"
    assert proven.raw == {"id_number": "70190004321"}
    unproven = read({"id_number": "70190004321", "birth_date": "1991", "sex": "Nữ"})
    assert "id_number" not in unproven.values
    assert unproven.raw == {"id_number": "70190004321"}


@pytest.mark.parametrize(
    ("header", "cell", "sex"),
    [
        ("Giới tính (*)\n(0:nam, 1:nữ)", "0", "male"),
        ("Giới tính (*)\n(0:nam, 1:nữ)", "1", "female"),
        ("Giới tính (1 nam, 0 nữ)", "1", "male"),
        ("Giới tính (1 nam, 0 nữ)", "0", "female"),
        ("Giới tính (0:nam, 1:nữ)", "Nữ", "female"),
        ("Giới tính", "Nam", "male"),
    ],
)
def test_the_header_says_what_the_digits_of_a_sex_mean(header: str, cell: str, sex: str) -> None:
    assert read({"sex": cell}, headers={"sex": header}).values == {"sex": sex}


def test_digits_of_a_sex_that_no_header_explains_stay_unread() -> None:
    draft = read({"sex": "1"}, headers={"sex": "Giới tính"})
    assert (draft.values, draft.raw) == ({}, {"sex": "1"})


def test_the_column_a_year_stands_in_tells_the_sex() -> None:
    assert read({"sex.male": "", "sex.female": "1990"}).values == {"sex": "female", "birth_date": "1990"}
    assert read({"sex.male": "05/03/1975", "sex.female": ""}).values == {"sex": "male", "birth_date": "1975-03-05"}
    marked = read({"birth_date": "1975", "sex.male": "x", "sex.female": ""})
    assert marked.values == {"birth_date": "1975", "sex": "male"}
    both = read({"sex.male": "x", "sex.female": "x"})
    assert (both.values, both.raw) == ({}, {"sex": "x | x"})


def test_a_year_that_excel_took_for_a_day_is_recovered_only_with_proof() -> None:
    proven = read({"birth_date": "1905-06-12", "id_number": "070190004321"}, dates=("birth_date",))
    assert proven.values["birth_date"] == "1990"
    assert proven.raw["birth_date"] == "1905-06-12"
    unproven = read({"birth_date": "1905-06-12"}, dates=("birth_date",))
    assert (unproven.values, unproven.raw) == ({}, {"birth_date": "1905-06-12"})
    typed = read({"birth_date": "12/06/1905"})
    assert typed.values == {"birth_date": "1905-06-12"}


def test_doses_are_read_by_their_group_and_empty_groups_are_none() -> None:
    draft = read({
        "dose1.vaccine": "AZ", "dose1.date": "05/9/2021", "dose1.lot": "ABV1234", "dose1.site": "70123",
        "dose2.vaccine": "", "dose2.date": "", "dose3.date": "x", "dose4.date": "chưa tiêm",
    })  # fmt: skip
    first, third = draft.doses
    assert first.values == {
        "vaccine": "astrazeneca", "date": "2021-09-05", "lot": "ABV1234", "site": "70123", "number": 1,
    }  # fmt: skip
    assert (third.values, third.raw) == ({"number": 3}, {})
    assert draft.cells["H"] == "chưa tiêm"


def test_what_one_column_says_of_all_doses_is_said_of_those_given() -> None:
    both = read({"dose1.date": "08/09/2021", "dose2.date": "08/11/2021", "doses.vaccine": "AZ"}).doses
    assert [dose.values["number"] for dose in both] == [1, 2]
    assert {dose.values["vaccine"] for dose in both} == {"astrazeneca"}
    (first,) = read({"dose1.date": "08/09/2021", "dose2.date": "chưa", "doses.vaccine": "AZ"}).doses
    assert first.values == {"number": 1, "date": "2021-09-08", "vaccine": "astrazeneca"}


def test_what_a_dose_says_of_itself_goes_before_what_is_said_of_all() -> None:
    first = {"dose1.date": "08/09/2021", "dose1.vaccine": "Pfizer"}
    doses = read({**first, "dose2.date": "08/11/2021", "doses.vaccine": "AZ"}).doses
    assert [dose.values["vaccine"] for dose in doses] == ["pfizer", "astrazeneca"]


def test_a_vaccine_for_all_doses_is_not_lost_where_no_day_stands() -> None:
    (dose,) = read({"dose1.date": "", "dose2.date": "", "doses.vaccine": "AZ"}).doses
    assert dose.values == {"vaccine": "astrazeneca"}
    assert read({"dose1.date": "", "dose2.date": "", "doses.vaccine": ""}).doses == ()


def test_a_dose_that_cant_be_read_keeps_its_text() -> None:
    (dose,) = read({"dose2.date": "31/06/2021", "dose2.vaccine": "Pfizerr?"}).doses
    assert dose.values == {"number": 2}
    assert dose.raw == {"date": "31/06/2021", "vaccine": "Pfizerr?"}


def test_a_list_of_one_dose_per_row_has_its_number_in_a_column() -> None:
    (dose,) = read({"dose.number": "Mũi 2", "dose.date": "08/11/2021", "dose.vaccine": "Vero Cell"}).doses
    assert dose.values == {"number": 2, "date": "2021-11-08", "vaccine": "sinopharm"}


def test_a_booster_column_says_what_kind_of_dose_it_is() -> None:
    (dose,) = read({"dose3.date": "08/03/2022"}, headers={"dose3.date": "Ngày tiêm mũi nhắc lại"}).doses
    assert dose.values == {"number": 3, "kind": "booster", "date": "2022-03-08"}


def test_a_name_in_two_columns_is_joined() -> None:
    assert read({"surname_middle": "Nguyễn Thị", "given_name": "Huệ"}).values == {"full_name": "Nguyễn Thị Huệ"}


def test_a_guardian_is_read_of_two_columns() -> None:
    draft = read({"full_name": "Điểu Bé", "guardian.full_name": "Điểu Mẹ", "guardian.phone": "912345678"})
    assert draft.values["guardian"] == {"full_name": "Điểu Mẹ", "phone": "0912345678", "relation": None}
    assert draft.raw == {"guardian": "912345678"}


def test_a_commune_is_found_by_its_name_where_the_list_has_no_codes() -> None:
    unit = KNOWN.units.by_code("25222")
    assert unit is not None
    draft = read({"commune_name": unit.commune, "district_name": unit.district, "province_name": "Bình Phước"})
    assert draft.values == {"commune_code": "25222", "district_code": "691", "province_code": "70"}
    assert read({"commune_name": "Xã Không Có Thật"}).raw == {"commune_code": "Xã Không Có Thật"}


def test_an_old_number_beside_the_new_one_in_a_cell_goes_to_its_own_field() -> None:
    values = read({"id_number": "285001222/070190004321"}).values
    assert values == {"id_number": "070190004321", "old_id_number": "285001222"}
