"""What stands once for several rows: cells merged downwards, and the address of a household at its head."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from vaxdesk.intake.sheet import Sheet
from vaxdesk.model.text import fold

_PLACES: Final = frozenset({
    "hamlet", "address", "commune_name", "district_name", "province_name", "commune_code", "district_code",
    "province_code",
})  # fmt: skip
"""What the members of a household have in common."""
_SHARED: Final = _PLACES | {
    "workplace", "occupation", "priority_group", "nationality", "ethnicity", "guardian.full_name", "guardian.phone",
    "phone",
}  # fmt: skip
"""What a cell merged downwards says of each of its rows."""
_HEADS: Final = frozenset({"chu ho", "ch", "chuho", "c ho"})
_FEW: Final = 0.15

Filled = dict[int, list[str]]


def carry_down(
    sheet: Sheet, fields: Mapping[int, str], rows: Sequence[int], breaks: frozenset[int]
) -> tuple[Filled, dict[int, int]]:
    """Give, by row (counted from 0), the cells of rows that share what stands above, and by column how many got it.

    ``rows`` are those of people, ``breaks`` rows of other kinds, over which no household reaches.
    """
    filled: Filled = {}
    counts: dict[int, int] = {}
    for row, at, text in (*_spread_merges(sheet, fields, rows), *_spread_places(sheet, fields, rows, breaks)):
        cells = filled.get(row, sheet.rows[row])
        if at < len(cells) and cells[at]:
            continue
        cells = filled[row] = [*cells, *[""] * (at + 1 - len(cells))]
        cells[at] = text
        counts[at] = counts.get(at, 0) + 1
    return filled, counts


def _spread_merges(sheet: Sheet, fields: Mapping[int, str], rows: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    people = set(rows)
    for (top, left), (bottom, _) in sheet.merges:
        field = fields.get(left, "")
        if bottom == top or top not in people or not (field in _SHARED or _is_of_dose(field)):
            continue
        text = sheet.rows[top][left] if left < len(sheet.rows[top]) else ""
        if text:
            yield from ((row, left, text) for row in range(top + 1, min(bottom + 1, len(sheet.rows))) if row in people)


def _is_of_dose(field: str) -> bool:
    return field.startswith("dose") and field[4:5].isdigit()


def _spread_places(
    sheet: Sheet, fields: Mapping[int, str], rows: Sequence[int], breaks: frozenset[int]
) -> Iterator[tuple[int, int, str]]:
    places = [at for at, field in fields.items() if field in _PLACES]
    heads = _find_heads(sheet, fields, rows) if places else frozenset()
    if not heads or not _are_places_with(heads, sheet, places, rows):
        return
    head: int | None = None
    last = rows[0] if rows else 0
    for row in rows:
        if row in heads:
            head = row
        elif head is not None and any(between in breaks for between in range(last + 1, row)):
            head = None
        last = row
        if head is None or row == head:
            continue
        if any(_cell(sheet, row, at) for at in places):
            # Somebody who lives elsewhere says so whole.
            continue
        yield from ((row, at, _cell(sheet, head, at)) for at in places if _cell(sheet, head, at))


def _are_places_with(heads: frozenset[int], sheet: Sheet, places: Sequence[int], rows: Sequence[int]) -> bool:
    """Tell whether places stand at the heads of households as a rule, and with the others hardly ever."""
    told = {row for row in rows if any(_cell(sheet, row, at) for at in places)}
    others = len(rows) - len(heads)
    return others > 0 and len(told & heads) * 2 > len(heads) and len(told - heads) * 2 < others


def _find_heads(sheet: Sheet, fields: Mapping[int, str], rows: Sequence[int]) -> frozenset[int]:
    """Give the rows at which a household begins, by what the sheet says of households; none where it says nothing."""
    at = {field: column for column, field in fields.items()}
    relation = at.get("relation")
    if relation is not None:
        heads = frozenset(row for row in rows if fold(_cell(sheet, row, relation)) in _HEADS)
        if heads:
            return heads
    for column in (at.get("household"), at.get("row_no")):
        if column is None:
            continue
        numbered = frozenset(row for row in rows if _cell(sheet, row, column))
        if numbered and len(rows) - len(numbered) >= max(2, _FEW * len(rows)):
            return numbered
    household = at.get("household")
    if household is None:
        return frozenset()
    return frozenset(
        row for before, row in zip([None, *rows], rows, strict=False)
        if before is None or _cell(sheet, before, household) != _cell(sheet, row, household)
    )  # fmt: skip


def _cell(sheet: Sheet, row: int, at: int) -> str:
    cells = sheet.rows[row]
    return cells[at].strip() if at < len(cells) else ""
