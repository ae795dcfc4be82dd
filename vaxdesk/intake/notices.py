"""What is told of a sheet beside its rows: what is hidden, what was read in another way than it stands there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from vaxdesk.intake.days import swap_day
from vaxdesk.intake.draft import Notice
from vaxdesk.intake.evidence import LOST, has_lost_letter
from vaxdesk.intake.habits import Habits, is_bare_year, is_serial
from vaxdesk.intake.reasons import NOTICES
from vaxdesk.intake.sheet import Sheet, name_column
from vaxdesk.model.message import Message


@dataclass(frozen=True, slots=True)
class Noticed:
    """A sheet as its notices are made of it: rows of its people (counted from 0), fields and old encodings by column.

    ``padded`` gives by column how many numbers got the zeros of their format, ``carried`` how many cells got what
    stands above; ``made`` is the year of the list, where ages need it. ``beside`` are the letters where this list
    begins if it stands beside another, ``people`` the rows of people of all of them.
    """

    sheet: Sheet
    rows: Sequence[int]
    fields: Mapping[int, str]
    encodings: Mapping[str, str]
    padded: Mapping[int, int]
    carried: Mapping[int, int]
    made: int | None
    beside: str
    people: frozenset[int]


def tell_notices(one: Noticed, habits: Habits) -> Iterator[Notice]:
    """Give the notices of one sheet, those about all of it first."""
    for code, column, count in (*_see_hidden(one), *_see_changed(one, habits)):
        letters = one.beside if code == "beside" else None if column is None else name_column(column)
        args = {} if count is None else {"count": count}
        yield Notice(one.sheet.name, letters, code, Message(NOTICES[code].text, args))


def _see_hidden(one: Noticed) -> Iterator[_Seen]:
    shown = one.sheet.shown
    if one.beside:
        # What is hidden of the whole sheet, or of its rows, the first list says for all.
        yield "beside", None, len(one.rows)
    else:
        if shown.is_hidden:
            yield "hidden_sheet", None, None
        hidden = shown.rows.intersection(one.people)
        if hidden:
            yield "hidden_rows", None, len(hidden)
    for at in sorted(shown.columns.intersection(one.fields)):
        yield "hidden_column", at, None


def _see_changed(one: Noticed, habits: Habits) -> Iterator[_Seen]:
    people = set(one.rows)
    failed = Counter(column for row, column in one.sheet.shown.errors if row in people)
    for at, field in sorted(one.fields.items()):
        if failed[at]:
            yield "errors", at, failed[at]
        if at in one.padded:
            yield "padded", at, one.padded[at]
        if at in one.carried:
            yield "carried", at, one.carried[at]
        if one.encodings.get(name_column(at)) == LOST:
            yield "lost_letters", at, sum(map(has_lost_letter, _list_cells(one, at)))
        yield from _see_habits(one, habits, at, field)


def _see_habits(one: Noticed, habits: Habits, at: int, field: str) -> Iterator[_Seen]:
    order = habits.orders.get(at)
    if order in {"swapped", "month first"}:
        cells = _list_cells(one, at, dates_only=order == "swapped")
        yield order.replace(" ", "_"), at, sum(swap_day(cell) != cell for cell in cells)
    if field == "birth_date" or field.startswith("sex."):
        years = sum(map(is_bare_year, _list_cells(one, at)))
        if years:
            yield "bare_years", at, years
    days = sum(map(is_serial, _list_cells(one, at))) if at in habits.serials else 0
    if days:
        yield "serials", at, days
    if field == "age":
        ages = sum(1 for _ in _list_cells(one, at))
        yield ("ages", at, one.made) if one.made is not None else ("ages_without_day", at, ages)
    if field == "sex" and habits.sexes:
        yield "sexes", at, sum(1 for cell in _list_cells(one, at) if cell.strip() in habits.sexes)


def _list_cells(one: Noticed, at: int, *, dates_only: bool = False) -> Iterator[str]:
    if dates_only and not one.sheet.dates:
        return
    for row in one.rows:
        cells = one.sheet.rows[row]
        if at < len(cells) and cells[at] and (not dates_only or (row, at) in one.sheet.dates):
            yield cells[at]


_Seen = tuple[str, int | None, int | None]
"""A code, the column (counted from 0) it is about, and how many."""
