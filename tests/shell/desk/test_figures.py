from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.shell.desk.conftest import SEN, make_fact, name_person
from vaxdesk.desk import figures
from vaxdesk.desk.browsing import Filter, count_people
from vaxdesk.desk.complaining import add_complaint, close_complaint, read_complaints
from vaxdesk.desk.correcting import confirm, mark, set_field
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.figures import (
    STATE_ORDER,
    note_day,
    read_figures,
    read_last_backup,
    read_tasks,
    read_waits,
    set_deadline,
)
from vaxdesk.desk.keeping import BACKED_UP, back_up
from vaxdesk.model.message import Message
from vaxdesk.model.step import Fact
from vaxdesk.store import Day, PackageLine, make_id


def today() -> date:
    return datetime.now().astimezone().date()


def stand_tomorrow(patch: pytest.MonkeyPatch, days: int = 1) -> None:
    """Let the desk think that so many days have passed."""
    patch.setattr(figures, "_today", lambda: today() + timedelta(days=days))


def ask_police(desk: Desk, *people: str) -> None:
    """Mark people as a list that goes out does, which no verb here writes."""
    status: Any = {"status": "requested", "because": None}
    facts = [Fact("mark", desk.stream, person, field="verification", value=status) for person in people]
    desk.act(Message("Mark"), facts)


def send_package(desk: Desk, number: int, days_ago: int) -> str:
    package = make_id()
    at = (datetime.now().astimezone() - timedelta(days=days_ago)).isoformat("T", "seconds")
    with desk.store.transaction():
        desk.store.parcels.add_package(PackageLine(package, "out", "sync", "d1", number, "open", None, at))
        desk.store.parcels.close_package(package, "0" * 64, people=12)
        desk.store.parcels.put_card("d1", "Trung tâm Y tế huyện", "691", "district", "{}", at)
    return package


def test_every_person_stands_in_one_state_and_every_dose_under_one_number(filled: Desk) -> None:
    mark(filled, name_person("sen"), "matched")
    mark(filled, name_person("an"), "not_found")
    found = read_figures(filled)
    assert tuple(found.states) == STATE_ORDER
    assert sum(found.states.values()) == found.people == filled.store.count_people() == 6
    assert (found.states["matched"], found.states["not_found"], found.states["unverified"]) == (1, 1, 4)
    assert [(one.number, one.total) for one in found.by_number] == [(1, 4), (2, 3), (3, 1)]
    assert sum(one.total for one in found.by_number) == found.doses == 8


def test_a_dose_is_clean_if_its_person_has_no_open_error(filled: Desk) -> None:
    found = read_figures(filled)
    # An and Tuấn have errors: six of eight doses were theirs or not.
    assert [(one.number, one.clean) for one in found.by_number] == [(1, 2), (2, 2), (3, 0)]
    assert found.clean_doses == 4
    set_field(filled, name_person("an"), "id_number", "070090004322")
    assert read_figures(filled).clean_doses == 7
    confirm(filled, name_person("tuấn"), "id_number.birth_year", reason="Đã xem thẻ")
    assert read_figures(filled).clean_doses == 8


def test_who_has_several_errors_counts_once(filled: Desk) -> None:
    found = read_figures(filled)
    assert (found.errors, found.warnings, found.infos) == (4, 2, 0)
    assert found.errors == count_people(filled, Filter(severity="error"))


def test_a_dose_without_a_number_is_counted_apart(desk: Desk) -> None:
    doses = ({"vaccine": "pfizer", "date": "2021-09-05"}, {"number": 4, "vaccine": "pfizer", "date": "2022-03-05"})
    desk.act(Message("Mark"), [make_fact("sen", SEN, doses)])
    assert [(one.number, one.total) for one in read_figures(desk).by_number] == [(1, 0), (2, 0), (3, 1), (0, 1)]


def test_an_empty_store_is_all_zeros(desk: Desk) -> None:
    found = read_figures(desk)
    assert (found.people, found.doses, found.errors, found.before, found.deadline) == (0, 0, 0, None, None)


def test_the_beginning_of_a_day_is_remembered_and_compared_with(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    mark(filled, name_person("sen"), "matched")
    stand_tomorrow(monkeypatch)
    note_day(filled)
    before = read_figures(filled).before
    assert before == Day((today() + timedelta(days=1)).isoformat(), 6, 1, 4, 8, 4)
    set_field(filled, name_person("an"), "id_number", "070090004322")
    note_day(filled)
    now = read_figures(filled)
    assert now.before == before
    assert (now.errors, now.clean_doses) == (3, 7)


def test_where_something_was_written_today_already_no_beginning_is_made_up(filled: Desk) -> None:
    note_day(filled)
    assert read_figures(filled).before is None


def test_a_store_that_began_empty_has_nothing_to_compare_with(desk: Desk) -> None:
    note_day(desk)
    desk.act(Message("Mark"), [make_fact("sen", SEN)])
    assert read_figures(desk).before is None


def test_the_deadline_is_what_was_set(desk: Desk) -> None:
    set_deadline(desk, "2022-06-01")
    assert read_figures(desk).deadline == "2022-06-01"
    with pytest.raises(ValueError, match="2022-06"):
        set_deadline(desk, "2022-06")
    set_deadline(desk, None)
    assert read_figures(desk).deadline is None


def test_a_backup_is_remembered_wherever_it_was_written(filled: Desk) -> None:
    assert read_last_backup(filled) is None
    out = filled.store.folder.path.parent / "usb" / "tram.vaxbackup"
    out.parent.mkdir()
    back_up(filled, out)
    said = read_last_backup(filled)
    assert said is not None
    assert datetime.fromisoformat(said).date() == today()
    assert "backup" not in {task.key for task in read_tasks(filled)}


def test_with_nobody_there_the_first_list_is_to_be_loaded(desk: Desk) -> None:
    assert [(task.key, task.page) for task in read_tasks(desk)] == [("load", "load")]


def test_tasks_lead_to_the_very_people_they_count(filled: Desk) -> None:
    mark(filled, name_person("sen"), "matched")
    for number in range(3):
        values = {**SEN, "birth_date": "1991-03-05", "id_number": f"07019000999{number}"}
        filled.act(Message("Mark"), [make_fact(f"wrong {number}", values)])
    tasks = {task.key: task for task in read_tasks(filled)}
    cleaning = [task for key, task in tasks.items() if key.startswith("clean:")]
    assert len(cleaning) == 4
    for task in cleaning:
        assert task.filter is not None
        assert count_people(filled, task.filter) == task.count
    year = tasks["clean:id_number.birth_year"]
    assert (year.minutes, year.detail) == (1, Message("A suggestion is ready for {suggested} people", {"suggested": 4}))
    assert tasks["clean:phone.missing"].minutes is None
    assert (tasks["pack"].count, tasks["pack"].page, tasks["backup"].count) == (2, "handover", 0)


def test_conflicts_come_first_of_all(filled: Desk) -> None:
    for phone in ("0911111111", "0922222222"):
        filled.act(Message("Mark"), [Fact("set", filled.stream, name_person("sen"), field="phone", value=phone)])
    first = read_tasks(filled)[0]
    assert (first.key, first.count, first.minutes) == ("clean:conflict", 1, 1)


def test_open_reports_of_citizens_come_before_all_and_those_answered_no_more(filled: Desk) -> None:
    for opened in (None, "2022-05-18T09:00+07:00"):
        add_complaint(filled, name_person("sen"), "desk", "sai tên", opened=opened)
    first = read_tasks(filled)[0]
    assert (first.key, first.count, first.detail) == ("report", 2, Message("{n} of them late", {"n": 1}))
    late, fresh = read_complaints(filled)
    close_complaint(filled, late.complaint.id, "corrected")
    assert read_tasks(filled)[0].detail == Message("Each has 48 hours")
    close_complaint(filled, fresh.complaint.id, "corrected")
    assert read_tasks(filled)[0].key != "report"


def test_where_all_is_done_nothing_is_asked_for(desk: Desk) -> None:
    desk.act(Message("Mark"), [make_fact("sen", SEN)])
    back_up(desk)
    assert read_tasks(desk) == ()


def test_an_old_backup_is_to_be_renewed(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with filled.store.transaction():
        filled.store.write_meta(BACKED_UP, datetime.now().astimezone().isoformat())
    stand_tomorrow(monkeypatch, 6)
    assert "backup" not in {task.key for task in read_tasks(filled)}
    stand_tomorrow(monkeypatch, 9)
    task = next(one for one in read_tasks(filled) if one.key == "backup")
    assert (task.count, task.page) == (9, "settings")


def test_what_waits_longest_comes_first_and_what_was_answered_waits_no_more(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_police(filled, name_person("sen"), name_person("an"))
    package = send_package(filled, 11, days_ago=8)
    stand_tomorrow(monkeypatch, 3)
    sent, asked = read_waits(filled)
    assert (sent.key, sent.people, sent.days) == (f"package:{package}", 12, 11)
    assert sent.title.args == {"number": 11, "receiver": "Trung tâm Y tế huyện"}
    assert (asked.people, asked.days, asked.page) == (2, 3, "clean")
    assert asked.filter is not None
    assert count_people(filled, asked.filter) == 2
    mark(filled, name_person("sen"), "matched")
    with filled.store.transaction():
        filled.store.parcels.note_receipt(package, "2022-05-20T08:00:00Z")
    (asked,) = read_waits(filled)
    assert asked.people == 1
