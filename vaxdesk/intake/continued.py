"""Rows that go on with the person above: in a list of one dose per row the name often stands only once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vaxdesk.intake.headers import split_dose_field
from vaxdesk.intake.sheet import Sheet


def fill_continued(sheet: Sheet, fields: Mapping[int, str], rows: Sequence[int]) -> dict[int, list[str]]:
    """Give, by row (counted from 0), the cells of rows that only tell a further dose, their person's written in.

    ``rows`` are those of people. Such a row comes directly below its person, has a dose's cells and none of a person.
    """
    doses = [at for at, name in fields.items() if (dose := split_dose_field(name)) and dose[0] == 0]
    if not any(fields[at].endswith(".date") for at in doses):
        return {}
    own = [at for at, name in fields.items() if split_dose_field(name) is None]
    people = set(rows)
    filled: dict[int, list[str]] = {}
    above: list[str] | None = None
    for number, row in enumerate(sheet.rows):
        if number in people:
            above = row
        elif above is None or not _only_tells_dose(row, own, doses):
            above = None
        else:
            cells = [*row, *[""] * (len(above) - len(row))]
            for at in own:
                if at < len(above):
                    cells[at] = above[at]
            filled[number] = cells
    return filled


def _only_tells_dose(row: Sequence[str], own: Sequence[int], doses: Sequence[int]) -> bool:
    def full(at: int) -> bool:
        return at < len(row) and bool(row[at])

    return sum(map(full, doses)) >= 2 and not any(map(full, own))
