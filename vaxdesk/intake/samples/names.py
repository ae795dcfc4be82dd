"""Common given and family names, from which people are invented. Small tables of our own; nobody real is meant."""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Weighted:
    """Words with how often each is met, ready to be drawn from."""

    words: tuple[str, ...]
    steps: tuple[int, ...]

    def draw(self, chance: random.Random) -> str:
        """Draw one word."""
        return self.words[bisect(self.steps, chance.random() * self.steps[-1])]


def weigh_words(shares: Mapping[str, int]) -> Weighted:
    """Prepare words with their shares; the shares need no particular sum."""
    return Weighted(tuple(shares), tuple(accumulate(shares.values())))


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in text.split())


_KINH_FAMILIES = weigh_words({
    "Nguyễn": 380, "Trần": 110, "Lê": 95, "Phạm": 70, "Huỳnh": 30, "Hoàng": 25, "Phan": 45, "Vũ": 20, "Võ": 25,
    "Đặng": 21, "Bùi": 20, "Đỗ": 14, "Hồ": 13, "Ngô": 13, "Dương": 10, "Lý": 8, "Đinh": 9, "Trịnh": 8, "Lương": 7,
    "Mai": 6, "Cao": 6, "Đoàn": 6, "Hà": 5, "Tạ": 4, "Tô": 3, "Thái": 3, "Châu": 3, "Quách": 2, "Kiều": 2, "Từ": 2,
})  # fmt: skip
_KINH_WOMEN_MIDDLE = weigh_words({
    "Thị": 460, "Thị Kim": 25, "Thị Thu": 25, "Thị Ngọc": 30, "Thị Thanh": 25, "Thị Mỹ": 15, "Ngọc": 60, "Thanh": 30,
    "Kim": 30, "Thu": 25, "Mỹ": 25, "Hồng": 20, "Bích": 15, "Quỳnh": 15, "Khánh": 10, "Bảo": 10, "Minh": 10,
})  # fmt: skip
_KINH_MEN_MIDDLE = weigh_words({
    "Văn": 400, "Hữu": 45, "Đức": 45, "Minh": 45, "Quốc": 40, "Công": 30, "Thanh": 35, "Xuân": 30, "Đình": 30,
    "Ngọc": 25, "Hoàng": 20, "Tấn": 20, "Trọng": 15, "Anh": 10, "Gia": 15, "Viết": 10, "Thế": 12, "Bá": 8,
})  # fmt: skip
_KINH_WOMEN = _words(
    "Hường Hương Hoa Lan Mai Hồng Hà Hằng Hạnh Hiền Huệ Huyền Thủy Thúy Thảo Trang Trinh Tuyết Vân Yến Nga Nhung Nhi "
    "Nguyệt Ngân Ngọc Oanh Phương Phượng Quyên Quỳnh Sương Tâm Thơm Thơ Thư Liên Loan Linh Lệ Liễu Lý Diễm Dung Duyên "
    "Đào Giang Gấm Cúc Chi Châu Bình Ánh An Xuân Kiều Khuyên Bé_Ba Mỹ_Linh Cẩm_Tú Như_Ý Tường_Vi Bảo_Trân"
)
_KINH_MEN = _words(
    "Hùng Dũng Tuấn Tùng Sơn Hải Long Nam Bắc Thắng Thành Thanh Thịnh Tài Tâm Tân Tiến Toàn Trung Trường Tú Quang "
    "Quân Quý Phong Phú Phúc Phước Nghĩa Nhân Minh Mạnh Lợi Lộc Lâm Khánh Khoa Khôi Kiên Huy Hưng Hòa Hoàng Hiếu Hậu "
    "Hào Hạnh Giang Đức Đạt Đông Duy Dương Cường Công Chiến Chung Bảo Bình Bửu An Ân Vinh Vũ Xuân Ý Quốc_Bảo Gia_Huy"
)
_STIENG_WOMEN = _words(
    "Hoa Mai Bé Nho Đơn Grất Rơi Xinh Hồng Lan Khép Krem Pươl Biếp Đrố Ngọt Ngơi Rên Sa_Rây Linh Thảo Mỹ Kim Yến Hạnh "
    "Thu Blơm Mơ Gái Út Pyơi Rêu Chơi Đêm Bưởi Hằng Kim_Anh Ngọc_Diệp"
)
_STIENG_MEN = _words(
    "Lực Khơi Hoan Đố Mơn Bơi Briêng Sơn Thanh Long Hùng Đông Chốt Crí Blố Rinh Lên Xuân Gié Bi Tơi Đen Nhọt Khưa Lít "
    "Hiền Kha Tuấn Dũng Phước Minh Kra Grơ Bâng Rôn Ốc Đức Hải Sanh Hà"
)
_KHMER_FAMILIES = weigh_words({"Lâm": 40, "Thạch": 15, "Sơn": 10, "Kim": 10, "Danh": 10, "Châu": 8, "Lý": 7})
_KHMER_WOMEN = _words(
    "Sa_Rô Ly_Na Sô_Phia Sóc_Kha Sa_Mây Ny Sa_Rươn Tha_Vy Chanh_Đa Mo_Ni Sóc_Nhi Phol_La Srây_Mum Hiêng Ươn"
)
_KHMER_MEN = _words("Sol Sa_Rinh Rith Sa_Mách Phia Sóc_Na Sê_Rây Đa_Ra Vi_Chet Bun Sô_Thi Ra_Tha Sa_Vươl Hên Nhơl")
_MNONG_WOMEN = _words("Bình Mai Rơi Bơi Yuên Lan Nhum Brông Ngach Djuên Hương Sim Krơm Pai")
_MNONG_MEN = _words("Krang Mrơi Nhơng Tang Xuyên Lôi Jrang Brang Plung Djrăng Rung Thơ Khuê Sươn")
_TAY_FAMILIES = weigh_words({
    "Nông": 25, "Hoàng": 22, "Lý": 10, "Triệu": 8, "Vi": 6, "Bế": 6, "Lương": 6, "Hà": 5, "Đàm": 5, "Lục": 4, "Mã": 3,
})  # fmt: skip
_TAY_WOMEN = _words("Hoa Lan Mai Hồng Thơm Nga Bích Thắm Tươi Liễu Huyên Niềm Nhình Pảo Xuyến Mến Hiền Thu Ngần Loan")
_TAY_MEN = _words("Tuấn Hùng Chiến Thắng Sự Thụ Khải Quyền Páo Dìn Sáng Hậu Tuyên Đoạt Viện Luân Bằng Lập Thiện Dư")

_FOREIGN: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "KH": (_words("Sok_Dara Chan_Rith Kim_Sovann Heng_Vuthy"), _words("Sok_Sreymom Chan_Bopha Keo_Sophea")),
    "CN": (_words("Chen_Wei Wang_Jun Li_Guoqiang Zhang_Peng"), _words("Liu_Yan Zhou_Xiaoli")),
    "KR": (_words("Kim_Min_Jun Park_Sung_Ho Lee_Dong_Hyun"), _words("Choi_Eun_Ji Kim_Ji_Woo")),
    "LA": (_words("Bounmy_Sengdara Khamphet_Vongsa"), _words("Noy_Phommachanh")),
    "IN": (_words("Rajesh_Kumar Amit_Sharma"), _words("Priya_Nair")),
}
FOREIGN_COUNTRIES: dict[str, str] = {
    "KH": "Campuchia", "CN": "Trung Quốc", "KR": "Hàn Quốc", "LA": "Lào", "IN": "Ấn Độ",
}  # fmt: skip
"""Where a few foreigners of the samples come from: ISO 3166 code, and the name a list would give."""

ETHNICITIES = weigh_words({"Kinh": 56, "S'Tiêng": 21, "M'Nông": 6, "Khmer": 5, "Tày": 7, "Nùng": 5})
"""Peoples of a commune in the north of Bình Phước, roughly by share."""


def invent_family(chance: random.Random, ethnicity: str) -> str:
    """Invent the family name that a father hands on; empty where his people hand none on."""
    if ethnicity == "Kinh":
        return _KINH_FAMILIES.draw(chance)
    if ethnicity in {"Tày", "Nùng"}:
        return _TAY_FAMILIES.draw(chance)
    if ethnicity == "Khmer":
        return _KHMER_FAMILIES.draw(chance)
    return ""


def invent_name(chance: random.Random, ethnicity: str, sex: str, family: str) -> str:
    """Invent a full name as a list would write it: family, middle and given name; ``sex`` is male or female."""
    return _NAMINGS[ethnicity](chance, family, woman=sex == "female")


def invent_foreign_name(chance: random.Random, country: str, sex: str) -> str:
    """Invent a foreigner's name; ``country`` is a key of :data:`FOREIGN_COUNTRIES`."""
    men, women = _FOREIGN[country]
    return chance.choice(women if sex == "female" else men)


def _pick_other(chance: random.Random, given: Sequence[str], middle: str) -> str:
    """Draw a given name that doesn't repeat a syllable of the middle name."""
    while True:
        name = chance.choice(given)
        if not set(name.split()) & set(middle.split()):
            return name


def _join(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _name_kinh(chance: random.Random, family: str, *, woman: bool) -> str:
    middle = (_KINH_WOMEN_MIDDLE if woman else _KINH_MEN_MIDDLE).draw(chance)
    return _join(family, middle, _pick_other(chance, _KINH_WOMEN if woman else _KINH_MEN, middle))


def _name_tay(chance: random.Random, family: str, *, woman: bool) -> str:
    return _join(family, "Thị" if woman else "Văn", chance.choice(_TAY_WOMEN if woman else _TAY_MEN))


def _name_khmer(chance: random.Random, family: str, *, woman: bool) -> str:
    given = chance.choice(_KHMER_WOMEN if woman else _KHMER_MEN)
    return _join(family, "Thị" if woman and chance.random() < 0.5 else "", given)


def _name_mnong(chance: random.Random, _family: str, *, woman: bool) -> str:
    given = chance.choice(_MNONG_WOMEN if woman else _MNONG_MEN)
    if chance.random() < 0.6:
        return _join("Điểu", "Thị" if woman else "", given)
    if woman and chance.random() < 0.3:
        return f"H'{given}"
    return _join("Thị" if woman else "Y", given)


def _name_stieng(chance: random.Random, _family: str, *, woman: bool) -> str:
    if woman:
        return _join("Điểu" if chance.random() < 0.25 else "", "Thị", chance.choice(_STIENG_WOMEN))
    return _join("Điểu", "Văn" if chance.random() < 0.15 else "", chance.choice(_STIENG_MEN))


class _Naming(Protocol):
    def __call__(self, chance: random.Random, family: str, /, *, woman: bool) -> str: ...


_NAMINGS: dict[str, _Naming] = {
    "Kinh": _name_kinh, "Tày": _name_tay, "Nùng": _name_tay, "Khmer": _name_khmer, "M'Nông": _name_mnong,
    "S'Tiêng": _name_stieng,
}  # fmt: skip
