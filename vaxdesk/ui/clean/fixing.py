"""Everything that is certain, shown change by change, then done as one step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from vaxdesk.desk.errors import PreviewOutdated
from vaxdesk.desk.fixing import Fix, FixPreview, fix, preview_fix
from vaxdesk.desk.journaling import Change
from vaxdesk.errors import VaxDeskError
from vaxdesk.model.display import show_number
from vaxdesk.model.message import Message
from vaxdesk.model.titles import find_title
from vaxdesk.ui.clean.work import Work
from vaxdesk.ui.page import Frame
from vaxdesk.ui.widgets.changes import ChangesView


def name_field(field: str, dose: int | None) -> Message:
    """Name a field, of a dose with its number where it has one."""
    title = find_title(field) or Message(field)
    return Message("{field}, dose {number}", {"field": title, "number": dose}) if dose is not None else title


def make_change(one: Fix) -> Change:
    """Give a change as the list of changes shows it: what, and why."""
    title = name_field(one.field, one.dose_number)
    said = Message("{field}: {why}", {"field": title, "why": one.why})
    return Change(one.person, one.name, one.field, one.dose, said, one.old_text, one.new_text)


class FixWork(Work):
    """Shows what would be fixed of one group, or of all, and fixes exactly that."""

    def __init__(self, frame: Frame, rule: str | None) -> None:
        super().__init__(frame, frame.wording.say("Fix what is certain"), frame.wording.say("Fix all"))
        self._rule = rule
        self._preview: FixPreview | None = None
        self.view = ChangesView(self.look, frame.wording, to_read=True)
        self.body.addWidget(self.view, 1)
        self.allow(allowed=False)

    def begin(self) -> None:
        """Ask what would be fixed."""
        self.sentence.setText(self.say("Being worked out. Nothing is changed yet."))
        self._ask("")

    def panes(self) -> Sequence[QWidget]:
        """Give the changes, then the act."""
        return (self.view, self.act)

    def _ask(self, before: str) -> None:
        rule = self._rule
        self.frame.tasks.ask(
            lambda desk: preview_fix(desk, rule), lambda preview: self._show(preview, before), about=(self, "preview")
        )

    def _show(self, preview: FixPreview, before: str) -> None:
        self._preview = preview
        language = self.frame.wording.language
        count, people = (show_number(n, language) for n in (len(preview.fixes), preview.people))
        self.view.set_lines([make_change(one) for one in preview.fixes])
        if preview.fixes:
            text = self.say("{n} places of {people} people. One step, taken back with Ctrl+Z.", n=count, people=people)
        else:
            text = self.say("Nothing is left that is certain.")
        if preview.kept:
            left = show_number(len(preview.kept), language)
            text += " " + self.say("{n} more are left to be looked at one by one.", n=left)
        self.sentence.setText(text)
        self.act.set_look(text=self.say("Fix all {n}", n=count) if preview.fixes else self.say("Fix all"))
        self.acts.updateGeometry()
        self.allow(allowed=bool(preview.fixes))
        if before:
            self.tell(before, refused=True)
        self.sight.begin()

    def press(self) -> None:
        """Fix exactly what is shown."""
        if (preview := self._preview) is None:
            return
        wording, rule = self.frame.wording, self._rule
        self.carry_out(
            lambda desk, progress: fix(desk, wording, rule, expected=preview.fingerprint, progress=progress),
            self.say("Fixing what is certain"),
        )

    def refuse(self, error: VaxDeskError) -> None:
        """Where the list has changed, show it as it is now."""
        if isinstance(error, PreviewOutdated):
            self._ask(self.say("The list has changed since the preview. Please look again before fixing."))
        else:
            super().refuse(error)
