"""What a field is called on screens, on paper and in sentences: a person's or a dose's, and what isn't typed."""

from __future__ import annotations

from vaxdesk.model.fields import DOSE_FIELDS, PERSON_FIELDS
from vaxdesk.model.fold import REMOVED, VERIFICATION
from vaxdesk.model.message import Message

_TITLES = {
    **{key: field.title for fields in (PERSON_FIELDS, DOSE_FIELDS) for key, field in fields.items()},
    VERIFICATION: Message("Verification"),
    REMOVED: Message("Dose taken away"),
}


def find_title(key: str) -> Message | None:
    """Give the name of a field by its key; None for what is no field."""
    return _TITLES.get(key)
