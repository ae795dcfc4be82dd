from __future__ import annotations

import pytest

from vaxdesk.model.sites import Site, Sites, site_key

SITES = Sites(
    lambda: (
        Site("70506", "TYT Thác Mơ", "70", "688", "25216"),
        Site("70805", "TYT Tân Thành", "70", "689", "25207"),
        Site("70410", "TYT Tân Thành", "70", "693", "25318"),
        Site("70009", "TTYT Đồng Xoài (BV)", "70", "689"),
        Site("70009", "TTYT Thành phố Đồng Xoài", "70", "689"),
        Site("99001", "TYT Thác Mờ", "99"),
        Site("70_D004", "VNVC BÌNH PHƯỚC", "70", "689"),
    )
)


def find(name: str, *home: str) -> str | None:
    found = SITES.changed((), lambda: home).find(name)
    return found.code if found is not None else None


@pytest.mark.parametrize(
    "name", ["TYT Thác Mơ", "Trạm Y tế phường Thác Mơ", "trạm y tế Thác Mơ", "TYT P. Thác Mơ", "TYT. Thác Mơ", "70506"]
)
def test_a_site_is_found_by_its_name_as_people_write_it(name: str) -> None:
    assert find(name) == "70506"


def test_of_sites_of_one_name_the_one_near_home_is_meant() -> None:
    assert find("TYT Tân Thành") is None
    assert find("TYT Tân Thành", "25318", "693", "70") == "70410"
    assert find("TYT Tân Thành", "25216", "688", "70") is None


def test_a_name_without_accents_is_no_site() -> None:
    assert find("TYT Thac Mo") is None
    assert find("trạm y tế") is None
    assert find("") is None


def test_several_names_of_one_code_are_one_site() -> None:
    assert find("TTYT Đồng Xoài (BV)") == find("Trung tâm Y tế Thành phố Đồng Xoài") == "70009"
    assert find("70_d004") == "70_D004"
    named = SITES.by_code("70009")
    assert named is not None
    assert named.name == "TTYT Đồng Xoài (BV)"


def test_names_of_a_stations_own_workbook_go_before_those_known() -> None:
    more = SITES.changed([Site("70506", "Trạm Y tế Thác Mơ (mới)"), Site("70999", "Điểm tiêm Chợ")], tuple)
    named = more.by_code("70506")
    assert named is not None
    assert named.name == "Trạm Y tế Thác Mơ (mới)"
    assert more.find("điểm tiêm chợ") is not None
    assert len(more) == len(SITES) + 2
    assert site_key("BVĐK tỉnh") == site_key("Bệnh viện đa khoa Tỉnh")
