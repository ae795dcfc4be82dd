"""The keys of Nạp danh sách, for the help of F1."""

from __future__ import annotations


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


KEYS = (
    ("Ctrl+O", _("choose files")),
    ("Ctrl+Shift+O", _("choose a folder; every list in it is read")),
    ("↑ ↓", _("another file")),
    ("1 2 3", _("answer the question")),
    ("Enter", _("load, when no question is open")),
    ("Delete", _("take the file off this list; it stays on the disk")),
    ("F6, ← →, Enter", _("go to the columns, choose one, change what it holds")),
    ("F5, Ctrl+R", _("read the file again")),
)
