"""R15: the phone is missing, can't be a number, or was written with a prefix of before the change of September 2018."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule
from vaxdesk.model.identity import phone_state
from vaxdesk.model.issue import Issue
from vaxdesk.model.message import Message
from vaxdesk.model.person import Guardian, Person
from vaxdesk.model.surroundings import Surroundings

_MISSING = Code("phone.missing", "warning", Message("The phone number is missing"), ("phone", "guardian"))
_INVALID = Code("phone.invalid", "error", Message("The phone number can't be right"), ("phone",))
_OLD_PREFIX = Code("phone.old_prefix", "info", Message("The phone number had an old prefix"), ("phone",))


def _check(person: Person, _: Surroundings) -> Sequence[Issue]:
    raw = person.raw.get("phone")
    if person.phone is not None and phone_state(person.phone) in _NONE_AT_ALL:
        # No reader of the field gives such a value; another program may have written it.
        message = Message("“{said}” is no phone number in Vietnam.", {"said": person.phone})
        return (_INVALID.issue("phone", message, {"phone": person.phone}),)
    if raw is None:
        if person.phone is not None or (person.guardian is not None and person.guardian.phone is not None):
            return NO_ISSUES
        return (_MISSING.issue("phone", Message("There is no phone number."), {"phone": None}),)
    if person.phone is None:
        message = Message("“{said}” is no phone number in Vietnam.", {"said": raw})
        return (_INVALID.issue("phone", message, {"phone": raw}),)
    if phone_state(raw) != "old_prefix":
        return NO_ISSUES
    message = Message("“{said}” was written with an old prefix; today it is {phone}.", {
        "said": raw, "phone": person.phone,
    })  # fmt: skip
    return (_OLD_PREFIX.issue("phone", message, {"phone": person.phone}),)


_NONE_AT_ALL = frozenset({"invalid", "none"})

RULE = Rule(
    id="R15",
    codes=(_MISSING, _INVALID, _OLD_PREFIX),
    check=_check,
    fires=(
        ("phone.missing", replace(EXAMPLE, phone=None)),
        ("phone.invalid", replace(EXAMPLE, phone=None, raw={"phone": "09x234"})),
        ("phone.invalid", replace(EXAMPLE, phone="abc")),
        ("phone.old_prefix", replace(EXAMPLE, phone="0389000111", raw={"phone": "01689000111"})),
    ),
    silent=(
        replace(EXAMPLE, phone=None, guardian=Guardian("Thị Gơr", "0912345678", "mẹ")),
        replace(EXAMPLE, raw={"phone": "912345678"}),
        replace(EXAMPLE, phone="02713888999"),
    ),
    refusals=frozenset({"phone"}),
)
