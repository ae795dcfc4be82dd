"""R35: a name in small letters, or with capitals inside its words. All capitals are as right as in any list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from vaxdesk.checks.names import has_stray_byte
from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule, is_foreigner
from vaxdesk.model.issue import Issue, Suggestion
from vaxdesk.model.message import Message
from vaxdesk.model.person import Person
from vaxdesk.model.surroundings import Surroundings
from vaxdesk.model.text import is_vietnamese_letter_text

_CASE = Code("full_name.case", "info", Message("Small and capital letters of the name are mixed up"), ("full_name",))
_WORD = re.compile(r"[^\W\d_]+")


def _check(person: Person, _: Surroundings) -> Sequence[Issue]:
    name = person.full_name
    if name is None or name.isupper() or name.istitle() or is_foreigner(person):
        return NO_ISSUES
    right = _WORD.sub(lambda found: found[0][0].upper() + found[0][1:].lower(), name)
    if right == name or has_stray_byte(name) or not is_vietnamese_letter_text(name) or " " not in name:
        return NO_ISSUES
    message = Message("“{name}”: each word of a name begins with a capital.", {"name": name})
    suggestions = (Suggestion(right, "certain", Message("Only small and capital letters change.")),)
    return (_CASE.issue("full_name", message, {"full_name": name}, suggestions=suggestions),)


RULE = Rule(
    id="R35",
    codes=(_CASE,),
    check=_check,
    fires=(
        ("full_name.case", replace(EXAMPLE, full_name="điểu thị hoa")),
        ("full_name.case", replace(EXAMPLE, full_name="ĐIểu Thị hoa")),
    ),
    silent=(
        EXAMPLE,
        replace(EXAMPLE, full_name="ĐIỂU THỊ HOA"),
        replace(EXAMPLE, full_name="H'Hen Niê"),
        replace(EXAMPLE, full_name="Sean McDonald", nationality="GB"),
    ),
)
