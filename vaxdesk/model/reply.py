"""What the police answered of one person, out of the cells of a row (dispatches 8938/BYT-DP and 9438/BYT-CNTT)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from vaxdesk.model.catalogue import Catalogues
from vaxdesk.model.fields import PERSON_FIELDS
from vaxdesk.model.person import Person, Value
from vaxdesk.model.text import fold, tidy

RIGHT: Final = ("full_name", "birth_date", "sex", "id_number")
"""What the police compare and can put right."""
_STATUS: Final = {
    "correct": "matched", "wrong": "mismatched", "not_found": "not_found", "unresolvable": "unresolvable",
}  # fmt: skip
_MARKS: Final = ("matched", "mismatched", "not_found", "unresolvable")


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: the state it gives, the values that are right, and why somebody can't be verified.

    ``unclear`` names the part (``answer`` or a field) that nobody understood; then nothing of it is certain.
    """

    status: str | None
    values: Mapping[str, Value] = field(default_factory=dict)
    because: str | None = None
    reason: str | None = None
    unclear: str | None = None


def read_reply(cells: Mapping[str, str], catalogues: Catalogues) -> Reply | None:
    """Read the cells of a row by their parts (``answer``, ``right.full_name``, ``because``, ``note`` …).

    None where nothing was answered. Right values without an answer say that what was asked is wrong.
    """
    status, unclear = _read_status(cells, catalogues)
    values: dict[str, Value] = {}
    for name in RIGHT:
        text = cells.get(f"right.{name}", "")
        if not text.strip():
            continue
        reading = PERSON_FIELDS[name].parse(text, catalogues)
        if reading.value is None and reading.raw is not None:
            unclear = unclear or name
        elif reading.value is not None:
            values[name] = reading.value
    if status is None and unclear is None and not values:
        return None
    because, reason = _read_because(cells.get("because", ""), catalogues)
    return Reply(status or "mismatched", values, because, reason, unclear)


def _read_status(cells: Mapping[str, str], catalogues: Catalogues) -> tuple[str | None, str | None]:
    crossed = [name for name in _MARKS if catalogues.find_value("mark", cells.get(f"answer.{name}", ""))]
    if crossed:
        return (crossed[0], None) if len(crossed) == 1 else (None, "answer")
    text = tidy(cells.get("answer", ""))
    if text:
        status = _STATUS.get(catalogues.find_value("verify_status", text) or "")
        # "Sai năm sinh" says what is wrong, and that it is.
        return (status, None) if status else ("mismatched", None) if fold(text).startswith("sai ") else (None, "answer")
    note = catalogues.find_value("verify_status", tidy(cells.get("note", "")))
    return _STATUS.get(note or ""), None


def _read_because(text: str, catalogues: Catalogues) -> tuple[str | None, str | None]:
    said = tidy(text)
    if not said:
        return None, None
    known = catalogues.find_value("because", said)
    return known or "other", None if known and known != "other" else said


def find_corrections(reply: Reply, person: Person) -> dict[str, Value]:
    """Give the values that differ from what is known; case, spaces and layout are no difference, tone marks are."""
    changed: dict[str, Value] = {}
    for name, value in reply.values.items():
        known = getattr(person, name)
        if name == "full_name" and isinstance(value, str):
            if tidy(value).casefold() == tidy(known or "").casefold():
                continue
            shouts = value.isupper() and not (known or "X").isupper()
            changed[name] = " ".join(map(str.capitalize, value.split())) if shouts else value
        elif name == "birth_date" and isinstance(value, str) and isinstance(known, str) and known.startswith(value):
            continue
        elif value != known:
            changed[name] = value
    return changed
