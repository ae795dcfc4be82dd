from __future__ import annotations

from pathlib import Path

import pytest

from vaxdesk.desk.correcting import set_field
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import UnknownPerson
from vaxdesk.desk.loading import load_list
from vaxdesk.desk.looking import read_people
from vaxdesk.desk.taking_back import undo
from vaxdesk.desk.tracing import SourceRow, read_source_rows
from vaxdesk.intake.reader import ListReader
from vaxdesk.model.message import Message

HEADS = ("STT", "Họ và tên", "Ngày sinh", "Nam/Nữ", "Số CCCD", "Điện thoại", "Vắc xin mũi 1", "Ghi chú của thôn")
ROW = ("1", "Điểu Thị Sen", "05/03/1990", "Nữ", "070190004321", "0912345678", "AZ", "nhà sau trường")


@pytest.fixture
def loaded(desk: Desk, tmp_path: Path) -> Desk:
    """Give a station that has loaded a list of one."""
    path = tmp_path / "thon 2.csv"
    path.write_text("\n".join(",".join(line) for line in (HEADS, ROW)), encoding="utf-8")
    with ListReader() as reader:
        load_list(desk, reader, path)
    return desk


def trace(desk: Desk) -> tuple[str, SourceRow]:
    person = next(read_people(desk))["id"]
    (row,) = read_source_rows(desk, person)
    return person, row


def test_a_row_is_told_cell_by_cell_with_its_headers_and_what_they_were_taken_for(loaded: Desk) -> None:
    _, row = trace(loaded)
    assert (row.source.file, row.source.row, row.live) == ("thon 2.csv", 2, True)
    assert [cell.column for cell in row.cells] == list("ABCDEFGH")
    assert [(cell.header, cell.text) for cell in row.cells] == list(zip(HEADS, ROW, strict=True))
    fields = {cell.header: cell.field for cell in row.cells}
    assert fields["Họ và tên"] == Message("Full name")
    assert fields["Điện thoại"] == Message("Phone")
    assert fields["STT"] is None


def test_a_row_of_a_load_taken_back_says_so_while_somebodys_work_stands_on_it(loaded: Desk) -> None:
    person, row = trace(loaded)
    set_field(loaded, person, "phone", "0912345679")
    undo(loaded, row.source.batch)
    assert [len(one.cells) for one in read_source_rows(loaded, person)] == [len(ROW)]


def test_nobody_has_no_rows(loaded: Desk) -> None:
    with pytest.raises(UnknownPerson):
        read_source_rows(loaded, "nobody")
