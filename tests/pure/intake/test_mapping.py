from __future__ import annotations

from vaxdesk.intake.layout import find_header
from vaxdesk.intake.mapping import Mapped, map_columns
from vaxdesk.intake.reasons import REASONS
from vaxdesk.intake.sheet import Sheet
from vaxdesk.resources import load_catalogues

KNOWN = load_catalogues()


def map_rows(*rows: list[str]) -> Mapped:
    sheet = Sheet("S", [list(row) for row in rows])
    header = find_header(sheet, KNOWN)
    assert header is not None
    mapped = map_columns(sheet, header, KNOWN)
    assert all(column.why.text in REASONS for column in mapped.columns)
    return mapped


def test_a_known_header_over_fitting_cells_is_sure() -> None:
    mapped = map_rows(["STT", "Họ và tên", "Ngày sinh"], ["1", "Điểu Văn Lực", "05/03/1990"])
    assert dict(mapped.fields) == {0: "row_no", 1: "full_name", 2: "birth_date"}
    assert [column.confidence for column in mapped.columns] == [100, 100, 100]
    assert mapped.open == ()


def test_an_ambiguous_header_is_told_by_its_cells() -> None:
    phones = map_rows(["STT", "Họ và tên", "ĐT"], ["1", "Điểu Văn Lực", "0912345678"])
    assert phones.fields[2] == "phone"
    peoples = map_rows(["STT", "Họ và tên", "DT"], ["1", "Điểu Văn Lực", "Kinh"], ["2", "Điểu Lan", "S'Tiêng"])
    assert peoples.fields[2] == "ethnicity"


def test_a_column_in_doubt_is_asked_and_left_alone() -> None:
    mapped = map_rows(["STT", "Họ và tên", "SĐT", "Điện thoại"], ["1", "Điểu Lực", "0912345678", "0912345679"])
    assert dict(mapped.fields) == {0: "row_no", 1: "full_name", 2: "phone"}
    (question,) = mapped.open
    assert (question.column, question.taken, question.candidates[0][0]) == ("D", None, "phone")


def test_a_header_its_cells_contradict_is_asked_but_taken_where_nothing_else_is_likely() -> None:
    mapped = map_rows(["STT", "Họ và tên", "SĐT"], ["1", "Điểu Văn Lực", "Thôn 1"], ["2", "Điểu Lan", "Thôn 2"])
    (question,) = mapped.open
    assert (question.taken, mapped.fields[2]) == ("phone", "phone")
    assert mapped.columns[2].confidence < 50


def test_what_no_field_takes_stays_with_its_row() -> None:
    mapped = map_rows(["STT", "Họ và tên", "Tôn giáo", "Cột lạ"], ["1", "Điểu Văn Lực", "Không", "abc"])
    assert dict(mapped.fields) == {0: "row_no", 1: "full_name"}
    assert [column.field for column in mapped.columns[2:]] == [None, None]
    assert mapped.open == ()


def test_an_old_number_beside_the_new_one_gets_its_own_field() -> None:
    mapped = map_rows(["Họ và tên", "Số CMND", "Số CCCD"], ["Điểu Văn Lực", "285001222", "070075001234"])
    assert (mapped.fields[1], mapped.fields[2]) == ("old_id_number", "id_number")


def test_doses_without_numbers_are_numbered_as_they_stand() -> None:
    header = ["Họ và tên", "Ngày tiêm", "Loại vắc xin", "Ngày tiêm", "Loại vắc xin"]
    mapped = map_rows(header, ["Điểu Văn Lực", "05/09/2021", "AZ", "08/11/2021", "AZ"])
    assert list(mapped.fields.values()) == ["full_name", "dose1.date", "dose1.vaccine", "dose2.date", "dose2.vaccine"]


def test_a_count_of_doses_is_no_dose() -> None:
    mapped = map_rows(["Họ và tên", "SĐT", "Số mũi đã tiêm"], ["Điểu Văn Lực", "0912345678", "3"])
    assert 2 not in mapped.fields


def test_one_dose_per_row_is_recognised() -> None:
    mapped = map_rows(["Họ và tên", "Mũi tiêm", "Ngày tiêm", "Vắc xin"], ["Điểu Văn Lực", "2", "08/11/2021", "AZ"])
    assert list(mapped.fields.values()) == ["full_name", "dose.number", "dose.date", "dose.vaccine"]


def test_a_bare_dose_column_holds_what_its_cells_are() -> None:
    days = map_rows(["Họ và tên", "Mũi 1"], ["Điểu Văn Lực", "08/11/2021"], ["Điểu Lan", "09/11/2021"])
    assert days.fields[1] == "dose1.date"
    names = map_rows(["Họ và tên", "Mũi 1"], ["Điểu Văn Lực", "AstraZeneca"], ["Điểu Lan", "Vero Cell"])
    assert names.fields[1] == "dose1.vaccine"
