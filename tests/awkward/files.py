"""Sheets as files of every form that communes send."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tests.awkward.entries import Cell, Failed, Padded
from tests.awkward.grids import Grid
from tests.awkward.xlsb import write_xlsb

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet as XlsxSheet
    from xlwt import Worksheet as XlsSheet

Spell = Callable[[str], str]
Write = Callable[[Path, Sequence[Grid], Spell], None]


def _say(cell: Cell) -> str:
    if cell is None:
        return ""
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell)


def write_xlsx(path: Path, grids: Sequence[Grid], spell: Spell) -> None:
    from xlsxwriter import Workbook

    book = Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    for grid in grids:
        sheet = book.add_worksheet(grid.name[:31])
        plain = book.add_format({"font_name": grid.font}) if grid.font else None
        formats = {"day": book.add_format({"num_format": "dd/mm/yyyy"}), "plain": plain}
        formats |= {str(digits): book.add_format({"num_format": "0" * digits}) for digits in range(8, 13)}
        for number in grid.hidden_rows:
            sheet.set_row(number - 1, None, None, {"hidden": True})
        for at in grid.hidden_columns:
            sheet.set_column(at, at, None, None, {"hidden": True})
        for row, cells in enumerate(grid.rows):
            for at, cell in enumerate(cells):
                _write_xlsx_cell(sheet, row, at, spell(cell) if isinstance(cell, str) else cell, formats)
        for top, left, bottom, right in grid.merges:
            cell = grid.rows[top][left]
            sheet.merge_range(top, left, bottom, right, "")
            _write_xlsx_cell(sheet, top, left, spell(cell) if isinstance(cell, str) else cell, formats)
        if grid.hidden:
            sheet.hide()
    book.close()


def _write_xlsx_cell(sheet: XlsxSheet, row: int, at: int, cell: Cell, formats: dict[str, Any]) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, at, cell, formats["plain"])
    elif isinstance(cell, date):
        sheet.write_datetime(row, at, datetime.combine(cell, time()), formats["day"])
    elif isinstance(cell, Padded):
        sheet.write_number(row, at, cell.number, formats[str(cell.digits)])
    elif isinstance(cell, Failed):
        sheet.write_formula(row, at, "=VLOOKUP(1,A1:B2,9)", None, cell.shows)
    elif cell is not None:
        sheet.write_number(row, at, cell)


def write_xls(path: Path, grids: Sequence[Grid], spell: Spell) -> None:
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    styles = {str(digits): xlwt.easyxf("", num_format_str="0" * digits) for digits in range(8, 13)}
    styles["day"] = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for grid in grids:
        sheet = book.add_sheet(grid.name[:31])
        sheet.visibility = int(grid.hidden)
        styles["plain"] = xlwt.easyxf(f"font: name {grid.font}" if grid.font else "")
        for number in grid.hidden_rows:
            sheet.row(number - 1).hidden = True
        for at in grid.hidden_columns:
            sheet.col(at).hidden = True
        covered = {
            (row, at) for top, left, bottom, right in grid.merges
            for row in range(top, bottom + 1) for at in range(left, right + 1)
        }  # fmt: skip
        for row, cells in enumerate(grid.rows):
            for at, cell in enumerate(cells):
                if cell is not None and (row, at) not in covered:
                    _write_xls_cell(sheet, (row, row, at, at), spell(cell) if isinstance(cell, str) else cell, styles)
        for top, left, bottom, right in grid.merges:
            cell = grid.rows[top][left]
            _write_xls_cell(sheet, (top, bottom, left, right), spell(cell) if isinstance(cell, str) else cell, styles)
    book.save(str(path))


def _write_xls_cell(sheet: XlsSheet, place: tuple[int, int, int, int], cell: Cell, styles: dict[str, Any]) -> None:
    top, bottom, left, right = place
    if isinstance(cell, Failed):
        sheet.row(top).set_cell_error(left, cell.shows)
        return
    style = "day" if isinstance(cell, date) else str(cell.digits) if isinstance(cell, Padded) else "plain"
    value = cell.number if isinstance(cell, Padded) else cell
    if (top, left) == (bottom, right):
        sheet.write(top, left, value, styles[style])
    else:
        sheet.write_merge(top, bottom, left, right, value, styles[style])


def write_ods(path: Path, grids: Sequence[Grid], spell: Spell) -> None:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.style import Style, TableProperties
    from odf.table import Table, TableCell, TableColumn, TableRow
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    unseen = Style(name="ta2", family="table")
    unseen.addElement(TableProperties(display="false"))
    book.automaticstyles.addElement(unseen)
    for grid in grids:
        table = Table(name=grid.name, **({"stylename": unseen} if grid.hidden else {}))
        for at in range(max(grid.hidden_columns, default=-1) + 1):
            table.addElement(TableColumn(**_hide(hidden=at in grid.hidden_columns)))
        for number, cells in enumerate(grid.rows, start=1):
            row = TableRow(**_hide(hidden=number in grid.hidden_rows))
            for cell in cells:
                row.addElement(_make_ods_cell(cell, spell, TableCell, P))
            table.addElement(row)
        book.spreadsheet.addElement(table)
    book.save(str(path))


def _hide(*, hidden: bool) -> dict[str, str]:
    return {"visibility": "collapse"} if hidden else {}


def _make_ods_cell(cell: Cell, spell: Spell, make: Callable[..., object], paragraph: Callable[..., object]) -> object:
    if cell is None:
        return make()
    if isinstance(cell, date):
        return make(valuetype="date", datevalue=cell.isoformat())
    if isinstance(cell, str | Padded | Failed):
        made = make(valuetype="string")
        made.addElement(paragraph(text=spell(str(cell))))  # type: ignore[attr-defined]
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
    "xlsb": (".xlsb", write_xlsb),
    "csv": (".csv", _write_text(",", "utf-8-sig")), "csv; without mark": (".csv", _write_text(";", "utf-8")),
    "utf-16": (".csv", _write_text("\t", "utf-16")), "tsv": (".tsv", _write_text("\t", "utf-8")),
    "txt": (".txt", _write_text("|", "utf-8")), "html named xls": (".xls", write_html),
    "csv named xls": (".xls", _write_text(";", "utf-8-sig")),
}  # fmt: skip
"""Every form of file: its suffix, which may lie, and what writes it."""
TEXTS: Final = frozenset({"csv", "csv; without mark", "utf-16", "tsv", "txt", "html named xls", "csv named xls"})
"""Forms that hold text alone: no true dates, no sheets."""
