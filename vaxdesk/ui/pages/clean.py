"""Làm sạch: groups of issues, the people in them, and one person to be put right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from vaxdesk.desk.browsing import PeopleList
from vaxdesk.desk.surveying import Spot
from vaxdesk.model.display import show_number
from vaxdesk.model.filter import Filter
from vaxdesk.model.step import Changes
from vaxdesk.ui.clean.asides import Asides
from vaxdesk.ui.clean.asking import Asking, Overview
from vaxdesk.ui.clean.beside import Beside
from vaxdesk.ui.clean.choosing import GroupChoice
from vaxdesk.ui.clean.deciding import Deciding
from vaxdesk.ui.clean.groups import GroupsView
from vaxdesk.ui.clean.keys import KEYS
from vaxdesk.ui.clean.list import ListPane
from vaxdesk.ui.clean.panes import CleanPanes
from vaxdesk.ui.clean.record import RecordPane
from vaxdesk.ui.clean.sure import SureCard, find_sure
from vaxdesk.ui.clean.table import TableSwitch
from vaxdesk.ui.clean.walking import Walk
from vaxdesk.ui.clean.work import Stage
from vaxdesk.ui.clean.works import Works
from vaxdesk.ui.keys import bind
from vaxdesk.ui.look import Layout
from vaxdesk.ui.models.groups import GroupsModel
from vaxdesk.ui.models.people import PeopleModel
from vaxdesk.ui.page import Frame, Key, Page, PageKind, Place
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.empty import Act

ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


class CleanPage(Page):
    """The page. What it shows follows from the list that is open, the row chosen in it and the person read for that."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.groups = GroupsModel(frame.wording)
        self.people = PeopleModel(frame.wording)
        self.groups_view = GroupsView(self.look, frame.wording, self.groups)
        self.list = ListPane(self.look, frame.wording, self.groups, self.people)
        self.record = RecordPane(self.look, frame.wording)
        self.deciding = Deciding(frame, self.record)
        self.sure = SureCard(self.look, frame.wording)
        self.preview = self.sure.stand_in
        self.again = ActButton(self.look, self.say("Renew the list"), icon="refresh", key="F5")
        self.more = ActButton(self.look, self.say("Other work"), key="Ctrl+M", opens=True)
        self.acts = (self.more, self.again)
        self._asking = Asking(frame.tasks, self)
        self.asides = Asides(self.record, self._asking, frame.wording)
        self.choice = GroupChoice(self.groups, self.groups_view)
        self.walk = Walk(self._asking, self.choice, self.list, self.record, self.asides, frame.wording)
        self._everybody = -1
        self._arrange()
        self._connect()
        self.record.clear()

    def _arrange(self) -> None:
        self._panes = CleanPanes(self.look, self.groups_view, self.sure, self.list, self.record)
        self.stage = Stage(self._panes)
        self.works = Works(self.frame, self.stage)
        self.table = TableSwitch(self.frame, self._panes, self.list, self.record)
        self.beside = Beside(self.frame, self.works, self.record, self.list, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.stage)

    def _connect(self) -> None:
        self.people.wanted.connect(partial(self._asking.fill, self.people))
        self.choice.wanted.connect(self.open)
        self.groups_view.clicked.connect(self.list.take_focus)
        self.list.narrowed.connect(self.open)
        self.list.group_chosen.connect(self.choice.open_line)
        self.list.load_wanted.connect(lambda: self.frame.go(Place("load")))
        self.list.name_wanted.connect(self._name_list)
        self.stage.closed.connect(lambda: self._ask_groups(lambda: None, ranked=False))
        self.list.view.clicked.connect(lambda: self._enter_record(twice=False))
        self.list.view.doubleClicked.connect(lambda: self._enter_record(twice=True))
        self.list.table_wanted.connect(self.table.toggle)
        self.list.columns_wanted.connect(self.works.choose_columns)
        self.record.edited.connect(self.deciding.edit)
        self.deciding.decided.connect(self._decided)
        bar = self.record.bar
        bar.accept.clicked.connect(self.deciding.accept)
        bar.later.clicked.connect(self.put_off)
        self.record.doses.removed.connect(self.deciding.remove_dose)
        bar.marked.connect(self.deciding.mark)
        bar.confirmed.connect(self._confirm)
        self.again.clicked.connect(self.renew)
        self.more.clicked.connect(self.open_menu)
        self.works.added.connect(lambda person: self.enter({"person": person}))
        self.works.done.connect(self.frame.follow)
        self.stage.closed.connect(self.table.follow_columns)
        self.table.switched.connect(self._show_sure)
        self.stage.closed.connect(self.list.take_focus)
        self.sure.wanted.connect(self.preview_certain)
        self.walk.ended.connect(self._show_end)
        self.walk.shown.connect(lambda: self._panes.show_layer(in_record=self._panes.in_record))
        self._bind()

    def _bind(self) -> None:
        for keys, act in (
            ("F2 | Ctrl+E", partial(self._in_record, self.record.edit)),
            ("Ctrl+T", self.table.toggle),
            ("F8 | Ctrl+D", self.put_off),
            ("F5 | Ctrl+R", self.renew),
            ("Ctrl+M", self.open_menu),
            ("Ctrl+K", self.list.open_filter),
            ("F4 | Ctrl+G", partial(self._in_record, self.asides.show_sources)),
            ("F7 | Ctrl+H", partial(self._in_record, self.asides.show_history)),
            ("Ctrl+B", self.preview_certain),
            ("Ctrl+Up", lambda: self.choice.step(-1)),
            ("Ctrl+Down", lambda: self.choice.step(1)),
        ):
            bind(self._panes, keys, act)
        self.beside.bind(self._panes)

    # -- coming and going ------------------------------------------------------------------------------------------

    def _enter_record(self, *, twice: bool) -> None:
        """Show the record of the row that was clicked; in a table rows are chosen so, and the record comes at twice."""
        if twice or not self._panes.is_table:
            self._panes.show_layer(in_record=True)

    def _in_record(self, act: Callable[[], object]) -> None:
        """Do something of the record where it can be seen."""
        if self.record.panel is not None:
            self._panes.show_layer(in_record=True)
        act()

    def enter(self, shown: dict[str, Any]) -> None:
        """Show a filter, a group, a person, reports or the search; without any what was shown before, or the errors."""
        if shown:
            self.stage.close_work()
        person = shown.get("person")
        asked = self.choice.asked
        if "filter" in shown:
            asked = shown["filter"]
        elif "group" in shown:
            asked = Filter(group=shown["group"])
        elif person is not None or shown.get("find"):
            asked = Filter()
        self._panes.in_record = person is not None
        if asked is None:
            # The first time after unlocking: where this user stopped last.
            self._asking.ask_last_list(self._resume)
        else:
            wanted = asked
            self._ask_groups(lambda: self.open(wanted, person or self.walk.person))
        if "reports" in shown:
            self.works.list_reports(shown["reports"])
        if shown.get("find"):
            # After the frame has given the focus to the first pane.
            QTimer.singleShot(0, self, self.seek)

    def _resume(self, last: Filter | None) -> None:
        self._ask_groups(lambda: self.open(last or self.groups.find_first()))

    def refresh(self) -> None:
        """Ask again for the numbers, the lines in sight, the person and how far the list is."""
        self.people.renew()
        before = self._everybody
        self._ask_groups(lambda: self._reopen() if self._everybody != before else None, ranked=False)
        self.walk.survey()

    def renew(self) -> None:
        """Open the list anew: who is done leaves it."""
        if not self.record.is_held():
            self._ask_groups(self._reopen)

    def leave(self) -> bool:
        """Stay while a value is half changed."""
        return not self.record.is_held() and self.stage.may_leave()

    def _reopen(self) -> None:
        if self.choice.asked is not None:
            self.open(self.choice.asked, self.walk.person)

    def _ask_groups(self, then: Callable[[], object], *, ranked: bool = True) -> None:
        def show(overview: Overview) -> None:
            groups, language = overview.groups, self.frame.wording.language
            self.walk.proven, self._everybody = overview.proven, groups.everybody
            if overview.rates is not None:
                self.groups.set_rates(overview.rates)
            self.groups.set_groups(groups, self.choice.group)
            self._show_sure()
            self.list.set_offers(overview.offers)
            wrong, everybody = (show_number(n, language) for n in (groups.people.get("error", 0), groups.everybody))
            self.set_fact(self.say("{n} of {all} people have errors to put right", n=wrong, all=everybody))
            self.choice.show()
            then()

        self._asking.ask_overview(show, ranked=ranked)

    def _show_sure(self) -> None:
        self.sure.show_sure(find_sure(self.groups.groups, self.choice.group, self.frame.wording))
        in_header = self.sure.sure.issues > 0 and not self.groups_view.isVisibleTo(self._panes)
        self.acts = (self.preview, self.more, self.again) if in_header else (self.more, self.again)
        self.header_changed.emit()

    def preview_certain(self) -> None:
        """Show what is certain in the group one is in, else everywhere, to be fixed at once."""
        if self.sure.sure.issues and not self.record.is_held():
            self.works.fix(self.sure.sure.rule)

    def open(self, asked: Filter, person: str | None = None) -> None:
        """Open a list; go to a person in it, else to its first."""
        if self.record.is_held():
            self.choice.show()
            return
        self.choice.open(asked)
        self._show_sure()
        self.list.show_asked(asked)
        self._asking.ask_list(asked, person, self._show_list)

    def _show_list(self, answer: tuple[PeopleList, int | None]) -> None:
        people, place = answer
        had_focus = self.list.isAncestorOf(QApplication.focusWidget() or self)
        elsewhere = self.list.search.hasFocus() or self.list.view.head.hasFocus()
        self.people.set_people(people)
        self.walk.begin_anew()
        self.list.show_people()
        if len(people):
            self.walk.go_to(place or 0)
        else:
            self._show_end()
        self.walk.survey()
        if had_focus and not elsewhere:
            self.list.take_focus()

    def _name_list(self) -> None:
        if self.choice.asked is not None and not self.record.is_held():
            self.works.name_list(self.choice.asked, self.choice.title)

    # -- deciding --------------------------------------------------------------------------------------------------

    def put_off(self) -> None:
        """Leave the person for later and go on with the next."""
        if self.walk.person is not None and self.deciding.may_put_off():
            self.people.put_aside(self.walk.row)
            self.walk.survey(leaving=True)

    def _confirm(self, reason: str) -> None:
        if self.deciding.confirm(reason):
            self.people.note_confirmed(self.walk.row)

    def _decided(self, changes: Changes, typed: Spot | None) -> None:
        if typed is not None:
            self.people.note_typed(self.walk.row, typed)
        self.walk.note_decided()
        self.record.stop_editing()
        self.frame.follow(changes)

    def _show_end(self) -> None:
        self.record.clear()
        say, following = self.say, self.groups.find_following(self.choice.asked)
        if not self.people.rowCount():
            self.record.empty.set_state("info", "text2", say("Nobody to show"), "")
            return
        act: Act = (say("To the desk"), lambda: self.frame.go(Place("home")), "primary", "desk")
        if following is not None:
            act = (say("Next group"), lambda: self.open(following), "primary", "right")
        second = say("Those who are done stay in the list until another is chosen.")
        self.record.empty.set_state("ok", "ok", say("Nobody is left in this list"), second, [act])

    def open_menu(self) -> None:
        """Open the menu of what can be done beside the records, below its button."""
        if self.stage.work is None and not self.record.is_held():
            menu = self.beside.make_menu()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    # -- frame -----------------------------------------------------------------------------------------------------

    def set_busy(self, *, busy: bool) -> None:
        """Decide nothing while something changes the store."""
        self.record.bar.set_working(working=busy)
        if self.stage.work is not None:
            self.stage.work.set_busy(busy=busy)

    def set_layout(self, layout: Layout) -> None:
        """Show three panes, two, or one."""
        self._panes.set_layout(layout)
        self.stage.set_layout(layout)
        self._show_sure()

    def panes(self) -> Sequence[QWidget]:
        """Give the list, the record, the coloured act, the groups."""
        if self.stage.work is not None:
            return self.stage.work.panes()
        shown = self.list.view if self.people.rowCount() or self.choice.asked is None else self.list.empty
        table = self.record.aside or self.record.table
        record = table if self.record.panel is not None else self.record.empty
        return (shown, self.list.view.head, record, self.record.bar.primary(), self.groups_view)

    def keys(self) -> Sequence[Key]:
        """Give the page's keys."""
        return tuple(Key(keys, self.say(does)) for keys, does in KEYS)

    def seek(self) -> bool:
        """Put the focus into the search."""
        if not self.stage.may_leave():
            return True
        self.stage.close_work()
        self._panes.show_layer(in_record=False)
        self.list.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.search.selectAll()
        return True

    def go_up(self) -> bool:
        """Leave the editor, the history, the search, the record, in this order."""
        search = self.list.search
        if self.stage.work is not None:
            self.stage.work.go_up()
        elif self.record.editor.is_open:
            self.record.stop_editing()
        elif self.record.aside is not None:
            self.asides.go_back()
        elif search.hasFocus() and search.text():
            self.open(replace(self.choice.asked or Filter(), text=""))
        elif search.hasFocus() or self.record.isAncestorOf(QApplication.focusWidget() or self):
            self._panes.show_layer(in_record=False)
            self.list.take_focus()
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter for the coloured act and digits for what may be chosen; outside of fields, never on repeat."""
        key = Qt.Key(event.key())
        if self.stage.work is not None:
            super().keyPressEvent(event)
            return
        if event.isAutoRepeat() and key not in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            return
        if key in ENTER:
            self._press()
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.deciding.choose(key - Qt.Key.Key_0)
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.record.step_field(1 if key == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def _press(self) -> None:
        focused = QApplication.focusWidget()
        if isinstance(focused, ActButton) and not focused.is_primary():
            focused.click()
        elif focused is self.groups_view:
            self.list.take_focus()
        elif self._panes.is_narrow and not self._panes.in_record:
            self._panes.show_layer(in_record=True)
        elif self.record.panel is None:
            for button in self.record.empty.buttons[:1]:
                button.click()
        elif self.record.table.hasFocus() or self.record.doses.table.hasFocus() or self.record.sight.is_settled():
            self.record.bar.primary().click()


PAGE = PageKind(
    "clean",
    _("Clean"),
    "clean",
    1,
    2,
    CleanPage,
    help=_("Every person of whom a rule doubts something: what the list says, how it stands, what may be right."),
)
