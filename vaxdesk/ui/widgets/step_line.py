"""The step line: that everything is kept, what was done last and its way back. It stays until the next step."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from vaxdesk.ui.look import STEP_LINE, Look
from vaxdesk.ui.telling import describe_last, tell_moment
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.labels import FittingLabel, IconLabel, make_label, make_rule
from vaxdesk.wording import Wording

if TYPE_CHECKING:
    from vaxdesk.desk.standing import Standing

BACKUP_DAYS = 7
"""Days after which a backup is due."""


class StepLine(QFrame):
    """Shows the last step. ``undo_wanted`` tells that it is to be taken back."""

    undo_wanted = Signal()

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__()
        self.setProperty("kind", "step")
        self._look, self._wording, self.say = look, wording, wording.say
        self._saved_icon = IconLabel(look, "ok", "ok", 16)
        self._saved = make_label("", "small", "ok")
        self._rule = make_rule(down=True)
        self._did = FittingLabel("small")
        self._undo = ActButton(look, self.say("Undo"), icon="undo", key="Ctrl+Z", size="small")
        self._undo.clicked.connect(self.undo_wanted)
        self._backup_icon = IconLabel(look, "backup", "text2", 16)
        self._backup = make_label("", "small", "text2")
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 20, 0)
        row.setSpacing(8)
        for one in (self._saved_icon, self._saved, self._rule):
            row.addWidget(one)
        row.addWidget(self._did)
        row.addWidget(self._undo)
        row.addStretch(1)
        row.addWidget(self._backup_icon)
        row.addWidget(self._backup)
        self._compact = False
        self.show_saved("")
        self.show_step("", can_undo=False)
        look.changed.connect(self._resize)
        self._resize()

    def show_saved(self, at: str) -> None:
        """Show since when everything is kept."""
        self._saved.setText(self.say("Saved {at}", at=at) if at else self.say("Everything is saved"))

    def show_step(self, sentence: str, *, can_undo: bool) -> None:
        """Show what was done last; announced politely to a screen reader."""
        self._did.say(sentence)
        self._rule.setVisible(bool(sentence))
        self._undo.setVisible(can_undo)

    def show_backup(self, sentence: str, *, urgent: bool = False) -> None:
        """Show when the last backup was made."""
        self._backup.setText(sentence)
        self._backup.setProperty("tone", "warn" if urgent else "text2")
        self._backup.style().polish(self._backup)
        self._backup_icon.set_icon("warn" if urgent else "backup", "warn" if urgent else "text2")
        self._show_backup()

    def show_standing(self, standing: Standing, told: str, notice: str = "") -> None:
        """Show the last step with a ``notice`` of it, what was taken back since, and the last backup.

        What was ``told`` can't be taken back, so it has no button.
        """
        say, last = self.say, standing.undo
        words = say("Last step: {what}", what=describe_last(last, self._wording)) if last is not None else ""
        if standing.redo is not None:
            gone = describe_last(standing.redo, self._wording)
            notice = say("Taken back: {what} (Ctrl+Y does it again).", what=gone)
        words = f"{notice} {words}" if notice else words
        self.show_step(told or words, can_undo=last is not None and not told)
        if standing.backup is None:
            self.show_backup(say("No backup yet"), urgent=standing.people > 0)
            return
        days = (datetime.now().astimezone() - datetime.fromisoformat(standing.backup)).days
        at = tell_moment(standing.backup, self._wording)
        self.show_backup(say("Last backup: {at}", at=at), urgent=days >= BACKUP_DAYS)

    def set_compact(self, *, compact: bool) -> None:
        """Leave out the backup where room is scarce."""
        self._compact = compact
        self._show_backup()
        self._row.setContentsMargins(12 if compact else 24, 0, 12 if compact else 20, 0)

    def _show_backup(self) -> None:
        for one in (self._backup, self._backup_icon):
            one.setVisible(not self._compact and bool(self._backup.text()))

    def _resize(self) -> None:
        self.setFixedHeight(max(self._look.scale(STEP_LINE), self._undo.sizeHint().height() + 2))
