from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaxdesk.store.nearness import count_edits, measure_edits

WORDS = st.text("abcdeghiklmnopqrstuvxy", min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("one", "two", "edits"),
    [
        ("suong", "suong", 0), ("suong", "xuong", 1), ("suong", "sung", 1), ("suong", "suoong", 1),
        ("suong", "soung", 1), ("nguyen", "ngyuen", 1), ("nguyen", "nguyem", 1), ("nguyen", "ngyn", 2),
        ("thuong", "thoung", 1), ("hoa", "hao", 1),
    ],
)  # fmt: skip
def test_a_wrong_letter_one_too_many_one_too_few_and_two_swapped_are_an_edit_each(
    one: str, two: str, edits: int
) -> None:
    assert measure_edits(one, two, 2) == measure_edits(two, one, 2) == edits


@given(WORDS, WORDS)
def test_what_is_too_far_is_told_as_one_more_than_asked_and_both_ways_are_as_far(one: str, two: str) -> None:
    far = measure_edits(one, two, 8)
    assert measure_edits(one, two, 1) == min(far, 2)
    assert measure_edits(two, one, 8) == far
    assert (far == 0) == (one == two)
    assert far >= abs(len(one) - len(two))


def test_short_words_allow_no_edit_long_ones_two() -> None:
    assert [count_edits(word) for word in ("an", "hoa", "suong", "nguyen")] == [0, 1, 1, 2]
