"""R09: one identity number, two people of different names. Mostly somebody typed a relative's number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule
from vaxdesk.model.issue import Issue
from vaxdesk.model.message import Message
from vaxdesk.model.person import Person
from vaxdesk.model.surroundings import Surroundings
from vaxdesk.model.text import name_key

_SHARED = Code(
    "id_number.shared",
    "error",
    Message("Another person has the same identity number"),
    ("id_number", "full_name"),
    "c",
    looks_around=True,
)


def _check(person: Person, surroundings: Surroundings) -> Sequence[Issue]:
    number = person.id_number
    if number is None:
        return NO_ISSUES
    sharing = surroundings.find_by_number(number)
    if not sharing:
        return NO_ISSUES
    # Those of one name may be one person: that is a matter of pairs.
    own = name_key(person.full_name) if person.full_name else ""
    others = [one for one in sharing if one.id != person.id and one.key != own]
    if not others:
        return NO_ISSUES
    name = others[0].full_name or others[0].key or "–"
    message = (
        Message("{number} is the number of {name}, too.", {"number": number, "name": name})
        if len(others) == 1
        else Message("{number} is the number of {name} and of {count} more, too.", {
            "number": number, "name": name, "count": len(others) - 1,
        })
    )  # fmt: skip
    return (_SHARED.issue("id_number", message, {"id_number": number}),)


RULE = Rule(
    id="R09",
    codes=(_SHARED,),
    check=_check,
    fires=(("id_number.shared", replace(EXAMPLE, full_name="Điểu Văn Lực", id_number="070090009999")),),
    silent=(
        EXAMPLE,
        replace(EXAMPLE, id_number=None),
        replace(EXAMPLE, full_name="ĐIỂU  THỊ SEN", id_number="070090009999"),
    ),
)
