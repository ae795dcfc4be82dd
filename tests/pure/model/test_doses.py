from __future__ import annotations

from typing import Any

from tests.pure.model.histories import Laptop, make_laptops, make_row
from vaxdesk.model.event import name_id
from vaxdesk.model.person import Dose

AN, BINH, CHI = name_id("an"), name_id("binh"), name_id("chi")
FIRST: dict[str, Any] = {"number": 1, "vaccine": "astrazeneca", "date": "2021-08-15"}
SECOND: dict[str, Any] = {"number": 2, "vaccine": "astrazeneca", "date": "2021-10-15"}


def dose_of(person: str, place: int = 1) -> str:
    return name_id(person, str(place))


def two_lists(one: list[dict[str, Any]], other: list[dict[str, Any]], *, by_hand: bool = False) -> Laptop:
    """Give a laptop with one person of two lists; each says its doses."""
    (laptop,) = make_laptops("one")
    laptop.load(AN, make_row({}, one))
    laptop.load(BINH, make_row({}, other, row=2), same=None if by_hand else AN)
    if by_hand:
        laptop.merge(AN, BINH)
    return laptop


def doses(laptop: Laptop, person: str = AN) -> tuple[Dose, ...]:
    return laptop.show(person).person.doses


def days(laptop: Laptop, person: str = AN) -> list[str | None]:
    return [dose.date for dose in doses(laptop, person)]


def test_doses_of_people_who_are_one_stand_together_in_order() -> None:
    laptop = two_lists([SECOND], [FIRST])
    assert [dose.id for dose in doses(laptop)] == [dose_of(BINH), dose_of(AN)]
    assert laptop.show(AN).owners == {dose_of(BINH): BINH}


def test_what_two_lists_say_of_one_injection_is_shown_once() -> None:
    for by_hand in (False, True):
        laptop = two_lists([FIRST, SECOND], [FIRST, SECOND], by_hand=by_hand)
        assert [dose.id for dose in doses(laptop)] == [dose_of(AN, 1), dose_of(AN, 2)]


def test_one_list_may_say_the_same_twice_until_a_person_decides() -> None:
    (laptop,) = make_laptops("one")
    laptop.load(AN, make_row({}, [FIRST, FIRST]))
    assert len(doses(laptop)) == 2
    laptop.put(AN, "note", "x")
    assert len(doses(laptop)) == 2


def test_after_a_correction_of_the_one_that_is_shown_it_is_still_shown_once() -> None:
    laptop = two_lists([FIRST], [FIRST])
    laptop.put(AN, "date", "2021-08-16", dose=dose_of(AN))
    assert days(laptop) == ["2021-08-16"]


def test_a_correction_made_in_the_other_record_is_not_hidden_by_what_the_list_says() -> None:
    for by_hand in (False, True):
        one, two = make_laptops("one", "two")
        two.load(BINH, make_row({}, [FIRST], row=2))
        two.put(BINH, "date", "2021-08-16", dose=dose_of(BINH))
        one.load(AN, make_row({}, [FIRST]))
        one.load(BINH, make_row({}, [FIRST], row=2), same=None if by_hand else AN)
        if by_hand:
            one.merge(AN, BINH)
        one.see(two)
        assert [(dose.id, dose.date) for dose in doses(one)] == [(dose_of(AN), "2021-08-16")]
        one.put(AN, "date", "2021-08-17", dose=dose_of(AN))
        assert days(one) == ["2021-08-17"]


def test_a_list_fills_what_the_other_does_not_say_of_a_dose_and_overwrites_nothing() -> None:
    laptop = two_lists([{**FIRST, "site": "70123"}], [{**FIRST, "lot": "A1", "site": "70999"}])
    assert [(dose.lot, dose.site) for dose in doses(laptop)] == [("A1", "70123")]
    laptop.put(AN, "lot", None, dose=dose_of(AN))
    assert doses(laptop)[0].lot is None


def test_doses_of_another_vaccine_or_another_day_are_two() -> None:
    assert len(doses(two_lists([FIRST], [{**FIRST, "vaccine": "pfizer"}]))) == 2
    assert len(doses(two_lists([FIRST], [{**FIRST, "date": "2021-08-16"}]))) == 2


def test_where_only_the_month_is_known_the_number_tells_doses_apart() -> None:
    month = {**FIRST, "date": "2021-08"}
    assert len(doses(two_lists([month], [{**month, "number": 2}]))) == 2
    assert len(doses(two_lists([month], [month]))) == 1


def test_an_x_says_nothing_new_of_a_dose_whose_number_is_known() -> None:
    for lists in (([FIRST], [{"number": 1}]), ([{"number": 1}], [FIRST]), ([{"number": 1}], [{"number": 1}])):
        laptop = two_lists(*lists)
        assert len(doses(laptop)) == 1
    assert len(doses(two_lists([FIRST], [{"number": 2}]))) == 2


def test_a_dose_taken_away_by_hand_does_not_come_back_with_another_list() -> None:
    (laptop,) = make_laptops("one")
    laptop.load(AN, make_row({}, [FIRST, SECOND]))
    step = laptop.put(AN, "removed", value=True, dose=dose_of(AN))
    laptop.load(BINH, make_row({}, [FIRST], row=2), same=AN)
    assert days(laptop) == ["2021-10-15"]
    laptop.undo(step)
    assert days(laptop) == ["2021-08-15", "2021-10-15"]


def test_a_dose_taken_away_by_hand_stays_away_whichever_list_is_listed() -> None:
    one, two = make_laptops("one", "two")
    one.load(AN, make_row({}, [FIRST]))
    one.put(AN, "removed", value=True, dose=dose_of(AN))
    two.load(BINH, make_row({}, [FIRST], row=2))
    two.load(AN, make_row({}, [FIRST]), same=BINH)
    two.see(one)
    assert two.show(AN).person.id == BINH
    assert doses(two) == ()


def test_a_dose_moved_to_another_person_is_there_after_the_two_were_merged() -> None:
    for kept, other in ((AN, BINH), (BINH, AN)):
        (laptop,) = make_laptops("one")
        laptop.load(AN, make_row({}, [FIRST]))
        laptop.load(BINH, make_row({}, row=2))
        moved = laptop.times.make_id()
        step = laptop.put(AN, "removed", value=True, dose=dose_of(AN))
        for name, value in FIRST.items():
            laptop.put(BINH, name, value, dose=moved, step=step)
        assert (days(laptop, AN), days(laptop, BINH)) == ([], ["2021-08-15"])
        laptop.merge(kept, other)
        assert days(laptop) == ["2021-08-15"]


def test_a_dose_whose_removal_is_in_dispute_is_shown_with_the_conflict() -> None:
    (one,) = make_laptops("one")
    one.load(AN, make_row({}, [FIRST]))
    step = one.put(AN, "removed", value=True, dose=dose_of(AN))
    two = Laptop("two", one.times)
    two.see(one)
    two.put(AN, "removed", None, dose=dose_of(AN))
    one.undo(step)
    one.put(AN, "removed", value=True, dose=dose_of(AN))
    one.see(two)
    assert [(conflict.field, conflict.dose) for conflict in one.show(AN).conflicts] == [("removed", dose_of(AN))]
    assert days(one) == ["2021-08-15"]
    one.put(AN, "removed", value=True, dose=dose_of(AN))
    assert one.show(AN).conflicts == ()
    assert doses(one) == ()


def test_a_conflict_of_a_dose_that_is_not_shown_bothers_nobody() -> None:
    (one,) = make_laptops("one")
    one.load(AN, make_row({}, [FIRST]))
    two = Laptop("two", one.times)
    two.see(one)
    one.put(AN, "lot", "A1", dose=dose_of(AN))
    two.put(AN, "lot", "B2", dose=dose_of(AN))
    one.see(two)
    assert [conflict.field for conflict in one.show(AN).conflicts] == ["lot"]
    one.put(AN, "removed", value=True, dose=dose_of(AN))
    assert one.show(AN).conflicts == ()


def test_a_conflict_of_a_dose_of_somebody_merged_in_is_told_and_settled() -> None:
    laptop = two_lists([], [FIRST], by_hand=True)
    two = Laptop("two", laptop.times)
    two.see(laptop)
    laptop.put(AN, "lot", "A1", dose=dose_of(BINH))
    two.put(AN, "lot", "B2", dose=dose_of(BINH))
    laptop.see(two)
    assert [(conflict.field, conflict.dose) for conflict in laptop.show(AN).conflicts] == [("lot", dose_of(BINH))]
    laptop.put(AN, "lot", "A1", dose=dose_of(BINH))
    assert laptop.show(AN).conflicts == ()


def test_a_word_on_a_dose_under_another_members_name_makes_no_second_dose() -> None:
    laptop = two_lists([], [FIRST])
    laptop.write("set", AN, "A1", dose=dose_of(BINH), field="lot")
    assert [(dose.id, dose.lot) for dose in doses(laptop)] == [(dose_of(BINH), "A1")]


def test_a_dose_made_by_hand_is_gone_when_that_is_taken_back() -> None:
    (laptop,) = make_laptops("one")
    laptop.load(AN, make_row({}))
    before = laptop.people
    step = laptop.put(AN, "number", 1, dose=name_id("new"))
    laptop.put(AN, "vaccine", "pfizer", dose=name_id("new"), step=step)
    assert [(dose.number, dose.vaccine) for dose in doses(laptop)] == [(1, "pfizer")]
    laptop.undo(step)
    assert laptop.people == before


def test_the_text_beside_a_dose_goes_when_a_hand_writes_the_field_and_comes_back() -> None:
    (laptop,) = make_laptops("one")
    row = dict(make_row({}, [{"number": 1}]))
    row["doses"] = [{"values": {"number": 1}, "raw": {"date": "32/13/2021"}}]
    laptop.load(AN, row)
    step = laptop.put(AN, "date", "2021-08-15", dose=dose_of(AN))
    assert doses(laptop)[0].raw == {}
    laptop.undo(step)
    assert doses(laptop)[0].raw == {"date": "32/13/2021"}
    laptop.put(AN, "date", None, dose=dose_of(AN), raw="tháng 8", origin="police")
    assert doses(laptop)[0].raw == {"date": "tháng 8"}
