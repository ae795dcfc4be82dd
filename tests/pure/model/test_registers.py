from __future__ import annotations

from functools import cache
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pure.model.histories import OTHER_STREAM, Act, Laptop, Story, acts, make_laptops, make_row
from vaxdesk.model.event import Event, name_id
from vaxdesk.model.registers import find_basis, find_heads, find_live, find_retracted, is_by_hand, is_conflict

AN = name_id("an")


def all_live(_: Event) -> bool:
    return True


def live_in(laptop: Laptop) -> set[str]:
    return find_live(laptop.seen.values())


def is_step_live(laptop: Laptop, step: str) -> bool:
    live = live_in(laptop)
    return all(event.header.id in live for event in laptop.seen.values() if event.header.step == step)


def write_sets(laptop: Laptop, *values: str) -> list[Event]:
    for value in values:
        laptop.put(AN, "phone", value)
    return [event for event in laptop.seen.values() if event.header.kind == "set"]


# -- what is live ------------------------------------------------------------------------------------------------------


def test_a_step_that_was_taken_back_is_not_live_and_one_that_was_done_again_is() -> None:
    (one,) = make_laptops("one")
    step = one.put(AN, "phone", "0912345678")
    assert is_step_live(one, step)
    one.undo(step)
    assert not is_step_live(one, step)
    one.redo(step)
    assert is_step_live(one, step)


def test_a_retract_of_a_retract_of_a_retract_takes_the_step_back_again() -> None:
    (one,) = make_laptops("one")
    step = one.put(AN, "phone", "0912345678")
    undone = one.undo(step)
    done_again = one.undo(undone)
    assert is_step_live(one, step)
    one.undo(done_again)
    assert not is_step_live(one, step)


def test_a_step_undone_on_two_laptops_comes_back_when_both_undos_are_taken_back() -> None:
    one, two = make_laptops("one", "two")
    step = one.put(AN, "phone", "0912345678")
    two.see(one)
    one.undo(step)
    two.undo(step)
    one.see(two)
    one.redo(step)
    assert is_step_live(one, step)


def test_a_redo_that_knew_of_one_undo_only_leaves_the_other_laptops_undo_standing() -> None:
    one, two = make_laptops("one", "two")
    step = one.put(AN, "phone", "0912345678")
    two.see(one)
    one.undo(step)
    one.redo(step)
    two.undo(step)
    one.see(two)
    two.see(one)
    assert not is_step_live(one, step)
    assert live_in(one) == live_in(two)


def test_a_retract_reaches_no_further_than_its_own_stream() -> None:
    one, foreign = make_laptops("one", "foreign")
    step = one.put(AN, "phone", "0912345678")
    event = next(iter(one.seen.values()))
    foreign.write("retract", field="step", basis=(step,), stream=OTHER_STREAM)
    foreign.write("retract", field="events", basis=(event.header.id,), stream=OTHER_STREAM)
    one.see(foreign)
    assert event.header.id in live_in(one)


@given(acts(kinds=["set", "set", "undo", "undo", "redo", "sync"], longest=20))
def test_what_is_live_follows_from_who_takes_back_whom_alone(played: list[Act]) -> None:
    events = Story().play(played).events
    retracts = [event.header for event in events if event.header.kind == "retract"]

    @cache
    def is_live(one: str) -> bool:
        header = next(event.header for event in events if event.header.id == one)
        return not any(
            other.stream == header.stream
            and (header.step if other.field == "step" else header.id) in other.basis
            and is_live(other.id)
            for other in retracts
        )

    assert find_live(events) == {event.header.id for event in events if is_live(event.header.id)}


# -- heads -------------------------------------------------------------------------------------------------------------


def test_what_was_written_last_on_one_laptop_is_the_only_head() -> None:
    (one,) = make_laptops("one")
    heads = find_heads(write_sets(one, "1", "2", "3"), all_live)
    assert [head.value for head in heads] == ["3"]


def test_taking_back_a_middle_change_makes_no_second_head() -> None:
    (one,) = make_laptops("one")
    first, middle, last = write_sets(one, "1", "2", "3")
    heads = find_heads([first, middle, last], lambda event: event is not middle)
    assert [head.value for head in heads] == ["3"]


def test_two_laptops_that_did_not_know_of_each_other_make_two_heads_the_stronger_origin_first() -> None:
    one, two = make_laptops("one", "two")
    one.put(AN, "phone", "1", origin="police")
    two.put(AN, "phone", "2")
    heads = find_heads([*one.seen.values(), *two.seen.values()], all_live)
    assert [head.value for head in heads] == ["1", "2"]
    assert is_conflict(heads)


@pytest.mark.parametrize(
    ("weaker", "stronger"),
    [("list", "platform"), ("platform", "rule"), ("rule", "typed"), ("typed", "card"), ("card", "police")],
)
def test_a_stronger_origin_is_shown_above_a_later_one(weaker: str, stronger: str) -> None:
    one, two = make_laptops("one", "two")
    one.put(AN, "phone", "1", origin=stronger)
    two.put(AN, "phone", "2", origin=weaker)
    heads = find_heads([*one.seen.values(), *two.seen.values()], all_live)
    assert heads[0].value == "1"


def test_of_equal_origins_the_later_is_shown() -> None:
    one, two = make_laptops("one", "two")
    one.put(AN, "phone", "1")
    two.put(AN, "phone", "2")
    heads = find_heads([*two.seen.values(), *one.seen.values()], all_live)
    assert heads[0].value == "2"


def test_two_heads_with_one_value_are_no_conflict() -> None:
    one, two = make_laptops("one", "two")
    one.put(AN, "guardian", {"full_name": "Lan", "phone": None})
    two.put(AN, "guardian", {"phone": None, "full_name": "Lan"})
    heads = find_heads([*one.seen.values(), *two.seen.values()], all_live)
    assert len(heads) == 2
    assert not is_conflict(heads)


def test_a_value_whose_basis_is_all_heads_settles_them() -> None:
    one, two = make_laptops("one", "two")
    one.put(AN, "phone", "1")
    two.put(AN, "phone", "2")
    one.see(two)
    one.put(AN, "phone", "3")
    heads = find_heads(list(one.seen.values()), all_live)
    assert [head.value for head in heads] == ["3"]


def test_an_event_whose_body_was_erased_is_no_head() -> None:
    (one,) = make_laptops("one")
    (event,) = write_sets(one, "1")
    assert find_heads([Event(event.header, None)], all_live) == ()


@given(acts(kinds=["set", "set", "set", "undo", "redo", "sync"]), st.randoms(use_true_random=False))
def test_heads_never_reach_each_other_and_reach_all_that_is_live(played: list[Act], chance: Random) -> None:
    events = [event for event in Story().play(played).events if event.header.kind == "set"]
    live = {event.header.id for event in events if chance.random() < 0.7}
    by_id = {event.header.id: event for event in events}

    def reach(start: str) -> set[str]:
        found: set[str] = set()
        to_visit = [start]
        while to_visit:
            for before in by_id[to_visit.pop()].header.basis:
                if before in by_id and before not in found:
                    found.add(before)
                    to_visit.append(before)
        return found

    registers: dict[tuple[str | None, str | None], list[Event]] = {}
    for event in events:
        registers.setdefault((event.header.person, event.header.field), []).append(event)
    for register in registers.values():
        standing = {event.header.id for event in register} & live
        heads = {head.event for head in find_heads(register, lambda event: event.header.id in live)}
        assert heads == {one for one in standing if not any(one in reach(other) for other in standing)}


# -- what a new event names --------------------------------------------------------------------------------------------


def test_a_new_event_names_what_was_taken_back_too_so_that_doing_it_again_is_no_conflict() -> None:
    (one,) = make_laptops("one")
    one.load(AN, make_row({"phone": "0900000000"}))
    one.put(AN, "phone", "1")
    step = one.put(AN, "phone", "2")
    one.undo(step)
    one.put(AN, "phone", "3")
    one.redo(step)
    assert one.show(AN).conflicts == ()
    assert one.show(AN).person.phone == "3"


def test_a_new_event_names_no_event_that_another_named_already() -> None:
    (one,) = make_laptops("one")
    first, last = write_sets(one, "1", "2")
    assert find_basis([first, last]) == (last.header.id,)
    assert find_basis([]) == ()


# -- hands -------------------------------------------------------------------------------------------------------------


def test_lists_and_rules_are_no_hands() -> None:
    (one,) = make_laptops("one")
    one.load(AN, make_row({}), same=name_id("binh"))
    one.put(AN, "phone", "1")
    one.write("mark", AN, {"status": "unverified", "because": None}, field="verification", origin="rule")
    said = {(event.header.kind, event.header.origin): is_by_hand(event) for event in one.seen.values()}
    assert said == {
        ("row", "list"): False,
        ("pair", "rule"): False,
        ("set", "typed"): True,
        ("mark", "rule"): False,
    }


def test_nothing_is_taken_back_where_nobody_took_anything_back() -> None:
    (one,) = make_laptops("one")
    (event,) = write_sets(one, "1")
    assert not find_retracted(one.seen.values()).has(event.header)
