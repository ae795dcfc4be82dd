"""The lock screen: who works, the password, what to do when it is not right."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from vaxdesk.desk.glancing import PRACTICE_PASSWORD, Glance, glance_at
from vaxdesk.errors import StaffCanFix, VaxDeskError
from vaxdesk.settings import IDLE, USER, Settings
from vaxdesk.ui.look import Look
from vaxdesk.ui.start.entrance import Entrance
from vaxdesk.ui.tasks import Tasks
from vaxdesk.ui.telling import tell_moment
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.choices import Choice, ChoiceRow
from vaxdesk.ui.widgets.labels import IconLabel, add_row, make_card, make_label
from vaxdesk.ui.widgets.mark import Mark
from vaxdesk.wording import Wording

if TYPE_CHECKING:
    from vaxdesk.desk.desk import Desk

WIDTH, SIDE, HEIGHT, TALL, LOW = 884, 316, 460, 620, 420


class Unlock(Entrance):
    """The lock screen of a store."""

    def __init__(self, look: Look, wording: Wording, tasks: Tasks, settings: Settings, folder: Path) -> None:
        super().__init__(look, wording, settings)
        self._tasks, self._folder = tasks, folder
        self._with_code = False
        self._refused: VaxDeskError | None = None
        glance: Glance | None = None
        try:
            glance = glance_at(folder)
        except VaxDeskError as error:
            self._refused = error
        self._practice = glance is not None and glance.is_practice
        card = make_card(margins=(0, 0, 0, 0))
        card.setMaximumWidth(look.scale(WIDTH))
        self._card = card
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._side = self._make_side(glance)
        row.addWidget(self._side)
        row.addWidget(self._make_form(glance), 1)
        card.column.addLayout(row)
        self.middle_column.addStretch(1)
        holder = QHBoxLayout()
        holder.addStretch(1)
        holder.addWidget(card, 100)
        holder.addStretch(1)
        self.middle_column.addLayout(holder)
        minutes = settings.read(IDLE)
        note = make_label(
            self.say("No network needed. After {minutes} minutes without use VaxDesk locks itself.", minutes=minutes),
            "small",
            "text2",
        )
        note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.middle_column.addSpacing(8)
        self.middle_column.addWidget(note)
        self.middle_column.addStretch(2)
        if self._refused is not None:
            self.refuse(self._refused)

    # -- parts -----------------------------------------------------------------------------------------------------

    def _make_side(self, glance: Glance | None) -> QWidget:
        side = QFrame()
        side.setProperty("kind", "side")
        side.setFixedWidth(self.look.scale(SIDE))
        column = QVBoxLayout(side)
        column.setContentsMargins(28, 30, 20, 24)
        column.setSpacing(0)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(make_label("VaxDesk", "name"))
        names.addWidget(make_label(self.say("Clean vaccination data"), "small", "text2", wrap=True))
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(Mark(self.look, 36))
        top.addLayout(names, 1)
        column.addLayout(top)
        column.addSpacing(26)
        if glance is not None:
            column.addWidget(make_label(glance.station.name, "head", wrap=True))
            code = self.say("Code {code}", code=glance.station.code)
            column.addWidget(make_label(code, "small", "text2"))
        column.addStretch(1)
        if glance is not None:
            made = self.say("none yet")
            if glance.backup is not None:
                made = tell_moment(glance.backup.isoformat(), self.wording)
            column.addLayout(self._make_fact("backup", self.say("Last backup"), made))
            column.addSpacing(12)
        column.addLayout(
            self._make_fact("lock", self.say("The data is locked"), self.say("and lies on this computer only"))
        )
        return side

    def _make_fact(self, icon: str, label: str, value: str) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(make_label(label, "small", "text2", wrap=True))
        words.addWidget(make_label(value, "small", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(IconLabel(self.look, icon), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return row

    def _make_form(self, glance: Glance | None) -> QWidget:
        form = QWidget()
        self._form = column = QVBoxLayout(form)
        self._title = make_label(self.say("Unlock to work"), "page")
        column.addWidget(self._title)
        self._add_users(column, glance)
        self._add_password(column)
        self._add_notes(column)
        column.addStretch(1)
        self._add_acts(column)
        return form

    def _add_users(self, column: QVBoxLayout, glance: Glance | None) -> None:
        self._who = make_label(self.say("Who is working?"), "small", "text2", bold=True)
        self._users = ChoiceRow(self.look)
        users = glance.users if glance is not None else ()
        roles = {"lead": self.say("Lead"), "staff": self.say("Staff")}
        self._users.set_choices([Choice(name, name, roles.get(role, role)) for name, role in users])
        last = self.settings.read(USER)
        names = [name for name, _ in users]
        if names:
            self._users.select(last if last in names else names[0])
        self._users.chosen.connect(self.take_focus)
        column.addWidget(self._who)
        column.addWidget(self._users)

    def _add_password(self, column: QVBoxLayout) -> None:
        self._label = make_label(self.say("Password"), "small", "text2", bold=True)
        column.addWidget(self._label)
        self._password = QLineEdit()
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._password.setProperty("size", "large")
        self._password.setAccessibleName(self.say("Password"))
        self._password.installEventFilter(self)
        self._password.returnPressed.connect(self.unlock)
        self._password.textEdited.connect(self._forget_refusal)
        self._label.setBuddy(self._password)
        self._eye = ActButton(self.look, self.say("Show"), icon="eye", kind="link")
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show_password)
        inside = QHBoxLayout(self._password)
        inside.setContentsMargins(0, 0, 6, 0)
        inside.addStretch(1)
        inside.addWidget(self._eye)
        self._password.setTextMargins(0, 0, self._eye.sizeHint().width() + 6, 0)
        column.addWidget(self._password)

    def _add_notes(self, column: QVBoxLayout) -> None:
        self._caps = self._make_note("caps", "warn", self.say("Caps Lock is on. Letters come out as CAPITALS."))
        self._wrong = self._make_note("error", "err", "", kind="note-err")
        column.addWidget(self._caps)
        column.addWidget(self._wrong)
        self._hint = self._make_note(
            "info",
            "text2",
            self.say("Sure it is right? Switch Vietnamese typing off (UniKey shows E) and type again."),
            kind="plain",
        )
        self._caps.hide()
        self._wrong.hide()
        column.addWidget(self._hint)
        if self._practice:
            text = self.say("Practice store, nobody in it is real. Password: {password}", password=PRACTICE_PASSWORD)
            column.addWidget(self._make_note("info", "accent", text, kind="plain"))
            self._hint.hide()

    def _add_acts(self, column: QVBoxLayout) -> None:
        self.button = ActButton(self.look, self.say("Unlock"), kind="primary", key="Enter", size="large")
        self.button.clicked.connect(self.unlock)
        self._other = ActButton(self.look, self.say("Forgot it: use the recovery code"), kind="link", icon="key")
        self._other.clicked.connect(self._swap_way)
        add_row(column, self.button, None, self._other)
        self._elsewhere = ActButton(self.look, self.say("Another store, a backup, practice"), kind="link", size="small")
        self._elsewhere.clicked.connect(self.elsewhere_wanted)
        add_row(column, None, self._elsewhere)

    def _make_note(self, icon: str, token: str, text: str, kind: str = "note-warn") -> QFrame:
        note = QFrame()
        note.setProperty("kind", kind)
        row = QHBoxLayout(note)
        row.setContentsMargins(10, 6, 10, 6)
        row.addWidget(IconLabel(self.look, icon, token, 16), 0, Qt.AlignmentFlag.AlignTop)
        label = make_label(text, "small", token, wrap=True)
        label.setObjectName("words")
        row.addWidget(label, 1)
        return note

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what only informs where room is scarce."""
        super().resizeEvent(event)
        self._side.setVisible(self.width() >= self.look.scale(WIDTH))
        # In a low window user, password and button are all that has room.
        low = self.height() < self.look.scale(LOW)
        self._title.setVisible(not low)
        self._who.setVisible(not low and not self._with_code)
        self._form.setContentsMargins(32, 10 if low else 28, 32, 6 if low else 28)
        self._form.setSpacing(2 if low else 6)
        self.middle_column.setContentsMargins(16, 4 if low else 8, 16, 4 if low else 16)
        self._card.setMinimumHeight(self.look.scale(HEIGHT) if self.height() >= self.look.scale(TALL) else 0)

    # -- acts ------------------------------------------------------------------------------------------------------

    def take_focus(self, _user: str = "") -> None:
        """Start in the password."""
        self._password.setFocus()

    def unlock(self) -> None:
        """Try to open the store."""
        secret = self._password.text()
        if not self.button.isEnabled() or not secret:
            self._password.setFocus()
            return
        user, folder, with_code = self._users.selected(), self._folder, self._with_code
        self._set_busy(busy=True)

        def opener() -> tuple[Desk, ExitStack]:
            # A locked store needs no database: what opens one is imported here, on the worker.
            from vaxdesk.desk.starting import open_desk, open_with_code

            stack = ExitStack()
            way = open_with_code(folder, secret) if with_code else open_desk(folder, user, secret)
            return stack.enter_context(way), stack

        if user and not with_code:
            self.settings.write(USER, user)
        self.opened.emit(folder, opener)

    def refuse(self, error: VaxDeskError) -> None:
        """Say what was wrong, below the field."""
        self._set_busy(busy=False)
        words = self._wrong.findChild(QLabel, "words")
        text = self.wording.explain(error)
        if words is not None:
            words.setText(text)
        self._wrong.setAccessibleName(text)
        self._wrong.show()
        if isinstance(error, StaffCanFix):
            self._password.selectAll()
        self._password.setFocus()

    def _set_busy(self, *, busy: bool) -> None:
        self.button.setEnabled(not busy)
        self._password.setEnabled(not busy)
        self.button.set_look(text=self.say("Opening…") if busy else self.say("Unlock"))

    def _forget_refusal(self) -> None:
        self._wrong.hide()

    def _show_password(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self._password.setEchoMode(mode)
        self._eye.set_look(text=self.say("Hide") if shown else self.say("Show"), icon="eye-off" if shown else "eye")

    def _swap_way(self) -> None:
        """Ask for the recovery code instead of the password, or the other way round."""
        self._with_code = not self._with_code
        for one in (self._who, self._users):
            one.setVisible(not self._with_code)
        self._label.setText(self.say("Recovery code") if self._with_code else self.say("Password"))
        self._password.setAccessibleName(self._label.text())
        self._password.clear()
        self._eye.setChecked(self._with_code)
        self._other.set_look(
            text=self.say("Use the password") if self._with_code else self.say("Forgot it: use the recovery code")
        )
        self._forget_refusal()
        self._password.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Find out from what is typed whether Caps Lock is on: Qt doesn't tell."""
        if watched is self._password and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            text = event.text()
            if event.key() == Qt.Key.Key_CapsLock:
                self._caps.hide()
            elif len(text) == 1 and text.isalpha() and text.lower() != text.upper():
                shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self._caps.setVisible(text.isupper() != shifted)
        return super().eventFilter(watched, event)
