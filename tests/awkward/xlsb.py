"""Binary workbooks (.xlsb): no library writes them, so the few records that cells need are written here."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from tests.awkward.entries import EXCEL_ZERO, Failed, Padded
from tests.awkward.grids import Grid
from vaxdesk.intake.shown import ERROR_CODES

_TYPES: Final = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>"""
_RELS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>"""
_REL: Final = (
    '<Relationship Id="rId{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"'
    ' Target="{}"/>'
)
_DAY_STYLE: Final = 1


def _record(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = len(body), b""
    while size >= 0x80:
        length += bytes([size & 0x7F | 0x80])
        size >>= 7
    return head + length + bytes([size]) + body


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")


def _styles() -> bytes:
    """Two styles: none, and the built-in one for days (14)."""
    xfs = b"".join(_record(47, struct.pack("<HHHHH", 0, code, 0, 0, 0) + bytes(6)) for code in (0, 14))
    return _record(278) + _record(617, struct.pack("<I", 2)) + xfs + _record(618) + _record(279)


def _sheet(grid: Grid, spell: Callable[[str], str]) -> bytes:
    width = max(map(len, grid.rows), default=1)
    size = struct.pack("<IIII", 0, max(0, len(grid.rows) - 1), 0, max(0, width - 1))
    hidden = [_record(60, struct.pack("<IIIIH", at, at, 2304, 0, 1)) for at in sorted(grid.hidden_columns)]
    columns = [_record(390), *hidden, _record(391)] if hidden else []
    out = [_record(129), _record(148, size), *columns, _record(145)]
    for row, cells in enumerate(grid.rows):
        look = 0x1000 if row + 1 in grid.hidden_rows else 0
        out.append(_record(0, struct.pack("<IIHHB", row, 0, 300, look, 0) + struct.pack("<I", 0)))
        for at, cell in enumerate(cells):
            style = _DAY_STYLE if isinstance(cell, date) else 0
            head = struct.pack("<II", at, style)
            if isinstance(cell, Failed):
                code = next(code for code, shows in ERROR_CODES.items() if shows == cell.shows)
                out.append(_record(3, head + bytes([code])))
            elif isinstance(cell, str | Padded):
                out.append(_record(6, head + _text(spell(cell) if isinstance(cell, str) else str(cell))))
            elif isinstance(cell, date):
                out.append(_record(5, head + struct.pack("<d", (cell - EXCEL_ZERO).days)))
            elif cell is not None:
                out.append(_record(5, head + struct.pack("<d", float(cell))))
    return b"".join([*out, _record(146), _record(130)])


def write_xlsb(path: Path, grids: Sequence[Grid], spell: Callable[[str], str]) -> None:
    """Write the sheets, without their merged cells."""
    names = [
        _record(
            156, struct.pack("<II", 1 if grid.hidden else 0, number) + _text(f"rId{number}") + _text(grid.name[:31])
        )
        for number, grid in enumerate(grids, start=1)
    ]
    book = _record(131) + _record(143) + b"".join(names) + _record(144) + _record(132)
    links = [_REL.format(number, "worksheet", f"worksheets/sheet{number}.bin") for number in range(1, len(grids) + 1)]
    links.append(_REL.format(99, "styles", "styles.bin"))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("[Content_Types].xml", _TYPES)
        out.writestr("_rels/.rels", _RELS.format(_REL.format(1, "officeDocument", "xl/workbook.bin")))
        out.writestr("xl/workbook.bin", book)
        out.writestr("xl/_rels/workbook.bin.rels", _RELS.format("".join(links)))
        out.writestr("xl/styles.bin", _styles())
        for number, grid in enumerate(grids, start=1):
            out.writestr(f"xl/worksheets/sheet{number}.bin", _sheet(grid, spell))
