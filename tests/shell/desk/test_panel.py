from __future__ import annotations

from typing import Any

import pytest

from tests.shell.desk.conftest import DOSES, SEN, make_fact, name_person
from vaxdesk.desk.correcting import confirm, mark, set_field
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import UnknownPerson
from vaxdesk.desk.panel import FieldRow, Panel, read_panel
from vaxdesk.desk.recounting import read_timeline
from vaxdesk.desk.taking_back import undo
from vaxdesk.model.fields import DOSE_FIELDS, PERSON_FIELDS
from vaxdesk.model.message import Message
from vaxdesk.model.source import Source
from vaxdesk.model.step import Fact

CELLS = {"A": "1", "B": "điểu thị  SEN", "C": "5/3/1990", "D": "Nữ", "E": "070 190 004 321", "F": "0912.345.678"}
SEN_ID = name_person("sen")


def load(desk: Desk, **change: Any) -> None:  # noqa: ANN401
    values = {**SEN, "full_name": "điểu thị SEN", **change}
    desk.act(Message("Mark"), [make_fact("sen", values, DOSES, cells=CELLS, file="thon 2.xls", sheet="Sheet1", row=8)])


def find(panel: Panel, key: str) -> FieldRow:
    return next(row for row in panel.fields if row.key == key)


def test_every_field_stands_there_once_and_those_corrected_most_come_first(filled: Desk) -> None:
    panel = read_panel(filled, SEN_ID)
    keys = [row.key for row in panel.fields]
    assert sorted(keys) == sorted(PERSON_FIELDS)
    assert keys[:4] == ["full_name", "birth_date", "sex", "id_number"]
    assert [sorted(row.key for row in dose.fields) for dose in panel.doses] == [sorted(DOSE_FIELDS)] * 2


def test_what_the_list_said_is_shown_in_its_own_words_beside_what_was_understood(desk: Desk) -> None:
    load(desk)
    panel = read_panel(desk, SEN_ID)
    told = {row.key: (row.listed, row.now, row.edit) for row in panel.fields}
    assert told["full_name"] == (("điểu thị  SEN",), "điểu thị SEN", "điểu thị SEN")
    assert told["birth_date"] == (("5/3/1990",), "05/03/1990", "05/03/1990")
    assert told["sex"] == (("Nữ",), Message("Female"), "Nữ")
    assert told["id_number"] == (("070 190 004 321",), "070 190 004 321", "070190004321")
    assert told["phone"] == (("0912.345.678",), "0912 345 678", "0912345678")
    assert told["ethnicity"] == ((), None, "")
    # No cell of this row reads as the hamlet: what was understood is all that can be shown.
    assert told["hamlet"] == (("Thôn 2",), "Thôn 2", "Thôn 2")
    assert panel.place == (Source(panel.place[0].batch, "thon 2.xls", "Sheet1", 8),)
    assert find(panel, "phone").origin == "list"


def test_text_that_could_not_be_understood_is_shown_as_it_stands_in_the_list(filled: Desk) -> None:
    row = find(read_panel(filled, name_person("đào")), "birth_date")
    assert (row.listed, row.now, row.edit, row.unread) == (("30/02/1990",), None, "", "30/02/1990")
    assert row.severity == "error"


def test_a_correction_leaves_what_the_list_said_and_tells_who_wrote_it(desk: Desk) -> None:
    load(desk)
    set_field(desk, SEN_ID, "phone", "0987 654 321")
    row = find(read_panel(desk, SEN_ID), "phone")
    assert (row.listed, row.now, row.origin, row.user) == (("0912.345.678",), "0987 654 321", "typed", "Lan")
    assert row.at is not None
    set_field(desk, SEN_ID, "phone", "")
    row = find(read_panel(desk, SEN_ID), "phone")
    assert (row.listed, row.now, row.origin) == (("0912.345.678",), None, "typed")


def test_a_problem_brings_its_proposal_to_the_field_it_is_about(filled: Desk) -> None:
    panel = read_panel(filled, name_person("tuấn"))
    year, phone = panel.problems
    assert [year.code, phone.code] == ["id_number.birth_year", "phone.missing"]
    assert (year.severity, year.field, year.confirmable) == ("error", "birth_date", True)
    assert year.message.args == {"said": "1990", "listed": "1991"}
    (proposal,) = find(panel, "birth_date").proposals
    assert (proposal.value, proposal.text, proposal.edit, proposal.certain) == (
        "1990-03-05", "05/03/1990", "05/03/1990", False,
    )  # fmt: skip
    assert find(panel, "birth_date").severity == "error"
    assert (find(panel, "full_name").proposals, find(panel, "full_name").severity) == ((), None)
    set_field(filled, name_person("tuấn"), "birth_date", proposal.edit)
    assert [one.code for one in read_panel(filled, name_person("tuấn")).problems] == ["phone.missing"]


def test_a_dose_shows_its_own_fields_problems_and_corrections(filled: Desk) -> None:
    person = name_person("tuấn")
    set_field(filled, person, "date", "2020-01-01", dose="1")
    panel = read_panel(filled, person)
    (dose,) = panel.doses
    rows = {row.key: row for row in dose.fields}
    assert (rows["date"].listed, rows["date"].now, rows["date"].origin) == (("05/09/2021",), "01/01/2020", "typed")
    assert rows["date"].severity == "error"
    assert (rows["vaccine"].now, rows["vaccine"].edit, rows["vaccine"].origin) == ("AstraZeneca", "AstraZeneca", "list")
    assert rows["kind"].now is None


def test_the_sides_of_a_conflict_stand_side_by_side_until_somebody_settles_it(filled: Desk) -> None:
    for phone in ("0911111111", "0922222222"):
        fact = Fact("set", filled.stream, SEN_ID, field="phone", value=phone)
        filled.act(Message("Mark"), [fact])
    panel = read_panel(filled, SEN_ID)
    shown, other = find(panel, "phone").choices
    assert (shown.shown, other.shown) == (True, False)
    assert (shown.value, shown.text, shown.edit) == ("0922222222", "0922 222 222", "0922222222")
    assert (other.text, other.user, other.origin) == ("0911 111 111", "Lan", "typed")
    assert [(one.code, one.confirmable) for one in panel.problems] == [("conflict", False)]
    set_field(filled, SEN_ID, "phone", other.edit)
    assert find(read_panel(filled, SEN_ID), "phone").choices == ()


def test_two_marks_that_differ_are_a_conflict_of_the_verification(filled: Desk) -> None:
    for status in ("matched", "mismatched"):
        value: Any = {"status": status, "because": None}
        filled.act(Message("Mark"), [Fact("mark", filled.stream, SEN_ID, field="verification", value=value)])
    panel = read_panel(filled, SEN_ID)
    assert [one.value for one in panel.verification_choices] == ["mismatched", "matched"]
    assert [one.text for one in panel.verification_choices] == [Message("Wrong"), Message("Right")]


def test_what_another_list_says_is_shown_and_changes_nothing(desk: Desk) -> None:
    load(desk)
    same = make_fact("sen again", {**SEN, "phone": "0933333333"}, list="list 2", file="thon 3.xls")
    joined = Fact("pair", desk.stream, same.person, field=SEN_ID, value="same", origin="rule")
    desk.act(Message("Mark"), [same, joined])
    panel = read_panel(desk, SEN_ID)
    row = find(panel, "phone")
    assert (row.listed, row.now, row.others) == (("0912.345.678", "0933 333 333"), "0912 345 678", ("0933 333 333",))
    assert [one.file for one in panel.place] == ["thon 2.xls", "thon 3.xls"]
    assert read_panel(desk, same.person or "") == panel


def test_a_mark_with_its_reason_is_told_in_words(filled: Desk) -> None:
    mark(filled, SEN_ID, "unresolvable", because="moved_away")
    panel = read_panel(filled, SEN_ID)
    assert (panel.verification, panel.reason, panel.delivery) == ("unresolvable", Message("Moved away"), "none")


def test_a_person_whose_load_was_taken_back_keeps_what_the_list_said_beside_the_edit(desk: Desk) -> None:
    load(desk)
    set_field(desk, SEN_ID, "phone", "0987654321")
    undo(desk, desk.store.read_steps()[0].id)
    row = find(read_panel(desk, SEN_ID), "full_name")
    assert (row.listed, row.now) == (("điểu thị  SEN",), "điểu thị SEN")


def test_the_timeline_tells_everything_in_order_and_what_was_taken_back(desk: Desk) -> None:
    load(desk)
    set_field(desk, SEN_ID, "phone", "0987654321")
    undo(desk)
    mark(desk, SEN_ID, "unresolvable", because="deceased", reason="Con trai báo")
    set_field(desk, SEN_ID, "lot", "ABX9", dose="1", reason="Sổ tiêm")
    row, phone, marked, lot = read_timeline(desk, SEN_ID)
    assert row.label == Message("List {file}, {place}", {"file": "thon 2.xls", "place": "Sheet1!8"})
    assert (row.place and row.place.row, row.origin, row.live) == (8, "list", True)
    assert (phone.old, phone.new, phone.live, phone.field) == ("0912 345 678", "0987 654 321", False, "phone")
    assert phone.label == Message("Correct {field}", {"field": Message("Phone")})
    assert (marked.old, marked.new) == (Message("Not yet verified"), Message("Can't be verified"))
    assert marked.reason == Message(
        "{because}: {reason}", {"because": Message("Deceased"), "reason": "Con trai báo"}
    )  # fmt: skip
    assert (lot.old, lot.new, lot.reason, lot.dose is None) == ("ABX1", "ABX9", "Sổ tiêm", False)


def test_the_timeline_tells_what_was_confirmed_and_who_was_found_to_be_whom(filled: Desk) -> None:
    confirm(filled, name_person("tuấn"), "phone.missing", reason="Không có điện thoại")
    pair = Fact("pair", filled.stream, SEN_ID, field=name_person("an"), value="distinct")
    filled.act(Message("Decide a pair"), [pair])
    confirmed = read_timeline(filled, name_person("tuấn"))[-1]
    issue = next(code.title for code in filled.engine.codes if code.code == "phone.missing")
    assert confirmed.label == Message("Confirm as right: {issue}", {"issue": issue})
    assert confirmed.reason == "Không có điện thoại"
    assert read_timeline(filled, SEN_ID)[-1].label == Message(
        "Not the same person as {person}", {"person": "Nguyễn Văn An"}
    )


def test_nobody_has_no_panel(desk: Desk) -> None:
    for read in (read_panel, read_timeline):
        with pytest.raises(UnknownPerson):
            read(desk, "nobody")
