from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vaxdesk.intake.markup import is_markup, read_tables


def test_html_is_read_row_by_row_with_cells_that_span() -> None:
    text = """<html><head><title>x</title><style>td {color: red}</style></head><body><p>Trạm</p><table>
    <tr><th rowspan=2>STT</th><th colspan="2">Mũi&nbsp;1</th></tr>
    <tr><th>Ngày<br>tiêm</th><th>Loại  VX</th></tr>
    <tr><td>1<td>05/09/2021<td>A &amp; Z</tr></table></body></html>"""
    assert read_tables(text) == [
        ["STT", "Mũi\u00a01", ""], ["", "Ngày\ntiêm", "Loại VX"], ["1", "05/09/2021", "A & Z"],
    ]  # fmt: skip


def test_excels_xml_of_2003_is_read_with_its_indexes() -> None:
    text = """<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
    xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="S"><Table>
    <Row><Cell ss:MergeAcross="1"><Data ss:Type="String">Họ và tên</Data></Cell>
    <Cell><Data>SĐT</Data></Cell></Row>
    <Row ss:Index="3"><Cell ss:Index="2"><Data ss:Type="String">Huệ</Data></Cell></Row></Table></Worksheet>
    </Workbook>"""
    assert read_tables(text) == [["Họ và tên", "", "SĐT"], [], ["", "Huệ"]]


def test_other_xml_is_no_table_and_entities_dont_grow() -> None:
    assert read_tables("<?xml version='1.0'?><rss><item>x</item></rss>") == []
    bomb = '<!DOCTYPE t [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><table><tr><td>&b;</td></tr></table>'
    assert read_tables(bomb) == [["&b;"]]


def test_what_a_file_begins_like_is_told_whatever_its_encoding() -> None:
    assert is_markup(b"\xef\xbb\xbf  <HTML>")
    assert is_markup("<!-- made by us --><table>".encode("utf-16"))
    assert not is_markup("STT;Họ và tên".encode())
    assert not is_markup(b"<3 STT")


@given(st.text(alphabet="<>/tablerdhcow ='\"&;1\n", max_size=200))
def test_any_text_is_read_without_a_crash(text: str) -> None:
    assert all(isinstance(cell, str) for row in read_tables(text) for cell in row)
