"""Many changes at once, seen first: one field of those chosen, the doses of a session, a block from a spreadsheet."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from vaxdesk.desk.batching import Plan, Preview, carry_out, plan_doses, plan_field, preview
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import PreviewOutdated
from vaxdesk.errors import VaxDeskError
from vaxdesk.model.display import show_number
from vaxdesk.model.fields import DOSE_FIELDS, PERSON_FIELDS
from vaxdesk.model.message import Message
from vaxdesk.ui.clean.forms import FormWork, name_session_fields
from vaxdesk.ui.page import Frame
from vaxdesk.ui.widgets.changes import ChangesView
from vaxdesk.ui.widgets.choices import Choice, ChoiceRow

PERSON_FIELDS_OF_MANY: Final = ("hamlet", "priority_group", "address")
DOSE_FIELDS_OF_MANY: Final = ("vaccine", "lot", "date", "site")
MOST_DOSES = 4
TALL = 200


class PlanWork(FormWork):
    """Fields, and below them every change they would make. The first Enter shows it, the second does exactly that."""

    def __init__(self, frame: Frame, title: str, fields: Mapping[str, Message]) -> None:
        super().__init__(frame, title, frame.wording.say("Preview"), fields)
        self._preview: Preview | None = None
        self._plan: Callable[[Desk], Plan] = lambda desk: ()
        self.view = ChangesView(self.look, frame.wording, to_read=True)
        self.view.setMinimumHeight(self.look.scale(TALL))
        self.body.addWidget(self.view, 100)
        self.body.addStretch(1)
        self.view.hide()

    def make_plan(self) -> Callable[[Desk], Plan]:
        """Give what makes the plan, on the worker; without anything typed it is empty."""
        return self._plan

    def follow(self) -> None:
        """Another text: what was shown is no longer what would be done."""
        self._preview = None
        self.view.hide()
        self.act.set_look(text=self.say("Preview"))
        self.acts.updateGeometry()
        self.allow(allowed=self.is_ready(), why_not=self.find_missing())

    def is_ready(self) -> bool:
        """Tell whether enough is typed for a look ahead."""
        return not self.find_missing()

    def find_missing(self) -> str:
        """Say what has to be typed before there is anything to look at; nothing where all is there."""
        return "" if self.texts() else self.say("Type the value.")

    def press(self) -> None:
        """Show what would be changed, or do what is shown."""
        if (shown := self._preview) is None:
            self._ask("")
            return
        plan = self._plan
        self.carry_out(lambda desk, _: carry_out(desk, plan(desk), expected=shown.fingerprint), self.say("Changing"))

    def _ask(self, before: str) -> None:
        self._plan = plan = self.make_plan()
        self.frame.tasks.ask(
            lambda desk: preview(desk, plan(desk)),
            lambda shown: self._show(shown, before),
            about=(self, "preview"),
            refused=self.refuse,
        )

    def _show(self, shown: Preview, before: str) -> None:
        language, wording = self.frame.wording.language, self.frame.wording
        self._preview = shown if shown.changes else None
        count, people = (show_number(n, language) for n in (len(shown.changes), shown.people))
        self.view.set_lines(shown.changes)
        self.view.setVisible(bool(shown.changes))
        said = self.say("{n} places of {people} people. One step, taken back with Ctrl+Z.", n=count, people=people)
        if not shown.changes:
            said = self.say("Nothing would be changed.")
        if shown.refused:
            first = shown.refused[0]
            said += " " + self.say(
                "{n} are left out, first {name}: {why}",
                n=show_number(len(shown.refused), language),
                name=first.name or self.say("No name"),
                why=wording.explain(first.why),
            )
        self.act.set_look(text=self.say("Change all {n}", n=count) if shown.changes else self.say("Preview"))
        self.acts.updateGeometry()
        self.tell(f"{before} {said}".strip(), refused=bool(before or shown.refused))
        self.sight.begin()

    def refuse(self, error: VaxDeskError) -> None:
        """Where the list has changed, show it as it is now."""
        if isinstance(error, PreviewOutdated):
            self._ask(self.say("The list has changed since the preview. Please look again before fixing."))
        else:
            super().refuse(error)


def find_people(desk: Desk, numbers: Sequence[int]) -> list[str]:
    """Give who these numbers of a list are, in its order."""
    ids = desk.store.asking.find_ids(numbers)
    return [ids[number] for number in numbers if number in ids]


class FieldWork(PlanWork):
    """One text for one field of everybody chosen, or of their doses of a number."""

    def __init__(self, frame: Frame, numbers: array[int]) -> None:
        count = show_number(len(numbers), frame.wording.language)
        title = frame.wording.say("One value for {n} people", n=count)
        super().__init__(frame, title, {"value": Message("New value")})
        self._numbers = numbers
        self.sentence.setText(self.say("Choose the field with the arrows, type the value. Empty is no value here."))
        self.which = ChoiceRow(self.look, dots=True)
        self.which.setAccessibleName(self.say("Field"))
        render = frame.wording.render
        self.which.set_choices([
            *(Choice(key, render(PERSON_FIELDS[key].title)) for key in PERSON_FIELDS_OF_MANY),
            *(
                Choice(f"{n}.{key}", self.say("{field}, dose {number}", field=DOSE_FIELDS[key].title, number=n))
                for n in range(1, MOST_DOSES)
                for key in DOSE_FIELDS_OF_MANY
            ),
        ])  # fmt: skip
        self.which.select("hamlet")
        self.which.chosen.connect(lambda _: self.follow())
        self.body.insertWidget(0, self.which)
        self.follow()

    def panes(self) -> Sequence[QWidget]:
        """Give the value, the fields to choose from, the changes, the act."""
        return (self.fields["value"], self.which, self.view, self.act)

    def make_plan(self) -> Callable[[Desk], Plan]:
        """Plan the value for everybody chosen."""
        dose, _, key = (self.which.selected() or "hamlet").rpartition(".")
        numbers, text = self._numbers, self.fields["value"].text()
        return lambda desk: plan_field(find_people(desk, numbers), key, text, dose=dose or None)


class SessionWork(PlanWork):
    """The doses of one session: everybody chosen gets one, with the same vaccine, lot, day and site."""

    def __init__(self, frame: Frame, numbers: array[int]) -> None:
        count = show_number(len(numbers), frame.wording.language)
        super().__init__(
            frame, frame.wording.say("Doses of one session for {n} people", n=count), name_session_fields()
        )
        self._numbers = numbers
        self.sentence.setText(self.say("Without a number each dose is the one after the person's last."))
        self.follow()

    def find_missing(self) -> str:
        """A day is needed; a vaccine, lot and site may come later."""
        return "" if "date" in self.texts() else self.say("Type the day of the session.")

    def panes(self) -> Sequence[QWidget]:
        """Give the first field, the changes, the act."""
        return (self.fields["vaccine"], self.view, self.act)

    def make_plan(self) -> Callable[[Desk], Plan]:
        """Plan a dose for everybody chosen."""
        numbers, texts = self._numbers, self.texts()
        return lambda desk: plan_doses(find_people(desk, numbers), texts)
