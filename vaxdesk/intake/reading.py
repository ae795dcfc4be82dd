"""Reads one list file in this process: sheets, header, columns, then draft after draft."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final

from vaxdesk.intake import kinds
from vaxdesk.intake.catalogues import read_sites, read_units
from vaxdesk.intake.convert import RowReader
from vaxdesk.intake.draft import Draft, ListHead, SetAside, SheetReading
from vaxdesk.intake.errors import FileEmpty, NoListInFile, NotATable
from vaxdesk.intake.habits import Columns, Habits, find_habits
from vaxdesk.intake.hamlets import place_by_workbook
from vaxdesk.intake.layout import ListKind
from vaxdesk.intake.notices import Noticed, tell_notices
from vaxdesk.intake.recognition import Found, join_text, understand_sheet
from vaxdesk.intake.sheet import Sheet, fingerprint_sheets, open_sheets
from vaxdesk.intake.shown import fill_zeros
from vaxdesk.intake.told import read_mapping
from vaxdesk.model.catalogue import Catalogues
from vaxdesk.model.text import has_accents
from vaxdesk.registry import find_all

BATCH: Final = 500
_WORKBOOKS: Final = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})


class ListReading:
    """A file that was opened and understood; its drafts are made as they are asked for."""

    def __init__(
        self,
        head: ListHead,
        found: Sequence[tuple[Found, Habits]],
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
    open_file: Callable[[Path, str | None], list[Sheet]] = open_sheets,
) -> ListReading:
    """Open a list file and understand its columns.

    ``kind`` is ``auto`` or what the file is to be loaded as; ``mapping`` as
    :func:`vaxdesk.intake.draft.mapping_of` gives it, for the sheets it names. Every row that isn't blank comes as a
    draft or stands in ``set_aside``. Raises a :class:`vaxdesk.intake.errors.ListUnreadable` or ``MappingWrong``.
    """
    sheets = open_file(path, password)
    if not any(any(sheet.rows) for sheet in sheets):
        raise FileEmpty(file=path.name)
    told = read_mapping(mapping, sheets, path.name) if mapping else {}
    # Whoever says that people register, or were answered, is believed, also where nothing in the list says so.
    wanted = {kind, "people"} if kind in {"registration", "reply"} else {kind}
    tried = [one for one in list_kinds() if kind == "auto" or one.loads_as in wanted]
    found, aside, told_sheets = [], [], []
    noticed: list[Noticed] = []
    for sheet in sheets:
        rows, filled = fill_zeros(sheet.rows, sheet.shown)
        said = told.get(sheet.name or "")
        lists = understand_sheet(
            replace(sheet, rows=rows), tried, said, catalogues, file=path.name, is_one=kind == "reply"
        )
        if lists:
            found += lists
            noticed += _prepare_notices(lists, filled)
            told_sheets.append(_tell_sheet(lists))
            aside += lists[0].aside
        elif any(sheet.rows):
            aside.append(SetAside(sheet.name, None, "no_list", _first_text(sheet)))
    if not found:
        lying = sheets[0].name is None and path.suffix.lower() in _WORKBOOKS
        raise (NotATable if lying else NoListInFile)(file=path.name)
    place_by_workbook(found, sheets, catalogues)
    habits = find_habits([Columns(one.sheet, one.rows, one.mapped.fields) for one in found], catalogues)
    notices = [notice for one, habit in zip(noticed, habits, strict=True) for notice in tell_notices(one, habit)]
    official = sheets if any(one.kind.name == "platform" for one in found) else []
    head = ListHead(
        file=path.name,
        kind=kind if kind in {"registration", "reply"} else min((one.kind for one in found), key=_rank).name,
        fingerprint=fingerprint_sheets(sheets),
        sheets=tuple(told_sheets),
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


def _tell_sheet(lists: Sequence[Found]) -> SheetReading:
    """Tell how a sheet was understood; lists that stand side by side on it have the same header."""
    first = lists[0]
    return SheetReading(
        first.sheet.name,
        tuple(row + 1 for row in first.header.rows),
        tuple(column for one in lists for column in one.mapped.columns),
        tuple(one.around.beside for one in lists[1:]),
    )


def _prepare_notices(lists: Sequence[Found], padded: Mapping[int, int]) -> Iterator[Noticed]:
    people = frozenset(row for one in lists for row in one.rows)
    for one in lists:
        yield Noticed(
            one.sheet, one.rows, one.mapped.fields, one.encodings, padded, one.carried, one.around.made,
            one.around.beside, people,
        )  # fmt: skip


def _are_names_accented(found: list[Found]) -> bool:
    names, marked = sum(len(one.rows) for one in found), 0
    for one in found:
        columns = [at for at, field in one.mapped.fields.items() if field in {"full_name", "surname_middle"}]
        for row in map(one.sheet.rows.__getitem__, one.rows):
            marked += any(column < len(row) and has_accents(row[column]) for column in columns)
            if marked * 3 >= names:
                return True
    return False


def _first_text(sheet: Sheet) -> str:
    return next((join_text(row) for row in sheet.rows if row), "")
