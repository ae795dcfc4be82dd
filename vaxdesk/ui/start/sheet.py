"""The recovery code: shown once, large and in groups; to be printed or written down before one goes on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import (
    QFont,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QFileDialog, QGridLayout, QWidget

from vaxdesk.errors import VaxDeskError
from vaxdesk.systems import this_system, translate_os
from vaxdesk.ui.look import PAPER_FAMILIES, Look
from vaxdesk.ui.start.step import FirstStep, Note
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.labels import add_row, make_card, make_label
from vaxdesk.wording import Wording

COLUMNS = 3
DOTS_PER_INCH = 300
MARGIN_MM = 25
LOOK_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})


class SheetStep(FirstStep):
    """Shows the code; going on needs the sheet printed or the last group typed back."""

    def __init__(self, look: Look, wording: Wording, station: str, code: str, act: str) -> None:
        super().__init__(look, wording, wording.say("Recovery code"), act)
        self._station, self.code = station, code
        self.is_kept = False
        self.add_text(
            self.say("If every password is forgotten, this code is the only way in. It is shown only now."), "text"
        )
        self.column.addWidget(self._make_groups(code.split("-")))
        self.print = ActButton(look, self.say("Print…"), icon="print")
        self.print.clicked.connect(self._print)
        self.save = ActButton(look, self.say("Save a sheet to print…"), icon="usb")
        self.save.clicked.connect(self._save)
        add_row(self.column, self.print, self.save, None)
        if not QPrinterInfo.availablePrinterNames():
            self.print.hide()
        self.told = Note(look, "ok", "ok")
        self.column.addWidget(self.told)
        self.column.addSpacing(4)
        self.typed = self.add_field(self.say("Written down by hand? Type the last group of the code here."), limit=8)
        self.typed.setMaximumWidth(look.scale(160))

    def find_reason(self) -> str:
        """Ask that the code be kept."""
        typed = self.typed.text().strip().upper().translate(LOOK_ALIKE)
        if self.is_kept or typed == self.code.rpartition("-")[2]:
            return ""
        return self.say("Print it, or write it down and type the last group.")

    def take_focus(self) -> None:
        """Start at what keeps the code."""
        (self.print if self.print.isVisibleTo(self) else self.save).setFocus()

    def _make_groups(self, groups: list[str]) -> QWidget:
        card = make_card("card-sunk", margins=(20, 10, 20, 10))
        card.setAccessibleName(self.say("Recovery code: {code}", code=", ".join(" ".join(one) for one in groups)))
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(2)
        for place, group in enumerate(groups):
            label = make_label(group, "figure")
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(label, place // COLUMNS, place % COLUMNS)
        card.layout().addLayout(grid)  # type: ignore[union-attr]
        return card

    def _print(self) -> None:
        printer = QPrinter()
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            make_sheet(self.wording, self._station, self.code).print_(printer)
            self._note(self.say("The sheet was sent to the printer. Lock it away."))
        dialog.deleteLater()

    def _save(self) -> None:
        drives = this_system().drives()
        start = drives[0].path if drives else Path.home()
        name = str(start / f"VaxDesk - {self.say('Recovery code')}.pdf")
        chosen, _ = QFileDialog.getSaveFileName(self, self.say("Save a sheet to print…"), name, "PDF (*.pdf)")
        if chosen:
            self.try_keeping(Path(chosen))

    def try_keeping(self, file: Path) -> None:
        """Write the sheet as a PDF, or say why it could not be written."""
        try:
            with translate_os(file.parent):
                write_pdf(make_sheet(self.wording, self._station, self.code), file)
        except VaxDeskError as error:
            self.told.set_sign("error", "err")
            self.told.show_text(self.wording.explain(error))
        else:
            self._note(self.say("The sheet was written: {file}. Print it and delete the file.", file=str(file)))

    def _note(self, text: str) -> None:
        self.is_kept = True
        self.told.set_sign("ok", "ok")
        self.told.show_text(text)
        self.changed.emit()


def make_sheet(wording: Wording, station: str, code: str) -> QTextDocument:
    """Make the sheet with a store's recovery code."""
    say = wording.say
    document = QTextDocument()
    cursor = QTextCursor(document)
    groups = code.split("-")
    lines = [groups[start : start + COLUMNS] for start in range(0, len(groups), COLUMNS)]
    for text, points, bold, gap in (
        (say("Recovery code of VaxDesk"), 20.0, True, 6),
        (station, 14.0, False, 24),
        *(("   ".join(line), 30.0, True, 6) for line in lines),
        ("", 8.0, False, 10),
        (say("Whoever has this sheet can open the store. Lock it away, not beside the computer."), 12.0, False, 6),
        (say("On the lock screen choose “Forgot it: use the recovery code” and type it in."), 12.0, False, 6),
    ):
        block = QTextBlockFormat()
        block.setBottomMargin(gap)
        letters = QTextCharFormat()
        letters.setFontFamilies(list(PAPER_FAMILIES))
        letters.setFontPointSize(points)
        letters.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        if not cursor.atStart():
            cursor.insertBlock()
        cursor.setBlockFormat(block)
        cursor.setCharFormat(letters)
        cursor.insertText(text, letters)
    return document


def write_pdf(document: QTextDocument, file: Path) -> None:
    """Write a document as a PDF of A4. Raises OSError where the file can't be written."""
    file.open("wb").close()  # QPdfWriter would fail without a word
    writer = QPdfWriter(str(file))
    writer.setResolution(DOTS_PER_INCH)
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter
        )
    )
    document.print_(writer)
