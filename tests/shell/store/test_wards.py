"""Whom children name as their guardian: kept as people come, change and go, found by the name without accents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.pure.model.histories import make_row
from tests.shell.store.stations import STREAM, check_tables, make_station
from vaxdesk.model.event import person_id
from vaxdesk.model.step import Fact
from vaxdesk.store import Store
from vaxdesk.store.schema import m010_guardians

HOA = {"full_name": "Điểu Thị Hoa", "phone": "0912345678", "relation": None}


@pytest.fixture
def store(tmp_path: Path, profile: Path) -> Iterator[Store]:
    with make_station(tmp_path / "store") as made:
        yield made
        check_tables(made)


def load(store: Store, name: str, guardian: dict[str, Any] | None, **more: str) -> str:
    values = {"full_name": name, **({"guardian": guardian} if guardian else {}), **more}
    person = person_id(STREAM, name)
    with store.transaction():
        store.write([Fact("row", STREAM, person, value=dict(make_row(values)), origin="list")])
    return person


def set_guardian(store: Store, person: str, guardian: dict[str, Any] | None) -> None:
    with store.transaction():
        store.write([Fact("set", STREAM, person, field="guardian", value=guardian, origin="typed")])


def find(store: Store, name: str) -> list[tuple[str, str]]:
    return [(one.id, one.guardian) for one in store.around.find_wards([name]).get(name, [])]


def test_children_are_found_by_their_guardians_name_without_accents(store: Store) -> None:
    minh = load(store, "Điểu Minh", HOA, address="Tổ 3", birth_date="2013-07-01")
    load(store, "Điểu Lan", {**HOA, "full_name": "DIEU THI HOA"})
    load(store, "Điểu Sơn", None)
    (ward,) = store.around.find_wards(["dieu thi hoa", "dieu thi sen"])["dieu thi hoa"]
    assert ward == (minh, "Điểu Thị Hoa", "0912345678", None, "2013-07-01", None, "Tổ 3")


def test_a_child_that_names_another_is_found_by_that_one(store: Store) -> None:
    minh = load(store, "Điểu Minh", HOA)
    set_guardian(store, minh, {**HOA, "full_name": "Điểu Thị Hoà"})
    assert find(store, "dieu thi hoa") == [(minh, "Điểu Thị Hoà")]
    set_guardian(store, minh, {**HOA, "full_name": "Lê Văn An"})
    assert (find(store, "dieu thi hoa"), find(store, "le van an")) == ([], [(minh, "Lê Văn An")])
    set_guardian(store, minh, None)
    assert find(store, "le van an") == []


def test_a_store_of_before_learns_whom_its_children_name(store: Store) -> None:
    minh = load(store, "Điểu Minh", HOA, address="Tổ 3")
    lan = load(store, "Điểu Lan", None)
    set_guardian(store, lan, {**HOA, "phone": None})
    load(store, "Điểu Sơn", {**HOA, "full_name": "DIEU THI HOA"})
    known = store.around.find_wards(["dieu thi hoa"])
    store._db.execute("DROP TABLE guardians")
    m010_guardians(store._db)
    assert store.around.find_wards(["dieu thi hoa"]) == known
    assert find(store, "dieu thi hoa") == sorted([(minh, HOA["full_name"]), (lan, HOA["full_name"])])
