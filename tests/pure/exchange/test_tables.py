from __future__ import annotations

import csv
import io
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.pure.exchange.invented import invent_record
from vaxdesk.exchange.tables import write_tables

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1) | st.sampled_from(
    ["=1+1", '"', "a,b", "a\nb", "'", " a "]
)


def read(data: bytes) -> list[dict[str, Any]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


@given(TEXT, TEXT)
def test_values_are_exactly_as_they_are(name: str, note: str) -> None:
    (person,) = read(write_tables([invent_record(1, full_name=name, note=note)])["people.csv"])
    assert (person["full_name"], person["note"], person["workplace"]) == (name, note, "")


def test_what_a_cell_cannot_hold_is_json_in_it() -> None:
    record = invent_record(
        1, raw={"phone": "09x"}, merged=["a"], guardian={"full_name": "Bà Mẫu", "phone": None, "relation": "mẹ"}
    )
    tables = write_tables([record])
    (person,) = read(tables["people.csv"])
    assert json.loads(person["raw"]) == {"phone": "09x"}
    assert json.loads(person["merged"]) == ["a"]
    assert json.loads(person["sources"]) == record["sources"]
    assert (person["guardian_full_name"], person["guardian_phone"], person["guardian_relation"]) == ("Bà Mẫu", "", "mẹ")


def test_a_dose_names_its_person() -> None:
    doses = read(write_tables([invent_record(1), invent_record(2)])["doses.csv"])
    assert [dose["person"] for dose in doses] == [invent_record(1)["id"], invent_record(2)["id"]]
    assert doses[0]["date"] == "2021-08-15"


def test_nobody_makes_two_tables_with_a_header() -> None:
    tables = write_tables([])
    assert read(tables["people.csv"]) == read(tables["doses.csv"]) == []
    assert tables["people.csv"].startswith(b"id,full_name,birth_date,")
