from __future__ import annotations

from pathlib import Path

import pytest

from tests.shell.desk.conftest import name_person
from tests.shell.store.stations import make_station, open_again
from vaxdesk.desk.adding import add_person
from vaxdesk.desk.correcting import set_field
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import UnknownWorklist, WorklistNameless
from vaxdesk.desk.resuming import (
    find_kept_place,
    find_last_list,
    find_list,
    keep_place,
    read_lists,
    remove_list,
    save_list,
)
from vaxdesk.model.filter import Filter

SEN, TUAN = name_person("sen"), name_person("tuấn")
NO_PHONE = Filter(group="phone.missing")
HAMLET = Filter(hamlet="Thôn 10", order="birth_date")


def told(desk: Desk) -> list[tuple[str, Filter, int]]:
    return [(one.name, one.filter, one.people) for one in read_lists(desk)]


def test_lists_are_kept_under_names_and_count_who_is_in_them_now(filled: Desk) -> None:
    save_list(filled, "  Thiếu  SĐT ", NO_PHONE)
    save_list(filled, "Ấp xa", HAMLET)
    assert told(filled) == [("Ấp xa", HAMLET, 2), ("Thiếu SĐT", NO_PHONE, 2)]
    set_field(filled, TUAN, "phone", "0912345677")
    save_list(filled, "Ấp xa", Filter(hamlet="Thôn 2"))
    assert told(filled) == [("Ấp xa", Filter(hamlet="Thôn 2"), 4 - 2 + 1), ("Thiếu SĐT", NO_PHONE, 1)]
    assert find_list(filled, "Thiếu SĐT") == NO_PHONE
    remove_list(filled, "Thiếu SĐT")
    with pytest.raises(UnknownWorklist):
        remove_list(filled, "Thiếu SĐT")
    with pytest.raises(UnknownWorklist):
        find_list(filled, "Thiếu SĐT")
    with pytest.raises(WorklistNameless):
        save_list(filled, " ", NO_PHONE)


def test_a_name_and_a_place_are_no_steps(filled: Desk) -> None:
    before = len(filled.store.read_steps())
    save_list(filled, "Ấp xa", HAMLET)
    keep_place(filled, HAMLET, SEN)
    assert len(filled.store.read_steps()) == before


def test_next_morning_each_list_goes_on_where_its_user_stopped(tmp_path: Path, profile: Path) -> None:
    with make_station(tmp_path / "store") as store:
        desk = Desk(store)
        one, two = (add_person(desk, {"full_name": name}).people[0] for name in ("Điểu Thị Sen", "Trần Văn An"))
        assert (find_kept_place(desk, HAMLET), find_last_list(desk)) == (None, None)
        keep_place(desk, HAMLET, one)
        keep_place(desk, NO_PHONE, one)
        keep_place(desk, HAMLET, two)
    with open_again(tmp_path / "store")[0] as store:
        desk = Desk(store)
        assert (find_kept_place(desk, HAMLET), find_kept_place(desk, NO_PHONE)) == (two, one)
        assert find_last_list(desk) == HAMLET
        store.user = "Hoa"
        assert (find_kept_place(desk, HAMLET), find_last_list(desk)) == (None, None)


def test_who_is_no_longer_listed_is_no_place(filled: Desk) -> None:
    keep_place(filled, HAMLET, "0190a0b0-0000-7000-8000-000000000000")
    assert find_kept_place(filled, HAMLET) is None
