"""What was done to a list on reading it: old letters before and after, what Excel hides or has bent."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from vaxdesk.desk.previewing import Preview, SheetPreview
from vaxdesk.ui.load.fields import name_encoding
from vaxdesk.ui.look import Layout, Look
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.dialogs import Answer, HouseDialog
from vaxdesk.ui.widgets.labels import Card, IconLabel, clear_layout, make_label
from vaxdesk.wording import Wording

MOST = {"wide": 3, "middle": 2, "narrow": 1}
"""Notes that are shown at once."""

Note = tuple[str, str, str]
"""An icon, its colour, a sentence."""


def list_notes(preview: Preview, sheet: SheetPreview, wording: Wording) -> list[Note]:
    """Give what is to be told of a sheet: what may be lost first, then what was put right, then old letters."""
    say, name = wording.say, sheet.reading.sheet
    notes: list[Note] = []
    for notice in preview.head.notices:
        if notice.sheet != name:
            continue
        text = wording.render(notice.said)
        told = text if notice.column is None else say("Column {column}: {text}", column=notice.column, text=text)
        lost = notice.code in {"lost_letters", "errors"}
        notes.append(("warn", "warn", told) if lost else ("info", "accent", told))
    notes.sort(key=lambda note: note[0] != "warn")
    for turned in sheet.turned:
        encoding = name_encoding(turned.encoding, wording)
        for before, after in turned.examples[:1]:
            text = say("Column {column}, letters {encoding}: {before} → {after}", column=turned.column,
                       encoding=encoding, before=before, after=after)  # fmt: skip
            notes.append(("ok", "ok", text))
    return notes


class NotesCard(Card):
    """The first of the notes; ``all_wanted``: the others are wanted, too.

    ``anew_wanted``: what was answered for earlier lists with these headers is to be asked again.
    """

    all_wanted = Signal()
    anew_wanted = Signal()

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__("card", (14, 8, 14, 8), 4)
        self._look, self._wording = look, wording
        self.notes: list[Note] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self.column.addLayout(self._grid)
        self.setAccessibleName(wording.say("What was done on reading"))

    def show_notes(self, notes: list[Note], layout: Layout, *, remembered: bool = False) -> None:
        """Show notes; nothing where there are none. ``remembered``: answers of earlier lists were taken."""
        self.notes = notes
        clear_layout(self._grid)
        shown = notes[: MOST[layout]]
        if remembered:
            self._show_memory(len(shown))
        for row, (icon, token, text) in enumerate(shown):
            self._grid.addWidget(IconLabel(self._look, icon, token, 16), row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(make_label(text, "small", wrap=True), row, 1, Qt.AlignmentFlag.AlignTop)
        if len(notes) > len(shown):
            more = ActButton(self._look, self._wording.say("All {count}…", count=len(notes)), kind="link", size="small")
            more.clicked.connect(self.all_wanted)
            self._grid.addWidget(more, 0, 2, len(shown), 1, Qt.AlignmentFlag.AlignBottom)
        self.setAccessibleDescription(" ".join(text for _, _, text in notes))
        self.setVisible(bool(notes) or remembered)

    def _show_memory(self, row: int) -> None:
        say, top = self._wording.say, Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(IconLabel(self._look, "user", "accent", 16), row, 0, top)
        told = make_label(say("Columns and letters as chosen for the last list with these headers."), "small",
                          wrap=True)  # fmt: skip
        self._grid.addWidget(told, row, 1, top)
        anew = ActButton(self._look, say("Ask again"), kind="link", size="small")
        anew.clicked.connect(self.anew_wanted)
        self._grid.addWidget(anew, row, 2, top)


def make_notes_dialog(look: Look, wording: Wording, notes: Sequence[Note], parent: QWidget) -> HouseDialog:
    """Make the dialog that shows all notes."""
    return HouseDialog(
        look,
        wording.say("What was done on reading"),
        [text for _, _, text in notes],
        [Answer("close", wording.say("Close"), cancels=True)],
        parent=parent,
    )
