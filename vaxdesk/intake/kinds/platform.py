"""The national platform's import workbook, known by the texts of its two header rows, wherever clerks moved them."""

from __future__ import annotations

from typing import Final

from vaxdesk.intake.layout import Header, ListKind, join_rows
from vaxdesk.intake.sheet import Sheet
from vaxdesk.model.catalogue import Catalogues
from vaxdesk.model.text import fold

_SEARCHED: Final = 60
_ENOUGH: Final = 18
"""Of 35 columns; a list of a commune's own shares a handful of texts with the platform's."""
_MUST: Final = frozenset({"full_name", "id_number", "dose1.date"})


def find_platform_header(sheet: Sheet, catalogues: Catalogues) -> Header | None:
    """Find the two rows whose merged texts are the platform's; columns in between that aren't are left to the rest."""
    known = {(fold(one.group or ""), _key(one.title)): one.key for one in catalogues.platform_columns}
    name = next(key[1] for key, field in known.items() if field == "full_name")
    for number, row in enumerate(sheet.rows[:_SEARCHED]):
        if number + 1 == len(sheet.rows) or not any(_key(cell) == name for cell in row if cell):
            continue
        paths = join_rows(sheet, number, number + 1)
        fixed: dict[int, str] = {}
        for at, path in paths.items():
            field = known.get((fold(path[0]) if len(path) > 1 else "", _key(path[-1])))
            if field is not None and field not in fixed.values():
                fixed[at] = field
        if len(fixed) >= _ENOUGH and _MUST.issubset(fixed.values()):
            return Header((number, number + 1), paths, fixed)
    return None


def _key(title: str) -> str:
    return fold(title) or title.strip()


KIND = ListKind(name="platform", rank=10, loads_as="people", find_header=find_platform_header)
