from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vaxdesk.model.alphabet import order_key

IN_ORDER = [
    "An Bình", "Ân", "Bùi Đức Thắng", "Châu Văn Ẩn", "Dương Thị Hà", "Đặng Kim Liên", "Điểu Thị Sen", "Đỗ Văn Ba",
    "Hà", "Lạc Văn Sơn", "Lâm Sa Rươl", "Lê Thị A", "Lưu Văn Ba", "Lý Thị Tư", "Ngô", "Nguyễn Văn An",
    "Nguyễn Văn Ân", "Ông Ích Khiêm", "Ơn", "Ưng Hoàng", "Vy",
]  # fmt: skip


def test_names_stand_in_the_order_of_the_vietnamese_alphabet() -> None:
    assert sorted(set(IN_ORDER), key=order_key) == IN_ORDER


def test_tones_come_after_letters_and_in_their_own_order() -> None:
    tones = ["Hoa", "Hòa", "Hỏa", "Hõa", "Hóa", "Họa"]
    assert sorted(set(tones), key=order_key) == tones
    assert sorted(["Hòa B", "Hoa C", "Họa A"], key=order_key) == ["Họa A", "Hòa B", "Hoa C"]


def test_numbers_count_and_who_has_no_name_comes_last() -> None:
    hamlets: list[str | None] = ["Thôn 1", "Thôn 2", "Thôn 10", "Thôn Đăk Ơ", "Zơ", None]
    assert sorted(set(hamlets), key=order_key) == hamlets


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ ", min_size=1))
def test_case_and_form_of_the_letters_make_no_difference(text: str) -> None:
    assert order_key(text) == order_key(text.upper()) or not text.strip()
    assert order_key(f"{text} b") > order_key(text) or not text.strip()
