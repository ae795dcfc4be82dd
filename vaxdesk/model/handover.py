"""What may go up, why the rest may not, and how far it got (``CONTRACT.md`` section 3, Ready and Delivery)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from vaxdesk.model.event import write_canonical
from vaxdesk.model.message import Message
from vaxdesk.model.person import Person
from vaxdesk.model.verification import CLEAN


def explain_not_ready(person: Person, issues: Iterable[Mapping[str, Any]]) -> tuple[Message, ...]:
    """Give every reason why the person can't go up yet; none: ready.

    ``issues`` are the open ones as JSON objects. A foreigner goes up with a passport and is not compared with the
    population database (dispatch 8938/BYT-DP).
    """
    why: list[Message] = []
    rules = sorted({issue["rule"] for issue in issues if issue["severity"] == "error" or issue["rule"] == "conflict"})
    why.extend(Message("Open issue {rule}", {"rule": rule}) for rule in rules)
    if not person.doses:
        why.append(Message("No dose"))
    if person.verification not in CLEAN and not is_foreigner(person):
        why.append(Message("Not verified as right"))
    return tuple(why)


def is_foreigner(person: Person) -> bool:
    """Tell whether the person is a foreigner with a passport."""
    return person.nationality not in (None, "VN") and person.id_kind in ("passport", "other")


def digest_row(row: Sequence[str | int | None]) -> str:
    """Give a short fingerprint of the row that goes up: an edit that changes it shows."""
    return hashlib.sha256(write_canonical(list(row[1:]))).hexdigest()[:32]


def find_delivery(history: Sequence[tuple[str, str]], row: str) -> str:
    """Give how far today's row got, of a history of (digest, state), oldest first; ``none`` where it never went up.

    Sending a row again, or an old receipt that comes late, doesn't take back what the receiver said of it.
    """
    now = "none"
    for digest, state in history:
        if digest == row and state not in _SAYS_LESS.get(now, ()):
            now = state
    return now


_SAYS_LESS = {
    "received": ("packaged",),
    "accepted": ("packaged", "received"),
    "rejected": ("received",),
}
