from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pure.model.histories import (
    OTHER_STREAM,
    PEOPLE,
    Act,
    Laptop,
    Story,
    acts,
    close_around,
    make_laptops,
    make_row,
)
from vaxdesk.model.complaint import Complaint
from vaxdesk.model.event import Event, name_id
from vaxdesk.model.fold import Folded, fold, fold_untouched, same_value
from vaxdesk.model.member import make_member
from vaxdesk.model.person import Guardian
from vaxdesk.model.record import write_record
from vaxdesk.model.registers import find_retracted

AN, BINH, CHI = name_id("an"), name_id("binh"), name_id("chi")


def dose_of(person: str, place: int = 1) -> str:
    return name_id(person, str(place))


def laptop_with(*people: str, **values: str) -> Laptop:
    (one,) = make_laptops("one")
    for person in people:
        one.load(person, make_row(values))
    return one


def conflicts(folded: Folded) -> list[tuple[str, set[object]]]:
    return [(one.field, {head.value for head in one.heads}) for one in folded.conflicts]


# -- any order, repetition, split --------------------------------------------------------------------------------------


@given(acts(), st.randoms(use_true_random=False))
def test_any_order_and_repetition_of_events_gives_the_same_people(played: list[Act], chance: Random) -> None:
    events = Story().play(played).events
    shuffled = events + chance.choices(events, k=len(events))
    chance.shuffle(shuffled)
    assert fold(shuffled) == fold(events)


@given(acts())
def test_laptops_that_have_seen_the_same_show_the_same_whatever_the_order_they_met_in(played: list[Act]) -> None:
    story = Story().play(played)
    story.meet()
    one, two, three = (laptop.people for laptop in story.laptops)
    assert one == two == three


@given(acts(kinds=["load", "set", "set dose", "pair", "pair", "undo", "redo", "sync", "erase"]))
def test_the_whole_journal_folds_to_what_its_closed_parts_fold_to(played: list[Act]) -> None:
    events = Story().play(played).events
    whole = fold(events)
    for person in PEOPLE:
        part = fold(close_around(events, person))
        assert part == {listed: whole[listed] for listed in part}
        is_somebody = any(person in one.members for one in whole.values())
        assert is_somebody == any(person in one.members for one in part.values())


@given(acts(kinds=["load", "set", "set dose", "mark", "pair", "pair", "undo", "redo", "sync"]))
def test_everybody_stands_once_and_their_doses_once(played: list[Act]) -> None:
    for people in (laptop.people for laptop in Story().play(played).laptops):
        members = [member for one in people.values() for member in one.members]
        assert len(members) == len(set(members))
        for listed, one in people.items():
            assert listed == one.person.id == one.members[0] == one.kin[0]
            assert set(one.kin) <= set(one.members)
            assert listed not in one.person.merged
            assert set(one.person.merged) <= set(one.members)
            doses = [dose.id for dose in one.person.doses]
            assert len(doses) == len(set(doses))
            assert set(one.owners.values()) <= set(one.members[1:])
            assert set(one.streams) == set(one.members)


@given(acts(kinds=["load", "set", "set dose", "mark", "confirm", "undo", "redo", "sync"]))
def test_a_row_nobody_touched_folds_as_any_person_does(played: list[Act]) -> None:
    events = Story().play(played).events
    for person in PEOPLE:
        rows = [event for event in events if event.header.kind == "row" and event.header.person == person]
        if not rows:
            continue
        member = make_member(person, [rows[0]], find_retracted([]), is_held=False)
        assert member is not None
        plain = fold_untouched(rows[0])
        # A word taken back leads through the long way.
        laptop = Laptop("other")
        laptop.see([rows[0]])
        laptop.undo(laptop.put(person, "note", "x"))
        laptop.confirm(person, "none", {})
        long = laptop.people[person]
        assert replace(long, confirmed={}, untouched=True) == plain


def test_the_same_event_with_and_without_its_body_counts_with_it() -> None:
    one = laptop_with(AN, phone="0912345678")
    (event,) = one.seen.values()
    bare = Event(event.header, None)
    assert fold([event, bare]) == fold([bare, event]) == one.people


# -- rows and hands ----------------------------------------------------------------------------------------------------


def test_what_a_hand_wrote_stands_above_what_the_row_says() -> None:
    one = laptop_with(AN, phone="0912345678", full_name="Điểu Thị Sương")
    one.put(AN, "phone", "0987654321")
    assert one.show(AN).person.phone == "0987654321"
    assert one.show(AN).person.full_name == "Điểu Thị Sương"


def test_what_a_list_says_later_never_overwrites_a_hand() -> None:
    one = laptop_with(AN, phone="0912345678")
    one.put(AN, "phone", "0987654321")
    one.load(BINH, make_row({"phone": "0900000000"}, row=2), same=AN)
    assert one.show(AN).person.phone == "0987654321"
    assert one.show(AN).others == {"phone": ("0900000000",)}
    assert one.show(AN).differs == {}


def test_a_hands_value_is_not_lost_where_the_other_laptop_knew_the_person_by_another_list() -> None:
    one, two = make_laptops("one", "two")
    one.load(AN, make_row({"phone": "0912345678"}))
    one.put(AN, "phone", "0987654321")
    two.load(BINH, make_row({"phone": "0900000000"}, row=2))
    two.load(AN, make_row({"phone": "0912345678"}), same=BINH)
    two.see(one)
    assert two.show(AN).person.id == BINH
    assert two.show(AN).person.phone == "0987654321"
    assert conflicts(two.show(AN)) == []


def test_two_hands_on_two_lists_of_one_person_beyond_doubt_conflict_and_one_word_settles_it() -> None:
    one, two = make_laptops("one", "two")
    one.load(AN, make_row({}))
    one.put(AN, "phone", "1")
    two.load(BINH, make_row({}, row=2))
    two.put(BINH, "phone", "2")
    two.load(AN, make_row({}), same=BINH)
    two.see(one)
    assert conflicts(two.show(AN)) == [("phone", {"1", "2"})]
    two.put(AN, "phone", "3")
    assert conflicts(two.show(AN)) == []
    assert two.show(AN).person.phone == "3"


def test_two_lists_that_disagree_differ_and_are_no_conflict() -> None:
    one = laptop_with(AN, phone="0912345678")
    one.load(BINH, make_row({"phone": "0900000000"}, row=2), same=AN)
    folded = one.show(AN)
    assert folded.person.phone == "0912345678"
    assert folded.differs == {"phone": ("0900000000",)}
    assert folded.conflicts == ()


def test_a_list_fills_what_is_empty() -> None:
    one = laptop_with(AN, full_name="Điểu Thị Sương")
    one.load(BINH, make_row({"phone": "0900000000"}, row=2), same=AN)
    assert one.show(AN).person.phone == "0900000000"
    assert one.show(AN).differs == {}


def test_a_field_emptied_by_hand_is_not_filled_by_another_list() -> None:
    one = laptop_with(AN, phone="0912345678")
    one.put(AN, "phone", None)
    one.load(BINH, make_row({"phone": "0900000000"}, row=2), same=AN)
    assert one.show(AN).person.phone is None
    assert one.show(AN).others == {"phone": ("0900000000",)}


def test_a_field_emptied_by_hand_is_not_filled_by_somebody_merged_in() -> None:
    one = laptop_with(AN, BINH, phone="0912345678")
    one.put(AN, "phone", None)
    one.merge(AN, BINH)
    assert one.show(AN).person.phone is None


def test_one_row_read_in_two_ways_shows_the_older_reading_and_says_that_the_other_differs() -> None:
    one, two = make_laptops("one", "two")
    one.load(AN, make_row({"hamlet": "Thôn 1"}))
    two.load(AN, make_row({"hamlet": "Thôn 2"}))
    one.see(two)
    assert one.show(AN).person.hamlet == "Thôn 1"
    assert one.show(AN).differs == {"hamlet": ("Thôn 2",)}


def test_a_text_that_nobody_could_read_is_kept_until_somebody_writes_the_field() -> None:
    (one,) = make_laptops("one")
    one.load(AN, make_row({}, raw={"birth_date": "30/02/1998"}))
    assert one.show(AN).person.raw == {"birth_date": "30/02/1998"}
    step = one.put(AN, "birth_date", "1998-02-28")
    assert one.show(AN).person.raw == {}
    one.undo(step)
    assert one.show(AN).person.raw == {"birth_date": "30/02/1998"}


def test_a_text_that_came_with_a_hands_value_stands_beside_it() -> None:
    one = laptop_with(AN, phone="0912345678")
    one.put(AN, "phone", None, raw="không nhớ", origin="police")
    assert one.show(AN).person.raw == {"phone": "không nhớ"}


def test_somebody_made_by_hand_is_there_and_gone_when_that_is_taken_back() -> None:
    (one,) = make_laptops("one")
    step = one.put(AN, "full_name", "Điểu Thị Sương")
    assert one.show(AN).person.full_name == "Điểu Thị Sương"
    one.undo(step)
    assert one.people == {}


def test_the_kind_of_a_number_follows_the_number_unless_somebody_set_it() -> None:
    one = laptop_with(AN, id_number="285123456")
    assert one.show(AN).person.id_kind == "cmnd"
    one.put(AN, "id_number", "070185001234")
    assert one.show(AN).person.id_kind == "cccd"
    one.put(AN, "id_kind", "other")
    assert one.show(AN).person.id_kind == "other"
    one.put(AN, "id_kind", None)
    assert one.show(AN).person.id_kind == "cccd"
    one.put(AN, "id_number", None)
    assert one.show(AN).person.id_kind is None


def test_the_kind_that_a_list_gives_is_the_kind_of_its_own_number_only() -> None:
    one = laptop_with(AN, id_number="AB123456", id_kind="other")
    assert one.show(AN).person.id_kind == "other"
    one.load(BINH, make_row({"id_number": "070185001234"}, row=2))
    one.merge(BINH, AN)
    assert one.show(AN).person.id_kind == "cccd"
    one.put(BINH, "id_number", "285123456")
    assert one.show(AN).person.id_kind == "cmnd"


def test_a_row_with_empty_values_and_half_a_guardian_can_be_read() -> None:
    (one,) = make_laptops("one")
    one.load(AN, make_row({"id_number": None, "id_kind": None, "guardian": {"phone": "0912345678"}}))
    assert one.show(AN).person.guardian == Guardian(phone="0912345678")
    assert one.show(AN).person.id_kind is None


def test_an_unsorted_guardian_is_the_same_value() -> None:
    assert same_value({"phone": "1", "full_name": None}, {"full_name": None, "phone": "1"})
    assert not same_value(1, True)  # noqa: FBT003
    assert not same_value("1", 1)


# -- conflicts ---------------------------------------------------------------------------------------------------------


def test_two_laptops_with_different_values_conflict_until_one_that_knows_both_decides() -> None:
    one = laptop_with(AN)
    two = Laptop("two", one.times)
    two.see(one)
    one.put(AN, "phone", "1")
    two.put(AN, "phone", "2")
    one.see(two)
    assert conflicts(one.show(AN)) == [("phone", {"1", "2"})]
    assert one.show(AN).person.phone == "2"
    one.put(AN, "phone", "1")
    two.see(one)
    assert one.show(AN) == two.show(AN)
    assert two.show(AN).conflicts == ()
    assert two.show(AN).person.phone == "1"


def test_the_same_value_from_two_laptops_is_no_conflict_and_neither_are_two_fields() -> None:
    one = laptop_with(AN)
    two = Laptop("two", one.times)
    two.see(one)
    one.put(AN, "phone", "1")
    one.put(AN, "hamlet", "Thôn 1")
    two.put(AN, "phone", "1")
    two.put(AN, "address", "ấp 2")
    one.see(two)
    assert one.show(AN).conflicts == ()
    assert (one.show(AN).person.hamlet, one.show(AN).person.address) == ("Thôn 1", "ấp 2")


def test_two_marks_that_differ_are_a_conflict_of_verification() -> None:
    one = laptop_with(AN)
    two = Laptop("two", one.times)
    two.see(one)
    one.mark(AN, "matched")
    two.mark(AN, "mismatched")
    one.see(two)
    assert [conflict.field for conflict in one.show(AN).conflicts] == ["verification"]
    one.mark(AN, "matched")
    assert one.show(AN).conflicts == ()
    assert one.show(AN).person.verification == "matched"


def test_an_answer_and_a_change_of_name_that_did_not_know_of_each_other_are_a_conflict() -> None:
    one = laptop_with(AN, full_name="Điểu Thị Sương")
    one.mark(AN, "mismatched")
    two = Laptop("two", one.times)
    two.see(one)
    step = one.put(AN, "full_name", "Điểu Sương")
    one.mark(AN, "unverified", origin="rule", step=step)
    two.mark(AN, "matched")
    one.see(two)
    assert [conflict.field for conflict in one.show(AN).conflicts] == ["verification"]
    assert one.show(AN).person.verification == "matched"
    one.undo(step)
    assert one.show(AN).conflicts == ()
    assert one.show(AN).person.verification == "matched"


def test_a_conflict_of_somebody_merged_in_shows_only_where_their_value_is_shown() -> None:
    one = laptop_with(AN, BINH)
    two = Laptop("two", one.times)
    two.see(one)
    one.put(BINH, "phone", "1")
    two.put(BINH, "phone", "2")
    one.see(two)
    one.merge(AN, BINH)
    assert conflicts(one.show(AN)) == [("phone", {"1", "2"})]
    one.put(AN, "phone", "3")
    assert conflicts(one.show(AN)) == []
    one.say(BINH, AN, None)
    assert conflicts(one.show(BINH)) == [("phone", {"1", "2"})]


@given(acts(kinds=["set", "set dose", "mark", "confirm", "undo", "undo", "redo"]))
def test_one_laptop_alone_never_makes_a_conflict(played: list[Act]) -> None:
    laptop = Story(1).play(played).meet()
    assert all(one.conflicts == () for one in laptop.people.values())


@given(acts(kinds=["load", "set", "set dose", "mark", "pair", "undo", "redo"]))
def test_one_laptop_alone_never_makes_a_conflict_by_merging_either(played: list[Act]) -> None:
    laptop = Story(1).play(played).meet()
    for one in laptop.people.values():
        for conflict in one.conflicts:
            # Only hands of two people that a rule then found to be one may be at odds.
            writers = {laptop.seen[head.event].header.person for head in conflict.heads}
            assert len(writers) > 1


@given(acts())
def test_one_word_with_every_head_as_its_basis_settles_any_conflict(played: list[Act]) -> None:
    laptop = Story().play(played).meet()
    for listed, one in laptop.people.items():
        for conflict in one.conflicts:
            if conflict.field == "verification":
                laptop.mark(listed, "matched")
            else:
                laptop.put(listed, conflict.field, conflict.heads[-1].value, dose=conflict.dose)
    assert all(one.conflicts == () for one in laptop.people.values())


# -- undo and redo -----------------------------------------------------------------------------------------------------


def test_taking_back_an_old_change_whose_field_was_changed_since_changes_nothing() -> None:
    one = laptop_with(AN)
    old = one.put(AN, "phone", "1")
    one.put(AN, "phone", "2")
    before = one.people
    one.undo(old)
    assert one.people == before


def test_taking_back_the_newest_shows_what_stood_before_with_its_text_and_its_conflict() -> None:
    one = laptop_with(AN)
    two = Laptop("two", one.times)
    two.see(one)
    one.put(AN, "phone", "1", origin="police", raw="một")
    two.put(AN, "phone", "2")
    one.see(two)
    before = one.people
    assert before[AN].person.raw == {"phone": "một"}
    newest = one.put(AN, "phone", "3")
    assert one.people != before
    one.undo(newest)
    assert one.people == before
    assert before[AN].conflicts[0].heads[0].origin == "police"


@given(acts(kinds=["load", "set", "set", "set dose", "mark", "confirm", "pair", "undo", "redo"]), acts(longest=3))
def test_whatever_a_step_did_taking_it_back_shows_what_stood_before(played: list[Act], more: list[Act]) -> None:
    story = Story(1).play(played)
    laptop = story.laptops[0]
    for act in more:
        before, known = laptop.people, set(laptop.seen)
        story.play_one(act)
        steps = {event.header.step for one, event in laptop.seen.items() if one not in known}
        assert len(steps) <= 1
        for step in steps:
            after = laptop.people
            undone = laptop.undo(step)
            assert laptop.people == before
            laptop.undo(undone)
            assert laptop.people == after


@given(acts(kinds=["set", "set", "set dose", "mark", "undo", "redo"], longest=15), st.integers(0, 20))
def test_undo_of_any_step_and_redo_of_it_restores_exactly(played: list[Act], which: int) -> None:
    laptop = Story(1).play(played).meet()
    steps = list(dict.fromkeys(event.header.step for event in laptop.seen.values()))
    before = laptop.people
    undone = laptop.undo(steps[which % len(steps)])
    assert all(one.conflicts == () for one in laptop.people.values())
    laptop.undo(undone)
    assert laptop.people == before


@given(acts(kinds=["set", "set", "set", "undo", "undo", "redo"]))
def test_on_one_laptop_a_field_shows_the_newest_word_that_stands(played: list[Act]) -> None:
    laptop = Story(1).play(played).meet()
    events = list(laptop.seen.values())
    bare = fold(event for event in events if event.header.kind == "row")
    live = [event for event in events if event.header.kind == "set" and _stands(event, events)]
    for listed, one in laptop.people.items():
        said = {event.header.field: event.body.value for event in live if event.header.person == listed and event.body}
        for name in ("full_name", "phone", "id_number", "hamlet"):
            row = getattr(bare[listed].person, name) if listed in bare else None
            assert getattr(one.person, name) == said.get(name, row)


def _stands(event: Event, events: list[Event]) -> bool:
    header = event.header
    return not any(
        (header.step if other.header.field == "step" else header.id) in other.header.basis and _stands(other, events)
        for other in events
        if other.header.kind == "retract"
    )


def test_a_step_undone_on_two_laptops_and_done_again_on_one_that_knows_both_stands() -> None:
    one = laptop_with(AN)
    step = one.put(AN, "phone", "1")
    two = Laptop("two", one.times)
    two.see(one)
    one.undo(step)
    two.undo(step)
    one.see(two)
    assert one.show(AN).person.phone is None
    one.redo(step)
    two.see(one)
    assert one.show(AN).person.phone == two.show(AN).person.phone == "1"


def test_a_row_whose_load_was_taken_back_stays_while_somebodys_word_stands_on_it() -> None:
    one = laptop_with(AN, phone="0912345678")
    load = next(iter(one.seen.values())).header.step
    two = Laptop("two", one.times)
    two.see(one)
    word = two.put(AN, "hamlet", "Thôn 1")
    one.undo(load)
    assert one.people == {}
    one.see(two)
    assert (one.show(AN).person.phone, one.show(AN).person.hamlet) == ("0912345678", "Thôn 1")
    one.undo(word)
    assert one.people == {}


def test_a_mark_a_confirmation_and_a_decided_pair_hold_a_row_too_and_a_rule_does_not() -> None:
    holds: list[Callable[[Laptop], str]] = [
        lambda laptop: laptop.mark(AN, "matched"),
        lambda laptop: laptop.confirm(AN, "phone.invalid", {"phone": None}),
        lambda laptop: laptop.say(AN, BINH, "distinct"),
    ]
    for hold in holds:
        one = laptop_with(AN)
        load = next(iter(one.seen.values())).header.step
        hold(one)
        one.undo(load)
        assert set(one.people) == {AN}
    one = laptop_with(AN)
    load = next(iter(one.seen.values())).header.step
    one.mark(AN, "unverified", origin="rule")
    one.undo(load)
    assert one.people == {}


def test_a_row_that_stays_remains_the_person_it_was_known_to_be() -> None:
    (one,) = make_laptops("one")
    one.load(AN, make_row({}, [{"number": 1, "vaccine": "pfizer", "date": "2021-08-15"}]))
    second = one.load(BINH, make_row({}, [{"number": 2, "vaccine": "pfizer", "date": "2021-10-15"}], row=2), same=AN)
    one.put(AN, "lot", "A1", dose=dose_of(BINH))
    one.undo(second)
    assert list(one.people) == [AN]
    assert [dose.lot for dose in one.show(AN).person.doses] == [None, "A1"]


def test_taking_back_the_load_of_an_edge_that_no_hand_stands_on_takes_the_row_away() -> None:
    one = laptop_with(AN, phone="0912345678")
    before = one.people
    second = one.load(BINH, make_row({"hamlet": "Thôn 1"}, row=2), same=AN)
    one.undo(second)
    assert one.people == before


def test_two_lists_of_one_person_stay_one_when_the_list_that_joined_them_is_taken_back() -> None:
    one = laptop_with(AN)
    first = next(iter(one.seen.values())).header.step
    one.load(BINH, make_row({}, row=2), same=AN)
    one.load(CHI, make_row({}, row=3), same=AN)
    one.undo(first)
    assert [set(folded.members) for folded in one.people.values()] == [{BINH, CHI}]


def test_a_list_loaded_again_stands_as_it_was_read_the_second_time_also_after_an_edit() -> None:
    (one,) = make_laptops("one")
    wrong = one.load(AN, make_row({"full_name": "Thôn 1"}), same=BINH)
    one.undo(wrong)
    one.load(AN, make_row({"full_name": "Điểu Thị Sương"}))
    one.load(BINH, make_row({}, row=2))
    one.put(AN, "phone", "1")
    assert one.show(AN).person.full_name == "Điểu Thị Sương"
    assert one.show(AN).differs == {}
    assert one.show(AN).members == (AN,)


def test_of_two_loads_taken_back_the_row_that_went_last_stays_for_an_edit() -> None:
    one, two = make_laptops("one", "two")
    first = one.load(AN, make_row({"hamlet": "Thôn 1"}))
    second = two.load(AN, make_row({"hamlet": "Thôn 2"}))
    one.see(two)
    one.undo(second)
    one.put(AN, "phone", "1")
    one.undo(first)
    assert one.show(AN).person.hamlet == "Thôn 1"


def test_an_edge_taken_back_by_itself_stays_taken_back_though_a_hand_holds_the_row() -> None:
    one = laptop_with(AN)
    one.load(BINH, make_row({}, row=2), same=AN)
    edge = next(event.header.id for event in one.seen.values() if event.header.kind == "pair")
    one.put(AN, "phone", "1")
    one.write("retract", field="events", basis=(edge,))
    assert set(one.people) == {AN, BINH}


def test_loading_again_works_like_the_first_time() -> None:
    one = laptop_with(AN, phone="0912345678")
    before = write_record(one.show(AN).person)
    first = next(iter(one.seen.values())).header.step
    one.undo(first)
    again = one.load(AN, make_row({"phone": "0912345678"}))
    record = write_record(one.show(AN).person)
    assert record["sources"][0].pop("batch") == again
    assert before["sources"][0].pop("batch") == first
    assert record == before


# -- merging -----------------------------------------------------------------------------------------------------------


def test_merged_people_show_the_listed_members_values_and_fill_what_is_empty() -> None:
    (one,) = make_laptops("one")
    one.load(AN, make_row({"full_name": "Sương", "phone": "1"}))
    one.load(BINH, make_row({"phone": "2", "hamlet": "Thôn 1"}, row=2))
    one.load(CHI, make_row({"hamlet": "Thôn 2", "address": "ấp 2"}, row=3))
    one.merge(AN, BINH)
    one.merge(AN, CHI)
    folded = one.show(BINH)
    person = folded.person
    assert (person.id, person.full_name, person.phone, person.hamlet, person.address) == (
        AN, "Sương", "1", "Thôn 1", "ấp 2",
    )  # fmt: skip
    assert folded.others == {"phone": ("2",), "hamlet": ("Thôn 2",)}
    assert folded.members == (AN, BINH, CHI)
    assert person.merged == tuple(sorted((BINH, CHI)))
    assert {source.row for source in person.sources} == {1, 2, 3}


def test_a_merge_by_hand_shows_the_listed_members_list_value_above_what_was_typed_for_the_other() -> None:
    one = laptop_with(AN, BINH, phone="0912345678")
    one.put(BINH, "phone", "0987654321")
    one.merge(AN, BINH)
    assert one.show(AN).person.phone == "0912345678"
    assert one.show(AN).others == {"phone": ("0987654321",)}
    assert one.show(AN).differs == {}


def test_rules_edges_are_not_listed_as_merged() -> None:
    one = laptop_with(AN)
    one.load(BINH, make_row({}, row=2), same=AN)
    assert one.show(AN).person.merged == ()
    assert one.show(AN).members == one.show(AN).kin == (AN, BINH)


def test_an_unmerge_gives_both_back_whole_with_every_later_edit_where_it_belongs() -> None:
    (one,) = make_laptops("one")
    one.load(AN, make_row({"phone": "1"}, [{"number": 1, "date": "2021-08-15"}]))
    one.load(BINH, make_row({"hamlet": "Thôn 1"}, [{"number": 2, "date": "2021-10-15"}], row=2))
    one.merge(AN, BINH)
    one.put(AN, "address", "ấp 2")
    one.put(AN, "lot", "A1", dose=dose_of(BINH))
    one.put(AN, "lot", "B2", dose=dose_of(AN))
    one.say(BINH, AN, None)
    an, binh = one.show(AN).person, one.show(BINH).person
    assert (an.phone, an.hamlet, an.address) == ("1", None, "ấp 2")
    assert (binh.phone, binh.hamlet, binh.address) == (None, "Thôn 1", None)
    assert [(dose.number, dose.lot) for dose in an.doses] == [(1, "B2")]
    assert [(dose.number, dose.lot) for dose in binh.doses] == [(2, "A1")]
    assert an.merged == binh.merged == ()


def test_a_merge_that_is_taken_back_leaves_no_trace() -> None:
    one = laptop_with(AN, BINH, phone="0912345678")
    before = one.people
    one.undo(one.merge(AN, BINH))
    assert one.people == before


def test_an_unmerge_takes_a_rules_edge_back_and_undo_of_it_brings_it_again() -> None:
    one = laptop_with(AN)
    one.load(BINH, make_row({}, row=2), same=AN)
    joined = one.people
    step = one.say(BINH, AN, None)
    assert set(one.people) == {AN, BINH}
    one.undo(step)
    assert one.people == joined


def test_the_later_of_merge_and_distinct_wins() -> None:
    one = laptop_with(AN, BINH)
    two = Laptop("two", one.times)
    two.see(one)
    one.merge(AN, BINH)
    two.say(AN, BINH, "distinct")
    one.see(two)
    assert set(one.people) == {AN, BINH}
    one.merge(AN, BINH)
    assert set(one.people) == {AN}
    one.say(BINH, AN, {"verdict": "distinct", "about": {"phone": None}})
    assert set(one.people) == {AN, BINH}


def test_a_rule_never_overrules_a_hand_that_said_they_are_two() -> None:
    one = laptop_with(AN, BINH)
    one.say(AN, BINH, "distinct")
    one.write("pair", BINH, "same", field=AN, origin="rule")
    assert set(one.people) == {AN, BINH}


def test_a_pair_said_both_ways_is_listed_under_the_later_target() -> None:
    one = laptop_with(AN, BINH)
    two = Laptop("two", one.times)
    two.see(one)
    one.merge(AN, BINH)
    two.merge(BINH, AN)
    one.see(two)
    assert set(one.people) == {BINH}
    assert one.show(AN).person.merged == (AN,)


def test_three_merged_in_a_circle_are_one_listed_under_the_latest_target() -> None:
    one = laptop_with(AN, BINH, CHI)
    two, three = Laptop("two", one.times), Laptop("three", one.times)
    two.see(one)
    three.see(one)
    one.merge(AN, BINH)
    two.merge(BINH, CHI)
    three.merge(CHI, AN)
    one.see(two, three)
    assert {listed: set(folded.members) for listed, folded in one.people.items()} == {CHI: {AN, BINH, CHI}}
    assert one.show(AN).person.merged == tuple(sorted((AN, BINH)))


def test_a_pair_with_somebody_who_is_not_there_yet_joins_when_they_come() -> None:
    one, two = make_laptops("one", "two")
    one.load(AN, make_row({}))
    one.merge(BINH, AN)
    assert set(one.people) == {AN}
    two.load(BINH, make_row({}, row=2))
    one.see(two)
    assert set(one.people) == {BINH}


def test_a_person_said_to_be_themselves_stays_themselves() -> None:
    one = laptop_with(AN)
    before = one.people
    one.write("pair", AN, "same", field=AN)
    assert one.people == before


def test_a_mark_of_somebody_merged_in_counts_where_the_listed_one_has_none() -> None:
    one = laptop_with(AN, BINH)
    one.mark(BINH, "unresolvable", because="moved_away")
    one.merge(AN, BINH)
    person = one.show(AN).person
    assert (person.verification, person.verification_reason) == ("unresolvable", "moved_away")
    one.mark(AN, "matched", reason="công an xác nhận")
    person = one.show(AN).person
    assert (person.verification, person.verification_reason) == ("matched", "công an xác nhận")


def test_what_was_confirmed_is_confirmed_until_it_is_taken_back() -> None:
    one = laptop_with(AN)
    step = one.confirm(AN, "phone.invalid", {"phone": "1"})
    assert one.show(AN).confirmed == {("phone.invalid", None): {"phone": "1"}}
    one.undo(step)
    assert one.show(AN).confirmed == {}


# -- an edit -----------------------------------------------------------------------------------------------------------


@given(
    acts(kinds=["load", "set", "set dose", "mark", "confirm", "pair", "undo", "sync"]),
    st.integers(0, 3),
    st.sampled_from(["full_name", "phone", "hamlet", "note", "birth_date", "priority_group"]),
)
def test_an_edit_changes_exactly_one_field_of_one_person(played: list[Act], who: int, name: str) -> None:
    laptop = Story().play(played).meet()
    before = laptop.people
    if not before:
        return
    listed = sorted(before)[who % len(before)]
    value = 3 if name == "priority_group" else "1999-09-09" if name == "birth_date" else "something new"
    laptop.put(listed, name, value)
    after = laptop.people
    assert after.keys() == before.keys()
    for person, folded in after.items():
        new, old = write_record(folded.person), write_record(before[person].person)
        if person == listed:
            assert new.pop(name) == value
            assert old.pop(name) != value
            assert name not in new["raw"]
            old["raw"].pop(name, None)
            left = [conflict for conflict in before[person].conflicts if conflict.field != name]
            assert list(folded.conflicts) == left
        assert new == old


@given(acts(kinds=["load", "set", "set dose", "undo", "sync"]), st.integers(0, 3), st.sampled_from(["lot", "site"]))
def test_an_edit_of_a_dose_changes_exactly_one_field_of_one_dose(played: list[Act], which: int, name: str) -> None:
    laptop = Story().play(played).meet()
    before = laptop.people
    doses = [(listed, dose.id) for listed, one in sorted(before.items()) for dose in one.person.doses]
    if not doses:
        return
    listed, dose = doses[which % len(doses)]
    laptop.put(listed, name, "something new", dose=dose)
    after = laptop.people
    assert after.keys() == before.keys()
    for person, folded in after.items():
        new, old = write_record(folded.person), write_record(before[person].person)
        if person == listed:
            changed = next(one for one in new["doses"] if one["id"] == dose)
            was = next(one for one in old["doses"] if one["id"] == dose)
            assert changed[name] == "something new"
            was[name] = changed[name]
        assert new == old


# -- erasing -----------------------------------------------------------------------------------------------------------


@settings(max_examples=60)
@given(acts(kinds=["load", "set", "mark", "pair", "undo", "redo", "sync", "erase"]), st.randoms(use_true_random=False))
def test_an_erased_person_is_nobody_in_whatever_order_events_arrive(played: list[Act], chance: Random) -> None:
    events = Story().play(played).events
    erased = {event.header.person for event in events if event.header.kind == "erase"}
    bare = [
        Event(event.header, None) if event.header.person in erased and event.header.kind != "erase" else event
        for event in events
    ]
    chance.shuffle(bare)
    people = fold(events)
    assert fold(bare) == people
    assert not erased & {member for one in people.values() for member in one.members}


def test_taking_an_erasure_back_brings_nobody_back() -> None:
    one = laptop_with(AN)
    one.undo(one.erase(AN))
    assert one.people == {}


# -- streams -----------------------------------------------------------------------------------------------------------


def test_a_person_belongs_to_the_stream_of_the_first_thing_said_of_them() -> None:
    one = laptop_with(AN)
    one.load(BINH, make_row({}, row=2))
    binh = one.write("row", CHI, dict(make_row({}, row=3)), origin="list", stream=OTHER_STREAM)
    one.write("pair", CHI, "same", field=AN, stream=OTHER_STREAM)
    assert set(one.people) == {AN, BINH, CHI}, "another station's word alone joins nobody"
    one.write("pair", AN, "keeps", field=CHI)
    assert set(one.people) == {AN, BINH}
    assert one.show(AN).stream == "25222"
    assert one.show(AN).streams == {AN: "25222", CHI: binh.header.stream}


def test_what_was_known_of_somebody_who_was_the_same_person_then_is_no_conflict_once_they_are_two_again() -> None:
    one, other = make_laptops("one", "other")
    one.load(AN, make_row({"full_name": "An"}))
    joined = one.load(BINH, make_row({"full_name": "An"}), same=AN)
    one.put(AN, "phone", "1")
    other.see(one)
    # The other laptop writes over it, as of the two who are one, then over its own word.
    event = other.write("set", BINH, "2", field="phone", basis=_find_phones(other))
    other.write("set", AN, "3", field="phone", basis=(event.header.id,))
    one.see(other)
    assert one.show(AN).conflicts == ()
    one.undo(joined)
    assert one.show(AN).conflicts == ()
    assert one.show(AN).person.phone == "3"


def _find_phones(laptop: Laptop) -> tuple[str, ...]:
    return tuple(event.header.id for event in laptop.seen.values() if event.header.field == "phone")


# What stands beside a person's data -------------------------------------------------------------------------------


def read_complaint_of(laptop: Laptop, person: str) -> dict[str, Any]:
    return {of: head.value for of, head in laptop.show(person).complaints.items()}


def test_two_flags_put_up_without_knowing_of_each_other_are_both_shown_and_no_conflict() -> None:
    one, two = make_laptops("one", "two")
    one.load(AN, make_row({"full_name": "An"}))
    two.see(one)
    one.say_beside(AN, "flag", "hỏi lại")
    two.say_beside(AN, "flag", "gọi điện")
    one.see(two)
    two.see(one)
    for laptop in (one, two):
        assert laptop.show(AN).flag == "hỏi lại · gọi điện"
        assert laptop.show(AN).conflicts == ()
    one.say_beside(AN, "flag", None)
    two.see(one)
    assert (one.show(AN).flag, two.show(AN).flag) == (None, None)


def test_a_flag_taken_down_here_stays_where_somebody_put_up_another_meanwhile() -> None:
    one, two = make_laptops("one", "two")
    one.load(AN, make_row({"full_name": "An"}))
    one.say_beside(AN, "flag", "hỏi lại")
    two.see(one)
    one.say_beside(AN, "flag", None)
    two.say_beside(AN, "flag", "gọi điện")
    one.see(two)
    assert one.show(AN).flag == "gọi điện"


def test_a_report_answered_on_both_laptops_bears_the_later_word() -> None:
    one, two = make_laptops("one", "two")
    one.load(AN, make_row({"full_name": "An"}))
    said = Complaint("", "", "phone", "sai tên", "2022-05-18T09:00+07:00")
    one.say_beside(AN, "complaint", said.as_value(), field=BINH)
    two.see(one)
    one.say_beside(AN, "complaint", replace(said, outcome="corrected").as_value(), field=BINH)
    last = replace(said, outcome="refused", because="blurred").as_value()
    two.say_beside(AN, "complaint", last, field=BINH)
    one.see(two)
    two.see(one)
    assert read_complaint_of(one, AN) == read_complaint_of(two, AN) == {BINH: last}


def test_words_beside_a_person_hold_the_row_and_make_nobody() -> None:
    (one,) = make_laptops("one")
    step = one.load(AN, make_row({"full_name": "An"}))
    flagged = one.say_beside(AN, "flag", "hỏi lại")
    one.undo(step)
    assert one.show(AN).person.full_name == "An"
    one.undo(flagged)
    assert one.find(AN) is None
    one.redo(flagged)
    assert one.show(AN).flag == "hỏi lại"


def test_who_are_joined_show_what_is_beside_either_of_them() -> None:
    (one,) = make_laptops("one")
    for person in (AN, BINH):
        one.load(person, make_row({"full_name": person}))
    one.say_beside(AN, "flag", "hỏi lại")
    one.say_beside(BINH, "entered", "digest")
    merged = one.merge(AN, BINH)
    shown = one.show(AN)
    assert (shown.flag, shown.entered) == ("hỏi lại", "digest")
    one.undo(merged)
    assert (one.show(AN).entered, one.show(BINH).flag) == (None, None)


@given(acts(kinds=["load", "set", "beside", "beside", "pair", "undo", "redo", "sync"]))
def test_words_beside_people_are_the_same_in_any_order_and_change_no_field(said: list[Act]) -> None:
    story = Story().play(said)
    events = story.events
    forwards, backwards = fold(events), fold(list(reversed(events)))
    assert forwards == backwards
    beside = {"flag", "complaint", "entered"}
    others = fold([event for event in events if event.header.kind not in beside])
    for person, one in forwards.items():
        # Whom only such a word holds after the undo of their load is not there without it.
        if person in others and one.members == others[person].members:
            assert one.conflicts == others[person].conflicts
