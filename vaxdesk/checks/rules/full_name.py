"""R10: the name is missing, is one word, holds digits, or lacks its accents where the list has them.

Công văn 9458/BYT-CNTT: a name that is incomplete or without accents is refused. A family name is not asked for: names
of the S'Tiêng, Khmer or M'Nông may have none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule
from vaxdesk.model.issue import Issue, Surroundings
from vaxdesk.model.message import Message
from vaxdesk.model.person import Person
from vaxdesk.model.text import has_accents

_INCOMPLETE = Code("full_name.incomplete", "error", Message("The name is missing or incomplete"), ("full_name",), "c")
_NO_ACCENTS = Code("full_name.no_accents", "warning", Message("The name has no accents"), ("full_name",), "c")

_DIGITS = frozenset("0123456789")


def _check(person: Person, surroundings: Surroundings) -> Sequence[Issue]:
    name = person.full_name
    if name is None:
        message = Message("There is no name.")
    elif " " not in name:
        message = Message("“{name}” is only one word; a full name has at least two.", {"name": name})
    elif not _DIGITS.isdisjoint(name):
        message = Message("There are digits in the name “{name}”.", {"name": name})
    elif not has_accents(name) and _is_accented_list(person, surroundings):
        message = Message("“{name}” is written without accents.", {"name": name})
        return (_NO_ACCENTS.issue("full_name", message, {"full_name": name}),)
    else:
        return NO_ISSUES
    return (_INCOMPLETE.issue("full_name", message, {"full_name": name}),)


def _is_accented_list(person: Person, surroundings: Surroundings) -> bool:
    """Tell whether accents could be expected: in a list that has none, their lack says nothing about one person."""
    return not person.sources or any(surroundings.list_has_accents(source.batch) for source in person.sources)


RULE = Rule(
    id="R10",
    codes=(_INCOMPLETE, _NO_ACCENTS),
    check=_check,
    fires=(
        ("full_name.incomplete", replace(EXAMPLE, full_name=None)),
        ("full_name.incomplete", replace(EXAMPLE, full_name="Hoa")),
        ("full_name.incomplete", replace(EXAMPLE, full_name="Điểu Thị Hoa 0912345678")),
        ("full_name.no_accents", replace(EXAMPLE, full_name="DIEU THI HOA")),
    ),
    silent=(
        replace(EXAMPLE, full_name="ĐIỂU S'RÔN"),
        replace(EXAMPLE, full_name="Thị Gơr"),
        replace(EXAMPLE, full_name="Lâm Sa Vanh"),
    ),
)
