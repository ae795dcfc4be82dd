"""A load of a whole district's list that is stopped on the way: nothing of it is left, in the store or beside it."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest

from vaxdesk.desk.correcting import set_field
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.loading import load_list
from vaxdesk.desk.looking import read_event_lines, read_people
from vaxdesk.errors import Cancelled
from vaxdesk.intake.reader import ListReader

HEADER = "STT,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Số điện thoại,Thôn,Ngày tiêm mũi 1,Vắc xin mũi 1"
ROWS = 100_000


def spell_row(number: int) -> str:
    day, month, year = number % 28 + 1, number % 12 + 1, 1940 + number % 60
    return (
        f"{number},Điểu Thị Sương,{day:02}/{month:02}/{year},Nữ,0701{year % 100:02}{number:06},09{number:08},"
        f"Thôn {number % 9 + 1},15/08/2021,AstraZeneca"
    )


def write_list(path: Path, rows: int, first: int = 1) -> Path:
    path.write_text("\n".join([HEADER, *map(spell_row, range(first, first + rows))]) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_list(tmp_path_factory.mktemp("lists") / "toan huyen.csv", ROWS)


def read_whole(desk: Desk) -> tuple[object, ...]:
    """Give everything that a load could have left something in."""
    return list(read_people(desk)), list(read_event_lines(desk)), desk.store.count_issues(), desk.store.search("suong")


@pytest.mark.parametrize("after", [None, 0, 1500], ids=["while it is opened", "before its first row", "among its rows"])
def test_a_load_of_a_hundred_thousand_rows_that_is_stopped_leaves_no_trace(
    desk: Desk, large: Path, tmp_path: Path, after: int | None
) -> None:
    told: list[tuple[int, int | None]] = []

    def stop(done: int, total: int | None) -> None:
        told.append((done, total))
        if after is None or (total is not None and done > after):
            raise Cancelled

    with ListReader() as reader:
        assert load_list(desk, reader, write_list(tmp_path / "thon 1.csv", 3, first=ROWS)).rows["new"] == 3
        set_field(desk, desk.store.read_ids()[0], "note", "mẹ cháu Hoa")
        before = read_whole(desk)
        with pytest.raises(Cancelled):
            load_list(desk, reader, large, progress=stop)
        assert read_whole(desk) == before
        assert [child.name for child in multiprocessing.active_children() if child.name == "vaxdesk-reading"] == []
        assert told[-1][1] == (None if after is None else ROWS)
        assert load_list(desk, reader, write_list(tmp_path / "thon 2.csv", 2, first=ROWS + 3)).rows["new"] == 2


def test_a_load_that_is_stopped_while_others_are_looked_at_again_leaves_no_trace(desk: Desk, tmp_path: Path) -> None:
    lines = [HEADER, *(spell_row(number) for number in range(1, 1200))]
    # Two have one number: what is said of the first is looked at again when all rows are in.
    lines.append(lines[1].replace("Điểu Thị Sương", "Điểu Thị Hoa"))
    path = tmp_path / "hai nguoi mot so.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    asked: list[int] = []

    def stop(done: int, total: int | None) -> None:
        asked.append(done)
        if total is not None and asked.count(total - 1) > 1:
            raise Cancelled

    before = read_whole(desk)
    with ListReader() as reader, pytest.raises(Cancelled):
        load_list(desk, reader, path, progress=stop)
    assert read_whole(desk) == before


def test_all_rows_are_told_of_once_nothing_is_left_but_to_keep_them(desk: Desk, tmp_path: Path) -> None:
    told: list[int] = []
    kept: list[int] = []
    with ListReader() as reader:

        def note(done: int, total: int | None) -> None:
            told.append(done)
            if done == total:
                kept.append(desk.store.count_people())

        load_list(desk, reader, write_list(tmp_path / "xa.csv", 700), progress=note)
    assert told[-1] == 700
    assert kept == [700]


def test_progress_of_a_load_goes_on_by_rows_to_the_last(desk: Desk, tmp_path: Path) -> None:
    told: list[tuple[int, int | None]] = []
    with ListReader() as reader:
        load_list(
            desk, reader, write_list(tmp_path / "xa.csv", 1600), progress=lambda done, total: told.append((done, total))
        )
    rows = [done for done, total in told if total is not None]
    assert rows == sorted(rows)
    assert {total for _, total in told} <= {None, 1600}
    assert set(rows) >= {500, 1000, 1500, 1600}
