from __future__ import annotations

import pytest

from vaxdesk.intake.addresses import split_address
from vaxdesk.resources import load_catalogues

KNOWN = load_catalogues()


def split(text: str) -> tuple[str | None, str | None, str | None]:
    found = split_address(text, KNOWN)
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


def test_names_that_two_communes_share_without_accents_name_none() -> None:
    assert split("Ap 1, xa Loc Thanh, huyen Loc Ninh, Binh Phuoc")[1] is None


def test_what_isnt_asked_for_stays() -> None:
    found = split_address("Thôn 2, xã Bù Gia Mập", KNOWN, hamlet=False, units=False)
    assert (found.hamlet, found.unit, found.rest) == (None, None, "Thôn 2, xã Bù Gia Mập")
