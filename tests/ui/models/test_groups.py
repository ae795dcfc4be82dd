from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from vaxdesk.desk.browsing import Group, Groups
from vaxdesk.model.filter import Filter
from vaxdesk.model.message import Message
from vaxdesk.ui.models.groups import GroupsModel
from vaxdesk.wording import Wording

MISSING = Group("id_number.missing", "error", Message("The identity number is missing"), 1200, 0, 0)
YEAR = Group("id_number.birth_year", "error", Message("The identity number says another birth year"), 21, 20, 0)
PHONE = Group("phone.missing", "warning", Message("The phone number is missing"), 5, 0, 0)


def make_groups(*groups: Group) -> Groups:
    return Groups(groups, {"error": 1210, "warning": 5, "info": 0}, 7812)


@pytest.fixture
def model(qapp: QApplication) -> GroupsModel:
    model = GroupsModel(Wording("en"))
    model.set_groups(make_groups(MISSING, YEAR, PHONE))
    return model


def list_titles(model: GroupsModel) -> list[str]:
    return [line.title for line in model.lines]


def test_everybody_comes_first_then_each_severity_with_its_groups(model: GroupsModel) -> None:
    assert [(line.kind, line.people) for line in model.lines] == [
        ("everybody", 7812), ("severity", 1210), ("group", 1200), ("group", 21), ("severity", 5), ("group", 5),
    ]  # fmt: skip
    said = model.index(2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "The identity number is missing, 1,200 people"


def test_what_frees_most_people_a_minute_comes_first_within_its_severity(model: GroupsModel) -> None:
    model.set_rates({"id_number.birth_year": 12.5, "id_number.missing": 3.0, "phone.missing": 40.0})
    assert [line.filter.group for line in model.lines if line.kind == "group"] == [
        "id_number.birth_year", "id_number.missing", "phone.missing",
    ]  # fmt: skip
    model.set_groups(make_groups(MISSING, PHONE, YEAR))
    assert model.find_group("id_number.birth_year") == 2


def test_a_line_is_found_by_whom_it_lists_whatever_is_searched_among_them(model: GroupsModel) -> None:
    assert model.find_row(Filter(text="sen", hamlet="Thôn 2")) == 0
    assert model.find_row(Filter(group="phone.missing", text="sen")) == 5
    assert model.find_group("phone.missing") == 5
    assert model.find_row(Filter(verification="matched")) is None


def test_a_list_from_another_page_gets_a_line_of_its_own(model: GroupsModel) -> None:
    asked = Filter(verification="matched")
    model.open(asked)
    assert model.find_row(asked) == 1
    assert model.lines[1].people is None
    model.open(asked)
    assert model.find_row(asked) == 1  # opened again, it is still no group
    model.open(Filter(group=PHONE.code))
    assert model.find_row(asked) is None


def test_the_group_one_is_in_stays_when_nobody_is_left_in_it(model: GroupsModel) -> None:
    model.set_groups(make_groups(MISSING, PHONE), "id_number.birth_year")
    row = model.find_group("id_number.birth_year")
    assert row is not None
    assert model.lines[row].people == 0
    model.set_groups(make_groups(MISSING, PHONE))
    assert model.find_group("id_number.birth_year") is None


def test_work_begins_with_the_errors_and_goes_on_with_the_next_group(model: GroupsModel) -> None:
    assert model.find_first() == Filter(severity="error")
    assert model.find_following(Filter(group="id_number.missing")) == Filter(group="id_number.birth_year")
    assert model.find_following(Filter(group="phone.missing")) == Filter(group="id_number.missing")
    model.set_groups(Groups((), {}, 3))
    assert model.find_first() == Filter()
    assert model.find_following(Filter()) is None


def test_other_numbers_for_the_same_lines_reset_nothing(model: GroupsModel) -> None:
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))
    model.set_groups(make_groups(MISSING, YEAR, PHONE))
    assert resets == []
    model.set_groups(make_groups(MISSING, PHONE))
    assert resets == [True]
