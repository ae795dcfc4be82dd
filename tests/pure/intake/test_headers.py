from __future__ import annotations

import pytest

from vaxdesk.intake.headers import DoseGroup, find_dose_group, is_field, read_header, split_dose_field
from vaxdesk.resources import load_catalogues

KNOWN = load_catalogues()


def best(*path: str, accented: bool = True) -> str | None:
    meanings = read_header(path, KNOWN, accented=accented)
    return meanings[0].field if meanings else None


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (("Họ và tên",), "full_name"),
        (("HỌ  VÀ\nTÊN (chữ in hoa)",), "full_name"),
        (("Năm sinh",), "birth_date"),
        (("Số CCCD, Mã định danh(*)\n(Loại 8,9,12 số)",), "id_number"),
        (("Ngày tiêm mũi 2",), "dose2.date"),
        (("Số lô mũi 3",), "dose3.lot"),
        (("Loại vắc xin M1",), "dose1.vaccine"),
        (("Mũi 1", "Ngày tiêm"), "dose1.date"),
        (("Mũi 1", "Ngày"), "dose1.date"),
        (("Mũi II", "Loại vắc xin"), "dose2.vaccine"),
        (("Năm sinh", "Nam"), "sex.male"),
        (("Năm sinh", "Nữ"), "sex.female"),
        (("Người giám hộ", "Họ và tên"), "guardian.full_name"),
        (("Người giám hộ", "Số điện thoại"), "guardian.phone"),
        (("Thông tin cá nhân", "Ngày sinh"), "birth_date"),
    ],
)
def test_a_header_means_its_field(path: tuple[str, ...], field: str) -> None:
    assert best(*path) == field


@pytest.mark.parametrize("spelling", ["vắc xin", "vắc-xin", "vaccine", "Vaccin", "vacxin", "vắcxin", "vác xin", "VX"])
def test_a_header_may_spell_vaccine_in_any_way(spelling: str) -> None:
    for text, field in (
        ("Lô {}", "lot"), ("Số lô {}", "lot"), ("Loại {}", "vaccine"), ("Tên {}", "vaccine"), ("{}", "vaccine"),
        ("Ngày tiêm {}", "date"), ("Nơi tiêm {}", "site"), ("Điểm tiêm {}", "site"),
    ):  # fmt: skip
        said = text.format(spelling)
        assert (best(said), best(f"{said} mũi 2"), best("Mũi 2", said)) == (
            f"dose.{field}", f"dose2.{field}", f"dose2.{field}",
        )  # fmt: skip
        assert read_header((said,), KNOWN, accented=True)[0].score == 100


@pytest.mark.parametrize("text", ["Batch No.", "Lot number"])
def test_english_headers_of_lots_are_known(text: str) -> None:
    assert best(text) == "dose.lot"


def test_headers_without_accents_are_known_too() -> None:
    assert best("Ho va ten", accented=False) == "full_name"
    assert best("NGAY SINH", accented=False) == "birth_date"


def test_nam_is_no_year_where_the_other_headers_bear_accents() -> None:
    meanings = {one.field: one.score for one in read_header(("Nam",), KNOWN, accented=True)}
    assert meanings["sex.male"] >= 2 * meanings["birth_date"]
    assert best("Năm") == "birth_date"


def test_what_the_police_answered_is_not_what_the_list_says() -> None:
    assert best("Thông tin đúng", "Họ và tên") == "right.full_name"
    assert best("Thông tin đúng", "Lý do") == "because"
    assert best("Kết quả xác minh của Công an", "Không tìm thấy") == "answer.not_found"
    assert best("Kết quả xác minh của Công an", "Ngày sinh") is None


def test_another_persons_field_is_not_taken_for_this_ones() -> None:
    assert best("Ngày sinh của mẹ") is None
    assert best("Số điện thoại người thân") is None


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Mũi 1", DoseGroup(1, None, "")),
        ("M3", DoseGroup(3, None, "")),
        ("Ngày tiêm mũi IV", DoseGroup(4, None, "ngay tiem")),
        ("Mũi nhắc lại", DoseGroup(None, "booster", "")),
        ("Mũi bổ sung", DoseGroup(None, "additional", "")),
    ],
)
def test_a_header_tells_which_dose_it_speaks_of(text: str, group: DoseGroup) -> None:
    assert find_dose_group(text) == group


@pytest.mark.parametrize("text", ["Họ và tên", "Số điện thoại", "Mã số", "Lần", "Tổ 3", "19"])
def test_other_headers_speak_of_no_dose(text: str) -> None:
    assert find_dose_group(text) is None


def test_fields_of_columns_are_known_by_name() -> None:
    assert all(
        map(is_field, ("full_name", "row_no", "dose.date", "dose4.site", "doses.lot", "sex.male", "guardian.phone"))
    )
    assert not any(map(is_field, ("fullname", "dose0.date", "dose1.colour", "dose10.date", "")))
    assert split_dose_field("dose2.date") == (2, "date")
    assert split_dose_field("dose.lot") == (0, "lot")
    assert split_dose_field("note") is None
