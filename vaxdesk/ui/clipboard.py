"""The clipboard, for citizens' data: kept out of the system's history and cloud, emptied when the store is locked."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from vaxdesk.systems import this_system

OURS = "application/x-vaxdesk"
"""Marks what this program put there: nothing else is ever taken away."""


def copy_text(text: str) -> None:
    """Copy a text."""
    data = QMimeData()
    data.setText(text)
    data.setData(OURS, b"1")
    for name, value in this_system().private_formats().items():
        data.setData(name, value)
    QGuiApplication.clipboard().setMimeData(data)


def paste_text() -> str:
    """Give the text that lies there."""
    return QGuiApplication.clipboard().text()


def clear_clipboard() -> None:
    """Empty the clipboard if what lies there is ours."""
    clipboard = QGuiApplication.clipboard()
    held = clipboard.mimeData()
    if held is not None and held.hasFormat(OURS):
        clipboard.clear()
