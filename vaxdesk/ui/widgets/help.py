"""The help of F1: what the page is for, its keys and those that work everywhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from vaxdesk.ui.look import Look
from vaxdesk.ui.page import Key, PageKind
from vaxdesk.ui.widgets.dialogs import Answer, HouseDialog
from vaxdesk.ui.widgets.labels import make_label
from vaxdesk.wording import Wording

TALLEST = 330


def list_common_keys(wording: Wording) -> tuple[Key, ...]:
    """Give the keys that work on every page."""
    say = wording.say
    return (
        Key("Ctrl+1 … Ctrl+9", say("go to a page, in the order of the rail")),
        Key("Ctrl+F, F3", say("find a person")),
        Key("F6, Ctrl+Tab", say("next part of the page")),
        Key("Ctrl+Z", say("take back the last step")),
        Key("Ctrl+Y", say("do it again")),
        Key("Ctrl+L", say("lock")),
        Key("Esc", say("one level up; in a field the old value")),
    )


def show_help(look: Look, wording: Wording, kind: PageKind, keys: Sequence[Key], parent: QWidget) -> None:
    """Show the help of a page."""
    body = QWidget()
    body.setObjectName("scrolled")
    grid = QGridLayout(body)
    grid.setContentsMargins(0, 4, 8, 4)
    grid.setHorizontalSpacing(16)
    grid.setColumnStretch(1, 1)
    for row, key in enumerate((*keys, *list_common_keys(wording))):
        grid.addWidget(make_label(key.keys, "small", bold=True), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(make_label(key.does, "small", wrap=True), row, 1)
    scroll = QScrollArea()
    scroll.setWidget(body)
    scroll.setWidgetResizable(True)
    scroll.setMinimumHeight(min(body.sizeHint().height() + 8, look.scale(TALLEST)))
    say = wording.say
    dialog = HouseDialog(
        look,
        say("{page}: keys", page=say(kind.title)),
        [say(kind.help)] if kind.help else [],
        [Answer("close", say("Close"), cancels=True)],
        body=scroll,
        parent=parent,
    )
    dialog.exec()
    dialog.deleteLater()
