"""What can be wrong with a file as a whole. Wrong data in its rows is no error: it is kept, and an issue tells it."""

from __future__ import annotations

from typing import ClassVar

from vaxdesk.errors import StaffCanFix


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


class ListUnreadable(StaffCanFix):
    """A file of which nothing can be loaded. All carry ``file``, the bare name."""

    status: ClassVar[int] = 3


class FileMissing(ListUnreadable):
    """There is no such file."""

    code = "list.missing"
    says = _("There is no file {file}.")
    cure = _("Check the name and the folder, or whether the stick is still plugged in.")


class FileLocked(ListUnreadable):
    """The system refuses to open it."""

    code = "list.locked"
    says = _("The file {file} can't be opened: another program holds it, or you may not read it.")
    cure = _("Close it in Excel and try again.")


class FileEmpty(ListUnreadable):
    """Nothing in it."""

    code = "list.empty"
    says = _("The file {file} is empty.")
    cure = _("Ask whoever sent it to send it again.")


class NotATable(ListUnreadable):
    """Some other kind of file, whatever its name says."""

    code = "list.not_a_table"
    says = _("The file {file} is neither an Excel workbook nor a text table.")
    cure = _("Open it in the program it was made with and save it as .xlsx.")


class PasswordProtected(ListUnreadable):
    """An encrypted workbook."""

    code = "list.password"
    says = _("The workbook {file} is protected by a password.")
    cure = _("Type its password, or ask whoever sent it.")


class FolderWithoutLists(ListUnreadable):
    """A folder in which there is nothing that could be a list."""

    code = "list.folder"
    says = _("There is no list in the folder {file}.")
    cure = _("Choose the folder in which the Excel, ODS or text files are.")


class PasswordWrong(ListUnreadable):
    """An encrypted workbook, and another password than its own."""

    code = "list.password_wrong"
    says = _("That is not the password of the workbook {file}.")
    cure = _("Mind capitals and the keyboard's language, or ask whoever sent it.")


class FileDamaged(ListUnreadable):
    """It begins like a workbook but can't be read to its end."""

    code = "list.damaged"
    says = _("The workbook {file} is damaged and can't be read.")
    cure = _("Open it in Excel, let Excel repair it, save it under another name, or ask for the file again.")


class NoListInFile(ListUnreadable):
    """No sheet has a header with a column of names."""

    code = "list.none"
    says = _("There is no list in {file}: no sheet has a header row with a column of names.")
    cure = _("Check that the first row above the people names the columns: Họ và tên, Ngày sinh, …")


class FileTooLarge(ListUnreadable):
    """It needs more memory than reading is allowed."""

    code = "list.too_large"
    says = _("The file {file} is too large to be read.")
    cure = _("Delete the empty rows and columns below and beside the list, or split it into several files.")


class FileTooSlow(ListUnreadable):
    """It needs more time than reading is allowed."""

    code = "list.too_slow"
    says = _("The file {file} takes too long to read.")
    cure = _("Delete the empty rows and columns below and beside the list, or split it into several files.")


class ReadingFailed(ListUnreadable):
    """The reading process ended without an answer."""

    code = "list.failed"
    says = _("The file {file} could not be read: reading it stopped unexpectedly.")
    cure = _("Open it in Excel, save it as .xlsx under another name and load that.")


class MappingWrong(StaffCanFix):
    """A mapping handed in that doesn't fit the file. ``name`` is what doesn't fit."""

    code = "list.mapping"
    says = _("The mapping doesn't fit {file}: {name}.")
    cure = _("Take what “load --dry-run --json” prints for this file and change only the fields of its columns.")
    status: ClassVar[int] = 2


BY_CODE: dict[str, type[StaffCanFix]] = {
    leaf.code: leaf
    for leaf in (
        FileMissing, FileLocked, FileEmpty, NotATable, PasswordProtected, PasswordWrong, FileDamaged, NoListInFile,
        FileTooLarge, FileTooSlow, ReadingFailed, MappingWrong, FolderWithoutLists,
    )
}  # fmt: skip
"""The leaves by their code, as they come back from the reading process."""
