"""What a binary workbook (.xlsb) shows beside its values: what is hidden, and the errors of cells."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from typing import Final

from vaxdesk.intake.packed import LARGEST_PART, Attributes, open_part, parse_part
from vaxdesk.intake.shown import ERROR_CODES, Gathering, Shown

PART: Final = "xl/workbook.bin"
_LINKS: Final = "xl/_rels/workbook.bin.rels"
_LARGEST: Final = 1 << 27
"""Bytes of a sheet at most; one of a hundred thousand people has a tenth of it."""
_ROW, _COLUMNS, _SHEET = 0, 60, 156
_ERRORS: Final = frozenset({3, 11})
_CELLS: Final = frozenset(range(2, 12))
"""Records of cells that hold something."""
_NUMBER: Final = struct.Struct("<I")
_TWO: Final = struct.Struct("<II")
_ROW_HIDDEN: Final = 0x10
_MOST_COLUMNS: Final = 16_384


def look_at_binary(book: zipfile.ZipFile) -> dict[str, Shown]:
    """Give, by name of sheet, what there is to see; sheets without anything are left out."""
    seen = {}
    for name, part, is_hidden in _list_sheets(book):
        with open_part(book, part, _LARGEST) as file:
            shown = _look_at_sheet(file.read(), is_hidden=is_hidden)
        if shown != Shown():
            seen[name] = shown
    return seen


def _list_sheets(book: zipfile.ZipFile) -> Iterator[tuple[str, str, bool]]:
    """Give name, part and whether it is hidden of each sheet."""
    parts: dict[str, str] = {}

    def take_link(name: str, said: Attributes) -> None:
        if name == "Relationship" and said.get("Type", "").endswith("/worksheet"):
            target = said.get("Target", "")
            parts[said.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"

    with open_part(book, _LINKS, LARGEST_PART) as file:
        parse_part(file, take_link)
    with open_part(book, PART, LARGEST_PART) as file:
        data = file.read()
    for kind, at in _list_records(data):
        if kind == _SHEET:
            link, after = _read_text(data, at + 8)
            name, _ = _read_text(data, after)
            if link in parts:
                yield name, parts[link], _NUMBER.unpack_from(data, at)[0] != 0


def _read_text(data: bytes, at: int) -> tuple[str, int]:
    end = at + 4 + 2 * int(_NUMBER.unpack_from(data, at)[0])
    return data[at + 4 : end].decode("utf-16-le", "replace"), end


def _list_records(data: bytes) -> Iterator[tuple[int, int]]:
    """Give the kind of each record and where its body begins; numbers are written seven bits to a byte."""
    at, end = 0, len(data)
    while at < end:
        kind = data[at]
        at += 1
        if kind & 0x80:
            kind = kind & 0x7F | (data[at] & 0x7F) << 7
            at += 1
        size = data[at]
        at += 1
        if size & 0x80:
            size &= 0x7F
            for shift in (7, 14, 21):
                byte = data[at]
                at += 1
                size |= (byte & 0x7F) << shift
                if not byte & 0x80:
                    break
        yield kind, at
        at += size


def _look_at_sheet(data: bytes, *, is_hidden: bool) -> Shown:
    seen = Gathering()
    row, is_row_hidden = -1, False
    for kind, at in _list_records(data):
        if kind == _ROW:
            row, is_row_hidden = _NUMBER.unpack_from(data, at)[0], bool(data[at + 11] & _ROW_HIDDEN)
        elif kind in _ERRORS:
            seen.errors[row, _NUMBER.unpack_from(data, at)[0]] = ERROR_CODES.get(data[at + 8], "#N/A")
        elif kind == _COLUMNS and data[at + 16] & 1:
            first, last = _TWO.unpack_from(data, at)
            seen.columns.update(range(first, min(last + 1, _MOST_COLUMNS)))
        if is_row_hidden and kind in _CELLS:
            seen.rows.add(row)
    return seen.finish(is_hidden=is_hidden)
