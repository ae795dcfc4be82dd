"""What may go up, why the rest may not, and how far it got (``CONTRACT.md`` section 3, Ready and Delivery)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from vaxdesk.model.event import write_canonical
from vaxdesk.model.message import Message
from vaxdesk.model.person import Person
from vaxdesk.model.text import name_key
from vaxdesk.model.verification import CLEAN

DELIVERIES: Final = ("none", "packaged", "received", "accepted", "rejected")
"""How far a row got, in the order of its way."""


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


def digest_version(person: Person) -> str:
    """Give a short fingerprint of what goes up of a person, the same on every laptop.

    The row itself isn't: the names of communes and sites in it are those that a station's own workbooks taught it.
    """
    said: list[Any] = [getattr(person, name) for name in _GOES_UP]
    said += [[dose.number, dose.vaccine, dose.lot, dose.date, dose.site] for dose in person.doses]
    return hashlib.sha256(write_canonical(said)).hexdigest()[:32]


_GOES_UP = (
    "full_name", "birth_date", "sex", "id_number", "phone", "health_insurance", "priority_group", "workplace", "hamlet",
    "address", "commune_code", "district_code", "province_code", "note",
)  # fmt: skip
ANY_ROW = "*"
"""Stands for today's row, whichever it is."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the platform said last of a person's row: accepted or rejected, and why; ``version`` is that row's.

    See :func:`digest_version`.
    """

    state: str
    reason: str | None
    version: str


def find_answer(person: Person, answer: Answer | None) -> str | None:
    """Give what the platform said of a person as they are today; None where it said nothing, or of another version."""
    return answer.state if answer is not None and answer.version == digest_version(person) else None


def find_delivery(history: Sequence[tuple[str, str]], row: str) -> str:
    """Give how far today's row got, of a history of (digest, state), oldest first; ``none`` where it never went up.

    Sending a row again, or an old receipt that comes late, doesn't take back what the receiver said of it.
    """
    now = "none"
    for digest, state in history:
        if digest in (row, ANY_ROW) and state not in _SAYS_LESS.get(now, ()):
            now = state
    return now


_BASIC = ("full_name", "birth_date", "sex", "id_number")
"""What dispatch 2262 counts as the basic data of a person."""
_LIST_DIGITS = frozenset({9, 12})


def must_be_typed(person: Person, portal: Iterable[Mapping[str, Any]]) -> bool:
    """Tell whether today's data have to be typed into the portal one by one (class c of dispatch 2262/BYT-CNTT).

    That is so where the portal holds a well-formed number and basic data that differ from today's. Who had no number
    there (class a) or a malformed one (class b) is put right by a workbook. Capitals, spaces and the place of a tone
    are no difference. ``portal`` is what is known of what it holds, list by list.
    """
    return any(_is_well_formed(said.get("id_number")) and _differs(person, said) for said in portal)


def _is_well_formed(number: object) -> bool:
    return isinstance(number, str) and number.isascii() and number.isdigit() and len(number) in _LIST_DIGITS


def _differs(person: Person, said: Mapping[str, Any]) -> bool:
    names = (person.full_name, said.get("full_name"))
    same_name = len({name and name_key(name) for name in names}) == 1
    return not same_name or any(getattr(person, name) != said.get(name) for name in _BASIC[1:])


_SAYS_LESS = {
    "received": ("packaged",),
    "accepted": ("packaged", "received"),
    "rejected": ("received",),
}
