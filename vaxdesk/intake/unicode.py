"""A sheet whose texts are all Unicode: what every further step reads."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from vaxdesk.intake.evidence import decode_columns, find_encodings, list_texts
from vaxdesk.intake.sheet import Sheet, name_column


def read_unicode(sheet: Sheet, told: Mapping[int, str] | None = None) -> tuple[Sheet, dict[str, str]]:
    """Give a sheet with all texts in Unicode, composed, and by column (letters) the old encoding that was found.

    ``told`` names the encodings by column (counted from 0) instead of the evidence. A sheet without anything to turn
    is given back itself.
    """
    texts = list_texts(sheet.rows)
    names = find_encodings(sheet.rows, texts, sheet.shown.fonts) if told is None else told
    rows = decode_columns(sheet.rows, names)[0] if names else sheet.rows
    if "tcvn3" in names.values():
        rows = _raise_capitals(rows, sheet, names)
    parted = {at for at, text in enumerate(texts) if not unicodedata.is_normalized("NFC", text)}
    if parted:
        rows = [_compose(row, parted) for row in rows]
    if rows is sheet.rows:
        return sheet, {}
    return replace(sheet, rows=rows), {name_column(at): name for at, name in names.items()}


def _raise_capitals(rows: list[list[str]], sheet: Sheet, names: Mapping[int, str]) -> list[list[str]]:
    """Write in capitals what the font shows so: .VnTimeH has only them, whatever was typed."""
    raised = dict(enumerate(rows))
    for row, column in sheet.shown.capitals:
        if row < len(rows) and column < len(rows[row]) and names.get(column) == "tcvn3":
            if raised[row] is rows[row]:
                raised[row] = list(rows[row])
            raised[row][column] = rows[row][column].upper()
    return list(raised.values())


def _compose(row: list[str], columns: set[int]) -> list[str]:
    width = len(row)
    changed = [at for at in columns if at < width and not unicodedata.is_normalized("NFC", row[at])]
    if not changed:
        return row
    composed = list(row)
    for at in changed:
        composed[at] = unicodedata.normalize("NFC", row[at])
    return composed
