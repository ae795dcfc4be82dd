"""The keys that work everywhere. None of them is a letter alone: Telex and VNI make other things of letters."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from vaxdesk.ui.page import Place

if TYPE_CHECKING:
    from vaxdesk.ui.workspace import Workspace


def bind(owner: QWidget, keys: str, act: Callable[[], object]) -> QShortcut:
    """Let keys, separated by `` | ``, do something inside a widget and all it holds."""
    shortcut = QShortcut(owner)
    shortcut.setKeys([QKeySequence(one) for one in keys.split(" | ")])
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.setAutoRepeat(False)
    shortcut.activated.connect(act)
    return shortcut


def bind_everywhere(space: Workspace, lock: Callable[[], None]) -> None:
    """Bind the keys of the frame."""
    for place, key in enumerate(list(space.kinds)[:10]):
        bind(space, f"Ctrl+{(place + 1) % 10}", partial(_go, space, key))
    bind(space, "Ctrl+F | F3", lambda: find_person(space))
    bind(space, "F6 | Ctrl+Tab", lambda: walk(space, 1))
    bind(space, "Shift+F6 | Ctrl+Shift+Tab", lambda: walk(space, -1))
    bind(space, "Ctrl+Z", space.take_back)
    bind(space, "Ctrl+Y", space.do_again)
    bind(space, "Ctrl+L", lock)
    bind(space, "F1", space.show_help)
    bind(space, "Alt+M", space.toggle_rail)
    bind(space, "Esc", lambda: go_up(space))


def _go(space: Workspace, page: str) -> None:
    space.go(Place(page))


def find_person(space: Workspace) -> None:
    """Put the focus into the page's search, or go where people are searched."""
    if space.page is None or not space.page.seek():
        space.go(Place("clean", {"find": True}))


def walk(space: Workspace, by: int) -> None:
    """Give the focus to the next pane: rail, then the page's."""
    page = space.page
    panes = [space.rail.view, *(page.panes() if page is not None else ())]
    panes = [pane for pane in panes if pane.isVisible() and pane.isEnabled()]
    if not panes:
        return
    focused = QApplication.focusWidget()
    now = next((at for at, pane in enumerate(panes) if focused is not None and is_inside(focused, pane)), -1)
    panes[(now + by) % len(panes)].setFocus(Qt.FocusReason.TabFocusReason)


def is_inside(widget: QWidget, pane: QWidget) -> bool:
    """Tell whether a widget is a pane or somewhere in it."""
    return widget is pane or pane.isAncestorOf(widget)


def go_up(space: Workspace) -> None:
    """Stop what runs long, else go one level up in the page, else to the rail."""
    if space.panel.isVisible() and space.panel.stop.isVisible():
        space.tasks.stop()
    elif space.page is None or not space.page.go_up():
        space.rail.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
