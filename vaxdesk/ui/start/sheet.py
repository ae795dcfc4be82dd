"""The recovery code: shown once, large and in groups; to be printed or written down before one goes on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QWidget

from vaxdesk.errors import VaxDeskError
from vaxdesk.reports.recovery_sheet import make_recovery_sheet
from vaxdesk.systems import this_system, write_safely
from vaxdesk.ui.look import Look
from vaxdesk.ui.paper import draw_pdf, has_printer, print_on_paper
from vaxdesk.ui.start.step import FirstStep, Note
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.labels import add_row, make_card, make_label
from vaxdesk.wording import Wording

COLUMNS = 3
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
        if not has_printer():
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
        if print_on_paper(make_recovery_sheet(self.wording, self._station, self.code), self):
            self._note(self.say("The sheet was sent to the printer. Lock it away."))

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
            sheet = draw_pdf(make_recovery_sheet(self.wording, self._station, self.code))
            write_safely(this_system(), file, sheet)
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
