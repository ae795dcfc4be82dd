"""Work in the place of the records for a while: a look ahead at many changes, a form; and the place it takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from vaxdesk.desk.desk import Desk
from vaxdesk.errors import VaxDeskError
from vaxdesk.model.message import Progress
from vaxdesk.model.step import Changes
from vaxdesk.ui.clean.sight import Sight
from vaxdesk.ui.look import Layout, set_type
from vaxdesk.ui.page import Frame
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.empty import Act, EmptyState
from vaxdesk.ui.widgets.labels import make_label
from vaxdesk.ui.widgets.scrolling import make_scroll
from vaxdesk.ui.widgets.wrapping import WrappingRow

Verb = Callable[[Desk, Progress], Changes]


class Work(QFrame):
    """A title, a sentence, what is worked on, what stands in the way, the acts: the coloured one on Enter, Esc back.

    ``done`` gives what was changed, ``left`` tells that it is over. Nothing is written before the coloured act.
    """

    done = Signal(object)
    left = Signal()
    stays = False
    """Whether it goes on when something is done."""

    def __init__(self, frame: Frame, title: str, act: str, *, scrolls: bool = False) -> None:
        super().__init__()
        self.frame, self.look, self.say = frame, frame.look, frame.wording.say
        self.setProperty("kind", "pane")
        self._under_way = False
        self._warned = False
        self._enabled = True
        self._area: QScrollArea | None = None
        self.empty: EmptyState | None = None
        self._nothing: QScrollArea | None = None
        self.title = make_label(title, "name", wrap=True)
        self.sentence = make_label("", "body", "text2", wrap=True)
        self.note = make_label("", "small", "text2", wrap=True)
        self.act = ActButton(self.look, act, kind="primary", key="Enter")
        self.act.clicked.connect(self._press)
        self.back = ActButton(self.look, self.say("Back"), key="Esc")
        self.back.clicked.connect(self.left)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self._arrange(scrolls=scrolls)
        self.sight = Sight(self)

    def _arrange(self, *, scrolls: bool) -> None:
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        self._column.addWidget(self.title)
        self._column.addWidget(self.sentence)
        self._column.addLayout(self.body, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        if scrolls:
            inner = QWidget()
            inner.setObjectName("scrolled")
            inner.setLayout(self._column)
            self._area = make_scroll(inner)
            outer.addWidget(self._area, 1)
        else:
            outer.addLayout(self._column, 1)
        bar = QFrame()
        bar.setProperty("kind", "bar")
        self._bar = QVBoxLayout(bar)
        self._bar.setSpacing(4)
        self.acts = WrappingRow(gap=2)
        self.acts.set_items([self.act, self.back])
        self._bar.addWidget(self.note)
        self._bar.addWidget(self.acts)
        outer.addWidget(bar)
        self.set_layout("wide")

    def set_layout(self, layout: Layout) -> None:
        """Take less room around everything in a small window."""
        narrow = layout == "narrow"
        side = 10 if narrow else 24
        self._column.setContentsMargins(side, 6 if narrow else 14, side, 6)
        self._bar.setContentsMargins(side - 4, 3 if narrow else 8, side - 4, 3 if narrow else 9)

    # -- what a piece of work says of itself ------------------------------------------------------------------------

    def begin(self) -> None:
        """Ask for what is needed and take the focus."""

    def press(self) -> None:
        """Do what the coloured act says."""

    def panes(self) -> Sequence[QWidget]:
        """Give what F6 walks through; the first gets the focus."""
        return (self.act,)

    def is_changed(self) -> bool:
        """Tell whether something was typed that would be lost."""
        return False

    # -- acting ----------------------------------------------------------------------------------------------------

    def show_nothing(self, title: str, second: str) -> None:
        """Show that there is nothing to work on; back is all that can be done."""
        if self.empty is None:
            self.empty = EmptyState(self.look)
            self._nothing = make_scroll(self.empty)
            self.body.addWidget(self._nothing, 1000)
        act: Act = (self.say("To the records"), self.left.emit, "plain", "left")
        self.empty.set_state("ok", "ok", title, second, [act])
        self._show_bare(bare=True)
        self.empty.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_something(self) -> None:
        """Show again what there is to work on."""
        self._show_bare(bare=False)

    def _show_bare(self, *, bare: bool) -> None:
        if self._nothing is not None:
            self._nothing.setVisible(bare)
        self.sentence.setVisible(not bare)
        for act in self.acts.findChildren(ActButton):
            act.setVisible(not bare or act is self.back)

    def allow(self, *, allowed: bool, why_not: str = "") -> None:
        """Let the coloured act be pressed, or say beside it why not."""
        self._enabled = allowed
        self.act.setEnabled(allowed)
        self.act.setAccessibleDescription(why_not)
        self.tell(why_not)

    def tell(self, sentence: str, *, refused: bool = False) -> None:
        """Say something above the acts."""
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))
        set_type(self.note, "small", "err" if refused else "text2")

    def carry_out(self, verb: Verb, title: str, then: Callable[[Changes], object] | None = None) -> None:
        """Have something done once; what is refused is said above the acts, and nothing typed is lost."""
        if self._under_way or self.frame.tasks.is_busy:
            return

        def show(changes: Changes) -> None:
            self._under_way = False
            if then is not None:
                then(changes)
            self.done.emit(changes)

        def refuse(error: VaxDeskError) -> None:
            self._under_way = False
            self.refuse(error)

        self._under_way = True
        self.frame.tasks.do(lambda desk, job: verb(desk, job.progress), show, title=title, refused=refuse)

    def reveal(self, widget: QWidget) -> None:
        """Bring something of a work that scrolls into sight."""
        area = self._area
        if area is not None:
            # Its place is known once the layout has been through.
            QTimer.singleShot(0, widget, lambda: area.ensureWidgetVisible(widget))

    def refuse(self, error: VaxDeskError) -> None:
        """Say what was refused."""
        self.tell(self.frame.wording.explain(error), refused=True)

    def set_busy(self, *, busy: bool) -> None:
        """Let nothing be done while something changes the store."""
        self.act.setEnabled(self._enabled and not busy)

    def may_leave(self) -> bool:
        """Tell whether it may be left; what was typed is asked about once."""
        if not self.is_changed() or self._warned:
            return True
        self._warned = True
        self.tell(self.say("Nothing is stored yet. Press Esc once more to drop what was typed."))
        return False

    def go_up(self) -> None:
        """Leave it, unless something typed would be lost unasked."""
        if self.may_leave():
            self.left.emit()

    def _press(self) -> None:
        self._warned = False
        if not self._under_way:
            self.press()

    def press_enter(self) -> None:
        """Take Enter: for the button that has the focus, else for the coloured act once it was in sight."""
        focused = QApplication.focusWidget()
        if isinstance(focused, ActButton) and focused is not self.act:
            focused.click()
        elif self.act.isEnabled() and self.sight.is_settled():
            self.act.click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter; a held key does nothing."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat():
                self.press_enter()
            return
        super().keyPressEvent(event)


class Stage(QStackedWidget):
    """Shows the records, or a piece of work in their place. ``closed`` tells that the records are back."""

    closed = Signal()

    def __init__(self, records: QWidget) -> None:
        super().__init__()
        self.addWidget(records)
        self.work: Work | None = None
        self._layout: Layout = "wide"

    def open(self, work: Work) -> None:
        """Show a piece of work in place of the records, or of another that may be left."""
        if self.work is not None:
            self._throw_away(self.work)
        self.work = work
        work.set_layout(self._layout)
        work.left.connect(self.close_work)
        self.addWidget(work)
        self.setCurrentWidget(work)
        work.begin()
        panes = work.panes()
        if panes:
            panes[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def close_work(self) -> None:
        """Show the records again."""
        if self.work is not None:
            self.setCurrentIndex(0)
            self._throw_away(self.work)
            self.work = None
            self.closed.emit()

    def may_leave(self) -> bool:
        """Tell whether what is worked on may be left."""
        return self.work is None or self.work.may_leave()

    def set_layout(self, layout: Layout) -> None:
        """Arrange the work for the window's width."""
        self._layout = layout
        if self.work is not None:
            self.work.set_layout(layout)

    def _throw_away(self, work: Work) -> None:
        self.removeWidget(work)
        work.hide()
        work.deleteLater()
