from __future__ import annotations

from tests.shell.desk.conftest import name_person
from vaxdesk.desk.browsing import Filter, count_people, open_people
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.flagging import flag, read_flags
from vaxdesk.desk.taking_back import redo, undo

SEN, AN = name_person("sen"), name_person("an")


def told(desk: Desk) -> list[tuple[str | None, str]]:
    return [(one.name, one.text) for one in read_flags(desk)]


def test_a_flag_goes_up_is_written_anew_and_comes_down(filled: Desk) -> None:
    flag(filled, SEN, "hỏi lại  số CCCD")
    flag(filled, AN, "gọi trưởng thôn")
    assert told(filled) == [("Điểu Thị Sen", "hỏi lại số CCCD"), ("Nguyễn Văn An", "gọi trưởng thôn")]
    assert count_people(filled, Filter(flagged=True)) == len(open_people(filled, Filter(flagged=True))) == 2
    flag(filled, SEN, "đã hỏi")
    flag(filled, AN)
    assert told(filled) == [("Điểu Thị Sen", "đã hỏi")]


def test_a_flag_is_a_step_changes_no_field_and_no_answer(filled: Desk) -> None:
    before = next(filled.store.read_records([SEN]))
    flag(filled, SEN, "hỏi lại")
    assert next(filled.store.read_records([SEN])) == before
    assert undo(filled).kept == ()
    assert told(filled) == []
    redo(filled)
    assert told(filled) == [("Điểu Thị Sen", "hỏi lại")]


def test_the_same_flag_again_and_nothing_to_take_down_are_no_steps(filled: Desk) -> None:
    assert flag(filled, SEN).step is None
    flag(filled, SEN, "hỏi lại")
    assert flag(filled, SEN, "hỏi lại ").step is None
