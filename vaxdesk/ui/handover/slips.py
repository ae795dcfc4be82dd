"""The courier's slip of a package that was written: shown, printed, saved as a PDF."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from vaxdesk.desk.couriering import read_slip
from vaxdesk.model.display import show_number
from vaxdesk.reports.courier_slip import CourierSlip, make_courier_slip
from vaxdesk.systems import this_system, write_safely
from vaxdesk.ui.handover.asking import Asker
from vaxdesk.ui.handover.dialogs import choose_new_file, make_words
from vaxdesk.ui.page import Frame
from vaxdesk.ui.paper import draw_pdf, has_printer, print_on_paper
from vaxdesk.ui.widgets.dialogs import Answer, HouseDialog


class Slips(QObject):
    """Shows what stands on a slip and brings it onto paper."""

    def __init__(self, frame: Frame, page: QWidget, asker: Asker) -> None:
        super().__init__(page)
        self._frame, self._page, self._asker, self.say = frame, page, asker, frame.wording.say

    def offer(self, package: str, start: Path) -> None:
        """Show the slip of a package; ``start`` is where saving it begins."""
        self._frame.tasks.ask(
            lambda desk: read_slip(desk, package),
            lambda slip: self._ask(slip, start),
            about=(self, "slip"),
            refused=self._frame.refuse,
        )

    def _ask(self, slip: CourierSlip, start: Path) -> None:
        say, language = self.say, self._frame.wording.language
        people, rows = show_number(slip.people, language), show_number(slip.rows, language)
        paragraphs = [
            say("To {name}", name=slip.receiver),
            say("{file} · {people} people, {rows} of them for the platform", file=slip.file, people=people, rows=rows),
            say("The receiver sees the same words before taking the package in:"),
        ]
        printable = has_printer()
        answers = [
            Answer("close", say("Close"), cancels=True),
            Answer("save", say("Save as PDF…"), primary=not printable),
        ]
        if printable:
            answers.append(Answer("print", say("Print…"), primary=True))
        dialog = HouseDialog(
            self._frame.look,
            say("Slip for package {number}", number=slip.number),
            paragraphs,
            answers,
            icon="print",
            body=make_words(slip.words),
            parent=self._page.window(),
        )
        self._asker.ask(dialog, lambda answer: self._bring(answer, slip, start))

    def _bring(self, answer: str, slip: CourierSlip, start: Path) -> None:
        document = make_courier_slip(self._frame.wording, slip)
        if answer == "print" and print_on_paper(document, self._page):
            self._frame.tell(self.say("The slip for package {number} was sent to the printer", number=slip.number))
        elif answer == "save":
            name = self.say("slip {number}", number=slip.number) + ".pdf"
            choose_new_file(self._page, document.title, start / name, lambda path: self._save(path, slip))

    def _save(self, path: Path, slip: CourierSlip) -> None:
        pdf = draw_pdf(make_courier_slip(self._frame.wording, slip))
        self._frame.tasks.run(
            lambda job: write_safely(this_system(), path, pdf),
            lambda _: self._frame.tell(self.say("The courier's slip is written: {file}", file=path.name)),
            refused=self._frame.refuse,
        )
