"""People who register for an injection: known by the day they wish for, or by a title; no dose was given yet."""

from __future__ import annotations

from typing import Final

from vaxdesk.intake.layout import Header, ListKind, find_header
from vaxdesk.intake.sheet import Sheet
from vaxdesk.model.catalogue import Catalogues
from vaxdesk.model.text import fold, header_key

_WISHES: Final = frozenset({"desired_date", "consent_signature"})
_TITLES: Final = ("dang ky tiem", "dang ki tiem", "danh sach dang ky", "danh sach dang ki", "nhu cau tiem")


def find_registration_header(sheet: Sheet, catalogues: Catalogues) -> Header | None:
    """Find the header of a list of people who want to be vaccinated."""
    header = find_header(sheet, catalogues)
    if header is None:
        return None
    meant = [catalogues.headers.get(header_key(path[-1]), ()) for path in header.paths.values()]
    fields = {name.field for names in meant for name in names}
    if any(field.startswith("dose") and field.endswith((".date", ".lot")) for field in fields - _WISHES):
        return None
    titles = fold(" ".join(cell for row in sheet.rows[: header.begin] for cell in row))
    return header if fields & _WISHES or any(title in titles for title in _TITLES) else None


KIND = ListKind(name="registration", rank=30, loads_as="registration", find_header=find_registration_header)
