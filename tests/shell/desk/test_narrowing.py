"""What lists are narrowed and ordered by, from the desk down to the tables."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.shell.desk.conftest import name_person
from vaxdesk.desk.adding import add_dose
from vaxdesk.desk.browsing import Filter, count_people, open_people, read_editors, read_people_range
from vaxdesk.desk.complaining import add_complaint
from vaxdesk.desk.correcting import confirm, mark, set_field
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.flagging import flag
from vaxdesk.desk.looking import read_people, search_people
from vaxdesk.desk.reentering import mark_entered
from vaxdesk.desk.taking_back import undo
from vaxdesk.desk.uploading import write_upload
from vaxdesk.store.schema import m009_sexes

SEN, AN, TUAN, DAO, HUNG, LE = (name_person(name) for name in ("sen", "an", "tuấn", "đào", "hùng", "lê"))


def names(desk: Desk, asked: Filter) -> list[str]:
    people = open_people(desk, asked)
    assert count_people(desk, asked) == len(people)
    lines = read_people_range(desk, people, 0, 100)
    return [(line.full_name or "").rpartition(" ")[2] for line in lines if line is not None]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Filter(dose=2), {"An", "Lê", "Sen"}),
        (Filter(dose=3), {"An"}),
        (Filter(lacking=2), {"Ba", "Hùng", "Tuấn"}),
        (Filter(dose=1, lacking=2), {"Tuấn"}),
        (Filter(born=1990), {"An", "Lê", "Sen"}),
        (Filter(born=1991), {"Tuấn"}),
        (Filter(born=1990, hamlet="Thôn 10"), {"An"}),
        (Filter(delivery="none"), {"An", "Ba", "Hùng", "Lê", "Sen", "Tuấn"}),
        (Filter(delivery="accepted"), set()),
        (Filter(flagged=True), set()),
        (Filter(reported=True), set()),
        (Filter(since="today"), set()),
        (Filter(editor="Lan"), set()),
    ],
)
def test_a_part_of_a_filter_leaves_whom_it_fits(filled: Desk, asked: Filter, found: set[str]) -> None:
    assert set(names(filled, asked)) == found


def test_who_was_worked_on_is_told_by_user_and_day(filled: Desk) -> None:
    set_field(filled, SEN, "phone", "0912345677")
    mark(filled, AN, "matched")
    confirm(filled, TUAN, "phone.missing", reason="không có")
    flag(filled, LE, "hỏi lại")
    everybody = ["Sen", "Lê", "An", "Tuấn"]
    assert read_editors(filled) == ("Lan",)
    assert set(names(filled, Filter(since="today"))) == set(everybody)
    assert set(names(filled, Filter(editor="Lan"))) == set(everybody)
    assert names(filled, Filter(editor="Hoa", since="today")) == []
    tomorrow = (date.today() + timedelta(days=1)).isoformat()  # noqa: DTZ011 - the local day, as a user means it
    assert names(filled, Filter(since=tomorrow)) == []
    assert set(names(filled, Filter(since="2022-05-18"))) == set(everybody)


def test_flags_and_open_reports_are_found(filled: Desk) -> None:
    flag(filled, SEN, "hỏi lại")
    add_complaint(filled, AN, "phone", "thiếu mũi 2")
    assert (names(filled, Filter(flagged=True)), names(filled, Filter(reported=True))) == (["Sen"], ["An"])


def test_how_far_a_row_got_narrows_as_it_is_told(filled: Desk, tmp_path: Path) -> None:
    set_field(filled, SEN, "birth_date", "06/03/1990")
    mark(filled, SEN, "matched")
    write_upload(filled, tmp_path)
    assert set(names(filled, Filter(delivery="packaged"))) == {"Lê", "Sen"}
    mark_entered(filled, [SEN])
    assert names(filled, Filter(delivery="accepted")) == ["Sen"]
    set_field(filled, SEN, "phone", "0987654321")
    assert names(filled, Filter(delivery="accepted")) == []
    assert "Sen" in names(filled, Filter(delivery="none"))
    undo(filled)
    assert names(filled, Filter(delivery="accepted")) == ["Sen"]
    told = {record["id"]: record["delivery"] for record in read_people(filled)}
    assert (told[SEN], told[LE]) == ("accepted", "packaged")


@pytest.mark.parametrize(
    ("order", "forwards", "backwards"),
    [
        ("name", ["Hùng", "Ba", "Sen", "An", "Lê", "Tuấn"], ["Tuấn", "Lê", "An", "Sen", "Ba", "Hùng"]),
        ("hamlet", ["Ba", "Sen", "Lê", "An", "Tuấn", "Hùng"], ["An", "Tuấn", "Ba", "Sen", "Lê", "Hùng"]),
        ("phone", ["Sen", "An", "Ba", "Lê", "Hùng", "Tuấn"], ["Lê", "Ba", "An", "Sen", "Hùng", "Tuấn"]),
        ("id_number", ["Sen", "Tuấn", "Ba", "Lê", "Hùng", "An"], ["Lê", "Ba", "Tuấn", "Sen", "Hùng", "An"]),
        ("birth_date", ["Sen", "An", "Lê", "Tuấn", "Hùng", "Ba"], ["Tuấn", "Lê", "An", "Sen", "Hùng", "Ba"]),
        ("sex", ["An", "Ba", "Sen", "Lê", "Tuấn", "Hùng"], ["Ba", "Sen", "Lê", "Tuấn", "An", "Hùng"]),
        ("doses", ["Tuấn", "Sen", "Lê", "An", "Hùng", "Ba"], ["An", "Sen", "Lê", "Tuấn", "Hùng", "Ba"]),
    ],
)
def test_lists_are_ordered_by_any_column_what_is_not_known_last(
    filled: Desk, order: str, forwards: list[str], backwards: list[str]
) -> None:
    assert names(filled, Filter(order=order)) == forwards  # type: ignore[arg-type]
    assert names(filled, Filter(order=order, descending=True)) == backwards  # type: ignore[arg-type]


def test_lists_are_ordered_by_state_and_by_what_is_worst(filled: Desk) -> None:
    mark(filled, TUAN, "matched")
    mark(filled, AN, "not_found")
    assert names(filled, Filter(order="verification"))[-2:] == ["Tuấn", "An"]
    assert names(filled, Filter(order="verification", descending=True))[:2] == ["An", "Tuấn"]
    worst = [line.severity for line in read_people_range(filled, open_people(filled, Filter(order="severity")), 0, 9)
             if line is not None]  # fmt: skip
    assert worst == sorted(worst, key=lambda one: ("error", "warning", "info", None).index(one))


def test_lists_are_ordered_by_how_far_a_row_got(filled: Desk, tmp_path: Path) -> None:
    set_field(filled, SEN, "birth_date", "06/03/1990")
    mark(filled, SEN, "matched")
    write_upload(filled, tmp_path)
    mark_entered(filled, [SEN])
    assert names(filled, Filter(order="delivery")) == ["Hùng", "Ba", "An", "Tuấn", "Lê", "Sen"]
    assert names(filled, Filter(order="delivery", descending=True)) == ["Sen", "Lê", "Hùng", "Ba", "An", "Tuấn"]


def test_lists_are_ordered_by_the_last_work_by_hand(filled: Desk) -> None:
    set_field(filled, SEN, "phone", "0912345677")
    flag(filled, TUAN, "hỏi lại")
    mark(filled, LE, "matched")
    set_field(filled, SEN, "phone", "0912345676")
    assert names(filled, Filter(order="changed")) == ["Tuấn", "Lê", "Sen", "Hùng", "Ba", "An"]
    assert names(filled, Filter(order="changed", descending=True)) == ["Sen", "Lê", "Tuấn", "Hùng", "Ba", "An"]
    assert names(filled, Filter(order="changed", dose=1)) == ["Tuấn", "Lê", "Sen", "An"]


def test_a_sex_that_is_corrected_or_comes_from_an_older_store_orders_as_any(filled: Desk) -> None:
    set_field(filled, TUAN, "sex", "Nam")
    asked = Filter(order="sex")
    ordered = ["An", "Tuấn", "Ba", "Sen", "Lê", "Hùng"]
    assert names(filled, asked) == ordered
    db = filled.store._db
    db.execute("DROP INDEX people_figures")
    db.execute("ALTER TABLE people DROP COLUMN sex")
    db.execute("CREATE INDEX people_figures ON people (hamlet, verification, doses)")
    m009_sexes(db)
    assert names(filled, asked) == ordered


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("sen", ["Sen"]),
        ("dieu thi sem", ["Sen"]),
        ("diue thi sen", ["Sen"]),
        ("Nguyn Van An", ["An"]),
        ("ngyuen an", ["An"]),
        ("tran quoc tuam", ["Tuấn"]),
        ("4321", ["Sen"]),
        ("sen 4321", ["Sen"]),
        ("sem 4321", ["Sen"]),
        ("khong co ai", []),
    ],
)
def test_a_letter_may_be_wrong_and_numbers_are_found_by_their_end(filled: Desk, text: str, found: list[str]) -> None:
    assert names(filled, Filter(text=text)) == found


def test_whom_the_words_fit_come_before_those_whom_they_nearly_fit(filled: Desk) -> None:
    set_field(filled, HUNG, "full_name", "Dương Văn Sem")
    assert names(filled, Filter(text="sen")) == ["Sen", "Sem"]
    found = [record["full_name"] for record in search_people(filled, "sen")]
    assert found == ["Điểu Thị Sen", "Dương Văn Sem"]


def test_a_new_dose_narrows_at_once(filled: Desk) -> None:
    add_dose(filled, TUAN, {"vaccine": "pfizer", "date": "01/03/2022"})
    assert set(names(filled, Filter(dose=2))) == {"An", "Lê", "Sen", "Tuấn"}
