from __future__ import annotations

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from vaxdesk.exchange.canonical import read_canonical, read_strict
from vaxdesk.model.event import write_canonical

WHOLE = st.integers(-(2**53) + 1, 2**53 - 1)
JSON = st.recursive(
    st.none() | st.booleans() | WHOLE | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc_xyz", max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
def test_what_is_written_is_read_back_and_is_the_spelling_of_rfc_8785(value: object) -> None:
    data = write_canonical(value)
    assert read_canonical(data) == value
    assert data == rfc8785.dumps(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":1,"a":2}', b'{"a": 1}', b'{"b":1,"a":2}', b"1.0", b"1e3", b"NaN", b"-0", b'"\\u0041"', b'"\\ud800"',
        b"\xef\xbb\xbf1", b'"\xff"', b"", b"[1]\n", b" [1]", b"[" * 100_000,
    ],
    ids=map(str, range(15)),
)  # fmt: skip
def test_any_other_spelling_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r".|^$"):
        read_canonical(data)


@pytest.mark.parametrize(
    "data",
    [b'{"a":1,"a":2}', b"1.5", b"Infinity", b'{"a":{"b":1,"b":1}}', b"[" * 100_000, b"\xff"],
    ids=map(str, range(6)),
)
def test_free_layout_still_has_no_double_keys_and_no_floats(data: bytes) -> None:
    with pytest.raises(ValueError, match=r".|^$"):
        read_strict(data)


def test_free_layout_is_taken() -> None:
    assert read_strict('{\n  "b": "đ",\r\n "a": [1, 2]}\n'.encode()) == {"a": [1, 2], "b": "đ"}
