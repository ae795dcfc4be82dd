from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pure.model.histories import make_row
from tests.shell.store.stations import STREAM, make_station
from vaxdesk.model.event import name_id
from vaxdesk.model.person import Person
from vaxdesk.model.step import Fact
from vaxdesk.store import Store
from vaxdesk.store.search import make_query, make_words

PEOPLE: dict[str, dict[str, Any]] = {
    "suong": {
        "full_name": "Điểu Thị Sương", "birth_date": "1985-03-12", "id_number": "070185001234", "phone": "0912345678",
        "hamlet": "Thôn Bù Gia Phúc 1",
    },
    "dat": {
        "full_name": "Nguyễn Văn Đạt", "birth_date": "1990", "id_number": "285123456", "phone": "0987654321",
        "hamlet": "Thôn Đắk Ơ", "health_insurance": "DN4700123456789",
    },
    "hoa": {"full_name": "Trần Thị Hoà", "birth_date": "1985-03", "old_id_number": "B1234567", "hamlet": "Ấp 3"},
    "nobody": {},
}  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with make_station(tmp_path_factory.mktemp("store") / "store") as made:
        with made.transaction():
            made.write(
                [
                    Fact("row", STREAM, name_id(name), value=dict(make_row(values, row=place)), origin="list")
                    for place, (name, values) in enumerate(PEOPLE.items(), 1)
                ]
            )
        yield made


def find(store: Store, text: str) -> str:
    names = {name_id(name): name for name in PEOPLE}
    return " ".join(sorted(names[person] for person in store.search(text)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Điểu Thị Sương", "suong"), ("dieu thi suong", "suong"), ("sương", "suong"), ("SƯƠNG", "suong"),
        ("suong dieu", "suong"), ("điêu", "suong"), ("thi", "hoa suong"), ("th", "dat hoa suong"), ("xuong", "suong"),
        ("xuonk", ""),
        ("đạt", "dat"), ("dat", "dat"), ("ĐẠT", "dat"), ("Ðạt", "dat"), ("đak ơ", "dat"), ("dak o", "dat"),
        ("hòa", "hoa"), ("hoà", "hoa"), ("hoa", "hoa"),
        ("070185001234", "suong"), ("0701", "suong"), ("1234", "suong"), ("001234", "suong"), ("234", "suong"),
        ("34", ""), ("85001", ""), ("5678", "suong"), ("4321", "dat"), ("0987", "dat"),
        ("b1234567", "hoa"), ("B123", "hoa"), ("4567", "hoa"),
        ("dn47", "dat"), ("6789", "dat"),
        ("1985", "hoa suong"), ("1985 suong", "suong"), ("1990", "dat"),
        ("bu gia phuc", "suong"), ("thôn", "dat suong"), ("ấp 3", "hoa"),
        ("suong 1234", "suong"), ("suong 4321", ""), ("  ,. sương!? ", "suong"),
        ("0912 345 678", "suong"), ("0912.345.678", "suong"), ("0701 8500 1234", "suong"), ("345 678 suong", "suong"),
        ("12/03/1985", "suong"), ("12-3-1985", "suong"), ("1985-03-12", "suong"), ("13/03/1985", ""),
    ],
)  # fmt: skip
def test_people_are_found_by_any_fragment_accents_and_tones_aside(store: Store, text: str, found: str) -> None:
    assert find(store, text) == found
    assert find(store, unicodedata.normalize("NFD", text)) == found


@pytest.mark.parametrize("text", ["", "   ", "!?", '"', "*", "-", "()"])
def test_nothing_is_found_by_nothing(store: Store, text: str) -> None:
    assert make_query(text) is None
    assert store.search(text) == []


@given(st.text(max_size=20) | st.sampled_from(['a" OR "b', "NEAR(a b)", "said:a", "a*", "^a", "a AND", "ﷺ", "Ⓐ①½²"]))
def test_whatever_is_typed_is_looked_for_and_breaks_nothing(store: Store, text: str) -> None:
    assert isinstance(store.search(text), list)


@given(st.text(max_size=12), st.text(max_size=12))
def test_whatever_people_are_called_they_are_found_by_it(store: Store, name: str, hamlet: str) -> None:
    person = name_id("new")
    with store.rehearsal():
        values = {"full_name": name, "hamlet": hamlet}
        store.write([Fact("row", STREAM, person, value=dict(make_row(values)), origin="list")])
        for text in (name, hamlet):
            if make_query(text) is not None:
                assert person in store.search(text, limit=10)


def test_as_many_as_were_asked_for_are_found_in_the_order_they_came(store: Store) -> None:
    assert store.search("th", limit=2) == [name_id("suong"), name_id("dat")]


def test_a_person_of_whom_nothing_is_known_has_no_words() -> None:
    assert make_words(Person("an")) == ""
