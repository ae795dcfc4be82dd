from __future__ import annotations

import re
from itertools import combinations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPixmap

from vaxdesk.resources import find_resource
from vaxdesk.ui.icons import draw_icon, draw_mark, make_icon

PAGES = ("desk", "load", "clean", "pairs", "verify", "syringe", "package", "report", "journal", "settings")
STATES = ("ok", "fixed", "wait", "differ", "notfound", "stuck", "todo", "error", "warn", "info")
ACTS = (
    "search", "filter", "edit", "undo", "later", "merge", "split", "print", "refresh", "plus", "minus", "close",
    "right", "left", "down", "up", "eject", "scan", "eye", "eye-off", "menu",
)  # fmt: skip
THINGS = (
    "file", "sheet", "usb", "receipt", "idcard", "house", "calendar", "user", "lock", "key", "backup", "caps",
)  # fmt: skip
NAMES = (*PAGES, *STATES, *ACTS, *THINGS)
MARKS = ("mark", "mark-16")
SIZES = (16, 18, 20, 24, 28, 36)

COLOR = "#0B5CAD"

pytestmark = pytest.mark.usefixtures("qapp")


def list_painted(pixmap: QPixmap, floor: int = 128) -> list[QColor]:
    """Give the colours of the pixels that cover more than they let through."""
    image = pixmap.toImage().convertToFormat(QImage.Format.Format_ARGB32)
    colors = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return [color for color in colors if color.alpha() > floor]


def measure_difference(one: QColor, other: QColor) -> int:
    """Give the largest difference in one of the three channels."""
    return max(abs(one.red() - other.red()), abs(one.green() - other.green()), abs(one.blue() - other.blue()))


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_shows_at_every_size_in_the_colour_asked_for(name: str) -> None:
    for px in SIZES:
        pixmap = draw_icon(name, px, COLOR)
        assert pixmap.size() == QSize(px, px)
        painted = list_painted(pixmap)
        assert painted
        assert all(measure_difference(color, QColor(COLOR)) <= 2 for color in painted)


def test_no_icon_lies_about_that_nobody_named() -> None:
    assert {path.stem for path in find_resource("icons").iterdir()} == {*NAMES, *MARKS}


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_drawn_with_the_same_pen(name: str) -> None:
    drawing = (find_resource("icons") / f"{name}.svg").read_text(encoding="utf-8")
    pens = dict(re.findall(r'(viewBox|fill|stroke(?:-width|-linecap|-linejoin)?)="([^"]*)"', drawing))
    assert pens == {
        "viewBox": "0 0 24 24",
        "fill": "none",
        "stroke": "currentColor",
        "stroke-width": "1.75",
        "stroke-linecap": "round",
        "stroke-linejoin": "round",
    }
    assert drawing.count("stroke=") == 1


@pytest.mark.parametrize("name", NAMES)
def test_no_icon_is_cut_off_at_its_edge(name: str) -> None:
    image = draw_icon(name, 96, COLOR).toImage()
    last = image.width() - 1
    edge = [(x, y) for x in range(last + 1) for y in (0, last)] + [(x, y) for x in (0, last) for y in range(last + 1)]
    assert all(image.pixelColor(x, y).alpha() == 0 for x, y in edge)


def test_at_the_smallest_size_any_two_icons_differ_by_five_pixels_of_ink() -> None:
    images = {
        name: bytes(draw_icon(name, 16, COLOR).toImage().convertToFormat(QImage.Format.Format_Alpha8).constBits())
        for name in NAMES
    }
    for one, other in combinations(NAMES, 2):
        pairs = zip(images[one], images[other], strict=True)
        assert sum(abs(a - b) for a, b in pairs) >= 5 * 255, (one, other)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 1.75, 2.0])
def test_on_a_finer_screen_an_icon_has_more_pixels_and_the_same_size(ratio: float) -> None:
    pixmap = draw_icon("ok", 20, COLOR, ratio)
    assert pixmap.width() == 20 * ratio
    assert pixmap.deviceIndependentSize().toTuple() == (20.0, 20.0)
    assert make_icon("ok", 20, COLOR).pixmap(QSize(20, 20), ratio).toImage() == pixmap.toImage()


def test_the_same_icon_is_drawn_once() -> None:
    assert draw_icon("ok", 18, COLOR, 1.0) is draw_icon("ok", 18, COLOR, 1.0)
    assert draw_icon("ok", 18, COLOR, 1.0) is not draw_icon("ok", 18, "#74B6F6", 1.0)


def test_an_icon_that_is_not_there_is_refused_at_once() -> None:
    with pytest.raises(KeyError, match="smiley"):
        draw_icon("smiley", 16, COLOR)
    with pytest.raises(KeyError, match="smiley"):
        make_icon("smiley", 16, COLOR)


@pytest.mark.parametrize("px", [16, 32, 48, 256])
def test_the_mark_is_a_square_with_a_tick(px: int) -> None:
    accent, onacc = QColor("#0B5CAD"), QColor("#FFFFFF")
    pixmap = draw_mark(px, accent.name(), onacc.name())
    assert pixmap.size() == QSize(px, px)
    image = pixmap.toImage()
    assert image.pixelColor(0, 0).alpha() < 128
    assert image.pixelColor(px // 2, 1) == accent
    painted = list_painted(pixmap)
    assert any(measure_difference(color, onacc) <= 4 for color in painted)
    assert sum(1 for color in painted if color == accent) > len(painted) / 2
