"""Reads one list file in this process: sheets, header, columns, then draft after draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Final

from vaxdesk.intake import kinds
from vaxdesk.intake.ages import find_list_year
from vaxdesk.intake.catalogues import read_sites, read_units
from vaxdesk.intake.continued import fill_continued
from vaxdesk.intake.convert import Around, RowReader
from vaxdesk.intake.draft import ColumnReading, Draft, ListHead, SetAside, SheetReading
from vaxdesk.intake.errors import FileEmpty, NoListInFile, NotATable
from vaxdesk.intake.habits import Columns, Habits, find_habits
from vaxdesk.intake.households import carry_down
from vaxdesk.intake.layout import Header, ListKind, Places, shape_header, sort_rows
from vaxdesk.intake.mapping import Mapped, follow_told, map_columns
from vaxdesk.intake.notices import Noticed, tell_notices
from vaxdesk.intake.sections import place_rows
from vaxdesk.intake.sheet import Sheet, fingerprint_sheets, open_sheets
from vaxdesk.intake.shown import fill_zeros
from vaxdesk.intake.told import Told, read_mapping
from vaxdesk.intake.unicode import read_unicode
from vaxdesk.model.catalogue import Catalogues
from vaxdesk.model.text import has_accents
from vaxdesk.registry import find_all

BATCH: Final = 500
_EVIDENCE: Final = ("birth_date", "id_number", "phone", "health_insurance", "old_id_number", "sex.male", "sex.female")
_NAMES: Final = ("full_name", "surname_middle", "middle_name", "given_name")
_LONGEST_TEXT: Final = 500
_WORKBOOKS: Final = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})


@dataclass(slots=True)
class _Found:
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


class ListReading:
    """A file that was opened and understood; its drafts are made as they are asked for."""

    def __init__(
        self,
        head: ListHead,
        found: Sequence[tuple[_Found, Habits]],
        set_aside: tuple[SetAside, ...],
        known: Catalogues,
    ) -> None:
        self.head, self.set_aside = head, set_aside
        self._found, self._catalogues = found, known

    def drafts(self) -> Iterator[Draft]:
        """Give every row of a person, in the order of the file."""
        for one, habits in self._found:
            reader = RowReader(
                one.sheet, one.header, one.mapped.fields, self._catalogues, habits, as_read=one.as_read,
                around=one.around,
            )  # fmt: skip
            for at in one.rows:
                yield reader.read(at)

    def batches(self, size: int = BATCH) -> Iterator[list[Draft]]:
        """Give the drafts in lists of at most ``size``."""
        drafts = self.drafts()
        while batch := list(islice(drafts, size)):
            yield batch


def read_list(
    path: Path,
    catalogues: Catalogues,
    kind: str = "auto",
    mapping: Mapping[str, object] | None = None,
    password: str | None = None,
) -> ListReading:
    """Open a list file and understand its columns.

    ``kind`` is ``auto`` or what the file is to be loaded as; ``mapping`` as
    :func:`vaxdesk.intake.draft.mapping_of` gives it, for the sheets it names. Every row that isn't blank comes as a
    draft or stands in ``set_aside``. Raises a :class:`vaxdesk.intake.errors.ListUnreadable` or ``MappingWrong``.
    """
    sheets = open_sheets(path, password)
    if not any(any(sheet.rows) for sheet in sheets):
        raise FileEmpty(file=path.name)
    told = read_mapping(mapping, sheets, path.name) if mapping else {}
    # Whoever says that people register, or were answered, is believed, also where nothing in the list says so.
    wanted = {kind, "people"} if kind in {"registration", "reply"} else {kind}
    tried = [one for one in list_kinds() if kind == "auto" or one.loads_as in wanted]
    found, aside, padded = [], [], []
    for sheet in sheets:
        rows, filled = fill_zeros(sheet.rows, sheet.shown)
        one = _understand(replace(sheet, rows=rows), tried, told.get(sheet.name or ""), catalogues)
        if one is not None:
            found.append(one)
            padded.append(filled)
            aside += one.aside
        elif any(sheet.rows):
            aside.append(SetAside(sheet.name, None, "no_list", _first_text(sheet)))
    if not found:
        lying = sheets[0].name is None and path.suffix.lower() in _WORKBOOKS
        raise (NotATable if lying else NoListInFile)(file=path.name)
    habits = find_habits([Columns(one.sheet, one.rows, one.mapped.fields) for one in found], catalogues)
    notices = [
        notice
        for one, zeros, habit in zip(found, padded, habits, strict=True)
        for notice in tell_notices(
            Noticed(one.sheet, one.rows, one.mapped.fields, one.encodings, zeros, one.carried, one.around.made), habit
        )
    ]
    official = sheets if any(one.kind.name == "platform" for one in found) else []
    head = ListHead(
        file=path.name,
        kind=kind if kind in {"registration", "reply"} else min((one.kind for one in found), key=_rank).name,
        fingerprint=fingerprint_sheets(sheets),
        sheets=tuple(_tell_sheet(one) for one in found),
        open=tuple(question for one in found for question in one.mapped.open),
        accented=_are_names_accented(found),
        total=sum(len(one.rows) for one in found),
        notices=tuple(notices),
        units=read_units(official, catalogues),
        sites=read_sites(official, catalogues),
    )
    return ListReading(head, list(zip(found, habits, strict=True)), tuple(aside), catalogues)


def _rank(kind: ListKind) -> int:
    return kind.rank


def list_kinds() -> tuple[ListKind, ...]:
    """Give the kinds of lists, in the order in which they are tried."""
    return tuple(sorted(find_all(kinds, "KIND", ListKind), key=lambda one: one.rank))


def _understand(sheet: Sheet, tried: list[ListKind], told: Told | None, catalogues: Catalogues) -> _Found | None:
    plain, encodings = read_unicode(sheet, None if told is None else told.encodings)
    said = None if told is None else told.columns
    for kind in tried:
        header = kind.find_header(plain, catalogues)
        if header is None and (said is None or kind is not tried[-1]):
            continue
        if said is not None and (said.rows or header is None or header.rows):
            header = shape_header(plain, said.rows)
        if header is None:
            continue
        mapped = map_columns(plain, header, catalogues) if said is None else follow_told(said, header)
        places = _find_places(mapped)
        if places is None:
            continue
        mapped = replace(mapped, columns=tuple(_tell_encoding(one, encodings) for one in mapped.columns))
        reasons = dict(sort_rows(plain, header, places))
        full, rows, carried = _fill_rows(plain, mapped, reasons)
        people = set(rows)
        texts = {at: _join_text(plain.rows[at]) for at in reasons if at not in people}
        aside = [SetAside(sheet.name, at + 1, reasons[at] or "", text) for at, text in texts.items()]
        hamlets = {}
        if "hamlet" not in mapped.fields.values() or "section" in reasons.values():
            headings = {at: text for at, text in texts.items() if reasons[at] == "section"}
            titles = [text for at, text in texts.items() if reasons[at] == "title"]
            hamlets = place_rows(plain, rows, headings, titles)
        made = _find_made(texts, reasons, sheet)
        return _Found(full, sheet.rows, header, kind, mapped, rows, aside, Around(hamlets, made), encodings, carried)
    return None


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


def _tell_sheet(found: _Found) -> SheetReading:
    rows = tuple(row + 1 for row in found.header.rows)
    return SheetReading(found.sheet.name, rows, found.mapped.columns)


def _are_names_accented(found: list[_Found]) -> bool:
    names, marked = sum(len(one.rows) for one in found), 0
    for one in found:
        columns = [at for at, field in one.mapped.fields.items() if field in {"full_name", "surname_middle"}]
        for row in map(one.sheet.rows.__getitem__, one.rows):
            marked += any(column < len(row) and has_accents(row[column]) for column in columns)
            if marked * 3 >= names:
                return True
    return False


def _join_text(row: list[str]) -> str:
    return " | ".join(" ".join(cell.split()) for cell in row if cell)[:_LONGEST_TEXT]


def _first_text(sheet: Sheet) -> str:
    return next((_join_text(row) for row in sheet.rows if row), "")
