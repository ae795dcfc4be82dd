from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.pure.intake.test_mapping import map_rows
from vaxdesk.intake.mapping import Mapped

DAY_1, DAY_2, DAY_3, LOT_1, LOT_2 = "05/09/2021", "08/11/2021", "12/04/2022", "ABV1234", "FK0112"
CELLS = {
    "Mũi 1": DAY_1, "Mũi 2": DAY_2, "Mũi 3": DAY_3, "Ngày tiêm mũi 1": DAY_1, "Ngày tiêm mũi 2": DAY_2,
    "Ngày tiêm M1": DAY_1, "Vắc xin": "AstraZeneca", "Loại vắc xin": "AstraZeneca", "Tên vắc xin": "AstraZeneca",
    "Vắc xin mũi 1": "AstraZeneca", "Vắc xin mũi 2": "AstraZeneca", "Lô": LOT_1, "Số lô": LOT_1, "Số lô VX": LOT_1,
    "Số lô mũi 1": LOT_1, "Ngày tiêm": DAY_1, "Nơi tiêm": "Trạm Y tế xã", "Mũi số": "1", "SĐT": "0912345678",
}  # fmt: skip


def map_doses(header: str, *rows: Sequence[str]) -> tuple[list[str | None], Mapped]:
    """Give what the columns behind the name are; without rows everybody's cells are full."""
    texts = header.split(" | ")
    people = rows or ([CELLS[text] for text in texts],) * 4
    mapped = map_rows(["Họ và tên", *texts], *(["Điểu Văn Lực", *cells] for cells in people))
    return [mapped.fields.get(at) for at in range(1, len(texts) + 1)], mapped


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        ("Mũi 1 | Vắc xin | Lô", "1.date 1.vaccine 1.lot"),
        ("Ngày tiêm mũi 1 | Loại vắc xin", "1.date 1.vaccine"),
        ("Ngày tiêm M1 | Tên vắc xin | Số lô VX", "1.date 1.vaccine 1.lot"),
        ("Vắc xin | Ngày tiêm mũi 1", "1.vaccine 1.date"),
        ("Vắc xin | Lô | Mũi 1 | Nơi tiêm", "1.vaccine 1.lot 1.date 1.site"),
        ("Vắc xin mũi 1 | Ngày tiêm", "1.vaccine 1.date"),
        ("Mũi 2 | Vắc xin", "2.date 2.vaccine"),
    ],
)
def test_what_stands_beside_the_only_dose_with_a_number_is_that_dose_s(header: str, fields: str) -> None:
    found, mapped = map_doses(header)
    assert (found, mapped.open) == ([f"dose{field}" for field in fields.split()], ())


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        (
            "Ngày tiêm mũi 1 | Vắc xin | Số lô | Ngày tiêm mũi 2 | Vắc xin | Số lô",
            "1.date 1.vaccine 1.lot 2.date 2.vaccine 2.lot",
        ),
        ("Mũi 1 | Vắc xin | Lô | Mũi 2", "1.date 1.vaccine 1.lot 2.date"),
        ("Vắc xin | Lô | Mũi 1 | Vắc xin | Lô | Mũi 2", "1.vaccine 1.lot 1.date 2.vaccine 2.lot 2.date"),
        ("Vắc xin | Mũi 1 | Lô | Vắc xin | Mũi 2 | Lô", "1.vaccine 1.date 1.lot 2.vaccine 2.date 2.lot"),
        ("Mũi 1 | Mũi 2 | Vắc xin | Lô | Vắc xin | Lô", "1.date 2.date 1.vaccine 1.lot 2.vaccine 2.lot"),
        ("Mũi 1 | Vắc xin mũi 1 | Mũi 2 | Vắc xin", "1.date 1.vaccine 2.date 2.vaccine"),
        ("Vắc xin mũi 1 | Ngày tiêm | Vắc xin mũi 2 | Ngày tiêm", "1.vaccine 1.date 2.vaccine 2.date"),
        ("Ngày tiêm | Vắc xin | Ngày tiêm mũi 2 | Loại vắc xin", "1.date 1.vaccine 2.date 2.vaccine"),
        ("Mũi 1 | Vắc xin | Mũi 2 | Vắc xin | Mũi 3 | Vắc xin",
         "1.date 1.vaccine 2.date 2.vaccine 3.date 3.vaccine"),
    ],
)  # fmt: skip
def test_each_dose_gets_what_stands_beside_it(header: str, fields: str) -> None:
    found, mapped = map_doses(header)
    assert (found, mapped.open) == ([f"dose{field}" for field in fields.split()], ())


@pytest.mark.parametrize(
    "header", ["Mũi 1 | Mũi 2 | Loại vắc xin", "Mũi 1 | Mũi 2 | SĐT | Loại vắc xin", "Loại vắc xin | Mũi 1 | Mũi 2"]
)
def test_one_vaccine_outside_of_two_doses_holds_for_both(header: str) -> None:
    found, mapped = map_doses(header)
    assert (found[header.split(" | ").index("Loại vắc xin")], mapped.open) == ("doses.vaccine", ())


def test_the_lots_of_two_doses_are_their_own() -> None:
    found, mapped = map_doses("Mũi 1 | Lô | Mũi 2 | Lô | Vắc xin")
    assert (found, mapped.open) == (["dose1.date", "dose1.lot", "dose2.date", "dose2.lot", "doses.vaccine"], ())


def test_what_may_hold_for_one_dose_or_for_all_is_asked_with_every_dose_to_choose() -> None:
    found, mapped = map_doses("Mũi 1 | Mũi 2 | Vắc xin | Lô")
    assert found == ["dose1.date", "dose2.date", None, None]
    vaccine, lot = mapped.open
    assert [field for field, _ in vaccine.candidates] == ["doses.vaccine", "dose2.vaccine", "dose1.vaccine"]
    assert [field for field, _ in lot.candidates] == ["dose2.lot", "doses.lot", "dose1.lot"]
    assert (vaccine.taken, lot.taken) == (None, None)


def test_one_vaccine_for_three_doses_is_asked() -> None:
    found, mapped = map_doses("Mũi 1 | Mũi 2 | Mũi 3 | Vắc xin")
    assert found[3] is None
    assert [field for field, _ in mapped.open[0].candidates][:2] == ["doses.vaccine", "dose3.vaccine"]


def test_the_cells_tell_for_which_doses_a_vaccine_stands() -> None:
    header, both = "Mũi 1 | Mũi 2 | Vắc xin | Lô", [DAY_1, DAY_2, "AZ", LOT_1]
    of_both, _ = map_doses(header, both, *[[DAY_1, "", "AZ", LOT_1]] * 4)
    assert of_both[2] == "doses.vaccine"
    of_second, mapped = map_doses(header, both, *[[DAY_1, "", "", ""]] * 4)
    assert (of_second[2:], mapped.open) == (["dose2.vaccine", "dose2.lot"], ())


def test_a_vaccine_that_no_dose_lacks_is_asked() -> None:
    _, mapped = map_doses("Mũi 1 | Vắc xin mũi 1 | Vắc xin")
    assert [question.column for question in mapped.open] == ["D"]


def test_a_day_that_no_dose_lacks_is_another_dose() -> None:
    found, _ = map_doses("Mũi 1 | Vắc xin mũi 1 | Ngày tiêm | Vắc xin")
    assert found == ["dose1.date", "dose1.vaccine", "dose.date", "dose.vaccine"]


def test_one_dose_per_row_keeps_its_columns() -> None:
    found, mapped = map_doses("Mũi số | Ngày tiêm | Vắc xin | Lô")
    assert (found, mapped.open) == (["dose.number", "dose.date", "dose.vaccine", "dose.lot"], ())


def test_a_day_beside_the_cross_for_a_dose_is_that_dose_s() -> None:
    header = "Mũi 1 | Ngày tiêm | Vắc xin"
    found, mapped = map_doses(header, *[["x", DAY_1, "AZ"]] * 4)
    assert (found, mapped.open) == ([None, "dose1.date", "dose1.vaccine"], ())
    _, doubtful = map_doses(header, *[["x", DAY_1, "AZ"]] * 4, ["x", "", ""])
    assert [question.column for question in doubtful.open] == ["C"]


def test_a_day_beside_crosses_for_two_doses_is_asked() -> None:
    _, mapped = map_doses("Mũi 1 | Mũi 2 | Ngày tiêm", *[["x", "", DAY_1], ["x", "x", DAY_2]] * 4)
    (question,) = mapped.open
    assert [field for field, _ in question.candidates] == ["dose2.date", "dose1.date", "dose.date"]


def test_a_lone_place_behind_doses_with_columns_of_their_own_is_asked() -> None:
    _, mapped = map_doses("Mũi 1 | Vắc xin | Mũi 2 | Vắc xin | Nơi tiêm")
    assert [field for field, _ in mapped.open[0].candidates][:2] == ["doses.site", "dose2.site"]
    assert map_doses("Mũi 1 | Mũi 2 | Nơi tiêm")[1].open == ()
