from __future__ import annotations

from pathlib import Path

import pytest

from tests.shell.store.stations import STREAM
from vaxdesk.desk.correcting import set_field
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.loading import load_list
from vaxdesk.desk.taking_back import undo
from vaxdesk.intake.reader import ListReader
from vaxdesk.intake.samples import invent_people, platform_workbook
from vaxdesk.model.filter import Filter
from vaxdesk.model.message import Message
from vaxdesk.model.step import Fact

HEADER = "STT,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Số điện thoại"
AN = "1,Điểu Thị Sương,12/03/1985,Nữ,070185001234,0912345678"
BINH = "2,Nguyễn Văn Bình,01/02/1990,Nam,070090001235,0987654321"


def write_list(folder: Path, *rows: str) -> Path:
    path = folder / "danh sach.csv"
    path.write_text("\n".join((HEADER, *rows)) + "\n", encoding="utf-8")
    return path


def load(desk: Desk, reader: ListReader, path: Path) -> dict[str, int]:
    loaded = load_list(desk, reader, path)
    return {name: count for name, count in loaded.rows.items() if count and name not in {"read", "set_aside"}}


def ids(desk: Desk) -> list[str]:
    return desk.store.read_ids()


def test_a_list_loaded_again_after_its_undo_stands_by_itself_also_for_whom_a_hand_had_held(
    desk: Desk, reader: ListReader, tmp_path: Path
) -> None:
    path = write_list(tmp_path, AN, BINH)
    assert load(desk, reader, path) == {"new": 2}
    both = ids(desk)
    edited = set_field(desk, both[0], "hamlet", "Thôn 1")
    batch = desk.store.read_lists()[0][0].header.step
    undo(desk, batch)
    assert ids(desk) == both[:1]
    assert load(desk, reader, path) == {"new": 1, "unchanged": 1}
    assert edited.step is not None
    undo(desk, edited.step)
    assert ids(desk) == both
    assert load(desk, reader, path) == {"unchanged": 2}


def test_the_list_that_comes_again_with_more_rows_makes_nobody_a_second_time(
    desk: Desk, reader: ListReader, tmp_path: Path
) -> None:
    assert load(desk, reader, write_list(tmp_path, AN)) == {"new": 1}
    assert load(desk, reader, write_list(tmp_path, AN, BINH)) == {"new": 1, "unchanged": 1}
    assert len(ids(desk)) == 2
    undo(desk, desk.store.read_lists()[0][0].header.step)
    assert len(ids(desk)) == 2


def test_whoever_was_erased_does_not_come_back_with_the_same_list(
    desk: Desk, reader: ListReader, tmp_path: Path
) -> None:
    path = write_list(tmp_path, AN, BINH)
    load(desk, reader, path)
    erased, *left = ids(desk)
    desk.act(Message("Erase"), [Fact("erase", STREAM, erased)])
    assert ids(desk) == left
    events = desk.store.journal.count_events()
    assert load(desk, reader, path) == {"unchanged": 2}
    assert ids(desk) == left
    assert desk.store.journal.count_events() == events


def test_a_man_and_a_woman_stay_two_though_a_row_between_them_does_not_tell(
    desk: Desk, reader: ListReader, tmp_path: Path
) -> None:
    rows = [AN.replace(",Nữ,", f",{sex},") for sex in ("", "Nam", "Nữ")]
    for row in rows:
        load(desk, reader, write_list(tmp_path, row))
    assert len(ids(desk)) == 2
    assert sorted(len(record["sources"]) for record in desk.store.read_records()) == [1, 2]


PLAIN_HEADER = "STT,Họ và tên,Năm sinh,Thôn,Mũi 1 ngày tiêm,Mũi 1 vắc xin,Mũi 1 số lô"
PLAIN = (
    "Điểu Thị Hoa,1985,Thôn 1,05/09/2021,Moderna,A1",
    "Nguyễn Văn Minh,1990,Thôn 1,05/09/2021,Moderna,A1",
    "Trần Thị Lan,1972,Thôn 2,06/09/2021,AstraZeneca,B2",
)
MORE = (
    "Lê Văn Sơn,1988,Thôn 2,06/09/2021,AstraZeneca,B2",
    "Điểu Thị Hoa,1986,Thôn 1,05/09/2021,Moderna,A1",
    "Điểu Thị Hoa,1985,Thôn 2,05/09/2021,Moderna,A1",
)


def write_plain(folder: Path, *rows: str) -> Path:
    path = folder / "thon.csv"
    lines = (f"{number},{row}" for number, row in enumerate(rows, start=1))
    path.write_text("\n".join((PLAIN_HEADER, *lines)) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("rows", [(*PLAIN, *MORE), (MORE[0], PLAIN[0], *MORE[1:], *PLAIN[1:]), (*MORE, *PLAIN)])
def test_a_list_of_names_and_years_that_comes_again_with_more_rows_makes_nobody_a_second_time(
    desk: Desk, reader: ListReader, tmp_path: Path, rows: tuple[str, ...]
) -> None:
    assert load(desk, reader, write_plain(tmp_path, *PLAIN)) == {"new": 3}
    assert load(desk, reader, write_plain(tmp_path, *rows)) == {"new": 3, "unchanged": 3}
    assert len(ids(desk)) == 6
    assert sorted(len(record["sources"]) for record in desk.store.read_records()) == [1, 1, 1, 2, 2, 2]
    assert load(desk, reader, write_plain(tmp_path, *rows, "Bùi Thị Mai,2001,Thôn 1,,,")) == {"new": 1, "unchanged": 6}


def test_the_row_again_is_known_though_the_person_was_corrected_since(
    desk: Desk, reader: ListReader, tmp_path: Path
) -> None:
    load(desk, reader, write_plain(tmp_path, PLAIN[0]))
    for field, value in (("full_name", "Điểu Thị Hoà"), ("birth_date", "1985-03-12"), ("id_number", "070185001234")):
        set_field(desk, ids(desk)[0], field, value)
    assert load(desk, reader, write_plain(tmp_path, *PLAIN)) == {"new": 2, "unchanged": 1}
    assert len(ids(desk)) == 3


def test_two_rows_of_one_list_that_are_the_same_stay_two_and_then_nobody_knows_which_comes_again(
    desk: Desk, reader: ListReader, tmp_path: Path
) -> None:
    assert load(desk, reader, write_plain(tmp_path, PLAIN[0], PLAIN[0])) == {"new": 2}
    assert load(desk, reader, write_plain(tmp_path, PLAIN[0], PLAIN[1])) == {"new": 2}
    assert len(ids(desk)) == 4


def test_of_two_rows_that_are_a_known_one_again_the_first_is_that_and_the_second_a_person_of_its_own(
    desk: Desk, reader: ListReader, tmp_path: Path
) -> None:
    load(desk, reader, write_plain(tmp_path, PLAIN[0]))
    assert load(desk, reader, write_plain(tmp_path, PLAIN[1], PLAIN[0], PLAIN[0])) == {"new": 2, "unchanged": 1}
    assert len(ids(desk)) == 3


def test_rows_that_are_the_same_far_apart_in_one_list_stay_two(desk: Desk, reader: ListReader, tmp_path: Path) -> None:
    between = [f"Điểu {chr(65 + n // 26)}{chr(97 + n % 26)},1985,Thôn 1,05/09/2021,Moderna,A1" for n in range(600)]
    assert load(desk, reader, write_plain(tmp_path, PLAIN[0], *between, PLAIN[0])) == {"new": 602}


@pytest.mark.parametrize("row", ["Điểu Thị Hoa,1985,,05/09/2021,Moderna,A1", "Điểu Thị Hoa,1985,Thôn 1,,,"])
def test_a_row_that_could_be_anybodys_makes_a_person_of_its_own_in_each_list(
    desk: Desk, reader: ListReader, tmp_path: Path, row: str
) -> None:
    load(desk, reader, write_plain(tmp_path, row))
    assert load(desk, reader, write_plain(tmp_path, row, PLAIN[1])) == {"new": 2}


def test_a_load_says_whom_it_told_something_new(desk: Desk, reader: ListReader, tmp_path: Path) -> None:
    load(desk, reader, write_list(tmp_path, AN, BINH))
    again = "1,Điểu Thị Sương,12/03/1985,Nữ,070185001234,0911222333,Thôn 1"
    path = tmp_path / "lan 2.csv"
    path.write_text(f"{HEADER},Thôn\n{again}\n{BINH},\n", encoding="utf-8")
    assert load(desk, reader, path) == {"updated": 1, "unchanged": 1}
    step = desk.store.read_lists()[-1][0].header.step
    numbers = desk.store.asking.list_people(Filter(step=step, outcome="updated"))
    [person] = desk.store.asking.find_ids(numbers).values()
    [record] = desk.store.read_records([person])
    assert (record["full_name"], record["hamlet"]) == ("Điểu Thị Sương", "Thôn 1")
    assert len(desk.store.asking.list_people(Filter(step=step, outcome="unchanged"))) == 1


@pytest.mark.parametrize("seeds", [(1, 2), (3, 3)], ids=["of others", "of the same people, one of them longer"])
def test_after_each_load_all_is_said_that_a_check_of_everybody_says(
    desk: Desk, reader: ListReader, tmp_path: Path, seeds: tuple[int, int]
) -> None:
    for place, seed in enumerate(seeds):
        path = tmp_path / f"danh sach {place}.xlsx"
        path.write_bytes(platform_workbook(invent_people(150 + 50 * place, seed=seed)))
        load_list(desk, reader, path)
        said = desk.store.read_issues()
        desk.check_everybody()
        assert said == desk.store.read_issues()


@pytest.mark.parametrize(
    "row",
    [
        "1,Dieu Thi Suong,12/03/1985,Nữ,070185001234,0999999999",
        "1,Dieu Thi Suong,12/03/1985,Nữ,,0912345678",
        "1,Dieu Thi Suong,1986,Nữ,070185001234,",
    ],
    ids=["number and birth date", "birth date and phone", "number"],
)
def test_a_name_without_accents_is_proposed_as_the_same_person_has_it_elsewhere(
    desk: Desk, reader: ListReader, tmp_path: Path, row: str
) -> None:
    other = "3,Điểu Thị Sướng,13/03/1985,Nữ,070185004321,0900000001"
    load(desk, reader, write_list(tmp_path, AN, other))
    load(desk, reader, write_list(tmp_path, row, BINH, "4,Trần Văn Cường,01/02/1991,Nam,,"))
    proposed = [
        [suggestion["value"] for suggestion in one["suggestions"]]
        for issues in desk.store.read_issues().values()
        for one in issues
        if one["rule"] == "full_name.no_accents"
    ]
    assert proposed == [["Điểu Thị Sương"]]
