from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaxdesk.intake.addresses import split_address
from vaxdesk.model.catalogue import Catalogues, Local
from vaxdesk.model.units import Unit
from vaxdesk.resources import load_catalogues

KNOWN = load_catalogues()
HERE = KNOWN.at(Local("25222"))


def split(text: str, known: Catalogues = KNOWN) -> tuple[str | None, str | None, str | None]:
    found = split_address(text, known)
    return found.hamlet, found.unit.commune_code if found.unit else None, found.rest


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Thôn Bù Lư, xã Bù Gia Mập, huyện Bù Gia Mập, tỉnh Bình Phước", ("Thôn Bù Lư", "25222", None)),
        ("Ấp 3 - Xã Bù Gia Mập - H. Bù Gia Mập", ("Ấp 3", "25222", None)),
        ("12 Lê Lợi, KP 2, Đak Ơ, Bù Gia Mập, Bình Phước", ("KP 2", "25225", "12 Lê Lợi")),
        ("Tổ 6, Thôn 2", ("Thôn 2", None, "Tổ 6")),
        ("Tổ 6", ("Tổ 6", None, None)),
        ("Thôn 1, Thôn 2", (None, None, "Thôn 1, Thôn 2")),
        ("xã Không Có Thật, huyện Nào Đó", (None, None, "xã Không Có Thật, huyện Nào Đó")),
        ("nhà sau chợ", (None, None, "nhà sau chợ")),
        ("", (None, None, None)),
    ],
)
def test_an_address_is_taken_apart_as_far_as_it_is_certain(
    text: str, parts: tuple[str | None, str | None, str | None]
) -> None:
    assert split(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Thôn 3 xã Bù Gia Mập huyện Bù Gia Mập tỉnh Bình Phước", ("Thôn 3", "25222", None)),
        ("thôn Đắk Á x. Bù Gia Mập h. Bù Gia Mập t. Bình Phước", ("thôn Đắk Á", "25222", None)),
        ("ap 3 xa Bu Gia Map huyen Bu Gia Map", ("ap 3", "25222", None)),
        ("Xóm 4 Xã Nghĩa Thuận, Thị xã Thái Hòa, Nghệ An", ("Xóm 4", "17014", None)),
        ("12/3 Nguyễn Trãi P.5 Q.3 TP.HCM", (None, "27151", "12/3 Nguyễn Trãi")),
        ("Phường 5, Quận 3, TP Hồ Chí Minh", (None, "27151", None)),
        ("tỉnh Bình Phước, huyện Bù Gia Mập, xã Phú Văn, thôn 2", ("thôn 2", "25229", None)),
        ("Thôn 3 xã Không Có", ("Thôn 3", None, "xã Không Có")),
        ("số 5 đường Xã Đàn, tổ 3", ("tổ 3", None, "số 5 đường Xã Đàn")),
    ],
)
def test_units_are_found_in_any_order_and_without_commas(
    text: str, parts: tuple[str | None, str | None, str | None]
) -> None:
    assert split(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Thôn 1,xã Phú Văn,BGM,BP", ("Thôn 1", "25229", None)),
        ("thôn 1 - Đak Ơ - BGM", ("thôn 1", "25225", None)),
        ("xã Phú Văn, BD, BP", (None, None, "xã Phú Văn, BD, BP")),
        ("nhà xa đường, xã Phú Văn", (None, "25229", "nhà xa đường")),
        ("Thôn 1, xã Bình Minh, TP Thanh Hóa", ("Thôn 1", None, "xã Bình Minh, TP Thanh Hóa")),
    ],
)
def test_initials_have_to_fit_what_is_found_near_home(
    text: str, parts: tuple[str | None, str | None, str | None]
) -> None:
    assert split(text, HERE) == parts


def test_two_levels_of_2025_are_a_commune_only_if_it_has_one_part() -> None:
    assert split("Thôn 5, xã Bù Gia Mập, tỉnh Đồng Nai") == ("Thôn 5", "25222", None)
    assert split("Thôn 5, xã Phú Nghĩa, Đồng Nai") == ("Thôn 5", None, "xã Phú Nghĩa, Đồng Nai")


def test_names_that_two_communes_share_without_accents_name_none() -> None:
    assert split("Ap 1, xa Loc Thanh, huyen Loc Ninh, Binh Phuoc")[1] is None


def test_what_isnt_asked_for_stays() -> None:
    found = split_address("Thôn 2, xã Bù Gia Mập", KNOWN, hamlet=False, units=False)
    assert (found.hamlet, found.unit, found.rest) == (None, None, "Thôn 2, xã Bù Gia Mập")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Ấp 2-Phú Nghĩa-Bù Gia Mập", ("Ấp 2", "25267", None)),
        ("Ấp 2-xã Phú Nghĩa-huyện Bù Gia Mập", ("Ấp 2", "25267", None)),
        ("Ấp 2 Phú Nghĩa Bù Gia Mập", ("Ấp 2", "25267", None)),
        ("Thôn 3 Bù Gia Mập Bù Gia Mập Bình Phước", ("Thôn 3", "25222", None)),
        ("THÔN BÙ LƯ BÙ GIA MẬP BÙ GIA MẬP BÌNH PHƯỚC", ("THÔN BÙ LƯ", "25222", None)),
        ("Thôn 3 xã Bù Gia Mập Bù Gia Mập Bình Phước", ("Thôn 3", "25222", None)),
        ("Thôn Bình Giai Phước Minh Bù Gia Mập Bình Phước", ("Thôn Bình Giai", "25232", None)),
        ("Ấp 3 Lộc Thành Lộc Ninh Bình Phước", ("Ấp 3", "25294", None)),
        ("12 Lê Lợi Phường Tân Phú Đồng Xoài Bình Phước", (None, "25195", "12 Lê Lợi")),
        ("12 Lê Lợi KP 2 Tân Phú Đồng Xoài Bình Phước", ("KP 2", "25195", "12 Lê Lợi")),
        ("KP 2-Lê Lợi-Đak Ơ-Bù Gia Mập-Bình Phước", ("KP 2", "25225", "Lê Lợi")),
        ("Tổ 6 Thôn 2 Phú Văn Bình Phước", ("Thôn 2", "25229", "Tổ 6")),
        ("Thôn 5 Bù Gia Mập Đồng Nai", ("Thôn 5", "25222", None)),
        ("Khu phố 3 Phước Hưng Bà Rịa Bà Rịa-Vũng Tàu", ("Khu phố 3", "26548", None)),
        ("Thôn 3 Phương Liễu Quế Võ Bắc Ninh", ("Thôn 3", "09265", None)),
    ],
)
def test_an_end_without_commas_is_taken_for_the_one_commune_it_can_name(
    text: str, parts: tuple[str | None, str | None, str | None]
) -> None:
    known = HERE if text.startswith("Thôn 5 ") else KNOWN
    assert split(text, known) == parts


@pytest.mark.parametrize(
    "text",
    [
        "Thôn 3 Bù Gia Mập Bình Phước",  # the commune, or the district and nobody wrote the commune
        "Thôn 3 Tân Phú Đông Tiền Giang",  # a district whose last words are a commune of it
        "Thôn 3 Lào Cai Lào Cai",
        "Thôn 3, Thanh Hóa, Thanh Hóa",
        "Ấp 3 Minh Hưng Bình Phước",  # two communes of one name
        "Thôn Phú Nghĩa Bù Gia Mập Bình Phước",  # the hamlet would have no name
        "Thôn Sơn Phú Nghĩa Bù Gia Mập",  # Thôn Sơn, or Thôn Sơn Phú
        "chợ Phú Nghĩa Bù Gia Mập",
        "Ap 3 Loc Thanh Loc Ninh Binh Phuoc",  # Lộc Thành, or Lộc Thạnh
        "Thôn 3 Phú Nghĩa Đồng Nai",  # since 2025 larger than the one of 2021
        "Thôn 3 Bù Gia Mập",
    ],
)
def test_an_end_that_may_mean_something_else_stays_as_it_is(text: str) -> None:
    assert split(text)[1] is None
    assert ", ".join(filter(None, split(text))) == text


def test_at_home_the_name_of_home_is_the_commune() -> None:
    for text in ("Thôn 3 Bù Gia Mập Bình Phước", "Thôn 3, Bù Gia Mập, Bình Phước", "Thôn 3 Bù Gia Mập BGM BP"):
        assert split(text, HERE) == ("Thôn 3", "25222", None)
    assert split("thon 3 Bu Gia Map Binh Phuoc", HERE) == ("thon 3", "25222", None)
    assert split("Thôn 3 Phú Nghĩa Bù Gia Mập Bình Phước", HERE) == ("Thôn 3", "25267", None)


def test_where_columns_hold_the_units_an_end_stays_in_the_rest() -> None:
    found = split_address("Thôn 3 Phú Nghĩa Bù Gia Mập", KNOWN, units=False)
    assert (found.hamlet, found.unit, found.rest) == ("Thôn 3", None, "Phú Nghĩa Bù Gia Mập")
    found = split_address("Thôn 3 Phú Nghĩa Bù Gia Mập", KNOWN, hamlet=False)
    assert (found.hamlet, found.unit and found.unit.commune_code, found.rest) == (None, "25267", "Thôn 3")


@given(st.sampled_from(tuple(KNOWN.units)), st.sampled_from(("{} {} {}", "{}-{}", "{} {}", "{}, {}, {}")))
def test_no_commune_of_the_country_is_taken_for_another(unit: Unit, form: str) -> None:
    names = (unit.commune, unit.district, unit.province)
    said = form.format(*(name.split(" ", 2 if name.startswith(("Thị", "Thành")) else 1)[-1] for name in names))
    for known in (KNOWN, HERE):
        found = split_address(f"Thôn 3 {said}", known)
        assert found.unit in {None, unit}
        if found.unit is not None:
            assert (found.hamlet, found.rest) == ("Thôn 3", None)
