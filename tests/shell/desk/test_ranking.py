from __future__ import annotations

import pytest

from vaxdesk.desk.browsing import Group, list_groups, open_people, read_people_range
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.ranking import CHOOSE_S, TAKE_S, TYPE_S, find_rate, rank_groups
from vaxdesk.model.filter import Filter
from vaxdesk.model.message import Message


def make_group(people: int, suggested: int, certain: int) -> Group:
    return Group("phone.invalid", "error", Message("x"), people, suggested, certain)


def test_a_key_frees_more_people_a_minute_than_a_choice_and_a_choice_more_than_typing() -> None:
    freed = {("error", "phone.invalid"): 10}
    rates = [
        find_rate(make_group(10, suggested, certain), freed, ()) for suggested, certain in ((10, 10), (10, 0), (0, 0))
    ]
    assert rates == pytest.approx([60 / TAKE_S, 60 / CHOOSE_S, 60 / TYPE_S])
    assert find_rate(make_group(10, 10, 0), freed, {"phone.invalid"}) == pytest.approx(60 / TAKE_S)


def test_who_has_another_error_beside_is_not_freed() -> None:
    group = make_group(10, 10, 10)
    assert find_rate(group, {("error", "phone.invalid"): 5}, ()) == pytest.approx(30 / TAKE_S)
    assert find_rate(group, {("warning", "phone.invalid"): 5}, ()) == 0
    assert find_rate(make_group(0, 0, 0), {}, ()) == 0


def test_people_with_one_issue_only_are_counted_by_severity(filled: Desk) -> None:
    people = open_people(filled, Filter())
    expected: dict[tuple[str, str], int] = {}
    for line in read_people_range(filled, people, 0, len(people)):
        issues = filled.store.read_issues([line.id]).get(line.id, []) if line is not None else []
        for severity in ("error", "warning", "info"):
            codes = {one["rule"] for one in issues if one["severity"] == severity}
            if len(codes) == 1:
                key = (severity, codes.pop())
                expected[key] = expected.get(key, 0) + 1
    assert filled.store.asking.count_only() == expected
    rates = rank_groups(filled, list_groups(filled))
    assert set(rates) == {group.code for group in list_groups(filled)}
    assert max(rates.values()) > 0
