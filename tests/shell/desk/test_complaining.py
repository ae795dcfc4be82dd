from __future__ import annotations

import pytest

from tests.shell.desk.conftest import name_person
from vaxdesk.desk.complaining import add_complaint, close_complaint, read_complaints
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import ChannelUnknown, OutcomeUnknown, UnknownComplaint, WordsMissing
from vaxdesk.desk.journaling import read_last_steps
from vaxdesk.desk.taking_back import redo, undo
from vaxdesk.model.message import Message

SEN, AN = name_person("sen"), name_person("an")
OLD = "2022-05-18T09:00+07:00"


def told(desk: Desk, *, only_open: bool = True) -> list[tuple[str | None, str, str | None]]:
    lines = read_complaints(desk, only_open=only_open)
    return [(line.name, line.complaint.said, line.complaint.outcome) for line in lines]


def test_reports_are_open_the_oldest_first_until_they_are_answered(filled: Desk) -> None:
    add_complaint(filled, SEN, "phone", "sai ngày sinh")
    add_complaint(filled, AN, "portal", "thiếu mũi 2", opened=OLD)
    late, fresh = read_complaints(filled)
    assert [late.complaint.said, fresh.complaint.said] == ["thiếu mũi 2", "sai ngày sinh"]
    assert late.minutes_left is not None
    assert late.minutes_left < 0
    assert fresh.minutes_left is not None
    assert 47 * 60 <= fresh.minutes_left <= 48 * 60
    close_complaint(filled, late.complaint.id, "corrected")
    close_complaint(filled, fresh.complaint.id, "refused", because="blurred", reason="ảnh mờ")
    assert told(filled) == []
    closed = read_complaints(filled, only_open=False, person=SEN)
    assert [(line.complaint.outcome, line.complaint.because, line.minutes_left) for line in closed] == [
        ("refused", "blurred", None)
    ]


def test_each_act_on_a_report_is_a_step(filled: Desk) -> None:
    add_complaint(filled, SEN, "desk", "sai tên")
    (line,) = read_complaints(filled)
    close_complaint(filled, line.complaint.id, "corrected")
    last = read_last_steps(filled).undo
    assert last is not None
    assert last.label == Message("Citizen's report")
    undo(filled)
    assert told(filled) == [("Điểu Thị Sen", "sai tên", None)]
    redo(filled)
    assert told(filled, only_open=False) == [("Điểu Thị Sen", "sai tên", "corrected")]
    undo(filled)
    undo(filled)
    assert told(filled, only_open=False) == []


def test_what_makes_no_sense_is_refused(filled: Desk) -> None:
    with pytest.raises(ChannelUnknown):
        add_complaint(filled, SEN, "pigeon", "sai tên")
    with pytest.raises(WordsMissing):
        add_complaint(filled, SEN, "desk", " ")
    with pytest.raises(UnknownComplaint):
        close_complaint(filled, "x", "corrected")
    add_complaint(filled, SEN, "desk", "sai tên")
    (line,) = read_complaints(filled)
    for outcome, because in (("refused", None), ("refused", "dull"), ("corrected", "blurred"), ("gone", None)):
        with pytest.raises(OutcomeUnknown):
            close_complaint(filled, line.complaint.id, outcome, because=because)
    assert told(filled) == [("Điểu Thị Sen", "sai tên", None)]
