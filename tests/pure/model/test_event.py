from __future__ import annotations

import json
import uuid
from dataclasses import replace
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from tests.pure.model.histories import Act, Json, Story, acts
from vaxdesk.model.event import (
    FIRST,
    STRENGTH,
    Body,
    Clock,
    Event,
    Header,
    is_of_stream,
    name_id,
    person_id,
    read_clock_ms,
    read_event,
    shape_id,
    spell_value,
    write_canonical,
)

TEXTS = st.text(max_size=12) | st.sampled_from(["Điểu Thị Sương", '\u2028\x7f\x00"\\/', "𝄞", "a\tb\nc\r\b\f"])
ASCII = st.text(st.characters(max_codepoint=127), max_size=6)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ASCII, inner, max_size=4),
    max_leaves=8,
)
SALTS = st.binary(min_size=16, max_size=16).map(bytes.hex)
BODIES = st.builds(Body, VALUES, SALTS, st.none() | TEXTS, st.none() | TEXTS)


@st.composite
def events(draw: st.DrawFn) -> Event:
    body = draw(BODIES)
    optional = st.none() | TEXTS
    header = Header(
        draw(TEXTS), draw(TEXTS), draw(TEXTS), draw(st.integers(1, 2**53 - 1)), draw(TEXTS), draw(TEXTS), draw(TEXTS),
        draw(TEXTS), draw(TEXTS), draw(optional), draw(optional), draw(optional),
        tuple(draw(st.lists(TEXTS, max_size=3))), draw(TEXTS), body.digest(),
    )  # fmt: skip
    return Event(header, body)


def make_event(value: Json = "0912345678", **changes: Json) -> dict[str, Any]:
    body = Body(value, "0" * 32)
    header = Header(
        "id", "25222", "device", 1, FIRST, "0" * 16, "an", "step", "set", "person", None, "phone", (), "typed",
        body.digest(),
    )  # fmt: skip
    return Event(replace(header, **changes), body).as_json()


# -- canonical bytes ---------------------------------------------------------------------------------------------------


@given(VALUES)
def test_canonical_bytes_are_those_of_rfc_8785(value: Json) -> None:
    assert write_canonical(value) == rfc8785.dumps(value)


EVERY_CHARACTER = "".join(chr(code) for code in range(0x11_0000) if not 0xD800 <= code < 0xE000)


@given(VALUES)
def test_what_a_body_holds_is_spelled_alike_by_the_quick_way(value: Json) -> None:
    assert spell_value(value) == write_canonical(value)


def test_every_character_is_spelled_alike_by_the_quick_way() -> None:
    value: Json = {"k": EVERY_CHARACTER, "\x7f": [EVERY_CHARACTER[::-1]]}
    assert spell_value(value) == write_canonical(value)


@pytest.mark.parametrize("value", ["\ud800", ["An", "\udfff"], {"\ud800": 1}, 2**64])
def test_what_has_no_spelling_is_refused_also_by_the_quick_way(value: Json) -> None:
    with pytest.raises(ValueError, match=r"UTF-8|64-bit"):
        spell_value(value)


@given(events())
def test_an_event_is_spelled_and_hashed_as_rfc_8785_spells_it(event: Event) -> None:
    assert event.body is not None
    assert event.header.spell().encode() == rfc8785.dumps(event.header.as_json())
    assert event.body.spell()[0].encode() == rfc8785.dumps(event.body.as_json())
    assert write_canonical(event.as_json()) == rfc8785.dumps(event.as_json())


@given(events())
def test_an_event_is_read_back_as_it_was_written(event: Event) -> None:
    line = json.loads(write_canonical(event.as_json()))
    assert read_event(line) == event
    assert read_event({**line, "body": None}) == Event(event.header, None)


@given(BODIES, SALTS)
def test_the_salt_keeps_a_body_from_being_guessed(body: Body, salt: str) -> None:
    assert (replace(body, salt=salt).digest() == body.digest()) == (salt == body.salt)


def test_what_isnt_a_number_cant_be_spelled() -> None:
    with pytest.raises(ValueError, match="Out of range"):
        write_canonical(float("nan"))


@given(acts(longest=10))
def test_every_header_names_the_hash_of_the_one_before_it(played: list[Act]) -> None:
    chains: dict[tuple[str, str], list[Header]] = {}
    for event in Story().play(played).events:
        chains.setdefault((event.header.stream, event.header.device), []).append(event.header)
    for chain in chains.values():
        chain.sort(key=lambda header: header.seq)
        assert [header.seq for header in chain] == list(range(1, len(chain) + 1))
        assert [header.prev for header in chain] == [FIRST, *(header.digest() for header in chain[:-1])]
        assert sorted(header.clock for header in chain) == [header.clock for header in chain]


# -- reading from outside ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        None, [], {}, {"header": {}, "body": None}, {"header": None, "body": None}, {**make_event(), "more": 1},
        make_event(seq=0), make_event(seq=True), make_event(seq=1.0), make_event(seq="1"), make_event(seq=2**53),
        make_event(id=None), make_event(person=7), make_event(basis=[1]), make_event(body="0" * 64),
        {**make_event(), "body": {}}, {**make_event(), "body": "x"}, make_event(user="\ud800"),
    ],
)  # fmt: skip
def test_a_line_that_is_no_event_is_refused(line: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  each says something else
        read_event(line)


@pytest.mark.parametrize("value", [1.0, [0.5], {"a": {"b": 2.0}}, 2**53, {"đ": 1}, {"a": ["\udc00"]}])
def test_a_body_without_a_canonical_spelling_is_refused(value: Json) -> None:
    line = make_event()
    line["body"]["value"] = value
    if value != {"a": ["\udc00"]}:
        line["header"]["body"] = Body(**line["body"]).digest()
    with pytest.raises(ValueError):  # noqa: PT011
        read_event(line)


@pytest.mark.parametrize("salt", ["", "0" * 31, "0" * 33, "0" * 31 + "g", "0" * 31 + "A", " " + "0" * 31, 7, None])
def test_a_salt_has_one_spelling_only(salt: Json) -> None:
    line = make_event()
    line["body"]["salt"] = salt
    with pytest.raises(ValueError, match="canonical"):
        read_event(line)


def test_a_body_nested_beyond_reason_is_read_or_refused_but_breaks_nothing() -> None:
    value: Any = []
    for _ in range(100_000):
        value = [value]
    line = make_event()
    line["body"]["value"] = value
    with pytest.raises((ValueError, RecursionError)):
        read_event(line)


@given(events(), st.data())
def test_any_change_of_a_header_or_body_shows(event: Event, data: st.DataObject) -> None:
    assert event.body is not None
    name = data.draw(st.sampled_from(["id", "stream", "device", "clock", "person", "field", "origin"]))
    other = data.draw(TEXTS)
    changed = read_event({"header": {**event.header.as_json(), name: other}, "body": None}).header
    assert (changed.digest() == event.header.digest()) == (other == getattr(event.header, name))
    wrong = Event(event.header, replace(event.body, raw=(event.body.raw or "") + "x"))
    with pytest.raises(ValueError, match="doesn't fit"):
        read_event(wrong.as_json())


# -- clock -------------------------------------------------------------------------------------------------------------


@given(st.lists(st.integers(0, 2**40) | st.tuples(st.integers(0, 2**40), st.integers(0, 0xFFFF)), max_size=30))
def test_a_clock_only_ever_goes_on_whatever_the_wall_clock_and_others_say(acts: list[int | tuple[int, int]]) -> None:
    clock = Clock()
    seen = clock.last
    for act in acts:
        if isinstance(act, int):
            now = clock.tick(act)
            assert now > seen
            assert read_clock_ms(now) >= act
        else:
            clock.see(f"{act[0]:012x}{act[1]:04x}", act[0])
            now = clock.last
            assert now >= f"{act[0]:012x}{act[1]:04x}"
        assert now >= seen
        seen = now


def test_a_clock_that_stands_at_2099_takes_nobody_along() -> None:
    now, far = 1_650_000_000_000, 4_070_908_800_000
    clock = Clock()
    clock.tick(now)
    clock.see(f"{far:012x}0000", now)
    assert read_clock_ms(clock.tick(now + 1)) == now + 1
    clock.see(f"{now + 80_000_000:012x}0000", now)
    assert read_clock_ms(clock.tick(now + 2)) == now + 80_000_000


def test_the_id_of_a_person_says_whose_stream_they_belong_to() -> None:
    one = person_id("25222", "list", "Sheet1", "9")
    assert one == person_id("25222", "list", "Sheet1", "9") != person_id("25225", "list", "Sheet1", "9")
    assert uuid.UUID(one).version == 8
    assert is_of_stream(one, "25222")
    assert not is_of_stream(one, "25225")


def test_a_wall_clock_that_is_right_is_followed() -> None:
    clock = Clock()
    assert clock.tick(1_630_000_000_000) == f"{1_630_000_000_000:012x}0000"
    assert clock.tick(1_630_000_000_000) == f"{1_630_000_000_000:012x}0001"
    assert clock.tick(1_630_000_000_001) == f"{1_630_000_000_001:012x}0000"


def test_a_clock_with_more_acts_in_a_millisecond_than_its_counter_holds_borrows_from_the_next() -> None:
    clock = Clock(f"{5:012x}ffff")
    assert clock.tick(5) == f"{6:012x}0000"


def test_a_clock_goes_on_where_it_was_left() -> None:
    clock = Clock()
    last = clock.tick(1_630_000_000_000)
    assert Clock(last).tick(0) > last


# -- ids ---------------------------------------------------------------------------------------------------------------


@given(st.integers(0, 2**48 - 1), st.integers(0, 2**80 - 1))
def test_an_id_is_a_uuid_of_version_seven_with_its_instant_in_front(now_ms: int, chance: int) -> None:
    made = uuid.UUID(shape_id(now_ms, chance))
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert made.int >> 80 == now_ms


@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_the_same_parts_give_the_same_id_of_version_five(parts: list[str]) -> None:
    made = uuid.UUID(name_id(*parts))
    assert (made.version, made.variant) == (5, uuid.RFC_4122)
    assert name_id(*parts) == str(made)
    assert name_id(*parts, "x") != name_id(*parts)


def test_parts_do_not_run_into_each_other() -> None:
    assert name_id("1", "23") != name_id("12", "3")


def test_origins_are_ordered_from_list_to_police() -> None:
    assert sorted(STRENGTH, key=STRENGTH.__getitem__) == ["list", "platform", "rule", "typed", "card", "police"]
