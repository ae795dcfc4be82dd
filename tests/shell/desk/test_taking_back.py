from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pure.model.histories import make_row
from tests.shell.store.stations import STREAM, check_tables, make_station
from vaxdesk.desk.correcting import mark, set_field
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.taking_back import redo, undo
from vaxdesk.model.event import name_id
from vaxdesk.model.message import Message
from vaxdesk.model.person import Person
from vaxdesk.model.step import Changes, Fact

AN = name_id("an")
VALUES = {"full_name": "Điểu Thị Sương", "birth_date": "1985-03-12", "sex": "female", "id_number": "070185001234"}


@pytest.fixture
def desk(tmp_path: Path, profile: Path) -> Iterator[Desk]:
    with make_station(tmp_path / "store") as store:
        desk = Desk(store)
        desk.act(Message("Mark"), [Fact("row", STREAM, AN, value=dict(make_row(VALUES)), origin="list")])
        yield desk
        check_tables(store)


def show(desk: Desk) -> Person:
    return desk.store.fold([AN])[AN].person


def step_of(changes: Changes) -> str:
    assert changes.step is not None
    return changes.step


def told(desk: Desk) -> tuple[str | None, str]:
    return show(desk).full_name, show(desk).verification


def test_steps_are_taken_back_one_after_the_other_and_done_again(desk: Desk) -> None:
    for phone in ("0912345678", "0987654321"):
        set_field(desk, AN, "phone", phone)
    phones = [show(desk).phone]
    for act in (undo, undo, redo, redo, undo):
        assert act(desk).people == (AN,)
        phones.append(show(desk).phone)
    assert phones == ["0987654321", "0912345678", None, "0912345678", "0987654321", "0912345678"]
    assert redo(desk).step is not None
    assert redo(desk).step is None


def test_an_undo_can_be_taken_back_long_after_and_changes_nothing_that_was_written_since(desk: Desk) -> None:
    set_field(desk, AN, "phone", "0912345678")
    undone = undo(desk)
    set_field(desk, AN, "phone", "0987654321")
    again = undo(desk, step_of(undone))
    assert [(kept.person, kept.field) for kept in again.kept] == [(AN, "phone")]
    assert show(desk).phone == "0987654321"
    assert desk.store.fold([AN])[AN].conflicts == ()


def test_a_change_of_name_ends_an_answer_and_taking_it_back_brings_the_answer_back(desk: Desk) -> None:
    mark(desk, AN, "matched")
    set_field(desk, AN, "full_name", "Điểu Thị Sen")
    assert told(desk) == ("Điểu Thị Sen", "unverified")
    undo(desk)
    assert told(desk) == ("Điểu Thị Sương", "matched")
    redo(desk)
    assert told(desk) == ("Điểu Thị Sen", "unverified")


def test_an_answer_that_a_later_change_made_void_too_does_not_come_back_with_the_first(desk: Desk) -> None:
    mark(desk, AN, "matched")
    first = set_field(desk, AN, "full_name", "Điểu Thị Sen")
    set_field(desk, AN, "full_name", "Điểu Thị Sim")
    undo(desk, step_of(first))
    assert told(desk) == ("Điểu Thị Sim", "unverified")
    undo(desk)
    assert told(desk) == ("Điểu Thị Sương", "matched")


def test_taking_back_what_the_answer_was_given_of_makes_it_void_and_doing_it_again_restores_it(desk: Desk) -> None:
    changed = set_field(desk, AN, "full_name", "Điểu Thị Sen")
    mark(desk, AN, "matched")
    undone = undo(desk, step_of(changed))
    assert told(desk) == ("Điểu Thị Sương", "unverified")
    assert undone.events == 2
    assert redo(desk).people == (AN,)
    assert told(desk) == ("Điểu Thị Sen", "matched")
    undo(desk)
    assert told(desk) == ("Điểu Thị Sen", "unverified")


def test_taking_back_what_nobody_compares_leaves_the_answer(desk: Desk) -> None:
    changed = set_field(desk, AN, "phone", "0912345678")
    mark(desk, AN, "matched")
    undo(desk, step_of(changed))
    assert (show(desk).phone, show(desk).verification) == (None, "matched")


def test_taking_back_an_old_change_says_what_was_changed_since(desk: Desk) -> None:
    old = set_field(desk, AN, "phone", "0912345678")
    set_field(desk, AN, "phone", "0987654321")
    changes = undo(desk, step_of(old))
    assert [(kept.person, kept.field) for kept in changes.kept] == [(AN, "phone")]
    assert show(desk).phone == "0987654321"
