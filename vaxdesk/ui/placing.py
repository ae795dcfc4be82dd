"""Where the window stands: as it was last time; the first time it takes all of a small screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow

from vaxdesk.settings import WINDOW, Settings

COMFORTABLE = (1366, 728)
"""Logical pixels in which everything has room: a small laptop's screen less its task bar."""


def place_window(window: QMainWindow, settings: Settings) -> None:
    """Give the window its size."""
    width, _, height = settings.read(WINDOW).partition("x")
    if width.isdecimal() and height.isdecimal():
        window.resize(int(width), int(height))
        return
    window.resize(*COMFORTABLE)
    screen = window.screen().availableGeometry()
    if screen.width() <= COMFORTABLE[0] or screen.height() <= COMFORTABLE[1]:
        window.setWindowState(Qt.WindowState.WindowMaximized)


def keep_place(window: QMainWindow, settings: Settings) -> None:
    """Remember the window's size."""
    settings.write(WINDOW, "" if window.isMaximized() else f"{window.width()}x{window.height()}")
