"""Opens a file and gives its sheets: the only place that knows a spreadsheet library.

What a file is, is told by its first bytes; its suffix may lie. Formulas, macros and links are never run: the values
that were saved with them are read.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from vaxdesk.intake.biff import look_at_records
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
from vaxdesk.intake.locked import unlock
from vaxdesk.intake.markup import TooManyCells, is_markup, read_tables
from vaxdesk.intake.records import split_records
from vaxdesk.intake.shown import Shown
from vaxdesk.intake.zipped import look_at_workbook

Merge = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merged range, as (row, column) counted from 0."""

_ZIP: Final = b"PK"
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_SUFFIXES: Final = {"zip": frozenset({".xlsx", ".xlsm"}), "ole": frozenset({".xls"})}
_NO_TEXT: Final = (b"%pdf", b"{\\rtf")
_MOST_CELLS: Final = 60_000_000
"""Cells of one sheet, blanks between included; a workbook's stray cell in the last row and column makes 17 billion."""
_EXACT: Final = 1e15
"""Below this a number of Excel has all its digits."""
_MOST_ROWS: Final = 1_048_576
_MOST_COLUMNS: Final = 16_384
_AT_A_TIME: Final = 2
"""Sheets that are unpacked at a time."""
_PLAIN: Final = frozenset({str, float, int})
"""Types of cells whose text doesn't depend on where they stand."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The raw cells of one sheet as text.

    ``rows[i]`` is the row Excel numbers i + 1, cells from column A on; rows may differ in length, a blank row is
    empty. ``dates`` names the cells that are true dates of the workbook (their text is ISO 8601), ``shown`` what Excel
    shows beside the values.
    """

    name: str | None
    rows: list[list[str]]
    dates: frozenset[tuple[int, int]] = frozenset()
    merges: tuple[Merge, ...] = field(default=())
    shown: Shown = field(default=Shown())


def open_sheets(path: Path, password: str | None = None) -> list[Sheet]:
    """Read all sheets of a workbook, or the one table of a text file. ``password`` is tried where it needs one.

    Raises a :class:`vaxdesk.intake.errors.ListUnreadable` where that can't be done.
    """
    name = path.name
    try:
        with path.open("rb") as file:
            head = file.read(512)
        if not head:
            raise FileEmpty(file=name)
        if head.startswith(_ZIP):
            return _open_workbook(path, "zip", password)
        if head.startswith(_OLE):
            return _open_workbook(path, "ole", password)
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
    try:
        records = read_tables(text) if is_markup(data[:512]) else split_records(text)
    except TooManyCells:
        raise FileTooLarge(file=name) from None
    if not any(map(any, records)):
        raise NotATable(file=name)
    texts = _Texts()
    return Sheet(None, [_trim([texts[cell] for cell in record]) for record in records])


def _open_workbook(path: Path, form: str, password: str | None) -> list[Sheet]:
    try:
        return _read_workbook(path, form)
    except PasswordError:
        pass
    except CalamineError:
        refusal = _explain(path, form)
        if not isinstance(refusal, PasswordProtected):
            raise refusal from None
    try:
        return _read_workbook(unlock(path, password), form, path.name)
    except CalamineError:
        raise FileDamaged(file=path.name) from None


def _read_workbook(source: Path | BytesIO, form: str, name: str = "") -> list[Sheet]:
    """Read values, then what is shown beside them. ``name`` is the file's where the source is its unlocked content."""
    file = source.name if isinstance(source, Path) else name
    try:
        with ExitStack() as opened:
            return _read_sheets(lambda: _open_book(source, form, opened), lambda: _look_again(source), file)
    except (CalamineError, OSError, MemoryError, FileTooLarge, KeyboardInterrupt):
        raise
    except BaseException as error:
        # A panic inside calamine arrives as a class of its own under BaseException.
        if type(error).__name__ != "PanicException":
            raise
        raise FileDamaged(file=file) from None


def _open_book(source: Path | BytesIO, form: str, opened: ExitStack) -> CalamineWorkbook:
    if isinstance(source, BytesIO):
        return opened.enter_context(CalamineWorkbook.from_filelike(BytesIO(source.getbuffer())))
    # By path, calamine goes by the suffix and tells a password; by content it believes no suffix.
    if source.suffix.lower() in _SUFFIXES[form]:
        return opened.enter_context(CalamineWorkbook.from_path(source))
    return opened.enter_context(CalamineWorkbook.from_filelike(opened.enter_context(source.open("rb"))))


def _look_again(source: Path | BytesIO) -> dict[str, Shown]:
    """Look a second time for what calamine doesn't tell."""
    if isinstance(source, BytesIO):
        head = bytes(source.getbuffer()[:8])
    else:
        with source.open("rb") as file:
            head = file.read(8)
    return look_at_records(source) if head.startswith(_OLE) else look_at_workbook(source)


def _show_errors(sheet: Sheet) -> Sheet:
    """Give the sheet with a cell whose formula failed holding the error it shows."""
    if not sheet.shown.errors:
        return sheet
    rows = list(sheet.rows)
    for (row, column), text in sheet.shown.errors.items():
        if row >= _MOST_ROWS or column >= _MOST_COLUMNS:
            continue
        rows += [[] for _ in range(row + 1 - len(rows))]
        cells = rows[row] = [*rows[row], *[""] * (column + 1 - len(rows[row]))]
        cells[column] = cells[column] or text
    return replace(sheet, rows=rows)


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


def _read_sheets(
    open_book: Callable[[], CalamineWorkbook], look: Callable[[], dict[str, Shown]], file: str
) -> list[Sheet]:
    """Read the sheets of a workbook in their order, with what ``look`` sees beside the values.

    calamine lets go of the interpreter while it unpacks a sheet, so two are unpacked at a time, each from the
    workbook opened for itself, while this thread reads those that are ready. The look, which unpacks too, comes last.
    """
    free = [open_book()]
    names = [meta.name for meta in free[0].sheets_metadata if meta.typ is SheetTypeEnum.WorkSheet]
    sheets: dict[int, Sheet] = {}

    def unpack(name: str) -> CalamineSheet:
        try:
            book = free.pop()
        except IndexError:
            book = open_book()
        sheet = book.get_sheet_by_name(name)
        free.append(book)
        return sheet

    with ThreadPoolExecutor(max_workers=_AT_A_TIME) as unpacking:
        coming = {unpacking.submit(unpack, name): place for place, name in enumerate(names)}
        looking = unpacking.submit(look)
        for ready in as_completed(list(coming)):
            place = coming.pop(ready)
            sheets[place] = _read_sheet(ready.result(), file)
            del ready  # what it holds is as big as the sheet
        seen = looking.result()
    ordered = [sheets[place] for place in range(len(names))]
    return [_show_errors(replace(sheet, shown=seen[sheet.name])) if sheet.name in seen else sheet for sheet in ordered]


def _read_sheet(sheet: CalamineSheet, file: str) -> Sheet:
    start, end = sheet.start, sheet.end
    if start is None or end is None:
        return Sheet(sheet.name, [])
    if (end[0] + 1) * (end[1] + 1) > _MOST_CELLS:
        raise FileTooLarge(file=file)
    dates: set[tuple[int, int]] = set()
    texts = _Texts()
    write = texts.__getitem__
    rows: list[list[str]] = []
    blank: list[str] = []
    width = end[1] + 1
    for number, cells in enumerate(sheet.iter_rows()):
        # iter_rows leaves out the blank columns on the left.
        first = width - len(cells)
        if _PLAIN.issuperset(map(type, cells)):
            row = list(map(write, cells))
        else:
            row = [write(cell) if type(cell) in _PLAIN else _write(cell, number, first + at, dates)
                   for at, cell in enumerate(cells)]  # fmt: skip
        rows.append(_trim([""] * first + row if first else row) or blank)
    missing = end[0] + 1 - len(rows)
    if missing > 0:
        rows[:0] = [blank] * missing
        dates = {(row + missing, column) for row, column in dates}
    merges: tuple[Merge, ...] = ()
    with suppress(CalamineError):
        merges = tuple(sheet.merged_cell_ranges or ())
    return Sheet(sheet.name, rows, frozenset(dates), merges)


class _Texts(dict[object, str]):
    """One object for equal texts of a sheet (lists repeat themselves); of blanks alone nothing is left.

    Whole numbers are written without a point.
    """

    def __missing__(self, cell: object) -> str:
        if isinstance(cell, str):
            kept = cell if cell.strip() else ""
        elif isinstance(cell, float):
            kept = str(int(cell)) if cell.is_integer() and abs(cell) < _EXACT else repr(cell)
        else:
            kept = str(cell)
        self[cell] = kept
        return kept


def _trim(row: list[str]) -> list[str]:
    while row and not row[-1]:
        row.pop()
    return row


def _write(cell: object, row: int, column: int, dates: set[tuple[int, int]]) -> str:
    """Write as text what is neither text nor number: dates as ISO 8601, noted in ``dates``."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, dt.datetime):
        dates.add((row, column))
        midnight = cell.time() == dt.time()
        return cell.date().isoformat() if midnight else cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, dt.date):
        dates.add((row, column))
        return cell.isoformat()
    return str(cell)
