from __future__ import annotations

import sys
from pathlib import Path

import openpyxl
import pytest

from vaxdesk import resources
from vaxdesk.model.catalogue import PLATFORM_COLUMNS, PLATFORM_HEADER_ROWS, PLATFORM_SHEET
from vaxdesk.model.identity import OLD_MOBILE_PREFIXES, read_phone
from vaxdesk.model.units import bare_unit_name
from vaxdesk.resources import ResourceMissing, find_resource, load_catalogues


def test_in_a_source_tree_resources_lie_at_its_root() -> None:
    found = find_resource("tables/vaccines.csv")
    assert found == Path(resources.__file__).parent.parent / "resources" / "tables" / "vaccines.csv"


def test_in_a_bundle_resources_lie_beside_the_frozen_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources" / "tables").mkdir(parents=True)
    (tmp_path / "resources" / "tables" / "vaccines.csv").touch()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert find_resource("tables/vaccines.csv") == tmp_path / "resources" / "tables" / "vaccines.csv"
    with pytest.raises(ResourceMissing):
        find_resource("tables/priority_groups.csv")


def test_in_an_installed_wheel_resources_lie_inside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "vaxdesk" / "_resources").mkdir(parents=True)
    (tmp_path / "vaxdesk" / "_resources" / "a.csv").touch()
    monkeypatch.setattr(resources, "__file__", str(tmp_path / "vaxdesk" / "resources.py"))
    assert find_resource("a.csv") == tmp_path / "vaxdesk" / "_resources" / "a.csv"


def test_what_is_missing_is_named() -> None:
    with pytest.raises(ResourceMissing) as refused:
        find_resource("tables/none.csv")
    assert str(refused.value) == "A part of the program is missing: tables/none.csv."


def test_the_tables_are_whole() -> None:
    tables = load_catalogues()
    assert [group.code for group in tables.priority_groups] == list(range(1, 17))
    assert len(tables.cccd_provinces) == 63
    assert len({unit.commune_code for unit in tables.units}) == len(tables.units) == 10_599
    assert sum(unit.province_code == "70" for unit in tables.units) == 111
    assert len(tables.units.tables.new_units) == 3_321
    assert sum(1 for vaccine in tables.vaccines if vaccine.platform_name) == 7
    assert tables.platform_columns is PLATFORM_COLUMNS
    assert any(interval.min_days == 28 for interval in tables.intervals)
    bu_gia_map = tables.units.by_code("25222")
    assert bu_gia_map is not None
    assert (bu_gia_map.commune, bu_gia_map.district_code) == ("Xã Bù Gia Mập", "691")
    binh_phuoc = tables.province_of_cccd("070")
    assert binh_phuoc is not None
    assert binh_phuoc.name == "Bình Phước"


def test_every_name_of_every_vaccine_leads_back_to_it() -> None:
    tables = load_catalogues()
    for vaccine in tables.vaccines:
        for name in (vaccine.slug, vaccine.platform_name, vaccine.name, *vaccine.aliases):
            if name not in {"", "?"}:
                assert tables.find_vaccine(name) == vaccine.slug, name
        assert tables.vaccine_by_slug(vaccine.slug) is vaccine
    assert tables.vaccine_by_slug("none") is None


def test_every_commune_is_found_by_its_name_district_and_province() -> None:
    units = load_catalogues().units
    for unit in units:
        assert units.find(unit.commune, unit.district, unit.province) is unit
        assert units.find(unit.commune.upper(), unit.district.upper(), unit.province) is unit


def test_every_commune_of_binh_phuoc_is_followed_to_2025() -> None:
    units = load_catalogues().units
    became = [units.successors(unit.commune_code) for unit in units if unit.province_code == "70"]
    assert all(len(news) == 1 and news[0].province == "Tỉnh Đồng Nai" for news in became)
    assert len({new.commune_code for news in became for new in news}) == 40


def test_a_code_means_what_its_epoch_says() -> None:
    units = load_catalogues().units
    then, now = units.by_code("25195"), units.new_by_code("25195")
    assert then is not None
    assert now is not None
    assert (then.commune, now.commune) == ("Phường Tân Phú", "Phường Bình Phước")
    provinces = {unit.province_code: bare_unit_name(unit.province) for unit in units}
    today = {new.province_code: bare_unit_name(new.province) for new in units.tables.new_units}
    other = {code for code in today if provinces[code] != today[code]}
    assert other == {"15", "24", "44", "52", "80", "82", "91", "46"}
    assert (provinces["46"], today["46"]) == (bare_unit_name("Thừa Thiên Huế"), bare_unit_name("Huế"))
    assert units.by_code("00001") is not None
    assert units.new_by_code("00001") is None


def test_the_tables_of_units_name_nothing_that_is_not_there() -> None:
    units = load_catalogues().units
    known = {new.commune_code for new in units.tables.new_units}
    assert all(code in known for codes in units.tables.became.values() for code in codes)
    assert sum(not units.successors(unit.commune_code) for unit in units) < 150
    assert sum(len(units.successors(unit.commune_code)) > 1 for unit in units) > 400


def test_the_prefixes_of_the_table_are_those_of_the_reader() -> None:
    tables = load_catalogues()
    table = {old: prefix.prefix for prefix in tables.phone_prefixes.values() for old in prefix.once}
    assert table == OLD_MOBILE_PREFIXES
    for number in range(1000):
        phone = f"{number:03d}2345671"
        if not phone.startswith("02"):
            assert (read_phone(phone).value == phone) == (phone[:3] in tables.phone_prefixes), phone


def test_headers_are_found_by_their_key_and_the_doubtful_ones_stand_side_by_side() -> None:
    headers = load_catalogues().headers
    assert {name.field for name in headers["ho va ten"]} == {"full_name"}
    assert {name.field for name in headers["nam"]} == {"birth_year", "sex", "sex.male"}
    assert {name.field for name in headers["dt"]} == {"phone", "ethnicity"}
    assert {name.field for name in headers["ngay tiem mui 2"]} == {"dose2.date"}


def test_countries_are_found_by_vietnamese_names_and_by_codes() -> None:
    tables = load_catalogues()
    assert [tables.find_country(text) for text in ("Việt Nam", "Mỹ", "MY", "Bỉ", "Cam-pu-chia", "XX")] == [
        "VN", "US", "MY", "BE", "KH", None,
    ]  # fmt: skip
    assert len(set(tables.countries.values())) == 249


def test_words_of_cells_have_no_digits_for_the_sex() -> None:
    tables = load_catalogues()
    assert tables.find_value("sex", "NỮ") == "female"
    assert tables.find_value("sex", "1") is None
    assert tables.find_value("mark", "✓") == "mark"
    assert tables.find_value("life_event", "tử vong") == "deceased"


def test_the_blank_workbook_has_the_columns_of_the_table() -> None:
    book = openpyxl.load_workbook(find_resource("platform/import_template.xlsx"), read_only=True)
    try:
        above, below = book[PLATFORM_SHEET].iter_rows(
            min_row=PLATFORM_HEADER_ROWS[0], max_row=PLATFORM_HEADER_ROWS[1], values_only=True
        )
        group: object = None
        for column, top, bottom in zip(PLATFORM_COLUMNS, above, below, strict=True):
            if bottom is None:
                assert (column.title, column.group) == (top, None)
            else:
                group = top or group
                assert (column.title, column.group) == (bottom, group)
        names = {row[1] for row in book["PL5_Danh muc vacxin"].iter_rows(min_row=2, max_row=8, values_only=True)}
        assert names == {vaccine.platform_name for vaccine in load_catalogues().vaccines if vaccine.platform_name}
    finally:
        book.close()
