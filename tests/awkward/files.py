"""Sheets as files of every form that communes send."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Final

from tests.awkward.entries import Cell
from tests.awkward.grids import Grid

Spell = Callable[[str], str]
Write = Callable[[Path, Sequence[Grid], Spell], None]


def _say(cell: Cell) -> str:
    if cell is None:
        return ""
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell)


def write_xlsx(path: Path, grids: Sequence[Grid], spell: Spell) -> None:
    from xlsxwriter import Workbook

    book = Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for grid in grids:
        sheet = book.add_worksheet(grid.name[:31])
        for row, cells in enumerate(grid.rows):
            for at, cell in enumerate(cells):
                if isinstance(cell, str):
                    sheet.write_string(row, at, spell(cell))
                elif isinstance(cell, date):
                    sheet.write_datetime(row, at, datetime.combine(cell, time()), day)
                elif cell is not None:
                    sheet.write_number(row, at, cell)
        for top, left, bottom, right in grid.merges:
            cell = grid.rows[top][left]
            if isinstance(cell, date):
                sheet.merge_range(top, left, bottom, right, datetime.combine(cell, time()), day)
            else:
                sheet.merge_range(top, left, bottom, right, spell(cell) if isinstance(cell, str) else cell)
        if grid.hidden:
            sheet.hide()
    book.close()


def write_xls(path: Path, grids: Sequence[Grid], spell: Spell) -> None:
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    day, plain = xlwt.easyxf(num_format_str="dd/mm/yyyy"), xlwt.easyxf("")
    for grid in grids:
        sheet = book.add_sheet(grid.name[:31])
        covered = {
            (row, at) for top, left, bottom, right in grid.merges
            for row in range(top, bottom + 1) for at in range(left, right + 1)
        }  # fmt: skip
        for row, cells in enumerate(grid.rows):
            for at, cell in enumerate(cells):
                if cell is None or (row, at) in covered:
                    continue
                if isinstance(cell, date):
                    sheet.write(row, at, cell, day)
                else:
                    sheet.write(row, at, spell(cell) if isinstance(cell, str) else cell)
        for top, left, bottom, right in grid.merges:
            cell = grid.rows[top][left]
            style = day if isinstance(cell, date) else plain
            sheet.write_merge(top, bottom, left, right, spell(cell) if isinstance(cell, str) else cell, style)
    book.save(str(path))


def write_ods(path: Path, grids: Sequence[Grid], spell: Spell) -> None:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    for grid in grids:
        table = Table(name=grid.name)
        for cells in grid.rows:
            row = TableRow()
            for cell in cells:
                row.addElement(_make_ods_cell(cell, spell, TableCell, P))
            table.addElement(row)
        book.spreadsheet.addElement(table)
    book.save(str(path))


def _make_ods_cell(cell: Cell, spell: Spell, make: Callable[..., object], paragraph: Callable[..., object]) -> object:
    if cell is None:
        return make()
    if isinstance(cell, date):
        return make(valuetype="date", datevalue=cell.isoformat())
    if isinstance(cell, str):
        made = make(valuetype="string")
        made.addElement(paragraph(text=spell(cell)))  # type: ignore[attr-defined]
        return made
    return make(valuetype="float", value=str(cell))


def _write_text(mark: str, encoding: str) -> Write:
    def write(path: Path, grids: Sequence[Grid], spell: Spell) -> None:
        out = io.StringIO()
        for grid in grids:
            rows = ([spell(_say(cell)) for cell in row] for row in grid.rows)
            csv.writer(out, delimiter=mark).writerows(rows)
        path.write_bytes(out.getvalue().encode(encoding))

    return write


def write_html(path: Path, grids: Sequence[Grid], spell: Spell) -> None:
    lines = ["<html><head><meta http-equiv='Content-Type' content='text/html; charset=utf-8'></head><body>"]
    for grid in grids:
        lines.append("<table border=1>")
        for row in grid.rows:
            cells = "".join(f"<td>{spell(_say(cell)).replace('&', '&amp;')}</td>" for cell in row)
            lines.append(f"<tr>{cells}</tr>")
        lines.append("</table>")
    path.write_text("\n".join([*lines, "</body></html>"]), "utf-8")


FORMS: Final[dict[str, tuple[str, Write]]] = {
    "xlsx": (".xlsx", write_xlsx), "xls": (".xls", write_xls), "ods": (".ods", write_ods),
    "csv": (".csv", _write_text(",", "utf-8-sig")), "csv; without mark": (".csv", _write_text(";", "utf-8")),
    "utf-16": (".csv", _write_text("\t", "utf-16")), "tsv": (".tsv", _write_text("\t", "utf-8")),
    "txt": (".txt", _write_text("|", "utf-8")), "html named xls": (".xls", write_html),
    "csv named xls": (".xls", _write_text(";", "utf-8-sig")),
}  # fmt: skip
"""Every form of file: its suffix, which may lie, and what writes it."""
TEXTS: Final = frozenset({"csv", "csv; without mark", "utf-16", "tsv", "txt", "html named xls", "csv named xls"})
"""Forms that hold text alone: no true dates, no sheets."""
