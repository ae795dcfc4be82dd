"""What stands once for several rows."""

from __future__ import annotations

from vaxdesk.intake.households import carry_down
from vaxdesk.intake.sheet import Sheet

FIELDS = {0: "row_no", 1: "full_name", 2: "relation", 3: "address"}


def carry(rows: list[list[str]], fields: dict[int, str] = FIELDS, breaks: frozenset[int] = frozenset(),
          merges: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()) -> list[str]:  # fmt: skip
    sheet = Sheet("S", rows, merges=merges)
    filled, _ = carry_down(sheet, fields, [at for at in range(len(rows)) if at not in breaks], breaks)
    at = next(column for column, field in fields.items() if field == "address")
    return [(filled.get(row, cells) + [""] * 9)[at] for row, cells in enumerate(rows)]


def test_the_address_goes_to_the_members_of_the_household_and_no_further() -> None:
    rows = [
        ["1", "A", "Chủ hộ", "Số 5"], ["2", "B", "Vợ"], ["3", "C", "Con"], ["4", "D", "chủ hộ"], ["5", "E", "Con"],
        ["6", "F", "CH", "Số 9"], ["7", "G", "Vợ"],
    ]  # fmt: skip
    assert carry(rows) == ["Số 5", "Số 5", "Số 5", "", "", "Số 9", "Số 9"]


def test_somebody_who_lives_elsewhere_keeps_what_stands_there() -> None:
    rows = [["1", "A", "Chủ hộ", "Số 5"], ["2", "B", "Vợ"], ["3", "C", "Con", "TP.HCM"], ["4", "D", "Con"]]
    assert carry(rows) == ["Số 5", "Số 5", "TP.HCM", "Số 5"]


def test_numbers_that_stand_at_heads_only_part_the_households() -> None:
    rows = [["1", "A", "", "Số 5"], ["", "B"], ["2", "C", "", "Số 7"], ["", "D"], ["", "E"]]
    assert carry(rows) == ["Số 5", "Số 5", "Số 7", "Số 7", "Số 7"]


def test_without_any_word_of_households_nothing_is_carried() -> None:
    rows = [["1", "A", "", "Số 5"], ["2", "B"], ["3", "C"], ["4", "D"]]
    assert carry(rows) == ["Số 5", "", "", ""]
    assert carry([["", "A", "", "Số 5"], ["", "B"], ["", "C"]]) == ["Số 5", "", ""]


def test_a_heading_between_ends_the_household() -> None:
    rows = [["1", "A", "Chủ hộ", "Số 5"], ["2", "B", "Vợ"], ["", "THÔN 2"], ["3", "C", "Con"], ["4", "D", "Con"]]
    assert carry(rows, breaks=frozenset({2})) == ["Số 5", "Số 5", "", "", ""]


def test_a_cell_merged_downwards_speaks_of_all_its_rows() -> None:
    rows = [["1", "A", "", "Số 5"], ["2", "B"], ["3", "C"], ["4", "D", "", "Số 7"]]
    assert carry(rows, merges=(((0, 3), (1, 3)),)) == ["Số 5", "Số 5", "", "Số 7"]
