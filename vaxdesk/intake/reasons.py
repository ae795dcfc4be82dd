"""Why a column was taken for what it was taken for: every sentence there is."""

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
