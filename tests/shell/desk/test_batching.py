from __future__ import annotations

import pytest

from tests.shell.desk.conftest import name_person
from vaxdesk.desk.batching import Cell, carry_out, copy_cells, plan_doses, plan_field, preview
from vaxdesk.desk.correcting import mark, set_field
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import DoseThere, PreviewOutdated, UnknownDose, UnknownPerson, ValueRefused
from vaxdesk.desk.taking_back import redo, undo

SEN, AN, TUAN, HUNG = (name_person(name) for name in ("sen", "an", "tuấn", "hùng"))
SESSION = {"vaccine": "Pfizer", "date": "01/03/2022", "lot": "L9", "site": "70123"}


def read(desk: Desk, *people: str) -> list[object]:
    return [one for person in people for one in desk.store.read_records([person])]


def test_every_change_is_shown_and_what_is_so_already_is_none(filled: Desk) -> None:
    shown = preview(filled, plan_field([SEN, AN, TUAN], "hamlet", "Thôn 10"))
    assert [(one.person, one.field, one.old, one.new) for one in shown.changes] == [
        (SEN, "hamlet", "Thôn 2", "Thôn 10")
    ]
    assert (shown.people, shown.refused) == (1, ())


def test_a_bulk_edit_is_one_step_and_one_undo(filled: Desk) -> None:
    before = read(filled, SEN, AN, HUNG)
    plan = plan_field([SEN, AN, HUNG], "priority_group", "9")
    changes = carry_out(filled, plan, expected=preview(filled, plan).fingerprint)
    assert set(changes.people) == {SEN, AN, HUNG}
    assert preview(filled, plan).changes == ()
    undo(filled)
    assert read(filled, SEN, AN, HUNG) == before
    redo(filled)
    assert preview(filled, plan).changes == ()


@pytest.mark.parametrize("what", ["count", "content", "value"])
def test_it_is_refused_where_anything_changed_since_it_was_shown(filled: Desk, what: str) -> None:
    plan = plan_field([SEN, AN], "hamlet", "Thôn 5")
    fingerprint = preview(filled, plan).fingerprint
    if what == "count":
        set_field(filled, SEN, "hamlet", "Thôn 5")
    elif what == "content":
        set_field(filled, SEN, "hamlet", "Thôn 6")
    else:
        plan = plan_field([SEN, AN], "hamlet", "Thôn 7")
    steps = len(filled.store.read_steps())
    with pytest.raises(PreviewOutdated):
        carry_out(filled, plan, expected=fingerprint)
    assert len(filled.store.read_steps()) == steps


def test_a_change_elsewhere_does_not_spoil_what_was_shown(filled: Desk) -> None:
    plan = plan_field([SEN], "hamlet", "Thôn 5")
    fingerprint = preview(filled, plan).fingerprint
    set_field(filled, AN, "hamlet", "Thôn 6")
    assert carry_out(filled, plan, expected=fingerprint).people == (SEN,)


def test_an_answer_that_becomes_void_is_among_what_is_shown(filled: Desk) -> None:
    mark(filled, SEN, "matched")
    shown = preview(filled, [Cell(SEN, "full_name", "Điểu Thị Sương")])
    assert [one.field for one in shown.changes] == ["full_name", "verification"]


def test_a_field_of_a_dose_is_changed_where_that_dose_is_and_refused_elsewhere(filled: Desk) -> None:
    plan = plan_field([SEN, HUNG], "vaccine", "Moderna", dose="1")
    shown = preview(filled, plan)
    assert [(one.person, one.new) for one in shown.changes] == [(SEN, "Moderna")]
    assert [(one.place, one.person, type(one.why)) for one in shown.refused] == [(1, HUNG, UnknownDose)]
    assert carry_out(filled, plan, expected=shown.fingerprint).people == (SEN,)
    with pytest.raises(UnknownDose):
        carry_out(filled, plan)


def test_a_session_gives_everybody_their_next_dose_in_one_step(filled: Desk) -> None:
    plan = plan_doses([SEN, TUAN, HUNG], SESSION)
    shown = preview(filled, plan)
    numbers = [(one.person, one.dose, one.new) for one in shown.changes if one.field == "number"]
    assert numbers == [(SEN, "new:3", "3"), (TUAN, "new:2", "2"), (HUNG, "new:1", "1")]
    carry_out(filled, plan, expected=shown.fingerprint)
    for person, number in ((SEN, 3), (TUAN, 2), (HUNG, 1)):
        dose = filled.store.fold([person])[person].person.doses[-1]
        assert (dose.number, dose.vaccine, dose.lot, dose.date) == (number, "pfizer", "L9", "2022-03-01")
    undo(filled)
    assert preview(filled, plan).fingerprint == shown.fingerprint


def test_who_has_that_dose_already_gets_no_second_one(filled: Desk) -> None:
    shown = preview(filled, plan_doses([SEN, TUAN], {**SESSION, "number": "2"}))
    assert [(one.person, type(one.why)) for one in shown.refused] == [(SEN, DoseThere)]
    assert {one.person for one in shown.changes} == {TUAN}


def test_a_block_is_pasted_whole_or_refused_by_the_cell(filled: Desk) -> None:
    block = [
        Cell(HUNG, "phone", "0912345678"),
        Cell(HUNG, "vaccine", "AZ", "1", makes=True),
        Cell(HUNG, "date", "05/09/2021", "1", makes=True),
        Cell(SEN, "lot", "", "1", makes=True),
    ]
    changes = carry_out(filled, block)
    assert set(changes.people) == {HUNG, SEN}
    (dose,) = filled.store.fold([HUNG])[HUNG].person.doses
    assert (dose.number, dose.vaccine, dose.date) == (1, "astrazeneca", "2021-09-05")
    bad = [*block[:1], Cell(HUNG, "sex", "x"), Cell("nobody", "phone", "1")]
    assert [type(one.why) for one in preview(filled, bad).refused] == [ValueRefused, UnknownPerson]
    with pytest.raises(ValueRefused):
        carry_out(filled, bad)


def test_what_is_copied_reads_back_as_it_was(filled: Desk) -> None:
    keys = ("full_name", "birth_date", "sex", "id_number", "phone", "1.vaccine", "1.date", "3.lot")
    rows = copy_cells(filled, [SEN, AN, "nobody"], keys)
    assert rows[0][:4] == ["Điểu Thị Sen", "05/03/1990", "Nữ", "070190004321"]
    assert [row[-1] for row in rows] == ["", "P1"]
    cells = [
        Cell(person, key.rpartition(".")[2], text, key.rpartition(".")[0] or None)
        for person, row in zip((SEN, AN), rows, strict=True)
        for key, text in zip(keys, row, strict=True)
        if text
    ]
    shown = preview(filled, cells)
    assert (shown.changes, shown.refused) == ((), ())
