"""Why a column was taken for what it was taken for, and what is told of how it was read: every sentence there is."""

from __future__ import annotations

from typing import Final, Literal

from vaxdesk.model.message import Message

How = Literal["exact", "plain", "resembling", "containing", "group", "platform", "content", "told"]
"""How a header's meaning was found."""

WHYS: Final[dict[How, Message]] = {
    "exact": Message("The header is a known name of this field."),
    "plain": Message("The header is a known name of this field, written without accents."),
    "resembling": Message("The header resembles a known name of this field."),
    "containing": Message("The header contains a known name of this field."),
    "group": Message("The header belongs to the group of columns above it."),
    "platform": Message("It is a column of the platform's workbook."),
    "content": Message("No header says it; what stands in the column does."),
    "told": Message("The mapping says so."),
}
KEPT: Final = Message("The header is known; what stands in the column stays with its row.")
UNKNOWN: Final = Message("The header is not known; what stands in the column stays with its row.")
TAKEN: Final = Message("Another column is this field; what stands in the column stays with its row.")
DOUBTFUL: Final = Message("Several meanings are possible; what stands in the column stays with its row.")
CELLS: Final = Message("The header says so, but only {share} of 100 cells look like it.")

REASONS: Final = frozenset(message.text for message in (*WHYS.values(), KEPT, UNKNOWN, TAKEN, DOUBTFUL, CELLS))
"""Every text a column's reason can have."""

NOTICES: Final[dict[str, Message]] = {
    "hidden_sheet": Message("The sheet is hidden in Excel; it was read like the others."),
    "hidden_rows": Message("{count} rows are hidden or filtered away in Excel; they were read like the others."),
    "hidden_column": Message("The column is hidden in Excel; it was read like the others."),
    "beside": Message("Another list begins in this column, beside the first: {count} rows were read of it."),
    "errors": Message("{count} cells show an error in place of a value; only the sender knows what was meant."),
    "padded": Message("{count} numbers got back the zeros in front that Excel shows and the file leaves out."),
    "swapped": Message("Excel exchanged day and month of {count} dates; they were put back, the cells are kept."),
    "month_first": Message("{count} dates have the month in front, as the column proves; they were read so."),
    "bare_years": Message("Excel made {count} years days of 1905 or 1906; those that are proven are years again."),
    "carried": Message("{count} cells are blank and were read as the cell above them, which stands for several rows."),
    "serials": Message("{count} dates stand there as Excel's bare numbers of days; they were read as days."),
    "ages": Message("Only ages are given: years of birth were reckoned for the list's year {count}."),
    "ages_without_day": Message("{count} ages are given, but no day of the list: they were not read."),
    "sexes": Message("{count} cells have a sign for the sex whose meaning the ID numbers prove."),
    "lost_letters": Message("{count} cells have question marks for letters; only the original can bring them back."),
}
"""What can be told of a sheet or a column, by code."""
