"""The clipboard, for citizens' data: kept out of the system's history and cloud, emptied when the store is locked."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from vaxdesk.systems import this_system

OURS = "application/x-vaxdesk"
"""Marks what this program put there: nothing else is ever taken away."""

AS_TEXT = 'mso-number-format:"\\@"'
"""What makes a spreadsheet take a cell for text."""
FORMULA = frozenset("=+-@")
"""What a formula starts with."""


def copy_text(text: str) -> None:
    """Copy a text."""
    data = QMimeData()
    data.setText(text)
    _put(data)


def copy_table(rows: Sequence[Sequence[str]]) -> None:
    """Copy a table for a spreadsheet. Every cell is text there: numbers keep their zeros, no formula comes alive."""
    data = QMimeData()
    data.setText("\n".join("\t".join(_make_plain(cell) for cell in row) for row in rows))
    lines = ("".join(f"<td style='{AS_TEXT}'>{escape(cell)}</td>" for cell in row) for row in rows)
    data.setHtml("<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>")
    _put(data)


def _make_plain(cell: str) -> str:
    text = " ".join(cell.split())
    return f"'{text}" if text[:1] in FORMULA else text


def _put(data: QMimeData) -> None:
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
