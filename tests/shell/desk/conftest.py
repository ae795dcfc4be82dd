"""A station with a few people of every sort, to be asked about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.pure.model.histories import make_row
from tests.shell.desk.places import Place, make_two
from tests.shell.store.stations import STREAM, check_tables, make_station
from vaxdesk.desk.desk import Desk
from vaxdesk.intake.reader import ListReader
from vaxdesk.model.event import person_id
from vaxdesk.model.message import Message
from vaxdesk.model.step import Fact

DOSES = (
    {"number": 1, "vaccine": "astrazeneca", "lot": "ABX1", "date": "2021-09-05", "site": "70123"},
    {"number": 2, "vaccine": "astrazeneca", "lot": "ABX2", "date": "2021-11-28", "site": "70123"},
)
SEN = {
    "full_name": "Điểu Thị Sen", "birth_date": "1990-03-05", "sex": "female", "id_number": "070190004321",
    "phone": "0912345678", "hamlet": "Thôn 2", "commune_code": "25222",
}  # fmt: skip
"""An invented person with whom everything is right."""


def name_person(name: str) -> str:
    """Give the id of the person whose row bears that name."""
    return person_id(STREAM, name)


def make_fact(
    name: str,
    values: Mapping[str, Any],
    doses: Sequence[Mapping[str, Any]] = (),
    **place: Any,  # noqa: ANN401
) -> Fact:
    """Give the row of a person."""
    value = dict(make_row(values, doses, **place))
    return Fact("row", STREAM, name_person(name), value=value, origin="list")


@pytest.fixture(scope="module")
def reader() -> Iterator[ListReader]:
    """Give what reads lists, warm for a whole module."""
    with ListReader() as made:
        yield made


@pytest.fixture
def desk(tmp_path: Path, profile: Path) -> Iterator[Desk]:
    """Give a station without anybody."""
    with make_station(tmp_path / "store") as store:
        desk = Desk(store)
        yield desk
        check_tables(store)


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Place, Place, str]:
    """Give two laptops of one station, both made by init, and somebody both know."""
    return make_two(tmp_path, monkeypatch)


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """Give a station with six people.

    Sen: all is right, two doses. An: no number, three doses. Tuấn: wrong birth year, no phone, one dose, hamlet 10.
    Đào: a birth date that is none. Hùng: nothing but a name and a hamlet nobody knows. Lê: a passport, from Laos.
    """
    people = [
        make_fact("sen", SEN, DOSES),
        make_fact(
            "an",
            {**SEN, "full_name": "Nguyễn Văn An", "id_number": None, "sex": "male", "hamlet": "Thôn 10"},
            (*DOSES, {"number": 3, "vaccine": "pfizer", "lot": "P1", "date": "2022-03-01", "site": "70123"}),
        ),
        make_fact(
            "tuấn",
            {**SEN, "full_name": "Trần Quốc Tuấn", "birth_date": "1991-03-05", "id_number": "070190004325",
             "phone": None, "hamlet": "Thôn 10"},
            DOSES[:1],
        ),
        make_fact("đào", {**SEN, "full_name": "Đào Thị Ba", "birth_date": None, "id_number": "070190004329"}, raw={
            "birth_date": "30/02/1990",
        }),
        make_fact("hùng", {"full_name": "Dương Văn Hùng"}),
        make_fact(
            "lê",
            {**SEN, "full_name": "Somchai Lê", "id_number": "PA1234567", "id_kind": "passport", "nationality": "LA"},
            DOSES,
        ),
    ]  # fmt: skip
    desk.act(Message("Load {file}", {"file": "danh sach.xlsx"}), [_without_nothing(fact) for fact in people])
    return desk


def _without_nothing(fact: Fact) -> Fact:
    said: Any = fact.value
    said["values"] = {name: value for name, value in said["values"].items() if value is not None}
    return fact
