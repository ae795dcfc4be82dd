"""Lists are known by what stands in them, whatever they are called."""

from __future__ import annotations

import pytest

from vaxdesk.intake.reading import list_kinds
from vaxdesk.intake.sheet import Sheet
from vaxdesk.resources import load_catalogues

KNOWN = load_catalogues()
WHO = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD"]
PEOPLE = [
    ["1", "Nguyễn Thị Huệ", "05/03/1990", "Nữ", "070190004321"],
    ["2", "Điểu Văn Lực", "1975", "Nam", "070075001234"],
    ["3", "Trần Văn An", "01/02/1960", "Nam", "285123456"],
]


def name_kind(rows: list[list[str]]) -> str | None:
    sheet = Sheet("S", rows)
    return next((kind.name for kind in list_kinds() if kind.find_header(sheet, KNOWN) is not None), None)


def add(header: list[str], *cells: list[str]) -> list[list[str]]:
    return [[*WHO, *header], *([*person, *more] for person, more in zip(PEOPLE, cells, strict=True))]


def test_people_with_their_doses_are_people() -> None:
    assert name_kind(add(["Ngày tiêm mũi 1"], ["15/08/2021"], ["16/08/2021"], [""])) == "people"
    assert name_kind([WHO, *PEOPLE]) == "people"


@pytest.mark.parametrize("header", ["Kết quả", "Kết quả xác minh của Công an", "KQ xác minh", "Đúng/Sai"])
def test_a_column_of_answers_makes_a_reply(header: str) -> None:
    assert name_kind(add([header], ["Đúng"], ["Sai"], ["không tìm thấy"])) == "reply"
    assert name_kind(add([header], ["Đúng"], [""], [""])) == "reply"


def test_a_column_that_waits_for_answers_makes_none() -> None:
    assert name_kind(add(["Kết quả"], [""], [""], [""])) == "people"
    assert name_kind(add(["Trạng thái xác thực"], ["Chưa xác thực"], ["Chưa gửi"], [""])) == "people"
    assert name_kind(add(["Kết quả"], ["Âm tính"], ["Dương tính"], ["Âm tính"])) == "people"


def test_right_values_alone_make_a_reply() -> None:
    assert name_kind(add(["Họ tên đúng", "Số CCCD đúng"], ["", ""], ["Điểu Lực", ""], ["", ""])) == "reply"
    assert name_kind(add(["Họ tên đúng", "Số CCCD đúng"], ["", ""], ["", ""], ["", ""])) == "people"


def test_crosses_under_the_answers_make_a_reply() -> None:
    rows = [[*WHO, "Kết quả xác minh", "", ""], ["", "", "", "", "", "Đúng", "Sai", "Không tìm thấy"]]
    crossed = zip(PEOPLE, (["x"], ["", "x"], ["", "", "x"]), strict=True)
    assert name_kind([*rows, *([*person, *more] for person, more in crossed)]) == "reply"


def test_a_wished_day_or_a_title_makes_a_registration() -> None:
    assert name_kind(add(["Ngày muốn được tiêm (dự kiến)"], ["01/12/2021"], ["01/12/2021"], [""])) == "registration"
    title = [["DANH SÁCH ĐĂNG KÝ TIÊM VẮC XIN PHÒNG COVID-19"], [], WHO, *PEOPLE]
    assert name_kind(title) == "registration"
    given = add(["Ngày tiêm mũi 1"], ["15/08/2021"], ["16/08/2021"], [""])
    assert name_kind([["DANH SÁCH ĐĂNG KÝ TIÊM VẮC XIN"], *given]) == "people"
