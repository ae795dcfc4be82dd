"""Who may open the store: everybody changes their own password, a lead adds and removes, and renews the code."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vaxdesk.desk import keeping
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.governing import House
from vaxdesk.model.message import Message
from vaxdesk.model.step import Changes
from vaxdesk.ui.page import Frame
from vaxdesk.ui.settings.forms import Form, PasswordForm, UserForm
from vaxdesk.ui.settings.section import FormSection
from vaxdesk.ui.start.sheet import SheetStep
from vaxdesk.ui.start.step import Note
from vaxdesk.ui.tasks import Job
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.labels import add_row, clear_layout, make_label, make_rule


class UsersSection(FormSection):
    """The users, each with what may be done about them."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, frame.wording.say("Users"), "user")
        self._house: House | None = None
        self._by_code = Note(self.look, "warn", "warn", "note-warn")
        self.column.addWidget(self._by_code)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.column.addLayout(self._rows)
        self.add = self.make_act(self.say("Add a user…"), "plus")
        self.add.clicked.connect(self.ask_user)
        self.renew = self.make_act(self.say("New recovery code…"), "key")
        self.renew.clicked.connect(self.ask_renewing)
        add_row(self.column, self.add, self.renew, None)
        self._only_lead = self.add_text(self.say("Only a lead of the station adds or removes users."))
        self.add_form_place()
        self.change: dict[str, ActButton] = {}
        self.remove: dict[str, ActButton] = {}

    def show_house(self, house: House) -> None:
        """Show who may open the store."""
        self._house = house
        lead = house.role == "lead"
        asked = self.say("The recovery code let you in. Give {name} a new password now.", name=house.user)
        self._by_code.show_text(asked if house.by_code else "")
        self.add.setVisible(lead)
        self.renew.setVisible(lead)
        self._only_lead.setVisible(not lead)
        gone = [*self.change.values(), *self.remove.values()]
        self.changing = [one for one in self.changing if one not in gone]
        self.change, self.remove = {}, {}
        clear_layout(self._rows)
        for name, role in house.users:
            self._add_user(name, role, house)
        self.starts = next(iter(self.change.values()), self.add)

    def _add_user(self, name: str, role: str, house: House) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(make_label(name, bold=True, wrap=True))
        told = self.say("Lead") if role == "lead" else self.say("Staff")
        mine = name == house.user
        words.addWidget(make_label(self.say("{role} · works now", role=told) if mine else told, "small", "text2"))
        row = add_row(self._rows)
        row.addLayout(words, 1)
        if mine or house.role == "lead":
            self.change[name] = change = self.make_act(self.say("New password…"))
            change.setAccessibleName(self.say("New password for {name}…", name=name))
            change.clicked.connect(lambda _=False, name=name: self.ask_password(name))
            row.addWidget(change)
        if not mine and house.role == "lead":
            self.remove[name] = remove = self.make_act(self.say("Remove…"))
            remove.setAccessibleName(self.say("Remove {name}…", name=name))
            remove.clicked.connect(lambda _=False, name=name: self.ask_removing(name))
            row.addWidget(remove)
        self._rows.addWidget(make_rule())

    def order_tabs(self, before: QWidget) -> None:
        """Let Tab come from ``before`` to the users' buttons, top to bottom; they are newer than all others."""
        for name in self.change:
            for one in (self.change[name], self.remove.get(name)):
                if one is not None:
                    QWidget.setTabOrder(before, one)
                    before = one

    # -- acts ------------------------------------------------------------------------------------------------------

    def ask_password(self, name: str) -> None:
        """Ask for a new password."""
        form = PasswordForm(self.look, self.wording, name)

        def act() -> None:
            password = form.password.text()
            self._do(
                lambda desk, job: keeping.change_password(desk, name, password),
                self.say("{name} has a new password.", name=name),
            )

        self.show_form(form, act)

    def ask_user(self) -> None:
        """Ask who is to be added."""
        form = UserForm(self.look, self.wording)

        def act() -> None:
            name, role, password = form.typed_name(), form.role.selected() or "staff", form.password.text()
            self._do(
                lambda desk, job: keeping.add_user(desk, name, role, password),
                self.say("{name} can open the store from now on.", name=name),
            )

        self.show_form(form, act)

    def ask_removing(self, name: str) -> None:
        """Ask whether somebody is to be removed."""
        tasks, say = self.frame.tasks, self.say

        def remove(desk: Desk, job: object) -> None:
            del job
            keeping.remove_user(desk, name)
            tasks.release()  # the store has another key now: it is to be opened anew

        form = Form(
            self.look,
            self.wording,
            say("Remove {name}?", name=name),
            [
                say("Their password opens nothing any more, save backups made until now."),
                say("What they did stays in the journal. VaxDesk locks itself afterwards."),
            ],
            say("Remove"),
        )
        self.show_form(
            form,
            lambda: tasks.do(remove, lambda _: self.frame.lock(), title=say("Removing a user"), refused=self.refuse),
        )

    def ask_renewing(self) -> None:
        """Ask whether there is to be a new recovery code."""
        say = self.say
        form = Form(
            self.look,
            self.wording,
            say("New recovery code?"),
            [say("The code printed before opens nothing any more, save backups made until now. Destroy that sheet.")],
            say("Make a new code"),
        )
        self.show_form(
            form,
            lambda: self.frame.tasks.do(
                lambda desk, job: keeping.renew_code(desk), self._show_code, refused=self.refuse
            ),
        )

    def _show_code(self, code: str) -> None:
        station = self._house.station if self._house is not None else ""
        sheet = SheetStep(self.look, self.wording, station, code, self.say("Done"))
        form = Form(self.look, self.wording, sheet.title, [], sheet.act, sheet, can_close=False)
        sheet.changed.connect(form.follow)
        form.demand(sheet.find_reason)
        self.show_form(form, lambda: self.tell(self.say("The new recovery code holds from now on.")))

    def _do(self, verb: Callable[[Desk, Job[None]], None], said: str) -> None:
        def done(_: None) -> None:
            self.tell(said)
            self.frame.follow(Changes(None, Message("Users")))

        self.frame.tasks.do(verb, done, title=self.say("Changing the users"), refused=self.refuse)
