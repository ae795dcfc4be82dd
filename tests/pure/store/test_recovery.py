"""The printed recovery code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaxdesk.store.errors import CodeMistyped
from vaxdesk.store.recovery import BITS, LETTERS, read_code, spell_code

numbers = st.integers(min_value=0, max_value=2**BITS - 1)
places = st.integers(min_value=0, max_value=LETTERS - 1)


@given(numbers)
def test_a_code_reads_back_as_the_number_it_spells(number: int) -> None:
    assert read_code(spell_code(number)) == number


@given(numbers)
def test_a_code_is_nine_groups_of_three_without_letters_that_look_alike(number: int) -> None:
    groups = spell_code(number).split("-")
    assert [len(group) for group in groups] == [3] * 9
    assert not set("".join(groups)) & set("ILOU")


@given(numbers, st.sampled_from(["lower", "spaces", "no dashes", "long dashes", "look-alikes"]))
def test_a_code_is_read_however_it_is_typed(number: int, way: str) -> None:
    code = spell_code(number)
    typed = {
        "lower": code.lower(),
        "spaces": f"  {code.replace('-', ' ')}\n",
        "no dashes": code.replace("-", ""),
        "long dashes": code.replace("-", " – "),
        "look-alikes": code.replace("0", "o").replace("1", "l"),
    }[way]
    assert read_code(typed) == number


@given(numbers, places, st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_wrong_character_is_noticed(number: int, place: int, letter: str) -> None:
    letters = list(spell_code(number).replace("-", ""))
    if letters[place] == letter:
        return
    letters[place] = letter
    with pytest.raises(CodeMistyped):
        read_code("".join(letters))


@given(numbers, places, places)
def test_two_characters_that_changed_places_are_noticed(number: int, one: int, other: int) -> None:
    letters = list(spell_code(number).replace("-", ""))
    if letters[one] == letters[other]:
        return
    letters[one], letters[other] = letters[other], letters[one]
    with pytest.raises(CodeMistyped):
        read_code("".join(letters))


@pytest.mark.parametrize("text", ["", "ABC", "U" * 27, "đ" * 27, "0" * 26, "0" * 28, "٣" * 27])
def test_what_is_no_code_is_refused_with_one_sentence(text: str) -> None:
    with pytest.raises(CodeMistyped) as refused:
        read_code(text)
    assert "27" in str(refused.value)


def test_codes_never_change_their_spelling() -> None:
    assert spell_code(0) == "000-000-000-000-000-000-000-000-000"
    assert spell_code(2**BITS - 1) == "ZZZ-ZZZ-ZZZ-ZZZ-ZZZ-ZZZ-ZZZ-ZZZ-ZZQ"
    assert spell_code(int("123456789012345678901234567890")) == "000-000-33Q-91Z-VC6-WZ0-XS7-3Y2-PJT"
