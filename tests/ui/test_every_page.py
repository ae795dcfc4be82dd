"""What holds for every page, whatever stands on it."""

from __future__ import annotations

import gettext
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QListView,
    QScrollBar,
    QWidget,
)

from tests.ui.driving import open_store_in, show_page, wait_idle
from vaxdesk.resources import find_resource
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.window import Window
from vaxdesk.ui.workspace import find_pages
from vaxdesk.wording import Language

PAGES = [kind.key for kind in find_pages()]
SIZES = [(1366, 728), (1093, 545), (683, 310)]
LEAST_TARGET = 24
MOST_STOPS = 200
MOST_LINES = 60
PAINTED = frozenset({QAccessible.Role.ListItem, QAccessible.Role.Cell, QAccessible.Role.TreeItem})


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def sized(request: pytest.FixtureRequest, make_window: Callable[..., Window], store_folder: Path) -> Window:
    window = make_window(store_folder, size=request.param)
    open_store_in(window, store_folder)
    return window


def list_visible(window: QWidget) -> Iterator[QWidget]:
    return (
        widget for widget in window.findChildren(QWidget) if widget.isVisible() and not widget.visibleRegion().isEmpty()
    )


def describe(widget: QWidget) -> str:
    words = widget.text() if isinstance(widget, QLabel | QAbstractButton | QLineEdit) else ""
    return f"{type(widget).__name__} {widget.objectName()} {words!r} in {type(widget.parent()).__name__}"


def find_unnamed(window: Window) -> list[str]:
    found = []
    for widget in list_visible(window):
        takes_focus = widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus and widget.isEnabled()
        if not takes_focus or isinstance(widget, QScrollBar) or type(widget) is QWidget:
            continue
        spoken = QAccessible.queryAccessibleInterface(widget)
        if spoken is None or not spoken.text(QAccessible.Text.Name):
            found.append(describe(widget))
    return found


def find_silent(window: Window) -> list[str]:
    """Give painted lines that say nothing to a screen reader, asking as one does: through the accessibility tree."""
    found = []
    for view in list_visible(window):
        if not isinstance(view, QAbstractItemView) or view.model() is None:
            continue
        spoken = QAccessible.queryAccessibleInterface(view)
        assert spoken is not None, describe(view)
        for place in range(min(spoken.childCount(), MOST_LINES)):
            line = spoken.child(place)
            if line is None or line.role() not in PAINTED or is_separator(view, place):
                continue
            if not line.text(QAccessible.Text.Name) and not line.text(QAccessible.Text.Value):
                found.append(f"line {place} of {describe(view)}")
    return found


def is_separator(view: QAbstractItemView, place: int) -> bool:
    return isinstance(view, QListView) and view.model().index(place, 0).flags() == Qt.ItemFlag.NoItemFlags


def find_small(window: Window) -> list[str]:
    buttons = (widget for widget in list_visible(window) if isinstance(widget, QAbstractButton | QLineEdit))
    return [
        f"{describe(one)} {one.size().toTuple()}" for one in buttons if min(one.width(), one.height()) < LEAST_TARGET
    ]


def find_cut(window: Window) -> list[str]:
    """Give labels whose words don't fit, unless they give way to others on purpose and say it all in a tooltip."""
    found = []
    for widget in list_visible(window):
        if not isinstance(widget, QLabel) or not widget.text() or widget.toolTip() == widget.text():
            continue
        wanted = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
        if widget.height() < wanted - 1 or (not widget.wordWrap() and widget.width() < widget.sizeHint().width() - 1):
            found.append(
                f"{describe(widget)} {widget.size().toTuple()} wants {widget.sizeHint().toTuple()}, {wanted} high"
            )
    return found


def find_overlapping(window: Window) -> list[str]:
    """Give siblings with words that lie upon one another."""
    found = []
    places: dict[QWidget, list[tuple[QRect, QWidget]]] = {}
    for widget in list_visible(window):
        parent = widget.parentWidget()
        layout = parent.layout() if parent is not None else None
        if parent is None or layout is None or isinstance(parent, QAbstractItemView | QLineEdit):
            continue
        if layout.indexOf(widget) < 0 or not isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            continue
        for rect, other in places.get(parent, []):
            both = rect & widget.geometry()
            if both.width() > 2 and both.height() > 2:
                found.append(f"{describe(widget)} upon {describe(other)}")
        places.setdefault(parent, []).append((widget.geometry(), widget))
    return found


def find_english(window: Window) -> list[str]:
    with find_resource("translations/vi/LC_MESSAGES/vaxdesk.mo").open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    found = []
    for widget in list_visible(window):
        texts = [widget.toolTip(), widget.accessibleName()]
        if isinstance(widget, QLabel | QAbstractButton):
            texts.append(widget.text())
        if isinstance(widget, QLineEdit):
            texts.append(widget.placeholderText())
        found += [text for text in texts if text and catalogue.gettext(text) != text]
    return found


def find_faults(window: Window) -> dict[str, list[str]]:
    """Give everything that is wrong with what is shown now."""
    looked = {
        "has no name": find_unnamed(window),
        "says nothing": find_silent(window),
        "is too small": find_small(window),
        "is cut": find_cut(window),
        "overlaps": find_overlapping(window),
    }
    if window.wording.language == "vi":
        looked["is English"] = find_english(window)
    return {what: found for what, found in looked.items() if found}


def test_every_page_can_be_heard_hit_and_read_at_every_size(sized: Window) -> None:
    faults = {}
    for page in PAGES:
        show_page(sized, page)
        if found := find_faults(sized):
            faults[page] = found
    assert faults == {}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("percent", [115, 130])
def test_larger_type_cuts_nothing(
    make_window: Callable[..., Window], store_folder: Path, language: Language, percent: int
) -> None:
    window = make_window(store_folder, language)
    window.look.choose(percent=percent)
    open_store_in(window, store_folder)
    faults = {}
    for page in PAGES:
        show_page(window, page)
        if found := [*find_cut(window), *find_overlapping(window)]:
            faults[page] = found
    assert faults == {}


def test_at_most_one_button_is_coloured(window: Window) -> None:
    for page in PAGES:
        show_page(window, page)
        buttons = [one for one in window.findChildren(ActButton) if one.isVisible() and one.isEnabled()]
        coloured = [one.text() for one in buttons if one.is_primary()]
        assert len(coloured) <= 1, (page, coloured)


def test_tab_goes_round_and_the_focus_is_always_seen(window: Window) -> None:
    for page in PAGES:
        shown = show_page(window, page)
        assert shown.panes(), f"F6 finds nothing on {page}"
        seen: list[QWidget] = []
        for _ in range(MOST_STOPS):
            focused = QApplication.focusWidget()
            assert focused is not None, page
            if focused in seen:
                break
            seen.append(focused)
            assert not focused.visibleRegion().isEmpty(), f"{page}: out of sight: {describe(focused)}"
            QTest.keyClick(focused, Qt.Key.Key_Tab)
        else:
            pytest.fail(f"{page}: Tab never comes round: {[describe(one) for one in seen[-10:]]}")
        assert len(seen) > 1, page


def test_no_letter_does_anything(window: Window) -> None:
    assert window.space is not None
    for page in PAGES:
        shown = show_page(window, page)
        before = window.space.standing.undo
        for widget in [shown, *shown.panes()]:
            if isinstance(widget, QLineEdit):
                continue
            widget.setFocus()
            QTest.keyClicks(widget, "aasswwddeeooxzfrjlmnpqAWDZ")
            QTest.keyClick(widget, Qt.Key.Key_Backspace)
        wait_idle(window)
        assert window.space.place == page
        assert window.space.standing.undo == before, page


def test_every_page_says_what_it_is_for_and_names_its_keys(window: Window) -> None:
    assert window.space is not None
    for page in PAGES:
        assert show_page(window, page).keys(), page
        assert window.space.kinds[page].help, page


def test_ctrl_and_a_number_go_through_the_pages_in_the_rails_order(window: Window) -> None:
    assert window.space is not None
    for place, page in enumerate(PAGES):
        QTest.keyClick(window, Qt.Key(Qt.Key.Key_1 + place), Qt.KeyboardModifier.ControlModifier)
        wait_idle(window)
        assert window.space.place == page
        assert window.space.rail.view.currentIndex().data() is not None


def test_a_click_in_the_rail_shows_the_page(window: Window) -> None:
    assert window.space is not None
    view = window.space.rail.view
    for row, kind in enumerate(window.space.rail.model.lines):
        if kind is None:
            continue
        place: QPoint = view.visualRect(window.space.rail.model.index(row)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        wait_idle(window)
        assert window.space.place == kind.key
