"""Icons: the SVG files of ``resources/icons``, coloured and rendered for one size and one screen.

Each file is drawn on a 24×24 grid with ``currentColor`` where the colour goes. A new icon is a new file.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from vaxdesk.resources import find_resource

RATIOS = (1.0, 1.25, 1.5, 1.75, 2.0)
"""Device pixels per logical pixel that Windows offers for screens a station has."""

SMALL_MARK = 16
"""Device pixels up to which the program mark is the one drawn on whole pixels."""


@cache
def _read_drawing(name: str) -> str:
    path: Path = find_resource("icons") / f"{name}.svg"
    if not path.is_file():
        raise KeyError(name)
    return path.read_text(encoding="utf-8")


def _render(drawing: str, px: int, ratio: float) -> QPixmap:
    side = round(px * ratio)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


@lru_cache(maxsize=1024)
def draw_icon(name: str, px: int, color: str, ratio: float = 1.0) -> QPixmap:
    """Give an icon ``px`` logical pixels wide in a colour such as ``#0B5CAD``, for ``ratio`` device pixels to each.

    The pixmap is shared with whoever asks for the same: paint it, don't paint on it. Raises KeyError if there is no
    such icon, ResourceMissing if there are no icons at all.
    """
    return _render(_read_drawing(name).replace("currentColor", color), px, ratio)


def make_icon(name: str, px: int, color: str) -> QIcon:
    """Give an icon for a button or a menu, sharp on every usual screen. Raises as :func:`draw_icon` does."""
    icon = QIcon()
    for ratio in RATIOS:
        icon.addPixmap(draw_icon(name, px, color, ratio))
    return icon


@lru_cache(maxsize=32)
def draw_mark(px: int, accent: str, onacc: str, ratio: float = 1.0) -> QPixmap:
    """Give the program mark ``px`` logical pixels wide: a tick of colour ``onacc`` on a square of colour ``accent``.

    Shared like an icon. Raises ResourceMissing if there are no icons at all.
    """
    drawing = _read_drawing("mark-16" if px * ratio <= SMALL_MARK else "mark")
    return _render(drawing.replace('"accent"', f'"{accent}"').replace('"onacc"', f'"{onacc}"'), px, ratio)
