from __future__ import annotations

import pytest

from vaxdesk.intake.catalogues import read_sites
from vaxdesk.intake.sheet import Sheet
from vaxdesk.model.catalogue import Catalogues
from vaxdesk.model.units import Unit, Units, UnitTables

HEAD = ["Tỉnh", "Huyện", "Xã", "Mã cơ sở khám chữa bệnh\n(mã để nhập vào địa điểm tiêm )", "Tên cơ sở"]
UNIT = Unit("25222", "Xã Bù Gia Mập", "691", "Huyện Bù Gia Mập", "70", "Tỉnh Bình Phước")
KNOWN = Catalogues(units=Units(lambda: UnitTables((UNIT,))))


@pytest.mark.parametrize(
    ("places", "codes"),
    [
        ((UNIT.province, UNIT.district, UNIT.commune), ("70", "691", "25222")),
        ((UNIT.province, UNIT.district, "Xã Không Có"), ("70", "691", "")),
        ((UNIT.province, UNIT.district, ""), ("70", "691", "")),
        ((UNIT.province, "", ""), ("70", "", "")),
        ((UNIT.province, "Huyện Không Có", ""), ("", "", "")),
        (("", "", ""), ("", "", "")),
    ],
)
def test_a_site_stands_where_its_workbook_says_as_far_as_that_is_known(
    places: tuple[str, ...], codes: tuple[str, ...]
) -> None:
    rows = [HEAD, [*places, "70999", "Trạm Y tế Một"], [*places, "70998", "Trạm Y tế Hai"]]
    sites = read_sites([Sheet("PL4", rows)], KNOWN)
    assert [(one.code, one.province_code, one.district_code, one.commune_code) for one in sites] == [
        ("70999", *codes), ("70998", *codes)
    ]  # fmt: skip
