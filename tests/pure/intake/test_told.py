from __future__ import annotations

import pytest

from vaxdesk.intake.errors import MappingWrong
from vaxdesk.intake.sheet import Sheet
from vaxdesk.intake.told import Told, ToldColumns, read_mapping

SHEET = Sheet("S", [["TT", "Tên"], ["1", "Điểu Lực"]])


def test_a_mapping_is_read_by_sheet() -> None:
    said = {"S": {"header_rows": [1], "columns": {"A": "row_no", "B": "full_name"}, "encoding": {}}}
    told = read_mapping(said, [SHEET], "a.xlsx")["S"]
    assert told.columns == ToldColumns((0,), {0: "row_no", 1: "full_name"})


def test_a_mapping_can_say_that_there_is_no_header_and_in_which_encoding_a_column_is() -> None:
    told = read_mapping({"S": {"header_rows": [], "columns": {}, "encoding": {"B": "vni"}}}, [SHEET], "a.xlsx")["S"]
    assert told == Told({1: "vni"}, ToldColumns((), {}))


def test_a_mapping_can_name_encodings_alone_and_leave_the_columns_to_be_found() -> None:
    told = read_mapping({"S": {"encoding": {"B": "vni"}}}, [SHEET], "a.xlsx")["S"]
    assert told == Told({1: "vni"}, None)


@pytest.mark.parametrize(
    "said",
    [
        {"T": {"header_rows": [1], "columns": {}}},
        {"S": {"header_rows": [1], "columns": {}, "encoding": {"A": "klingon"}}},
        {"S": {"header_rows": [1], "columns": {}, "encoding": {"C": "vni"}}},
        {"S": {"header_rows": [3], "columns": {}}},
        {"S": {"header_rows": [1.5], "columns": {}}},
        {"S": {"header_rows": [2, 1], "columns": {}}},
        {"S": {"header_rows": [1], "columns": {"C": "full_name"}}},
        {"S": {"header_rows": [1], "columns": {"B": "fullname"}}},
        {"S": {"header_rows": [1], "columns": ["A"]}},
        {"S": {"header_rows": [1], "columns": {}, "colour": "red"}},
        {"S": {"columns": {}}},
        {"S": {"header_rows": [1]}},
        {"S": {}},
        {"S": 5},
        [],
    ],
)
def test_a_mapping_that_doesnt_fit_is_refused_with_one_error(said: object) -> None:
    with pytest.raises(MappingWrong):
        read_mapping(said, [SHEET], "a.xlsx")


def test_a_field_that_two_columns_of_one_list_are_given_is_refused_with_the_second() -> None:
    columns = ToldColumns((0,), {0: "full_name", 1: None, 2: None, 7: "full_name"})
    with pytest.raises(MappingWrong, match="full_name"):
        columns.check("a.xlsx", "S")
    columns.between(0, 7).check("a.xlsx", "S")
    assert columns.between(7, None) == ToldColumns((0,), {7: "full_name"})
