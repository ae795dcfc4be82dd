from __future__ import annotations

import pytest

from vaxdesk.model.units import NewUnit, Unit, Units, UnitTables, bare_unit_name

LOC_NINH, DONG_XOAI = ("692", "Huyện Lộc Ninh"), ("689", "Thành phố Đồng Xoài")
BU_DOP, PROVINCE = ("693", "Huyện Bù Đốp"), ("70", "Tỉnh Bình Phước")
ELSEWHERE = ("079", "Huyện Nơi Khác", "99", "Tỉnh Nào Đó")
TABLES = UnitTables(
    (
        Unit("25294", "Xã Lộc Thành", *LOC_NINH, *PROVINCE),
        Unit("25280", "Xã Lộc Thạnh", *LOC_NINH, *PROVINCE),
        Unit("25207", "Xã Tân Thành", *DONG_XOAI, *PROVINCE),
        Unit("25318", "Xã Tân Thành", *BU_DOP, *PROVINCE),
        Unit("25270", "Thị trấn Lộc Ninh", *LOC_NINH, *PROVINCE),
        Unit("99999", "Xã Lộc Ninh", *LOC_NINH, *PROVINCE),
        Unit("99001", "Xã Tân Thành", *ELSEWHERE),
        Unit("99002", "Xã Tam Thanh", *ELSEWHERE),
        Unit("99003", "Xã Tam Thành", *BU_DOP, *PROVINCE),
        Unit("99004", "Xã Bù Lư", *BU_DOP, *PROVINCE),
        Unit("99005", "Xã Chia Đôi", *BU_DOP, *PROVINCE),
        Unit("99006", "Xã Phương Bình", *BU_DOP, *PROVINCE),
    ),
    (
        NewUnit("25294", "Xã Lộc Thành", "75", "Tỉnh Đồng Nai"),
        NewUnit("25318", "Xã Bù Lư Mới", "75", "Tỉnh Đồng Nai"),
        NewUnit("25319", "Xã Hưng Phước", "75", "Tỉnh Đồng Nai"),
    ),
    {"25294": ("25294",), "25280": ("25294",), "99004": ("25318",), "99005": ("25294", "25319")},
)
SMALL = Units(lambda: TABLES)


def find(*said: str | None, home: str = "") -> str | None:
    found = SMALL.changed((), home).find(*said)  # type: ignore[arg-type]
    return found.commune_code if found is not None else None


@pytest.mark.parametrize("name", ["Xã Lộc Thành", "X. Lộc Thành", "LỘC THÀNH", "xã lộc thành"])
def test_a_commune_is_found_by_its_name_with_or_without_its_kind(name: str) -> None:
    assert find(name) == "25294"


def test_without_accents_a_commune_is_found_only_if_one_alone_can_be_meant() -> None:
    assert find("Loc Thanh") is None
    assert find("Loc Thanh", "Loc Ninh", "Binh Phuoc", home="25294") is None
    assert find("tan thanh", "TP Dong Xoai") == "25207"


def test_a_name_that_has_no_accents_may_be_anothers_without() -> None:
    assert find("Tam Thanh") is None
    assert find("Xã Tam Thanh") == "99002"
    assert find("xa tam thanh", "huyen Bu Dop") == "99003"


def test_the_district_decides_between_communes_of_one_name() -> None:
    assert find("Tân Thành") is None
    assert find("Tân Thành", "H. Bù Đốp", "Bình Phước") == "25318"
    assert find("Tân Thành", "Huyện Lộc Ninh") is None


@pytest.mark.parametrize(
    ("home", "code"),
    [("25318", "25318"), ("99004", "25318"), ("689", "25207"), ("25294", None), ("99002", "99001"), ("12345", None)],
)
def test_of_communes_of_one_name_the_one_near_home_is_meant(home: str, code: str | None) -> None:
    assert find("xã Tân Thành", home=home) == code


def test_a_district_that_is_said_goes_before_home() -> None:
    assert find("xã Tân Thành", "huyện Bù Đốp", home="25207") == "25318"


def test_without_accents_only_the_whole_province_tells_who_is_near() -> None:
    assert find("tan thanh", home="25207") is None
    assert find("tan thanh", home="99002") == "99001"


def test_the_kind_decides_between_a_town_and_a_commune_of_one_name() -> None:
    assert find("Thị trấn Lộc Ninh") == "25270"
    assert find("Lộc Ninh") is None
    assert bare_unit_name("TT. Lộc Ninh") == bare_unit_name("Thị trấn Lộc Ninh")


def test_without_a_district_another_kind_is_another_commune() -> None:
    assert find("phường Tam Thành", None, "Bình Phước") is None
    assert find("phường Tam Thành", "huyện Bù Đốp") == "99003"
    assert find("xã Tam Thành", None, "Bình Phước") == "99003"


@pytest.mark.parametrize("name", ["Phương Bình", "PHƯƠNG BÌNH", "xã Phương Bình"])
def test_a_name_may_begin_like_a_kind(name: str) -> None:
    assert find(name, None, "Bình Phước") == find(name) == "99006"
    assert find("phường Phương Bình", None, "Bình Phước") is None


def test_numbers_are_one_with_or_without_zeros_in_front() -> None:
    assert bare_unit_name("Phường 05") == bare_unit_name("P.5")
    assert bare_unit_name("Quận 10") != bare_unit_name("Quận 1")


def test_a_commune_of_2025_is_one_of_2021_only_if_it_has_no_other_part() -> None:
    assert find("xã Bù Lư Mới", None, "tỉnh Đồng Nai") == "99004"
    assert find("xa Bu Lu Moi", None, "Dong Nai") == "99004"
    assert find("xã Bù Lư Mới") is None
    assert find("Lộc Thành", None, "Đồng Nai") is None
    assert find("Hưng Phước", None, "Đồng Nai") is None


def test_two_levels_that_may_mean_a_larger_commune_of_2025_name_none() -> None:
    tables = UnitTables(
        (
            Unit("26000", "Xã Phú Lý", "730", "Huyện Vĩnh Cửu", "75", "Tỉnh Đồng Nai"),
            Unit("26001", "Xã Mã Đà", "730", "Huyện Vĩnh Cửu", "75", "Tỉnh Đồng Nai"),
            Unit("26002", "Xã Trị An", "730", "Huyện Vĩnh Cửu", "75", "Tỉnh Đồng Nai"),
        ),
        (
            NewUnit("26000", "Xã Phú Lý", "75", "Tỉnh Đồng Nai"),
            NewUnit("26002", "Xã Trị An", "75", "Tỉnh Đồng Nai"),
        ),
        {"26000": ("26000",), "26001": ("26000",), "26002": ("26002",)},
    )
    units = Units(lambda: tables)
    assert units.find("xã Phú Lý", None, "tỉnh Đồng Nai") is None
    assert units.find("xã Phú Lý", "huyện Vĩnh Cửu", "tỉnh Đồng Nai") is not None
    assert units.find("xã Phú Lý") is not None
    assert units.find("xã Trị An", None, "tỉnh Đồng Nai") is not None


def test_a_code_is_looked_up_in_its_epoch() -> None:
    then, now = SMALL.by_code("25318"), SMALL.new_by_code("25318")
    assert then is not None
    assert now is not None
    assert (then.commune, now.commune) == ("Xã Tân Thành", "Xã Bù Lư Mới")
    assert SMALL.by_code("25319") is None
    assert SMALL.new_by_code("99004") is None


def test_what_became_of_a_commune_is_told_with_all_its_parts_or_not_at_all() -> None:
    assert [one.commune for one in SMALL.successors("25280")] == ["Xã Lộc Thành"]
    assert [one.commune for one in SMALL.successors("99005")] == ["Xã Lộc Thành", "Xã Hưng Phước"]
    assert SMALL.successors("25207") == ()
    assert [one.commune_code for one in SMALL.predecessors("25294")] == ["25294", "25280", "99005"]


def test_other_communes_take_the_place_of_those_of_their_code() -> None:
    renamed = Unit("25207", "Phường Tân Thành", *DONG_XOAI, *PROVINCE)
    units = SMALL.changed([renamed, Unit("99100", "Xã Mới", *BU_DOP, *PROVINCE)], "25207")
    assert units.by_code("25207") == renamed
    assert units.find("Xã Mới") is not None
    assert len(units) == len(SMALL) + 1
    assert units.successors("25280") == SMALL.successors("25280")


def test_communes_are_searched_by_how_their_names_begin() -> None:
    def search(typed: str) -> list[str]:
        return [one.commune_code for one in SMALL.search(typed, 9)]

    assert search("tan tha") == ["25207", "25318", "99001"]
    assert search("Tân Thành Bù") == ["25318"]
    assert search("xa tan thanh bu dop") == ["25318"]
    assert search("thanh")[:1] == ["25294"]
    assert search("t") == search("12") == search("") == []


def test_nothing_is_loaded_before_it_is_looked_up() -> None:
    def fail() -> UnitTables:
        raise AssertionError("loaded")

    Units(fail).changed([Unit("99100", "Xã Mới", *BU_DOP, *PROVINCE)], "25207")
