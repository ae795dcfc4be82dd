from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pure.model.histories import Act, Laptop, Story, acts, make_laptops, make_row
from vaxdesk.model.event import Event, person_id
from vaxdesk.model.fold import fold
from vaxdesk.model.past import Past, find_place
from vaxdesk.model.registers import Head, find_heads, find_live

AN = person_id("25222", "an")
BINH = person_id("25222", "binh")


@pytest.fixture
def laptop() -> Laptop:
    (made,) = make_laptops("tram 1")
    made.load(AN, make_row({"full_name": "Nguyễn Văn An", "phone": "0911111111"}))
    return made


def remember(events: list[Event]) -> Past:
    past = Past()
    for event in events:
        past.add(event)
    return past


def check_every_moment(events: list[Event]) -> None:
    past = Past()
    for place, event in enumerate(events, start=1):
        past.add(event)
        assert fold(past.events) == fold(events[:place])


@given(acts(longest=20))
def test_at_every_moment_it_folds_into_the_same_people_as_all_that_came(played: list[Act]) -> None:
    check_every_moment(Story().play(played).events)


@given(acts(longest=20), st.randoms(use_true_random=False))
def test_so_it_does_in_whatever_order_they_come(played: list[Act], chance: Random) -> None:
    events = Story().play(played).events
    chance.shuffle(events)
    check_every_moment(events)


def find_all_heads(events: list[Event]) -> dict[object, tuple[Head, ...]]:
    live = find_live(events)
    places = {find_place(event): [one for one in events if find_place(one) == find_place(event)] for event in events}
    return {place: find_heads(said, lambda one: one.header.id in live) for place, said in places.items()}


@given(acts(kinds=["load", "set", "set", "mark", "confirm", "undo", "redo", "sync"], longest=20))
def test_every_place_has_the_heads_it_had(played: list[Act]) -> None:
    events = [event for event in Story().play(played).events if event.header.kind != "list"]
    assert find_all_heads(remember(events).events) == find_all_heads(events)


def test_of_many_edits_of_one_field_the_last_remains(laptop: Laptop) -> None:
    for number in range(50):
        laptop.put(AN, "phone", f"09123456{number:02}")
    past = remember(list(laptop.seen.values()))
    assert [event.body.value for event in past.events if event.header.kind == "set" and event.body is not None] == [
        "0912345649"
    ]


def test_where_an_edit_was_taken_back_all_that_was_written_there_matters_again(laptop: Laptop) -> None:
    values = ["0912345678", "0987654321", "0900000000"]
    steps = [laptop.put(AN, "phone", value) for value in values]
    laptop.put(AN, "hamlet", "Thôn 1")
    laptop.put(AN, "hamlet", "Thôn 2")
    laptop.undo(steps[-1])
    kept = [event.body.value for event in remember(list(laptop.seen.values())).events if event.body is not None]
    assert {value for value in kept if value in values} == set(values)
    assert "Thôn 1" not in kept


def test_an_edit_that_arrives_after_the_one_that_replaced_it_is_not_taken_for_a_newer_one(laptop: Laptop) -> None:
    laptop.put(AN, "phone", "0912345678")
    laptop.put(AN, "phone", "0987654321")
    row, first, second = laptop.seen.values()
    past = remember([row, second, first])
    assert fold(past.events)[AN].person.phone == "0987654321"


def test_what_replaces_without_a_body_any_more_replaces_nothing(laptop: Laptop) -> None:
    laptop.put(AN, "phone", "0912345678")
    laptop.put(AN, "phone", "0987654321")
    row, first, second = laptop.seen.values()
    events = [row, first, Event(second.header, None)]
    assert fold(remember(events).events) == fold(events)


def test_pairs_are_kept_all() -> None:
    (laptop,) = make_laptops("tram 1")
    for person in (AN, BINH):
        laptop.load(person, make_row({"full_name": "Nguyễn Văn An"}))
    for verdict in ("same", "distinct", "same"):
        laptop.say(BINH, AN, verdict)
    assert remember(list(laptop.seen.values())).events == list(laptop.seen.values())
