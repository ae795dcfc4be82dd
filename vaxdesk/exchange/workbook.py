"""The national platform's import workbook, filled by splicing rows into a blank one.

Nothing of the ministry's file is lost and nothing touches the disk: the zip is copied in memory, every part as it lies
there, and only the sheet of people gets its rows. A library that writes workbooks would drop what it doesn't know and
put the sheets into temporary files in clear (``DECISIONS.md``).
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from posixpath import join, normpath
from xml.parsers.expat import ExpatError

from vaxdesk.exchange.archive import DEFLATED, STORED, Member, pack_member, write_archive
from vaxdesk.exchange.errors import TemplateLacksColumn, TemplateUnreadable
from vaxdesk.exchange.rows import Cell
from vaxdesk.exchange.sheet_xml import (
    PeopleSheet,
    name_column,
    read_people_sheet,
    read_relations,
    read_shared_texts,
    read_sheets,
)
from vaxdesk.model.catalogue import PLATFORM_COLUMNS, PLATFORM_SHEET, PlatformColumn
from vaxdesk.model.text import header_key, tidy

_LARGEST_PART = 256 << 20
_LEVEL = 3
"""A third less time than the usual 6, for a tenth more bytes."""
_LOCAL_HEADER = 30
_OPTIONAL = frozenset({"row_no", "result_failed", "result_done"})
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_NEEDS_CARE = re.compile("[&<>\x00-\x1f\ud800-\udfff\ufffe\uffff]|  |^ | $|_x")


def fill_workbook(template: bytes, rows: Sequence[Sequence[Cell]], *, file: str) -> bytes:
    """Put ``rows`` (in the order of ``PLATFORM_COLUMNS``) into a copy of the blank workbook; gives the new file.

    Columns are found by their headers. Text goes in as text, whatever it looks like; the running number is set where
    a row has none. Whatever stood below the header of the blank workbook is gone. ``file`` is its name, for the
    sentence that refuses it: TemplateUnreadable, TemplateLacksColumn.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as book:
            path, sheet = _find_people_sheet(book)
            if sheet is None:
                raise TemplateUnreadable(file=file)
            columns = _match_columns(sheet, file)
            filled = _splice(sheet, _write_rows(sheet, columns, rows), columns, len(rows))
            members = [
                pack_member(path, filled, level=_LEVEL) if info.filename == path else _copy_member(book, template, info)
                for info in book.infolist()
            ]
    except (zipfile.BadZipFile, zlib.error, ExpatError, KeyError, ValueError, RuntimeError) as error:
        raise TemplateUnreadable(file=file) from error
    return write_archive(members)


def _find_people_sheet(book: zipfile.ZipFile) -> tuple[str, PeopleSheet | None]:
    """Give path and contents of the sheet with the people's header: the one of the usual name first."""
    roots = read_relations(_read_part(book, "_rels/.rels")).values()
    workbook = next((target.lstrip("/") for kind, target in roots if kind == "officeDocument"), "")
    folder, _, name = workbook.rpartition("/")
    relations = read_relations(_read_part(book, join(folder, "_rels", f"{name}.rels")))
    paths = {key: normpath(join("/", folder, target)).lstrip("/") for key, (_, target) in relations.items()}
    texts_path = next((paths[key] for key, (kind, _) in relations.items() if kind == "sharedStrings"), None)
    sheets = sorted(read_sheets(_read_part(book, workbook)), key=lambda one: one[0] != PLATFORM_SHEET)
    texts: list[str] = []
    for _title, key in sheets:
        data = _read_part(book, paths[key])
        if texts_path is not None and not texts and b't="s"' in data:
            texts = read_shared_texts(_read_part(book, texts_path))
        sheet = read_people_sheet(data, texts, header_key("Họ và tên"))
        if sheet is not None:
            return paths[key], sheet
    return "", None


def _read_part(book: zipfile.ZipFile, path: str) -> bytes:
    if book.getinfo(path).file_size > _LARGEST_PART:
        raise ValueError(path)
    return book.read(path)


def _copy_member(book: zipfile.ZipFile, template: bytes, info: zipfile.ZipInfo) -> Member:
    """Take a part over as it lies there, packed."""
    if info.compress_type not in (STORED, DEFLATED) or info.flag_bits & 1:
        return pack_member(info.filename, book.read(info))
    start = info.header_offset
    names = template[start + 26 : start + _LOCAL_HEADER]
    body = start + _LOCAL_HEADER + int.from_bytes(names[:2], "little") + int.from_bytes(names[2:], "little")
    packed = template[body : body + info.compress_size]
    return Member(info.filename, info.compress_type, info.CRC, info.file_size, packed)


def _match_columns(sheet: PeopleSheet, file: str) -> Mapping[str, int]:
    """Find each platform column by its header; gives the column's place, counted from 1, by its key."""
    places: dict[tuple[str, str], int] = {}
    for place, (group, title) in sorted(sheet.headers.items()):
        places.setdefault((_key(group), _key(title)), place)
    found: dict[str, int] = {}
    for column in PLATFORM_COLUMNS:
        there = places.get((_key(column.group or ""), _key(column.title)))
        if there is not None:
            found[column.key] = there
        elif column.key not in _OPTIONAL:
            raise TemplateLacksColumn(file=file, column=_name_column(column))
    return found


def _key(header: str) -> str:
    return header_key(header) or tidy(header)


def _name_column(column: PlatformColumn) -> str:
    title = tidy(column.title)
    return title if column.group is None else f"{title} ({tidy(column.group)})"


def _write_rows(sheet: PeopleSheet, columns: Mapping[str, int], rows: Sequence[Sequence[Cell]]) -> bytes:
    """Write the rows' XML, cells in the order of the sheet's columns, each in the style of the first row of people."""
    tag = sheet.prefix
    cells = sorted((columns[column.key], at) for at, column in enumerate(PLATFORM_COLUMNS) if column.key in columns)
    styles = {place: sheet.styles.get(place, 0) for place, _ in cells}
    starts = {place: f'<{tag}c r="{name_column(place)}' for place, _ in cells}
    texts = {place: f'" s="{styles[place]}" t="inlineStr"><{tag}is><{tag}t' for place, _ in cells}
    numbers = {place: f'" s="{styles[place]}"><{tag}v>' for place, _ in cells}
    end_text, end_number, end_row = f"</{tag}t></{tag}is></{tag}c>", f"</{tag}v></{tag}c>", f"</{tag}row>"
    number_at = columns.get("row_no")
    parts: list[str] = []
    for count, row in enumerate(rows, start=1):
        line = sheet.first_row + count - 1
        parts.append(f'<{tag}row r="{line}"{sheet.row_attributes}>')
        for place, at in cells:
            value = count if place == number_at and row[at] is None else row[at]
            if isinstance(value, str):
                parts.append(f"{starts[place]}{line}{texts[place]}{_write_text(value)}{end_text}")
            elif value is not None:
                parts.append(f"{starts[place]}{line}{numbers[place]}{value}{end_number}")
        parts.append(end_row)
    return "".join(parts).encode("utf-8")


def _write_text(value: str) -> str:
    """Give what follows ``<t``: the tag's end and the text, escaped, without what XML can't hold."""
    if not _NEEDS_CARE.search(value):
        return f">{value}"
    value = _NOT_IN_XML.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    # A workbook reads _x0041_ as A; the underscore itself is written so.
    value = _LOOKS_ESCAPED.sub("_x005F_", value)
    value = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f' xml:space="preserve">{value}'


def _splice(sheet: PeopleSheet, rows: bytes, columns: Mapping[str, int], count: int) -> bytes:
    """Put the rows' XML in the place of what stood below the header, and the sheet's extent right."""
    data = sheet.data
    cut, resume = sheet.cut, sheet.resume
    spliced = data[:cut] + sheet.opening + rows + sheet.closing + data[resume:]
    if sheet.dimension is None:
        return spliced
    start, end = sheet.dimension
    last = max(*sheet.headers, *columns.values())
    extent = f'<{sheet.prefix}dimension ref="A1:{name_column(last)}{sheet.first_row - 1 + count}"/>'
    return spliced[:start] + extent.encode() + spliced[end:]
