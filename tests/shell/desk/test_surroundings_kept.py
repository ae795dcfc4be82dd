"""What is kept of people is what the rules would say of everybody now, however they came to be as they are."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from tests.shell.desk.conftest import SEN, make_fact, name_person
from vaxdesk.desk.correcting import set_field
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.loading import load_list
from vaxdesk.desk.taking_back import undo
from vaxdesk.intake.reader import ListReader
from vaxdesk.intake.samples import InventedPerson, invent_people, platform_workbook
from vaxdesk.intake.samples.otherwise import write_otherwise
from vaxdesk.model.message import Message
from vaxdesk.model.step import Fact

LOAD = Message("Load {file}")
OF_PERSON = ("full_name", "birth_date", "hamlet", "phone", "id_number", "sex")
GIVEN = ("lot", "date", "vaccine")


def read_issues(desk: Desk) -> dict[str, list[dict[str, Any]]]:
    return {person: issues for person, issues in desk.store.read_issues().items() if issues}


def assert_nothing_is_stale(desk: Desk) -> None:
    kept = read_issues(desk)
    desk.check_everybody()
    assert read_issues(desk) == kept


def load(desk: Desk, reader: ListReader, path: Path, people: list[InventedPerson]) -> str:
    path.write_bytes(platform_workbook(people))
    batch = load_list(desk, reader, path).batch
    assert batch is not None
    return batch


def swap_values(desk: Desk, chance: random.Random) -> None:
    """Give somebody what somebody else has, as slips of the hand and mended ones do."""
    one, other = desk.store.read_records(chance.sample(desk.store.read_ids(), 2))
    field = chance.choice((*OF_PERSON, *GIVEN))
    if field not in GIVEN:
        set_field(desk, one["id"], field, other[field] or "")
    elif one["doses"] and other["doses"]:
        text = chance.choice(other["doses"])[field] or ""
        set_field(desk, one["id"], field, text, dose=chance.choice(one["doses"])["id"])


@pytest.mark.parametrize("seed", [4, 20])
def test_loads_edits_and_undo_leave_said_what_the_rules_say_anew(
    desk: Desk, reader: ListReader, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    people = write_otherwise(invent_people(600, seed=seed), seed)
    chance.shuffle(people)
    steps = [
        load(desk, reader, tmp_path / f"{start}.xlsx", people[start:end])
        for start, end in ((0, 60), (60, 350), (350, 600))
    ]
    assert_nothing_is_stale(desk)
    for _ in range(25):
        swap_values(desk, chance)
    assert_nothing_is_stale(desk)
    undo(desk)
    undo(desk, steps[1])
    assert_nothing_is_stale(desk)


def make_given(place: int, **said: str | None) -> Fact:
    dose = {"number": 1, "vaccine": "astrazeneca", "lot": "ABV1234", "date": "2021-08-10", "site": "70123", **said}
    values = {**SEN, "id_number": f"0701900{place:05}", "phone": f"09123{place:05}"}
    return make_fact(f"p{place}", values, [{name: value for name, value in dose.items() if value is not None}])


@pytest.mark.parametrize(
    ("said", "rule", "suggested"),
    [
        ({"date": "2021-10-08"}, "date.outlier", "2021-08-10"),
        ({"date": "2001-08-10"}, "dose.order", "2021-08-10"),
        ({"vaccine": None}, "dose.incomplete", "astrazeneca"),
    ],
    ids=["day and month turned", "a year before the campaign", "no vaccine"],
)
def test_one_who_came_first_is_told_of_by_the_many_who_come_later(
    desk: Desk, said: dict[str, str | None], rule: str, suggested: str
) -> None:
    def list_suggested() -> list[str]:
        issues = desk.store.read_issues([name_person("p0")]).get(name_person("p0"), [])
        return [two["value"] for one in issues if one["rule"] == rule for two in one["suggestions"]]

    desk.act(LOAD, [make_given(0, **said)])
    assert suggested not in list_suggested()
    desk.act(LOAD, [make_given(place) for place in range(1, 40)])
    assert suggested in list_suggested()
    undo(desk)
    assert suggested not in list_suggested()
    assert_nothing_is_stale(desk)
