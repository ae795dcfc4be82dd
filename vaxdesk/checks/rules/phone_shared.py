"""R16: one phone, many people of different households. A family's one phone is no error and isn't spoken of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule
from vaxdesk.checks.thresholds import PHONE_HOUSEHOLDS, PHONE_PEOPLE
from vaxdesk.model.issue import Issue
from vaxdesk.model.message import Message
from vaxdesk.model.person import Person
from vaxdesk.model.surroundings import Neighbour, Surroundings

_SHARED = Code(
    "phone.shared", "info", Message("Many people have the same phone"), ("phone", "hamlet"), looks_around=True
)


def _check(person: Person, surroundings: Surroundings) -> Sequence[Issue]:
    phone = person.phone
    if phone is None:
        return NO_ISSUES
    sharing = surroundings.find_by_phone(phone)
    if len(sharing) < PHONE_PEOPLE or len({_name_household(one) for one in sharing}) < PHONE_HOUSEHOLDS:
        return NO_ISSUES
    message = Message("At least {count} people of different households have the phone {phone}.", {
        "count": PHONE_PEOPLE, "phone": phone,
    })  # fmt: skip
    return (_SHARED.issue("phone", message, {"phone": phone}),)


def _name_household(one: Neighbour) -> tuple[str, str]:
    """Give what tells households apart as far as lists do: the hamlet, and the family's name where it is one.

    "Điểu" and "Thị" are no family's: half a hamlet of S'Tiêng is called so.
    """
    family = one.key.partition(" ")[0]
    return one.hamlet or "", "" if family in {"ĐIỂU", "THỊ"} else family


RULE = Rule(
    id="R16",
    codes=(_SHARED,),
    check=_check,
    fires=(("phone.shared", replace(EXAMPLE, phone="0900000009")),),
    silent=(EXAMPLE, replace(EXAMPLE, phone=None), replace(EXAMPLE, phone="0911111119")),
)
