"""Qt's own words (menus of fields, buttons of its dialogs) in the user's language; Qt brings none in Vietnamese."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTranslator

from vaxdesk.wording import Wording


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


TEXTS = frozenset(
    {
        _("&Undo"), _("&Redo"), _("Cu&t"), _("&Copy"), _("&Paste"), _("Delete"), _("Select All"), _("Clear"),
        _("Copy &Link Location"), _("OK"), _("Cancel"), _("&Cancel"), _("Close"), _("&Close"), _("Open"), _("&Open"),
        _("Save"), _("&Save"), _("Save As"), _("Discard"), _("Apply"), _("Reset"), _("Help"), _("&Yes"), _("&No"),
        _("Abort"), _("Retry"), _("Ignore"), _("Find Directory"), _("Directory:"), _("Folder"), _("File"),
        _("File &name:"), _("Files of type:"), _("Look in:"), _("All Files (*)"), _("Back"), _("Forward"),
        _("Parent Directory"), _("Create New Folder"), _("List View"), _("Detail View"), _("&Choose"), _("Name"),
        _("Size"), _("Type"), _("Date Modified"), _("My Computer"), _("Computer"), _("New Folder"), _("&New Folder"),
        _("&Rename"), _("&Delete"), _("Show &hidden files"), _("Go back"), _("Go forward"),
        _("Go to the parent directory"), _("Create a New Folder"), _("Change to list view mode"),
        _("Change to detail view mode"), _("Sidebar"), _("List of places and bookmarks"), _("Files"), _("Remove"),
        _("Recent Places"), _("Directories"),
        _("%1 already exists.\nDo you want to replace it?"),
        _("%1\nFile not found.\nPlease verify the correct file name was given."),
        _("%1\nDirectory not found.\nPlease verify the correct directory name was given."),
    }
)  # fmt: skip
"""The texts of Qt that a user can meet, with the ampersands of their keys."""


class QtWords(QTranslator):
    """Answers Qt from our own catalogue."""

    def __init__(self, wording: Wording, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wording = wording

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        """Give a text of Qt's in the user's language; nothing where it isn't one of those."""
        del context, disambiguation, n
        return self._wording.say(text) if text in TEXTS else ""

    def isEmpty(self) -> bool:
        """Tell Qt to ask."""
        return False
