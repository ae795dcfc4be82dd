from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaxdesk.model.difference import Span, compare, join_spans, leave_unmarked
from vaxdesk.model.text import LETTERS

WORDS = st.text(
    st.sampled_from([*sorted(LETTERS), *"0123456789", " ", " ", "/", ".", "-", "'", ",", "\u0301"]), max_size=30
)
TEXTS = WORDS | st.text(max_size=20)


def show(spans: tuple[Span, ...]) -> str:
    """Put what is changed in [], what is only touched in {}."""
    return "".join(f"[{one.text}]" if one.changed else f"{{{one.text}}}" if one.touched else one.text for one in spans)


def show_both(old: str, new: str) -> tuple[str, str]:
    left, right = compare(old, new)
    return show(left), show(right)


@given(TEXTS, TEXTS)
def test_the_spans_joined_are_the_text(old: str, new: str) -> None:
    left, right = compare(old, new)
    assert join_spans(left) == unicodedata.normalize("NFC", old)
    assert join_spans(right) == unicodedata.normalize("NFC", new)


@given(TEXTS)
def test_equal_texts_have_no_marks_however_they_are_composed(text: str) -> None:
    left, right = compare(unicodedata.normalize("NFD", text), text)
    assert left == right
    assert not any(span.changed or span.touched for span in left)


@given(TEXTS, TEXTS)
def test_different_texts_are_marked_unless_only_the_grouping_of_a_number_differs(old: str, new: str) -> None:
    left, right = compare(old, new)
    if not any(span.changed for span in (*left, *right)):
        assert _bare(left) == _bare(right)


@given(TEXTS, TEXTS)
def test_what_is_not_marked_is_the_same_on_both_sides(old: str, new: str) -> None:
    left, right = (_bare([span for span in side if not span.changed]) for side in compare(old, new))
    assert left == right


@given(TEXTS, TEXTS)
def test_spans_are_as_long_as_can_be_and_never_part_a_letter_from_its_marks(old: str, new: str) -> None:
    for spans in compare(old, new):
        assert all(span.text and (span.touched or not span.changed) for span in spans)
        for one, following in pairwise(spans):
            assert (one.changed, one.touched) != (following.changed, following.touched)
            assert unicodedata.category(following.text[0])[0] != "M"


def _bare(spans: list[Span] | tuple[Span, ...]) -> str:
    return "".join(char for char in join_spans(spans) if char not in " .-\u00a0\u202f")


@pytest.mark.parametrize(
    ("old", "new", "left", "right"),
    [
        ("12/03/1958", "12/03/1985", "12/03/{19}[58]", "12/03/{19}[85]"),
        ("05/11/1993", "11/05/1993", "[05]/[11]/1993", "[11]/[05]/1993"),
        ("5/3/1958", "05/03/1958", "5/3/1958", "[0]{5}/[0]{3}/1958"),
        ("1949", "12/03/1949", "1949", "[12/03/]1949"),
    ],
)
def test_a_date_is_compared_digit_by_digit_within_its_parts(old: str, new: str, left: str, right: str) -> None:
    assert show_both(old, new) == (left, right)


@pytest.mark.parametrize(
    ("old", "new", "left", "right"),
    [
        ("70185001234", "070 185 001 234", "70185001234", "[0]{70} 185 001 234"),
        ("0978 214 635", "0978 214 653", "0978 214 {6}[35]", "0978 214 {6}[53]"),
        ("0978.214.635", "0978 214 635", "0978.214.635", "0978 214 635"),
        ("DN4700123456789", "DN4 70 0123456798", "DN{47001234567}[89]", "DN4 70 {01234567}[98]"),
    ],
)
def test_what_parts_the_groups_of_a_long_number_is_no_difference(old: str, new: str, left: str, right: str) -> None:
    assert show_both(old, new) == (left, right)


def test_one_mark_on_one_letter_touches_its_syllable_alone() -> None:
    assert show_both("Hoàng Văn Dũng", "Hoàng Văn Dủng") == ("Hoàng Văn {D}[ũ]{ng}", "Hoàng Văn {D}[ủ]{ng}")


def test_a_letter_of_two_stacked_marks_is_one_letter() -> None:
    assert show_both("Nguyen", "Nguye\u0302\u0303n") == ("{Nguy}[e]{n}", "{Nguy}[ễ]{n}")


def test_another_word_is_marked_whole_even_where_it_shares_a_letter() -> None:
    assert show_both("Thị Sen", "Thị Xuân") == ("Thị [Sen]", "Thị [Xuân]")


def test_a_syllable_that_is_missing_is_marked_on_the_side_that_has_it() -> None:
    left, right = show_both("Lê Thị Ngọc Ánh", "Lê Ngọc Ánh")
    assert (left, right) == ("Lê [Thị ]Ngọc Ánh", "Lê Ngọc Ánh")


def test_a_space_too_many_is_marked() -> None:
    assert show_both("Lê  Mai", "Lê Mai") == ("Lê{ }[ ]Mai", "Lê Mai")


def test_against_nothing_everything_is_new() -> None:
    assert compare("", "Bù Nga") == ((), (Span("Bù Nga", changed=True, touched=True),))


def test_two_cells_of_thousands_of_words_are_compared_at_once() -> None:
    old, new = (" ".join([word] * 4000) for word in ("An", "Bé"))
    left, right = compare(f"Lê {old} Mai", f"Lê {new} Mai")
    assert (left[0], left[-1]) == (Span("Lê "), Span(" Mai"))
    assert join_spans(right) == f"Lê {new} Mai"


def test_a_text_left_unmarked_is_one_span() -> None:
    assert leave_unmarked("Nữ") == (Span("Nữ"),)
    assert leave_unmarked("") == ()
