"""What is counted once and followed is what counting anew gives."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.shell.desk.conftest import desk, filled, name_person
from vaxdesk.desk.adding import add_person, move_dose
from vaxdesk.desk.correcting import confirm, set_field
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import UnknownPerson
from vaxdesk.desk.taking_back import redo, undo
from vaxdesk.store.tally import Counts, Tally

__all__ = ["desk", "filled"]

SEN, AN, TUAN, HUNG = (name_person(name) for name in ("sen", "an", "tuấn", "hùng"))
LISTS = (("phone.missing", None), (None, "error"), (None, "warning"), ("id_number.missing", "error"))


def without_nothing(counts: Counts) -> list[dict[object, int]]:
    kinds = (counts.groups, counts.suggested, counts.severities, counts.only)
    return [{key: people for key, people in kind.items() if people} for kind in kinds]


def see_right(desk: Desk) -> None:
    anew = Tally(desk.store._db)
    assert without_nothing(desk.store.tally.read()) == without_nothing(anew.read())
    for rule, severity in LISTS:
        assert set(desk.store.tally.find_left(rule, severity)) == set(anew.find_left(rule, severity))


def correct_phone(desk: Desk) -> None:
    set_field(desk, TUAN, "phone", "0912345677")


def spoil(desk: Desk) -> None:
    set_field(desk, SEN, "id_number", "")


def add(desk: Desk) -> None:
    add_person(desk, {"full_name": "Lê Văn Tám"})


def move(desk: Desk) -> None:
    move_dose(desk, AN, "3", HUNG)


def break_off(desk: Desk) -> None:
    with desk.store.transaction():
        spoil(desk)
        set_field(desk, "nobody", "phone", "")


def say_right(desk: Desk) -> None:
    confirm(desk, TUAN, "phone.missing", reason="không có")


@pytest.mark.parametrize("act", [correct_phone, spoil, add, move, say_right])
def test_counts_and_lists_follow_every_act_its_undo_and_its_redo(filled: Desk, act: Callable[[Desk], None]) -> None:
    see_right(filled)
    for step in (act, undo, redo):
        step(filled)
        see_right(filled)


def test_an_act_that_is_broken_off_and_a_rehearsal_leave_them_as_they_were(filled: Desk) -> None:
    see_right(filled)
    with filled.store.rehearsal():
        spoil(filled)
        see_right(filled)
    see_right(filled)
    with pytest.raises(UnknownPerson):
        break_off(filled)
    see_right(filled)


def test_a_check_of_everybody_counts_anew(filled: Desk) -> None:
    see_right(filled)
    filled.check_everybody()
    see_right(filled)
