from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.awkward.spelling import SPELLINGS
from tests.shell.store.stations import make_station
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.previewing import Preview, preview_again, preview_list
from vaxdesk.desk.rereading import Cell, make_mapping, offer_encodings
from vaxdesk.intake.reader import ListReader

NAMES = ("Nguyễn Thị Huệ", "Điểu Văn Lực", "Trần Thị Mỹ Duyên", "Phạm Văn Hưởng", "Lê Thị Ngọc Bích")
HEADER = "Họ và tên,Ngày sinh,Giới tính,Số CCCD,Địa chỉ,Ngày tiêm mũi 1,Nơi tiêm mũi 1"
ROW = '{name},1/2/1985,nữ,{number},"Thôn 1, xã Bù Gia Mập","05.09.21",TYT Bù Gia Mập'


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with make_station(tmp_path_factory.mktemp("rereading") / "store") as store:
        yield Desk(store)


def write(folder: Path, numbers: tuple[str, ...] = (), *, old: bool = False) -> Path:
    path = folder / "danh sach.csv"
    rows = [ROW.format(name=name, number=f"07018500123{at}") for at, name in enumerate(NAMES)]
    rows += [ROW.format(name="Thị Lan", number=number) for number in numbers]
    text = "\n".join([HEADER, *rows]) + "\n"
    path.write_text(SPELLINGS["tcvn3"](text) if old else text, encoding="utf-8")
    return path


def read(preview: Preview, column: str, row: int = 0) -> Cell:
    return preview.sheets[0].rows[row].read[column]


def test_cells_are_told_as_they_will_be_read(desk: Desk, reader: ListReader, tmp_path: Path) -> None:
    preview = preview_list(desk, reader, write(tmp_path))
    row = preview.sheets[0].rows[0]
    assert [row.read[column].text for column in "ABCDEFG"] == [
        "Nguyễn Thị Huệ", "01/02/1985", "Nữ", "070185001230", "Thôn 1, xã Bù Gia Mập", "05/09/2021", "70522",
    ]  # fmt: skip
    assert row.cells["B"] == "1/2/1985"
    assert row.cells["G"] == "TYT Bù Gia Mập"


def test_what_was_repaired_and_what_cant_be_understood_is_told_apart(
    desk: Desk, reader: ListReader, tmp_path: Path
) -> None:
    preview = preview_list(desk, reader, write(tmp_path, ("70185001239", "0701850O1239x?")))
    assert read(preview, "D", 5) == Cell("070185001239", "mended")
    assert read(preview, "D", 6) == Cell("0701850O1239x?", "unread")
    assert read(preview, "D", 0).state == "plain"


def test_old_letters_are_turned_and_shown_before_and_after(desk: Desk, reader: ListReader, tmp_path: Path) -> None:
    preview = preview_list(desk, reader, write(tmp_path, old=True))
    turned = {one.column: one for one in preview.sheets[0].turned}
    assert read(preview, "A").text == NAMES[0]
    assert turned["A"].encoding == "tcvn3"
    before, after = turned["A"].examples[0]
    assert after in NAMES
    assert before == SPELLINGS["tcvn3"](after)


def test_other_letters_are_read_at_once_and_can_be_taken_back(desk: Desk, reader: ListReader, tmp_path: Path) -> None:
    path = write(tmp_path, old=True)
    found = preview_list(desk, reader, path)
    without = preview_again(desk, reader, path, found, {}, {("", "A"): None})
    assert read(without, "A").text == SPELLINGS["tcvn3"](NAMES[0])
    assert read(without, "C").text == "Nữ"
    known, told = found.head.sheets[0].columns, without.head.sheets[0].columns
    assert [(one.field, one.confidence, one.why) for one in told] == [
        (one.field, one.confidence, one.why) for one in known
    ]
    assert (known[0].encoding, told[0].encoding) == ("tcvn3", None)
    again = preview_again(desk, reader, path, without, {}, {("", "A"): "tcvn3"})
    assert again == found


def test_other_letters_may_make_a_header_known(desk: Desk, reader: ListReader, tmp_path: Path) -> None:
    path = tmp_path / "danh sach.csv"
    rows = "\n".join(f"{name},1985,{at}a" for at, name in enumerate(NAMES))
    path.write_text(f"Họ và tên,Năm sinh,Giíi tÝnh\n{rows}\n", encoding="utf-8")
    found = preview_again(desk, reader, path, preview_list(desk, reader, path), {}, {("", "C"): None})
    assert found.head.sheets[0].columns[2].field is None
    told = preview_again(desk, reader, path, found, {("", "B"): "note"}, {("", "C"): "tcvn3"})
    assert told.head.sheets[0].columns[2].field == "sex"
    assert read(told, "B").text == "1985"


def test_whatever_was_said_of_letters_is_in_the_mapping_that_loads(
    desk: Desk, reader: ListReader, tmp_path: Path
) -> None:
    path = write(tmp_path, old=True)
    found, said = preview_list(desk, reader, path), {("", "A"): None}
    without = preview_again(desk, reader, path, found, {}, said)
    mapping = make_mapping(without.head, {}, said)
    assert mapping is not None
    assert "A" not in mapping[""]["encoding"]
    assert mapping[""]["columns"]["A"] == "full_name"
    assert make_mapping(without.head, {}) is None


def test_what_was_said_of_a_column_shows_in_its_cells_and_leaves_what_was_recognised(
    desk: Desk, reader: ListReader, tmp_path: Path
) -> None:
    path = write(tmp_path)
    found = preview_list(desk, reader, path)
    again = preview_again(desk, reader, path, found, {("", "B"): "note"}, {})
    assert read(found, "B").text == "01/02/1985"
    assert read(again, "B").text == "1/2/1985"
    assert (again.head, again.questions) == (found.head, found.questions)


def test_encodings_are_offered_with_what_they_would_make_of_a_column() -> None:
    letters = offer_encodings(["", "12", "NguyÔn ThÞ HuÖ"])
    assert letters.text == "NguyÔn ThÞ HuÖ"
    assert dict(letters.made)["tcvn3"] == "Nguyễn Thị Huệ"
    assert offer_encodings([]).made == offer_encodings(["12", "AB"]).made == ()


def test_what_is_said_of_all_doses_is_answered_and_shown(desk: Desk, reader: ListReader, tmp_path: Path) -> None:
    path = tmp_path / "hai mui.csv"
    rows = [f"{name},1/2/1985,05/09/2021,08/11/2021,AZ,ABV1234" for name in NAMES]
    path.write_text("\n".join(["Họ và tên,Ngày sinh,Mũi 1,Mũi 2,Vắc xin,Lô", *rows]), encoding="utf-8")
    preview = preview_list(desk, reader, path)
    assert [question.column for question in preview.head.open] == ["E", "F"]
    said = {("", "E"): "doses.vaccine", ("", "F"): "dose2.lot"}
    answered = preview_again(desk, reader, path, preview, said, {})
    assert [read(answered, column).text for column in "CDEF"] == ["05/09/2021", "08/11/2021", "AstraZeneca", "ABV1234"]
