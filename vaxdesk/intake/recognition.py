"""What a sheet is taken for: its kind of list, header and columns, and what each of its rows is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from vaxdesk.intake.ages import find_list_year
from vaxdesk.intake.beside import Beside, cut_rows, find_beside, join_aside, shift_columns, shift_header
from vaxdesk.intake.continued import fill_continued
from vaxdesk.intake.convert import Around
from vaxdesk.intake.draft import ColumnReading, SetAside
from vaxdesk.intake.households import carry_down
from vaxdesk.intake.layout import Header, ListKind, Places, shape_header, sort_rows
from vaxdesk.intake.mapping import Mapped, follow_told, map_columns
from vaxdesk.intake.sections import place_rows
from vaxdesk.intake.sheet import Sheet, name_column
from vaxdesk.intake.told import Told, ToldColumns
from vaxdesk.intake.unicode import read_unicode
from vaxdesk.model.catalogue import Catalogues

_EVIDENCE: Final = ("birth_date", "id_number", "phone", "health_insurance", "old_id_number", "sex.male", "sex.female")
_NAMES: Final = ("full_name", "surname_middle", "middle_name", "given_name")
_LONGEST_TEXT: Final = 500
_BESIDE: Final = frozenset({"people", "registration"})
"""Kinds of lists that people print side by side."""


@dataclass(slots=True)
class Found:
    """A sheet that is a list, its texts in Unicode, with what each of its rows is.

    ``as_read`` are its rows as they stand in the file, ``encodings`` the old encodings by letters
    of their column, ``carried`` by column how many cells stand once for several rows.
    """

    sheet: Sheet
    as_read: list[list[str]]
    header: Header
    kind: ListKind
    mapped: Mapped
    rows: list[int]
    aside: list[SetAside]
    around: Around
    encodings: Mapping[str, str]
    carried: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A sheet with its texts in Unicode, its rows as they stand in the file, and the old encodings of its columns."""

    plain: Sheet
    as_read: list[list[str]]
    encodings: Mapping[str, str]


def understand_sheet(
    sheet: Sheet, tried: list[ListKind], told: Told | None, catalogues: Catalogues, *, file: str, is_one: bool
) -> list[Found]:
    """Give the list that a sheet holds, or those that stand side by side on it, left first; nothing where it is none.

    ``is_one``: several are not looked for. Raises MappingWrong where what is ``told`` gives a field to two columns of
    one list.
    """
    plain, encodings = read_unicode(sheet, None if told is None else told.encodings)
    seen, said = _Seen(plain, sheet.rows, encodings), None if told is None else told.columns
    beside = None if is_one else find_beside(plain, catalogues, None if said is None else said.rows)
    if beside is not None:
        found = _understand_beside(seen, beside, tried, said, catalogues)
        if found:
            return found
    if said is not None:
        said.check(file, sheet.name)
    one = _understand(seen, tried, said, catalogues)
    return [] if one is None else [one]


def _understand(seen: _Seen, tried: list[ListKind], said: ToldColumns | None, catalogues: Catalogues) -> Found | None:
    plain = seen.plain
    for kind in tried:
        header = kind.find_header(plain, catalogues)
        if header is None and (said is None or kind is not tried[-1]):
            continue
        if said is not None and (said.rows or header is None or header.rows):
            header = shape_header(plain, said.rows)
        if header is None:
            continue
        mapped = map_columns(plain, header, catalogues) if said is None else follow_told(said, header)
        found = _sort(seen, kind, header, mapped)
        if found is not None:
            return found
    return None


def _sort(seen: _Seen, kind: ListKind, header: Header, mapped: Mapped, beside: str = "") -> Found | None:
    """Tell what each row is; None where no column holds names."""
    places = _find_places(mapped)
    if places is None:
        return None
    plain, encodings = seen.plain, seen.encodings
    mapped = replace(mapped, columns=tuple(_tell_encoding(one, encodings) for one in mapped.columns))
    reasons = dict(sort_rows(plain, header, places))
    full, rows, carried = _fill_rows(plain, mapped, reasons)
    people = set(rows)
    texts = {at: join_text(plain.rows[at]) for at in reasons if at not in people}
    aside = [SetAside(plain.name, at + 1, reasons[at] or "", text) for at, text in texts.items()]
    hamlets = {}
    if "hamlet" not in mapped.fields.values() or "section" in reasons.values():
        headings = {at: text for at, text in texts.items() if reasons[at] == "section"}
        titles = [text for at, text in texts.items() if reasons[at] == "title"]
        hamlets = place_rows(plain, rows, headings, titles)
    around = Around(hamlets, _find_made(texts, reasons, plain), beside)
    return Found(full, seen.as_read, header, kind, mapped, rows, aside, around, encodings, carried)


def _understand_beside(
    seen: _Seen, beside: Beside, tried: list[ListKind], said: ToldColumns | None, catalogues: Catalogues
) -> list[Found]:
    """Give the lists that stand side by side; nothing where one of them is none."""
    parts = [
        _Seen(
            replace(seen.plain, rows=cut_rows(seen.plain, beside, place)),
            cut_rows(replace(seen.plain, rows=seen.as_read), beside, place),
            seen.encodings,
        )
        for place in range(len(beside.starts))
    ]
    told = [None if said is None else said.between(*beside.range(place)) for place in range(len(parts))]
    if any(one is not None and one.repeated for one in told):
        return []
    first = _understand(parts[0], tried, told[0], catalogues)
    if first is None or first.kind.name not in _BESIDE or not first.header.rows:
        return []
    found = [first]
    for place, (part, one) in enumerate(zip(parts[1:], told[1:], strict=True), start=1):
        header = shift_header(seen.plain, first.header, beside, place)
        mapped = shift_columns(first.mapped, header, beside, place) if one is None else follow_told(one, header)
        another = _sort(part, first.kind, header, mapped, name_column(beside.starts[place]))
        if another is None:
            return []
        found.append(another)
    _share_surroundings(found)
    first.aside = join_aside({at for one in found for at in one.rows}, [each for one in found for each in one.aside])
    return found


def _share_surroundings(found: list[Found]) -> None:
    """Let lists side by side share what stands once for all: the list's year, the only hamlet that has a heading."""
    first = found[0]
    made = next((one.around.made for one in found if one.around.made is not None), None)
    hamlets = set(first.around.hamlets.values()) if len(first.around.hamlets) == len(first.rows) else set()
    for one in found:
        theirs = one.around.hamlets
        if not theirs and len(hamlets) == 1 and not any(each.reason == "section" for each in one.aside):
            theirs = dict.fromkeys(one.rows, next(iter(hamlets)))
        one.around = replace(one.around, hamlets=theirs, made=made)


def _find_made(texts: Mapping[int, str], reasons: Mapping[int, str | None], sheet: Sheet) -> int | None:
    ends = [text for at, text in texts.items() if reasons[at] == "signature"]
    titles = [text for at, text in texts.items() if reasons[at] in {"title", "note"}]
    return find_list_year(ends, [*titles, sheet.name or ""])


_PART_OF_LIST: Final = frozenset({None, "header", "numbering"})
"""What stands between the rows of a household without parting it."""


def _fill_rows(
    sheet: Sheet, mapped: Mapped, reasons: dict[int, str | None]
) -> tuple[Sheet, list[int], Mapping[int, int]]:
    """Give the sheet with what stands once for several rows written into each, all rows of people, and its counts."""
    rows = [at for at, reason in reasons.items() if reason is None]
    continued = fill_continued(sheet, mapped.fields, rows)
    breaks = frozenset(at for at, reason in reasons.items() if reason not in _PART_OF_LIST and at not in continued)
    carried, counts = carry_down(sheet, mapped.fields, rows, breaks)
    filled = carried | continued
    if not filled:
        return sheet, rows, {}
    cells = [filled.get(at, row) for at, row in enumerate(sheet.rows)]
    return replace(sheet, rows=cells), sorted({*rows, *continued}), counts


def _tell_encoding(column: ColumnReading, encodings: Mapping[str, str]) -> ColumnReading:
    found = encodings.get(column.column)
    return replace(column, encoding=found) if found else column


def _find_places(mapped: Mapped) -> Places | None:
    at = {field: column for column, field in mapped.fields.items()}
    names = tuple(at[field] for field in _NAMES if field in at)
    if not names:
        return None
    doses = [column for column, field in mapped.fields.items() if field.endswith(".date")]
    evidence = tuple(at[field] for field in _EVIDENCE if field in at) + tuple(doses)
    return Places(names, at.get("row_no"), evidence)


def join_text(row: list[str]) -> str:
    """Give a row as one text, not too long."""
    return " | ".join(" ".join(cell.split()) for cell in row if cell)[:_LONGEST_TEXT]
