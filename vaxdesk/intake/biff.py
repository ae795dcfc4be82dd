"""What an old .xls shows beside its values, out of its records (Excel 5 to 2003)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Final

from vaxdesk.intake.shown import ERROR_CODES, Gathering, Look, Shown, make_look

_BOF: Final = 0x0809
_END: Final = 0x000A
_BOUNDSHEET, _FONT, _FORMAT, _XF = 0x0085, 0x0031, 0x041E, 0x00E0
_ROW, _COLINFO, _BOOLERR, _FORMULA = 0x0208, 0x007D, 0x0205, 0x0006
_TEXTS: Final = frozenset({0x00FD, 0x0204, 0x00D6})
_NUMBERS: Final = frozenset({0x0203, 0x027E})
_MANY_NUMBERS: Final = 0x00BD
_NO_FONT: Final = 4
"""Fonts are counted without this number."""
_BIFF8: Final = 0x0600
_LARGEST: Final = 1 << 29
_HEAD: Final = struct.Struct("<HH")
_CELL: Final = struct.Struct("<HHH")


def look_at_records(source: Path | BytesIO) -> dict[str, Shown]:
    """Give, by name of sheet, what there is to see; sheets without anything are left out.

    What can't be understood shows nothing: the values were read by somebody else already.
    """
    from olefile import OleFileIO

    try:
        with OleFileIO(source) as file:
            name = next((one for one in ("Workbook", "Book") if file.exists(one)), None)
            if name is None or file.get_size(name) > _LARGEST:
                return {}
            return _Book(file.openstream(name).read()).look()
    except (OSError, ValueError, LookupError, struct.error, ArithmeticError, RuntimeError, TypeError):
        return {}


class _Book:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._fonts: list[str] = []
        self._formats: dict[int, str] = {}
        self._styles: list[tuple[int, int]] = []
        self._sheets: list[tuple[str, int, bool]] = []
        self._is_new = True

    def look(self) -> dict[str, Shown]:
        self._read_globals()
        looks = [make_look(self._formats.get(code, ""), self._find_font(font)) for font, code in self._styles]
        seen = {}
        for name, place, is_hidden in self._sheets:
            shown = self._look_at_sheet(place, looks).finish(is_hidden=is_hidden)
            if shown != _NOTHING:
                seen[name] = shown
        return seen

    def _find_font(self, number: int) -> str:
        at = number - 1 if number > _NO_FONT else number
        return self._fonts[at] if at < len(self._fonts) else ""

    def _records(self, place: int) -> Iterator[tuple[int, int, int]]:
        """Give kind, place and size of each record up to the end of the part that begins there."""
        data, last, depth = self._data, len(self._data) - 4, 0
        while place <= last:
            kind, size = _HEAD.unpack_from(data, place)
            place += 4
            if kind == _BOF:
                depth += 1
            elif kind == _END:
                depth -= 1
                if depth <= 0:
                    return
            yield kind, place, size
            place += size

    def _read_globals(self) -> None:
        for kind, at, size in self._records(0):
            body = self._data[at : at + size]
            if kind == _BOF:
                self._is_new = struct.unpack_from("<H", body)[0] == _BIFF8
            elif kind == _FONT:
                self._fonts.append(self._read_text(body[14:], wide=False))
            elif kind == _FORMAT:
                self._formats[struct.unpack_from("<H", body)[0]] = self._read_text(body[2:], wide=self._is_new)
            elif kind == _XF:
                self._styles.append(struct.unpack_from("<HH", body))
            elif kind == _BOUNDSHEET:
                (place,) = struct.unpack_from("<I", body)
                self._sheets.append((self._read_text(body[6:], wide=False), place, body[4] & 3 != 0))

    def _read_text(self, body: bytes, *, wide: bool) -> str:
        """Read a text behind its count of letters, one byte or two."""
        count, body = (struct.unpack_from("<H", body)[0], body[2:]) if wide else (body[0], body[1:])
        if not self._is_new:
            return body[:count].decode("latin-1")
        flags, body = body[0], body[1:]
        return body[: 2 * count].decode("utf-16-le", "replace") if flags & 1 else body[:count].decode("latin-1")

    def _look_at_sheet(self, place: int, looks: list[Look]) -> Gathering:
        seen, data = Gathering(), self._data
        styled = any(not look.is_plain for look in looks)
        for kind, at, size in self._records(place):
            if kind == _ROW:
                if data[at + 12] & 0x20:
                    seen.rows.add(struct.unpack_from("<H", data, at)[0])
            elif kind == _COLINFO:
                first, last, _, _, flags = struct.unpack_from("<5H", data, at)
                if flags & 1:
                    seen.columns.update(range(first, min(last + 1, 256)))
            elif kind in {_BOOLERR, _FORMULA}:
                self._look_for_error(kind, at, seen)
            elif styled:
                self._look_at_cells(kind, at, size, looks, seen)
        return seen

    def _look_at_cells(self, kind: int, at: int, size: int, looks: list[Look], seen: Gathering) -> None:
        if kind in _TEXTS or kind in _NUMBERS:
            row, column, style = _CELL.unpack_from(self._data, at)
            styles = [style]
        elif kind == _MANY_NUMBERS:
            row, column = struct.unpack_from("<HH", self._data, at)
            styles = [struct.unpack_from("<H", self._data, at + 4 + 6 * turn)[0] for turn in range((size - 6) // 6)]
        else:
            return
        for turn, style in enumerate(styles):
            if style < len(looks):
                seen.add_cell((row, column + turn), looks[style], is_text=kind in _TEXTS)

    def _look_for_error(self, kind: int, at: int, seen: Gathering) -> None:
        row, column, _ = _CELL.unpack_from(self._data, at)
        said = self._data[at + 6 : at + 14]
        if kind == _BOOLERR and said[1]:
            seen.errors[row, column] = ERROR_CODES.get(said[0], "#N/A")
        elif kind == _FORMULA and said[6:8] == b"\xff\xff" and said[0] == 2:
            seen.errors[row, column] = ERROR_CODES.get(said[2], "#N/A")


_NOTHING: Final = Shown()
