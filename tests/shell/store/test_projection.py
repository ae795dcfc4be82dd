from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pure.model.histories import PEOPLE, Act, Laptop, Story, acts, make_laptops, make_row
from tests.shell.store.stations import check_tables, make_station, read_tables, sort_chains
from vaxdesk.model.event import Event, name_id
from vaxdesk.model.step import Fact
from vaxdesk.store import Store

AN, BINH, CHI = name_id("an"), name_id("binh"), name_id("chi")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Give one store for all; whoever writes to it rehearses."""
    with make_station(tmp_path_factory.mktemp("store") / "store") as made:
        yield made


def split(events: list[Event], chance: Random) -> Iterator[list[Event]]:
    """Give the events in parcels of any size, each chain in its order, some of them twice."""
    chains = list(sort_chains(events).values())
    sent: list[Event] = []
    while chains:
        parcel: list[Event] = chance.sample(sent, min(len(sent), chance.randint(0, 2)))
        for _ in range(chance.randint(1, 4)):
            if chains:
                chain = chance.choice(chains)
                parcel.append(chain.pop(0))
                chains = [one for one in chains if one]
        chance.shuffle(parcel)
        sent.extend(parcel)
        yield parcel


@settings(max_examples=60)
@given(
    acts(kinds=["load", "load", "set", "set dose", "mark", "pair", "undo", "undo", "redo", "sync", "erase"]),
    st.randoms(use_true_random=False),
)
def test_the_tables_follow_whatever_comes_in_in_any_order_and_split(
    store: Store, played: list[Act], chance: Random
) -> None:
    events = Story().play(played).events
    with store.rehearsal():
        for parcel in split(events, chance):
            store.receive(parcel)
            check_tables(store)
        assert store.journal.count_events() == len(events)
    assert store.journal.count_events() == 0


@settings(max_examples=40)
@given(acts(), st.randoms(use_true_random=False))
def test_two_stores_that_took_in_the_same_show_the_same(store: Store, played: list[Act], chance: Random) -> None:
    events = Story().play(played).events
    seen = []
    for _ in range(2):
        with store.rehearsal():
            for parcel in split(events, chance):
                store.receive(parcel)
            seen.append(read_tables(store))
    assert seen[0] == seen[1]


def receive(store: Store, laptop: Laptop) -> None:
    store.receive(list(laptop.seen.values()))
    check_tables(store)


def test_a_row_whose_load_was_taken_back_before_it_came_is_nobody(store: Store) -> None:
    one, two = make_laptops("one", "two")
    load = one.load(AN, make_row({"full_name": "Điểu Thị Sương"}))
    row = list(one.seen.values())
    two.see(one)
    two.undo(load)
    with store.rehearsal():
        store.receive([event for event in two.seen.values() if event.header.kind == "retract"])
        written = store.receive(row)
        assert written.folded == {}
        assert store.find_person(AN) is None
        check_tables(store)


def test_a_load_and_its_undo_in_one_parcel_leave_nobody(store: Store) -> None:
    (one,) = make_laptops("one")
    one.undo(one.load(AN, make_row({"full_name": "Điểu Thị Sương"})))
    with store.rehearsal():
        receive(store, one)
        assert list(store.read_records()) == []


def test_when_the_listed_one_goes_the_others_are_listed_anew(store: Store) -> None:
    (one,) = make_laptops("one")
    load = one.load(AN, make_row({}))
    one.load(BINH, make_row({}, row=2))
    one.load(CHI, make_row({}, row=3))
    one.merge(AN, BINH)
    one.merge(AN, CHI)
    with store.rehearsal():
        receive(store, one)
        assert store.find_person(CHI) == AN
        for pair in (BINH, CHI):
            one.say(pair, AN, None)
        one.undo(load)
        receive(store, one)
        assert [store.find_person(person) for person in (AN, BINH, CHI)] == [AN, BINH, CHI]


def test_a_group_that_falls_apart_leaves_no_member_behind(store: Store) -> None:
    (one,) = make_laptops("one")
    first = one.load(AN, make_row({}))
    second = one.load(BINH, make_row({}, row=2), same=AN)
    one.load(CHI, make_row({}, row=3), same=BINH)
    with store.rehearsal():
        receive(store, one)
        undone = one.undo(second)
        receive(store, one)
        assert {record["id"] for record in store.read_records()} == {AN, CHI}
        one.undo(undone)
        one.undo(first)
        receive(store, one)
        assert [store.find_person(person) for person in (AN, BINH, CHI)] == [None, BINH, BINH]


def test_only_those_are_told_as_changed_who_were_or_are_one_with_whom_somebody_wrote_of(store: Store) -> None:
    (one,) = make_laptops("one")
    for place, person in enumerate((AN, BINH, CHI), 1):
        one.load(person, make_row({}, row=place))
    one.say(AN, BINH, "distinct")
    merge = one.merge(BINH, CHI)
    with store.rehearsal():
        receive(store, one)
        one.put(AN, "phone", "1")
        assert set(store.receive(one.seen.values()).folded) == {AN}
        one.put(CHI, "phone", "2")
        assert set(store.receive(one.seen.values()).folded) == {BINH}
        one.undo(merge)
        assert set(store.receive(one.seen.values()).folded) == {BINH, CHI}
        one.merge(AN, BINH)
        written = store.receive(one.seen.values())
        assert (set(written.folded), set(written.gone)) == ({AN}, {BINH})
        check_tables(store)


def test_whoever_is_no_longer_listed_has_no_issues_any_more(store: Store) -> None:
    (one,) = make_laptops("one")
    one.load(AN, make_row({}))
    load = one.load(BINH, make_row({}, row=2))
    with store.rehearsal():
        receive(store, one)
        issue = {"rule": "phone.missing", "severity": "error"}
        store.put_issues({AN: [issue], BINH: [issue]})
        one.undo(load)
        one.merge(AN, BINH)
        written = store.receive(list(one.seen.values()))
        assert set(store.read_issues()) == {AN} - written.gone
        check_tables(store)


def test_a_person_keeps_the_number_under_which_they_are_searched(store: Store) -> None:
    with store.rehearsal():
        store.write([Fact("row", "25222", AN, value=dict(make_row({"full_name": "Điểu Thị Sương"})), origin="list")])
        number = store._db.execute("SELECT n FROM people").fetchone()
        store.write([Fact("set", "25222", AN, field="full_name", value="Điểu Thị Sen")])
        assert store._db.execute("SELECT n FROM people").fetchone() == number
        assert (store.search("suong"), store.search("sen")) == ([], [AN])


def test_what_lies_behind_people_can_be_asked_for_any_member(store: Store) -> None:
    (one,) = make_laptops("one")
    one.load(AN, make_row({}))
    one.load(BINH, make_row({}, row=2), same=AN)
    with store.rehearsal():
        receive(store, one)
        assert store.fold([BINH]) == store.fold([AN]) == one.people
        assert store.find_known([AN, BINH, CHI]) == {AN: AN, BINH: AN}


def test_a_damaged_record_is_found(store: Store) -> None:
    (one,) = make_laptops("one")
    one.load(AN, make_row({"full_name": "Điểu Thị Sương"}))
    one.load(BINH, make_row({}, row=2), same=AN)
    with store.rehearsal():
        receive(store, one)
        store._db.execute("UPDATE people SET record = '{}'")
        assert store._projection.compare() == (False, AN)
        store._projection.make_again()
        store._db.execute("DELETE FROM members")
        assert store._projection.compare() == (False, "members")
        store._projection.make_again()
        store._db.execute("DELETE FROM people")
        assert not store._projection.compare()[0]
    assert len(PEOPLE) == 4
