"""Paper: a document set in official type, as the bytes of a PDF or on a printer."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from vaxdesk.reports.document import Align, Block, Document, Line, Signatures, Table
from vaxdesk.ui.fonts import load_fonts
from vaxdesk.ui.look import PAPER_FAMILIES

DOTS_PER_INCH = 300
MARGIN_MM = 20
CELL_PADDING = 4
SIGNING_GAP, SIGNING_ROOM = 20, 60
"""Room above the places to sign, and for a signature."""

ALIGNMENTS: dict[Align, Qt.AlignmentFlag] = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}


def set_document(document: Document) -> QTextDocument:
    """Set a document in type."""
    made = QTextDocument()
    made.setMetaInformation(QTextDocument.MetaInformation.DocumentTitle, document.title)
    made.setDocumentMargin(0)
    cursor = QTextCursor(made)
    for block in document.blocks:
        _set_block(cursor, block)
    return made


def draw_pdf(document: Document) -> bytes:
    """Give a document as a PDF of A4, its fonts in it; without a window an application without a screen is made."""
    _app = QGuiApplication.instance() or QGuiApplication(["vaxdesk", "-platform", "offscreen"])
    load_fonts()
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(held)
    writer.setResolution(DOTS_PER_INCH)
    writer.setTitle(document.title)
    writer.setCreator("VaxDesk")
    writer.setPageLayout(make_page())
    _paint(set_document(document), writer)
    return bytes(held.data().data())


def make_page() -> QPageLayout:
    """Give the page: A4, upright."""
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    size, upright = QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait
    return QPageLayout(size, upright, margins, QPageLayout.Unit.Millimeter)


def has_printer() -> bool:
    """Tell whether this computer knows a printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def print_on_paper(document: Document, parent: QWidget) -> bool:
    """Ask for the printer and print; False where the user thought better of it."""
    printer = QPrinter()
    printer.setPageLayout(make_page())
    printer.setDocName(document.title)
    dialog = QPrintDialog(printer, parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    if accepted:
        _paint(set_document(document), printer)
    dialog.deleteLater()
    return accepted


def _paint(made: QTextDocument, device: QPagedPaintDevice) -> None:
    """Paint a document page after page; its own printing would add margins and numbers of its own."""
    painter = QPainter(device)
    page = QRectF(0, 0, device.width(), device.height())
    made.documentLayout().setPaintDevice(device)
    made.setPageSize(page.size())
    for number in range(made.pageCount()):
        if number:
            device.newPage()
        painter.save()
        painter.translate(0, -number * page.height())
        made.drawContents(painter, page.translated(0, number * page.height()))
        painter.restore()
    painter.end()


def _set_block(cursor: QTextCursor, block: Block) -> None:
    if isinstance(block, Line):
        _begin_block(cursor)
        _set_line(cursor, block)
    elif isinstance(block, Table):
        _set_table(cursor, block)
    else:
        _set_signatures(cursor, block)


def _begin_block(cursor: QTextCursor) -> None:
    """Go on below what stands there: the first block of a document is there already."""
    if not cursor.atStart():
        cursor.insertBlock()


def _set_line(cursor: QTextCursor, line: Line) -> None:
    block = QTextBlockFormat()
    block.setBottomMargin(line.gap)
    block.setAlignment(ALIGNMENTS[line.align])
    letters = QTextCharFormat()
    letters.setFontFamilies(list(PAPER_FAMILIES))
    letters.setFontPointSize(line.points)
    letters.setFontWeight(QFont.Weight.Bold if line.bold else QFont.Weight.Normal)
    cursor.setBlockFormat(block)
    # An empty line is as high as its letters would be.
    cursor.setBlockCharFormat(letters)
    cursor.insertText(line.text, letters)


def _insert_table(cursor: QTextCursor, rows: int, widths: tuple[int, ...], *, lined: bool) -> QTextTable:
    form = QTextTableFormat()
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    form.setColumnWidthConstraints([QTextLength(QTextLength.Type.PercentageLength, width) for width in widths])
    form.setCellPadding(CELL_PADDING)
    form.setCellSpacing(0)
    form.setBorder(1 if lined else 0)
    form.setBorderCollapse(lined)
    form.setBorderStyle(
        QTextFrameFormat.BorderStyle.BorderStyle_Solid if lined else QTextFrameFormat.BorderStyle.BorderStyle_None
    )
    form.setTopMargin(CELL_PADDING if lined else SIGNING_GAP)
    form.setBottomMargin(CELL_PADDING)
    return cursor.insertTable(rows, len(widths), form)


def _set_table(cursor: QTextCursor, table: Table) -> None:
    rows = ((table.head,) if table.head else ()) + table.rows
    made = _insert_table(cursor, len(rows), table.widths, lined=True)
    if table.head:
        form = made.format().toTableFormat()
        form.setHeaderRowCount(1)
        made.setFormat(form)
    for number, row in enumerate(rows):
        for place, text in enumerate(row):
            bold = number == 0 if table.head else place == 0
            _set_line(made.cellAt(number, place).firstCursorPosition(), Line(text, table.points, bold=bold, gap=0))
    cursor.movePosition(QTextCursor.MoveOperation.End)


def _set_signatures(cursor: QTextCursor, block: Signatures) -> None:
    share = 100 // len(block.titles)
    made = _insert_table(cursor, 1, (share,) * len(block.titles), lined=False)
    for place, title in enumerate(block.titles):
        inside = made.cellAt(0, place).firstCursorPosition()
        _set_line(inside, Line(title, 12, bold=True, align="center", gap=0))
        inside.insertBlock()
        _set_line(inside, Line(block.note, 11, align="center", gap=SIGNING_ROOM))
        inside.insertBlock()
        _set_line(inside, Line("." * 40, 11, align="center", gap=0))
    cursor.movePosition(QTextCursor.MoveOperation.End)
