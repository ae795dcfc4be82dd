from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.pure.model.histories import make_row
from tests.shell.store.stations import STREAM, check_tables, make_station, open_again
from vaxdesk.model.event import person_id
from vaxdesk.model.filter import Filter, Outcome
from vaxdesk.model.person import Dose
from vaxdesk.model.step import Fact
from vaxdesk.store import Day, Store
from vaxdesk.store._sqlite import Database
from vaxdesk.store.asking import count_doses
from vaxdesk.store.schema import _FIRST, SCHEMA

NAMES = ["Vy", "Đặng Sen", "An", "Dương An"]
IN_ORDER = ["An", "Dương An", "Đặng Sen", "Vy"]


def make_fact(name: str, doses: int = 0) -> Fact:
    given = [{"number": number, "vaccine": "pfizer"} for number in range(1, doses + 1)]
    value = dict(make_row({"full_name": name, "hamlet": "Thôn 1"}, given))
    return Fact("row", STREAM, person_id(STREAM, name), value=value, origin="list")


@pytest.fixture
def store(tmp_path: Path, profile: Path) -> Iterator[Store]:
    with make_station(tmp_path / "store") as store:
        with store.transaction():
            store.write([make_fact(name, place % 3) for place, name in enumerate(NAMES)])
        yield store
        check_tables(store)


def name_all(store: Store, asked: Filter) -> list[str]:
    numbers = store.asking.list_people(asked)
    ids = store.asking.find_ids(numbers)
    names = {record["id"]: record["full_name"] for record in store.read_records(list(ids.values()))}
    return [names[ids[number]] for number in numbers]


def test_doses_in_short_are_a_digit_each() -> None:
    assert count_doses([]) == ""
    assert count_doses([Dose("a", number=2), Dose("b"), Dose("c", number=12), Dose("d", number=-1)]) == "2090"


def test_people_keep_their_number_through_every_change_but_not_beyond_it(store: Store) -> None:
    an = person_id(STREAM, "An")
    number = store.asking.find_number(an)
    assert number is not None
    with store.transaction():
        store.write([Fact("set", STREAM, an, field="full_name", value="Ân")])
    assert store.asking.find_number(an) == number
    assert store.asking.find_ids([number, number + 1000]) == {number: an}
    assert store.asking.find_number("nobody") is None
    assert name_all(store, Filter()) == ["Ân", "Dương An", "Đặng Sen", "Vy"]


def test_a_district_lists_the_people_of_one_commune(tmp_path: Path, profile: Path) -> None:
    other = "25225"
    with make_station(tmp_path / "store", "district") as store:
        with store.transaction():
            store.write([make_fact(name) for name in NAMES])
            value = dict(make_row({"full_name": "Bé"}, []))
            store.write([Fact("row", other, person_id(other, "Bé"), value=value, origin="list")])
        assert store.asking.count_streams() == [(STREAM, len(NAMES)), (other, 1)]
        assert name_all(store, Filter(stream=STREAM)) == IN_ORDER
        assert name_all(store, Filter(stream=other)) == ["Bé"]
        assert name_all(store, Filter(stream=STREAM, text="an")) == ["An", "Dương An"]
        assert store.asking.count(Filter(stream="25228")) == 0


def test_counts_follow_the_journal(store: Store) -> None:
    def count() -> dict[str, int]:
        return {doses: people for _, doses, people in store.asking.count_states()}

    assert count() == {"": 2, "1": 1, "12": 1}
    with store.transaction():
        written = store.write([make_fact("Bé", 3)])
    assert count()["123"] == 1
    with store.transaction():
        store.write([Fact("retract", STREAM, field="step", basis=(written.step,))])
    assert "123" not in count()


def test_what_was_only_rehearsed_is_not_remembered(store: Store) -> None:
    before = store.asking.count_states()
    with store.rehearsal():
        store.write([make_fact("Bé", 3)])
        assert store.asking.count(Filter()) == 5
        assert store.asking.count_states() != before
    assert store.asking.count(Filter()) == 4
    assert store.asking.count_states() == before


def test_more_people_than_one_statement_names_are_found(store: Store) -> None:
    with store.transaction():
        store.write([make_fact(f"Người {number}") for number in range(1200)])
    numbers = store.asking.list_people(Filter())
    assert len(store.asking.find_ids(numbers)) == len(numbers) == 1204


def test_people_who_were_joined_are_found_by_the_step_that_touched_either(store: Store) -> None:
    vy, sen = person_id(STREAM, "Vy"), person_id(STREAM, "Đặng Sen")
    with store.transaction():
        joined = store.write([Fact("pair", STREAM, vy, field=sen, value="same")])
        edited = store.write([Fact("set", STREAM, vy, field="phone", value="0912345678")])
    for step in (joined.step, edited.step):
        assert name_all(store, Filter(step=step)) == ["Đặng Sen"]


def test_no_question_reads_people_it_does_not_give(store: Store) -> None:
    """Records lie in the table of people: a question that scans it gets slower with every word of them."""
    asked: list[tuple[str, tuple[object, ...]]] = []
    with store._db.tracer(lambda sql, values: asked.append((sql, tuple(values or ())))):
        filters = [
            Filter(), Filter("phone.missing"), Filter(severity="error"), Filter(text="an"), Filter(hamlet=""),
            Filter(verification="matched"), Filter(without_doses=True), Filter(order="hamlet"),
        ]  # fmt: skip
        for one in filters:
            store.asking.list_people(one)
            store.asking.count(one)
        store.asking.count_states()
        store.asking.count_wrong_doses()
        store.asking.count_ready()
        store.asking.count_hamlets()
    assert len(asked) > 2 * len(filters)
    plans = [
        line[3] for sql, values in asked for line in store._db.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
    ]
    assert [line for line in plans if line.startswith("SCAN people") and "COVERING" not in line] == []


def test_how_a_day_began_is_noted_once(store: Store) -> None:
    first = Day("2022-05-18", 4, 1, 2, 5, 3)
    with store.transaction():
        store.asking.keep_day(first)
        store.asking.keep_day(first._replace(people=9))
    assert store.asking.read_day("2022-05-18") == first
    assert store.asking.read_day("2022-05-19") is None


def go_back_to_first_tables(store: Store) -> None:
    """Take away every table, index and column that came after the first release's."""
    first = Database(memory=True)
    for statement in _FIRST:
        first.execute(statement)
    kept = {name for (name,) in first.execute("SELECT name FROM sqlite_master")}
    now = store._db.execute("SELECT type, name FROM sqlite_master WHERE name NOT LIKE '%sqlite%'").fetchall()
    for kind, name in sorted(now):
        if name not in kept and kind in {"index", "table"}:
            store._db.execute(f"DROP {kind} {name}")
    for table in kept & set(store._db.table_names()):
        columns = {column.name for column in first[table].columns}
        for column in store._db[table].columns:
            if column.name not in columns:
                store._db.execute(f"ALTER TABLE {table} DROP COLUMN {column.name}")
    store._db.execute("CREATE INDEX IF NOT EXISTS people_name ON people (name_key)")
    store._db.execute("DELETE FROM _sqlite_migrations WHERE name <> 'm001_first'")


def test_a_store_of_the_first_tables_learns_the_order_of_names_when_it_is_opened(tmp_path: Path, profile: Path) -> None:
    with make_station(tmp_path / "store") as store:
        with store.transaction():
            store.write([make_fact(name, 1) for name in NAMES])
        with store.transaction():
            go_back_to_first_tables(store)
            store.write_meta("projection", "1")
        assert next(one.name for one in SCHEMA.pending(store._db)) == "m002_asked"
    opened, _ = open_again(tmp_path / "store")
    with opened as store:
        assert name_all(store, Filter()) == IN_ORDER
        assert sum(people for _, doses, people in store.asking.count_states() if doses == "1") == 4
        check_tables(store)


def test_the_people_of_a_load_are_told_apart_by_what_it_was_for_them(store: Store) -> None:
    an, vy, sen = (person_id(STREAM, name) for name in ("An", "Vy", "Đặng Sen"))
    more, again, lan = (person_id(STREAM, name) for name in ("An 2", "Vy 2", "Lan"))
    rows = [
        Fact("row", STREAM, person, value=dict(make_row({"full_name": name})), origin="list")
        for person, name in ((more, "An"), (again, "Vy"), (lan, "Lan"))
    ]
    pairs = [
        Fact("pair", STREAM, person, field=target, value="same", origin="rule")
        for person, target in ((more, an), (again, vy))
    ]
    said: Any = {"file": "", "kind": "people", "fingerprint": "", "rows": {}, "set_aside": [], "updated": [an]}
    with store.transaction():
        written = store.write([*rows, *pairs, Fact("list", STREAM, value=said, origin="list")])

    def name(outcome: Outcome | None) -> list[str]:
        return name_all(store, Filter(step=written.step, outcome=outcome))

    assert name("new") == ["Lan"]
    assert name("updated") == ["An"]
    assert name("unchanged") == ["Vy"]
    assert name(None) == ["An", "Lan", "Vy"]
    with store.transaction():
        store.write([Fact("pair", STREAM, an, field=sen, value="same", origin="typed")])
    assert name("updated") == ["Đặng Sen"]
