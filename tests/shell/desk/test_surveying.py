from __future__ import annotations

from array import array

from vaxdesk.desk.browsing import PeopleList, open_people, read_panel, read_people_range
from vaxdesk.desk.correcting import set_field
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.ringing import find_ringed, read_proven
from vaxdesk.desk.surveying import Survey, survey_people
from vaxdesk.model.filter import Filter

MISSING = Filter(group="phone.missing")


def name_all(desk: Desk, people: PeopleList) -> list[str]:
    return [line.id for line in read_people_range(desk, people, 0, len(people)) if line is not None]


def test_who_comes_next_is_still_open(filled: Desk) -> None:
    people = open_people(filled, MISSING)
    first, second = name_all(filled, people)
    assert survey_people(filled, people, 0) == Survey(0, is_done=False, next=1)
    assert survey_people(filled, people, 1).next == 0
    set_field(filled, first, "phone", "0912345678")
    assert survey_people(filled, people, 0) == Survey(1, is_done=True, next=1)
    assert survey_people(filled, people, 1) == Survey(1, is_done=False, next=None)
    set_field(filled, second, "phone", "0912345678")
    assert survey_people(filled, people, 1).done == 2


def test_those_put_off_come_last(filled: Desk) -> None:
    people = open_people(filled, MISSING)
    assert survey_people(filled, people, 0, set(people.numbers)).next == 1


def test_nobody_is_next_when_all_are_done(filled: Desk) -> None:
    people = open_people(filled, MISSING)
    for person in name_all(filled, people):
        set_field(filled, person, "phone", "0912345678")
    assert survey_people(filled, people, 0) == Survey(len(people), is_done=True, next=None)


def test_a_correction_that_a_search_no_longer_finds_is_not_taken_for_done(filled: Desk) -> None:
    (person,) = name_all(filled, open_people(filled, Filter(group="id_number.birth_year")))
    name = read_panel(filled, person).full_name
    people = open_people(filled, Filter(group="id_number.birth_year", text=name or ""))
    set_field(filled, person, "full_name", "Lê Văn Bình")
    assert survey_people(filled, people, 0) == Survey(0, is_done=False, next=None)


def test_in_a_list_of_everybody_the_next_is_the_next_of_whom_anything_is_in_doubt(filled: Desk) -> None:
    people = open_people(filled, Filter())
    lines = read_people_range(filled, people, 0, len(people))
    doubtful = [row for row, line in enumerate(lines) if line is not None and (line.errors or line.warnings)]
    calm = next(row for row in range(len(people)) if row not in doubtful)
    assert survey_people(filled, people, -1) == Survey(None, is_done=False, next=doubtful[0])
    assert survey_people(filled, people, calm).is_done
    assert survey_people(filled, people, doubtful[0]) == Survey(None, is_done=False, next=doubtful[1])
    assert survey_people(filled, people, doubtful[-1]).next == doubtful[0]


def test_in_a_list_of_people_without_doubts_the_next_is_whoever_follows(filled: Desk) -> None:
    everybody = open_people(filled, Filter())
    lines = read_people_range(filled, everybody, 0, len(everybody))
    calm = [
        number
        for number, line in zip(everybody.numbers, lines, strict=True)
        if line is not None and not line.errors and not line.warnings
    ]
    people = PeopleList(Filter(), array("q", calm * 2))
    assert survey_people(filled, people, 0) == Survey(None, None, 1)


def test_only_a_proven_or_certain_suggestion_is_ringed(filled: Desk) -> None:
    (person,) = name_all(filled, open_people(filled, Filter(group="id_number.birth_year")))
    problem = read_panel(filled, person).problems[0]
    assert find_ringed(problem, read_proven(filled)) == 0
    assert find_ringed(problem, ()) is None
