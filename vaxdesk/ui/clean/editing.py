"""Editing the field one is at where it stands: begun, kept, refused, left; it keeps one there while half changed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from vaxdesk.ui.clean.editor import FieldEditor
from vaxdesk.ui.clean.spots import Spots
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.wording import Wording


class FieldEditing(QObject):
    """Lays the editor over the field. ``edited`` gives (dose or None, field, text).

    ``area`` scrolls ``body``, in which the fields stand; ``table`` gets the focus where it can't go back to where it
    came from.
    """

    edited = Signal(object, str, str)

    def __init__(
        self,
        editor: FieldEditor,
        spots: Spots,
        area: QScrollArea,
        body: QWidget,
        table: QWidget,
        wording: Wording,
    ) -> None:
        super().__init__(body)
        self._editor, self._spots, self._wording = editor, spots, wording
        self._area, self._body, self._table = area, body, table
        self._came_from: QWidget | None = None
        editor.kept.connect(self._keep)
        editor.left.connect(self.stop)
        self._body.installEventFilter(self)

    def begin(self) -> None:
        """Edit the present field in place."""
        self._came_from = QApplication.focusWidget()
        spot, row = self._spots.now, self._spots.row
        if spot is None or row is None or not self._spots.find_table(spot).go_to(spot[1]):
            return
        self._editor.open(self._find_box(), row.key, self._wording.render(row.title), row.edit or row.unread or "")
        self._follow()

    def _keep(self, text: str) -> None:
        if self._spots.now is None:
            return
        row = self._spots.row
        if not self._editor.is_changed and row is not None and not row.choices and (row.edit or not row.unread):
            self.stop()
            return
        dose, key = self._spots.now
        self.edited.emit(dose, key, text)

    def refuse(self, sentence: str) -> None:
        """Say below the field what is wrong with the text, which stays."""
        self._editor.tell(sentence, refused=True)
        self._follow()
        self._editor.field.setFocus()

    def stop(self) -> None:
        """Leave the value as it is."""
        if self._editor.is_open:
            had_focus = self._editor.field.hasFocus()
            self._editor.close_up()
            if had_focus:
                back = self._came_from
                here = back is not None and back.isVisible() and back.isEnabled() and not isinstance(back, ActButton)
                (back if here and back is not None else self._table).setFocus(Qt.FocusReason.OtherFocusReason)

    def is_held(self) -> bool:
        """Tell whether half a change keeps one here, and say so below it."""
        if not self._editor.is_changed:
            self.stop()
            return False
        self.refuse(self._wording.say("Press Enter to keep this, or Esc to leave it as it was."))
        return True

    def _find_box(self) -> QRect:
        """Give where the editor goes."""
        spot = self._spots.now
        if spot is None:
            return QRect()
        table = self._spots.find_table(spot)
        box = table.editor_place().toRect()
        return QRect(table.mapTo(self._body, QPoint(box.left(), box.top())), box.size())

    def _follow(self) -> None:
        """Bring the whole editor into sight."""
        box = self._editor.geometry()
        self._area.ensureVisible(box.left(), box.bottom(), 0, 4)
        self._area.ensureVisible(box.left(), box.top(), 0, 4)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the editor follow what moves."""
        moves = event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}
        if watched is self._body and moves and self._editor.is_open:
            self._editor.place(self._find_box())
        return super().eventFilter(watched, event)
