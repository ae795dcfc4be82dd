"""Opens a file and gives its sheets: the only place that knows a spreadsheet library.

What a file is, is told by its first bytes; its suffix may lie. Formulas, macros and links are never run: the values
that were saved with them are read.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from vaxdesk.intake.encoding import decode_text
from vaxdesk.intake.errors import (
    FileDamaged,
    FileEmpty,
    FileLocked,
    FileMissing,
    FileTooLarge,
    NotATable,
    PasswordProtected,
)
from vaxdesk.intake.records import split_records

Merge = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merged range, as (row, column) counted from 0."""

_ZIP: Final = b"PK"
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_SUFFIXES: Final = {"zip": frozenset({".xlsx", ".xlsm"}), "ole": frozenset({".xls"})}
_NO_TEXT: Final = (b"%pdf", b"{\\rtf", b"<html", b"<!doct", b"<?xml", b"<table")
_MOST_CELLS: Final = 60_000_000
"""Cells of one sheet, blanks between included; a workbook's stray cell in the last row and column makes 17 billion."""
_EXACT: Final = 1e15
"""Below this a number of Excel has all its digits."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The raw cells of one sheet as text.

    ``rows[i]`` is the row Excel numbers i + 1, cells from column A on; rows may differ in length, a blank row is
    empty. ``dates`` names the cells that are true dates of the workbook (their text is ISO 8601).
    """

    name: str | None
    rows: list[list[str]]
    dates: frozenset[tuple[int, int]] = frozenset()
    merges: tuple[Merge, ...] = field(default=())


def open_sheets(path: Path) -> list[Sheet]:
    """Read all sheets of a workbook, or the one table of a text file.

    Raises a :class:`vaxdesk.intake.errors.ListUnreadable` where that can't be done.
    """
    name = path.name
    try:
        with path.open("rb") as file:
            head = file.read(512)
        if not head:
            raise FileEmpty(file=name)
        if head.startswith(_ZIP):
            return _open_workbook(path, "zip")
        if head.startswith(_OLE):
            return _open_workbook(path, "ole")
        return [_open_text(path.read_bytes(), name)]
    except FileNotFoundError:
        raise FileMissing(file=name) from None
    except (PermissionError, IsADirectoryError):
        raise FileLocked(file=name) from None
    except OSError:
        raise FileDamaged(file=name) from None


def fingerprint_sheets(sheets: Iterable[Sheet]) -> str:
    """Give the SHA-256 in hex over sheet names, coordinates and texts of all cells that hold something.

    Saving a workbook again, with other styles, widths or blank rows below, changes nothing.
    """
    digest = hashlib.sha256()
    for sheet in sheets:
        lines = [f"\x1d{sheet.name or ''}"]
        for number, row in enumerate(sheet.rows, start=1):
            if not row:
                continue
            line = "\x1f".join(row)
            if line.count("\x1f") != len(row) - 1:
                line = "\x1f".join([cell.replace("\x1f", "\x1f\x1e") for cell in row])
            line = line.rstrip("\x1f")
            if line:
                lines.append(f"{number}\x1f{line}")
        digest.update("\x1c".join(lines).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def name_column(index: int) -> str:
    """Give the letters Excel shows over a column counted from 0: A, Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _open_text(data: bytes, name: str) -> Sheet:
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise FileEmpty(file=name)
    if data.lstrip()[:6].lower().startswith(_NO_TEXT):
        raise NotATable(file=name)
    text = decode_text(data)
    if text is None:
        raise NotATable(file=name)
    odd = sum(text.count(chr(code)) for code in (*range(9), *range(14, 32)))
    if odd > len(text) / 1000:
        raise NotATable(file=name)
    texts = _Texts()
    return Sheet(None, [_trim([texts[cell] for cell in record]) for record in split_records(text)])


def _open_workbook(path: Path, form: str) -> list[Sheet]:
    try:
        # By path, calamine goes by the suffix and tells a password; by content it believes no suffix.
        if path.suffix.lower() in _SUFFIXES[form]:
            with CalamineWorkbook.from_path(path) as book:
                return list(_read_sheets(book, path.name))
        with path.open("rb") as file, CalamineWorkbook.from_filelike(file) as book:
            return list(_read_sheets(book, path.name))
    except PasswordError:
        raise PasswordProtected(file=path.name) from None
    except CalamineError:
        raise _explain(path, form) from None
    except (OSError, MemoryError, FileTooLarge, KeyboardInterrupt):
        raise
    except BaseException as error:
        # A panic inside calamine arrives as a class of its own under BaseException.
        if type(error).__name__ != "PanicException":
            raise
        raise FileDamaged(file=path.name) from None


def _explain(path: Path, form: str) -> FileDamaged | NotATable | PasswordProtected:
    """Say why calamine refused: encrypted, another kind of file in that wrapping (Word, a zip), or damaged."""
    data = path.read_bytes()
    if form == "ole":
        if _ENCRYPTED in data:
            return PasswordProtected(file=path.name)
        known = any(name.encode("utf-16-le") in data for name in ("Workbook", "Book\0"))
    else:
        known = b"xl/" in data or (path.suffix.lower() in _SUFFIXES["zip"] and b"word/" not in data)
    return FileDamaged(file=path.name) if known else NotATable(file=path.name)


def _read_sheets(book: CalamineWorkbook, file: str) -> Iterator[Sheet]:
    names = [meta.name for meta in book.sheets_metadata if meta.typ is SheetTypeEnum.WorkSheet]
    # calamine lets go of the interpreter while it unpacks a sheet: the next one is unpacked while this one is read.
    with ThreadPoolExecutor(max_workers=1) as ahead:
        coming = deque([ahead.submit(book.get_sheet_by_name, names[0])] if names else [])
        for name in (*names[1:], None):
            if name is not None:
                coming.append(ahead.submit(book.get_sheet_by_name, name))
            if coming:
                yield _read_sheet(coming.popleft().result(), file)


def _read_sheet(sheet: CalamineSheet, file: str) -> Sheet:
    start, end = sheet.start, sheet.end
    if start is None or end is None:
        return Sheet(sheet.name, [])
    if (end[0] + 1) * (end[1] + 1) > _MOST_CELLS:
        raise FileTooLarge(file=file)
    dates: set[tuple[int, int]] = set()
    texts = _Texts()
    rows: list[list[str]] = []
    blank: list[str] = []
    width = end[1] + 1
    for number, cells in enumerate(sheet.iter_rows()):
        if not any(cells) and all(cell == "" for cell in cells):
            rows.append(blank)
            continue
        # iter_rows leaves out the blank columns on the left.
        first = width - len(cells)
        row = [texts[cell] if type(cell) is str else _write(cell, number, first + at, dates)
               for at, cell in enumerate(cells)]  # fmt: skip
        rows.append(_trim([""] * first + row if first else row))
    missing = end[0] + 1 - len(rows)
    if missing > 0:
        rows[:0] = [blank] * missing
        dates = {(row + missing, column) for row, column in dates}
    merges: tuple[Merge, ...] = ()
    with suppress(CalamineError):
        merges = tuple(sheet.merged_cell_ranges or ())
    return Sheet(sheet.name, rows, frozenset(dates), merges)


class _Texts(dict[str, str]):
    """One object for equal texts of a sheet (lists repeat themselves); of blanks alone nothing is left."""

    def __missing__(self, cell: str) -> str:
        kept = cell if cell.strip() else ""
        self[cell] = kept
        return kept


def _trim(row: list[str]) -> list[str]:
    while row and not row[-1]:
        row.pop()
    return row


def _write(cell: object, row: int, column: int, dates: set[tuple[int, int]]) -> str:
    """Write a cell's value as text: whole numbers without a point, dates as ISO 8601."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _EXACT else repr(cell)
    if isinstance(cell, dt.datetime):
        dates.add((row, column))
        midnight = cell.time() == dt.time()
        return cell.date().isoformat() if midnight else cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, dt.date):
        dates.add((row, column))
        return cell.isoformat()
    return str(cell)
