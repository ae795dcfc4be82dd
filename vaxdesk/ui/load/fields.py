"""What a column can be taken for, in the order in which it is offered; why a row was set aside."""

from __future__ import annotations

from vaxdesk.intake.headers import SHARED, is_field
from vaxdesk.intake.titles import PARTS
from vaxdesk.model.fields import DOSE_FIELDS, PERSON_FIELDS
from vaxdesk.model.message import Message
from vaxdesk.wording import Wording

DOSES = 4
"""Doses whose columns are offered one by one."""

_FIRST = (
    "row_no", "full_name", "surname_middle", "given_name", "birth_date", "sex", "sex.male", "sex.female", "id_number",
    "old_id_number", "phone", "health_insurance", "hamlet", "address",
)  # fmt: skip

REASONS = {
    "title": Message("Title"),
    "header": Message("Header row"),
    "numbering": Message("Numbers of the columns"),
    "section": Message("Heading"),
    "subtotal": Message("Total"),
    "signature": Message("Signature"),
    "note": Message("Note"),
    "no_name": Message("No name"),
    "no_list": Message("Sheet without a list"),
    "not_here": Message("Nobody of this store"),
    "undecided": Message("An answer that somebody has to decide"),
}
"""Why a row was set aside, by its code."""

ENCODINGS = {
    "tcvn3": Message("TCVN3 (.VnTime)"),
    "tcvn3-as-cp1258": Message("TCVN3 seen as Windows-1258"),
    "vni": Message("VNI (VNI-Times)"),
    "viqr": Message("VIQR"),
    "cp1258": Message("Windows-1258"),
    "utf8-as-cp1252": Message("Unicode opened wrongly"),
    "lost": Message("letters lost"),
}
"""Old encodings by the name the head tells."""

KINDS = {
    "people": Message("List of people"),
    "platform": Message("The platform's workbook"),
    "registration": Message("Registration list"),
    "reply": Message("Reply of the police"),
}


def name_encoding(name: str, wording: Wording) -> str:
    """Say in which old encoding letters are."""
    return wording.render(ENCODINGS[name]) if name in ENCODINGS else name


def list_fields(*, dose_rows: bool) -> tuple[str, ...]:
    """Give everything a column can be taken for, the commonest first.

    ``dose_rows``: in that list every row is one dose, so that its columns bear no number of a dose.
    """
    rest = [field for field in (*PERSON_FIELDS, *PARTS) if field not in _FIRST]
    parts = [part for part in DOSE_FIELDS if part != "number"]
    if dose_rows:
        doses = [f"dose.{part}" for part in DOSE_FIELDS]
    else:
        doses = [f"dose{number}.{part}" for number in range(1, DOSES + 1) for part in parts]
        doses += SHARED
    return tuple(field for field in (*_FIRST, *doses, *rest) if is_field(field))
