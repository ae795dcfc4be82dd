from __future__ import annotations

import pytest

from tests.shell.desk.conftest import SEN, make_fact, name_person
from vaxdesk.desk.browsing import (
    Filter,
    PeopleList,
    count_people,
    find_place,
    name_group,
    open_people,
    read_groups,
    read_hamlets,
    read_lines,
    read_people_range,
)
from vaxdesk.desk.correcting import confirm, mark, set_field
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import UnknownPerson
from vaxdesk.desk.taking_back import undo
from vaxdesk.model.message import Message

EVERYBODY = ["Dương Văn Hùng", "Đào Thị Ba", "Điểu Thị Sen", "Nguyễn Văn An", "Somchai Lê", "Trần Quốc Tuấn"]


def name_all(desk: Desk, people: PeopleList) -> list[str | None]:
    return [None if line is None else line.full_name for line in read_people_range(desk, people, 0, 100)]


def ask(desk: Desk, asked: Filter) -> list[str | None]:
    people = open_people(desk, asked)
    assert count_people(desk, asked) == len(people)
    return name_all(desk, people)


def test_everybody_is_listed_by_the_vietnamese_alphabet(filled: Desk) -> None:
    assert ask(filled, Filter()) == EVERYBODY


def test_by_hamlet_numbers_count_and_whose_hamlet_nobody_knows_comes_last(filled: Desk) -> None:
    assert ask(filled, Filter(order="hamlet")) == [
        "Đào Thị Ba", "Điểu Thị Sen", "Somchai Lê", "Nguyễn Văn An", "Trần Quốc Tuấn", "Dương Văn Hùng",
    ]  # fmt: skip
    assert read_hamlets(filled) == (("Thôn 2", 3), ("Thôn 10", 2), ("", 1))


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        (Filter(group="phone.missing"), ["Dương Văn Hùng", "Trần Quốc Tuấn"]),
        (Filter(group="phone.missing", text="tuan"), ["Trần Quốc Tuấn"]),
        (Filter(group="phone.missing", hamlet=""), ["Dương Văn Hùng"]),
        (Filter(severity="error"), ["Dương Văn Hùng", "Đào Thị Ba", "Nguyễn Văn An", "Trần Quốc Tuấn"]),
        (Filter(text="van"), ["Dương Văn Hùng", "Nguyễn Văn An"]),
        (Filter(text="..."), EVERYBODY),
        (Filter(text="nobody is called so"), []),
        (Filter(hamlet="Thôn 10"), ["Nguyễn Văn An", "Trần Quốc Tuấn"]),
        (Filter(hamlet="Thôn 1"), []),
        (Filter(verification="unverified", without_doses=True), ["Dương Văn Hùng", "Đào Thị Ba"]),
        (Filter(verification="matched"), []),
        (Filter(group="no.such"), []),
        (Filter(severity="error", order="hamlet", hamlet="Thôn 10"), ["Nguyễn Văn An", "Trần Quốc Tuấn"]),
    ],
)
def test_every_part_of_a_filter_narrows(filled: Desk, asked: Filter, names: list[str]) -> None:
    assert ask(filled, asked) == names


def test_a_step_tells_whom_it_touched_under_the_id_they_are_listed_by(filled: Desk) -> None:
    changed = set_field(filled, name_person("sen"), "phone", "0987654321")
    assert ask(filled, Filter(step=changed.step)) == ["Điểu Thị Sen"]
    load = open_people(filled, Filter(step=filled.store.read_steps()[0].id))
    assert name_all(filled, load) == EVERYBODY


def test_a_finished_person_stays_in_place_until_the_list_is_opened_again(filled: Desk) -> None:
    asked = Filter(group="id_number.missing")
    people = open_people(filled, asked)
    before = read_people_range(filled, people, 0, 10)
    place = find_place(filled, people, name_person("an"))
    assert place is not None
    set_field(filled, name_person("an"), "id_number", "070090004322")
    after = read_people_range(filled, people, 0, 10)
    assert [line and line.id for line in after] == [line and line.id for line in before]
    line = after[place]
    assert line is not None
    assert "id_number.missing" not in line.codes
    assert len(open_people(filled, asked)) == len(people) - 1


def test_a_line_says_how_the_person_is_now(filled: Desk) -> None:
    line, nobody = read_lines(filled, [name_person("tuấn"), name_person("nobody")])
    assert nobody is None
    assert line is not None
    assert (line.full_name, line.birth_year, line.hamlet, line.verification) == (
        "Trần Quốc Tuấn", "1991", "Thôn 10", "unverified",
    )  # fmt: skip
    assert (line.severity, line.errors, line.warnings) == ("error", 1, 1)
    assert line.codes == ("id_number.birth_year", "phone.missing")
    clean = read_lines(filled, [name_person("sen")])[0]
    assert clean is not None
    assert (clean.severity, clean.errors, clean.codes, clean.certain) == (None, 0, (), False)


def test_a_person_who_is_gone_leaves_a_hole_and_moves_nobody(desk: Desk) -> None:
    desk.act(Message("Mark"), [make_fact("sen", SEN)])
    desk.act(Message("Mark"), [make_fact("an", {**SEN, "full_name": "An", "id_number": "070190000001"})])
    people = open_people(desk, Filter())
    undo(desk)
    assert name_all(desk, people) == [None, "Điểu Thị Sen"]
    with pytest.raises(UnknownPerson):
        find_place(desk, people, name_person("an"))


def test_a_piece_of_a_list_beyond_its_end_is_short_or_empty(filled: Desk) -> None:
    people = open_people(filled, Filter())
    assert [len(read_people_range(filled, people, offset, 4)) for offset in (0, 4, 8, -3)] == [4, 2, 0, 4]


def test_somebody_who_does_not_stand_in_a_list_has_no_place_in_it(filled: Desk) -> None:
    people = open_people(filled, Filter(group="phone.missing"))
    assert find_place(filled, people, name_person("sen")) is None
    assert find_place(filled, people, name_person("tuấn")) == 1


def test_groups_come_worst_first_with_people_not_issues(filled: Desk) -> None:
    found = read_groups(filled)
    assert [group.severity for group in found.groups] == sorted(
        (group.severity for group in found.groups), key=["error", "warning", "info"].index
    )
    errors = [group.people for group in found.groups if group.severity == "error"]
    assert errors == sorted(errors, reverse=True)
    assert dict(found.people) == {"error": 4, "warning": 2, "info": 0}
    assert found.everybody == 6
    for group in found.groups:
        assert count_people(filled, Filter(group=group.code)) == group.people
        assert group.title == name_group(filled, group.code)
    year = next(group for group in found.groups if group.code == "id_number.birth_year")
    assert (year.people, year.suggested, year.certain) == (1, 1, 0)


def test_what_was_confirmed_leaves_its_group(filled: Desk) -> None:
    confirm(filled, name_person("tuấn"), "id_number.birth_year", reason="Đã xem thẻ")
    assert "id_number.birth_year" not in {group.code for group in read_groups(filled).groups}
    mark(filled, name_person("sen"), "matched")
    assert ask(filled, Filter(verification="matched")) == ["Điểu Thị Sen"]


def test_an_empty_store_has_no_groups_and_no_hamlets(desk: Desk) -> None:
    assert (read_groups(desk).groups, read_hamlets(desk), len(open_people(desk, Filter(order="hamlet")))) == ((), (), 0)
