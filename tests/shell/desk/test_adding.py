from __future__ import annotations

import pytest

from tests.shell.desk.conftest import name_person
from vaxdesk.desk.adding import NewPerson, add_dose, add_people, add_person, move_dose, remove_dose
from vaxdesk.desk.correcting import set_field
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import NameMissing, SamePerson, UnknownDose, UnknownField, ValueRefused
from vaxdesk.desk.journaling import read_last_steps
from vaxdesk.desk.taking_back import redo, undo
from vaxdesk.errors import VaxDeskError
from vaxdesk.model.event import is_of_stream
from vaxdesk.model.message import Message
from vaxdesk.model.person import Person

SEN, AN, HUNG = name_person("sen"), name_person("an"), name_person("hùng")
NEW = {"full_name": "Điểu Thị Mai", "birth_date": "05/03/1990", "sex": "Nữ", "id_number": "070190004777", "phone": ""}


def show(desk: Desk, person: str) -> Person:
    return desk.store.fold([person])[person].person


def told(desk: Desk, person: str) -> list[tuple[int | None, str | None, str | None]]:
    return [(dose.number, dose.vaccine, dose.date) for dose in show(desk, person).doses]


def last(desk: Desk) -> Message:
    step = read_last_steps(desk).undo
    assert step is not None
    return step.label


def test_a_person_made_by_hand_is_one_of_the_stations_and_comes_from_no_list(filled: Desk) -> None:
    changes = add_person(filled, NEW, [{"vaccine": "AZ", "date": "05/09/2021", "number": "1"}])
    (person,) = changes.people
    made = show(filled, person)
    assert is_of_stream(person, filled.stream)
    assert (made.full_name, made.birth_date, made.sex, made.id_kind) == ("Điểu Thị Mai", "1990-03-05", "female", "cccd")
    assert (made.sources, told(filled, person)) == ((), [(1, "astrazeneca", "2021-09-05")])
    assert last(filled) == changes.label == Message("Add a person")
    assert {one["rule"] for one in filled.store.read_issues([person])[person]} == {"lot.missing", "phone.missing"}


def test_a_person_added_by_mistake_goes_with_one_undo_and_comes_back_with_redo(filled: Desk) -> None:
    (person,) = add_person(filled, NEW).people
    undo(filled)
    assert filled.store.find_person(person) is None
    redo(filled)
    assert show(filled, person).full_name == "Điểu Thị Mai"


def test_several_people_are_one_step_or_none(filled: Desk) -> None:
    before = filled.store.count_people()
    with pytest.raises(ValueRefused):
        add_people(filled, [NewPerson(NEW), NewPerson({**NEW, "sex": "x"})])
    assert filled.store.count_people() == before
    assert len(add_people(filled, [NewPerson(NEW), NewPerson(NEW)]).people) == 2
    undo(filled)
    assert filled.store.count_people() == before


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({"phone": "0912345678"}, NameMissing),
        ({"full_name": " "}, NameMissing),
        ({**NEW, "colour": "red"}, UnknownField),
        ({**NEW, "birth_date": "30/02/1990"}, ValueRefused),
    ],
)
def test_a_person_that_cannot_be_is_refused(filled: Desk, values: dict[str, str], refused: type[VaxDeskError]) -> None:
    with pytest.raises(refused):
        add_person(filled, values)


def test_a_dose_without_a_number_follows_the_last(filled: Desk) -> None:
    changes = add_dose(filled, SEN, {"vaccine": "Pfizer", "date": "01/03/2022"})
    assert told(filled, SEN)[-1] == (3, "pfizer", "2022-03-01")
    assert last(filled) == changes.label == Message("Add a dose")
    undo(filled)
    assert len(told(filled, SEN)) == 2


def test_a_dose_is_taken_away_and_given_back(filled: Desk) -> None:
    changes = remove_dose(filled, SEN, "2", reason="tiêm cho người khác")
    assert [number for number, *_ in told(filled, SEN)] == [1]
    assert last(filled) == changes.label == Message("Remove a dose")
    undone = undo(filled)
    assert undone.kept == ()
    assert [number for number, *_ in told(filled, SEN)] == [1, 2]


def test_a_dose_moves_to_another_person_and_undo_gives_both_back(filled: Desk) -> None:
    before = told(filled, AN), told(filled, HUNG)
    changes = move_dose(filled, AN, "3", HUNG, number=1)
    assert told(filled, HUNG) == [(1, "pfizer", "2022-03-01")]
    assert [number for number, *_ in told(filled, AN)] == [1, 2]
    assert set(changes.people) == {AN, HUNG}
    assert last(filled) == changes.label == Message("Move a dose")
    undo(filled)
    assert (told(filled, AN), told(filled, HUNG)) == before
    redo(filled)
    assert told(filled, HUNG) == [(1, "pfizer", "2022-03-01")]


def test_a_move_undone_after_the_dose_was_edited_there_leaves_no_copy_of_what_was_moved(filled: Desk) -> None:
    step = move_dose(filled, AN, "3", HUNG).step
    set_field(filled, HUNG, "lot", "P2", dose="3")
    undo(filled, step)
    assert [number for number, *_ in told(filled, AN)] == [1, 2, 3]
    (left,) = show(filled, HUNG).doses
    assert (left.lot, left.vaccine) == ("P2", None)


def test_a_dose_that_is_not_there_and_a_move_to_oneself_are_refused(filled: Desk) -> None:
    with pytest.raises(UnknownDose):
        remove_dose(filled, SEN, "4")
    with pytest.raises(UnknownDose):
        move_dose(filled, SEN, "x", AN)
    with pytest.raises(SamePerson):
        move_dose(filled, SEN, "1", SEN)
