from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QApplication

from vaxdesk.reports.document import Document, Line, Signatures, Table
from vaxdesk.ui.paper import draw_pdf, set_document

SHORT = Document(
    "Phiếu thử",
    (
        Line("Điểu Thị Sen", 18, bold=True, align="center"),
        Table((("Gói số", "12"), ("Người", "397")), (30, 70)),
        Signatures(("Người giao", "Người nhận"), "(ký, ghi rõ họ tên)"),
    ),
)


def count_pages(pdf: bytes) -> int:
    """Count the pages that a PDF names."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def test_everything_of_a_document_is_set_in_its_order(qapp: QApplication) -> None:
    text = set_document(SHORT).toPlainText()
    places = [text.index(part) for part in ("Điểu Thị Sen", "Gói số", "12", "Người", "397", "Người giao", "Người nhận")]
    assert places == sorted(places)


def test_a_short_document_is_one_page_of_pdf(qapp: QApplication) -> None:
    pdf = draw_pdf(SHORT)
    assert pdf.startswith(b"%PDF")
    assert pdf.rstrip().endswith(b"%%EOF")
    assert count_pages(pdf) == 1


def test_a_long_table_goes_on_on_further_pages(qapp: QApplication) -> None:
    rows = tuple((str(number), "x") for number in range(120))
    assert count_pages(draw_pdf(Document("Dài", (Table(rows, (20, 80), head=("STT", "Tên")),)))) == 4


@pytest.mark.parametrize("wrong", [(), (Line(""),)])
def test_a_document_without_text_is_a_page_all_the_same(qapp: QApplication, wrong: tuple[Line, ...]) -> None:
    assert count_pages(draw_pdf(Document("Trống", wrong))) == 1
