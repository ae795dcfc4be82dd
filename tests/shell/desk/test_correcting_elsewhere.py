"""What one laptop of a station found right is right on the other as well, whatever lists each has loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.shell.desk.places import SECOND, STATION, Place, acquaint
from vaxdesk.desk.correcting import confirm, set_field
from vaxdesk.desk.loading import load_list
from vaxdesk.desk.taking_back import undo
from vaxdesk.intake.reader import ListReader
from vaxdesk.model.step import Fact

SHARED, LATE = "id_number.shared", "dose.interval"
HEAD = (
    "STT,Họ và tên,Ngày sinh,Giới tính,Số CCCD,SĐT,Thôn,Ngày tiêm mũi 1,Vắc xin mũi 1,Ngày tiêm mũi 2,Vắc xin mũi 2\n"
)
ROWS = (
    "1,Điểu Thị Sen,05/03/1990,Nữ,070190004321,0912345678,Thôn 2,05/09/2021,AstraZeneca,12/09/2021,AstraZeneca\n"
    "2,Trần Văn An,12/03/1985,Nam,070190004321,0912345679,Thôn 2,05/09/2021,AstraZeneca,28/11/2021,AstraZeneca\n"
)
LIST = HEAD + ROWS
LONGER = LIST + "3,Lê Văn Bình,12/04/1985,Nam,070085001234,0912345677,Thôn 3,05/09/2021,AstraZeneca,,\n"


@pytest.fixture
def both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Place, Place]:
    """Two laptops of one station that trust each other."""
    first, second = Place(STATION, tmp_path, monkeypatch), Place(SECOND, tmp_path, monkeypatch)
    acquaint(first, second)
    return first, second


def load(place: Place, reader: ListReader, text: str) -> None:
    path = place.folder / "danh sách.csv"
    path.write_text(text, encoding="utf-8")
    with place.desk() as desk:
        load_list(desk, reader, path)


def find_sen(place: Place) -> str:
    with place.desk() as desk:
        (sen,) = desk.store.search("dieu thi sen")
    return sen


def codes(place: Place, sen: str | None = None) -> set[str]:
    """Give what is said of Sen."""
    sen = sen or find_sen(place)
    with place.desk() as desk:
        followed = desk.store.read_issues([sen]).get(sen, [])
        desk.check_everybody()
        assert desk.store.read_issues([sen]).get(sen, []) == followed
    return {one["rule"] for one in followed}


def confirm_both(place: Place) -> None:
    sen = find_sen(place)
    with place.desk() as desk:
        confirm(desk, sen, SHARED, reason="thẻ của chị ghi đúng số này")
        confirm(desk, sen, LATE, reason="phiếu tiêm ghi đúng ngày này")


@pytest.mark.parametrize("elsewhere", ["", LIST])
def test_what_was_confirmed_is_silent_on_the_other_laptop_whatever_it_had_loaded(
    both: tuple[Place, Place], reader: ListReader, elsewhere: str
) -> None:
    first, second = both
    load(first, reader, LIST)
    if elsewhere:
        load(second, reader, elsewhere)
        assert codes(second) >= {SHARED, LATE}
    confirm_both(first)
    first.give(second)
    assert not codes(second) & {SHARED, LATE}
    load(second, reader, LIST)
    load(second, reader, LONGER)
    assert not codes(second) & {SHARED, LATE}
    second.give(first)
    assert not codes(first) & {SHARED, LATE}


def test_of_a_dose_that_stands_in_two_lists_it_is_confirmed_for_either(
    both: tuple[Place, Place], reader: ListReader
) -> None:
    first, second = both
    load(first, reader, LIST)
    load(second, reader, LONGER)
    theirs, ours = find_sen(first), find_sen(second)
    confirm_both(first)
    first.give(second)
    assert {LATE, SHARED} <= codes(second, ours)
    second.write(Fact("pair", STATION.code, theirs, field=ours, value="same", origin="typed"))
    assert find_sen(second) == ours
    assert LATE not in codes(second)


def test_it_is_said_again_on_both_once_a_value_changes_and_once_the_confirmation_is_taken_back(
    both: tuple[Place, Place], reader: ListReader
) -> None:
    first, second = both
    load(first, reader, LIST)
    confirm_both(first)
    first.give(second)
    sen = find_sen(second)
    with second.desk() as desk:
        set_field(desk, sen, "date", "13/09/2021", dose="2")
    assert LATE in codes(second)
    second.give(first)
    assert codes(first) & {SHARED, LATE} == {LATE}
    with second.desk() as desk:
        undo(desk)
    second.give(first)
    assert not codes(first) & {SHARED, LATE}
