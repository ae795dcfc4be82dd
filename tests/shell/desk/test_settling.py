"""Conflicts of two laptops: both sides are shown, a person decides, the decision holds everywhere."""

from __future__ import annotations

import pytest

from tests.shell.desk.places import SECOND, Place, see_alike
from vaxdesk.desk import correcting, settling
from vaxdesk.desk.errors import NothingToSettle, SettledMeanwhile, UnknownField, ValueRefused


def exchange(one: Place, other: Place) -> None:
    one.give(other)
    other.give(one)
    see_alike([one, other])


def test_a_conflict_shows_both_values_who_when_where_from_what_and_why(two: tuple[Place, Place, str]) -> None:
    one, other, person = two
    one.put(person, "phone", "0912345678", reason="asked her")
    other.put(person, "phone", "0987654321", origin="police")
    exchange(one, other)
    with one.desk() as desk:
        (dispute,) = settling.read_disputes(desk, person)
    first, second = dispute.sides
    assert (dispute.field, dispute.title.text, dispute.full_name) == ("phone", "Phone", "Điểu Thị Sương")
    assert (first.value, first.origin, first.own, first.laptop) == ("0987654321", "police", False, SECOND.name)
    assert (second.value, second.origin, second.own, second.reason) == ("0912345678", "typed", True, "asked her")
    assert (first.shown, second.shown, second.user) == (True, False, "lan")


@pytest.mark.parametrize("chosen", ["0912345678", "0987654321", "0933333333"])
def test_what_is_settled_holds_on_both_laptops(two: tuple[Place, Place, str], chosen: str) -> None:
    one, other, person = two
    one.put(person, "phone", "0912345678")
    other.put(person, "phone", "0987654321")
    exchange(one, other)
    assert "conflict" in {issue["rule"] for issue in one.read(person)["issues"]}
    assert one.settle(person, "phone", chosen).events == 1
    one.give(other)
    see_alike([one, other])
    assert other.read(person)["phone"] == chosen
    assert "conflict" not in {issue["rule"] for issue in other.read(person)["issues"]}


def test_a_side_is_chosen_by_its_event_with_all_it_says(two: tuple[Place, Place, str]) -> None:
    one, other, person = two
    one.put(person, "hamlet", "Thôn 1")
    other.put(person, "hamlet", "Thôn 2", origin="police")
    exchange(one, other)
    with one.desk() as desk:
        shown, mine = settling.read_disputes(desk, person)[0].sides
        settling.settle_for(desk, person, mine.event)
        assert settling.read_disputes(desk, person) == ()
        with pytest.raises(SettledMeanwhile):
            settling.settle_for(desk, person, shown.event)
    assert one.read(person)["hamlet"] == "Thôn 1"


def test_the_same_value_twice_is_no_conflict_and_different_fields_come_together(two: tuple[Place, Place, str]) -> None:
    one, other, person = two
    one.put(person, "phone", "0912345678")
    other.put(person, "phone", "0912 345 678")
    other.put(person, "hamlet", "Thôn 2")
    exchange(one, other)
    assert one.read(person)["phone"] == "0912345678"
    assert one.read(person)["hamlet"] == "Thôn 2"
    with one.desk() as desk:
        assert settling.read_disputes(desk, person) == ()


def test_marks_that_differ_are_settled_for_one_of_them(two: tuple[Place, Place, str]) -> None:
    one, other, person = two
    for laptop, status in ((one, "matched"), (other, "not_found")):
        with laptop.desk() as desk:
            correcting.mark(desk, person, status)
    exchange(one, other)
    with pytest.raises(ValueRefused):
        one.settle(person, "verification", "corrected")
    one.settle(person, "verification", "matched")
    exchange(one, other)
    assert other.read(person)["verification"] == "matched"


def test_a_dose_is_settled_by_its_number(two: tuple[Place, Place, str]) -> None:
    one, other, person = two
    one.put(person, "vaccine", "Pfizer", dose="1")
    one.give(other)
    one.put(person, "lot", "A1", dose="1")
    other.put(person, "lot", "B2", dose="1")
    exchange(one, other)
    with one.desk() as desk:
        assert settling.read_disputes(desk, person)[0].number == 1
        settling.settle(desk, person, "lot", "A1", dose="1")
    exchange(one, other)
    assert other.read(person)["doses"][0]["lot"] == "A1"


def test_where_nobody_contradicts_anybody_there_is_nothing_to_settle(two: tuple[Place, Place, str]) -> None:
    one, _, person = two
    for field, error in (("phone", NothingToSettle), ("verification", NothingToSettle), ("colour", UnknownField)):
        with pytest.raises(error):
            one.settle(person, field, "0912345678")


def test_undoing_what_was_settled_opens_the_conflict_again(two: tuple[Place, Place, str]) -> None:
    from vaxdesk.desk import taking_back

    one, other, person = two
    one.put(person, "phone", "0912345678")
    other.put(person, "phone", "0987654321")
    exchange(one, other)
    one.settle(person, "phone", "0912345678")
    with one.desk() as desk:
        taking_back.undo(desk)
        assert len(settling.read_disputes(desk, person)) == 1
    exchange(one, other)
