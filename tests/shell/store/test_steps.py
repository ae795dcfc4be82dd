from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pure.model.histories import make_row
from tests.shell.store.stations import STREAM, make_station
from vaxdesk.model.event import person_id
from vaxdesk.model.step import Fact
from vaxdesk.store import Store

AN, BA = person_id(STREAM, "an"), person_id(STREAM, "ba")


@pytest.fixture
def store(tmp_path: Path, profile: Path) -> Iterator[Store]:
    with make_station(tmp_path / "store") as store:
        act(store, *(Fact("row", STREAM, one, value=dict(make_row({"full_name": "An"}))) for one in (AN, BA)))
        yield store


def act(store: Store, *facts: Fact) -> str:
    with store.transaction():
        return store.write(facts).step


def edit(store: Store, person: str, *names: str) -> str:
    return act(store, *(Fact("set", STREAM, person, field=name, value="x") for name in names))


def test_steps_are_read_newest_first_as_the_whole_log_has_them(store: Store) -> None:
    for person in (AN, BA, AN):
        edit(store, person, "phone", "note")
    act(store, Fact("retract", STREAM, field="step", basis=(edit(store, BA, "hamlet"),)))
    whole = list(reversed(store.read_steps()))
    assert store.steps.read_numbers(store.steps.list_newest_first()) == whole
    assert list(store.steps.read_own(store.device)) == whole
    assert [line.live for line in whole] == [True, False, True, True, True, True]
    assert store.steps.count() == len(whole) == 6


def test_another_devices_steps_are_not_ones_own(store: Store) -> None:
    assert list(store.steps.read_own("another")) == []


def test_a_step_in_two_streams_is_one(store: Store) -> None:
    other = Fact("set", "25225", person_id("25225", "ly"), field="phone", value="x")
    step = act(store, Fact("set", STREAM, AN, field="phone", value="x"), other)
    first, *rest = store.steps.read_own(store.device)
    assert (first.id, len(rest)) == (step, 1)
    assert store.steps.measure([step]) == {step: (2, 2, None)}


def test_a_step_of_thousands_of_pairs_is_told_by_a_few_of_its_events(store: Store) -> None:
    people = [person_id(STREAM, str(number)) for number in range(300)]
    step = act(store, *(Fact("pair", STREAM, one, field=AN, value="same", origin="rule") for one in people))
    (line,) = store.steps.read([step])
    assert len(line.headers) == 1
    assert store.steps.measure([step]) == {step: (300, 300, None)}
    load = store.read_steps()[0].id
    assert store.steps.measure([load]) == {load: (2, 2, None)}


def test_what_was_taken_back_is_found_through_undo_and_redo(store: Store) -> None:
    edited = edit(store, AN, "phone")
    undone = act(store, Fact("retract", STREAM, field="step", basis=(edited,)))
    retract = next(store.read_events("step = ?", (undone,))).header.id
    again = act(store, Fact("retract", STREAM, field="events", basis=(retract,)))
    assert store.steps.find_taken_back([edited, undone, again]) == {undone: [edited], again: [edited]}
    assert store.steps.list_people([edited]) == [AN]
    assert store.steps.find_by_people([BA]) == {store.read_steps()[0].id}


def test_nobody_knows_a_step_that_was_not_made(store: Store) -> None:
    assert store.steps.read(["no such step"]) == []
    assert store.steps.read_numbers([10**6]) == []
