"""Settings: station, users, display, backups, checks, catalogues."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from vaxdesk.desk.governing import House, read_house
from vaxdesk.ui.look import Layout
from vaxdesk.ui.page import Frame, Key, Page, PageKind
from vaxdesk.ui.settings.about import AboutSection
from vaxdesk.ui.settings.cards import CardsSection
from vaxdesk.ui.settings.display import DisplaySection
from vaxdesk.ui.settings.keeping import BackupSection, CheckingSection, DeadlineSection
from vaxdesk.ui.settings.list import PartsList
from vaxdesk.ui.settings.parts import PartsSection
from vaxdesk.ui.settings.section import FormSection, Section
from vaxdesk.ui.settings.station import StationSection
from vaxdesk.ui.settings.tables import TablesSection
from vaxdesk.ui.settings.users import UsersSection
from vaxdesk.ui.widgets.buttons import ActButton

COLUMN = 860
"""Logical pixels beyond which lines would be too long to read."""


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


class SettingsPage(Page):
    """One column of cards; in a wide window their list at the left."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.backup_now = ActButton(self.look, self.say("Back up now"), kind="primary", icon="backup")
        self.acts = (self.backup_now,)
        self.station = StationSection(frame)
        self.users = UsersSection(frame)
        self.backup = BackupSection(frame)
        self.display = DisplaySection(frame)
        self.checking = CheckingSection(frame)
        self.deadline = DeadlineSection(frame)
        self.cards = CardsSection(frame, self.users.renew)
        self.parts = PartsSection(frame)
        self.tables = TablesSection(frame)
        self.sections: tuple[Section, ...] = (
            self.station,
            self.users,
            self.cards,
            self.parts,
            self.display,
            self.backup,
            self.checking,
            self.deadline,
            self.tables,
            AboutSection(frame),
        )
        self.backup_now.clicked.connect(self._back_up)
        for one in (self.users, self.cards):
            one.form_shown.connect(partial(self._show_form, one))
        parts = [(one.title, one.icon) for one in self.sections]
        self.list = PartsList(self.look, parts, self.say("Parts of the settings"))
        self.list.moved.connect(self._show_part)
        self.list.entered.connect(self._enter_part)
        self._house: House | None = None
        self._arrange()

    def _arrange(self) -> None:
        left = QFrame()
        left.setProperty("kind", "ground-left")
        inner = QVBoxLayout(left)
        inner.setContentsMargins(0, 12, 0, 0)
        inner.addWidget(self.list)
        self._left = left
        self.body = body = QWidget()
        body.setObjectName("scrolled")
        self._margins = QHBoxLayout(body)
        column = QVBoxLayout()
        column.setSpacing(14)
        for one in self.sections:
            column.addWidget(one)
        column.addStretch(1)
        self._column = QWidget()
        self._column.setObjectName("scrolled")
        self._column.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        self._margins.addWidget(self._column, 100)
        self._margins.addStretch(1)
        self.scroller = QScrollArea()
        self.scroller.setWidgetResizable(True)
        self.scroller.setWidget(body)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroller.verticalScrollBar().valueChanged.connect(self._mark_part)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(self.scroller, 1)
        self.look.changed.connect(self._relook)
        self._relook()

    def _relook(self) -> None:
        self._column.setMaximumWidth(self.look.scale(COLUMN))

    # -- what the frame asks ---------------------------------------------------------------------------------------

    def enter(self, shown: dict[str, Any]) -> None:
        """Come into view; ``{"part": "backup"}`` and the like show one part."""
        self.refresh()
        parts = {
            "users": self.users, "cards": self.cards, "backup": self.backup, "display": self.display,
            "deadline": self.deadline,
        }  # fmt: skip
        part = parts.get(shown.get("part", ""))
        if part is not None:
            self._show_part(self.sections.index(part))

    def refresh(self) -> None:
        """Ask whose store this is."""
        self.frame.tasks.ask(read_house, self._show, about=(self, "house"))

    def set_layout(self, layout: Layout) -> None:
        """Show the list of parts where there is room."""
        self._left.setVisible(layout == "wide")
        margin = 12 if layout == "narrow" else 24
        self._margins.setContentsMargins(margin, 14, margin, 20)

    def set_busy(self, *, busy: bool) -> None:
        """Let nothing be changed while something is under way."""
        locked = busy or (self._house is not None and self._house.read_only)
        self.backup_now.setEnabled(not busy)
        for one in self.sections:
            one.set_busy(busy=locked)
        if not busy:
            self.backup.set_busy(busy=False)

    def panes(self) -> Sequence[QWidget]:
        """Give the list of parts, then what is in the first one that is in sight."""
        starts = self._find_start()
        return [one for one in (self.list if self._left.isVisibleTo(self) else None, starts) if one is not None]

    def keys(self) -> Sequence[Key]:
        """Give the page's keys."""
        return (
            Key("↑ ↓", self.say("part of the settings")),
            Key("Enter", self.say("go into the part; in a form do what its coloured button says")),
            Key("Tab", self.say("from field to field, top to bottom")),
        )

    def go_up(self) -> bool:
        """Close the form that is open, else go back to the list of parts."""
        if self.users.close_form() or self.cards.close_form():
            return True
        focused = QApplication.focusWidget()
        if self._left.isVisible() and focused is not None and self.scroller.isAncestorOf(focused):
            self.list.setFocus()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press a button that has the focus with Enter, too."""
        focused = QApplication.focusWidget()
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and isinstance(focused, ActButton) and not event.isAutoRepeat():
            focused.click()
        else:
            super().keyPressEvent(event)

    # -- parts -----------------------------------------------------------------------------------------------------

    def _show(self, house: House) -> None:
        self._house = house
        for one in self.sections:
            one.show_house(house)
        self.users.order_tabs(self.list)
        self.set_fact(self.say("This store can only be read.") if house.read_only else "")
        self.set_busy(busy=self.frame.tasks.is_busy)
        if house.by_code and self.users.form is None:
            self.list.mark(self.sections.index(self.users))
            self.users.ask_password(house.user)

    def _show_form(self, section: FormSection, form: QWidget | None) -> None:
        other = self.cards if section is self.users else self.users
        if form is not None and other.form is not None and not other.close_form():
            # What the other shows must be read first: a recovery code is shown once.
            section.close_form()
            return
        self.backup_now.set_look(kind="primary" if form is None else "plain")
        if form is not None:
            QTimer.singleShot(0, form, lambda: self._reveal(form))

    def _reveal(self, form: QWidget) -> None:
        """Bring a form into sight, from its title on."""
        self.scroller.ensureWidgetVisible(form, 0, 20)
        top = form.mapTo(self._column, QPoint(0, 0)).y()
        bar = self.scroller.verticalScrollBar()
        bar.setValue(min(bar.value(), top))

    def _back_up(self) -> None:
        self._show_part(self.sections.index(self.backup))
        self.backup.back_up()

    def _show_part(self, row: int) -> None:
        self.list.mark(row)
        self.scroller.verticalScrollBar().setValue(self.sections[row].y())

    def _enter_part(self, row: int) -> None:
        starts = self.sections[row].starts
        if starts is not None:
            starts.setFocus(Qt.FocusReason.TabFocusReason)

    def _mark_part(self, value: int) -> None:
        # The last parts never reach the top; the list keeps to what was chosen in it.
        if not self.list.hasFocus():
            tops = [one.y() for one in self.sections]
            self.list.mark(max((row for row, top in enumerate(tops) if top <= value + 40), default=0))

    def _find_start(self) -> QWidget | None:
        row = self.list.currentIndex().row()
        later = (one.starts for one in self.sections[max(0, row) :])
        return next((one for one in later if one is not None), None)


PAGE = PageKind(
    "settings",
    _("Settings"),
    "settings",
    3,
    5,
    SettingsPage,
    help=_("Station, users, cards, how the program looks, backups, whether everything is whole, and its catalogues."),
)
