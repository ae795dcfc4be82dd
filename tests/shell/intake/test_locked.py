"""Workbooks under a password."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msoffcrypto
import pytest
import xlsxwriter

from vaxdesk.intake.errors import FileDamaged, PasswordProtected, PasswordWrong
from vaxdesk.intake.reader import ListReader
from vaxdesk.intake.sheet import open_sheets

WORD = "mật khẩu 12"


def lock(folder: Path, password: str = WORD, name: str = "khoa.xlsx") -> Path:
    plain, locked = folder / "plain.xlsx", folder / name
    with xlsxwriter.Workbook(str(plain)) as book:
        sheet = book.add_worksheet("S")
        sheet.write_row(0, 0, ("Họ và tên", "Năm sinh"))
        sheet.write_row(1, 0, ("Nguyễn Thị Huệ", "1990"))
        sheet.set_row(1, None, None, {"hidden": True})
    with plain.open("rb") as file, locked.open("wb") as out:
        msoffcrypto.OfficeFile(file).encrypt(password, out)
    plain.unlink()
    return locked


@pytest.fixture(scope="module")
def reader() -> Iterator[ListReader]:
    with ListReader() as one:
        yield one


@pytest.mark.parametrize("name", ["khoa.xlsx", "khoa.xls", "khoa"])
def test_with_its_password_it_is_read_like_any_other(name: str, tmp_path: Path) -> None:
    (sheet,) = open_sheets(lock(tmp_path, name=name), WORD)
    assert sheet.rows == [["Họ và tên", "Năm sinh"], ["Nguyễn Thị Huệ", "1990"]]
    assert sheet.shown.rows == {1}


def test_without_one_and_with_another_the_refusals_differ(tmp_path: Path) -> None:
    path = lock(tmp_path)
    with pytest.raises(PasswordProtected):
        open_sheets(path)
    with pytest.raises(PasswordWrong):
        open_sheets(path, "mật khẩu 13")


def test_what_excel_opens_without_asking_is_opened_without_asking(tmp_path: Path) -> None:
    assert open_sheets(lock(tmp_path, "VelvetSweatshop"))[0].rows[1][0] == "Nguyễn Thị Huệ"


def test_nothing_is_left_on_the_disk(tmp_path: Path) -> None:
    path = lock(tmp_path)
    open_sheets(path, WORD)
    assert list(tmp_path.iterdir()) == [path]


def test_the_child_gets_the_password_through_the_pipe_alone(reader: ListReader, tmp_path: Path) -> None:
    path = lock(tmp_path)
    with pytest.raises(PasswordProtected):
        reader.read(path)
    with pytest.raises(PasswordWrong):
        reader.read(path, password="falsch")
    with reader.read(path, password=WORD) as reading:
        assert reading.head.total == 1
        list(reading.batches())
    assert reader._child is not None
    for file in (f"/proc/{reader._child.pid}/environ", f"/proc/{reader._child.pid}/cmdline"):
        if Path(file).exists():
            assert WORD.encode() not in Path(file).read_bytes()


def test_a_damaged_one_is_refused_in_one_sentence(tmp_path: Path) -> None:
    data = lock(tmp_path).read_bytes()
    path = tmp_path / "hong.xlsx"
    for place in range(600, len(data), len(data) // 8):
        path.write_bytes(data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :])
        try:
            open_sheets(path, WORD)
        except (FileDamaged, PasswordWrong, PasswordProtected):
            continue
