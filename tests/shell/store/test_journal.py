from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.pure.model.histories import OTHER_STREAM, Laptop, close_around, make_laptops, make_row
from tests.shell.store.stations import STREAM, make_station
from vaxdesk.model.event import FIRST, Event, name_id, person_id, read_event
from vaxdesk.model.shape import explain_malformed
from vaxdesk.model.step import Fact
from vaxdesk.store import Store
from vaxdesk.store.journal import CHUNK, Journal, ask_many, cut, make_id

AN, BINH, CHI = (person_id(STREAM, name) for name in ("an", "binh", "chi"))


@pytest.fixture
def store(tmp_path: Path, profile: Path) -> Iterator[Store]:
    with make_station(tmp_path / "store") as made:
        yield made


def phone(value: str, person: str = AN, stream: str = STREAM) -> Fact:
    return Fact("set", stream, person, field="phone", value=value, reason="lý do", raw="x")


def fail_after(_: object) -> None:
    raise RuntimeError


def test_facts_become_a_chain_of_events_for_each_stream(store: Store) -> None:
    with store.transaction():
        written = store.write([phone("1"), phone("2", person_id(OTHER_STREAM, "an"), OTHER_STREAM), phone("3")])
        more = store.write([phone("4")])
    events = [*written.events, *more.events]
    assert [(event.header.stream, event.header.seq) for event in events] == [
        (STREAM, 1), (OTHER_STREAM, 1), (STREAM, 2), (STREAM, 3),
    ]  # fmt: skip
    assert events[0].header.prev == events[1].header.prev == FIRST
    assert [events[2].header.prev, events[3].header.prev] == [events[0].header.digest(), events[2].header.digest()]
    assert {event.header.step for event in events[:3]} == {written.step}
    assert written.step != more.step
    assert {event.header.device for event in events} == {store.device}
    assert {event.header.user for event in events} == {"Lan"}
    clocks = [event.header.clock for event in events]
    assert sorted(set(clocks)) == clocks
    assert all(explain_malformed(event) is None for event in events)
    assert store.journal.check_chains() == []


def test_events_are_read_back_as_they_were_written_and_as_they_travel(store: Store) -> None:
    with store.transaction():
        written = store.write([phone("1"), Fact("row", STREAM, BINH, value=dict(make_row({})), origin="list")])
    assert list(store.read_events()) == list(written.events)
    assert [read_event(event.as_json()) for event in store.read_events()] == list(written.events)
    assert len({event.body.salt for event in written.events if event.body}) == 2


def test_what_an_exception_ends_leaves_no_event_no_number_and_no_clock(store: Store) -> None:
    with store.transaction():
        store.write([phone("1")])
    before = (store.journal.read_chains(), store.read_meta("clock"), list(store.read_records()))
    with pytest.raises(RuntimeError), store.transaction():
        fail_after(store.write([phone("2"), phone("2", BINH, OTHER_STREAM)]))
    assert (store.journal.read_chains(), store.read_meta("clock"), list(store.read_records())) == before
    with store.transaction():
        (event,) = store.write([phone("3")]).events
    assert event.header.seq == 2
    assert event.header.clock > str(before[1])
    assert store.journal.check_chains() == []
    assert store.read_meta("clock") == event.header.clock


def test_the_clock_goes_on_from_what_came_from_others_also_after_opening_again(store: Store) -> None:
    (other,) = make_laptops("other")
    other.times.now = time.time_ns() // 1_000_000 + 3_600_000  # an hour ahead
    other.load(AN, make_row({}))
    with store.transaction():
        store.receive(other.seen.values())
        (event,) = store.write([phone("1")]).events
    (row,) = other.seen.values()
    assert event.header.clock > row.header.clock
    assert Journal(store._db)._clock.last == event.header.clock


def test_events_are_taken_in_once_in_the_order_of_their_chains(store: Store) -> None:
    (other,) = make_laptops("other")
    for value in "123":
        other.put(AN, "phone", value)
    events = list(other.seen.values())
    with store.transaction():
        assert store.journal.take(events[::-1]) == events
        assert store.journal.take(events) == []
    assert store.journal.read_chains() == {STREAM: {other.device: (3, events[-1].header.digest())}}
    assert list(store.journal.read_chain(STREAM, other.device, 1)) == events[1:]
    assert store.journal.read_digest(STREAM, other.device, 2) == events[1].header.digest()
    assert store.journal.read_digest(STREAM, other.device, 4) is None
    assert store.journal.count_events() == 3


def test_a_chain_with_a_hole_is_never_taken_in(store: Store) -> None:
    (other,) = make_laptops("other")
    for value in "123":
        other.put(AN, "phone", value)
    first, _, last = other.seen.values()
    with pytest.raises(AssertionError), store.transaction():
        store.receive([first, last])
    assert store.journal.count_events() == 0


@pytest.mark.parametrize("part", ["header", "body", "hole", "end"])
def test_damage_to_the_journal_is_found_and_named(store: Store, part: str) -> None:
    with store.transaction():
        store.write([phone("1"), phone("2"), phone("3")])
    assert store.journal.check_chains() == []
    change = {
        "header": "UPDATE events SET header = replace(header, '\"typed\"', '\"police\"') WHERE seq = 2",
        "body": "UPDATE events SET body = replace(body, 'lý do', 'ly do') WHERE seq = 2",
        "hole": "DELETE FROM events WHERE seq = 2",
        "end": "DELETE FROM events WHERE seq = 3",
    }[part]
    with store.transaction():
        store._db.execute(change)
    wrong = store.journal.check_chains()
    assert wrong
    assert all(store.device in one for one in wrong)
    assert not next(ok for name, ok, _ in store.verify() if name == "chains")


def test_the_closed_set_around_a_person_is_the_same_as_found_the_slow_way(store: Store) -> None:
    (one,) = make_laptops("one")
    one.load(AN, make_row({}))
    load = one.load(BINH, make_row({}, row=2), same=AN)
    one.load(CHI, make_row({}, row=3))
    one.merge(BINH, CHI)
    one.load(name_id("duong"), make_row({}, row=4))
    one.undo(one.undo(one.undo(load)))
    one.undo(one.put(CHI, "phone", "1"))
    events = list(one.seen.values())
    with store.transaction():
        store.receive(events)
    for person in (AN, BINH, CHI, name_id("duong"), name_id("nobody")):
        found = {event.header.id for event in store.journal.find_closed([person])}
        assert found == {event.header.id for event in close_around(events, person)}


def test_erasing_removes_the_bodies_and_keeps_the_chains(store: Store) -> None:
    (one,) = make_laptops("one")
    one.load(AN, make_row({"full_name": "Điểu Thị Sương"}))
    one.load(BINH, make_row({}, row=2))
    one.say(BINH, AN, {"verdict": "distinct", "about": {"full_name": ["Điểu Thị Sương", "Sen"]}})
    one.put(AN, "phone", "1")
    with store.transaction():
        store.receive(one.seen.values())
        assert store.journal.erase_bodies(AN) == 3
        assert store.journal.erase_bodies(AN) == 0
    left = {event.header.kind: event.body is None for event in store.read_events()}
    assert left == {"row": False, "pair": True, "set": True}
    assert store.journal.check_chains() == []


def test_retracts_name_those_they_take_back(store: Store) -> None:
    (one,) = make_laptops("one")
    load = one.load(AN, make_row({}))
    one.load(BINH, make_row({}, row=2))
    rows = list(one.seen.values())
    with store.transaction():
        store.receive(rows)
        assert store.journal.find_retracted(rows) == []
        one.undo(load)
        store.receive(one.seen.values())
    assert store.journal.find_retracted(rows) == rows[:1]


def test_an_event_is_known_under_one_id_only(store: Store) -> None:
    one, two = make_laptops("one", "two")
    one.put(AN, "phone", "1")
    (event,) = one.seen.values()
    forged = Event(replace(event.header, device=Laptop("forger").device), event.body)
    del two
    with store.transaction():
        store.receive([event])
    assert store.journal.find_known_ids([forged]) == [event.header.id]


def test_many_values_are_asked_for_in_several_statements(store: Store) -> None:
    values = [str(number) for number in range(CHUNK * 2 + 1)]
    assert [len(part) for part in cut(values)] == [CHUNK, CHUNK, 1]
    assert list(cut([])) == []
    with store.transaction():
        store._db.execute("INSERT INTO meta (key, value) VALUES ('1000', 'x')")
    assert list(ask_many(store._db, "SELECT value FROM meta WHERE key IN ({})", values)) == [("x",)]


def test_ids_are_new_every_time() -> None:
    assert len({make_id() for _ in range(1000)}) == 1000
