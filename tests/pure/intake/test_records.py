from __future__ import annotations

import pytest

from vaxdesk.intake.records import split_records


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_mark_that_cuts_most_records_is_found(mark: str) -> None:
    rows = [["STT", "Họ và tên", "Ngày sinh"], ["1", "Nguyễn Thị Huệ", "05/03/1990"], ["2", "Điểu Lực", "1975"]]
    assert split_records("\n".join(mark.join(row) for row in rows)) == rows


def test_commas_in_addresses_dont_outweigh_semicolons() -> None:
    text = "DANH SÁCH, XÃ LỘC X\nSTT;Họ tên;Địa chỉ;SĐT\n" + "1;A B;Ấp 3, Lộc X, Lộc Ninh;0912345678\n" * 20
    assert split_records(text)[1] == ["STT", "Họ tên", "Địa chỉ", "SĐT"]


def test_a_record_of_several_lines_counts_as_one_row_and_a_blank_line_as_another() -> None:
    assert split_records('a,"b\nc",d\n\ne,f,g\n') == [["a", "b\nc", "d"], [], ["e", "f", "g"]]


def test_the_line_that_tells_excel_the_mark_is_no_row() -> None:
    assert split_records("sep=;\na;b,c\n") == [["a", "b,c"]]


def test_a_quotation_mark_nobody_closed_doesnt_swallow_the_list() -> None:
    text = 'STT,Họ tên\n1,"Lan\n' + "".join(f"{number},Người {number}\n" for number in range(2, 80))
    assert len(split_records(text)) == 80


def test_windows_and_old_mac_line_ends_are_line_ends() -> None:
    assert split_records("a,b\r\nc,d\re,f") == [["a", "b"], ["c", "d"], ["e", "f"]]
