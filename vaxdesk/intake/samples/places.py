"""Communes, hamlets and vaccination sites of the samples: the district Bù Gia Mập as in 2021–22.

Names and codes of communes and sites are those of sheets PL3 and PL4 of the platform workbook; which hamlet lies where
is partly invented.
"""

from __future__ import annotations

from dataclasses import dataclass

PROVINCE, PROVINCE_CODE = "Tỉnh Bình Phước", "70"
DISTRICT, DISTRICT_CODE = "Huyện Bù Gia Mập", "691"

DISTRICT_SITE = ("70005", "TTYT Bù Gia Mập")
"""The district health centre: code and name."""
PROVINCE_SITE = ("70001", "BVĐK Tỉnh Bình Phước")
"""The provincial hospital: code and name."""


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of the samples; ``site`` is code and name of its health station."""

    code: str
    name: str
    site: tuple[str, str]
    hamlets: tuple[str, ...]


def _hamlets(names: str = "", numbered: int = 0) -> tuple[str, ...]:
    """Give the hamlets of those names, and those that have only a number."""
    named = [f"Thôn {name}" for name in names.split(", ") if name]
    return (*named, *(f"Thôn {number}" for number in range(1, numbered + 1)))


_ALL = (
    Commune(
        "25222",
        "Xã Bù Gia Mập",
        ("70522", "TYT Bù Gia Mập"),
        _hamlets("Bù Gia Phúc 1, Bù Gia Phúc 2, Bù Lư, Bù Rên, Bù Nga, Bù La, Bù Dốt, Đắk Côn, Đắk Á, Cầu Sắt"),
    ),
    Commune("25225", "Xã Đak Ơ", ("70508", "TYT Đắk Ơ"), _hamlets("Bù Ka, Bù Khơn, Bù Bưng", numbered=10)),
    Commune("25228", "Xã Đức Hạnh", ("70507", "TYT Đức Hạnh"), _hamlets("Bù Kroai, Sơn Trung", numbered=7)),
    Commune("25229", "Xã Phú Văn", ("70017", "TYT Phú Văn"), _hamlets("Đắk Son 1, Đắk Son 2", numbered=6)),
    Commune("25231", "Xã Đa Kia", ("70515", "TYT Đa Kia"), _hamlets("Bình Đức, Bù Tam", numbered=8)),
    Commune("25232", "Xã Phước Minh", ("70063", "TYT Phước Minh"), _hamlets("Bình Giai, Bình Tân", numbered=5)),
    Commune("25234", "Xã Bình Thắng", ("70513", "TYT Bình Thắng"), _hamlets(numbered=9)),
    Commune(
        "25267",
        "Xã Phú Nghĩa",
        ("70517", "TYT Phú Nghĩa"),
        _hamlets("Bù Cà Mau, Đức Lập, Phú Châu, Tân Lập, Hai Căn, Khắc Khoan"),
    ),
)
COMMUNES: dict[str, Commune] = {commune.code: commune for commune in _ALL}
"""The communes that people can be invented for, by their code of five digits."""

SITE_NAMES: dict[str, str] = dict([*(commune.site for commune in _ALL), DISTRICT_SITE, PROVINCE_SITE])
"""Names of all sites of the samples by their code."""
