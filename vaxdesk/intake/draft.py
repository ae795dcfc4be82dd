"""What a list says, row by row, before anybody decides whose row it is."""

from __future__ import annotations

from collections.abc import Mapping

from vaxdesk.model.message import Message
from vaxdesk.model.person import Value
from vaxdesk.model.records import dataclass
from vaxdesk.model.sites import Site
from vaxdesk.model.units import Unit


@dataclass(frozen=True, slots=True)
class DraftDose:
    """One injection of a row.

    ``values`` holds what was understood, by field (number, kind, vaccine, lot, date, site); ``raw`` the text of a
    field that was not understood or whose content was repaired.
    """

    values: Mapping[str, Value]
    raw: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Draft:
    """One row of a list, understood as far as it can be.

    ``sheet`` is None in a text file, ``row`` the number Excel shows. ``cells`` is the row as read, by column letter,
    blank cells left out. ``values`` and ``raw`` as ``CONTRACT.md`` section 3, only fields that hold something.
    ``number`` is the list's own numbering as written. ``beside`` tells rows of lists side by side on one sheet apart:
    the letters of the column where its list begins, "" in the first.
    """

    sheet: str | None
    row: int
    cells: Mapping[str, str]
    values: Mapping[str, Value]
    raw: Mapping[str, str]
    doses: tuple[DraftDose, ...]
    number: str | None
    beside: str = ""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that is no person (``row`` as Excel shows it), or a whole sheet that is no list (``row`` None).

    ``reason``: title, header, numbering, section, subtotal, signature, note, no_name; of a sheet: no_list. What comes
    back from others has not_here (nobody of this store) and undecided (somebody has to decide) as well.
    """

    sheet: str | None
    row: int | None
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """What a column was taken for, how sure that is (0 to 100) and why.

    ``field`` is a person's field, ``dose2.date`` of a numbered dose, ``dose.date`` in a list of one dose per row,
    ``doses.vaccine`` for what one column says of all doses, ``row_no`` for the list's own numbering, one of
    :data:`vaxdesk.intake.headers.PARTS`, or None: kept with the row.
    ``encoding`` names an old Vietnamese encoding that was found in the column, None for Unicode.
    """

    column: str
    header: str
    field: str | None
    confidence: int
    why: Message
    encoding: str | None


@dataclass(frozen=True, slots=True)
class SheetReading:
    """How one sheet was understood. ``header_rows`` as Excel numbers them.

    ``beside`` are the letters of the columns where further lists begin that stand beside the first.
    """

    sheet: str | None
    header_rows: tuple[int, ...]
    columns: tuple[ColumnReading, ...]
    beside: tuple[str, ...] = ()

    def parts(self) -> dict[str, tuple[ColumnReading, ...]]:
        """Give the columns of each list on the sheet, by :attr:`Draft.beside`; the n-th of each hold the same."""
        found: dict[str, list[ColumnReading]] = {"": []}
        here = ""
        for one in self.columns:
            here = one.column if one.column in self.beside else here
            found.setdefault(here, []).append(one)
        return {beside: tuple(columns) for beside, columns in found.items()}


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A column in doubt: its candidates (field, likelihood 0 to 100), likeliest first, and which was taken if any."""

    sheet: str | None
    column: str
    header: str
    candidates: tuple[tuple[str, int], ...]
    taken: str | None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that happened on reading and that the list's reader should know: nothing was lost by it.

    ``code`` names it (:data:`vaxdesk.intake.reasons.NOTICES`), ``column`` is None where it is about the whole sheet.
    """

    sheet: str | None
    column: str | None
    code: str
    said: Message


@dataclass(frozen=True, slots=True)
class ListHead:
    """Everything known of a file before its rows come.

    ``file`` is the bare name. ``kind`` is the name of a :class:`vaxdesk.intake.layout.ListKind`.
    ``fingerprint`` is the SHA-256 of the contents of all cells in hex. ``accented``: at least one name in three bears
    Vietnamese marks. ``total``: drafts to come.
    ``notices`` tell what was read in another way than it stands there, and what is hidden.
    ``units`` and ``sites`` are what a platform workbook's catalogue sheets say beyond the tables known.
    """

    file: str
    kind: str
    fingerprint: str
    sheets: tuple[SheetReading, ...]
    open: tuple[OpenQuestion, ...]
    accented: bool
    total: int
    notices: tuple[Notice, ...] = ()
    units: tuple[Unit, ...] = ()
    sites: tuple[Site, ...] = ()


def mapping_of(head: ListHead) -> dict[str, object]:
    """Give what ``--dry-run`` prints and ``--mapping`` takes: sheet to header rows, fields and encodings by column."""
    return {
        sheet.sheet or "": {
            "header_rows": list(sheet.header_rows),
            "columns": {column.column: column.field for column in sheet.columns},
            "encoding": {column.column: column.encoding for column in sheet.columns if column.encoding},
        }
        for sheet in head.sheets
    }
