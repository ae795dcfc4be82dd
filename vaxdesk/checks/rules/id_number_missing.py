"""R01: no identity number. Class (a) of công văn 2262/BYT-CNTT."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule, is_foreigner
from vaxdesk.model.identity import is_placeholder
from vaxdesk.model.issue import Issue
from vaxdesk.model.message import Message
from vaxdesk.model.person import Person
from vaxdesk.model.surroundings import Surroundings

_MISSING = Code(
    "id_number.missing", "error", Message("The identity number is missing"), ("id_number", "nationality"), "a"
)


def _check(person: Person, _: Surroundings) -> Sequence[Issue]:
    if person.id_number is not None:
        return NO_ISSUES
    raw = person.raw.get("id_number")
    if raw is not None:
        if not is_placeholder(raw):
            return NO_ISSUES
        message = Message("“{said}” only fills the cell; it is no identity number.", {"said": raw})
    elif is_foreigner(person):
        return NO_ISSUES
    elif person.old_id_number is not None:
        message = Message("Only the old identity number {number} is known.", {"number": person.old_id_number})
    else:
        message = Message("There is no identity number.")
    return (_MISSING.issue("id_number", message, {"id_number": raw}),)


RULE = Rule(
    id="R01",
    codes=(_MISSING,),
    check=_check,
    fires=(
        ("id_number.missing", replace(EXAMPLE, id_number=None)),
        ("id_number.missing", replace(EXAMPLE, id_number=None, raw={"id_number": "123456789"})),
        ("id_number.missing", replace(EXAMPLE, id_number=None, old_id_number="285111222")),
    ),
    silent=(
        replace(EXAMPLE, id_number="285111222"),
        replace(EXAMPLE, id_number=None, nationality="KH"),
        replace(EXAMPLE, id_number=None, raw={"id_number": "28511122"}),
    ),
    refusals=frozenset({"id_number"}),
)
