"""A card of the settings: a title, facts, what can be done about them, and the form in which it is asked for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from vaxdesk.desk.governing import House
from vaxdesk.errors import VaxDeskError
from vaxdesk.ui.page import Frame
from vaxdesk.ui.settings.forms import Form
from vaxdesk.ui.start.step import Note
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.labels import clear_layout, make_label


class Section(QFrame):
    """One card. ``starts`` is where the focus goes when somebody comes to it."""

    def __init__(self, frame: Frame, title: str, icon: str) -> None:
        super().__init__()
        self.frame, self.look, self.wording, self.say = frame, frame.look, frame.wording, frame.wording.say
        self.title, self.icon = title, icon
        self.setProperty("kind", "card")
        self.setAccessibleName(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 14, 20, 16)
        self.column.setSpacing(8)
        self.column.addWidget(make_label(title, "head"))
        self.starts: QWidget | None = None
        self.changing: list[QWidget] = []
        self.told: Note | None = None

    def show_house(self, house: House) -> None:
        """Show what is so now."""

    def set_busy(self, *, busy: bool) -> None:
        """Let nothing be changed while something is under way."""
        for one in self.changing:
            one.setEnabled(not busy)

    def add_text(self, text: str, tone: str = "text2", step: str = "small") -> QLabel:
        """Add a sentence."""
        label = make_label(text, step, tone, wrap=True)
        self.column.addWidget(label)
        return label

    def add_facts(self, *titles: str) -> tuple[QLabel, ...]:
        """Add rows of title and value; give the values' labels."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        values = []
        for row, title in enumerate(titles):
            value = make_label("", wrap=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            above = make_label(title, "small", "text2")
            above.setMinimumWidth(self.look.scale(150))
            grid.addWidget(above, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 1)
            values.append(value)
        self.column.addLayout(grid)
        return tuple(values)

    def make_act(self, text: str, icon: str = "", *, changes: bool = True) -> ActButton:
        """Make a button; one that changes the store rests while something is under way."""
        button = ActButton(self.look, text, icon=icon)
        if changes:
            self.changing.append(button)
        if self.starts is None:
            self.starts = button
        return button

    def add_note(self) -> None:
        """Add the place where it is said what came of an act."""
        self.told = Note(self.look)
        self.column.addWidget(self.told)

    def tell(self, text: str, icon: str = "ok", token: str = "ok") -> None:
        """Say what came of an act; it stays until the next."""
        if self.told is not None:
            self.told.set_sign(icon, token)
            self.told.show_text(text)

    def refuse(self, error: VaxDeskError) -> None:
        """Say what was refused."""
        self.tell(self.wording.explain(error), "error", "err")


class FormSection(Section):
    """A card that asks in a form of its own. ``form_shown`` gives the form that opened, None on closing."""

    form_shown = Signal(object)

    def __init__(self, frame: Frame, title: str, icon: str) -> None:
        super().__init__(frame, title, icon)
        self.form: Form | None = None
        self._place = QVBoxLayout()

    def add_form_place(self) -> None:
        """Add the place where a form opens, and below it where it is said what came of it."""
        self.column.addLayout(self._place)
        self.add_note()

    def show_form(self, form: Form, act: Callable[[], None]) -> None:
        """Open a form; ``act`` is what its coloured button does."""
        self._drop_form()
        self.form = form

        def done() -> None:
            act()
            self._drop_form()

        form.done.connect(done)
        form.closed.connect(self.close_form)
        self.tell("")
        self._place.addWidget(form)
        form.show()
        self.form_shown.emit(form)
        form.take_focus()

    def close_form(self) -> bool:
        """Close the form that is open, if there is one and it may be closed."""
        if self.form is None or not self.form.can_close:
            return False
        self._drop_form()
        (self.starts or self).setFocus()
        return True

    def _drop_form(self) -> None:
        if self.form is not None:
            self.form = None
            clear_layout(self._place)
            self.form_shown.emit(None)
