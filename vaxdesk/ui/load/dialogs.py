"""The dialogs of Nạp danh sách: what a column holds, what was done on reading, which rows are set aside."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from vaxdesk.desk.rereading import Column
from vaxdesk.ui.load.files_model import Entry
from vaxdesk.ui.load.notes import Note, make_notes_dialog
from vaxdesk.ui.load.outcome import make_aside_dialog
from vaxdesk.ui.load.question import FieldDialog, make_field_dialog
from vaxdesk.ui.page import Frame
from vaxdesk.ui.widgets.dialogs import HouseDialog


class LoadDialogs(QObject):
    """Opens them. ``field_chosen`` gives a column and what it holds, ``letters_chosen`` a column and its encoding."""

    field_chosen = Signal(object, object)
    letters_chosen = Signal(object, object)

    def __init__(self, frame: Frame, page: QWidget) -> None:
        super().__init__(page)
        self._look, self._wording, self._page = frame.look, frame.wording, page

    def ask_field(self, entry: Entry, column: Column) -> None:
        """Let the user choose what a column of a file holds, and in which letters it is."""
        if entry.preview is None or entry.state not in {"asking", "ready"}:
            return
        parent = self._page.window()
        dialog = make_field_dialog(self._look, self._wording, entry.preview, entry.answers, column, parent)
        dialog.finished.connect(lambda _: self._take(dialog, column))
        dialog.open()

    def _take(self, dialog: FieldDialog, column: Column) -> None:
        field, encoding = dialog.before
        if dialog.answer == "take":
            if dialog.encoding != encoding:
                self.letters_chosen.emit(column, dialog.encoding)
            if dialog.field != field or dialog.encoding == encoding:
                self.field_chosen.emit(column, dialog.field)
        dialog.deleteLater()

    def show_notes(self, notes: Sequence[Note]) -> None:
        """Show everything that was done on reading a file."""
        self._show(make_notes_dialog(self._look, self._wording, notes, self._page.window()))

    def show_aside(self, entry: Entry) -> None:
        """Show the rows of a file that would be set aside."""
        if entry.preview is not None:
            rows = entry.counted.set_aside if entry.counted is not None else entry.preview.set_aside
            self._show(make_aside_dialog(self._look, self._wording, rows, self._page.window()))

    @staticmethod
    def _show(dialog: HouseDialog) -> None:
        dialog.finished.connect(lambda _: dialog.deleteLater())
        dialog.open()
