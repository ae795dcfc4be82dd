"""The decision bar of Làm sạch: the acts with their keys, always in the same places, one of them coloured."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu

from vaxdesk.model.verification import MOVES, REASONS
from vaxdesk.ui.look import Look
from vaxdesk.ui.states import STATES
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.dialogs import Answer, HouseDialog
from vaxdesk.ui.widgets.typing_field import TypingField
from vaxdesk.ui.widgets.wrapping import WrappingRow
from vaxdesk.wording import Wording


class DecisionBar(QFrame):
    """The acts.

    ``marked`` gives (state, reason's code or None); ``confirmed`` why something is right as it is.
    """

    marked = Signal(str, object)
    confirmed = Signal(str)

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self._look, self._wording = look, wording
        say = wording.say
        self._state = "unverified"
        self._confirmable = False
        self._ready = self._acceptable = False
        self._working = self._covered = False
        self.accept = ActButton(look, say("Accept"), kind="primary", key="Enter")
        self.edit = ActButton(look, say("Edit"), icon="edit", key="F2")
        self.later = ActButton(look, say("Later"), icon="later", key="F8")
        self.mark = ActButton(look, say("Mark…"))
        self.mark.clicked.connect(self._open_menu)
        self._acts = WrappingRow(gap=2)
        self._acts.set_items([self.accept, self.edit, self.later, self.mark])
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._acts, 1)
        self.set_roomy(roomy=True)

    def set_roomy(self, *, roomy: bool) -> None:
        """Take less room around the acts in a small window."""
        margin = 6
        self._row.setContentsMargins(margin, 9 if roomy else 3, margin, 9 if roomy else 3)

    def show_question(self, *, offered: bool, ready: bool, asked: bool, conflict: bool) -> None:
        """Colour what Enter does: taking what is ringed where its field is in question (``asked``), else editing.

        ``offered``: there is something to take; ``ready``: it is ringed.
        """
        self._ready, self._acceptable = ready, ready and asked
        self.accept.setVisible(offered)
        self.accept.set_look(text=self._wording.say("Choose this") if conflict else self._wording.say("Accept"))
        self._show_acts()

    def set_covered(self, *, covered: bool) -> None:
        """Let nothing be decided while the history or the rows of the lists stand before the record."""
        self._covered = covered
        self._show_acts()

    def _show_acts(self) -> None:
        seen, acceptable = not self._covered, self._acceptable and not self._covered
        self.accept.set_look(kind="primary" if acceptable else "plain")
        self.accept.set_key("Enter" if acceptable else "")
        self.edit.set_look(kind="primary" if seen and not acceptable else "plain")
        self.edit.set_key("Enter" if seen and not acceptable else "F2")
        self.accept.setEnabled(self._ready and seen and not self._working)
        self.mark.setEnabled(seen and not self._working)
        for act in (self.edit, self.later):
            act.setEnabled(not self._working)
        why_not = "" if seen else self._wording.say("The record isn't in sight. Esc leads back to it.")
        for act in (self.accept, self.mark):
            act.setToolTip(why_not)
            act.setAccessibleDescription(why_not)
        self._acts.updateGeometry()

    def show_person(self, state: str, *, confirmable: bool) -> None:
        """Note where verification stands and whether the issue in question can be confirmed."""
        self._state, self._confirmable = state, confirmable

    def primary(self) -> ActButton:
        """Give the coloured act."""
        return self.accept if self.accept.is_primary() and not self.accept.isHidden() else self.edit

    def set_working(self, *, working: bool) -> None:
        """Let nothing be decided while something else changes the store."""
        self._working = working
        self._show_acts()

    # -- marking ---------------------------------------------------------------------------------------------------

    def make_menu(self) -> QMenu:
        """Make the menu of marks: those that may follow the present one, and that it is right as it is."""
        say, render = self._wording.say, self._wording.render
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._confirmable:
            right = menu.addMenu(self._look.icon("ok"), say("Right as it is"))
            for reason in (say("Seen on the papers"), say("The person said so")):
                self._add(right, reason, partial(self.confirmed.emit, reason))
            self._add(right, say("Another reason…"), self._ask_reason)
            menu.addSeparator()
        for key, state in STATES.items():
            # "Sent" is written by the list that goes out, and "corrected" comes with values.
            if key == "requested" or key not in MOVES[self._state] or (key, self._state) == ("corrected", "unverified"):
                continue
            icon = self._look.icon(state.icon, state.token)
            if key == "unresolvable":
                why = menu.addMenu(icon, render(state.word))
                for code, said in REASONS.items():
                    self._add(why, render(said), partial(self.marked.emit, key, code))
            else:
                self._add(menu, render(state.word), partial(self.marked.emit, key, None)).setIcon(icon)
        return menu

    @staticmethod
    def _add(menu: QMenu, text: str, slot: Callable[[], object]) -> QAction:
        act = menu.addAction(text.replace("&", "&&"))
        act.triggered.connect(lambda _=False: slot())
        return act

    def _open_menu(self) -> None:
        menu = self.make_menu()
        # The bar is at the foot of the window, so the menu goes up.
        menu.popup(self.mark.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _ask_reason(self) -> None:
        """Ask why something is right though a rule doubts it."""
        say = self._wording.say
        field = TypingField()
        field.setAccessibleName(say("Reason"))
        dialog = HouseDialog(
            self._look,
            say("Right as it is: why?"),
            [say("What is written here stays in the history. The issue comes back if the value changes.")],
            [Answer("keep", say("Confirm"), primary=True), Answer("back", say("Back"), cancels=True)],
            icon="ok",
            token="ok",
            body=field,
            parent=self.window(),
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        keep = dialog.buttons["keep"]
        keep.setEnabled(False)
        field.textChanged.connect(lambda text: keep.setEnabled(bool(text.strip())))
        dialog.accepted.connect(lambda: self._take_reason(dialog.answer, field.text()))
        dialog.open()
        field.setFocus()

    def _take_reason(self, answer: str, reason: str) -> None:
        if answer == "keep" and reason.strip():
            self.confirmed.emit(reason.strip())
