from __future__ import annotations

import pytest

from tests.shell.desk.conftest import SEN, make_fact, name_person
from vaxdesk.desk.correcting import mark, set_field
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import UnknownStep
from vaxdesk.desk.journaling import (
    StepRow,
    count_steps,
    open_steps,
    read_last_steps,
    read_step_changes,
    read_steps_page,
)
from vaxdesk.desk.taking_back import redo, undo
from vaxdesk.model.event import name_id
from vaxdesk.model.message import Message
from vaxdesk.model.person import Value
from vaxdesk.model.step import Changes, Fact
from vaxdesk.store import make_id
from vaxdesk.wording import Wording

SEN_ID = name_person("sen")
PHONE = Message("Correct {field}", {"field": Message("Phone")})


def read_log(desk: Desk, text: str = "", wording: Wording | None = None) -> list[StepRow]:
    return list(read_steps_page(desk, open_steps(desk, text, wording), 0, 100))


def step_of(changes: Changes) -> str:
    assert changes.step is not None
    return changes.step


def load(desk: Desk, *names: str) -> str:
    """Load a list as the program does: rows and what they were read from in one step."""
    step = make_id()
    rows = [
        make_fact(name, {**SEN, "full_name": name, "id_number": f"07019000{place:04}"})
        for place, name in enumerate(names)
    ]
    said: Value = {
        "file": "thon 2.xls", "kind": "people", "fingerprint": "1" * 64, "accented": True, "set_aside": [],
        "rows": {"read": len(names), "new": len(names), "updated": 0, "unchanged": 0, "set_aside": 0},
    }  # fmt: skip
    fact = Fact("list", desk.stream, value=said, origin="list")
    with desk.store.transaction():
        desk.check(desk.store.write([*rows, fact], step))
    return step


def test_the_log_tells_every_step_newest_first(filled: Desk) -> None:
    set_field(filled, SEN_ID, "phone", "0987654321")
    mark(filled, SEN_ID, "matched")
    assert count_steps(filled) == 3
    marked, phone, loaded = read_log(filled)
    assert (marked.label, marked.person, marked.people, marked.events) == (Message("Mark"), "Điểu Thị Sen", 1, 1)
    assert phone.label == PHONE
    assert phone.title == Message("{what} of {name}", {"what": PHONE, "name": "Điểu Thị Sen"})
    assert (loaded.people, loaded.person, loaded.events, loaded.title) == (6, None, 6, loaded.label)
    assert all((row.own, row.live, row.undoable, row.user) == (True, True, True, "Lan") for row in (marked, loaded))


def test_a_load_names_its_file_and_counts_whom_it_brought(desk: Desk) -> None:
    load(desk, "Điểu Thị Sen", "Nguyễn Văn An")
    (row,) = read_log(desk)
    assert (row.label, row.people, row.events) == (Message("Load {file}", {"file": "thon 2.xls"}), 2, 3)


def test_the_log_is_read_in_pieces_and_stays_as_it_was_opened(filled: Desk) -> None:
    for phone in ("0987654321", "0987654322", "0987654323"):
        set_field(filled, SEN_ID, "phone", phone)
    steps = open_steps(filled)
    first = read_steps_page(filled, steps, 0, 3)
    set_field(filled, SEN_ID, "phone", "0987654324")
    assert read_steps_page(filled, steps, 0, 3) == first
    assert [len(read_steps_page(filled, steps, offset, 3)) for offset in (0, 3, 6)] == [3, 1, 0]
    assert len(open_steps(filled)) == 5


def test_a_search_finds_steps_by_user_day_file_person_and_words(filled: Desk) -> None:
    load(filled, "Lý Thị Tư")
    set_field(filled, SEN_ID, "phone", "0987654321")
    mark(filled, name_person("an"), "matched")
    words = Wording("en")
    day = "/".join(reversed(read_log(filled)[0].at[:10].split("-")))
    assert [row.label for row in read_log(filled, "thon 2.xls")] == [Message("Load {file}", {"file": "thon 2.xls"})]
    assert [row.label.text for row in read_log(filled, "dieu thi sen")] == ["Correct {field}", "Load {file}"]
    assert [row.label for row in read_log(filled, "correct PHONE", words)] == [PHONE]
    assert [row.label for row in read_log(filled, "mark", words)] == [Message("Mark")]
    assert read_log(filled, "correct phone") == []
    assert len(read_log(filled, "lan")) == len(read_log(filled, day)) == count_steps(filled)
    assert read_log(filled, "nobody did this") == []


def test_a_step_that_was_taken_back_shows_so_and_the_undo_touched_whom_it_had_touched(filled: Desk) -> None:
    set_field(filled, SEN_ID, "phone", "0987654321")
    undo(filled)
    undone, phone, _ = read_log(filled)
    assert (phone.live, phone.undoable) == (False, False)
    assert (undone.label, undone.people, undone.person, undone.live) == (Message("Undo"), 1, "Điểu Thị Sen", True)
    redo(filled)
    again, undone, phone, _ = read_log(filled)
    assert (again.label, again.person, phone.live, undone.live) == (Message("Redo"), "Điểu Thị Sen", True, False)


def test_a_step_tells_what_it_changed_from_what_to_what(filled: Desk) -> None:
    mark(filled, SEN_ID, "matched")
    changed = set_field(filled, SEN_ID, "full_name", "Điểu Thị Sim")
    found = read_step_changes(filled, step_of(changed))
    assert (found.people, found.takes_back) == (1, ())
    assert [(line.name, line.title.text, line.old, line.new) for line in found.lines] == [
        ("Điểu Thị Sim", "Correct {field}", "Điểu Thị Sen", "Điểu Thị Sim"),
        ("Điểu Thị Sim", "Mark", Message("Right"), Message("Not yet verified")),
    ]


def test_an_undo_and_a_redo_tell_what_they_were_about(filled: Desk) -> None:
    changed = step_of(set_field(filled, SEN_ID, "phone", "0987654321"))
    for act in (undo, redo):
        found = read_step_changes(filled, step_of(act(filled)))
        assert [row.id for row in found.takes_back] == [changed]
        assert [(line.field, line.old, line.new) for line in found.lines] == [
            ("phone", "0912 345 678", "0987 654 321")
        ]  # fmt: skip


def test_of_a_load_the_first_people_are_told_and_how_many_there_were(desk: Desk) -> None:
    step = load(desk, "Điểu Thị Sen", "Nguyễn Văn An", "Lý Thị Tư")
    found = read_step_changes(desk, step, limit=2)
    assert ([line.name for line in found.lines], found.people) == (["Điểu Thị Sen", "Nguyễn Văn An"], 3)
    undo(desk)
    gone = read_step_changes(desk, step, limit=2)
    assert [(line.name, line.title) for line in gone.lines] == [(None, Message("No longer listed"))] * 2


def test_a_step_nobody_made_is_refused(desk: Desk) -> None:
    with pytest.raises(UnknownStep):
        read_step_changes(desk, name_id("step"))


def test_undo_and_redo_do_what_was_announced(filled: Desk) -> None:
    assert read_last_steps(filled).redo is None
    for phone in ("0987654321", "0987654322"):
        set_field(filled, SEN_ID, "phone", phone)
    for act in (undo, undo, redo, undo, undo, redo, redo, redo):
        last = read_last_steps(filled)
        announced = last.undo if act is undo else last.redo
        assert announced is not None
        done = act(filled)
        found = read_step_changes(filled, step_of(done))
        assert found.takes_back[0].id == announced.id
    assert read_last_steps(filled).redo is None


def test_with_nothing_done_there_is_nothing_to_take_back(desk: Desk) -> None:
    last = read_last_steps(desk)
    assert (last.undo, last.redo, count_steps(desk), len(open_steps(desk, "lan"))) == (None, None, 0, 0)
