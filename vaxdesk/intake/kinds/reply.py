"""A list that comes back from the police: known by a column of answers, by what stands there."""

from __future__ import annotations

from typing import Final

from vaxdesk.intake.layout import Header, ListKind, find_header
from vaxdesk.intake.mapping import map_columns
from vaxdesk.intake.sheet import Sheet
from vaxdesk.model.catalogue import Catalogues
from vaxdesk.model.text import header_key

_ANSWERS: Final = frozenset({"verify_status", "police_result", "right.full_name", "right.id_number"})
_SAID: Final = frozenset({"correct", "wrong", "not_found", "unresolvable"})
"""What an answer says; "chưa xác thực" is none, it stands in lists that nobody answered yet."""


def find_reply_header(sheet: Sheet, catalogues: Catalogues) -> Header | None:
    """Find the header of a list with answers: a column of which most cells say one, crosses, or right values."""
    header = find_header(sheet, catalogues)
    if header is None or not any(_names_answer(path, catalogues) for path in header.paths.values()):
        return None
    fields = map_columns(sheet, header, catalogues).fields
    columns = {field: at for at, field in fields.items()}
    below = sheet.rows[header.below :]
    if "answer" in columns:
        at = columns["answer"]
        said = [row[at] for row in below if at < len(row) and row[at]]
        right = sum(catalogues.find_value("verify_status", cell) in _SAID for cell in said)
        return header if right and right * 2 >= len(said) else None
    told = [at for field, at in columns.items() if field.startswith(("answer.", "right."))]
    return header if any(at < len(row) and row[at] for row in below for at in told) else None


def _names_answer(path: tuple[str, ...], catalogues: Catalogues) -> bool:
    return any(name.field in _ANSWERS for text in path for name in catalogues.headers.get(header_key(text), ()))


KIND = ListKind(name="reply", rank=20, loads_as="reply", find_header=find_reply_header)
