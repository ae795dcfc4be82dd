"""The slip a citizen takes home: printed, or saved as a PDF where there is no printer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from vaxdesk.desk.summing_up import read_slip
from vaxdesk.reports.document import Document
from vaxdesk.reports.person_slip import PersonSlip, make_person_slip
from vaxdesk.systems import this_system, write_safely
from vaxdesk.ui.handover.dialogs import choose_new_file
from vaxdesk.ui.page import Frame
from vaxdesk.ui.paper import draw_pdf, has_printer, print_on_paper


class PersonSlips(QObject):
    """Brings somebody's slip onto paper. The file's name says nothing of the person."""

    def __init__(self, frame: Frame, page: QWidget) -> None:
        super().__init__(page)
        self._frame, self._page, self.say = frame, page, frame.wording.say

    def offer(self, person: str) -> None:
        """Print somebody's slip, or ask where to save it."""
        self._frame.tasks.ask(
            lambda desk: read_slip(desk, person), self._bring, about=(self, "slip"), refused=self._frame.refuse
        )

    def _bring(self, slip: PersonSlip) -> None:
        document = make_person_slip(self._frame.wording, slip)
        if not has_printer():
            start = Path.home() / (self.say("slip") + ".pdf")
            choose_new_file(self._page, document.title, start, lambda path: self._save(path, document))
        elif print_on_paper(document, self._page):
            self._frame.tell(self.say("The slip was sent to the printer"))

    def _save(self, path: Path, document: Document) -> None:
        pdf = draw_pdf(document)
        self._frame.tasks.run(
            lambda job: write_safely(this_system(), path, pdf),
            lambda _: self._frame.tell(self.say("The person's slip is written: {file}", file=path.name)),
            refused=self._frame.refuse,
        )
